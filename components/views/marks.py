"""The themes' marks as small shapes, the same that Plotly draws on maps and timelines."""

import math


def _polygon(corners: int, turn: float = 0.0, inner: float | None = None) -> str:
    """A regular polygon, or with `inner` a star of that inner radius, as a CSS polygon (per cent of its box)."""
    radii = [50.0, inner] * corners if inner else [50.0] * corners
    angles = [turn + 2 * math.pi * n / len(radii) for n in range(len(radii))]
    return ",".join(f"{50 + r * math.sin(a):.0f}% {50 - r * math.cos(a):.0f}%" for r, a in zip(radii, angles, strict=True))


_SHAPES = {
    "circle": "",
    "diamond": _polygon(4),
    "square": "8% 8%,92% 8%,92% 92%,8% 92%",
    "triangle-up": "50% 4%,98% 92%,2% 92%",
    "triangle-down": "50% 96%,98% 8%,2% 8%",
    "pentagon": _polygon(5),
    "hexagon": _polygon(6),
    "star": _polygon(5, inner=20.0),
    "cross": "33% 0,67% 0,67% 33%,100% 33%,100% 67%,67% 67%,67% 100%,33% 100%,33% 67%,0 67%,0 33%,33% 33%",
    "x": "22% 0,50% 28%,78% 0,100% 22%,72% 50%,100% 78%,78% 100%,50% 72%,22% 100%,0 78%,28% 50%,0 22%",
    "bowtie": "0 10%,50% 50%,100% 10%,100% 90%,50% 50%,0 90%",
    "hourglass": "8% 0,92% 0,50% 50%,92% 100%,8% 100%,50% 50%",
}
MARKS = frozenset(_SHAPES)


def corners(mark: str) -> tuple[tuple[float, float], ...]:
    """The corners of the mark, right and down from the upper left of its box in per cent; none for a circle. KeyError for a
    mark that is not known."""
    points = [point.split() for point in _SHAPES[mark].split(",") if point]
    return tuple((float(x.rstrip("%")), float(y.rstrip("%"))) for x, y in points)


def mark_html(mark: str, colour: str) -> str:
    """The mark in a colour, as one inline element without text; KeyError for a mark that is not known."""
    shape = _SHAPES[mark]
    form = f"clip-path:polygon({shape})" if shape else "border-radius:50%"
    return f'<i class="ra-mark" style="background:{colour};{form}"></i>'
