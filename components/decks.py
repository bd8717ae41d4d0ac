"""Presentations as data: ordered slides, each a view with the parameters of its link, a title and a note.

A deck is read from a file of `data/decks`, from a reader's own file, or from a link; all three take the same way, so that
what is wrong is told alike: slide by slide, and the sound ones stay. `of_selection`, `of_country`, `of_case` and
`of_theme` make one from what is on screen.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationError

from components import schema, yaml_text
from components.model import Bilingual, Case, Dataset, Line, Paragraph, Record, Slug, Theme, Title
from components.problem import Problem, quoted
from components.selection import EARLIEST, PARAMETERS, Selection

SlideView = Literal["title", "map", "timeline", "case", "country", "theme", "indicator", "then", "closing"]
SLIDE_VIEWS = get_args(SlideView)

MOST_SLIDES = 80
MOST_BYTES = 200_000  # of a deck's text; the longest shipped one has 60 kB
MOST_PACKED = 6_000  # characters in a link; the address takes 8 kB in all
MOST_CASES = 24  # slides of single cases in a deck that is made from a selection
PER_THEN = 3  # cases on one slide of then and now: more would be too small to read from the back row
THEN = date(2017, 12, 31)  # the day of the message that the collection begins with

#: What a link may name beside the id of a shipped deck: what to make one from, and the reader's own.
MADE = ("selection", "basket", "country", "case", "theme")
OWN = "own"

#: The parameters of its link that each view takes, and whether it also takes those of a selection; every one takes asof.
TAKES: dict[str, tuple[tuple[str, ...], bool]] = {
    "title": ((), True),
    "map": ((), True),
    "timeline": (("by",), True),
    "case": (("id",), False),
    "country": (("iso3",), False),
    "theme": (("id",), False),
    "indicator": (("layer", "year"), True),
    "then": (("then",), True),
    "closing": ((), True),
}
#: Without these a view has nothing to show.
NEEDS = {"case": "id", "country": "iso3", "theme": "id", "indicator": "layer"}
LANES = ("theme", "country", "case")

#: What no title needs; among it all that could be read as markup.
_ODD = re.compile(r"[^\w\s·,.:;'’“”«»()–—…-]+")


def _words(value: object) -> object:
    """Words given once stand for both languages."""
    return {"en": value, "fr": value} if isinstance(value, str) else value


class DeckTitle(Bilingual):
    """A title in both languages."""

    en: Title
    fr: Title


class DeckLine(Bilingual):
    """A line on a slide in both languages."""

    en: Line
    fr: Line


class DeckNote(Bilingual):
    """What the speaker says, in both languages."""

    en: Paragraph
    fr: Paragraph


class Slide(Record):
    """One thing to show: a view, the parameters of its link, and words; without a title the view gives its own."""

    view: SlideView
    show: Mapping[str, str] = Field(default_factory=dict)
    title: Annotated[DeckTitle | None, BeforeValidator(_words)] = None
    text: Annotated[tuple[Annotated[DeckLine, BeforeValidator(_words)], ...], Field(max_length=7)] = ()
    note: Annotated[DeckNote | None, BeforeValidator(_words)] = None


class Deck(Record):
    """A presentation. `id` names it in a link; one that a reader made is called "own"."""

    id: Slug
    title: Annotated[DeckTitle, BeforeValidator(_words)]
    slides: tuple[Slide, ...] = Field(min_length=1, max_length=MOST_SLIDES)

    def moved(self, position: int, by: int) -> "Deck":
        """The deck with one slide `by` places further, as far as there are places."""
        slides = list(self.slides)
        slides.insert(min(max(position + by, 0), len(slides) - 1), slides.pop(position))
        return self.model_copy(update={"slides": tuple(slides)})

    def without(self, position: int) -> "Deck":
        """The deck without one slide; the last one stays."""
        left = self.slides[:position] + self.slides[position + 1 :]
        return self.model_copy(update={"slides": left}) if left else self

    def with_slide(self, slide: Slide, position: int | None = None) -> "Deck":
        """The deck with one slide more, at the end or before `position`; one that is full stays as it is."""
        if len(self.slides) >= MOST_SLIDES:
            return self
        at = len(self.slides) if position is None else position
        return self.model_copy(update={"slides": (*self.slides[:at], slide, *self.slides[at:])})

    def with_changed(self, position: int, slide: Slide) -> "Deck":
        """The deck with another slide in one place."""
        return self.model_copy(update={"slides": (*self.slides[:position], slide, *self.slides[position + 1 :])})


@dataclass(frozen=True)
class Reading:
    """What reading a deck gave: the deck of its sound slides, or None if there is none, and all Problems.

    `broken` are the places of the slides that were left out, from 1."""

    deck: Deck | None
    problems: tuple[Problem, ...] = ()
    broken: tuple[int, ...] = ()


def _unknown(slide: Mapping, dataset: Dataset, layers: Mapping[str, Iterable[int]]) -> list[tuple[tuple, str, str]]:
    """What a slide's parameters name that is not there, as faults."""
    view, show, faults = slide["view"], slide.get("show") or {}, []
    own, selects = TAKES[view]
    day = show["asof"] if _past(show.get("asof", ""), dataset) else dataset.as_of.isoformat()
    takes = (*own, *(PARAMETERS if selects else ("asof",)))
    faults += [(("show", name), quoted(name), f"a parameter that {view} takes: {', '.join(takes)}") for name in show if name not in takes]
    known: dict[str, tuple[Iterable[str], str]] = {
        "id": (dataset.case, "the id of a case") if view == "case" else (dataset.theme, "the id of a theme"),
        "iso3": (dataset.country, "an ISO 3166-1 alpha-3 code of countries.csv"),
        "layer": (layers, "the id of an indicator"),
        "by": (LANES, ", ".join(LANES)),
    }
    for name in own:
        given = show.get(name)
        if given is None:
            if NEEDS.get(view) == name:
                faults.append((("show", name), "nothing", known[name][1]))
        elif name in known and given not in known[name][0]:
            faults.append((("show", name), quoted(given), known[name][1]))
        elif name == "year" and given not in {str(year) for year in layers.get(show.get("layer"), ()) if year <= int(day[:4])}:
            faults.append((("show", name), quoted(given), "a year for which the indicator has values"))
    _, ignored = Selection.from_params({name: [value] for name, value in show.items() if name in PARAMETERS}, dataset)
    faults += [(("show", name), quoted(value), "an id or value that the dataset knows") for name, value in ignored if name in takes]
    if view == "case" and show.get("id") in dataset.case and dataset.case[show["id"]].on(date.fromisoformat(day)) is None:
        faults.append((("show", "asof"), quoted(day), "a day on which the case had begun"))
    then = show.get("then", THEN.isoformat())
    if view == "then" and not (_past(then, dataset) and then < day):
        faults.append((("show", "then"), quoted(then), f"a day YYYY-MM-DD from {EARLIEST} to before {day}"))
    return faults


