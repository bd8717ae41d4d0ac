"""The dataset as flat tables with keys between them: what the data package is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from components.exports.cells import Cell
from components.indicators import Direction, Indicator
from components.model import KINDS, ORIGINS, OUTCOMES, SOURCE_KINDS, STATUSES, Case, Dataset, Phase, Precision, Qualifier, Role
from components.text import Text

_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_ISO3 = r"[A-Z]{3}"


@dataclass(frozen=True)
class Field:
    """A column: name, Table Schema type, constraints, and the key of its description (its name, if nothing else is said)."""

    name: str
    type: str = "string"
    constraints: Mapping[str, object] | None = None
    said: str = ""


@dataclass(frozen=True)
class Table:
    """Rows with their columns, primary key and foreign keys: (columns here, table, columns there)."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    foreign: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()


def _required(name: str, type: str = "string", **constraints: object) -> Field:
    return Field(name, type, {"required": True, **constraints})


def _one_of(name: str, words: Iterable[str], required: bool = True) -> Field:
    return Field(name, "string", {"required": required, "enum": list(words)})


def _date(name: str, required: bool = True) -> Field:
    return Field(name, "string", {"required": required, "pattern": _DAY})


def _degrees(name: str, most: int, required: bool = False) -> Field:
    return Field(name, "number", {"required": required, "minimum": -most, "maximum": most})


def _both(name: str, required: bool = True) -> tuple[Field, Field]:
    """The same words in English and French."""
    return tuple(Field(f"{name}_{language}", "string", {"required": required}, name) for language in ("en", "fr"))


def _cited(name: str) -> Field:
    """Ids of sources of the same case, joined by semicolons."""
    return Field(name, "string", {"required": True, "pattern": r"S[1-9]\d?(;S[1-9]\d?)*"}, "sources")


CASE = _required("case", pattern=_SLUG)
POSITION = _required("position", "integer", minimum=1)
SOURCES = _cited("sources")
SOURCE = _required("source", pattern=r"S[1-9]\d?")
OF_CASE = (("case",), "cases", ("id",))
OF_SOURCE = (("case", "source"), "sources", ("case", "id"))


def _cases(cases: tuple[Case, ...]) -> Table:
    fields = (
        _required("id", pattern=_SLUG, unique=True), _one_of("kind", KINDS), _one_of("origin", ORIGINS), _required("title"), _required("summary"),
        _cited("summary_sources"), _required("place"), _one_of("precision", get_args(Precision)), _degrees("lat", 90), _degrees("lon", 180),
        Field("people"), _date("start"), _date("end", False), _one_of("status", STATUSES), _date("status_as_of"),
        _cited("status_as_of_sources"),
    )  # fmt: skip
    rows = [
        (
            case.id, case.kind, case.origin, case.title, case.summary, ";".join(case.summary_sources), case.place.name, case.place.precision,
            case.place.lat, case.place.lon, ";".join(case.people) or None, case.start.text, case.end and case.end.text, case.status,
            case.status_as_of.date.text, ";".join(case.status_as_of.sources),
        )
        for case in cases
    ]  # fmt: skip
    return Table("cases", fields, ("id",), rows)


def _of_countries(cases: tuple[Case, ...]) -> Table:
    fields = (CASE, _required("iso3", pattern=_ISO3), _one_of("role", get_args(Role)))
    rows = [(case.id, country.iso3, role) for case in cases for country in case.countries for role in country.roles]
    return Table("case-countries", fields, ("case", "iso3", "role"), rows, (OF_CASE, (("iso3",), "countries", ("iso3",))))


def _of_themes(cases: tuple[Case, ...]) -> Table:
    rows = [(case.id, position, theme) for case in cases for position, theme in enumerate(case.themes, 1)]
    return Table("case-themes", (CASE, POSITION, _required("theme")), ("case", "position"), rows, (OF_CASE, (("theme",), "themes", ("id",))))


def _statuses(cases: tuple[Case, ...]) -> Table:
    fields = (CASE, POSITION, _date("date"), _one_of("status", STATUSES), _one_of("outcome", OUTCOMES, False), _required("what"), SOURCES)
    rows = [
        (case.id, position, each.date.text, each.status, each.outcome, each.what, ";".join(each.sources))
        for case in cases
        for position, each in enumerate(case.statuses, 1)
    ]
    return Table("statuses", fields, ("case", "position"), rows, (OF_CASE,))


def _facts(cases: tuple[Case, ...]) -> Table:
    rows = [(case.id, position, fact.text, ";".join(fact.sources)) for case in cases for position, fact in enumerate(case.facts, 1)]
    return Table("facts", (CASE, POSITION, _required("text"), SOURCES), ("case", "position"), rows, (OF_CASE,))


def _figures(cases: tuple[Case, ...]) -> Table:
    fields = (
        CASE, POSITION, _required("what"), _required("value", "number"), _one_of("qualifier", get_args(Qualifier)), _required("unit"), _date("as_of"), SOURCE,
    )  # fmt: skip
    rows = [
        (case.id, position, each.what, each.value, each.qualifier, each.unit, each.as_of.text, each.source)
        for case in cases
        for position, each in enumerate(case.figures, 1)
    ]
    return Table("figures", fields, ("case", "position"), rows, (OF_CASE, OF_SOURCE))


