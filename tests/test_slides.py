"""What stands on a slide: the words, sources and addresses of every view, on the real data, in both languages, today and on past days."""

from datetime import date, timedelta
from functools import lru_cache

import pytest

from components.decks import PER_THEN, SLIDE_VIEWS, THEN, Deck, Slide
from components.frames import Frames
from components.model import STATUSES
from components.pages import PAGES
from components.selection import Index, Selection
from components.slides import MOST_LINES, MOST_LISTED, MOST_TURNS, Scene, content, publishers, turns
from components.text import LANGUAGES
from components.views.changes import changes
from tests.test_decks import GOOD

PAST = date(2017, 12, 31)
DAYS = (None, PAST, date(2019, 6, 30))
VIEWS = [{**slide, "show": {name: value for name, value in slide.get("show", {}).items() if name != "asof"}} for slide in GOOD]


@pytest.fixture(scope="module")
def scenes(dataset, loaded, texts):
    """The scene of a day in a language."""

    @lru_cache(maxsize=8)
    def furnished(day):
        past = dataset.on(day) if day else dataset
        index = Index(past, texts.values())
        return past, index, Frames(past, index)

    def of(language: str):
        def scene(day: date | None) -> Scene:
            past, index, frames = furnished(day)
            return Scene(past, loaded.world, loaded.world.marked(past.countries), index, frames, loaded.numbers, texts[language])

        return scene

    return of


@pytest.fixture(scope="module")
def shown(scenes):
    """The content of a slide: shown("map", theme="conflict"), in a language, on a day; `others` are the deck's other slides."""

    def of(view: str, language: str = "en", day: date | None = None, others: tuple[Slide, ...] = (), words: dict | None = None, **show: str):
        slide = Slide(view=view, show={**show, **({"asof": day.isoformat()} if day else {})}, **(words or {}))
        made = Deck(id="made", title={"en": "Made", "fr": "Fait"}, slides=(slide, *others))
        return content(slide, made, scenes(language))

    return of


def on(dataset, day: date | None):
    return dataset.on(day) if day else dataset


# Every view


def test_every_view_is_shown_here():
    assert {slide["view"] for slide in VIEWS} == set(SLIDE_VIEWS)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slide", VIEWS, ids=lambda slide: " ".join([slide["view"], *slide["show"]]))
def test_every_view_has_its_words_and_opens_as_a_page(shown, scenes, dataset, slide, language, day):
    show = {**slide["show"]}
    if slide["view"] == "then" and day and show.get("then", THEN.isoformat()) >= day.isoformat():
        show["then"] = "2016-12-31"
    if day and int(show.get("year", 0)) > day.year:
        show["year"] = str(day.year)
    made = shown(slide["view"], language, day, **show)
    scene = scenes(language)(day)
    text = scene.text
    assert made.title.strip()
    assert made.sources
    assert all(made.sources)
    assert made.as_of == text("count.as_of", date=text.date(day or dataset.as_of))
    assert made.page in {entry.id for entry in PAGES}
    selection, ignored = Selection.from_params(
        {name: [value] for name, value in made.params.items() if name not in ("id", "iso3", "by", "then", "layer", "year", "with")}, dataset
    )
    assert ignored == []
    assert selection.as_of == day, "the address of the slide leads to the day that the slide shows"
    if slide["view"] == "country":
        selection = Selection(countries=(made.params["iso3"],), as_of=day)
    elif slide["view"] == "theme":
        selection = Selection(themes=(made.params["id"],), as_of=day)
    if slide["view"] not in ("case", "indicator"):
        assert made.cases == scene.index.apply(selection).cases(), "the same view has the same cases"
    if made.picture:
        assert made.picture.chosen.dataset is scene.dataset


@pytest.mark.parametrize("slide", VIEWS, ids=lambda slide: " ".join([slide["view"], *slide["show"]]))
def test_both_languages_show_the_same_cases_numbers_and_sources(shown, slide):
    english, french = (shown(slide["view"], language, **slide["show"]) for language in LANGUAGES)
    assert english.cases == french.cases
    assert english.params == french.params
    assert english.cited == french.cited
    assert [point.status for point in english.points] == [point.status for point in french.points]
    assert [point.case for point in english.points] == [point.case for point in french.points]
    assert english.as_of != french.as_of
    if slide["view"] in ("case", "then"):
        assert english.sources == french.sources


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slide", VIEWS, ids=lambda slide: " ".join([slide["view"], *slide["show"]]))
def test_a_colour_never_stands_without_its_word(shown, texts, slide, language):
    made = shown(slide["view"], language, **slide["show"])
    points = [*made.points, *(side for pair in made.pairs for side in (pair.then, pair.now))]
    for point in points:
        if point.status:
            assert texts[language](f"status.{point.status}").casefold() in f"{point.lead} {point.text}".casefold()