def _past(text: str, dataset: Dataset) -> bool:
    try:
        day = date.fromisoformat(text)
        return day.isoformat() == text and EARLIEST <= day < dataset.as_of
    except ValueError:
        return False


def read(file: str, text: str, dataset: Dataset, layers: Mapping[str, Iterable[int]]) -> Reading:
    """The deck that `text` (YAML) holds. `layers` are the indicators' ids with their years.

    A slide with a fault is left out and named; a fault of the deck itself leaves no deck."""
    if len(text) > MOST_BYTES:
        return Reading(None, (Problem(file, 1, "", f"{len(text)} characters", f"a deck of at most {MOST_BYTES} characters"),))
    document, problems = schema.read_document(file, text)
    if document is None:
        return Reading(None, tuple(problems))
    value = document.value
    given = value.get("slides") if isinstance(value, dict) else None
    slides, broken = [], []
    if isinstance(given, list):
        for position, raw in enumerate(given[:MOST_SLIDES]):
            slide, faults = schema.validate(Slide, raw)
            if slide is not None:
                faults = _unknown(raw, dataset, layers)
            problems += schema.problems_at(file, document, [(("slides", position, *path), says, expected) for path, says, expected in faults])
            if faults:
                broken.append(position + 1)
            else:
                slides.append(slide)
        if len(given) > MOST_SLIDES:
            problems.append(
                Problem(file, document.line(("slides", MOST_SLIDES)), "slides", f"{len(given)} slides", f"at most {MOST_SLIDES}; the others are left out")
            )
    whole = {**value, "slides": slides or given} if isinstance(value, dict) else value
    deck, faults = schema.validate(Deck, whole) if slides or not broken else (None, [])
    problems += schema.problems_at(file, document, faults)
    return Reading(deck, tuple(problems), tuple(broken))


