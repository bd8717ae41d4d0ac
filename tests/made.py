"""Small made records for tests: a valid case as a file would hold it, ways to change it, a data directory around it."""

import copy
import json
import shutil
from datetime import date
from pathlib import Path

import yaml

from components.rules import Surroundings

DATASET = """\
# A made dataset
title: {en: "Made", fr: "Fait"}
version: "2026.11"
as_of: "2026-11-22"
licence: "CC BY 4.0"
"""

RELEASES = """\
- version: "2026.11"
  date: "2026-11-22"
  what: {en: "Made", fr: "Fait"}
"""

CASE = {
    "id": "made-case",
    "kind": "person",
    "origin": "curated",
    "review": "reviewed",
    "title": "A made person, detained in Canada and released",
    "summary": "A made person was detained in January 2015. As of March 2016 the person was free.",
    "summary_sources": ["S1", "S2"],
    "countries": [{"iso3": "CAN", "roles": ["where", "responsible"]}],
    "place": {"name": "Ottawa", "lat": "45.42", "lon": "-75.70", "precision": "city"},
    "themes": ["detention", "expression"],
    "people": ["Made Person"],
    "start": "2015-01-10",
    "end": "2016-02",
    "statuses": [
        {"date": "2015-01-10", "status": "ongoing", "what": "Detained", "sources": ["S1"]},
        {"date": "2016-02", "status": "resolved", "outcome": "freed", "what": "Released", "sources": ["S2"]},
    ],
    "status_as_of": {"date": "2016-03-01", "sources": ["S2"]},
    "facts": [{"text": "A made person was detained in Ottawa, according to a made group.", "sources": ["S1"]}],
    "figures": [{"what": "time in detention", "value": "13", "qualifier": "about", "unit": "months", "as_of": "2016-02", "source": "S2"}],
    "events": [
        {"date": "2014", "what": "A made law is passed", "source": "S1", "phase": "background"},
        {"date": "2015-01-10", "what": "Made Person detained in Ottawa", "source": "S1"},
        {"date": "2016-02", "what": "Made Person released", "source": "S2"},
        {"date": "2016-03-01", "what": "Made Person speaks in public", "source": "S2", "phase": "aftermath"},
    ],
    "sources": [
        {"id": "S1", "publisher": "Made Group", "title": "A made report", "url": "https://made.example.org/report", "published": "2015-01-12", "kind": "ngo"},
        {"id": "S2", "publisher": "Made Court", "title": "A made ruling", "url": "https://court.example.org/1", "kind": "court"},
    ],
    "notes": "For curators only: xyzzy.",
}


def raw_case(**changes: object) -> dict:
    """The made case as a file's content; `changes` replace top-level fields, None removes one. Nested fields are named
    with double underscores and positions: sources__0__url="…"."""
    raw = copy.deepcopy(CASE)
    for path, value in changes.items():
        *way, last = [int(part) if part.isdigit() else part for part in path.split("__")]
        target = raw
        for part in way:
            target = target[part]
        if value is None:
            del target[last]
        else:
            target[last] = value
    return raw


def as_text(raw: dict) -> str:
    """The record as the text of a file."""
    return yaml.safe_dump(raw, allow_unicode=True, sort_keys=False)


def around(**changes: object) -> Surroundings:
    """Surroundings that the made case fits into."""
    known = {
        "themes": frozenset({"detention", "expression", "conflict"}),
        "iso3s": frozenset({"CAN", "MEX"}),
        "weak_hosts": frozenset({"repost.example"}),
        "as_of": date(2026, 11, 22),
        "outside": lambda lat, lon, iso3s, precision: 0.0 if lat in (45.4, 45.42) and lon == -75.70 else 999.0,
    }
    return Surroundings(**{**known, **changes})


def add_case(directory: Path, folder: str = "cases", **changes: object) -> Path:
    """Write the made case with these changes under its id's name into a data directory; the path of its file."""
    raw = raw_case(**changes)
    path = directory / folder / f"{raw['id']}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(json.loads(json.dumps(raw))), encoding="utf-8")  # what stands twice is written twice, not as an alias
    return path


def data_directory(directory: Path, shared: Path) -> Path:
    """A data directory with the vocabularies and shapes of the `shared` one, the made case and another; not published."""
    for name in ("themes.yml", "countries.csv", "weak_hosts.txt", "geo", "locale"):
        take = shutil.copytree if (shared / name).is_dir() else shutil.copyfile
        take(shared / name, directory / name)
    (directory / "dataset.yml").write_text(DATASET, encoding="utf-8")
    (directory / "releases.yml").write_text(RELEASES, encoding="utf-8")
    add_case(directory)
    add_case(directory, id="made-second", title="A second made case", status_as_of__date="2017")
    return directory
