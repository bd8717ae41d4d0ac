"""Broken and hostile addresses on every page: a working page that says what it ignored, in the reader's language."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from components.pages import PAGES, _filters
from components.selection import MAX_WORDS, PARAMETERS
from components.text import LANGUAGES
from tests.conftest import FRAME

#: Values that mean nothing to any parameter.
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[here](javascript:alert(1))",
    "![x](https://elsewhere.example/x.png)",
    ":material/bug_report: :red[x] :streamlit: $\\frac{1}{0}$ `x` **x**",
    "' OR 1=1; DROP TABLE cases; --",
    "1 UNION SELECT * FROM cases",
    '"a" NEAR/ (* OR -',
    "../../../../etc/passwd",
    "..\\..\\app",
    "file:///etc/passwd",
    "%00%0d%0aSet-Cookie: a=b",
    "\x00",
    "\r\n\t\x0b\x1b[31m\x7f",
    "\u202egnp\u202c\u200b\ufeff\u0000",
    "e\u0301\u0323" * 12,
    "👩‍👩‍👧‍👦🏴‍☠️",
    "٢٠١٥",
    "²⁰¹⁵",
    "２０１５",
    "NaN",
    "-1",
    "1e308",
    "0x7df",
    "9" * 400,
    "2015-02-30",
    "0000-00-00",
    "２０１５-０１-０１",
    "20150101",
    "{said} {0.__class__.__mro__} %s %(x)s ${x} {{7*7}}",
    "__class__",
    "None",
    "null",
    "undefined",
    "[object Object]",
    "can",
    "CAN;MEX",
    "CAN ",
    "Canada",
    "x" * 20_000,
    "é" * 3_000,
)

#: Names that no page knows.
STRANGE = ("foo", "THEME", "theme[]", "f_theme", "__proto__", "constructor", "id2", "\x00", "<b>", "thème", "n" * 3_000, "", " ", "iso3\u200b")

#: Good values of the filters; `from` never stands after `to`.
GOOD = {
    "theme": ("conflict", "women", "refugees", "lgbti"),
    "country": ("CAN", "MEX", "TUR", "TUV"),
    "region": ("002", "019", "142"),
    "from": ("2010", "2012"),
    "to": ("2016", "2020"),
    "status": ("ongoing", "resolved"),
    "kind": ("person", "project"),
    "origin": ("message-2017",),
    "case": ("taner-kilic", "veronica-razo"),
    "source": ("ngo", "court"),
    "asof": ("2000-01-01", "2017-12-31", "2020-02-29"),
    "q": ("Libya", "dam OR mine", "Kılıç", "NOT", '"', "*", "(((", "a AND"),
}

#: Filters of which an address can say one value only; of several the last one counts.
SINGLE = ("from", "to", "asof")

#: Which page reads a parameter of its own, and the words by which it says that it did not understand.
OWN = {
    ("world", "layer"): "link.ignored",
    ("world", "year"): "link.ignored",
    ("world", "per"): "link.ignored",
    ("timeline", "by"): "link.ignored",
    ("then", "then"): "link.ignored",
    ("cases", "sort"): "link.ignored",
    ("cases", "show"): "link.ignored",
    ("cases", "basket"): "link.ignored",
    ("about", "v"): "link.version",
    ("case", "id"): "case.unknown_title",
    ("theme", "id"): "theme.unknown",
    ("country", "iso3"): "country.unknown",
    ("compare", "with"): "compare.ignored",
    ("present", "deck"): "present.unreadable",
    ("present", "d"): "present.unreadable",
    ("stage", "deck"): "stage.no_deck",
    ("stage", "d"): "stage.no_deck",
    ("notes", "deck"): "stage.no_deck",
    ("notes", "d"): "stage.no_deck",
}

#: Which page reads a parameter of its own and shows what is nearest without a word, as the audience looks on.
SILENT = (("stage", "slide"), ("stage", "ground"), ("stage", "notes"), ("stage", "podium"), ("notes", "slide"), ("notes", "podium"))

#: What a page needs to show more than its choice.
NAMED = {"case": {"id": "taner-kilic"}, "country": {"iso3": "MEX"}, "theme": {"id": "conflict"}, "compare": {"with": "CAN,MEX"}}
NAMED |= {"stage": {"deck": "case", "id": "taner-kilic"}, "notes": {"deck": "case", "id": "taner-kilic"}}
FRAMED = [page.id for page in PAGES if not page.bare]
BARE = [page.id for page in PAGES if page.bare]

SHARES = 6  # each page and parameter meets a part of the hostile values, so that all of them are met in bearable time

TRACES = ("Traceback", 'File "', "Error:", "Exception", "site-packages", "/components/", "<frozen", "object at 0x", "MagicMock")


def share(n: int) -> tuple[str, ...]:
    """A part of the hostile values, another for each of SHARES following numbers."""
    return HOSTILE[n % SHARES :: SHARES]


@pytest.fixture(scope="module")
def registered() -> dict:
    """The pages as `st.navigation` registers them: with them a test can open a page first, as a link does."""
    return AppTest.from_file(str(FRAME), default_timeout=60).run()._registered_pages


def arrive(page: str, params: dict, registered: dict) -> AppTest:
    """The first run of a new visit that opens a link to the page with these parameters."""
    at = AppTest.from_file(str(FRAME), default_timeout=60)
    at._registered_pages = registered
    at.switch_page(next(entry.file for entry in PAGES if entry.id == page))
    for name, value in params.items():
        at.query_params[name] = value
    return at.run()


def words(at: AppTest) -> str:
    """Everything that the page says, as one text."""
    kinds = ("html", "markdown", "title", "subheader", "caption", "text", "warning", "error", "info", "success", "code")
    found = [str(getattr(each, "value", None) or each.proto.body) for kind in kinds for each in at.get(kind)]
    return "\n".join(found + [each.label for kind in (at.button, at.expander, at.selectbox) for each in kind])


def fixed_part(text, key: str) -> str:
    """The words of `key` up to the first placeholder."""
    return text.translations.gettext(key).split("{")[0].strip()


def assert_works(at: AppTest, text, page: str = "world") -> str:
    """The page stands: no fault, no trace, no markup from outside, the count line where there is a frame. Gives its words."""
    said = words(at)
    assert not at.exception, at.exception
    assert [each.value for each in at.error] == []
    for trace in TRACES:
        assert trace not in said
    for each in at.get("html"):
        assert not re.search(r"<(script|img|svg/)|=.?javascript:", each.proto.body)
    for kind in ("markdown", "title", "subheader", "warning", "info"):
        for each in at.get(kind):
            assert not re.search(r"(?<!\\)<(script|img|svg)|(?<!\\)\]\((javascript|https://elsewhere)|(?<!\\):material/bug|(?<!\\):red\[", each.value)
    counts = [each.proto.body for each in at.get("html") if 'class="ra-count"' in each.proto.body]
    assert len(counts) == (page in FRAMED)
    if page in BARE:
        return said
    assert fixed_part(text, "count.as_of") in counts[0]
    return said


@dataclass
class Link:
    """An address and whether a part of its filters or names means nothing."""

    params: dict[str, list[str]] = field(default_factory=dict)
    strange: bool = False


@st.composite
def links(draw) -> Link:
    """Filters with good and hostile values, repeated, joined by commas, mixed; strange names; a page's own parameters."""
    link = Link()
    noise = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(lambda words: f"¿{words}"))
    for name in draw(st.lists(st.sampled_from(sorted(GOOD)), unique=True, max_size=5)):
        good = st.sampled_from(GOOD[name])
        values = draw(st.lists(st.tuples(st.booleans(), good, noise), min_size=1, max_size=3))
        link.params[name] = [bad if hostile else fine for hostile, fine, bad in values]
        if name == "q":
            link.strange |= len(" ".join(" ".join(link.params[name]).split())) > MAX_WORDS
        elif name in SINGLE:
            link.strange |= values[-1][0]
        else:
            link.strange |= any(hostile for hostile, _, _ in values)
            if draw(st.booleans()):
                link.params[name] = [",".join([*link.params[name], "", ""])]
    for name in draw(st.lists(st.sampled_from(STRANGE), unique=True, max_size=2)):
        link.params[name] = [draw(noise)]
        link.strange = True
    for name in draw(st.lists(st.sampled_from(sorted({name for _, name in OWN} | set(_filters.STREAMLITS))), unique=True, max_size=2)):
        link.params[name] = draw(st.lists(noise, min_size=1, max_size=2))
    return link


