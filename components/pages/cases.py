"""Cases: facets with live counts, full-text search, sorting, cards or table, a page at a time, and a basket."""

import html
from collections.abc import Callable

import numpy as np
import streamlit as st

from components.frames import case_table
from components.model import KINDS, SOURCE_KINDS, STATUSES, Case
from components.pages import _basket, _filters
from components.pages._parts import case_link, case_meta, note, visit
from components.selection import Selection
from components.text import Text

SORTS = ("rank", "status_date", "start", "title", "country", "status")
SHOWS = ("cards", "table")
PER_PAGE = 12
MOST_COUNTRIES = 12

esc = html.escape


def page_choice(name: str, choices: tuple[str, ...], label: str, named: Callable[[str], str], default: str) -> str:
    """A choice of this page, in step with its parameter in the address."""
    at = visit()
    asked = st.query_params.get(name, default)
    if st.session_state.get(f"p_{name}_asked") != (asked, choices) or f"p_{name}" not in st.session_state:
        st.session_state[f"p_{name}_asked"], st.session_state[f"p_{name}"] = (asked, choices), asked if asked in choices else default
        if asked not in choices:
            st.warning(at.text("link.ignored", said=name), icon=":material/link_off:")

    def chosen() -> None:
        st.query_params[name] = st.session_state[f"p_{name}"] or default
        st.session_state[f"p_{name}_asked"] = (st.query_params[name], choices)

    return st.selectbox(label, choices, key=f"p_{name}", on_change=chosen, format_func=named, width=200)


def without(selection: Selection, **parts: object) -> np.ndarray:
    """Which cases the selection leaves when these parts of it choose everything."""
    return visit().house.index.apply(Selection(**{**vars(selection), **parts})).flags


def facet(name: str, flags: dict, leave: np.ndarray, named, key: str, chosen: list, most: int | None = None) -> None:
    """One facet: an entry a button with the number of cases that have it among those that the other filters leave."""
    counts = {each: int((of & leave).sum()) for each, of in flags.items()}
    order = [each for each in counts if counts[each] or each in chosen]
    if most:
        order = sorted(order, key=lambda each: (each not in chosen, -counts[each]))[:most]
    text = visit().text
    with st.expander(text(f"facet.{name}"), expanded=name in ("theme", "status"), key=f"facet_{name}"), st.container(gap="xxsmall", key=f"facets_{name}"):
        for each in order:
            inside = each in chosen
            st.button(
                f"{named(each)} ({text.number(counts[each])})", key=f"facet_{name}_{each}", type="primary" if inside else "tertiary",
                icon=":material/check:" if inside else None, on_click=_filters.toggle, args=(key, each),
            )  # fmt: skip
        if most and len(counts) > most:
            note(text("facet.all_countries"))


def facets() -> None:
    """All facets of the selection."""
    at = visit()
    text, index, selection, dataset = at.text, at.house.index, at.selection, at.dataset

    def short(theme: str) -> str:
        return dataset.theme[theme].short[text.language]

    def decade(span: tuple[int, int]) -> str:
        return text("facet.decade_of", first=span[0], last=span[1])

    note(text("facet.help"))
    facet("theme", index.themes, without(selection, themes=()), short, "f_theme", list(selection.themes))
    statuses = {each: index.statuses[each] for each in STATUSES}
    facet("status", statuses, without(selection, statuses=()), lambda each: text(f"status.{each}"), "f_status", list(selection.statuses))
    places = without(selection, countries=(), regions=())
    continents = {country.region for country in dataset.countries}
    regions = {code: index.regions[code] for code in dataset.regions if code in continents}
    facet("region", regions, places, text.region, "f_where", list(selection.regions))
    names = {iso3: text.country(country) for iso3, country in dataset.country.items()}
    facet("country", index.countries, places, names.get, "f_where", list(selection.countries), MOST_COUNTRIES)
    kinds = {each: index.kinds[each] for each in KINDS}
    facet("kind", kinds, without(selection, kinds=()), lambda each: text(f"kind.{each}"), "f_kind", list(selection.kinds))
    chosen = [selection.years] if selection.years else []
    facet("decade", decades(index.years), without(selection, years=None), decade, "f_years", chosen)
    sources = {each: index.sources[each] for each in SOURCE_KINDS}
    facet("source", sources, without(selection, sources=()), lambda each: text(f"source_kind.{each}"), "f_source", list(selection.sources))


