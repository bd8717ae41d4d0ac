"""A presentation to bytes that are the same each time: no clock in the archive nor in the workbooks behind its charts."""

import io
import re
from datetime import date
from zipfile import ZipFile

from pptx.presentation import Presentation as Show

from components.exports.archive import zipped

_DAYS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def file_bytes(show: Show, made_on: date) -> bytes:
    """The presentation as a file, dated `made_on` in every part."""
    stream = io.BytesIO()
    show.save(stream)
    with ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({name: _undated(content, made_on) if name.endswith(".xlsx") else content for name, content in parts.items()}, made_on)


def _undated(workbook: bytes, made_on: date) -> bytes:
    """A workbook without the moment of its making."""
    with ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    day = rb"\g<1>" + f"{made_on.isoformat()}T00:00:00Z".encode()
    return zipped({name: _DAYS.sub(day, content) if name == "docProps/core.xml" else content for name, content in parts.items()}, made_on)
