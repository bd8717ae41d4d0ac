"""The world: countries tinted by how many chosen cases concern them, and a mark where each case is placed."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from components.frames import Frames, case_table
from components.geo import World
from components.model import Country, Dataset
from components.selection import Chosen, Selection
from components.text import Text
from components.views import Key, View
from components.views.style import Look, bare_figure, hover_label, wrapped

#: Counts of cases, binned: the least number of each bin. Few bins, so that a reader can tell the tints apart.
BINS = (1, 2, 4, 7, 12)

#: Titles shown when hovering over a mark of several cases; the list beside the map has them all.
HOVER_TITLES = 6
HOVER_PLACES = 3

SIGN = 11.0  # pixels: the mark of one case

#: Marks that would cover each other on a map this many pixels wide are gathered into one.
USUAL_WIDTH = 900

LEAST_HEIGHT = 180  # pixels; a page gives the map as much more as its window allows

ASPECT = 2.15  # of the picture: its width over its height
MOST_WIDE = 230.0  # degrees; what is wider is shown on the whole world

WHOLE = (-180.0, -57.0, 180.0, 84.0)  # what the world view shows: west, south, east, north


def bin_of(count: int) -> int:
    """The position of the bin that a count falls into; -1 for none."""
    return sum(count >= least for least in BINS) - 1


def mark_size(cases: np.ndarray) -> np.ndarray:
    """How wide, in pixels, the marks of so many cases are: one case a sign, several a disc with their number in it."""
    return np.where(cases == 1, SIGN, np.minimum(15 + 1.3 * cases, 28.0))


def bin_labels() -> list[str]:
    """What each bin holds: "1", "2–3", … "12+"."""
    ends = [least - 1 for least in BINS[1:]]
    return [str(a) if a == b else f"{a}–{b}" for a, b in zip(BINS, ends, strict=False)] + [f"{BINS[-1]}+"]


def choropleth(ids: list[str], bins: list[int], hover: list[str], look: Look, address: str, tints: tuple[str, ...] | None = None) -> dict:
    """A trace of countries `ids` in the tint of their bin (-1: none); `address` is that of the shapes' GeoJSON."""
    tints = tints or look.tints
    steps = len(tints) + 1
    scale = []
    for position, colour in enumerate((look.land, *tints)):
        scale += [[position / steps, colour], [(position + 1) / steps, colour]]
    return {
        "type": "choropleth",
        "geojson": address,
        "locations": ids,
        "z": bins,
        "zmin": -1.5,
        "zmax": len(tints) - 0.5,
        "colorscale": scale,
        "showscale": False,
        "marker": {"line": {"width": 0.6, "color": look.border}},
        "text": hover,
        "hovertemplate": "%{text}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
    }


@dataclass(frozen=True)
class MapFrame:
    """What every map of countries needs: `marked` are the countries with a marker, `shapes` the GeoJSON's address,
    `enlarged` by how much larger than on a page the marks will be drawn."""

    dataset: Dataset
    world: World
    marked: tuple[str, ...]
    shapes: str
    text: Text
    look: Look
    enlarged: float = 1.0


def land(bins: dict[str, int], hover: dict[str, str], outlined: tuple[str, ...], frame: MapFrame, tints: tuple[str, ...] | None = None) -> list[dict]:
    """The countries of a map: tinted shapes, markers of the small ones, and the outline of those chosen.

    `bins` and `hover` are by iso3, for every country of the dataset."""
    look, world, text = frame.look, frame.world, frame.text
    shaped = [iso3 for iso3 in bins if iso3 in world.iso3s]
    undetermined = sorted(world.iso3s - set(bins))
    words = [hover[iso3] for iso3 in shaped] + [text("map.undetermined")] * len(undetermined)
    traces = [choropleth([*shaped, *undetermined], [bins[iso3] for iso3 in shaped] + [-1] * len(undetermined), words, look, frame.shapes, tints)]
    countries = [frame.dataset.country[iso3] for iso3 in frame.marked]
    marker = {
        "symbol": "circle",
        "opacity": 1,
        "size": [5 if bins[country.iso3] < 0 else 8 for country in countries],
        "color": [(look.land, *(tints or look.tints))[bins[country.iso3] + 1] for country in countries],
        "line": {"width": 0.8, "color": look.faint},
    }
    traces.append(points([c.lat for c in countries], [c.lon for c in countries], list(frame.marked), [hover[c.iso3] for c in countries], marker))
    chosen = [iso3 for iso3 in outlined if iso3 in world.iso3s]
    if chosen:
        outline = choropleth(chosen, [bins[iso3] for iso3 in chosen], [hover[iso3] for iso3 in chosen], look, frame.shapes, tints)
        outline["marker"] = {"line": {"width": 2.6, "color": look.ink}}
        traces.append(outline)
    return traces


