"""What the server computes when a theme is chosen: the script's run without browser or network."""

import os
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.benchmarks import atlas, synthetic

LIMIT = 120  # seconds a run may take


def script(name: str, size: int) -> AppTest:
    """The atlas or the plain script over `size` cases, not yet run."""
    if name == "atlas":
        atlas.install(size)
        return AppTest.from_file(str(atlas.SCRIPT), default_timeout=LIMIT)
    os.environ["BENCHMARK_TABLES"] = synthetic.tables_folder(size)
    return AppTest.from_file(str(Path(__file__).with_name("plain.py")), default_timeout=LIMIT)


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
    start = time.perf_counter()
    app.run()
    took = time.perf_counter() - start
    if app.exception or app.error or not says(app, synthetic.count_line(size, position)):
        raise RuntimeError("the page failed or counted wrongly")
    return took
