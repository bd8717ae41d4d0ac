"""What a reader waits for and receives: each script served as it would be, in a real browser.

The page's own clock is read: from the press of the mouse or of a key to the frame in which the last change of a picture, or the
end of Streamlit's run, was painted.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser as real
from tests.benchmarks import synthetic

APP = Path(__file__).with_name("app.py")
LIMIT = 60  # seconds that one step may take
START = 120  # seconds that the first visit to a server may take
QUIET = 700  # milliseconds without a change after which a page counts as settled

WATCH = """
window.bench = {pressed: 0, painted: 0, due: 0};
for (const press of ["pointerdown", "keydown"]) addEventListener(press, () => { bench.pressed = performance.now(); }, true);
bench.stamp = () => { bench.due++; requestAnimationFrame(() => setTimeout(() => { bench.due--; bench.painted = performance.now(); })); };
bench.said = () => (document.querySelector(".ra-count, .st-key-count")?.textContent ?? "").replaceAll(",", "");
bench.running = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning"
    || document.querySelector("[data-stale=true]") !== null;
bench.drawn = line => document.querySelector(".choroplethlayer path") && bench.said().startsWith(line) && performance.now();
bench.still = quiet => !bench.running() && !bench.due && bench.painted > bench.pressed && performance.now() - bench.painted > quiet;
bench.settled = (line, quiet) => bench.drawn(line) && bench.still(quiet);
bench.slide = (title, part) => [...document.querySelectorAll("h1")].some(head => head.textContent.trim() === title) && document.querySelector(part);
new MutationObserver(changes => {
    for (const plot of document.getElementsByClassName("js-plotly-plot"))
        if (plot.on && plot.benched !== plot._ev) { plot.benched = plot._ev; plot.on("plotly_afterplot", bench.stamp); }
    const telling = change => change.attributeName === "data-stale" || change.attributeName === "data-test-script-state"
        || (change.target.nodeType === 1 ? change.target : change.target.parentElement)?.closest(".js-plotly-plot");
    if (changes.some(telling)) bench.stamp();
}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""


@dataclass
class Received:
    """What a page was sent: unpacked frames of its websocket, and bytes of HTTP as they came over the wire."""

    frames: list[bytes] = field(default_factory=list)
    http: int = 0

    def clear(self) -> None:
        """Forget what came so far."""
        self.frames, self.http = [], 0

    def unpacked(self) -> int:
        """Bytes of the websocket's messages before compression, and of HTTP."""
        return sum(map(len, self.frames)) + self.http

    def packed(self) -> int:
        """About what crossed the wire: Streamlit is set to pack each message with deflate, as is done here."""
        return sum(len(zlib.compress(frame)) for frame in self.frames) + self.http


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser, closed at the end; FileNotFoundError if there is none."""
    if (path := real.chromium()) is None:
        raise FileNotFoundError("no Chromium: install one or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=real.FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(script: str, size: int) -> Iterator[str]:
    """The address of a server of its own with the atlas or a plain script; RuntimeError if it does not answer."""
    shown = {"BENCHMARK": script, "BENCHMARK_CASES": str(size), "BENCHMARK_TABLES": synthetic.tables_folder(size)}
    with real.server(str(APP), PYTHONPATH=str(real.ROOT), STREAMLIT_SERVER_FILE_WATCHER_TYPE="none", **shown) as address:
        yield address


@contextmanager
def opened(browser: Browser, address: str, limit: int = LIMIT) -> Iterator[tuple[Page, Received]]:
    """A page on the way to the address, nothing in its cache, and what it is sent. No step takes longer than `limit`."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-CA")
    try:
        context.set_default_timeout(limit * 1000)
        page, received = context.new_page(), Received()
        page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda frame: received.frames.append(frame if isinstance(frame, bytes) else frame.encode()))
        )
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: setattr(received, "http", received.http + int(event["encodedDataLength"])))
        page.add_init_script(WATCH)
        page.goto(address, wait_until="commit")
        yield page, received
    finally:
        context.close()


def settle(page: Page, line: str) -> float:
    """Wait until the page says this count line and no longer changes. Gives the seconds since the mouse was pressed."""
    page.wait_for_function("([line, quiet]) => bench.settled(line, quiet)", arg=[line, QUIET], polling=100)
    return page.evaluate("bench.painted - bench.pressed") / 1000


def settle_slide(page: Page, title: str, part: str) -> float:
    """Wait until the page shows a slide with this title, and the part of it, and no longer changes. Gives the seconds
    since the key was pressed."""
    page.wait_for_function("([title, part, quiet]) => bench.slide(title, part) && bench.still(quiet)", arg=[title, part, QUIET], polling=100)
    return page.evaluate("bench.painted - bench.pressed") / 1000


def first_view(browser: Browser, address: str, size: int, limit: int = LIMIT) -> float:
    """Seconds from the request to a drawn map and the count line."""
    with opened(browser, address, limit) as (page, _):
        return page.wait_for_function("line => bench.drawn(line)", arg=synthetic.count_line(size)).json_value() / 1000


def choose(page: Page, name: str, size: int, position: int) -> None:
    """Choose, or let go, the theme at `position` of data/themes.yml with the mouse."""
    if name == "atlas":
        page.locator(".st-key-themes button").nth(position).click()
        return
    theme = synthetic.dataset(size).themes[position].name["en"]
    part = page.locator(".st-key-theme")
    remove = part.locator(f'button[aria-label="Remove {theme}"]')
    if remove.count():
        page.keyboard.press("Escape")
        remove.click()
    else:
        part.locator("input").click()
        page.keyboard.type(theme)
        page.locator("[role=option]", has_text=theme).first.click()


def change(page: Page, received: Received, name: str, size: int, position: int) -> tuple[float, int, int]:
    """Choose one theme, and let it go again: seconds to repaint, bytes received unpacked and packed, of the choice."""
    received.clear()
    choose(page, name, size, position)
    took = settle(page, synthetic.count_line(size, position))
    figures = took, received.unpacked(), received.packed()
    choose(page, name, size, position)
    settle(page, synthetic.count_line(size))
    return figures
