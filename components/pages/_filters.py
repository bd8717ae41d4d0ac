"""The filter bar, and the address in step with it.

The address is the state. A query whose filter part is not the one we wrote last (first run, Back, Forward, an edited
address, a link) is read and seeds the widgets; otherwise the widgets hold and the address is written from them.
"""

from datetime import date, timedelta

import streamlit as st

from components.model import KINDS, ORIGINS, SOURCE_KINDS, STATUSES
from components.pages._parts import House, note, today, visit
from components.selection import EARLIEST, PARAMETERS, Selection, one_line
from components.text import LANGUAGES, Text

#: Parameters of decks: which deck, which slide, how it is shown, and where its notes are told.
DECKS = ("deck", "d", "slide", "ground", "notes", "podium")

#: Parameters that belong to a page or to the frame and are left to them.
OTHERS = ("lang", "id", "iso3", "layer", "year", "per", "with", "by", "then", "sort", "show", "basket", "v", *DECKS)

#: The keys of the filters' widgets.
WIDGETS = ("f_theme", "f_where", "f_years", "f_status", "f_kind", "f_origin", "f_source", "f_case", "f_words", "f_asof")

#: Streamlit's own parameters, kept as they are.
STREAMLITS = ("embed", "embed_options")


def query() -> dict[str, list[str]]:
    """The address's parameters, each with all its values."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def language() -> tuple[str, list[tuple[str, str]]]:
    """The reader's language, from the address, else the session, else the browser; and what was ignored."""
    asked = st.query_params.get("lang")
    own = "fr" if (st.context.locale or "").lower().startswith("fr") else "en"
    if asked in LANGUAGES:
        st.session_state["language"] = asked
    ignored = [("lang", asked)] if asked is not None and asked not in LANGUAGES else []
    return st.session_state.get("language", own), ignored


def select_language(chosen: str) -> None:
    """Change the language; called by the header's buttons."""
    st.session_state["language"] = chosen
    st.query_params["lang"] = chosen


def asked(house: House) -> tuple[Selection, list[tuple[str, str]]]:
    """The selection that the address asks for, and what of it was ignored."""
    return Selection.from_params({name: values for name, values in query().items() if name in PARAMETERS}, house.dataset)


def read_address(house: House) -> list[tuple[str, str]]:
    """Seed the widgets if the address asks for another selection than the one written last. Gives what was ignored."""
    state, given = st.session_state, query()
    ours = {name: values for name, values in given.items() if name in PARAMETERS}
    if state.get("written") == ours:
        # A run that was broken off before it drew the filters loses their widgets' state; the selection outlives it.
        if any(key not in state for key in WIDGETS):
            seed(state["selection"], house)
        return []
    selection, ignored = asked(house)
    seed(selection, house)
    ignored += [(name, ",".join(values)) for name, values in given.items() if name not in (*PARAMETERS, *OTHERS, *STREAMLITS)]
    return ignored


def seed(selection: Selection, house: House) -> None:
    """Set the widgets to a selection."""
    state = st.session_state
    state["f_theme"] = list(selection.themes)
    state["f_where"] = [*selection.regions, *selection.countries]
    state["f_years"] = selection.years or house.dataset.years
    state["f_status"] = list(selection.statuses)
    state["f_kind"] = list(selection.kinds)
    state["f_origin"] = selection.origin == "message-2017"
    state["f_source"] = list(selection.sources)
    state["f_case"] = selection.cases
    state["f_words"] = selection.words
    state["f_asof"] = selection.as_of


def write_address(selection: Selection) -> None:
    """Write the selection into the address, leaving the page's own parameters; an equal address is not written."""
    params = selection.to_params()
    kept = {name: values for name, values in query().items() if name in OTHERS}
    new = {**kept, **params}
    if {name: [value] if isinstance(value, str) else value for name, value in new.items()} != query():
        st.query_params.from_dict(new)
    st.session_state["selection"] = selection
    st.session_state["written"] = {name: [value] for name, value in params.items()}


