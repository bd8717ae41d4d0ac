"""Full text over cases: what a reader finds, in which order, and what of a case is shown for it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.model import Case
from components.search import WEIGHTS, Search
from components.selection import Selection
from tests.made import raw_case
from tests.test_query import ANY, LIKE_A_QUERY


def found(search: Search, query: str) -> list[str]:
    """The ids that the query finds, best first."""
    answer = search.find(query)
    order = np.argsort(answer.rank, kind="stable")
    return [search.dataset.cases[position].id for position in order if answer.flags[position]]


def marked_words(pieces: list[tuple[str, bool]]) -> list[str]:
    """The words of the pieces that matched."""
    return [piece for piece, hit in pieces if hit]


@pytest.fixture
def made(dataset, texts):
    """A search over made cases, given by their changes; ids are a, b, c, …"""

    def search(*changes: dict) -> Search:
        cases = [Case.model_validate(raw_case(**{"id": chr(ord("a") + number), **each})) for number, each in enumerate(changes)]
        return Search(replace(dataset, cases=tuple(cases)), texts.values())

    return search


@pytest.mark.parametrize(
    ("query", "theme"),
    [
        ("women", "women"),
        ("woman", "women"),
        ("femmes", "women"),
        ("droits des femmes", "women"),
        ("Indigenous", "indigenous"),
        ("peuples autochtones", "indigenous"),
        ("LGBTI", "lgbti"),
        ("lgbti", "lgbti"),
        ("refugees", "refugees"),
        ("refugee", "refugees"),
        ("réfugiés", "refugees"),
        ("réfugiée", "refugees"),
        ("defenders", "defenders"),
        ("défenseurs", "defenders"),
        ("défense des droits", "defenders"),
        ("conflits armés", "conflict"),
        ("LIBERTE D'EXPRESSION", "expression"),
    ],
)
def test_a_theme_is_found_by_its_name_in_either_language(index, query, theme):
    """A reader who types a theme means its cases. Others that use the word may follow, but few, and not first."""
    flags, rank = index.search.find(query).flags, index.search.find(query).rank
    of_theme = index.themes[theme]
    assert flags[of_theme].all()
    assert flags.sum() <= 1.5 * of_theme.sum()
    assert of_theme[np.argsort(rank)[0]]


@pytest.mark.parametrize(
    ("query", "iso3"),
    [
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("Turkey", "TUR"),
        ("turquie", "TUR"),
        ("Burma", "MMR"),
        ("Birmanie", "MMR"),
        ("UK", "GBR"),
        ("Royaume-Uni", "GBR"),
        ("États-Unis", "USA"),
        ("etats unis", "USA"),
        ("Hong Kong", "HKG"),
        ("Territoires palestiniens", "PSE"),
        ("State of Palestine", "PSE"),
    ],
)
def test_a_country_is_found_by_each_of_its_names(index, query, iso3):
    """Ours, CLDR's in both languages, and those that readers still use; "Turquie" stands in no text of ours."""
    assert index.countries[iso3].any()
    assert index.search.find(query).flags[index.countries[iso3]].all()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Razo", "veronica-razo"),
        ("veronica razo", "veronica-razo"),
        ("Kılıç", "taner-kilic"),
        ("Kilic", "taner-kilic"),
        ("KILIÇ", "taner-kilic"),
        ("Turquie kilic", "taner-kilic"),
        ("Site C", "site-c-dam"),
        ("Wetsuweten", "wetsuweten-coastal-gaslink"),
        ("Wet’suwet’en", "wetsuweten-coastal-gaslink"),
        ("C16", "canada-bill-c16"),
        ("Al-Khawaja", "abdulhadi-al-khawaja-bahrain"),
        ("alkhawaja", "abdulhadi-al-khawaja-bahrain"),
        ("135,963", "veronica-razo"),
        ("135963 signatures", "veronica-razo"),
    ],
)
def test_a_name_finds_its_case_first(index, query, first):
    assert found(index.search, query)[0] == first


