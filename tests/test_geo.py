"""Points in countries, the shapes that the browser draws, and how they are made."""

import json
import math

import geopandas
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon, box

from components import shapes
from components.geo import SMALL_KM2, TOLERANCE_KM, World
from components.model import Country
from tests.conftest import DATA

SHAPES = DATA / "geo" / "countries.geojson"


@pytest.fixture(scope="module")
def world(loaded) -> World:
    """The shapes of the project."""
    return loaded.world


@pytest.fixture(scope="module")
def rings(world) -> list[tuple[str, str, shapely.LinearRing]]:
    """Every ring of every shape: iso3, "outer" or "hole", ring."""
    parts = [(iso3, part) for iso3, shape in world.shapes.geometry.items() for part in shapely.get_parts(shape)]
    return [(iso3, "outer", part.exterior) for iso3, part in parts] + [(iso3, "hole", hole) for iso3, part in parts for hole in part.interiors]


def country(iso3: str, lat: float = 0.0, lon: float = 0.0) -> Country:
    """A made country with a point."""
    return Country(iso3, iso3[:2], "", "150", "155", lat, lon)


def made_world(**named: shapely.Geometry) -> World:
    """A world of made shapes."""
    frame = geopandas.GeoDataFrame({"iso3": list(named)}, geometry=list(named.values()), crs="EPSG:4326")
    return World(frame.set_index("iso3", drop=False))


# Where a point lies

KNOWN = [
    ("Ottawa", 45.42, -75.70, "CAN"), ("Gaza", 31.50, 34.47, "PSE"), ("East Jerusalem", 31.79, 35.24, "PSE"), ("Laayoune", 27.15, -13.20, "ESH"),
    ("Tifariti", 26.16, -10.57, "ESH"), ("Sevastopol", 44.60, 33.52, "UKR"), ("Simferopol", 44.95, 34.10, "UKR"), ("Pristina", 42.66, 21.17, "XKX"),
    ("Hargeisa", 9.56, 44.06, "SOM"), ("Golan", 33.10, 35.80, "SYR"), ("Nicosia north", 35.20, 33.36, "CYP"), ("Kyrenia", 35.30, 33.30, "CYP"),
    ("Sukhumi", 43.00, 41.02, "GEO"), ("Tiraspol", 46.84, 29.63, "MDA"), ("Taipei", 25.03, 121.56, "TWN"), ("Juba", 4.85, 31.58, "SSD"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "lat", "lon", "iso3"), KNOWN, ids=[place for place, *_ in KNOWN])
def test_a_known_place_lies_in_its_country_and_in_no_other(world, place, lat, lon, iso3):
    assert [each for each, shape in world.shapes.geometry.items() if shape.covers(Point(lon, lat))] == [iso3]
    assert world.outside(lat, lon, (iso3,), "site") == 0.0


def test_a_point_in_another_country_is_told_in_kilometres(world):
    assert world.outside(45.42, -75.70, ("MEX",), "city") == pytest.approx(2934, abs=60)
    assert world.outside(45.42, -75.70, ("MEX", "CAN"), "city") == 0.0


def test_a_point_at_another_end_of_the_earth_is_told(world):
    assert world.outside(-75.70, 45.42, ("CAN",), "city") > 5000  # latitude and longitude changed over


@pytest.mark.parametrize(
    ("precision", "km"), [("site", TOLERANCE_KM["site"]), ("city", TOLERANCE_KM["city"]), ("region", TOLERANCE_KM["region"]), ("country", 0.0)]
)
def test_a_point_may_miss_by_the_tolerance_of_its_precision_and_no_more(precision, km):
    square = made_world(AAA=box(0, 0, 10, 10))
    near, far = km * 0.98 / 111.2, (km * 1.02 + 0.1) / 111.2
    assert square.outside(5, 10 + near, ("AAA",), precision) == 0.0
    assert square.outside(5, 10 + far, ("AAA",), precision) == pytest.approx(km * 1.02 + 0.1, rel=0.001)


def test_the_nearest_of_several_countries_counts():
    two = made_world(AAA=box(0, 0, 10, 10), BBB=box(50, 0, 60, 10))
    assert two.outside(5, 45, ("AAA", "BBB"), "site") == pytest.approx(5 * 111.2)
    assert two.outside(5, 45, ("AAA",), "site") == pytest.approx(35 * 111.2)


def test_a_point_in_a_country_without_a_shape_is_not_judged(world):
    assert "GLP" not in world.iso3s
    assert world.outside(16.25, -61.55, ("GLP",), "city") == 0.0


