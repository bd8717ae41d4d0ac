"""The only reader of records: files to values or Problems, everything at once.

`load` gives the Dataset that the app serves, from the public file; `load_sources` gives the cases as curators write them,
which never enter a Dataset. Nothing that breaks a rule is left out quietly: with one Problem there is no Dataset, and there
are no cases (fail closed).
"""

import csv
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from types import MappingProxyType

from components import decks, public, rules, schema, tables
from components.decks import Deck
from components.geo import World
from components.indicators import Numbers
from components.model import Case, Country, Dataset, DatasetInfo, DisputedArea, Release, Theme, in_order
from components.problem import Problem, quoted

COUNTRY_COLUMNS = ["iso3", "iso2", "m49", "region", "subregion", "lat", "lon", "name_en", "name_fr", "note_en", "note_fr"]


def data_directory() -> Path:
    """Where the data lie: RIGHTS_ATLAS_DATA, or the project's own `data`."""
    return Path(os.environ.get("RIGHTS_ATLAS_DATA") or Path(__file__).resolve().parents[1] / "data")


#: Where cases lie that must not be shared: git leaves this folder out, and nothing in it is published.
PRIVATE = "cases/private"


@dataclass(frozen=True)
class Loaded:
    """What the app is given: the dataset, its world and its numbers, or Problems."""

    dataset: Dataset | None
    world: World | None
    problems: tuple[Problem, ...] = ()
    numbers: Numbers | None = None
    decks: dict[str, Deck] = field(default_factory=dict)


@dataclass(frozen=True)
class Sources:
    """What curators wrote: all cases, reviewed or not, by file; none of them if there are Problems. `made_from` is the
    fingerprint of the reviewed ones' files, as every clone of the repository has them."""

    cases: dict[str, Case]
    problems: tuple[Problem, ...]
    info: DatasetInfo | None
    around: rules.Surroundings
    made_from: str


@dataclass(frozen=True)
class _Common:
    """What stands around the cases, as far as it could be read, and what cases are judged against."""

    info: DatasetInfo | None
    lists: dict[str, tuple]
    countries: tuple[Country, ...]
    world: World | None
    numbers: Numbers | None
    around: rules.Surroundings


def _text(path: Path, problems: list[Problem], file: str, expected: str = "a file of this name") -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(file, 1, "", "nothing: the file is not there", expected))
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
    given, review = (document.value.get(key) if isinstance(document.value, dict) else None for key in ("id", "review"))
    if given is not None and given != Path(file).stem:
        faults.append((("id",), quoted(given), f"the file's name, {Path(file).stem}"))
    private = Path(file).parent.as_posix() == PRIVATE
    if review == "withheld" and not private:
        faults.append((("review",), quoted(review), f"no withheld case in a folder that is shared: move the file to {PRIVATE}"))
    if review == "reviewed" and private:
        faults.append((("review",), quoted(review), "draft or withheld; what is published stands in cases, so that everybody can make the public file"))
    problems += schema.problems_at(file, document, faults)
    return (None if problems else case), problems


def _common(directory: Path) -> tuple[_Common, list[Problem]]:
    """All of a data directory but its cases."""
    problems: list[Problem] = []
    info = None
    text = _text(directory / "dataset.yml", problems, "dataset.yml")
    if text is not None:
        document, found = schema.read_document("dataset.yml", text)
        info, faults = schema.validate(DatasetInfo, document.value if document else None)
        problems += found + (schema.problems_at("dataset.yml", document, faults) if document else [])
    lists = {}
    for file, kind in (("themes.yml", Theme), ("geo/disputed.yml", DisputedArea), ("releases.yml", Release)):
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
    problems += _faults_of_releases(lists["releases.yml"], info)
    numbers, found = tables.read(directory, tables.Around(around.iso3s, around.themes))
    return _Common(info, lists, countries, world, numbers, around), problems + found


