"""An indicator over the years, for one country (with its range) or several (without ranks, on one scale)."""

import math

import pandas as pd

from components.indicators import Indicator
from components.text import Text
from components.views import View
from components.views.indicator_map import number, origin_lines, with_unit
from components.views.style import Look, bare_figure, hover_label

#: One time axis for all small lines, so that they can be read against each other.
FIRST_YEAR, LAST_YEAR = 1990, 2025

#: Lines of several countries differ in colour and in dash; colours are from Okabe and Ito's colour-blind-safe set.
COLOURS = {False: ("#0072b2", "#b34700", "#007a5a", "#8f3f71"), True: ("#56b4e9", "#e69f00", "#3fd0a4", "#e08fc0")}
DASHES = ("solid", "dash", "dot", "dashdot")


def _years(indicator: Indicator, code: str) -> pd.DataFrame:
    """The rows of a country by year, with the missing years as gaps."""
    series = indicator.series(code)
    series = series[(series["year"] >= FIRST_YEAR) & (series["year"] <= LAST_YEAR)].set_index("year")
    if series.empty:
        return series
    return series.reindex(range(int(series.index.min()), int(series.index.max()) + 1))


def _values(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else value for value in column.tolist()]


def top_of(indicator: Indicator, codes: list[str]) -> float:
    """The upper end of the scale: the index's own, or the largest value shown with some room."""
    if indicator.info.kind == "index":
        return float(indicator.info.expected.max)
    highest = [frame["high" if indicator.has_range else "value"].max() for frame in (_years(indicator, code) for code in codes) if not frame.empty]
    return max([float(value) for value in highest if not math.isnan(value)], default=0.0) * 1.08 or 1.0


