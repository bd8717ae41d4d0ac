"""The only reader of records: files to values or Problems, everything at once.

`load` gives the Dataset, or None and all Problems of all files. Nothing that breaks a rule is left out quietly: with
one Problem there is no Dataset (fail closed).
"""

import csv
import os
import re
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from types import MappingProxyType

from components import rules, schema, tables
from components.geo import World
from components.indicators import Numbers
from components.model import Case, Country, Dataset, DatasetInfo, DisputedArea, Theme, in_order
from components.problem import Problem, quoted

COUNTRY_COLUMNS = ["iso3", "iso2", "m49", "region", "subregion", "lat", "lon", "name_en", "name_fr", "note_en", "note_fr"]


def data_directory() -> Path:
    """Where the data lie: RIGHTS_ATLAS_DATA, or the project's own `data`."""
    return Path(os.environ.get("RIGHTS_ATLAS_DATA") or Path(__file__).resolve().parents[1] / "data")


@dataclass(frozen=True)
class Loaded:
    """What reading the data gave: the dataset, its world and its numbers, or Problems; and notices, which stop nothing."""

    dataset: Dataset | None
    world: World | None
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    numbers: Numbers | None = None


def _text(path: Path, problems: list[Problem], file: str) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(file, 1, "", "nothing: the file is not there", "a file of this name"))
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(file, 1, "", f"bytes that cannot be read ({error.__class__.__name__})", "text in UTF-8"))
    return None


def read_countries(file: str, text: str) -> tuple[tuple[Country, ...], list[Problem]]:
    """The countries of a CSV with COUNTRY_COLUMNS, and Problems with their lines."""
    problems, countries, seen = [], [], set()
    rows = csv.DictReader(StringIO(text))
    if rows.fieldnames != COUNTRY_COLUMNS:
        return (), [Problem(file, 1, "header", quoted(",".join(rows.fieldnames or [])), ",".join(COUNTRY_COLUMNS))]
    for row in rows:
        line = rows.line_num
        if None in row or None in row.values():
            says = f"{'more' if None in row else 'fewer'} fields than the header"
            problems.append(Problem(file, line, "", says, f"{len(COUNTRY_COLUMNS)} fields, with quotes around one that holds a comma"))
            continue
        expected = {
            "iso3": ("three capital letters, each code once", re.fullmatch("[A-Z]{3}", row["iso3"]) and row["iso3"] not in seen),
            "iso2": ("two capital letters", re.fullmatch("[A-Z]{2}", row["iso2"])),
            "m49": ("three digits, or nothing for a code that M49 lacks", re.fullmatch("([0-9]{3})?", row["m49"])),
            "region": ("an M49 region code", row["region"] in ("002", "009", "019", "142", "150")),
            "subregion": ("an M49 subregion code", re.fullmatch("[0-9]{3}", row["subregion"])),
        }
        seen.add(row["iso3"])
        for name, low, high in (("lat", -90, 90), ("lon", -180, 180)):
            try:
                expected[name] = (f"degrees from {low} to {high}", low <= float(row[name]) <= high)
            except ValueError:
                expected[name] = (f"degrees from {low} to {high}", False)
        faults = [Problem(file, line, name, quoted(row[name]), says) for name, (says, good) in expected.items() if not good]
        problems += faults
        if not faults:
            both = {part: {lang: row[f"{part}_{lang}"] for lang in ("en", "fr") if row[f"{part}_{lang}"]} for part in ("name", "note")}
            codes = {key: row[key] for key in ("iso3", "iso2", "m49", "region", "subregion")}
            point = {"lat": float(row["lat"]), "lon": float(row["lon"])}
            countries.append(Country(**codes, **point, name=MappingProxyType(both["name"]), note=MappingProxyType(both["note"])))
    return tuple(countries), problems


