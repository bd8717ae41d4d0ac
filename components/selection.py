"""What the reader chose: a frozen value, its address, and the cases it stands for.

One Selection gives one `Chosen`, and every number on a page comes from it. `Index` holds, for each thing that can be
chosen, which cases have it (an array of bool over the dataset's cases), so that applying a selection costs the same
whatever is chosen and other rooms can count without walking through the cases.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

import numpy as np

from components.model import KINDS, ORIGINS, SOURCE_KINDS, STATUSES, Case, Dataset
from components.search import Search
from components.text import Text

#: The address's names of the selection's parts. Ids only, so that a link works in every language.
PARAMETERS = ("theme", "country", "region", "from", "to", "status", "kind", "origin", "source", "case", "q", "asof")

EARLIEST = date(2000, 1, 1)  # no view is set back further; few cases had begun then
MAX_WORDS = 200  # characters; more is no search
_UNWRITTEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")  # they stand in no text, and no slide or document takes them


def one_line(words: str) -> str:
    """Words to look for as they are kept: on one line, single blanks, nothing that cannot be written."""
    return " ".join(_UNWRITTEN.sub(" ", words).split())


@dataclass(frozen=True)
class Selection:
    """Themes, places, years and words; empty parts choose everything. Parts narrow each other, entries of a part add.

    `countries` and `regions` (M49 codes) form one part; `cases` are ids, of cases chosen by hand. `years` is (first,
    last), both included. `as_of` sets the whole dataset back to a past day (see `Dataset.on`); None is today."""

    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    origin: str | None = None
    sources: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    words: str = ""
    as_of: date | None = None

    def __bool__(self) -> bool:
        """True if anything is chosen."""
        return any(getattr(self, part.name) for part in fields(self))

    def to_params(self) -> dict[str, str]:
        """The address's parameters; parts that choose everything are left out."""
        given = {
            "theme": ",".join(self.themes),
            "country": ",".join(self.countries),
            "region": ",".join(self.regions),
            "from": str(self.years[0]) if self.years else "",
            "to": str(self.years[1]) if self.years else "",
            "status": ",".join(self.statuses),
            "kind": ",".join(self.kinds),
            "origin": self.origin or "",
            "source": ",".join(self.sources),
            "case": ",".join(self.cases),
            "q": self.words,
            "asof": self.as_of.isoformat() if self.as_of else "",
        }
        return {name: value for name, value in given.items() if value}

    @classmethod
    def from_params(cls, params: Mapping[str, Iterable[str]], dataset: Dataset) -> tuple["Selection", list[tuple[str, str]]]:
        """The selection that an address asks for, and what of it was ignored as (name, value).

        `params` gives the values of each name, as a browser may repeat them. Entries are kept in the dataset's order."""
        ignored: list[tuple[str, str]] = []

        def entries(name: str) -> list[str]:
            return [part for value in params.get(name, ()) for part in value.split(",") if part]

        def known(name: str, ids: Iterable[str]) -> tuple[str, ...]:
            order = list(ids)
            asked = entries(name)
            ignored.extend((name, part) for part in asked if part not in order)
            return tuple(each for each in order if each in asked)

        def year(name: str, default: int) -> int:
            asked = list(params.get(name, ()))
            if not asked:
                return default
            if asked[-1].isascii() and asked[-1].isdigit() and first <= int(asked[-1][:6]) <= last:
                return int(asked[-1])
            ignored.append((name, asked[-1]))
            return default

        first, last = dataset.years
        years = (year("from", first), year("to", last))
        if years[0] > years[1]:
            ignored += [("from", str(years[0])), ("to", str(years[1]))]
            years = (first, last)
        words = one_line(" ".join(params.get("q", ())))
        if len(words) > MAX_WORDS:
            ignored.append(("q", words[:40] + "…"))
            words = ""
        origins = known("origin", ORIGINS)
        as_of = None
        for value in list(params.get("asof", ()))[-1:]:
            try:
                as_of = date.fromisoformat(value)
            except ValueError:
                as_of = None
            if as_of is None or as_of.isoformat() != value or not EARLIEST <= as_of < dataset.as_of:
                as_of = None
                ignored.append(("asof", value))
        selection = cls(
            themes=known("theme", dataset.theme),
            countries=known("country", dataset.country),
            regions=known("region", dataset.regions),
            years=None if years == (first, last) else years,
            statuses=known("status", STATUSES),
            kinds=known("kind", KINDS),
            origin=origins[0] if origins else None,
            sources=known("source", SOURCE_KINDS),
            cases=known("case", dataset.case),
            words=words,
            as_of=as_of,
        )
        return selection, ignored

    def sentence(self, dataset: Dataset, text: Text) -> str:
        """What is chosen, in words: "Armed conflict in Africa, 2015 to 2020"; "All cases" for nothing."""
        if not self:
            return text("selection.all")
        places = [text.region(code) for code in self.regions] + [text.country(dataset.country[iso3]) for iso3 in self.countries]
        by_hand = text.count("selection.cases", len(self.cases)) if self.cases else ""
        themes = text.join([dataset.theme[theme].name[text.language] for theme in self.themes], "or") or by_hand or text("selection.all")
        parts = [text("selection.in", what=themes, where=text.join(places, "or")) if places else themes]
        if self.years:
            one = self.years[0] == self.years[1]
            parts.append(str(self.years[0]) if one else text("selection.years", first=self.years[0], last=self.years[1]))
        parts += [text.join([text(f"status.{each}") for each in self.statuses], "or").lower()] if self.statuses else []
        parts += [text.join([text(f"kind.{each}") for each in self.kinds], "or").lower()] if self.kinds else []
        parts += [text(f"origin.{self.origin}")] if self.origin else []
        kinds = text.join([text(f"source_kind.{each}") for each in self.sources], "or")
        parts += [text("selection.sources", kinds=kinds)] if self.sources else []
        parts += [by_hand] if by_hand and self.themes else []
        parts += [text("selection.words", words=self.words)] if self.words else []
        parts += [text("selection.as_of", date=text.date(self.as_of))] if self.as_of else []
        return " · ".join(parts)


