"""Measure the atlas beside the plain script and print a table: python -m tests.benchmarks [--sizes 200 2000] [--runs 5].

The two take turns at each step, so that whatever else the machine does disturbs both. A step that fails, or takes
longer than its limit, is printed as such and stops nothing.
"""

import argparse
import logging
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median

from playwright.sync_api import Browser

from tests.benchmarks import browser, rerun, synthetic

NAMES = ("atlas", "plain")
VIEWS = 3
WARM_UPS = 2

Figures = dict[str, float | str]  # by script: the figure, or why there is none


def alternate(step: Callable[[str, int], object], times: int) -> dict[str, list | str]:
    """What `step(name, number)` gives for both scripts in turn, `times` times; for a script that failed, the reason."""
    results: dict[str, list | str] = {name: [] for name in NAMES}
    for number in range(times):
        for name in NAMES:
            if isinstance(results[name], list):
                try:
                    results[name].append(step(name, number))
                except Exception as error:  # whatever one script breaks with, the table goes on
                    results[name] = f"failed: {type(error).__name__}: {str(error).splitlines()[0][:60]}"
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
    warm = {name: values if isinstance(values, str) else values[WARM_UPS:] for name, values in times.items()}
    return {f"server rerun, median of {runs}": medians(warm)}


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


def rows(size: int, figures: dict[str, Figures]) -> list[tuple[str, ...]]:
    """The figures as rows of a table: cases, measure, atlas, plain, ratio."""
    table = []
    for measure, of in figures.items():
        written = [
            value if isinstance(value, str) else f"{value / 1000:,.1f} kB" if measure.startswith("bytes") else f"{value * 1000:,.0f} ms"
            for value in of.values()
        ]
        numbers = [value for value in of.values() if not isinstance(value, str)]
        table.append((f"{size:,}", measure, *written, f"{numbers[0] / numbers[1]:.2f}" if len(numbers) == 2 else "-"))
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2_000, 20_000], help="numbers of cases")
    parser.add_argument("--runs", type=int, default=5, help="changes of filter that are measured")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # Streamlit warns of each run outside a server, which is the measurement
    began = time.monotonic()
    table = [("cases", "measure", "atlas", "plain", "atlas/plain")]
    for size in asked.sizes:
        # No browser runs beside the server's part, and the other way round.
        figures = in_server(size, asked.runs)
        with browser.launched() as chromium:
            table += rows(size, {**in_browser(chromium, size, asked.runs), **figures})
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print("  ".join(cell.ljust(width) if position == 1 else cell.rjust(width) for position, (cell, width) in enumerate(zip(row, widths, strict=True))))
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{os.cpu_count()} cores, load average {load}, {time.monotonic() - began:.0f} s in all; first visit to each server not counted")


if __name__ == "__main__":
    main()
