"""Taking it away: cases to files, the dataset to a package, a view to a citation. Bytes out, nothing else.

The same cases give the same bytes: no clock, no random order. What leaves the house carries no curator's note, no address
of a repost and no name of the site that reposted; `tests/test_exports.py` looks for them in every byte.
"""

from components.exports.citation import citation_cff, cite
from components.exports.objects import geojson_bytes, json_bytes
from components.exports.package import package_bytes
from components.exports.report import error_report, mail_address
from components.exports.spreadsheets import csv_bytes, xlsx_bytes

__all__ = ["citation_cff", "cite", "csv_bytes", "error_report", "geojson_bytes", "json_bytes", "mail_address", "package_bytes", "xlsx_bytes"]