def years_of(case: Case, last: int) -> set[int]:
    """The years in which the case lasted (an open one to `last`) or something happened in it."""
    end = case.end.last.year if case.end else last
    return set(range(case.start.first.year, end + 1)) | {event.date.first.year for event in case.events}


@dataclass(frozen=True)
class Chosen:
    """The cases of one selection. `flags` tells for each case of the dataset whether it is chosen."""

    dataset: Dataset
    flags: np.ndarray

    @cached_property
    def positions(self) -> np.ndarray:
        """Where the chosen cases stand in the dataset, in its order."""
        return np.flatnonzero(self.flags)

    def __len__(self) -> int:
        return len(self.positions)

    def cases(self, start: int = 0, stop: int | None = None) -> tuple[Case, ...]:
        """The chosen cases from `start` to before `stop`."""
        return tuple(self.dataset.cases[position] for position in self.positions[start:stop])

    def among(self, flags: np.ndarray) -> "Chosen":
        """Those of them that `flags` marks as well, such as an array of the Index."""
        return Chosen(self.dataset, self.flags & flags)


class Index:
    """For each thing that can be chosen, which cases have it. Built once for a dataset; read only."""

    def __init__(self, dataset: Dataset, texts: Iterable[Text]):
        self.dataset = dataset
        self._texts = tuple(texts)
        self.themes = self._flags(dataset.theme, lambda case: case.themes)
        self.countries = self._flags(dataset.country, lambda case: case.iso3s)
        regions = {iso3: (country.region, country.subregion) for iso3, country in dataset.country.items()}
        self.regions = self._flags(dataset.regions, lambda case: {code for iso3 in case.iso3s for code in regions[iso3]})
        self.statuses = self._flags(STATUSES, lambda case: (case.status,))
        self.kinds = self._flags(KINDS, lambda case: (case.kind,))
        self.origins = self._flags(ORIGINS, lambda case: (case.origin,))
        self.sources = self._flags(SOURCE_KINDS, lambda case: {source.kind for source in case.sources})
        self._ids = np.array([case.id for case in dataset.cases], dtype=str)
        first, last = dataset.years
        self.years = self._flags(range(first, last + 1), lambda case: years_of(case, last) & set(range(first, last + 1)))

    @cached_property
    def search(self) -> Search:
        """Full text over the cases; built when first asked, which most visits to a past day never do."""
        return Search(self.dataset, self._texts)

    def _flags(self, ids: Iterable, of) -> dict:
        flags = {each: np.zeros(len(self.dataset.cases), dtype=bool) for each in ids}
        for position, case in enumerate(self.dataset.cases):
            for each in of(case):
                flags[each][position] = True
        return flags

    def apply(self, selection: Selection) -> Chosen:
        """The cases that the selection stands for."""
        flags, nothing = np.ones(len(self.dataset.cases), dtype=bool), np.zeros(len(self.dataset.cases), dtype=bool)
        places = [self.countries[iso3] for iso3 in selection.countries] + [self.regions[code] for code in selection.regions]
        first, last = selection.years or (1, 0)
        parts = (
            [self.themes[each] for each in selection.themes],
            places,
            [self.years.get(year, nothing) for year in range(first, last + 1)],
            [self.statuses[each] for each in selection.statuses],
            [self.kinds[each] for each in selection.kinds],
            [self.origins[selection.origin]] if selection.origin else [],
            [self.sources[each] for each in selection.sources],
            [np.isin(self._ids, selection.cases)] if selection.cases else [],
        )
        for part in parts:
            if part:
                flags &= np.logical_or.reduce(part)
        if selection.words:
            flags &= self.search.find(selection.words).flags
        return Chosen(self.dataset, flags)
