"""What every answer of the server carries for the reader's safety, and which requests it refuses unread.

Plain ASGI, no framework. The content security policy lets the page run its own scripts, styles and shapes, and talk to
this server alone; the one script that stands inside Streamlit's page is allowed by its hash, so that a new release of
Streamlit needs no change here. Streamlit's agent interface is off and its addresses take no POST.
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

FEATURES = (
    *("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
)

#: What does not depend on the page. A reader who follows a link to a source is not announced there.
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

MAX_ADDRESS = 8 * 1024  # bytes of path and query; a link to all 202 cases by name takes 5.4 kB
MAX_HEADERS = 32 * 1024  # bytes of names and values
MAX_BODY = 16 * 1024  # bytes; nothing that is read here has a body
MAX_UPLOAD = 6 * 1024 * 1024  # bytes; Streamlit's own limit (server.maxUploadSize) and its frame around the file
READING = ("GET", "HEAD", "OPTIONS")
UPLOADS, UPLOADING = "/_stcore/upload_file/", ("PUT", "POST", "DELETE")

REFUSALS = {
    405: ("this address does not take {said} requests", "cette adresse n’accepte pas de requête {said}"),
    411: ("a request with content must say its length", "une requête qui porte un contenu doit en dire la longueur"),
    413: ("the request is too large; at most {most} bytes are read", "la requête est trop volumineuse; au plus {most} octets sont lus"),
    414: ("the address is too long; at most {most} characters are read", "l’adresse est trop longue; au plus {most} caractères sont lus"),
    431: ("the request’s headers are too long; at most {most} bytes are read", "les en-têtes de la requête sont trop longs; au plus {most} octets sont lus"),
    500: ("the server could not answer; the fault is noted", "le serveur n’a pas pu répondre; l’erreur est consignée"),
}


def inline_scripts(page: str) -> list[str]:
    """The scripts written inside an HTML page, as CSP hash sources."""
    scripts = re.findall(r"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", page, re.DOTALL | re.IGNORECASE)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]


def streamlit_page() -> str:
    """The HTML page that Streamlit ships, found without importing it."""
    return (Path(find_spec("streamlit").origin).parent / "static" / "index.html").read_text(encoding="utf-8")


def content_policy(host: str, scripts: list[str]) -> str:
    """The content security policy of an answer sent from `host` (name and port as the browser wrote them).

    Emotion writes styles into the page; canvases and downloads are data: and blob:. Not every browser takes 'self' for
    websockets, so the host is named, if it can be written in a policy."""
    named = f" ws://{host} wss://{host}" if re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?", host) else ""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self' 'wasm-unsafe-eval'", *scripts)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{named}",
            "worker-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def header(scope: Message, name: bytes) -> str:
    """A header of the request; empty if it was not sent."""
    return next((value.decode("latin-1") for each, value in scope["headers"] if each.lower() == name), "")


async def refuse(status: int, scope: Message, send: Send, said: str = "", most: int = 0, allowed: tuple[str, ...] = ()) -> None:
    """Answer with a refusal in plain words, in both languages."""
    english, french = (words.format(said=said, most=most) for words in REFUSALS[status])
    body = f"{status}: {english}.\n{status} : {french}.\n".encode()
    headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body)), "Cache-Control": "no-store"}
    if allowed:
        headers["Allow"] = ", ".join(allowed)
    await send({"type": "http.response.start", "status": status, "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()]})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


class SafeAnswers:
    """Adds the headers above to every answer; one that the app has set itself stands, and policies hold together.

    Stands outermost. An answer to a request that failed is written here, as it would not pass here otherwise."""

    def __init__(self, app: App):
        self.app = app
        self.scripts = inline_scripts(streamlit_page())

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                policy = ("Content-Security-Policy", content_policy(header(scope, b"host"), self.scripts))
                has = {name.lower() for name, _ in message["headers"]}
                ours = [(name.lower().encode(), value.encode()) for name, value in FIXED.items() if name.lower().encode() not in has]
                message = {**message, "headers": [*message["headers"], *ours, (policy[0].lower().encode(), policy[1].encode())]}
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception:
            if not started:
                await refuse(500, scope, with_headers)
            raise


class Limits:
    """Refuses what nobody needs here, before the app sees it: other methods, long addresses and headers, large bodies."""

    def __init__(self, app: App):
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        uploads = UPLOADS in scope["path"]
        allowed = (*READING, *UPLOADING) if uploads else READING
        most = MAX_UPLOAD if uploads else MAX_BODY
        length = header(scope, b"content-length")
        if scope["method"] not in allowed:
            await refuse(405, scope, send, said=scope["method"][:20], allowed=allowed)
        elif len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > MAX_ADDRESS:
            await refuse(414, scope, send, most=MAX_ADDRESS)
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADERS:
            await refuse(431, scope, send, most=MAX_HEADERS)
        elif header(scope, b"transfer-encoding"):
            await refuse(411, scope, send)
        elif length and not (length.isascii() and length.isdigit() and len(length) < 20 and int(length) <= most):
            await refuse(413, scope, send, most=most)
        else:
            await self.app(scope, receive, send)
