"""Events of the chosen cases along time, a lane for each theme; sums where single marks could not be told apart."""

from datetime import date

import numpy as np
import pandas as pd

from components.frames import Frames, event_table
from components.model import Dataset
from components.selection import Chosen
from components.text import Text
from components.views import View
from components.views.style import Look, bare_figure, hover_label, wrapped

#: Above this many events in view, events of a lane are summed: more marks could not be told apart.
MOST_MARKS = 1_500
LANE = 46  # pixels a lane
ROWS = (0.0, -0.22, 0.22, -0.11, 0.11)  # where in its lane an event stands; neighbours in time get different rows

#: The first year of the view that opens; the few earlier events are one step of zoom away.
FIRST_YEAR = 2010


def opening_range(chosen: Chosen, years: tuple[int, int] | None, frames: Frames) -> tuple[date, date]:
    """The days that the timeline shows at first: the chosen years, else from FIRST_YEAR or the first event after it."""
    as_of = chosen.dataset.as_of
    if years:
        return date(years[0], 1, 1), min(date(years[1], 12, 31), as_of)
    events = frames.chosen_events(chosen)
    if events.empty:
        return date(FIRST_YEAR, 1, 1), as_of
    first = events["first"].iloc[(events["first"] >= pd.Timestamp(FIRST_YEAR, 1, 1)).to_numpy().argmax()].date()
    if (events["first"] >= pd.Timestamp(FIRST_YEAR, 1, 1)).sum() < len(events) / 2:
        first = events["first"].min().date()
    return date(max(first.year, 1), 1, 1), as_of


def _marks(events: pd.DataFrame, dataset: Dataset, lanes: dict[int, int], text: Text, look: Look) -> list[dict]:
    traces = []
    themes = list(dataset.theme.values())
    spans: dict[str, list] = {"x": [], "y": []}
    for position, lane in lanes.items():
        of = events[events["theme"] == position]
        rows = [lane + ROWS[n % len(ROWS)] for n in range(len(of))]
        for first, last, row in zip(of["first"], of["last"], rows, strict=True):
            if first != last:
                spans["x"] += [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", None]
                spans["y"] += [row, row, None]
        pairs = [(dataset.cases[case], dataset.cases[case].events[event]) for case, event in zip(of["case"], of["event"], strict=True)]
        traces.append(
            {
                "type": "scatter",
                "x": of["day"].dt.strftime("%Y-%m-%d").tolist(),
                "y": rows,
                "mode": "markers",
                "customdata": [case.id for case, _ in pairs],
                "text": [f"<b>{text.date(event.date)}</b><br>{wrapped(event.what)}<br><i>{wrapped(case.title)}</i>" for case, event in pairs],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {"symbol": themes[position].mark, "size": 9, "color": look.theme(themes[position]), "line": {"width": 0.8, "color": look.ground}},
                "unselected": {"marker": {"opacity": 1}},
            }
        )
    # A date known by month or year is drawn as wide as it is.
    wide = {"type": "scatter", **spans, "mode": "lines", "line": {"color": look.faint, "width": 1.5}, "opacity": 0.6, "hoverinfo": "skip"}
    return [wide, *traces]


def _sums(events: pd.DataFrame, dataset: Dataset, lanes: dict[int, int], text: Text, look: Look) -> list[dict]:
    """A circle for each lane and stretch of time, its area by the number of events."""
    days = (events["day"].max() - events["day"].min()).days or 1
    unit, written = ("Y", "%Y") if days > 365 * 12 else ("M", "%Y-%m")
    period = events["day"].dt.to_period(unit)
    counts = events.groupby(["theme", period]).size()
    most = counts.max()
    themes = list(dataset.theme.values())
    traces = []
    for position, lane in lanes.items():
        of = counts[counts.index.get_level_values(0) == position]
        when = of.index.get_level_values(1)
        traces.append(
            {
                "type": "scatter",
                "x": [(p.start_time + (p.end_time - p.start_time) / 2).strftime("%Y-%m-%d") for p in when],
                "y": [lane] * len(of),
                "mode": "markers",
                "text": [f"<b>{p.strftime(written)}</b><br>{text.count('count.events', int(n))}" for p, n in zip(when, of, strict=True)],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {
                    "symbol": "circle",
                    "size": (6 + 24 * np.sqrt(of.to_numpy() / most)).round(1).tolist(),
                    "color": look.theme(themes[position]),
                    "opacity": 0.8,
                },
                "unselected": {"marker": {"opacity": 0.8}},
            }
        )
    return traces


def timeline(chosen: Chosen, frames: Frames, first: date, last: date, text: Text, look: Look) -> View:
    """The events of the chosen cases from `first` to `last`. The table holds exactly the events in view."""
    dataset = chosen.dataset
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    events = frames.chosen_events(chosen, start, end)
    outside = len(frames.chosen_events(chosen)) - len(events)
    names = [theme.name[text.language] for theme in dataset.themes]
    present = sorted(events["theme"].unique().tolist())
    lanes = {position: -row for row, position in enumerate(present)}
    summed = len(events) > MOST_MARKS
    lines = {"showgrid": True, "gridcolor": look.grid, "zeroline": False, "fixedrange": True}
    figure = bare_figure(
        (_sums if summed else _marks)(events, dataset, lanes, text, look),
        max(LANE * len(lanes), LANE) + 34,
        margin={"l": 0, "r": 0, "t": 4, "b": 30},
        hoverlabel=hover_label(look),
        hovermode="closest",
        dragmode="select",
        selectdirection="h",
        uirevision=f"{first}{last}",
        xaxis={
            **lines,
            "type": "date",
            "range": [f"{first}", f"{last}"],
            "tickfont": {"size": 13, "color": look.faint},
            "showline": True,
            "linecolor": look.faint,
            "ticks": "outside",
            "tickcolor": look.faint,
        },
        yaxis={**lines, "range": [-len(lanes) + 0.45, 0.55], "tickvals": [lane + 0.5 for lane in lanes.values()], "showticklabels": False},
        # Lane names stand inside the lane: beside the axis they would take half of a telephone's width.
        annotations=[
            {
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": lane + 0.5,
                "yanchor": "top",
                "text": names[position],
                "showarrow": False,
                "font": {"size": 12, "color": look.faint},
                "bgcolor": look.ground,
                "opacity": 0.85,
            }
            for position, lane in lanes.items()
        ],
    )
    sentence = text.count("timeline.sentence", len(events), first=text.date(first), last=text.date(last))
    return View(
        title=text("timeline.title"),
        sentence=sentence + (" " + text.count("timeline.outside", outside) if outside else "") + (" " + text("timeline.summed") if summed else ""),
        alt=f"{sentence} {text('timeline.alt', lanes=text.join([names[p] for p in lanes]))}" if lanes else sentence,
        figure=figure,
        sources=(text("timeline.sources"),),
        table=lambda: event_table(events, dataset, text),
        note=text("timeline.note"),
    )