def test_every_case_with_a_point_lies_in_one_of_its_countries(dataset, world):
    placed = [case for case in dataset.cases if case.place.lat is not None]
    assert len(placed) > 150
    assert [case.id for case in placed if world.outside(case.place.lat, case.place.lon, case.iso3s, case.place.precision)] == []


# What is drawn


def test_every_country_has_a_shape_or_a_marker(world, dataset):
    shaped, marked = world.iso3s, set(world.marked(dataset.countries))
    assert {each.iso3 for each in dataset.countries} - shaped - marked == set()


def test_every_shape_is_a_country_but_for_siachen(world, dataset):
    assert world.iso3s - {each.iso3 for each in dataset.countries} == {"XKS"}


def test_small_countries_and_those_without_a_shape_are_marked_and_large_ones_are_not(world, dataset):
    marked = set(world.marked(dataset.countries))
    assert {"MLT", "NRU", "TUV", "VAT", "SGP", "BHR", "GLP", "TKL"} <= marked
    assert not {"CAN", "LBN", "CYP", "PSE", "TTO", "XKX"} & marked


def test_a_country_is_marked_by_its_area_on_the_ground_and_not_in_degrees():
    # One square of degrees has 12,300 km² at the equator and a sixth of it at 80 degrees north.
    two = made_world(AAA=box(0, 0, 1, 1), BBB=box(0, 80, 1, 81))
    assert two.marked((country("AAA"), country("BBB"), country("CCC"))) == ("BBB", "CCC")
    assert 12_300 / 6 < SMALL_KM2 < 12_300


def test_the_points_of_countries_lie_in_or_near_their_shapes(world, dataset):
    far = {each.iso3 for each in dataset.countries if world.outside(each.lat, each.lon, (each.iso3,), "region")}
    assert far == {"SGS"}  # South Georgia and the South Sandwich Islands: the point lies at sea between the two


def test_there_is_a_shape_for_each_code_and_all_are_valid(world):
    assert len(world.shapes) >= 230
    assert world.shapes["iso3"].is_unique
    assert list(world.shapes["iso3"]) == sorted(world.shapes["iso3"])
    assert [iso3 for iso3, shape in world.shapes.geometry.items() if not shape.is_valid or shape.is_empty] == []
    assert set(world.shapes.geometry.geom_type) <= {"Polygon", "MultiPolygon"}


def test_outer_rings_run_clockwise_and_holes_the_other_way(rings):
    assert len(rings) > 1000
    assert {kind for _, kind, _ in rings} == {"outer", "hole"}
    # d3 reads the winding on the sphere: one ring the wrong way floods the whole map.
    assert [(iso3, ring.bounds) for iso3, kind, ring in rings if shapely.is_ccw(ring) != (kind == "hole")] == []


def test_no_ring_is_collapsed_and_none_spans_half_the_earth(rings):
    assert [(iso3, ring.bounds) for iso3, _, ring in rings if Polygon(ring).area <= 0 or len(ring.coords) < 4] == []
    assert [(iso3, ring.bounds) for iso3, _, ring in rings if ring.bounds[2] - ring.bounds[0] > 180] == []
    assert [(iso3, ring.bounds) for iso3, _, ring in rings if not (ring.bounds[0] >= -180 and ring.bounds[2] <= 180)] == []


def test_the_area_of_the_shapes_is_that_of_the_land(world):
    square_km = world.shapes.to_crs("+proj=eqearth").area.sum() / 1e6
    assert 130e6 < square_km < 138e6  # the land without Antarctica: about 135 million km²


def test_no_two_countries_overlap_by_more_than_their_rounding(world):
    tree = shapely.STRtree(world.shapes.geometry.values)
    pairs = tree.query(world.shapes.geometry.values, predicate="overlaps").T
    names = list(world.shapes["iso3"])
    overlaps = {(names[a], names[b]): world.shapes.geometry.iloc[a].intersection(world.shapes.geometry.iloc[b]).area for a, b in pairs if a < b}
    assert {pair: area for pair, area in overlaps.items() if area > 0.05} == {}  # square degrees


def test_the_file_is_small_and_each_feature_can_be_found_by_its_id():
    assert SHAPES.stat().st_size < 1_000_000
    features = json.loads(SHAPES.read_text(encoding="utf-8"))["features"]
    assert [feature["id"] for feature in features] == [feature["properties"]["iso3"] for feature in features]
    assert all(feature["properties"].keys() == {"iso3"} for feature in features)


