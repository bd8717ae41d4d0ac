"""Presentations as data: what a deck may say, what a broken one is told, what is lost on its way (nothing), what is made from a view."""

import base64
import re
import tracemalloc
import zlib
from datetime import date

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components import decks
from components.decks import MOST_BYTES, MOST_CASES, MOST_PACKED, MOST_SLIDES, PER_THEN, TAKES, THEN, Deck, Slide
from components.selection import Selection
from tests.conftest import DATA

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PAST = {"asof": "2019-06-30"}


@pytest.fixture(scope="module")
def layers(loaded):
    """The indicators with their years."""
    return {id: indicator.years for id, indicator in loaded.numbers.indicators.items()}


@pytest.fixture(scope="module")
def read(dataset, layers):
    """Reads a deck of the real dataset from text."""
    return lambda text: decks.read("own.yml", text, dataset, layers)


def deck(*slides: object, **changes: object) -> str:
    """A deck's text; without slides it has one title slide."""
    return yaml.safe_dump({"id": "made", "title": "Made", "slides": list(slides) or [{"view": "title"}], **changes}, allow_unicode=True, sort_keys=False)


GOOD = [
    {"view": "title"},
    {"view": "title", "show": {"theme": "conflict,refugees", "from": "2015", "to": "2018"}},
    {"view": "map", "show": {"case": "taner-kilic,veronica-razo", "asof": "2017-12-31"}},
    {"view": "timeline", "show": {"by": "country", "country": "CAN"}},
    {"view": "case", "show": {"id": "taner-kilic"}},
    {"view": "case", "show": {"id": "taner-kilic", "asof": "2017-12-31"}},
    {"view": "country", "show": {"iso3": "MEX", "asof": "2020-02-29"}},
    {"view": "theme", "show": {"id": "lgbti"}},
    {"view": "indicator", "show": {"layer": "idps", "year": "2020"}},
    {"view": "indicator", "show": {"layer": "idps", "country": "COL,SYR"}},
    {"view": "then", "show": {"origin": "message-2017"}},
    {"view": "then", "show": {"then": "2020-02-29", "asof": "2020-03-01"}},
    {"view": "closing", "show": {"q": "Kılıç"}, "title": {"en": "Thanks", "fr": "Merci"}, "text": ["One", {"en": "Two", "fr": "Deux"}], "note": "Said."},
]


@pytest.mark.parametrize("slide", GOOD, ids=lambda slide: " ".join([slide["view"], *slide.get("show", {})]))
def test_a_slide_that_says_what_is_there_is_taken(read, slide):
    reading = read(deck(slide))
    assert reading.problems == ()
    assert reading.broken == ()
    assert reading.deck.slides[0].view == slide["view"]
    assert reading.deck.slides[0].show == slide.get("show", {})


def show(view: str, **given: object) -> dict:
    return {"view": view, "show": given}


