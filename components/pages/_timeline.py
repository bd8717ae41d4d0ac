"""The timeline with its zoom and the list of what is in view: a fragment, so that zooming reruns nothing else."""

import html
from datetime import date

import pandas as pd
import streamlit as st

from components.pages._parts import case_link, guarded, script, show, visit
from components.selection import Chosen
from components.views.timeline import LaneKind, opening_range, timeline

EVENTS_PER_PAGE = 8


def _range_key(name: str) -> str:
    return f"timeline_range_{name}"


def _set_range(name: str, first: date, last: date) -> None:
    st.session_state[_range_key(name)] = (min(first, last), max(first, last))


def _answered(name: str) -> None:
    """Zoom to the stretch of time that the reader dragged over, or remember the case whose mark was clicked."""
    chosen = st.session_state[f"timeline_{name}"].get("selection", {})
    boxes = chosen.get("box", [])
    if not boxes and chosen.get("points"):
        target = chosen["points"][0].get("customdata")
        st.session_state["timeline_case"] = target[0] if isinstance(target, list) else target
    if boxes and len(boxes[0].get("x", [])) == 2:
        first, last = sorted(str(day)[:10] for day in boxes[0]["x"])
        _set_range(name, date.fromisoformat(first), date.fromisoformat(last))


def _years_chosen(name: str) -> None:
    first, last = st.session_state[f"timeline_years_{name}"]
    _set_range(name, date(first, 1, 1), min(date(last, 12, 31), visit().dataset.as_of))


@st.fragment
def timeline_part(name: str, chosen: Chosen | None = None, by: LaneKind = "theme", spans: bool = False) -> None:
    """The timeline of the chosen cases (by default those of the visit), its zoom and its list. `name` keeps apart the
    timelines of different pages; `by` and `spans` as in the view."""
    guarded(lambda: _part(name, visit().chosen if chosen is None else chosen, by, spans), "the timeline")


def _part(name: str, chosen: Chosen, by: LaneKind, spans: bool) -> None:
    at = visit()
    if (clicked := st.session_state.pop("timeline_case", None)) in at.dataset.case:
        st.switch_page(script("case"), query_params=at.params(id=clicked))
    text, frames = at.text, at.house.frames
    # Another selection opens with its own range; the same one keeps the reader's zoom.
    mark = (hash(chosen.flags.tobytes()), at.selection.years)
    if st.session_state.get(f"timeline_of_{name}") != mark:
        st.session_state[f"timeline_of_{name}"] = mark
        _set_range(name, *opening_range(chosen, at.selection.years, frames))
    first, last = st.session_state[_range_key(name)]
    events = frames.chosen_events(chosen)
    earliest = events["first"].min().date() if len(events) else first

    view = timeline(chosen, frames, first, last, text, at.look, by, spans)
    st.subheader(view.title, anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        years = (min(earliest.year, first.year), at.dataset.as_of.year)
        st.session_state[f"timeline_years_{name}"] = (first.year, last.year)
        if years[0] < years[1]:
            st.slider(text("timeline.years"), *years, key=f"timeline_years_{name}", on_change=_years_chosen, args=(name,), format="%d", width=420)
        does = ("zoom", "open")
        st.segmented_control(
            text("timeline.does"), does, default="zoom", required=True, key=f"timeline_does_{name}", format_func=lambda each: text(f"timeline.does_{each}")
        )
        wide = ((last - first) / 2) or (at.dataset.as_of - earliest)
        st.button(
            text("timeline.wider"), icon=":material/zoom_out:", key=f"wider_{name}", on_click=_set_range,
            args=(name, max(earliest, first - wide), min(at.dataset.as_of, last + wide)), disabled=first <= earliest and last >= at.dataset.as_of,
        )  # fmt: skip
        st.button(
            text("timeline.all"), icon=":material/all_out:", key=f"all_{name}", on_click=_set_range, args=(name, earliest, at.dataset.as_of),
            disabled=first <= earliest and last >= at.dataset.as_of,
        )  # fmt: skip
    # Streamlit's chart answers either a drag or a click: the reader says which.
    opens = st.session_state.get(f"timeline_does_{name}") == "open"
    if opens:
        view.figure.layout.dragmode = "pan"
    show(view, f"timeline_{name}", on_select=lambda: _answered(name), selection_mode="points" if opens else "box")
    _event_list(name, chosen, first, last)


def _event_list(name: str, chosen: Chosen, first: date, last: date) -> None:
    """Exactly the events in view, newest first, a page at a time."""
    at = visit()
    rows = at.house.frames.chosen_events(chosen, pd.Timestamp(first), pd.Timestamp(last)).iloc[::-1]
    pages = -(-len(rows) // EVENTS_PER_PAGE)
    with st.expander(at.text.count("timeline.list", len(rows)), icon=":material/list:", on_change="rerun", key=f"events_{name}") as opened:
        pass
    if not opened.open:
        return
    with opened:
        page = 1
        if pages > 1:
            page = st.pagination(pages, max_visible_pages=7, key=f"events_page_{name}_{len(rows)}_{first}_{last}")
        with st.container(gap="xsmall", key=f"wrap_events_{name}"):
            for row in rows.iloc[(page - 1) * EVENTS_PER_PAGE : page * EVENTS_PER_PAGE].itertuples():
                case = at.dataset.cases[row.case]
                event = case.events[row.event]
                st.html(f'<p class="ra-sentence"><span class="ra-date">{html.escape(at.text.date(event.date))}</span>{html.escape(event.what)}</p>')
                case_link(case)
