"""Corrections: what was changed in published cases, the versions of the dataset, how to report an error."""

import html

import streamlit as st

from components.model import Case, Correction
from components.pages._parts import escaped, note, script, today, visit
from components.pages._sources import source_html

esc = html.escape
PER_PAGE = 25


def of_all_cases() -> list[tuple[Case, Correction]]:
    """Every correction with its case, newest first. They speak of the cases as they are, whatever day a visit is set to."""
    found = [(case, each) for case in today().dataset.cases for each in case.corrections]
    return sorted(found, key=lambda pair: (-pair[1].date.last.toordinal(), pair[0].id))


def corrections() -> None:
    """PER_PAGE corrections at a time: the case, what was changed, why, and the sources that say what is right."""
    at = visit()
    text, found = at.text, of_all_cases()
    if not found:
        note(text("corrections.none"))
        return
    note(text.count("corrections.count", len(found)))
    if text.language != "en":
        st.html(f'<p class="ra-note"><b>EN</b> {esc(text("corrections.untranslated"))}</p>')
    pages = -(-len(found) // PER_PAGE)
    box = st.container(gap="xsmall", key="list_corrections")
    page = st.pagination(pages, max_visible_pages=5, key="corrections") if pages > 1 else 1
    params = {name: value for name, value in at.params().items() if name != "asof"}
    with box:
        for case, each in found[(page - 1) * PER_PAGE : page * PER_PAGE]:
            icon = f":material/{at.dataset.theme[case.theme].icon}:"
            st.page_link(script("case"), label=escaped(case.title), icon=icon, query_params={**params, "id": case.id})
            sources = "".join(f"<div>{source_html(case.source(source))}</div>" for source in each.sources)
            st.html(
                f'<div class="ra-meta"><span class="ra-date">{esc(text.date(each.date))}</span><span lang="en">{esc(each.what)}</span>'
                f'<div class="ra-faint">{esc(text("corrections.why"))} <span lang="en">{esc(each.why)}</span></div>{sources}</div>'
            )


def main() -> None:
    """Draw the page."""
    at = visit()
    text = at.text
    st.title(text("page.corrections"), anchor=False)
    st.html(f'<p class="ra-lead">{esc(text("corrections.lead"))}</p>')
    corrections()
    st.subheader(text("corrections.releases"), anchor=False)
    for release in today().dataset.releases:
        st.markdown(f"**{escaped(release.version)}** · {escaped(text.date(release.date))}  \n{escaped(release.what[text.language])}")
    st.subheader(text("report.title"), anchor=False)
    st.write(text("corrections.report"))
    st.page_link(script("about"), label=text("page.about"), icon=":material/menu_book:", query_params=at.params())


main()
