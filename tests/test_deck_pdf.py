"""A deck as PDF, read back: a page each slide whatever is on it, every word within the page, tagged, and the same each time."""

import io
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pikepdf
import pypdf
import pytest

from components import fonts
from components.decks import Deck, Slide
from components.exports import deck_pages, fitting
from components.exports.deck_pages import page_of
from components.exports.deck_pdf import deck_pdf
from components.slides import PER_THEN, content
from components.views.style import DARK, LIGHT
from tests.test_pptx import DECK, SCRIPTS, SLIDES, address, made, scenes_by_language

MADE_ON = date(2026, 3, 1)
#: The smallest picture, in the place of a map.
DOT_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect width="1" height="1"/></svg>'
LOOKS = {"en": LIGHT, "fr": DARK}
FOOT = 66  # points from the page's lower edge that belong to the foot


@pytest.fixture(scope="module")
def scenes(loaded, dataset, index, frames, texts):
    return scenes_by_language(loaded, dataset, index, frames, texts)


def dotted(patch) -> None:
    """Maps cost most of the time; where only words count, a dot stands for each."""
    patch.setattr(deck_pages, "slide_map_svg", lambda *_, **__: DOT_SVG)


@pytest.fixture(scope="module")
def files(scenes):
    """A deck of every view as a file in both languages, one on dark ground."""
    with pytest.MonkeyPatch.context() as patch:
        dotted(patch)
        return {language: deck_pdf(DECK, scenes(language), look, address, MADE_ON) for language, look in LOOKS.items()}


@pytest.fixture(scope="module")
def contents(scenes):
    return {language: [content(slide, DECK, scenes(language)) for slide in SLIDES] for language in LOOKS}


@pytest.fixture
def no_maps(monkeypatch):
    dotted(monkeypatch)


def deck_of(*slides: Slide) -> Deck:
    return DECK.model_copy(update={"slides": slides})


def squeezed(words: str) -> str:
    """Words without blanks and without the places where a long one may break: a line's end makes no difference."""
    return re.sub(r"[\s\u200b]", "", words)


@dataclass(frozen=True)
class Line:
    """A line of a page: where it begins and ends, how high its letters stand over the lower edge, their size; in points."""

    words: str
    left: float
    right: float
    at: float
    size: float


@dataclass(frozen=True)
class Page:
    """A page read back: its words as they are and without blanks, its lines, its size in points, the addresses that it links to."""

    said: str
    words: str
    lines: tuple[Line, ...]
    size: tuple[float, float]
    linked: tuple[str, ...]

    def beyond(self) -> list[Line]:
        """The lines that reach over an edge of the page, and those of the slide that reach into its foot."""
        wide, tall = self.size
        outside = [each for each in self.lines if each.left < 0 or each.right > wide * 1.005 or not each.size * 0.2 < each.at < tall - each.size * 0.7]
        return outside + [each for each in self.lines if each.size > 14.1 and each.at < FOOT]


@lru_cache(maxsize=8)
def pages_of(file: bytes) -> tuple[Page, ...]:
    return tuple(map(_page, pypdf.PdfReader(io.BytesIO(file)).pages))


def _page(page) -> Page:
    found = []

    def see(words, at, inner, font, size):
        if words.strip():
            name = str((font or {}).get("/BaseFont", ""))
            wide = fitting.width(words.strip("\n").replace("\u200b", ""), size, "Bold" in name, "Serif" in name)
            found.append(Line(words, at[4] + inner[4], at[4] + inner[4] + wide, at[5] + inner[5], size))

    said = page.extract_text(visitor_text=see)
    linked = tuple(str(note["/A"]["/URI"]) for note in page.get("/Annots", ()) if "/URI" in note.get("/A", {}))
    return Page(said, squeezed(said), tuple(found), (float(page.mediabox.width), float(page.mediabox.height)), linked)


def elements(file: bytes) -> list[tuple[str, str, str, int]]:
    """The structure elements in reading order: tag, alternative text, language, page from 1 (of the element or of what is in it)."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S).removeprefix("/"), str(node.get("/Alt", "")), str(node.get("/Lang", "")), page_of_element(node)))
            if "/K" in node:
                walk(node.K)

    def page_of_element(node):
        if isinstance(node, pikepdf.Array):
            return next((page for page in map(page_of_element, node) if page), None)
        if not isinstance(node, pikepdf.Dictionary):
            return None
        return numbers[node.Pg.objgen] if "/Pg" in node else page_of_element(node.get("/K"))

    with pikepdf.open(io.BytesIO(file)) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        walk(document.Root.StructTreeRoot.K)
    return found


def said_on(shown) -> list[str]:
    """All that a slide says beside its sources."""
    points = [*shown.points, *(each for pair in shown.pairs for each in (pair.then, pair.now))]
    return [
        shown.title,
        shown.eyebrow,
        shown.more,
        shown.as_of,
        *(pair.case.title for pair in shown.pairs),
        *(each for p in points for each in (p.lead, p.text)),
    ]


def missing(page, shown) -> list[str]:
    """What of a slide's words does not stand on its page; sources that are not there must be counted."""
    text, words = shown.scene.text, page.words
    left = [source for source in shown.sources if squeezed(source) not in words]
    counted = not left or any(squeezed(text.count("slide.more_sources", n)) in words for n in range(1, len(shown.sources)))
    return [each for each in said_on(shown) if squeezed(each) not in words] + ([] if counted else left)


