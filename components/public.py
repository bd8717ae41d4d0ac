"""The public file: the reviewed cases and nothing that is for curators alone. `publish` writes it, `load` reads it.

It is JSON: a first line with the fingerprint of all that follows, a head (version and day of the dataset, number of
cases, fingerprint of the curators' files it was made from), then one case a line in the schema of `model.Case`. The same
cases give the same bytes. Whoever mends it by hand breaks its fingerprint: it is made, never written.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from components import rules, schema
from components.model import Case, DatasetInfo, Place, Source
from components.problem import Problem, dotted, quoted

FILE = "public/cases.json"
COMMAND = "python -m components.publish"
_MADE = f"the file as {COMMAND} makes it; run that again"
_FIRST_CASE = 4  # the line of the file on which it stands


def told(case: Case) -> Case:
    """What of a case may be published: its public place, reposts without the site where they were read, no notes."""
    place = case.place.public or case.place
    return case.model_copy(
        update={
            "place": Place(name=place.name, lat=place.lat, lon=place.lon, precision=place.precision),
            "sources": tuple(_told_source(source) for source in case.sources),
            "notes": "",
        }
    )


def _told_source(source: Source) -> Source:
    return source.model_copy(update={"lead": None, "publisher": source.repost_of}) if source.is_repost else source


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def written(cases: Sequence[Case], info: DatasetInfo, made_from: str) -> bytes:
    """The file that holds the reviewed ones of `cases`, by id; `made_from` is the fingerprint of their files."""
    published = [told(case) for case in sorted(cases, key=lambda case: case.id) if case.review == "reviewed"]
    head = {"version": info.version, "as_of": info.as_of.text, "cases": len(published), "made_from": made_from}
    records = ",\n".join(_line(case.model_dump(mode="json", exclude_defaults=True)) for case in published)
    body = f'{_line(head)[1:-1]},\n"records": [\n{records}\n]}}\n'
    return (_first_line(body) + body).encode()


def _first_line(body: str) -> str:
    return f'{{"fingerprint": "{sha256(body.encode()).hexdigest()}",\n'


def _each_once(pairs: list[tuple[str, object]]) -> dict:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key that stands twice")
    return dict(pairs)


def read(text: str, info: DatasetInfo | None, around: rules.Surroundings) -> tuple[tuple[Case, ...], list[Problem]]:
    """The cases of the file, judged like the curators' files, and all Problems; `info` is what the dataset is today."""
    start = text.find("\n") + 1
    if text[:start] != _first_line(text[start:]):
        return (), [Problem(FILE, 1, "fingerprint", "what does not fit what follows: the file was changed or cut off", _MADE)]
    try:
        # Numbers stay text, so that the schema and the rules read them as they read those of a curator.
        document = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_each_once)
        records = document["records"]
        head = {"version": document["version"], "as_of": document["as_of"], "cases": document["cases"]}
        head["cases"] = (head["cases"], str(len(records)))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return (), [Problem(FILE, 1, "", quoted(error), _MADE)]
    problems = []
    if info:
        head |= {"version": (head["version"], info.version), "as_of": (head["as_of"], info.as_of.text)}
        problems = [Problem(FILE, 2, key, quoted(says), f"{due}; run {COMMAND}") for key, (says, due) in head.items() if says != due]
    if not records:
        problems.append(Problem(FILE, 2, "records", "no case", f"at least one; mark what was reviewed and run {COMMAND}"))
    around = replace(around, published=True)
    cases = []
    for line, raw in enumerate(records, _FIRST_CASE):
        case, faults = schema.validate(Case, raw)
        faults += rules.faults(raw, around)
        name = raw.get("id") if isinstance(raw, dict) else "a record"
        problems += [Problem(FILE, line, f"{name}.{dotted(path)}", says, f"{due}; mend it and run {COMMAND}") for path, says, due in faults]
        if case:
            cases.append(case)
    for key in ("id", "title"):
        values = [getattr(case, key) for case in cases]
        twice = {value for value in values if values.count(value) > 1}
        problems += [Problem(FILE, _FIRST_CASE, key, quoted(value), f"once in the collection; run {COMMAND}") for value in twice]
    return (tuple(cases) if not problems else ()), problems
