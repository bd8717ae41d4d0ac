"""Words on slides: paragraphs with their language, colour and bullets, in the largest type that their box allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.dml import MSO_THEME_COLOR as COLOUR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from components.exports import fitting
from components.exports.fitting import Piece
from components.exports.pptx_frame import Box, language_tag
from components.text import Text

STATUS = {"ongoing": COLOUR.ACCENT_2, "partly-resolved": COLOUR.ACCENT_3, "resolved": COLOUR.ACCENT_4, "unclear": COLOUR.ACCENT_5}
HANG = 0.95  # of a bullet, over the size of the letters
AFTER = 0.36  # the gap behind a paragraph, over the size of the letters


@dataclass(frozen=True)
class Run:
    """Words of one look. `english` marks what exists in English only, `breaks` begins a new line, `link` is an address."""

    words: str
    bold: bool = False
    colour: COLOUR | None = None
    english: bool = False
    breaks: bool = False
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Runs, with a bullet if it has a colour; `size` in points where it is not that of the other paragraphs."""

    runs: tuple[Run, ...]
    bullet: COLOUR | None = None
    size: float | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The same for measuring."""
        return tuple(Piece(run.words, run.bold, breaks=run.breaks) for run in self.runs)


def plain(words: str, size: float | None = None, **look: object) -> Paragraph:
    """One run as a paragraph."""
    return Paragraph((Run(words, **look),), size=size)


def height(paragraphs: Sequence[Paragraph], size: float, wide: float, after: float = AFTER) -> float:
    """The height of paragraphs in inches, in a box `wide` inches wide."""
    return sum(fitting.height([each.pieces], each.size or size, wide * 72 - (HANG * size if each.bullet else 0), after) for each in paragraphs) / 72


def fitted(paragraphs: Sequence[Paragraph], sizes: Sequence[float], box: Box, after: float = AFTER) -> float:
    """The first of `sizes` (largest first) in which the paragraphs fit the box; the last if none does."""
    return next((size for size in sizes if height(paragraphs, size, box.wide, after) <= box.tall), sizes[-1])


def write(frame: TextFrame, paragraphs: Sequence[Paragraph], text: Text, size: float | None = None, after: float = AFTER) -> None:
    """Fill a text frame. Without a size the letters keep that of the layout."""
    for position, paragraph in enumerate(paragraphs):
        line = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
        if size and after:
            line.space_after = Pt(after * size)
        if paragraph.bullet is not None:
            _bullet(line, paragraph.bullet, size or 20)
        for run in paragraph.runs:
            if run.breaks:
                line.add_line_break()
            each = line.add_run()
            each.text = run.words
            each._r.get_or_add_rPr().set("lang", "en-CA" if run.english else language_tag(text.language))
            if paragraph.size or size:
                each.font.size = Pt(paragraph.size or size)
            if run.bold:
                each.font.bold = True
            if run.colour is not None:
                each.font.color.theme_color = run.colour
            if run.link:
                each.hyperlink.address = run.link


def _bullet(line, colour: COLOUR, size: float) -> None:
    """A dot in a colour before the paragraph, whose lines hang behind it."""
    properties = line._p.get_or_add_pPr()
    hang = int(Pt(HANG * size))
    properties.set("marL", str(hang))
    properties.set("indent", str(-hang))
    name = COLOUR.to_xml(colour)
    for element in (
        f'<a:buClr {nsdecls("a")}><a:schemeClr val="{name}"/></a:buClr>',
        f'<a:buFont {nsdecls("a")} typeface="Arial"/>',
        f'<a:buChar {nsdecls("a")} char="●"/>',
    ):
        properties.append(parse_xml(element))


def text_box(
    slide: Slide, box: Box, paragraphs: Sequence[Paragraph], text: Text, size: float, side: PP_ALIGN = PP_ALIGN.LEFT, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP
):
    """A box of words beside the placeholders, without margins of its own. Gives the shape."""
    shape = slide.shapes.add_textbox(*box.emu)
    frame = shape.text_frame
    bare(frame, anchor)
    write(frame, paragraphs, text, size, after=0)
    for line in frame.paragraphs:
        line.alignment = side
    return shape


def bare(frame: TextFrame, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> None:
    """No margins, lines that wrap."""
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(0)
