"""Timelines for paper: a lane for each case, a bar from its start to its end, a point for each event."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from components.plates import MM, Plate
from components.plates.paper import FAINT, GRID, INK, MARKS, STATUS, face

AXIS = 6.0  # millimetres for the years
LEGEND = 4.5  # and for what the shades mean


@dataclass(frozen=True)
class Stretch:
    """A stretch of a bar: from, to, status."""

    first: date
    last: date
    status: str


@dataclass(frozen=True)
class Lane:
    """One lane: its name, the stretches of its bar (an open one goes on after the last day), its events as (first day, last
    day) that are known of each, and their mark."""

    name: str
    stretches: tuple[Stretch, ...]
    open_end: bool
    events: tuple[tuple[date, date], ...]
    mark: str = "circle"


@dataclass(frozen=True)
class TimeSheet:
    """All that a printed timeline shows, from `first` to `last`; `legend` names the statuses."""

    lanes: tuple[Lane, ...]
    first: date
    last: date
    legend: tuple[tuple[str, str], ...]
    names: float  # millimetres that the lanes' names take


def height_of(lanes: int, lane: float) -> float:
    """Millimetres that a timeline takes."""
    return lanes * lane + AXIS + LEGEND


def time_plate(sheet: TimeSheet, width: float, lane: float, title: str, alt: str, note: str) -> Plate:
    """The plate of a timeline, its lanes `lane` millimetres high."""
    return Plate(title, alt, note, width, height_of(len(sheet.lanes), lane), partial(_draw, sheet))


def _bars(axes: Axes, sheet: TimeSheet) -> None:
    first, last = sheet.first.toordinal(), sheet.last.toordinal()
    tip = (last - first) * 0.012
    for row, lane in enumerate(sheet.lanes):
        for stretch in lane.stretches:
            shade, hatch = STATUS[stretch.status]
            start, end = max(stretch.first.toordinal(), first), min(stretch.last.toordinal(), last)
            if end >= first and start <= last:
                box = Rectangle(
                    (start, row - 0.27), max(end - start, tip / 4), 0.54, facecolor=shade, edgecolor=INK, linewidth=0.35, hatch=hatch or None, zorder=2
                )
                axes.add_patch(box)
        shade = STATUS[lane.stretches[-1].status][0] if lane.stretches else "white"
        if lane.open_end:
            corners = [(last, row - 0.27), (last + tip, row), (last, row + 0.27)]
            axes.add_patch(Polygon(corners, facecolor=shade, edgecolor=INK, linewidth=0.35, clip_on=False, zorder=3))
        if lane.stretches and lane.stretches[0].first < sheet.first:
            corners = [(first, row - 0.27), (first - tip, row), (first, row + 0.27)]
            axes.add_patch(Polygon(corners, facecolor=STATUS[lane.stretches[0].status][0], edgecolor=INK, linewidth=0.35, clip_on=False, zorder=3))


def _events(axes: Axes, sheet: TimeSheet, size: float) -> None:
    for row, lane in enumerate(sheet.lanes):
        inside = [(a, b) for a, b in lane.events if b >= sheet.first and a <= sheet.last]
        for a, b in inside:
            if a != b:  # a date known by month or year is as wide as it is
                axes.plot([a.toordinal(), b.toordinal()], [row, row], color="white", linewidth=1.6, zorder=4, solid_capstyle="butt")
                axes.plot([a.toordinal(), b.toordinal()], [row, row], color=INK, linewidth=0.8, zorder=5, solid_capstyle="butt")
        days = [(a.toordinal() + b.toordinal()) / 2 for a, b in inside]
        axes.plot(
            days,
            [row] * len(days),
            linestyle="none",
            marker=MARKS[lane.mark],
            markersize=size,
            markerfacecolor="white",
            markeredgecolor=INK,
            markeredgewidth=0.7,
            zorder=6,
        )


def _years(axes: Axes, sheet: TimeSheet) -> None:
    span = sheet.last.year - sheet.first.year
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100, 200) if span / each <= 12)
    years = [year for year in range(sheet.first.year, sheet.last.year + 2) if year % step == 0 and sheet.first <= date(year, 1, 1) <= sheet.last]
    axes.set_xticks([date(year, 1, 1).toordinal() for year in years], [str(year) for year in years])
    axes.tick_params(axis="x", length=2, width=0.5, color=FAINT, pad=1.5)
    for label in axes.get_xticklabels():
        label.set(fontproperties=face(6.4), color=FAINT)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.set_axisbelow(True)


def _draw(sheet: TimeSheet, figure: Figure) -> None:
    wide, tall = (inches * 72 for inches in figure.get_size_inches())
    names, low, legend = (each * MM * 72 for each in (sheet.names, AXIS, LEGEND))
    axes = figure.add_axes((names / wide, low / tall, 1 - (names + 8) / wide, 1 - (low + legend) / tall))
    axes.set_xlim(sheet.first.toordinal(), sheet.last.toordinal())
    axes.set_ylim(len(sheet.lanes) - 0.5, -0.5)
    axes.set_yticks([])
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=FAINT, linewidth=0.5)
    _years(axes, sheet)
    _bars(axes, sheet)
    lane = (tall - low - legend) / max(len(sheet.lanes), 1)
    _events(axes, sheet, min(lane * 0.36, 3.6))
    size = min(6.8, lane * 0.72)
    most = int(names / (size * 0.545))
    for row, each in enumerate(sheet.lanes):
        words = each.name if len(each.name) <= most else each.name[: most - 1].rstrip() + "…"
        y = (low + lane * (len(sheet.lanes) - row - 0.5)) / tall
        figure.text(0, y, words, fontproperties=face(size), color=INK, va="center", parse_math=False)
    _key(figure, sheet, wide, tall, legend)


def _key(figure: Figure, sheet: TimeSheet, wide: float, tall: float, legend: float) -> None:
    """What the shades mean, in a row above the lanes."""
    axes = figure.add_axes((0, 1 - legend / tall, 1, legend / tall))
    axes.set_xlim(0, wide)
    axes.set_ylim(0, legend)
    axes.axis("off")
    x, y = sheet.names * MM * 72, legend - 5
    for status, words in sheet.legend:
        if status == "event":
            axes.plot(x + 4, y, marker="o", markersize=3.2, markerfacecolor="white", markeredgecolor=INK, markeredgewidth=0.7)
        else:
            shade, hatch = STATUS[status]
            axes.add_patch(Rectangle((x, y - 2.4), 9, 4.8, facecolor=shade, edgecolor=INK, linewidth=0.35, hatch=hatch or None))
        x += 12
        axes.text(x, y, words, fontproperties=face(6.0), color=INK, va="center_baseline", parse_math=False)
        x += 3.2 * len(words) + 9