def points(lat: list, lon: list, ids: list, hover: list, marker: dict) -> dict:
    """A trace of points: `ids` tell a click what it met, `hover` is what hovering says."""
    return {
        "type": "scattergeo",
        "lat": lat,
        "lon": lon,
        "customdata": ids,
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": marker,
        "unselected": {"marker": {"opacity": 1}},
    }


def _marks(groups: list[tuple[float, float, list[int]]], dataset: Dataset, text: Text, look: Look) -> list[dict]:
    """One trace for single cases of each theme, and one for places with several cases."""
    single: dict[str, list] = {theme: [] for theme in dataset.theme}
    several = []
    for lat, lon, positions in groups:
        cases = [dataset.cases[position] for position in positions]
        if len(cases) == 1:
            case = cases[0]
            hover = f"<b>{wrapped(case.title)}</b><br>{case.place.name} · {text('status.' + case.status)}"
            single[case.theme].append((lat, lon, hover, case.id, case.place.precision))
        else:
            names = list(dict.fromkeys(case.place.name for case in cases))
            where = ", ".join(names[:HOVER_PLACES]) + (" …" if len(names) > HOVER_PLACES else "")
            lines = "<br>".join(wrapped(case.title) for case in cases[:HOVER_TITLES])
            more = "<br>" + text("map.more", n=len(cases) - HOVER_TITLES) if len(cases) > HOVER_TITLES else ""
            hover = f"<b>{where} · {text.count('count.cases', len(cases))}</b><br>{lines}{more}"
            themes = {case.theme for case in cases}
            colour = look.theme(dataset.theme[cases[0].theme]) if len(themes) == 1 else look.ink
            several.append((lat, lon, hover, f"{lat},{lon}", len(cases), colour))
    traces = []
    for theme, marks in single.items():
        if marks:
            lat, lon, hover, ids, precision = zip(*marks, strict=True)
            symbol = dataset.theme[theme].mark
            traces.append(
                points(
                    lat,
                    lon,
                    ids,
                    hover,
                    {
                        # A case known by region has a hollow mark: it stands for an area, not a point.
                        "symbol": [symbol if p in ("site", "city") else f"{symbol}-open" for p in precision],
                        "size": SIGN,
                        "color": look.theme(dataset.theme[theme]),
                        "line": {"width": 1.4, "color": look.ground},
                    },
                )
            )
    if several:
        lat, lon, hover, ids, counts, colours = zip(*several, strict=True)
        traces.append(
            {
                **points(
                    lat,
                    lon,
                    ids,
                    hover,
                    {
                        "symbol": "circle",
                        "opacity": 1,
                        "size": mark_size(np.array(counts)).tolist(),
                        "color": colours,
                        "line": {"width": 1.4, "color": look.ground},
                    },
                ),
                "mode": "markers+text",
                "text": [str(count) for count in counts],
                "textfont": {"color": look.ground, "size": 12},
                "unselected": {"marker": {"opacity": 1}, "textfont": {"color": look.ground}},
            }
        )
    return traces


def view_box(countries: tuple[Country, ...], world: World, least: float = 40.0) -> tuple[float, float, float, float]:
    """What to show, (west, south, east, north) in degrees: the countries with room around them, at least `least`
    degrees wide and as wide as a picture is; the world for no country or for such as lie all around it."""
    box = world.bounds(countries)
    if box is None:
        return WHOLE
    west, south, east, north = box
    wide = max(1.15 * (east - west), 1.15 * (north - south) * ASPECT, least)
    if wide > MOST_WIDE:
        return WHOLE
    middle, centre = (west + east) / 2, (south + north) / 2
    return middle - wide / 2, max(centre - wide / ASPECT / 2, -85.0), middle + wide / 2, min(centre + wide / ASPECT / 2, 85.0)


