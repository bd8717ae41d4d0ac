"""What the server computes, without browser or network: a script's run when a theme is chosen or words are searched, and
the search alone."""

import os
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from components import load, query
from components.pages import _parts
from components.search import Search
from components.text import LANGUAGES, Text
from tests.benchmarks import atlas, synthetic

LIMIT = 120  # seconds a run may take

#: What a reader may search for, all of it found: words, a phrase, beginnings, choices, French.
QUERIES = (
    "torture", "refugees Kenya", '"human rights defender"', "disappear*", "mine OR dam", "journalist NOT murder", "réfugiés",
    "police", "asylum seekers", '"supreme court"', "Mexico", "land river", "detained without trial",
)  # fmt: skip


def script(name: str, size: int) -> AppTest:
    """The atlas or the plain script over `size` cases, not yet run."""
    if name == "atlas":
        atlas.install(size)
        return AppTest.from_file(str(atlas.SCRIPT), default_timeout=LIMIT)
    os.environ["BENCHMARK_TABLES"] = synthetic.tables_folder(size)
    return AppTest.from_file(str(Path(__file__).with_name("plain.py")), default_timeout=LIMIT)


def page(size: int, id: str) -> AppTest:
    """The atlas over `size` cases, switched to the page `id` of components.pages and run there."""
    return script("atlas", size).run().switch_page(_parts.script(id)).run()


def says(app: AppTest, count_line: str) -> bool:
    """True if the page holds this count line."""
    texts = [part.proto.body for part in app.get("html")] + [part.value for part in app.markdown]
    return any(count_line in text.replace(",", "").replace("*", "") for text in texts)


def rerun(app: AppTest, name: str, size: int, position: int) -> float:
    """Seconds of the run in which the theme at `position` of data/themes.yml is chosen, alone. RuntimeError if it does
    not end with the right count."""
    theme = synthetic.dataset(size).themes[position]
    if name == "atlas":
        app.button_group(key="f_theme").set_value([theme.id])
    else:
        app.multiselect(key="theme").set_value([theme.name["en"]])
    return _timed(app, synthetic.count_line(size, position))


def searched(app: AppTest, search: Search, position: int) -> float:
    """Seconds of the run in which the query at `position` is searched, alone; `search` tells the right count.
    RuntimeError if the run does not end with it."""
    cases = search.dataset.cases
    app.text_input(key="f_words").set_value(QUERIES[position])
    return _timed(app, f"{search.find(QUERIES[position]).flags.sum()} of {len(cases)} cases")


def _timed(app: AppTest, count_line: str) -> float:
    start = time.perf_counter()
    app.run()
    took = time.perf_counter() - start
    if app.exception or app.error or not says(app, count_line):
        raise RuntimeError("the page failed or counted wrongly")
    return took


def built(size: int) -> tuple[Search, float]:
    """The full text over `size` cases, and the seconds of building it as a server does that has just started."""
    made, texts = synthetic.dataset(size), [Text.read(load.data_directory(), language) for language in LANGUAGES]
    for kept in vars(query).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()  # words known from an earlier size would make it look faster
    start = time.perf_counter()
    search = Search(made, texts)
    return search, time.perf_counter() - start


def found(search: Search, position: int) -> float:
    """Seconds of finding the cases of the query at `position`, which was not asked before."""
    start = time.perf_counter()
    search.find(QUERIES[position])
    return time.perf_counter() - start
