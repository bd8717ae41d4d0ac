"""What the server sends: headers on every answer, refusals, health, the page's language, the map's shapes."""

import asyncio
import gzip
import http.client
import json
import re
import shutil
from contextlib import chdir

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.runtime import Runtime

from components import headers, serve
from tests import browser as real
from tests.conftest import DATA, ROOT


class Asker:
    """Asks an ASGI app inside this process, on an event loop of another thread: no network, no server."""

    def __init__(self, app, portal: BlockingPortal):
        self.app, self.portal = app, portal

    def together(self, *requests: tuple[str, str], **options) -> list[httpx.Response]:
        """The answers to requests that are sent at once."""

        async def send() -> list[httpx.Response]:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://atlas.example:8501") as client:
                return await asyncio.gather(*(client.request(method, address, **options) for method, address in requests))

        return self.portal.call(send)

    def __call__(self, method: str, address: str, **options) -> httpx.Response:
        return self.together((method, address), **options)[0]

    def get(self, address: str, **options) -> httpx.Response:
        return self("GET", address, **options)


@pytest.fixture(scope="module")
def portal():
    """An event loop in a thread of its own, as the browser of other tests holds the one of this thread."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture(scope="module")
def ask(portal):
    """Asks the app of app.py."""
    with chdir(ROOT):
        from app import app

        yield Asker(app, portal)
        if Runtime.exists():
            Runtime.instance().stop()
            Runtime._instance = None


def reached(request) -> PlainTextResponse:
    """A route that says that it was reached."""
    return PlainTextResponse("reached", headers={"Referrer-Policy": "same-origin", "Content-Security-Policy": "sandbox"})


def fails(request) -> PlainTextResponse:
    """A route with a fault."""
    raise RuntimeError("secret detail")


@pytest.fixture
def small(portal):
    """Asks a small app behind the same middleware."""
    every = ["GET", "POST", "PUT", "DELETE"]
    routes = [Route("/", reached), Route("/fails", fails), Route(headers.UPLOADS + "{session}/{file}", reached, methods=every)]
    return Asker(Starlette(routes=routes, middleware=serve.MIDDLEWARE), portal)


def policy(answer: httpx.Response) -> dict[str, list[str]]:
    """The content security policy of an answer, by directive."""
    return {name: values for name, *values in (part.split() for part in answer.headers["content-security-policy"].split(";"))}


EVERY_KIND = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/case?id=taner-kilic", 200),
    ("GET", "/?lang=fr", 200),
    ("HEAD", "/?lang=fr", 200),
    ("GET", "/case/", 301),
    ("GET", "/c/taner-kilic", 307),
    ("GET", "/favicon.png", 200),
    ("GET", "/geo/countries.geojson", 200),
    ("GET", "/geo/world_110m.json", 200),
    ("GET", "/healthz", 200),
    ("GET", "/_stcore/health", 200),
    ("GET", "/_stcore/host-config", 200),
    ("GET", "/_stcore/agent/openapi.json", 200),
    ("GET", "/case/_stcore/health", 404),
    ("GET", "/media/none.csv", 404),
    ("GET", "/component/none/index.html", 404),
    ("GET", "/geo/..%2f..%2fapp.py", 400),
    ("OPTIONS", "/_stcore/health", 204),
    ("OPTIONS", "/", 405),
    ("POST", "/", 405),
    ("POST", "/_stcore/agent/interact", 405),
    ("PUT", headers.UPLOADS + "none/none", 403),
    ("GET", "/?q=" + "x" * 9000, 414),
]


@pytest.mark.parametrize(("method", "address", "status"), EVERY_KIND, ids=lambda value: str(value)[:40])
def test_every_kind_of_answer_carries_every_header(ask, method, address, status):
    answer = ask(method, address)
    assert answer.status_code == status
    for name in headers.FIXED:
        assert answer.headers.get_list(name) == [headers.FIXED[name]], name
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    for feature in ("camera", "microphone", "geolocation"):
        assert f"{feature}=()" in answer.headers["permissions-policy"].split(", ")
    assert policy(answer)["default-src"] == ["'self'"]
    assert policy(answer)["frame-ancestors"] == ["'self'"]


def test_the_scripts_and_styles_of_the_page_carry_every_header(ask):
    page = ask.get("/").text
    parts = re.findall(r'(?:src|href)="\./(static/(?:js|css)/[^"]+)"', page)
    assert len(parts) > 5
    for part in parts[:3] + parts[-1:]:
        answer = ask.get("/" + part)
        assert "immutable" in answer.headers["cache-control"]
        assert headers.FIXED.items() <= {name: answer.headers[name] for name in headers.FIXED}.items()
        assert "content-security-policy" in answer.headers


def test_the_policy_lets_in_nothing_that_is_not_ours(ask):
    directives = policy(ask.get("/"))
    assert directives["object-src"] == directives["frame-src"] == directives["worker-src"] == ["'none'"]
    assert directives["base-uri"] == directives["form-action"] == ["'self'"]
    assert directives["connect-src"] == ["'self'", "ws://atlas.example:8501", "wss://atlas.example:8501"]
    scripts = directives["script-src"]
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    allowed = {"'self'", "'unsafe-inline'", "'none'", "'wasm-unsafe-eval'", "data:", "blob:"}
    others = {source for values in directives.values() for source in values} - allowed
    assert all(source.startswith(("'sha256-", "ws://atlas.example", "wss://atlas.example")) for source in others)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_script_inside_the_page_is_allowed_by_its_hash(ask, language):
    answer = ask.get(f"/?lang={language}")
    hashes = headers.inline_scripts(answer.text)
    assert len(hashes) == 1
    assert set(hashes) <= set(policy(answer)["script-src"])


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("<script>a</script>", 1),
        ("<SCRIPT>\n a\n</SCRIPT><script type='module'>b</script>", 2),
        ('<script src="./a.js"></script>', 0),
        ('<script type="module" crossorigin src = "./a.js"></script><script>b</script>', 1),
        ("<p>script</p>", 0),
    ],
)
def test_scripts_inside_a_page_are_found(page, number):
    assert len(headers.inline_scripts(page)) == number


def test_the_hash_of_a_script_is_the_one_browsers_make():
    assert headers.inline_scripts("<script>alert('Hello, world.');</script>") == ["'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"]


@pytest.mark.parametrize("host", ["", "a b", "x; script-src *", "a'b", "http://a", "[::1]:8501", "a:1:2", "a\nb"])
def test_a_host_that_is_none_does_not_get_into_the_policy(host):
    assert "connect-src 'self';" in headers.content_policy(host, [])
    assert "*" not in headers.content_policy(host, [])


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8501", "atlas.example.org", "xn--bcher-kva.example:443"])
def test_a_host_may_be_spoken_to_over_websockets(host):
    assert f"connect-src 'self' ws://{host} wss://{host};" in headers.content_policy(host, [])


def test_what_the_app_says_itself_stands_and_policies_hold_together(small):
    answer = small.get("/")
    assert answer.text == "reached"
    assert answer.headers.get_list("referrer-policy") == ["same-origin"]
    own, ours = answer.headers.get_list("content-security-policy")
    assert own == "sandbox"
    assert "default-src 'self'" in ours


def test_an_answer_that_failed_carries_the_headers_and_no_detail(small):
    answer = small.get("/fails")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "the server could not answer" in answer.text
    assert "le serveur n’a pas pu répondre" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in answer.headers


def test_an_answer_that_breaks_off_half_way_is_not_begun_again(portal):
    sent = []

    async def half(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("half way")

    async def send(message):
        sent.append(message)

    with pytest.raises(RuntimeError, match="half way"):
        portal.call(headers.SafeAnswers(half), {"type": "http", "method": "GET", "headers": []}, None, send)
    assert [message["status"] for message in sent] == [200]


def test_websockets_and_the_lifespan_pass_untouched(portal):
    seen = []

    async def app(scope, receive, send):
        seen.append((scope, receive, send))

    scopes = [{"type": "websocket", "headers": [], "path": "/", "query_string": b"x" * 9000}, {"type": "lifespan"}]
    for each in serve.MIDDLEWARE:
        for scope in scopes:
            portal.call(each.cls(app), scope, max, min)
            assert seen.pop() == (scope, max, min)


REFUSED = [
    ("POST", "/", {}, 405, "does not take POST requests"),
    ("PATCH", "/", {}, 405, "does not take PATCH requests"),
    ("TRACE", "/", {}, 405, "does not take TRACE requests"),
    ("PUT", "/", {}, 405, "does not take PUT requests"),
    ("PATCH", headers.UPLOADS + "a/b", {}, 405, "does not take PATCH requests"),
    ("GET", "/?q=" + "x" * headers.MAX_ADDRESS, {}, 414, "address is too long; at most 8192"),
    ("GET", "/" + "x" * headers.MAX_ADDRESS, {}, 414, "address is too long; at most 8192"),
    ("HEAD", "/" + "x" * headers.MAX_ADDRESS, {}, 414, ""),
    ("GET", "/?q=" + "%C3%A9" * 2000, {}, 414, "address is too long"),
    ("GET", "/", {"headers": {"cookie": "x" * headers.MAX_HEADERS}}, 431, "headers are too long; at most 32768"),
    ("GET", "/", {"headers": {f"x-{n}": "x" * 1000 for n in range(40)}}, 431, "headers are too long"),
    ("GET", "/", {"content": b"x" * (headers.MAX_BODY + 1)}, 413, "request is too large; at most 16384"),
    ("GET", "/", {"headers": {"content-length": "9" * 30}}, 413, "request is too large"),
    ("GET", "/", {"headers": {"content-length": "-1"}}, 413, "request is too large"),
    ("GET", "/", {"headers": {"content-length": "many"}}, 413, "request is too large"),
    ("GET", "/", {"headers": {"transfer-encoding": "chunked"}}, 411, "must say its length"),
    ("PUT", headers.UPLOADS + "a/b", {"headers": {"content-length": str(headers.MAX_UPLOAD + 1)}}, 413, "at most 6291456"),
]


@pytest.mark.parametrize(("method", "address", "options", "status", "says"), REFUSED, ids=lambda value: str(value)[:30])
def test_what_nobody_needs_is_refused_unread_in_plain_words(small, method, address, options, status, says):
    answer = small(method, address, **options)
    assert answer.status_code == status
    assert "reached" not in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    if method == "HEAD":
        assert answer.content == b""
    else:
        english, french = answer.text.splitlines()
        assert english.startswith(f"{status}: ")
        assert french.startswith(f"{status} : ")
        assert says in english
        assert "{" not in answer.text


@pytest.mark.parametrize(
    ("method", "address", "options"),
    [
        ("GET", "/", {}),
        ("GET", "/?q=" + "x" * (headers.MAX_ADDRESS - 4), {}),
        ("GET", "/", {"content": b"x" * headers.MAX_BODY}),
        ("GET", "/", {"headers": {"cookie": "x" * (headers.MAX_HEADERS - 1000)}}),
        ("PUT", headers.UPLOADS + "a/b", {"content": b"x" * 1_000_000}),
        ("DELETE", headers.UPLOADS + "a/b", {}),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_within_the_limits_passes(small, method, address, options):
    assert small(method, address, **options).text == "reached"


def test_a_refused_method_names_those_that_are_taken(small):
    assert small("POST", "/").headers["allow"] == "GET, HEAD, OPTIONS"
    assert small("PATCH", headers.UPLOADS + "a/b").headers["allow"] == "GET, HEAD, OPTIONS, PUT, POST, DELETE"


def test_a_link_to_every_case_by_name_fits_into_an_address(dataset):
    assert len("/?basket=" + "%2C".join(case.id for case in dataset.cases)) < headers.MAX_ADDRESS


@pytest.fixture
def readings(monkeypatch):
    """The directories that the health address has read, newest last; it begins as in a fresh server."""
    read = []

    def load(directory):
        read.append(directory)
        return real_load(directory)

    real_load = serve.load
    monkeypatch.setattr(serve, "load", load)
    serve._state.cache_clear()
    yield read
    serve._state.cache_clear()


def test_health_tells_the_dataset_and_reads_it_once(ask, dataset, readings):
    ask.get("/")
    assert readings == [], "a page must not wait for the health address's reading"
    answers = ask.together(*[("GET", "/healthz")] * 4) + [ask.get("/healthz")]
    assert len(readings) == 1
    for answer in answers:
        assert answer.status_code == 200
        assert answer.json() == {"status": "ok", "cases": len(dataset.cases), "version": dataset.info.version}
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("public/cases.json", '"kind": "person"', '"kind": "hero"'),
        ("locale/fr/atlas.po", 'msgid "filter.clear"', 'msgid "filter.cleared"'),
    ],
    ids=["case", "catalogue"],
)
def test_health_says_no_when_the_data_have_problems(ask, tmp_path, monkeypatch, readings, file, old, new):
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    path = copy / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    monkeypatch.setenv("RIGHTS_ATLAS_DATA", str(copy))
    answer = ask.get("/healthz")
    assert answer.status_code == 503
    said = answer.json()
    assert said.pop("status") == "problems"
    assert said.pop("problems") >= 1
    assert said == {}
    assert readings == [copy]


PREFERS_FRENCH = {"accept-language": "fr-CA,fr;q=0.9,en;q=0.8"}


@pytest.mark.parametrize(
    ("address", "options", "language"),
    [
        ("/", {}, "en"),
        ("/?lang=fr", {}, "fr"),
        ("/case?id=taner-kilic&lang=fr", {}, "fr"),
        ("/?lang=en&lang=fr", {}, "fr"),
        ("/?lang=fr&lang=en", {}, "en"),
        ("/?lang=tlh", {}, "en"),
        ("/?lang=fr&lang=", {}, "en"),
        ("/?lang=%66%72", {}, "fr"),
        ("/?lang=fr%00", {}, "en"),
        ("/?lang=%22%3E%3Cscript%3E", {}, "en"),
        ("/", {"headers": PREFERS_FRENCH}, "fr"),
        ("/?lang=tlh", {"headers": PREFERS_FRENCH}, "fr"),
        ("/?lang=en", {"headers": PREFERS_FRENCH}, "en"),
        ("/", {"headers": {"accept-language": "de-CH, fr;q=0.9"}}, "en"),
        ("/", {"headers": {"accept-language": "FR"}}, "fr"),
        ("/", {"headers": {"accept-language": "french"}}, "en"),
    ],
)
def test_the_page_says_the_language_in_which_it_will_be(ask, address, options, language):
    answer = ask.get(address, **options)
    assert re.findall(r'<html lang="([^"]*)"', answer.text) == [language]
    assert int(answer.headers["content-length"]) == len(answer.content) or "content-encoding" in answer.headers
    assert "Accept-Language" in answer.headers["vary"].split(", ")


def test_nothing_but_the_language_differs_between_the_pages(ask):
    english, french = ask.get("/?lang=en"), ask.get("/?lang=fr")
    assert english.text.replace('lang="en"', 'lang="fr"', 1) == french.text
    assert english.text != french.text


def test_a_kept_english_page_is_not_taken_for_the_french_one(ask):
    english = ask.get("/")
    kept = {"if-none-match": english.headers["etag"], "if-modified-since": english.headers["last-modified"]}
    assert ask.get("/", headers=kept).status_code == 304
    for french in (ask.get("/?lang=fr", headers=kept), ask.get("/", headers={**kept, **PREFERS_FRENCH})):
        assert french.status_code == 200
        assert '<html lang="fr"' in french.text
        assert not {"etag", "last-modified"} & set(french.headers)
        assert french.headers["cache-control"] == "no-cache"


def test_a_part_of_the_french_page_is_never_sent(ask):
    answer = ask.get("/?lang=fr", headers={"range": "bytes=0-99"})
    assert answer.status_code == 200
    assert answer.text.rstrip().endswith("</html>")
    assert "accept-ranges" not in answer.headers


def test_packing_stays_with_who_can_unpack(ask):
    assert ask.get("/case", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    french = ask.get("/case?lang=fr", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in french.headers
    assert '<html lang="fr"' in french.text


@pytest.mark.parametrize("address", ["/", "/?lang=fr", "/case?lang=fr", "/geo/countries.geojson", "/geo/world_110m.json", "/healthz"])
def test_head_answers_as_get_without_the_content(ask, address):
    plain = {"accept-encoding": "identity"}
    head, get = ask("HEAD", address, headers=plain), ask.get(address, headers=plain)
    assert head.status_code == get.status_code == 200
    said = [{name: value for name, value in answer.headers.items() if name != "vary"} for answer in (head, get)]
    assert said[0] == said[1]
    assert int(head.headers["content-length"]) == len(get.content) > 0


def test_the_shapes_are_geojson_that_browsers_keep_for_a_day(ask):
    answer = ask.get("/geo/countries.geojson", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert answer.content == (DATA / "geo" / "countries.geojson").read_bytes()
    assert len(json.loads(answer.text)["features"]) > 200


@pytest.mark.parametrize("name", ["world_110m", "world_50m", "africa_110m"])
def test_the_base_map_is_empty(ask, name):
    answer = ask.get(f"/geo/{name}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    topology = answer.json()
    assert topology["type"] == "Topology"
    assert topology["arcs"] == []
    assert set(topology["objects"]) == {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"}
    assert all(layer == {"type": "GeometryCollection", "geometries": []} for layer in topology["objects"].values())


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/c/taner-kilic", "/case?id=taner-kilic"),
        ("/k/CAN", "/country?iso3=CAN"),
        ("/t/lgbti", "/theme?id=lgbti"),
        ("/c/no-such-case", "/case?id=no-such-case"),
        ("/c/%2F%2Fevil.example", None),
        ("/c/..%2f..%2fetc%2fpasswd", None),
        ("/c/%0d%0aSet-Cookie:%20a=b", "/case?id=%0D%0ASet-Cookie%3A+a%3Db"),
        ("/c/a&lang=fr#x", "/case?id=a%26lang%3Dfr"),
        ("/c/a%3Fb%26c%23d", "/case?id=a%3Fb%26c%23d"),
        ("/k/https:evil.example", "/country?iso3=https%3Aevil.example"),
        ("/c/@evil.example", "/case?id=%40evil.example"),
        ("/c/%5c%5cevil.example", "/case?id=%5C%5Cevil.example"),
        ("/c/<script>", "/case?id=%3Cscript%3E"),
        ("/c/K%C4%B1l%C4%B1%C3%A7", "/case?id=K%C4%B1l%C4%B1%C3%A7"),
        ("/c//evil.example", None),
        ("/d/message-2017/4", "../stage?deck=message-2017&slide=4"),
        ("/d/no-such-deck/4", "../stage?deck=no-such-deck&slide=4"),
        ("/d/%0d%0aa/4", "../stage?deck=%0D%0Aa&slide=4"),
        ("/d/message-2017/four", None),
        ("/d/message-2017/-4", None),
        ("/d/message-2017", None),
        ("/d//evil.example/4", None),
        ("/c/", None),
        ("/x/CAN", None),
    ],
)
def test_a_short_address_leads_on_and_never_off_this_server(ask, path, where):
    for method in ("GET", "HEAD"):
        answer = ask(method, path)
        if where is not None:
            assert answer.status_code == 307
            assert answer.headers["location"] == f"../{where.lstrip('/')}"  # so that it holds behind a proxy that puts the atlas below a path
            assert "set-cookie" not in answer.headers
        else:
            to = answer.headers.get("location", "/")
            assert to.startswith(("/", "http://atlas.example:8501/")), to
            assert not to.startswith("//")
        assert "content-security-policy" in answer.headers


def test_a_short_address_of_every_case_and_country_leads_to_it(ask, dataset):
    for letter, name, ids in (("c", "id", dataset.case), ("k", "iso3", dataset.country), ("t", "id", dataset.theme)):
        answers = ask.together(*[("GET", f"/{letter}/{id}") for id in ids])
        assert [answer.headers["location"].split("?")[1] for answer in answers] == [f"{name}={id}" for id in ids]


OUTSIDE = [
    "/geo/../app.py",
    "/geo/../../etc/passwd",
    "/geo/..%2f..%2f..%2fetc%2fpasswd",
    "/geo/%2e%2e/%2e%2e/pyproject.toml",
    "/geo/%2e%2e%2fdataset.yml",
    "/geo/..%5c..%5capp.py",
    "/geo/..%2fweak_hosts.txt%00.json",
    "/geo/%252e%252e%252fdataset.yml",
    "/geo/disputed.yml",
    "/geo//etc/passwd",
    "/geo/..%2f..%2fpyproject.json",
    "/static/..%2f..%2fapp.py",
    "/cases/taner-kilic.yml",
    "/app.py",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_to_a_file_that_is_not_served(ask, path):
    answer = ask.get(path)
    assert_nothing_of_ours(answer.status_code, answer.text)


def assert_nothing_of_ours(status: int, text: str) -> None:
    """The answer is a refusal, the page without content, or the empty base map."""
    page = '<div id="root"></div>' in text
    stub = text == json.dumps(serve.EMPTY_TOPOLOGY, separators=(",", ":"))
    assert status in (400, 404) or page or stub, text[:200]
    for line in ("st.App", "root:", "[project]", "as_of:", "drawn"):
        assert line not in text


def test_a_running_server_answers_raw_requests_alike():
    """Over a real socket, where nothing between here and the server tidies the request."""
    with real.server() as address:
        host = address.removeprefix("http://")

        def raw(method: str, target: str, body: bytes | None = None, **sent: str) -> tuple[http.client.HTTPResponse, str]:
            connection = http.client.HTTPConnection(host, timeout=30)
            try:
                connection.putrequest(method, target, skip_accept_encoding=True)
                for name, value in sent.items():
                    connection.putheader(name.replace("_", "-"), value)
                connection.endheaders(body)
                answer = connection.getresponse()
                content = answer.read()
            finally:
                connection.close()
            if answer.headers.get("content-encoding") == "gzip":
                content = gzip.decompress(content)
            assert answer.headers["x-content-type-options"] == "nosniff", target
            assert f"ws://{host}" in answer.headers["content-security-policy"], target
            return answer, content.decode()

        for path in (*OUTSIDE, "//etc/passwd", "/geo/\\..\\..\\app.py"):
            answer, text = raw("GET", path)
            assert_nothing_of_ours(answer.status, text)
        assert '<html lang="fr"' in raw("GET", "/?lang=fr", Accept_Encoding="gzip")[1]
        for method, target, body, sent, status in (
            ("GET", "/?q=" + "x" * 9000, None, {}, 414),
            ("TRACE", "/", None, {}, 405),
            ("POST", "/", b"x" * 100, {"Content_Length": "100"}, 405),
            ("GET", "/", b"x" * 20_000, {"Content_Length": "20000"}, 413),
            ("GET", "/", b"5\r\nhello\r\n0\r\n\r\n", {"Transfer_Encoding": "chunked"}, 411),
            ("GET", "/", None, {"Cookie": "x" * 40_000}, 431),
        ):
            answer, text = raw(method, target, body, **sent)
            assert answer.status == status, text
            assert text.startswith(f"{status}: ")
        head, text = raw("HEAD", "/?lang=fr")
        assert head.status == 200
        assert int(head.headers["content-length"]) > 1000
        assert text == ""