def read_case(file: str, text: str, around: rules.Surroundings) -> tuple[Case | None, list[Problem]]:
    """The case that a file's text holds, or None and all Problems. The name of `file` without .yml must be the id."""
    document, problems = schema.read_document(file, text)
    if document is None:
        return None, problems
    case, faults = schema.validate(Case, document.value)
    faults += rules.faults(document.value, around)
    given = document.value.get("id") if isinstance(document.value, dict) else None
    if given is not None and given != Path(file).stem:
        faults.append((("id",), quoted(given), f"the file's name, {Path(file).stem}"))
    problems += schema.problems_at(file, document, faults)
    return (None if problems else case), problems


def weakly_sourced(case: Case) -> bool:
    """True if the case rests on reposts alone."""
    return all(source.is_repost for source in case.sources)


def load(directory: Path | None = None) -> Loaded:
    """Read and check all of a data directory. Problems are sorted by file and line."""
    directory = directory or data_directory()
    problems: list[Problem] = []

    info = None
    text = _text(directory / "dataset.yml", problems, "dataset.yml")
    if text is not None:
        document, found = schema.read_document("dataset.yml", text)
        info, faults = schema.validate(DatasetInfo, document.value if document else None)
        problems += found + (schema.problems_at("dataset.yml", document, faults) if document else [])

    lists = {}
    for file, kind in (("themes.yml", Theme), ("geo/disputed.yml", DisputedArea)):
        text = _text(directory / file, problems, file)
        lists[file], found = schema.read_list(file, text, kind) if text is not None else ((), [])
        problems += found
    text = _text(directory / "countries.csv", problems, "countries.csv")
    countries, found = read_countries("countries.csv", text) if text is not None else ((), [])
    problems += found
    text = _text(directory / "weak_hosts.txt", problems, "weak_hosts.txt") or ""
    weak_hosts = frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    try:
        world = World.read(directory)
    except (OSError, ValueError, KeyError) as error:
        world = None
        problems.append(Problem("geo/countries.geojson", 1, "", quoted(error), "a GeoJSON of countries with iso3"))

    around = rules.Surroundings(
        themes=frozenset(theme.id for theme in lists["themes.yml"]),
        iso3s=frozenset(country.iso3 for country in countries),
        weak_hosts=weak_hosts,
        as_of=info.as_of.last if info else date.max,
        outside=world.outside if world else lambda *_: 0.0,
    )
    for area in lists["geo/disputed.yml"]:
        for iso3 in set(area.places) - around.iso3s:
            problems.append(Problem("geo/disputed.yml", 1, area.id, quoted(iso3), "a code of countries.csv"))
    numbers, found = tables.read(directory, tables.Around(around.iso3s, around.themes))
    problems += found
    cases = []
    folder = directory / "cases"
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        file = f"cases/{path.name}"
        if path.suffix != ".yml":
            problems.append(Problem(file, 1, "", f"a file named {path.name}", "a case named <id>.yml, and nothing else here"))
            continue
        text = _text(path, problems, file)
        case, found = read_case(file, text, around) if text is not None else (None, [])
        problems += found
        if case:
            cases.append(case)
    if not cases and not problems:
        problems.append(Problem("cases", 1, "", "no case", "at least one file cases/<id>.yml"))
    titles = [case.title for case in cases]
    for case in cases:
        if titles.count(case.title) > 1:
            problems.append(Problem(f"cases/{case.id}.yml", 1, "title", quoted(case.title), "a title that no other case has"))

    notices = [f"cases/{case.id}.yml rests on reposts alone: find a first publisher" for case in cases if weakly_sourced(case)]
    if problems:
        return Loaded(None, world, tuple(sorted(problems)), tuple(notices))
    # The curators' notes end here: what readers use does not carry them.
    shown = tuple(case.model_copy(update={"notes": ""}) for case in in_order(cases))
    return Loaded(Dataset(info, shown, lists["themes.yml"], countries, lists["geo/disputed.yml"]), world, (), tuple(notices), numbers)


def with_cases(dataset: Dataset, cases: tuple[Case, ...]) -> Dataset:
    """The dataset with other cases, in the order of lists."""
    return replace(dataset, cases=in_order(cases))
