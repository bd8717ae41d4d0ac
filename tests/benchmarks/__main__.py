"""Measure the atlas beside the plain script and print a table: python -m tests.benchmarks [--sizes 200 2000] [--runs 5] [--parts pages slides files].

The two take turns at each step, so that whatever else the machine does disturbs both. A step that fails, or takes
longer than its limit, is printed as such and stops nothing.
"""

import argparse
import logging
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.benchmarks import browser, files, rerun, slides, synthetic

NAMES = ("atlas", "plain")
ALONE = ("atlas",)  # for what the plain script does not have
PARTS = ("pages", "slides", "files")
VIEWS = 3
WARM_UPS = 2

Figures = dict[str, float | str]  # by script: the figure, or why there is none


def alternate(step: Callable[[str, int], object], times: int, names: tuple[str, ...] = NAMES) -> dict[str, list | str]:
    """What `step(name, number)` gives for the scripts in turn, `times` times; for a script that failed, the reason."""
    results: dict[str, list | str] = {name: [] for name in names}
    for number in range(times):
        for name in names:
            if isinstance(results[name], list):
                try:
                    results[name].append(step(name, number))
                except Exception as error:  # whatever one script breaks with, the table goes on
                    results[name] = f"failed: {type(error).__name__}: {str(error).partition(chr(10))[0][:60]}"
    return results


def medians(results: dict[str, list | str], column: int | None = None) -> Figures:
    """The median for each script, or why there is none; of one column where the results are tuples."""
    return {
        name: values if isinstance(values, str) else median(value if column is None else value[column] for value in values) for name, values in results.items()
    }


def in_server(size: int, runs: int) -> dict[str, Figures]:
    """The server's part, without a browser."""
    apps = alternate(lambda name, _: rerun.script(name, size).run(), 1)
    themes = len(synthetic.dataset(size).themes)
    times = alternate(lambda name, number: rerun.rerun(_only(apps[name]), name, size, number % themes), WARM_UPS + runs)
    return {f"server rerun, median of {runs}": medians(_warm(times))}


def in_atlas(size: int, runs: int) -> dict[str, Figures]:
    """The server's part of what the plain script does not have: full text, and pages of their own for it and for time."""
    search = alternate(lambda *_: rerun.built(size), 1, ALONE)
    asked = alternate(lambda name, number: rerun.found(_only(search[name])[0], number), len(rerun.QUERIES), ALONE)
    cases = alternate(lambda *_: rerun.page(size, "cases"), 1, ALONE)
    queries = len(rerun.QUERIES)
    words = alternate(lambda name, number: rerun.searched(_only(cases[name]), _only(search[name])[0], number % queries), WARM_UPS + runs, ALONE)
    time_line = alternate(lambda *_: rerun.page(size, "timeline"), 1, ALONE)
    themes = len(synthetic.dataset(size).themes)
    lanes = alternate(lambda name, number: rerun.rerun(_only(time_line[name]), name, size, number % themes), WARM_UPS + runs, ALONE)
    return {
        "full text, built once": medians(search, 1),
        f"full text, one query, median of {queries}": medians(asked),
        f"server rerun of Cases, words, median of {runs}": medians(_warm(words)),
        f"server rerun of Timeline, median of {runs}": medians(_warm(lanes)),
    }


def _warm(results: dict[str, list | str]) -> dict[str, list | str]:
    """The results without the first, which fill caches."""
    return {name: values if isinstance(values, str) else values[WARM_UPS:] for name, values in results.items()}


def _only(values: list | str) -> object:
    """The one result of a step; RuntimeError with its reason if the step failed."""
    if isinstance(values, str):
        raise RuntimeError(values)
    return values[0]


def in_browser(chromium: Browser, size: int, runs: int) -> dict[str, Figures]:
    """The reader's part. The first visit, which fills the server's caches, is not counted."""
    with ExitStack() as stack:
        addresses = alternate(lambda name, _: stack.enter_context(browser.served(name, size)), 1)
        alternate(lambda name, _: browser.first_view(chromium, _only(addresses[name]), size, browser.START), 1)
        views = alternate(lambda name, _: browser.first_view(chromium, _only(addresses[name]), size), VIEWS)

        def page(name: str, _: int) -> tuple:
            opened = stack.enter_context(browser.opened(chromium, _only(addresses[name])))
            browser.settle(opened[0], synthetic.count_line(size))
            return opened

        pages = alternate(page, 1)
        themes = len(synthetic.dataset(size).themes)
        changes = alternate(lambda name, number: browser.change(*_only(pages[name]), name, size, number % themes), runs)
    return {
        f"first view, median of {VIEWS}": medians(views),
        f"change of filter to repaint, median of {runs}": medians(changes, 0),
        "bytes per change, unpacked": medians(changes, 1),
        "bytes per change, deflated": medians(changes, 2),
    }


