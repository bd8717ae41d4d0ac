"""The themes' marks as small SVG pictures, the same shapes that Plotly draws on maps and timelines."""

import math


def _polygon(corners: int, turn: float, radius: float = 6.0) -> str:
    points = [(7 + radius * math.sin(turn + 2 * math.pi * n / corners), 7 - radius * math.cos(turn + 2 * math.pi * n / corners)) for n in range(corners)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _star() -> str:
    points = []
    for n in range(10):
        radius, angle = (6.5 if n % 2 == 0 else 2.8), math.pi * n / 5
        points.append((7 + radius * math.sin(angle), 7 - radius * math.cos(angle)))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


_POLYGONS = {
    "diamond": _polygon(4, 0),
    "square": _polygon(4, math.pi / 4, 7.0),
    "triangle-up": _polygon(3, 0, 6.5),
    "triangle-down": _polygon(3, math.pi, 6.5),
    "pentagon": _polygon(5, 0),
    "hexagon": _polygon(6, 0),
    "star": _star(),
    "cross": "5,1 9,1 9,5 13,5 13,9 9,9 9,13 5,13 5,9 1,9 1,5 5,5",
    "x": "3.5,1 7,4.5 10.5,1 13,3.5 9.5,7 13,10.5 10.5,13 7,9.5 3.5,13 1,10.5 4.5,7 1,3.5",
    "bowtie": "1,2 7,7 13,2 13,12 7,7 1,12",
    "hourglass": "2,1 12,1 7,7 12,13 2,13 7,7",
}
MARKS = frozenset(_POLYGONS) | {"circle"}


def mark_svg(mark: str, colour: str) -> str:
    """The mark as inline SVG, 14 px; `circle-number` is the mark of a place with several cases. KeyError if unknown."""
    if mark == "circle":
        shape = f'<circle cx="7" cy="7" r="5.5" fill="{colour}"/>'
    elif mark == "circle-number":
        shape = f'<circle cx="7" cy="7" r="6.5" fill="{colour}"/><circle cx="7" cy="7" r="2" fill="#fff"/>'
    else:
        shape = f'<polygon points="{_POLYGONS[mark]}" fill="{colour}"/>'
    return f'<svg class="ra-mark" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{shape}</svg>'
