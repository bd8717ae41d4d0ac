"""A list of cases for a spreadsheet: CSV and XLSX."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from components.exports.archive import zipped
from components.exports.cells import Cell, cell, csv_text
from components.exports.table import COLUMNS, attribution, hashtags, header, rows
from components.model import Case, Dataset
from components.text import Text

MOST = 32_767  # characters that a cell of a spreadsheet holds

#: Widths in characters; the other columns are NARROW.
WIDTHS = {"id": 30, "title": 60, "origin": 26, "country_names": 28, "roles": 44, "themes": 34, "place": 26, "people": 30, "summary": 80, "sources": 80}
WIDTHS |= {"link": 44, "licence": 44}
NARROW = 16


def csv_bytes(cases: Sequence[Case], dataset: Dataset, text: Text, base: str, hxl: bool = False, as_of: date | None = None) -> bytes:
    """The cases as CSV in UTF-8 with a byte order mark, without which Excel misreads accents; `hxl` adds a row of hashtags.

    `base` is the address under which the pages lie; `as_of` the past day to which the dataset is set back."""
    table = [header(text), *([hashtags(text)] if hxl else []), *(list(row.values()) for row in rows(cases, dataset, text, base, as_of))]
    return csv_text(table).encode("utf-8-sig")


def xlsx_bytes(cases: Sequence[Case], dataset: Dataset, text: Text, base: str, selected: str, as_of: date | None = None) -> bytes:
    """The cases as a workbook, with a second sheet that says what they are; `selected` is the sentence of the selection."""
    book = Workbook()
    _list(book.active, cases, dataset, text, base, as_of)
    _about(book.create_sheet(text("export.sheet_about")), len(cases), dataset, text, selected, as_of)
    properties = book.properties
    properties.title, properties.creator, properties.language = dataset.info.title[text.language], text("app.name"), text.language
    properties.created = properties.modified = datetime.combine(dataset.as_of, datetime.min.time())
    # Workbook.save would write the clock into the properties; its writer does not.
    stream = io.BytesIO()
    ExcelWriter(book, ZipFile(stream, "w", ZIP_DEFLATED)).save()
    with ZipFile(stream) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, dataset.as_of)


def _put(sheet: Worksheet, row: int, column: int, value: Cell, text: Text, **style: object) -> None:
    """Write a cell; words are typed as words, whatever they look like."""
    shown = cell(value)
    if shown == "":
        return
    at = sheet.cell(row, column)
    if isinstance(shown, str) and len(shown) > MOST:
        shown = shown[: MOST - len(text("export.cut"))] + text("export.cut")
    at.value = shown
    if isinstance(shown, str):
        at.data_type = "s"
    for name, look in style.items():
        setattr(at, name, look)


def _list(sheet: Worksheet, cases: Sequence[Case], dataset: Dataset, text: Text, base: str, as_of: date | None) -> None:
    """One row a case under a frozen header that can be filtered."""
    sheet.title = text("export.sheet_cases")
    bold, ground, top = Font(bold=True), PatternFill("solid", fgColor="E8ECF1"), Alignment(vertical="top")
    for position, (column, name) in enumerate(zip(COLUMNS, header(text), strict=True), 1):
        _put(sheet, 1, position, name, text, font=bold, fill=ground, alignment=Alignment(vertical="top", wrap_text=True))
        sheet.column_dimensions[get_column_letter(position)].width = WIDTHS.get(column, NARROW)
    linked = Font(color="0563C1", underline="single")
    for number, row in enumerate(rows(cases, dataset, text, base, as_of), 2):
        for position, (column, value) in enumerate(row.items(), 1):
            if column == "link" and str(value).startswith(("https://", "http://")):
                _put(sheet, number, position, value, text, alignment=top, font=linked, hyperlink=value)
            else:
                _put(sheet, number, position, value, text, alignment=top)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(cases) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"


def _about(sheet: Worksheet, n: int, dataset: Dataset, text: Text, selected: str, as_of: date | None) -> None:
    """What the list is: dataset, version, day, licence, what was selected, and what to bear in mind."""
    limits = [text("app.limits"), text("about.limit_alleged"), text("case.responsible_note"), text("about.limit_dates")]
    limits += [text("asof.banner", date=text.date(as_of))] if as_of else []
    limits += [text("export.language")] if text.language != "en" else []
    lines = [
        ("export.dataset", dataset.info.title[text.language]),
        ("export.version", dataset.info.version),
        ("export.as_of", text.date(dataset.info.as_of)),
        ("export.licence", attribution(dataset, text)),
        ("export.selected", selected),
        ("export.rows", n),
        *(("export.limits", words) for words in [*limits, text("export.marked")]),
    ]
    above = None
    for number, (key, value) in enumerate(lines, 1):
        if key != above:
            _put(sheet, number, 1, text(key), text, font=Font(bold=True), alignment=Alignment(vertical="top"))
        _put(sheet, number, 2, value, text, alignment=Alignment(vertical="top", horizontal="left", wrap_text=True))
        above = key
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 100
