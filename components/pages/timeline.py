"""Timeline: the whole page for time, in lanes by theme, country or case, with bars for what lasts."""

import streamlit as st

from components.pages import _filters, _timeline
from components.pages._parts import note, visit

LANES = ("theme", "country", "case")


def lane_choice() -> str:
    """The kind of lanes, in step with the address."""
    at = visit()
    asked = st.query_params.get("by", LANES[0])
    current = asked if asked in LANES else LANES[0]
    if st.session_state.get("p_by_asked") != asked:
        st.session_state["p_by_asked"], st.session_state["p_by"] = asked, current

    def chosen() -> None:
        kind = st.session_state["p_by"] or LANES[0]
        st.session_state["p_by_asked"] = st.query_params["by"] = kind

    if "p_by" not in st.session_state:
        st.session_state["p_by"] = current
    if asked not in LANES:
        st.warning(at.text("link.ignored", said="by"), icon=":material/link_off:")
    return st.segmented_control(
        at.text("timeline.by"), LANES, key="p_by", required=True, on_change=chosen, format_func=lambda kind: at.text(f"timeline.by_{kind}")
    )


def main() -> None:
    """Draw the page."""
    at = visit()
    st.title(at.text("page.timeline"), anchor=False)
    if not len(at.chosen):
        _filters.empty_selection()
        return
    kind = lane_choice()
    _timeline.timeline_part("page", by=kind, spans=True)
    note(at.text("app.limits"))


main()
