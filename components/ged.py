"""UCDP's conflict events by place and year, read with DuckDB from `ged.parquet` only where the reader looks.

The file is not shipped: `python -m components.refresh ged FILE` makes it from UCDP's public file, at the address PAGE.
Points are not always where something happened: `where_prec` 1 is exact, 2 near, 3 and 4 the middle of a district or
province, 5 a larger or linear feature, 6 the middle of the country, 7 international waters or airspace.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

FILE = "ged.parquet"
PAGE = "https://ucdp.uu.se/downloads/index.html#ged_global"
KINDS = {1: "state-based", 2: "non-state", 3: "one-sided"}
CELLS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0)  # degrees; the sides of grid cells, finest first
WORLD = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class GedFile:
    """An event file that lies ready: release ("" if its name did not tell), number of events, first and last year."""

    path: Path
    vintage: str
    events: int
    first_year: int
    last_year: int


@dataclass(frozen=True)
class Events:
    """What is in view. `cell` None: `table` has one row an event (id, year, kind, name, side_a, side_b, where_prec, lat,
    lon, country, date_prec, first_day, last_day, best, low, high). Otherwise one row a cell of that many degrees: lat and
    lon of its middle, events, best, low, high. The sums are of all events in view."""

    table: pd.DataFrame
    cell: float | None
    events: int
    best: int
    low: int
    high: int


def _connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET threads = 2; SET memory_limit = '256MB'; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    return connection


def available(directory: Path) -> GedFile | None:
    """The event file of a data directory; None if there is none or it cannot be read."""
    path = directory / FILE
    if not path.is_file():
        return None
    try:
        with _connect() as connection:
            rows, first, last = connection.execute("SELECT count(*), min(year), max(year) FROM read_parquet(?)", [str(path)]).fetchone()
            metadata = connection.execute("SELECT value FROM parquet_kv_metadata(?) WHERE key = 'vintage'", [str(path)]).fetchone()
    except duckdb.Error:
        return None
    return GedFile(path, metadata[0].decode() if metadata else "", rows, first, last) if rows else None


def _where(bbox: tuple[float, float, float, float], years: tuple[int, int], kinds: Iterable[int]) -> tuple[str, list]:
    west, south, east, north = bbox
    across = "(lon >= ? OR lon <= ?)" if west > east else "lon >= ? AND lon <= ?"  # a view over the 180th meridian
    chosen = sorted(set(kinds))
    marks = ", ".join("?" * len(chosen))
    return f"{across} AND lat >= ? AND lat <= ? AND year >= ? AND year <= ? AND kind IN ({marks})", [west, east, south, north, *years, *chosen]


def events(path: Path, bbox: tuple[float, float, float, float], years: tuple[int, int], most: int, kinds: Iterable[int] = tuple(KINDS)) -> Events:
    """The events inside `bbox` (west, south, east, north; degrees) and from the first to the last of `years`.

    At most `most` rows: single events, deadliest first, or sums by the finest grid whose cells are that few (or the
    coarsest grid). duckdb.Error if the file is not one that `components.refresh ged` wrote.
    """
    kinds = tuple(kinds)
    if not kinds:
        return Events(pd.DataFrame(), None, 0, 0, 0, 0)
    where, values = _where(bbox, years, kinds)
    source = [str(path), *values]
    with _connect() as connection:
        sums = "count(*), coalesce(sum(best), 0), coalesce(sum(low), 0), coalesce(sum(high), 0)"
        count, *deaths = map(int, connection.execute(f"SELECT {sums} FROM read_parquet(?) WHERE {where}", source).fetchone())
        if count <= most:
            table = connection.execute(f"SELECT * EXCLUDE (conflict) FROM read_parquet(?) WHERE {where} ORDER BY best DESC, id", source).df()
            return Events(table, None, count, *deaths)
        for cell in CELLS:
            columns, rows = f"floor(lat / {cell})", f"floor(lon / {cell})"
            cells = connection.execute(f"SELECT count(*) FROM (SELECT DISTINCT {columns}, {rows} FROM read_parquet(?) WHERE {where})", source).fetchone()[0]
            if cells <= most or cell == CELLS[-1]:
                break
        table = connection.execute(
            f"SELECT (floor(lat / {cell}) + 0.5) * {cell} AS lat, (floor(lon / {cell}) + 0.5) * {cell} AS lon, count(*) AS events, "
            f"sum(best)::BIGINT AS best, sum(low)::BIGINT AS low, sum(high)::BIGINT AS high "
            f"FROM read_parquet(?) WHERE {where} GROUP BY 1, 2 ORDER BY best DESC, 1, 2",
            source,
        ).df()
        return Events(table, cell, count, *deaths)
