"""Cells that a spreadsheet cannot run, and rows of them as CSV.

A text that a spreadsheet would take for a formula gets an apostrophe put before it, so that it reads '=1+1, and is
otherwise left as it is. Numbers stay numbers, also those below zero.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | bool | None

_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"  # and what XML and UTF-8 cannot hold
_BLANK = rf'\s"\u00ad\u180e\u200b-\u200f\u2060\ufeff{_CONTROL}'  # what a spreadsheet may trim before it looks
_SIGN = r"=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"  # with their small and full-width forms
_START = re.compile(rf"[{_BLANK}]*[{_SIGN}\t\r\n]")
# Where the list separator is a semicolon, as in French, a spreadsheet may begin a new cell behind one.
_BEHIND = re.compile(rf";(?=[{_BLANK}]*[{_SIGN}])")
_ODD = re.compile(rf"[{_CONTROL}]")


def harmless(words: str) -> str:
    """The words on one line, with an apostrophe wherever a spreadsheet would see the beginning of a formula."""
    mark = "'" if _START.match(words) else ""
    return mark + _BEHIND.sub(";'", _ODD.sub(" ", words))


def plain_number(value: float) -> int | float:
    """The number without a fraction that says nothing: 13 for 13.0."""
    return int(value) if float(value).is_integer() else value


def cell(value: Cell) -> str | int | float:
    """What stands in the cell: harmless words, a plain number, "true" or "false", "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else plain_number(value)


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as CSV (RFC 4180: commas, quotes where needed, CR LF)."""
    stream = io.StringIO()
    csv.writer(stream).writerows([cell(value) for value in row] for row in rows)
    return stream.getvalue()
