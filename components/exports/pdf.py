"""A brief as PDF: Typst lays it out, tagged for screen readers (PDF/UA-1), with our own letters and no network.

The template stands beside this module; what is said goes in as data and is never read as markup. `fitted` finds how much
of a brief its pages hold. The same brief gives the same bytes.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from components import fonts
from components.brief import Brief, Plan
from components.exports.qr import qr_svg

Paper = Literal["a4", "us-letter"]
Progress = Callable[[int, int], None]

TEMPLATE = Path(__file__).with_name("brief.typ")
SCALES = (1.0, 0.94)  # of the letters: as designed, and where that is a page too long
_AGES = 12  # compilations after which Typst has forgotten one that was not used again
STEPS = 14  # of which a fitting takes most; only for telling how far it is


def silent(done: int, total: int) -> None:
    """Nobody asked to be told."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])


def _plate(plate) -> dict:
    return {name: getattr(plate, name) for name in ("alt", "note", "width", "height")}


def _inputs(brief: Brief, paper: Paper) -> dict[str, str]:
    """The brief as the template's data, without the pictures."""
    data = asdict(replace(brief, map=None, timeline=None)) | {"map": _plate(brief.map), "timeline": _plate(brief.timeline)}
    data["author"] = brief.words["app"]
    data["words"] = {**brief.words, "qr": brief.words["qr"].format(address=brief.address)}
    return {
        "brief": json.dumps(data, ensure_ascii=False),
        "paper": paper,
        "sans": json.dumps(fonts.TEXT),
        "serif": json.dumps(fonts.TITLE),
        "qr": qr_svg(brief.address).decode() if brief.address else "",
    }


def forget() -> None:
    """Let go of what Typst keeps of the last documents: it does so by age, and a document of many cases is 100 MB."""
    empty = typst.Compiler(b" ", font_paths=_fonts())
    for _ in range(_AGES):
        empty.compile(b" ", format="svg")


def compiler(template: Path, inputs: dict[str, str]) -> typst.Compiler:
    """A compiler of a template with its data, which sees our fonts and the template's folder and nothing else."""
    return typst.Compiler(template.read_bytes(), root=str(template.parent), font_paths=_fonts(), sys_inputs=inputs)


def pages(brief: Brief, paper: Paper = "a4") -> int:
    """How many pages the brief takes."""
    measured = compiler(TEMPLATE, _inputs(brief, paper) | {"measure": "yes"})
    return json.loads(measured.query("<end>", field="value", one=True))


def fitted(plan: Plan, paper: Paper = "a4", progress: Progress = silent) -> Brief:
    """The brief with as much as its pages hold: those it should have, in smaller letters if need be, or as many as what
    always stands in it needs."""
    progress(0, STEPS)
    if plan.pages is None:
        return plan.at(plan.most)
    least = {scale: pages(replace(plan.at(0), scale=scale), paper) for scale in SCALES}
    scale = next((each for each in SCALES if least[each] <= plan.pages), SCALES[0])
    room, done = max(plan.pages, least[scale]), 2
    low, high = 0, plan.most
    try:
        while low < high:
            progress(done, max(STEPS, done + 2))
            middle = (low + high + 1) // 2
            if pages(replace(plan.at(middle), scale=scale), paper) <= room:
                low = middle
            else:
                high = middle - 1
            done += 1
    finally:
        forget()
    return replace(plan.at(low), scale=scale)


def pdf_bytes(brief: Brief, paper: Paper = "a4") -> bytes:
    """The brief as PDF/UA-1; a typst.TypstError can only mean that the template is wrong."""
    inputs = _inputs(brief, paper) | {"map": brief.map.svg().decode(), "timeline": brief.timeline.svg().decode()}
    made = datetime.fromisoformat(brief.day).replace(tzinfo=UTC)
    try:
        return compiler(TEMPLATE, inputs).compile(format="pdf", pdf_standards=["ua-1"], timestamp=made)
    finally:
        forget()


def brief_pdf(plan: Plan, paper: Paper = "a4", progress: Progress = silent) -> bytes:
    """The plan's brief as PDF, fitted to its pages. `progress(done, total)` is called between the steps; what it raises
    ends the work, and nothing is left behind."""
    brief = fitted(plan, paper, progress)
    progress(STEPS - 1, STEPS)
    made = pdf_bytes(brief, paper)
    progress(STEPS, STEPS)
    return made