def test_own_words_stand_before_those_of_the_view_in_the_language_chosen(shown, scenes):
    words = {
        "title": {"en": "Own title", "fr": "Propre titre"},
        "text": ("Same", {"en": "One", "fr": "Une"}),
        "note": {"en": "Say this", "fr": "Dites ceci"},
    }
    for language, title, second, note in (("en", "Own title", "One", "Say this"), ("fr", "Propre titre", "Une", "Dites ceci")):
        made = shown("map", language, words=words, theme="lgbti")
        assert (made.title, made.note) == (title, note)
        assert [point.text for point in made.points[:2]] == ["Same", second]
        assert made.points[2:] == shown("map", language, theme="lgbti").points
        assert [point.text for point in shown("closing", language, words=words).points] == ["Same", second]
    assert shown("map").note == ""


# One by one


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_case_stands_on_a_slide_with_its_first_and_newest_turn(shown, dataset, texts, language, day):
    text = texts[language]
    for case in on(dataset, day).cases:
        made = shown("case", language, day, id=case.id)
        assert made.title == case.title
        assert case.place.name in made.eyebrow
        assert text(f"kind.{case.kind}") in made.eyebrow
        assert made.params == {"id": case.id, **({"asof": day.isoformat()} if day else {})}
        assert made.cases == (case,)
        assert 1 <= len(made.points) <= MOST_TURNS
        told = [each.what for each in case.statuses]
        assert [point.text for point in made.points] == [what for what in told if what in {point.text for point in made.points}]
        assert made.points[0].text == told[0]
        assert made.points[-1].text == told[-1]
        assert all(point.english for point in made.points), "what the case says is in English only"
        for point, turn in zip(made.points, (each for each in case.statuses if each.what in {point.text for point in made.points}), strict=True):
            assert point.lead.startswith(text.date(turn.date))
            assert text(f"status.{turn.status}") in point.lead
            assert not turn.outcome or text(f"outcome.{turn.outcome}") in point.lead
            assert point.status == turn.status
            assert not day or turn.date.first <= day
        left = len(told) - len(made.points)
        assert made.more == (text.count("slide.more_turns", left) if left else "")


def test_what_was_in_force_at_the_end_of_2017_is_among_the_turns(dataset):
    full = [case for case in dataset.cases if len(case.statuses) > MOST_TURNS]
    assert full
    for case in full:
        kept, left = turns(case)
        assert len(kept) == MOST_TURNS
        assert len(kept) + left == len(case.statuses)
        assert case.status_on(THEN) is None or case.status_on(THEN) in kept
        assert list(kept) == [each for each in case.statuses if each in kept]


def test_the_sources_of_a_case_are_those_of_the_turns_that_are_shown_and_no_repost_is_named(shown, dataset):
    reposts = 0
    for case in dataset.cases:
        made = shown("case", id=case.id)
        texts_shown = {point.text for point in made.points}
        ids = [id for each in case.statuses if each.what in texts_shown for id in each.sources]
        cited = [source for source in case.sources if source.id in ids]
        assert set(made.cited) == {case.id}
        assert set(made.cited[case.id]) == set(ids)
        expected = dict.fromkeys(source.repost_of if source.url is None else source.publisher for source in cited)
        collection = [] if set(expected) - {"unknown"} else list(made.sources)
        assert list(made.sources) == ([name for name in expected if name != "unknown"] or collection)
        for source in cited:
            if source.url is None:
                reposts += 1
                assert source.publisher not in made.sources or source.publisher in {other.shown_publisher for other in cited}
                assert not any(source.lead and source.lead in each for each in made.sources)
    assert reposts > 0


