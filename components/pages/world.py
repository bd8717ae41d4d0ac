"""World: the map of what is chosen, the list beside it, the timeline below."""

import html

import streamlit as st

from components.pages import _filters, _layers, _timeline
from components.pages._parts import case_link, case_list, case_meta, country_link, escaped, note, tell_ignored, visit
from components.views.world_map import gathered


def country_card(iso3: str) -> None:
    """The card of the one country that is chosen: its name, its cases, the way to its page."""
    at = visit()
    country = at.dataset.country[iso3]
    with st.container(border=True, gap="xsmall", key="card"):
        total = int(at.house.index.countries[iso3].sum())
        st.subheader(escaped(at.text.country(country)), anchor=False)
        st.write(at.text.count("country.in_collection", total))
        if status := country.note.get(at.text.language):
            note(status)
        country_link(country, at.text("country.open"))


def open_mark(target: str) -> None:
    """The cases of a mark in a dialog, each with its summary or, where there are several, its line. `target` is what the
    mark answers a click with: a case's id, or "latitude,longitude" of a mark of several."""
    at = visit()
    marks = {f"{lat},{lon}": positions for lat, lon, positions in gathered(at.chosen, at.selection, at.house.frames, at.map_frame)}
    cases = [at.dataset.cases[position] for position in marks.get(target, [])]
    if target in at.dataset.case:
        cases = [at.dataset.case[target]]
    if not cases:
        return

    places = list(dict.fromkeys(case.place.name for case in cases))

    @st.dialog(escaped(", ".join(places)), width="medium")
    def dialog() -> None:
        with st.container(gap="xsmall", key="wrap_mark"):
            for case in cases:
                case_link(case)
                st.html(case_meta(case))
                if len(cases) <= 3 and not at.selection.as_of:
                    st.html(f'<p class="ra-sentence">{html.escape(case.summary)}</p>')

    dialog()


def main() -> None:
    """Draw the page."""
    at = visit()
    tell_ignored(_layers.read_address())
    if not len(at.chosen):
        _filters.empty_selection()
        return
    picture, beside = st.columns([2.3, 1], gap="medium")
    with picture:
        _layers.map_part()
    with beside:
        if len(at.selection.countries) == 1 and not at.selection.regions:
            country_card(at.selection.countries[0])
        st.subheader(at.text("list.title"), anchor=False)
        note(at.text("list.order"))
        case_list(at.chosen, "cases")
    _timeline.timeline_part("world")
    note(at.text("app.limits"))
    if opened := st.session_state.pop("opened", None):
        open_mark(opened)


main()
