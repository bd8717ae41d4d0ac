"""Case: what happened to whom, how it stood and stands, who says so."""

import html
from datetime import date

import streamlit as st

from components import exports
from components.model import Case
from components.pages import _basket, _take
from components.pages._parts import case_link, country_link, escaped, is_old, note, script, show, visit
from components.pages._sources import mark, refs, source_html
from components.views.case_map import case_map

esc = html.escape


def heading(case: Case) -> None:
    """Title, status with its day, summary."""
    at = visit()
    text, theme = at.text, at.dataset.theme[case.theme]
    eyebrow = [text(f"kind.{case.kind}"), theme.name[text.language], case.place.name]
    if case.origin == "message-2017":
        eyebrow.append(text("origin.message-2017"))
    st.html(f'<div class="ra-eyebrow">{esc(" · ".join(eyebrow))}</div>')
    st.title(escaped(case.title), anchor=False)
    colour = at.look.status[case.status]
    as_of = text("status.as_of", date=text.date(case.status_as_of.date))
    caution = text("status.may_have_changed") if is_old(case, at.dataset) else ""
    single = mark(text("case.single_source"), text("case.single_source_meaning")) if case.has_single_source else ""
    st.html(
        f'<p class="ra-sentence"><span class="ra-status" style="color:{colour}">● {esc(text(f"status.{case.status}"))}</span> '
        f'<span class="ra-faint">{esc(as_of + caution)}</span>{refs(case.status_as_of.sources, case)}{single}</p>'
    )
    if text.language != "en":
        st.html(f'<p class="ra-note"><b>EN</b> {esc(text("case.untranslated"))}</p>')
    if at.selection.as_of:
        st.html(f'<p class="ra-note">{esc(text("asof.case"))}</p>')
    else:
        st.html(f'<p class="ra-lead" lang="en">{esc(case.summary)}{refs(case.summary_sources, case)}</p>')


def then_and_now(case: Case) -> None:
    """The turns of the case's status, from its start to the newest."""
    at = visit()
    st.subheader(at.text("case.then_now"), anchor=False)
    turns = []
    for change in case.statuses:
        outcome = f" · {at.text(f'outcome.{change.outcome}')}" if change.outcome else ""
        turns.append(
            f'<div class="ra-turn" style="--dot:{at.look.status[change.status]}"><div class="ra-eyebrow">{esc(at.text.date(change.date))}</div>'
            f'<div class="ra-status" style="color:{at.look.status[change.status]}">{esc(at.text(f"status.{change.status}") + outcome)}</div>'
            f'<div lang="en">{esc(change.what)}{refs(change.sources, case)}</div></div>'
        )
    st.html(f'<div class="ra-turns">{"".join(turns)}</div>')


def history(case: Case) -> None:
    """The dated events of the case, oldest first."""
    at = visit()
    st.subheader(at.text("case.history"), anchor=False)
    colour = at.look.theme(at.dataset.theme[case.theme])
    rows = []
    for event in sorted(case.events, key=lambda event: event.date):
        phase = f' <span class="ra-faint">({esc(at.text(f"phase.{event.phase}"))})</span>' if event.phase else ""
        rows.append(
            f'<li{" class=ra-beyond" if event.phase else ""} style="--dot:{colour}"><span class="ra-date">{esc(at.text.date(event.date))}</span>'
            f'<span lang="en">{esc(event.what)}</span>{phase}{refs((event.source,), case)}</li>'
        )
    st.html(f'<ul class="ra-history">{"".join(rows)}</ul>' if rows else f'<p class="ra-note">{esc(at.text("asof.no_events"))}</p>')


def facts_and_figures(case: Case) -> None:
    """What is known, and the numbers with how exact they are and when they were true."""
    at = visit()
    text = at.text
    if not at.selection.as_of:  # facts are not dated: they tell of what came after
        st.subheader(text("case.facts"), anchor=False)
        st.html('<ul class="ra-facts" lang="en">' + "".join(f"<li>{esc(fact.text)}{refs(fact.sources, case)}</li>" for fact in case.facts) + "</ul>")
    if not case.figures:
        return
    st.subheader(text("case.figures"), anchor=False)
    cells = []
    for figure in case.figures:
        qualifier = "" if figure.qualifier == "exact" else f"{text('qualifier.' + figure.qualifier.replace(' ', '-'))} "
        cells.append(
            f'<div class="ra-figure"><b>{esc(qualifier + text.number(figure.value))}</b><span lang="en">{esc(figure.unit)}: {esc(figure.what)}</span>'
            f'{refs((figure.source,), case)}<div class="ra-faint">{esc(text("case.figure_as_of", date=text.date(figure.as_of)))}</div></div>'
        )
    st.html(f'<div class="ra-figures">{"".join(cells)}</div>')