# The pages and their words


def test_a_page_for_each_slide_on_sixteen_to_nine(files):
    for file in files.values():
        pages = pages_of(file)
        assert len(pages) == len(SLIDES)
        assert {page.size for page in pages} == {(960, 540)}


def test_every_word_of_a_slide_stands_on_its_page(files, contents):
    for language, file in files.items():
        for number, (page, shown) in enumerate(zip(pages_of(file), contents[language], strict=True), 1):
            assert missing(page, shown) == [], shown.view
            assert squeezed(f"{number} / {len(SLIDES)}") in page.words
            assert page.beyond() == [], shown.view


@pytest.mark.parametrize(("id", "language"), [("message-2017", "fr"), ("tour-indigenous", "en")])
def test_the_shipped_decks_stand_whole_on_their_pages(loaded, scenes, no_maps, id, language):
    deck = loaded.decks[id]
    pages = pages_of(deck_pdf(deck, scenes(language), LOOKS[language], address, MADE_ON))
    assert len(pages) == len(deck.slides)
    for number, (page, slide) in enumerate(zip(pages, deck.slides, strict=True), 1):
        shown = content(slide, deck, scenes(language))
        assert missing(page, shown) == [], number
        assert page.beyond() == [], number
        assert min(line.size for line in page.lines if line.at > FOOT) >= 12, number
        leads = {squeezed(point.lead or point.text) for point in shown.points}
        sizes = [line.size for line in page.lines if any(squeezed(line.words) in lead for lead in leads)]
        assert not leads or max(sizes) >= 16, number


def test_words_that_a_slide_shows_in_its_picture_can_be_read_back(files, contents):
    seen = set()
    for language, file in files.items():
        for page, shown in zip(pages_of(file), contents[language], strict=True):
            picture = page_of(shown, 1, 1, LIGHT, "").data["picture"]
            if not picture:
                continue
            words = page.words
            seen.add(picture["kind"])
            names = {
                "map": [each["label"] for group in picture.get("legend", ()) for each in group["keys"]],
                "timeline": [lane["name"][:20] for lane in picture.get("lanes", ())],  # a long one may be cut
                "lines": [each["name"] for each in picture.get("series", ())] if len(picture.get("series", ())) > 1 else [],
            }
            assert [each for each in (picture["sentence"], *names[picture["kind"]]) if squeezed(each) not in words] == [], shown.title
    assert seen == {"map", "timeline", "lines"}


def test_maps_carry_the_disclaimer(files, contents):
    maps = 0
    for language, file in files.items():
        for page, shown in zip(pages_of(file), contents[language], strict=True):
            if shown.picture and shown.picture.kind in ("map", "case-map", "indicator-map"):
                assert squeezed(shown.scene.text("map.disclaimer")) in page.words
                maps += 1
    assert maps == 2 * 8


def test_every_letter_comes_from_a_font_that_is_in_the_file(files):
    for file in files.values():
        assert SCRIPTS in " ".join(pages_of(file)[1].said.split())
        for page in pages_of(file):
            assert "\ufffd" not in page.said and "\x00" not in page.said
            assert fonts.missing(page.said.replace("\u200b", "")) == frozenset()
        with pikepdf.open(io.BytesIO(file)) as document:
            used = {str(font.BaseFont): font for page in document.pages for font in page.Resources.Font.values()}
            assert all(name.split("+")[1].startswith(("Noto", "WenQuanYi")) for name in used), used
            for font in used.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


# What does not fit


def _then(cases, **parts) -> Slide:
    return made("then", case=",".join(case.id for case in cases), then="2024-12-31", **parts)


LONG = [{"en": "long words " * 23 + f"{n}", "fr": "mots longs " * 23 + f"{n}"} for n in range(7)]
WIDE = [{"en": "W" * 260, "fr": "W" * 260}] * 7


