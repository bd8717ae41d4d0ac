"""What the reader chose: its address, its cases, its sentence."""

from datetime import timedelta
from urllib.parse import parse_qs, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.frames import case_table, event_table
from components.model import KINDS, ORIGINS, SOURCE_KINDS, STATUSES
from components.selection import EARLIEST, PARAMETERS, Selection, one_line, years_of

MANY = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def selections(dataset):
    """A strategy for any selection of the real dataset."""
    first, last = dataset.years

    def some(ids, most=4):
        order = list(ids)
        return st.lists(st.sampled_from(order), max_size=most, unique=True).map(lambda picked: tuple(each for each in order if each in picked))

    years = st.none() | st.tuples(st.integers(first, last), st.integers(first, last)).map(lambda pair: tuple(sorted(pair)))
    words = st.sampled_from(["", "kılıç", "Razo", "refugees court", "Türkiye", "zzz", "a & b = c"]) | st.text(max_size=20).map(one_line)
    return st.builds(
        Selection,
        themes=some(dataset.theme),
        countries=some(dataset.country),
        regions=some(dataset.regions, 2),
        years=years.filter(lambda pair: pair != (first, last)),
        statuses=some(STATUSES, 2),
        kinds=some(KINDS, 2),
        origin=st.none() | st.sampled_from(ORIGINS),
        sources=some(SOURCE_KINDS, 2),
        cases=st.just(()) | some(dataset.case, 6),
        as_of=st.none() | st.dates(EARLIEST, dataset.as_of - timedelta(days=1)),
        words=words,
    )


def as_query(params: dict[str, str]) -> dict[str, list[str]]:
    """The parameters as a browser would give them back."""
    return parse_qs(urlencode(params), keep_blank_values=True)


def test_words_hold_nothing_that_cannot_be_written(dataset):
    assert Selection.from_params({"q": ["a\x00b\x1b\ufffe \n c\x7f"]}, dataset) == (Selection(words="a b c"), [])


def test_every_selection_survives_its_address(selections, dataset):
    @MANY
    @given(selections)
    def holds(selection):
        assert Selection.from_params(as_query(selection.to_params()), dataset) == (selection, [])

    holds()


def test_an_address_holds_ids_only_and_nothing_for_what_is_not_chosen(selections):
    @MANY
    @given(selections)
    def holds(selection):
        params = selection.to_params()
        assert set(params) <= set(PARAMETERS)
        assert all(params.values())
        assert bool(params) == bool(selection)

    holds()


def test_map_list_timeline_and_tables_count_the_same_cases(selections, dataset, index, frames, texts):
    @MANY
    @given(selections)
    def holds(selection):
        chosen = index.apply(selection)
        cases = chosen.cases()
        placed = sum(len(positions) for _, _, positions in frames.places(chosen))
        by_country = sum(1 for case in cases if case.place.lat is None)
        assert len(chosen) == len(cases) == chosen.flags.sum() == placed + by_country
        assert len(case_table(cases, dataset, texts["en"])) == len(cases)
        counts = frames.country_counts(chosen)
        assert sum(counts.values()) == sum(len(case.iso3s) for case in cases)
        events = frames.chosen_events(chosen)
        assert len(events) == sum(len(case.events) for case in cases) == len(event_table(events, dataset, texts["fr"]))

    holds()


def test_each_part_narrows_and_each_entry_adds(selections, index):
    @MANY
    @given(selections, selections)
    def holds(one, other):
        both = Selection(themes=one.themes, statuses=other.statuses)
        narrowed = index.apply(both).flags
        assert not (narrowed & ~index.apply(Selection(themes=one.themes)).flags).any()
        wider = Selection(countries=tuple(c for c in index.dataset.country if c in {*one.countries, *other.countries}))
        if one.countries:
            assert not (index.apply(Selection(countries=one.countries)).flags & ~index.apply(wider).flags).any()

    holds()


def test_applying_equals_asking_each_case(selections, dataset, index):
    """The index against the plain reading of a selection, without its words."""
    regions = {iso3: {country.region, country.subregion} for iso3, country in dataset.country.items()}
    last = dataset.as_of.year

    def concerns(case, selection) -> bool:
        places = not (selection.countries or selection.regions) or any(
            iso3 in selection.countries or regions[iso3] & set(selection.regions) for iso3 in case.iso3s
        )
        years = not selection.years or years_of(case, last) & set(range(selection.years[0], selection.years[1] + 1))
        return bool(
            places
            and years
            and (not selection.themes or set(case.themes) & set(selection.themes))
            and (not selection.statuses or case.status in selection.statuses)
            and (not selection.kinds or case.kind in selection.kinds)
            and (not selection.origin or case.origin == selection.origin)
            and (not selection.cases or case.id in selection.cases)
            and (not selection.sources or {source.kind for source in case.sources} & set(selection.sources))
        )

    @MANY
    @given(selections)
    def holds(selection):
        plain = Selection(**{**vars(selection), "words": ""})
        assert index.apply(plain).flags.tolist() == [concerns(case, plain) for case in dataset.cases]

    holds()


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Razo", "veronica-razo"),
        ("veronica", "veronica-razo"),
        ("Kılıç", "taner-kilic"),
        ("kilic", "taner-kilic"),
        ("KILIC", "taner-kilic"),
        ("Turquie kilic", "taner-kilic"),
        ("Türkiye Kılıç", "taner-kilic"),
        ("site c", "site-c-dam"),
    ],
)
def test_words_find_what_a_reader_expects(index, words, id):
    assert id in {case.id for case in index.apply(Selection(words=words)).cases()}


