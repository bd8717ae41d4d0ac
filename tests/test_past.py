"""As of a past day: cases not yet begun are away, what came after is away, statuses are what they were."""

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.frames import Frames
from components.selection import EARLIEST, Index, Selection
from components.views.changes import GROUPS, UNCHANGED, changes
from components.views.style import LIGHT
from components.views.timeline import LANE, timeline
from tests.test_pages import open_page, words

DAY = date(2017, 12, 31)


@pytest.fixture(scope="module")
def past(dataset):
    return dataset.on(DAY)


def test_a_past_day_knows_nothing_of_what_came_after(dataset):
    @settings(max_examples=25, deadline=None)
    @given(st.dates(EARLIEST, dataset.as_of))
    def holds(day):
        then = dataset.on(day)
        assert then.as_of == day
        for case in then.cases:
            now = dataset.case[case.id]
            assert case.start.first <= day
            assert case.status == now.status_on(day).status
            assert case.status_as_of.date.first <= day
            assert all(event.date.first <= day for event in case.events)
            assert all(change.date.first <= day for change in case.statuses)
            assert all(figure.as_of.first <= day for figure in case.figures)
            assert case.end is None or case.end.first <= day
        away = set(dataset.case) - set(then.case)
        assert all(dataset.case[id].start.first > day or dataset.case[id].status_on(day) is None for id in away)

    holds()


def test_today_is_what_it_is(dataset):
    assert [case.id for case in dataset.on(dataset.as_of).cases] == [case.id for case in dataset.cases]
    assert dataset.on(dataset.as_of).cases == dataset.cases


def test_what_the_message_named_is_there_at_the_end_of_2017(past, dataset):
    named = {case.id for case in dataset.cases if case.origin == "message-2017"}
    assert named <= set(past.case)
    assert past.case["veronica-razo"].status == "ongoing"
    assert past.case["taner-kilic"].status == "ongoing"


def test_the_past_can_be_chosen_from_like_today(past, texts, loaded):
    index = Index(past, texts.values())
    chosen = index.apply(Selection(themes=("refugees",), years=(2015, 2025)))
    assert 0 < len(chosen) < len(past.cases)
    frames = Frames(past, index)
    assert (frames.events["first"].dt.date <= DAY).all()


def test_a_period_after_the_past_day_holds_nothing(past, texts):
    assert len(Index(past, texts.values()).apply(Selection(years=(2020, 2022)))) == 0


def test_every_case_stands_in_one_group_of_changes(dataset):
    groups, later = changes(dataset.cases, DAY)
    assert list(groups) == [group for group in GROUPS if group in groups]
    ids = [change.case.id for found in groups.values() for change in found]
    assert len(ids) == len(set(ids))
    assert len(ids) + later == len(dataset.cases)
    for group, found in groups.items():
        for change in found:
            assert change.then == change.case.status_on(DAY)
            assert all(each.date.first > DAY for each in change.since)
            assert (group == UNCHANGED) == (not change.since)
            assert change.now == change.case.statuses[-1]


@pytest.mark.parametrize(("id", "group"), [("veronica-razo", "acquitted"), ("taner-kilic", "acquitted"), ("hudbay-guatemala", "compensated")])
def test_what_became_of_some_is_told(dataset, id, group):
    assert id in {change.case.id for change in changes(dataset.cases, DAY)[0][group]}


@pytest.mark.parametrize("by", LANE)
def test_the_timeline_draws_each_event_once_in_any_lanes(dataset, index, frames, texts, by):
    for selection in (Selection(words="veronica razo"), Selection(themes=("indigenous",)), Selection()):
        chosen = index.apply(selection)
        view = timeline(chosen, frames, date(1990, 1, 1), dataset.as_of, texts["en"], LIGHT, by, spans=True)
        marks = sum(len(trace.x) for trace in view.figure.data if trace.mode == "markers" and trace.text)
        assert marks == len(view.table())
        go.Figure(view.figure.to_dict())
        lanes = {round(y + 0.01) for trace in view.figure.data if trace.mode == "markers" and trace.text for y in trace.y}
        assert len(view.figure.layout.annotations) == len(lanes)


