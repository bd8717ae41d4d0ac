"""Reads the files of numbers (CSV or Parquet with their sidecars) to values, or says all Problems.

`read` takes a data directory; one without any such file gives empty Numbers. What reads bytes or text alone
(`read_rows`, `read_treaties`, …) is apart, so that it can be tested without files.
"""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from components import schema
from components.indicators import (
    CONFLICT_TYPES,
    FLOW_KINDS,
    TREATY_STATUSES,
    WORLD,
    Conflicts,
    ConflictsSidecar,
    ConflictYear,
    Flows,
    FlowsSidecar,
    Indicator,
    IndicatorSidecar,
    Numbers,
    Origin,
    Treaties,
    Treaty,
    TreatyStatusRow,
)
from components.model import PartialDate
from components.problem import Problem, quoted

FLOW_COLUMNS = ["origin", "asylum", "year", "kind", "value"]
CONFLICT_COLUMNS = ["conflict", "name", "year", "type", "over", "intensity", "side_a", "with_a", "side_b", "with_b", "start"]
TREATY_COLUMNS = ["iso3", "treaty", "status", "date", "doubtful"]
GROUPS = ("displacement", "conflict", "freedoms", "population")
SHARE_ALIKE = "indicators/vdem/"  # the folder of files whose licence asks that what is made of them has the same
FIRST, LAST = 1700, 2200  # no year of a file lies outside
MOST = 20  # Problems of one rule in one file that are listed one by one


@dataclass(frozen=True)
class Around:
    """What the numbers must fit into."""

    iso3s: frozenset[str]
    themes: frozenset[str]


def _rows(file: str, frame: pd.DataFrame, wrong: np.ndarray, field: str, expected: str, first_line: int = 2) -> list[Problem]:
    """A Problem for each row where `wrong`, up to MOST; then one that counts the others. Rows are numbered from `first_line`."""
    places = np.flatnonzero(np.asarray(wrong, dtype=bool))
    named = [field] if field in frame.columns else [name for name in ("iso3", "origin", "asylum", "year") if name in frame.columns]

    def says(place: int) -> str:
        return quoted(", ".join(str(frame[name].iloc[place]) for name in named))

    problems = [Problem(file, int(place) + first_line, field, says(place), expected) for place in places[:MOST]]
    if len(places) > MOST:
        place = places[MOST]
        problems.append(Problem(file, int(place) + first_line, field, f"{says(place)}, and {len(places) - MOST - 1} more such rows", expected))
    return problems


def _numbers(file: str, frame: pd.DataFrame, field: str, form: str, expected: str) -> list[Problem]:
    """Problems of a column that the reader could not take as finite numbers."""
    if frame[field].dtype.kind in "iuf":
        return _rows(file, frame, ~np.isfinite(frame[field].to_numpy(dtype=float, na_value=np.inf)), field, expected)
    return _rows(file, frame, ~frame[field].astype(str).str.fullmatch(form).to_numpy(dtype=bool), field, expected)


def read_rows(file: str, content: bytes) -> tuple[pd.DataFrame | None, list[Problem]]:
    """The rows of an indicator's CSV with their line numbers, or None and Problems of form: columns, numbers, years, order."""
    header = content.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r").split(",")
    if header not in (["iso3", "year", "value"], ["iso3", "year", "value", "low", "high"]):
        return None, [Problem(file, 1, "header", quoted(",".join(header)), "iso3,year,value or iso3,year,value,low,high")]
    try:
        frame = pd.read_csv(BytesIO(content), keep_default_na=False, na_values={"low": [""], "high": [""]}, dtype={"iso3": str}, index_col=False)
    except (ValueError, UnicodeDecodeError) as error:
        return None, [Problem(file, 1, "", quoted(error), "a CSV in UTF-8 with as many cells in each row as in the header")]
    if frame.empty:
        return None, [Problem(file, 1, "", "no row", "at least one row under the header")]
    problems = _numbers(file, frame, "year", r"\d{4}", "a year as four digits")
    if not problems:
        year = frame.year.to_numpy(dtype=float)
        problems = _rows(file, frame, (year < FIRST) | (year > LAST) | (year % 1 != 0), "year", f"a whole year from {FIRST} to {LAST}")
    problems += _numbers(file, frame, "value", r"-?\d+(\.\d+)?", "a plain number; a country without a figure has no row")
    for bound in [name for name in ("low", "high") if name in frame.columns]:
        blank = frame[bound].isna()
        problems += _numbers(file, frame.assign(**{bound: frame[bound].where(~blank, 0)}), bound, r"-?\d+(\.\d+)?", "a plain number, or nothing")
    if problems:
        return None, problems
    if "low" in frame.columns:
        problems += _rows(file, frame, frame.low > frame.value, "low", "a low that is not above the value")
        problems += _rows(file, frame, frame.high < frame.value, "high", "a high that is not below the value")
    problems += _rows(file, frame, frame.duplicated(["iso3", "year"]), "iso3,year", "one row for a country and year")
    iso3, year = frame.iso3.to_numpy(dtype=str), frame.year.to_numpy()
    backwards = np.r_[False, (iso3[1:] < iso3[:-1]) | ((iso3[1:] == iso3[:-1]) & (year[1:] < year[:-1]))]
    problems += _rows(file, frame, backwards, "iso3,year", "rows sorted by iso3, then year")
    return frame.assign(line=np.arange(2, len(frame) + 2)), problems


