"""A deck as a file to take along and go on with."""

from datetime import date
from functools import partial

import streamlit as st

from components.decks import Deck
from components.pages import _decks
from components.pages._decks import AddressMaker
from components.pages._making import offer
from components.pages._parts import note, visit
from components.slides import Scene
from components.views.style import DARK, LIGHT, Look
from components.workshop import Progress

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def scenes(deck: Deck) -> dict[date | None, Scene]:
    """What the deck's slides are made from, by the past day that they are set back to; made here, for another thread."""
    days = {slide.show["asof"] for slide in deck.slides if "asof" in slide.show}
    return {None: _decks.scene(None), **{day: _decks.scene(day) for day in map(date.fromisoformat, sorted(days))}}


def panel(deck: Deck) -> None:
    """The deck as PowerPoint and as PDF, light or dark."""
    at = visit()
    text = at.text
    ground = st.segmented_control(
        text("present.ground"), ("light", "dark"), default="light", required=True, key="deck_ground", format_func=lambda each: text(f"present.{each}")
    )
    look = DARK if ground == "dark" else LIGHT
    made, address, day = scenes(deck), _decks.address_maker(deck), date.today()
    for label, form, mime, work in (("PowerPoint", "pptx", PPTX, _pptx), ("PDF", "pdf", "application/pdf", _pdf)):
        key = (form, deck, text.language, ground, at.dataset.info.version, address.root, day)
        offer(label, key, partial(work, deck, made, look, address, day), f"rights-atlas-{deck.id}-{text.language}-{ground}.{form}", mime)
    note(text("present.files_note"))


def _pptx(deck: Deck, made: dict, look: Look, address: AddressMaker, made_on: date, progress: Progress) -> bytes:
    from components.exports.pptx import pptx_bytes  # loaded when first asked for, so that no page waits for it

    return pptx_bytes(deck, made.__getitem__, look, address, made_on, progress)


def _pdf(deck: Deck, made: dict, look: Look, address: AddressMaker, made_on: date, progress: Progress) -> bytes:
    from components.exports.deck_pdf import deck_pdf  # as above

    return deck_pdf(deck, made.__getitem__, look, address, made_on, progress)
