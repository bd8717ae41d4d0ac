"""Present: the presentations there are, one from what is on screen, and the reader's own: made, changed, kept, shown."""

import html
from urllib.parse import urlencode

import streamlit as st

from components import decks
from components.decks import Deck, DeckNote, DeckTitle, Reading, Slide
from components.pages import _basket, _deck_files, _decks, _podium, _take
from components.pages._parts import escaped, note, script, today, visit

esc = html.escape

ICONS = {
    "title": "title", "map": "public", "timeline": "timeline", "case": "description", "country": "flag", "theme": "category",
    "indicator": "show_chart", "then": "history", "closing": "waving_hand",
}  # fmt: skip
MOST_UPLOAD = 1  # megabytes; Streamlit takes no smaller unit, `decks.read_bytes` refuses earlier
RENAMED, TOLD = "deck_title_{}", "deck_note_{}"


def stage_link(label: str, icon: str, **more: str) -> None:
    """A link to the first slide."""
    st.page_link(script("stage"), label=label, icon=f":material/{icon}:", query_params=visit().params(**_decks.params(), slide="1", **more))


def card(title: str, about: str, **params: str) -> None:
    """A presentation that can be opened or shown at once."""
    at = visit()
    with st.container(border=True, gap="small", key=f"wrap_card_{params['deck']}"):
        st.markdown(f"**{escaped(title)}**")
        note(about)
        with st.container(horizontal=True, gap="medium"):
            given = at.params(**params)
            st.page_link(script("stage"), label=at.text("present.start"), icon=":material/play_arrow:", query_params={**given, "slide": "1"})
            st.page_link(script("present"), label=at.text("present.open"), icon=":material/edit:", query_params=given)


def choice() -> None:
    """What can be presented: the shipped decks, the selection, the basket, a file."""
    at = visit()
    text = at.text
    st.html(f'<p class="ra-lead">{esc(text("present.lead"))}</p>')
    for deck in today().decks.values():
        card(deck.title[text.language], text.count("present.slides", len(deck.slides)), deck=deck.id)
    if len(at.chosen):
        card(text("present.selection"), f"{at.selection.sentence(at.dataset, text)} · {text.count('count.cases', len(at.chosen))}", deck="selection")
    if _basket.cases():
        card(text("present.basket"), text.count("count.cases", len(_basket.cases())), deck="basket")
    upload()


def uploaded() -> None:
    """Take the file that was chosen: its deck becomes the reader's own; what is wrong with it is kept to be said."""
    file = st.session_state.get("deck_file")
    if file is None:
        return
    reading = decks.read_bytes(file.name[:60], file.getvalue(), today().dataset, _decks.layers())
    st.session_state["deck_told"] = reading
    if reading.deck is not None:
        _decks.write(reading.deck)


def upload() -> None:
    """The place for a deck saved earlier."""
    text = visit().text
    st.file_uploader(
        text("present.load"), type=["yml", "yaml"], max_upload_size=MOST_UPLOAD, key="deck_file", on_change=uploaded, help=text("present.load_help"), width=520
    )
    if (told := st.session_state.pop("deck_told", None)) is not None:
        tell(told)


def tell(reading: Reading) -> None:
    """What is wrong with a deck, slide by slide, and what became of it."""
    if not reading.problems:
        return
    text = visit().text
    broken = text.count("present.broken", len(reading.broken), which=", ".join(map(str, reading.broken))) if reading.broken and reading.deck else ""
    with st.container(key="deck_problems"):
        st.warning(broken or text("present.unreadable"), icon=":material/report:")
        st.code("\n".join(str(problem) for problem in reading.problems[:40]), language=None, wrap_lines=True)