def filter_bar(house: House, text: Text) -> Selection:
    """Draw the filters and give what they say. Themes stand open; the rest in one row that wraps."""
    dataset = house.dataset
    first, last = dataset.years
    names = {code: text.region(code) for code in dataset.regions}
    countries = {iso3: text.country(country) for iso3, country in dataset.country.items()}
    concerned = [iso3 for iso3, flags in house.index.countries.items() if flags.any()]
    others = [iso3 for iso3 in countries if iso3 not in set(concerned)]
    where = [
        *dataset.regions,
        *sorted(concerned, key=lambda iso3: text.sort_key(countries[iso3])),
        *sorted(others, key=lambda iso3: text.sort_key(countries[iso3])),
    ]
    names |= countries

    with st.container(key="themes"):
        themes = st.pills(
            text("filter.themes"),
            list(dataset.theme),
            selection_mode="multi",
            format_func=lambda theme: f":material/{dataset.theme[theme].icon}: {dataset.theme[theme].short[text.language]}",
            key="f_theme",
            label_visibility="collapsed",
        )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        places = st.multiselect(
            text("filter.where"), where, format_func=lambda each: names[each], key="f_where", placeholder=text("filter.where"), width=270,
            select_all=False, label_visibility="collapsed",
        )  # fmt: skip
        statuses = st.multiselect(
            text("filter.status"), STATUSES, format_func=lambda each: text(f"status.{each}"), key="f_status", placeholder=text("filter.status"), width=170,
            select_all=False, label_visibility="collapsed",
        )  # fmt: skip
        chosen_years = st.session_state["f_years"]
        label = text("filter.years_all") if tuple(chosen_years) == (first, last) else f"{chosen_years[0]} – {chosen_years[1]}"
        with st.popover(label, icon=":material/date_range:", key="p_years"):
            years = st.slider(text("filter.years"), first, last, key="f_years", format="%d", width=420)
            note(text("filter.years_help"))
        words = st.text_input(
            text("filter.words"),
            key="f_words",
            placeholder=text("filter.words_hint"),
            icon=":material/search:",
            width=200,
            max_chars=200,
            type="search",
            label_visibility="collapsed",
        )
        with st.popover(text("filter.more"), icon=":material/tune:", key="p_more"):
            kinds = st.pills(text("filter.kind"), KINDS, selection_mode="multi", format_func=lambda each: text(f"kind.{each}"), key="f_kind")
            origin = st.toggle(text("filter.origin"), key="f_origin", help=text("filter.origin_help"))
            sources = st.pills(
                text("filter.source"), SOURCE_KINDS, selection_mode="multi", format_func=lambda each: text(f"source_kind.{each}"), key="f_source"
            )
        cases = st.session_state["f_case"]
        if cases:
            label = f"{text.count('selection.cases', len(cases))} ✕"
            st.button(label, icon=":material/checklist:", key="drop_cases", on_click=only_cases, args=((),), help=text("filter.drop_cases"))
        shown_day = st.session_state["f_asof"]
        label = text("filter.as_of_day", date=text.date(shown_day)) if shown_day else text("filter.as_of_today")
        with st.popover(label, icon=":material/history:", key="p_asof"):
            day = st.date_input(
                text("filter.as_of"), key="f_asof", min_value=EARLIEST, max_value=dataset.as_of - timedelta(days=1), format="YYYY-MM-DD", width=260
            )
            note(text("filter.as_of_help"))
            st.button(text("filter.as_of_2017"), key="asof_2017", on_click=set_as_of, args=(date(2017, 12, 31),), type="tertiary")
            st.button(text("filter.as_of_now"), key="asof_now", on_click=set_as_of, args=(None,), type="tertiary", disabled=not shown_day)
    return Selection(
        themes=tuple(each for each in dataset.theme if each in themes),
        countries=tuple(each for each in dataset.country if each in places),
        regions=tuple(each for each in dataset.regions if each in places),
        years=None if tuple(years) == (first, last) else tuple(years),
        statuses=tuple(each for each in STATUSES if each in statuses),
        kinds=tuple(each for each in KINDS if each in kinds),
        origin=ORIGINS[0] if origin else None,
        sources=tuple(each for each in SOURCE_KINDS if each in sources),
        cases=tuple(each for each in dataset.case if each in cases),
        words=one_line(words),
        as_of=day,
    )


def clear() -> None:
    """Choose everything again; called by the clear button."""
    seed(Selection(), today())


def only_message() -> None:
    """Choose only what the 2017 message named; called by a button."""
    st.session_state["f_origin"] = True


def only_cases(ids: tuple[str, ...]) -> None:
    """Choose these cases alone, or let go of those chosen by hand; called by buttons."""
    st.session_state["f_case"] = ids


def empty_selection() -> None:
    """What a page shows when no case matches: that it is so, what it means, and the way out."""
    at = visit()
    st.subheader(at.text("empty.title"), anchor=False)
    st.write(at.text("empty.body"))
    st.button(at.text("empty.clear"), type="primary", on_click=clear)


def toggle(key: str, value: object) -> None:
    """Choose an entry of a filter or let it go; called by the facets. For the years, `value` is (first, last)."""
    state = st.session_state
    if key == "f_years":
        state[key] = today().dataset.years if tuple(state[key]) == value else value
    else:
        state[key] = [each for each in state[key] if each != value] if value in state[key] else [*state[key], value]


def set_as_of(day: date | None) -> None:
    """Set every page back to a day, or to today; called by buttons."""
    st.session_state["f_asof"] = day


def toggle_country(iso3: str) -> None:
    """Choose a country alone, or let it go if it was the one chosen; called by a click on the map."""
    state = st.session_state
    state["f_where"] = [] if state.get("f_where") == [iso3] else [iso3]
