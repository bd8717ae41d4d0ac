"""What is wrong with the data, said so that a curator can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it stands, what it says there, what was expected. Sorts by file, then line."""

    file: str
    line: int
    field: str
    says: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} · {self.field or 'the file'} · says {self.says} · expected {self.expected}"


def quoted(value: object, most: int = 80) -> str:
    """A value as a problem shows it: text in quotes, shortened; nothing as "nothing"."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return f"a mapping with {', '.join(map(str, list(value)[:6])) or 'no keys'}"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    text = " ".join(str(value).split())
    return f'"{text[: most - 1]}…"' if len(text) > most else f'"{text}"'


def dotted(path: tuple) -> str:
    """A path of keys and positions as text: ("events", 2, "date") is events[2].date."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
