"""Folding and stemming: what counts as the same word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.words import fold, stem

SAME = [
    "refugee refugees",
    "woman women womens",
    "man men",
    "child children",
    "defender defenders",
    "community communities",
    "army armies",
    "torture tortured tortures torturing",
    "rape raped rapes raping",
    "detain detained detains detaining detainee detainees",
    "kill killed killing killings",
    "stop stopped stops stopping",
    "control controlled controls controlling",
    "witness witnesses",
    "church churches",
    "crisis crises crise",
    "analysis analyses",
    "abuse abuses abused",
    "virus viruses",
    "spy spies spied spying",
    "die dies died dying",
    "free freed frees",
    "agree agreed agrees",
    "relocate relocated relocating",
    "day days",
    "city cities",
    "réfugié réfugiée réfugiés réfugiées",
    "prisonnier prisonnière prisonniers prisonnières",
    "détenu détenue détenus détenues",
    "déplacé déplacée déplacés déplacées",
    "national nationale nationaux nationales",
    "tribunal tribunaux",
    "bureau bureaux",
    "lieu lieux",
    "bijou bijoux",
    "travail travaux",
    "militant militante militants militantes",
    "palestinien palestinienne palestiniens palestiniennes",
    "français française françaises",
    "chinois chinoise chinoises",
    "travailleur travailleuse travailleuses",
    "autochtone autochtones",
    "culturel culturelle culturels culturelles",
    "Kılıç KILIÇ kilic",
]
APART = [
    ("international", "interned"),
    ("authorities", "author"),
    ("organization", "organ"),
    ("executive", "execution"),
    ("community", "communication"),
    ("policy", "police"),
    ("army", "armed"),
    ("rape", "rap"),
    ("abuse", "Abu"),
    ("united", "unit"),
    ("news", "new"),
    ("Paris", "pare"),
    ("committee", "commit"),
    ("faux", "fal"),
    ("need", "ne"),
    ("string", "str"),
]


@pytest.mark.parametrize("words", SAME)
def test_forms_of_one_word_have_one_stem(words):
    assert len({stem(fold(word)) for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_keep_different_stems(one, other):
    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize("word", ["us", "un", "cas", "2017", "1990s", "c16", "мир", "政府", "lgbti", ""])
def test_what_has_no_endings_to_lose_stays_as_it_is(word):
    assert stem(word) == word


def test_any_word_has_a_stem_of_its_own_letters_and_never_none_at_all():
    @settings(max_examples=500, deadline=None)
    @given(st.text(alphabet=st.sampled_from("abcdeginrsuxy"), min_size=1, max_size=12))
    def holds(word):
        assert stem(word)
        assert stem(word)[0] == word[0]
        assert len(stem(word)) <= len(word) + 1

    holds()