def indicator_lines(indicator: Indicator, names: dict[str, str], text: Text, look: Look, height: int = 150) -> View | None:
    """The lines of the countries in `names` (iso3: name), or None if the source has nothing on any of them.

    The scale begins at zero and the years are those of all other lines."""
    shown = {iso3: years for iso3 in names if not (years := _years(indicator, iso3)).empty}
    if not shown:
        return None
    info, traces, last = indicator.info, [], []
    for iso3, years in shown.items():
        order = list(names).index(iso3)
        colour = COLOURS[look.dark][order % len(COLOURS[look.dark])]
        if indicator.has_range and len(names) == 1:
            edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "type": "scatter", "x": years.index.tolist()}
            traces.append({**edge, "y": _values(years["low"])})
            traces.append({**edge, "y": _values(years["high"]), "fill": "tonexty", "fillcolor": f"{colour}33"})
        hover = [
            "" if pd.isna(value) else f"<b>{names[iso3]}, {year}</b><br>{with_unit(value, indicator, text)}"
            for year, value in zip(years.index, years["value"], strict=True)
        ]
        lone = years["value"].isna().shift(1, fill_value=True) & years["value"].isna().shift(-1, fill_value=True)
        traces.append(
            {
                "type": "scatter",
                "x": years.index.tolist(),
                "y": _values(years["value"]),
                "mode": "lines+markers",
                "connectgaps": False,
                # A single year between gaps would draw no line: it gets a dot.
                "marker": {"size": [6 if alone else 0.1 for alone in lone], "color": colour},
                "line": {"width": 2.4, "color": colour, "dash": DASHES[order % len(DASHES)]},
                "text": hover,
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
        newest = years["value"].dropna()
        year, value = int(newest.index[-1]), float(newest.iloc[-1])
        last.append(text("indicator.last", name=names[iso3], value=with_unit(value, indicator, text), year=year))
    lines = {"gridcolor": look.grid, "zeroline": False, "fixedrange": True, "tickfont": {"size": 12, "color": look.faint}}
    ticks = {"dtick": info.expected.max / 2} if info.kind == "index" else {"nticks": 4}
    figure = bare_figure(
        traces,
        height,
        margin={"l": 52, "r": 8, "t": 6, "b": 24},
        hoverlabel=hover_label(look),
        hovermode="closest",
        dragmode=False,
        xaxis={**lines, "range": [FIRST_YEAR - 0.5, LAST_YEAR + 0.5], "dtick": 10, "showgrid": False, "showline": True, "linecolor": look.faint},
        yaxis={**lines, "range": [min(info.expected.min, 0), top_of(indicator, list(shown))], **ticks},
        separators=", " if text.language == "fr" else ".,",
        shapes=[
            {"type": "line", "x0": each.year, "x1": each.year, "y0": 0, "y1": 1, "yref": "paper", "line": {"width": 1, "dash": "dot", "color": look.faint}}
            for each in info.breaks
            if FIRST_YEAR < each.year <= LAST_YEAR
        ],
    )
    missing = [name for iso3, name in names.items() if iso3 not in shown]
    sentence = " ".join(last) + (" " + text("indicator.nothing_on", names=text.join(missing)) if missing else "")
    return View(
        title=info.name[text.language],
        sentence=sentence,
        alt=f"{info.name[text.language]}. {sentence}",
        figure=figure,
        sources=origin_lines(indicator, text),
        table=lambda: lines_table(indicator, names, text),
        note=f"{info.unit[text.language]} · {info.producer}, {info.vintage}",
    )


def lines_table(indicator: Indicator, names: dict[str, str], text: Text) -> pd.DataFrame:
    """All years of the countries, one row a year and country, with the line of the file."""
    rows = indicator.rows[indicator.rows["iso3"].isin(list(names))]
    table = {
        text("table.country"): [names[iso3] for iso3 in rows["iso3"]],
        text("table.year"): rows["year"].tolist(),
        indicator.info.name[text.language]: rows["value"].round(indicator.info.decimals).tolist(),
    }
    if indicator.has_range:
        table |= {text("table.low"): rows["low"].tolist(), text("table.high"): rows["high"].tolist()}
    table[text("table.line")] = [f"{indicator.file}:{line}" for line in rows["line"]]
    return pd.DataFrame(table)


def world_lines(indicator: Indicator, text: Text, look: Look, height: int = 220) -> View | None:
    """The world total of a count over the years (with the codes that are no country), or None for what cannot be added."""
    totals = indicator.totals
    totals = totals[(totals.index >= FIRST_YEAR) & (totals.index <= LAST_YEAR)]
    if totals.empty:
        return None
    info = indicator.info
    colour = COLOURS[look.dark][0]
    lines = {"gridcolor": look.grid, "zeroline": False, "fixedrange": True, "tickfont": {"size": 12, "color": look.faint}}
    figure = bare_figure(
        [
            {
                "type": "scatter",
                "x": totals.index.tolist(),
                "y": totals.tolist(),
                "mode": "lines",
                "line": {"width": 2.6, "color": colour},
                "text": [f"<b>{year}</b><br>{with_unit(value, indicator, text)}" for year, value in totals.items()],
                "hovertemplate": "%{text}<extra></extra>",
            }
        ],
        height,
        margin={"l": 70, "r": 8, "t": 6, "b": 24},
        hoverlabel=hover_label(look),
        dragmode=False,
        xaxis={**lines, "range": [FIRST_YEAR - 0.5, LAST_YEAR + 0.5], "dtick": 10, "showgrid": False, "showline": True, "linecolor": look.faint},
        yaxis={**lines, "range": [0, float(totals.max()) * 1.08 or 1.0], "nticks": 5},
        separators=", " if text.language == "fr" else ".,",
    )
    year = int(totals.index[-1])
    sentence = text("indicator.world", value=with_unit(float(totals.iloc[-1]), indicator, text), year=year)
    return View(
        title=info.name[text.language],
        sentence=f"{info.what[text.language]} {sentence}",
        alt=f"{info.name[text.language]}. {sentence}",
        figure=figure,
        sources=origin_lines(indicator, text),
        table=lambda: pd.DataFrame({text("table.year"): totals.index.tolist(), info.name[text.language]: [number(v, indicator, text) for v in totals]}),
        note=f"{info.unit[text.language]} · {info.producer}, {info.vintage}",
    )