@pytest.mark.parametrize("content", [None, "no GeoJSON", '{"type": "FeatureCollection", "features": []}'])
def test_shapes_that_cannot_be_read_are_an_error_that_load_knows(tmp_path, content):
    (tmp_path / "geo").mkdir()
    if content is not None:
        (tmp_path / "geo" / "countries.geojson").write_text(content, encoding="utf-8")
    with pytest.raises((OSError, ValueError, KeyError)):
        World.read(tmp_path)


# What to show


def test_the_bounds_of_a_country_are_those_of_its_largest_part(world, dataset):
    west, south, east, north = world.bounds((dataset.country["USA"],))
    assert (-126 < west < -123, 24 < south < 26, -68 < east < -66, 48 < north < 50) == (True,) * 4  # without Alaska and Hawaii
    two = made_world(AAA=MultiPolygon([box(0, 0, 10, 5), box(100, 50, 101, 51)]))
    assert two.bounds((country("AAA"),)) == (0, 0, 10, 5)


def test_the_bounds_of_several_countries_hold_them_all():
    three = made_world(AAA=box(0, 0, 10, 5), BBB=box(-20, 3, -15, 8), CCC=box(90, 40, 99, 41))
    assert three.bounds((country("AAA"), country("BBB"))) == (-20, 0, 10, 8)


def test_a_country_without_a_shape_is_shown_by_its_point():
    one = made_world(AAA=box(0, 0, 10, 5))
    assert one.bounds((country("BBB", lat=16.25, lon=-61.55),)) == (-61.55, 16.25, -61.55, 16.25)
    assert one.bounds((country("BBB", lat=16.25, lon=-61.55), country("CCC", lat=10.0, lon=-60.0))) == (-61.55, 10.0, -60.0, 16.25)


def test_small_countries_do_not_pull_the_view_away_from_large_ones():
    two = made_world(AAA=box(0, 0, 10, 5), BBB=box(80, 40, 80.1, 40.1))
    assert two.bounds((country("AAA"), country("BBB"), country("CCC", lat=16.25, lon=-61.55))) == (0, 0, 10, 5)
    assert two.bounds((country("BBB"),)) == (80, 40, 80.1, 40.1)


def test_countries_on_both_sides_of_the_180th_meridian_are_shown_across_it():
    two = made_world(AAA=box(165, -10, 178, 0), BBB=box(-178, -20, -170, -5))
    assert two.bounds((country("AAA"), country("BBB"))) == (165, -20, 190, 0)


def test_countries_on_both_sides_of_greenwich_are_shown_across_it():
    three = made_world(AAA=box(-5, 0, 3, 10), BBB=box(5, 0, 10, 10), CCC=box(-20, 0, -10, 10))
    assert three.bounds((country("AAA"),)) == (-5, 0, 3, 10)
    assert three.bounds((country("AAA"), country("BBB"))) == (-5, 0, 10, 10)
    assert three.bounds((country("AAA"), country("CCC"))) == (-20, 0, 3, 10)


def test_every_country_alone_is_shown_where_it_lies(world, dataset):
    wrong = {}
    for each in dataset.countries:
        west, south, east, north = world.bounds((each,))
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            wrong[each.iso3] = (west, east)
    assert wrong == {}


def test_no_countries_have_no_bounds(world):
    assert world.bounds(()) is None


# How the shapes are made


def wavy(points: int = 400) -> list[tuple[float, float]]:
    """A border from (10, 0) to (10, 10) with large waves, which stay, and small ones, which simplifying takes out."""
    steps = [n / points for n in range(points + 1)]
    return [(10 + 0.2 * math.sin(4 * math.pi * s) + 0.04 * math.sin(46 * math.pi * s), 10 * s) for s in steps]


def small_world(**more: shapely.Geometry) -> geopandas.GeoDataFrame:
    """Two squares that share a wavy border, the right one with a sliver of an island; and `more`.

    The right ring begins on a wave, so that each square simplified alone would keep other points of the border."""
    border = wavy()
    left = Polygon([(0, 0), *border, (0, 10)])
    right = MultiPolygon([Polygon([*border[20:], (20, 10), (20, 0), *border[:20]]), box(22, 5, 22.02, 5.02)])
    named = {"RRR": right, "LLL": left, **more}
    return geopandas.GeoDataFrame({"iso3": list(named), "name": "x"}, geometry=list(named.values()), crs="EPSG:4326")


