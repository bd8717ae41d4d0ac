"""Maps for paper: countries tinted by how many cases concern them, marks by theme, numbers that lead into the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import numpy as np
import shapely
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from components.plates import MM, Plate
from components.plates.ground import Box, Ground
from components.plates.paper import BORDER, FAINT, INK, LAND, MARKS, SEA, TINTS, face

LETTER = 3.2  # points that a letter of the legend takes, on the safe side
NAMES = 14  # countries named on the map, at most


@dataclass(frozen=True)
class Mark:
    """A place on the map: where, the theme's mark and colour, hollow where it stands for an area, what is written beside it."""

    lon: float
    lat: float
    mark: str
    colour: str
    hollow: bool = False
    label: str = ""
    inside: str = ""


@dataclass(frozen=True)
class MapSheet:
    """All that a printed map shows. `bins` are classes by iso3 (-1: none), `names` what may be written into countries,
    `points` stand for countries that are too small to be seen; `legend` and `disclaimer` are printed below the map."""

    ground: Ground
    bins: Mapping[str, int]
    marks: tuple[Mark, ...] = ()
    outlined: tuple[str, ...] = ()
    names: Mapping[str, tuple[float, float, str]] = field(default_factory=lambda: MappingProxyType({}))
    points: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    tints: tuple[tuple[int, str], ...] = ()
    tints_title: str = ""
    themes: tuple[tuple[str, str, str], ...] = ()
    disclaimer: tuple[str, ...] = ()


def map_plate(sheet: MapSheet, width: float, title: str, alt: str, note: str) -> Plate:
    """The plate of a map, `width` millimetres wide; as high as the map, its legend and the disclaimer are."""
    return Plate(title, alt, note, width, width / sheet.ground.aspect + strip(sheet, width), partial(_draw, sheet))


def path_of(geometry: shapely.Geometry) -> Path:
    """The shape as one path; a hole in it stays one, because its ring runs the other way."""
    rings = []
    for polygon in shapely.get_parts(geometry):
        if polygon.geom_type == "Polygon":
            turned = shapely.orient_polygons(polygon)
            rings += [Path(np.asarray(ring.coords), closed=True) for ring in (turned.exterior, *turned.interiors)]
    return Path.make_compound_path(*rings) if rings else Path(np.empty((0, 2)))


def _land(axes: Axes, sheet: MapSheet) -> None:
    for iso3, geometry in sheet.ground.shapes():
        path = path_of(geometry)
        if iso3 not in sheet.bins:  # status not determined
            axes.add_patch(PathPatch(path, facecolor=LAND, edgecolor=BORDER, linewidth=0.3, hatch="//////", zorder=1))
            continue
        place = sheet.bins[iso3]
        axes.add_patch(PathPatch(path, facecolor=TINTS[place] if place >= 0 else LAND, edgecolor=BORDER, linewidth=0.35, zorder=1))
        if iso3 in sheet.outlined:
            axes.add_patch(PathPatch(path, fill=False, edgecolor=INK, linewidth=1.3, zorder=2))
    for iso3, (lon, lat) in sheet.points.items():
        if sheet.ground.shows(lon, lat):
            place = sheet.bins.get(iso3, -1)
            wide = 1.2 if iso3 in sheet.outlined else 0.5
            size = 3.4 if place >= 0 else 2.0
            shade = TINTS[place] if place >= 0 else LAND
            axes.plot(*sheet.ground.point(lon, lat), marker="o", markersize=size, markerfacecolor=shade, markeredgecolor=INK, markeredgewidth=wide, zorder=3)


class _Free:
    """What of the picture is still free: boxes in points that no later label may touch."""

    def __init__(self, wide: float, tall: float) -> None:
        self.size, self.taken = (wide, tall), []

    def take(self, box: Box) -> None:
        self.taken.append(box)

    def fits(self, box: Box) -> bool:
        left, low, right, high = box
        if left < 1 or low < 1 or right > self.size[0] - 1 or high > self.size[1] - 1:
            return False
        return all(left >= r or right <= lo or low >= t or high <= b for lo, b, r, t in self.taken)


def _label(axes: Axes, free: _Free, at: tuple[float, float], words: str, size: float, away: float, bold: bool, colour: str, must: bool) -> None:
    """Write words beside a point (in points of the picture), where they cover nothing; what must stand stands anyway."""
    wide, tall = 0.58 * size * len(words) + 1, size * 1.15
    x, y = at
    spots = [(away, -tall / 2), (-away - wide, -tall / 2), (-wide / 2, away), (-wide / 2, -away - tall)]
    spots += [(away * 0.7, away * 0.5), (-away * 0.7 - wide, away * 0.5), (away * 0.7, -away * 0.5 - tall), (-away * 0.7 - wide, -away * 0.5 - tall)]
    spots = [(-wide / 2, -tall / 2), *spots] if away == 0 else spots
    boxes = [(x + dx, y + dy, x + dx + wide, y + dy + tall) for dx, dy in spots]
    box = next((each for each in boxes if free.fits(each)), boxes[0] if must else None)
    if box is None:
        return
    free.take(box)
    axes.annotate(
        words,
        ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2),
        xycoords="axes points",
        ha="center",
        va="center",
        fontproperties=face(size, bold),
        color=colour,
        parse_math=False,
        path_effects=[patheffects.withStroke(linewidth=1.8, foreground="white")],
        zorder=8,
    )


