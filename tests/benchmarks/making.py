"""One file, made in a process of its own: python -m tests.benchmarks.making SUBJECT FORM SIZE PATH [WORDS].

Writes the file to PATH and prints seconds, megabytes of memory above what the process held before, and seconds of asking
again. With WORDS, a JSON file, the plain way makes it of those.
"""

import json
import sys
import time
from collections.abc import Callable, Hashable
from datetime import date
from functools import partial
from pathlib import Path

from components import brief, decks, load
from components.exports.deck_pdf import deck_pdf
from components.exports.docx import brief_docx
from components.exports.pdf import brief_pdf
from components.exports.pptx import pptx_bytes
from components.frames import Frames
from components.selection import Index
from components.slides import Scene
from components.text import LANGUAGES, Text
from components.views.style import LIGHT
from components.workshop import Progress, Workshop
from tests.benchmarks import plain_files, synthetic

MADE = date(2026, 11, 22)
COUNTRY = "CAN"
FIFTY = 50
DECK = "message-2017"
BRIEFS = {"pdf": brief_pdf, "docx": brief_docx}
DECKS = {"pdf": deck_pdf, "pptx": pptx_bytes}
STATUS = Path("/proc/self/status")  # Linux keeps here what a process holds and held at most

#: What is asked for: the key of the request, made anew each time as the pages do, and the work.
Request = Callable[[], tuple[Hashable, Callable[[Progress], bytes]]]


def megabytes(field: str) -> float:
    """What this process holds of memory ("VmRSS"), or held at most ("VmHWM"). A peak that the system tells of a child
    (getrusage) would begin with its parent's."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{field}:"))
    return int(line.split()[1]) / 1024


def measured(request: Request) -> tuple[bytes, dict[str, float]]:
    """What a new workshop makes, and the figures; RuntimeError if the work fails."""
    shop = Workshop()
    try:
        Path("/proc/self/clear_refs").write_text("5")  # what was held at most counts from here
        held, start = megabytes("VmRSS"), time.perf_counter()
        job = shop.ask(*request())
        while job.state in ("waiting", "running"):
            time.sleep(0.002)
        seconds, peak = time.perf_counter() - start, megabytes("VmHWM") - held
        if job.made is None:
            raise RuntimeError(f"not made: {job.told!r}")
        start = time.perf_counter()
        again = shop.ask(*request())
        asked = time.perf_counter() - start
        if again is not job:
            raise RuntimeError("the same was made twice")
        return job.made, {"seconds": seconds, "memory": peak, "again": asked}
    finally:
        shop.close()


def of_atlas(subject: str, form: str, size: int) -> Request:
    """The request for a brief on a country ("country") or on FIFTY cases ("fifty"), or for a deck ("deck"), over `size` cases."""
    loaded, made = synthetic.real(), synthetic.dataset(size)
    text = Text.read(load.data_directory(), "en")
    index = Index(made, (Text.read(load.data_directory(), language) for language in LANGUAGES))
    frames = Frames(made, index)
    if subject == "deck":
        scene = Scene(made, loaded.world, loaded.world.marked(made.countries), index, frames, loaded.numbers, text)
        layers = {id: indicator.years for id, indicator in loaded.numbers.indicators.items()}
        deck = decks.shipped(load.data_directory(), made, layers)[0][DECK]
        return lambda: ((form, decks.to_text(deck)), partial(DECKS[form], deck, lambda _: scene, LIGHT, None, MADE))
    desk = brief.Desk(frames, loaded.world, text, MADE, loaded.numbers)

    def plan() -> brief.Plan:
        if subject == "country":
            return brief.of_country(desk, COUNTRY)
        return brief.of_cases(desk, brief.chosen_of(frames, made.cases[:: max(size // FIFTY, 1)][:FIFTY]), "Fifty cases", "full")

    return lambda: ((subject, form, size), lambda progress: BRIEFS[form](plan(), "us-letter", progress))


def of_words(form: str, path: Path) -> Request:
    """The request for the plain file of the words in a JSON file."""
    words = json.loads(path.read_text(encoding="utf-8"))
    return lambda: ((form,), lambda progress: plain_files.FILES[form](words))


def main(subject: str, form: str, size: str, path: str, words: str = "") -> None:
    """Make, write, print."""
    made, figures = measured(of_words(form, Path(words)) if words else of_atlas(subject, form, int(size)))
    Path(path).write_bytes(made)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