def map_figure(traces: list[dict], box: tuple[float, float, float, float], look: Look) -> go.Figure:
    """An Equal Earth map of `box` (west, south, east, north in degrees) with our own shapes and nothing of Plotly's."""
    west, south, east, north = box
    grid = {"showgrid": True, "gridcolor": look.grid, "gridwidth": 0.5, "dtick": 30}
    return bare_figure(
        traces,
        LEAST_HEIGHT,
        hoverlabel=hover_label(look),
        dragmode="pan",
        uirevision=f"{west}{south}{east}{north}",
        geo={
            "visible": False,
            "bgcolor": "rgba(0,0,0,0)",
            # Without the rotation Plotly centres on the Pacific.
            "projection": {"type": "equal earth", "rotation": {"lon": (west + east) / 2, "lat": 0}},
            "lonaxis": {"range": [west, east], **grid},
            "lataxis": {"range": [south, north], **grid},
        },
    )


def box_of(selection: Selection, frame: MapFrame) -> tuple[float, float, float, float]:
    """What to show of a selection: its countries and regions, else the world; see `view_box`."""
    regions = set(selection.regions)
    shown = tuple(c for c in frame.dataset.countries if c.iso3 in selection.countries or {c.region, c.subregion} & regions)
    return view_box(shown, frame.world)


def gathered(chosen: Chosen, selection: Selection, frames: Frames, frame: MapFrame) -> list[tuple[float, float, list[int]]]:
    """The marks of the map of a selection: (latitude, longitude, positions of the cases there). A mark of several cases
    answers a click with "latitude,longitude"."""
    west, _, east, _ = box_of(selection, frame)
    return frames.places(chosen, lambda cases: mark_size(cases) * frame.enlarged * (east - west) / USUAL_WIDTH)


def world_map(chosen: Chosen, selection: Selection, frames: Frames, frame: MapFrame) -> View:
    """The map of the chosen cases."""
    dataset, text, look = frame.dataset, frame.text, frame.look
    counts = frames.country_counts(chosen)
    names = {iso3: text.country(country) for iso3, country in dataset.country.items()}
    hover = {iso3: f"<b>{names[iso3]}</b><br>{text.count('count.cases', n)}" for iso3, n in counts.items()}
    box = box_of(selection, frame)
    places = gathered(chosen, selection, frames, frame)
    traces = land({iso3: bin_of(n) for iso3, n in counts.items()}, hover, selection.countries, frame)
    traces += _marks(places, dataset, text, look)

    concerned = {iso3: n for iso3, n in counts.items() if n}
    unplaced = len(chosen) - sum(len(positions) for _, _, positions in places)
    sentence = text.count("map.sentence", len(chosen), countries=text.count("count.countries", len(concerned)))
    most = ", ".join(f"{names[iso3]} ({n})" for iso3, n in Counter(concerned).most_common(5))
    themes = {case.theme for case in chosen.cases()} if len(chosen) <= 2000 else set(dataset.theme)
    tints, marks = text("map.legend_tints"), text("map.legend_marks")
    keys = [Key(label, colour, group=tints) for label, colour in zip(bin_labels(), look.tints, strict=True)]
    return View(
        title=text("map.title"),
        sentence=sentence + (" " + text.count("map.unplaced", unplaced) if unplaced else ""),
        alt=f"{sentence} {text('map.alt_most', most=most)}" if most else sentence,
        figure=map_figure(traces, box, look),
        sources=(text("map.sources"),),
        table=lambda: case_table(chosen.cases(), dataset, text),
        legend=(
            Key(text("map.legend_none"), look.land, group=tints),
            *keys,
            *(Key(theme.short[text.language], look.theme(theme), theme.mark, group=marks) for theme in dataset.themes if theme.id in themes),
            Key(text("map.legend_several"), look.ink, "circle", group=marks),
        ),
        note=text("map.disclaimer"),
        fluid=True,
    )
