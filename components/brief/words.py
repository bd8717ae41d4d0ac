"""The words around a brief: title and notices, what was left out and where it is, what to bear in mind."""

import re
from collections.abc import Mapping

from components.brief.desk import Desk
from components.model import Case
from components.text import Text

LONGEST_TITLE = 240  # letters; more would fill the page that it stands on

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]+")

#: What may be left out, in the order in which it is counted up.
_PARTS = ("summary", "turns", "events", "chronology", "amounts", "facts", "row")

#: The headings and small words that a renderer needs.
_WORDS = {
    "app": "app.name",
    "colon": "brief.colon",
    "cases": "brief.cases",
    "numbers": "numbers.title",
    "timeline": "timeline.title",
    "chronology": "brief.chronology",
    "turns": "case.then_now",
    "events": "case.history",
    "amounts": "case.figures",
    "facts": "case.facts",
    "sources": "case.sources",
    "about": "export.limits",
    "weak": "brief.weak",
    "indicator": "brief.column_indicator",
    "value": "brief.column_value",
    "year": "table.year",
    "source": "brief.column_source",
    "date": "table.date",
    "event": "table.event",
    "case": "table.title",
    "amount": "brief.column_amount",
    "counts": "brief.column_counts",
    "as_of": "brief.column_as_of",
    "page": "brief.page",
    "qr": "brief.qr",
    "address": "brief.address",
    "number": "brief.number",
    "see": "brief.see",
}


def words_for(text: Text) -> dict[str, str]:
    """The renderer's words; "page" and "number" keep their placeholders."""
    return {name: text(key) for name, key in _WORDS.items()}


def one_line(words: str) -> str:
    """The words on one line, without what cannot be seen."""
    return " ".join(_UNSEEN.sub(" ", words).split())


def head(title: str, subject: str, desk: Desk) -> tuple[str, tuple[str, ...]]:
    """The title as it is printed, and the notices below it."""
    text, notices = desk.text, []
    plain = one_line(title)
    if len(plain) > LONGEST_TITLE:
        notices.append(text("brief.title_cut", letters=text.number(len(plain))))
        plain = plain[: LONGEST_TITLE - 1].rstrip() + "…"
    if desk.as_of:
        notices.append(text("asof.banner", date=text.date(desk.as_of)))
        notices.append(text("brief.past"))
    if text.language != "en":
        notices.append(text("case.untranslated") if subject == "case" else text("export.language"))
    return plain, tuple(notices)


def left_out(counts: Mapping[str, int], length: str, desk: Desk) -> str:
    """A sentence that says how much was left out and where it is; "" if nothing was."""
    text = desk.text
    summed = {part: counts.get(part, 0) for part in _PARTS}
    summed["events"] += summed.pop("chronology")
    parts = [text.count(f"brief.out_{part}", n) for part, n in summed.items() if n > 0]
    if not parts:
        return ""
    if desk.address:
        where = text("brief.rest_at", address=desk.address)
    else:
        where = text("brief.rest_long") if length == "short" else text("brief.rest_atlas")
    return text("brief.left_out", what=text.join(parts), where=where)


def about(cases: tuple[Case, ...], desk: Desk) -> tuple[str, ...]:
    """What to bear in mind, as far as it concerns these cases, and the licence."""
    text, info = desk.text, desk.dataset.info
    said = [text("about.limit_alleged")]
    if any("responsible" in country.roles for case in cases for country in case.countries):
        said.append(text("case.responsible_note"))
    said.append(text("about.limit_dates"))
    if any(source.is_repost for case in cases for source in case.sources):
        said.append(text("brief.reposts"))
    said.append(text("export.attribution", dataset=info.title[text.language], version=info.version, licence=info.licence) + ".")
    return tuple(said)
