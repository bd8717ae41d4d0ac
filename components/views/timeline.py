"""Events of the chosen cases along time, in lanes by theme, country or case; sums where single marks could not be told
apart, and bars for how long cases lasted."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from components.frames import Frames, event_table
from components.model import Dataset
from components.selection import Chosen
from components.text import Text
from components.views import View
from components.views.style import Look, bare_figure, hover_label, wrapped

LaneKind = Literal["theme", "country", "case"]

#: Above this many events in view, events of a lane are summed: more marks could not be told apart.
MOST_MARKS = 1_500
LANE = {"theme": 46, "country": 46, "case": 34}  # pixels a lane
LONGEST_NAME = 70  # characters of a lane's name
MOST_NAMES = 20  # lanes named in the text alternative
MOST_LANES = 250  # more would be a picture taller than any screen can scroll; the rest is said and in the list
MOST_SPANS = 400  # more bars of cases would be one grey wall
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


@dataclass(frozen=True)
class Lanes:
    """Where each event stands: the lane (0, -1, … from the top) of each row of an events frame, and the lanes' names."""

    of: np.ndarray
    names: list[str]

    @classmethod
    def by(cls, kind: LaneKind, events: pd.DataFrame, dataset: Dataset, text: Text) -> "Lanes":
        """The lanes of the events by theme (in the themes' order), country (the first of the case; by name) or case (by
        its first event)."""
        if kind == "theme":
            keys = events["theme"].to_numpy()
            order = sorted(set(keys.tolist()))
            names = [list(dataset.theme.values())[position].name[text.language] for position in order]
        elif kind == "country":
            first = {case: dataset.cases[case].countries[0].iso3 for case in events["case"].unique().tolist()}
            keys = events["case"].map(first).to_numpy(dtype=object)
            called = {iso3: text.country(dataset.country[iso3]) for iso3 in set(keys.tolist())}
            order = sorted(called, key=lambda iso3: text.sort_key(called[iso3]))
            names = [called[iso3] for iso3 in order]
        else:
            keys = events["case"].to_numpy()
            order = list(dict.fromkeys(keys.tolist()))
            names = [dataset.cases[position].title for position in order]
        lane = {key: -row for row, key in enumerate(order)}
        return cls(np.array([lane[key] for key in keys.tolist()], dtype=int), names)


def _marks(events: pd.DataFrame, lanes: Lanes, dataset: Dataset, text: Text, look: Look) -> list[dict]:
    """A mark for each event, in the colour and shape of its case's theme, and a line as long as its date is uncertain."""
    nth = pd.Series(lanes.of).groupby(lanes.of).cumcount().to_numpy()
    rows = lanes.of + np.array(ROWS)[nth % len(ROWS)]
    traces = []
    themes = list(dataset.theme.values())
    for position in sorted(set(events["theme"].tolist())):
        here = (events["theme"] == position).to_numpy()
        of = events[here]
        pairs = [(dataset.cases[case], dataset.cases[case].events[event]) for case, event in zip(of["case"], of["event"], strict=True)]
        traces.append(
            {
                "type": "scatter",
                "x": of["day"].dt.strftime("%Y-%m-%d").tolist(),
                "y": rows[here].round(2).tolist(),
                "mode": "markers",
                "customdata": [case.id for case, _ in pairs],
                "text": [f"<b>{text.date(event.date)}</b><br>{wrapped(event.what)}<br><i>{wrapped(case.title)}</i>" for case, event in pairs],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {"symbol": themes[position].mark, "size": 9, "color": look.theme(themes[position]), "line": {"width": 0.8, "color": look.ground}},
                "unselected": {"marker": {"opacity": 1}},
            }
        )
    spans: dict[str, list] = {"x": [], "y": []}
    partial = (events["first"] != events["last"]).to_numpy()
    for first, last, row in zip(events["first"][partial], events["last"][partial], rows[partial].round(2).tolist(), strict=True):
        spans["x"] += [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", None]
        spans["y"] += [row, row, None]
    # A date known by month or year is drawn as wide as it is.
    wide = {"type": "scatter", **spans, "mode": "lines", "line": {"color": look.faint, "width": 1.5}, "opacity": 0.6, "hoverinfo": "skip"}
    return [wide, *traces]


def _sums(events: pd.DataFrame, lanes: Lanes, text: Text, look: Look) -> list[dict]:
    """A circle for each lane and stretch of time, its area by the number of events."""
    days = (events["day"].max() - events["day"].min()).days or 1
    unit, written = ("Y", "%Y") if days > 365 * 12 else ("M", "%Y-%m")
    counts = events.groupby([lanes.of, events["day"].dt.to_period(unit)]).size()
    when = pd.PeriodIndex(counts.index.get_level_values(1))
    starts, ends = when.start_time, when.end_time
    sizes = (6 + 24 * np.sqrt(counts.to_numpy() / counts.max())).round(1).tolist()
    return [
        {
            "type": "scatter",
            "x": (starts + (ends - starts) / 2).strftime("%Y-%m-%d").tolist(),
            "y": counts.index.get_level_values(0).tolist(),
            "mode": "markers",
            "text": [f"<b>{p.strftime(written)}</b><br>{text.count('count.events', int(n))}" for p, n in zip(when, counts, strict=True)],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "symbol": "circle",
                "size": sizes,
                "color": look.accent,
                "opacity": 0.8,
            },
            "unselected": {"marker": {"opacity": 0.8}},
        }
    ]


