"""Every view, on nothing, one case and all: its words, its sources, and a figure that Plotly takes."""

from dataclasses import replace
from datetime import date
from math import hypot

import numpy as np
import plotly.graph_objects as go
import pytest

from components.selection import Chosen, Selection
from components.views import View
from components.views import timeline as timeline_module
from components.views.case_map import case_map
from components.views.style import DARK, LIGHT, wrapped
from components.views.timeline import opening_range, timeline
from components.views.world_map import BINS, USUAL_WIDTH, WHOLE, MapFrame, bin_labels, bin_of, mark_size, view_box, world_map

SELECTIONS = {
    "nothing": Selection(words="no such words anywhere"),
    "one": Selection(words="veronica razo"),
    "several": Selection(themes=("indigenous",), countries=("CAN",)),
    "all": Selection(),
}


@pytest.fixture(scope="module")
def made(dataset, index, frames, loaded, texts):
    """Every view of a selection in a language and look."""
    marked = loaded.world.marked(dataset.countries)

    def make(selection, language, look) -> dict[str, View]:
        chosen = index.apply(selection)
        first, last = opening_range(chosen, selection.years, frames)
        frame = MapFrame(dataset, loaded.world, marked, "geo/shapes.geojson", texts[language], look)
        views = {
            "world_map": world_map(chosen, selection, frames, frame),
            "timeline": timeline(chosen, frames, first, last, texts[language], look),
        }
        for case in chosen.cases(0, 1):
            views["case_map"] = case_map(case, frame)
        return views

    return make


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", SELECTIONS)
def test_every_view_is_whole(made, name, language, look):
    for view in made(SELECTIONS[name], language, look).values():
        assert view.title
        assert view.sentence.endswith(".")
        assert view.alt
        assert view.sources
        # Plotly's own validation, which the views leave out for speed.
        go.Figure(view.figure.to_dict())
        assert list(view.table().columns)
        assert "None" not in view.sentence + view.alt


def test_a_view_without_words_cannot_be_made(made):
    view = made(SELECTIONS["one"], "en", LIGHT)["world_map"]
    for part in ("title", "sentence", "alt", "sources"):
        with pytest.raises(ValueError, match=part):
            replace(view, **{part: ()})


def test_views_name_no_address_of_a_third_party(made):
    for view in made(SELECTIONS["all"], "en", LIGHT).values():
        assert "http" not in view.figure.to_json()


def test_the_map_shows_every_country_and_every_placed_case_once(made, dataset, loaded):
    figure = made(SELECTIONS["all"], "en", LIGHT)["world_map"].figure
    shaped = set(figure.data[0].locations)
    marked = set(figure.data[1].customdata)
    assert set(dataset.country) <= shaped | marked
    single = [id for trace in figure.data[2:-1] for id in trace.customdata]
    assert len(single) == len(set(single))
    assert set(single) < set(dataset.case)
    assert len(single) + sum(map(int, figure.data[-1].text)) == sum(case.place.lat is not None for case in dataset.cases)


def test_cases_in_one_place_share_one_mark(made, dataset):
    figure = made(SELECTIONS["all"], "en", LIGHT)["world_map"].figure
    points = [(lat, lon) for trace in figure.data[2:] for lat, lon in zip(trace.lat, trace.lon, strict=True)]
    assert len(points) == len(set(points))
    nearest = min(hypot(a[0] - b[0], a[1] - b[1]) for a in points for b in points if a != b)
    assert nearest * USUAL_WIDTH / 360 > mark_size(np.array([1])).item(), "two marks cover each other"
    for count, target, lat, lon in zip(figure.data[-1].text, figure.data[-1].customdata, figure.data[-1].lat, figure.data[-1].lon, strict=True):
        assert int(count) > 1
        assert target == f"{lat},{lon}"


