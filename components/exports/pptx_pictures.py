"""Pictures on slides: maps as PNG with the words of the same view on screen, legends as native shapes, QR codes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Pt

from components.exports import fitting
from components.exports.fitting import LEADING
from components.exports.pptx_charts import rgb
from components.exports.pptx_frame import Box
from components.exports.pptx_text import bare, plain, write
from components.exports.qr import qr_png
from components.plates.slide_map import Name, slide_map
from components.slides import Content
from components.text import Text
from components.views import Key, View
from components.views.style import Look

_SHAPES = {
    "circle": MSO_SHAPE.OVAL,
    "diamond": MSO_SHAPE.DIAMOND,
    "square": MSO_SHAPE.RECTANGLE,
    "triangle-up": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "triangle-down": MSO_SHAPE.FLOWCHART_MERGE,
    "pentagon": MSO_SHAPE.REGULAR_PENTAGON,
    "hexagon": MSO_SHAPE.HEXAGON,
    "star": MSO_SHAPE.STAR_5_POINT,
    "cross": MSO_SHAPE.CROSS,
    "x": MSO_SHAPE.MATH_MULTIPLY,
    "bowtie": MSO_SHAPE.FLOWCHART_COLLATE,  # turned by a quarter
    "hourglass": MSO_SHAPE.FLOWCHART_COLLATE,
}


def add_map(slide: Slide, box: Box, view: View, names: Sequence[Name], scale: float, content: Content, look: Look) -> None:
    """Put the map into the box, with its text alternative."""
    image = slide_map(view.figure.to_plotly_json(), content.scene.world, look, box.wide, box.tall, scale, names)
    add_picture(slide, box, image, view.alt)


def add_picture(slide: Slide, box: Box, image: bytes, alt: str) -> None:
    """A picture that says to a screen reader what it shows."""
    picture = slide.shapes.add_picture(io.BytesIO(image), *box.emu)
    picture._element.nvPicPr.cNvPr.set("descr", alt)
    picture.line.fill.background()


def add_qr(slide: Slide, box: Box, address: str, text: Text) -> None:
    """The address as a QR code, which leads to it when clicked as well."""
    picture = slide.shapes.add_picture(io.BytesIO(qr_png(address)), *box.emu)
    picture._element.nvPicPr.cNvPr.set("descr", text("slide.qr", address=address))
    picture.click_action.hyperlink.address = address


@dataclass(frozen=True)
class Legend:
    """A legend laid out in lines: (left in inches, words, key or None for the heading of a group) of each line. `wide` is the
    width of the widest in inches."""

    rows: tuple[tuple[tuple[float, str, Key | None], ...], ...]
    size: float
    wide: float = 0.0

    @property
    def line(self) -> float:
        """The height of a line in inches."""
        return self.size * LEADING * 1.12 / 72

    @property
    def tall(self) -> float:
        """The height in inches."""
        return len(self.rows) * self.line


def laid_out(keys: Sequence[Key], wide: float, size: float) -> Legend:
    """The keys in lines of at most `wide` inches, each group on lines of its own behind its heading."""
    rows: list[list[tuple[float, str, Key | None]]] = []
    used, widest, group = 0.0, 0.0, None
    for key in keys:
        parts: list[tuple[str, Key | None]] = [(key.label, key)]
        if key.group != group:
            group = key.group
            rows.append([])
            used = 0.0
            parts = [(group, None), *parts] if group else parts
        for words, shown in parts:
            room = fitting.width(words, size, bold=shown is None) / 72 + 0.06 + (size * 1.25 / 72 if shown else 0.0)
            if rows[-1] and used + room > wide:
                rows.append([])
                used = 0.0
            rows[-1].append((used, words, shown))
            widest = max(widest, used + room)
            used += room + size * 0.75 / 72
    return Legend(tuple(tuple(row) for row in rows), size, widest)


def add_legend(slide: Slide, left: float, top: float, legend: Legend, text: Text, look: Look) -> None:
    """The legend as one group of shapes and words; the swatches' meaning stands beside each in words."""
    group = slide.shapes.add_group_shape()
    group.name = f"{text('pptx.legend')} {group.shape_id}"
    said = []
    for number, row in enumerate(legend.rows):
        at = top + number * legend.line
        for begins, words, key in row:
            said.append(words)
            swatch = legend.size * 1.25 / 72 if key else 0.0
            if key:
                _swatch(group, Box(left + begins, at, swatch, legend.line), key, legend.size, look)
            room = fitting.width(words, legend.size, bold=key is None) / 72 + 0.12
            label = group.shapes.add_textbox(*Box(left + begins + swatch, at, room, legend.line).emu)
            bare(label.text_frame)
            write(label.text_frame, [plain(words, bold=key is None)], text, legend.size, after=0)
    group._element.nvGrpSpPr.cNvPr.set("descr", " · ".join(said))


def _swatch(group, box: Box, key: Key, size: float, look: Look) -> None:
    side = size * 0.86 / 72
    middle = Box(box.left, box.top + (size * LEADING / 72 - side) / 2, side, side)
    if key.mark is None:
        middle = Box(middle.left, middle.top + side * 0.1, side, side * 0.8)
    shape = group.shapes.add_shape(_SHAPES[key.mark] if key.mark else MSO_SHAPE.RECTANGLE, *middle.emu)
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(key.colour)
    if key.mark is None:
        shape.line.color.rgb, shape.line.width = rgb(look.faint), Pt(0.5)
    else:
        shape.line.fill.background()
    if key.mark == "bowtie":
        shape.rotation = 90
