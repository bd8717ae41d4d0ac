"""Slides in the room: from the press of a key to the next slide painted, what crosses the wire for it, and what the server
computes for it."""

import html
import os
import time
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser
from streamlit.testing.v1 import AppTest

from components import decks
from components.decks import Deck, Slide
from tests.benchmarks import browser, rerun, synthetic

SCRIPTS = {"atlas": "atlas", "plain": "plain_slides"}
NEXT = {"atlas": "go_next", "plain": "next"}  # the keys of the buttons
OPENING = "Human rights cases"

#: What is measured after the opening: the slide, its title, and the part of the page that shows it is drawn. The first
#: picture brings the drawing library and the map's shapes with it; the slides after it stand for those of a whole deck.
STEPS = (
    ("first picture", "One theme", ".choroplethlayer path"),
    ("map", "Where the cases are", ".choroplethlayer path"),
    ("timeline", "When it happened", ".cartesianlayer path"),
    ("case", "One case", ".choroplethlayer path"),
)


@cache
def deck(size: int) -> Deck:
    """The opening and STEPS over `size` cases; the plain script shows the same cases under the same titles."""
    cases = synthetic.dataset(size).cases
    located = next(case.id for case in cases if case.place.lat is not None)
    shown = (("map", {"theme": cases[0].theme}), ("map", {}), ("timeline", {}), ("case", {"id": located}))
    slides = (Slide(view=view, show=show, title=title) for (view, show), (_, title, _) in zip(shown, STEPS, strict=True))
    return Deck(id="own", title=OPENING, slides=(Slide(view="title", title=OPENING), *slides))


def params(size: int) -> dict[str, str]:
    """The parameters of the stage's address for the first slide."""
    return {"d": decks.pack(deck(size)), "slide": "1", "lang": "en"}


def stage(name: str, size: int) -> AppTest:
    """The stage, or the plain script, at the opening."""
    if name == "atlas":
        app = rerun.page(size, "stage")
    else:
        os.environ["BENCHMARK_TABLES"] = synthetic.tables_folder(size)
        app = AppTest.from_file(str(Path(__file__).with_name("plain_slides.py")), default_timeout=rerun.LIMIT)
    return at_opening(app, name, size)


def at_opening(app: AppTest, name: str, size: int) -> AppTest:
    """The same, back at the opening."""
    if name == "atlas":
        for parameter, value in params(size).items():
            app.query_params[parameter] = value
    else:
        app.session_state["slide"] = 0
    return app.run()


def says(app: AppTest, title: str) -> bool:
    """True if the slide bears this title."""
    heads = [part.proto.body for part in app.get("html")] + [f"<h1>{html.escape(part.value)}</h1>" for part in app.title]
    return any(f"<h1>{html.escape(title)}</h1>" in head for head in heads)


def reruns(app: AppTest, name: str, size: int) -> tuple[float, ...]:
    """Seconds of the run of each of STEPS, one after another from the opening. RuntimeError if one shows another slide."""
    at_opening(app, name, size)
    times = []
    for step, title, _ in STEPS:
        app.button(key=NEXT[name]).click()
        start = time.perf_counter()
        app.run()
        times.append(time.perf_counter() - start)
        if app.exception or app.error or not says(app, title) or len(app.get("plotly_chart")) != 1:
            raise RuntimeError(f"the slide {step} is not there")
    return tuple(times)


def walk(chromium: Browser, address: str, name: str, size: int, limit: int = browser.LIMIT, steps: int = len(STEPS)) -> tuple[float, ...]:
    """From the opening through the first `steps` of STEPS with the arrow key, in a browser that has been nowhere yet: for
    each the seconds from the key to the last paint, then for each the bytes received, packed."""
    path = f"stage?{urlencode(params(size))}" if name == "atlas" else ""
    times, packed = [], []
    with browser.opened(chromium, f"{address}/{path}", limit) as (page, received):
        browser.settle_slide(page, OPENING, f".st-key-{NEXT[name]} button")
        for _, title, part in STEPS[:steps]:
            received.clear()
            page.keyboard.press("ArrowRight")
            times.append(browser.settle_slide(page, title, part))
            packed.append(received.packed())
    return (*times, *packed)
