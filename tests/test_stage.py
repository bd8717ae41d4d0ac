"""Presenting, through AppTest: the overview of decks, an own deck and its changes, every slide on the stage, the speaker's notes."""

import html
import re

import pytest

from components import decks
from components.decks import Deck, Slide
from components.pages import _podium
from components.selection import Selection
from components.text import LANGUAGES
from components.views.style import DARK, LIGHT
from tests.test_decks import GOOD
from tests.test_pages import charts, open_page, words


@pytest.fixture(scope="module")
def layers(loaded):
    return {id: indicator.years for id, indicator in loaded.numbers.indicators.items()}


@pytest.fixture
def unpacked(dataset, layers):
    """The deck that the page's address carries."""

    def of(at) -> Deck:
        reading = decks.unpack(one(at.query_params["d"]), dataset, layers)
        assert reading.problems == ()
        return reading.deck

    return of


def one(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[-1]


ABC = Deck(
    id="own",
    title={"en": "My deck", "fr": "Mon jeu"},
    slides=tuple(Slide(view="map", title={"en": each, "fr": f"{each} fr"}, note={"en": f"Say {each}", "fr": f"Dire {each}"}) for each in "ABC"),
)


def titles(deck: Deck, language: str = "en") -> list[str]:
    return [slide.title[language] if slide.title else slide.view for slide in deck.slides]


def headline(at) -> str:
    return html.unescape(re.search(r"<h1[^>]*>(.*?)</h1>", words(at), re.DOTALL)[1])


def numbered(at) -> str:
    return re.search(r'class="ra-number" role="status">(\d+ / \d+)<', words(at))[1]


def links(at, page: str) -> list:
    """The links that lead to a page, but for those of the header."""
    return [each.proto for each in at.get("page_link") if each.proto.page == page]


def told(at) -> str:
    """What the page lists as wrong."""
    return "\n".join(each.value for each in at.code if " · says " in each.value)


# The overview


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_lists_the_shipped_decks_the_selection_and_the_basket(texts, loaded, index, language):
    text = texts[language]
    at = open_page("present", lang=language, theme="lgbti", basket="taner-kilic,veronica-razo")
    said = words(at)
    assert at.title[0].value == text("page.present")
    asked = [dict(part.split("=") for part in link.query_string.split("&")) for link in links(at, "stage")]
    assert [each["deck"] for each in asked] == [*loaded.decks, "selection", "basket"]
    for each in asked:
        assert each["slide"] == "1"
        assert each["theme"] == "lgbti"
        assert each["lang"] == language
    for deck in loaded.decks.values():
        assert deck.title[language] in said.replace("\\", "")
        assert text.count("present.slides", len(deck.slides)) in said
    n = len(index.apply(Selection(themes=("lgbti",))))
    assert f"{loaded.dataset.theme['lgbti'].name[language]} · {text.count('count.cases', n)}" in html.unescape(said)
    assert text.count("count.cases", 2) in said


def test_without_cases_and_basket_only_what_is_shipped_is_offered(loaded):
    at = open_page("present", q="no such words anywhere")
    assert [link.query_string.split("&")[0] for link in links(at, "stage")] == [f"deck={id}" for id in loaded.decks]


@pytest.mark.parametrize(
    ("page", "params", "deck"),
    [
        ("world", {}, "deck=selection"),
        ("world", {"theme": "lgbti"}, "deck=selection"),
        ("case", {"id": "taner-kilic"}, "deck=case&id=taner-kilic"),
        ("country", {"iso3": "MEX"}, "deck=country&iso3=MEX"),
        ("theme", {"id": "lgbti"}, "deck=theme&id=lgbti"),
        ("timeline", {}, "deck=selection"),
    ],
)
def test_every_page_leads_to_a_deck_of_what_it_shows(page, params, deck):
    at = open_page(page, **params)
    assert any(link.query_string.startswith(deck) for link in links(at, "present"))


def query(**params: str) -> dict[str, str]:
    return params


#: Ways to name a deck, and the first and last view of it.
NAMED = {
    "selection": (query(deck="selection", theme="lgbti"), "title"),
    "selection on a past day": (query(deck="selection", origin="message-2017", asof="2019-06-30"), "title"),
    "basket": (query(deck="basket", basket="taner-kilic,veronica-razo"), "title"),
    "country": (query(deck="country", iso3="COL"), "country"),
    "country on a past day": (query(deck="country", iso3="COL", asof="2017-12-31"), "country"),
    "country without cases": (query(deck="country", iso3="TUV"), "country"),
    "case": (query(deck="case", id="taner-kilic"), "case"),
    "theme": (query(deck="theme", id="indigenous"), "theme"),
    "link": (
        query(d=decks.pack(Deck(id="own", title="Made", slides=tuple(Slide(view=s["view"], show=s.get("show", {}), note="Said.") for s in GOOD)))),
        "title",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMED)
def test_every_slide_of_every_kind_of_deck_stands_on_the_stage(texts, name, language):
    params, first = NAMED[name]
    text = texts[language]
    at = open_page("stage", lang=language, **params)
    assert f"ra-slide-{first}" in words(at)
    total = int(numbered(at).split(" / ")[1])
    assert total >= 3
    for number in range(1, total + 1):
        at.query_params["slide"] = str(number)
        at.run()
        assert not at.exception
        assert not at.error, (name, number)
        said = html.unescape(words(at))
        assert numbered(at) == f"{number} / {total}"
        assert headline(at).strip()
        view = re.search(r"ra-slide-head ra-slide-(\w+)", said)[1]
        assert len(charts(at)) == (view in ("map", "timeline", "case", "country", "theme", "indicator")), (name, number, view)
        for chart in charts(at):
            assert len(chart.alt) > 20
        assert text("slide.sources", sources="").strip() in said
        assert text("count.as_of", date="").strip() in said
    assert "ra-slide-closing" in words(at)


def test_every_slide_of_the_shipped_decks_stands_on_the_stage(loaded):
    for id, deck in loaded.decks.items():
        at = open_page("stage", deck=id)
        for number, slide in enumerate(deck.slides, 1):
            at.query_params["slide"] = str(number)
            at.run()
            assert not at.error, (id, number)
            assert f"ra-slide-{slide.view}" in words(at)
            assert not slide.title or headline(at) == slide.title.en


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("0", 1), ("1", 1), ("3", 3), ("4", 3), ("9999", 3), ("99999999999999999999", 3), ("-1", 1), ("", 1), ("x", 1), ("²", 1), ("٢", 1), ("2.0", 1)],
)
@pytest.mark.parametrize("page", ["stage", "notes"])
def test_a_number_of_no_slide_leads_to_the_nearest(page, asked, shown):
    at = open_page(page, d=decks.pack(ABC), slide=asked)
    assert numbered(at) == f"{shown} / 3"
    assert headline(at) == "ABC"[shown - 1]


