"""A brief as a Word document to go on writing in: real headings, footnotes, tables, alternative texts, page numbers."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from components.brief import Brief, Plan
from components.brief.parts import Amount, Entry, Happening, Numbered, Said, Turn
from components.exports.archive import zipped
from components.exports.footnotes import Footnotes, Piece, hyperlink
from components.exports.pdf import STEPS, Paper, Progress, fitted, silent
from components.plates import Plate

PAPER = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}  # millimetres
MARGIN = 18.0
TITLE_FONT, TEXT_FONT = "Georgia", "Arial"  # on every machine with Word; what they lack, Word takes from others
INK, FAINT, ACCENT = RGBColor(0x1D, 0x25, 0x30), RGBColor(0x4A, 0x54, 0x62), RGBColor(0x0B, 0x4F, 0x6C)
SIZES = {1: 22, 2: 14, 3: 11, 4: 9.5}
DPI = 200


class _Writer:
    """Writes one brief into one document."""

    def __init__(self, brief: Brief, paper: Paper) -> None:
        self.brief, self.words = brief, brief.words
        self.document: Document = docx.Document()
        self.cited: set[int] = set()
        self.source = {source.number: source for source in brief.sources}
        _page(self.document, paper)
        _look(self.document, brief.language)
        self.footnotes = Footnotes(self.document)

    # ---- words

    def run(self, paragraph: Paragraph, words: str, language: str = "", bold: bool = False, faint: bool = False) -> None:
        run = paragraph.add_run(words)
        run.bold = bold or None
        if faint:
            run.font.color.rgb = FAINT
        if language and language != self.brief.language:
            tag = OxmlElement("w:lang")
            tag.set(qn("w:val"), f"{language}-CA")
            run._r.get_or_add_rPr().append(tag)

    def heading(self, words: str, level: int, language: str = "") -> None:
        self.run(self.document.add_paragraph(style=f"Heading {level}"), words, language)

    def note(self, words: str) -> None:
        if words:
            self.document.add_paragraph(words, style="Note")

    def refs(self, paragraph: Paragraph, refs: tuple[int, ...], weak: bool) -> None:
        """A footnote with the sources: whole when first cited, then by number."""
        if weak:
            self.run(paragraph, f" ({self.words['weak']})", faint=True)
        pieces: list[Piece] = []
        for number in refs:
            pieces.append((" ", "") if pieces else ("", ""))
            if number in self.cited:
                pieces.append((f"[{number}] {self.words['see']}.", ""))
            else:
                self.cited.add(number)
                pieces += _pieces(self.source[number], self.words, f"[{number}] ")
        if pieces:
            self.footnotes.add(paragraph, [piece for piece in pieces if piece[0]])

    def said(self, paragraph: Paragraph, said: Said) -> None:
        self.run(paragraph, said.words, said.language)
        self.refs(paragraph, said.refs, said.weak)

    # ---- pictures and tables

    def picture(self, plate: Plate) -> None:
        run = self.document.add_paragraph().add_run()
        shape = run.add_picture(io.BytesIO(plate.png(DPI)), width=Mm(min(plate.width, PAPER["a4"][0] - 2 * MARGIN)))
        shape._inline.docPr.set("descr", plate.alt)
        shape._inline.docPr.set("title", plate.title)
        self.note(plate.note)

    def table(self, header: tuple[str, ...], widths: tuple[float, ...], rows: int):
        """An empty table below its header row, which is repeated on each page."""
        table = self.document.add_table(rows + 1, len(header), style="Table Grid")
        table.autofit = False
        for cell, words in zip(table.rows[0].cells, header, strict=True):
            self.run(cell.paragraphs[0], words, bold=True)
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def rows(self) -> None:
        words = self.words
        table = self.table((words["indicator"], words["value"], words["year"]), (70, 84, 20), len(self.brief.rows))
        for cells, row in zip(list(table.rows)[1:], self.brief.rows, strict=True):
            name, value, year = (cell.paragraphs[0] for cell in cells.cells)
            self.run(name, row.name)
            self.run(value, row.value, bold=True)
            self.run(year, row.year)
            self.refs(year, row.refs, weak=False)

    def happenings(self, events: tuple[Happening, ...]) -> None:
        table = self.table((self.words["date"], self.words["event"]), (38, 136), len(events))
        for cells, event in zip(list(table.rows)[1:], events, strict=True):
            day, what = (cell.paragraphs[0] for cell in cells.cells)
            self.run(day, event.day, bold=True)
            self.run(what, event.said.words, event.said.language)
            if event.case is not None:
                self.run(what, f" · {self.words['number'].format(n=event.case)}", faint=True)
            self.refs(what, event.said.refs, event.said.weak)

    def amounts(self, amounts: tuple[Amount, ...]) -> None:
        table = self.table((self.words["amount"], self.words["counts"], self.words["as_of"]), (34, 104, 36), len(amounts))
        for cells, amount in zip(list(table.rows)[1:], amounts, strict=True):
            value, what, day = (cell.paragraphs[0] for cell in cells.cells)
            self.run(value, amount.value, bold=True)
            self.said(what, amount.said)
            self.run(day, amount.as_of)

    # ---- the parts, in the order of the PDF

    def head(self) -> None:
        brief = self.brief
        self.document.add_paragraph(brief.eyebrow, style="Note")
        self.heading(brief.title, 1, brief.title_language)
        self.run(self.document.add_paragraph(), brief.sentence, bold=True)
        if brief.address:
            paragraph = self.document.add_paragraph(f"{self.words['address']} ", style="Note")
            self.link(paragraph, brief.address)
        for notice in brief.notices:
            self.note(notice)
        self.document.add_paragraph(brief.limits)

    def link(self, paragraph: Paragraph, address: str) -> None:
        relation = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        paragraph._p.append(hyperlink(address, relation))

    def turn(self, turn: Turn, style: str | None = None) -> None:
        paragraph = self.document.add_paragraph(style=style)
        self.run(paragraph, turn.day, bold=True)
        self.run(paragraph, f" – {turn.status}{self.words['colon']} ")
        self.said(paragraph, turn.said)

    def status(self, entry: Entry) -> None:
        paragraph = self.document.add_paragraph()
        self.run(paragraph, entry.status, bold=True)
        self.run(paragraph, f" {entry.as_of}", faint=True)
        if entry.meta:
            self.run(paragraph, f" · {entry.meta}", faint=True)
        self.refs(paragraph, entry.refs, entry.weak)

    def parts(self, entry: Entry, level: int) -> None:
        if entry.turns:
            self.heading(self.words["turns"], level)
            for turn in entry.turns:
                self.turn(turn, "List Bullet")
        if entry.events:
            self.heading(self.words["events"], level)
            self.happenings(entry.events)
        if entry.amounts:
            self.heading(self.words["amounts"], level)
            self.amounts(entry.amounts)
        if entry.facts:
            self.heading(self.words["facts"], level)
            for fact in entry.facts:
                self.said(self.document.add_paragraph(style="List Bullet"), fact)
        self.note(entry.left_out)

    def entry(self, entry: Entry) -> None:
        self.heading(f"{entry.number}  {entry.title}", 3, "en")
        self.status(entry)
        if entry.newest:
            self.turn(entry.newest)
        if entry.summary:
            self.said(self.document.add_paragraph(), entry.summary)
        self.parts(entry, 4)

    def end(self) -> None:
        brief = self.brief
        if brief.left_out:
            self.document.add_paragraph(brief.left_out)
        self.heading(self.words["about"], 2)
        for words in (*brief.about, brief.cite):
            self.document.add_paragraph(words, style="List Bullet")
        self.heading(self.words["sources"], 2)
        for source in brief.sources:
            paragraph = self.document.add_paragraph(style="Note")
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(8), Mm(-8)
            for words, address in _pieces(source, self.words, f"{source.number}. "):
                if address:
                    self.link(paragraph, address)
                else:
                    self.run(paragraph, words)

    def footer(self) -> None:
        section = self.document.sections[0]
        paragraph = section.footer.paragraphs[0]
        wide = section.page_width - section.left_margin - section.right_margin
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(wide, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.style = self.document.styles["Note"]
        before, _, rest = self.words["page"].partition("{page}")
        between, _, after = rest.partition("{pages}")
        self.run(paragraph, f"{self.brief.footer}\t{before}")
        _field(paragraph, "PAGE")
        self.run(paragraph, between)
        _field(paragraph, "NUMPAGES")
        self.run(paragraph, after)

    def whole(self) -> Document:
        """The document, written from beginning to end."""
        brief = self.brief
        self.footer()
        self.head()
        if brief.single:
            self.status(brief.entries[0])
            if brief.entries[0].summary:
                self.said(self.document.add_paragraph(), brief.entries[0].summary)
        self.picture(brief.map)
        for words in brief.below_map:
            self.note(words)
        self.heading(self.words["timeline"], 2)
        self.picture(brief.timeline)
        if brief.rows:
            self.heading(self.words["numbers"], 2)
            self.rows()
        if brief.single:
            self.parts(brief.entries[0], 2)
        else:
            self.heading(self.words["cases"], 2)
            for entry in brief.entries:
                self.entry(entry)
            if brief.events:
                self.heading(self.words["chronology"], 2)
                self.happenings(brief.events)
        self.end()
        return self.document


def _pieces(source: Numbered, words: Mapping[str, str], before: str) -> list[Piece]:
    """A source as words and its address, behind its number."""
    weak = f" ({words['weak']})" if source.weak else ""
    said = f"{before}{source.publisher}{words['colon']} {source.title}. {source.about}{weak}."
    return [(f"{said} ", ""), (source.address, source.address)] if source.address else [(said, "")]


def _field(paragraph: Paragraph, name: str) -> None:
    """A field that Word fills in, such as the page's number."""
    for kind in ("begin", name, "end"):
        run = paragraph.add_run()
        if kind == name:
            code = OxmlElement("w:instrText")
            code.text = name
            run._r.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _page(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAPER[paper])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def _look(document: Document, language: str) -> None:
    """Letters, sizes and the language of all that says no other."""
    styles = document.styles
    note = styles.add_style("Note", 1)
    note.base_style, note.font.size, note.font.color.rgb = styles["Normal"], Pt(8), FAINT
    note.paragraph_format.space_after = Pt(3)
    normal = styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(10), INK
    normal.paragraph_format.space_after = Pt(4)
    for name, font in (("Normal", TEXT_FONT), *((f"Heading {level}", TITLE_FONT) for level in SIZES)):
        properties = styles[name].element.get_or_add_rPr()
        letters = properties.get_or_add_rFonts()
        for attribute in list(letters.attrib):
            del letters.attrib[attribute]
        for script in ("ascii", "hAnsi", "cs"):
            letters.set(qn(f"w:{script}"), font)
    for level, size in SIZES.items():
        font = styles[f"Heading {level}"].font
        font.size, font.bold, font.italic, font.color.rgb = Pt(size), True, False, ACCENT if level == 2 else INK
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    tag = defaults.find(qn("w:lang"))
    if tag is None:
        tag = OxmlElement("w:lang")
        defaults.append(tag)
    tag.set(qn("w:val"), f"{language}-CA")


def docx_bytes(brief: Brief, paper: Paper = "a4") -> bytes:
    """The brief as DOCX; the same brief gives the same bytes."""
    document = _Writer(brief, paper).whole()
    day = datetime.fromisoformat(brief.day)
    core = document.core_properties
    core.title, core.author, core.language, core.comments = brief.title, brief.words["app"], f"{brief.language}-CA", ""
    core.created = core.modified = day
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return zipped(files, date.fromisoformat(brief.day))


def brief_docx(plan: Plan, paper: Paper = "a4", progress: Progress = silent) -> bytes:
    """The plan's brief as DOCX, with as much in it as its PDF has. `progress` as for the PDF."""
    brief = fitted(plan, paper, progress)
    progress(STEPS - 1, STEPS)
    made = docx_bytes(brief, paper)
    progress(STEPS, STEPS)
    return made
