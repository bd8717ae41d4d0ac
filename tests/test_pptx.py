"""A deck as PowerPoint, read back: the package is sound, and every word, source and number of the deck stands in it."""

import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta
from zipfile import ZipFile

import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from components import fonts
from components.decks import Deck, Slide
from components.exports import fitting, pptx_page, pptx_pictures
from components.exports.fitting import Piece
from components.exports.pptx import pptx_bytes
from components.exports.pptx_frame import LAYOUTS, TALL, WIDE
from components.exports.pptx_notes import source_line
from components.exports.slide_pictures import event_years, map_view
from components.frames import Frames
from components.selection import Index
from components.slides import PER_THEN, Scene, content
from components.views.indicator_lines import FIRST_YEAR, LAST_YEAR, indicator_lines
from components.views.style import DARK, LIGHT
from components.views.timeline import opening_range, timeline
from tests.conftest import ROOT

MADE_ON = date(2026, 3, 1)
SCRIPTS = "Kılıç, Хадижа, 刘晓波"
COUNTRIES = "MMR,SYR,TUR,CAN"
#: The smallest PNG: one grey pixel.
DOT = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da6360000000020001e527defc0000000049454e44ae426082")


def made(view, **parts) -> Slide:
    """A slide; what is no field of a slide is a parameter of its link."""
    own = {name: parts.pop(name) for name in ("title", "text", "note") if name in parts}
    return Slide.model_validate({"view": view, "show": parts, **own})


#: Every view, and the ways in which its slide differs.
SLIDES = (
    made("title", origin="message-2017", note={"en": "Welcome, all.", "fr": "Bienvenue à toutes et à tous."}),
    made("map", origin="message-2017", title=SCRIPTS),
    made("timeline", origin="message-2017"),
    made("timeline", country="MMR", by="case"),
    made("timeline", by="country"),
    made("case", id="taner-kilic", text=[{"en": "A line of my own", "fr": "Une ligne à moi"}]),
    made("case", id="us-transgender-military-ban"),
    made("case", id="taner-kilic", asof="2017-12-31"),
    made("country", iso3="CAN"),
    made("country", iso3="LUX"),
    made("theme", id="refugees"),
    made("indicator", layer="displaced-from"),
    made("indicator", layer="displaced-from", country="MMR"),
    made("indicator", layer="conflict-deaths", country="MMR"),
    made("indicator", layer="physical-integrity", country=COUNTRIES),
    made("then", case="us-transgender-military-ban,canada-syrian-resettlement,hudbay-guatemala,russia-foreign-agents-anti-lgbt-laws"),
    made("title", title="W" * 110),
    made("closing", origin="message-2017"),
)
DECK = Deck(id="own", title={"en": "A made deck", "fr": "Une présentation"}, slides=SLIDES)


def address(shown, number: int = 1) -> str:
    """Where the same view can be opened."""
    return f"https://atlas.example.org/{shown.page}?" + "&".join(f"{name}={value}" for name, value in sorted(shown.params.items()))


def scenes_by_language(loaded, dataset, index, frames, texts):
    """A function from a language to the scenes of a day in it."""
    past = {}

    def of(language):
        def scene(day):
            data, here, tables = dataset, index, frames
            if day:
                if day not in past:
                    data = dataset.on(day)
                    here = Index(data, texts.values())
                    past[day] = (data, here, Frames(data, here))
                data, here, tables = past[day]
            return Scene(data, loaded.world, loaded.world.marked(data.countries), here, tables, loaded.numbers, texts[language])

        return scene

    return of


@pytest.fixture(scope="module")
def scenes(loaded, dataset, index, frames, texts):
    return scenes_by_language(loaded, dataset, index, frames, texts)


@pytest.fixture(scope="module")
def files(scenes):
    """The deck as a file in both languages, one on dark ground."""
    return {"en": pptx_bytes(DECK, scenes("en"), LIGHT, address, MADE_ON), "fr": pptx_bytes(DECK, scenes("fr"), DARK, address, MADE_ON)}


