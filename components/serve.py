"""What the server sends besides the app: the map's shapes, a health address, and the page's language.

Plotly asks its maps' server for base shapes even when it is given its own; EMPTY_TOPOLOGY answers in its place, so
that the map draws without a network and no reader is announced to a third party.
"""

from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.load import data_directory
from components.text import LANGUAGES

_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
EMPTY_TOPOLOGY = {
    "type": "Topology",
    "arcs": [],
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "objects": {layer: {"type": "GeometryCollection", "geometries": []} for layer in _LAYERS},
}

#: The shapes change with a release only; a day of caching spares each reader 0.2 MB a page.
CACHED = {"Cache-Control": "public, max-age=86400"}


async def shapes(request: Request) -> Response:
    """The shapes of countries, as GeoJSON."""
    return FileResponse(data_directory() / "geo" / "countries.geojson", media_type="application/geo+json", headers=CACHED)


async def topology(request: Request) -> Response:
    """The empty base map."""
    return JSONResponse(EMPTY_TOPOLOGY, headers=CACHED)


async def health(request: Request) -> Response:
    """That the server answers."""
    return JSONResponse({"status": "ok"})


ROUTES = [
    Route("/geo/countries.geojson", shapes),
    Route("/geo/{name:str}.json", topology),
    Route("/healthz", health),
]


class PageLanguage:
    """Writes the language of the address (`lang=fr`) into the page's <html lang>, which Streamlit fixes to English.

    Screen readers choose their voice by it. Only whole HTML pages are touched; everything else passes unread."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", ["en"])[-1] if scope["type"] == "http" else "en"
        if asked not in LANGUAGES or asked == "en":
            await self.app(scope, receive, send)
            return
        # An unpacked answer can be rewritten; and a cached English page must not be taken for the French one.
        drop = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
        scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name.lower() not in drop]}
        start: Message | None = None
        body = bytearray()

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                kind = dict(message["headers"]).get(b"content-type", b"")
                if not kind.startswith(b"text/html"):
                    await send(message)
                else:
                    start = message
                return
            if start is None:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                page = bytes(body).replace(b'<html lang="en"', f'<html lang="{asked}"'.encode(), 1)
                kept = [(name, value) for name, value in start["headers"] if name.lower() not in (b"content-length", b"etag")]
                await send({**start, "headers": [*kept, (b"content-length", str(len(page)).encode())]})
                await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, rewritten)


MIDDLEWARE = [Middleware(PageLanguage)]
