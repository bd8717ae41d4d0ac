"""What is taken away: the rows are the list, spreadsheets run nothing, nothing unseen leaves, the same gives the same."""

import csv
import html
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import geopandas
import openpyxl
import pikepdf
import pytest
import shapely
from frictionless import Package, Resource
from hypothesis import given, settings
from hypothesis import strategies as st

from components import exports, load, yaml_text
from components.exports import deck_pages, pptx_pictures
from components.exports.cells import cell, csv_text, harmless
from components.exports.spreadsheets import MOST
from components.exports.table import COLUMNS, HXL, rows
from components.indicators import Numbers
from components.model import ORIGINS, STATUSES, Case
from components.selection import Selection
from tests.conftest import DATA, ROOT
from tests.documents import every_document, readable
from tests.made import raw_case
from tests.test_deck_pdf import DOT_SVG
from tests.test_pptx import DOT

BASE = "https://atlas.example.org/app/"
LANGUAGES = ("en", "fr")

HOSTILE = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1": "'-1",
    "@SUM(A1)": "'@SUM(A1)",
    '=cmd|"/c calc"!A1': '\'=cmd|"/c calc"!A1',
    '=HYPERLINK("http://x.example","here")': '\'=HYPERLINK("http://x.example","here")',
    "\t=1": "' =1",
    "\tplain": "' plain",
    "\r=1": "' =1",
    "\n=1": "' =1",
    "  =1": "'  =1",
    "\u00a0=1": "'\u00a0=1",
    "\u200b=1": "'\u200b=1",
    "\ufeff=1": "'\ufeff=1",
    '"=1': "'\"=1",
    "＝1+1": "'＝1+1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠SUM": "'＠SUM",
    "﹦1": "'﹦1",
    "a;=1": "a;'=1",
    "a; +1;@b": "a;' +1;'@b",
}
PLAIN = ["A made person", "10 - 3 = 7", "2 + 2", "someone@", "#meta+id", "–dash", "'=1", "CAN;MEX", "", "Kılıç, „Anführung“"]


def made(**changes: object) -> Case:
    """The made case; `changes` may break the schema's rules, as a hostile title does."""
    return Case.model_validate(raw_case()).model_copy(update=changes)


def csv_rows(content: bytes) -> list[list[str]]:
    """A CSV as a spreadsheet reads it."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes, sheet: int = 0) -> list[list]:
    """The cells of a sheet, "" for an empty one."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [["" if value is None else value for value in row] for row in book.worksheets[sheet].iter_rows(values_only=True)]


def every_export(cases, dataset, numbers, texts) -> dict[str, bytes]:
    """Each kind of file, by name."""
    files = {"json": exports.json_bytes(cases, dataset, BASE), "zip": exports.package_bytes(replace(dataset, cases=tuple(cases)), numbers, texts)}
    for language, text in texts.items():
        files |= {
            f"csv {language}": exports.csv_bytes(cases, dataset, text, BASE),
            f"hxl {language}": exports.csv_bytes(cases, dataset, text, BASE, hxl=True),
            f"xlsx {language}": exports.xlsx_bytes(cases, dataset, text, BASE, "A selection"),
            f"geojson {language}": exports.geojson_bytes(cases, dataset, text, BASE),
        }
    return files