@pytest.mark.parametrize(("language", "lines"), [("fr", LONG), ("en", WIDE)], ids=["long", "wide"])
def test_the_longest_words_that_a_deck_may_have_stay_on_their_pages(scenes, dataset, no_maps, language, lines):
    first = dataset.cases[0]
    shows = [("title", {}), ("map", {}), ("case", {"id": first.id}), ("timeline", {"by": "country"}), ("closing", {}), ("theme", {"id": first.theme})]
    shows += [("country", {"iso3": first.iso3s[0]}), ("indicator", {"layer": "displaced-from", "country": "MMR"})]
    slides = [made(view, title="W" * 110, text=lines, **show) for view, show in shows]
    slides.append(_then(dataset.cases[:PER_THEN], title="W" * 110, text=lines))
    deck = deck_of(*slides)
    pages = pages_of(deck_pdf(deck, scenes(language), LIGHT, address, MADE_ON))
    assert len(pages) == len(slides)
    for page, slide in zip(pages, slides, strict=True):
        words, shown = page.words, content(slide, deck, scenes(language))
        assert "W" * 110 in words
        assert page.beyond() == [], slide.view
        kept = sum(squeezed(point.text) in words for point in shown.points[:7])
        pairs = range(len(shown.pairs) + 1)
        assert any(squeezed(shown.more_after(points, left)) in words for points in range(kept + 1) for left in pairs) or kept == 7, slide.view


def test_the_longest_cases_fit(scenes, dataset, no_maps):
    cases = sorted(dataset.cases, key=lambda case: -sum(len(each.what) for each in case.statuses) - 2 * len(case.title))[:12]
    slides = [*(made("case", id=case.id) for case in cases), *(_then(cases[at : at + PER_THEN]) for at in range(0, 12, PER_THEN))]
    pages = pages_of(deck_pdf(deck_of(*slides), scenes("fr"), LIGHT, address, MADE_ON))
    assert len(pages) == len(slides)
    for page, slide in zip(pages, slides, strict=True):
        assert missing(page, content(slide, DECK, scenes("fr"))) == []
        assert page.beyond() == []


def test_sources_without_room_are_counted(scenes, dataset, no_maps):
    cases = sorted(dataset.cases, key=lambda case: -sum(len(source.publisher) for source in case.sources))[:PER_THEN]
    shown = content(_then(cases), DECK, scenes("en"))
    long = page_of(shown, 1, 1, LIGHT, "").data
    assert len(long["footers"]) == len(shown.sources) + 1
    for left, line in enumerate(long["footers"][:-1]):
        assert sum(source in line for source in shown.sources) >= len(shown.sources) - left
        assert left == 0 or f"and {left} more source" in line
    assert long["footers"][-1] == shown.as_of


# For a screen reader


@pytest.mark.parametrize("language", LOOKS)
def test_the_document_is_tagged_for_a_screen_reader(files, contents, texts, language):
    with pikepdf.open(io.BytesIO(files[language])) as document:
        root = document.Root
        assert str(root.Lang) == f"{language}-CA"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert (str(document.docinfo["/Title"]), str(document.docinfo["/Author"])) == (DECK.title[language], texts[language]("app.name"))
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    found = elements(files[language])
    assert [page for tag, _, _, page in found if tag == "H1"] == list(range(1, len(SLIDES) + 1))
    for number, shown in enumerate(contents[language], 1):
        alts = [alt for tag, alt, _, page in found if tag == "Figure" and page == number]
        assert shown.scene.text("slide.qr", address=address(shown)) in alts
        assert all(alts)
        assert len(alts) == 1 + (shown.picture is not None)
        assert [tag for tag, *_, page in found if page == number].count("H2") == len(shown.pairs)
    of_slides = [alt for tag, alt, *_ in found if tag == "Figure" and "https://" not in alt]
    assert len(set(of_slides)) >= len(of_slides) - 1  # the same case stands on two slides of the deck


def test_english_words_say_so_in_a_french_deck(files, contents):
    def marked(language):
        """The pages on which words are marked as English, in the tags or where they are written."""
        with pikepdf.open(io.BytesIO(files[language])) as document:
            written = {number for number, page in enumerate(document.pages, 1) if b"/Lang(en-CA)" in page.Contents.read_bytes()}
        return written | {page for _, _, of, page in elements(files[language]) if of == "en-CA"}

    english = set()
    for number, shown in enumerate(contents["fr"], 1):
        told = any(point.english or point.lead in {case.title for case in shown.cases} for point in shown.points)
        if shown.titled_in_english or shown.pairs or told:
            english.add(number)
    assert marked("fr") == english
    assert len(english) > 4
    assert marked("en") == set()


# Where it leads


def test_links_and_codes_lead_to_the_same_view_alone(files, contents):
    for language, file in files.items():
        for page, shown in zip(pages_of(file), contents[language], strict=True):
            assert set(page.linked) == {address(shown)}
            assert len(page.linked) >= 2, "the words and the code"


