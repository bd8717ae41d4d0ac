"""That the benchmark measures what it says: made cases keep every rule, both scripts show them. No clock is judged."""

import pytest

from components import rules
from components.model import PartialDate, Record
from components.pages import _parts
from tests.benchmarks import rerun, synthetic


def written(value: object) -> object:
    """The record as a file would hold it: dicts, lists and text."""
    if isinstance(value, Record):
        return {name: written(part) for name, part in value if part is not None}
    if isinstance(value, tuple):
        return [written(part) for part in value]
    return value.text if isinstance(value, PartialDate) else value


@pytest.fixture
def restored(monkeypatch):
    """The atlas's own house again, once a test has put another in its place."""
    monkeypatch.setattr(_parts, "house", _parts.house)
    monkeypatch.setenv("BENCHMARK_TABLES", "")


def test_a_made_dataset_has_the_size_asked_for_and_unique_ids_and_titles():
    made = synthetic.dataset(500)
    assert len(made.cases) == 500
    assert len(made.case) == 500
    assert len({case.title for case in made.cases}) == 500


def test_made_cases_keep_the_rules_for_cases(loaded):
    made = synthetic.dataset(500)
    around = rules.Surroundings(frozenset(made.theme), frozenset(made.country), frozenset(), made.as_of, loaded.world.outside)
    faults = [(case.id, fault) for case in made.cases for fault in rules.faults(written(case), around)]
    assert faults == []


def test_the_rules_would_find_a_made_case_that_breaks_one(loaded):
    made = synthetic.dataset(500)
    around = rules.Surroundings(frozenset(), frozenset(made.country), frozenset(), made.as_of, loaded.world.outside)
    assert list(rules.faults(written(made.cases[0]), around))


def test_made_events_spread_over_other_days_than_the_real_ones(dataset):
    days = {event.date.first for case in dataset.cases for event in case.events}
    made = {event.date.first for case in synthetic.dataset(500).cases for event in case.events}
    assert days < made


def test_tables_hold_the_same_cases_and_events():
    made, tables = synthetic.dataset(500), synthetic.tables(500)
    assert set(tables["cases"]["id"]) == set(made.case)
    assert len(tables["events"]) == sum(len(case.events) for case in made.cases)


@pytest.mark.parametrize("name", ["atlas", "plain"])
def test_both_scripts_run_and_count_the_same(name, restored):
    app = rerun.script(name, 50).run()
    assert not app.exception and not app.error
    assert rerun.says(app, synthetic.count_line(50))
    rerun.rerun(app, name, 50, 1)
    assert len(app.get("plotly_chart")) == 2


def test_the_pages_of_the_atlas_alone_run_and_count_right(restored):
    search, _ = rerun.built(50)
    assert all(search.find(query).flags.any() for query in rerun.QUERIES)
    cases, timeline = rerun.page(50, "cases"), rerun.page(50, "timeline")
    rerun.searched(cases, search, 0)
    assert any("torture" in part.proto.body and "<mark>" in part.proto.body for part in cases.get("html"))
    assert cases.expander(key="facet_theme")
    rerun.rerun(timeline, "atlas", 50, 1)
    assert timeline.segmented_control(key="p_by").value == "theme"
    assert len(timeline.get("plotly_chart")) == 1