def unpacked(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files and whatever lies in those that are archives."""
    found = dict(files)
    for name, content in files.items():
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found |= {f"{name}/{part}": archive.read(part) for part in archive.namelist()}
    return found


@pytest.fixture(scope="module")
def packed(dataset, loaded, texts) -> bytes:
    """The package of the real dataset."""
    return exports.package_bytes(dataset, loaded.numbers, texts)


def part(packed: bytes, name: str) -> str:
    """A file of the package as text."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read(name).decode("utf-8")


# The rows are the list


def test_rows_are_the_list_for_any_selection(dataset, index, texts):
    first, last = dataset.years
    selections = st.builds(
        Selection,
        themes=st.lists(st.sampled_from(list(dataset.theme)), max_size=3, unique=True).map(tuple),
        regions=st.lists(st.sampled_from(dataset.regions), max_size=2, unique=True).map(tuple),
        years=st.none() | st.tuples(st.integers(first, last), st.integers(first, last)).map(lambda pair: tuple(sorted(pair))),
        statuses=st.lists(st.sampled_from(STATUSES), max_size=2, unique=True).map(tuple),
        origin=st.none() | st.sampled_from(ORIGINS),
    )

    @settings(max_examples=25, deadline=None)
    @given(selections, st.sampled_from(LANGUAGES), st.booleans())
    def holds(selection, language, hxl):
        cases, text = index.apply(selection).cases(), texts[language]
        ids = [case.id for case in cases]
        assert [row["id"] for row in rows(cases, dataset, text, BASE)] == ids
        assert [row[0] for row in csv_rows(exports.csv_bytes(cases, dataset, text, BASE, hxl))[2 if hxl else 1 :]] == ids
        assert [case["id"] for case in json.loads(exports.json_bytes(cases, dataset, BASE))["cases"]] == ids
        assert [feature["id"] for feature in json.loads(exports.geojson_bytes(cases, dataset, text, BASE))["features"]] == ids

    holds()


def test_rows_stand_in_the_order_given(dataset, texts):
    cases = dataset.cases[20:0:-3]
    ids = [case.id for case in cases]
    assert [row["id"] for row in rows(cases, dataset, texts["en"], BASE)] == ids
    assert [row[0] for row in xlsx_rows(exports.xlsx_bytes(cases, dataset, texts["en"], BASE, "Some"))[1:]] == ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_and_xlsx_read_back_equal_the_rows(dataset, texts, language):
    text = texts[language]
    expected = [[cell(value) for value in row.values()] for row in rows(dataset.cases, dataset, text, BASE)]
    head, *body = csv_rows(exports.csv_bytes(dataset.cases, dataset, text, BASE))
    assert body == [[str(value) for value in row] for row in expected]
    assert head == [text(f"export.{column}") for column in COLUMNS]
    assert xlsx_rows(exports.xlsx_bytes(dataset.cases, dataset, text, BASE, "All")) == [head, *expected]


def test_a_row_says_what_the_case_holds(dataset, texts):
    (row,) = rows([made()], dataset, texts["en"], BASE)
    assert row["link"] == "https://atlas.example.org/app/case?id=made-case&lang=en"
    assert (row["status"], row["outcome"], row["status_as_of"]) == (texts["en"]("status.resolved"), texts["en"]("outcome.freed"), "2016-03-01")
    assert (row["start"], row["end"], row["lat"], row["lon"]) == ("2015-01-10", "2016-02", 45.42, -75.70)
    assert (row["countries"], row["country_names"]) == ("CAN", "Canada")
    assert row["sources_count"] == 2
    assert row["sources"] == "Made Group: A made report, https://made.example.org/report | Made Court: A made ruling, https://court.example.org/1"
    assert (row["as_of"], row["version"]) == (dataset.info.as_of.text, dataset.info.version)
    assert dataset.info.licence in row["licence"]


def test_words_and_headers_are_french_in_french(dataset, texts):
    (row,) = rows([made()], dataset, texts["fr"], BASE)
    assert row["link"].endswith("?id=made-case&lang=fr")
    assert row["kind"] == "Personne"
    assert row["roles"] == "Canada\u00a0: lieu des faits, tenu pour responsable par une source"
    head = csv_rows(exports.csv_bytes([], dataset, texts["fr"], BASE))[0]
    assert head[:2] == ["Identifiant", "Titre"] and "Pays" in head


def test_a_set_back_dataset_says_its_day_and_links_to_it(dataset, texts):
    day = date(2017, 12, 31)
    past = dataset.on(day)
    row = rows(past.cases[:1], past, texts["en"], BASE, day)[0]
    assert row["as_of"] == "2017-12-31"
    assert row["link"].endswith("&lang=en&asof=2017-12-31")
    about = xlsx_rows(exports.xlsx_bytes(past.cases[:1], past, texts["en"], BASE, "One", day), 1)
    assert texts["en"]("asof.banner", date=texts["en"].date(day)) in [value for _, value in about]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_case_gives_a_file_with_headers(dataset, texts, language):
    text = texts[language]
    head = [text(f"export.{column}") for column in COLUMNS]
    assert csv_rows(exports.csv_bytes([], dataset, text, BASE)) == [head]
    assert xlsx_rows(exports.xlsx_bytes([], dataset, text, BASE, "None")) == [head]
    assert json.loads(exports.json_bytes([], dataset, BASE))["cases"] == []
    assert json.loads(exports.geojson_bytes([], dataset, text, BASE))["features"] == []


def test_hashtags_stand_under_the_header(dataset, texts):
    head, tags, first = csv_rows(exports.csv_bytes([made()], dataset, texts["fr"], BASE, hxl=True))
    assert len(head) == len(tags) == len(first)
    named = dict(zip(COLUMNS, tags, strict=True))
    assert (named["id"], named["countries"], named["country_names"]) == ("#meta+id", "#country+code+v_iso3+list", "#country+name+i_fr+list")
    core = {"#meta", "#description", "#status", "#date", "#country", "#loc", "#geo"}
    assert all(tag.split("+")[0] in core or tag.startswith("#x_") for tag in tags)
    assert len(set(HXL.values())) == len(HXL)


# Spreadsheets run nothing


@pytest.mark.parametrize(("words", "shown"), HOSTILE.items())
def test_a_cell_that_would_run_is_made_harmless_and_stays_readable(dataset, texts, words, shown):
    hostile = made(title=words, summary=words, people=(words,))
    assert csv_rows(exports.csv_bytes([hostile], dataset, texts["en"], BASE))[1][1] == shown
    content = exports.xlsx_bytes([hostile], dataset, texts["en"], BASE, words)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[0]["B2"].value == shown
    assert {at.data_type for sheet in book.worksheets for row in sheet for at in row} <= {"s", "n"}
    assert shown in [value for _, value in xlsx_rows(content, 1)]
    facts = exports.package_bytes(load.with_cases(dataset, (hostile,)), Numbers(), texts)
    assert next(csv.DictReader(io.StringIO(part(facts, "cases.csv"), newline="")))["title"] == shown


@pytest.mark.parametrize("words", PLAIN)
def test_words_that_run_nowhere_stay_as_they_are(words):
    assert harmless(words) == words


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='=+-@＝a1 \t\r\n;,"\u00a0\u200b\x00\ud800', max_size=12))
def test_no_cell_begins_like_a_formula_whatever_separates_cells(words):
    read = next(csv.reader(io.StringIO(csv_text([["x", words]]), newline="")))[1]
    for piece in (read, *read.split(";")):
        assert piece.lstrip(' "\u00a0\u200b')[:1] not in {*"=+-@＝\t\r\n"}
    assert harmless(read) == read