@pytest.fixture(scope="module")
def shows(files):
    return {language: Presentation(io.BytesIO(file)) for language, file in files.items()}


@pytest.fixture(scope="module")
def contents(scenes):
    return {language: [content(slide, DECK, scenes(language)) for slide in SLIDES] for language in ("en", "fr")}


@pytest.fixture
def no_maps(monkeypatch):
    """Maps cost most of the time; where only words count, a dot stands for each."""
    monkeypatch.setattr(pptx_pictures, "slide_map", lambda *_, **__: DOT)


def every_shape(shapes):
    """The shapes, and those in groups."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every_shape(shape.shapes)


def frames_of(slide):
    """Every frame of words: of shapes and of cells."""
    for shape in every_shape(slide.shapes):
        if shape.has_text_frame:
            yield shape.text_frame
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from (cell.text_frame for row in shape.table.rows for cell in row.cells)


def words_of(slide) -> str:
    """All words on a slide, a line break as a blank."""
    return "\n".join(frame.text.replace("\v", " ") for frame in frames_of(slide))


def pairs(shows, contents):
    """Each slide with its content, of both languages."""
    return [(language, slide, shown) for language in ("en", "fr") for slide, shown in zip(shows[language].slides, contents[language], strict=True)]


# The package


def parts_of(file):
    with ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_part_parses_and_every_relationship_leads_to_a_part(files):
    for file in files.values():
        parts = parts_of(file)
        reached = {"[Content_Types].xml"}
        for name, part in parts.items():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(part)
            if not name.endswith(".rels"):
                continue
            folder = posixpath.dirname(posixpath.dirname(name))
            ids = []
            for rel in ElementTree.fromstring(part):
                ids.append(rel.get("Id"))
                if rel.get("TargetMode") != "External":
                    target = rel.get("Target")
                    reached.add(target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)))
            assert len(ids) == len(set(ids)), name
        assert reached <= set(parts)
        assert {name for name in parts if not name.endswith(".rels")} <= reached


def test_every_relationship_that_a_part_names_is_there(files):
    for file in files.values():
        parts = parts_of(file)
        for name, part in parts.items():
            if name.endswith(".xml") and name != "[Content_Types].xml":
                named = set(re.findall(rb' r:(?:id|embed|link|pict)="([^"]+)"', part))
                rels = parts.get(f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels", b"")
                assert named <= set(re.findall(rb'Id="([^"]+)"', rels)), name


def test_every_part_has_a_content_type(files):
    for file in files.values():
        parts = parts_of(file)
        types = ElementTree.fromstring(parts["[Content_Types].xml"])
        by_ending = {each.get("Extension").lower() for each in types if each.tag.endswith("Default")}
        by_name = {each.get("PartName").lstrip("/") for each in types if each.tag.endswith("Override")}
        for name in set(parts) - {"[Content_Types].xml"}:
            assert name in by_name or name.rpartition(".")[2].lower() in by_ending, name
        assert by_name <= set(parts)


def test_shapes_have_ids_and_names_of_their_own(shows):
    for show in shows.values():
        for each in (*show.slides, *show.slide_layouts, show.slide_master):
            shapes = list(every_shape(each.shapes))
            assert len({shape.shape_id for shape in shapes}) == len(shapes)
            assert len({shape.name for shape in shapes}) == len(shapes), [shape.name for shape in shapes]


def test_a_slide_for_each_of_the_deck_on_sixteen_to_nine(shows):
    for show in shows.values():
        assert len(show.slides) == len(SLIDES)
        assert abs(show.slide_width / show.slide_height - 16 / 9) < 0.001


def test_the_file_tells_of_the_atlas_and_of_no_machine(files, shows, texts):
    for language, show in shows.items():
        properties = show.core_properties
        assert (properties.title, properties.language) == (DECK.title[language], f"{language}-CA")
        assert properties.author == properties.last_modified_by == texts[language]("app.name")
        assert {properties.created.date(), properties.modified.date()} == {MADE_ON}
        names = parts_of(files[language])
        assert not [name for name in names if "printer" in name.lower() or "thumbnail" in name.lower()]
        assert b"Macintosh" not in names["docProps/app.xml"]


def test_the_workbooks_behind_the_charts_tell_no_other_day(files):
    for file in files.values():
        books = [part for name, part in parts_of(file).items() if name.endswith(".xlsx")]
        assert len(books) == 6
        for book in books:
            days = re.findall(rb">(\d{4}-\d\d-\d\d)T", parts_of(book)["docProps/core.xml"])
            assert set(days) == {MADE_ON.isoformat().encode()}


def test_the_same_deck_gives_the_same_bytes(scenes, no_maps):
    few = DECK.model_copy(update={"slides": (SLIDES[0], SLIDES[2], SLIDES[12], SLIDES[15])})
    first, again = (pptx_bytes(few, scenes("en"), LIGHT, address, MADE_ON) for _ in range(2))
    assert first == again
    assert b"xlsx" in first
    assert first != pptx_bytes(few, scenes("en"), LIGHT, address, date(2026, 3, 2))


# The words


def test_titles_stand_in_the_title_placeholder(shows, contents):
    for _, slide, shown in pairs(shows, contents):
        assert slide.shapes.title.text_frame.text == shown.title


def test_every_word_of_a_slide_stands_on_it(shows, contents):
    for _, slide, shown in pairs(shows, contents):
        words = words_of(slide)
        points = [*shown.points, *(each for pair in shown.pairs for each in (pair.then, pair.now))]
        said = [shown.eyebrow, shown.more, shown.as_of, *(pair.case.title for pair in shown.pairs), *(each for p in points for each in (p.lead, p.text))]
        missing = [each for each in said if each and each not in words]
        assert missing == [], shown.view


def test_every_source_stands_in_the_footer(shows, contents):
    for _, slide, shown in pairs(shows, contents):
        footer = next(each for each in slide.placeholders if each.placeholder_format.idx == 11).text_frame.text
        assert [source for source in shown.sources if source not in footer] == []


def test_sources_without_room_are_counted_and_stand_in_the_notes(scenes, dataset, no_maps):
    cases = sorted(dataset.cases, key=lambda case: -sum(len(source.publisher) for source in case.sources))[:PER_THEN]
    show = Presentation(io.BytesIO(pptx_bytes(DECK.model_copy(update={"slides": (_then(cases),)}), scenes("en"), LIGHT, address, MADE_ON)))
    shown = content(_then(cases), DECK, scenes("en"))
    footer = next(each for each in show.slides[0].placeholders if each.placeholder_format.idx == 11).text_frame.text
    notes = show.slides[0].notes_slide.notes_text_frame.text
    left = [source for source in shown.sources if source not in footer]
    assert not left or f"and {len(left)} more source" in footer
    assert [source for source in shown.sources if source not in notes] == []


def _then(cases) -> Slide:
    return made("then", case=",".join(case.id for case in cases), then="2024-12-31")


def test_slide_numbers_are_fields(shows):
    for show in shows.values():
        for slide in show.slides:
            number = next(each for each in slide.placeholders if each.placeholder_format.idx == 12)
            assert [field.get("type") for field in number._element.iter("{*}fld")] == ["slidenum"]


def test_notes_hold_the_note_every_source_in_full_and_the_address(shows, contents):
    for _, slide, shown in pairs(shows, contents):
        notes = slide.notes_slide.notes_text_frame.text
        text = shown.scene.text
        for id, cited in shown.cited.items():
            case = shown.scene.dataset.case[id]
            for source in map(case.source, cited):
                assert source_line(source, text) in notes
                assert source.is_repost or source.url in notes
        assert shown.note in notes
        assert address(shown) in notes
        assert shown.as_of in notes
        if not shown.cited:
            assert all(source in notes for source in shown.sources)


def test_the_newest_status_of_a_listed_case_has_its_source_in_the_notes(shows, contents):
    for _, _, shown in pairs(shows, contents):
        listed = {point.case for point in shown.points if point.case} | {pair.case.id for pair in shown.pairs}
        assert listed == set(shown.cited)
        assert all(shown.cited.values())


def test_a_repost_is_named_and_never_linked(dataset, texts):
    reposts = [source for case in dataset.cases for source in case.sources if source.is_repost]
    assert reposts
    for text in texts.values():
        for source in reposts:
            line, publisher = source_line(source, text), source.shown_publisher
            assert "http" not in line
            assert line.startswith(text("source.repost_of", publisher=publisher) if publisher else text("source.repost_unknown"))
            assert line.endswith(f"{text(f'source_kind.{source.kind}')})")


def test_links_lead_to_the_same_view_alone(files):
    for file in files.values():
        rels = [part for name, part in parts_of(file).items() if name.endswith(".rels")]
        outside = {rel.get("Target") for part in rels for rel in ElementTree.fromstring(part) if rel.get("TargetMode") == "External"}
        assert outside
        assert all(target.startswith("https://atlas.example.org/") for target in outside)


def test_words_say_their_language(shows, contents):
    for language, slide, shown in pairs(shows, contents):
        english = {case.title for case in shown.cases} | {point.text for point in shown.points if point.english}
        for frame in frames_of(slide):
            for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
                tag = run._r.get_or_add_rPr().get("lang")
                assert tag in (f"{language}-CA", "en-CA")
                if run.text in english and run.text != "A line of my own":
                    assert tag == "en-CA", run.text
                elif language == "fr" and run.text in (shown.as_of, shown.eyebrow, shown.more):
                    assert tag == "fr-CA", run.text


def test_every_script_survives_and_has_letters(shows, contents):
    for language in ("en", "fr"):
        assert shows[language].slides[1].shapes.title.text_frame.text == SCRIPTS
        for slide in shows[language].slides:
            assert fonts.missing(words_of(slide).replace("●", "")) == frozenset()


def test_a_colour_of_a_status_stands_beside_its_word(contents):
    for of in contents.values():
        for shown in of:
            for point in [*shown.points, *(each for pair in shown.pairs for each in (pair.then, pair.now))]:
                if point.status and point.text != shown.scene.text("slide.no_turn"):
                    word = shown.scene.text(f"status.{point.status}")
                    assert word in f"{point.lead} {point.text}" or shown.scene.text("slide.no_turn") in point.lead


# Pictures and charts


def test_every_picture_chart_table_and_legend_says_what_it_shows(shows, contents):
    seen = set()
    for _, slide, shown in pairs(shows, contents):
        for shape in slide.shapes:
            chart, table = getattr(shape, "has_chart", False), getattr(shape, "has_table", False)
            if shape.shape_type in (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.GROUP) or chart or table:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), (shown.view, shape.name)
                seen.add("chart" if chart else "table" if table else str(shape.shape_type))
    assert len(seen) == 4


def test_maps_carry_the_disclaimer_and_their_alternative(shows, contents):
    maps = 0
    for _, slide, shown in pairs(shows, contents):
        if shown.picture and shown.picture.kind in ("map", "case-map", "indicator-map"):
            assert shown.scene.text("map.disclaimer") in words_of(slide)
            view, _, _ = map_view(shown, LIGHT)
            assert view.alt in [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
            maps += 1
    assert maps == 2 * 8


def test_a_code_leads_to_the_address_and_says_it(shows, contents):
    for _, slide, shown in pairs(shows, contents):
        said = shown.scene.text("slide.qr", address=address(shown))
        codes = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE and shape._element.xpath(".//p:cNvPr")[0].get("descr") == said]
        assert len(codes) == 1
        assert codes[0].click_action.hyperlink.address == address(shown)


def test_without_an_address_there_is_neither_code_nor_link(scenes, no_maps):
    file = pptx_bytes(DECK.model_copy(update={"slides": (SLIDES[0], SLIDES[5])}), scenes("en"), LIGHT, None, MADE_ON)
    slides = Presentation(io.BytesIO(file)).slides
    assert [shape.shape_type for shape in slides[0].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE] == []
    assert "http" not in words_of(slides[0])
    assert b"hlinkClick" not in b"".join(parts_of(file).values())


def test_an_address_too_long_for_a_code_is_still_a_link(scenes, no_maps):
    long = "https://atlas.example.org/?case=" + "a" * 3000
    slide = Presentation(io.BytesIO(pptx_bytes(DECK.model_copy(update={"slides": (SLIDES[0],)}), scenes("en"), LIGHT, lambda *_: long, MADE_ON))).slides[0]
    links = [run.hyperlink.address for frame in frames_of(slide) for paragraph in frame.paragraphs for run in paragraph.runs if run.hyperlink.address]
    assert links == [long]
    assert not [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert long in slide.notes_slide.notes_text_frame.text


def test_each_slide_has_the_address_of_its_number(scenes, no_maps):
    deck = DECK.model_copy(update={"slides": (SLIDES[0], SLIDES[5])})
    file = pptx_bytes(deck, scenes("en"), LIGHT, lambda _, number: f"https://atlas.example.org/d/a/{number}", MADE_ON)
    for number, slide in enumerate(Presentation(io.BytesIO(file)).slides, 1):
        runs = [run for frame in frames_of(slide) for paragraph in frame.paragraphs for run in paragraph.runs if run.hyperlink.address]
        assert [(run.text, run.hyperlink.address) for run in runs] == [(f"atlas.example.org/d/a/{number}", f"https://atlas.example.org/d/a/{number}")]


def chart_of(slide):
    return next(shape.chart for shape in slide.shapes if getattr(shape, "has_chart", False))


def test_lines_of_an_indicator_hold_its_values_and_gaps(shows, contents):
    found = 0
    for _, slide, shown in pairs(shows, contents):
        picture = shown.picture
        if not picture or picture.kind != "indicator-lines":
            continue
        chart = chart_of(slide)
        days = [date(1899, 12, 30) + timedelta(int(float(each.label))) for each in chart.plots[0].categories]
        assert days == [date(year, 1, 1) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        series = {each.name: list(each.values) for each in chart.plots[0].series}
        for iso3, name in picture.names.items():
            of = picture.indicator.series(iso3).set_index("year")["value"]
            expected = [None if pd.isna(of.get(year)) else round(of[year], picture.indicator.info.decimals) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
            assert series[name] == expected
            found += 1
        assert 'dispBlanksAs val="gap"' in chart._chartSpace.xml
        assert chart.value_axis.minimum_scale == min(picture.indicator.info.expected.min, 0)
    assert found == 2 * 6


def test_lines_show_the_range_of_a_single_country(shows, contents, texts):
    for language, slide, shown in pairs(shows, contents):
        if shown.picture and shown.picture.kind == "indicator-lines" and shown.picture.indicator.has_range:
            text = texts[language]
            assert [each.name for each in chart_of(slide).plots[0].series][1:] == [text("table.low"), text("table.high")]


def test_the_timeline_counts_the_events_that_the_screen_shows(shows, contents):
    found = 0
    for _, slide, shown in pairs(shows, contents):
        picture, scene = shown.picture, shown.scene
        if not picture or picture.kind != "timeline":
            continue
        first, last = opening_range(picture.chosen, picture.selection.years, scene.frames)
        view = timeline(picture.chosen, scene.frames, first, last, scene.text, LIGHT, picture.by)
        counted = event_years(picture.chosen, scene.frames, first, last, picture.by, scene.text, LIGHT)
        series = {each.name: len(list(each.values)) for each in chart_of(slide).plots[0].series}
        assert series == {name: sum(lane == place for lane, _, _ in counted.counts) for place, name in enumerate(counted.names)}
        words = words_of(slide)
        assert all(any(name.startswith(line.removesuffix("…")) for line in words.splitlines() if line) for name in counted.names)
        total = sum(n for *_, n in counted.counts)
        assert total <= len(view.table())
        if counted.beyond:
            assert scene.text.count("pptx.lanes_beyond", counted.beyond) in words
        else:
            assert total == len(view.table())
        found += 1
    assert found == 2 * 3


def test_an_indicator_without_a_value_says_so_in_words(scenes, loaded):
    indicator = loaded.numbers.indicators["palestine-refugees-unrwa"]
    assert indicator_lines(indicator, {"CAN": "Canada"}, scenes("en")(None).text, LIGHT) is None
    deck = DECK.model_copy(update={"slides": (made("indicator", layer="palestine-refugees-unrwa", country="CAN"),)})
    slide = Presentation(io.BytesIO(pptx_bytes(deck, scenes("en"), LIGHT, None, MADE_ON))).slides[0]
    assert "Canada" in words_of(slide)
    assert not [shape for shape in slide.shapes if getattr(shape, "has_chart", False)]


def test_then_and_now_is_a_table_with_a_row_for_each_case(shows, contents):
    for _, slide, shown in pairs(shows, contents):
        if shown.pairs:
            table = next(shape.table for shape in slide.shapes if getattr(shape, "has_table", False))
            assert table.first_row
            assert [row.cells[0].text_frame.text for row in list(table.rows)[1:]] == [pair.case.title for pair in shown.pairs]


# Room


def overflow(slide) -> list[tuple[str, float, float]]:
    """Frames of words that are taller than their shape, measured on the fonts that we ship: (words, inches, inches there)."""
    found = []
    for shape in every_shape(slide.shapes):
        if not shape.has_text_frame or not shape.text_frame.text or shape.width is None:
            continue
        serif = shape == slide.shapes.title
        needed = 0.0
        for paragraph in shape.text_frame.paragraphs:
            sizes = [run.font.size.pt for run in paragraph.runs if run.font.size]
            if not sizes:
                continue
            hang = int(paragraph._p.pPr.get("marL", 0)) / 914400 if paragraph._p.pPr is not None else 0.0
            runs, pieces, breaks = iter(paragraph.runs), [], False
            for each in paragraph._p:
                if each.tag.endswith("}br"):
                    breaks = True
                elif each.tag.endswith("}r"):
                    run = next(runs)
                    pieces.append(Piece(run.text, bool(run.font.bold) or serif, serif, breaks))
                    breaks = False
            lines = fitting.lines(pieces, max(sizes), (shape.width / 914400 - hang) * 72)
            after = paragraph.space_after.pt if paragraph.space_after is not None else 0.0
            needed += (lines * max(sizes) * fitting.LEADING + after) / 72
        if needed > shape.height / 914400 + 0.03:
            found.append((shape.text_frame.text, needed, shape.height / 914400))
    return found


def outside(slide) -> list[str]:
    """Shapes that reach over an edge of the slide."""
    far = [shape for shape in every_shape(slide.shapes) if shape.left is not None]
    right, below = (WIDE + 0.01) * 914400, (TALL + 0.01) * 914400
    return [shape.name for shape in far if shape.left < 0 or shape.top < 0 or shape.left + shape.width > right or shape.top + shape.height > below]


def test_no_words_leave_their_box_and_no_box_the_slide(shows):
    for show in shows.values():
        for slide in show.slides:
            assert overflow(slide) == []
            assert outside(slide) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_longest_cases_fit_in_both_languages(scenes, dataset, no_maps, language):
    cases = sorted(dataset.cases, key=lambda case: -sum(len(each.what) for each in case.statuses) - 2 * len(case.title))[:60]
    slides = [made("case", id=case.id) for case in cases]
    slides += [_then(cases[at : at + PER_THEN]) for at in range(0, 60, PER_THEN)]
    deck = DECK.model_copy(update={"slides": tuple(slides)})
    show = Presentation(io.BytesIO(pptx_bytes(deck, scenes(language), LIGHT, address, MADE_ON)))
    for slide in show.slides:
        assert overflow(slide) == []
        for table in (shape for shape in slide.shapes if getattr(shape, "has_table", False)):
            assert (table.top + sum(row.height for row in table.table.rows)) / 914400 < 6.6
        sizes = [run.font.size for frame in frames_of(slide) for paragraph in frame.paragraphs for run in paragraph.runs if run.font.bold]
        assert min(sizes) >= Pt(12)


def test_every_title_of_a_case_is_large_on_two_lines(dataset):
    head = LAYOUTS["beside"].title
    for case in dataset.cases:
        size = fitting.largest([[Piece(case.title, True, True)]], pptx_page.TITLE_SIZES, head.wide * 72, head.tall * 72)
        assert size >= 32, case.title


@pytest.mark.parametrize("view", ["title", "map", "case", "then", "closing"])
def test_a_title_of_wide_letters_is_made_small_enough(scenes, no_maps, view):
    show = {"case": {"id": "taner-kilic"}, "then": {"case": "taner-kilic"}}.get(view, {})
    deck = DECK.model_copy(update={"slides": (made(view, title="W" * 110, **show),)})
    slide = Presentation(io.BytesIO(pptx_bytes(deck, scenes("fr"), LIGHT, address, MADE_ON))).slides[0]
    assert slide.shapes.title.text_frame.text == "W" * 110
    assert overflow(slide) == []
    assert slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size >= Pt(20)


def test_words_are_measured_in_lines_and_wide_words_are_broken():
    assert fitting.lines([Piece("a b")], 10, 1000) == 1
    assert fitting.lines([Piece("a"), Piece("b", breaks=True)], 10, 1000) == 2
    assert fitting.lines([Piece("W" * 100)], 10, fitting.width("W" * 100, 10) / 4 + 1) == 4
    assert fitting.width("刘", 10) > fitting.width("l", 10) > 0
    assert fitting.largest([[Piece("word")]], (40, 20, 10), 1000, 25) == 20
    assert fitting.largest([[Piece("word")]], (40, 20, 10), 1000, 1) == 10


# The work


def test_the_work_tells_how_far_it_is_and_can_be_left(scenes, no_maps):
    few, told = DECK.model_copy(update={"slides": SLIDES[5:8]}), []
    pptx_bytes(few, scenes("en"), LIGHT, None, MADE_ON, lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]

    class Left(Exception):
        """The reader has gone away."""

    def leave(done, of):
        told.append(done)
        raise Left

    with pytest.raises(Left):
        pptx_bytes(few, scenes("en"), LIGHT, None, MADE_ON, leave)
    assert told[3:] == [1]


MEMORY = """
from datetime import date
from components import load, slides
from components.decks import Deck, Slide
from components.exports.pptx import pptx_bytes
from components.frames import Frames
from components.selection import Index
from components.text import Text
from components.views.style import LIGHT
loaded = load.load(load.data_directory())
text, data = Text.read(load.data_directory(), "en"), loaded.dataset
index = Index(data, (text,))
scene = slides.Scene(data, loaded.world, loaded.world.marked(data.countries), index, Frames(data, index), loaded.numbers, text)
deck = Deck(id="own", title="Many", slides=tuple(Slide(view="case", show={"id": case.id}) for case in data.cases[:80]))
from tests.benchmarks.making import megabytes
before = megabytes("VmRSS")
file = pptx_bytes(deck, lambda _: scene, LIGHT, None, date(2026, 11, 22))
print(len(file), round(megabytes("VmHWM") - before))
"""


def test_eighty_slides_are_made_in_bounded_memory():
    done = subprocess.run([sys.executable, "-c", MEMORY], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    size, megabytes = map(int, done.stdout.split()[-2:])
    assert size < 12_000_000
    assert 1 < megabytes < 500


@pytest.mark.skipif(not shutil.which("soffice") or bool(os.environ.get("CI")), reason="LibreOffice is for looking at the pages; the tests above need none")
def test_libreoffice_opens_it_with_a_page_for_each_slide(files, tmp_path):
    for language, file in files.items():
        path = tmp_path / f"{language}.pptx"
        path.write_bytes(file)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)], capture_output=True, check=True)
        pages = re.findall(rb"/Type\s*/Page\b(?!s)", path.with_suffix(".pdf").read_bytes())
        assert len(pages) == len(SLIDES)
