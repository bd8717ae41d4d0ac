"""Colours and marks that all views share, on light and on dark ground.

Tints are a single ramp of one hue: lightness changes evenly, so the order survives black-and-white print and the
common forms of colour blindness.
"""

from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from components.model import Theme


@dataclass(frozen=True)
class Look:
    """The colours of one ground."""

    dark: bool
    ink: str
    faint: str
    ground: str
    sea: str
    grid: str
    land: str
    border: str
    accent: str
    tints: tuple[str, ...]
    status: dict[str, str]

    def ramp(self, steps: int) -> tuple[str, ...]:
        """`steps` tints from the first to the last, evenly spaced along the ramp."""
        ends = [tuple(int(tint[at : at + 2], 16) for at in (1, 3, 5)) for tint in self.tints]
        colours = []
        for step in range(steps):
            place = step * (len(ends) - 1) / max(steps - 1, 1)
            low = min(int(place), len(ends) - 2)
            mixed = [round(a + (b - a) * (place - low)) for a, b in zip(ends[low], ends[low + 1], strict=True)]
            colours.append("#" + "".join(f"{part:02x}" for part in mixed))
        return tuple(colours)

    def theme(self, theme: Theme) -> str:
        """The theme's colour on this ground."""
        return theme.colour_dark if self.dark else theme.colour


LIGHT = Look(
    dark=False,
    ink="#1d2530",
    faint="#5b6675",
    ground="#ffffff",
    sea="#f3f6f9",
    grid="#dfe5ec",
    land="#e3e2dd",
    border="#ffffff",
    accent="#0b4f6c",
    tints=("#cfe0e6", "#9cc0cc", "#649cb0", "#2f7590", "#0b4f6c"),
    status={"ongoing": "#a8431a", "partly-resolved": "#8a6a00", "resolved": "#1b6e4a", "unclear": "#5b6675"},
)
DARK = Look(
    dark=True,
    ink="#e9edf2",
    faint="#a6b0bd",
    ground="#12171d",
    sea="#171d25",
    grid="#28313c",
    land="#333a44",
    border="#12171d",
    accent="#7cc4de",
    tints=("#27505f", "#347086", "#4f93ab", "#7cb6cb", "#bfe0ec"),
    status={"ongoing": "#f29b72", "partly-resolved": "#e6c35c", "resolved": "#6fcf9f", "unclear": "#a6b0bd"},
)


def bare_figure(traces: list[dict], height: int, **layout) -> go.Figure:
    """A figure of plain traces with no template (6 kB that the theme brings anyway), no margins, a transparent ground.

    Plotly's validation takes most of the time of building a figure and would run at each change of a filter; it is left
    to the tests, which validate every view."""
    bare = {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
    }
    return go.Figure(data=traces, layout={**bare, **layout}, _validate=False)


def hover_label(look: Look) -> dict:
    """How hover boxes look."""
    return {"bgcolor": look.ground, "bordercolor": look.faint, "font": {"color": look.ink, "size": 14}, "align": "left"}


@lru_cache(maxsize=20_000)
def wrapped(words: str, width: int = 60) -> str:
    """The words broken into lines for a hover box."""
    lines, line = [], ""
    for word in words.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])


#: How much larger letters, marks and lines stand on a slide than on a page.
STAGE = 1.55


def for_stage(figure: go.Figure, look: Look) -> go.Figure:
    """The figure with letters, marks and lines for the back row, in the slide's own colours."""

    def larger(value: object, under: str) -> object:
        if isinstance(value, dict):
            return {key: larger(each, key if key not in ("size", "width") else f"{under}.{key}") for key, each in value.items()}
        if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            return [larger(each, under) for each in value]
        if under.endswith(("font.size", "marker.size")):
            return [each * STAGE for each in value] if isinstance(value, list | tuple) else value * STAGE
        if under == "line.width":
            return value * 1.3
        return value

    plain = figure.to_plotly_json()
    traces = [{key: larger(value, key) for key, value in trace.items()} for trace in plain["data"]]
    layout = {key: larger(value, key) for key, value in plain["layout"].items()}
    layout["margin"] = {side: round(room * STAGE) for side, room in layout.get("margin", {}).items()}
    layout["font"] = {"color": look.ink, "size": 12 * STAGE, **layout.get("font", {})}
    return go.Figure(data=traces, layout=layout, _validate=False)