@pytest.mark.parametrize("page", ["stage", "notes"])
@pytest.mark.parametrize(
    "params",
    [
        {},
        query(deck="nothing"),
        query(d="nonsense"),
        query(deck="own"),
        query(deck="case", id="nobody"),
        query(deck="country", iso3="ZZZ"),
        query(deck="selection", q="zzzzz"),
        query(deck="basket"),
    ],
    ids=str,
)
def test_a_stage_without_a_deck_says_so_and_leads_on(texts, page, params):
    at = open_page(page, **params)
    assert texts["en"]("stage.no_deck") in words(at)
    assert len(links(at, "present")) == 1
    assert not charts(at)


def test_the_keys_lead_through_the_deck_and_stop_at_its_ends():
    at = open_page("stage", d=decks.pack(ABC))
    walked = []
    for key in ("key_next_space", "go_next", "key_next_pagedown", "go_back", "go_first", "key_back_pageup", "go_last", "key_next_down", "key_back_up"):
        at.button(key=key).click().run()
        walked.append((numbered(at), one(at.query_params["slide"])))
    assert [int(at[0]) for at, _ in walked] == [2, 3, 3, 2, 1, 1, 3, 3, 2]
    assert [slide for _, slide in walked] == [at[0] for at, _ in walked]


def test_every_key_has_one_button_with_its_words(texts):
    at = open_page("stage", d=decks.pack(ABC), lang="fr")
    shortcuts = [each.proto.shortcut.lower() for each in at.button]
    keys = [key.lower() for keys in _podium.KEYS.values() for key in keys]
    assert sorted(shortcuts) == sorted([*keys, "n", "d", "escape"])
    assert all(each.help for each in at.button)


