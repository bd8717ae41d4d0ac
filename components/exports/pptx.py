"""A deck as PowerPoint: a slide each, native words, charts and tables, maps as pictures with their text alternative.

What stands on a slide is decided by `components.slides`; this file decides where, and in how large type. The same deck
gives the same bytes.
"""

from collections.abc import Callable
from datetime import date

from pptx.enum.dml import MSO_THEME_COLOR as COLOUR
from pptx.enum.text import PP_ALIGN

from components.decks import Deck
from components.exports.pptx_charts import indicator_chart, timeline_chart
from components.exports.pptx_file import file_bytes
from components.exports.pptx_frame import FLOOR, FOOT, LAYOUTS, MARGIN, ROOM, WIDE, Box, blank
from components.exports.pptx_notes import notes
from components.exports.pptx_page import WORD_SIZES, Page
from components.exports.pptx_pictures import add_legend, add_map, add_qr, laid_out
from components.exports.pptx_table import add_pairs
from components.exports.pptx_text import height, plain, text_box, write
from components.exports.qr import fits
from components.exports.slide_pictures import map_view, timeline_view
from components.slides import Content, Scenes, content
from components.views.indicator_lines import indicator_lines
from components.views.style import Look

CAPTION, SMALL = 14, 10  # points of what stands below pictures

#: How wide the words beside a picture are, in inches.
WORDS_WIDE = {"map": 3.0, "indicator": 3.5, "country": 6.3, "theme": 4.3, "case": 7.7}
GAP = 0.35