def show_buttons(deck: Deck) -> None:
    """Show it, with or without the speaker's window; keep it; send it."""
    at = visit()
    text = at.text
    key = _podium.new_key()
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="wrap_show"):
        stage_link(text("present.start"), "play_arrow")
        with st.popover(text("present.two_windows"), icon=":material/speaker_notes:", type="tertiary", key="p_two"):
            note(text("present.two_windows_help"))
            address = urlencode(at.params(**_decks.params(), slide="1", podium=key))
            # Beside this page, not at the public address: the two windows must meet on one server, and without a network.
            st.link_button(text("present.notes_window"), f"notes?{address}", icon=":material/open_in_new:")
            stage_link(text("present.start"), "play_arrow", podium=key)
        with st.popover(text("present.keep"), icon=":material/save:", type="tertiary", key="p_keep"):
            st.download_button(
                text("present.save"), lambda: decks.to_text(deck).encode("utf-8"), file_name=f"rights-atlas-{deck.id}.yml",
                mime="application/yaml", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip
            share(deck)
        with st.popover(text("present.files"), icon=":material/download:", type="tertiary", key="p_deck_files"):
            _deck_files.panel(deck)


def share(deck: Deck) -> None:
    """The link to the deck as it stands, or why there is none."""
    at = visit()
    named = {"deck": deck.id} if deck.id in today().decks else {"d": decks.pack(deck)}
    if named.get("d", "") is None:
        note(at.text("present.too_long"))
        return
    note(at.text("present.share"))
    st.code(f"{_take.root()}present?{urlencode({**named, 'lang': at.text.language})}", language=None, wrap_lines=True)


def fill_fields(deck: Deck) -> None:
    """Fill the fields of titles and notes with what the deck says, whenever it is another one than they were filled from."""
    state, language = st.session_state, visit().text.language
    if state.get("fields_of") == (deck, language) and RENAMED.format(None) in state:
        return
    state["fields_of"] = (deck, language)
    state[RENAMED.format(None)] = deck.title[language]
    for position, slide in enumerate(deck.slides):
        state[RENAMED.format(position)] = slide.title[language] if slide.title else ""
        state[TOLD.format(position)] = slide.note[language] if slide.note else ""


def said(kind: type, words: str, before: DeckTitle | DeckNote | None) -> DeckTitle | DeckNote | None:
    """The words of a field for both languages; what was not changed keeps its words in the other language."""
    if before is not None and before[visit().text.language] == words:
        return before
    return kind(en=words, fr=words) if words else None


def renamed(deck: Deck, position: int | None) -> None:
    """Write a title (of the deck for None) or a note from its field, if it is one that a deck may have."""
    state = st.session_state
    title = " ".join(state.get(RENAMED.format(position), "").split())
    telling = " ".join(state.get(TOLD.format(position), "").split())
    try:
        if position is None:
            changed = deck.model_copy(update={"title": DeckTitle(en=title, fr=title)})
        else:
            slide = deck.slides[position]
            words = {"title": said(DeckTitle, title, slide.title), "note": said(DeckNote, telling, slide.note)}
            changed = deck.with_changed(position, slide.model_copy(update=words))
    except ValueError:
        state["deck_refused"] = True
        return
    _decks.write(changed)


def row(deck: Deck, position: int) -> None:
    """One slide in the list: what it shows, and the buttons that move, rename and remove it."""
    at = visit()
    text, slide = at.text, deck.slides[position]
    content = _decks.shown(slide, deck)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"wrap_row_{position}"):
        st.html(f'<span class="ra-faint">{position + 1}</span>', width=34)
        st.page_link(
            script("stage"), label=escaped(content.title), icon=f":material/{ICONS[slide.view]}:",
            query_params=at.params(**_decks.params(), slide=str(position + 1)), width="stretch",
        )  # fmt: skip
        for icon, by, last in (("arrow_upward", -1, 0), ("arrow_downward", 1, len(deck.slides) - 1)):
            st.button(
                "", icon=f":material/{icon}:", key=f"move_{icon}_{position}", type="tertiary", disabled=position == last,
                on_click=_moved, args=(deck, position, by), help=text(f"present.{icon}"),
            )  # fmt: skip
        with st.popover("", icon=":material/edit_note:", type="tertiary", key=f"p_row_{position}", help=text("present.rename")):
            st.text_input(text("present.slide_title"), key=RENAMED.format(position), max_chars=110, placeholder=content.title, width=460)
            st.text_area(text("present.slide_note"), key=TOLD.format(position), max_chars=1200, width=460)
            st.button(text("present.apply"), key=f"apply_{position}", on_click=renamed, args=(deck, position))
        st.button(
            "", icon=":material/delete:", key=f"remove_{position}", type="tertiary", disabled=len(deck.slides) == 1, on_click=_removed, args=(deck, position),
            help=text("present.remove"),
        )  # fmt: skip


