"""What the reader sees, as values: cases in, a View out. No Streamlit here, no files, no clock."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a swatch or a mark in a colour, and what it means; `group` is the legend it stands in."""

    label: str
    colour: str
    mark: str | None = None
    group: str = ""


@dataclass(frozen=True)
class View:
    """A picture with all that belongs to it; it cannot be built without its words.

    `sentence` says what the picture shows, `alt` says it to a screen reader, `sources` where it comes from, `table`
    makes the same in rows (it is called only when somebody asks for it). `note` stands under the picture (a disclaimer, what is left out). A
    `fluid` picture takes its height from the page, by the width of the window."""

    title: str
    sentence: str
    alt: str
    figure: go.Figure
    sources: tuple[str, ...]
    table: Callable[[], pd.DataFrame]
    legend: tuple[Key, ...] = ()
    note: str = ""
    fluid: bool = False

    def __post_init__(self) -> None:
        for name in ("title", "sentence", "alt", "sources"):
            if not getattr(self, name):
                raise ValueError(f"a View needs {name}")