def _sidecar(file: str, content: bytes | None, kind: type[Origin]) -> tuple[Origin | None, list[Problem]]:
    if content is None:
        return None, [Problem(file, 1, "", "nothing: the file is not there", "a sidecar that says where the numbers come from")]
    document, problems = schema.read_document(file, content.decode("utf-8", "replace"))
    if document is None:
        return None, problems
    record, faults = schema.validate(kind, document.value)
    if record is not None:
        codes = [each.code for each in record.unmatched]
        faults += [(("unmatched", place, "code"), quoted(code), "each code once") for place, code in enumerate(codes) if code in codes[:place]]
    return record, problems + schema.problems_at(file, document, faults)


def _fits(file: str, sidecar: str, info: IndicatorSidecar, rows: pd.DataFrame, around: Around) -> list[Problem]:
    """Problems between an indicator's rows, its sidecar and the countries."""
    expected = info.expected
    known = (around.iso3s if info.scope == "country" else {WORLD}) | set(info.kept)
    year, value = rows.year.to_numpy(), rows.value.to_numpy()
    problems = _rows(file, rows, ~rows.iso3.isin(known), "iso3", "a code of countries.csv, or one that the sidecar lists as unmatched and kept")
    too_large = (value > expected.max) & ~rows.iso3.isin(info.kept).to_numpy()  # a kept code can stand for the whole world
    problems += _rows(file, rows, (value < expected.min) | too_large, "value", f"a value from {expected.min:g} to {expected.max:g}")
    outside = (year < expected.first_year) | (year > expected.last_year)
    problems += _rows(file, rows, outside, "year", f"a year from {expected.first_year} to {expected.last_year}, as the sidecar says")
    newest = int(year.max())
    if newest < expected.last_year:
        problems.append(Problem(file, 1, "year", f"{newest} as the newest year", f"rows for {expected.last_year}, as the sidecar says"))
    covered = int((rows.year.eq(newest) & rows.iso3.isin(around.iso3s if info.scope == "country" else {WORLD})).sum())
    if covered < expected.least_countries:
        problems.append(Problem(file, 1, "iso3", f"{covered} countries in {newest}", f"at least {expected.least_countries}, as the sidecar says"))
    for code in sorted(set(info.kept) - set(rows.iso3)):
        problems.append(Problem(sidecar, 1, "unmatched", f"{code} as kept", "a code that the file has rows for"))
    stem = Path(file).stem
    if info.id != stem:
        problems.append(Problem(sidecar, 1, "id", quoted(info.id), f"the file's name, {stem}"))
    if info.theme not in around.themes:
        problems.append(Problem(sidecar, 1, "theme", quoted(info.theme), "an id of themes.yml"))
    if list(info.bins) != sorted(set(info.bins)) or info.bins[0] > expected.min:
        problems.append(Problem(sidecar, 1, "bins", quoted(", ".join(f"{each:g}" for each in info.bins)), "ascending lower bounds from expected.min or below"))
    if ("SA" in info.licence) != file.startswith(SHARE_ALIKE):
        problems.append(Problem(sidecar, 1, "licence", quoted(info.licence), f"share-alike files in {SHARE_ALIKE}, and no others there"))
    return problems


