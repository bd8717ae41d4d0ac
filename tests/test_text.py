"""Words, names, numbers and dates in both languages; and that code and catalogues agree on every id."""

import ast
import re
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from components import model
from components.decks import SLIDE_VIEWS
from components.exports.table import COLUMNS
from components.indicators import CONFLICT_TYPES, TREATY_STATUSES
from components.model import Country, PartialDate
from components.pages import PAGES
from components.pages._podium import KEYS
from components.related import WEIGHTS
from components.text import LANGUAGES, Text
from components.views.changes import OTHER, UNCHANGED
from components.views.timeline import LaneKind
from components.words import fold
from tests.conftest import DATA, ROOT

NBSP = "\u00a0"  # French groups thousands with it


@pytest.mark.parametrize(
    ("language", "n", "written"),
    [
        ("en", 0, "0 events"),
        ("en", 1, "1 event"),
        ("en", 2, "2 events"),
        ("en", 1000, "1,000 events"),
        ("fr", 0, "0 événement"),
        ("fr", 1, "1 événement"),
        ("fr", 2, "2 événements"),
        ("fr", 1000, f"1{NBSP}000 événements"),
    ],
)
def test_a_count_takes_the_number_that_its_language_asks_for(texts, language, n, written):
    assert texts[language].count("count.events", n) == written


def test_a_count_fills_in_what_else_it_names(texts):
    assert texts["en"].count("count.of", 1, total="1,234") == "1 of 1,234 cases"
    assert texts["fr"].count("count.of", 3, total="4") == "3 cas sur 4"


@pytest.mark.parametrize(
    ("when", "english", "french"),
    [
        ("2010", "2010", "2010"),
        ("2010-01", "January 2010", "janvier 2010"),
        ("2010-01-01", "January 1, 2010", "1er janvier 2010"),
        ("2010-02-11", "February 11, 2010", "11 février 2010"),
        ("2010-08-21", "August 21, 2010", "21 août 2010"),
        ("2017-12-05", "December 5, 2017", "5 décembre 2017"),
        ("1001-01-01", "January 1, 1001", "1er janvier 1001"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(texts, when, english, french):
    assert (texts["en"].date(PartialDate.parse(when)), texts["fr"].date(PartialDate.parse(when))) == (english, french)


def test_a_day_is_written_like_a_date_known_to_the_day(texts):
    assert texts["en"].date(date(2010, 1, 1)) == "January 1, 2010"
    assert texts["fr"].date(date(2010, 1, 1)) == "1er janvier 2010"


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1,000", f"1{NBSP}000"),
        (1234567, "1,234,567", f"1{NBSP}234{NBSP}567"),
        (13.0, "13", "13"),
        (-3.5, "-3.5", "-3,5"),
        (0.25, "0.25", "0,25"),
    ],
)
def test_a_number_is_written_as_its_language_does(texts, value, english, french):
    assert (texts["en"].number(value), texts["fr"].number(value)) == (english, french)


@pytest.mark.parametrize(
    ("words", "style", "english", "french"),
    [
        ([], "standard", "", ""),
        (["a"], "standard", "a", "a"),
        (["a", "b"], "standard", "a and b", "a et b"),
        (["a", "b", "c"], "or", "a, b or c", "a, b ou c"),
        (("a", "b", "c"), "standard", "a, b and c", "a, b et c"),
    ],
)
def test_words_are_joined_as_their_language_does(texts, words, style, english, french):
    assert (texts["en"].join(words, style), texts["fr"].join(words, style)) == (english, french)


@pytest.mark.parametrize(
    ("iso3", "english", "french"),
    [
        ("CIV", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("TUR", "Türkiye", "Turquie"),
        ("PSE", "State of Palestine", "État de Palestine"),
        ("COD", "Democratic Republic of the Congo", "République démocratique du Congo"),
        ("COG", "Republic of the Congo", "République du Congo"),
        ("MMR", "Myanmar", "Myanmar"),
        ("HKG", "Hong Kong (China)", "Hong Kong (Chine)"),
        ("MAC", "Macao (China)", "Macao (Chine)"),
        ("XKX", "Kosovo (S/RES/1244)", "Kosovo (S/RES/1244)"),
        ("USA", "United States", "États-Unis"),
    ],
)
def test_a_country_is_named_in_both_languages(texts, dataset, iso3, english, french):
    assert (texts["en"].country(dataset.country[iso3]), texts["fr"].country(dataset.country[iso3])) == (english, french)


def test_every_country_has_a_name_of_its_own_in_each_language(texts, dataset):
    for text in texts.values():
        names = [text.country(country) for country in dataset.countries]
        assert len(set(names)) == len(names)
        assert [name for name in names if len(name) < 4 or name.isupper()] == []


def test_a_country_that_cldr_lacks_is_named_by_its_code_and_an_override_wins(texts):
    unknown = Country("QZZ", "QZ", "", "150", "155", 0.0, 0.0)
    assert texts["en"].country(unknown) == "QZZ"
    named = Country("CAN", "CA", "124", "019", "021", 0.0, 0.0, name=MappingProxyType({"fr": "Le Canada"}))
    assert (texts["en"].country(named), texts["fr"].country(named)) == ("Canada", "Le Canada")


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("002", "Africa", "Afrique"),
        ("202", "Sub-Saharan Africa", "Afrique subsaharienne"),
        ("019", "Americas", "Amériques"),
        ("034", "Southern Asia", "Asie du Sud"),
    ],
)
def test_a_region_is_named_in_both_languages(texts, code, english, french):
    assert (texts["en"].region(code), texts["fr"].region(code)) == (english, french)


