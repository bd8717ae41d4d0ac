"""The numbers around the cases, as frozen values: indicators, flows, conflicts, treaties, all in one `Numbers`.

Every value knows its file and its row there, so that it can be traced; `tables` reads and checks the files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Literal, get_args

import numpy as np
import pandas as pd
from pydantic import BeforeValidator, Field, StringConstraints

from components.model import Address, Bilingual, Day, Line, Number, PartialDate, Record, Slug

Direction = Literal["worse", "better", "none"]
Group = Literal["displacement", "conflict", "freedoms", "population"]
FlowKind = Literal["refugees", "asylum_seekers", "oip"]
TreatyStatus = Literal["party", "signatory", "none", "unknown"]
ConflictType = Literal["extrasystemic", "interstate", "intrastate", "internationalized intrastate"]

FLOW_KINDS, TREATY_STATUSES, CONFLICT_TYPES = get_args(FlowKind), get_args(TreatyStatus), get_args(ConflictType)
WORLD = "WLD"  # stands in the iso3 column of a series that the source gives for the world alone

Truth = Annotated[bool, BeforeValidator(lambda value: {"true": True, "false": False}.get(value, value))]
Year = Annotated[int, Field(ge=1700, le=2200)]
Code = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=60)]


class Break(Record):
    """A year from which a series means something else than before."""

    year: Year
    en: Line
    fr: Line


class Expected(Record):
    """What values, years and coverage a sound file has; `least_countries` is for the newest year."""

    min: Number
    max: Number
    first_year: Year
    last_year: Year
    least_countries: Annotated[int, Field(ge=1)]


class MadeFrom(Record):
    """From which source (a word of `components.refresh`) and columns a file is made; several columns are added up."""

    source: Slug
    columns: tuple[Line, ...] = Field(min_length=1)
    low: Line | None = None
    high: Line | None = None
    from_year: Year | None = None


class Unmatched(Record):
    """A code of the source that is no country of ours: why, how many rows, the newest value. `kept`: its rows are in
    the file, so that totals are whole; otherwise (aggregates, former States, parts of a country) they are left out."""

    code: Code
    name: Line
    rows: Annotated[int, Field(ge=1)]
    last_year: Year
    value_last: Number
    kept: Truth
    why: Bilingual


class Origin(Record):
    """Where a file of numbers comes from: what the reader is one click away from."""

    name: Bilingual
    producer: Line
    citation: Line
    page: Address
    licence: Line
    licence_page: Address | None = None
    vintage: Line
    series: Slug
    accessed: Day
    traps: Bilingual
    unmatched: tuple[Unmatched, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """Codes that are no country and whose rows are in the file."""
        return tuple(each.code for each in self.unmatched if each.kept)


class IndicatorSidecar(Origin):
    """What an indicator measures and how it is shown. `bins`: lower bounds of the classes of a map, ascending."""

    id: Slug
    short: Bilingual
    what: Bilingual
    unit: Bilingual
    direction: Direction
    kind: Literal["count", "index", "rate"]
    decimals: Annotated[int, Field(ge=0, le=4)]
    scope: Literal["country", "world"]
    theme: Slug
    group: Group
    bins: tuple[Number, ...] = Field(min_length=4, max_length=8)
    breaks: tuple[Break, ...] = ()
    expected: Expected
    made_from: MadeFrom


class FlowsSidecar(Origin):
    """Where the flows come from."""

    first_year: Year
    last_year: Year


class ConflictsSidecar(Origin):
    """Where the list of conflicts comes from, and until which year it goes."""

    last_year: Year


@dataclass(frozen=True)
class Value:
    """One number with its place: file and line (1 is the header). `low`, `high`: None where the source gives none."""

    iso3: str
    year: int
    value: float
    low: float | None
    high: float | None
    file: str
    line: int


@dataclass(frozen=True)
class Indicator:
    """An indicator: its sidecar and its rows (iso3, year, value, low, high, line), sorted by iso3 and year."""

    info: IndicatorSidecar
    file: str
    rows: pd.DataFrame

    @property
    def id(self) -> str:
        """The sidecar's id."""
        return self.info.id

    @property
    def has_range(self) -> bool:
        """True if the source gives low and high."""
        return "low" in self.rows.columns

    @cached_property
    def table(self) -> pd.DataFrame:
        """The rows of countries alone; in a series for the world, of the world."""
        return self.rows[~self.rows.iso3.isin(self.info.kept)]

    @cached_property
    def beside(self) -> pd.DataFrame:
        """The rows of kept codes that are no country (unknown origin, stateless): to be named beside the map."""
        return self.rows[self.rows.iso3.isin(self.info.kept)]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years with any value, ascending."""
        return tuple(int(year) for year in np.unique(self.rows.year.to_numpy()))

    @property
    def latest(self) -> int:
        """The newest year."""
        return self.years[-1]

    @cached_property
    def _place(self) -> dict[tuple[str, int], int]:
        return {key: row for row, key in enumerate(zip(self.rows.iso3, self.rows.year.tolist(), strict=True))}

    def _value(self, row: int) -> Value:
        each = self.rows.iloc[row]
        low, high = (float(each[part]) if self.has_range and not pd.isna(each[part]) else None for part in ("low", "high"))
        return Value(str(each.iso3), int(each.year), float(each.value), low, high, self.file, int(each.line))

    def value(self, iso3: str, year: int) -> Value | None:
        """The value of a country (or kept code) in a year; None where the source has none, which is not zero."""
        row = self._place.get((iso3, year))
        return None if row is None else self._value(row)

    def series(self, iso3: str) -> pd.DataFrame:
        """The rows of one country, ascending by year; empty if it has none."""
        return self.rows[self.rows.iso3 == iso3]

    def in_year(self, year: int) -> pd.DataFrame:
        """The rows of countries in one year."""
        return self.table[self.table.year == year]

    @cached_property
    def totals(self) -> pd.Series:
        """The sum of a count by year, kept codes included; empty for an index or rate, which must not be added up."""
        if self.info.kind != "count":
            return pd.Series(dtype=float)
        return self.rows.groupby("year").value.sum()

    def bin(self, value: float) -> int:
        """The class of a value: the position of the highest lower bound that is not above it."""
        return max(0, int(np.searchsorted(self.info.bins, value, side="right")) - 1)


PER = 100_000  # inhabitants


def per_head(count: Indicator, population: Indicator) -> Indicator | None:
    """A count per PER inhabitants, for the countries and years that both have; None if they share none.

    Lines still point into the file of the count. Both figures are of the same year; no year is filled from another."""
    people = population.rows[["iso3", "year", "value"]].rename(columns={"value": "people"})
    rows = count.table.merge(people[people["people"] > 0], on=["iso3", "year"])
    if rows.empty:
        return None
    for column in ("value", "low", "high"):
        if column in rows:
            rows[column] = rows[column] * PER / rows["people"]
    source = population.info
    info = count.info.model_copy(
        update={
            "id": f"{count.id}-per-head",
            "unit": Bilingual(en="per 100,000 inhabitants", fr="pour 100 000 habitants"),
            "kind": "rate",
            "decimals": 1,
            "bins": (0.0, 1.0, 10.0, 100.0, 1_000.0, 10_000.0),
            "citation": f"{count.info.citation} · {source.citation}",
            "licence": f"{count.info.licence} · {source.licence}",
            "unmatched": (),
        }
    )
    return Indicator(info, count.file, rows.drop(columns="people"))


@dataclass(frozen=True)
class Flow:
    """People of one origin in one country of asylum: how many by kind, and the rows of the file they stand in (from 1)."""

    code: str
    values: Mapping[str, int]
    rows: tuple[int, ...]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.values.values())


@dataclass(frozen=True)
class TopFlows:
    """The largest flows of a year, how many others there are and their sum, and the sum of all."""

    flows: tuple[Flow, ...]
    others: int
    rest: int
    total: int


@dataclass(frozen=True)
class Flows:
    """Stocks at year's end by origin and country of asylum; only pairs with at least one person have a row."""

    info: FlowsSidecar
    file: str
    rows: pd.DataFrame

    @property
    def years(self) -> tuple[int, ...]:
        """Years with any flow, ascending."""
        return tuple(int(year) for year in np.unique(self.rows.year.to_numpy()))

    @cached_property
    def _of(self) -> dict[tuple[str, str], np.ndarray]:
        """Positions by ("origin", code) and ("asylum", code)."""
        by = {}
        for side in ("origin", "asylum"):
            codes = self.rows[side].cat.categories
            by |= {(side, codes[code]): rows for code, rows in self.rows.groupby(self.rows[side].cat.codes).indices.items()}
        return by

    def _top(self, side: str, other: str, code: str, year: int, most: int, kinds: Iterable[str]) -> TopFlows:
        rows = self.rows.iloc[self._of.get((side, code), [])]
        rows = rows[(rows.year == year) & rows.kind.isin(list(kinds))]
        found: dict[str, tuple[dict, list]] = {}
        for row, each, kind, value in zip(rows.index.tolist(), rows[other], rows.kind, rows.value.tolist(), strict=True):
            values, places = found.setdefault(each, ({}, []))
            values[kind] = value
            places.append(row + 1)
        flows = [Flow(each, MappingProxyType(values), tuple(places)) for each, (values, places) in found.items()]
        flows.sort(key=lambda flow: (-flow.total, flow.code))
        total = sum(flow.total for flow in flows)
        shown = tuple(flows[:most])
        return TopFlows(shown, len(flows) - len(shown), total - sum(flow.total for flow in shown), total)

    def to(self, origin: str, year: int, most: int = 10, kinds: Iterable[str] = FLOW_KINDS) -> TopFlows:
        """Where people from `origin` are at the end of `year`: the `most` largest, the rest summed."""
        return self._top("origin", "asylum", origin, year, most, kinds)

    def from_(self, asylum: str, year: int, most: int = 10, kinds: Iterable[str] = FLOW_KINDS) -> TopFlows:
        """Where the people that `asylum` hosts at the end of `year` come from: the `most` largest, the rest summed."""
        return self._top("asylum", "origin", asylum, year, most, kinds)