def test_publishers_are_named_once_in_the_order_of_the_sources(dataset):
    case = dataset.case["taner-kilic"]
    names = publishers((case, case))
    assert names == list(dict.fromkeys(source.shown_publisher for source in case.sources if source.shown_publisher))
    first = next(source for source in case.sources if source.shown_publisher)
    assert publishers((case,), {case.id: (first.id,)}) == [first.shown_publisher]
    assert publishers((case,), {case.id: ()}) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_country_lists_its_cases_and_counts_those_without_room(shown, dataset, texts, language, day):
    text = texts[language]
    for iso3, country in dataset.country.items():
        made = shown("country", language, day, iso3=iso3)
        cases = tuple(case for case in on(dataset, day).cases if iso3 in case.iso3s)
        assert made.title == text.country(country)
        assert text.region(country.region) in made.eyebrow
        assert text.count("count.cases", len(cases)) in made.eyebrow
        assert made.cases == cases
        if not cases:
            assert [point.text for point in made.points] == [text("country.none")]
            continue
        assert [point.case for point in made.points] == [case.id for case in cases[:MOST_LISTED]]
        for point, case in zip(made.points, cases, strict=False):
            assert point.lead == case.title
            assert point.status == case.status
            assert text.date(case.status_as_of.date) in point.text
        left = len(cases) - MOST_LISTED
        assert made.more == (text.count("slide.more", left) if left > 0 else "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_theme_says_what_it_means_and_counts_each_status(shown, dataset, texts, language, day):
    text = texts[language]
    for theme in dataset.themes:
        made = shown("theme", language, day, id=theme.id)
        cases = [case for case in on(dataset, day).cases if theme.id in case.themes]
        assert made.title == theme.name[language]
        assert made.points[0].text == theme.definition[language]
        counts = {point.status: point.lead for point in made.points[1:]}
        assert counts == {status: f"{text(f'status.{status}')}: {text.number(n)}" for status in STATUSES if (n := sum(case.status == status for case in cases))}
        assert made.eyebrow == text.count("count.cases", len(cases))


@pytest.mark.parametrize("language", LANGUAGES)
def test_maps_and_timelines_count_what_the_pages_count(shown, dataset, index, frames, texts, language):
    text = texts[language]
    for selection in (Selection(), Selection(themes=("conflict",)), Selection(cases=("taner-kilic",)), Selection(words="zzz")):
        chosen = index.apply(selection)
        countries = sum(n > 0 for n in frames.country_counts(chosen).values())
        counted = f"{text.count('count.of', len(chosen), total=text.number(len(dataset.cases)))} · {text.count('count.countries', countries)}"
        assert [point.text for point in shown("map", language, **selection.to_params()).points] == [counted]
        events = text.count("count.events", sum(len(case.events) for case in chosen.cases()))
        assert [point.text for point in shown("timeline", language, **selection.to_params()).points] == [f"{events} · {counted}"]
        assert counted in [point.text for point in shown("title", language, **selection.to_params()).points]


def test_a_timeline_takes_its_lanes_along_and_that_of_one_case_is_named_after_it(shown, dataset):
    made = shown("timeline", by="country", theme="lgbti")
    assert (made.page, made.params) == ("timeline", {"theme": "lgbti", "by": "country"})
    assert made.picture.by == "country"
    assert shown("timeline").picture.by == "theme"
    assert shown("timeline", case="taner-kilic").title == dataset.case["taner-kilic"].title


def test_a_title_slide_has_the_title_of_the_deck_and_says_what_is_shown(shown, texts):
    for language, title in (("en", "Made"), ("fr", "Fait")):
        made = shown("title", language, theme="lgbti")
        assert made.title == title
        assert made.points[0].text == Selection(themes=("lgbti",)).sentence(made.scene.dataset, texts[language])
        assert made.picture is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closing_slide_says_how_many_cases_have_no_slide(shown, index, texts, language):
    cases = index.apply(Selection(themes=("lgbti",))).cases()
    assert len(cases) > 3
    others = tuple(Slide(view="case", show={"id": case.id}) for case in cases[:3])
    made = shown("closing", language, others=others, theme="lgbti")
    assert made.more == texts[language].count("slide.not_shown", len(cases) - 3)
    assert [point.text for point in made.points] == [texts[language](f"slide.closing_{each}") for each in ("read", "check", "act")]
    everyone = tuple(Slide(view="case", show={"id": case.id}) for case in cases)
    assert shown("closing", language, others=everyone, theme="lgbti").more == ""
    assert shown("closing", language, theme="lgbti").more == "", "a deck without slides of cases leaves none out"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("then", "day"), [("2017-12-31", None), ("2010-01-01", None), ("2024-06-30", None), ("2016-12-31", PAST), ("2018-06-01", date(2019, 6, 30))], ids=str
)
def test_then_and_now_are_those_of_the_page_of_then_and_now(shown, dataset, texts, language, then, day):
    text, past = texts[language], on(dataset, day)
    wanted = [case.id for case in past.cases if case.origin == "message-2017"]
    for at in range(0, len(wanted), 5):
        ids = wanted[at : at + 5]
        made = shown("then", language, day, case=",".join(ids), then=then)
        groups, later = changes(tuple(past.case[id] for id in ids), date.fromisoformat(then))
        found = {change.case.id: change for group in groups.values() for change in group}
        assert made.title == text("slide.then", date=text.date(date.fromisoformat(then)))
        assert made.params["then"] == then
        assert made.page == "then"
        assert len(made.pairs) == min(len(found), PER_THEN)
        for pair in made.pairs:
            change = found.pop(pair.case.id)
            assert pair.then.text == change.then.what
            assert pair.then.status == change.then.status
            assert pair.now.status == change.now.status
            assert change.then.date.first <= date.fromisoformat(then)
            assert pair.then.english
            if change.since:
                assert pair.now.text == change.now.what
                assert change.now.date.first > date.fromisoformat(then)
                assert not day or change.now.date.first <= day
                assert pair.now.english
            else:
                assert pair.now.lead.startswith(text(f"status.{change.then.status}"))
                assert text("slide.no_turn") in pair.now.lead
                assert text.date(pair.case.status_as_of.date) in pair.now.lead
                assert not pair.now.english
        said = [text.count("slide.more", len(found))] if found else []
        said += [text.count("then.later", later)] if later else []
        assert made.more == " ".join(said)
        for pair in made.pairs:
            ids_cited = set(made.cited[pair.case.id])
            assert ids_cited == {*found_sources(pair.case, then), *pair.case.status_as_of.sources}
        named = [name for pair in made.pairs for name in publishers((pair.case,), made.cited)]
        assert not made.pairs or not named or list(made.sources) == list(dict.fromkeys(named))


