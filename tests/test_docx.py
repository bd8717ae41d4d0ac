"""The brief as a Word document: real headings, footnotes and tables, and the same content as the PDF."""

import io
import re
import zipfile
from datetime import date

import docx as word
import pytest
from docx.oxml.ns import qn
from lxml import etree

from components import brief
from components.exports import docx, pdf
from tests.briefs import ADDRESS, HOSTILE, LEAD, desk_for, desk_of_reposts, first, jobs

PAPER = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def desks(loaded, texts, frames):
    return {language: desk_for(loaded, texts, frames, language) for language in ("en", "fr")}


JOBS = jobs("CAN")


@pytest.fixture(scope="module")
def made(desks):
    """A brief and its document's bytes for each job and language, made once."""
    kept = {}

    def make(job, language):
        if (job, language) not in kept:
            written = pdf.fitted(JOBS[job](desks[language]))
            kept[job, language] = written, docx.docx_bytes(written)
        return kept[job, language]

    return make


def part(made: bytes, name: str):
    """A part of the document as XML."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


def said(element) -> str:
    return "".join(element.itertext(f"{W}t"))


def notes(made: bytes) -> dict[str, str]:
    """The words of each footnote by its id."""
    return {note.get(qn("w:id")): said(note) for note in part(made, "word/footnotes.xml") if note.get(qn("w:type")) is None}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("job", JOBS)
def test_all_of_the_brief_can_be_read_back(made, job, language):
    written, document = made(job, language)
    text = said(part(document, "word/document.xml"))
    for words in (written.title, written.sentence, written.limits, written.cite, written.left_out, *written.about, *written.notices, *written.below_map):
        assert words in text
    for entry in written.entries:
        assert entry.title in text and f"{entry.status} {entry.as_of}" in text
        told = [*entry.facts, *(each.said for each in (*entry.turns, *entry.events, *entry.amounts)), *filter(None, [entry.summary])]
        assert all(each.words in text for each in told)
    for row in written.rows:
        assert row.name in text and row.value in text
    listed = text[text.rindex(written.words["sources"]) :]
    for source in written.sources:
        line = f"{source.number}. {source.publisher}{written.words['colon']} {source.title}. {source.about}"
        assert listed.count(line) == 1
        assert source.address in listed


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("job", JOBS)
def test_every_reference_has_its_footnote_and_every_source_is_given_whole_once(made, job, language):
    written, document = made(job, language)
    references = [each.get(qn("w:id")) for each in part(document, "word/document.xml").iter(f"{W}footnoteReference")]
    footnotes = notes(document)
    assert references == list(footnotes) == [str(n) for n in range(1, len(footnotes) + 1)]
    text = "\n".join(footnotes.values())
    for source in written.sources:
        assert text.count(f"[{source.number}] {source.publisher}{written.words['colon']} {source.title}. {source.about}") == 1
    numbers = {int(number) for number in re.findall(r"\[(\d+)\] ", text)}
    assert numbers >= {source.number for source in written.sources}


@pytest.mark.parametrize("job", JOBS)
def test_footnotes_link_to_the_sources(made, job):
    written, document = made(job, "en")
    relations = part(document, "word/_rels/footnotes.xml.rels")
    linked = {each.get("Target") for each in relations}
    assert linked == {source.address for source in written.sources if source.address}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_repost_is_named_and_not_linked(loaded, texts, frames, language):
    desk = desk_of_reposts(loaded, texts, frames, language)
    document = docx.docx_bytes(brief.of_case(desk, "taner-kilic", "full").at(40))
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "ignore")
        assert not [name for name in archive.namelist() if name.endswith("footnotes.xml.rels")]
    assert LEAD not in whole and "Repost Site" not in whole
    text = said(part(document, "word/document.xml"))
    assert desk.text("source.repost_of", publisher="Made Herald") in text
    assert f"({desk.text('brief.weak')})" in text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("job", JOBS)
def test_headings_pictures_and_tables_are_what_they_look_like(made, job, language):
    written, document = made(job, language)
    opened = word.Document(io.BytesIO(document))
    levels = [int(each.style.name[-1]) for each in opened.paragraphs if each.style.name.startswith("Heading")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    titles = [each.text for each in opened.paragraphs if each.style.name == "Heading 3"]
    assert titles == ([] if written.single else [f"{entry.number}  {entry.title}" for entry in written.entries])
    pictures = [(shape._inline.docPr.get("descr"), shape._inline.docPr.get("title")) for shape in opened.inline_shapes]
    assert pictures == [(written.map.alt, written.map.title), (written.timeline.alt, written.timeline.title)]
    for table in opened.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.text for cell in table.rows[0].cells)
    assert len(opened.tables) == bool(written.rows) + bool(written.events) + sum(bool(e.events) + bool(e.amounts) for e in written.entries)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_title_language_and_page_numbers_are_set(made, language):
    written, document = made("country", language)
    opened = word.Document(io.BytesIO(document))
    assert (opened.core_properties.title, opened.core_properties.language) == (written.title, f"{language}-CA")
    assert opened.core_properties.created.date() == date(2026, 11, 22)
    defaults = opened.styles.element.find(qn("w:docDefaults"))
    assert [each.get(qn("w:val")) for each in defaults.iter(f"{W}lang")] == [f"{language}-CA"]
    fields = [each.text for each in opened.sections[0].footer._element.iter(f"{W}instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    english = [run for run in part(document, "word/document.xml").iter(f"{W}lang") if run.get(qn("w:val")) == "en-CA"]
    assert bool(english) == (language == "fr")


@pytest.mark.parametrize("paper", PAPER)
def test_the_paper_has_its_size(desks, paper):
    section = word.Document(io.BytesIO(docx.docx_bytes(brief.of_country(desks["en"], "NRU").at(5), paper))).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx(PAPER[paper], abs=0.2)


@pytest.mark.parametrize("title", [HOSTILE, "A" * 5000, "<w:br/>", "&amp;", "]]>", "\x00\x0b"])
def test_a_hostile_title_is_text(desks, title):
    written = brief.of_cases(desks["en"], first(desks["en"], 1), title).at(0)
    opened = word.Document(io.BytesIO(docx.docx_bytes(written)))
    assert next(each.text for each in opened.paragraphs if each.style.name == "Heading 1") == written.title


def test_the_same_brief_gives_the_same_bytes(desks):
    once, again = (docx.brief_docx(brief.of_country(desks["fr"], "NRU")) for _ in range(2))
    assert once == again


def test_the_address_of_the_view_is_a_link(made):
    _, document = made("country", "en")
    relations = {each.get("Target") for each in part(document, "word/_rels/document.xml.rels")}
    assert ADDRESS in relations


def test_progress_is_told_and_may_stop_the_work(desks):
    told = []
    docx.brief_docx(brief.of_country(desks["en"], "NRU"), progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] and all(done <= total for done, total in told)

    def stop(done, total):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        docx.brief_docx(brief.of_country(desks["en"], "NRU"), progress=stop)
