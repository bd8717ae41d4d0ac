"""Files in one zip, the same bytes each time."""

import io
from collections.abc import Mapping
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_UNIX = 3  # written the same on every system


def zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """The files in one zip, in the order given, all dated `day`."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
