"""Corrections in the open, marks of weak sources, and the message by which a reader reports an error."""

import csv
import io
import json
import zipfile
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from components import exports, load, publish
from components.indicators import Numbers
from components.model import Case, voice
from components.pages import _parts
from tests.conftest import DATA
from tests.made import add_case, data_directory, raw_case
from tests.test_pages import open_page, words

FIRST = {"date": "2016-04", "what": "Days < 3 of the release", "why": "A ruling & a letter name another", "sources": ["S2"]}
SECOND = {"date": "2026-11-20", "what": "Spelling of the name", "why": "The person writes it so", "sources": ["S1", "S2"]}
REPOST = {"id": "S1", "publisher": "Copies", "title": "A made report", "lead": "https://copies.example/1", "repost_of": "Made Group", "kind": "ngo"}


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A made data directory that the app shows: data(changes of the made case)."""

    def show(**changes):
        add_case(directory, **changes)
        assert publish.main([str(directory)]) == 0
        _parts.house.clear()
        _parts.house_on.clear()
        return load.load(directory).dataset

    directory = data_directory(tmp_path, DATA)
    monkeypatch.setenv("RIGHTS_ATLAS_DATA", str(directory))
    yield show
    _parts.house.clear()
    _parts.house_on.clear()


# On the page of a case


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_case_tells_its_corrections_newest_first_and_escaped(data, texts, language):
    data(corrections=[FIRST, SECOND])
    said = words(open_page("case", id="made-case", lang=language))
    text = texts[language]
    assert text("case.corrections") in said
    assert said.index("Spelling of the name") < said.index("Days &lt; 3 of the release")
    assert "A ruling &amp; a letter name another" in said and "Days < 3" not in said
    assert text.date(load.load().dataset.case["made-case"].corrections[0].date) in said
    listed = said[said.index("Spelling of the name") :]
    assert listed.index("[1, 2]") < listed.index("Days &lt; 3") < listed.index("[2]")


def test_a_case_without_corrections_has_no_such_section(data, texts):
    data()
    assert texts["en"]("case.corrections") not in words(open_page("case", id="made-case"))


def test_corrections_of_later_days_stand_on_a_past_day_too(data, texts):
    data(corrections=[FIRST, SECOND])
    said = words(open_page("case", id="made-case", asof="2015-06-30"))
    assert "Spelling of the name" in said
    assert "Made Person released" not in said  # the page is set back


# Marks of weak sources


def marks(said: str, text) -> int:
    """How many statements carry the mark."""
    return said.count(f">{text('case.weak')}<")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("changes", "marked"),
    [
        ({}, 0),
        ({"sources__0": REPOST}, 4),  # one turn, one fact, two events cite S1 alone
        ({"sources__0": REPOST, "facts__0__sources": ["S1", "S2"]}, 3),
        ({"sources__0": REPOST, "summary_sources": ["S1"], "figures__0__source": "S1", "status_as_of__sources": ["S1"]}, 7),
    ],
)
def test_a_statement_whose_sources_are_all_reposts_is_marked_in_words(data, texts, language, changes, marked):
    data(**changes)
    said = words(open_page("case", id="made-case", lang=language))
    assert marks(said, texts[language]) == marked
    assert (f'title="{texts[language]("case.weak_meaning")}"' in said) == bool(marked)
    assert (texts[language]("case.reposts") in said) == bool(marked)  # the legend, for who cannot hover
    assert "copies.example" not in said


@pytest.mark.parametrize(
    ("changes", "single"),
    [
        ({}, False),
        ({"sources__1__publisher": "Made Group"}, True),
        ({"sources__1__publisher": "MADE GROUP"}, True),
        ({"sources__0": REPOST}, False),
        ({"sources__0": {**REPOST, "repost_of": "Made Court"}}, True),
        ({"sources__0": {**REPOST, "repost_of": "unknown"}}, True),
    ],
)
def test_a_case_with_fewer_than_two_publishers_says_single_source(data, texts, changes, single):
    case = data(**changes).case["made-case"]
    assert case.has_single_source is single
    said = words(open_page("case", id="made-case"))
    assert (f">{texts['en']('case.single_source')}<" in said) is single
    assert (texts["en"]("case.single_source_meaning") in said) is single


# The page of corrections


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_that_there_is_no_correction(data, texts, language):
    data()
    said = words(open_page("corrections", lang=language))
    assert texts[language]("corrections.none") in said
    assert texts[language]("report.title") in said
    assert "2026\\.11" in said  # the version of the dataset


def test_the_page_lists_the_corrections_of_all_cases_newest_first(data, texts):
    dataset = data(corrections=[FIRST, SECOND])
    at = open_page("corrections", theme="conflict", asof="2015-01-01")  # whatever is chosen, and whatever day
    said = words(at)
    assert texts["en"].count("corrections.count", 2) in said
    assert said.index("Spelling of the name") < said.index("Days &lt; 3 of the release")
    links = [link.proto for link in at.get("page_link") if dataset.case["made-case"].title in link.proto.label.replace("\\", "")]
    assert len(links) == 2
    asked = parse_qs(links[0].query_string)
    assert asked["id"] == ["made-case"] and "asof" not in asked
    assert "https://court.example.org/1" in said


def test_many_corrections_stand_on_pages(data, texts):
    data(corrections=[{**FIRST, "date": f"2020-01-{day:02}", "what": f"Change {day}."} for day in range(1, 29)])
    said = words(open_page("corrections"))
    assert texts["en"].count("corrections.count", 28) in said
    assert "Change 28." in said and "Change 4." in said and "Change 3." not in said


def test_about_and_every_case_lead_to_the_corrections(data, texts):
    data()
    for page in ("about", "case"):
        labels = [link.proto.label for link in open_page(page, id="made-case").get("page_link")]
        assert texts["en"]("corrections.all") in labels, page
        assert texts["en"]("page.corrections") not in labels, "not in the header"


# Reporting an error


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_case_offers_a_ready_message(data, texts, language):
    dataset = data()
    at = open_page("case", id="made-case", lang=language)
    (message,) = [code.value for code in at.code if "(made-case)" in code.value and "?" in code.value and code.value.count("\n") > 3]
    text = texts[language]
    assert dataset.case["made-case"].title in message
    assert "id=made-case" in message and f"lang={language}" in message and "v=2026.11" in message
    assert text.date(dataset.info.as_of) in message
    said = words(at)
    address = said.split('href="mailto:')[1].split('"')[0].replace("&amp;", "&")
    assert unquote(parse_qs(address.removeprefix("?"))["body"][0]).splitlines() == message.splitlines()
    assert text("report.lead") in said


@pytest.mark.parametrize("title", ["A & B? 100% = “x”", "Kılıç #1 + more", "two\nlines"])
def test_a_mail_address_carries_any_words_whole_and_no_recipient(texts, title):
    message = f"{title}\n\nWhat is wrong: "
    address = urlsplit(exports.mail_address(f"About {title}", message))
    assert (address.scheme, address.path, address.netloc, address.fragment) == ("mailto", "", "", "")
    asked = parse_qs(address.query, strict_parsing=True)
    assert asked["subject"] == [f"About {title}"]
    assert asked["body"] == [message.replace("\n", "\r\n")]
    assert "+" not in address.query and " " not in address.query


def test_the_message_names_what_is_needed_to_find_the_error(texts, dataset):
    case = Case.model_validate(raw_case())
    message = exports.error_report(case, dataset.info, "https://a.example/case?id=made-case", texts["en"])
    assert message.splitlines()[:3] == [
        f"Case: {case.title} (made-case)",
        "View: https://a.example/case?id=made-case",
        f"Dataset: version {dataset.info.version}, as of {texts['en'].date(dataset.info.as_of)}",
    ]
    assert message.splitlines()[4:] == ["What is wrong: ", "What is right: ", "Source that says so: "]


# Taken away


def test_corrections_and_releases_are_in_the_exports(data, texts):
    dataset = data(corrections=[FIRST, SECOND])
    document = json.loads(exports.json_bytes(dataset.cases, dataset, "https://a.example/"))
    told = {case["id"]: case for case in document["cases"]}
    assert told["made-case"]["corrections"] == [FIRST, SECOND]
    assert "corrections" not in told["made-second"] and "review" not in told["made-case"]
    assert document["dataset"]["releases"] == [{"version": "2026.11", "date": "2026-11-22", "what": {"en": "Made", "fr": "Fait"}}]
    packed = zipfile.ZipFile(io.BytesIO(exports.package_bytes(dataset, Numbers(), texts)))
    rows = list(csv.DictReader(io.StringIO(packed.read("corrections.csv").decode(), newline="")))
    assert [(row["case"], row["position"], row["date"], row["sources"]) for row in rows] == [
        ("made-case", "1", "2016-04", "S2"),
        ("made-case", "2", "2026-11-20", "S1;S2"),
    ]
    assert rows[0]["why"] == FIRST["why"]
    assert packed.read("releases.csv").decode().splitlines() == ["version,date,what_en,what_fr", "2026.11,2026-11-22,Made,Fait"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dawn (AFP)", "AFP via RFI", True),
        ("Associated Press via KVIA", "AP", True),
        ("Agence France-Presse", "News Central (citing AFP)", True),
        ("Connect FM (The Canadian Press)", "The Canadian Press via National Newswatch", True),
        ("Human Rights Watch", "Human Rights Watch via Mirage News", True),
        ("Front Line Defenders", "FRONT LINE DEFENDERS", True),
        ("Dawn", "Dawn (AFP)", False),
        ("Reuters via SaltWire", "AP via SaltWire", False),
        ("Cape Times", "The Cape Argus", False),
        ("UN News", "UN Geneva", False),
    ],
)
def test_publishers_that_carry_the_same_text_are_one_voice(one, other, same):
    assert (voice(one) == voice(other)) is same