def in_stage(size: int, runs: int) -> dict[str, Figures]:
    """The server's part of each slide."""
    apps = alternate(lambda name, _: slides.stage(name, size), 1)
    times = _warm(alternate(lambda name, _: slides.reruns(_only(apps[name]), name, size), WARM_UPS + runs))
    return {f"server rerun of a slide, {step}, median of {runs}": medians(times, column) for column, (step, *_) in enumerate(slides.STEPS)}


def in_room(chromium: Browser, size: int) -> dict[str, Figures]:
    """The room's part of each slide. The first walk through the deck, which fills the server's caches, is not counted."""
    with ExitStack() as stack:
        addresses = alternate(lambda name, _: stack.enter_context(browser.served(slides.SCRIPTS[name], size)), 1)
        alternate(lambda name, _: slides.walk(chromium, _only(addresses[name]), name, size, browser.START), 1)
        walks = alternate(lambda name, _: slides.walk(chromium, _only(addresses[name]), name, size), VIEWS)
    steps = [step for step, *_ in slides.STEPS]
    times = {f"key to next slide, {step}, median of {VIEWS}": medians(walks, column) for column, step in enumerate(steps)}
    return {**times, **{f"bytes for a slide, {step}, deflated": medians(walks, column) for column, step in enumerate(steps, len(steps))}}


def in_hand(size: int) -> dict[str, Figures]:
    """Files to hand out, each made once in a process of its own; the plain ones hold the same words and nothing else."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for what, subject, form in files.FILES:
            made = alternate(lambda name, _, subject=subject, form=form: files.made(name, subject, form, size, Path(folder)), 1)
            figures[what] = medians(made, 0)
            figures[f"memory of {what}"] = medians(made, 1)
            figures[f"{what}, asked again"] = medians({name: made[name] for name in ALONE}, 2)
    return figures


def measured(parts: list[str], size: int, runs: int) -> dict[str, Figures]:
    """The figures of these PARTS. No browser runs beside the server's part, and the other way round."""
    figures = {}
    if "pages" in parts:
        server = {**in_server(size, runs), **in_atlas(size, runs)}
        with browser.launched() as chromium:
            figures |= in_browser(chromium, size, runs)
        figures |= server
    if "slides" in parts:
        server = in_stage(size, runs)
        with browser.launched() as chromium:
            figures |= in_room(chromium, size)
        figures |= server
    return figures | in_hand(size) if "files" in parts else figures


def written(measure: str, value: float | str) -> str:
    """A figure with its unit, or why there is none."""
    if isinstance(value, str):
        return value
    if measure.startswith("bytes"):
        return f"{value / 1000:,.1f} kB"
    if measure.startswith("memory"):
        return f"{value:,.0f} MB"
    return f"{value * 1000:,.{0 if value > 0.01 else 2}f} ms"


def rows(size: int, figures: dict[str, Figures], first: dict[str, Figures]) -> list[tuple[str, ...]]:
    """The figures as rows of a table: cases, measure, atlas, plain, ratio. What the atlas has alone is set against the
    same among the `first` size's figures."""
    table = []
    for measure, of in figures.items():
        beside = of.get("plain", first[measure]["atlas"])
        ratio = "-" if isinstance(of["atlas"], str) or isinstance(beside, str) else f"{of['atlas'] / beside:.2f}"
        plain = written(measure, of["plain"]) if "plain" in of else "-"
        table.append((f"{size:,}", measure, written(measure, of["atlas"]), plain, ratio if "plain" in of else f"{ratio} of first"))
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    shipped = len(synthetic.real().dataset.cases)
    parser.add_argument("--sizes", type=int, nargs="+", default=[shipped, 2_000, 20_000], help="numbers of cases")
    parser.add_argument("--runs", type=int, default=5, help="changes of filter that are measured")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what is measured")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # Streamlit warns of each run outside a server, which is the measurement
    began = time.monotonic()
    table, first = [("cases", "measure", "atlas", "plain", "atlas/plain")], {}
    for size in asked.sizes:
        figures = measured(asked.parts, size, asked.runs)
        first = first or figures
        table += rows(size, figures, first)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print("  ".join(cell.ljust(width) if position == 1 else cell.rjust(width) for position, (cell, width) in enumerate(zip(row, widths, strict=True))))
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{os.cpu_count()} cores, load average {load}, {time.monotonic() - began:.0f} s in all; first visit to each server not counted")
    if "files" in asked.parts:
        print("files: atlas with pictures, sources, tags and as many words as its pages hold; plain with those words alone, without footnotes and notes")


if __name__ == "__main__":
    main()