#: A slide that is refused, the field that is named, and words of what it says or was expected.
BROKEN = [
    ({"view": "poster"}, "slides[1].view", '"poster"'),
    ({}, "slides[1].view", "nothing"),
    ("title", "slides[1]", '"title"'),
    (None, "slides[1]", "nothing"),
    ([["view", "title"]], "slides[1]", "a list of 1"),
    ({"view": "title", "color": "red"}, "slides[1].color", "no key of this name"),
    (show("case"), "slides[1].show.id", "the id of a case"),
    (show("case", id="nobody"), "slides[1].show.id", '"nobody"'),
    (show("case", id="conflict"), "slides[1].show.id", "the id of a case"),
    (show("case", id="taner-kilic", asof="2001-01-01"), "slides[1].show.asof", "a day on which the case had begun"),
    (show("case", id="taner-kilic", theme="conflict"), "slides[1].show.theme", "a parameter that case takes: id, asof"),
    (show("country"), "slides[1].show.iso3", "nothing"),
    (show("country", iso3="mex"), "slides[1].show.iso3", '"mex"'),
    (show("country", iso3="MEX,CAN"), "slides[1].show.iso3", '"MEX,CAN"'),
    (show("theme", id="taner-kilic"), "slides[1].show.id", "the id of a theme"),
    (show("theme"), "slides[1].show.id", "nothing"),
    (show("indicator"), "slides[1].show.layer", "the id of an indicator"),
    (show("indicator", layer="ged"), "slides[1].show.layer", '"ged"'),
    (show("indicator", layer="idps", year="1066"), "slides[1].show.year", "a year for which the indicator has values"),
    (show("indicator", layer="idps", year="2020", asof="2019-06-30"), "slides[1].show.year", '"2020"'),
    (show("indicator", layer="idps", by="theme"), "slides[1].show.by", "a parameter that indicator takes"),
    (show("timeline", by="colour"), "slides[1].show.by", "theme, country, case"),
    (show("then", then="2017"), "slides[1].show.then", "a day YYYY-MM-DD"),
    (show("then", then="1999-12-31"), "slides[1].show.then", "from 2000-01-01"),
    (show("then", then="2999-01-01"), "slides[1].show.then", '"2999-01-01"'),
    (show("then", then="2017-02-30"), "slides[1].show.then", '"2017-02-30"'),
    (show("then", then="2019-W01-1"), "slides[1].show.then", '"2019-W01-1"'),
    (show("then", then="2020-01-01", asof="2019-06-30"), "slides[1].show.then", "before 2019-06-30"),
    (show("then", asof="2017-12-31"), "slides[1].show.then", "before 2017-12-31"),
    (show("map", theme="nope"), "slides[1].show.theme", '"nope"'),
    (show("map", theme="conflict,nope"), "slides[1].show.theme", '"nope"'),
    (show("map", **{"from": "2020", "to": "2010"}), "slides[1].show.from", "an id or value that the dataset knows"),
    (show("map", asof="2999-01-01"), "slides[1].show.asof", '"2999-01-01"'),
    (show("map", asof="2019-W01-1"), "slides[1].show.asof", '"2019-W01-1"'),
    (show("map", case="nobody"), "slides[1].show.case", '"nobody"'),
    (show("map", q="x" * 5_000), "slides[1].show.q", "xxx…"),
    (show("map", slide="2"), "slides[1].show.slide", "a parameter that map takes"),
    (show("map", theme=None), "slides[1].show.theme", "nothing"),
    (show("map", theme=["conflict"]), "slides[1].show.theme", "a list of 1"),
    (show("map", theme={"id": "conflict"}), "slides[1].show.theme", "a mapping with id"),
    ({"view": "map", "show": "conflict"}, "slides[1].show", '"conflict"'),
    ({"view": "map", "show": None}, "slides[1].show", "nothing"),
    ({"view": "title", "title": "x" * 5_000}, "slides[1].title.en", "at most 110 characters"),
    ({"view": "title", "title": {"en": "One"}}, "slides[1].title.fr", "nothing"),
    ({"view": "title", "title": "<b>One</b>"}, "slides[1].title.en", "plain text without HTML"),
    ({"view": "title", "title": "One &nbsp; two"}, "slides[1].title.en", "plain text without HTML"),
    ({"view": "title", "title": " "}, "slides[1].title.en", "not empty"),
    ({"view": "title", "title": "One\ntwo"}, "slides[1].title.en", "without control characters"),
    ({"view": "title", "title": "One\u202etwo"}, "slides[1].title.en", "without control characters"),
    ({"view": "title", "text": ["line"] * 8}, "slides[1].text", "at most 7"),
    ({"view": "title", "text": "line"}, "slides[1].text", "a list"),
    ({"view": "title", "text": ["x" * 261]}, "slides[1].text[0].en", "at most 260"),
    ({"view": "title", "note": "x" * 1_201}, "slides[1].note.en", "at most 1200"),
    ({"view": "title", "note": "<script>alert(1)</script>"}, "slides[1].note.en", "plain text without HTML"),
]


