"""Native charts: lines of an indicator, and events by year in lanes. Whoever opens the slides can change their data.

Colours are written out: LibreOffice does not follow a dark theme into charts.
"""

from collections.abc import Mapping
from datetime import date

from pptx.chart.axis import DateAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.marker import Marker
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from components.exports.pptx_frame import Box, language_tag
from components.exports.pptx_text import fitted, height, plain, text_box
from components.exports.slide_pictures import EventYears, alone, by_year, years_of
from components.indicators import Indicator
from components.text import Text
from components.views.indicator_lines import COLOURS, FIRST_YEAR, LAST_YEAR, top_of
from components.views.style import Look

LETTERS = 14  # points, of all that stands in a chart
LANE_SIZES = (18, 16, 15, 14, 13, 12, 11)
AXIS = 0.36  # inches below the lanes, for the years
MOST_LABELLED = 30  # years; in a longer time the circles are too small for numbers

_DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT)


def rgb(colour: str) -> RGBColor:
    """A colour of a look as Office takes it."""
    return RGBColor.from_string(colour[1:].upper())


def indicator_chart(slide: Slide, box: Box, indicator: Indicator, names: Mapping[str, str], text: Text, look: Look) -> GraphicFrame | None:
    """The indicator's lines over the years, a gap where the source has nothing, with its range if there is one country.
    None if the source has nothing on any of the countries in `names`."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    rows = {name: by_year(indicator, iso3) for iso3, name in names.items()}
    rows = {name: row for name, row in rows.items() if any(value is not None for value in row)}
    if not rows:
        return None
    lines = [(name, row, COLOURS[look.dark][n % 4], _DASHES[n % 4], 3.0) for n, (name, row) in enumerate(rows.items())]
    if indicator.has_range and len(names) == 1:
        code = next(iter(names))
        lines += [(text(f"table.{each}"), by_year(indicator, code, each), look.faint, MSO_LINE.ROUND_DOT, 1.25) for each in ("low", "high")]
    data = CategoryChartData(number_format="#,##0" if indicator.info.decimals == 0 else f"0.{'0' * indicator.info.decimals}")
    data.categories = [date(year, 1, 1) for year in years]
    for name, row, *_ in lines:
        data.add_series(name, row)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box.emu, data)
    chart = frame.chart
    for series, (_, row, colour, dash, weight) in zip(chart.plots[0].series, lines, strict=True):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width, series.format.line.dash_style = rgb(colour), Pt(weight), dash
        series.marker.style = XL_MARKER_STYLE.NONE
        for at in alone(row):
            # A single year between gaps would draw no line: it gets a dot.
            _dot(series.points[at].marker, 7, colour)
    _calm(chart, text, look)
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale = min(indicator.info.expected.min, 0)
    written = data.number_format
    if indicator.info.kind == "index":
        value.maximum_scale, value.major_unit, written = indicator.info.expected.max, indicator.info.expected.max / 5, "0.0"
    elif top_of(indicator, list(names)) < 5:
        value.maximum_scale, value.major_unit = 5, 1  # or an axis of people would count halves
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = written, False
    value.major_gridlines.format.line.color.rgb = rgb(look.grid)
    value.format.line.fill.background()
    category.format.line.color.rgb = rgb(look.faint)
    category.major_tick_mark = XL_TICK_MARK.OUTSIDE
    _yearly(category)
    if len(lines) > 1:
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size, chart.legend.font.color.rgb = Pt(LETTERS + 2), rgb(look.ink)
    return frame


def _yearly(axis: DateAxis) -> None:
    """An axis of dates that counts years and names every fifth."""
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "yyyy", False
    element = axis._element
    for tag in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit", "c:minorUnit", "c:minorTimeUnit"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    for tag, value in (("c:baseTimeUnit", "years"), ("c:majorUnit", "5"), ("c:majorTimeUnit", "years")):
        element.append(parse_xml(f'<{tag} {nsdecls("c")} val="{value}"/>'))


def _dot(marker: Marker, size: float, colour: str) -> None:
    """A round mark of a colour and a size in points; written whole, because what a point leaves out Office chooses itself."""
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, max(2, round(size))
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(colour)
    marker.format.line.fill.background()


def _calm(chart: Chart, text: Text, look: Look) -> None:
    """No title, no legend, letters of one size, and the language of the words."""
    chart.has_title = chart.has_legend = False
    chart.font.size, chart.font.color.rgb = Pt(LETTERS), rgb(look.ink)
    space = chart._chartSpace
    space.insert(0 if space.find(qn("c:date1904")) is None else 1, parse_xml(f'<c:lang {nsdecls("c")} val="{language_tag(text.language)}"/>'))


def timeline_chart(slide: Slide, box: Box, found: EventYears, first: date, last: date, text: Text, look: Look) -> GraphicFrame:
    """Events by year: a circle for each year of a lane, by its area and, where there is room, in a number how many. The
    lane's name stands left of it."""
    lanes, span = len(found.names), last.year - first.year + 1
    wide, tall = found.names_wide, (box.tall - AXIS) / lanes
    _lane_names(slide, Box(box.left, box.top, wide - 0.2, tall), found, text)
    marks = {lane: [(year, n) for of, year, n in found.counts if of == lane] for lane in range(lanes)}
    # The longest series first: LibreOffice loses those before it.
    order = sorted(marks, key=lambda lane: -len(marks[lane]))
    data = XyChartData(number_format="0")
    for lane in order:
        series = data.add_series(found.names[lane])
        for year, _ in marks[lane]:
            series.add_data_point(year, lanes - lane)
    room = Box(box.left + wide, box.top, box.wide - wide, box.tall)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *room.emu, data)
    chart = frame.chart
    _calm(chart, text, look)
    _plot_area(chart, 0.15 / room.wide, AXIS / room.tall)
    largest, most = min(tall * 72 * 0.88, room.wide * 72 / span * 0.98, 34), max((n for *_, n in found.counts), default=1)
    for lane, series in zip(order, chart.plots[0].series, strict=True):
        colour = found.colours[lane]
        series.format.line.fill.background()
        _dot(series.marker, 8, colour)
        for at, (_, n) in enumerate(marks[lane]):
            size = max(largest * (n / most) ** 0.5, min(largest, 9))
            if span <= MOST_LABELLED and n > 1:
                size = max(size, min(largest, 15 if n < 10 else 19))
                _label(series.points[at], text.number(n), max(9, min(14, round(size * 0.55))), look.ground, XL_LABEL_POSITION.CENTER, text)
            _dot(series.points[at].marker, size, colour)
    _axes(chart, first, last, lanes, room.wide, look)
    return frame


