"""Then and now: a past day beside today; what has changed, by outcome."""

import html
from datetime import date, timedelta

import streamlit as st

from components.pages import _filters
from components.pages._parts import case_link, note, visit
from components.selection import EARLIEST
from components.views.changes import UNCHANGED, Change, changes

START = date(2017, 12, 31)  # the day of the message that the collection begins with

esc = html.escape


def day_choice() -> date:
    """The past day, in step with the address."""
    at = visit()
    asked = st.query_params.get("then", "")
    last = max(EARLIEST, at.dataset.as_of - timedelta(days=1))  # with a view set back to the earliest day, that day
    try:
        day = date.fromisoformat(asked) if len(asked) == 10 else None
    except ValueError:
        day = None
    good = day is not None and EARLIEST <= day <= last
    if asked and not good:
        st.warning(at.text("link.ignored", said="then"), icon=":material/link_off:")
    if st.session_state.get("p_then_asked") != asked or (st.session_state.get("p_then") or date.max) > last:
        st.session_state["p_then_asked"], st.session_state["p_then"] = asked, day if good else min(START, last)

    def chosen() -> None:
        st.session_state["p_then_asked"] = st.query_params["then"] = st.session_state["p_then"].isoformat()

    return st.date_input(at.text("then.day"), key="p_then", min_value=EARLIEST, max_value=last, on_change=chosen, format="YYYY-MM-DD", width=260)


def change_html(change: Change) -> str:
    """Then and now of one case, with the turns between."""
    at = visit()
    text, look = at.text, at.look

    def cell(turn, key: str) -> str:
        outcome = f" · {text(f'outcome.{turn.outcome}')}" if turn.outcome and key == "then.now" else ""
        colour = look.status[turn.status]
        status = f'<span class="ra-status" style="color:{colour}">{esc(text(f"status.{turn.status}") + outcome)}</span>'
        when = f'<span class="ra-faint">{esc(text.date(turn.date))}</span>'
        head = f'<div class="ra-eyebrow">{esc(text(key))}</div>'
        return f'<div class="ra-turn" style="--dot:{colour}">{head}{status} {when}<div lang="en">{esc(turn.what)}</div></div>'

    return f'<div class="ra-turns">{cell(change.then, "then.then")}{cell(change.now, "then.now")}</div>'


def main() -> None:
    """Draw the page."""
    at = visit()
    text = at.text
    st.title(text("page.then"), anchor=False)
    st.html(f'<p class="ra-lead">{esc(text("then.lead"))}</p>')
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = day_choice()
        if at.selection.origin != "message-2017":
            st.button(text("filter.origin"), icon=":material/mail:", on_click=_filters.only_message)
    if not len(at.chosen):
        _filters.empty_selection()
        return
    groups, later = changes(at.chosen.cases(), day)
    began = sum(map(len, groups.values()))
    turned = began - len(groups.get(UNCHANGED, []))
    sentence = text.count("then.sentence", began, date=text.date(day), turned=text.number(turned))
    st.html(f'<p class="ra-sentence">{esc(sentence)} {esc(text.count("then.later", later) if later else "")}</p>')
    for group, found in groups.items():
        name = text(f"then.{group}") if group in (UNCHANGED, "other") else text(f"outcome.{group}")
        label = f"{name[0].upper()}{name[1:]} ({len(found)})"
        opened = st.expander(label, expanded=group != UNCHANGED, key=f"then_{group}")
        with opened.container(gap="xsmall", key=f"wrap_then_{group}"):
            for change in found:
                case_link(change.case)
                st.html(change_html(change))
    note(text("then.note"))
    note(text("app.limits"))


main()
