"""What the sources share: reading a public file, matching its codes, writing the project's files and sidecars."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from components import schema
from components.indicators import IndicatorSidecar

TAIL = "# From here on written by python -m components.refresh\n"
UNEXPLAINED = {
    "en": "Matches no country of countries.csv and is not yet explained in codes.csv.",
    "fr": "Ne correspond à aucun pays de countries.csv et n’est pas encore expliqué dans codes.csv.",
}


class Refused(ValueError):
    """The file is not what the source publishes; says what was found and expected."""


@dataclass(frozen=True)
class Vintage:
    """What changes in a sidecar with a newer release; None leaves the sidecar's own words."""

    vintage: str | None = None
    series: str | None = None
    accessed: str | None = None

    @property
    def is_new(self) -> bool:
        """True if a release was named."""
        return self.vintage is not None


@dataclass(frozen=True)
class Job:
    """One run: the public file, the data directory to write into, and the release."""

    path: Path
    data: Path
    vintage: Vintage = Vintage()


def read_public(path: Path, columns: Iterable[str], numbers: Iterable[str] = ()) -> pd.DataFrame:
    """The columns of a CSV or Parquet, text as text ("NA" is Namibia's), `numbers` as numbers; Refused if any is missing or not one."""
    columns, numbers = list(columns), list(numbers)
    try:
        frame = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise Refused(f"{path} is not there") from None
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read as {'Parquet' if path.suffix == '.parquet' else 'CSV in UTF-8'}: {error}") from None
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise Refused(f"{path.name} has no column {', '.join(missing)}; found {', '.join(map(str, frame.columns))}; expected {', '.join(columns)}")
    frame = frame[columns].copy()
    if frame.empty:
        raise Refused(f"{path.name} has no row")
    for name in columns:
        if name in numbers:
            text = frame[name].astype("string").str.strip()
            value = pd.to_numeric(text.mask(text.str.lower().isin(["", "na", "nan", "<na>"])), errors="coerce").astype("Float64")
            strange = value.isna() & text.notna() & ~text.str.lower().isin(["", "na", "nan", "<na>"])
            if strange.any():
                row = int(strange.to_numpy().argmax())
                raise Refused(f"{path.name}, row {row + 1}: {name} is {text.iloc[row]!r}; expected a number")
            frame[name] = value
        else:
            frame[name] = frame[name].astype("string").fillna("").astype(str)
    return frame


