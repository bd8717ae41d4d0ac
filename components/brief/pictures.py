"""The map and the timeline of a brief, with the words that the same views have on screen."""

from collections import Counter
from datetime import date

import numpy as np
import shapely

from components.brief.desk import Desk
from components.frames import Frames
from components.geo import World
from components.model import Case
from components.plates import Plate
from components.plates.ground import Ground
from components.plates.maps import MapSheet, Mark, lines_of, map_plate
from components.plates.paper import INK
from components.plates.timelines import Lane, Stretch, TimeSheet, time_plate
from components.selection import Chosen, Selection
from components.views.case_map import case_map
from components.views.style import LIGHT
from components.views.timeline import timeline
from components.views.world_map import MapFrame, bin_labels, bin_of, view_box, world_map

WIDTH = 174.0  # millimetres: the measure of a page of A4
HEIGHT = 78.0
LOW = 43.0  # a map where there is much to list
NEAR = 0.016  # of the picture's width: marks nearer to each other are gathered
MOST_NUMBERS = 30  # more cases than this are not numbered on the map
MOST_TOGETHER = 6  # nor more than this at one mark
MOST_LANES = 36  # more cases than this get a lane a theme
MOST_COUNTRIES = 14  # more countries than this: the whole world
LARGE, FAR = 0.02, 12.0  # a part of a country is shown if it is that share of the largest and that near (degrees)
LANES = 48.0  # millimetres for the lanes of a timeline, if they can be had


def chosen_of(frames: Frames, cases: tuple[Case, ...]) -> Chosen:
    """The choice that stands for these cases of the dataset."""
    ids = {case.id for case in cases}
    return Chosen(frames.dataset, np.array([case.id in ids for case in frames.dataset.cases], dtype=bool))


def _frame(desk: Desk) -> MapFrame:
    dataset = desk.dataset
    return MapFrame(dataset, desk.world, desk.world.marked(dataset.countries), "", desk.text, LIGHT)


def _whole(iso3: str, world: World) -> tuple[tuple[float, float], ...]:
    """The points of a country that must be in the picture: of its large parts, without those that lie far away."""
    if iso3 not in world.iso3s:
        return ()
    parts = sorted(shapely.get_parts(world.shapes.geometry[iso3]), key=lambda part: -part.area)
    near = [parts[0]]
    for part in parts[1:]:
        turned = (part, shapely.transform(part, lambda points: points + [360, 0]), shapely.transform(part, lambda points: points - [360, 0]))
        apart = min(shapely.distance(parts[0], each) for each in turned)
        if part.area > parts[0].area * LARGE and apart < FAR:
            near.append(part)
    return tuple((float(lon), float(lat)) for part in near for lon, lat in shapely.get_coordinates(part))


def _box(cases: tuple[Case, ...], focus: str | None, desk: Desk) -> tuple[float, float, float, float]:
    """What to show: the country of the brief, else the first country of each case."""
    country = desk.dataset.country
    firsts = {case.iso3s[0] for case in cases}
    shown = (focus,) if focus else tuple(iso3 for iso3 in country if iso3 in firsts)
    if len(shown) > MOST_COUNTRIES:
        shown = ()
    return view_box(tuple(country[iso3] for iso3 in shown), desk.world, least=30.0)


def _numbers(positions: list[int], number: dict[int, int]) -> str:
    """The numbers of the cases at a mark, as they stand in the list."""
    if len(number) > MOST_NUMBERS or len(number) == 1 or len(positions) > MOST_TOGETHER:
        return ""
    return ", ".join(str(number[position]) for position in positions)


def _marks(chosen: Chosen, near: float, desk: Desk) -> tuple[Mark, ...]:
    number = {position: nth for nth, position in enumerate(chosen.positions.tolist(), 1)}
    marks = []
    for lat, lon, positions in desk.frames.places(chosen, lambda cases: np.full(len(cases), near)):
        first = chosen.dataset.cases[positions[0]]
        label = _numbers(positions, number)
        theme = chosen.dataset.theme[first.theme]
        if len(positions) > 1:
            marks.append(Mark(lon, lat, "circle", INK, label=label, inside=str(len(positions))))
        else:
            marks.append(Mark(lon, lat, theme.mark, theme.colour, first.place.precision not in ("site", "city"), label))
    return tuple(marks)


def _names(counts: dict[str, int], focus: str | None, desk: Desk) -> dict[str, tuple[float, float, str]]:
    """The names to write into countries, those with most cases first."""
    country = desk.dataset.country
    order = sorted((iso3 for iso3, n in counts.items() if n or iso3 == focus), key=lambda iso3: (iso3 != focus, -counts[iso3], iso3))
    return {iso3: (country[iso3].lon, country[iso3].lat, desk.text.country(country[iso3])) for iso3 in order}


