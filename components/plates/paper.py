"""How printed pictures look: inks and tints that hold in black and white, marks by theme, our own letters."""

from functools import lru_cache

from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.path import Path

from components import fonts

INK, FAINT, GRID, SEA, LAND, BORDER = "#1d2530", "#4a5462", "#d4dae1", "#f4f6f7", "#ffffff", "#8b949e"

#: Classes from few to many. Each is darker than the one before by a step that a copier keeps apart.
TINTS = ("#dbe7ec", "#b0cbd6", "#7fa9ba", "#46809a", "#0b4f6c")

#: Of what lasts, by status: each its own lightness and hatching.
STATUS = {
    "ongoing": ("#3b4654", ""),
    "partly-resolved": ("#9aa5b1", "////"),
    "resolved": ("#e6eaee", ""),
    "unclear": ("#ffffff", "...."),
}

_OWN = "Atlas "  # before a family's name, so that no font of the same name on the machine takes its place

#: The themes' marks: matplotlib's own, and two that it lacks.
MARKS = {
    "circle": "o",
    "diamond": "D",
    "square": "s",
    "triangle-up": "^",
    "triangle-down": "v",
    "pentagon": "p",
    "hexagon": "h",
    "star": "*",
    "cross": "P",
    "x": "X",
    "bowtie": Path([(-1, -0.8), (-1, 0.8), (0, 0), (1, 0.8), (1, -0.8), (0, 0), (-1, -0.8)], closed=True),
    "hourglass": Path([(-0.8, -1), (0.8, -1), (0, 0), (0.8, 1), (-0.8, 1), (0, 0), (-0.8, -1)], closed=True),
}


def lightness(colour: str) -> float:
    """The lightness of a colour as a copier sees it: 0 black, 100 white (CIE L*)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    """Our families, made known to matplotlib once under names of their own."""
    entries = [font_manager.ttfFontProperty(font_manager.get_font(path)) for path in fonts.files()]
    bold = {entry.name for entry in entries if entry.weight == 700}
    for entry in entries:
        # A family without bold letters lends its plain ones, or each use would be a warning.
        for weight in {entry.weight} | ({700} if entry.name not in bold else set()):
            known = FontEntry(entry.fname, 0, _OWN + entry.name, entry.style, entry.variant, weight, entry.stretch, entry.size)
            font_manager.fontManager.ttflist.append(known)
    return tuple(_OWN + family for family in fonts.TEXT)


def face(size: float, bold: bool = False) -> FontProperties:
    """Our letters in a size in points."""
    return FontProperties(family=list(_families()), size=size, weight="bold" if bold else "normal")