def years_of(path: Path, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `year` as integers; Refused if one is missing, broken or from another age."""
    wrong = frame.year.isna() | (frame.year % 1 != 0) | (frame.year < 1700) | (frame.year > 2200)
    if wrong.any():
        row = int(wrong.to_numpy(dtype=bool).argmax())
        raise Refused(f"{path.name}, row {row + 1}: year is {frame.year.iloc[row]}; expected a year")
    return frame.assign(year=frame.year.astype(int))


@dataclass(frozen=True)
class Match:
    """What a code of a source is: a country's `iso3`; or none, and then why, whether its rows are kept beside, and under which code."""

    iso3: str | None
    code: str
    kept: bool = False
    why: Mapping[str, str] | None = None


class Codes:
    """Countries by iso3, and `codes.csv`: the codes of a source that are another country or none."""

    def __init__(self, data: Path, system: str):
        countries = pd.read_csv(data / "countries.csv", dtype=str, keep_default_na=False)
        special = pd.read_csv(data / "codes.csv", dtype=str, keep_default_na=False)
        self.iso3s = frozenset(countries.iso3)
        self._special = {row.code: row for row in special[special.system == system].itertuples()}

    def match(self, code: str) -> Match:
        """What `code` is. A word of codes.csv goes before the code's likeness to a country's."""
        special = self._special.get(code)
        if special is None:
            return Match(code, code) if code in self.iso3s else Match(None, code, False, UNEXPLAINED)
        if special.why_en:
            return Match(None, special.ours or code, special.kept == "true", {"en": special.why_en, "fr": special.why_fr})
        return Match(special.ours, special.ours)

    def name(self, code: str, otherwise: str) -> str:
        """The name codes.csv gives a code, or another."""
        return getattr(self._special.get(code), "name", "") or otherwise


def plain(value: float, decimals: int) -> str:
    """A number as a file holds it: 1200, 0.417; never an exponent or a bare .0."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def write(path: Path, content: bytes, said: list[str], rows: int) -> None:
    """Write the bytes and say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    said.append(f"wrote {path.name}: {rows} rows, {len(content)} bytes")


def as_csv(columns: list[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of text as CSV: UTF-8, LF, quotes where a cell needs them."""

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if re.search(r'[",\n]', text) else text

    return "".join(",".join(map(cell, row)) + "\n" for row in [columns, *rows]).encode()


def unmatched(frame: pd.DataFrame, codes: Codes, decimals: int = 0, value: str = "value") -> list[dict]:
    """The codes of a frame (code, name, year, value) that are no country, each with rows, newest value and reason."""
    found = []
    for code, rows in frame.groupby("code", sort=True):
        match = codes.match(code)
        if match.iso3 is None:
            last = rows.loc[rows.year.idxmax()]
            found.append({
                "code": match.code, "name": codes.name(code, str(last["name"])), "rows": len(rows), "last_year": int(last.year),
                "value_last": plain(float(last[value]), decimals), "kept": "true" if match.kept else "false", "why": dict(match.why),
            })  # fmt: skip
    return found


def say_unmatched(found: list[dict], said: list[str]) -> None:
    """Say each unmatched code once."""
    for each in found:
        kept = "kept beside the countries" if each["kept"] == "true" else "left out"
        line = f"  no country: {each['code']} ({each['name']}), {each['rows']} rows to {each['last_year']}, {kept}: {each['why']['en']}"
        if line not in said:
            said.append(line)


def tail_of(found: list[dict]) -> str:
    """The measured part of a sidecar."""
    if not found:
        return TAIL + "unmatched: []\n"
    lines = [TAIL + "unmatched:"]
    for each in found:
        why = ", ".join(f"{lang}: {json.dumps(each['why'][lang], ensure_ascii=False)}" for lang in ("en", "fr"))
        lines += [f"{'- ' if key == 'code' else '  '}{key}: {json.dumps(each[key], ensure_ascii=False)}" for key in ("code", "name")]
        lines += [f"  {key}: {each[key]}" for key in ("rows", "last_year", "value_last", "kept")]
        lines.append(f"  why: {{{why}}}")
    return "\n".join(lines) + "\n"


def refreshed(text: str, found: list[dict], last_year: int, vintage: Vintage) -> str:
    """A sidecar's text with its measured part written anew and, for a newer release, its vintage and last year."""
    head = text.split(TAIL)[0].rstrip("\n") + "\n"
    for key in ("vintage", "series", "accessed"):
        value = getattr(vintage, key)
        if value is not None:
            head = re.sub(rf"(?m)^{key}: .*$", lambda _, key=key, value=value: f"{key}: {json.dumps(value, ensure_ascii=False)}", head, count=1)
    if vintage.is_new:
        head = re.sub(r"last_year: \d+", f"last_year: {last_year}", head, count=1)
    return head + tail_of(found)


def sidecars(data: Path, source: str) -> list[tuple[Path, IndicatorSidecar]]:
    """The sidecars whose numbers come from `source`, with their paths, by id; Refused if one of them is broken."""
    found = []
    for path in sorted((data / "indicators").rglob("*.yml")):
        document, problems = schema.read_document(path.name, path.read_text(encoding="utf-8").split(TAIL)[0])
        made_from = document.value.get("made_from") if document and isinstance(document.value, dict) else None
        if not isinstance(made_from, dict) or made_from.get("source") != source:
            continue
        info, faults = schema.validate(IndicatorSidecar, document.value)
        problems += schema.problems_at(path.name, document, faults)
        if problems:
            raise Refused("; ".join(map(str, problems)))
        found.append((path, info))
    return found


def _sound_ranges(rows: pd.DataFrame, said: list[str]) -> pd.DataFrame:
    """The rows, without low and high where the source's own range does not hold its value."""
    wrong = ((rows.low > rows.value) | (rows.high < rows.value)).fillna(False).astype(bool)
    for each in rows[wrong].itertuples():
        said.append(f"  range left out: {each.code} {each.year}, {each.value:g} is not between {each.low:g} and {each.high:g} in the source")
    return rows.assign(low=rows.low.mask(wrong), high=rows.high.mask(wrong))


def write_indicators(job: Job, source: str, frame: pd.DataFrame, system: str, said: list[str]) -> None:
    """Write every indicator made from `source`. `frame` has code, name, year and the measured columns, one row a code and year.

    Several columns are added up; a missing one counts as nothing, and a row without any of them gives no row.
    """
    codes = Codes(job.data, system)
    for path, info in sidecars(job.data, source):
        made = info.made_from
        absent = [name for name in (*made.columns, made.low, made.high) if name and name not in frame.columns]
        if absent:
            raise Refused(f"{job.path.name} has no column {', '.join(absent)}, which {path.name} is made from")
        value = frame[list(made.columns)].sum(axis=1, min_count=1).astype("Float64")
        rows = frame[["code", "name", "year"]].assign(value=value, low=frame[made.low] if made.low else pd.NA, high=frame[made.high] if made.high else pd.NA)
        rows = rows[rows.value.notna() & (rows.year >= (made.from_year or 0))]
        if rows.duplicated(["code", "year"]).any():
            twice = rows[rows.duplicated(["code", "year"])].iloc[0]
            raise Refused(f"{job.path.name} has {twice.code} in {twice.year} more than once")
        found = unmatched(rows, codes, info.decimals)
        rows = _sound_ranges(rows, said) if made.low and made.high else rows
        matches = {code: codes.match(code) for code in rows.code.unique()}
        rows = rows.assign(iso3=[matches[code].code if matches[code].iso3 or matches[code].kept else "" for code in rows.code])
        rows = rows[rows.iso3 != ""].sort_values(["iso3", "year"], kind="stable")
        measures = ["value", "low", "high"] if made.low and made.high else ["value"]
        cells = [[plain(float(each), info.decimals) if not pd.isna(each) else "" for each in rows[name]] for name in measures]
        content = as_csv(["iso3", "year", *measures], zip(rows.iso3, rows.year.astype(str), *cells, strict=True))
        write(path.with_suffix(".csv"), content, said, len(rows))
        path.write_text(refreshed(path.read_text(encoding="utf-8"), found, int(rows.year.max()), job.vintage), encoding="utf-8")
        say_unmatched(found, said)


def write_sidecar(path: Path, found: list[dict], last_year: int, vintage: Vintage) -> None:
    """Write the measured part of a sidecar that lies beside a file of another form."""
    path.write_text(refreshed(path.read_text(encoding="utf-8"), found, last_year, vintage), encoding="utf-8")
