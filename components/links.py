"""Addresses to be typed from a screen across a room, where the atlas stands for others, and where a short address leads."""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import quote, urlencode, urlsplit

#: The first letter of a short address, the path that it stands for, and the parameter that follows.
SHORT = {"c": ("case", "id"), "k": ("country", "iso3"), "t": ("theme", "id")}

#: The letter of the short address of a slide.
SLIDE = "d"

#: The parameter that names what a page is about, by the page's path, which is its id too.
NAMED_BY = dict(SHORT.values())


def short(path: str, params: Mapping[str, str], language: str) -> str:
    """The shortest address of a view, below the atlas's own: c/<case>, k/<iso3>, t/<theme>, else path and parameters.

    The language is left out of a short address: whoever opens it has their own."""
    for letter, (of, name) in SHORT.items():
        if path == of and set(params) == {name}:
            return f"{letter}/{quote(params[name], safe='')}"
    return f"{path}?{urlencode({**params, 'lang': language}, safe=',')}" if params else path


def of_slide(deck: str, number: int) -> str:
    """The short address of a slide of a shipped deck, below the atlas's own: d/<deck>/<number>."""
    return f"{SLIDE}/{quote(deck, safe='')}/{number}"


def slide_lengthened(deck: str, number: int) -> str:
    """Where the short address of a slide leads, below the atlas's own."""
    return f"stage?{urlencode({'deck': deck, 'slide': number})}"


def lengthened(letter: str, id: str) -> str | None:
    """Where a short address leads, below the atlas's own; None for a letter that stands for nothing."""
    if letter not in SHORT:
        return None
    path, name = SHORT[letter]
    return f"{path}?{urlencode({name: id})}"


def own_address() -> str | None:
    """The atlas's public address, ending with a slash, if the operator has said it (RIGHTS_ATLAS_ADDRESS)."""
    said = os.environ.get("RIGHTS_ATLAS_ADDRESS", "").strip()
    try:
        good = urlsplit(said).scheme in ("http", "https") and urlsplit(said).hostname
    except ValueError:
        good = False
    return f"{said.rstrip('/')}/" if good else None


def is_public(address: str) -> bool:
    """True if others can open the address: its host is not this computer alone."""
    try:
        host = urlsplit(address).hostname or "localhost"
    except ValueError:  # no address at all
        return False
    try:
        return not (ip_address(host).is_loopback or ip_address(host).is_unspecified)
    except ValueError:
        return host != "localhost" and not host.endswith(".localhost")