@pytest.mark.parametrize(("query", "number"), [("Razo", 1), ('"Site C"', 1), ("zzzxq", 0), ("Razo Kılıç", 0), ("Razo NOT Verónica", 0)])
def test_what_is_asked_narrowly_finds_no_more(index, query, number):
    assert len(found(index.search, query)) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("refugee", "refugees"),
        ("Kılıç", "kilic"),
        ("Türkiye", "TURKIYE"),
        ("woman", "women"),
        ("women's", "women"),
        ("“Site C”", '"site c"'),
        ("women AND Iran", "women Iran"),
        ("femmes ET Iran", "femmes Iran"),
        ("réfugiés en Libye", "réfugiés Libye"),
        ("refugee*", "refugees*"),
        ("wome*", "women"),
        ("women NOT Iran", "women AND NOT Iran"),
    ],
)
def test_two_ways_to_ask_the_same_find_the_same(index, one, other):
    assert sorted(found(index.search, one)) == sorted(found(index.search, other)) != []


def test_selected_words_choose_what_search_finds(index):
    for words in ("women", "Turquie kilic", "NOT Canada", "(broken"):
        assert (index.apply(Selection(words=words)).flags == index.search.find(words).flags).all()


#: A word that nothing else holds, in each thing of a case that a reader sees.
SEEN = {
    "title": {"title": "Xyloma in Canada"},
    "people": {"people": ["Someone Else", "Jean Xyloma"]},
    "place": {"place__name": "Xyloma Bay"},
    "summary": {"summary": "It began in Xyloma."},
    "fact": {"facts__0__text": "According to a made group, xyloma."},
    "status": {"statuses__0__what": "Xyloma began"},
    "event": {"events__0__what": "Xyloma is passed"},
    "figure": {"figures__0__unit": "xylomas"},
    "source": {"sources__0__publisher": "Xyloma Press"},
}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        *((changes, field) for field, changes in SEEN.items()),
        ({"figures__0__what": "length of the xyloma"}, "figure"),
        ({"sources__0__title": "La prisonnière, Xyloma"}, "source"),
        ({"sources__0__url": None, "sources__0__lead": "https://made.example.org/1", "sources__0__repost_of": "Xyloma"}, "source"),
    ],
)
def test_everything_that_a_reader_can_see_is_found_and_shown(made, changes, field):
    search = made({}, changes)
    assert found(search, "Xyloma") == ["b"]
    shown = search.excerpt("xyloma", search.dataset.cases[1])
    if field == "title":  # it stands above the excerpt
        assert (shown.field, marked_words(shown.pieces)) == ("summary", [])
    else:
        assert (shown.field, [word.lower().rstrip("s") for word in marked_words(shown.pieces)]) == (field, ["xyloma"])


@pytest.mark.parametrize(
    "changes",
    [
        {"notes": "Xyloma, for curators"},
        {"sources__0__url": "https://xyloma.example.org/1"},
        {"sources__0__url": None, "sources__0__lead": "https://xyloma.example.org/", "sources__0__repost_of": "unknown", "sources__0__publisher": "Xyloma"},
    ],
)
def test_what_no_reader_sees_is_not_found(made, changes):
    assert found(made(changes), "xyloma") == []
    assert found(made(changes), "made") == ["a"]


@pytest.mark.parametrize(("query", "field"), [("Turquie", "country"), ("expression", "theme"), ("Liberté d’expression", "theme"), ("Ottawa", "fact")])
def test_an_excerpt_says_where_a_name_was_found(made, query, field):
    search = made({"countries__0__iso3": "TUR"})
    assert found(search, query) == ["a"]
    assert search.excerpt(query, search.dataset.cases[0]).field == field


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("prisonniers d’opinion", "prisonnière"),
        ("prisonnières", "prisonnier"),
        ("les tribunaux", "tribunal"),
        ("le travail", "travaux"),
        ("D'une prisonnière", "prisonniere"),
        ("Baha'i", "Bahai"),
        ("Bahai", "Baha’i"),
        ("non-binary", "nonbinary"),
        ("non binary", "non-binary"),
        ("Zürich Øresund Łódź", "oresund lodz zurich"),
    ],
)
def test_another_form_of_a_word_is_found(made, written, asked):
    assert found(made({}, {"summary": f"It says {written}."}), asked) == ["b"]


