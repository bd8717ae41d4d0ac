"""What stands on a page of a deck as PDF: a slide's content as plain data for the template, which decides where and how large."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from components.exports import fitting
from components.exports.qr import fits
from components.exports.slide_pictures import alone, by_year, map_view, timeline_view, years_of
from components.plates.slide_map import slide_map_svg
from components.slides import Content, Pair, Point
from components.text import Text
from components.views import Key
from components.views.indicator_lines import COLOURS, DASHES, FIRST_YEAR, LAST_YEAR, indicator_lines, top_of
from components.views.marks import corners
from components.views.style import Look

WIDE, TALL, MARGIN = 960.0, 540.0, 43.2  # points, as everywhere here: 13.333 by 7.5 inches
ADDRESS_WIDE, ADDRESS_SIZE = 690.0, 12.0  # of the address in the footer
MOST_TICKS = 6  # on the axis of lines

#: The layout of each view's page, where it is not "beside".
LAYOUT_OF = {"title": "opening", "closing": "closing", "timeline": "timeline", "then": "pairs"}

#: How wide the words beside a picture are.
WORDS_WIDE = {"map": 226.0, "indicator": 252.0, "country": 430.0, "theme": 340.0, "case": 540.0}


@dataclass(frozen=True)
class Page:
    """One page: the template's data, and how to draw its map in points of width and height (None if it has no map)."""

    data: Mapping[str, object]
    draw: Callable[[float, float], bytes] | None = field(default=None, compare=False)


def page_of(shown: Content, number: int, total: int, look: Look, address: str) -> Page:
    """The page of a slide, `number` of `total`; without an address it has neither link nor code."""
    text = shown.scene.text
    picture, draw = _picture(shown, look)
    footnote = picture["note"] if picture else ""
    data = {
        "layout": LAYOUT_OF.get(shown.view, "lines" if picture and picture["kind"] == "lines" else "beside"),
        "title": shown.title,
        "title_language": "en" if shown.titled_in_english else "",
        "eyebrow": shown.eyebrow,
        "points": [_point(point, shown, look) for point in shown.points],
        "pairs": [_pair(pair, shown, look) for pair in shown.pairs],
        # What is said of what is cut, by how many points and pairs are left.
        "more": [[shown.more_after(points, pairs) for pairs in range(len(shown.pairs) + 1)] for points in range(len(shown.points) + 1)],
        "wide": WORDS_WIDE.get(shown.view, WIDE - 2 * MARGIN),
        "picture": picture,
        "footers": [" · ".join(filter(None, (sources, shown.as_of, footnote))) for sources in _sources(shown.sources, text)],
        "number": f"{number} / {total}",
        "address": address,
        "address_words": fitting.shortened(address.split("://", 1)[-1], ADDRESS_SIZE, ADDRESS_WIDE, 1),
        "coded": bool(address) and fits(address),
        "code_alt": text("slide.qr", address=address),
    }
    return Page(data, draw)


def _sources(sources: Sequence[str], text: Text) -> list[str]:
    """The line of sources with all of them, then with ever fewer and the rest counted."""
    lines = [text("slide.sources", sources="; ".join(sources))]
    for kept in range(len(sources) - 1, 0, -1):
        rest = text.count("slide.more_sources", len(sources) - kept)
        lines.append(text("slide.sources", sources=f"{'; '.join(sources[:kept])}; {rest}"))
    return [*lines, ""]


def _point(point: Point, shown: Content, look: Look) -> dict:
    """A point. Its status has the colour of the words that say it."""
    colour = look.status.get(point.status or "")
    case = shown.scene.dataset.case[point.case] if point.case else None
    titled = case is not None and point.lead == case.title
    return {
        "lead": point.lead,
        "lead_language": "en" if titled else "",
        "lead_colour": look.ink if titled or not colour else colour,
        "text": point.text,
        "text_language": "en" if point.english else "",
        "text_colour": colour if titled and colour else look.ink,
        "dot": colour,
    }


def _pair(pair: Pair, shown: Content, look: Look) -> dict:
    return {"title": pair.case.title, "sides": [_point(each, shown, look) for each in (pair.then, pair.now)]}


