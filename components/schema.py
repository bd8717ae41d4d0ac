"""Text to typed values or Problems: the shape of every record, all faults at once.

`validate` judges the fields of a record by the types in `model`; the rules that hold between fields are in `rules`.
"""

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError

from components import yaml_text
from components.model import Record
from components.problem import Problem, dotted, quoted

R = TypeVar("R", bound=Record)

_EXPECTED = {
    "missing": "this key, which every record has",
    "extra_forbidden": "no key of this name (see data/README.md for the fields)",
    "too_short": "at least one entry",
    "string_type": "text",
    "model_type": "a mapping of keys and values",
    "model_attributes_type": "a mapping of keys and values",
    "tuple_type": "a list",
    "float_parsing": "a plain number such as 1200 or -3.5",
    "float_type": "a plain number such as 1200 or -3.5",
}


def _expected(error: dict) -> str:
    """What a Pydantic error says was expected, in a curator's words."""
    context = error.get("ctx") or {}
    match error["type"]:
        case "literal_error":
            return f"one of {context['expected']}"
        case "string_too_long" | "too_long":  # the second where a validator of ours stands before the length
            return f"at most {context['max_length']} characters"
        case "string_pattern_mismatch":
            return f"the form {context['pattern']}"
        case "greater_than_equal" | "less_than_equal":
            return error["msg"].removeprefix("Input should be ")
        case kind:
            return _EXPECTED.get(kind, error["msg"])


def validate(kind: type[R], value: object) -> tuple[R | None, list[tuple[tuple, str, str]]]:
    """The record that `value` (dicts, lists, strings) holds, or None and all faults as (path, says, expected)."""
    try:
        return kind.model_validate(value), []
    except ValidationError as error:
        faults = []
        for each in error.errors(include_url=False):
            says = "nothing" if each["type"] == "missing" else quoted(each["input"])
            faults.append((each["loc"], says, _expected(each)))
        return None, faults


def problems_at(file: str, document: yaml_text.Document, faults: Iterable[tuple[tuple, str, str]]) -> list[Problem]:
    """Faults of a document as Problems with their file and line."""
    return [Problem(file, document.line(tuple(path)), dotted(path), says, expected) for path, says, expected in faults]


def read_document(file: str, text: str) -> tuple[yaml_text.Document | None, list[Problem]]:
    """The document in `text`, with Problems for what is not readable and for repeated keys."""
    try:
        document = yaml_text.read(text)
    except yaml_text.NotReadable as error:
        return None, [Problem(file, error.line, "", error.says, error.expected)]
    return document, [Problem(file, line, dotted(path), "the same key a second time", "each key once") for path, line in document.repeated]


def read_list(file: str, text: str, kind: type[R]) -> tuple[tuple[R, ...], list[Problem]]:
    """The records of a file that is a list of `kind`, those without faults, and the Problems of the others."""
    document, problems = read_document(file, text)
    if document is None:
        return (), problems
    if not isinstance(document.value, list):
        return (), [*problems, Problem(file, 1, "", quoted(document.value), "a list of records")]
    records = []
    for position, value in enumerate(document.value):
        record, faults = validate(kind, value)
        problems += problems_at(file, document, [((position, *path), says, expected) for path, says, expected in faults])
        if record is not None:
            records.append(record)
    ids = [record.id for record in records]
    for position, each in enumerate(ids):
        if each in ids[:position]:
            problems.append(Problem(file, document.line((position, "id")), f"[{position}].id", quoted(each), "an id that no other entry has"))
    return tuple(records), problems