def test_what_lasts_is_a_bar_and_an_open_end_shows_as_open(dataset, index, frames, texts):
    chosen = index.apply(Selection(words="veronica razo"))
    case = dataset.case["veronica-razo"]
    figure = timeline(chosen, frames, date(2010, 1, 1), dataset.as_of, texts["en"], LIGHT, "case", spans=True).figure
    bars = [trace for trace in figure.data if trace.line.width == 10]
    assert [tuple(bar.x) for bar in bars] == [(str(case.start.first), str(case.end.last))]
    arrows = [trace for trace in figure.data if trace.marker.symbol == "triangle-right"]
    assert [len(trace.x or ()) for trace in arrows] == [0]
    opened = index.apply(Selection(words="gaza"))
    figure = timeline(opened, frames, date(2010, 1, 1), dataset.as_of, texts["en"], LIGHT, "case", spans=True).figure
    arrows = next(trace for trace in figure.data if trace.marker.symbol == "triangle-right")
    assert len(arrows.x) == sum(1 for case in opened.cases() if case.end is None)


def test_pages_can_be_set_back_and_say_so(texts, past):
    at = open_page(asof="2017-12-31")
    said = words(at)
    assert texts["en"].count("count.of", len(past.cases), total=str(len(past.cases))) in said
    assert texts["en"]("asof.banner", date=texts["en"].date(DAY)) in said
    at.button(key="asof_back").click().run()
    assert "asof" not in at.query_params
    assert texts["en"]("asof.banner", date=texts["en"].date(DAY)) not in words(at)


def test_a_case_set_back_hides_what_was_written_later(dataset, texts):
    said = words(open_page("case", id="veronica-razo", asof="2017-12-31"))
    case = dataset.case["veronica-razo"]
    assert case.summary not in said
    assert texts["en"]("asof.case").split(";")[0] in said
    assert texts["en"]("status.resolved") not in said.replace(case.title, "")


@pytest.mark.parametrize("day", ["2017-13-01", "soon", "1999-12-31", "2999-01-01", "20171231", "2017-12-31T00:00"])
def test_a_day_that_cannot_be_is_ignored_and_named(day, texts):
    at = open_page(asof=day)
    assert texts["en"]("link.ignored", said="asof").split(":")[0] in words(at)
    assert "asof" not in at.query_params


def test_then_and_now_begins_with_the_end_of_2017(texts):
    at = open_page("then", origin="message-2017")
    assert at.date_input(key="p_then").value == DAY
    said = words(at)
    assert texts["en"].count("then.sentence", 36, date=texts["en"].date(DAY), turned="31").split(" have")[0] in said
    at.date_input(key="p_then").set_value(DAY + timedelta(days=366 * 4)).run()
    assert at.query_params["then"] == str(DAY + timedelta(days=366 * 4))


def test_more_lanes_than_a_screen_can_scroll_are_said_and_kept_in_the_table(monkeypatch, dataset, index, frames, texts):
    from components.views import timeline as module

    monkeypatch.setattr(module, "MOST_LANES", 10)
    chosen = index.apply(Selection(themes=("indigenous",)))
    view = timeline(chosen, frames, date(1990, 1, 1), dataset.as_of, texts["en"], LIGHT, "case", spans=True)
    assert len(view.figure.layout.annotations) == 10
    lanes = frames.chosen_events(chosen, pd.Timestamp(1990, 1, 1), pd.Timestamp(dataset.as_of))["case"].nunique()
    assert texts["en"].count("timeline.lanes_beyond", lanes - 10) in view.sentence
    assert len(view.table()) == len(frames.chosen_events(chosen, pd.Timestamp(1990, 1, 1), pd.Timestamp(dataset.as_of)))


def test_a_look_into_the_past_takes_nothing_out_of_the_basket(dataset):
    late = next(case.id for case in dataset.cases if case.start.first.year > 2020)
    at = open_page("case", id="veronica-razo", asof="2017-12-31", basket=late)
    at.button(key="basket_page_veronica-razo").click().run()
    assert at.query_params["basket"] == f"{late},veronica-razo"
