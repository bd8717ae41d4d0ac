"""Printed pictures: maps and timelines for paper, drawn with matplotlib, without a window, a clock or shared state.

A plate says what it shows in words (`alt`, `note`) and is drawn when its bytes are asked for: SVG for the PDF, PNG for
Word and slides. The same plate gives the same bytes. It is made for black and white: tints differ in lightness, themes
in shape, what is undetermined is hatched.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

MM = 1 / 25.4  # inches in a millimetre

_ID = re.compile(rb'(?<=[" #])([a-z])([0-9a-f]{10})(?=[")])')


@dataclass(frozen=True)
class Plate:
    """A picture with its words: title, the same told to a screen reader, what stands below it, its size in millimetres."""

    title: str
    alt: str
    note: str
    width: float
    height: float
    draw: Callable[[Figure], None]

    def __post_init__(self) -> None:
        for name in ("title", "alt"):
            if not getattr(self, name):
                raise ValueError(f"a Plate needs {name}")

    def _figure(self) -> Figure:
        figure = Figure(figsize=(self.width * MM, self.height * MM), facecolor="none")
        self.draw(figure)
        return figure

    def svg(self) -> bytes:
        """The picture as SVG; letters are outlines, so that it needs no fonts."""
        return svg_of(self._figure())

    def png(self, dpi: int = 200) -> bytes:
        """The picture as PNG on white."""
        stream, figure = io.BytesIO(), self._figure()
        figure.set_dpi(dpi)
        figure.set_facecolor("white")
        FigureCanvasAgg(figure).print_png(stream, metadata={"Software": None})
        return stream.getvalue()


def svg_of(figure: Figure) -> bytes:
    """A figure of matplotlib as SVG; the same figure gives the same bytes."""
    stream = io.BytesIO()
    FigureCanvasSVG(figure).print_svg(stream, metadata={"Date": None, "Creator": None})
    return _numbered(stream.getvalue())


def _numbered(svg: bytes) -> bytes:
    """The SVG with its ids, which matplotlib draws at random, numbered in the order in which they stand."""
    seen: dict[bytes, bytes] = {}
    return _ID.sub(lambda found: seen.setdefault(found[0], b"%s_%d" % (found[1], len(seen))), svg)
