"""Every document that can be handed out, on all cases of a dataset, and everything that could be found in the bytes of a file."""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping

import pikepdf
import pypdf

from components import brief
from components.decks import LANES, Deck, Slide
from components.exports import docx, pdf
from components.exports.deck_pdf import deck_pdf
from components.exports.pptx import pptx_bytes
from components.frames import Frames
from components.load import Loaded
from components.model import Dataset
from components.selection import Index
from components.slides import PER_THEN, Content, Scene
from components.text import Text
from components.views.style import LIGHT
from tests.briefs import MADE, desk_for, first

SITE = "https://atlas.example.org/"


def deck_of(dataset: Dataset) -> Deck:
    """A deck with every view that shows cases, and a slide for each case."""
    theme, iso3 = dataset.cases[0].theme, dataset.cases[0].iso3s[0]
    ids = [case.id for case in dataset.cases]
    shows = [("title", {}), ("map", {}), *(("timeline", {"by": by}) for by in LANES), *(("case", {"id": id}) for id in ids)]
    shows += [("country", {"iso3": iso3}), ("theme", {"id": theme}), ("then", {"case": ",".join(ids[:PER_THEN])}), ("closing", {})]
    return Deck(id="own", title={"en": "All", "fr": "Tout"}, slides=tuple(Slide(view=view, show=show) for view, show in shows))


def address(shown: Content, _: int) -> str:
    """Where the same view can be opened."""
    return f"{SITE}{shown.page}?{shown.params}"


def every_document(loaded: Loaded, texts: Mapping[str, Text], *languages: str) -> dict[str, bytes]:
    """A long brief as PDF and for Word and a deck as PowerPoint and as PDF, in these languages (all if none is given), by name."""
    dataset, files = loaded.dataset, {}
    index = Index(dataset, texts.values())
    tables = Frames(dataset, index)
    for language in languages or tuple(texts):
        desk = desk_for(loaded, texts, tables, language)
        written = pdf.fitted(brief.of_cases(desk, first(desk, None), "A selection", "full"))
        scene = Scene(dataset, loaded.world, loaded.world.marked(dataset.countries), index, tables, loaded.numbers, texts[language])
        files |= {
            f"pdf {language}": pdf.pdf_bytes(written),
            f"docx {language}": docx.docx_bytes(written),
            f"pptx {language}": pptx_bytes(deck_of(dataset), {None: scene}.__getitem__, LIGHT, address, MADE),
            f"deck pdf {language}": deck_pdf(deck_of(dataset), {None: scene}.__getitem__, LIGHT, address, MADE),
        }
    return files


def readable(content: bytes) -> str:
    """All that stands in a file: its bytes, what lies packed in it however deep, its text as a reader sees it."""
    return "\n".join(_parts(content))


def _parts(content: bytes) -> Iterator[str]:
    yield content.decode("latin-1")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from _parts(archive.read(name))
    elif content.startswith(b"%PDF"):
        yield from _parts_of_pdf(content)
    else:
        words = content.decode("utf-8", errors="replace")
        yield html.unescape(words)
        yield html.unescape(re.sub(r"<[^>]*>", "", words))  # a word may be cut into runs


def _parts_of_pdf(content: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(content)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                held = each.read_bytes()
                yield held.decode("latin-1")
                yield held.decode("utf-8", errors="replace")
            yield from _strings(each)
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        words = page.extract_text()
        yield words
        yield re.sub(r"[-\u00ad]?\s*\n\s*", "", words)  # a word may be cut at a line's end


def _strings(node: object) -> Iterator[str]:
    """The strings in an object: alternative texts, titles, addresses, properties. What it refers to is an object of its own."""
    if isinstance(node, pikepdf.String):
        yield str(node)
        return
    inner = list(node) if isinstance(node, pikepdf.Array) else list(dict(node).values()) if isinstance(node, pikepdf.Dictionary | pikepdf.Stream) else ()
    for each in inner:
        if not (isinstance(each, pikepdf.Object) and each.is_indirect):
            yield from _strings(each)