@pytest.mark.parametrize(("value", "shown"), [(-75.7, -75.7), (-0.0, 0), (13.0, 13), (True, "true"), (False, "false"), (None, ""), (0, 0)])
def test_numbers_stay_numbers(value, shown):
    assert cell(value) == shown and type(cell(value)) is type(shown)


def test_a_value_that_looks_like_an_error_is_words(dataset, texts):
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes([made(title="#N/A")], dataset, texts["en"], BASE, "All")))
    assert (book.active["B2"].value, book.active["B2"].data_type) == ("#N/A", "s")


def test_a_cell_too_long_for_a_spreadsheet_says_that_it_is_cut(dataset, texts):
    long = made(summary="x" * (MOST + 1))
    shown = xlsx_rows(exports.xlsx_bytes([long], dataset, texts["en"], BASE, "All"))[1][COLUMNS.index("summary")]
    assert len(shown) == MOST and shown.endswith(texts["en"]("export.cut"))
    assert csv_rows(exports.csv_bytes([long], dataset, texts["en"], BASE))[1][COLUMNS.index("summary")] == "x" * (MOST + 1)


def test_the_workbook_is_ready_to_read(dataset, texts):
    cases = dataset.cases[:3]
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes(cases, dataset, texts["en"], BASE, "Three cases")))
    cases_sheet, about = book.worksheets
    assert cases_sheet.freeze_panes == "A2" and cases_sheet.auto_filter.ref == "A1:Y4"
    assert cases_sheet.column_dimensions["B"].width >= 40
    assert cases_sheet.cell(2, COLUMNS.index("link") + 1).hyperlink.target == f"https://atlas.example.org/app/case?id={cases[0].id}&lang=en"
    said = [value for _, value in about.iter_rows(values_only=True)]
    assert {dataset.info.title.en, dataset.info.version, "Three cases", 3, texts["en"]("app.limits")} <= set(said)
    assert texts["en"].date(dataset.info.as_of) in said


def test_a_base_that_is_no_web_address_is_not_made_a_link(dataset, texts):
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes([made()], dataset, texts["en"], "javascript:alert(1)", "All")))
    assert book.active.cell(2, COLUMNS.index("link") + 1).hyperlink is None


# The same gives the same