def test_every_region_has_a_name_that_begins_with_a_capital(texts, dataset):
    assert len(dataset.regions) > 20
    for text in texts.values():
        names = [text.region(code) for code in dataset.regions]
        assert all(name[0].isupper() for name in names)
        assert len(set(names)) == len(names)


def test_a_region_that_is_not_known_has_no_name(texts):
    with pytest.raises(KeyError):
        texts["en"].region("998")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["no.such.key", "Filter.Clear", "filter"])
def test_an_id_without_words_is_an_error(texts, language, key):
    with pytest.raises(KeyError, match=f"no words for '{key}' in {language}"):
        texts[language](key)
    with pytest.raises(KeyError, match=f"no words for '{key}' in {language}"):
        texts[language].count(key, 2)


def test_words_with_a_placeholder_need_its_value(texts):
    assert texts["en"]("count.as_of", date="May 2, 2020") == "data as of May 2, 2020"
    with pytest.raises(KeyError):
        texts["en"]("count.as_of", day="May 2, 2020")


def test_a_value_with_braces_is_not_filled_in_again(texts):
    assert "{total} {0}" in texts["en"]("case.unknown_body", id="{total} {0}")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Kılıç", "kilic"), ("KILIÇ", "kilic"), ("kilic", "kilic"), ("Kilic", "kilic"), ("KiliÇ", "kilic"), ("Kili\u0327c\u0327", "kilic"),
        ("Verónica Razo", "veronica razo"), ("Razo", "razo"), ("Łódź", "lodz"), ("œuvre", "oeuvre"), ("ŒUVRE", "oeuvre"), ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"), ("Ørsted", "orsted"), ("Æthel", "aethel"), ("Đoković", "dokovic"), ("Þór", "thor"), ("Straße", "strasse"),
        ("Côte d’Ivoire", "cote d'ivoire"), ("Côte d'Ivoire", "cote d'ivoire"), ("Hawaiʼi", "hawai'i"), ("ﬁn", "fin"), ("２０１７", "2017"),
        ("ΛΆΜΔΑ", "λαμδα"), ("日本", "日本"), ("", ""),
    ],
)  # fmt: skip
def test_words_are_folded_to_what_a_reader_types(written, folded):
    assert fold(written) == folded
    assert fold(folded) == folded


def test_names_are_sorted_without_regard_to_accents_and_case():
    assert sorted(["Zambie", "Égypte", "eau", "Espagne", "Erythrée"], key=Text.sort_key) == ["eau", "Égypte", "Erythrée", "Espagne", "Zambie"]
    assert Text.sort_key("Égypte") != Text.sort_key("Egypte")


# Code and catalogues

MODULES = {
    path.relative_to(ROOT / "components").as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "components").rglob("*.py"))
}

#: For each beginning of an id that code completes: what it may be completed with.
MEMBERS = {
    "brief.": ("short", "full"),
    "brief.out_": ("amounts", "events", "facts", "row", "summary", "turns"),
    "brief.paper_": ("a4", "us-letter"),
    "brief.subject_": ("case", "cases", "country", "theme"),
    "cases.show_": ("cards", "table"),
    "cases.sort_": ("rank", "status_date", "start", "title", "country", "status"),
    "conflict_type.": [kind.replace(" ", "-") for kind in CONFLICT_TYPES],
    "export.": COLUMNS,
    "facet.": ("theme", "status", "region", "country", "kind", "decade", "source"),
    "flows.title_": ("from", "to"),
    "kind.": model.KINDS,
    "language.": LANGUAGES,
    "layer.": ("cases", "ged"),
    "numbers.": ("displacement", "conflict", "freedoms"),  # population only divides
    "origin.": model.ORIGINS,
    "outcome.": model.OUTCOMES,
    "page.": [page.id for page in PAGES],
    "phase.": get_args(model.Phase),
    "pptx.layout_": ("above", "beside", "closing", "opening"),
    "precision.": get_args(model.Precision),
    "present.": ("arrow_upward", "arrow_downward", "light", "dark"),
    "qualifier.": [word.replace(" ", "-") for word in get_args(model.Qualifier) if word != "exact"],
    "related.": WEIGHTS,
    "role.": model.ROLES,
    "slide.closing_": ("read", "check", "act"),
    "slide_view.": SLIDE_VIEWS,
    "source_kind.": model.SOURCE_KINDS,
    "stage.": KEYS,
    "status.": model.STATUSES,
    "status_meaning.": model.STATUSES,
    "table.": ("low", "high"),
    "take.": ("selection", "basket"),
    "then.": (UNCHANGED, OTHER),
    "timeline.by_": get_args(LaneKind),
    "timeline.does_": ("zoom", "open"),
    "treaty_status.": TREATY_STATUSES,
}