@pytest.mark.parametrize(("slide", "field", "says"), BROKEN, ids=lambda value: str(value)[:60])
def test_a_broken_slide_is_named_and_the_others_stay(read, slide, field, says):
    text = deck({"view": "map"}, slide, {"view": "closing"})
    reading = read(text)
    assert reading.broken == (2,)
    assert [each.view for each in reading.deck.slides] == ["map", "closing"]
    named = [problem for problem in reading.problems if problem.field.startswith(field)]
    assert named, list(map(str, reading.problems))
    assert any(says in str(problem) for problem in named), list(map(str, named))
    assert all(len(str(problem)) < 600 for problem in reading.problems)
    lines = text.splitlines()
    first, last = (next(n for n, line in enumerate(lines, 1) if f"view: {view}" in line) for view in ("map", "closing"))
    if slide != {"view": "map", "show": None}:
        assert all(first < problem.line < last for problem in named)


def test_every_fault_of_every_slide_is_told_at_once(read):
    reading = read(deck({"view": "poster"}, {"view": "map"}, show("case"), show("theme", id="nope"), show("then", then="x", theme="nope")))
    assert reading.broken == (1, 3, 4, 5)
    assert [problem.field for problem in reading.problems] == [
        "slides[0].view",
        "slides[2].show.id",
        "slides[3].show.id",
        "slides[4].show.theme",
        "slides[4].show.then",
    ]
    assert len(reading.deck.slides) == 1


#: A text that is no deck, and words of what is said of it.
NONE = [
    (deck(show("case")), "the id of a case"),
    ("id: made\ntitle: Made\nslides: []\n", "at least one entry"),
    ("id: made\ntitle: Made\n", "slides"),
    ("id: made\ntitle: Made\nslides: map\n", '"map"'),
    ("id: made\ntitle: Made\nslides: {view: map}\n", "a mapping with view"),
    ("title: Made\nslides: [{view: map}]\n", "id"),
    (deck(id="Not An Id"), "the form"),
    (deck(id="x" * 81), "at most 80"),
    (deck(title="x" * 5_000), "at most 110"),
    (deck(title=None), "title"),
    (deck(title="<img src=x>"), "plain text without HTML"),
    (deck(owner="me"), "no key of this name"),
    ("", "nothing"),
    ("null", "nothing"),
    ("just words", '"just words"'),
    ("- view: map", "a list of 1"),
    ("a: [1, 2", "valid YAML"),
    ("\t\tx: - y: z", "valid YAML"),
    ("id: !!python/object/apply:os.system [ls]\ntitle: Made\nslides: [{view: map}]\n", "no tags"),
    ("id: !made made\ntitle: Made\nslides: [{view: map}]\n", "no tags"),
    ("a: &a [x]\nb: *a\n", "anchor or alias"),
    ("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{','.join([f'*{b}'] * 9)}]\n" for b, c in zip("abcdefghi", "bcdefghij", strict=True)), "anchor"),
    ("slides: " + "[" * 5_000 + "]" * 5_000, "levels"),
    ("title: \x00\nid: x\n", "no control characters"),
    ("id: made\ntitle: Made\n? [a, b]\n: c\nslides: [{view: map}]\n", "a plain word as key"),
    ("x" * (MOST_BYTES + 1), f"at most {MOST_BYTES} characters"),
    ("---\na: b\n---\nc: d\n", "valid YAML"),
]


@pytest.mark.parametrize(("text", "says"), NONE, ids=lambda value: repr(value)[:50])
def test_what_is_no_deck_leaves_none_and_says_why(read, text, says):
    reading = read(text)
    assert reading.deck is None
    assert says in "\n".join(map(str, reading.problems))
    assert all(len(str(problem)) < 700 for problem in reading.problems)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00i\x00d", "bytes that are no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "bytes that are no text"),
        (b"PK\x03\x04" + b"\x00" * 50, "no control characters"),
        (b"x" * (MOST_BYTES + 1), f"at most {MOST_BYTES} bytes"),
        ("é".encode() * (MOST_BYTES // 2 + 1), f"at most {MOST_BYTES} bytes"),
        (b"", "nothing"),
    ],
    ids=["utf-16", "png", "zip", "too large", "too large in bytes alone", "empty"],
)
def test_a_file_of_anything_at_all_is_told_what_is_wrong(dataset, layers, content, says):
    reading = decks.read_bytes("own.yml", content, dataset, layers)
    assert reading.deck is None
    assert says in str(reading.problems[0])
    assert reading.problems[0].file == "own.yml"


