"""The maps of the screen as pictures for slides: the same figure, drawn again with large marks and names, without a browser."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from PIL import Image

from components.geo import World
from components.plates import svg_of
from components.plates.ground import Ground
from components.plates.maps import path_of
from components.plates.paper import MARKS, face
from components.views.style import Look

DPI = 180
EDGE = 10  # pixels between a name and the edge of the picture
SMALL = 6  # pixels; the marks of small states without a case on screen are smaller
COLOURS = 128  # in the picture: flat tints and their edges need no more, and the file is a third of the size


@dataclass(frozen=True)
class Name:
    """A name on the map; `beside` a mark that stands at the point, or else on the point itself."""

    lon: float
    lat: float
    words: str
    beside: bool = False


def slide_map(figure: Mapping, world: World, look: Look, wide: float, tall: float, scale: float, names: Sequence[Name] = ()) -> bytes:
    """The map that `figure` (a View's figure as plain data: choropleth and scattergeo traces) shows, as a PNG of `wide` by
    `tall` inches in the look's colours. `scale` turns the pixels of its marks into points."""
    canvas = _drawn(figure, world, look, wide, tall, scale, names)
    canvas.draw()
    return _png(np.asarray(canvas.buffer_rgba()))


def slide_map_svg(figure: Mapping, world: World, look: Look, wide: float, tall: float, scale: float, names: Sequence[Name] = ()) -> bytes:
    """The same map as SVG, sharp in any size; letters are outlines, so that it needs no fonts."""
    return svg_of(_drawn(figure, world, look, wide, tall, scale, names).figure)


def _drawn(figure: Mapping, world: World, look: Look, wide: float, tall: float, scale: float, names: Sequence[Name]) -> FigureCanvasAgg:
    """The map, drawn on a canvas that knows how much room its names take."""
    geo = figure["layout"]["geo"]
    (west, east), (south, north) = geo["lonaxis"]["range"], geo["lataxis"]["range"]
    ground = Ground(world, (west, south, east, north), wide / tall)
    drawn = Figure(figsize=(wide, tall), dpi=DPI, facecolor=look.sea)
    axes = drawn.add_axes((0, 0, 1, 1))
    left, low, right, high = ground.extent
    axes.set(xlim=(left, right), ylim=(low, high))
    axes.axis("off")
    paths = {iso3: path_of(shape) for iso3, shape in ground.shapes()}
    for depth, trace in enumerate(figure["data"]):
        if trace["type"] == "choropleth":
            _land(axes, trace, paths, 2 + depth)
        else:
            _points(axes, trace, ground, scale, 2 + depth)
    canvas = FigureCanvasAgg(drawn)
    _write(axes, names, ground, look, canvas)
    return canvas


def _png(pixels: np.ndarray) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True, dpi=(DPI, DPI))
    return stream.getvalue()


def _land(axes: Axes, trace: Mapping, paths: Mapping[str, Path], depth: int) -> None:
    """Countries in the tint of their class."""
    tints = [colour for _, colour in trace["colorscale"][::2]]
    line = trace["marker"]["line"]
    for iso3, place in zip(trace["locations"], trace["z"], strict=True):
        if iso3 in paths:
            axes.add_patch(PathPatch(paths[iso3], facecolor=tints[place + 1], edgecolor=line["color"], linewidth=line["width"], zorder=depth))


def _points(axes: Axes, trace: Mapping, ground: Ground, scale: float, depth: int) -> None:
    """Marks, with what is written inside them; small ones above large ones."""
    marker, n = trace["marker"], len(trace["lat"])

    def each(value: object, default: object = None) -> list:
        return list(value) if isinstance(value, list | tuple) else [default if value is None else value] * n

    line = marker.get("line", {})
    columns = (trace["lon"], trace["lat"], each(marker.get("symbol"), "circle"), each(marker["size"]), each(marker["color"]), each(trace.get("text")))
    for lon, lat, symbol, size, colour, words in sorted(zip(*columns, strict=True), key=lambda row: -row[3]):
        if not ground.shows(lon, lat):
            continue
        hollow = symbol.endswith("-open")
        edge, fill, wide = (colour, "none", 2.0) if hollow else (line.get("color"), colour, line.get("width", 1.0))
        at = ground.point(lon, lat)
        # Small states without a case are there to be seen, not to be counted: half of their size on screen is enough.
        drawn, wide = (size * scale, wide) if size > SMALL else (size / 2, 0.5)
        style = {"markerfacecolor": fill, "markeredgecolor": edge, "markeredgewidth": wide}
        axes.plot(*at, marker=MARKS[symbol.removesuffix("-open")], markersize=drawn, zorder=depth, clip_on=False, **style)
        if words and "text" in trace.get("mode", ""):
            font = trace["textfont"]
            style = {"ha": "center", "va": "center_baseline", "color": font["color"], "parse_math": False}
            axes.annotate(words, at, fontproperties=face(max(font["size"] * scale, 10), True), zorder=depth, **style)


def _write(axes: Axes, names: Sequence[Name], ground: Ground, look: Look, canvas: FigureCanvasAgg) -> None:
    """The names in large letters, inside the picture; one that finds no room beside the others is left out."""
    renderer, inside, taken = canvas.get_renderer(), axes.get_window_extent(), []
    for name in sorted(names, key=lambda name: not name.beside):
        if not ground.shows(name.lon, name.lat):
            continue
        for away in (13, -27) if name.beside else (0, 20, -20, 36, -36):
            written = axes.annotate(
                name.words,
                ground.point(name.lon, name.lat),
                xytext=(0, away),
                textcoords="offset points",
                ha="center",
                va="bottom" if name.beside else "center",
                fontproperties=face(14 if name.beside else 13, name.beside),
                color=look.ink,
                parse_math=False,
                annotation_clip=False,
                path_effects=[patheffects.withStroke(linewidth=3, foreground=look.ground)],
                zorder=90,
            )
            box = written.get_window_extent(renderer)
            # Moved inwards from the edges; what is wider than the picture gets smaller letters.
            written.set_fontsize(written.get_fontsize() * min(1.0, 0.96 * inside.width / box.width))
            box = written.get_window_extent(renderer)
            shift = max(inside.x0 + EDGE - box.x0, 0) + min(inside.x1 - EDGE - box.x1, 0)
            written.set_position((shift * 72 / DPI, away))
            box = written.get_window_extent(renderer)
            if box.y0 >= inside.y0 and box.y1 <= inside.y1 and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
            written.remove()
