"""Notes: the speaker's own window beside the stage. What to say, what comes next, and the same keys."""

import html

import streamlit as st

from components.pages import _decks, _podium, _stage_look
from components.pages._parts import visit

esc = html.escape


def main() -> None:
    """Draw the notes of the slide that the stage shows."""
    at = visit()
    text = at.text
    deck = _podium.deck()
    if deck is None:
        return
    total = len(deck.slides)
    number = _podium.number(total)
    content = _decks.shown(deck.slides[number - 1], deck)
    _stage_look.style_sheet(at.look)
    with st.container(key="stage", gap="small"):
        with st.container(horizontal=True, gap="xsmall", key="stage_controls"):
            _podium.buttons(number, total)
        eyebrow = f'<div class="ra-eyebrow">{esc(text("notes.of", n=number, total=total))}</div>'
        english = ' lang="en"' if content.titled_in_english else ""
        st.html(f'<div class="ra-slide-head">{eyebrow}<h1{english}>{esc(content.title)}</h1></div>')
        st.html(f'<div class="ra-telling" tabindex="0">{esc(content.note or text("stage.no_notes"))}</div>')
        if number < total:
            following = _decks.shown(deck.slides[number], deck)
            st.html(f'<p class="ra-more">{esc(text("notes.next", title=following.title))}</p>')
        if _podium.key() is None:
            st.html(f'<p class="ra-more">{esc(text("notes.alone"))}</p>')
        sources = text("slide.sources", sources="; ".join(content.sources))
        st.html(
            f'<div class="ra-foot"><div class="ra-foot-words"><p>{esc(sources)}</p></div><div class="ra-number" role="status">{number} / {total}</div></div>'
        )
    _podium.follow()


main()