def _marks(axes: Axes, sheet: MapSheet, wide: float, tall: float) -> None:
    left, low, right, high = sheet.ground.extent

    def placed(lon: float, lat: float) -> tuple[float, float]:
        x, y = sheet.ground.point(lon, lat)
        return (x - left) / (right - left) * wide, (y - low) / (high - low) * tall

    free = _Free(wide, tall)
    shown = [mark for mark in sheet.marks if sheet.ground.shows(mark.lon, mark.lat)]
    for mark in shown:
        x, y = placed(mark.lon, mark.lat)
        half = 5.5 if mark.inside else 3.2
        free.take((x - half, y - half, x + half, y + half))
        ground = (mark.colour, "white") if not mark.hollow else ("white", mark.colour)
        size = 9.5 if mark.inside else 9.0 if mark.mark == "star" else 6.2
        axes.plot(
            *sheet.ground.point(mark.lon, mark.lat),
            marker=MARKS[mark.mark],
            markersize=size,
            markerfacecolor=ground[0],
            markeredgecolor=ground[1],
            markeredgewidth=1.1 if mark.hollow else 0.5,
            zorder=6,
        )
        if mark.inside:
            axes.annotate(
                mark.inside, (x, y), xycoords="axes points", ha="center", va="center_baseline", fontproperties=face(5.6, True), color="white", zorder=7
            )
    for mark in shown:
        if mark.label:
            _label(axes, free, placed(mark.lon, mark.lat), mark.label, 6.4, 4.6 if not mark.inside else 6.2, True, INK, must=True)
    for iso3, (lon, lat, name) in list(sheet.names.items())[:NAMES]:
        if sheet.ground.shows(lon, lat):
            _label(axes, free, placed(lon, lat), name, 6.2, 4.0 if iso3 in sheet.points else 0.0, False, FAINT, must=False)


def _rows(sheet: MapSheet, wide: float) -> list[list[tuple[float, str, str, str]]]:
    """The legend in rows that fit: (place from the left, "tint", a mark's name or "", colour, words)."""
    items = [(0.0, "", "", sheet.tints_title)] if sheet.tints else []
    items += [(11.0, "tint", TINTS[place] if place >= 0 else LAND, words) for place, words in sheet.tints]
    items += [(9.0, mark, colour, words) for mark, colour, words in sheet.themes]
    rows: list[list[tuple[float, str, str, str]]] = [[]]
    x = 0.0
    for room, kind, colour, words in items:
        long = room + LETTER * len(words)
        if x + long > wide and rows[-1]:
            rows.append([])
            x = 0.0
        rows[-1].append((x, kind, colour, words))
        x += long + 7
    return rows


def strip(sheet: MapSheet, width: float) -> float:
    """Millimetres that legend and disclaimer take below a map of this width."""
    rows = _rows(sheet, width * MM * 72)
    return (4 + 8.5 * len([row for row in rows if row]) + 6.3 * len(sheet.disclaimer)) / (MM * 72)


def _legend(axes: Axes, sheet: MapSheet, wide: float, tall: float) -> None:
    """The classes and marks in rows, the disclaimer below; in points of the strip."""
    axes.set_xlim(0, wide)
    axes.set_ylim(0, tall)
    axes.axis("off")
    for nth, row in enumerate(_rows(sheet, wide)):
        y = tall - 8 - 8.5 * nth
        for x, kind, colour, words in row:
            room = 0.0
            if kind == "tint":
                axes.add_patch(Rectangle((x, y - 2.7), 9, 5.4, facecolor=colour, edgecolor=BORDER, linewidth=0.4))
                room = 11.0
            elif kind:
                axes.plot(x + 3.5, y, marker=MARKS[kind], markersize=4.8, markerfacecolor=colour, markeredgecolor="white", markeredgewidth=0.3, clip_on=False)
                room = 9.0
            axes.text(x + room, y, words, fontproperties=face(6.0), color=INK, va="center_baseline", parse_math=False)
    for nth, line in enumerate(reversed(sheet.disclaimer)):
        axes.text(0, 1.5 + 6.3 * nth, line, fontproperties=face(4.9), color=FAINT, va="baseline", parse_math=False)


def _draw(sheet: MapSheet, figure: Figure) -> None:
    wide, tall = (inches * 72 for inches in figure.get_size_inches())
    low_part = strip(sheet, wide / 72 / MM) * MM * 72
    axes = figure.add_axes((0, low_part / tall, 1, 1 - low_part / tall))
    left, low, right, high = sheet.ground.extent
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(SEA)
    for side in axes.spines.values():
        side.set(color=BORDER, linewidth=0.5)
    _land(axes, sheet)
    _marks(axes, sheet, wide, tall - low_part)
    _legend(figure.add_axes((0, 0, 1, low_part / tall)), sheet, wide, low_part)


def lines_of(words: str, width: float, size: float = 4.9) -> tuple[str, ...]:
    """The words in lines that fit `width` millimetres in letters of `size` points."""
    most = int(width * MM * 72 / (size * 0.52))
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)
