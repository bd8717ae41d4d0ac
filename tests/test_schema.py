"""The shape of every record: what each kind of field accepts, what it refuses, and how the curator is told."""

import copy
import random
from datetime import date
from typing import get_args

import pytest
import yaml
from pydantic import ValidationError

from components import model, schema
from components.load import read_case
from components.model import Case, DatasetInfo, PartialDate, Theme
from components.problem import Problem, dotted, quoted
from tests.made import around, as_text, raw_case


def problems(**changes) -> list[Problem]:
    """The problems of the made case with these changes."""
    return read_case("cases/made-case.yml", as_text(raw_case(**changes)), around())[1]


def only_problem(field: str, found: list[Problem]) -> Problem:
    """The one problem of `field`; fails if there is none or more than one there."""
    here = [problem for problem in found if problem.field == field]
    assert len(here) == 1, found
    return here[0]


# Dates


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31), "year"),
        ("2017-02", date(2017, 2, 1), date(2017, 2, 28), "month"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28), "month"),
        ("2017-12", date(2017, 12, 1), date(2017, 12, 31), "month"),
        ("2017-12-05", date(2017, 12, 5), date(2017, 12, 5), "day"),
        ("2016-02-29", date(2016, 2, 29), date(2016, 2, 29), "day"),
        ("0001", date(1, 1, 1), date(1, 12, 31), "year"),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), "day"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text, first, last, precision):
    when = PartialDate.parse(text)
    assert (when.first, when.last, when.precision, str(when)) == (first, last, precision, text)


def test_the_middle_of_a_date_lies_in_the_middle_of_what_is_known():
    assert [PartialDate.parse(text).middle for text in ("2017", "2017-04", "2017-04-05")] == [date(2017, 7, 2), date(2017, 4, 15), date(2017, 4, 5)]


def test_dates_are_ordered_by_first_day_and_then_by_last():
    order = ["2016", "2017-01-01", "2017-01", "2017", "2017-01-02", "2017-02-01", "2017-02", "2018"]
    shuffled = order[:]
    random.Random(2017).shuffle(shuffled)
    assert shuffled != order
    assert [each.text for each in sorted(map(PartialDate.parse, shuffled))] == order


def test_dates_of_different_precision_differ():
    assert PartialDate.parse("2017-01") != PartialDate.parse("2017-01-01")
    assert PartialDate.parse("2017-01") == PartialDate.parse("2017-01")
    assert PartialDate.parse("2017-01") <= PartialDate.parse("2017-01")
    assert PartialDate.parse("2017-01") > PartialDate.parse("2017-01-01")


