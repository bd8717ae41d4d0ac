"""A slide of the file: its layout's title, words and footer filled in, in the largest type that fits."""

import copy
from collections.abc import Sequence

from pptx.enum.dml import MSO_THEME_COLOR as COLOUR
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Show
from pptx.slide import Slide, SlideLayout

from components.exports import fitting
from components.exports.fitting import Piece
from components.exports.pptx_frame import BODY, EYEBROW, FOOT, FOOTER, FOOTER_BOX, LAYOUTS, MARGIN, NUMBER, ROOM, WIDE, Box, language_tag
from components.exports.pptx_pictures import add_qr
from components.exports.pptx_text import STATUS, Paragraph, Run, fitted, height, plain, text_box, write
from components.exports.qr import fits
from components.slides import Content, Point
from components.views import View
from components.views.style import Look

#: Points, largest first; the first in which all words fit is taken.
TITLE_SIZES = (40, 36, 34, 32, 28, 24, 20)
OPENING_SIZES = (54, 48, 44, 40, 36, 32, 28, 24, 20)
WORD_SIZES = (28, 26, 24, 22, 20, 18, 17, 16, 15, 14, 13, 12)
FOOTER_SIZES = (12, 11, 10, 9)

#: The layout of each view's slide, where it is not "beside".
LAYOUT_OF = {"title": "opening", "closing": "closing", "timeline": "above", "then": "above"}


