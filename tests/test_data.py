"""The real data: complete, sourced, written as data/README.md asks, and fit to be seen."""

import re
from collections import Counter
from itertools import combinations

import plotly.graph_objects as go
import pytest

from components import load
from components.rules import Surroundings
from components.views.marks import MARKS
from components.views.style import DARK, LIGHT
from tests.conftest import DATA

#: The concerns that the 2017 year-end message of Amnesty International Canada named.
SEEDS = {
    "almalki-elmaati-nureddin", "ambassador-of-conscience-2017", "bangladesh-rohingya-coxs-bazar-bhasan-char", "canada-bill-c16",
    "canada-syrian-resettlement", "canada-undrip-act", "central-african-republic-conflict", "core-ombudsperson", "first-nations-child-welfare",
    "global-refugee-crisis-refugees-welcome", "hudbay-guatemala", "hungary-anti-migrant-anti-ngo-laws", "iraq-isis-war-displacement", "istanbul-10",
    "libya-conflict-migrants", "mmiwg-inquiry", "mount-polley", "myanmar-rohingya-ethnic-cleansing", "nevsun-eritrea", "omar-khadr",
    "philippines-war-on-drugs", "politics-of-demonization-2017", "reconciliation-canada-calls-to-action", "russia-foreign-agents-anti-lgbt-laws",
    "safe-third-country-agreement", "site-c-dam", "south-sudan-conflict-2013", "syria-conflict-2011", "tahoe-guatemala", "taner-kilic",
    "us-mexico-border-wall", "us-transgender-military-ban", "us-travel-ban", "us-womens-rights-2017", "veronica-razo", "yemen-conflict-2014",
}  # fmt: skip

#: Words that are true on the day of writing only.
UNDATED = re.compile(
    r"\b(recently|currently|nowadays|presently|today|yesterday|tomorrow|tonight|at present|at the moment|as of now|right now|until now|these days|to date"
    r"|not yet known|the past (year|month|week)|(last|next) (year|month|week|spring|summer|autumn|fall|winter)|(years|months|weeks|days) ago)\b",
    re.IGNORECASE,
)


def texts(value: object, path: str = "") -> list[tuple[str, str]]:
    """Every text in a record with its field."""
    if isinstance(value, str):
        return [(path, value)]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    return [found for key, child in inner for found in texts(child, f"{path}.{key}".lstrip("."))]


def sentences(text: str) -> list[str]:
    """The sentences of a text; the full stops of "A.R.E. v. Greece" end none."""
    return re.split(r'(?<=[.!?])(?<!\bv\.)(?<!\b[A-Z]\.)["”’)]*\s+(?=["“‘(]?[A-Z0-9])', text)


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def sources() -> load.Sources:
    """What the curators wrote, drafts and leads included."""
    return load.load_sources(DATA)


@pytest.fixture(scope="module")
def surroundings(dataset, loaded) -> Surroundings:
    """What the real cases are judged against, read here once more."""
    lines = (DATA / "weak_hosts.txt").read_text(encoding="utf-8").splitlines()
    return Surroundings(
        themes=frozenset(dataset.theme),
        iso3s=frozenset(dataset.country),
        weak_hosts=frozenset(line for line in lines if line and not line.startswith("#")),
        as_of=dataset.as_of,
        outside=loaded.world.outside,
    )


def test_the_data_have_no_problems_and_no_case_rests_on_reposts_alone(loaded, sources):
    assert sources.problems == ()
    assert [file for file, case in sources.cases.items() if case.weakly_sourced()] == []
    assert loaded.problems == ()
    assert loaded.dataset is not None


def test_every_file_that_was_reviewed_is_one_case_of_202(dataset, sources):
    assert len(dataset.cases) == 202
    assert {f"cases/{case.id}.yml" for case in dataset.cases} == {file for file, case in sources.cases.items() if case.review == "reviewed"}


def test_the_newest_release_is_the_version_of_the_dataset(dataset):
    newest = dataset.releases[0]
    assert newest.version == dataset.info.version
    assert newest.date.last <= dataset.as_of


def test_the_first_release_says_what_the_dataset_held(dataset, index):
    first = dataset.releases[-1]
    assert first.version == "2026.11"
    for words in (first.what.en, first.what.fr):
        assert "202 ca" in words and f"{sum(flags.any() for flags in index.countries.values())} " in words


def test_what_the_message_of_2017_named_is_there_and_marked_and_nothing_else_is(dataset):
    assert len(SEEDS) == 36
    assert {case.id for case in dataset.cases if case.origin == "message-2017"} == SEEDS


def test_the_cases_stand_with_the_newest_status_first(dataset):
    days = [case.status_as_of.date.last for case in dataset.cases]
    assert days == sorted(days, reverse=True)


# How they are written


def test_sentences_are_told_apart():
    text = 'One ended in A.R.E. v. Greece. Two said "so." Three? “Four” (4 of 4).'
    assert sentences(text) == ["One ended in A.R.E. v. Greece.", 'Two said "so.', "Three?", "“Four” (4 of 4)."]