def _moved(deck: Deck, position: int, by: int) -> None:
    _decks.write(deck.moved(position, by))


def _removed(deck: Deck, position: int) -> None:
    _decks.write(deck.without(position))


def _added(deck: Deck) -> None:
    """Add what the fields of the new slide say."""
    at, state = visit(), st.session_state
    view, what = state["add_view"], state.get("add_what")
    show = {decks.NEEDS[view]: what} if view in decks.NEEDS else dict(at.selection.to_params())
    if view == "indicator" and at.selection.countries:
        show["country"] = ",".join(at.selection.countries)
    slide = Slide(view=view, show=show)
    before_last = len(deck.slides) - 1 if deck.slides[-1].view == "closing" else None
    _decks.write(deck.with_slide(slide, before_last))


def adding(deck: Deck) -> None:
    """The fields of a new slide: which view, and of what; a map, a timeline and the like show what the filters choose."""
    at = visit()
    text, dataset = at.text, at.dataset
    with st.popover(text("present.add"), icon=":material/add:", key="p_add", disabled=len(deck.slides) >= decks.MOST_SLIDES):
        view = st.selectbox(text("present.view"), decks.SLIDE_VIEWS, key="add_view", format_func=lambda each: text(f"slide_view.{each}"), width=420)
        options = {
            "case": {case.id: case.title for case in at.chosen.cases()},
            "country": {iso3: text.country(country) for iso3, country in dataset.country.items()},
            "theme": {theme.id: theme.name[text.language] for theme in dataset.themes},
            "indicator": {id: each.info.name[text.language] for id, each in at.house.numbers.indicators.items()},
        }.get(view)
        if options is None:
            note(text("present.shows_selection", selection=at.selection.sentence(dataset, text)))
        else:
            st.selectbox(text("present.what"), list(options), key="add_what", format_func=options.get, width=420)
        st.button(text("present.add_now"), key="add_now", type="primary", on_click=_added, args=(deck,), disabled=options == {})


def opened(deck: Deck) -> None:
    """The deck that is open: its buttons, its slides."""
    at = visit()
    text = at.text
    st.page_link(script("present"), label=text("present.all"), icon=":material/arrow_back:", query_params=at.params())
    st.subheader(escaped(deck.title[text.language]), anchor=False)
    note(text.count("present.slides", len(deck.slides)))
    show_buttons(deck)
    if st.session_state.pop("deck_refused", False):
        st.warning(text("present.refused"), icon=":material/report:")
    own = deck.id == st.query_params.get("deck", decks.OWN) == decks.OWN  # what is made from the screen has this id too
    if not own:
        st.button(text("present.make_own"), icon=":material/content_copy:", key="make_own", on_click=_decks.write, args=(deck,))
        listed(deck)
        return
    fill_fields(deck)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.text_input(text("present.deck_title"), key=RENAMED.format(None), max_chars=110, on_change=renamed, args=(deck, None), width=460)
        adding(deck)
    with st.container(width=980, gap="xsmall"):
        for position in range(len(deck.slides)):
            row(deck, position)


def listed(deck: Deck) -> None:
    """The slides in their order, each leading to it."""
    at = visit()
    with st.container(gap="xsmall", key="wrap_slides"):
        for position, slide in enumerate(deck.slides, 1):
            st.page_link(
                script("stage"), label=f"{position} · {escaped(_decks.shown(slide, deck).title)}", icon=f":material/{ICONS[slide.view]}:",
                query_params=at.params(**_decks.params(), slide=str(position)),
            )  # fmt: skip


def main() -> None:
    """Draw the page."""
    at = visit()
    st.title(at.text("page.present"), anchor=False)
    reading = _decks.current()
    if reading is not None:
        tell(reading)
    if reading is None or reading.deck is None:
        choice()
        return
    if (told := st.session_state.pop("deck_told", None)) is not None:
        tell(told)
    opened(reading.deck)


main()