def test_no_phrase_runs_from_one_statement_into_the_next(made):
    search = made({"people": ["Jean Alpha", "Beta Dupont"]}, {"people": ["Alpha Beta"]})
    assert found(search, '"alpha beta"') == ["b"]
    assert sorted(found(search, "alpha beta")) == ["a", "b"]


def test_no_phrase_runs_into_the_words_written_as_one(made):
    search = made({"people": ["Wet'suwet'en C-16"]})
    assert found(search, "wetsuweten c16") == found(search, '"en c 16"') == ["a"]
    assert found(search, '"16 wetsuweten"') == found(search, '"wetsuweten c16"') == []


@pytest.mark.parametrize("query", ["24816", "24,816", "24,816 months"])
def test_a_figure_is_found_by_its_number(made, query):
    search = made({}, {"figures__0__value": "24816"})
    assert found(search, query) == ["b"]
    assert search.excerpt(query, search.dataset.cases[1]).field == "figure"


def test_words_weigh_by_where_they_stand(made):
    """The title most, then people, place, countries, summary, the rest; all else in the cases is equal."""
    order = ["title", "people", "place", "summary", "fact", "source"]
    search = made(*(SEEN[field] for field in reversed(order)))
    assert found(search, "xyloma") == ["f", "e", "d", "c", "b", "a"]
    weights = [WEIGHTS[field] for field in ("title", "people", "place", "country", "summary", "theme", "fact", "source")]
    assert weights == sorted(weights, reverse=True)


def test_a_rank_is_finite_where_a_case_is_found_and_only_there(index):
    for query in ("women", "NOT women", "", "zzzxq", "(women"):
        answer = index.search.find(query)
        assert (np.isfinite(answer.rank) == answer.flags).all()


def test_a_blank_query_finds_all_and_one_without_words_none(index):
    assert index.search.find("").flags.all()
    assert index.search.find(" \t\u3000").flags.all()
    assert index.search.find(" ").plain is False
    assert not index.search.find("?!").flags.any()
    assert index.search.find("?!").plain is True


def test_a_query_that_cannot_be_read_finds_its_plain_words(index):
    for broken in ("Razo AND", '"Razo', "(Razo", "Razo)", "OR Razo"):
        assert found(index.search, broken) == ["veronica-razo"]
        assert index.search.find(broken).plain is True
    assert index.search.find("Razo").plain is False


TERMS = st.sampled_from(["women", "refugees", "Turquie", "canada", '"armed conflict"', "detain*", "Wet'suwet'en", "zzzxq", "the"])
TREES = st.recursive(TERMS, lambda inner: st.tuples(inner, st.sampled_from(["AND", "OR", "NOT", ""]), inner), max_leaves=8)


def test_operators_and_parentheses_mean_what_they_say(index):
    """A query in parentheses against the same done with the flags of its words."""

    def text(tree) -> str:
        return tree if isinstance(tree, str) else f"({text(tree[0])} {tree[1]} {text(tree[2])})"

    def flags(tree) -> np.ndarray:
        if isinstance(tree, str):
            return index.search.find(tree).flags
        one, other = flags(tree[0]), flags(tree[2])
        return one | other if tree[1] == "OR" else one & ~other if tree[1] == "NOT" else one & other

    @settings(max_examples=150, deadline=None)
    @given(TREES)
    def holds(tree):
        answer = index.search.find(text(tree))
        assert answer.plain is False
        assert (answer.flags == flags(tree)).all()

    holds()


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("women OR Iran Canada", "women OR (Iran Canada)"),
        ("women Iran OR Canada", "(women Iran) OR Canada"),
        ("women NOT Iran Canada", "(women NOT Iran) Canada"),
        ("women NOT Iran OR Canada", "(women NOT Iran) OR Canada"),
        ("women OR Iran NOT Canada", "women OR (Iran NOT Canada)"),
        ("NOT women Iran", "Iran NOT women"),
        ("NOT women NOT Iran", "NOT (women OR Iran)"),
    ],
)
def test_not_binds_closest_then_and_then_or(index, query, meant):
    assert sorted(found(index.search, query)) == sorted(found(index.search, meant)) != []


