"""Indicators on the map and as lines, flows as bars, events: no data told from zero, one scale, every number with its origin."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.ged import Events, GedFile
from components.indicators import PER, per_head
from components.selection import Selection
from components.views.event_map import event_map
from components.views.flow_bars import flow_bars
from components.views.indicator_lines import FIRST_YEAR, LAST_YEAR, indicator_lines, world_lines
from components.views.indicator_map import bin_labels, indicator_map, year_table
from components.views.style import DARK, LIGHT
from components.views.world_map import WHOLE, MapFrame


@pytest.fixture(scope="module")
def numbers(loaded):
    return loaded.numbers


@pytest.fixture(scope="module")
def frame(loaded, dataset, texts):
    return MapFrame(dataset, loaded.world, loaded.world.marked(dataset.countries), "geo/shapes.geojson", texts["en"], LIGHT)


@pytest.fixture(scope="module")
def names(dataset, texts):
    return {iso3: texts["en"].country(country) for iso3, country in dataset.country.items()}


def countrywise(numbers):
    return [each for each in numbers.indicators.values() if each.info.scope == "country"]


def check(view):
    """A view with its words, a figure that Plotly takes, and a table."""
    assert view.sentence and view.alt and view.title
    assert any("http" in source for source in view.sources)
    go.Figure(view.figure.to_dict())
    assert len(view.table())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_indicator_draws_its_first_and_last_year(numbers, frame, texts, language, look):
    for indicator in countrywise(numbers):
        for year in (max(indicator.years[0], 1990), indicator.latest):
            view = indicator_map(indicator, year, Selection(), replace(frame, text=texts[language], look=look))
            check(view)
            assert str(year) in view.sentence
            assert indicator.info.producer in view.note


def test_no_data_is_not_zero(numbers, frame):
    indicator = numbers.indicators["refugees-hosted"]
    view = indicator_map(indicator, 2024, Selection(), frame)
    shapes = view.figure.data[0]
    drawn = dict(zip(shapes.locations, zip(shapes.z, shapes.text, strict=True), strict=True))
    rows = indicator.in_year(2024)
    values = dict(zip(rows["iso3"], rows["value"], strict=True))
    zeros = [iso3 for iso3 in drawn if values.get(iso3) == 0]
    missing = [iso3 for iso3 in drawn if iso3 not in values and iso3 in frame.dataset.country]
    assert zeros and missing
    assert {drawn[iso3][0] for iso3 in zeros} == {0}
    assert {drawn[iso3][0] for iso3 in missing} == {-1}
    assert all("no data" in drawn[iso3][1] for iso3 in missing)
    assert view.legend[0].label == "no data"
    assert view.legend[1].label == "0"


def test_each_country_falls_into_the_bin_that_its_label_names(numbers, frame):
    indicator = numbers.indicators["conflict-deaths"]
    shapes = indicator_map(indicator, 2022, Selection(), frame).figure.data[0]
    labels = bin_labels(indicator, frame.text)
    assert labels[0] == "0"
    assert len(labels) == len(indicator.info.bins)
    for iso3, bin in zip(shapes.locations, shapes.z, strict=True):
        value = indicator.value(iso3, 2022)
        if value:
            assert indicator.info.bins[bin] <= value.value
            assert bin + 1 == len(indicator.info.bins) or value.value < indicator.info.bins[bin + 1]


def test_what_has_no_polygon_is_named_beside_the_map(numbers, frame):
    note = indicator_map(numbers.indicators["refugees-from"], 2025, Selection(), frame).note
    assert "Unknown" in note
    assert "Tibetan" in note
    assert frame.text("map.disclaimer") in note


def test_a_number_can_be_traced_to_its_line(numbers, frame, names):
    indicator = numbers.indicators["refugees-hosted"]
    table = year_table(indicator, 2024, names, frame.text)
    row = table[table["Country or territory"] == "Colombia"].iloc[0]
    file, line = row["File and line"].rsplit(":", 1)
    written = (Path(__file__).resolve().parents[1] / "data" / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert written.startswith("COL,2024,")
    assert float(written.split(",")[2]) == row.iloc[1]


def test_small_lines_share_their_axes(numbers, texts):
    for indicator in countrywise(numbers):
        view = indicator_lines(indicator, {"COL": "Colombia", "SDN": "Sudan"}, texts["en"], LIGHT)
        if view is None:
            continue
        check(view)
        assert tuple(view.figure.layout.xaxis.range) == (FIRST_YEAR - 0.5, LAST_YEAR + 0.5)
        assert view.figure.layout.yaxis.range[0] == min(indicator.info.expected.min, 0)
        highest = max(value for trace in view.figure.data for value in trace.y if value is not None)
        assert highest <= view.figure.layout.yaxis.range[1]


def test_lines_of_countries_differ_in_more_than_colour(numbers, texts):
    four = {iso3: iso3 for iso3 in ("COL", "SDN", "ETH", "UKR")}
    figure = indicator_lines(numbers.indicators["refugees-from"], four, texts["en"], LIGHT).figure
    assert len({trace.line.dash for trace in figure.data}) == 4
    assert len({trace.line.color for trace in figure.data}) == 4


def test_a_range_is_drawn_as_a_band_for_one_country(numbers, texts):
    deaths = numbers.indicators["conflict-deaths"]
    one = indicator_lines(deaths, {"SDN": "Sudan"}, texts["en"], LIGHT).figure
    two = indicator_lines(deaths, {"SDN": "Sudan", "ETH": "Ethiopia"}, texts["en"], LIGHT).figure
    assert [trace.fill for trace in one.data].count("tonexty") == 1
    assert not [trace.fill for trace in two.data if trace.fill]


def test_a_missing_year_is_a_gap_and_not_a_line(numbers, texts):
    indicator = numbers.indicators["idps"]
    for iso3 in dict.fromkeys(indicator.table["iso3"]):
        years = indicator.series(iso3)["year"].tolist()
        if years[-1] - years[0] + 1 != len(years):
            figure = indicator_lines(indicator, {iso3: iso3}, texts["en"], LIGHT).figure
            assert None in figure.data[-1].y
            assert figure.data[-1].connectgaps is False
            return
    pytest.fail("no country with a gap to try this on")


def test_a_country_that_the_source_does_not_know_has_no_line(numbers, texts):
    assert indicator_lines(numbers.indicators["civil-liberties"], {"TUV": "Tuvalu"}, texts["en"], LIGHT) is None
    both = indicator_lines(numbers.indicators["civil-liberties"], {"TUV": "Tuvalu", "MEX": "Mexico"}, texts["en"], LIGHT)
    assert "The source has nothing on Tuvalu." in both.sentence


def test_totals_of_the_world_are_the_sums_of_the_file(numbers, texts):
    for indicator in numbers.indicators.values():
        view = world_lines(indicator, texts["en"], LIGHT)
        if indicator.info.kind != "count":
            assert view is None
            continue
        check(view)
        year = view.figure.data[0].x[-1]
        assert view.figure.data[0].y[-1] == indicator.rows[indicator.rows["year"] == year]["value"].sum()


@pytest.mark.parametrize(("iso3", "way"), [("SDN", "to"), ("COL", "from"), ("CAN", "from"), ("SYR", "to")])
def test_bars_of_flows_add_up_to_the_total(numbers, names, texts, iso3, way):
    view = flow_bars(numbers.flows, iso3, 2024, way, names, texts["en"], LIGHT)
    check(view)
    top = numbers.flows.to(iso3, 2024, 10) if way == "to" else numbers.flows.from_(iso3, 2024, 10)
    assert sum(view.figure.data[0].x) == top.total
    assert texts["en"].number(top.total) in view.sentence


def test_a_flow_that_is_not_there_has_no_bars(numbers, names, texts):
    assert flow_bars(numbers.flows, "TUV", 1991, "to", names, texts["en"], LIGHT) is None


def test_per_head_is_the_count_over_the_population_of_the_same_year(numbers):
    count, people = numbers.indicators["refugees-hosted"], numbers.indicators["population"]
    rate = numbers.per_head["refugees-hosted"]
    value = rate.value("LBN", 2020)
    assert math.isclose(value.value, count.value("LBN", 2020).value * PER / people.value("LBN", 2020).value)
    assert value.line == count.value("LBN", 2020).line
    assert rate.latest <= people.latest
    assert rate.info.kind == "rate"
    assert "population" not in numbers.per_head
    assert not [each for each in numbers.per_head.values() if each.info.scope != "country"]


def test_per_head_without_a_common_year_is_nothing(numbers):
    people = numbers.indicators["population"]
    none = replace(people, rows=people.rows[people.rows["year"] == 1970])
    assert per_head(numbers.indicators["idps"], none) is None


EVENTS = pd.DataFrame(
    {
        "name": ["A conflict", "Another"], "first_day": pd.to_datetime(["2022-03-01", "2022-04-02"]), "country": ["Sudan", "Chad"],
        "lat": [13.0, 12.0], "lon": [25.0, 20.0], "best": [10, 0], "low": [5, 0], "high": [20, 2],
    }
)  # fmt: skip
CELLS = pd.DataFrame({"lat": [12.5], "lon": [22.5], "events": [2], "best": [10], "low": [5], "high": [22]})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("events", [Events(EVENTS, None, 2, 10, 5, 22), Events(CELLS, 5.0, 2, 10, 5, 22), Events(EVENTS[:0], None, 0, 0, 0, 0)])
def test_events_are_single_or_summed_and_say_so(frame, texts, events, language):
    file = GedFile(Path("ged.parquet"), "26.1", 2, 1989, 2025)
    view = event_map(events, file, 2022, WHOLE, replace(frame, text=texts[language]))
    go.Figure(view.figure.to_dict())
    assert len(view.figure.data[-1].lat) == len(events.table)
    assert len(view.table()) == len(events.table)
    assert (texts[language]("ged.summed", cell="5") in view.sentence) == (events.cell is not None)
    assert "26.1" in view.sources[0]


def test_the_day_of_an_event_is_written_as_the_language_does(frame):
    view = event_map(Events(EVENTS, None, 2, 10, 5, 22), GedFile(Path("x"), "", 2, 1989, 2025), 2022, WHOLE, frame)
    assert frame.text.date(date(2022, 3, 1)) in view.figure.data[-1].hovertext[0]