def _lane_names(slide: Slide, first: Box, found: EventYears, text: Text) -> None:
    """The names beside their lanes, in the largest letters in which all fit; those that fit in none are cut. `first` is
    the uppermost one's place."""
    size = min(fitted([plain(name)], LANE_SIZES, first, after=0) for name in found.names)
    for lane, name in enumerate(found.names):
        while height([plain(name)], size, first.wide, after=0) > first.tall + 0.02:
            name = f"{name.removesuffix('…')[:-1].rstrip()}…"
        box = Box(first.left, first.top + lane * first.tall, first.wide, first.tall)
        text_box(slide, box, [plain(name, english=found.english)], text, size, anchor=MSO_ANCHOR.MIDDLE)


def _plot_area(chart: Chart, side: float, below: float) -> None:
    """Where the lanes stand in the chart's frame, in shares of it, so that their names beside it are in line with them."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    ends = f'<c:x val="{side:.4f}"/><c:y val="0"/><c:w val="{1 - 2 * side:.4f}"/><c:h val="{1 - below:.4f}"/>'
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{ends}</c:manualLayout></c:layout>"))


def _label(point, words: str, size: float, colour: str, side: XL_LABEL_POSITION, text: Text) -> None:
    """Words at a point of a chart."""
    label = point.data_label
    label.position = side
    run = label.text_frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold, run.font.color.rgb = words, Pt(size), side == XL_LABEL_POSITION.CENTER, rgb(colour)
    run._r.get_or_add_rPr().set("lang", language_tag(text.language))


def _axes(chart: Chart, first: date, last: date, lanes: int, wide: float, look: Look) -> None:
    """Years below, a line for each lane, no names on the upright axis: they stand in the lanes."""
    years, rows = chart.category_axis, chart.value_axis
    years.minimum_scale, years.maximum_scale, years.major_unit = years_of(first, last, wide)
    years.has_major_gridlines, years.major_tick_mark = False, XL_TICK_MARK.OUTSIDE
    years.tick_labels.number_format, years.tick_labels.number_format_is_linked = "0", False
    years.format.line.color.rgb = rgb(look.faint)
    rows.minimum_scale, rows.maximum_scale, rows.major_unit = 0.5, lanes + 0.5, 1
    rows.has_major_gridlines, rows.tick_label_position = True, XL_TICK_LABEL_POSITION.NONE
    rows.major_gridlines.format.line.color.rgb = rgb(look.grid)
    rows.major_tick_mark = XL_TICK_MARK.NONE
    rows.format.line.fill.background()
