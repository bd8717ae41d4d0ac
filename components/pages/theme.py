"""Theme: what it means and where its neighbour begins; its cases on a map and a timeline; its trend."""

import html

import numpy as np
import streamlit as st

from components.model import Theme
from components.pages import _numbers, _timeline
from components.pages._parts import case_link, case_list, escaped, note, picker, show, visit
from components.selection import Chosen
from components.views.indicator_lines import world_lines
from components.views.marks import mark_html
from components.views.world_map import world_map

NEWEST = 8  # turns shown under "what changed"

esc = html.escape


def changed(here: Chosen) -> None:
    """The newest turns of the theme's cases."""
    at = visit()
    turns = sorted(((turn, case) for case in here.cases() for turn in case.statuses), key=lambda pair: (pair[0].date.first, pair[1].id), reverse=True)
    st.subheader(at.text("theme.changed"), anchor=False)
    with st.container(gap="xsmall", key="list_changed"):
        for turn, case in turns[:NEWEST]:
            case_link(case)
            outcome = f" · {at.text(f'outcome.{turn.outcome}')}" if turn.outcome else ""
            status = f'<span class="ra-status" style="color:{at.look.status[turn.status]}">{esc(at.text(f"status.{turn.status}") + outcome)}</span>'
            st.html(f'<div class="ra-meta"><span class="ra-date">{esc(at.text.date(turn.date))}</span>{status} <span lang="en">{esc(turn.what)}</span></div>')


def trend(theme: Theme) -> None:
    """The world's numbers that belong to the theme, and how many conflicts there were, where the theme is conflict."""
    at = visit()
    every = [*_numbers.indicators(theme=theme.id), *_numbers.indicators(theme=theme.id, scope="world")]
    views = [(each.id, world_lines(each, at.text, at.look)) for each in every]
    views = [(id, view) for id, view in views if view is not None]
    if not views:
        return
    st.subheader(at.text("theme.trend"), anchor=False)
    note(at.text("theme.trend_note"))
    grid = st.grid(2, min_column_width=380)
    for id, view in views:
        with grid.container():
            _numbers.small(view, f"trend_{id}")


def main() -> None:
    """Draw the theme that the address names."""
    at = visit()
    text, language = at.text, at.text.language
    asked = st.query_params.get("id", "")
    theme = at.dataset.theme.get(asked)
    names = {id: each.name[language] for id, each in at.dataset.theme.items()}
    picker("id", text("theme.pick"), list(names), names.get, theme.id if theme else None)
    if theme is None:
        if asked:
            st.warning(text("theme.unknown", id=escaped(asked[:40])), icon=":material/help:")
        st.write(text("theme.choose"))
        return
    st.title(escaped(theme.name[language]), anchor=False)
    st.html(f'<p class="ra-lead">{mark_html(theme.mark, at.look.theme(theme))} {esc(theme.definition[language])}</p>')
    note(theme.border[language])
    flags = at.house.index.themes[theme.id]
    here = Chosen(at.dataset, np.logical_and(at.chosen.flags, flags))
    st.write(text.count("theme.in_collection", int(flags.sum())))
    if len(here) < flags.sum():
        st.write(text.count("country.filtered", len(here), total=text.number(int(flags.sum()))))
    if len(here):
        picture, beside = st.columns([2.3, 1], gap="medium")
        with picture:
            view = world_map(here, at.selection, at.house.frames, at.map_frame)
            st.subheader(view.title, anchor=False)
            show(view, "theme_map", {"scrollZoom": True})
        with beside:
            st.subheader(text("list.title"), anchor=False)
            case_list(here, f"theme_{theme.id}")
        _timeline.timeline_part("theme", here)
        changed(here)
    trend(theme)
    if theme.id == "conflict":
        _numbers.active_conflicts()
    note(text("app.limits"))


main()