def test_the_same_cases_give_the_same_bytes(dataset, loaded, texts):
    cases = dataset.cases[:30]
    assert every_export(cases, dataset, loaded.numbers, texts) == every_export(cases, dataset, loaded.numbers, texts)


def test_another_process_another_day_and_zone_give_the_same_bytes(dataset, texts):
    program = (
        "import hashlib, sys\n"
        "from pathlib import Path\n"
        "from components import exports, load\n"
        "from components.indicators import Numbers\n"
        "from components.text import Text\n"
        "data = Path('data'); dataset = load.load(data).dataset; texts = {lang: Text.read(data, lang) for lang in ('en', 'fr')}\n"
        f"made = [exports.xlsx_bytes(dataset.cases[:9], dataset, texts['fr'], '{BASE}', 'Some'), exports.package_bytes(dataset, Numbers(), texts)]\n"
        "print(*[hashlib.sha256(each).hexdigest() for each in made])\n"
    )
    said = set()
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Vancouver")):
        around = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        said.add(subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=around, capture_output=True, text=True, check=True).stdout)
    assert len(said) == 1 and len(said.pop().split()) == 2


def test_archives_carry_the_day_of_the_dataset_and_no_clock(dataset, texts, packed):
    content = exports.xlsx_bytes(dataset.cases[:1], dataset, texts["en"], BASE, "One")
    day = dataset.as_of
    for archive in (content, packed):
        dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(archive)).infolist()}
        assert dates == {(day.year, day.month, day.day, 0, 0, 0)}
    properties = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert properties.created.date() == properties.modified.date() == day
    assert json.loads(part(packed, "datapackage.json"))["created"] == f"{day.isoformat()}T00:00:00Z"


# Nothing unseen leaves


def test_no_lead_and_no_note_is_in_any_byte(dataset, loaded, texts):
    """The cases are those of the curators' files, as if the publication gate had let everything through."""
    cases = load.load_sources(DATA).cases.values()
    leads = {source.lead for case in cases for source in case.sources if source.lead}
    assert leads, "the real data have leads: else this test proves nothing"
    noted = [case.model_copy(update={"notes": "xyzzy for curators"}) for case in cases]
    for name, content in unpacked(every_export(noted, dataset, loaded.numbers, texts)).items():
        words = html.unescape(content.decode("utf-8", errors="replace"))
        assert "xyzzy" not in words, name
        assert [lead for lead in leads if lead in words] == [], name


@pytest.fixture
def no_maps(monkeypatch):
    """Maps on slides cost most of the time; where only words count, a dot stands for each."""
    monkeypatch.setattr(pptx_pictures, "slide_map", lambda *_, **__: DOT)
    monkeypatch.setattr(deck_pages, "slide_map_svg", lambda *_, **__: DOT_SVG)


def test_no_lead_and_no_note_is_in_any_document(dataset, loaded, texts, no_maps):
    """As above, for briefs and decks on some of the cases that have leads."""
    cases = [case for case in load.load_sources(DATA).cases.values() if any(source.lead for source in case.sources)][::3]
    assert len(cases) > 3
    leads = {source.lead for case in cases for source in case.sources if source.lead}
    noted = tuple(case.model_copy(update={"notes": "xyzzy for curators"}) for case in cases)
    for name, content in every_document(replace(loaded, dataset=load.with_cases(dataset, noted)), texts, "en").items():
        words = readable(content)
        assert all(case.title in words for case in cases) or name.endswith("pdf en"), name  # a PDF breaks its lines
        assert "xyzzy" not in words, name
        assert [lead for lead in leads if lead in words] == [], name


@pytest.mark.parametrize(("repost_of", "publisher"), [("Made Daily", "Made Daily"), ("unknown", None)])
def test_a_repost_names_the_first_publisher_and_not_the_site(dataset, loaded, texts, no_maps, repost_of, publisher):
    source = {"id": "S1", "publisher": "Plugh Copies", "title": "A made text", "repost_of": repost_of, "lead": "https://plugh.example/1", "kind": "media"}
    reposted = Case.model_validate(raw_case(sources__0=source))
    for name, content in unpacked(every_export([reposted], dataset, loaded.numbers, texts)).items():
        assert b"plugh" not in content.lower(), name
    for name, content in every_document(replace(loaded, dataset=load.with_cases(dataset, (reposted,))), texts, "en").items():
        words = readable(content).lower()
        assert "plugh" not in words, name
        # The pages of a deck name who says so; the titles of texts stand in the speaker's notes of the other form.
        assert "a made text" in words or name.startswith("deck pdf"), name
    (told,) = json.loads(exports.json_bytes([reposted], dataset, BASE))["cases"]
    assert told["sources"][0].get("publisher") == publisher
    (row,) = rows([reposted], dataset, texts["en"], BASE)
    says = texts["en"]("source.repost_of", publisher=publisher) if publisher else texts["en"]("source.repost_unknown")
    assert row["sources"].startswith(f"{says}: A made text | ")