@dataclass(frozen=True)
class ConflictYear:
    """A conflict in one year it was active. `war`: 1,000 battle-related deaths or more in the year, else 25 to 999.
    `side_a`, `side_b`: the States that are parties; `with_a`, `with_b`: States that sent troops to a side. States
    without a code of today stand as in the source (gw and a number). Parties say nothing of where the fighting was."""

    conflict: int
    name: str
    year: int
    type: ConflictType
    over: Literal["government", "territory", "both"]
    war: bool
    side_a: tuple[str, ...]
    with_a: tuple[str, ...]
    side_b: tuple[str, ...]
    with_b: tuple[str, ...]
    start: PartialDate
    line: int


@dataclass(frozen=True)
class Conflicts:
    """The list of armed conflicts by year."""

    info: ConflictsSidecar
    file: str
    rows: tuple[ConflictYear, ...]

    @cached_property
    def _by_state(self) -> dict[str, list[ConflictYear]]:
        by: dict[str, list[ConflictYear]] = {}
        for row in self.rows:
            for iso3 in dict.fromkeys(row.side_a + row.side_b):
                by.setdefault(iso3, []).append(row)
        return by

    def of(self, iso3: str) -> tuple[ConflictYear, ...]:
        """Conflict-years in which the State is a party itself (not those it only sent troops to), in the file's order."""
        return tuple(self._by_state.get(iso3, ()))

    def sent_troops(self, iso3: str) -> tuple[ConflictYear, ...]:
        """Conflict-years in which the State sent troops to another's side."""
        return tuple(row for row in self.rows if iso3 in row.with_a or iso3 in row.with_b)

    def in_year(self, year: int) -> tuple[ConflictYear, ...]:
        """The conflicts active in a year."""
        return tuple(row for row in self.rows if row.year == year)


