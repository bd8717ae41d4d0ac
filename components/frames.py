"""Records to tidy arrays and tables: what maps, timelines and lists count from. pandas starts here.

`Frames` is built once for a dataset; its methods take the chosen cases' flags and cost by what is chosen, so that a
dataset a hundred times larger does not make a page slow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

import numpy as np
import pandas as pd

from components.model import Case, Dataset
from components.selection import Chosen, Index
from components.text import Text

#: How wide marks are, in degrees, by the array of how many cases they stand for.
Diameter = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Frames:
    """Counts and rows of a dataset, for any choice of its cases."""

    dataset: Dataset
    index: Index

    @cached_property
    def events(self) -> pd.DataFrame:
        """All events by day: case (position), event (position in the case), first, day (middle of what is known),
        last (datetime64), theme (position of the case's main theme)."""
        order = {theme: position for position, theme in enumerate(self.dataset.theme)}
        rows = [
            (position, number, event.date.first, event.date.middle, event.date.last, order[case.theme])
            for position, case in enumerate(self.dataset.cases)
            for number, event in enumerate(case.events)
        ]
        frame = pd.DataFrame(rows, columns=["case", "event", "first", "day", "last", "theme"])
        for column in ("first", "day", "last"):
            frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
        return frame.sort_values(["day", "case", "event"], ignore_index=True)

    @cached_property
    def _place_of(self) -> tuple[list[tuple[float, float]], np.ndarray]:
        """The distinct points, and for each case the position of its point; -1 for a case known only by country."""
        points: dict[tuple[float, float], int] = {}
        of = np.full(len(self.dataset.cases), -1)
        for position, case in enumerate(self.dataset.cases):
            if case.place.precision != "country":
                of[position] = points.setdefault((case.place.lat, case.place.lon), len(points))
        return list(points), of

    @cached_property
    def _country_flags(self) -> np.ndarray:
        return np.array([self.index.countries[iso3] for iso3 in self.dataset.country])

    def country_counts(self, chosen: Chosen) -> dict[str, int]:
        """How many chosen cases concern each country of the dataset, by iso3, in the order of countries.csv."""
        counts = self._country_flags[:, chosen.positions].sum(axis=1)
        return dict(zip(self.dataset.country, counts.tolist(), strict=True))

    def places(self, chosen: Chosen, diameter: Diameter | None = None) -> list[tuple[float, float, list[int]]]:
        """Points with the positions of the chosen cases there: (latitude, longitude, positions), in the cases' order.

        Given the `diameter` of marks, in degrees, by the array of how many cases they stand for, points whose marks
        would cover each other are gathered where most of their cases are, until none does; each joins the nearest."""
        points, of = self._place_of
        found: dict[int, list[int]] = {}
        for position in chosen.positions.tolist():
            if of[position] >= 0:
                found.setdefault(int(of[position]), []).append(position)
        marks = [(*points[place], found[place]) for place in sorted(found)]
        if diameter is not None:
            while len(fewer := _gathered(marks, diameter)) < len(marks):
                marks = fewer
        return [(lat, lon, sorted(positions)) for lat, lon, positions in marks]

    def chosen_events(self, chosen: Chosen, first: pd.Timestamp | None = None, last: pd.Timestamp | None = None) -> pd.DataFrame:
        """The events of the chosen cases that touch the time from `first` to `last`, both included; see `events`."""
        keep = chosen.flags[self.events["case"].to_numpy()]
        if first is not None:
            keep &= self.events["last"].to_numpy() >= first.to_datetime64()
        if last is not None:
            keep &= self.events["first"].to_numpy() <= last.to_datetime64()
        return self.events[keep]


def _gathered(marks: list[tuple[float, float, list[int]]], diameter: Diameter) -> list[tuple[float, float, list[int]]]:
    """The marks, those with most cases first, each joined to the nearest before it that it would cover."""
    marks = sorted(marks, key=lambda mark: -len(mark[2]))
    lats, lons = (np.array([mark[axis] for mark in marks]) for axis in (0, 1))
    counts = np.array([len(mark[2]) for mark in marks])
    kept: list[int] = []
    held = [list(mark[2]) for mark in marks]
    for own in range(len(marks)):
        apart = np.hypot(lats[kept] - lats[own], (lons[kept] - lons[own]) * cos(radians(lats[own])))
        room = apart - (diameter(counts[kept]) + diameter(counts[own : own + 1])) / 2
        if kept and room.min() < 0:
            host = kept[int(room.argmin())]
            held[host] += held[own]
            counts[host] += counts[own]
        else:
            kept.append(own)
    return [(marks[own][0], marks[own][1], held[own]) for own in kept]


def case_table(cases: tuple[Case, ...], dataset: Dataset, text: Text) -> pd.DataFrame:
    """The cases as a table in the reader's language: one row a case, in the order given."""
    names = {
        text("table.title"): [case.title for case in cases],
        text("table.countries"): [", ".join(text.country(dataset.country[iso3]) for iso3 in case.iso3s) for case in cases],
        text("table.themes"): [", ".join(dataset.theme[theme].name[text.language] for theme in case.themes) for case in cases],
        text("table.status"): [text(f"status.{case.status}") for case in cases],
        text("table.as_of"): [case.status_as_of.date.text for case in cases],
        text("table.start"): [case.start.text for case in cases],
        text("table.end"): [case.end.text if case.end else "" for case in cases],
        text("table.sources"): [len(case.sources) for case in cases],
    }
    return pd.DataFrame(names)


def event_table(events: pd.DataFrame, dataset: Dataset, text: Text) -> pd.DataFrame:
    """Events as a table in the reader's language: one row an event, in the order given."""
    pairs = [(dataset.cases[case], dataset.cases[case].events[event]) for case, event in zip(events["case"], events["event"], strict=True)]
    return pd.DataFrame(
        {
            text("table.date"): [event.date.text for _, event in pairs],
            text("table.event"): [event.what for _, event in pairs],
            text("table.title"): [case.title for case, _ in pairs],
        }
    )