def sources(case: Case) -> None:
    """All sources of the case, and what the marks of weak ones mean."""
    at = visit()
    st.subheader(at.text("case.sources"), anchor=False)
    if any(source.is_repost for source in case.sources):
        note(at.text("case.reposts"))
    if case.has_single_source:
        st.html(f'<p class="ra-note">{mark(at.text("case.single_source"), "")} {esc(at.text("case.single_source_meaning"))}</p>')
    listed = (f"<li><b>{number}.</b>{source_html(source)}</li>" for number, source in enumerate(case.sources, 1))
    st.html(f'<ul class="ra-sources">{"".join(listed)}</ul>')


def corrections(case: Case) -> None:
    """What was changed since the case was published, newest first. They speak of the page as it is, so all of them stand
    on a past day too."""
    at = visit()
    if case.corrections:
        st.subheader(at.text("case.corrections"), anchor=False)
        rows = (
            f'<li><span class="ra-date">{esc(at.text.date(each.date))}</span><span lang="en">{esc(each.what)}</span>{refs(each.sources, case)}'
            f'<div class="ra-faint">{esc(at.text("corrections.why"))} <span lang="en">{esc(each.why)}</span></div></li>'
            for each in sorted(case.corrections, key=lambda each: each.date, reverse=True)
        )
        st.html(f'<ul class="ra-history">{"".join(rows)}</ul>')
    with st.expander(at.text("report.title"), icon=":material/flag:", key="report"):
        st.write(at.text("report.lead"))
        message = exports.error_report(case, at.dataset.info, _take.link(), at.text)
        st.code(message, language=None, wrap_lines=True)
        address = exports.mail_address(at.text("report.subject", id=case.id), message)
        st.html(f'<a href="{esc(address, quote=True)}">{esc(at.text("report.mail"))}</a>')
        with st.container(key="wrap_corrections"):
            st.page_link(script("corrections"), label=at.text("corrections.all"), icon=":material/rule:", query_params=at.params())


def related(case: Case) -> None:
    """Cases that share something with this one, with the reason."""
    at = visit()
    found = at.house.relations.of(case)
    if not found:
        return
    st.subheader(at.text("related.title"), anchor=False)
    with st.container(gap="xsmall", key="list_related"):
        for each in found:
            case_link(each.case)
            why = [at.text(f"related.{kind}", people=at.text.join(names), place=", ".join(names), names=at.text.join(names)) for kind, names in each.reasons]
            st.html(f'<div class="ra-meta">{esc("; ".join(why))}</div>')


def beside(case: Case) -> None:
    """Where, who, which themes, and how to cite."""
    at = visit()
    text = at.text
    view = case_map(case, at.map_frame)
    st.subheader(view.title, anchor=False)
    show(view, "small_map")
    with st.container(border=True, gap="small"):
        st.markdown(f"**{text('case.countries')}**")
        for country in case.countries:
            country_link(at.dataset.country[country.iso3])
            note(text.join([text(f"role.{role}") for role in country.roles]))
        if any("responsible" in country.roles for country in case.countries):
            st.html(f'<p class="ra-note">{esc(text("case.responsible_note"))}</p>')
        st.markdown(f"**{text('case.span')}**")
        end = text.date(case.end) if case.end else text("case.open_end")
        note(f"{text.date(case.start)} – {end}")
        if case.people:
            st.markdown(f"**{text('case.people')}**")
            note(", ".join(case.people))
        st.markdown(f"**{text('case.themes')}**")
        chips = "".join(f'<span class="ra-chip">{esc(at.dataset.theme[theme].name[text.language])}</span>' for theme in case.themes)
        st.html(f'<div class="ra-chips">{chips}</div>')
    info = at.dataset.info
    with st.expander(text("case.cite"), icon=":material/format_quote:"):
        address = f"{_take.root()}case?id={case.id}&v={info.version}"
        st.code(exports.cite(case.title, info.version, address, date.today(), text), language=None, wrap_lines=True)


def main() -> None:
    """Draw the case that the address names."""
    at = visit()
    asked = st.query_params.get("id", "")
    case = at.dataset.case.get(asked)
    if case is None:
        st.subheader(at.text("case.unknown_title"), anchor=False)
        st.write(at.text("case.unknown_body", id=escaped(asked[:80])) if asked else at.text("case.none_asked"))
        st.page_link(script("world"), label=at.text("case.back"), icon=":material/arrow_back:", query_params=at.params())
        return
    st.page_link(script("world"), label=at.text("case.back"), icon=":material/arrow_back:", query_params=at.params())
    left, right = st.columns([3, 1], gap="large")
    with left:
        heading(case)
        then_and_now(case)
        history(case)
        facts_and_figures(case)
        sources(case)
        corrections(case)
        related(case)
    with right:
        _basket.button(case, "page")
        beside(case)


main()
