"""Conflict events by place in a year (UCDP GED): single events, or sums by grid cell where there are many."""

from math import sqrt

import pandas as pd

from components.ged import PAGE, Events, GedFile
from components.text import Text
from components.views import View
from components.views.world_map import MapFrame, land, map_figure, points

SMALLEST, LARGEST = 4.0, 34.0  # pixels across


def _sizes(deaths: list[float]) -> list[float]:
    """Diameters in pixels whose areas follow the deaths, and a least one for events without deaths."""
    most = max(deaths, default=0) or 1
    return [round(max(SMALLEST, LARGEST * sqrt(each / most)), 1) for each in deaths]


def _event_table(events: Events, text: Text) -> pd.DataFrame:
    columns = {"events": "ged.events", "first_day": "table.date", "country": "table.country", "name": "ged.conflict", "lat": "ged.lat", "lon": "ged.lon"}
    columns |= {"best": "ged.best", "low": "table.low", "high": "table.high"}
    shown = [column for column in columns if column in events.table]
    return events.table[shown].rename(columns={column: text(key) for column, key in columns.items()})


def event_map(events: Events, file: GedFile, year: int, box: tuple[float, float, float, float], frame: MapFrame) -> View:
    """The map of the events of a year inside `box` (west, south, east, north; degrees)."""
    text, look, dataset = frame.text, frame.look, frame.dataset
    names = {iso3: f"<b>{text.country(country)}</b>" for iso3, country in dataset.country.items()}
    traces = land(dict.fromkeys(names, -1), names, (), frame)
    rows = events.table
    deaths = rows["best"].tolist()
    if events.cell is None:
        hover = [
            f"<b>{name}</b><br>{text.date(first.date())} · {text.count('ged.deaths', int(best))}"
            for name, first, best in zip(rows.get("name", []), rows.get("first_day", []), deaths, strict=False)
        ]
    else:
        hover = [
            f"<b>{text.count('count.events', int(n))}</b><br>{text.count('ged.deaths', int(best))}" for n, best in zip(rows["events"], deaths, strict=True)
        ]
    marker = {"symbol": "circle", "opacity": 0.65, "size": _sizes(deaths), "line": {"width": 0.6, "color": look.ground}}
    marker["color"] = look.theme(dataset.theme["conflict"])
    traces.append(points(rows["lat"].tolist(), rows["lon"].tolist(), [""] * len(rows), hover, marker))
    sentence = text.count("ged.sentence", events.events, year=year, deaths=text.count("ged.deaths", events.best))
    if events.cell is not None:
        sentence += " " + text("ged.summed", cell=text.number(events.cell))
    return View(
        title=text("ged.title", year=year),
        sentence=sentence,
        alt=sentence,
        figure=map_figure(traces, box, look),
        sources=(text("ged.source", vintage=file.vintage or text("ged.vintage_unknown"), page=PAGE),),
        table=lambda: _event_table(events, text),
        note=f"{text('ged.note')} {text('map.disclaimer')}",
        fluid=True,
    )