def catalogue(language: str) -> dict[str, str]:
    """The ids of a language's catalogue with all their words."""
    with (Path(DATA) / "locale" / language / "atlas.po").open("rb") as stream:
        messages = [message for message in read_po(stream, locale=language) if message.id]
    return {message.id[0] if isinstance(message.id, tuple) else message.id: str(message.string) for message in messages}


def calls() -> list[tuple[str, ast.Call, bool]]:
    """Every call that asks for words, as module, call, and whether it counts: text(…), at.text(…), text.count(…)."""
    found = []
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                counts = isinstance(node.func, ast.Attribute) and node.func.attr == "count"
                if len(node.args) != (2 if counts else 1):
                    continue  # not a Text but a str or a list
                asked = node.func.value if counts else node.func
                if (isinstance(asked, ast.Name) and asked.id == "text") or (isinstance(asked, ast.Attribute) and asked.attr == "text"):
                    found.append((module, node, counts))
    return found


def literal(node: ast.expr) -> str | None:
    """The text that the node writes out, None for another node."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def beginning(node: ast.expr) -> str | None:
    """The written-out beginning of a text that code completes: f"status.{…}" or "status." + …; None for another node."""
    if isinstance(node, ast.JoinedStr):
        return literal(node.values[0])
    return literal(node.left) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) else None


def literals(tree: ast.AST) -> set[str]:
    """Every text that a module writes out and that looks like an id."""
    return {node.value for node in ast.walk(tree) if literal(node) and re.fullmatch(r"[a-z_]+\.[a-z_0-9-]+", node.value)}


def test_both_catalogues_have_the_same_ids():
    assert set(catalogue("en")) == set(catalogue("fr"))
    assert len(catalogue("en")) > 150


def test_every_id_that_code_asks_for_has_words():
    asked = {(module, literal(call.args[0])) for module, call, _ in calls() if literal(call.args[0])}
    assert len(asked) > 100
    assert {(module, key) for module, key in asked if key not in catalogue("en")} == set()


def completed() -> set[str]:
    """Every id that code completes from a beginning."""
    begun = {beginning(call.args[0]) for _, call, _ in calls()} - {None}
    assert begun == set(MEMBERS)
    return {key + member for key in begun for member in MEMBERS[key]}


def test_every_id_that_code_completes_has_words_for_all_its_members():
    assert len(completed()) > 50
    assert completed() - set(catalogue("en")) == set()


def test_every_id_that_code_takes_from_a_list_has_words():
    handed = [(module, call) for module, call, _ in calls() if literal(call.args[0]) is None and beginning(call.args[0]) is None]
    assert handed
    assert all(isinstance(call.args[0], ast.Name | ast.IfExp) for _, call in handed), [ast.unparse(call) for _, call in handed]
    groups = {key.split(".")[0] for key in catalogue("en")}
    listed = {key for module, _ in handed for key in literals(MODULES[module]) if key.split(".")[0] in groups}
    assert listed - set(MEMBERS) - set(catalogue("en")) == set()


def test_no_id_of_the_catalogue_is_unused():
    written = set().union(*(literals(tree) for tree in MODULES.values()))
    # The fields and tables of the data package are named by the data; tests/test_exports.py writes all of them.
    written |= {key for key in catalogue("en") if key.startswith(("export.field.", "export.table."))}
    assert set(catalogue("en")) - written - completed() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_call_hands_over_what_the_words_name(language):
    words = catalogue(language)
    wrong = []
    for module, call, counts in calls():
        key = literal(call.args[0])
        if key in words:
            given = {keyword.arg for keyword in call.keywords} | ({"n"} if counts else set())
            named = set(re.findall(r"\{(\w+)\}", words[key]))
            if named - given or (given - named - {"n"}):
                wrong.append((module, call.lineno, key, sorted(given), sorted(named)))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_counted_ids_have_plural_forms_and_the_others_have_none(language):
    with (DATA / "locale" / language / "atlas.po").open("rb") as stream:
        plural = {message.id[0] for message in read_po(stream, locale=language) if isinstance(message.id, tuple)}
    counted = {literal(call.args[0]) for _, call, counts in calls() if counts and literal(call.args[0])}
    begun = {beginning(call.args[0]) for _, call, counts in calls() if counts} - {None}
    counted |= {key + member for key in begun for member in MEMBERS[key]}
    assert plural == counted


def test_french_words_use_the_typographic_apostrophe():
    assert [key for key, words in catalogue("fr").items() if re.search(r"\w'\w", words.strip("()'\""))] == []
