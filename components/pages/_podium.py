"""Where a deck stands, told between the windows of one presenter: the stage for the room, the notes for the speaker.

Each window remembers the last move that it saw. A move made in one window is written here and followed by the other."""

import secrets
import time
from dataclasses import dataclass
from threading import Lock

import streamlit as st

from components.decks import Deck
from components.pages import _decks
from components.pages._parts import script, visit

#: Which keys lead where, as Streamlit writes them; presenters' remote controls send PageUp and PageDown.
KEYS = {"first": ("Home",), "back": ("Left", "PageUp", "Up"), "next": ("Right", "PageDown", "Down", "Space"), "last": ("End",)}
ICONS = {"first": "first_page", "back": "chevron_left", "next": "chevron_right", "last": "last_page"}

MOST = 200  # podiums kept; the longest unused goes first
EVERY = 0.6  # seconds between two looks


@dataclass
class Place:
    """The slide shown, counted from 1, how many moves there have been, and when the last one was made (monotonic seconds)."""

    slide: int
    moves: int
    at: float


class Podiums:
    """All podiums of this server by their keys, which nobody can guess. Safe between threads."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._lock = Lock()

    def where(self, key: str) -> Place | None:
        """Where a deck stands; None if nobody has moved it yet."""
        with self._lock:
            return self._places.get(key)

    def move(self, key: str, slide: int) -> int:
        """Put the deck on a slide. Gives the number of moves made so far."""
        with self._lock:
            before = self._places.pop(key, None)
            self._places[key] = Place(slide, (before.moves if before else 0) + 1, time.monotonic())
            while len(self._places) > MOST:
                del self._places[next(iter(self._places))]
            return self._places[key].moves


@st.cache_resource(show_spinner=False)
def podiums() -> Podiums:
    """The podiums of this server."""
    return Podiums()


def deck() -> Deck | None:
    """The deck to show; None, and a way back to all of them is drawn, if the address names none that can be shown."""
    reading = _decks.current()
    if reading is not None and reading.deck is not None:
        return reading.deck
    at = visit()
    st.title(at.text("stage.no_deck"), anchor=False)
    st.page_link(script("present"), label=at.text("page.present"), icon=":material/slideshow:", query_params=at.params())
    return None


def key() -> str | None:
    """The podium that the address names."""
    given = st.query_params.get("podium", "")
    return given if 10 <= len(given) <= 40 and given.isascii() else None


def new_key() -> str:
    """A key that nobody can guess; one a session."""
    return st.session_state.setdefault("podium", secrets.token_urlsafe(12))


def go(slide: int) -> None:
    """Show a slide, here and in the presenter's other window; called by buttons."""
    st.query_params["slide"] = str(slide)
    if (at := key()) is not None:
        st.session_state["podium_seen"] = podiums().move(at, slide)


def number(total: int) -> int:
    """The slide that the address asks for, from 1 to `total`."""
    asked = st.query_params.get("slide", "1")
    return min(max(int(asked[:4]), 1), total) if asked.isascii() and asked.isdigit() else 1


def buttons(shown: int, total: int) -> None:
    """First, back, next, last: a small button each, and the keys that do the same."""
    text = visit().text
    targets = {"first": 1, "back": max(shown - 1, 1), "next": min(shown + 1, total), "last": total}
    for each, target in targets.items():
        for position, shortcut in enumerate(KEYS[each]):
            # One button a key; all but the first of a kind are there for their key alone.
            name = f"go_{each}" if position == 0 else f"key_{each}_{shortcut.lower()}"
            icon, words = f":material/{ICONS[each]}:", text(f"stage.{each}")
            st.button("", icon=icon, key=name, type="tertiary", shortcut=shortcut, on_click=go, args=(target,), help=words)


def follow() -> None:
    """Look from time to time whether the other window has moved, and go where it is. Draws nothing."""
    at = key()
    if at is None:
        return

    @st.fragment(run_every=EVERY)
    def look() -> None:
        place = podiums().where(at)
        if place is None or place.moves == st.session_state.get("podium_seen"):
            return
        st.session_state["podium_seen"] = place.moves
        if st.query_params.get("slide") != str(place.slide):
            st.query_params["slide"] = str(place.slide)
            st.rerun()

    look()