def _picture(shown: Content, look: Look) -> tuple[dict | None, Callable[[float, float], bytes] | None]:
    """The picture's data for the template, and how to draw it where the template does not."""
    if shown.picture is None:
        return None, None
    if shown.picture.kind == "timeline":
        return _timeline(shown, look), None
    if shown.picture.kind == "indicator-lines":
        return _lines(shown, look), None
    return _map(shown, look)


def _map(shown: Content, look: Look) -> tuple[dict, Callable[[float, float], bytes]]:
    view, names, scale = map_view(shown, look)
    figure, world = view.figure.to_plotly_json(), shown.scene.world
    said = view.sentence if shown.picture.kind in ("map", "case-map") else ""
    data = {"kind": "map", "alt": view.alt, "sentence": said, "note": view.note, "legend": _legend(view.legend)}
    return data, lambda wide, tall: slide_map_svg(figure, world, look, wide / 72, tall / 72, scale, names)


def _legend(keys: Sequence[Key]) -> list[dict]:
    """The legend by its groups, each mark with its corners."""
    groups: dict[str, list[dict]] = {}
    for key in keys:
        shape = corners(key.mark) if key.mark else None
        groups.setdefault(key.group, []).append({"label": key.label, "colour": key.colour, "corners": shape})
    return [{"name": name, "keys": of} for name, of in groups.items()]


def _timeline(shown: Content, look: Look) -> dict:
    """Events by year and lane: a circle for each year of a lane, and in words how many it stands for."""
    text = shown.scene.text
    view, found, first, last, sentence = timeline_view(shown, look)
    names_wide = found.names_wide * 72 if found.names else 0.0
    begin, end, step = years_of(first, last, (WIDE - 2 * MARGIN - names_wide) / 72)
    lanes = [
        {"name": name, "colour": colour, "counts": [[year, n, text.number(n)] for of, year, n in found.counts if of == lane]}
        for lane, (name, colour) in enumerate(zip(found.names, found.colours, strict=True))
    ]
    return {
        "kind": "timeline",
        "alt": view.alt,
        "sentence": sentence,
        "note": "",
        "lanes": lanes,
        "language": "en" if found.english else "",
        "names_wide": names_wide,
        "first": begin,
        "last": end,
        "step": step,
        "shown": last.year - first.year + 1,
        "most": max((n for *_, n in found.counts), default=1),
    }


def _lines(shown: Content, look: Look) -> dict | None:
    """An indicator over the years, a gap where the source has nothing; None if it has nothing on any of the countries."""
    picture, text = shown.picture, shown.scene.text
    indicator, names = picture.indicator, dict(picture.names)
    view = indicator_lines(indicator, names, text, look)
    if view is None:
        return None
    series = []
    for place, (iso3, name) in enumerate(names.items()):
        values = by_year(indicator, iso3)
        if any(value is not None for value in values):
            series.append({"name": name, "colour": COLOURS[look.dark][place % 4], "dash": DASHES[place % 4], "values": values, "alone": alone(values)})
    edges = []
    if indicator.has_range and len(names) == 1:
        code = next(iter(names))
        edges = [{"name": text(f"table.{each}"), "values": by_year(indicator, code, each)} for each in ("low", "high")]
    low, top = min(indicator.info.expected.min, 0), top_of(indicator, list(names))
    step = indicator.info.expected.max / 5 if indicator.info.kind == "index" else _step(top)
    ticks = [round(low + step * n, 6) for n in range(int((top - low) / step + 1e-9) + 1)]
    return {
        "kind": "lines",
        "alt": view.alt,
        "sentence": view.sentence,
        "note": view.note,
        "unit": indicator.info.unit[text.language],
        "series": series,
        "edges": edges,
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
        "low": low,
        "top": max(top, ticks[-1]),
        "ticks": [[value, text.number(value)] for value in ticks],
        "breaks": [each.year for each in indicator.info.breaks if FIRST_YEAR < each.year <= LAST_YEAR],
    }


def _step(top: float) -> float:
    """The round step with which a scale from zero to `top` has at most MOST_TICKS numbers; no part of a person is counted."""
    steps = (base * 10**power for power in range(12) for base in (1, 2, 5))
    return float(next(step for step in steps if top / step < MOST_TICKS))