class Treaty(Record):
    """A treaty and how complete our list of its parties is. `without_row`: what holds for a Member State of the United
    Nations that the list does not name."""

    id: Slug
    name: Bilingual
    short: Bilingual
    adopted: Year
    complete: Literal["true", "partial"]
    without_row: Literal["none", "unknown"]
    as_of: Day
    source: Line
    page: Address
    licence: Line
    traps: Bilingual


@dataclass(frozen=True)
class TreatyStatusRow:
    """What a State is to a treaty; `date` as precise as known, `line` 0 if no row says it. `doubtful`: the source says
    party, but only through another State's ratification: shown as unknown."""

    iso3: str
    treaty: str
    status: TreatyStatus
    date: PartialDate | None = None
    doubtful: bool = False
    line: int = 0


@dataclass(frozen=True)
class Treaties:
    """Treaties and who is bound by them. `members`: the States the complete lists speak of."""

    treaties: tuple[Treaty, ...]
    file: str
    rows: Mapping[tuple[str, str], TreatyStatusRow]
    members: frozenset[str] = field(default_factory=frozenset)

    def status(self, iso3: str, treaty: str) -> TreatyStatusRow:
        """What the State is to the treaty; `unknown` where no list says it, never `none` from a partial list."""
        row = self.rows.get((iso3, treaty))
        if row is not None:
            return row
        without = {each.id: each.without_row for each in self.treaties}[treaty]
        return TreatyStatusRow(iso3, treaty, without if iso3 in self.members else "unknown")

    def of(self, iso3: str) -> tuple[tuple[Treaty, TreatyStatusRow], ...]:
        """Every treaty with the State's status, in the order of the list."""
        return tuple((each, self.status(iso3, each.id)) for each in self.treaties)


@dataclass(frozen=True)
class Numbers:
    """All numbers: indicators by id in the order of their groups, flows, conflicts, treaties; None where there is no file."""

    indicators: Mapping[str, Indicator] = field(default_factory=lambda: MappingProxyType({}))
    flows: Flows | None = None
    conflicts: Conflicts | None = None
    treaties: Treaties | None = None

    @cached_property
    def per_head(self) -> Mapping[str, Indicator]:
        """The counts by country per PER inhabitants, by the id of the count; empty without the indicator `population`."""
        population = self.indicators.get("population")
        counts = [each for each in self.indicators.values() if each.info.kind == "count" and each.info.scope == "country" and each is not population]
        rates = {each.id: per_head(each, population) for each in counts} if population else {}
        return MappingProxyType({id: rate for id, rate in rates.items() if rate is not None})
