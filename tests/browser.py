"""A server of the app and a real browser for the tests: every host but the server is blocked, every request recorded."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

#: At a deep link Streamlit's own client asks for these beside the page first, then at the root; the answer is 404.
STREAMLIT_PROBES = ("/_stcore/health", "/_stcore/host-config")


def chromium() -> str | None:
    """Where Chromium is, or None."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def server(app: str = "app.py", **environment: str) -> Iterator[str]:
    """The app on a free port, as its address; stopped at the end. RuntimeError with its output if it does not start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port), "--server.address", "127.0.0.1"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            if process.poll() is not None:
                raise RuntimeError(f"the server stopped: {process.stdout.read()}")
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.25)
        else:
            raise RuntimeError("the server did not answer within a minute")
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@dataclass
class Visitor:
    """A page in a fresh browser context, with what it asked for and what its console said."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def strayed(self) -> list[str]:
        """What it asked of other hosts than the server's, in vain."""
        return [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))]

    def open(self, path: str = "/") -> None:
        """Go to a path of the server and wait until the page stands still."""
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until the frame is drawn, Streamlit's run has ended and nothing on screen is stale."""
        self.page.wait_for_selector(".ra-count, h1", state="attached", timeout=30_000)
        self.page.wait_for_function(
            '() => !document.querySelector(\'[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stStatusWidget"]\')', timeout=30_000
        )
        self.page.wait_for_timeout(400)

    def map_drawn(self) -> int:
        """Wait for the map; how many countries it has drawn."""
        self.page.wait_for_selector(".choroplethlayer path", state="attached", timeout=30_000)
        return self.page.locator(".choroplethlayer .trace").first.locator("path").count()

    def count(self) -> str:
        """The count line's "N of M cases"."""
        return self.page.locator(".ra-count b").inner_text()

    def click_map(self, lat: float, lon: float) -> None:
        """Click the first map at a place, in degrees."""
        point = self.page.evaluate(
            """([lon, lat]) => {
                const map = document.querySelector('.js-plotly-plot');
                map.scrollIntoView({block: 'center'});
                const [x, y] = map._fullLayout.geo._subplot.projection([lon, lat]);
                const box = map.getBoundingClientRect();
                return [box.x + x, box.y + y];
            }""",
            [lon, lat],
        )
        self.page.mouse.move(*point)
        self.page.wait_for_timeout(300)
        self.page.mouse.click(*point)
        self.page.wait_for_timeout(600)
        self.settle()


@contextmanager
def visitor(browser: Browser, address: str, width: int = 1400, height: int = 900, **options) -> Iterator[Visitor]:
    """A visitor in a fresh context of the browser, `width` by `height` pixels."""
    # Every other host lies behind a proxy that is not there. Routing each request through this process would block them too,
    # but it also turns the browser's cache off and makes each page a third slower.
    nowhere = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}
    context = browser.new_context(viewport={"width": width, "height": height}, proxy=nowhere, **{"locale": "en-CA", **options})
    page = context.new_page()
    someone = Visitor(page, address)
    context.on("request", lambda request: someone.asked.append(request.url))
    page.on("pageerror", lambda error: someone.complaints.append(f"page error: {error}"))
    page.on("console", lambda message: someone.complaints.append(f"{message.text} {message.location.get('url', '')}") if message.type == "error" else None)
    try:
        yield someone
    finally:
        context.close()
