"""How much room words take, measured on the letters that we ship, so that type can be as large as its box allows.

Office draws with its own Georgia and Arial; measured here are Noto Serif and Noto Sans. Of the lines in the data, Arial
takes 0.94 of the width of Noto Sans (0.98 at most), in bold 0.97 (1.01 at most).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from components import fonts

LEADING = 1.18  # height of a line over the size of its letters; Arial asks for 1.15, Georgia for 1.14

#: The file measured and how wide words may turn out over it, by bold and serif.
_FACES = {
    (False, False): ("NotoSans-Regular", 0.965),
    (True, False): ("NotoSans-Bold", 0.99),
    (False, True): ("NotoSerif-Bold", 1.03),
    (True, True): ("NotoSerif-Bold", 1.03),
}


@lru_cache(maxsize=32)
def _advances(path: Path) -> dict[int, float]:
    """The width of each letter of a font over its size."""
    with TTFont(path, lazy=True) as font:
        widths, per_em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: widths[glyph][0] / per_em for code, glyph in font.getBestCmap().items()}


@lru_cache(maxsize=20_000)
def _advance(letter: str, face: str) -> float:
    """The width of a letter in a face, or in the first font that has it; a whole em if none has."""
    paths = sorted(fonts.files(), key=lambda path: path.stem != face)
    return next((found for path in paths if (found := _advances(path).get(ord(letter))) is not None), 1.0)


@lru_cache(maxsize=20_000)
def width(words: str, size: float, bold: bool = False, serif: bool = False) -> float:
    """The width of words on one line, in points."""
    face, room = _FACES[bold, serif]
    return sum(_advance(letter, face) for letter in words) * size * room


@dataclass(frozen=True)
class Piece:
    """Words in one face; `breaks` puts them on a new line."""

    words: str
    bold: bool = False
    serif: bool = False
    breaks: bool = False


def lines(pieces: Sequence[Piece], size: float, room: float) -> int:
    """On how many lines the pieces of one paragraph stand in `room` points of width. A word that is wider is broken."""
    count, used = 1, 0.0
    for piece in pieces:
        if piece.breaks and used:
            count, used = count + 1, 0.0
        blank = width(" ", size, piece.bold, piece.serif)
        for position, word in enumerate(piece.words.split(" ")):
            wide = width(word, size, piece.bold, piece.serif)
            gap = blank if position else 0.0
            if used and used + gap + wide > room:
                count, used, gap = count + 1, 0.0, 0.0
            while wide > room:
                count, wide = count + 1, wide - room
            used += gap + wide
    return count


def height(paragraphs: Iterable[Sequence[Piece]], size: float, room: float, after: float = 0.0) -> float:
    """The height of paragraphs in points; `after` is the gap behind each, over the size of the letters."""
    return sum(lines(pieces, size, room) * size * LEADING + after * size for pieces in paragraphs)


def largest(paragraphs: Sequence[Sequence[Piece]], sizes: Sequence[float], room: float, tall: float, after: float = 0.0) -> float:
    """The first of `sizes` (largest first) in which the paragraphs fit `room` by `tall` points; the last if none does."""
    return next((size for size in sizes if height(paragraphs, size, room, after) <= tall), sizes[-1])


def shortened(words: str, size: float, room: float, most: int) -> str:
    """The words, cut at their end where they would not fit `most` lines of `room` points."""
    while lines([Piece(words)], size, room) > most:
        words = f"{words.removesuffix('…')[:-1]}…"
    return words
