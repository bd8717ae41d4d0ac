"""One row a case: what every list of cases that leaves the house is made from."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from components.exports.cells import Cell
from components.model import Case, Dataset, Source
from components.text import Text

Row = dict[str, Cell]

#: The columns in their order, each with its HXL 1.1 hashtag. {i}: an attribute for the language of the words.
HXL = {
    "id": "#meta+id",
    "title": "#description+title",
    "kind": "#x_kind+name{i}",
    "origin": "#x_origin+name{i}",
    "status": "#status+name{i}",
    "status_as_of": "#date+status",
    "outcome": "#x_outcome+name{i}",
    "start": "#date+start",
    "end": "#date+end",
    "countries": "#country+code+v_iso3+list",
    "country_names": "#country+name{i}+list",
    "roles": "#x_role{i}+list",
    "themes": "#x_theme+name{i}+list",
    "place": "#loc+name",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "precision": "#x_precision{i}",
    "people": "#x_people+list",
    "summary": "#description+summary",
    "sources_count": "#x_sources+num",
    "sources": "#meta+source+list",
    "link": "#meta+url",
    "as_of": "#date+dataset",
    "version": "#meta+version",
    "licence": "#meta+license",
}
COLUMNS = tuple(HXL)


def header(text: Text) -> list[str]:
    """The columns' names in the reader's language."""
    return [text(f"export.{column}") for column in COLUMNS]


def hashtags(text: Text) -> list[str]:
    """The columns' HXL hashtags."""
    return [tag.format(i=f"+i_{text.language}") for tag in HXL.values()]


def link(case: Case, base: str, language: str | None = None, as_of: date | None = None) -> str:
    """The full address of the case's page under `base`; `as_of` for a dataset that is set back to that day."""
    asked = {"id": case.id, "lang": language, "asof": as_of and as_of.isoformat()}
    return f"{base.rstrip('/')}/case?{urlencode({name: value for name, value in asked.items() if value})}"


def attribution(dataset: Dataset, text: Text) -> str:
    """Title, version and licence in one line."""
    info = dataset.info
    return text("export.attribution", dataset=info.title[text.language], version=info.version, licence=info.licence)


def _source(source: Source, text: Text) -> str:
    words = text("export.source", publisher=text.publisher(source), title=source.title)
    return words if source.is_repost else f"{words}, {source.url}"


def _roles(case: Case, dataset: Dataset, text: Text) -> str:
    """The part of each country, in its order."""
    parts = [(text.country(dataset.country[each.iso3]), ", ".join(text(f"role.{role}") for role in each.roles)) for each in case.countries]
    return "; ".join(text("export.role", country=country, roles=roles) for country, roles in parts)


def rows(cases: Iterable[Case], dataset: Dataset, text: Text, base: str, as_of: date | None = None) -> list[Row]:
    """One row a case in the order given, by COLUMNS; words in the reader's language, dates as precise as their source."""
    licence = attribution(dataset, text)
    return [
        {
            "id": case.id,
            "title": case.title,
            "kind": text(f"kind.{case.kind}"),
            "origin": text(f"origin.{case.origin}"),
            "status": text(f"status.{case.status}"),
            "status_as_of": case.status_as_of.date.text,
            "outcome": text(f"outcome.{case.statuses[-1].outcome}") if case.statuses[-1].outcome else None,
            "start": case.start.text,
            "end": case.end.text if case.end else None,
            "countries": ";".join(case.iso3s),
            "country_names": "; ".join(text.country(dataset.country[iso3]) for iso3 in case.iso3s),
            "roles": _roles(case, dataset, text),
            "themes": "; ".join(dataset.theme[theme].name[text.language] for theme in case.themes),
            "place": case.place.name,
            "lat": case.place.lat,
            "lon": case.place.lon,
            "precision": text(f"precision.{case.place.precision}"),
            "people": "; ".join(case.people) or None,
            "summary": case.summary,
            "sources_count": len(case.sources),
            "sources": " | ".join(_source(source, text) for source in case.sources),
            "link": link(case, base, text.language, as_of),
            "as_of": dataset.info.as_of.text,
            "version": dataset.info.version,
            "licence": licence,
        }
        for case in cases
    ]
