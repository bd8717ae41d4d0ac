"""Briefs and decks taken in a real browser, with every other host blocked, and opened by what reads such files."""

import re

import docx as word
import pptx
import pypdf
import pytest

pytestmark = pytest.mark.browser

BASKET = ("taner-kilic", "hudbay-guatemala")
LONG = 60_000  # milliseconds until a test that hangs gives up


def squeezed(said: str) -> str:
    return re.sub(r"\s", "", said)


def named(said: str, dataset) -> set[str]:
    """The ids of the cases whose titles stand in the words, wherever a line ends."""
    return {case.id for case in dataset.cases if squeezed(case.title) in squeezed(said)}


def panel(someone, key: str):
    """Open the panel with the files; gives what is in it."""
    someone.page.locator(f".st-key-{key} button").first.click()
    inside = someone.page.locator('[data-testid="stPopoverBody"]')
    inside.first.wait_for(timeout=10_000)
    return inside


def take(someone, inside, name: str):
    """The path of the file, asked for with the button of this name, waited for and downloaded; and the name it is given."""
    ready = inside.get_by_role("button", name=f"Take {name}", exact=False)
    if not ready.count():
        inside.get_by_role("button", name=name, exact=False).first.click()
    ready.wait_for(timeout=LONG)
    with someone.page.expect_download(timeout=LONG) as waiting:
        ready.click()
    return waiting.value.path(), waiting.value.suggested_filename


def text_of_pdf(path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def text_of_word(path) -> str:
    return "".join(word.Document(path).element.body.itertext())


def test_a_countrys_brief_is_taken_as_pdf_and_for_word_and_names_the_cases_of_the_page(visit, dataset):
    someone = visit()
    someone.open("/country?iso3=HKG")
    shown = {case.id for case in dataset.cases if "HKG" in case.iso3s}
    inside = panel(someone, "p_take")
    path, name = take(someone, inside, "PDF")
    assert name == "rights-atlas-hkg-short-en-us-letter.pdf"
    assert len(pypdf.PdfReader(path).pages) == 2
    assert named(text_of_pdf(path), dataset) == shown
    path, name = take(someone, inside, "Word")
    assert name == "rights-atlas-hkg-short-en-us-letter.docx"
    assert named(text_of_word(path), dataset) == shown


def test_a_baskets_brief_has_what_was_put_into_it(visit, dataset):
    someone = visit()
    someone.open(f"/country?iso3=HKG&basket={','.join(BASKET)}")
    inside = panel(someone, "p_take")
    inside.get_by_text("The basket (2)").click()
    someone.settle()
    path, name = take(someone, inside, "PDF")
    assert name == "rights-atlas-basket-short-en-us-letter.pdf"
    assert named(text_of_pdf(path), dataset) == set(BASKET)


def test_a_deck_is_taken_as_powerpoint_with_the_slides_of_the_page(visit, dataset):
    someone = visit()
    someone.open("/present?deck=selection&theme=women&country=IRN")
    listed = someone.page.locator(".st-key-wrap_slides a")
    listed.first.wait_for(timeout=15_000)
    titles = [re.sub(r"^\d+ · ", "", each.split("\n")[-1]) for each in listed.all_inner_texts()]
    path, name = take(someone, panel(someone, "p_deck_files"), "PowerPoint")
    assert name == "rights-atlas-own-en-light.pptx"
    show = pptx.Presentation(path)
    assert [slide.shapes.title.text for slide in show.slides] == titles
    assert {case.id for case in dataset.cases if case.title in titles} == {case.id for case in dataset.cases if "women" in case.themes and "IRN" in case.iso3s}


def test_a_reader_who_leaves_while_it_is_made_finds_the_file_when_back(visit, dataset):
    someone = visit()
    someone.open("/country?iso3=UGA")
    inside = panel(someone, "p_take")
    inside.get_by_role("button", name="PDF").click()
    inside.locator('[data-testid="stProgress"]').or_(inside.get_by_role("button", name="Take PDF")).first.wait_for(timeout=10_000)
    someone.open("/about")
    someone.open("/country?iso3=UGA")
    back = panel(someone, "p_take")
    ready = back.get_by_role("button", name="Take PDF")
    ready.wait_for(timeout=LONG)  # nobody asks again
    with someone.page.expect_download(timeout=LONG) as waiting:
        ready.click()
    assert named(text_of_pdf(waiting.value.path()), dataset) == {case.id for case in dataset.cases if "UGA" in case.iso3s}


def test_work_that_is_stopped_offers_to_be_made_again(visit):
    someone = visit()
    someone.open("/?lang=en")  # all cases: long enough to be stopped
    inside = panel(someone, "p_take")
    inside.get_by_role("button", name="PDF").click()
    stop = inside.get_by_role("button", name="Stop")
    stop.click(timeout=10_000)
    stop.wait_for(state="detached", timeout=LONG)
    inside.get_by_role("button", name="PDF").wait_for(timeout=10_000)
    assert inside.locator('[data-testid="stProgress"]').count() == 0
    assert inside.get_by_role("button", name="Take PDF").count() == 0