def test_the_buttons_stand_at_one_place_whatever_the_slide_shows():
    """Where a button is drawn elsewhere than before, the browser takes it away for a moment: a key pressed then is lost."""

    def places(at) -> list[tuple]:
        found = []

        def walk(node, path: tuple) -> None:
            for position, child in getattr(node, "children", {}).items():
                if child.type == "button":
                    found.append((child.key, *path, position))
                walk(child, (*path, position))

        walk(at._tree, ())
        return found

    for page in ("stage", "notes"):
        first = places(open_page(page, deck="message-2017"))
        assert len(first) >= 9
        for params in ({"slide": "4"}, {"slide": "6", "notes": "1"}, {"slide": "42"}, {"slide": "5", "ground": "dark", "lang": "fr"}):
            assert places(open_page(page, deck="message-2017", **params)) == first, (page, params)


def test_notes_are_shown_and_hidden(texts):
    at = open_page("stage", d=decks.pack(ABC), slide="2")
    assert "Say B" not in words(at)
    at.button(key="stage_notes_toggle").click().run()
    assert "Say B" in words(at)
    assert one(at.query_params["notes"]) == "1"
    at.button(key="go_next").click().run()
    assert "Say C" in words(at)
    at.button(key="stage_notes_toggle").click().run()
    assert "Say C" not in words(at)
    assert "notes" not in at.query_params


def test_a_slide_without_a_note_says_so(texts):
    for page in ("stage", "notes"):
        assert texts["fr"]("stage.no_notes") in words(open_page(page, deck="case", id="taner-kilic", notes="1", lang="fr"))


