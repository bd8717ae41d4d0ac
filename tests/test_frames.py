"""Records to tables: nothing lost, nothing twice."""

from datetime import date
from itertools import combinations
from math import cos, hypot, radians

import numpy as np
import pandas as pd
import pytest

from components.model import PartialDate
from components.selection import Selection


def test_the_events_are_all_there_in_order_of_time(dataset, frames):
    events = frames.events
    assert len(events) == sum(len(case.events) for case in dataset.cases)
    assert events["day"].is_monotonic_increasing
    assert (events["first"] <= events["day"]).all()
    assert (events["day"] <= events["last"]).all()
    assert not events.duplicated(["case", "event"]).any()


def test_a_stretch_of_time_takes_what_touches_it(frames, index):
    everything = index.apply(Selection())
    start, end = pd.Timestamp(2017, 1, 1), pd.Timestamp(2017, 12, 31)
    inside = frames.chosen_events(everything, start, end)
    outside = frames.events.drop(inside.index)
    assert ((inside["last"] >= start) & (inside["first"] <= end)).all()
    assert ((outside["last"] < start) | (outside["first"] > end)).all()


def test_a_case_known_only_by_country_has_no_point(dataset, frames, index):
    everything = index.apply(Selection())
    placed = {position for _, _, positions in frames.places(everything) for position in positions}
    assert {dataset.cases[position].place.precision for position in placed} == {"site", "city", "region"}
    unplaced = set(range(len(dataset.cases))) - placed
    assert {dataset.cases[position].place.precision for position in unplaced} == {"country"}


def test_the_status_of_a_past_day_is_the_one_then(dataset):
    case = dataset.case["veronica-razo"]
    assert case.status_on(date(2017, 12, 31)).status == "ongoing"
    assert case.status_on(date(2024, 12, 31)).status == "resolved"
    assert case.status_on(date(2010, 1, 1)) is None


def test_the_statuses_of_the_end_of_2017_are_known_for_what_the_message_named(dataset):
    day = PartialDate.parse("2017-12-31").last
    unknown = [case.id for case in dataset.cases if case.origin == "message-2017" and case.status_on(day) is None]
    assert unknown == []


@pytest.mark.parametrize("diameter", [lambda n: np.full(len(n), 5.0), lambda n: np.minimum(2.0 + n, 12.0)], ids=["one size", "growing"])
def test_marks_that_would_cover_each_other_are_gathered_and_no_case_is_lost(frames, index, diameter):
    everything = index.apply(Selection())
    apart, gathered = frames.places(everything), frames.places(everything, diameter)
    assert len(gathered) < len(apart)
    assert sorted(p for *_, positions in gathered for p in positions) == sorted(p for *_, positions in apart for p in positions)
    assert {mark[:2] for mark in gathered} <= {mark[:2] for mark in apart}
    for a, b in combinations(gathered, 2):
        wide = diameter(np.array([len(a[2]), len(b[2])])).mean()
        # A degree of longitude is measured at either point: the smaller is on the safe side.
        across = (a[1] - b[1]) * cos(radians(min(abs(a[0]), abs(b[0]))))
        assert hypot(a[0] - b[0], across) >= wide


def test_a_point_far_from_all_others_keeps_its_own_mark(frames, index):
    everything = index.apply(Selection())
    apart, gathered = frames.places(everything), frames.places(everything, lambda n: np.full(len(n), 5.0))
    alone = [a for a in apart if all(hypot(a[0] - b[0], a[1] - b[1]) > 12 for b in apart if a is not b)]
    assert alone
    assert all(mark in gathered for mark in alone)
