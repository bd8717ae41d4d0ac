"""The reader's query: what is asked of FTS5, and where its words stand in a text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.query import MOST_CHARACTERS, MOST_DEPTH, hits, pieces, read, window

#: Any text at all, lone surrogates and NUL too, and texts that look like queries.
ANY = st.text(st.characters(categories=None), max_size=80)
LIKE_A_QUERY = st.lists(
    st.sampled_from(
        [
            "AND",
            "OR",
            "NOT",
            "ET",
            "OU",
            "SAUF",
            "(",
            ")",
            '"',
            "“",
            "”",
            "«",
            "*",
            "the",
            "women",
            "refug*",
            "Wet'suwet'en",
            "a-b*",
            "NEAR(",
            "title:",
            "{a",
            "b}:",
            "-x",
            "^x",
            "+",
            ",",
            ";",
            "\x00",
            "�",
            '"a',
            'b"',
            '"x"*',
            "réfugié·es",
            "1,000",
        ]
    ),
    max_size=30,
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


def nothing_shorter(_):
    return ()


def asked(text: str) -> str:
    """What FTS5 is asked, without the parentheses that each term has."""
    return re.sub(r"\(((?:\"[^\"]*\"(?: \*)?(?: OR )?)+)\)", r"\1", read(text, nothing_shorter).expression)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("women", '"woman"'),
        ("women Iran", '"woman" AND "iran"'),
        ("women AND Iran", '"woman" AND "iran"'),
        ("women OR girls", '"woman" OR "girl"'),
        ("women NOT girls", '"woman" NOT "girl"'),
        ("women AND NOT girls", '"woman" AND "◦" NOT "girl"'),
        ("NOT girls", '"◦" NOT "girl"'),
        ("femmes ET filles", '"femm" AND "fill"'),
        ("femmes OU filles", '"femm" OR "fill"'),
        ("femmes SAUF filles", '"femm" NOT "fill"'),
        ("a man and a woman", '"man" AND "woman"'),
        ("not women", '"not" AND "woman"'),
        ("réfugiés en Libye", '"refugi" AND "liby"'),
        ("in Libya OR in Chad", '"libya" OR "chad"'),
        ("NOT in (Libya)", '"◦" NOT ( "libya" )'),
        ("women OR the", '"woman" OR "the"'),
        ("the OR women", '"the" OR "woman"'),
        ("(the)", '( "the" )'),
        ("(women girls) Iran", '( "woman" AND "girl" ) AND "iran"'),
        ("women (girls OR boys)", '"woman" AND ( "girl" OR "boy" )'),
        ("the", '"the"'),
        ('"armed conflicts"', '"arm conflict"'),
        ("“armed conflicts”", '"arm conflict"'),
        ("« conflits armés »", '"conflit arm"'),
        ('"the AND (of)"', '"the and of"'),
        ('"armed conf"*', '"arm conf" *'),
        ('"armed conf*"', '"arm conf" *'),
        ("Refug*", '"refug" *'),
        ("the*", '"the" *'),
        ("the* women", '"the" * AND "woman"'),
        ('"the" women', '"the" AND "woman"'),
        ("in-law women", '"in law" OR "inlaw" AND "woman"'),
        ("women \uff9e", '"woman"'),
        ("women's", '"woman"'),
        ("d’expression", '"expression"'),
        ("l'enfant", '"enfant"'),
        ("qu'elle", '"ell"'),
        ("Wet’suwet’en", '"wet suwet en" OR "wetsuweten"'),
        ("Wet'suw*", '"wet suw" * OR "wetsuw" *'),
        ("C-16", '"c 16" OR "c16"'),
        ('"C-16"', '"c 16"'),
        ("U.S.", '"u s" OR "us"'),
        ("réfugié·es", '"refugi es" OR "refugi"'),
        ("1,200", '"1 200" OR "1200"'),
        ("3.5", '"3 5"'),
        ("Mexico,Canada;Chad", '"mexico" AND "canada" AND "chad"'),
        ("title:women", '"titl woman" OR "titlewomen"'),
        ("{title}: ^women + -girls", '"titl" AND "woman" AND "girl"'),
        ("NEAR(women girls)", '"near" AND ( "woman" AND "girl" )'),
        ("women & girls", '"woman" AND "girl"'),
        ("wo\u0301men", '"woman"'),
        ("women_girls", '"woman girl"'),
        ("women\x00girls", '"woman girl"'),
        ("\ud800women", '"woman"'),
        ("women •", '"woman"'),
        ("◦ women", '"woman"'),
    ],
)
def test_a_query_that_can_be_read(text, expression):
    assert asked(text) == expression
    assert read(text, nothing_shorter).plain is False


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("", ""),
        ("!!! ***", ""),
        ('""', ""),
        ("AND", ""),
        ("\uff9e", ""),
        ("NOT NOT", ""),
        ("women AND", '"woman"'),
        ("OR women", '"woman"'),
        ("women NOT", '"woman"'),
        ("women AND OR girls", '"woman" AND "girl"'),
        ("women NOT NOT girls", '"woman" AND "girl"'),
        ("(women", '"woman"'),
        ("women)", '"woman"'),
        (")women(", '"woman"'),
        ("() women", '"woman"'),
        ('"armed conflict', '"arm" AND "conflict"'),
        ('the "women', '"woman"'),
        ('"the', '"the"'),
        ("(" * MOST_DEPTH + "women" + ")" * MOST_DEPTH, '"woman"'),
        ("women " + "x" * MOST_CHARACTERS, '"woman" AND "' + "x" * (MOST_CHARACTERS - 6) + '"'),
    ],
)
def test_a_query_that_cannot_be_read_is_taken_as_plain_words(text, expression):
    assert asked(text) == expression
    assert read(text, nothing_shorter).plain is True


def test_parentheses_may_stand_in_each_other():
    depth = MOST_DEPTH - 1
    assert read("(" * depth + "women" + ")" * depth, nothing_shorter).plain is False


def test_whatever_is_typed_fts5_is_asked_only_quoted_letters_and_digits():
    @settings(max_examples=500, deadline=None)
    @given(ANY | LIKE_A_QUERY)
    def holds(text):
        rest = re.sub(r'"([^"]*)"', "x", read(text, nothing_shorter).expression)
        for quoted in re.findall(r'"([^"]*)"', read(text, nothing_shorter).expression):
            assert quoted == "◦" or all(word.isalnum() for word in quoted.split(" "))
        assert re.fullmatch(r"(x|AND|OR|NOT|[()*]| )*", rest)

    holds()


def test_a_beginning_finds_the_words_whose_stem_is_shorter_than_it():
    def shorter(beginning):
        return {"wome": {"woman"}, "refugee": {"refug"}}.get(beginning, set())

    assert read("wome*", shorter).expression == '("wome" * OR "woman")'
    assert read("ten refugee*", shorter).expression == '("ten") AND ("refugee" * OR "refug")'
    assert read('"ten refugee*"', shorter).expression == '("ten refugee" * OR "ten refug")'


def shown(query: str, text: str) -> str:
    """The text with [what is marked]."""
    found = hits(read(query, nothing_shorter), text)
    return "".join(f"[{piece}]" if hit else piece for piece, hit in pieces(text, found, 0, len(text)))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("woman", "Women's rights; a WOMAN", "[Women]'s rights; a [WOMAN]"),
        ("kilic", "Taner Kılıç, lawyer", "Taner [Kılıç], lawyer"),
        ("expression", "La liberté d’expression", "La liberté d’[expression]"),
        ("tortured", "Torture, and torturing", "[Torture], and [torturing]"),
        ('"armed conflict"', "armed conflicts, armed men, conflict", "[armed conflicts], armed men, conflict"),
        ("refug*", "Refugees and a refuge", "[Refugees] and a [refuge]"),
        ("refug*", "a refugee-rights lawyer", "a [refugee-rights] lawyer"),
        ("Wetsuweten", "the Wet'suwet'en nation", "the [Wet'suwet'en] nation"),
        ("Wet’suwet’en", "the Wetsuweten nation", "the [Wetsuweten] nation"),
        ("women NOT girls", "women and girls", "[women] and girls"),
        ("NOT (women girls) boys", "women, girls, boys", "women, girls, [boys]"),
        ("women (NOT (girls OR men)) OR boys", "women, girls, men, boys", "[women], girls, men, [boys]"),
        ("NOT (women (girls)) boys", "women, girls, boys", "women, girls, [boys]"),
        ("women NOT", "women not men", "[women] not men"),
        ("the women", "the women", "the [women]"),
        ("women girls", "womengirls", "womengirls"),
        ('"a b c"', "a b a b c", "a b [a b c]"),
        ('"a b" "b c"', "a b c", "[a b c]"),
        ('"a b c" b', "a b c", "[a b c]"),
        ('"b c"', "b • c", "b • c"),
        ("•", "a • b", "a • b"),
        ("135963", "135,963 signatures", "[135,963] signatures"),
        ("ve\u0301ronica", "Véronica Ve\u0301ronica Veronica", "[Véronica] [Ve\u0301ronica] [Veronica]"),
        ("", "women", "women"),
    ],
)
def test_the_words_that_matched_are_marked_as_they_are_written(query, text, expected):
    assert shown(query, text) == expected


def test_pieces_joined_are_the_text_and_neighbours_differ():
    @settings(max_examples=300, deadline=None)
    @given(ANY | LIKE_A_QUERY, ANY | LIKE_A_QUERY)
    def holds(query, text):
        cut = pieces(text, hits(read(query, nothing_shorter), text), 0, len(text))
        assert "".join(piece for piece, _ in cut) == text
        assert all(piece for piece, _ in cut)
        assert all(one[1] != other[1] for one, other in zip(cut, cut[1:], strict=False))

    holds()


WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "of", "the", "longer-word"]), min_size=1, max_size=60).map(" ".join)


def test_a_window_is_short_enough_and_shows_as_many_terms_as_any_other():
    @settings(max_examples=300, deadline=None)
    @given(WORDS, st.integers(12, 80))
    def holds(text, most):
        found = hits(read("alpha OR gamma OR longer", nothing_shorter), text)
        start, end = window(text, found, most)
        if len(text) <= most:
            assert (start, end) == (0, len(text))
            return
        assert end - start <= most - 2

        def seen(first, last):
            return len({number for begin, stop, number in found if first <= begin and stop <= last})

        assert seen(start, end) == max(seen(first, first + most - 2) for first in range(len(text)))

    holds()


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("one two three four five", 100, "one two three four five"),
        ("one two three alpha four five six", 20, "three alpha four"),
        ("alpha two three four five six", 12, "alpha two"),
        ("one two three four five alpha", 12, "five alpha"),
        ("one two three four five", 12, "one two"),
        ("alpha two three four", 11, "alpha two"),
        ("alphaalphaalpha two three", 12, "alphaalpha"),
        ("alpha one two three four beta alpha five six", 14, "beta alpha"),
        ("alpha beta", 2, ""),
    ],
)
def test_a_window_cuts_between_words(text, most, expected):
    start, end = window(text, hits(read("alpha OR beta", nothing_shorter), text), most)
    assert text[start:end] == expected


def test_a_piece_ends_where_the_window_ends():
    text = "alpha beta gamma"
    assert pieces(text, hits(read('"alpha beta"', nothing_shorter), text), 2, 8) == [("pha be", True)]
