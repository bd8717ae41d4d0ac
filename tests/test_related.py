"""Which cases belong together, and why."""

import pytest

from components.related import MOST_CASES, WEIGHTS, Relations, names_in


@pytest.fixture(scope="module")
def relations(dataset):
    return Relations(dataset)


def reasons(relations, dataset, one, other):
    return dict(next((each.reasons for each in relations.of(dataset.case[one], most=50) if each.case.id == other), ()))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("taner-kilic", "istanbul-10", "people"),
        ("jimmy-lai-hong-kong", "hong-kong-47", "place"),
        ("veronica-razo", "gdeim-izik-prisoners-western-sahara", "court"),
        ("site-c-dam", "canada-undrip-act", "country_theme"),
    ],
)
def test_cases_that_belong_together_are_found_with_the_reason(relations, dataset, one, other, reason):
    assert reason in reasons(relations, dataset, one, other)


def test_every_relation_has_a_reason_and_holds_both_ways(relations, dataset):
    for case in dataset.cases:
        for each in relations.of(case, most=len(dataset.cases)):
            assert each.case.id != case.id
            assert {kind for kind, _ in each.reasons} <= set(WEIGHTS)
            assert each.reasons
            back = reasons(relations, dataset, each.case.id, case.id) if each.case.id in ("istanbul-10", "osman-kavala-turkey") else None
            assert back is None or set(back) == {kind for kind, _ in each.reasons}


def test_the_nearest_come_first_and_only_as_many_as_asked(relations, dataset):
    for case in dataset.cases:
        found = relations.of(case, most=5)
        weights = [sum(WEIGHTS[kind] for kind, _ in each.reasons) for each in found]
        assert len(found) <= 5
        assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    ("words", "court", "law"),
    [
        ("In 2022 the European Court of Human Rights found", {"European Court of Human Rights"}, set()),
        ("the Safe Third Country Agreement took effect", set(), {"Safe Third Country Agreement"}),
        ("the Supreme Court said", set(), set()),
        ("the Court of Appeal said", set(), set()),
        ("nothing with a capital", set(), set()),
    ],
)
def test_courts_and_laws_are_read_from_the_text(words, court, law):
    assert names_in(words) == {"court": court, "law": law}


def test_a_name_that_very_many_share_is_no_reason(relations):
    common = {name for kind in ("court", "law") for name, n in relations._count[kind].items() if n > MOST_CASES}
    for case in relations.dataset.cases[:40]:
        for each in relations.of(case, most=50):
            assert not common & {name for kind, names in each.reasons if kind in ("court", "law") for name in names}