def test_a_file_with_a_mark_of_its_byte_order_is_read(dataset, layers):
    assert decks.read_bytes("own.yml", b"\xef\xbb\xbf" + deck().encode(), dataset, layers).deck is not None


def test_a_repeated_key_is_a_problem_and_the_first_holds(read):
    reading = read("id: made\ntitle: One\ntitle: Two\nslides:\n- view: map\n  view: title\n")
    assert [problem.field for problem in reading.problems] == ["title", "slides[0].view"]
    assert [problem.line for problem in reading.problems] == [3, 6]
    assert reading.deck.title.en == "One"
    assert reading.deck.slides[0].view == "map"


def test_a_deck_takes_so_many_slides_and_says_that_the_others_are_left_out(read):
    assert read(deck(*[{"view": "map"} for _ in range(MOST_SLIDES)])).problems == ()
    reading = read(deck(*[{"view": "map"} for _ in range(MOST_SLIDES + 1)]))
    assert len(reading.deck.slides) == MOST_SLIDES
    assert [problem.says for problem in reading.problems] == [f"{MOST_SLIDES + 1} slides"]


def test_no_text_breaks_the_reading(read):
    @MANY
    @given(st.text(max_size=200) | st.text("{}[]:-&*!|>'\"\n #?,~slidevwtn", max_size=200))
    def holds(text):
        reading = read(text)
        assert reading.deck is None
        assert reading.problems

    holds()


# There and back

LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="<&["), min_size=1, max_size=60).map(lambda words: f"A{words}b")
LINES = LINES.filter(lambda words: not re.search("[\u2028-\u202e\u2066-\u2069]", words))


def both(kind, words=LINES):
    return st.builds(kind, en=words, fr=words) | words.map(lambda each: kind(en=each, fr=each))


SHOWN = st.sampled_from([slide for slide in GOOD if slide["view"] != "closing"])
SLIDES = st.builds(
    lambda given, title, text, note: Slide(view=given["view"], show=given.get("show", {}), title=title, text=text, note=note),
    SHOWN,
    st.none() | both(decks.DeckTitle),
    st.lists(both(decks.DeckLine), max_size=7).map(tuple),
    st.none()
    | both(decks.DeckNote)
    | st.sampled_from(["null", "~", "yes", "- a: b", "0123", "2017-12-31", "'", '"', "a: b # c", "刘晓波 Хадижа Kılıç", "’«\u00a0»"]),
)
DECKS = st.builds(
    Deck,
    id=st.from_regex(r"[a-z0-9]{1,10}(-[a-z0-9]{1,5}){0,2}", fullmatch=True),
    title=both(decks.DeckTitle),
    slides=st.lists(SLIDES, min_size=1, max_size=12).map(tuple),
)


def test_every_deck_survives_its_file(read):
    @MANY
    @given(DECKS)
    def holds(made):
        assert read(decks.to_text(made)) == decks.Reading(made)

    holds()


def test_every_deck_survives_its_link_or_is_too_long_for_one(dataset, layers):
    @MANY
    @given(DECKS)
    def holds(made):
        packed = decks.pack(made)
        if packed is None:
            assert len(decks.to_text(made).encode()) > MOST_PACKED // 2, "what is short fits into a link"
            return
        assert len(packed) <= MOST_PACKED
        assert set(packed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        assert decks.unpack(packed, dataset, layers) == decks.Reading(made)

    holds()


def test_a_deck_that_is_too_long_for_a_link_says_so():
    notes = ["".join(chr(0x4E00 + (n * n * 31 + k * 7919) % 20_000) for k in range(600)) for n in range(20)]
    made = Deck(id="made", title="Made", slides=tuple(Slide(view="map", note=note) for note in notes))
    assert decks.pack(made) is None


def test_words_that_are_the_same_in_both_languages_stand_once_in_a_file():
    made = Deck(id="made", title="Made", slides=(Slide(view="map", title={"en": "Map", "fr": "Carte"}),))
    assert yaml.safe_load(decks.to_text(made)) == {"id": "made", "title": "Made", "slides": [{"view": "map", "title": {"en": "Map", "fr": "Carte"}}]}


def zipped(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content, 9)).decode("ascii").rstrip("=")


