"""What the server sends besides the app: the map's shapes, the health of the data, and the page's language.

Plotly asks its maps' server for base shapes even when it is given its own; EMPTY_TOPOLOGY answers in its place, so
that the map draws without a network and no reader is announced to a third party.
"""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.headers import Limits, SafeAnswers, header
from components.links import SHORT, SLIDE, lengthened, slide_lengthened
from components.load import data_directory, load
from components.text import LANGUAGES, catalogue_problems

_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
EMPTY_TOPOLOGY = {
    "type": "Topology",
    "arcs": [],
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "objects": {layer: {"type": "GeometryCollection", "geometries": []} for layer in _LAYERS},
}

#: The shapes change with a release only; a day of caching spares each reader 0.2 MB a page.
CACHED = {"Cache-Control": "public, max-age=86400"}

_READING = Lock()  # requests that come while the data are first read wait for the one reading


async def shapes(request: Request) -> Response:
    """The shapes of countries, as GeoJSON."""
    return FileResponse(data_directory() / "geo" / "countries.geojson", media_type="application/geo+json", headers=CACHED)


async def topology(request: Request) -> Response:
    """The empty base map."""
    return JSONResponse(EMPTY_TOPOLOGY, headers=CACHED)


@lru_cache(maxsize=1)
def _state(directory: Path) -> tuple[int, dict]:
    loaded = load(directory)
    problems = len(loaded.problems) + len(catalogue_problems(directory))
    if loaded.dataset is None or problems:
        return 503, {"status": "problems", "problems": problems}
    return 200, {"status": "ok", "cases": len(loaded.dataset.cases), "version": loaded.dataset.info.version}


def _state_once(directory: Path) -> tuple[int, dict]:
    with _READING:
        return _state(directory)


async def health(request: Request) -> Response:
    """That the server answers, and with which data: 503 if they have problems. They are read at the first request, in a
    thread, as the app reads them for itself."""
    status, said = await run_in_threadpool(_state_once, data_directory())
    return JSONResponse(said, status, headers={"Cache-Control": "no-store"})


async def lengthen(request: Request) -> Response:
    """Leads a short address on to the view that it stands for; the app says so if there is no such case or country."""
    # What leads on stays on this server, and below the path at which a proxy may have put the atlas.
    return RedirectResponse(f"../{lengthened(request.url.path.lstrip('/')[0], request.path_params['id'])}", 307)


async def lengthen_slide(request: Request) -> Response:
    """Leads the short address of a slide on to the stage; the stage says so if there is no such deck."""
    return RedirectResponse(f"../../{slide_lengthened(**request.path_params)}", 307)


ROUTES = [
    Route("/geo/countries.geojson", shapes),
    Route("/geo/{name:str}.json", topology),
    Route("/healthz", health),
    *(Route(f"/{letter}/{{id:str}}", lengthen, name=letter) for letter in SHORT),
    Route(f"/{SLIDE}/{{deck:str}}/{{number:int}}", lengthen_slide),
]


def asked_language(scope: Scope) -> str:
    """The language of a request as the app will choose it: the address's, else the browser's first, else English."""
    asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True).get("lang", [""])[-1]
    if asked in LANGUAGES:
        return asked
    own = header(scope, b"accept-language").split(",")[0].split(";")[0].split("-")[0].strip().lower()
    return own if own in LANGUAGES else "en"


class PageLanguage:
    """Writes the reader's language into the page's <html lang>, which Streamlit fixes to English.

    Screen readers choose their voice by it. Only whole HTML pages are touched; everything else passes unread. A page
    that was rewritten has no mark by which a cache could take the English one for it, and says what it depends on."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        language = asked_language(scope)
        if language != "en":
            # A whole, unpacked answer can be rewritten; and a cached English page must not be taken for the French one.
            drop = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"}
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name.lower() not in drop]}
        start: Message | None = None
        body = bytearray()

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                message = {**message, "headers": list(message["headers"])}
                headers = MutableHeaders(raw=message["headers"])
                headers.add_vary_header("Accept-Language")
                if language != "en":
                    del headers["etag"], headers["last-modified"], headers["accept-ranges"]
                    if scope["method"] != "HEAD":
                        start = message
                        return
            elif message["type"] == "http.response.body" and start is not None:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = bytes(body).replace(b'<html lang="en"', f'<html lang="{language}"'.encode(), 1)
                MutableHeaders(raw=start["headers"])["content-length"] = str(len(page))
                await send(start)
                message = {"type": "http.response.body", "body": page}
            await send(message)

        await self.app(scope, receive, rewritten)


#: Outermost first: what every answer carries, what is refused, what the page says of itself.
MIDDLEWARE = [Middleware(SafeAnswers), Middleware(Limits), Middleware(PageLanguage)]
