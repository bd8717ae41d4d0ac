"""Datasets of any size, made in memory from the real cases: other ids, titles and dates, the same places and texts.

The first copy of each case is the case itself. A later one lies some years and days further back, so that events
spread; the rules for cases hold for copies too.
"""

import atexit
import random
import tempfile
from functools import cache
from pathlib import Path

import pandas as pd

from components import load
from components.model import Case, Dataset, Event, PartialDate
from components.text import Text

SEED = 20171210
MOST_YEARS = 12  # how far back a copy may lie
MOST_DAYS = 27


@cache
def real() -> load.Loaded:
    """The project's own data; RuntimeError if they break a rule."""
    loaded = load.load()
    if loaded.dataset is None:
        raise RuntimeError("the data have Problems: python -m components.check")
    return loaded


def _earlier(when: PartialDate | None, years: int, days: int) -> PartialDate | None:
    """The date moved back, as precise as before. Days move within their month and never change places."""
    if when is None:
        return None
    year, *rest = when.text.split("-")
    if len(rest) == 2:
        rest[1] = f"{max(min(int(rest[1]), 28) - days, 1):02}"
    return PartialDate.parse("-".join([f"{int(year) - years:04}", *rest]))


def _copy(case: Case, number: int, years: int, days: int) -> Case:
    """The case once more under another name, with all of its dates moved back."""

    def moved(record, field: str):
        return record.model_copy(update={field: _earlier(getattr(record, field), years, days)})

    start, end = _earlier(case.start, years, days), _earlier(case.end, years, days)
    return case.model_copy(
        update={
            "id": f"{case.id[:70]}-copy-{number}",
            "title": f"{case.title[:95]} (copy {number})",
            "start": start,
            "end": end,
            "statuses": tuple(moved(change, "date") for change in case.statuses),
            "status_as_of": moved(case.status_as_of, "date"),
            "figures": tuple(moved(figure, "as_of") for figure in case.figures),
            "events": tuple(_in_phase(moved(event, "date"), start, end) for event in case.events),
            "sources": tuple(moved(source, "published") for source in case.sources),
        }
    )


def _in_phase(event: Event, start: PartialDate, end: PartialDate | None) -> Event:
    """The event with the phase that its date asks for: days at the beginning of a month may have fallen together."""
    phase = "background" if event.date.last < start.first else "aftermath" if end and event.date.first > end.last else None
    return event if phase == event.phase else event.model_copy(update={"phase": phase})


@cache
def dataset(size: int) -> Dataset:
    """A dataset of `size` cases, the same at every call."""
    known, chance, cases = real().dataset, random.Random(SEED), []
    for number in range(size):
        copy, position = divmod(number, len(known.cases))
        case = known.cases[position]
        cases.append(_copy(case, copy, chance.randint(1, MOST_YEARS), chance.randint(0, MOST_DAYS)) if copy else case)
    return load.with_cases(known, tuple(cases))


def count_line(size: int, position: int | None = None) -> str:
    """What the page must say, without thousands marks, where the theme at `position` is chosen, or nothing."""
    made = dataset(size)
    chosen = size if position is None else sum(made.themes[position].id in case.themes for case in made.cases)
    return f"{chosen} of {size} cases"


def tables(size: int) -> dict[str, pd.DataFrame]:
    """The same cases as somebody with a folder of CSV files would have them: cases, countries, themes, statuses, events."""
    made = dataset(size)
    text = Text.read(load.data_directory(), "en")
    themes = {theme.id: theme.name["en"] for theme in made.themes}
    names = {iso3: text.country(country) for iso3, country in made.country.items()}
    cases = [
        (
            case.id, case.title, themes[case.theme], ", ".join(names[iso3] for iso3 in case.iso3s), case.status,
            case.start.first.year, case.end.last.year if case.end else made.as_of.year, case.place.name, case.place.lat, case.place.lon,
        )
        for case in made.cases
    ]  # fmt: skip
    events = [(case.id, case.title, themes[case.theme], event.date.middle, event.what) for case in made.cases for event in case.events]
    statuses = [(case.id, change.date.text, change.status, change.what) for case in made.cases for change in case.statuses]
    frames = {
        "cases": pd.DataFrame(cases, columns=["id", "title", "theme", "countries", "status", "first_year", "last_year", "place", "lat", "lon"]),
        "countries": pd.DataFrame([(case.id, iso3, names[iso3]) for case in made.cases for iso3 in case.iso3s], columns=["id", "iso3", "country"]),
        "themes": pd.DataFrame([(case.id, themes[theme]) for case in made.cases for theme in case.themes], columns=["id", "theme"]),
        "statuses": pd.DataFrame(statuses, columns=["id", "date", "status", "what"]),
        "events": pd.DataFrame(events, columns=["id", "title", "theme", "date", "what"]),
    }
    frames["events"]["date"] = pd.to_datetime(frames["events"]["date"])
    return frames


@cache
def tables_folder(size: int) -> str:
    """A folder with the tables as Parquet files, written once and removed when this process ends."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    for name, frame in tables(size).items():
        frame.to_parquet(Path(folder.name) / f"{name}.parquet")
    return folder.name