def read_bytes(file: str, content: bytes, dataset: Dataset, layers: Mapping[str, Iterable[int]]) -> Reading:
    """The deck of a reader's file, which may be anything at all."""
    if len(content) > MOST_BYTES:
        return Reading(None, (Problem(file, 1, "", f"{len(content)} bytes", f"a deck of at most {MOST_BYTES} bytes"),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Reading(None, (Problem(file, 1, "", "bytes that are no text", "a deck saved here: YAML, text in UTF-8"),))
    return read(file, text, dataset, layers)


def to_text(deck: Deck) -> str:
    """The deck as YAML, as `read` takes it; words that are the same in both languages stand once."""

    def words(each: Bilingual) -> object:
        return each.en if each.en == each.fr else {"en": each.en, "fr": each.fr}

    slides = []
    for slide in deck.slides:
        said: dict[str, object] = {"view": slide.view}
        if slide.show:
            said["show"] = dict(slide.show)
        if slide.title:
            said["title"] = words(slide.title)
        if slide.text:
            said["text"] = [words(each) for each in slide.text]
        if slide.note:
            said["note"] = words(slide.note)
        slides.append(said)
    whole = {"id": deck.id, "title": words(deck.title), "slides": slides}
    return yaml_text.write(whole)


def pack(deck: Deck) -> str | None:
    """The deck as characters for a link; None if it is too long for one."""
    packed = base64.urlsafe_b64encode(zlib.compress(to_text(deck).encode("utf-8"), 9)).decode("ascii").rstrip("=")
    return packed if len(packed) <= MOST_PACKED else None


def unpack(packed: str, dataset: Dataset, layers: Mapping[str, Iterable[int]]) -> Reading:
    """The deck that a link carries. What is no deck, or would unfold beyond MOST_BYTES, gives a Problem."""
    fault = Reading(None, (Problem("link", 1, "", quoted(packed, 30), "the whole link to a deck; a part of it may be missing"),))
    if len(packed) > MOST_PACKED or not packed.isascii():
        return fault
    try:
        unfolding = zlib.decompressobj()
        content = unfolding.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), MOST_BYTES)
        if not unfolding.eof:
            return fault
    except (zlib.error, binascii.Error, ValueError):
        return fault
    return read_bytes("link", content, dataset, layers)


# Decks made from what is on screen. Their slides have no titles of their own: the views give them, in any language.


def _both(named: Callable[[str], str]) -> DeckTitle:
    words = {language: named(language) for language in ("en", "fr")}
    try:
        return DeckTitle(**{language: _short(each) for language, each in words.items()})
    except ValidationError:  # what the reader has searched for stands in it, and that may be anything at all
        return DeckTitle(**{language: _short(" ".join(_ODD.sub(" ", each).split())) for language, each in words.items()})


def _short(words: str) -> str:
    return words if len(words) <= 110 else f"{words[:109]}…"


def _then(ids: list[str], as_of: Mapping[str, str]) -> list[Slide]:
    """Then and now of cases, PER_THEN on a slide. On a day before the message there is no later "now" to show."""
    if as_of.get("asof", "9") <= THEN.isoformat():
        return []
    return [Slide(view="then", show={"case": ",".join(ids[at : at + PER_THEN]), "then": THEN.isoformat(), **as_of}) for at in range(0, len(ids), PER_THEN)]