def test_the_ground_turns_dark_and_back():
    at = open_page("stage", d=decks.pack(ABC))
    assert f"background: {LIGHT.ground}" in words(at)
    at.button(key="stage_ground").click().run()
    assert one(at.query_params["ground"]) == "dark"
    assert f"background: {DARK.ground}" in words(at)
    at.button(key="stage_ground").click().run()
    assert one(at.query_params["ground"]) == "light"
    assert f"background: {LIGHT.ground}" in words(at)
    assert f"background: {LIGHT.ground}" in words(open_page("stage", d=decks.pack(ABC), ground="pink"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_say_what_to_say_and_what_comes_next(texts, language):
    text = texts[language]
    at = open_page("notes", d=decks.pack(ABC), slide="2", lang=language)
    said = html.unescape(words(at))
    assert headline(at) == titles(ABC, language)[1]
    assert ABC.slides[1].note[language] in said
    assert text("notes.of", n=2, total=3) in said
    assert text("notes.next", title=titles(ABC, language)[2]) in said
    assert text("notes.alone") in said
    at.button(key="go_next").click().run()
    assert ABC.slides[2].note[language] in words(at)
    assert text("notes.next", title="").strip() not in words(at)
    assert text("notes.alone") not in words(open_page("notes", d=decks.pack(ABC), podium="0123456789abcdef"))


def test_two_windows_of_one_podium_follow_each_other_and_no_other():
    key = "k" * 16
    stage, notes, stranger = (open_page(page, d=decks.pack(ABC), podium=podium) for page, podium in (("stage", key), ("notes", key), ("stage", "x" * 16)))
    stage.button(key="go_last").click().run()
    notes.run()
    notes.run()
    assert numbered(notes) == "3 / 3"
    notes.button(key="go_back").click().run()
    stage.run()
    stage.run()
    assert numbered(stage) == "2 / 3"
    stranger.run()
    assert numbered(stranger) == "1 / 3"


@pytest.mark.parametrize("key", ["", "short", "k" * 41, "é" * 16])
def test_a_key_that_could_be_guessed_opens_no_podium(key):
    at = open_page("stage", d=decks.pack(ABC), podium=key)
    at.button(key="go_next").click().run()
    assert numbered(at) == "2 / 3"
    assert _podium.podiums().where(key) is None


def test_podiums_count_moves_and_let_go_of_the_longest_unused(monkeypatch):
    monkeypatch.setattr(_podium, "MOST", 2)
    podiums = _podium.Podiums()
    assert podiums.where("a") is None
    assert [podiums.move("a", 3), podiums.move("b", 1), podiums.move("a", 4), podiums.move("c", 9)] == [1, 1, 2, 1]
    assert podiums.where("b") is None
    assert (podiums.where("a").slide, podiums.where("a").moves) == (4, 2)
    assert podiums.where("c").slide == 9


# An own deck


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_that_is_broken_says_what_is_wrong_and_leads_on(texts, loaded, language):
    text = texts[language]
    at = open_page("present", d=decks.pack(ABC)[:-9], lang=language)
    assert text("present.unreadable") in words(at)
    assert "the whole link to a deck" in told(at)
    assert [link.query_string.split("&")[0] for link in links(at, "stage")] == [f"deck={id}" for id in (*loaded.decks, "selection")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_with_a_broken_slide_says_which_and_shows_the_others(texts, language):
    text = texts[language]
    made = ABC.model_copy(update={"slides": (*ABC.slides, Slide(view="case", show={"id": "nobody"}))})
    at = open_page("present", d=decks.pack(made), lang=language)
    assert text.count("present.broken", 1, which="4") in words(at)
    assert '"nobody"' in told(at)
    assert [link.query_string.split("slide=")[1][0] for link in links(at, "stage")][-3:] == ["1", "2", "3"]
    assert numbered(open_page("stage", d=decks.pack(made), slide="4")) == "3 / 3"


def test_an_unknown_deck_is_told(texts):
    at = open_page("present", deck="<script>alert(1)</script>")
    assert texts["en"]("present.unreadable") in words(at)
    assert "message-2017" in told(at)


@pytest.mark.parametrize("deck", ["message-2017", "selection"])
def test_a_deck_that_is_not_the_readers_is_copied_before_it_is_changed(loaded, unpacked, deck):
    at = open_page("present", deck=deck, theme="lgbti", lang="en")
    assert not [each for each in at.button if (each.key or "").startswith("remove_")]
    before = [link.label for link in links(at, "stage") if "slide=" in link.query_string]
    at.button(key="make_own").click().run()
    assert not at.error
    if "d" not in at.query_params:
        assert one(at.query_params["deck"]) == "own", "a deck too long for a link lives in the window"
        assert len([each for each in at.button if (each.key or "").startswith("remove_")]) == len(loaded.decks[deck].slides)
        return
    assert unpacked(at).id == "own"
    assert len(unpacked(at).slides) == len(before) - 2  # two links beside the list lead to the first slide
    assert one(at.query_params["theme"]) == "lgbti"
    assert "deck" not in at.query_params


def test_slides_are_moved_and_removed(unpacked):
    at = open_page("present", d=decks.pack(ABC))
    at.button(key="move_arrow_downward_0").click().run()
    assert titles(unpacked(at)) == ["B", "A", "C"]
    at.button(key="move_arrow_upward_2").click().run()
    assert titles(unpacked(at)) == ["B", "C", "A"]
    at.button(key="remove_0").click().run()
    assert titles(unpacked(at)) == ["C", "A"]
    assert at.button(key="move_arrow_upward_0").disabled
    assert at.button(key="move_arrow_downward_1").disabled
    at.button(key="remove_1").click().run()
    assert titles(unpacked(at)) == ["C"]
    assert at.button(key="remove_0").disabled


def test_the_fields_say_what_the_slides_say_after_a_move_and_after_going_back(unpacked):
    at = open_page("present", d=decks.pack(ABC))
    at.button(key="move_arrow_downward_0").click().run()
    assert [at.text_input(key=f"deck_title_{n}").value for n in range(3)] == ["B", "A", "C"]
    assert [at.text_area(key=f"deck_note_{n}").value for n in range(3)] == ["Say B", "Say A", "Say C"]
    at.button(key="apply_0").click().run()
    assert unpacked(at) == ABC.moved(0, 1), "applying what was not changed changes nothing, in no language"
    at.query_params["d"] = decks.pack(ABC.model_copy(update={"title": decks.DeckTitle(en="Other", fr="Autre")}))
    at.run()
    assert at.text_input(key="deck_title_None").value == "Other"
    assert at.text_input(key="deck_title_0").value == "A"


def test_titles_and_notes_are_renamed_and_what_is_not_touched_keeps_its_other_language(unpacked):
    at = open_page("present", d=decks.pack(ABC))
    at.text_input(key="deck_title_None").set_value("  Renamed   deck ").run()
    assert unpacked(at).title == decks.DeckTitle(en="Renamed deck", fr="Renamed deck")
    at.text_area(key="deck_note_1").set_value("Say more").run()
    at.button(key="apply_1").click().run()
    changed = unpacked(at).slides[1]
    assert changed.note == decks.DeckNote(en="Say more", fr="Say more")
    assert changed.title == ABC.slides[1].title
    at.text_input(key="deck_title_1").set_value("").run()
    at.button(key="apply_1").click().run()
    assert unpacked(at).slides[1].title is None
    assert unpacked(at).slides[::2] == ABC.slides[::2]


@pytest.mark.parametrize("page", ["present", "stage", "notes"])
def test_what_was_searched_for_may_look_like_markup(texts, page):
    at = open_page(page, deck="selection", q="<prison>", slide="1")
    assert texts["en"]("error.page") not in words(at)
    assert "prison" in words(at)


@pytest.mark.parametrize("words_given", ["<b>bold</b>", "a\u202eb", "&lt;"])
def test_a_title_that_no_deck_may_have_is_refused_and_nothing_changes(texts, unpacked, words_given):
    at = open_page("present", d=decks.pack(ABC), lang="fr")
    at.text_input(key="deck_title_None").set_value(words_given).run()
    assert texts["fr"]("present.refused") in words(at)
    assert unpacked(at) == ABC
    at.text_input(key="deck_title_2").set_value(words_given).run()
    at.button(key="apply_2").click().run()
    assert texts["fr"]("present.refused") in words(at)
    assert unpacked(at) == ABC
    at.run()
    assert texts["fr"]("present.refused") not in words(at)


def test_a_title_of_5000_letters_is_no_longer_than_its_field(unpacked):
    at = open_page("present", d=decks.pack(ABC))
    at.text_input(key="deck_title_None").set_value("x" * 5_000).run()
    assert unpacked(at) == ABC.model_copy(update={"title": decks.DeckTitle(en="x" * 110, fr="x" * 110)})


@pytest.mark.parametrize("view", decks.SLIDE_VIEWS)
def test_a_slide_of_every_view_is_added(unpacked, view):
    at = open_page("present", d=decks.pack(ABC), country="COL")
    at.selectbox(key="add_view").set_value(view).run()
    at.button(key="add_now").click().run()
    assert not at.error
    added = unpacked(at).slides
    assert added[:3] == ABC.slides
    assert added[3].view == view
    if view not in decks.NEEDS:
        assert added[3].show == {"country": "COL"}
    else:
        assert added[3].show[decks.NEEDS[view]]


def test_a_slide_is_added_before_the_closing_one(unpacked):
    at = open_page("present", d=decks.pack(ABC.with_slide(Slide(view="closing"))))
    at.button(key="add_now").click().run()
    assert [slide.view for slide in unpacked(at).slides] == ["map", "map", "map", "title", "closing"]


def test_a_deck_too_long_for_a_link_is_not_lost(texts):
    long = Deck(
        id="own",
        title="Long",
        slides=tuple(Slide(view="map", note="".join(chr(0x4E00 + (n * 977 + k * k * 31) % 20_000) for k in range(900))) for n in range(12)),
    )
    at = open_page("present")
    at.file_uploader(key="deck_file").set_value(("long.yml", decks.to_text(long).encode(), "application/yaml")).run()
    assert one(at.query_params["deck"]) == "own"
    assert texts["en"]("present.too_long") in words(at)
    at.button(key="remove_0").click().run()
    assert at.session_state["own_deck"] == long.without(0)


# Files


def upload(at, content: bytes):
    at.file_uploader(key="deck_file").set_value(("own.yml", content, "application/yaml")).run()
    return at


def test_a_deck_saved_to_a_file_is_loaded_again(unpacked):
    at = upload(open_page("present", lang="fr", theme="lgbti"), decks.to_text(ABC).encode())
    assert unpacked(at) == ABC
    assert one(at.query_params["theme"]) == "lgbti"
    assert not at.warning


HOSTILE_FILES = {
    "not YAML": b"a: [1, 2",
    "bytes": b"\xff\x00\x01",
    "too large": b"x" * 200_001,
    "anchors that explode": b"a: &a [x,x]\nb: &b [*a,*a]\nslides: *b\n",
    "a tag": b"!!python/object/apply:os.system ['true']",
    "all slides broken": b"id: own\ntitle: T\nslides:\n- view: case\n  show: {id: nobody}\n",
    "no slides": b"id: own\ntitle: T\nslides: []\n",
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_a_hostile_file_is_told_and_what_was_there_stays(texts, loaded, name):
    at = upload(open_page("present", lang="fr"), HOSTILE_FILES[name])
    assert not at.error
    assert texts["fr"]("present.unreadable") in words(at)
    assert "own.yml:" in told(at)
    assert "d" not in at.query_params
    assert [link.query_string.split("&")[0] for link in links(at, "stage")] == [f"deck={id}" for id in (*loaded.decks, "selection")]


def test_a_file_with_a_broken_slide_says_which_and_gives_the_others(texts, unpacked):
    text = decks.to_text(ABC) + "- view: case\n  show:\n    id: nobody\n"
    at = upload(open_page("present"), text.encode())
    assert texts["en"].count("present.broken", 1, which="4") in words(at)
    assert unpacked(at) == ABC