def _bars(events: pd.DataFrame, lanes: Lanes, kind: LaneKind, dataset: Dataset, text: Text, look: Look, last: date) -> list[dict]:
    """How long the cases of the events lasted: a bar each from start to end, with an arrow where it is still open."""
    lane_of = dict(zip(events["case"].tolist(), lanes.of.tolist(), strict=True))
    traces = []
    arrows: dict[str, list] = {"x": [], "y": [], "color": []}
    for position, lane in lane_of.items():
        case = dataset.cases[position]
        end = case.end.last if case.end else dataset.as_of
        colour = look.theme(dataset.theme[case.theme])
        row = lane if kind == "case" else lane - 0.38
        said = f"{text.date(case.start)} – {text.date(case.end) if case.end else text('case.open_end')}"
        traces.append(
            {
                "type": "scatter",
                "x": [f"{case.start.first}", f"{end}"],
                "y": [row, row],
                "mode": "lines",
                "line": {"color": colour, "width": 10 if kind == "case" else 5},
                "opacity": 0.28 if kind == "case" else 0.22,
                "text": [f"<b>{wrapped(case.title)}</b><br>{said}"] * 2,
                "hovertemplate": "%{text}<extra></extra>" if kind == "case" else None,
                "hoverinfo": None if kind == "case" else "skip",
                "customdata": [case.id] * 2,
            }
        )
        if case.end is None:
            arrows["x"].append(f"{min(end, last)}")
            arrows["y"].append(row)
            arrows["color"].append(colour)
    marker = {"symbol": "triangle-right", "size": 9, "color": arrows.pop("color"), "opacity": 0.7}
    return [*traces, {"type": "scatter", **arrows, "mode": "markers", "marker": marker, "hoverinfo": "skip", "unselected": {"marker": {"opacity": 0.7}}}]


def timeline(chosen: Chosen, frames: Frames, first: date, last: date, text: Text, look: Look, by: LaneKind = "theme", spans: bool = False) -> View:
    """The events of the chosen cases from `first` to `last`, in lanes `by` theme, country or case; with `spans` a bar for
    each case that lasted. The table holds exactly the events in view."""
    dataset = chosen.dataset
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    events = frames.chosen_events(chosen, start, end)
    outside = len(frames.chosen_events(chosen)) - len(events)
    lanes = Lanes.by(by, events, dataset, text)
    beyond = max(len(lanes.names) - MOST_LANES, 0)
    drawn_events = events
    if beyond:
        kept = lanes.of > -MOST_LANES
        drawn_events, lanes = events[kept], Lanes(lanes.of[kept], lanes.names[:MOST_LANES])
    summed = len(drawn_events) > MOST_MARKS
    traces = _sums(drawn_events, lanes, text, look) if summed else _marks(drawn_events, lanes, dataset, text, look)
    drawn = spans and drawn_events["case"].nunique() <= MOST_SPANS
    if drawn:
        traces = [*_bars(drawn_events, lanes, by, dataset, text, look, last), *traces]
    lines = {"showgrid": True, "gridcolor": look.grid, "zeroline": False, "fixedrange": True}
    figure = bare_figure(
        traces,
        LANE[by] * max(len(lanes.names), 1) + 34,
        margin={"l": 0, "r": 0, "t": 4, "b": 30},
        hoverlabel=hover_label(look),
        hovermode="closest",
        dragmode="select",
        selectdirection="h",
        uirevision=f"{first}{last}{by}",
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
        yaxis={**lines, "range": [-len(lanes.names) + 0.45, 0.55], "tickvals": [0.5 - lane for lane in range(len(lanes.names))], "showticklabels": False},
        # Lane names stand inside the lane: beside the axis they would take half of a telephone's width.
        annotations=[
            {
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": 0.5 - lane,
                "yanchor": "top",
                "text": name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…",
                "showarrow": False,
                "font": {"size": 12, "color": look.faint},
                "bgcolor": look.ground,
                "opacity": 0.85,
            }
            for lane, name in enumerate(lanes.names)
        ],
    )
    sentence = text.count("timeline.sentence", len(events), first=text.date(first), last=text.date(last))
    remarks = [
        *([text.count("timeline.outside", outside)] if outside else []),
        *([text("timeline.summed")] if summed else []),
        *([text.count("timeline.lanes_beyond", beyond)] if beyond else []),
        *([text("timeline.no_spans")] if spans and not drawn else []),
    ]
    return View(
        title=text("timeline.title"),
        sentence=" ".join([sentence, *remarks]),
        alt=f"{sentence} {text('timeline.alt', lanes=text.join(lanes.names[:MOST_NAMES]))}" if lanes.names else sentence,
        figure=figure,
        sources=(text("timeline.sources"),),
        table=lambda: event_table(events, dataset, text),
        note=text("timeline.note"),
    )