def test_a_case_known_by_region_has_a_hollow_mark(made, dataset):
    figure = made(SELECTIONS["all"], "en", LIGHT)["world_map"].figure
    for trace in figure.data[2:-1]:
        for id, symbol in zip(trace.customdata, trace.marker.symbol, strict=True):
            assert symbol.endswith("-open") == (dataset.case[id].place.precision == "region")


@pytest.mark.parametrize(("count", "bin"), [(0, -1), (1, 0), (2, 1), (3, 1), (4, 2), (6, 2), (7, 3), (11, 3), (12, 4), (500, 4)])
def test_counts_fall_into_their_bins(count, bin):
    assert bin_of(count) == bin


def test_the_legend_names_the_bounds_of_each_bin(made):
    assert bin_labels() == ["1", "2–3", "4–6", "7–11", "12+"]
    labels = [key.label for key in made(SELECTIONS["all"], "en", LIGHT)["world_map"].legend]
    assert labels[1 : len(BINS) + 1] == bin_labels()


def test_the_map_zooms_to_what_is_chosen(dataset, loaded):
    assert view_box((), loaded.world) == WHOLE
    west, south, east, north = view_box((dataset.country["MEX"],), loaded.world)
    assert west < -117 < -86 < east
    assert south < 14 < 32 < north
    west, _, east, _ = view_box((dataset.country["FJI"], dataset.country["WSM"]), loaded.world)
    assert east - west < 90
    assert view_box(dataset.countries, loaded.world) == WHOLE


def test_the_timeline_shows_what_is_in_its_range_and_says_what_is_not(made, dataset, index, frames, texts):
    chosen = index.apply(Selection())
    view = timeline(chosen, frames, date(2017, 1, 1), date(2017, 12, 31), texts["en"], LIGHT)
    shown = sum(len(trace.x) for trace in view.figure.data[1:])
    assert shown == len(view.table())
    assert str(len(frames.events) - shown) in view.sentence.replace(",", "")


def test_a_partial_date_is_drawn_as_wide_as_it_is(dataset, index, frames, texts):
    chosen = index.apply(Selection())
    figure = timeline(chosen, frames, date(2017, 1, 1), date(2017, 12, 31), texts["en"], LIGHT).figure
    spans = list(zip(figure.data[0].x[::3], figure.data[0].x[1::3], strict=False))
    wide = [event for case in dataset.cases for event in case.events if event.date.precision != "day" and event.date.first.year == 2017]
    assert len([pair for pair in spans if pair[0] >= "2017"]) >= len(wide) > 0
    assert ("2017-01-01", "2017-12-31") in spans


def test_too_many_marks_are_summed_and_said(monkeypatch, index, frames, texts):
    chosen = index.apply(Selection())
    monkeypatch.setattr(timeline_module, "MOST_MARKS", 100)
    view = timeline(chosen, frames, date(1990, 1, 1), date(2026, 11, 22), texts["en"], LIGHT)
    assert texts["en"]("timeline.summed") in view.sentence
    assert sum(len(trace.x) for trace in view.figure.data) < len(view.table())
    summed = sum(int(words.split("<br>")[1].split()[0].replace(",", "")) for trace in view.figure.data for words in trace.text)
    assert summed == len(view.table())
    go.Figure(view.figure.to_dict())


def test_the_opening_range_follows_the_years_that_are_chosen(index, frames):
    chosen = index.apply(Selection())
    assert opening_range(chosen, (2015, 2016), frames) == (date(2015, 1, 1), date(2016, 12, 31))
    assert opening_range(chosen, None, frames)[0].year >= 2010
    old = Chosen(chosen.dataset, index.apply(Selection(words="no such words anywhere")).flags)
    assert opening_range(old, None, frames)[1] == chosen.dataset.as_of


def test_words_are_broken_but_never_lost():
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    assert wrapped(words, 20).replace("<br>", " ") == words
    assert max(map(len, wrapped(words, 20).split("<br>"))) <= 20
