"""The whole dataset as a Frictionless Data Package in one zip: datapackage.json, CSV tables, CITATION.cff, README.md."""

import hashlib
import json
from collections.abc import Mapping

from components.exports.archive import zipped
from components.exports.cells import csv_text
from components.exports.citation import LICENCES, citation_cff
from components.exports.package_tables import Field, Table, indicators_table, tables, values_table
from components.indicators import Indicator, Numbers
from components.model import Dataset
from components.text import Text

Texts = Mapping[str, Text]


def _both(key: str, texts: Texts, **values: object) -> str:
    """The words for `key` in every language, one after the other."""
    return " · ".join(text(key, **values) for text in texts.values())


def _licence(name: str) -> dict[str, str]:
    known = LICENCES.get(name)
    return {"name": known.spdx, "title": known.title, "path": known.path} if known else {"title": name}


def _field(field: Field, texts: Texts) -> dict:
    given = {"name": field.name, "type": field.type, "description": _both(f"export.field.{field.said or field.name}", texts)}
    return {**given, "constraints": dict(field.constraints)} if field.constraints else given


def _resource(table: Table, path: str, content: bytes, texts: Texts, **more: object) -> dict:
    """What datapackage.json says of one table."""
    schema = {"fields": [_field(field, texts) for field in table.fields], "missingValues": [""], "primaryKey": list(table.key)}
    if table.foreign:
        schema["foreignKeys"] = [{"fields": list(here), "reference": {"resource": resource, "fields": list(there)}} for here, resource, there in table.foreign]
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        **more,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _csv(table: Table) -> bytes:
    return csv_text([[field.name for field in table.fields], *table.rows]).encode("utf-8")


def _about(indicator: Indicator, texts: Texts) -> dict:
    """Title, description, source and licence of an indicator."""
    info = indicator.info
    description = [*(info.what[language] for language in texts), *(info.traps[language] for language in texts)]
    if info.kept:
        description.append(_both("export.field.kept", texts, codes=", ".join(info.kept)))
    return {
        "title": " · ".join(info.name[language] for language in texts),
        "description": " · ".join(description),
        "sources": [{"title": info.citation, "path": info.page}],
        "licenses": [_licence(info.licence)],
    }


def _readme(dataset: Dataset, shared: list[Indicator], left_out: list[Indicator], texts: Texts) -> str:
    """What the package is, its licences and its limits, in every language."""
    lines = []
    for language, text in texts.items():
        lines += [f"# {dataset.info.title[language]}", f"{text('export.version')} {dataset.info.version}, {text.date(dataset.info.as_of)}", ""]
        lines += [text("export.package_lead"), text("export.marked"), "", f"## {text('export.limits')}"]
        limits = ("app.limits", "about.limit_absence", "about.limit_alleged", "case.responsible_note", "about.limit_dates", "about.limit_reposts")
        lines += [*(f"- {text(key)}" for key in limits), "", f"## {text('export.package_licences')}"]
        lines.append(text("export.package_own", licence=dataset.info.licence))
        for licence in dict.fromkeys(each.info.licence for each in shared):
            of = [each for each in shared if each.info.licence == licence]
            share_alike = LICENCES[licence].share_alike
            lines += ["", text("export.package_share_alike", licence=licence) if share_alike else f"{licence} ({LICENCES[licence].path})"]
            lines += [f"- `{each.file}`: {each.info.citation}" for each in of]
        lines += ["", text("export.package_changed")]
        if left_out:
            lines += ["", text("export.package_left_out", names=", ".join(each.info.name[language] for each in left_out))]
        lines.append("")
    return "\n".join(lines)


def package_bytes(dataset: Dataset, numbers: Numbers, texts: Texts) -> bytes:
    """The dataset as one zip; `texts` by language. Indicators under a licence that we do not know are left out and named."""
    shared = [each for each in numbers.indicators.values() if each.info.licence in LICENCES]
    left_out = [each for each in numbers.indicators.values() if each.info.licence not in LICENCES]
    described = [
        (table, f"{table.name}.csv", {"title": _both(f"export.table.{table.name}", texts)}) for table in (*tables(dataset, texts), indicators_table(shared))
    ]
    described += [(values_table(each), each.file, _about(each, texts)) for each in shared]
    contents = {path: _csv(table) for table, path, _ in described}
    info, languages = dataset.info, tuple(texts)
    descriptor = {
        "name": "rights-atlas",
        "profile": "tabular-data-package",
        "title": " · ".join(info.title[language] for language in languages),
        "description": _both("cite.abstract", texts),
        "version": info.version,
        "created": f"{dataset.as_of.isoformat()}T00:00:00Z",
        "licenses": [_licence(info.licence)],
        "contributors": [{"title": _both("app.name", texts), "role": "author"}],
        "sources": [{"title": name} for name in dict.fromkeys(each.info.producer for each in shared)],
        "resources": [_resource(table, path, contents[path], texts, **said) for table, path, said in described],
    }
    files = {
        "datapackage.json": (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
        "README.md": _readme(dataset, shared, left_out, texts).encode("utf-8"),
        "CITATION.cff": citation_cff(dataset, texts).encode("utf-8"),
        **contents,
    }
    return zipped(files, dataset.as_of)