def pptx_bytes(
    deck: Deck,
    scenes: Scenes,
    look: Look,
    address: Callable[[Content, int], str] | None,
    made_on: date,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The deck as a PowerPoint file in the language of the scenes and the colours of `look`.

    `address` gives the address of a slide, by its number from 1, for others to open ("" for none); `made_on` is the only day in the file's
    properties. `progress` is told how many slides of how many are done; what it raises ends the work and leaves nothing."""
    text = scenes(None).text
    show, layouts = blank(look, text, deck.title[text.language], made_on)
    for done, slide in enumerate(deck.slides, 1):
        shown = content(slide, deck, scenes)
        _Filled(show, layouts, shown, look, address(shown, done) if address else "").fill()
        if progress:
            progress(done, len(deck.slides))
    return file_bytes(show, made_on)


class _Filled(Page):
    """A slide with what its kind of view asks for."""

    def fill(self) -> None:
        """Put everything on the slide and into its notes."""
        top = self.head()
        if self.kind in ("opening", "closing"):
            self._words_alone()
        elif self.content.view == "then":
            self._pairs(top)
        elif self.content.view == "timeline":
            self._timeline(top)
        elif self.content.view == "indicator" and self.content.picture.kind == "indicator-lines":
            self._lines(top)
        else:
            self._beside(top)
        self.foot()
        frame = self.slide.notes_slide.notes_text_frame
        write(frame, notes(self.content, self.view, self.address), self.text)

    def _words_alone(self) -> None:
        """Opening and closing: large words, and the code to the same view beside them."""
        spec, coded = LAYOUTS[self.kind], fits(self.address) if self.address else False
        wide = 7.2 if coded else spec.body.wide if self.kind == "opening" else 11.2
        self.body(Box(spec.body.left, spec.body.top, wide, 6.3 - spec.body.top), self.paragraphs())
        side = 2.25 if self.kind == "opening" else 2.7
        if coded:
            add_qr(self.slide, Box(WIDE - MARGIN - side - 0.2, spec.body.top - 0.1, side, side), self.address, self.text)
        if self.address:
            self.address_line(Box(8.55, FOOT, 3.6, 0.78), 12, PP_ALIGN.RIGHT, 3)

    def _pairs(self, top: float) -> None:
        """Then and now, as a table."""
        used = self.body(Box(MARGIN, top, ROOM, 0.9), [self.point(point) for point in self.content.points], (20, 18, 16, 14))
        top += used
        more = [self.more()] if self.content.more else []
        below = height(more, CAPTION, ROOM, after=0) if more else 0.0
        tall = add_pairs(self.slide, Box(MARGIN, top, ROOM, FLOOR - top - below), self.content.pairs, self.text, self.look)
        if more:
            text_box(self.slide, Box(MARGIN, top + tall + 0.04, ROOM, below), more, self.text, CAPTION)

    def _timeline(self, top: float) -> None:
        """Events by year and lane, as a native chart; its sentence below."""
        shown = self.content
        self.view, found, first, last, said = timeline_view(shown, self.look)
        captions = [plain(said, colour=COLOUR.TEXT_2), *([self.more()] if shown.more else [])]
        below = height(captions, CAPTION, ROOM, after=0)
        top += self.body(Box(MARGIN, top, ROOM, 1.2), [self.point(point) for point in shown.points], (22, 20, 18, 16, 14))
        if found.names:
            chart = timeline_chart(self.slide, Box(MARGIN, top, ROOM, FLOOR - below - 0.06 - top), found, first, last, self.text, self.look)
            _alt(chart, self.view.alt)
        text_box(self.slide, Box(MARGIN, FLOOR - below, ROOM, below), captions, self.text, CAPTION)

    def _lines(self, top: float) -> None:
        """An indicator of one or several countries, as a native chart, with what it measures beside it."""
        picture, wide = self.content.picture, WORDS_WIDE["indicator"]
        self.view = indicator_lines(picture.indicator, dict(picture.names), self.text, self.look)
        words = [*(self.point(point) for point in self.content.points)]
        if self.view is not None:
            words.append(plain(self.view.sentence, bold=True))
            if picture.indicator.info.kind == "index":
                words.append(plain(picture.indicator.info.unit[self.text.language], colour=COLOUR.TEXT_2))
        else:
            words.append(plain(self.text("indicator.nothing_on", names=self.text.join(list(picture.names.values())))))
        words += [self.more()] if self.content.more else []
        self.body(Box(MARGIN, top, wide if self.view else ROOM, FLOOR - top), words, WORD_SIZES[4:])
        left = MARGIN + wide + GAP
        if self.view is not None:
            box = Box(left, top - 0.05, WIDE - MARGIN - left, FLOOR - top)
            chart = indicator_chart(self.slide, box, picture.indicator, picture.names, self.text, self.look)
            _alt(chart, self.view.alt)

    def _beside(self, top: float) -> None:
        """Words, and a map beside them with its legend, its sentence and the borders' disclaimer."""
        shown = self.content
        wide = WORDS_WIDE[shown.view]
        used = self.body(Box(MARGIN, top, wide, FLOOR - top), self.paragraphs(), WORD_SIZES if shown.view == "map" else WORD_SIZES[2:])
        self.view, names, scale = map_view(shown, self.look)
        left = MARGIN + wide + GAP
        room = WIDE - MARGIN - left
        below = laid_out(self.view.legend, room, 13 if room > 6 else 11)
        tried = (laid_out(self.view.legend, wide, size) for size in (15, 14, 13))
        aside = next((each for each in tried if each.rows and each.wide <= wide and used + each.tall < FLOOR - top - 0.1), None)
        caption = [plain(self.view.sentence)] if shown.picture.kind == "case-map" else []
        caption.append(plain(self.view.note, SMALL, colour=COLOUR.TEXT_2))
        said = height(caption, CAPTION, room * 0.97, after=0)
        tall = min(FLOOR - top - (0 if aside else below.tall) - said - 0.18, room * 0.95)
        add_map(self.slide, Box(left, top, room, tall), self.view, names, scale, shown, self.look)
        at = top + tall + 0.08
        if aside:
            add_legend(self.slide, MARGIN, max(top + used + 0.1, top + tall - aside.tall), aside, self.text, self.look)
        elif below.rows:
            add_legend(self.slide, left, at, below, self.text, self.look)
            at += below.tall + 0.04
        text_box(self.slide, Box(left, at, room, said), caption, self.text, CAPTION)


def _alt(frame, words: str) -> None:
    """What a chart shows, for a screen reader."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)