WHOLE = zipped(deck(*GOOD).encode())


@pytest.mark.parametrize(
    "packed",
    [
        "",
        "nonsense",
        "!!!",
        "é" * 20,
        "٢٠١٥",
        "A" * (MOST_PACKED + 1),
        "<script>alert(1)</script>",
        "../../etc/passwd",
        WHOLE[:-8],
        WHOLE[: len(WHOLE) // 2],
        WHOLE[1:],
        WHOLE[5:] + WHOLE[:5],
        base64.urlsafe_b64encode(deck().encode()).decode(),
        zipped(b"x" * 3_000_000),
        zipped(b"\x00" * 3_000_000),
    ],
    ids=lambda value: repr(value)[:25],
)
def test_a_link_that_is_cut_or_no_deck_at_all_gives_a_problem(dataset, layers, packed):
    reading = decks.unpack(packed, dataset, layers)
    assert reading.deck is None
    assert [problem.expected for problem in reading.problems] == ["the whole link to a deck; a part of it may be missing"]
    assert len(str(reading.problems[0])) < 200


@pytest.mark.parametrize(("text", "says"), NONE[:-2], ids=lambda value: repr(value)[:40])
def test_what_is_no_deck_is_none_in_a_link_either(dataset, layers, text, says):
    reading = decks.unpack(zipped(text.encode()), dataset, layers)
    assert reading.deck is None
    assert reading.problems
    assert {problem.file for problem in reading.problems} == {"link"}


def test_a_link_that_would_unfold_to_gigabytes_takes_no_memory(dataset, layers):
    folding = zlib.compressobj(9)
    bomb = b"".join(folding.compress(bytes(1_000_000)) for _ in range(4)) + folding.flush()
    packed = base64.urlsafe_b64encode(bomb).decode("ascii").rstrip("=")
    assert len(packed) <= MOST_PACKED
    tracemalloc.start()
    try:
        assert decks.unpack(packed, dataset, layers).deck is None
        assert tracemalloc.get_traced_memory()[1] < 5 * MOST_BYTES
    finally:
        tracemalloc.stop()


def test_no_link_breaks_the_reading(dataset, layers):
    @MANY
    @given(st.text(max_size=80) | st.binary(max_size=80).map(zipped) | st.binary(max_size=80).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
    def holds(packed):
        reading = decks.unpack(packed, dataset, layers)
        assert reading.deck is None
        assert reading.problems

    holds()


# Changing a deck


def numbered(n: int) -> Deck:
    return Deck(id="made", title="Made", slides=tuple(Slide(view="map", title=f"Slide {position}") for position in range(n)))


def test_moving_a_slide_loses_and_repeats_nothing():
    @MANY
    @given(st.integers(1, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1), st.integers(-12, 12))))
    def holds(given):
        n, position, by = given
        made = numbered(n)
        moved = made.moved(position, by)
        target = min(max(position + by, 0), n - 1)
        assert moved.slides[target] == made.slides[position]
        others = [slide for slide in moved.slides if slide != made.slides[position]]
        assert others == [slide for slide in made.slides if slide != made.slides[position]]
        assert len(moved.slides) == n
        assert moved.moved(target, position - target) == made
        assert (moved.id, moved.title) == (made.id, made.title)

    holds()