def test_without_an_address_there_is_neither_code_nor_link(scenes, no_maps):
    slides = (SLIDES[0], SLIDES[5], SLIDES[-1])
    for of in (None, lambda *_: ""):
        file = deck_pdf(deck_of(*slides), scenes("en"), LIGHT, of, MADE_ON)
        assert [page.linked for page in pages_of(file)] == [(), (), ()]
        assert [page for tag, *_, page in elements(file) if tag == "Figure"] == [2]
        assert "http" not in "".join(page.words for page in pages_of(file))


def test_an_address_too_long_for_a_code_is_still_a_link(scenes, no_maps):
    long = "https://atlas.example.org/?case=" + "a" * 3000
    file = deck_pdf(deck_of(SLIDES[0], SLIDES[1]), scenes("en"), LIGHT, lambda *_: long, MADE_ON)
    for page in pages_of(file):
        assert set(page.linked) == {long}
        assert page.beyond() == []
    assert [page for tag, *_, page in elements(file) if tag == "Figure"] == [2]


def test_each_slide_has_the_address_of_its_number(scenes, no_maps):
    file = deck_pdf(deck_of(SLIDES[0], SLIDES[5]), scenes("en"), LIGHT, lambda _, number: f"https://atlas.example.org/d/a/{number}", MADE_ON)
    for number, page in enumerate(pages_of(file), 1):
        assert set(page.linked) == {f"https://atlas.example.org/d/a/{number}"}
        assert f"atlas.example.org/d/a/{number}" in page.words


# Numbers in the pictures


def test_the_scale_of_lines_is_round_and_reaches_what_is_shown():
    for top in (1, 3, 5, 17, 99, 1_524_378, 8e9):
        step = deck_pages._step(top)
        assert step >= 1 and str(int(step)).rstrip("0") in ("1", "2", "5")
        assert 1 <= top / step < deck_pages.MOST_TICKS or step == 1


def test_lines_and_circles_hold_the_numbers_of_the_slide(contents):
    lines = 0
    for of in contents.values():
        for shown in of:
            picture = page_of(shown, 1, 1, LIGHT, "").data["picture"] or {}
            if picture.get("kind") == "lines":
                values = [value for each in picture["series"] for value in each["values"] if value is not None]
                assert values and picture["low"] <= min(values) and max(values) <= picture["top"]
                assert picture["ticks"][0][0] == picture["low"] and picture["ticks"][-1][0] <= picture["top"]
                lines += 1
            if picture.get("kind") == "timeline":
                assert all(picture["first"] <= year <= picture["last"] and n <= picture["most"] for lane in picture["lanes"] for year, n, _ in lane["counts"])
    assert lines == 2 * 3


def test_an_indicator_without_a_value_says_so_in_words(scenes):
    slide = made("indicator", layer="palestine-refugees-unrwa", country="CAN")
    file = deck_pdf(deck_of(slide), scenes("en"), LIGHT, None, MADE_ON)
    shown = content(slide, DECK, scenes("en"))
    assert shown.more and missing(pages_of(file)[0], shown) == []
    assert [tag for tag, *_ in elements(file) if tag == "Figure"] == []


# The work


def test_the_same_deck_gives_the_same_bytes(scenes):
    few = deck_of(SLIDES[0], SLIDES[5], SLIDES[2], SLIDES[12])  # with its map
    first, again = (deck_pdf(few, scenes("en"), LIGHT, address, MADE_ON) for _ in range(2))
    assert first == again
    assert first.startswith(b"%PDF-1.7")
    assert b"D:20260301" in first
    assert len(first) > 50_000


def test_light_and_dark_have_the_colours_of_their_look(files):
    for language, look in LOOKS.items():
        red, green, blue = (int(look.ground[at : at + 2], 16) / 255 for at in (1, 3, 5))
        with pikepdf.open(io.BytesIO(files[language])) as document:
            for page in document.pages:
                first = re.search(rb"([\d.]+) ([\d.]+) ([\d.]+) scn", page.Contents.read_bytes())
                assert [float(part) for part in first.groups()] == pytest.approx([red, green, blue], abs=0.003)


def test_the_work_tells_how_far_it_is_and_can_be_left(scenes, no_maps):
    few, told = deck_of(*SLIDES[5:8]), []
    deck_pdf(few, scenes("en"), LIGHT, None, MADE_ON, lambda done, of: told.append((done, of)))
    assert told == [(0, 4), (0, 4), (0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]

    class Left(Exception):
        """The reader has gone away."""

    def leave_at(step):
        def leave(done, of):
            told.append(done)
            if done == step:
                raise Left

        return leave

    for step in (0, 2):
        told.clear()
        with pytest.raises(Left):
            deck_pdf(few, scenes("en"), LIGHT, None, MADE_ON, leave_at(step))
        assert told[-1] == step