def test_every_summary_has_two_to_four_sentences_and_ends_with_a_full_stop(dataset):
    assert {case.id: case.summary for case in dataset.cases if not 2 <= len(sentences(case.summary)) <= 4} == {}
    assert {case.id: case.summary[-40:] for case in dataset.cases if not case.summary.endswith(".")} == {}


def test_every_summary_names_the_year_up_to_which_its_newest_status_is_known(dataset):
    assert {case.id for case in dataset.cases if str(case.status_as_of.date.first.year) not in case.summary} == set()


@pytest.mark.parametrize(
    "words", ["It was recently closed", "He is Currently held", "as of today", "two years ago", "last month", "nowadays, people", "to date"]
)
def test_words_that_age_are_recognized(words):
    assert UNDATED.search(words)


@pytest.mark.parametrize("words", ["concurrently", "the last years of the war", "month by month", "ago-go", "to dates"])
def test_words_that_do_not_age_are_let_through(words):
    assert not UNDATED.search(words)


def test_no_text_of_a_case_holds_words_that_age(dataset):
    read = ("title", "summary", "facts", "events", "statuses", "figures")
    found = [
        (case.id, path, text) for case in dataset.cases for path, text in texts(case.model_dump(include=set(read), warnings=False)) if UNDATED.search(text)
    ]
    assert found == []


def test_no_two_events_or_facts_of_a_case_say_the_same(dataset):
    twice = []
    for case in dataset.cases:
        said = Counter([fact.text for fact in case.facts]) + Counter([(event.date.text, event.what) for event in case.events])
        twice += [(case.id, each) for each, times in said.items() if times > 1]
    assert twice == []


# Sources


def test_no_address_that_is_linked_lies_on_a_weak_host(dataset, surroundings):
    linked = [source.url for case in dataset.cases for source in case.sources if source.url]
    assert len(linked) > 500
    assert len(surroundings.weak_hosts) > 100
    assert [url for url in linked if surroundings.is_weak(url)] == []


def test_the_address_of_a_lead_stands_nowhere_else(dataset, sources):
    leads = {source.lead for case in sources.cases.values() for source in case.sources if source.lead}
    assert leads, "no case has a lead: else this test proves nothing"
    bare = {lead.split("://", 1)[1].rstrip("/") for lead in leads}
    shown = [(case.id, path, text) for case in dataset.cases for path, text in texts(case.model_dump(warnings=False))]
    assert len(shown) > 10_000
    assert [(case, path) for case, path, text in shown if "/" in text and any(lead in text for lead in bare)] == []


def test_the_curators_notes_are_not_in_the_dataset(dataset, sources):
    assert sum(bool(case.notes) for case in sources.cases.values()) > 100
    assert [case.id for case in dataset.cases if case.notes] == []


# Themes


def test_the_four_main_themes_are_flagged_and_come_first(dataset):
    assert [theme.id for theme in dataset.themes if theme.main] == ["conflict", "refugees", "defenders", "indigenous"]
    assert [theme.main for theme in dataset.themes] == [True] * 4 + [False] * (len(dataset.themes) - 4)


def test_every_theme_is_the_main_theme_of_a_case(dataset):
    assert {case.theme for case in dataset.cases} == set(dataset.theme)


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colours_of_themes_differ_and_stand_out_from_what_lies_below_them(dataset, look):
    colours = {theme.id: look.theme(theme) for theme in dataset.themes}
    assert len(set(colours.values())) == len(dataset.themes)
    weak = {(theme, below): contrast(colour, below) for theme, colour in colours.items() for below in (look.ground, look.sea, look.land)}
    assert {key: ratio for key, ratio in weak.items() if ratio < 3} == {}


def test_the_words_of_themes_differ_in_each_language(dataset):
    for one, other in combinations(dataset.themes, 2):
        for language in ("en", "fr"):
            assert one.name[language] != other.name[language]
            assert one.short[language] != other.short[language]


def test_every_theme_has_a_mark_of_its_own_that_plotly_and_the_pages_can_draw(dataset):
    marks = [theme.mark for theme in dataset.themes]
    assert len(set(marks)) == len(marks)
    assert set(marks) <= MARKS
    drawn = go.scattergeo.Marker(symbol=[name for mark in marks for name in (mark, f"{mark}-open")])  # ValueError for a symbol that Plotly lacks
    assert len(drawn.symbol) == 2 * len(marks)
    with pytest.raises(ValueError):
        go.scattergeo.Marker(symbol=["no-such-mark"])


# Countries


def test_every_country_of_a_case_is_known_and_can_be_seen_on_the_map(dataset, loaded):
    concerned = {iso3 for case in dataset.cases for iso3 in case.iso3s}
    assert len(concerned) > 50
    assert concerned <= set(dataset.country)
    seen = loaded.world.iso3s | set(loaded.world.marked(dataset.countries))
    assert concerned - seen == set()


def test_every_disputed_place_has_a_source_that_names_a_document(dataset):
    assert len(dataset.disputed) >= 10
    assert [area.id for area in dataset.disputed if not re.search(r"resolution|S/PRST|advisory opinion|Natural Earth", area.source)] == []
