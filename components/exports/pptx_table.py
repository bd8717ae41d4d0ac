"""Then and now as a native table: a case a row, how it stood, how it stands."""

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR as COLOUR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Inches

from components.exports.pptx_charts import rgb
from components.exports.pptx_frame import Box
from components.exports.pptx_text import STATUS, Paragraph, Run, height, plain, write
from components.slides import Pair, Point
from components.text import Text
from components.views.style import Look

SIZES = (24, 22, 20, 19, 18, 17, 16, 15, 14, 13, 12)
COLUMNS = (0.25, 0.36, 0.39)  # shares of the width: case, then, now
PAD, GUTTER = 0.06, 0.22  # inches: above and below the words of a cell, and behind them
HEADER = 14

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # Office's own name for a table without looks


def add_pairs(slide: Slide, box: Box, pairs: Sequence[Pair], text: Text, look: Look) -> float:
    """The table in the largest type in which it fits the box. Gives its height in inches; 0 for no pairs."""
    if not pairs:
        return 0.0
    header = [[plain(words, bold=True, colour=COLOUR.TEXT_2)] for words in (text("table.title"), text("then.then"), text("then.now"))]
    rows = [[[plain(pair.case.title, bold=True, english=True)], [_cell(pair.then)], [_cell(pair.now)]] for pair in pairs]
    widths = [box.wide * share for share in COLUMNS]
    top = _tall(header, HEADER, widths)
    size = next((each for each in SIZES if top + sum(_tall(row, each, widths) for row in rows) <= box.tall), SIZES[-1])
    heights = [top, *(_tall(row, size, widths) for row in rows)]
    frame = slide.shapes.add_table(len(rows) + 1, 3, *Box(box.left, box.top, box.wide, sum(heights)).emu)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", text.join([pair.case.title for pair in pairs]))
    table = frame.table
    properties = table._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE
    properties.set("bandRow", "0")
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Inches(wide)
    for number, (row, tall) in enumerate(zip([header, *rows], heights, strict=True)):
        table.rows[number].height = Inches(tall)
        for column, paragraphs in enumerate(row):
            cell = table.cell(number, column)
            cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = Inches(0), Inches(GUTTER), Inches(PAD), Inches(PAD)
            write(cell.text_frame, paragraphs, text, size if number else HEADER, after=0)
            _line_below(cell, rgb(look.grid))
    return sum(heights)


def _cell(point: Point) -> Paragraph:
    runs = [Run(point.lead, bold=True, colour=STATUS.get(point.status or ""))]
    if point.text:
        runs.append(Run(point.text, english=point.english, breaks=True))
    return Paragraph(tuple(runs))


def _tall(row: Sequence[Sequence[Paragraph]], size: float, widths: Sequence[float]) -> float:
    return max(height(paragraphs, size, wide - GUTTER, after=0) for paragraphs, wide in zip(row, widths, strict=True)) + 2 * PAD


def _line_below(cell, colour: RGBColor) -> None:
    line = f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))
