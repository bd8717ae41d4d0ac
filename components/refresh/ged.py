"""UCDP's Georeferenced Event Dataset: the public CSV, or the zip that holds it, to `ged.parquet`.

DuckDB streams the file, so that memory stays bounded however many events there are; rows are ordered by place, so
that a reader of one region skips the rest. The whole file is checked before anything is written.
"""

import re
import shutil
import tempfile
import zipfile
from pathlib import Path

import duckdb

from components.ged import FILE
from components.refresh.files import Refused

MOST_BYTES = 4_000_000_000  # of a CSV inside a zip; GED 26.1 has about a tenth
MEMORY = "512MB"
COLUMNS = [
    "id", "year", "type_of_violence", "conflict_new_id", "conflict_name", "side_a", "side_b", "where_prec", "latitude", "longitude",
    "country", "date_prec", "date_start", "date_end", "best", "low", "high",
]  # fmt: skip
TYPED = """
    SELECT TRY_CAST(id AS BIGINT) AS id, TRY_CAST(year AS SMALLINT) AS year, TRY_CAST(type_of_violence AS TINYINT) AS kind,
        TRY_CAST(conflict_new_id AS INTEGER) AS conflict, conflict_name AS name, side_a, side_b, TRY_CAST(where_prec AS TINYINT) AS where_prec,
        TRY_CAST(latitude AS DOUBLE) AS lat, TRY_CAST(longitude AS DOUBLE) AS lon, country, TRY_CAST(date_prec AS TINYINT) AS date_prec,
        TRY_CAST(left(date_start, 10) AS DATE) AS first_day, TRY_CAST(left(date_end, 10) AS DATE) AS last_day,
        TRY_CAST(best AS INTEGER) AS best, TRY_CAST(low AS INTEGER) AS low, TRY_CAST(high AS INTEGER) AS high
    FROM raw
"""
RULES = {  # what must hold of every event, and the column it is said of
    "a whole number as id": ("id", "id IS NOT NULL"),
    "a year from 1989": ("year", "year BETWEEN 1989 AND 2100"),
    "1 (state-based), 2 (non-state) or 3 (one-sided)": ("type_of_violence", "kind BETWEEN 1 AND 3"),
    "1 (exact) to 7 (no place)": ("where_prec", "where_prec BETWEEN 1 AND 7"),
    "1 (day known) to 5 (year known)": ("date_prec", "date_prec BETWEEN 1 AND 5"),
    "degrees from -90 to 90": ("latitude", "lat BETWEEN -90 AND 90"),
    "degrees from -180 to 180": ("longitude", "lon BETWEEN -180 AND 180"),
    "a day as YYYY-MM-DD": ("date_start", "first_day IS NOT NULL"),
    "a day that is not before date_start": ("date_end", "last_day >= first_day"),
    "a date_start in the year of the event": ("date_start", "date_part('year', first_day) = year"),
    "a number of deaths, 0 or more": ("best", "best >= 0"),
    "a number of deaths, 0 or more, as low": ("low", "low >= 0"),
    "a number of deaths, 0 or more, as high": ("high", "high >= 0"),
}


def _csv(path: Path, folder: Path) -> Path:
    """The CSV itself, or the one inside a zip, copied into `folder` piece by piece."""
    if not path.is_file():
        raise Refused(f"{path} is not there")
    if not zipfile.is_zipfile(path):
        return path
    with zipfile.ZipFile(path) as archive:
        inside = [info for info in archive.infolist() if info.filename.lower().endswith(".csv") and not info.is_dir()]
        if len(inside) != 1:
            raise Refused(f"{path.name} holds {len(inside)} CSV files; expected one")
        if inside[0].file_size > MOST_BYTES:
            raise Refused(f"{path.name} holds {inside[0].file_size} bytes; expected at most {MOST_BYTES}")
        target = folder / Path(inside[0].filename).name
        with archive.open(inside[0]) as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink)
    return target


def version(name: str) -> str:
    """The release that a file's name tells (GEDEvent_v26_1.csv, ged261-csv.zip), as 26.1; nothing if it tells none."""
    match = re.search(r"(?:v|ged)(\d{2})_?(\d)\b", re.sub(r"[-.]", " ", name.lower().replace("gedevent_", "")))
    return f"{match[1]}.{match[2]}" if match else ""


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _faults(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What events break which rule: how many, and the first one's id."""
    counted = ", ".join(
        f"count(*) FILTER (WHERE NOT coalesce({rule}, false)), first(id) FILTER (WHERE NOT coalesce({rule}, false))" for _, rule in RULES.values()
    )
    found = connection.execute(f"SELECT {counted} FROM events").fetchone()
    faults = [
        f"{column}: {found[2 * place]} events without {expected} (the first has id {found[2 * place + 1]})"
        for place, (expected, (column, _)) in enumerate(RULES.items())
        if found[2 * place]
    ]
    rows, ids = connection.execute("SELECT count(*), count(DISTINCT id) FROM events").fetchone()
    if not rows:
        faults.append("no event")
    elif ids < rows:
        faults.append(f"id: {rows - ids} events with an id that another one has")
    return faults


def convert(path: Path, out: Path) -> list[str]:
    """Write `out`/ged.parquet from UCDP's file; Refused, and nothing written, if a column lacks or an event is not sound."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        source = _csv(path, Path(folder))
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET threads = 1; SET temp_directory = {_quoted(folder)}")
        connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        options = "header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', max_line_size = 8000000"
        try:
            found = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM read_csv({_quoted(source)}, {options})").fetchall()]
            missing = [name for name in COLUMNS if name not in found]
            if missing:
                raise Refused(f"{path.name} has no column {', '.join(missing)}; found {', '.join(found[:50])}; expected UCDP's GED with {', '.join(COLUMNS)}")
            # Text first, types after: DuckDB moves a cast into the reading of the CSV, where TRY_CAST becomes an error.
            connection.execute(f"CREATE TABLE raw AS SELECT {', '.join(COLUMNS)} FROM read_csv({_quoted(source)}, {options})")
            connection.execute(f"CREATE TABLE events AS {TYPED}; DROP TABLE raw")
        except duckdb.Error as error:
            raise Refused(f"{path.name} cannot be read as UCDP's CSV: {str(error).splitlines()[0]}") from None
        faults = _faults(connection)
        if faults:
            raise Refused(f"{path.name}: " + "; ".join(faults))
        rows, first, last = connection.execute("SELECT count(*), min(year), max(year) FROM events").fetchone()
        out.mkdir(parents=True, exist_ok=True)
        target, made = out / FILE, Path(folder) / FILE
        vintage = version(source.name) or version(path.name)
        connection.execute(
            f"COPY (SELECT * FROM events ORDER BY floor(lat / 5), floor(lon / 5), year, id) TO {_quoted(made)} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192, KV_METADATA {{vintage: {_quoted(vintage)}}})"
        )
        shutil.move(made, target)
    return [f"wrote {target.name}: {rows} events, {first} to {last}, release {vintage or 'not told by the file name'}, {target.stat().st_size} bytes"]
