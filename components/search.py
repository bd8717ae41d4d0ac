"""Full text over cases: SQLite's FTS5 finds and ranks, over words folded and stemmed as those of the query are."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np

from components.model import Case, Dataset
from components.query import ALL, BREAK, hits, pieces, plain, read, tokens, window
from components.text import Text
from components.words import stem

#: The index's columns and how much a word in them weighs. Each field of a case lies in one of them.
WEIGHTS = {"title": 12, "people": 8, "place": 5, "country": 5, "summary": 3, "theme": 2, "fact": 1, "source": 0.5}
_COLUMN_OF = {"status": "fact", "event": "fact", "figure": "fact"}

#: Names of countries that readers use, beside CLDR's and those of `data/countries.csv`.
OTHER_NAMES = {
    "ARE": ("UAE", "EAU"),
    "BLR": ("Bélarus",),
    "CIV": ("Ivory Coast",),
    "COD": ("DRC", "RDC"),
    "CPV": ("Cape Verde",),
    "CZE": ("Czech Republic", "République tchèque"),
    "GBR": ("UK", "Great Britain", "Grande-Bretagne"),
    "MMR": ("Burma", "Birmanie"),
    "SWZ": ("Swaziland",),
    "TLS": ("East Timor", "Timor oriental"),
    "TUR": ("Türkiye", "Turkey", "Turquie"),
    "USA": ("USA", "US"),
    "VNM": ("Viet Nam",),
}


@dataclass(frozen=True, eq=False)
class Found:
    """What a query finds. `flags`: which of the dataset's cases. `rank`: lower is better, inf for a case not found.
    `plain`: the query could not be read as it is written, so its words were taken as plain words, all wanted."""

    flags: np.ndarray
    rank: np.ndarray
    plain: bool


@dataclass(frozen=True)
class Excerpt:
    """A passage of a case: the field it comes from ("summary", "fact", …), and its pieces with whether they matched."""

    field: str
    pieces: list[tuple[str, bool]]


class _Indexed(dict):
    """What stands between two blanks of a text -> the same as the index holds it, worked out once for each.

    `joined`: the stem of those that can be written as one word; `words`: the folded words met so far."""

    def __init__(self):
        super().__init__()
        self.joined: dict[str, str] = {}
        self.words: set[str] = set()

    def __missing__(self, written: str) -> str:
        words, stems, joined = tokens(written)
        self.words.update(map(plain, words))
        if joined:
            self.joined[written] = " ".join(joined)
        self[written] = " ".join(stems)
        return self[written]

    def column(self, texts: Iterable[str]) -> str:
        """Texts as a column of the index: word for word, and behind them what can be written as one word."""
        parts = f" {BREAK} ".join(texts).split()
        stems = [self[part] for part in parts]
        joined = [self.joined[part] for part in parts if part in self.joined]
        return f" {BREAK} ".join([" ".join(stems), *joined])


class Search:
    """Finds cases by words, and marks the words in what is read. Built once for a dataset; any thread may ask.

    `query` tells how a query is written."""

    def __init__(self, dataset: Dataset, texts: Iterable[Text]):
        self.dataset = dataset
        self._texts = tuple(texts)
        self._names = {iso3: self._country_names(iso3) for iso3 in dataset.country}
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._vocabulary = self._fill()
        self._read = lru_cache(maxsize=256)(lambda query: read(query, self._shorter))
        self._found = lru_cache(maxsize=64)(self._look_up)

    def find(self, query: str) -> Found:
        """The cases that the query finds. A blank query finds all of them, one without letters or digits none."""
        return self._found(query)

    def marked(self, query: str, text: str, around: int | None = None) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it matched; joined they are the text. With `around`, only the passage
        of at most so many characters in which most of the query stands, with … where it was cut."""
        found = hits(self._read(query), text)
        start, end = (0, len(text)) if around is None else window(text, found, around)
        before, after = [("…", False)] if start else [], [("…", False)] if end < len(text) else []
        return before + pieces(text, found, start, end) + after

    def excerpt(self, query: str, case: Case, most: int = 240) -> Excerpt:
        """The passage of the case, at most so many characters, in which most of the query stands. The title is left
        out, it stands above; of equal passages the first counts: the summary, then facts, then the rest."""
        asked = self._read(query)
        best, field, passage = -1, "", ""
        for name, text in self._passages(case):
            if name == "title" or best == len(asked.terms):
                continue
            found = hits(asked, text)
            start, end = window(text, found, most)
            seen = len({number for first, last, number in found if start <= first and last <= end})
            if seen > best:
                best, field, passage = seen, name, text
        return Excerpt(field, self.marked(query, passage, most))

    def _country_names(self, iso3: str) -> tuple[str, ...]:
        country = self.dataset.country[iso3]
        ours = [text.country(country) for text in self._texts]
        cldr = [text.locale.territories.get(country.iso2, "") for text in self._texts]
        return tuple(dict.fromkeys(name for name in (*ours, *cldr, *OTHER_NAMES.get(iso3, ())) if name))

    def _passages(self, case: Case) -> Iterator[tuple[str, str]]:
        """Everything of a case that a reader can see and may look for, as (field, text)."""
        yield "title", case.title
        yield "summary", case.summary
        yield from (("fact", fact.text) for fact in case.facts)
        yield from (("status", change.what) for change in case.statuses)
        yield from (("event", event.what) for event in case.events)
        yield from (("figure", f"{figure.value:,.15g} {figure.unit}: {figure.what}") for figure in case.figures)
        yield from (("source", ": ".join(filter(None, (source.shown_publisher, source.title)))) for source in case.sources)
        yield from (("people", name) for name in case.people)
        yield "place", case.place.name
        yield from (("country", name) for iso3 in case.iso3s for name in self._names[iso3])
        for theme in (self.dataset.theme[theme] for theme in case.themes):
            names = [name[text.language] for text in self._texts for name in (theme.name, theme.short)]
            yield from (("theme", name) for name in dict.fromkeys(names))

    def _fill(self) -> list[str]:
        """Fill the index; gives the folded words that are in it, sorted."""
        indexed = _Indexed()

        def row(position: int, case: Case) -> tuple:
            columns: dict[str, list[str]] = {column: [] for column in WEIGHTS}
            for field, text in self._passages(case):
                columns[_COLUMN_OF.get(field, field)].append(text)
            *most, last = map(indexed.column, columns.values())
            return position, *most, f"{last} {ALL}"

        names, places = ", ".join(WEIGHTS), ", ".join("?" * len(WEIGHTS))
        self._database.execute(f"CREATE VIRTUAL TABLE cases USING fts5({names}, content='', tokenize='ascii')")
        self._database.execute("BEGIN")
        rows = (row(position, case) for position, case in enumerate(self.dataset.cases))
        self._database.executemany(f"INSERT INTO cases(rowid, {names}) VALUES(?, {places})", rows)
        self._database.execute("COMMIT")
        return sorted(indexed.words)

    def _shorter(self, beginning: str) -> set[str]:
        """The stems of the words that begin so where the stem does not: "refug" for "refugee"."""
        first, last = (bisect_left(self._vocabulary, end) for end in (beginning, beginning + "\U0010ffff"))
        return {each for each in map(stem, self._vocabulary[first:last]) if not each.startswith(beginning)}

    def _look_up(self, query: str) -> Found:
        blank, size = not query.strip(), len(self.dataset.cases)
        flags, rank = np.full(size, blank), np.full(size, 0.0 if blank else np.inf)
        asked = self._read(query)
        if asked.expression:
            weights = ", ".join(map(str, WEIGHTS.values()))
            with self._lock:  # one connection for all threads
                rows = self._database.execute(f"SELECT rowid, bm25(cases, {weights}) FROM cases WHERE cases MATCH ?", (asked.expression,)).fetchall()
            for position, score in rows:
                flags[position], rank[position] = True, score
        flags.setflags(write=False)  # kept, and given to every thread that asks the same
        rank.setflags(write=False)
        return Found(flags, rank, asked.plain and not blank)