def test_the_seeds_can_be_asked_for(index):
    assert len(index.apply(Selection(origin="message-2017"))) == 36


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ({"theme": ["conflict,nope"]}, [("theme", "nope")]),
        ({"country": ["mex"]}, [("country", "mex")]),
        ({"from": ["2015"], "to": ["1999"]}, [("from", "2015"), ("to", "1999")]),
        ({"from": ["abc"]}, [("from", "abc")]),
        ({"from": ["99999999999999999999"]}, [("from", "99999999999999999999")]),
        ({"from": ["２０１５"]}, [("from", "２０１５")]),
        ({"status": ["<script>"]}, [("status", "<script>")]),
        ({"origin": ["message-2018"]}, [("origin", "message-2018")]),
        ({"case": ["nobody,Taner-Kilic"]}, [("case", "nobody"), ("case", "Taner-Kilic")]),
        ({"asof": ["2017-W01-1"]}, [("asof", "2017-W01-1")]),
        ({"asof": ["20170101"]}, [("asof", "20170101")]),
        ({"asof": ["2999-01-01"]}, [("asof", "2999-01-01")]),
        ({"asof": ["1999-12-31"]}, [("asof", "1999-12-31")]),
        ({"asof": ["2017-02-30"]}, [("asof", "2017-02-30")]),
        ({"q": ["x" * 5000]}, [("q", "x" * 40 + "…")]),
    ],
)
def test_what_an_address_says_wrongly_is_ignored_and_named(dataset, query, ignored):
    selection, said = Selection.from_params(query, dataset)
    assert said == ignored
    assert selection.years is None
    assert selection.themes in ((), ("conflict",))


def test_repeated_and_comma_joined_values_are_one(dataset):
    one, _ = Selection.from_params({"theme": ["refugees,conflict"]}, dataset)
    other, _ = Selection.from_params({"theme": ["conflict", "refugees"]}, dataset)
    assert one == other == Selection(themes=("conflict", "refugees"))


def test_cases_chosen_by_hand_are_those_cases_narrowed_by_the_rest(selections, dataset, index):
    @MANY
    @given(st.lists(st.sampled_from(list(dataset.case)), min_size=1, max_size=8, unique=True), selections)
    def holds(ids, other):
        by_hand, ignored = Selection.from_params({"case": [",".join(ids)]}, dataset)
        assert ignored == []
        assert by_hand.cases == tuple(id for id in dataset.case if id in ids), "in the dataset's order, so that equal choices have equal addresses"
        assert [case.id for case in index.apply(by_hand).cases()] == list(by_hand.cases)
        both = Selection(**{**vars(other), "cases": by_hand.cases})
        without = Selection(**{**vars(other), "cases": ()})
        assert {case.id for case in index.apply(both).cases()} == set(ids) & {case.id for case in index.apply(without).cases()}

    holds()


def test_a_sentence_counts_the_cases_chosen_by_hand_and_names_none(dataset, texts):
    two = ("taner-kilic", "veronica-razo")
    for language, text in texts.items():
        counted = text.count("selection.cases", 2)
        assert Selection(cases=two).sentence(dataset, text) == counted
        theme = dataset.theme["lgbti"].name[language]
        assert Selection(cases=two, themes=("lgbti",)).sentence(dataset, text) == f"{theme} · {counted}"
        assert counted in Selection(cases=two, countries=("MEX",)).sentence(dataset, text)


def test_no_address_can_break_the_reading(dataset, index):
    @MANY
    @given(st.dictionaries(st.sampled_from(PARAMETERS) | st.text(max_size=8), st.lists(st.text(max_size=30), max_size=3), max_size=6))
    def holds(query):
        selection, _ = Selection.from_params(query, dataset)
        assert isinstance(index.apply(selection).flags, np.ndarray)
        assert Selection.from_params(as_query(selection.to_params()), dataset)[0] == selection

    holds()


@pytest.mark.parametrize(
    ("selection", "english", "french"),
    [
        (Selection(), "All cases", "Tous les cas"),
        (
            Selection(themes=("conflict",), regions=("002",), years=(2015, 2020)),
            "Armed conflict in Africa · 2015 to 2020",
            "Conflits armés\u00a0: Afrique · 2015 à 2020",
        ),
        (Selection(countries=("MEX", "TUR"), years=(2017, 2017)), "All cases in Mexico or Türkiye · 2017", "Tous les cas\u00a0: Mexique ou Turquie · 2017"),
        (Selection(statuses=("resolved",), words="court"), "All cases · resolved · words “court”", "Tous les cas · résolu · mots «\u00a0court\u00a0»"),
    ],
)
def test_a_selection_says_itself_in_both_languages(dataset, texts, selection, english, french):
    assert selection.sentence(dataset, texts["en"]) == english
    assert selection.sentence(dataset, texts["fr"]) == french


def test_every_selection_has_a_sentence(selections, dataset, texts):
    @MANY
    @given(selections, st.sampled_from(["en", "fr"]))
    def holds(selection, language):
        assert selection.sentence(dataset, texts[language]).strip()

    holds()


def test_a_case_counts_in_the_years_it_lasted_and_those_of_its_events(dataset):
    case = dataset.case["veronica-razo"]
    years = years_of(case, 2026)
    assert {2011, 2017, 2024} <= years
    assert 2010 not in years
    assert 2025 not in years
