"""The brief as PDF: read back whole, tagged, in two pages, without a network and in bounded memory."""

import io
import re
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from components import brief
from components.exports import pdf
from components.exports.qr import qr_svg
from tests.briefs import ADDRESS, HOSTILE, LEAD, desk_for, desk_of_reposts, first, jobs
from tests.conftest import ROOT

PAPER = {"a4": (595.3, 841.9), "us-letter": (612.0, 792.0)}  # points


@pytest.fixture(scope="module")
def desks(loaded, texts, frames):
    return {language: desk_for(loaded, texts, frames, language) for language in ("en", "fr")}


def read(made: bytes) -> str:
    """The text of all pages without blanks, so that a line's end makes no difference."""
    return squeezed(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def elements(made: bytes) -> list[tuple[str, str]]:
    """The structure elements in reading order: (tag, alternative text)."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node.S).removeprefix("/"), node))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(made)) as document:
        walk(document.Root.StructTreeRoot.K)
        return [(tag, str(node.get("/Alt", ""))) for tag, node in found]


JOBS = jobs("USA")


@pytest.fixture(scope="module")
def made(desks):
    """A brief and its PDF for each job and language, made once; French ones on Letter."""
    kept = {}

    def make(job, language):
        if (job, language) not in kept:
            paper = "a4" if language == "en" else "us-letter"
            written = pdf.fitted(JOBS[job](desks[language]), paper)
            kept[job, language] = written, pdf.pdf_bytes(written, paper)
        return kept[job, language]

    return make


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("job", JOBS)
def test_every_case_status_source_and_count_can_be_read_back(made, job, language):
    written, document = made(job, language)
    text = read(document)
    assert squeezed(written.sentence) in text
    assert squeezed(written.limits) in text
    for entry in written.entries:
        assert squeezed(entry.title) in text
        assert squeezed(f"{entry.status} {entry.as_of}") in text, entry.title
    sources = text[text.rindex(squeezed(written.words["sources"] + "1.")) :]
    for source in written.sources:
        line = squeezed(f"{source.number}.{source.publisher}{written.words['colon']} {source.title}. {source.about}")
        assert line in sources, source
        if source.address.isascii():  # others are written from right to left; as links they are tested below
            assert squeezed(source.address) in sources
    if written.left_out:
        assert squeezed(written.left_out) in text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("job", JOBS)
def test_all_that_is_said_is_printed_and_only_the_sources_and_the_view_are_linked(made, job, language):
    written, document = made(job, language)
    # A statement may go on over a page's end: the line at the foot of each page stands between its halves.
    pages = len(pypdf.PdfReader(io.BytesIO(document)).pages)
    text = re.sub(rf"{re.escape(squeezed(written.footer))}page\d+(of|sur){pages}", "", read(document))
    for entry in written.entries:
        said = [*entry.facts, *(each.said for each in (*entry.turns, *entry.events, *entry.amounts)), *filter(None, [entry.summary])]
        assert all(squeezed(each.words) in text for each in said)
    assert all(squeezed(event.said.words) in text for event in written.events)
    linked = {
        str(note["/A"]["/URI"]) for page in pypdf.PdfReader(io.BytesIO(document)).pages for note in page.get("/Annots", ()) if "/URI" in note.get("/A", {})
    }
    assert linked == {source.address for source in written.sources if source.address} | {ADDRESS}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_repost_is_named_and_not_linked(loaded, texts, frames, language):
    desk = desk_of_reposts(loaded, texts, frames, language)
    document = pdf.pdf_bytes(brief.of_case(desk, "taner-kilic", "full").at(40))
    text = read(document)
    with pikepdf.open(io.BytesIO(document)) as file:
        whole = b"".join(each.read_bytes() for each in file.objects if isinstance(each, pikepdf.Stream)) + document
    assert LEAD.encode() not in whole and squeezed("Repost Site") not in text
    assert squeezed(desk.text("source.repost_of", publisher="Made Herald")) in text
    assert squeezed(desk.text("source.repost_unknown")) in text
    assert squeezed(f"({desk.text('brief.weak')})") in text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("job", JOBS)
def test_the_document_is_tagged_for_a_screen_reader(made, job, language):
    written, document = made(job, language)
    with pikepdf.open(io.BytesIO(document)) as file:
        root = file.Root
        assert str(root.Lang) == f"{language}-CA"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(file.docinfo["/Title"]) == written.title
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    found = elements(document)
    figures = [alt for tag, alt in found if tag == "Figure"]
    assert sorted(figures) == sorted([written.map.alt, written.timeline.alt, written.words["qr"].format(address=ADDRESS)])
    levels = [int(tag[1]) for tag, _ in found if re.fullmatch("H[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert levels.count(3) == (0 if written.single else len(written.entries))
    tags = [tag for tag, _ in found]
    assert tags.count("LI") >= len(written.sources)
    assert tags.count("THead") == tags.count("Table")
    assert tags.count("Link") >= len({source.address for source in written.sources if source.address})


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_paper_has_its_size_and_the_pages_their_numbers(desks, paper, language):
    written = pdf.fitted(JOBS["country"](desks[language]), paper)
    document = pypdf.PdfReader(io.BytesIO(pdf.pdf_bytes(written, paper)))
    for number, page in enumerate(document.pages, 1):
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(PAPER[paper], abs=0.5)
        said = written.words["page"].format(page=number, pages=len(document.pages))
        assert squeezed(said) in squeezed(page.extract_text())
    assert len(document.pages) == 2


@pytest.mark.parametrize(("language", "paper"), [("en", "a4"), ("fr", "us-letter")])
def test_every_country_fits_two_pages(desks, language, paper):
    desk = desks[language]
    concerned = [iso3 for iso3, flags in desk.frames.index.countries.items() if flags.any()]
    assert len(concerned) > 90
    long = []
    for iso3 in concerned:
        least = brief.of_country(desk, iso3).at(0)
        if all(pdf.pages(replace(least, scale=scale), paper) > 2 for scale in pdf.SCALES):
            long.append(iso3)
    pdf.forget()
    assert long == []


@pytest.mark.parametrize("iso3", ["CAN", "TUR", "NRU", "SYR"])
def test_a_fitted_brief_has_no_room_for_the_next_step(desks, iso3):
    plan = brief.of_country(desks["en"], iso3)
    written = pdf.fitted(plan)
    budget = next(n for n in range(plan.most + 1) if replace(plan.at(n), scale=written.scale) == written)
    assert pdf.pages(written) == 2 or budget == plan.most
    assert budget == plan.most or pdf.pages(replace(plan.at(budget + 1), scale=written.scale)) > 2


def test_a_theme_takes_the_pages_that_its_list_needs_and_no_more(desks):
    plan = JOBS["theme"](desks["en"])
    assert pdf.pages(pdf.fitted(plan)) == max(2, pdf.pages(plan.at(0)))


@pytest.mark.parametrize(
    "title", [HOSTILE, "]" * 200, "#" + "(" * 50, "$ $ $", "\\", '"); #read("/etc/passwd")', "A" * 5000, "*", "= Heading", "- list", "https://" + "a" * 220]
)
def test_a_hostile_title_is_printed_as_it_is(desks, title):
    plan = brief.of_cases(desks["en"], first(desks["en"], 1), title)
    written = plan.at(0)
    document = pdf.pdf_bytes(written)
    with pikepdf.open(io.BytesIO(document)) as file:
        assert str(file.docinfo["/Title"]) == written.title
    pages = pypdf.PdfReader(io.BytesIO(document)).pages
    assert squeezed(written.title) in squeezed(pages[0].extract_text()).replace("\u200b", "")
    assert len(pages) <= 2


def test_names_in_other_scripts_are_the_same_letters_when_read_back(desks):
    title = "Kılıç · Хадижа · 刘晓波 · Ελλάδα · İzmir · Ṣ · 한국"
    document = pdf.pdf_bytes(brief.of_cases(desks["en"], first(desks["en"], 1), title).at(0))
    assert title in " ".join(pypdf.PdfReader(io.BytesIO(document)).pages[0].extract_text().split())
    with pikepdf.open(io.BytesIO(document)) as file:
        names = {str(font.BaseFont) for page in file.pages for font in page.Resources.Font.values()}
    assert all(name.split("+")[1].startswith(("Noto", "WenQuanYi")) for name in names), names


def test_the_same_brief_gives_the_same_bytes(desks):
    once, again = (pdf.brief_pdf(brief.of_country(desks["en"], "NRU")) for _ in range(2))
    assert once == again
    assert b"2026" in once and once.startswith(b"%PDF-1.7")


def test_without_an_address_there_is_no_qr_code_and_no_link_to_the_view(loaded, texts, frames):
    desk = desk_for(loaded, texts, frames, address="")
    document = pdf.pdf_bytes(brief.of_country(desk, "NRU").at(3))
    assert [tag for tag, _ in elements(document)].count("Figure") == 2
    assert squeezed(desk.text("brief.address")) not in read(document)


def test_the_qr_code_is_drawn_from_the_address():
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS) != qr_svg(ADDRESS + "&x")
    assert b"http" not in qr_svg(ADDRESS).replace(b"http://www.w3.org/2000/svg", b"")


def test_progress_is_told_and_may_stop_the_work(desks):
    told = []
    pdf.brief_pdf(brief.of_country(desks["en"], "NRU"), progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told) and all(done <= total for done, total in told)
    assert told[-1][0] == told[-1][1]

    class Enough(Exception):
        pass

    def stop(done, total):
        raise Enough

    with pytest.raises(Enough):
        pdf.brief_pdf(brief.of_country(desks["en"], "NRU"), progress=stop)


def test_fifty_cases_in_bounded_memory():
    script = """
import os
from components.exports import pdf, docx
from components import brief, load
from components.frames import Frames
from components.selection import Index
from components.text import Text
from tests.briefs import desk_for, first
from tests.conftest import DATA
loaded = load.load(DATA)
texts = {language: Text.read(DATA, language) for language in ("en", "fr")}
frames = Frames(loaded.dataset, Index(loaded.dataset, texts.values()))
desk = desk_for(loaded, texts, frames)
from tests.benchmarks.making import megabytes
before = megabytes("VmRSS")
for length in ("full", "short", "full", "short"):
    written = pdf.fitted(brief.of_cases(desk, first(desk, 50), "Fifty", length))
    assert len(pdf.pdf_bytes(written)) > 100_000
    assert len(docx.docx_bytes(written)) > 100_000
print(megabytes("VmHWM") - before)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 1 < float(done.stdout) < 700
