"""That the benchmark measures what it says: made cases keep every rule, both scripts show them. No clock is judged."""

import pptx
import pytest
from pypdf import PdfReader

from components import decks, rules
from components.model import PartialDate, Record
from components.pages import _parts
from tests.benchmarks import __main__ as table
from tests.benchmarks import browser, files, making, plain_files, rerun, slides, synthetic


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
    around = rules.Surroundings(frozenset(made.theme), frozenset(made.country), frozenset(), made.as_of, loaded.world.outside, published=True)
    faults = [(case.id, fault) for case in made.cases for fault in rules.faults(written(case), around)]
    assert faults == []


def test_the_rules_would_find_a_made_case_that_breaks_one(loaded):
    made = synthetic.dataset(500)
    around = rules.Surroundings(frozenset(), frozenset(made.country), frozenset(), made.as_of, loaded.world.outside, published=True)
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


@pytest.mark.parametrize("name", ["atlas", "plain"])
def test_both_scripts_show_the_same_slides(name, restored):
    app = slides.stage(name, 50)
    assert slides.says(app, slides.OPENING)
    assert len(app.get("plotly_chart")) == 0
    assert len(slides.reruns(app, name, 50)) == len(slides.STEPS)
    assert slides.says(app, slides.STEPS[-1][1])


def test_a_slide_that_does_not_come_stops_the_measurement(restored, monkeypatch):
    app = slides.stage("plain", 50)
    monkeypatch.setattr(slides, "STEPS", (("map", "Another title", ""),))
    with pytest.raises(RuntimeError, match="map"):
        slides.reruns(app, "plain", 50)


def test_the_deck_of_the_benchmark_is_one_that_a_link_carries(loaded):
    made = synthetic.dataset(50)
    layers = {id: indicator.years for id, indicator in loaded.numbers.indicators.items()}
    reading = decks.unpack(slides.params(50)["d"], made, layers)
    assert reading.problems == ()
    assert [slide.title.en for slide in reading.deck.slides] == [slides.OPENING, *(title for _, title, _ in slides.STEPS)]


def test_a_walk_in_the_browser_gives_times_and_bytes_of_its_slides(chromium):
    with browser.served(slides.SCRIPTS["atlas"], 50) as address:
        *times, first, second = slides.walk(chromium, address, "atlas", 50, steps=2)
    assert len(times) == 2 and all(took > 0 for took in times)
    assert first > 1_000_000 > second > 1_000, "the drawing library comes with the first picture only"


@pytest.mark.skipif(not making.STATUS.exists(), reason="memory is read where Linux tells it")
def test_a_brief_of_fifty_of_two_thousand_cases_is_made_in_bounded_memory(tmp_path):
    seconds, memory, again = files.made("atlas", "fifty", "pdf", 2_000, tmp_path)
    assert seconds > 0 and again > 0
    assert 0 < memory < 700
    read = " ".join(page.extract_text() for page in PdfReader(tmp_path / "atlas-fifty.pdf").pages)
    assert "Fifty cases" in read and "(copy" in read


@pytest.mark.skipif(not making.STATUS.exists(), reason="memory is read where Linux tells it")
def test_a_deck_as_pdf_is_made_in_bounded_memory_and_the_plain_way_takes_the_words_of_its_slides(tmp_path):
    seconds, memory, again = files.made("atlas", "deck", "pdf", 200, tmp_path)
    assert seconds > 0 and again > 0
    assert 0 < memory < 400
    assert len(PdfReader(tmp_path / "atlas-deck.pdf").pages) >= 40
    (tmp_path / "atlas-deck.pptx").write_bytes(plain_files.pptx_file([["One", "first"], ["Two", "second"]]))
    assert all(figure > 0 for figure in files.made("plain", "deck", "pdf", 200, tmp_path))
    read = PdfReader(tmp_path / "plain-deck.pdf").pages[0].extract_text()
    assert [read.index(words) for words in ("One", "first", "Two", "second")] == sorted(read.index(words) for words in ("One", "first", "Two", "second"))


@pytest.mark.skipif(not making.STATUS.exists(), reason="memory is read where Linux tells it")
def test_the_plain_way_takes_the_words_of_the_atlas_file_beside_it(tmp_path):
    (tmp_path / "atlas-fifty.docx").write_bytes(plain_files.docx_file(["first", "second"]))
    assert all(figure > 0 for figure in files.made("plain", "fifty", "docx", 2_000, tmp_path))
    assert files.words_of(tmp_path / "plain-fifty.docx") == ["first", "second"]


@pytest.mark.skipif(not making.STATUS.exists(), reason="memory is read where Linux tells it")
def test_memory_is_what_the_work_takes_above_what_was_held_before():
    held = bytearray(b"x" * 60_000_000)
    made, figures = making.measured(lambda: ("key", lambda progress: bytes(len(b"x" * 40_000_000) // 40_000_000)))
    assert made == b"\0" and len(held) == 60_000_000
    assert 35 < figures["memory"] < 55


def test_what_cannot_be_made_is_said(tmp_path):
    with pytest.raises(RuntimeError, match="KeyError"):
        files.made("atlas", "country", "odt", 50, tmp_path)


def test_the_words_of_a_slides_table_count_too(tmp_path):
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Then and now"
    slide.shapes.add_table(1, 2, 0, 0, 99, 99).table.cell(0, 1).text = "now"
    show.save(tmp_path / "table.pptx")
    assert files.words_of(tmp_path / "table.pptx") == [["Then and now", "", "now"]]


@pytest.mark.parametrize("form", ["docx", "pdf", "pptx"])
def test_plain_files_hold_the_words(form, tmp_path):
    words = [["One", "first", "second"], ["Two", "third"]] if form == "pptx" else ["first", "second #[raw] *words*"]
    path = tmp_path / f"plain.{form}"
    path.write_bytes(plain_files.FILES[form](words))
    if form == "pdf":
        assert "second #[raw] *words*" in PdfReader(path).pages[0].extract_text()
    else:
        assert files.words_of(path) == ([["One", "first\nsecond"], ["Two", "third"]] if form == "pptx" else words)


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        ("bytes for a slide", 1_234_567, "1,234.6 kB"),
        ("memory of a file", 71.7, "72 MB"),
        ("a file", 16.905, "16,905 ms"),
        ("asked again", 0.00001, "0.01 ms"),
        ("a file", "failed: KeyError: 'odt'", "failed: KeyError: 'odt'"),
    ],
)
def test_a_figure_is_written_with_its_unit(measure, value, said):
    assert table.written(measure, value) == said


@pytest.mark.parametrize("error", [KeyError("no\nsecond line"), AssertionError()], ids=["with words", "without"])
def test_a_script_that_fails_is_told_and_the_other_goes_on(error):
    def step(name, number):
        if name == "plain":
            raise error
        return number

    results = table.alternate(step, 3)
    assert results["atlas"] == [0, 1, 2]
    assert results["plain"].startswith(f"failed: {type(error).__name__}: ")
    assert "\n" not in results["plain"]