@pytest.fixture(scope="module")
def made():
    """The small world, simplified: shapes by iso3."""
    return shapes.simplified(small_world()).set_index("iso3").geometry


def test_simplified_shapes_are_countries_in_order_with_nothing_else():
    result = shapes.simplified(small_world())
    assert list(result.columns) == ["iso3", "geometry"]
    assert list(result["iso3"]) == ["LLL", "RRR"]


def test_a_shared_border_is_simplified_and_stays_shared(made):
    left, right = made["LLL"], made["RRR"]
    assert len(wavy()) == 401
    assert sum(len(part.exterior.coords) for part in left.geoms) < 100
    assert left.intersection(right).area == 0
    assert 10 < left.intersection(right).length < shapely.LineString(wavy()).length
    assert left.union(right).area == pytest.approx(200, abs=0.5)
    assert shapely.get_num_interior_rings(shapely.get_parts(left.union(right))[0]) == 0  # no gap between them


def test_a_sliver_is_dropped_and_a_countrys_largest_part_stays(made):
    assert len(made["RRR"].geoms) == 1
    islet = box(30, 5, 30.02, 5.02)
    assert islet.area < shapes.SLIVER
    kept = shapes.simplified(small_world(III=islet)).set_index("iso3").geometry["III"]
    assert kept.bounds == (30, 5, 30.02, 5.02)


def test_a_small_countrys_own_form_is_not_simplified():
    circle = Point(40, 5).buffer(0.3)
    assert circle.area < 0.5
    kept = shapes.simplified(small_world(III=circle)).set_index("iso3").geometry["III"]
    assert len(kept.geoms[0].exterior.coords) > 40
    assert kept.area == pytest.approx(circle.area, rel=0.05)


@pytest.mark.parametrize("turned", [True, False])
def test_rings_are_turned_whichever_way_they_ran(turned):
    ring = Polygon(box(40, 0, 50, 10).exterior, [box(43, 3, 47, 7).exterior])
    given = shapely.orient_polygons(ring, exterior_cw=turned)
    (part,) = shapes.simplified(small_world(HHH=given)).set_index("iso3").geometry["HHH"].geoms
    assert not shapely.is_ccw(part.exterior)
    assert [shapely.is_ccw(hole) for hole in part.interiors] == [True]


def test_a_hole_that_is_a_sliver_is_filled():
    ring = Polygon(box(40, 0, 50, 10).exterior, [box(43, 3, 43.02, 3.02).exterior, box(45, 5, 47, 7).exterior])
    (part,) = shapes.simplified(small_world(HHH=ring)).set_index("iso3").geometry["HHH"].geoms
    assert len(part.interiors) == 1


def test_coordinates_are_rounded_to_two_decimals(made):
    coordinates = shapely.get_coordinates(list(made))
    assert abs(coordinates - coordinates.round(2)).max() < 1e-9


def test_a_part_that_would_vanish_on_the_grid_stays_as_it_was():
    speck = box(30.001, 5.001, 30.003, 5.003)
    assert shapes.rounded(speck).equals(speck)
    kept = shapes.simplified(small_world(III=speck)).set_index("iso3").geometry["III"]
    assert kept.area == pytest.approx(speck.area)


@pytest.mark.parametrize("iso3", sorted(shapes.NOT_COUNTRIES))
def test_what_is_no_country_is_left_out(iso3):
    assert iso3 not in set(shapes.simplified(small_world(**{iso3: box(40, 0, 50, 10)}))["iso3"])


def test_the_maker_writes_one_feature_a_country(tmp_path, monkeypatch, capsys):
    small_world().to_file(tmp_path / "world.geojson", driver="GeoJSON")
    monkeypatch.setattr(shapes, "TARGET", tmp_path / "countries.geojson")
    shapes.main(str(tmp_path / "world.geojson"))
    written = json.loads((tmp_path / "countries.geojson").read_text(encoding="utf-8"))
    assert [(feature["id"], feature["properties"]) for feature in written["features"]] == [("LLL", {"iso3": "LLL"}), ("RRR", {"iso3": "RRR"})]
    assert capsys.readouterr().out == "countries.geojson: 2 shapes, 0.00 MB\n"
    (tmp_path / "geo").mkdir()
    (tmp_path / "countries.geojson").rename(tmp_path / "geo" / "countries.geojson")
    assert World.read(tmp_path).iso3s == {"LLL", "RRR"}
