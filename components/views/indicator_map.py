"""One indicator in one year on the world map: binned, no data told apart from zero, the year and the origin in words."""

import pandas as pd

from components.indicators import Indicator
from components.selection import Selection
from components.text import Text
from components.views import Key, View
from components.views.world_map import MapFrame, box_of, land, map_figure


def number(value: float, indicator: Indicator, text: Text) -> str:
    """A value with the indicator's decimals, as the language writes it."""
    return text.number(round(value, indicator.info.decimals))


def with_unit(value: float, indicator: Indicator, text: Text) -> str:
    """A value with its unit: "1,234 people"; an index stands alone, since its unit is its scale."""
    written = number(value, indicator, text)
    return f"{written} {indicator.info.unit[text.language]}" if indicator.info.kind != "index" else written


def bin_labels(indicator: Indicator, text: Text) -> list[str]:
    """The bounds of each bin: "0", "1–999", "1,000–9,999" … "1,000,000 +"."""
    bins, step = indicator.info.bins, 10.0**-indicator.info.decimals
    labels = []
    for low, high in zip(bins, bins[1:], strict=False):
        last = high - step if indicator.info.kind == "count" else high
        labels.append(number(low, indicator, text) if last == low else f"{number(low, indicator, text)}–{number(last, indicator, text)}")
    top = indicator.info.expected.max if indicator.info.kind == "index" else None
    labels.append(f"{number(bins[-1], indicator, text)}–{number(top, indicator, text)}" if top else f"{number(bins[-1], indicator, text)} +")
    return labels


def origin_lines(indicator: Indicator, text: Text) -> tuple[str, ...]:
    """Where the numbers come from and what to mind: citation, vintage, licence, page, breaks, traps."""
    info = indicator.info
    breaks = [f"{each.year}: {getattr(each, text.language)}" for each in info.breaks]
    return (
        f"{info.citation} · {info.vintage} · {info.licence} · {info.page} · {text('indicator.accessed', date=text.date(info.accessed))}",
        info.traps[text.language],
        *breaks,
    )


def year_table(indicator: Indicator, year: int, names: dict[str, str], text: Text) -> pd.DataFrame:
    """The values of a year, one row a country or kept code, with the line of the file that each comes from."""
    rows = indicator.rows[indicator.rows["year"] == year]
    beside = {each.code: each.name for each in indicator.info.unmatched}
    table = {
        text("table.country"): [names.get(iso3) or beside.get(iso3, iso3) for iso3 in rows["iso3"]],
        indicator.info.name[text.language]: rows["value"].round(indicator.info.decimals).tolist(),
    }
    if indicator.has_range:
        table |= {text("table.low"): rows["low"].tolist(), text("table.high"): rows["high"].tolist()}
    table[text("table.line")] = [f"{indicator.file}:{line}" for line in rows["line"]]
    return pd.DataFrame(table).sort_values(text("table.country"), ignore_index=True)


def indicator_map(indicator: Indicator, year: int, selection: Selection, frame: MapFrame) -> View:
    """The map of an indicator in a year. A country without a value is grey and says so; zero has a bin of its own."""
    text, look, dataset, info = frame.text, frame.look, frame.dataset, indicator.info
    names = {iso3: text.country(country) for iso3, country in dataset.country.items()}
    rows = indicator.in_year(year)
    values = dict(zip(rows["iso3"], rows["value"].tolist(), strict=True))
    hover = {}
    ranges = dict(zip(rows["iso3"], zip(rows["low"].tolist(), rows["high"].tolist(), strict=True), strict=True)) if indicator.has_range else {}
    for iso3, name in names.items():
        said = text("indicator.no_data") if iso3 not in values else with_unit(values[iso3], indicator, text)
        if iso3 in ranges and ranges[iso3][0] == ranges[iso3][0] and ranges[iso3] != (values[iso3], values[iso3]):
            low, high = (number(bound, indicator, text) for bound in ranges[iso3])
            said += f"<br>{text('indicator.range', low=low, high=high)}"
        hover[iso3] = f"<b>{name}</b><br>{year}: {said}"
    tints = look.ramp(len(info.bins))
    traces = land({iso3: indicator.bin(values[iso3]) if iso3 in values else -1 for iso3 in names}, hover, selection.countries, frame, tints)

    sentence = text("indicator.sentence", name=info.name[text.language], year=year, countries=text.count("count.countries", len(values)))
    if info.kind == "count" and year in indicator.totals.index:
        sentence += " " + text("indicator.total", total=with_unit(float(indicator.totals[year]), indicator, text))
    beside = indicator.beside[indicator.beside["year"] == year]
    kept = {each.code: each.name for each in info.unmatched}
    aside = [f"{kept[code]}: {number(value, indicator, text)}" for code, value in zip(beside["iso3"], beside["value"].tolist(), strict=True) if value]
    most = sorted(values, key=lambda iso3: -values[iso3])[:5] if info.kind == "count" else []
    listed = ", ".join(f"{names[iso3]} ({number(values[iso3], indicator, text)})" for iso3 in most)
    alt = f"{sentence} {text('indicator.alt_most', most=listed)}" if most else sentence
    group = f"{year}, {info.unit[text.language]} :" if text.language == "fr" else f"{year}, {info.unit[text.language]}:"
    return View(
        title=f"{info.name[text.language]} ({info.unit[text.language]})" if info.kind == "rate" else info.name[text.language],
        sentence=f"{info.what[text.language]} {sentence}",
        alt=alt,
        figure=map_figure(traces, box_of(selection, frame), look),
        sources=origin_lines(indicator, text),
        table=lambda: year_table(indicator, year, names, text),
        legend=(
            Key(text("indicator.no_data"), look.land, group=group),
            *(Key(label, tint, group=group) for label, tint in zip(bin_labels(indicator, text), tints, strict=True)),
        ),
        note=" ".join(
            [
                *([text("indicator.beside", aside=", ".join(aside))] if aside else []),
                text("indicator.source", source=f"{info.producer}, {info.vintage}"),
                text("map.disclaimer"),
            ]
        ),
        fluid=True,
    )
