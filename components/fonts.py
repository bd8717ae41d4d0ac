"""The letters that we ship: which files, which families in which order, and which characters none of them has.

Documents and printed pictures use these files alone, so that they look the same on every machine and without a network.
"""

from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "data" / "fonts"

#: Families for text, in the order in which a missing letter is looked for.
TEXT = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Myanmar",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Sinhala",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Ethiopic",
    "Noto Sans Math",
    "Noto Sans Symbols2",
    "WenQuanYi Micro Hei",
)

#: Families for titles; what the first lacks is taken from the others.
TITLE = ("Noto Serif", *TEXT)


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """The font files, sorted by name; OSError if there are none."""
    found = tuple(sorted(FOLDER.glob("*.ttf")))
    if not found:
        raise FileNotFoundError(f"no fonts in {FOLDER.name}")
    return found


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points for which a file has a letter."""
    found: set[int] = set()
    for path in files():
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def missing(words: str) -> frozenset[str]:
    """The characters of `words` that would be printed as a box, for want of a letter; blanks and line ends need none."""
    return frozenset(letter for letter in set(words) if not letter.isspace() and ord(letter) not in covered())