HIDDEN = "quuxheld"


def pdf_that_hides(where: str) -> bytes:
    """A PDF with the word in one place only, packed."""
    document = pikepdf.new()
    document.add_blank_page()
    if where == "alternative text":
        document.Root.Hidden = pikepdf.Dictionary(Kids=pikepdf.Array([pikepdf.Dictionary(Alt=pikepdf.String(f"Ż {HIDDEN}"))]))
    elif where == "properties":
        document.docinfo["/Title"] = HIDDEN
    elif where == "stream":
        document.Root.Hidden = document.make_stream(HIDDEN.encode())
    elif where == "name":
        document.Root.Hidden = pikepdf.Name(f"/{HIDDEN}")
    made = io.BytesIO()
    document.save(made, compress_streams=True, recompress_flate=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def zip_that_hides(name: str, content: bytes) -> bytes:
    """An archive with one file, packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


CUT = f"<w:t>{HIDDEN[:4]}</w:t></w:r><w:r><w:t>{HIDDEN[4:]}</w:t>".encode()


@pytest.mark.parametrize(
    "content",
    [
        *(pdf_that_hides(where) for where in ("alternative text", "properties", "stream", "name")),
        zip_that_hides("word/document.xml", HIDDEN.encode()),
        zip_that_hides(f"ppt/media/{HIDDEN}.png", b""),
        zip_that_hides("word/document.xml", CUT),
        zip_that_hides("ppt/embeddings/chart.xlsx", zip_that_hides("xl/sharedStrings.xml", HIDDEN.encode())),
    ],
    ids=["alternative text", "properties", "stream", "name", "part", "part's name", "two runs", "archive in an archive"],
)
def test_the_scan_finds_a_word_wherever_a_document_may_hide_it(content):
    assert HIDDEN.encode() not in content or content.startswith(b"PK")
    assert HIDDEN in readable(content)


def test_the_scan_finds_nothing_where_nothing_is():
    assert HIDDEN not in readable(pdf_that_hides("nowhere")) + readable(zip_that_hides("a.xml", b"<a>quux held</a>"))


# JSON and GeoJSON


def test_json_holds_the_whole_case_as_the_schema_has_it(dataset):
    document = json.loads(exports.json_bytes([made()], dataset, BASE))
    (told,) = document["cases"]
    assert told.pop("link") == "https://atlas.example.org/app/case?id=made-case"
    for figure in told["figures"]:
        figure["value"] = str(figure["value"])  # a file's numbers are text to the schema
    told["place"] |= {"lat": str(told["place"]["lat"]), "lon": str(told["place"]["lon"])}
    assert Case.model_validate({**told, "review": "reviewed"}) == made(notes="")  # what is exported is reviewed
    assert document["dataset"]["version"] == dataset.info.version and document["dataset"]["as_of"] == dataset.info.as_of.text


def test_geojson_has_points_and_no_point_for_a_case_known_only_by_country(dataset, texts):
    content = exports.geojson_bytes(dataset.cases, dataset, texts["en"], BASE)
    features = json.loads(content)["features"]
    known = [case.place.precision != "country" for case in dataset.cases]
    assert [feature["geometry"] is not None for feature in features] == known and not all(known)
    for feature, case in zip(features, dataset.cases, strict=True):
        if feature["geometry"]:
            assert shapely.from_geojson(json.dumps(feature["geometry"])).coords[0] == (case.place.lon, case.place.lat)
    frame = geopandas.read_file(io.BytesIO(content))
    assert frame.id.tolist() == [case.id for case in dataset.cases]
    assert frame.geometry.notna().tolist() == known


# The data package


@pytest.fixture(scope="module")
def folder(packed, tmp_path_factory):
    """The package unpacked."""
    folder = tmp_path_factory.mktemp("package")
    zipfile.ZipFile(io.BytesIO(packed)).extractall(folder)
    return folder


def test_the_package_keeps_the_data_package_standard(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "type", "message"])[:10]
    assert report.stats["tasks"] >= 29


def test_the_standard_would_find_a_broken_key(folder, dataset):
    """The check above can fail: an event of a case that is not there is found."""
    resource = Package(str(folder / "datapackage.json")).get_resource("case-themes")
    (folder / "dangling.csv").write_text("case,position,theme\nno-such-case,1,conflict\n", encoding="utf-8")
    descriptor = {**resource.to_descriptor(), "path": "dangling.csv"}
    package = Package(str(folder / "datapackage.json"))
    package.set_resource(Resource.from_descriptor({key: value for key, value in descriptor.items() if key not in ("hash", "bytes")}))
    assert "foreign-key" in {error[0] for error in package.validate().flatten(["type"])}


def test_the_package_holds_every_part_of_every_case(packed, dataset, loaded):
    def count(name):
        return len(list(csv.DictReader(io.StringIO(part(packed, f"{name}.csv"), newline=""))))

    assert count("cases") == len(dataset.cases)
    for name in ("statuses", "facts", "figures", "events", "sources"):
        assert count(name) == sum(len(getattr(case, name)) for case in dataset.cases), name
    assert (count("countries"), count("themes"), count("indicators")) == (len(dataset.countries), len(dataset.themes), len(loaded.numbers.indicators))
    for indicator in loaded.numbers.indicators.values():
        told = list(csv.DictReader(io.StringIO(part(packed, indicator.file), newline="")))
        assert [(row["iso3"], int(row["year"]), float(row["value"])) for row in told] == list(
            zip(indicator.rows.iso3, indicator.rows.year.tolist(), indicator.rows.value.tolist(), strict=True)
        )


def test_the_package_names_licences_and_sources_and_sets_share_alike_apart(packed, loaded, dataset):
    descriptor = json.loads(part(packed, "datapackage.json"))
    assert descriptor["version"] == dataset.info.version and descriptor["licenses"][0]["name"] == "CC-BY-4.0"
    numbers = {resource["path"]: resource for resource in descriptor["resources"] if resource["path"].startswith("indicators/")}
    alike = {path for path, resource in numbers.items() if resource["licenses"][0]["name"] == "CC-BY-SA-4.0"}
    assert alike == {path for path in numbers if path.startswith("indicators/vdem/")} != set()
    assert all(resource["sources"][0]["title"] and resource["sources"][0]["path"] for resource in numbers.values())
    readme = part(packed, "README.md")
    assert readme.index("CC BY-SA 4.0") < min(readme.index(f"`{path}`") for path in alike)
    assert "Atlas des droits" in readme and "V-Dem" in readme


def test_numbers_under_a_licence_that_we_do_not_know_are_left_out_and_named(dataset, loaded, texts):
    idps = loaded.numbers.indicators["idps"]
    closed = replace(idps, info=idps.info.model_copy(update={"licence": "No redistribution"}))
    packed = exports.package_bytes(dataset, replace(loaded.numbers, indicators=MappingProxyType({"idps": closed})), texts)
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert not [name for name in names if name.startswith("indicators/")]
    assert "idps" not in part(packed, "indicators.csv")
    readme = part(packed, "README.md")
    assert all(texts[language]("export.package_left_out", names=idps.info.name[language]) in readme for language in LANGUAGES)


# Citing


def test_the_citation_file_says_title_version_day_and_licence(packed, dataset, texts):
    told = yaml_text.read(part(packed, "CITATION.cff")).value
    assert exports.citation_cff(dataset, texts) == part(packed, "CITATION.cff")
    required = {"cff-version", "message", "title", "authors"}
    assert required <= set(told) and told["cff-version"] == "1.2.0" and told["type"] == "dataset"
    assert (told["title"], told["version"], told["date-released"]) == (dataset.info.title.en, dataset.info.version, dataset.as_of.isoformat())
    assert told["license"] == "CC-BY-4.0" and told["authors"] == [{"name": "Rights Atlas"}]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Rights Atlas. “A view”. Version 2026.11. https://a.example/?q=1 (accessed November 1, 2026)."),
        ("fr", "Atlas des droits. «\u00a0A view\u00a0». Version 2026.11. https://a.example/?q=1 (consulté le 1er novembre 2026)."),
    ],
)
def test_a_view_is_cited_with_version_link_and_day(texts, language, line):
    assert exports.cite("A view", "2026.11", "https://a.example/?q=1", date(2026, 11, 1), texts[language]) == line