def found_sources(case, then: str) -> set[str]:
    """The sources of the status then and of the newest one."""
    return {*case.status_on(date.fromisoformat(then)).sources, *case.statuses[-1].sources}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_stands_on_a_map_with_its_year_and_origin(shown, loaded, language):
    for id, indicator in loaded.numbers.indicators.items():
        made = shown("indicator", language, layer=id)
        assert made.title == f"{indicator.info.name[language]}, {indicator.years[-1]}"
        assert made.points[0].text == indicator.info.what[language]
        assert made.params == {"layer": id, "year": str(indicator.years[-1])}
        assert made.page == "world"
        assert made.picture.kind == "indicator-map"
        assert made.cases == ()
        assert len(made.sources) == 1
        assert indicator.info.citation in made.sources[0]
        assert indicator.info.licence in made.sources[0]
        some = indicator.years[len(indicator.years) // 2]
        assert shown("indicator", language, layer=id, year=str(some)).title.endswith(f", {some}")


def test_an_indicator_of_one_country_leads_to_its_page_and_of_several_to_their_comparison(shown):
    one = shown("indicator", layer="idps", country="COL")
    assert (one.page, one.params) == ("country", {"iso3": "COL"})
    assert one.picture.kind == "indicator-lines"
    assert "Colombia" in one.title
    several = shown("indicator", "fr", layer="idps", country="COL,SYR")
    assert (several.page, several.params) == ("compare", {"with": "COL,SYR"})
    assert list(several.picture.names) == ["COL", "SYR"]
    assert "Colombie et Syrie" in several.title
    assert len(shown("indicator", layer="idps", country="COL,SYR,MEX,CAN,TUR").picture.names) == MOST_LINES


# The past


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2010, 2, 28), PAST, date(2019, 6, 30)], ids=str)
def test_on_a_past_day_nothing_of_later_days_appears(shown, dataset, loaded, day):
    for slide in VIEWS:
        if slide["view"] in ("case", "then"):
            continue
        show = {name: value for name, value in slide["show"].items() if name != "year"}
        made = shown(slide["view"], day=day, **show)
        for case in made.cases:
            assert case.start.first <= day
            assert all(each.date.first <= day for each in (*case.statuses, *case.events))
        if made.picture and made.picture.indicator:
            assert made.picture.indicator.years[-1] <= day.year
            assert not made.picture.year or made.picture.year <= day.year
    for id, indicator in loaded.numbers.indicators.items():
        made = shown("indicator", day=day, layer=id)
        assert made.picture.year == max(year for year in indicator.years if year <= day.year)


def test_cases_that_had_not_begun_leave_a_slide_empty_rather_than_full(shown, dataset):
    late = [case.id for case in dataset.cases if case.start.first > PAST][:3]
    assert len(late) == 3
    for view in ("map", "timeline", "title", "closing"):
        made = shown(view, day=PAST, case=",".join(late))
        assert made.cases == ()
        assert made.params["case"] == ",".join(id for id in dataset.case if id in late)
    made = shown("then", day=PAST, case=",".join(late), then="2016-12-31")
    assert made.pairs == ()


def test_years_that_are_still_to_come_on_a_past_day_stay_in_the_address(shown):
    made = shown("map", day=PAST, **{"from": "2010", "to": "2020"})
    assert made.params == {"from": "2010", "to": "2020", "asof": "2017-12-31"}


def test_the_day_before_the_dataset_shows_almost_today(shown, dataset):
    day = dataset.as_of - timedelta(days=1)
    assert 0 < len(shown("map", day=day).cases) <= len(dataset.cases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slide_of_a_country_on_which_the_source_has_nothing_says_so(shown, loaded, dataset, texts, language):
    idps = loaded.numbers.indicators["idps"]
    iso3 = next(iso3 for iso3 in dataset.country if not len(idps.series(iso3)))
    name = texts[language].country(dataset.country[iso3])
    assert shown("indicator", language, layer="idps", country=iso3).more == texts[language]("indicator.nothing_on", names=name)
    assert shown("indicator", language, layer="idps", country="COL").more == ""
