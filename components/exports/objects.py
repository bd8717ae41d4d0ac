"""A list of cases for a program: JSON with all that a case holds, and GeoJSON for a map."""

import json
from collections.abc import Sequence
from datetime import date

from components.exports.cells import plain_number
from components.exports.table import Row, attribution, link, rows
from components.model import Case, Dataset, PartialDate, Record, Source
from components.text import Text

_UNSEEN = {"notes", "lead", "review"}  # for curators alone; what is exported is reviewed


def _plain(value: object) -> object:
    """The value as JSON has it: fields that are set, in their order, without what no reader sees."""
    if isinstance(value, Record):
        given = {name: getattr(value, name) for name in type(value).model_fields if name not in _UNSEEN}
        if isinstance(value, Source) and value.is_repost:
            given["publisher"] = value.shown_publisher  # not the site where the text was read
        return {name: _plain(each) for name, each in given.items() if each not in (None, ())}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, PartialDate):
        return value.text
    return plain_number(value) if isinstance(value, float) else value


def _line(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _written(head: dict, name: str, records: list[dict]) -> bytes:
    """The head with the records under `name`, one a line: quick to write, and two versions can be compared."""
    lines = ",\n".join(map(_line, records))
    return f'{_line(head)[:-1]}, "{name}": [\n{lines}\n]}}\n'.encode()


def json_bytes(cases: Sequence[Case], dataset: Dataset, base: str, as_of: date | None = None) -> bytes:
    """The cases with all their parts as in the schema, each with the link to its page, below what the dataset is.

    A repost has no address; its publisher is the one whose text it repeats, and is left out where that is not known."""
    listed = [{**_plain(case), "link": link(case, base, as_of=as_of)} for case in cases]
    return _written({"dataset": {**_plain(dataset.info), "releases": _plain(dataset.releases)}}, "cases", listed)


def _feature(row: Row) -> dict:
    """A row as a feature; without a point, its geometry is null."""
    lat, lon = row.pop("lat"), row.pop("lon")
    geometry = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}


def geojson_bytes(cases: Sequence[Case], dataset: Dataset, text: Text, base: str, as_of: date | None = None) -> bytes:
    """The cases as a FeatureCollection (RFC 7946) in the order given; a case known only by country has no geometry."""
    features = [_feature(row) for row in rows(cases, dataset, text, base, as_of)]
    return _written({"type": "FeatureCollection", "attribution": attribution(dataset, text)}, "features", features)