def read_indicator(file: str, sidecar: str, content: bytes | None, text: bytes | None, around: Around) -> tuple[Indicator | None, list[Problem]]:
    """The indicator that a CSV and its sidecar hold (None for a file that is not there), or None and all Problems."""
    info, problems = _sidecar(sidecar, text, IndicatorSidecar)
    if content is None:
        return None, [*problems, Problem(file, 1, "", "nothing: the file is not there", "the numbers that the sidecar speaks of")]
    rows, found = read_rows(file, content)
    problems += found
    if info is not None and rows is not None:
        problems += _fits(file, sidecar, info, rows, around)
    return (None if problems else Indicator(info, file, rows)), problems


def _mixed(indicators: Iterable[Indicator]) -> list[Problem]:
    """Problems of indicators that share a series and are not of one producer and vintage."""
    first: dict[str, IndicatorSidecar] = {}
    problems = []
    for each in indicators:
        kin = first.setdefault(each.info.series, each.info)
        if (kin.vintage, kin.producer) != (each.info.vintage, each.info.producer):
            sidecar = each.file.removesuffix(".csv") + ".yml"
            problems.append(Problem(sidecar, 1, "series", quoted(each.info.series), f"another series than {kin.id}, which is {kin.vintage}"))
    return problems


def read_flows(file: str, frame: pd.DataFrame, sidecar: str, text: bytes | None, around: Around) -> tuple[Flows | None, list[Problem]]:
    """The flows that a table with FLOW_COLUMNS holds, or None and all Problems; rows are numbered from 1."""
    info, problems = _sidecar(sidecar, text, FlowsSidecar)
    if list(frame.columns) != FLOW_COLUMNS:
        return None, [*problems, Problem(file, 1, "columns", quoted(",".join(map(str, frame.columns))), ",".join(FLOW_COLUMNS))]
    if frame.year.dtype.kind not in "iu" or frame.value.dtype.kind not in "iu":
        return None, [*problems, Problem(file, 1, "columns", f"year {frame.year.dtype}, value {frame.value.dtype}", "whole numbers")]
    frame = frame.astype({"origin": "category", "asylum": "category", "kind": "category"})
    known = around.iso3s | set(info.kept if info else ())
    for side in ("origin", "asylum"):
        expected = "a code of countries.csv, or one that the sidecar lists as unmatched and kept"
        problems += _rows(file, frame, ~frame[side].isin(known), side, expected, first_line=1)
    problems += _rows(file, frame, ~frame.kind.isin(FLOW_KINDS), "kind", f"one of {', '.join(FLOW_KINDS)}", first_line=1)
    problems += _rows(file, frame, frame.value < 1, "value", "at least one person; a pair without any has no row", first_line=1)
    problems += _rows(file, frame, frame.duplicated(FLOW_COLUMNS[:4]), "pair", "one row for an origin, asylum, year and kind", first_line=1)
    if info is not None:
        outside = (frame.year < info.first_year) | (frame.year > info.last_year)
        problems += _rows(file, frame, outside, "year", f"a year from {info.first_year} to {info.last_year}, as the sidecar says", first_line=1)
    return (None if problems else Flows(info, file, frame)), problems


Cells = dict[str, list[str]]  # the columns of a CSV, all text


def _cells(file: str, content: bytes, columns: list[str]) -> tuple[Cells | None, list[Problem]]:
    """The columns of a CSV that has exactly these, or None and Problems."""
    try:
        header, *rows = csv.reader(StringIO(content.decode("utf-8")), strict=True)
    except (ValueError, csv.Error) as error:
        return None, [Problem(file, 1, "", quoted(error), f"a CSV in UTF-8 with {','.join(columns)}")]
    if header != columns:
        return None, [Problem(file, 1, "header", quoted(",".join(header)), ",".join(columns))]
    uneven = [line for line, row in enumerate(rows, start=2) if len(row) != len(columns)]
    if uneven:
        return None, [Problem(file, line, "", "another number of cells", f"{len(columns)} cells") for line in uneven[:MOST]]
    return dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)) if rows else dict.fromkeys(columns, []), []


def _listed(file: str, faults: list[tuple[int, str]], field: str, expected: str) -> list[Problem]:
    """Faults (place from 0, what it says) as Problems: up to MOST, then one that counts the others."""
    problems = [Problem(file, place + 2, field, quoted(says), expected) for place, says in faults[:MOST]]
    if len(faults) > MOST:
        place, says = faults[MOST]
        problems.append(Problem(file, place + 2, field, f"{quoted(says)}, and {len(faults) - MOST - 1} more such rows", expected))
    return problems


