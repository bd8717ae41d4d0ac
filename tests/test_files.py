"""Briefs and decks asked for on a page, through AppTest: made once, watched, stopped, taken; without cases or with a fault, plain words."""

import io
import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import docx as word
import pptx
import pypdf
import pytest
from pptx.oxml.ns import qn

from components.exports import deck_pdf, docx, pdf
from components.exports import pptx as powerpoint
from components.pages import _making
from components.selection import Selection
from components.text import LANGUAGES
from components.workshop import Workshop
from tests.test_pages import open_page, words
from tests.test_workshop import LONG, Work, finish

BASKET = ("taner-kilic", "hudbay-guatemala")
#: A page with few cases of each kind that has a brief of its own, and the selection that has the same cases.
PAGES = {
    "world": ({"theme": "women", "country": "IRN"}, Selection(themes=("women",), countries=("IRN",))),
    "country": ({"iso3": "MMR"}, Selection(countries=("MMR",))),
    "theme": ({"id": "women", "country": "IRN"}, Selection(themes=("women",), countries=("IRN",))),
    "case": ({"id": "taner-kilic"}, Selection(cases=("taner-kilic",))),
}
FORMS = ("pdf", "docx")
DAY = date(2015, 12, 31)


def shops(monkeypatch) -> Workshop:
    """A workshop of the test's own in the place of the server's."""
    made = Workshop()
    monkeypatch.setattr(_making, "workshop", lambda: made)
    return made


@pytest.fixture
def shop(monkeypatch) -> Iterator[Workshop]:
    made = shops(monkeypatch)
    yield made
    made.close()


@pytest.fixture
def held(monkeypatch) -> Iterator[SimpleNamespace]:
    """Work in the place of each form's that goes on when the test says so."""
    works = SimpleNamespace(pdf=Work(b"%PDF", steps=4), docx=Work(b"PK", steps=4))
    monkeypatch.setattr(pdf, "brief_pdf", lambda plan, paper, progress: works.pdf(progress))
    monkeypatch.setattr(docx, "brief_docx", lambda plan, paper, progress: works.docx(progress))
    yield works
    works.pdf.go.set()
    works.docx.go.set()


def buttons(at, does: str, form: str) -> list:
    """The buttons that make or stop a form of the file; "light.pdf" is that of a deck, which has another PDF beside it."""
    return [each for each in at.button if re.fullmatch(rf"{does}_rights-atlas-.*[.-]{form}", str(each.key))]


def taken(at, form: str) -> list[tuple[str, str]]:
    """What can be taken in a form: the words on the button, and the address of the file, which its content gives it."""
    found = [each.proto for each in at.get("download_button")]
    return [(each.label, each.url) for each in found if re.search(rf"take_rights-atlas-.*[.-]{form}$", each.id)]


def ask(at, form: str) -> None:
    (button,) = buttons(at, "make", form)
    button.click().run()


def made(shop: Workshop, at, form: str) -> bytes:
    """The file, asked for on the page and waited for."""
    ask(at, form)
    finish(shop)
    at.run()
    assert not at.exception
    assert len(taken(at, form)) == 1
    return list(shop._jobs.values())[-1].made


def choose(at, key: str, value: str) -> None:
    next(each for each in at.button_group if each.key == key).set_value(value)
    at.run()


def squeezed(said: str) -> str:
    return re.sub(r"\s", "", said)


def text_of(content: bytes) -> str:
    """The words of a brief, without blanks: a line's end makes no difference."""
    if content.startswith(b"%PDF"):
        return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    document = word.Document(io.BytesIO(content))
    return squeezed("".join(document.element.body.itertext()))


def named(said: str, dataset) -> set[str]:
    """The ids of the cases whose titles stand in the words."""
    return {case.id for case in dataset.cases if squeezed(case.title) in said}


# What is made is what is on screen


