"""Printed pictures: readable in black and white, the same each time, with shapes that lie where they should."""

import io
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

import matplotlib
import numpy as np
import pytest
from PIL import Image

from components import brief
from components.brief.pictures import WIDTH, brief_map, brief_timeline
from components.plates import Plate
from components.plates.ground import Ground
from components.plates.maps import lines_of
from components.plates.paper import LAND, MARKS, STATUS, TINTS, lightness
from components.views.style import LIGHT
from components.views.world_map import BINS
from tests.briefs import desk_for, first

WORLD_BOX = (-180.0, -57.0, 180.0, 84.0)


@pytest.fixture(scope="module")
def desk(loaded, texts, frames):
    return desk_for(loaded, texts, frames)


def test_the_tints_darken_by_steps_that_a_copier_keeps_apart():
    light = [lightness(colour) for colour in (LAND, *TINTS)]
    assert len(TINTS) == len(BINS)
    assert all(lighter - darker >= 8 for lighter, darker in zip(light, light[1:], strict=False)), light


@pytest.mark.parametrize(("colour", "light"), [("#000000", 0), ("#ffffff", 100), ("#777777", 50), ("#0000ff", 32)])
def test_lightness_is_that_of_cie(colour, light):
    assert lightness(colour) == pytest.approx(light, abs=0.6)


def test_statuses_differ_in_lightness_or_in_hatching():
    looks = [(hatch, lightness(colour)) for colour, hatch in STATUS.values()]
    for n, (hatch, light) in enumerate(looks):
        for other_hatch, other in looks[n + 1 :]:
            assert hatch != other_hatch or abs(light - other) > 25


def test_every_theme_has_a_mark_of_its_own_that_stands_out_on_paper(loaded):
    marks = [theme.mark for theme in loaded.dataset.themes]
    assert len(set(marks)) == len(marks)
    assert set(marks) <= set(MARKS)
    assert all(lightness(theme.colour) < 62 for theme in loaded.dataset.themes)
    assert lightness(LIGHT.ink) < 20


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("focus", ["TUR", "CAN", "NRU", "RUS", None])
def test_a_map_has_the_size_it_says_in_both_forms(loaded, texts, frames, language, focus):
    desk = desk_for(loaded, texts, frames, language)
    chosen = first(desk, 12) if focus is None else brief.of_country(desk, focus).chosen
    plate = brief_map(chosen, focus, True, desk)
    root = ET.fromstring(plate.svg())
    points = [float(root.get(side).removesuffix("pt")) for side in ("width", "height")]
    assert points == pytest.approx([plate.width / 25.4 * 72, plate.height / 25.4 * 72], abs=0.5)
    picture = Image.open(io.BytesIO(plate.png(100)))
    assert picture.size == pytest.approx((plate.width / 25.4 * 100, plate.height / 25.4 * 100), abs=1)
    assert texts[language]("map.disclaimer") in plate.alt


def test_the_same_plate_gives_the_same_bytes_also_from_several_threads(desk):
    chosen = first(desk, 9)

    def drawn(_):
        return brief_map(chosen, None, True, desk).svg(), brief_timeline(chosen, desk).svg(), brief_timeline(chosen, desk).png(90)

    before = dict(matplotlib.rcParams)
    alone = drawn(0)
    with ThreadPoolExecutor(3) as pool:
        assert all(each == alone for each in pool.map(drawn, range(4)))
    assert dict(matplotlib.rcParams) == before
    assert b"Date" not in alone[0] and b"<dc:date>" not in alone[0]


@pytest.mark.parametrize("field", ["title", "alt"])
def test_a_plate_needs_its_words(field):
    words = {"title": "A title", "alt": "What is seen", field: ""}
    with pytest.raises(ValueError, match=field):
        Plate(words["title"], words["alt"], "", 10, 10, lambda figure: None)


def test_the_map_shows_its_country_whole_and_in_the_middle(loaded):
    world = loaded.world
    for iso3, box in {"TUR": (20.0, 30.0, 50.0, 48.0), "CHL": (-90.0, -57.0, -50.0, -15.0)}.items():
        outline = world.shapes.geometry[iso3]
        largest = max(outline.geoms, key=lambda part: part.area) if outline.geom_type == "MultiPolygon" else outline
        ground = Ground(world, box, 3.0, tuple(largest.exterior.coords))
        left, low, right, high = ground.extent
        assert (right - left) / (high - low) == pytest.approx(3.0)
        points = np.array([ground.point(lon, lat) for lon, lat in largest.exterior.coords])
        assert points[:, 0].min() > left and points[:, 0].max() < right
        assert points[:, 1].min() > low and points[:, 1].max() < high


@pytest.mark.parametrize("box", [WORLD_BOX, (90.0, -50.0, 260.0, 50.0), (-20.0, 30.0, 60.0, 70.0), (-150.0, 40.0, -50.0, 80.0)], ids=str)
def test_no_shape_floods_the_picture(loaded, box):
    ground = Ground(loaded.world, box, 2.2)
    left, low, right, high = ground.extent
    shapes = dict(ground.shapes())
    assert len(shapes) > 5
    for iso3, shape in shapes.items():
        west, south, east, north = shape.bounds
        assert west >= left - 1 and south >= low - 1 and east <= right + 1 and north <= high + 1, iso3
        assert shape.area < 0.35 * (right - left) * (high - low), iso3


def test_areas_on_the_ground_are_true(loaded):
    areas = loaded.world.areas
    for box in (WORLD_BOX, (-20.0, 30.0, 60.0, 70.0)):
        shapes = dict(Ground(loaded.world, box, 1.6).shapes())
        for iso3 in ("DEU", "POL", "ITA"):
            assert shapes[iso3].area / 1e6 == pytest.approx(areas[iso3], rel=0.02), (box, iso3)


def test_a_point_lies_in_its_country_on_either_projection(loaded):
    import shapely

    for box in (WORLD_BOX, (90.0, -50.0, 260.0, 50.0), (100.0, -45.0, 180.0, 10.0)):
        ground = Ground(loaded.world, box, 2.2)
        assert dict(ground.shapes())["AUS"].contains(shapely.Point(ground.point(134.0, -25.0)))
        assert ground.shows(134.0, -25.0)
    assert not Ground(loaded.world, (100.0, -45.0, 180.0, 10.0), 2.2).shows(-3.0, 40.0)


def test_many_cases_get_a_lane_a_theme_and_few_a_lane_each(desk):
    few, many = brief_timeline(first(desk, 20), desk), brief_timeline(first(desk, 120), desk)
    assert desk.text("brief.timeline_read") in few.note
    assert desk.text("brief.timeline_read") not in many.note
    assert many.height < 120 and few.height < 120
    assert few.width == many.width == WIDTH


def test_the_picture_is_not_blank_in_grey(desk):
    chosen = brief.of_country(desk, "TUR").chosen
    for plate in (brief_map(chosen, "TUR", False, desk), brief_timeline(chosen, desk)):
        grey = np.asarray(Image.open(io.BytesIO(plate.png(60))).convert("L"))
        assert (grey < 90).mean() > 0.005
        assert (grey > 200).mean() > 0.3


@pytest.mark.parametrize("words", ["one", "a few words that fit", "many " * 120])
def test_lines_keep_every_word_and_the_measure(words):
    lines = lines_of(words, 174.0)
    assert " ".join(lines).split() == words.split()
    assert all(len(line) <= 194 for line in lines)
