"""Compare: two to four countries side by side, on the same scales, without ranks."""

import streamlit as st

from components.pages import _numbers
from components.pages._parts import country_link, note, visit
from components.views.indicator_lines import COLOURS

MOST = len(COLOURS[False])


def picker(asked: list[str]) -> list[str]:
    """The selector of countries, in step with the address."""
    at = visit()
    names = {iso3: at.text.country(country) for iso3, country in at.dataset.country.items()}
    order = sorted(names, key=lambda iso3: at.text.sort_key(names[iso3]))
    if st.session_state.get("p_with_asked") != asked:
        st.session_state["p_with_asked"] = st.session_state["p_with"] = asked

    def chosen() -> None:
        picked = st.session_state["p_with"]
        st.session_state["p_with_asked"] = picked
        if picked:
            st.query_params["with"] = ",".join(picked)
        else:
            st.query_params.pop("with", None)

    if "p_with" not in st.session_state:
        st.session_state["p_with"] = asked
    return st.multiselect(
        at.text("compare.pick"), order, key="p_with", format_func=lambda iso3: names[iso3], max_selections=MOST, on_change=chosen, width=640,
        placeholder=at.text("country.pick_hint"), select_all=False,
    )  # fmt: skip


def main() -> None:
    """Draw the page."""
    at = visit()
    text = at.text
    st.title(text("page.compare"), anchor=False)
    st.html(f'<p class="ra-lead">{text("compare.lead")}</p>')
    asked = [code for code in st.query_params.get("with", "").split(",") if code]
    known = list(dict.fromkeys(code for code in asked if code in at.dataset.country))[:MOST]
    if len(known) < len(asked):
        st.warning(text("compare.ignored"), icon=":material/link_off:")
    chosen = picker(known)
    if len(chosen) < 2:
        st.write(text("compare.choose"))
        return
    for column, iso3 in zip(st.columns(len(chosen), gap="medium"), chosen, strict=True):
        with column, st.container(border=True, gap="xsmall"):
            total = int((at.house.index.countries[iso3] & at.chosen.flags).sum())
            country_link(at.dataset.country[iso3])
            st.write(text.count("compare.cases", total))
            active = [
                row
                for row in (at.house.numbers.conflicts.of(iso3) if at.house.numbers.conflicts else ())
                if row.year == at.house.numbers.conflicts.info.last_year
            ]
            if at.house.numbers.conflicts:
                note(text.count("compare.conflicts", len(active), year=at.house.numbers.conflicts.info.last_year))
    names = {iso3: text.country(at.dataset.country[iso3]) for iso3 in chosen}
    _numbers.key_of_lines(names)
    _numbers.lines(names, "compare_" + "_".join(chosen))
    note(text("app.limits"))


main()