def brief_map(chosen: Chosen, focus: str | None, low: bool, desk: Desk) -> Plate:
    """The map of the cases."""
    dataset, text, cases = desk.dataset, desk.text, chosen.cases()
    box = _box(cases, focus, desk)
    height = LOW if low else HEIGHT
    one = len(cases) == 1
    home = focus or (cases[0].iso3s[0] if one else None)
    ground = Ground(desk.world, box, WIDTH / height, _whole(home, desk.world) if home else ())
    counts = desk.frames.country_counts(chosen)
    frame = _frame(desk)
    if one:
        view = case_map(cases[0], frame)
    else:
        view = world_map(chosen, Selection(countries=(focus,) if focus else ()), desk.frames, frame)
    marks = _marks(chosen, (box[2] - box[0]) * NEAR, desk)
    bins = {iso3: bin_of(n) for iso3, n in counts.items()}
    used = set(bins.values())
    themes = Counter(case.theme for case in cases if case.place.lat is not None)
    single = {mark.mark for mark in marks if not mark.inside}
    legend = [(theme.mark, theme.colour, theme.short[text.language]) for theme in dataset.themes if theme.id in themes and theme.mark in single]
    if any(mark.inside for mark in marks):
        legend.append(("circle", INK, text("map.legend_several")))
    sheet = MapSheet(
        ground=ground,
        bins=bins,
        marks=marks,
        outlined=(focus,) if focus else cases[0].iso3s if one else (),
        names=_names(counts, focus, desk),
        points={iso3: (dataset.country[iso3].lon, dataset.country[iso3].lat) for iso3 in frame.marked if counts[iso3] or iso3 == focus},
        tints=() if one else ((-1, text("map.legend_none")), *((n, label) for n, label in enumerate(bin_labels()) if n in used or n <= max(used))),
        tints_title=text("map.legend_tints"),
        themes=tuple(legend),
        disclaimer=lines_of(text("map.disclaimer"), WIDTH),
    )
    outside = sum(int(mark.inside or 1) for mark in marks if not ground.shows(mark.lon, mark.lat))
    # What stands below the picture says how to read it; the alternative text says what is to be seen.
    said = [text("brief.map_numbers")] if any(mark.label for mark in marks) else []
    said += [text.count("brief.map_outside", outside)] if outside else []
    said.append(text("brief.map_source"))
    unplaced = sum(case.place.lat is None for case in cases)
    said += [text.count("map.unplaced", unplaced)] if unplaced and not one else []
    return map_plate(sheet, WIDTH, view.title, f"{view.alt} {text('map.disclaimer')}", " ".join(said))


def _stretches(case: Case, last: date) -> tuple[Stretch, ...]:
    """The bar of a case: a stretch for each time that its status stayed the same."""
    end = case.end.last if case.end else last
    changes = [change for change in case.statuses if change.date.first <= end] or list(case.statuses[:1])
    starts = [min(case.start.first, changes[0].date.first), *(change.date.first for change in changes[1:])]
    return tuple(Stretch(a, b, change.status) for a, b, change in zip(starts, [*starts[1:], end], changes, strict=True))


def _first_day(cases: tuple[Case, ...]) -> date:
    """The first day to show: five in six events lie after it."""
    days = sorted(event.date.first for case in cases for event in case.events) or sorted(case.start.first for case in cases)
    year = days[len(days) // 6].year if len(cases) > 1 else min(days[0], *(case.start.first for case in cases)).year
    return date(max(year - 1, 1), 1, 1)


def brief_timeline(chosen: Chosen, desk: Desk) -> Plate:
    """The timeline of the cases: a lane a case, numbered as in the list, or a lane a theme where there are many."""
    dataset, text, cases, last = desk.dataset, desk.text, chosen.cases(), desk.dataset.as_of
    first = _first_day(cases)
    by_case = len(cases) <= MOST_LANES
    if by_case:
        lanes = tuple(
            Lane(
                f"{nth}  {case.title}" if len(cases) > 1 else "",
                _stretches(case, last),
                case.end is None,
                tuple((event.date.first, event.date.last) for event in case.events),
            )
            for nth, case in enumerate(cases, 1)
        )
    else:
        of = {theme: [case for case in cases if case.theme == theme] for theme in dataset.theme}
        lanes = tuple(
            Lane(
                dataset.theme[theme].short[text.language],
                (),
                False,
                tuple((event.date.first, event.date.last) for case in here for event in case.events),
                dataset.theme[theme].mark,
            )
            for theme, here in of.items()
            if here
        )
    shown = {stretch.status for lane in lanes for stretch in lane.stretches}
    legend = [(status, text(f"status.{status}")) for status in ("ongoing", "partly-resolved", "resolved", "unclear") if status in shown]
    sheet = TimeSheet(lanes, first, last, (*legend, ("event", text("brief.event"))), 68.0 if len(cases) > 1 else 3.0)
    view = timeline(chosen, desk.frames, first, last, text, LIGHT, "case" if by_case else "theme")
    lane = min(max(LANES / len(lanes), 2.6), 5.6) if len(cases) > 1 else 9.0
    note = f"{text('brief.timeline_read')} {text('timeline.note')}" if by_case else text("timeline.note")
    return time_plate(sheet, WIDTH, lane, text("timeline.title"), view.alt, note)
