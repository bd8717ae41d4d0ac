"""The numbers around the cases: indicators on the map and as small lines, flows, treaties, conflicts."""

import html

import streamlit as st

from components.indicators import Indicator, Treaty, TreatyStatusRow
from components.pages._parts import CHART, note, show, sources_and_table, visit
from components.views import View
from components.views.flow_bars import flow_bars
from components.views.indicator_lines import COLOURS, DASHES, indicator_lines

GROUPS = ("displacement", "conflict", "freedoms")
PER_ROW = 3

esc = html.escape


def indicators(group: str | None = None, theme: str | None = None, scope: str = "country") -> list[Indicator]:
    """The indicators of a group or theme, in their order; population only serves to count per head."""
    every = visit().house.numbers.indicators.values()
    wanted = [each for each in every if each.info.group in GROUPS and each.info.scope == scope]
    return [each for each in wanted if (group in (None, each.info.group)) and (theme in (None, each.info.theme))]


def small(view: View, key: str) -> None:
    """A View as one of many: title, picture, the newest value in words, sources and table one click away."""
    with st.container(border=True, gap="xsmall"):
        st.html(f'<h4 class="ra-small">{esc(view.title)}</h4>')
        st.plotly_chart(view.figure, key=key, alt=view.alt, config=CHART)
        st.html(f'<p class="ra-note">{esc(view.sentence)}</p><p class="ra-note"><i>{esc(view.note)}</i></p>')
        sources_and_table(view, key)


def lines(names: dict[str, str], key: str) -> None:
    """The indicators of the countries in `names`, group by group, as small lines on the same axes."""
    at = visit()
    note(at.text("numbers.axes"))
    for group in GROUPS:
        views = [(each.id, indicator_lines(each, names, at.text, at.look)) for each in indicators(group)]
        views = [(id, view) for id, view in views if view is not None]
        if not views:
            continue
        st.html(f'<h3 class="ra-group">{esc(at.text(f"numbers.{group}"))}</h3>')
        grid = st.grid(PER_ROW, min_column_width=300)
        for id, view in views:
            with grid.container():
                small(view, f"{key}_{id}")


def flows(iso3: str) -> None:
    """Where people from here found refuge, and who found refuge here, in a year that the reader chooses."""
    at = visit()
    source = at.house.numbers.flows
    if source is None:
        return
    names = {code: at.text.country(country) for code, country in at.dataset.country.items()}
    st.subheader(at.text("flows.title"), anchor=False)
    years = [year for year in source.years if year >= 1990]
    year = st.select_slider(at.text("flows.year"), years, value=years[-1], key=f"flows_{iso3}", width=420)
    columns = st.columns(2, gap="medium")
    for column, way in zip(columns, ("to", "from"), strict=True):
        with column:
            view = flow_bars(source, iso3, year, way, names, at.text, at.look)
            st.html(f'<h3 class="ra-group">{esc(at.text(f"flows.title_{way}", country=names[iso3]))}</h3>')
            if view is None:
                st.write(at.text("flows.none", year=year))
            else:
                show(view, f"flow_{way}")
    note(at.text("flows.unrwa"))


def _treaty_html(treaty: Treaty, row: TreatyStatusRow) -> str:
    at = visit()
    text = at.text
    colour = {"party": at.look.status["resolved"], "signatory": at.look.status["partly-resolved"]}.get(row.status, at.look.faint)
    since = f" {text('treaties.since', date=text.date(row.date))}" if row.date and row.status in ("party", "signatory") else ""
    doubt = f" {text('treaties.doubtful')}" if row.doubtful else ""
    partial = f" · {text('treaties.partial')}" if treaty.complete == "partial" else ""
    as_of = text("status.as_of", date=text.date(treaty.as_of)) + partial
    return (
        f'<li><span class="ra-status" style="color:{colour}">{esc(text(f"treaty_status.{row.status}"))}</span>{esc(since + doubt)}'
        f' · {esc(treaty.name[text.language])} ({treaty.adopted}) <span class="ra-faint">{esc(as_of)}</span></li>'
    )


