"""Where people from a country found refuge, and who found refuge there: the largest flows of a year as bars."""

from typing import Literal

import pandas as pd

from components.indicators import Flows
from components.text import Text
from components.views import View
from components.views.style import Look, bare_figure, hover_label

MOST = 10


def flow_bars(flows: Flows, iso3: str, year: int, way: Literal["to", "from"], names: dict[str, str], text: Text, look: Look) -> View | None:
    """The bars of one country in a year, or None if the source has no such flow. The rest is summed into a last bar.

    `names`: names by iso3; codes that are no country have the source's own name."""
    top = flows.to(iso3, year, MOST) if way == "to" else flows.from_(iso3, year, MOST)
    if not top.flows:
        return None
    others = {each.code: each.name for each in flows.info.unmatched}
    rows = [(names.get(flow.code) or others.get(flow.code, flow.code), flow.total, flow) for flow in top.flows]
    labels, values = [label for label, _, _ in rows], [total for _, total, _ in rows]
    if top.rest:
        labels.append(text("flows.others", n=top.others))
        values.append(top.rest)
    hover = [f"<b>{label}</b><br>{text.number(value)}" for label, value in zip(labels, values, strict=True)]
    figure = bare_figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "x": values[::-1],
                "y": labels[::-1],
                "text": [text.number(value) for value in values[::-1]],
                "textposition": "auto",
                "hovertext": hover[::-1],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": {"color": [look.faint if top.rest and n == len(values) - 1 else look.accent for n in range(len(values))][::-1]},
                "insidetextfont": {"color": look.ground},
                "outsidetextfont": {"color": look.ink},
            }
        ],
        26 * len(values) + 20,
        margin={"l": 190, "r": 12, "t": 4, "b": 8},
        hoverlabel=hover_label(look),
        dragmode=False,
        bargap=0.25,
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"fixedrange": True, "tickfont": {"size": 13, "color": look.ink}, "ticksuffix": "  "},
    )
    key = "flows.sentence_to" if way == "to" else "flows.sentence_from"
    sentence = text(key, country=names[iso3], year=year, total=text.number(top.total), first=labels[0], most=text.number(values[0]))
    info = flows.info
    return View(
        title=text(f"flows.title_{way}", country=names[iso3]),
        sentence=sentence,
        alt=sentence,
        figure=figure,
        sources=(
            f"{info.citation} · {info.vintage} · {info.licence} · {info.page}",
            info.traps[text.language],
        ),
        table=lambda: pd.DataFrame(
            {
                text("table.country"): [label for label, _, _ in rows],
                text("table.year"): year,
                text("flows.refugees"): [flow.values.get("refugees", 0) for _, _, flow in rows],
                text("flows.asylum_seekers"): [flow.values.get("asylum_seekers", 0) for _, _, flow in rows],
                text("flows.oip"): [flow.values.get("oip", 0) for _, _, flow in rows],
                text("table.line"): [f"{flows.file}: {', '.join(map(str, flow.rows))}" for _, _, flow in rows],
            }
        ),
        note=f"{info.producer}, {info.vintage}",
    )
