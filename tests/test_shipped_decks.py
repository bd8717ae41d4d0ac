"""The decks that are shipped: whole, spoken for in both languages, and true to the cases they show."""

import re

import pytest

from components import decks, slides
from components.decks import SLIDE_VIEWS, TAKES, THEN, Deck, Slide
from components.selection import PARAMETERS
from components.text import LANGUAGES
from tests.conftest import DATA
from tests.test_data import UNDATED

MESSAGE, TOUR = "message-2017", "tour-indigenous"

#: The same in French: words that are true on the day of writing only.
UNDATED_FRENCH = re.compile(
    r"\b(récemment|dernièrement|actuellement|présentement|maintenant|désormais|bientôt|aujourd[’']hui|hier|demain|de nos jours|à ce jour|jusqu[’']ici"
    r"|à présent|en ce moment|pour l[’']instant|à l[’']heure actuelle|ces (temps|jours|mois|années)-ci|ces derni(ers|ères) (jours|mois|temps|semaines|années)"
    r"|cette (année|semaine)(?!-là)|ce mois-ci|(l[’']an|l[’']année|le mois|la semaine) (derni|proch)\w+|il y a (un|deux|trois|\d+) (ans?|mois|jours))\b",
    re.IGNORECASE,
)
AGEING = {"en": UNDATED, "fr": UNDATED_FRENCH}

#: In French a colon and guillemets are set off by a space that does not break; an apostrophe is a curved one.
LOOSE = re.compile(r"(?<!\xa0)[:»](?!\d)|«(?!\xa0)|'")


@pytest.fixture(scope="module")
def shipped(loaded, dataset) -> dict[str, Deck]:
    return loaded.decks


@pytest.fixture(scope="module")
def message(shipped) -> Deck:
    return shipped[MESSAGE]


@pytest.fixture(scope="module")
def tour(shipped) -> Deck:
    return shipped[TOUR]


@pytest.fixture(scope="module")
def shown(loaded, dataset, index, frames, texts, shipped):
    """What stands on every slide, with the deck's id, the slide's number and the language."""
    marked = loaded.world.marked(dataset.countries)
    scenes = {
        language: slides.Scene(dataset, loaded.world, marked, index, frames, loaded.numbers, text) for language, text in texts.items() if language in LANGUAGES
    }
    return [
        (deck.id, number, language, slides.content(slide, deck, lambda _, scene=scene: scene))
        for deck in shipped.values()
        for number, slide in enumerate(deck.slides, 1)
        for language, scene in scenes.items()
    ]


def listed(slide: Slide, name: str = "case") -> list[str]:
    """The ids that a parameter of a slide names."""
    return [part for part in slide.show.get(name, "").split(",") if part]


def cases_of(slide: Slide) -> list[str]:
    """The cases that a slide names one by one."""
    return [slide.show["id"]] if slide.view == "case" else listed(slide)


def sections(deck: Deck) -> list[list[Slide]]:
    """The slides from each title slide to the next; what opens and closes the deck is no section."""
    parts: list[list[Slide]] = []
    for slide in deck.slides[1:]:
        if slide.view == "title":
            parts.append([])
        if parts and slide.view != "closing":
            parts[-1].append(slide)
    return parts


def words(deck: Deck, language: str) -> list[tuple[int, str]]:
    """Every title, line and note of a deck, with the slide's number; the deck's own title is that of slide 0."""
    said = [(0, deck.title[language])]
    for number, slide in enumerate(deck.slides, 1):
        said += [(number, each[language]) for each in (slide.title, *slide.text, slide.note) if each]
    return said


# Both decks


def test_the_two_decks_are_shipped_without_a_problem(loaded, dataset):
    layers = {name: each.years for name, each in loaded.numbers.indicators.items()}
    found, problems = decks.shipped(DATA, dataset, layers)
    assert problems == []
    assert set(found) == {MESSAGE, TOUR}


def test_a_case_that_is_unknown_is_told_with_its_slide(loaded, dataset, message):
    layers = {name: each.years for name, each in loaded.numbers.indicators.items()}
    reading = decks.read("deck", decks.to_text(message).replace("site-c-dam", "site-d-dam"), dataset, layers)
    named = [number for number, slide in enumerate(message.slides, 1) if "site-c-dam" in cases_of(slide)]
    assert len(named) == 4
    assert reading.broken == tuple(named)


def test_every_slide_shows_something_under_a_title_in_both_languages(shown):
    assert {language for _, _, language, _ in shown} == {"en", "fr"}
    assert [(deck, number) for deck, number, _, content in shown if not content.title.strip()] == []
    assert [(deck, number) for deck, number, _, content in shown if not (content.points or content.pairs or content.picture)] == []


def test_every_slide_names_its_sources_and_its_day(shown):
    assert [(deck, number) for deck, number, _, content in shown if not content.sources or not content.as_of] == []


def test_every_slide_has_a_note_that_the_speaker_can_say_in_a_minute(shown):
    counts = {(deck, number, language): len(content.note.split()) for deck, number, language, content in shown}
    assert {place: count for place, count in counts.items() if not 30 <= count <= 160} == {}