def treaties(iso3: str) -> None:
    """What the country is to each treaty, as of when, with the limits of the list."""
    at = visit()
    source = at.house.numbers.treaties
    if source is None:
        return
    st.subheader(at.text("treaties.title"), anchor=False)
    rows = source.of(iso3)
    parties = sum(row.status == "party" for _, row in rows)
    unknown = sum(row.status == "unknown" for _, row in rows)
    st.html(f'<p class="ra-sentence">{esc(at.text("treaties.sentence", parties=parties, unknown=unknown, all=len(rows)))}</p>')
    with st.expander(at.text("treaties.list", n=len(rows)), icon=":material/description:"):
        st.html('<ul class="ra-facts">' + "".join(_treaty_html(treaty, row) for treaty, row in rows) + "</ul>")
        for traps, source_line in dict.fromkeys((t.traps[at.text.language], f"{t.source} · {t.licence} · {t.page}") for t, _ in rows):
            note(f"{source_line}. {traps}")


def conflicts(iso3: str) -> None:
    """Armed conflicts in which the State was a party, by conflict with the years."""
    at = visit()
    source = at.house.numbers.conflicts
    rows = source.of(iso3) if source else ()
    if not rows:
        return
    text, info = at.text, source.info
    st.subheader(text("conflicts.title"), anchor=False)
    by: dict[int, list] = {}
    for row in rows:
        by.setdefault(row.conflict, []).append(row)
    active = [years for years in by.values() if years[-1].year == info.last_year]
    st.html(f'<p class="ra-sentence">{esc(text.count("conflicts.sentence", len(active), year=info.last_year, all=len(by)))}</p>')
    with st.expander(text("conflicts.list", n=len(by)), icon=":material/swords:"):
        items = []
        for years in sorted(by.values(), key=lambda each: (-each[-1].year, each[0].conflict)):
            spans = _spans([row.year for row in years])
            wars = sum(row.war for row in years)
            war = f" · {text.count('conflicts.war_years', wars)}" if wars else ""
            kind = text("conflict_type." + years[-1].type.replace(" ", "-")) + war
            items.append(f'<li><b>{esc(years[-1].name)}</b> {esc(spans)} <span class="ra-faint">{esc(kind)}</span></li>')
        st.html('<ul class="ra-facts">' + "".join(items) + "</ul>")
        note(f"{info.citation} · {info.vintage} · {info.licence} · {info.page}. {info.traps[text.language]}")


def active_conflicts() -> None:
    """The world's armed conflicts of the newest year of the list, wars first."""
    at = visit()
    source = at.house.numbers.conflicts
    if source is None:
        return
    text, info = at.text, source.info
    rows = sorted(source.in_year(info.last_year), key=lambda row: (not row.war, row.name))
    wars = sum(row.war for row in rows)
    st.subheader(text("conflicts.world_title", year=info.last_year), anchor=False)
    st.html(f'<p class="ra-sentence">{esc(text.count("conflicts.world", len(rows), year=info.last_year, wars=text.number(wars)))}</p>')
    with st.expander(text("conflicts.world_list", n=len(rows)), icon=":material/swords:"):
        items = []
        for row in rows:
            level = f" · {text('conflicts.war')}" if row.war else ""
            kind = text("conflict_type." + row.type.replace(" ", "-")) + level
            items.append(f'<li><b>{esc(row.name)}</b> <span class="ra-faint">{esc(kind)} · {esc(source.file)}:{row.line}</span></li>')
        st.html('<ul class="ra-facts">' + "".join(items) + "</ul>")
        note(f"{info.citation} · {info.vintage} · {info.licence} · {info.page}. {info.traps[text.language]}")


def _spans(years: list[int]) -> str:
    """Years as stretches: "1990–1994, 1999"."""
    parts: list[list[int]] = []
    for year in sorted(set(years)):
        if parts and year == parts[-1][-1] + 1:
            parts[-1][-1:] = [parts[-1][-1], year] if len(parts[-1]) == 1 else [year]
        else:
            parts.append([year])
    return ", ".join("–".join(map(str, part)) for part in parts)


def key_of_lines(names: dict[str, str]) -> None:
    """Which line is whose: colour and dash of each country."""
    look = visit().look
    styles = {"solid": "solid", "dash": "dashed", "dot": "dotted", "dashdot": "double"}
    keys = []
    for n, name in enumerate(names.values()):
        line = f"border-top:3px {styles[DASHES[n]]} {COLOURS[look.dark][n]}"
        keys.append(f'<span class="ra-key"><i class="ra-line" style="{line}"></i> {esc(name)}</span>')
    st.html(f'<div class="ra-legend">{"".join(keys)}</div>')
