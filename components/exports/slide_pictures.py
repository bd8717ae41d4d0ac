"""What the pictures of slides show, before a form of file draws them: maps with the names on them, events by year, lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.frames import Frames
from components.indicators import Indicator
from components.plates.slide_map import Name
from components.selection import Chosen
from components.slides import MOST_LANES, Content
from components.text import Text
from components.views import View
from components.views.case_map import case_map
from components.views.indicator_lines import FIRST_YEAR, LAST_YEAR
from components.views.indicator_map import indicator_map
from components.views.style import Look
from components.views.timeline import LaneKind, Lanes, opening_range, timeline
from components.views.world_map import MapFrame, world_map

MOST_NAMES = 8  # countries named on a map; more would cover it
NAMES_WIDE = {False: 3.5, True: 4.9}  # inches for the names of lanes; more for titles of cases
LONG = 50  # characters
YEAR_WIDE = 0.5  # inches that the number of a year takes


def map_view(content: Content, look: Look) -> tuple[View, tuple[Name, ...], float]:
    """The slide's map as the screen shows it, the names to write on it, and how many points a pixel of its marks takes."""
    picture, scene = content.picture, content.scene
    frame = MapFrame(scene.dataset, scene.world, scene.marked, "", scene.text, look)
    if picture.kind == "case-map":
        case = picture.case
        names = _countries(case.iso3s, content)
        # A case known by its country alone has no point to name.
        place = (Name(case.place.lon, case.place.lat, case.place.name, beside=True),) if case.place.lat is not None else ()
        return case_map(case, frame), (*names, *place), 1.3
    if picture.kind == "indicator-map":
        return indicator_map(picture.indicator, picture.year, picture.selection, frame), (), 1.0
    named = _countries(picture.selection.countries, content) if len(picture.selection.countries) <= MOST_NAMES else ()
    return world_map(picture.chosen, picture.selection, scene.frames, frame), named, 1.1 if named else 0.8


def _countries(iso3s: Sequence[str], content: Content) -> tuple[Name, ...]:
    countries = [content.scene.dataset.country[iso3] for iso3 in iso3s[:MOST_NAMES]]
    return tuple(Name(country.lon, country.lat, content.scene.text.country(country)) for country in countries)


@dataclass(frozen=True)
class EventYears:
    """How many events each lane has in each year: (lane from 0, year, number); the lanes' names and colours from
    the top. `beyond` is how many lanes had no room, `english` says that the names exist in English only."""

    counts: tuple[tuple[int, int, int], ...]
    names: tuple[str, ...]
    colours: tuple[str, ...]
    beyond: int
    english: bool

    @property
    def names_wide(self) -> float:
        """Inches that the names of the lanes take."""
        return NAMES_WIDE[max(map(len, self.names)) > LONG]


def timeline_view(content: Content, look: Look) -> tuple[View, EventYears, date, date, str]:
    """The slide's timeline as the screen shows it, its events by year, its first and last day, and what is said of it."""
    picture, text, frames = content.picture, content.scene.text, content.scene.frames
    first, last = opening_range(picture.chosen, picture.selection.years, frames)
    view = timeline(picture.chosen, frames, first, last, text, look, picture.by)
    found = event_years(picture.chosen, frames, first, last, picture.by, text, look)
    beyond = text.count("pptx.lanes_beyond", found.beyond) if found.beyond else ""
    return view, found, first, last, " ".join(filter(None, (view.sentence, beyond, text("pptx.timeline_how"))))


def event_years(chosen: Chosen, frames: Frames, first: date, last: date, by: LaneKind, text: Text, look: Look) -> EventYears:
    """The events from `first` to `last` by lane and year. Lanes of fewest events give way."""
    dataset = chosen.dataset
    events = frames.chosen_events(chosen, pd.Timestamp(first), pd.Timestamp(last))
    lanes = Lanes.by(by, events, dataset, text)
    # The middle of an event known by its decade or longer may lie outside of what is shown; it counts where it begins to be shown.
    years = events["day"].dt.year.clip(first.year, last.year)
    table = pd.DataFrame({"lane": -lanes.of, "year": years.to_numpy(), "theme": events["theme"].to_numpy()})
    most = table["lane"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").index[:MOST_LANES]
    kept = sorted(most.tolist())
    place = {lane: row for row, lane in enumerate(kept)}
    counts = table[table["lane"].isin(kept)].groupby(["lane", "year"]).size()
    themes = list(dataset.theme.values())
    by_theme = table.groupby("lane")["theme"].first()
    colours = tuple(look.accent if by == "country" else look.theme(themes[by_theme[lane]]) for lane in kept)
    found = tuple((place[lane], int(year), int(n)) for (lane, year), n in counts.items())
    return EventYears(found, tuple(lanes.names[lane] for lane in kept), colours, len(lanes.names) - len(kept), by == "case")


def years_of(first: date, last: date, wide: float) -> tuple[int, int, int]:
    """Where an axis of years of `wide` inches begins and ends, and the step between two of its numbers."""
    most = wide / YEAR_WIDE
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if (last.year - first.year + 3) / step <= most), 500)
    return (first.year - 1) // step * step, last.year + 1, step


def by_year(indicator: Indicator, iso3: str, column: str = "value") -> list[float | None]:
    """The values of a country from FIRST_YEAR to LAST_YEAR in the decimals that are shown, None where the source has nothing."""
    of = indicator.series(iso3).set_index("year")[column].reindex(range(FIRST_YEAR, LAST_YEAR + 1))
    return [None if pd.isna(value) else round(float(value), indicator.info.decimals) for value in of]


def alone(row: Sequence[float | None]) -> list[int]:
    """Where a value stands between gaps."""
    padded = [None, *row, None]
    return [at for at, value in enumerate(row) if value is not None and padded[at] is None and padded[at + 2] is None]