def decades(years: dict[int, np.ndarray], most: int = 6) -> dict[tuple[int, int], np.ndarray]:
    """Which cases belong to each of the last `most` decades, the newest first; the first and last are cut to the data."""
    spans: dict[tuple[int, int], np.ndarray] = {}
    first, last = min(years), max(years)
    for year in sorted(years, reverse=True):
        span = (max(year - year % 10, first), min(year - year % 10 + 9, last))
        spans[span] = spans[span] | years[year] if span in spans else years[year]
    return dict(list(spans.items())[:most])


def ordered(sort: str, text: Text) -> list[int]:
    """The positions of the chosen cases in the order asked for."""
    at = visit()
    cases = at.dataset.cases
    positions = at.chosen.positions.tolist()
    names = {iso3: text.sort_key(text.country(country)) for iso3, country in at.dataset.country.items()}
    found = at.house.index.search.find(at.selection.words) if at.selection.words else None
    keys = {
        "rank": (lambda p: (found.rank[p], p)) if found else (lambda p: p),
        "status_date": lambda p: p,
        "start": lambda p: (cases[p].start.first, p),
        "title": lambda p: text.sort_key(cases[p].title),
        "country": lambda p: (names[cases[p].countries[0].iso3], p),
        "status": lambda p: (STATUSES.index(cases[p].status), p),
    }
    return sorted(positions, key=keys[sort])


def pieces_html(pieces: list[tuple[str, bool]]) -> str:
    """Text in pieces, with those that matched the search marked."""
    return "".join(f"<mark>{esc(piece)}</mark>" if hit else esc(piece) for piece, hit in pieces)


def card(case: Case) -> None:
    """One case: title, where and how it stands, its summary or the passage that was found, and the basket."""
    at = visit()
    search, query = at.house.index.search, at.selection.words
    with st.container(border=True, gap="xsmall"):
        case_link(case)
        st.html(case_meta(case))
        body = esc(case.summary)
        if query:
            body = pieces_html(search.marked(query, case.summary))
            if "<mark>" not in body:
                body = pieces_html(search.excerpt(query, case).pieces)
        if not at.selection.as_of:
            st.html(f'<p class="ra-card" lang="en">{body}</p>')
        _basket.button(case, "card")


def results() -> None:
    """The cases found, as cards or as a table."""
    at = visit()
    text = at.text
    query = at.selection.words
    if query and at.house.index.search.find(query).plain:
        st.warning(text("cases.plain"), icon=":material/search:")
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        default = SORTS[0] if query else SORTS[1]
        sort = page_choice("sort", SORTS if query else SORTS[1:], text("cases.sort"), lambda each: text(f"cases.sort_{each}"), default)
        show = page_choice("show", SHOWS, text("cases.show"), lambda each: text(f"cases.show_{each}"), SHOWS[0])
    note(text("cases.search_help"))
    positions = ordered(sort, text)
    if show == "table":
        st.dataframe(case_table(tuple(at.dataset.cases[p] for p in positions), at.dataset, text), hide_index=True, alt=text("page.cases"), height=620)
        return
    pages = -(-len(positions) // PER_PAGE)
    box = st.container(gap="small", key="list_results")
    page = st.pagination(pages, key=f"cases_page_{pages}_{sort}_{hash(tuple(positions))}") if pages > 1 else 1
    with box:
        for position in positions[(page - 1) * PER_PAGE : page * PER_PAGE]:
            card(at.dataset.cases[position])
    if pages > 1:
        note(text("list.page", page=page, pages=pages, n=len(positions)))


def main() -> None:
    """Draw the page."""
    at = visit()
    st.title(at.text("page.cases"), anchor=False)
    if not len(at.chosen):
        _filters.empty_selection()
        return
    beside, found = st.columns([1, 3], gap="medium")
    with beside:
        facets()
    with found:
        results()
    note(at.text("app.limits"))


main()
