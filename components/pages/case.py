"""Case: what happened to whom, how it stood and stands, who says so."""

import html
from datetime import date

import streamlit as st

from components import exports
from components.model import Case, Source
from components.pages import _basket, _take
from components.pages._parts import case_link, country_link, escaped, is_old, note, script, show, visit
from components.views.case_map import case_map

esc = html.escape


def refs(ids: tuple[str, ...], case: Case) -> str:
    """Source numbers, as they stand in the list of sources."""
    numbers = {source.id: position for position, source in enumerate(case.sources, 1)}
    return f'<span class="ra-ref">[{", ".join(str(numbers[each]) for each in ids)}]</span>'


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
    st.html(
        f'<p class="ra-sentence"><span class="ra-status" style="color:{colour}">● {esc(text(f"status.{case.status}"))}</span> '
        f'<span class="ra-faint">{esc(as_of + caution)}</span>{refs(case.status_as_of.sources, case)}</p>'
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


def source_html(number: int, source: Source) -> str:
    """One source: number, publisher, title (linked unless it is a repost), day, kind."""
    text = visit().text
    title = esc(source.title)
    if source.is_repost:
        publisher = text("source.repost_of", publisher=source.shown_publisher) if source.shown_publisher else text("source.repost_unknown")
    else:
        publisher = source.publisher
        title = f'<a href="{esc(source.url, quote=True)}" target="_blank" rel="noopener noreferrer nofollow">{title}</a>'
    published = text.date(source.published) if source.published else text("source.undated")
    kind = text(f"source_kind.{source.kind}")
    return f'<li><b>{number}.</b>{esc(publisher)}: <span>{title}</span> <span class="ra-faint">{esc(f"{published} · {kind}")}</span></li>'


def sources(case: Case) -> None:
    """All sources of the case."""
    at = visit()
    st.subheader(at.text("case.sources"), anchor=False)
    if any(source.is_repost for source in case.sources):
        note(at.text("case.reposts"))
    st.html('<ul class="ra-sources">' + "".join(source_html(n, source) for n, source in enumerate(case.sources, 1)) + "</ul>")


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
        related(case)
    with right:
        _basket.button(case, "page")
        beside(case)


main()
