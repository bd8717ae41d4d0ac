"""Reading a whole data directory: everything that is wrong in it is listed, and then there is no dataset."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from components import load, publish
from components.load import COUNTRY_COLUMNS, Sources, read_countries
from components.model import Dataset
from components.problem import Problem
from components.text import catalogue_problems
from tests.conftest import DATA, ROOT
from tests.made import CASE, add_case, data_directory


@pytest.fixture
def data(tmp_path) -> Path:
    """A data directory with the project's vocabularies and shapes and two made cases, not yet published."""
    return data_directory(tmp_path, DATA)


def published(directory: Path) -> Dataset:
    """What the app serves once the directory is published."""
    assert publish.main([str(directory)]) == 0
    loaded = load.load(directory)
    assert loaded.problems == ()
    return loaded.dataset


def rewrite(path: Path, old: str, new: str) -> int:
    """Replace a text that stands once in the file; give its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def only_problem(sources: Sources) -> Problem:
    """The one problem of what curators wrote; fails if there are cases all the same."""
    assert len(sources.problems) == 1, sources.problems
    assert sources.cases == {}
    return sources.problems[0]


def test_a_good_directory_becomes_a_dataset(data):
    assert set(load.load_sources(data).cases) == {"cases/made-case.yml", "cases/made-second.yml"}
    dataset = published(data)
    assert [case.id for case in dataset.cases] == ["made-second", "made-case"]  # newest status first
    assert dataset.case["made-case"].status == "resolved"
    assert dataset.as_of == date(2026, 11, 22)
    assert dataset.theme["conflict"].main
    assert dataset.country["CAN"].iso2 == "CA"
    assert dataset.disputed
    assert [release.version for release in dataset.releases] == ["2026.11"]
    assert "CAN" in load.load(data).world.iso3s


def test_cases_with_the_same_day_stand_by_id(data):
    add_case(data, id="made-another", title="Another made case")
    assert [case.id for case in published(data).cases] == ["made-second", "made-another", "made-case"]


def test_the_curators_notes_do_not_reach_the_dataset(data):
    dataset = published(data)
    assert "xyzzy" in CASE["notes"]
    assert "xyzzy" in (data / "cases" / "made-case.yml").read_text(encoding="utf-8")
    assert [case.notes for case in dataset.cases] == ["", ""]
    assert "xyzzy" not in repr(dataset)


def test_the_directory_can_be_named_in_the_environment(data, monkeypatch):
    published(data)
    monkeypatch.setenv("RIGHTS_ATLAS_DATA", str(data))
    assert load.data_directory() == data
    assert len(load.load().dataset.cases) == len(load.load_sources().cases) == 2
    monkeypatch.delenv("RIGHTS_ATLAS_DATA")
    assert load.data_directory() == DATA


# Files


def test_a_file_whose_name_is_not_its_id_is_told(data):
    (data / "cases" / "made-case.yml").rename(data / "cases" / "other.yml")
    assert only_problem(load.load_sources(data)) == Problem("cases/other.yml", 1, "id", '"made-case"', "the file's name, other")


@pytest.mark.parametrize("name", ["made-case.yaml", "notes.txt", ".DS_Store", "made-case.yml~", "README", "deeper"])
def test_a_stray_file_among_the_cases_is_told(data, name):
    if name == "deeper":
        (data / "cases" / name).mkdir()
    else:
        (data / "cases" / name).write_text("x", encoding="utf-8")
    problem = only_problem(load.load_sources(data))
    assert (problem.file, problem.line, problem.says) == (f"cases/{name}", 1, f"a file named {name}")
    assert problem.expected == "a case named <id>.yml, and nothing else here"


def test_a_folder_named_like_a_case_is_told(data):
    (data / "cases" / "folder.yml").mkdir()
    problem = only_problem(load.load_sources(data))
    assert (problem.file, problem.expected) == ("cases/folder.yml", "text in UTF-8")


@pytest.mark.parametrize("name", ["cases/made-case.yml", "dataset.yml", "weak_hosts.txt"])
def test_bytes_that_are_no_text_are_told(data, name):
    (data / name).write_bytes("title: Kılıç".encode("utf-16"))
    problem = only_problem(load.load_sources(data))
    assert (problem.file, problem.says, problem.expected) == (name, "bytes that cannot be read (UnicodeDecodeError)", "text in UTF-8")


@pytest.mark.parametrize("name", ["dataset.yml", "themes.yml", "countries.csv", "weak_hosts.txt", "geo/disputed.yml", "releases.yml"])
def test_a_missing_file_is_told(data, name):
    (data / name).unlink()
    loaded = load.load_sources(data)
    assert loaded.cases == {}
    assert Problem(name, 1, "", "nothing: the file is not there", "a file of this name") in loaded.problems


@pytest.mark.parametrize("content", [None, "", "no GeoJSON", '{"type": "FeatureCollection", "features": []}'])
def test_shapes_that_are_missing_or_unreadable_are_told(data, content):
    shapes = data / "geo" / "countries.geojson"
    shapes.unlink() if content is None else shapes.write_text(content, encoding="utf-8")
    problem = only_problem(load.load_sources(data))
    assert (problem.file, problem.expected) == ("geo/countries.geojson", "a GeoJSON of countries with iso3")


@pytest.mark.parametrize("missing", [False, True])
def test_a_directory_without_cases_is_told(data, missing):
    shutil.rmtree(data / "cases")
    if not missing:
        (data / "cases").mkdir()
    assert only_problem(load.load_sources(data)) == Problem("cases", 1, "", "no case", "at least one file cases/<id>.yml")


def test_missing_themes_leave_every_theme_of_the_cases_unknown(data):
    (data / "themes.yml").unlink()
    unknown = [problem for problem in load.load_sources(data).problems if problem.field.startswith("themes[")]
    assert [(problem.file, problem.says) for problem in unknown] == [
        (f"cases/{name}.yml", says) for name in ("made-case", "made-second") for says in ('"detention"', '"expression"')
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "says", "expected"),
    [
        ("dataset.yml", 'as_of: "2026-11-22"', 'as_of: "2026-11-31"', "as_of", '"2026-11-31"', "an existing date"),
        ("dataset.yml", "licence:", "license:", "license", '"CC BY 4.0"', "no key of this name"),
        ("themes.yml", "- id: refugees", "- id: conflict", "[1].id", '"conflict"', "an id that no other entry has"),
        ("themes.yml", 'colour: "#b3261e"', "colour: red", "[0].colour", '"red"', "the form ^#[0-9a-f]{6}$"),
        ("geo/disputed.yml", "places: [UKR, RUS]", "places: []", "[0].places", "a list of 0", "at least one entry"),
    ],
)
def test_a_fault_in_a_vocabulary_is_told_with_file_line_and_field(data, name, old, new, field, says, expected):
    line = rewrite(data / name, old, new)
    loaded = load.load_sources(data)
    assert loaded.cases == {}
    told = [problem for problem in loaded.problems if (problem.file, problem.field) == (name, field)]
    assert [problem.says for problem in told] == [says]
    assert told[0].expected.startswith(expected)
    assert told[0].line == line


def test_a_key_that_the_dataset_lacks_is_told_where_the_dataset_begins(data):
    rewrite(data / "dataset.yml", 'licence: "CC BY 4.0"\n', "")
    problem = only_problem(load.load_sources(data))
    assert (problem.field, problem.says, problem.expected) == ("licence", "nothing", "this key, which every record has")
    assert (data / "dataset.yml").read_text(encoding="utf-8").splitlines()[problem.line - 1].startswith("title:")


def test_a_disputed_place_with_an_unknown_code_is_told(data):
    rewrite(data / "geo" / "disputed.yml", "places: [UKR, RUS]", "places: [UKR, ZZZ]")
    problem = only_problem(load.load_sources(data))
    assert (problem.file, problem.field, problem.says, problem.expected) == ("geo/disputed.yml", "crimea", '"ZZZ"', "a code of countries.csv")


def test_the_days_of_cases_are_held_against_the_day_of_the_dataset(data):
    rewrite(data / "dataset.yml", 'as_of: "2026-11-22"', 'as_of: "2016-12-31"')
    rewrite(data / "releases.yml", 'date: "2026-11-22"', 'date: "2016-12-31"')
    problem = only_problem(load.load_sources(data))
    assert (problem.file, problem.field, problem.expected) == ("cases/made-second.yml", "status_as_of.date", "a date not after the dataset's day, 2016-12-31")


def test_the_places_of_cases_are_held_against_the_shapes(data):
    add_case(data, countries__0__iso3="MEX")
    problem = only_problem(load.load_sources(data))
    assert (problem.field, problem.expected) == ("place", "a point in one of MEX")
    assert re.fullmatch(r"45\.42, -75\.7, about 29\d\d km away", problem.says)


def test_the_addresses_of_cases_are_held_against_the_weak_hosts(data):
    with (data / "weak_hosts.txt").open("a", encoding="utf-8") as hosts:
        hosts.write("# court.example.org\n\n  made.example.org  \n")
    assert {problem.field for problem in load.load_sources(data).problems} == {"sources[0].url"}  # a remark is no host


def test_two_cases_with_one_title_are_both_told(data):
    add_case(data, id="made-third", title="A second made case")
    loaded = load.load_sources(data)
    assert loaded.cases == {}
    assert [(problem.file, problem.field, problem.says) for problem in loaded.problems] == [
        ("cases/made-second.yml", "title", '"A second made case"'),
        ("cases/made-third.yml", "title", '"A second made case"'),
    ]
    assert {problem.expected for problem in loaded.problems} == {"a title that no other case has"}


def test_all_problems_of_all_files_come_in_one_run_sorted_by_file_and_line(data):
    add_case(data, sources__1__url="ftp://x.example", kind="made-up", figures__0__unit=None)
    (data / "cases" / "made-second.yml").write_text("id: [", encoding="utf-8")
    (data / "cases" / "stray.txt").write_text("x", encoding="utf-8")
    rewrite(data / "dataset.yml", 'version: "2026.11"', "version: ''")
    rewrite(data / "geo" / "disputed.yml", "places: [UKR, RUS]", "places: [ZZZ]")
    rewrite(data / "themes.yml", "mark: diamond", "mark: Diamond")
    rewrite(data / "countries.csv", "\nABW,AW,", "\nABW,aw,")
    loaded = load.load_sources(data)
    assert loaded.cases == {}
    places = [(problem.file, problem.line) for problem in loaded.problems]
    assert places == sorted(places)
    assert [(problem.file, problem.field) for problem in loaded.problems] == [
        ("cases/made-case.yml", "kind"),
        ("cases/made-case.yml", "figures[0].unit"),
        ("cases/made-case.yml", "sources[1].url"),
        ("cases/made-second.yml", ""),
        ("cases/stray.txt", ""),
        ("countries.csv", "iso2"),
        ("dataset.yml", "version"),
        ("geo/disputed.yml", "crimea"),
        ("themes.yml", "[0].mark"),
    ]


def test_one_bad_case_among_good_ones_leaves_no_dataset(data):
    add_case(data, id="made-third", title="A third made case", end="2014", events=[CASE["events"][0]])
    assert only_problem(load.load_sources(data)).file == "cases/made-third.yml"


# Releases

OLDER = '- version: "2025.1"\n  date: "{date}"\n  what: {{en: "Made", fr: "Fait"}}\n'


@pytest.mark.parametrize(
    ("old", "new", "field", "says", "expected"),
    [
        ('version: "2026.11"', 'version: "2026.10"', "[0].version", '"2026.10"', "the version of dataset.yml, 2026.11"),
        ('date: "2026-11-22"', 'date: "2026-11-23"', "[0].date", '"2026-11-23"', "a date not after 2026-11-22"),
        ('date: "2026-11-22"', 'date: "2026-13"', "[0].date", '"2026-13"', "an existing date"),
        (', fr: "Fait"', "", "[0].what.fr", "nothing", "this key, which every record has"),
        ("what:", "whatever: x\n  what:", "[0].whatever", '"x"', "no key of this name"),
    ],
)
def test_a_fault_of_a_release_is_told(data, old, new, field, says, expected):
    rewrite(data / "releases.yml", old, new)
    told = [problem for problem in load.load_sources(data).problems if problem.field == field]
    assert [(problem.file, problem.says) for problem in told] == [("releases.yml", says)]
    assert told[0].expected.startswith(expected)


@pytest.mark.parametrize(("date", "good"), [("2026-11-22", True), ("2025", True), ("2026-11-23", False)])
def test_releases_stand_newest_first(data, date, good):
    file = data / "releases.yml"
    file.write_text(file.read_text(encoding="utf-8") + OLDER.format(date=date), encoding="utf-8")
    problems = load.load_sources(data).problems
    assert [problem.field for problem in problems] == ([] if good else ["[1].date"])


def test_a_dataset_without_a_release_is_told(data):
    (data / "releases.yml").write_text("[]\n", encoding="utf-8")
    assert only_problem(load.load_sources(data)).says == "no release"


# Who may see a case


@pytest.mark.parametrize(
    ("folder", "review", "expected"),
    [
        ("cases", "reviewed", None),
        ("cases", "draft", None),
        ("cases", "withheld", "no withheld case in a folder that is shared: move the file to cases/private"),
        (load.PRIVATE, "reviewed", "draft or withheld; what is published stands in cases"),
        (load.PRIVATE, "draft", None),
        (load.PRIVATE, "withheld", None),
    ],
)
def test_a_withheld_case_stands_in_the_private_folder_only(data, folder, review, expected):
    add_case(data, folder, id="made-third", title="A third made case", review=review)
    sources = load.load_sources(data)
    if expected is None:
        assert (sources.problems, len(sources.cases)) == ((), 3)
    else:
        problem = only_problem(sources)
        assert (problem.file, problem.field, problem.says) == (f"{folder}/made-third.yml", "review", f'"{review}"')
        assert problem.expected.startswith(expected)


def test_a_withheld_case_in_the_wrong_folder_is_told_beside_its_other_faults(data):
    add_case(data, id="made-third", title="A third made case", review="withheld", kind="hero")
    assert {problem.field for problem in load.load_sources(data).problems} == {"kind", "review"}


def test_git_shares_no_private_case():
    ignored = subprocess.run(["git", "check-ignore", "-q", f"data/{load.PRIVATE}/made.yml"], cwd=ROOT, check=False)
    shared = subprocess.run(["git", "check-ignore", "-q", "data/cases/made.yml"], cwd=ROOT, check=False)
    assert (ignored.returncode, shared.returncode) == (0, 1)


@pytest.mark.parametrize("key", ["id", "title"])
def test_ids_and_titles_stand_once_in_both_folders_together(data, key):
    changes = {"id": "made-third", "title": "A third made case"} | {key: CASE[key]}
    add_case(data, load.PRIVATE, review="withheld", **changes)
    problems = load.load_sources(data).problems
    assert [problem.field for problem in problems] == [key, key]
    assert {problem.file for problem in problems} == {"cases/made-case.yml", f"cases/private/{changes['id']}.yml"}


def test_a_stray_file_among_private_cases_is_told(data):
    (data / load.PRIVATE).mkdir()
    (data / load.PRIVATE / "notes.txt").write_text("x", encoding="utf-8")
    assert only_problem(load.load_sources(data)).file == "cases/private/notes.txt"


# Countries

ROW = {
    "iso3": "CAN", "iso2": "CA", "m49": "124", "region": "019", "subregion": "021", "lat": "60.0", "lon": "-100.0",
    "name_en": "", "name_fr": "", "note_en": "A note, with a comma", "note_fr": "",
}  # fmt: skip


def countries_file(*rows: dict) -> str:
    """The text of a countries.csv with these rows."""
    lines = [",".join(f'"{row[column]}"' if "," in row[column] else row[column] for column in COUNTRY_COLUMNS) for row in rows]
    return "\n".join([",".join(COUNTRY_COLUMNS), *lines, ""])


def test_a_row_becomes_a_country():
    (country,), problems = read_countries("countries.csv", countries_file({**ROW, "name_fr": "Canada"}))
    assert problems == []
    assert (country.iso3, country.iso2, country.m49, country.region, country.subregion) == ("CAN", "CA", "124", "019", "021")
    assert (country.lat, country.lon) == (60.0, -100.0)
    assert dict(country.name) == {"fr": "Canada"}
    assert dict(country.note) == {"en": "A note, with a comma"}


BROKEN_ROWS = [
    ("iso3", "", "three capital letters"), ("iso3", "CA", "three capital letters"), ("iso3", "CANA", "three capital letters"),
    ("iso3", "can", "three capital letters"), ("iso3", "C4N", "three capital letters"), ("iso3", "ÇAN", "three capital letters"),
    ("iso3", "MEX", "each code once"),
    ("iso2", "", "two capital letters"), ("iso2", "ca", "two capital letters"), ("iso2", "C1", "two capital letters"), ("iso2", "CAN", "two capital letters"),
    ("m49", "24", "three digits"), ("m49", "abc", "three digits"), ("m49", "1240", "three digits"), ("m49", "１２４", "three digits"),
    ("region", "", "an M49 region code"), ("region", "001", "an M49 region code"), ("region", "19", "an M49 region code"),
    ("region", "Americas", "an M49 region code"),
    ("subregion", "", "an M49 subregion code"), ("subregion", "21", "an M49 subregion code"), ("subregion", "xyz", "an M49 subregion code"),
    ("lat", "", "degrees from -90 to 90"), ("lat", "90.1", "degrees from -90 to 90"), ("lat", "-91", "degrees from -90 to 90"),
    ("lat", "north", "degrees from -90 to 90"), ("lat", "nan", "degrees from -90 to 90"),
    ("lon", "", "degrees from -180 to 180"), ("lon", "180.1", "degrees from -180 to 180"), ("lon", "-181", "degrees from -180 to 180"),
    ("lon", "1,5", "degrees from -180 to 180"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value", "expected"), BROKEN_ROWS)
def test_a_broken_value_of_a_row_is_told_with_its_line_and_column(column, value, expected):
    mexico = {**ROW, "iso3": "MEX", "iso2": "MX"}
    countries, problems = read_countries("countries.csv", countries_file(mexico, {**ROW, column: value}))
    (problem,) = problems
    assert (problem.file, problem.line, problem.field, problem.says) == ("countries.csv", 3, column, f'"{value}"')
    assert expected in problem.expected
    assert [country.iso3 for country in countries] == ["MEX"]


@pytest.mark.parametrize(("column", "value"), [("m49", ""), ("lat", "-90"), ("lon", "180"), ("region", "002"), ("region", "142")])
def test_a_value_at_the_edge_of_what_is_allowed_passes(column, value):
    assert read_countries("countries.csv", countries_file({**ROW, column: value}))[1] == []


def test_all_faults_of_a_row_are_told():
    _, problems = read_countries("countries.csv", countries_file({**ROW, "iso3": "x", "lat": "x", "region": "x"}))
    assert {problem.field for problem in problems} == {"iso3", "lat", "region"}


@pytest.mark.parametrize(("row", "says"), [("CAN,CA,124,019,021,60,-100,,,A note, unquoted,", "more"), ("CAN,CA,124,019,021,60,-100,,,", "fewer")])
def test_a_row_with_too_many_or_too_few_fields_is_told(row, says):
    countries, problems = read_countries("countries.csv", countries_file() + row + "\n")
    assert countries == ()
    assert [(problem.line, problem.says) for problem in problems] == [(2, f"{says} fields than the header")]


def test_blank_lines_and_notes_over_two_lines_do_not_shift_the_line_of_a_fault():
    text = countries_file(ROW).replace("A note, with", "A note,\nwith") + "\n" + countries_file({**ROW, "iso3": "mex"}).split("\n", 1)[1]
    (problem,) = read_countries("countries.csv", text)[1]
    assert text.splitlines()[problem.line - 1].startswith("mex")


@pytest.mark.parametrize(
    "header", ["", "iso3,iso2", ",".join(reversed(COUNTRY_COLUMNS)), ",".join([*COUNTRY_COLUMNS, "more"]), "ISO3" + ",".join(COUNTRY_COLUMNS)[4:]]
)
def test_another_header_is_told(header):
    countries, problems = read_countries("countries.csv", header + "\nCAN,CA\n")
    assert countries == ()
    assert [(problem.line, problem.field, problem.expected) for problem in problems] == [(1, "header", ",".join(COUNTRY_COLUMNS))]


def test_a_broken_row_stops_the_dataset(data):
    line = rewrite(data / "countries.csv", "\nABW,AW,533,019,", "\nABW,AW,533,19,") + 1
    assert only_problem(load.load_sources(data)) == Problem("countries.csv", line, "region", '"19"', "an M49 region code")


# What the check says


def check(*arguments: object) -> subprocess.CompletedProcess:
    """The check, run as a curator runs it."""
    command = [sys.executable, "-m", "components.check", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_check_of_good_data_exits_with_0(data):
    published(data)
    done = check(data)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2 cases, 0 drafts, 0 withheld, 0 problems, 0 notices\n", "")


def test_the_check_of_bad_data_exits_with_1_and_prints_one_line_a_problem(data):
    add_case(data, kind="made-up", figures__0__unit=None)
    (data / "cases" / "stray.txt").write_text("x", encoding="utf-8")
    done = check(data)
    assert done.returncode == 1
    *problems, counted = done.stdout.splitlines()
    assert counted == "no dataset, 3 problems, 0 notices"
    assert all(re.fullmatch(r"[\w./-]+:\d+ · [^·]+ · says [^·]+ · expected [^·]+", line) for line in problems), problems
    assert problems[0].startswith("cases/made-case.yml:2 · kind · says \"made-up\" · expected one of 'person', 'group'")
    assert problems[1] == "cases/made-case.yml:49 · figures[0].unit · says nothing · expected this key, which every record has"
    assert problems[2].startswith("cases/stray.txt:1 · the file · says a file named stray.txt · expected ")
    assert done.stderr == ""


def test_the_check_of_no_directory_exits_with_2(tmp_path):
    done = check(tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere is not a directory; expected one with dataset.yml" in done.stderr


def test_the_check_of_an_empty_directory_lists_what_is_missing(tmp_path):
    done = check(tmp_path)
    assert done.returncode == 1
    missing = {line.split(":")[0] for line in done.stdout.splitlines()[:-1]}
    assert missing >= {"dataset.yml", "themes.yml", "countries.csv", "weak_hosts.txt", "geo/disputed.yml", "geo/countries.geojson", "locale/en/atlas.po"}
    assert done.stderr == ""


LEAD = {"kind": "media", "publisher": "Made Host", "title": "A made repost", "lead": "https://repost.example/1"}
WEAK = {"sources": [{**LEAD, "id": "S1", "repost_of": "unknown"}, {**LEAD, "id": "S2", "repost_of": "Made Press"}], "weak_reason": "Nobody else wrote of it"}
ONE = {"sources__1__publisher": "made GROUP"}


@pytest.mark.parametrize(
    ("changes", "notices"),
    [
        ({}, []),
        (WEAK, ["made-case.yml rests on reposts alone: Nobody else wrote of it", "made-case.yml has a single source: fewer than two publishers are named"]),
        (ONE, ["made-case.yml has a single source: fewer than two publishers are named"]),
        ({"sources__0": {**LEAD, "id": "S1", "repost_of": "unknown"}}, ["made-case.yml has a single source: fewer than two publishers are named"]),
        ({"sources__0": {**LEAD, "id": "S1", "repost_of": "Made Press"}}, []),
        ({"review": "draft"}, ["made-case.yml is a draft and is not published"]),
    ],
)
def test_what_a_curator_should_know_is_a_notice_that_stops_nothing(data, changes, notices):
    add_case(data, **changes)
    published(data)
    done = check(data)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:-1] == [f"notice: cases/{notice}" for notice in notices]


def test_the_check_says_that_the_public_file_is_not_up_to_date(data):
    late = "notice: public/cases.json is not up to date: run python -m components.publish"
    assert check(data).stdout.splitlines()[:-1] == [late]
    published(data)
    assert late not in check(data).stdout
    add_case(data, title="Another title of the made case")
    done = check(data)
    assert (done.returncode, done.stdout.splitlines()[:-1]) == (0, [late])


def test_the_check_names_the_problems_of_private_files_too(data):
    add_case(data, load.PRIVATE, id="made-hidden", title="A hidden case", review="withheld", kind="hero")
    done = check(data)
    assert done.returncode == 1
    assert done.stdout.startswith("cases/private/made-hidden.yml:2 · kind · ")


def test_words_that_one_language_lacks_are_listed_by_the_check(data):
    published(data)
    rewrite(data / "locale" / "fr" / "atlas.po", 'msgid "filter.clear"', 'msgid "filter.cleared"')
    done = check(data)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:-1] == [
        "locale/en/atlas.po:1 · filter.cleared · says nothing · expected words for this id, which another language has",
        "locale/fr/atlas.po:1 · filter.clear · says nothing · expected words for this id, which another language has",
    ]


def test_a_placeholder_that_differs_is_told_in_both_languages_with_its_line(data):
    published(data)
    line = rewrite(data / "locale" / "fr" / "atlas.po", "données au {date}", "données au {day}")
    done = check(data)
    assert done.returncode == 1
    english, french, counted = done.stdout.splitlines()
    assert re.fullmatch(r"locale/en/atlas\.po:\d+ · count\.as_of · says \"data as of \{date\}\" · expected the placeholders .*\"données au \{day\}\"", english)
    assert french.startswith(f"locale/fr/atlas.po:{line - 1} · count.as_of · ")
    assert counted == "2 cases, 0 drafts, 0 withheld, 2 problems, 0 notices"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('msgstr "données au {date}"', 'msgstr ""', "no words"),
        ('msgid "count.as_of"', '#, fuzzy\nmsgid "count.as_of"', "no words"),
        ('msgstr[1] "{n} événements"', 'msgstr[1] ""', "no words"),
    ],
)
def test_words_that_are_empty_or_unsure_are_told(data, old, new, says):
    rewrite(data / "locale" / "fr" / "atlas.po", old, new)
    assert (says, "words for this id") in {(problem.says, problem.expected) for problem in catalogue_problems(data)}


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b'msgid "a"\nmsgstring "b"\n', b"just words"])
def test_a_catalogue_that_is_missing_or_unreadable_is_told(data, content):
    catalogue = data / "locale" / "fr" / "atlas.po"
    catalogue.unlink() if content is None else catalogue.write_bytes(content)
    (problem,) = catalogue_problems(data)
    assert (problem.file, problem.expected) == ("locale/fr/atlas.po", "a gettext catalogue")


def test_good_catalogues_have_no_problems(data):
    assert catalogue_problems(data) == []