def test_no_text_breaks_the_search_or_changes_it(index, dataset):
    before = found(index.search, "women")

    @settings(max_examples=400, deadline=None)
    @given(ANY | LIKE_A_QUERY)
    def holds(query):
        answer = index.search.find(query)
        assert answer.flags.shape == answer.rank.shape == (len(dataset.cases),)
        assert (np.isfinite(answer.rank) == answer.flags).all()
        text = dataset.cases[0].summary
        assert "".join(piece for piece, _ in index.search.marked(query, text)) == text

    holds()
    for hostile in ('"; DROP TABLE cases; --', "' OR 1=1 --", 'title : "women"', "cases MATCH 'x'", "women\x00", "\ud800", "(" * 250, "a NOT " * 50 + "a"):
        index.search.find(hostile)
    assert found(index.search, "women") == before


def test_a_case_is_found_by_a_word_exactly_if_its_title_or_its_excerpt_marks_it(index, dataset):
    words = sorted({word for case in dataset.cases[:20] for word in case.summary.split()[:12]})

    @settings(max_examples=120, deadline=None)
    @given(st.sampled_from(words), st.sampled_from(["", "*"]), st.sampled_from(range(len(dataset.cases))))
    def holds(word, star, position):
        query, case = word.strip('.,"()') + star, dataset.cases[position]
        shown = index.search.marked(query, case.title) + index.search.excerpt(query, case).pieces
        assert index.search.find(query).flags[position] == bool(marked_words(shown))

    holds()


def test_an_excerpt_is_as_long_as_asked_and_part_of_the_case(index, dataset):
    @settings(max_examples=100, deadline=None)
    @given(st.sampled_from(["women", "court OR police", "refug*", "zzzxq", "arrested detained"]), st.sampled_from(dataset.cases), st.integers(20, 400))
    def holds(query, case, most):
        shown = index.search.excerpt(query, case, most)
        text = "".join(piece for piece, _ in shown.pieces)
        assert len(text) <= most
        if shown.field == "summary":
            assert text.strip("…") in case.summary
        if query == "zzzxq":
            assert shown.field == "summary"
            assert text.rstrip("…") == case.summary[: len(text.rstrip("…"))]

    holds()


def test_an_excerpt_is_the_passage_with_most_of_the_words(made):
    search = made({"summary": "Alpha stands here.", "facts__0__text": "Beta and alpha stand here.", "events__0__what": "Gamma"})
    shown = search.excerpt("alpha OR beta OR gamma", search.dataset.cases[0])
    assert (shown.field, marked_words(shown.pieces)) == ("fact", ["Beta", "alpha"])
    assert search.excerpt("alpha", search.dataset.cases[0]).field == "summary"
    assert search.excerpt("gamma", search.dataset.cases[0]).field == "event"


def test_an_excerpt_counts_only_the_words_that_it_shows(made):
    search = made({"summary": f"Alpha {'and so on ' * 40}beta.", "facts__0__text": "Alpha stands by beta."})
    assert search.excerpt("alpha beta", search.dataset.cases[0]).field == "fact"
    assert search.excerpt("alpha beta", search.dataset.cases[0], most=1000).field == "summary"


def test_a_text_can_be_cut_to_what_stands_around_the_words(index):
    text = "one two three four five six seven eight nine ten eleven twelve"
    assert index.search.marked("six", text, around=22) == [("…", False), ("five ", False), ("six", True), (" seven", False), ("…", False)]
    assert index.search.marked("six", text, around=len(text)) == index.search.marked("six", text)


def test_many_threads_get_the_answers_that_one_gets(dataset, texts):
    search, queries = (
        Search(dataset, texts.values()),
        [f"{word}{star}" for word in ("women", "refugees", "Turquie", "court", "Razo") for star in ("", "*")] * 20,
    )
    expected = {query: found(search, query) for query in queries}
    fresh = Search(dataset, texts.values())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda query: found(fresh, query), queries))
    assert answers == [expected[query] for query in queries]


def test_what_is_found_cannot_be_changed_by_who_asked(index):
    answer = index.search.find("women")
    with pytest.raises(ValueError):
        answer.flags[0] = True
    with pytest.raises(ValueError):
        answer.rank[0] = 0
