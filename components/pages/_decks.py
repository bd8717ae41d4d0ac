"""The deck that the address asks for: a shipped one, one made from what is on screen, or one that a link carries."""

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from components import decks, links, load
from components.decks import MADE, OWN, Deck, Reading, Slide
from components.pages import _basket, _take, entry_of
from components.pages._parts import house_on, today, visit
from components.problem import Problem, quoted
from components.selection import Chosen, Selection
from components.slides import Content, Scene, content

LINES = ("displaced-from", "idps", "displaced-hosted", "conflict-deaths")  # on a country's slides, the first MOST_NUMBERS that it has
MOST_NUMBERS = 3

OWN_STATE = "own_deck"  # where a deck of the reader's is that is too long for a link; it lives as long as the window is open

MOST_TYPED = 70  # letters of an address that somebody may be asked to type


def layers() -> dict[str, tuple[int, ...]]:
    """The indicators that a slide may show, with their years."""
    return {id: indicator.years for id, indicator in today().numbers.indicators.items()}


def scene(day: date | None) -> Scene:
    """What slides of a day are made from, in the reader's language."""
    at = visit()
    house = house_on(str(load.data_directory()), day) if day else today()
    return Scene(house.dataset, house.world, house.marked, house.index, house.frames, house.numbers, at.text)


def shown(slide: Slide, deck: Deck) -> Content:
    """A slide ready to be drawn."""
    return content(slide, deck, scene)


def _of_country(iso3: str, chosen: Chosen) -> Deck | None:
    at = visit()
    country = at.dataset.country.get(iso3)
    if country is None:
        return None
    here = chosen.among(at.house.index.countries[iso3])
    indicators = at.house.numbers.indicators
    lines = [id for id in LINES if id in indicators and len(indicators[id].series(iso3))][:MOST_NUMBERS]
    return decks.of_country(iso3, at.selection, here.cases(), lines, lambda language: today().texts[language].country(country))


def _as_of() -> dict[str, str]:
    day = visit().selection.as_of
    return {"asof": day.isoformat()} if day else {}


def _made(kind: str) -> Deck | None:
    """The deck of what is on screen; None if the address names nothing to make it from."""
    at, texts = visit(), today().texts
    asked = st.query_params.get("id", "")
    if kind == "country":
        return _of_country(st.query_params.get("iso3", ""), at.chosen)
    if kind == "case" and asked in at.dataset.case:
        case = at.dataset.case[asked]
        return decks.of_case(case, _as_of(), lambda _: case.title)
    if kind == "theme" and asked in at.dataset.theme:
        theme = at.dataset.theme[asked]
        here = at.chosen.among(at.house.index.themes[theme.id])
        return decks.of_theme(theme, at.selection, here.cases(), lambda language: theme.name[language])
    if kind == "basket" and _basket.cases():
        chosen = Selection(cases=tuple(case.id for case in _basket.cases()), as_of=at.selection.as_of)
        return decks.of_selection(chosen, _basket.cases(), lambda language: texts[language].count("selection.cases", len(chosen.cases)))
    if kind == "selection" and len(at.chosen):
        return decks.of_selection(at.selection, at.chosen.cases(), lambda language: at.selection.sentence(at.dataset, texts[language]))
    return None


def current() -> Reading | None:
    """The deck that the address asks for, with what is wrong with it; None if it asks for none."""
    params = st.query_params
    if "d" in params:
        return _unpacked(params["d"], str(load.data_directory()))
    asked = params.get("deck")
    if asked is None:
        return None
    if asked == OWN and OWN_STATE in st.session_state:
        return Reading(st.session_state[OWN_STATE])
    deck = today().decks.get(asked) or (_made(asked) if asked in MADE else None)
    if deck is None:
        known = f"one of {', '.join((*today().decks, *MADE))}, with something to show"
        return Reading(None, (Problem("link", 1, "deck", quoted(asked, 40), known),))
    return Reading(deck)


@st.cache_data(show_spinner=False, max_entries=64)
def _unpacked(packed: str, directory: str) -> Reading:
    # `directory` keeps apart what other data would make of the same link.
    reading = decks.unpack(packed, today().dataset, layers())
    if reading.deck is None:
        return reading
    return replace(reading, deck=reading.deck.model_copy(update={"id": OWN}))  # whatever it calls itself, it is none of ours


def params() -> dict[str, str]:
    """The parameters by which the address names the deck, beside those of the selection."""
    return {name: st.query_params[name] for name in ("d", "deck", "id", "iso3") if name in st.query_params}


def write(deck: Deck) -> None:
    """Make the reader's own deck the one that the address names; called by buttons. Each change is one step of Back."""
    deck = deck.model_copy(update={"id": OWN})
    packed = decks.pack(deck)
    kept = {name: values for name, values in st.query_params.to_dict().items() if name not in ("d", "deck", "slide", "id", "iso3")}
    if packed is None:
        st.session_state[OWN_STATE] = deck
    st.query_params.from_dict({**kept, **({"deck": OWN} if packed is None else {"d": packed})})


@dataclass(frozen=True)
class AddressMaker:
    """Gives the address of a slide of a deck, by its number from 1, as others can open it; "" if they cannot. A value, so that
    work in another thread can use it. `deck` is the id of the deck if it is a shipped one."""

    root: str
    language: str
    deck: str | None

    def __call__(self, content: Content, number: int) -> str:
        return self.short(content, number) if links.is_public(self.root) else ""

    def view(self, content: Content) -> str:
        """The address of the view that the slide shows."""
        return self.root + links.short(entry_of(content.page).path, content.params, self.language)

    def short(self, content: Content, number: int) -> str:
        """The same if it can be typed from a screen across a room, and its code read from there; else the address of the
        slide in its deck, where the deck has one."""
        view = self.view(content)
        return view if len(view) <= MOST_TYPED or self.deck is None else self.root + links.of_slide(self.deck, number)


def address_maker(deck: Deck) -> AddressMaker:
    """The addresses of this visit, for the slides of a deck."""
    return AddressMaker(_take.root(), visit().text.language, deck.id if deck.id in today().decks else None)