def of_selection(selection: Selection, cases: tuple[Case, ...], named: Callable[[str], str]) -> Deck:
    """Title, map, timeline, the first MOST_CASES cases one by one, then and now, closing. `named` says the title in a
    language. The closing slide tells the audience where the other cases are."""
    show = selection.to_params()
    as_of = {"asof": show["asof"]} if "asof" in show else {}
    shown = cases[:MOST_CASES]
    slides = [Slide(view="title", show=show), Slide(view="map", show=show), Slide(view="timeline", show=show)]
    slides += [Slide(view="case", show={"id": case.id, **as_of}) for case in shown]
    slides += _then([case.id for case in shown if case.status_on(THEN)], as_of) if len(shown) > 1 else []
    return Deck(id=OWN, title=_both(named), slides=(*slides, Slide(view="closing", show=show)))


def of_case(case: Case, as_of: Mapping[str, str], named: Callable[[str], str]) -> Deck:
    """A case: its history and place, its events, its countries, closing."""
    only = {"case": case.id, **as_of}
    countries = [Slide(view="country", show={"iso3": iso3, **as_of}) for iso3 in case.iso3s[:3]]
    slides = (
        Slide(view="case", show={"id": case.id, **as_of}),
        Slide(view="timeline", show={**only, "by": "case"}),
        *countries,
        Slide(view="closing", show=only),
    )
    return Deck(id=OWN, title=_both(named), slides=slides)


def of_country(iso3: str, selection: Selection, cases: tuple[Case, ...], layers: Iterable[str], named: Callable[[str], str]) -> Deck:
    """A country: the country, its numbers in `layers` as lines, and of what of it is selected (`cases`) the timeline, the
    cases, then and now, closing."""
    here = replace(selection, countries=(iso3,), regions=()).to_params()
    as_of = {"asof": here["asof"]} if "asof" in here else {}
    slides = [Slide(view="country", show={"iso3": iso3, **as_of})]
    slides += [Slide(view="indicator", show={"layer": layer, "country": iso3, **as_of}) for layer in layers]
    slides += [Slide(view="timeline", show=here)] if cases else []
    slides += [Slide(view="case", show={"id": case.id, **as_of}) for case in cases[:MOST_CASES]]
    slides += _then([case.id for case in cases[:MOST_CASES] if case.status_on(THEN)], as_of) if len(cases) > 1 else []
    return Deck(id=OWN, title=_both(named), slides=(*slides, Slide(view="closing", show=here)))


def of_theme(theme: Theme, selection: Selection, cases: tuple[Case, ...], named: Callable[[str], str]) -> Deck:
    """A theme: what it means, and of what of it is selected (`cases`) map, timeline, cases, then and now, closing."""
    made = of_selection(replace(selection, themes=(theme.id,)), cases, named)
    opening = Slide(view="theme", show={"id": theme.id, **({"asof": selection.as_of.isoformat()} if selection.as_of else {})})
    return made.model_copy(update={"slides": (opening, *made.slides[1:])})


def shipped(directory: Path, dataset: Dataset, layers: Mapping[str, Iterable[int]]) -> tuple[dict[str, Deck], list[Problem]]:
    """The decks of `decks/*.yml` by id, and all Problems; a file's name is its deck's id, and none of ours is broken."""
    found: dict[str, Deck] = {}
    problems: list[Problem] = []
    for path in sorted((directory / "decks").glob("*")):
        file = f"decks/{path.name}"
        reading = read_bytes(file, path.read_bytes(), dataset, layers)
        problems += reading.problems
        if reading.deck is not None and reading.deck.id != path.name.removesuffix(".yml"):
            problems.append(Problem(file, 1, "id", quoted(reading.deck.id), f"the file's name, {path.name}, as <id>.yml"))
        elif reading.deck is not None and reading.deck.id in (*MADE, OWN):
            problems.append(Problem(file, 1, "id", quoted(reading.deck.id), f"another id; a link makes a deck of {', '.join(MADE)}, {OWN} by that name"))
        elif reading.deck is not None:
            found[reading.deck.id] = reading.deck
    return found, problems