def test_a_slide_taken_out_and_put_back_gives_the_same_deck():
    @MANY
    @given(st.integers(2, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
    def holds(given):
        n, position = given
        made = numbered(n)
        less = made.without(position)
        assert made.slides[position] not in less.slides
        assert len(less.slides) == n - 1
        assert less.with_slide(made.slides[position], position) == made
        other = Slide(view="title")
        changed = made.with_changed(position, other)
        assert changed.slides[position] is other
        assert changed.with_changed(position, made.slides[position]) == made
        assert made.with_slide(other).slides == (*made.slides, other)

    holds()


def test_the_last_slide_stays_and_a_full_deck_takes_no_more():
    assert numbered(1).without(0) == numbered(1)
    full = numbered(MOST_SLIDES)
    assert full.with_slide(Slide(view="title")) is full


# Decks made from what is on screen


def named(language: str) -> str:
    return {"en": "Made", "fr": "Fait"}[language]


def sound(made: Deck, dataset, layers) -> bool:
    """True if the deck is one that we would take from a reader."""
    return decks.read("own.yml", decks.to_text(made), dataset, layers) == decks.Reading(made)


def cases_of(made: Deck) -> list[str]:
    return [slide.show["id"] for slide in made.slides if slide.view == "case"]


def days_of(made: Deck) -> set[str | None]:
    return {slide.show.get("asof") for slide in made.slides}


@pytest.mark.parametrize("words", ["<b>prison</b>", "prison &amp; camp", "[S1]", "\u202eprison", "<b>" + "prison " * 25, "<script>"])
def test_whatever_a_reader_has_searched_for_gives_a_deck_a_title(dataset, layers, words):
    made = decks.of_selection(Selection(words=words), dataset.cases[:2], lambda language: f"All cases · words “{words}”")
    assert made.title.en.startswith("All cases · words “")
    assert sound(made, dataset, layers)


@pytest.mark.parametrize("as_of", [None, date(2019, 6, 30), date(2016, 1, 1), date(2017, 12, 31)], ids=str)
@pytest.mark.parametrize("choice", [{}, {"themes": ("lgbti",)}, {"origin": "message-2017"}, {"countries": ("MEX",)}, {"words": "zzz"}], ids=str)
def test_a_deck_of_a_selection_has_each_case_once_as_far_as_there_is_room(dataset, index, texts, layers, as_of, choice):
    from components.selection import Index

    selection = Selection(**choice, as_of=as_of)
    index = Index(dataset.on(as_of), texts.values()) if as_of else index
    cases = index.apply(selection).cases()
    made = decks.of_selection(selection, cases, named)
    assert sound(made, dataset, layers)
    views = [slide.view for slide in made.slides]
    assert views[:3] == ["title", "map", "timeline"]
    assert views[-1] == "closing"
    assert cases_of(made) == [case.id for case in cases[:MOST_CASES]]
    assert days_of(made) == {as_of.isoformat() if as_of else None}
    for slide in made.slides:
        if slide.view not in ("case", "then"):
            assert slide.show == selection.to_params()
    told = [id for slide in made.slides if slide.view == "then" for id in slide.show["case"].split(",")]
    if as_of and as_of <= THEN or len(cases) < 2:
        assert told == []
    else:
        assert told == [case.id for case in cases[:MOST_CASES] if case.status_on(THEN)]
        assert all(len(slide.show["case"].split(",")) <= PER_THEN for slide in made.slides if slide.view == "then")
    assert (made.title.en, made.title.fr) == ("Made", "Fait")


@pytest.mark.parametrize("as_of", [{}, PAST], ids=["today", "past"])
@pytest.mark.parametrize("iso3", ["MEX", "CAN", "TUV", "SYR"])
def test_a_deck_of_a_country_opens_with_it_and_has_its_cases(dataset, index, texts, layers, iso3, as_of):
    cases = tuple(case for case in dataset.cases if iso3 in case.iso3s)
    cases = tuple(past for case in cases if (past := case.on(date(2019, 6, 30)))) if as_of else cases
    day = date(2019, 6, 30) if as_of else None
    made = decks.of_country(iso3, Selection(as_of=day), cases, ["displaced-from", "idps"], named)
    assert sound(made, dataset, layers)
    assert made.slides[0].view == "country"
    assert [slide.show["layer"] for slide in made.slides if slide.view == "indicator"] == ["displaced-from", "idps"]
    assert cases_of(made) == [case.id for case in cases[:MOST_CASES]]
    assert all(iso3 in (slide.show.get("iso3"), slide.show.get("country")) for slide in made.slides if slide.view not in ("case", "then"))
    assert ("timeline" in [slide.view for slide in made.slides]) == bool(cases)
    assert days_of(made) == {as_of.get("asof")}


@pytest.mark.parametrize("as_of", [{}, PAST], ids=["today", "past"])
def test_a_deck_can_be_made_of_every_case(dataset, layers, as_of):
    for case in dataset.cases:
        if as_of and case.on(date(2019, 6, 30)) is None:
            continue
        made = decks.of_case(case, as_of, lambda _, case=case: case.title)
        assert sound(made, dataset, layers), case.id
        assert [slide.view for slide in made.slides] == ["case", "timeline", *["country"] * min(len(case.iso3s), 3), "closing"]
        assert days_of(made) == {as_of.get("asof")}


@pytest.mark.parametrize("as_of", [None, date(2019, 6, 30)], ids=str)
def test_a_deck_can_be_made_of_every_theme(dataset, layers, as_of):
    for theme in dataset.themes:
        cases = tuple(case for case in (dataset.on(as_of) if as_of else dataset).cases if theme.id in case.themes)
        made = decks.of_theme(theme, Selection(as_of=as_of), cases, lambda language, theme=theme: theme.name[language])
        assert sound(made, dataset, layers), theme.id
        assert made.slides[0] == Slide(view="theme", show={"id": theme.id, **({"asof": "2019-06-30"} if as_of else {})})
        assert cases_of(made) == [case.id for case in cases[:MOST_CASES]]
        assert days_of(made) == {"2019-06-30" if as_of else None}


def test_a_long_name_is_shortened_so_that_the_deck_can_be_saved(dataset, layers):
    made = decks.of_selection(Selection(), dataset.cases[:1], lambda language: language + "x" * 500)
    assert len(made.title.en) == 110
    assert made.title.en.endswith("…")
    assert sound(made, dataset, layers)


def test_every_view_is_in_the_table_of_parameters():
    assert tuple(TAKES) == decks.SLIDE_VIEWS
    assert set(decks.NEEDS) <= set(TAKES)


@pytest.mark.parametrize("id", [*decks.MADE, decks.OWN])
def test_no_shipped_deck_takes_a_name_that_makes_another(tmp_path, dataset, layers, id):
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / f"{id}.yml").write_text(deck(id=id), encoding="utf-8")
    found, problems = decks.shipped(tmp_path, dataset, layers)
    assert found == {}
    assert [problem.field for problem in problems] == ["id"]


def test_a_shipped_deck_must_be_whole_and_named_by_its_file(tmp_path, dataset, layers):
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "made.yml").write_text(deck(), encoding="utf-8")
    (folder / "other.yml").write_text(deck(), encoding="utf-8")
    (folder / "readme.txt").write_text(deck(id="readme"), encoding="utf-8")
    (folder / "broken.yml").write_text(deck({"view": "map"}, show("case"), id="broken"), encoding="utf-8")
    found, problems = decks.shipped(tmp_path, dataset, layers)
    assert list(found) == ["broken", "made"]
    assert [(problem.file, problem.field) for problem in problems] == [
        ("decks/broken.yml", "slides[1].show.id"),
        ("decks/other.yml", "id"),
        ("decks/readme.txt", "id"),
    ]
    assert decks.shipped(tmp_path / "nowhere", dataset, layers) == ({}, [])


def test_our_own_decks_have_no_problem(dataset, layers):
    assert decks.shipped(DATA, dataset, layers)[1] == []


def test_what_is_selected_of_a_country_or_theme_is_what_its_deck_counts(dataset, index):
    ongoing = Selection(statuses=("ongoing",), regions=("019",))
    here = decks.of_country("MEX", ongoing, (), (), named).slides[-1].show
    assert here == {"country": "MEX", "status": "ongoing"}
    there = decks.of_theme(dataset.theme["refugees"], ongoing, (), named).slides[-1].show
    assert there == {"theme": "refugees", "region": "019", "status": "ongoing"}