def test_every_filter_has_good_values_here_and_every_other_parameter_its_page():
    assert set(GOOD) == set(PARAMETERS)
    assert {name for _, name in (*OWN, *SILENT)} == set(_filters.OTHERS) - {"lang"}
    assert {page for page, _ in (*OWN, *SILENT)} <= {page.id for page in PAGES}


@pytest.mark.parametrize("day", GOOD["asof"])
@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_every_page_can_be_set_back(page, day, registered, texts):
    at = arrive(page, {**NAMED.get(page, {}), "asof": day}, registered)
    said = assert_works(at, texts["en"], page)
    assert fixed_part(texts["en"], "link.ignored") not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", FRAMED)
def test_whatever_the_address_says_the_page_works_and_says_what_it_ignored(page, language, registered, texts):
    text, other = texts[language], texts["fr" if language == "en" else "en"]

    @settings(max_examples=6, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(links())
    def holds(link: Link) -> None:
        at = arrive(page, {**NAMED.get(page, {}), **link.params, "lang": language}, registered)
        said = assert_works(at, text)
        told = any(fixed_part(text, "link.ignored") in each.value for each in at.warning)
        assert told or not link.strange
        assert fixed_part(other, "link.ignored") not in said
        assert set(at.query_params) <= {*PARAMETERS, *_filters.OTHERS, *_filters.STREAMLITS}

    holds()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", BARE)
def test_whatever_the_address_says_a_page_without_a_frame_works(page, language, registered, texts):
    """It has no room to say what it ignored, before an audience; the page that it leads back to says it."""

    @settings(max_examples=6, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(links())
    def holds(link: Link) -> None:
        at = arrive(page, {**link.params, **NAMED[page], "lang": language}, registered)
        said = assert_works(at, texts[language], page)
        assert "<h1" in said or texts[language]("stage.no_deck") in said

    holds()


@pytest.mark.parametrize(("page", "name"), SILENT, ids=lambda value: value)
def test_a_slide_is_shown_whatever_its_own_parameters_say(page, name, registered, texts):
    for n, value in enumerate(share(SILENT.index((page, name)))):
        text = texts[LANGUAGES[n % 2]]
        said = assert_works(arrive(page, {**NAMED[page], name: value, "lang": text.language}, registered), text, page)
        assert said.count("<h1") == 1
        assert re.search(r'role="status">\d+ / 4<', said), repr(value)


@pytest.mark.parametrize(("page", "name"), OWN, ids=lambda value: value)
def test_a_page_says_that_it_did_not_understand_its_own_parameter(page, name, registered, texts):
    for n, value in enumerate(share(list(OWN).index((page, name)))):
        text = texts[LANGUAGES[n % 2]]
        at = arrive(page, {name: value, "lang": text.language}, registered)
        said = assert_works(at, text, page)
        assert fixed_part(text, OWN[page, name]) in said, repr(value)


@pytest.mark.parametrize("name", [name for name in sorted(GOOD) if name != "q"])
def test_every_page_tells_each_hostile_value_of_a_filter(name, registered, texts):
    pages = FRAMED
    for n, value in enumerate(share(sorted(GOOD).index(name))):
        page, text = pages[n % len(pages)], texts[LANGUAGES[n // len(pages) % 2]]
        at = arrive(page, {name: value, "lang": text.language}, registered)
        assert_works(at, text)
        told = [each.value for each in at.warning if fixed_part(text, "link.ignored") in each.value]
        assert len(told) == 1, repr(value)
        assert f"{name}=" in told[0].replace("\\", "")
        assert len(told[0]) < 2_000
        assert name not in at.query_params


@pytest.mark.parametrize("value", share(0))
def test_words_of_any_kind_are_searched_or_told(value, registered, texts):
    at = arrive("world", {"q": value, "lang": "fr"}, registered)
    said = assert_works(at, texts["fr"])
    told = fixed_part(texts["fr"], "link.ignored") in said
    assert told == (len(value) > MAX_WORDS)


@pytest.mark.parametrize("page", FRAMED)
def test_an_unknown_language_is_told_in_a_known_one(page, registered, texts):
    at = arrive(page, {**NAMED.get(page, {}), "lang": ["fr", "<script>alert(1)</script>"]}, registered)
    said = assert_works(at, texts["en"])
    assert fixed_part(texts["en"], "link.ignored") in said


@pytest.mark.parametrize("value", share(1))
def test_an_address_edited_within_a_visit_is_told_as_well(value, registered, texts):
    at = arrive("country", {"iso3": "MEX", "theme": "conflict"}, registered)
    at.query_params["theme"] = ["women", value]
    at.query_params["iso3"] = "CAN"
    at.run()
    said = assert_works(at, texts["en"])
    assert fixed_part(texts["en"], "link.ignored") in said
    assert at.query_params["theme"] == ["women"] or at.query_params["theme"] == "women"