def _events(cases: tuple[Case, ...]) -> Table:
    fields = (CASE, POSITION, _date("date"), _required("what"), _one_of("phase", get_args(Phase), False), SOURCE)
    rows = [(case.id, position, each.date.text, each.what, each.phase, each.source) for case in cases for position, each in enumerate(case.events, 1)]
    return Table("events", fields, ("case", "position"), rows, (OF_CASE, OF_SOURCE))


def _sources(cases: tuple[Case, ...]) -> Table:
    """Of a repost only the first publisher is named, and no address."""
    fields = (
        CASE, _required("id", pattern=r"S[1-9]\d?"), Field("publisher"), _required("title"), Field("url"), _required("repost", "boolean"),
        _date("published", False), _one_of("kind", SOURCE_KINDS),
    )  # fmt: skip
    rows = [
        (case.id, each.id, each.shown_publisher, each.title, each.url, each.is_repost, each.published and each.published.text, each.kind)
        for case in cases
        for each in case.sources
    ]
    return Table("sources", fields, ("case", "id"), rows, (OF_CASE,))


def _corrections(cases: tuple[Case, ...]) -> Table:
    fields = (CASE, POSITION, _date("date"), _required("what"), _required("why"), SOURCES)
    rows = [
        (case.id, position, each.date.text, each.what, each.why, ";".join(each.sources)) for case in cases for position, each in enumerate(case.corrections, 1)
    ]
    return Table("corrections", fields, ("case", "position"), rows, (OF_CASE,))


def _releases(dataset: Dataset) -> Table:
    fields = (_required("version", unique=True), _date("date"), *_both("what"))
    return Table("releases", fields, ("version",), [(each.version, each.date.text, each.what.en, each.what.fr) for each in dataset.releases])


def _countries(dataset: Dataset, texts: Mapping[str, Text]) -> Table:
    fields = (
        _required("iso3", pattern=_ISO3, unique=True), _required("iso2", pattern="[A-Z]{2}"), Field("m49"), _required("region"), _required("subregion"),
        _degrees("lat", 90, True), _degrees("lon", 180, True), *_both("name"), *_both("note", False),
    )  # fmt: skip
    rows = [
        (
            each.iso3, each.iso2, each.m49, each.region, each.subregion, each.lat, each.lon,
            *(texts[language].country(each) for language in ("en", "fr")), *(each.note.get(language) for language in ("en", "fr")),
        )
        for each in dataset.countries
    ]  # fmt: skip
    return Table("countries", fields, ("iso3",), rows)


def _themes(dataset: Dataset) -> Table:
    fields = (_required("id", pattern=_SLUG, unique=True), _required("main", "boolean"), *_both("name"), *_both("definition"), *_both("border"))
    rows = [(each.id, each.main, *(words[lang] for words in (each.name, each.definition, each.border) for lang in ("en", "fr"))) for each in dataset.themes]
    return Table("themes", fields, ("id",), rows)


def tables(dataset: Dataset, texts: Mapping[str, Text]) -> tuple[Table, ...]:
    """The tables of the cases and of what they refer to."""
    of_cases = (_cases, _of_countries, _of_themes, _statuses, _facts, _figures, _events, _sources, _corrections)
    return (*(make(dataset.cases) for make in of_cases), _countries(dataset, texts), _themes(dataset), _releases(dataset))


def indicators_table(indicators: Iterable[Indicator]) -> Table:
    """What each indicator measures, where it comes from, and what misleads."""
    fields = (
        _required("id", pattern=_SLUG, unique=True), _required("file"), *_both("name"), *_both("what"), *_both("unit"),
        _one_of("direction", get_args(Direction)), _one_of("kind", ("count", "index", "rate")), _one_of("scope", ("country", "world")), _required("theme"),
        _required("producer"), _required("citation"), _required("page"), _required("licence"), _required("vintage"), _date("accessed"), *_both("traps"),
    )  # fmt: skip
    rows = [
        (
            info.id, each.file, info.name.en, info.name.fr, info.what.en, info.what.fr, info.unit.en, info.unit.fr, info.direction, info.kind, info.scope,
            info.theme, info.producer, info.citation, info.page, info.licence, info.vintage, info.accessed.text, info.traps.en, info.traps.fr,
        )
        for each in indicators
        for info in [each.info]
    ]  # fmt: skip
    return Table("indicators", fields, ("id",), rows, ((("theme",), "themes", ("id",)),))


def values_table(indicator: Indicator) -> Table:
    """The numbers of one indicator. Where codes stand in it that are no country, iso3 does not refer to the countries."""
    ranges = [Field("low", "number"), Field("high", "number")] if indicator.has_range else []
    columns = ["iso3", "year", "value", *(field.name for field in ranges)]
    frame = indicator.rows[columns].astype(object)
    rows = list(frame.where(frame.notna(), None).itertuples(index=False, name=None))
    fields = (_required("iso3"), _required("year", "year"), _required("value", "number"), *ranges)
    only_countries = indicator.info.scope == "country" and not indicator.info.kept
    foreign = ((("iso3",), "countries", ("iso3",)),) if only_countries else ()
    return Table(f"indicator-{indicator.id}", fields, ("iso3", "year"), rows, foreign)
