"""About: what the collection is and is not, themes, coverage, disputed places, licence."""

import html

import streamlit as st

from components.pages._parts import escaped, script, visit
from components.views.marks import mark_html

esc = html.escape


def coverage() -> None:
    """What the collection covers, counted from the data."""
    at = visit()
    text, dataset = at.text, at.dataset
    sources = sum(len(case.sources) for case in dataset.cases)
    events = sum(len(case.events) for case in dataset.cases)
    concerned = sum(flags.any() for flags in at.house.index.countries.values())
    seeds = int(at.house.index.origins["message-2017"].sum())
    old = sum((dataset.as_of - case.status_as_of.date.last).days > 365 for case in dataset.cases)
    cells = (
        (len(dataset.cases), "about.cases"),
        (int(concerned), "about.countries"),
        (events, "about.events"),
        (sources, "about.sources"),
        (seeds, "about.seeds"),
        (old, "about.old"),
    )
    figures = "".join(f'<div class="ra-figure"><b>{text.number(n)}</b>{esc(text(key))}</div>' for n, key in cells)
    st.html(f'<div class="ra-figures">{figures}</div>')


def main() -> None:
    """Draw the page."""
    at = visit()
    text, dataset = at.text, at.dataset
    language = text.language
    st.title(text("page.about"), anchor=False)
    st.html(f'<p class="ra-lead">{esc(text("about.lead"))}</p>')
    coverage()
    st.subheader(text("about.limits_title"), anchor=False)
    for key in ("about.limit_counts", "about.limit_absence", "about.limit_alleged", "about.limit_dates", "about.limit_reposts"):
        st.markdown(f"- {text(key)}")
    st.subheader(text("about.themes_title"), anchor=False)
    rows = "".join(
        f"<p class='ra-sentence' style='max-width:90ch;margin-bottom:.7rem'>{mark_html(theme.mark, at.look.theme(theme))} "
        f"<b>{esc(theme.name[language])}.</b> {esc(theme.definition[language])} <span class='ra-faint'>{esc(theme.border[language])}</span></p>"
        for theme in dataset.themes
    )
    st.html(rows)
    st.subheader(text("about.statuses_title"), anchor=False)
    for status in ("ongoing", "partly-resolved", "resolved", "unclear"):
        st.markdown(f"- **{text(f'status.{status}')}**: {text(f'status_meaning.{status}')}")
    st.subheader(text("about.map_title"), anchor=False)
    st.write(text("about.map_body"))
    with st.expander(text.count("about.disputed", len(dataset.disputed)), icon=":material/border_clear:"):
        for area in dataset.disputed:
            st.markdown(f"**{escaped(area.name[language])}**: {escaped(area.drawn[language])} *{escaped(area.source)}*")
    st.subheader(text("about.licence_title"), anchor=False)
    st.write(text("about.licence_body", licence=dataset.info.licence))
    citation = f"{dataset.info.title[language]}. {text('about.version')} {dataset.info.version}, {text.date(dataset.info.as_of)}."
    st.code(citation, language=None, wrap_lines=True)
    with st.container(key="wrap_corrections"):
        st.page_link(script("corrections"), label=text("corrections.all"), icon=":material/rule:", query_params=at.params())


main()