def _faults_of_releases(releases: tuple[Release, ...], info: DatasetInfo | None) -> list[Problem]:
    """Releases stand newest first, none after the dataset's day; the newest is the dataset's version."""
    problems, later = [], info.as_of if info else None
    for position, release in enumerate(releases):
        if later and release.date.first > later.last:
            problems.append(Problem("releases.yml", 1, f"[{position}].date", quoted(release.date), f"a date not after {later}; the newest stands first"))
        later = release.date
    if info and releases and releases[0].version != info.version:
        problems.append(Problem("releases.yml", 1, "[0].version", quoted(releases[0].version), f"the version of dataset.yml, {info.version}"))
    if info and not releases:
        problems.append(Problem("releases.yml", 1, "", "no release", f"at least the version of dataset.yml, {info.version}"))
    return problems


def load(directory: Path | None = None) -> Loaded:
    """What the app serves: the public file and all that stands around it. Problems are sorted by file and line."""
    directory = directory or data_directory()
    common, problems = _common(directory)
    text, cases = _text(directory / public.FILE, problems, public.FILE, f"the file that {public.COMMAND} makes"), ()
    if text is not None:
        cases, found = public.read(text, common.info, common.around)
        problems += found
    if problems:
        return Loaded(None, common.world, tuple(sorted(problems)))
    dataset, shipped, problems = _finished(directory, common, cases)
    if problems:
        return Loaded(None, common.world, tuple(sorted(problems)))
    return Loaded(dataset, common.world, (), common.numbers, shipped)


def _finished(directory: Path, common: _Common, cases: Iterable[Case]) -> tuple[Dataset, dict[str, Deck], list[Problem]]:
    """The dataset of published cases and the decks that show it, with the decks' Problems."""
    lists = common.lists
    dataset = Dataset(common.info, in_order(cases), lists["themes.yml"], common.countries, lists["geo/disputed.yml"], lists["releases.yml"])
    return dataset, *decks.shipped(directory, dataset, {id: each.years for id, each in common.numbers.indicators.items()})


def load_sources(directory: Path | None = None) -> Sources:
    """What curators write, checked whole: the cases of `cases` and, where there is one, of its private folder."""
    directory = directory or data_directory()
    common, problems = _common(directory)
    cases, made_from = {}, sha256()
    for file in _case_files(directory, problems):
        text = _text(directory / file, problems, file)
        case, found = read_case(file, text, common.around) if text is not None else (None, [])
        problems += found
        if case:
            cases[file] = case
            if case.review == "reviewed":
                made_from.update(f"{file}\n{len(text)}\n{text}".encode())
    if not cases and not problems:
        problems.append(Problem("cases", 1, "", "no case", "at least one file cases/<id>.yml"))
    for key in ("id", "title"):
        values = [getattr(case, key) for case in cases.values()]
        for file, case in cases.items():
            if values.count(getattr(case, key)) > 1:
                problems.append(Problem(file, 1, key, quoted(getattr(case, key)), f"{'an id' if key == 'id' else 'a title'} that no other case has"))
    if not problems:
        problems = _finished(directory, common, (public.told(case) for case in cases.values() if case.review == "reviewed"))[2]
    return Sources({} if problems else cases, tuple(sorted(problems)), common.info, common.around, made_from.hexdigest())


def _case_files(directory: Path, problems: list[Problem]) -> list[str]:
    """The files of cases below the directory, in their order, with a Problem for each that is none."""
    files = []
    for folder in ("cases", PRIVATE):
        for path in sorted((directory / folder).iterdir()) if (directory / folder).is_dir() else []:
            file = f"{folder}/{path.name}"
            if path.suffix == ".yml":
                files.append(file)
            elif file != PRIVATE or not path.is_dir():
                problems.append(Problem(file, 1, "", f"a file named {path.name}", "a case named <id>.yml, and nothing else here"))
    return files


def with_cases(dataset: Dataset, cases: tuple[Case, ...]) -> Dataset:
    """The dataset with other cases, in the order of lists."""
    return replace(dataset, cases=in_order(cases))