NO_DATES = [
    "2017-13", "2017-00", "2017-02-30", "2017-02-29", "2017-04-31", "2017-01-00", "2015-2-3", "2015-2", "15-02-03", "0000", "２０１７", "2017-０2",
    "20170203", "2017/02/03", "03.02.2017", "2017-02-03T00:00", "2017-02-03 ", " 2017", "2017-", "c. 2017", "2017?", "-2017", "12017", "unknown", "",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_existing_date_is_refused(text):
    with pytest.raises(ValueError):
        PartialDate.parse(text)
    problem = only_problem("start", problems(start=text))
    assert (problem.says, problem.expected) == (quoted(text), "an existing date as YYYY, YYYY-MM or YYYY-MM-DD")


@pytest.mark.parametrize("path", ["end", "statuses__0__date", "status_as_of__date", "figures__0__as_of", "events__1__date", "sources__0__published"])
def test_every_date_of_a_case_must_exist(path):
    field = dotted(tuple(int(part) if part.isdigit() else part for part in path.split("__")))
    assert only_problem(field, problems(**{path: "2015-02-30"})).expected.startswith("an existing date")


@pytest.mark.parametrize("value", [2017, date(2017, 1, 1), None, ["2017"]])
def test_a_date_is_read_from_text_only(value):
    with pytest.raises(ValueError):
        PartialDate.parse(value)


# Web addresses

ADDRESSES = [
    "https://made.example.org",
    "http://made.example.org/",
    "https://made.example.org/a/b?c=d&e=f#g",
    "https://made.example.org:8443/a",
    "https://192.0.2.1/a",
    "https://made.example.org/a@b,c;d(e)!$*+=%20~",
    "https://made.example.org?x=[1]",
    "https://www.exämple.org/straße",
    "https://made.example.org/" + "a" * 575,
]
NO_ADDRESSES = [
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "mailto:made@example.org", "ftp://made.example.org/", "file:///etc/hosts",
    "//made.example.org/", "made.example.org", "www.made.example.org", "https:/made.example.org", "https:made.example.org", "HTTPS ://made.example.org",
    "https://", "https:///report", "https://?a.b", "https://#a.b", "https://localhost/", "https://.", "https://made.",
    "https://made.example.org/a b", " https://made.example.org/", "https://made.example.org/\n", "https://made example.org/", "https://made.example.org/\ta",
    'https://made.example.org/"onclick="x', "https://made.example.org/'x", "https://made.example.org/<x>", "https://made.example.org/`x`",
    "https://made.example.org/\\x", "https://made.example.org/{x}", "https://made.example.org/a|b", "https://made.example.org/^",
    "https://made@example.org/", "https://made.example.org@other.example/", "https://made:word@example.org/", "https://[made.example.org/", "https://[::1].example/",
    "xhttps://made.example.org/", "javascript://made.example.org/%0aalert(1)", "",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_web_address_is_accepted(address):
    assert problems(sources__0__url=address) == []


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_web_address_is_refused(address):
    problem = only_problem("sources[0].url", problems(sources__0__url=address))
    assert (problem.says, problem.expected) == (quoted(address), "a web address that begins with http:// or https://")


def test_the_address_of_a_lead_is_judged_like_any_other():
    found = problems(sources__0__url=None, sources__0__lead="javascript:alert(1)", sources__0__repost_of="unknown")
    assert only_problem("sources[0].lead", found).expected == "a web address that begins with http:// or https://"


# Prose

PROSE = [
    "A denial stands beside it; 5 < 6 & 7 > 3.",
    "AT&T, Smith & Sons; Q&A",
    "“Quoted”, ‘so’, l’État, Kılıç, Λάμδα, 日本語, العربية",
    "a < b, x <3, <- this way, 100 <200",
    "[S] and [1] and S9 and [See 2]",
    "e\u0301 as two characters",
]
NO_PROSE = [
    ("<b>bold</b>", "plain text without HTML"),
    ("text <script>alert(1)</script>", "plain text without HTML"),
    ("text </p>", "plain text without HTML"),
    ("text <!-- remark -->", "plain text without HTML"),
    ("text <?php", "plain text without HTML"),
    ("<IMG SRC=x>", "plain text without HTML"),
    ("Smith &amp; Sons", "plain text without HTML"),
    ("&Eacute;tat", "plain text without HTML"),
    ("a&frac12;", "plain text without HTML"),
    ("a&#39;b", "plain text without HTML"),
    ("a&#x27;b", "plain text without HTML"),
    ("two\nlines", "one line of text without control characters"),
    ("a\ttab", "one line of text without control characters"),
    ("a\x00b", "one line of text without control characters"),
    ("a\x7fb", "one line of text without control characters"),
    ("a\x9bb", "one line of text without control characters"),
    ("two\u2028lines", "one line of text without control characters"),
    ("two\u2029lines", "one line of text without control characters"),
    ("turned \u202egnidaer", "one line of text without control characters"),
    ("\u202aembedded", "one line of text without control characters"),
    ("\u2066isolated\u2069", "one line of text without control characters"),
    ("As said [S1].", "text without source marks; sources go into their own list"),
    ("As said[S12]", "text without source marks; sources go into their own list"),
    ("", "text that is not empty and has no blanks at its ends"),
    (" ", "text that is not empty and has no blanks at its ends"),
    (" before", "text that is not empty and has no blanks at its ends"),
    ("after ", "text that is not empty and has no blanks at its ends"),
    ("after\n", "text that is not empty and has no blanks at its ends"),
    ("after\u00a0", "text that is not empty and has no blanks at its ends"),
]
READ_BY_READERS = {
    "title": "title",
    "summary": "summary",
    "place.name": "place__name",
    "people[0]": "people__0",
    "statuses[0].what": "statuses__0__what",
    "facts[0].text": "facts__0__text",
    "figures[0].what": "figures__0__what",
    "figures[0].unit": "figures__0__unit",
    "events[0].what": "events__0__what",
    "sources[0].publisher": "sources__0__publisher",
    "sources[0].title": "sources__0__title",
}


@pytest.mark.parametrize("text", PROSE)
def test_plain_text_of_any_language_is_accepted(text):
    assert problems(title=text) == []


@pytest.mark.parametrize(("text", "expected"), NO_PROSE)
def test_markup_hidden_characters_and_source_marks_are_refused(text, expected):
    problem = only_problem("title", problems(title=text))
    assert (problem.says, problem.expected) == (quoted(text), expected)


@pytest.mark.parametrize(("field", "path"), READ_BY_READERS.items())
def test_every_text_that_readers_see_is_judged_as_prose(field, path):
    assert only_problem(field, problems(**{path: "<i>x</i>"})).expected == "plain text without HTML"
    assert problems(**{path: "Plain"}) == []


@pytest.mark.parametrize(
    ("field", "path", "most"),
    [
        ("title", "title", 110),
        ("summary", "summary", 1200),
        ("facts[0].text", "facts__0__text", 1200),
        *((field, path, 260) for field, path in READ_BY_READERS.items() if field not in ("title", "summary", "facts[0].text")),
    ],
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(field, path, most):
    assert problems(**{path: "é" * most}) == []
    problem = only_problem(field, problems(**{path: "é" * (most + 1)}))
    assert problem.expected == f"at most {most} characters"
    assert problem.says == '"' + "é" * 79 + '…"'


def test_an_address_longer_than_600_characters_is_refused():
    address = "https://made.example.org/".ljust(601, "a")
    assert only_problem("sources[0].url", problems(sources__0__url=address)).expected == "at most 600 characters"


# Numbers


@pytest.mark.parametrize(("written", "value"), [("13", 13.0), ("-3.5", -3.5), ("0", 0.0), ("007", 7.0), ("1200000", 1.2e6)])
def test_a_plain_number_is_accepted(written, value):
    case, found = read_case("cases/made-case.yml", as_text(raw_case(figures__0__value=written)), around())
    assert found == []
    assert case.figures[0].value == value


@pytest.mark.parametrize(
    "written", ["1,200", "1 200", "1e5", "nan", "inf", "-inf", "+5", ".5", "5.", "0x10", "1_000", "１３", "about 5", "5%", "", " 5", "--5"]
)
def test_a_number_that_is_not_plain_is_refused(written):
    problem = only_problem("figures[0].value", problems(figures__0__value=written))
    assert (problem.says, problem.expected) == (quoted(written), "a plain number such as 1200 or -3.5")


@pytest.mark.parametrize(
    ("key", "written", "expected"),
    [
        ("lat", "90.01", "less than or equal to 90"),
        ("lat", "-90.01", "greater than or equal to -90"),
        ("lon", "180.01", "less than or equal to 180"),
        ("lon", "-180.01", "greater than or equal to -180"),
        ("lat", "45° N", "a plain number such as 1200 or -3.5"),
    ],
)
def test_degrees_beyond_the_globe_are_refused(key, written, expected):
    problem = only_problem(f"place.{key}", problems(**{f"place__{key}": written}))
    assert (problem.says, problem.expected) == (quoted(written), expected)


@pytest.mark.parametrize(("key", "written"), [("lat", "90"), ("lat", "-90"), ("lon", "180"), ("lon", "-180")])
def test_degrees_at_the_end_of_the_globe_are_numbers(key, written):
    assert [problem for problem in problems(**{f"place__{key}": written}) if problem.field == f"place.{key}"] == []


# Keys

PARTS = {
    "": raw_case(),
    "countries[0]": raw_case()["countries"][0],
    "place": raw_case()["place"],
    "statuses[0]": raw_case()["statuses"][0],
    "status_as_of": raw_case()["status_as_of"],
    "facts[0]": raw_case()["facts"][0],
    "figures[0]": raw_case()["figures"][0],
    "events[0]": raw_case()["events"][0],
    "sources[0]": raw_case()["sources"][0],
}
OPTIONAL = {
    "people", "end", "figures", "notes", "place.lat", "place.lon", "statuses[0].outcome", "events[0].phase", "sources[0].url", "sources[0].published",
}  # fmt: skip


def way(part: str) -> str:
    """The part's path as `raw_case` takes it: "statuses[0]" is statuses__0__."""
    return part.replace("[0]", "__0") + "__" if part else ""


def fields() -> list[tuple[str, str]]:
    """Every key of every part of the made case: its field in a problem and its path for `raw_case`."""
    return [(f"{part}.{key}".lstrip("."), way(part) + key) for part, keys in PARTS.items() for key in keys]


@pytest.mark.parametrize(("field", "path"), [(field, path) for field, path in fields() if field not in OPTIONAL])
def test_a_key_that_every_record_has_is_missed(field, path):
    problem = only_problem(field, problems(**{path: None}))
    assert (problem.says, problem.expected) == ("nothing", "this key, which every record has")


@pytest.mark.parametrize("key", ["unit", "qualifier", "as_of"])
def test_a_figure_without_unit_qualifier_or_as_of_is_told_where_it_stands(key):
    text = as_text(raw_case(**{f"figures__0__{key}": None}))
    problem = only_problem(f"figures[0].{key}", read_case("cases/made-case.yml", text, around())[1])
    assert text.splitlines()[problem.line - 1] == "- what: time in detention"


def test_the_keys_that_may_be_left_out_may_be_left_out():
    assert problems(end=None, events__3__phase=None, people=None, figures=None, notes=None, sources__0__published=None, statuses__1__outcome=None) == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("key", ["Title", "colour", "source_id", "__class__"])
def test_a_key_that_is_not_known_is_refused(part, key):
    raw = raw_case(**{way(part) + "kept": "x"})  # a name without double underscores, for raw_case splits at them
    text = as_text(raw).replace("kept: x", f"{key}: x")
    found = read_case("cases/made-case.yml", text, around())[1]
    problem = only_problem(f"{part}.{key}".lstrip("."), found)
    assert (problem.says, problem.expected) == ('"x"', "no key of this name (see data/README.md for the fields)")
    assert text.splitlines()[problem.line - 1].strip() == f"{key}: x"


@pytest.mark.parametrize("field", ["summary_sources", "countries", "themes", "statuses", "facts", "events", "sources"])
def test_a_list_that_must_hold_something_is_not_empty(field):
    assert only_problem(field, problems(**{field: []})).expected == "at least one entry"


@pytest.mark.parametrize("path", ["countries__0__roles", "statuses__0__sources", "status_as_of__sources", "facts__0__sources"])
def test_roles_and_citations_are_not_empty(path):
    assert only_problem(path.replace("__0__", "[0].").replace("__", "."), problems(**{path: []})).expected == "at least one entry"


@pytest.mark.parametrize(
    ("path", "value", "says", "expected"),
    [
        ("title", ["a"], "a list of 1", "text"),
        ("title", {"en": "a", "fr": "b"}, "a mapping with en, fr", "text"),
        ("themes", "detention", '"detention"', "a list"),
        ("events", {"date": "2015"}, "a mapping with date", "a list"),
        ("place", "Ottawa", '"Ottawa"', "a mapping of keys and values"),
        ("place", ["Ottawa"], "a list of 1", "a mapping of keys and values"),
        ("status_as_of", "2016-03-01", '"2016-03-01"', "a mapping of keys and values"),
        ("notes", ["a"], "a list of 1", "text"),
        ("start", ["2015"], "a list of 1", "an existing date as YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
def test_a_value_of_another_kind_is_refused(path, value, says, expected):
    problem = only_problem(path, problems(**{path: value}))
    assert (problem.says, problem.expected) == (says, expected)


@pytest.mark.parametrize("path", ["facts__0", "events__0", "sources__0", "statuses__0", "figures__0", "countries__0"])
def test_an_entry_that_is_no_mapping_is_refused(path):
    assert only_problem(path.replace("__0", "[0]"), problems(**{path: "S1"})).expected == "a mapping of keys and values"


@pytest.mark.parametrize(("text", "says"), [("", "nothing"), ("just words", '"just words"'), ("- a\n- b\n", "a list of 2"), ("{}", "a mapping with no keys")])
def test_a_file_that_is_no_record_is_refused(text, says):
    found = read_case("cases/made-case.yml", text, around())[1]
    if text == "{}":
        assert {problem.field for problem in found} == {name for name, field in Case.model_fields.items() if field.is_required()}
        assert {problem.says for problem in found} == {"nothing"}
    else:
        (problem,) = found
        assert (problem.field, problem.line, problem.says, problem.expected) == ("", 1, says, "a mapping of keys and values")


# Vocabularies

VOCABULARIES = [
    ("kind", "kind", model.Kind),
    ("origin", "origin", model.Origin),
    ("review", "review", model.Review),
    ("place.precision", "place__precision", model.Precision),
    ("countries[0].roles[0]", "countries__0__roles__0", model.Role),
    ("statuses[0].status", "statuses__0__status", model.Status),
    ("statuses[0].outcome", "statuses__0__outcome", model.Outcome),
    ("figures[0].qualifier", "figures__0__qualifier", model.Qualifier),
    ("events[1].phase", "events__1__phase", model.Phase),
    ("sources[0].kind", "sources__0__kind", model.SourceKind),
]


@pytest.mark.parametrize(("field", "path", "vocabulary"), VOCABULARIES, ids=[field for field, *_ in VOCABULARIES])
def test_a_word_that_a_vocabulary_lacks_is_refused_and_its_words_are_named(field, path, vocabulary):
    for unknown in ("made-up", "", get_args(vocabulary)[0].upper(), get_args(vocabulary)[0] + " "):
        problem = next(each for each in problems(**{path: unknown}) if each.field == field and each.expected.startswith("one of "))
        assert problem.says == quoted(unknown)
        assert all(f"'{word}'" in problem.expected for word in get_args(vocabulary))


@pytest.mark.parametrize(("field", "path", "vocabulary"), VOCABULARIES, ids=[field for field, *_ in VOCABULARIES])
def test_every_word_of_a_vocabulary_is_accepted_by_its_field(field, path, vocabulary):
    for word in get_args(vocabulary):
        assert [each for each in problems(**{path: word}) if each.expected.startswith("one of ")] == []


def test_no_vocabulary_of_the_model_is_left_out_of_these_tests():
    words = {get_args(each) for each in vars(model).values() if getattr(each, "__origin__", None) is model.Literal}
    assert words == {get_args(vocabulary) for *_, vocabulary in VOCABULARIES}


@pytest.mark.parametrize(
    ("path", "value", "form"),
    [
        ("id", "Made-Case", "^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("id", "made--case", "^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("id", "-made", "^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("id", "made_case", "^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("id", "../made", "^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("id", "made-case\n", "^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("id", "madé", "^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("themes__0", "Detention", "^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("countries__0__iso3", "Can", "^[A-Z]{3}$"),
        ("countries__0__iso3", "CA", "^[A-Z]{3}$"),
        ("countries__0__iso3", "CAN\n", "^[A-Z]{3}$"),
        ("sources__0__id", "S0", r"^S[1-9]\d?$"),
        ("sources__0__id", "S100", r"^S[1-9]\d?$"),
        ("sources__0__id", "s1", r"^S[1-9]\d?$"),
        ("events__0__source", "Source 1", r"^S[1-9]\d?$"),
        ("facts__0__sources__0", "1", r"^S[1-9]\d?$"),
    ],
)
def test_an_id_of_another_form_is_refused(path, value, form):
    field = dotted(tuple(int(part) if part.isdigit() else part for part in path.split("__")))
    forms = [problem for problem in problems(**{path: value}) if problem.field == field and problem.expected == f"the form {form}"]
    assert [problem.says for problem in forms] == [quoted(value)]


# All at once, and what comes of it


def test_all_faults_of_a_record_are_told_in_one_run():
    found = problems(kind="made-up", title="<b>x</b>", place__lat="north", figures__0__unit=None, sources__1__url="ftp://x.example")
    assert {problem.field for problem in found} >= {"kind", "title", "place.lat", "figures[0].unit", "sources[1].url"}


def test_a_valid_record_is_frozen_and_holds_tuples():
    case, _ = read_case("cases/made-case.yml", as_text(raw_case()), around())
    with pytest.raises(ValidationError, match="frozen"):
        case.title = "Another"
    with pytest.raises(ValidationError, match="frozen"):
        case.sources[0].url = "https://other.example.org"
    assert isinstance(case.sources, tuple)
    assert isinstance(case.facts[0].sources, tuple)
    assert hash(case.start) == hash(PartialDate.parse("2015-01-10"))


def test_a_record_can_be_validated_alone():
    raw = {"title": {"en": "Made", "fr": "Fait"}, "version": "1", "as_of": "2026-13-22", "licence": "CC BY 4.0"}
    info, faults = schema.validate(DatasetInfo, raw)
    assert info is None
    assert faults == [(("as_of",), '"2026-13-22"', "an existing date as YYYY, YYYY-MM or YYYY-MM-DD")]
    info, faults = schema.validate(DatasetInfo, {**raw, "as_of": "2026-11-22"})
    assert faults == []
    assert info.title["fr"] == "Fait"


# Lists of records: themes

THEME = {
    "id": "made", "main": "false", "name": {"en": "Made", "fr": "Fait"}, "short": {"en": "Made", "fr": "Fait"}, "definition": {"en": "Made", "fr": "Fait"},
    "border": {"en": "Made", "fr": "Fait"}, "colour": "#aa0000", "colour_dark": "#ffaaaa", "icon": "balance", "mark": "triangle-up",
}  # fmt: skip


def theme_file(*themes: dict) -> str:
    """The text of a file with these entries."""
    return yaml.safe_dump([copy.deepcopy(theme) for theme in themes], sort_keys=False, allow_unicode=True)


def read_themes(*themes: dict) -> tuple[tuple[Theme, ...], list[Problem]]:
    """The themes that a file with these entries holds, and its problems."""
    return schema.read_list("themes.yml", theme_file(*themes), Theme)


def test_a_list_of_records_is_read_in_its_order():
    themes, found = read_themes(THEME, {**THEME, "id": "other", "main": "true"})
    assert found == []
    assert [(theme.id, theme.main) for theme in themes] == [("made", False), ("other", True)]


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("colour", "red", "[1].colour"),
        ("colour", "#AA0000", "[1].colour"),
        ("colour_dark", "#fff", "[1].colour_dark"),
        ("colour", "#aa0000;x", "[1].colour"),
        ("icon", "Balance!", "[1].icon"),
        ("mark", "triangle up", "[1].mark"),
        ("main", "maybe", "[1].main"),
        ("name", {"en": "Only English"}, "[1].name.fr"),
        ("name", {"en": "Made", "fr": "Fait", "de": "Gemacht"}, "[1].name.de"),
        ("short", "Made", "[1].short"),
    ],
)
def test_a_fault_in_one_record_of_a_list_is_told_and_the_others_are_read(key, value, field):
    themes, found = read_themes(THEME, {**THEME, "id": "other", key: value})
    assert [problem.field for problem in found] == [field]
    assert [theme.id for theme in themes] == ["made"]


def test_an_id_that_stands_twice_in_a_list_is_told_with_the_line_of_the_second():
    _, found = read_themes(THEME, {**THEME, "id": "other"}, THEME)
    (problem,) = found
    assert (problem.field, problem.says, problem.expected) == ("[2].id", '"made"', "an id that no other entry has")
    lines = theme_file(THEME, {**THEME, "id": "other"}, THEME).splitlines()
    assert problem.line == max(number for number, line in enumerate(lines, start=1) if line == "- id: made")


def test_a_list_file_that_is_no_list_is_refused():
    records, found = schema.read_list("themes.yml", "id: made\n", Theme)
    assert records == ()
    assert [(problem.says, problem.expected) for problem in found] == [("a mapping with id", "a list of records")]


# How a problem is said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "nothing"),
        ("", '""'),
        ("a\n  b", '"a b"'),
        ("x" * 80, '"' + "x" * 80 + '"'),
        ("x" * 81, '"' + "x" * 79 + '…"'),
        ([], "a list of 0"),
        ({}, "a mapping with no keys"),
        ({"a": 1, "b": 2}, "a mapping with a, b"),
    ],
)
def test_a_problem_quotes_what_stands_there(value, said):
    assert quoted(value) == said


@pytest.mark.parametrize(("path", "said"), [((), ""), (("a",), "a"), (("a", 2, "b"), "a[2].b"), ((0, "id"), "[0].id"), (("a", 1, 2), "a[1][2]")])
def test_a_problem_names_its_field(path, said):
    assert dotted(path) == said


def test_a_problem_is_one_line_and_problems_sort_by_file_and_line():
    problem = Problem("cases/a.yml", 3, "start", '"x"', "a date")
    assert str(problem) == 'cases/a.yml:3 · start · says "x" · expected a date'
    assert str(Problem("cases/a.yml", 1, "", "nothing", "text")) == "cases/a.yml:1 · the file · says nothing · expected text"
    assert sorted([Problem("b", 1, "", "", ""), Problem("a", 10, "", "", ""), Problem("a", 9, "z", "", "")]) == [
        Problem("a", 9, "z", "", ""), Problem("a", 10, "", "", ""), Problem("b", 1, "", "", ""),
    ]  # fmt: skip
