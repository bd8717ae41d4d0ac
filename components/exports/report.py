"""Reporting an error: a ready message that names the case, the view and the version, and the same as an e-mail's address."""

from urllib.parse import quote

from components.model import Case, DatasetInfo
from components.text import Text


def error_report(case: Case, info: DatasetInfo, link: str, text: Text) -> str:
    """The message, with lines to fill in."""
    return text("report.message", title=case.title, id=case.id, link=link, version=info.version, date=text.date(info.as_of))


def mail_address(subject: str, message: str) -> str:
    """The message as a mailto: address (RFC 6068) without recipient: the reader chooses whom to send it to."""
    lines = "\r\n".join(message.splitlines())
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