@pytest.mark.parametrize(("page", "form", "language"), [("world", "pdf", "fr"), ("country", "docx", "en"), ("theme", "pdf", "en"), ("case", "docx", "fr")])
def test_a_brief_names_the_cases_of_its_page_and_no_others(shop, dataset, index, texts, page, form, language):
    params, selection = PAGES[page]
    at = open_page(page, lang=language, **params)
    assert texts[language]("brief.title") in words(at)
    said = text_of(made(shop, at, form))
    expected = {case.id for case in index.apply(selection).cases()}
    assert len(expected) == 1 if page == "case" else len(expected) > 1
    assert named(said, dataset) == expected
    assert squeezed(texts[language]("app.limits")) in said
    name = "PDF" if form == "pdf" else "Word"
    assert [label for label, _ in taken(at, form)] == [texts[language]("making.ready", what=name)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_of_the_basket_has_its_cases_on_whatever_page_it_is_asked_for(shop, dataset, language):
    at = open_page("country", lang=language, iso3="MMR", basket=",".join(BASKET))
    choose(at, "take_what", "basket")
    assert named(text_of(made(shop, at, "pdf")), dataset) == set(BASKET)
    assert {each.key for each in buttons(at, "make", "docx")} == {f"make_rights-atlas-basket-short-{language}-us-letter.docx"}


def test_a_brief_of_a_past_day_has_the_cases_of_that_day(shop, dataset):
    at = open_page("world", theme="women", country="IRN", asof=DAY.isoformat())
    said = named(text_of(made(shop, at, "pdf")), dataset)
    past = {case.id for case in dataset.cases if "women" in case.themes and "IRN" in case.iso3s and case.on(DAY)}
    assert said == past
    assert said < {case.id for case in dataset.cases if "women" in case.themes and "IRN" in case.iso3s}


@pytest.mark.parametrize(("ground", "language"), [("light", "en"), ("dark", "fr")])
def test_a_deck_as_powerpoint_has_the_slides_of_the_page(shop, dataset, ground, language):
    at = open_page("present", lang=language, deck="case", id="taner-kilic")
    choose(at, "deck_ground", ground)
    show = pptx.Presentation(io.BytesIO(made(shop, at, "pptx")))
    titles = [slide.shapes.title.text for slide in show.slides]
    links = [each.proto.label.replace("\\", "") for each in at.get("page_link") if each.proto.page == "stage"]
    assert [label for label in links if label[0].isdigit()] == [f"{n} · {title}" for n, title in enumerate(titles, 1)]
    assert dataset.case["taner-kilic"].title in titles
    colours = show.slide_master.element.find(qn("p:clrMap"))
    assert colours.get("bg1") == ("dk1" if ground == "dark" else "lt1")


@pytest.mark.parametrize(("ground", "language"), [("light", "fr"), ("dark", "en")])
def test_a_deck_as_pdf_has_the_slides_of_the_page_and_its_ground(shop, dataset, texts, ground, language):
    at = open_page("present", lang=language, deck="case", id="taner-kilic")
    choose(at, "deck_ground", ground)
    form = f"{ground}.pdf"
    (button,) = buttons(at, "make", form)
    assert button.key.removesuffix("pdf") == buttons(at, "make", "pptx")[0].key.removesuffix("pptx")
    pages = pypdf.PdfReader(io.BytesIO(made(shop, at, form))).pages
    links = [each.proto.label.replace("\\", "") for each in at.get("page_link") if each.proto.page == "stage"]
    titles = [label.split(" · ", 1)[1] for label in links if label[0].isdigit()]
    assert len(pages) == len(titles) > 2
    for number, (page, title) in enumerate(zip(pages, titles, strict=True), 1):
        words = squeezed(page.extract_text())
        assert squeezed(title) in words and f"{number}/{len(pages)}" in words
    assert dataset.case["taner-kilic"].title in titles
    assert [label for label, _ in taken(at, form)] == [texts[language]("making.ready", what="PDF")]
    assert len(buttons(at, "make", "pptx")) == 1, "the other form is made when it is asked for"
    painted = [float(part) for part in re.search(rb"([\d.]+) ([\d.]+) ([\d.]+) scn", pages[0].get_contents().get_data()).groups()]
    assert (max(painted) < 0.2) == (ground == "dark")


def test_paper_length_and_ground_are_files_of_their_own(shop):
    at = open_page("case", id="taner-kilic")
    first = made(shop, at, "pdf")
    choose(at, "brief_paper", "a4")
    assert taken(at, "pdf") == []
    second = made(shop, at, "pdf")
    boxes = [pypdf.PdfReader(io.BytesIO(each)).pages[0].mediabox for each in (first, second)]
    assert [round(float(box.width)) for box in boxes] == [612, 595]
    choose(at, "brief_length", "full")
    assert taken(at, "pdf") == []
    choose(at, "brief_length", "short")
    assert len(taken(at, "pdf")) == 1, "what was made before is found again"
    assert len(shop._jobs) == 2


# Made once


def test_asked_twice_the_work_is_done_once_and_gives_both_the_same_bytes(shop, held):
    one, other = (open_page("country", iso3="MMR") for _ in range(2))
    ask(one, "pdf")
    assert held.pdf.begun.wait(LONG)
    ask(other, "pdf")  # this page was drawn before anybody asked
    assert len(shop._jobs) == 1
    held.pdf.go.set()
    finish(shop)
    one.run()
    other.run()
    later = open_page("country", iso3="MMR")
    assert taken(one, "pdf") == taken(other, "pdf") == taken(later, "pdf")
    assert len(taken(one, "pdf")) == 1
    assert held.pdf.times == 1
    ask(open_page("country", iso3="MMR", lang="fr"), "pdf")
    finish(shop)
    assert held.pdf.times == 2, "another language is another file"


@pytest.mark.parametrize(
    ("page", "params", "form"), [("case", {}, "pdf"), ("case", {}, "docx"), ("present", {"deck": "case"}, "pptx"), ("present", {"deck": "case"}, "light.pdf")]
)
def test_made_again_by_another_server_it_is_the_same_to_the_byte(monkeypatch, page, params, form):
    files = []
    for _ in range(2):
        shop = shops(monkeypatch)
        files.append(made(shop, open_page(page, id="taner-kilic", **params), form))
        shop.close()
    assert files[0] == files[1]
    assert len(files[0]) > 10_000


# Watched, left, stopped


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_is_shown_and_what_waits_says_so(shop, held, texts, language):
    text = texts[language]
    at = open_page("country", lang=language, iso3="MMR")
    ask(at, "pdf")
    assert held.pdf.begun.wait(LONG)
    ask(at, "docx")
    assert [(each.proto.text, each.proto.value) for each in at.get("progress")] == [
        (text("making.running", what="PDF"), 25),
        (text("making.waiting", what="Word"), 0),
    ]
    assert buttons(at, "make", "pdf") == []
    assert [each.label for each in buttons(at, "stop", "pdf")] == [text("making.stop")]
    held.pdf.go.set()
    assert held.docx.begun.wait(LONG)
    at.run()
    assert [each.proto.text for each in at.get("progress")] == [text("making.running", what="Word")]
    assert len(taken(at, "pdf")) == 1


def test_a_reader_who_leaves_finds_progress_and_file_when_back(shop, held):
    ask(open_page("country", iso3="MMR"), "pdf")
    assert held.pdf.begun.wait(LONG)
    assert not open_page("country", iso3="CAN").get("progress"), "another country's brief is not this one"
    back = open_page("country", iso3="MMR")
    assert len(back.get("progress")) == 1
    held.pdf.go.set()
    finish(shop)
    back.run()
    assert len(taken(back, "pdf")) == 1


@pytest.mark.parametrize("form", FORMS)
def test_stopped_it_is_not_made_and_can_be_asked_for_again(shop, held, form):
    at = open_page("country", iso3="MMR")
    ask(at, form)
    assert getattr(held, form).begun.wait(LONG)
    at.run()
    buttons(at, "stop", form)[0].click().run()
    assert not at.get("progress")
    assert len(buttons(at, "make", form)) == 1
    getattr(held, form).go.set()
    finish(shop)
    at.run()
    assert taken(at, form) == []
    assert not at.warning
    ask(at, form)
    finish(shop)
    at.run()
    assert len(taken(at, form)) == 1
    assert getattr(held, form).times == 2


# What cannot be made


@pytest.mark.parametrize(
    ("page", "params"), [("country", {"iso3": "LUX"}), ("world", {"theme": "lgbti", "country": "LUX"}), ("theme", {"id": "lgbti", "country": "LUX"})]
)
@pytest.mark.parametrize(("form", "language"), [("pdf", "en"), ("docx", "fr")])
def test_without_a_case_the_reader_is_told_what_to_do_and_nothing_is_offered(shop, texts, page, params, form, language):
    at = open_page(page, lang=language, **params)
    assert not at.exception
    assert [each.value for each in at.warning] == [texts[language]("making.nothing")]
    assert (taken(at, form), buttons(at, "make", form)) == ([], [])


def fails(*_):
    raise RuntimeError("plughfault in /srv/xyzzy/ink.py")


@pytest.mark.parametrize(
    ("page", "form", "of", "name"),
    [
        ("case", "pdf", pdf, "brief_pdf"),
        ("case", "docx", docx, "brief_docx"),
        ("present", "pptx", powerpoint, "pptx_bytes"),
        ("present", "light.pdf", deck_pdf, "deck_pdf"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_says_so_in_plain_words_and_shows_no_trace(shop, monkeypatch, caplog, texts, page, form, of, name, language):
    with monkeypatch.context() as broken:
        broken.setattr(of, name, fails)
        looked = {"deck": "case"} if page == "present" else {"q": "Kılıç quuxsearch"}
        at = open_page(page, lang=language, id="taner-kilic", **looked)
        ask(at, form)
        finish(shop)
        at.run()
    assert not at.exception
    assert [each.value for each in at.warning] == [texts[language]("making.failed")]
    assert not re.search("plughfault|xyzzy|RuntimeError|Traceback", f"{words(at)}{at._tree}")
    assert "plughfault" in caplog.text, "the operator finds it in the log"
    assert "quuxsearch" not in caplog.text, "what the reader looked for is the reader's own"
    made(shop, at, form)
    assert not at.warning


def test_when_too_much_is_waiting_the_reader_is_asked_to_come_back(shop, held, texts):
    shop.most_waiting = 1
    at = open_page("case", id="taner-kilic")
    ask(at, "pdf")
    assert held.pdf.begun.wait(LONG)
    ask(at, "docx")
    assert [each.value for each in at.warning] == [texts["en"]("making.full")]
    assert held.docx.times == 0
    held.pdf.go.set()
    finish(shop)
    at.run()
    ask(at, "docx")
    held.docx.go.set()
    finish(shop)
    at.run()
    assert len(taken(at, "docx")) == 1


def test_nothing_is_made_by_looking(shop):
    for page, (params, _) in PAGES.items():
        at = open_page(page, **params)
        assert [len(buttons(at, "make", form)) for form in FORMS] == [1, 1]
    assert len(shop._jobs) == 0