def _judged(file: str, cells: Cells, rules: Iterable[tuple[str, Callable[[str], bool], str]], key: tuple[str, str]) -> list[Problem]:
    """Problems of cells that break their column's rule, and of rows that repeat a key; each different cell is judged once."""
    problems = []
    for column, good, expected in rules:
        wrong = {cell for cell in set(cells[column]) if not good(cell)}
        if wrong:
            problems += _listed(file, [(place, cell) for place, cell in enumerate(cells[column]) if cell in wrong], column, expected)
    seen: set[tuple[str, str]] = set()
    again = []
    for place, pair in enumerate(zip(cells[key[0]], cells[key[1]], strict=True)):
        if pair in seen:
            again.append((place, ", ".join(pair)))
        seen.add(pair)
    return problems + _listed(file, again, ",".join(key), f"one row for each {' and '.join(key)}")


@lru_cache(maxsize=4096)
def _states(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@lru_cache(maxsize=8192)
def _date(cell: str) -> PartialDate | None:
    """The date a cell writes; None for nothing and for what is no date."""
    try:
        return PartialDate.parse(cell)
    except ValueError:
        return None


def read_conflicts(file: str, content: bytes, sidecar: str, text: bytes | None, around: Around) -> tuple[Conflicts | None, list[Problem]]:
    """The list of conflicts that a CSV with CONFLICT_COLUMNS holds, or None and all Problems."""
    info, problems = _sidecar(sidecar, text, ConflictsSidecar)
    cells, found = _cells(file, content, CONFLICT_COLUMNS)
    problems += found
    if cells is None or info is None:
        return None, problems
    known = around.iso3s | set(info.kept)
    last = info.last_year
    rules = (
        ("conflict", lambda cell: bool(re.fullmatch(r"\d+", cell)), "the number of a conflict"),
        ("year", lambda cell: bool(re.fullmatch(r"\d{4}", cell)) and 1946 <= int(cell) <= last, f"a year from 1946 to {last}"),
        ("type", lambda cell: cell in CONFLICT_TYPES, f"one of {', '.join(CONFLICT_TYPES)}"),
        ("over", lambda cell: cell in ("government", "territory", "both"), "government, territory or both"),
        ("intensity", lambda cell: cell in ("1", "2"), "1 (25 to 999 deaths) or 2 (1,000 or more)"),
        ("start", lambda cell: _date(cell) is not None, "a date as YYYY, YYYY-MM or YYYY-MM-DD"),
        ("side_a", lambda cell: bool(cell) and set(_states(cell)) <= known, "codes of countries.csv joined by ;"),
        *((side, lambda cell: set(_states(cell)) <= known, "codes of countries.csv joined by ;, or nothing") for side in ("with_a", "side_b", "with_b")),
    )
    problems += _judged(file, cells, rules, ("conflict", "year"))
    if problems:
        return None, problems
    rows = [
        ConflictYear(int(number), name, int(year), kind, over, intensity == "2", *map(_states, states), _date(start), line)
        for line, (number, name, year, kind, over, intensity, *states, start) in enumerate(zip(*cells.values(), strict=True), start=2)
    ]
    return Conflicts(info, file, tuple(rows)), problems


def read_treaties(file: str, content: bytes, lists: str, text: bytes | None, around: Around) -> tuple[Treaties | None, list[Problem]]:
    """The treaties of a list and the status rows of a CSV with TREATY_COLUMNS, or None and all Problems."""
    if text is None:
        return None, [Problem(lists, 1, "", "nothing: the file is not there", "the list of treaties with their sources")]
    treaties, problems = schema.read_list(lists, text.decode("utf-8", "replace"), Treaty)
    cells, found = _cells(file, content, TREATY_COLUMNS)
    problems += found
    if cells is None:
        return None, problems
    ids = {each.id for each in treaties}
    rules = (
        ("iso3", lambda cell: cell in around.iso3s, "a code of countries.csv"),
        ("treaty", lambda cell: cell in ids, f"an id of {lists}"),
        ("status", lambda cell: cell in TREATY_STATUSES, f"one of {', '.join(TREATY_STATUSES)}"),
        ("date", lambda cell: not cell or _date(cell) is not None, "nothing, or a date as YYYY, YYYY-MM or YYYY-MM-DD"),
        ("doubtful", lambda cell: cell in ("true", "false"), "true or false"),
    )
    problems += _judged(file, cells, rules, ("iso3", "treaty"))
    known = list(enumerate(zip(cells["status"], cells["date"], cells["doubtful"], strict=True)))
    dated = [(place, day) for place, (status, day, _) in known if status == "unknown" and day]
    problems += _listed(file, dated, "date", "no date where the status is unknown")
    doubted = [(place, status) for place, (status, _, doubtful) in known if doubtful == "true" and status != "unknown"]
    problems += _listed(file, doubted, "status", "unknown where the source is doubtful")
    for each in sorted(ids - set(cells["treaty"])):
        problems.append(Problem(lists, 1, each, "a treaty without rows", f"its States in {file}"))
    for each in treaties:
        if each.complete == "partial" and each.without_row != "unknown":
            problems.append(Problem(lists, 1, f"{each.id}.without_row", quoted(each.without_row), "unknown, because the list is partial"))
    if problems:
        return None, problems
    rows, complete = {}, {each.id for each in treaties if each.complete == "true"}
    for line, (iso3, treaty, status, day, doubtful) in enumerate(zip(*cells.values(), strict=True), start=2):
        rows[iso3, treaty] = TreatyStatusRow(iso3, treaty, status, _date(day), doubtful == "true", line)
    members = frozenset(iso3 for iso3, treaty in rows if treaty in complete)
    return Treaties(treaties, file, MappingProxyType(rows), members), problems


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _indicators(directory: Path, around: Around) -> tuple[list[Indicator], list[Problem]]:
    indicators, problems = [], []
    for folder in ("indicators/", SHARE_ALIKE):
        paths = sorted((directory / folder).iterdir()) if (directory / folder).is_dir() else []
        paths = [path for path in paths if path.is_file()]
        strange = [path for path in paths if path.suffix not in (".csv", ".yml") and path.name not in ("LICENCE.md", "README.md")]
        problems += [Problem(folder + path.name, 1, "", f"a file named {path.name}", "<id>.csv and <id>.yml, and nothing else here") for path in strange]
        for stem in sorted({path.stem for path in paths if path.suffix in (".csv", ".yml")}):
            csv, yml = (directory / folder / f"{stem}{suffix}" for suffix in (".csv", ".yml"))
            one, found = read_indicator(f"{folder}{stem}.csv", f"{folder}{stem}.yml", _bytes(csv), _bytes(yml), around)
            problems += found
            indicators += [one] if one else []
    return indicators, problems + _mixed(indicators)


def read(directory: Path, around: Around) -> tuple[Numbers, list[Problem]]:
    """All numbers of a data directory that have no fault, and the Problems of all files."""
    indicators, problems = _indicators(directory, around)
    indicators.sort(key=lambda each: (GROUPS.index(each.info.group), each.file.startswith(SHARE_ALIKE), each.id))
    flows = conflicts = treaties = None
    path, sidecar = directory / "flows" / "unhcr.parquet", directory / "flows" / "unhcr.yml"
    if path.is_file():
        try:
            frame = pd.read_parquet(path)
        except (OSError, ValueError) as error:
            problems.append(Problem("flows/unhcr.parquet", 1, "", quoted(error), "a Parquet file"))
        else:
            flows, found = read_flows("flows/unhcr.parquet", frame, "flows/unhcr.yml", _bytes(sidecar), around)
            problems += found
    elif sidecar.is_file():
        problems.append(Problem("flows/unhcr.parquet", 1, "", "nothing: the file is not there", "the flows that the sidecar speaks of"))
    for name, reader in (("conflicts", read_conflicts), ("treaties", read_treaties)):
        content, text = _bytes(directory / f"{name}.csv"), _bytes(directory / f"{name}.yml")
        if content is None and text is None:
            continue
        if content is None:
            problems.append(Problem(f"{name}.csv", 1, "", "nothing: the file is not there", f"the rows that {name}.yml speaks of"))
            continue
        found_value, found = reader(f"{name}.csv", content, f"{name}.yml", text, around)
        problems += found
        if name == "conflicts":
            conflicts = found_value
        else:
            treaties = found_value
    return Numbers(MappingProxyType({each.id: each for each in indicators}), flows, conflicts, treaties), problems
