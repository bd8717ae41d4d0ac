"""The frame around every page: header, filter bar, count line, and what was ignored; then the page itself."""

import streamlit as st

from components import links, load
from components.pages import PAGES, _basket, _filters, _look, _parts, _take, entry_of
from components.text import LANGUAGES


def header(text, pages, params) -> None:
    """The name of the atlas, the links to its pages, and the languages."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="header"):
        st.html(f'<div class="ra-name">{text("app.name")}</div>', width="content")
        with st.container(horizontal=True, wrap=False, gap="xxsmall", key="nav"):
            for entry in PAGES:
                if entry.linked:
                    st.page_link(pages[entry.id], label=text(f"page.{entry.id}"), icon=f":material/{entry.icon}:", query_params=params)
        with st.container(horizontal=True, gap="xsmall", width="content", key="languages"):
            for language in LANGUAGES:
                st.button(
                    text(f"language.{language}"),
                    key=f"lang_{language}",
                    type="tertiary",
                    disabled=language == text.language,
                    on_click=_filters.select_language,
                    args=(language,),
                )


def deck_of(page: str) -> dict[str, str]:
    """The parameters by which the Present page makes a deck of what is on screen."""
    name = links.NAMED_BY.get(page)
    return {"deck": page, name: st.query_params[name]} if name and name in st.query_params else {"deck": "selection"}


def count_line(visit: _parts.Visit) -> None:
    """ "N of M cases · K countries · data as of …", what is chosen, and the ways to clear it and to link to it."""
    text, dataset = visit.text, visit.dataset
    countries = sum(n > 0 for n in visit.house.frames.country_counts(visit.chosen).values())
    parts = [
        text.count("count.of", len(visit.chosen), total=text.number(len(dataset.cases))),
        text.count("count.countries", countries),
        text("count.as_of", date=text.date(dataset.as_of)),
    ]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="countline"):
        st.html(f'<div class="ra-count" role="status"><b>{parts[0]}</b> · {" · ".join(parts[1:])}</div>', width="content")
        with st.container(horizontal=True, gap="small", horizontal_alignment="right", vertical_alignment="center", key="actions"):
            clear = text("filter.clear")
            st.button(clear, icon=":material/filter_alt_off:", type="tertiary", disabled=not visit.selection, on_click=_filters.clear, key="clear")
            if visit.page != "present":
                params = visit.params(**deck_of(visit.page))
                st.page_link(_parts.script("present"), label=text("page.present"), icon=":material/slideshow:", query_params=params)
            with st.popover(text("link.title"), icon=":material/link:", type="tertiary", key="p_link"):
                _parts.note(text("link.help"))
                st.code(_take.link(), language=None, wrap_lines=True)
            with st.popover(text("basket.title", n=len(_basket.ids())), icon=":material/shopping_cart:", type="tertiary", key="p_basket"):
                _take.basket_panel()
            with st.popover(text("take.title"), icon=":material/download:", type="tertiary", key="p_take"):
                _take.take_panel()
    if visit.selection.as_of:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="setback"):
            st.html(f'<div class="ra-sentence">{text("asof.banner", date=text.date(visit.selection.as_of))}</div>', width=820)
            st.button(text("filter.as_of_now"), key="asof_back", on_click=_filters.set_as_of, args=(None,))
    if visit.selection:
        _parts.note(visit.selection.sentence(dataset, text))


def visited(house: _parts.House, text, selection, page: str) -> _parts.Visit:
    """The visit of a page, in the house of the day that the selection is set back to."""
    if selection.as_of:
        house = _parts.house_on(str(load.data_directory()), selection.as_of)
    return _parts.Visit(house, text, _parts.look(), selection, house.index.apply(selection), page)


def run() -> None:
    """Draw one run of the app."""
    st.set_page_config(page_title="Rights Atlas", page_icon=str(_parts.FOLDER / "icon.svg"), layout="wide")
    house = _parts.today()
    language, ignored = _filters.language()
    text = house.texts[language]
    _look.style_sheet()
    if house.dataset is None:
        _parts.problem_page(text, house.problems)
        return
    pages = {
        entry.id: st.Page(
            _parts.script(entry.id),
            title=f"{text(f'page.{entry.id}')} · {text('app.name')}",
            url_path=entry.path or None,
            default=not entry.path,
        )
        for entry in PAGES
    }
    page = st.navigation(list(pages.values()), position="hidden")
    current = next(id for id, each in pages.items() if each == page)
    if entry_of(current).bare:
        selection, _ = _filters.asked(house)
        st.session_state["visit"] = visited(house, text, selection, current)
        _parts.guarded(page.run, f"the page {current}")
        return
    ignored += _filters.read_address(house) + _basket.ignored(house.dataset)

    top = st.container(key="top")
    with st.container(key="bar"):
        selection = _filters.filter_bar(house, text)
    _filters.write_address(selection)
    visit = visited(house, text, selection, current)
    st.session_state["visit"] = visit
    with top:
        header(text, pages, visit.params())
    _parts.tell_ignored(ignored)
    count_line(visit)
    _take.tell_version()
    _parts.guarded(page.run, f"the page {current}")


run()
