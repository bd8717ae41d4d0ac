"""What a brief is made of: frozen values, all words written in the reader's language. A renderer only gives them a look."""

from collections.abc import Mapping
from dataclasses import dataclass

from components.plates import Plate


class Nothing(ValueError):
    """There is no case to write a brief about."""


@dataclass(frozen=True)
class Said:
    """A statement and the numbers of its sources; `weak` if they are all reposts. `language`: that of the words."""

    words: str
    refs: tuple[int, ...] = ()
    weak: bool = False
    language: str = "en"


@dataclass(frozen=True)
class Turn:
    """A change of a case's status: day, status with its outcome, what happened."""

    day: str
    status: str
    said: Said


@dataclass(frozen=True)
class Happening:
    """A dated event; `case` is the number of its case in the brief, None inside the case itself."""

    day: str
    said: Said
    case: int | None = None


@dataclass(frozen=True)
class Amount:
    """A figure of a case: how exact and how much, the unit and what it counts, when it was true."""

    value: str
    said: Said
    as_of: str


@dataclass(frozen=True)
class Entry:
    """A case in the brief: its number, title, what it concerns, how it stands and since when that is known, and as much
    of the rest as there was room for. `newest` is the last change of its status, where there is no room for all;
    `left_out` says what there was no room for, "" if all is there."""

    number: int
    title: str
    meta: str
    status_id: str
    status: str
    as_of: str
    refs: tuple[int, ...]
    weak: bool
    newest: Turn | None = None
    summary: Said | None = None
    turns: tuple[Turn, ...] = ()
    events: tuple[Happening, ...] = ()
    amounts: tuple[Amount, ...] = ()
    facts: tuple[Said, ...] = ()
    left_out: str = ""


@dataclass(frozen=True)
class Row:
    """An indicator's newest value for the country: name, value with its unit, year, the number of its source."""

    name: str
    value: str
    year: str
    refs: tuple[int, ...]


@dataclass(frozen=True)
class Numbered:
    """A source in the list. A repost has no address. `language` is that of the title, "" where it is not known."""

    number: int
    publisher: str
    title: str
    about: str
    address: str
    weak: bool


@dataclass(frozen=True)
class Brief:
    """The whole document. `single`: it is about one case; `dense`: about so many that each has but a few lines; `scale`:
    how much smaller than usual its letters are. `notices` stand under the title, `below_map` under the map, `about`
    before the sources. `words` are the headings and small words that a renderer needs, by name."""

    language: str
    subject: str
    title: str
    title_language: str
    eyebrow: str
    sentence: str
    single: bool
    dense: bool
    notices: tuple[str, ...]
    limits: str
    map: Plate
    below_map: tuple[str, ...]
    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]
    timeline: Plate
    events: tuple[Happening, ...]
    left_out: str
    about: tuple[str, ...]
    cite: str
    sources: tuple[Numbered, ...]
    address: str
    footer: str
    day: str
    words: Mapping[str, str]
    scale: float = 1.0