def test_the_two_languages_are_not_the_same_words(shipped):
    said = [each for deck in shipped.values() for slide in deck.slides for each in (slide.title, *slide.text, slide.note) if each]
    assert len(said) > 120
    assert [each.en for each in said if each.en == each.fr] == []


@pytest.mark.parametrize("line", ["Récemment libéré", "la loi actuellement en vigueur", "et aujourd’hui", "l’an dernier", "il y a deux ans", "à ce jour"])
def test_french_words_that_age_are_recognized(line):
    assert UNDATED_FRENCH.search(line)


@pytest.mark.parametrize(
    "line", ["la dernière fois", "le dernier acquittement", "en décembre 2025", "cette liste", "il y a des motifs", "un an plus tard", "cette année-là"]
)
def test_french_words_that_do_not_age_are_let_through(line):
    assert not UNDATED_FRENCH.search(line)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_words_of_a_deck_age(shipped, language):
    said = [(deck.id, number, line) for deck in shipped.values() for number, line in words(deck, language)]
    assert len(said) > 130
    assert [each for each in said if AGEING[language].search(each[2])] == []


@pytest.mark.parametrize("line", ["Deux choses : lire", "Deux choses: lire", "« résolu »", "l'arrêt"])
def test_loose_french_typography_is_recognized(line):
    assert LOOSE.search(line)


def test_the_french_of_the_decks_is_set_as_french(shipped):
    assert not LOOSE.search("Deux choses\xa0: l’arrêt «\xa0résolu\xa0», 12:30")
    assert [(deck.id, number, line) for deck in shipped.values() for number, line in words(deck, "fr") if LOOSE.search(line)] == []


def test_no_slide_of_then_and_now_leaves_a_case_out(shown):
    then = [(deck, number, content) for deck, number, _, content in shown if content.view == "then"]
    assert len(then) > 30
    assert [(deck, number) for deck, number, content in then if content.more or len(content.pairs) != len(content.cases)] == []


def test_the_authoring_guide_names_every_field_view_and_parameter_of_a_deck():
    guide = (DATA / "README.md").read_text(encoding="utf-8")
    guide = guide[guide.index("## Presentations") : guide.index("## Licences")]
    parameters = {name for own, _ in TAKES.values() for name in own} | set(PARAMETERS)
    names = {*Deck.model_fields, *Slide.model_fields, *SLIDE_VIEWS, *parameters}
    assert {name for name in names if f"`{name}`" not in guide} == set()


# The message of 2017


def test_the_message_has_its_seven_sections_in_order(message):
    titles = [part[0].title.en for part in sections(message)]
    assert titles == [
        "1. Armed conflict",
        "2. Refugees",
        "3. The travel ban, discrimination and harassment",
        "4. Reconciliation in Canada",
        "5. Rights in Canada",
        "6. Human rights defenders",
        "7. What support did",
    ]
    assert 25 <= len(message.slides) <= 45


def test_every_case_of_the_message_stands_in_one_section_and_once_as_it_stood_then(message, dataset):
    named = sorted(case.id for case in dataset.cases if case.origin == "message-2017")
    assert sorted(case for part in sections(message) for case in listed(part[0])) == named
    assert sorted(case for slide in message.slides if slide.view == "then" for case in listed(slide)) == named


def test_a_section_of_the_message_shows_its_own_cases_only(message):
    for part in sections(message):
        own = set(listed(part[0]))
        assert {case for slide in part for case in cases_of(slide)} == own
        assert {case for slide in part if slide.view == "then" for case in listed(slide)} == own
        assert any(slide.view == "case" for slide in part)


def test_then_is_the_last_day_of_the_year_of_the_message(message):
    assert {slide.show["then"] for slide in message.slides if slide.view == "then"} == {THEN.isoformat()}


def test_a_title_over_then_and_now_says_the_day_that_the_view_would_have_said(shipped):
    titles = [slide.title for deck in shipped.values() for slide in deck.slides if slide.view == "then"]
    assert [title.en for title in titles if "31 December 2017" not in title.en or "31 décembre 2017" not in title.fr] == []


# The tour


def test_every_case_of_the_tour_has_the_theme_of_the_tour(tour, dataset):
    named = {case for slide in tour.slides for case in cases_of(slide)}
    assert len(named) == 9
    assert {case for case in named if "indigenous" not in dataset.case[case].themes} == set()
    assert {theme for slide in tour.slides for theme in listed(slide, "theme")} == {"indigenous"}


def test_the_tour_stops_in_every_region_and_at_different_outcomes(tour, dataset):
    stops = [dataset.case[slide.show["id"]] for slide in tour.slides if slide.view == "case"]
    assert 6 <= len(stops) <= 9
    assert {dataset.country[case.iso3s[0]].region for case in stops} == {country.region for country in dataset.countries if country.region} - {""}
    assert len({case.statuses[-1].outcome for case in stops}) >= 4
    assert 14 <= len(tour.slides) <= 22


def test_the_tour_says_what_it_does_not_show(tour):
    lines = [line.en for slide in tour.slides for line in slide.text]
    assert "It does not say where abuse is worst. The absence of a case is not the absence of abuse." in lines
