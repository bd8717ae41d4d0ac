"""A deck as PDF: a page each slide, to present on any computer without PowerPoint, and to print; tagged like the briefs (PDF/UA-1).

What stands on a slide is decided by `components.slides`; the template beside this module decides where, and in how large
type. It is asked twice: first how much room each map has, then, with the maps, for the file. The same deck gives the same bytes.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from components import fonts
from components.decks import Deck
from components.exports.deck_pages import Page, page_of
from components.exports.pdf import compiler, forget, silent
from components.exports.qr import qr_svg
from components.slides import Content, Scenes, content
from components.text import Text
from components.views.style import Look

TEMPLATE = Path(__file__).with_name("deck.typ")
COLOURS = ("ink", "faint", "ground", "sea", "grid", "accent")


def deck_pdf(
    deck: Deck,
    scenes: Scenes,
    look: Look,
    address: Callable[[Content, int], str] | None,
    made_on: date,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The deck as a PDF in the language of the scenes and the colours of `look`, a page of 13.333 by 7.5 inches each slide.

    `address` gives the address of a slide, by its number from 1, for others to open ("" for none); `made_on` is the only day
    in the file. `progress` is told how many steps of how many are done: a step a slide, and one to put them into the file.
    What it raises ends the work and leaves nothing."""
    progress, steps, pages = progress or silent, len(deck.slides) + 1, []
    for number, slide in enumerate(deck.slides, 1):
        progress(0, steps)
        shown = content(slide, deck, scenes)
        pages.append(page_of(shown, number, len(deck.slides), look, address(shown, number) if address else ""))
    inputs = _inputs(deck, pages, look, scenes(None).text)
    try:
        rooms = json.loads(compiler(TEMPLATE, inputs | {"measure": "yes"}).query("<room>", field="value"))
        forget()  # what was measured is half of the memory that the work takes
        room = {each["page"]: (each["wide"], each["tall"]) for each in rooms}
        for place, page in enumerate(pages):
            if page.draw:
                inputs[f"map-{place}"] = page.draw(*room[place]).decode()
            progress(place + 1, steps)
        day = datetime.combine(made_on, datetime.min.time(), UTC)
        made = compiler(TEMPLATE, inputs).compile(format="pdf", pdf_standards=["ua-1"], timestamp=day)
    finally:
        forget()
    progress(steps, steps)
    return made


def _inputs(deck: Deck, pages: list[Page], look: Look, text: Text) -> dict[str, str]:
    """The deck as the template's data, without the maps."""
    data = {
        "title": deck.title[text.language],
        "author": text("app.name"),
        "language": text.language,
        "look": {name: getattr(look, name) for name in COLOURS},
        "words": {"then": text("then.then"), "now": text("then.now")},
        "pages": [page.data for page in pages],
    }
    codes = {f"code-{place}": qr_svg(page.data["address"]).decode() for place, page in enumerate(pages) if page.data["coded"]}
    return {"deck": json.dumps(data, ensure_ascii=False), "sans": json.dumps(fonts.TEXT), "serif": json.dumps(fonts.TITLE), **codes}