class Page:
    """One slide in the making: its layout, head, words and foot."""

    def __init__(self, show: Show, layouts: dict[str, SlideLayout], shown: Content, look: Look, address: str) -> None:
        self.content, self.look, self.address, self.text = shown, look, address, shown.scene.text
        self.kind = LAYOUT_OF.get(shown.view, "beside")
        self.slide: Slide = show.slides.add_slide(layouts[self.kind])
        self.view: View | None = None

    def head(self) -> float:
        """Eyebrow and title. Gives where the rest begins, in inches."""
        spec, shown = LAYOUTS[self.kind], self.content
        eyebrow = self._placeholder(EYEBROW)
        if shown.eyebrow:
            write(eyebrow.text_frame, [plain(shown.eyebrow)], self.text)
        else:
            eyebrow._element.getparent().remove(eyebrow._element)
        sizes = TITLE_SIZES if self.kind in ("beside", "above") else OPENING_SIZES
        pieces = [Piece(shown.title, bold=True, serif=True)]
        size = fitting.largest([pieces], sizes, spec.title.wide * 72, spec.title.tall * 72)
        if size == sizes[0] and fitting.lines(pieces, sizes[1], spec.title.wide * 72) < fitting.lines(pieces, size, spec.title.wide * 72):
            size = sizes[1]  # a line less is worth more than a size
        title = self.slide.shapes.title
        write(title.text_frame, [plain(shown.title, english=shown.titled_in_english)], self.text, size, after=0)
        used = fitting.height([pieces], size, spec.title.wide * 72) / 72
        if self.kind in ("beside", "above"):
            top = spec.title.top if shown.eyebrow else spec.title.top - 0.32
            placed(title, Box(spec.title.left, top, spec.title.wide, used))
            return top + used + 0.16
        return spec.body.top

    def foot(self) -> None:
        """Sources and as-of day, the address with its code, the number of the slide."""
        wide = FOOTER_BOX.wide if self.address else ROOM - 0.9
        box = Box(FOOTER_BOX.left, FOOTER_BOX.top, wide, FOOTER_BOX.tall)
        words, size = self._footer_words(box)
        footer = self._foot_placeholder(FOOTER)
        placed(footer, box)
        write(footer.text_frame, [plain(words)], self.text, size, after=0)
        number = self._foot_placeholder(NUMBER)
        for properties in number._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
            properties.set("lang", language_tag(self.text.language))
        if not self.address:
            return
        if self.kind in ("opening", "closing"):
            return  # they have it large, among the words
        self.address_line(Box(8.55, FOOT, 2.75, 0.78), 12, PP_ALIGN.RIGHT, 3)
        if fits(self.address):
            add_qr(self.slide, Box(WIDE - MARGIN - 1.28, FOOT - 0.03, 0.84, 0.84), self.address, self.text)

    def _footer_words(self, box: Box) -> tuple[str, float]:
        """The words of the footer and their size. Sources that have no room are counted; the notes have all of them."""
        sources = self.content.sources
        for kept in range(len(sources), 0, -1):
            named = "; ".join(sources[:kept])
            if kept < len(sources):
                named += " " + self.text.count("pptx.more_sources", len(sources) - kept)
            words = f"{self.text('slide.sources', sources=named)} · {self.content.as_of}"
            size = fitted([plain(words)], FOOTER_SIZES, box, after=0)
            if height([plain(words)], size, box.wide, after=0) <= box.tall:
                return words, size
        return self.content.as_of, FOOTER_SIZES[0]

    def address_line(self, box: Box, size: float, side: PP_ALIGN, most: int) -> None:
        """The address without its scheme, cut where it would not fit `most` lines; a click leads to the whole one."""
        words = fitting.shortened(self.address.split("://", 1)[-1], size, box.wide * 72, most)
        text_box(self.slide, box, [Paragraph((Run(words, colour=COLOUR.ACCENT_1, link=self.address),))], self.text, size, side)

    def _foot_placeholder(self, idx: int):
        """The layout's footer or slide number on this slide; python-pptx leaves these two out."""
        of = next(each for each in self.slide.slide_layout.placeholders if each.placeholder_format.idx == idx)
        element = copy.deepcopy(of._element)
        element.nvSpPr.cNvPr.set("id", str(max(int(each.get("id")) for each in self.slide.shapes._spTree.iter(qn("p:cNvPr"))) + 1))
        element.spPr.clear()
        for style in element.txBody.findall(qn("a:lstStyle")):
            style.clear()
        self.slide.shapes._spTree.append(element)
        return self._placeholder(idx)

    def _placeholder(self, idx: int):
        return next(each for each in self.slide.placeholders if each.placeholder_format.idx == idx)

    def paragraphs(self) -> list[Paragraph]:
        """The points and what had no room."""
        lines = [self.point(point) for point in self.content.points]
        return [*lines, *([self.more()] if self.content.more else [])]

    def more(self) -> Paragraph:
        """What had no room, and where it is."""
        return plain(self.content.more, colour=COLOUR.TEXT_2)

    def point(self, point: Point) -> Paragraph:
        """A point. Its status has the colour of the words that say it."""
        colour = STATUS.get(point.status or "")
        case = self.content.scene.dataset.case[point.case] if point.case else None
        titled = case is not None and point.lead == case.title
        runs = []
        if point.lead:
            runs.append(Run(point.lead, bold=True, colour=None if titled else colour, english=titled))
        if point.text:
            below = case is not None and not titled
            words = f" · {point.text}" if runs and not below else point.text
            runs.append(Run(words, colour=colour if titled else None, english=point.english, breaks=bool(runs) and below))
        return Paragraph(tuple(runs), bullet=colour)

    def body(self, box: Box, paragraphs: Sequence[Paragraph], sizes: Sequence[float] = WORD_SIZES) -> float:
        """Write the words into the layout's own place, moved to `box`. Gives the height they take."""
        body = self._placeholder(BODY)
        if not paragraphs:
            body._element.getparent().remove(body._element)
            return 0.0
        size = fitted(paragraphs, sizes, box)
        placed(body, box)
        write(body.text_frame, paragraphs, self.text, size)
        return height(paragraphs, size, box.wide)


def placed(shape, box: Box) -> None:
    """Move a shape into a box."""
    shape.left, shape.top, shape.width, shape.height = box.emu
