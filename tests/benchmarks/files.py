"""Files to hand out: seconds and memory of making each, in a process of its own that has just read the data, beside the
same words written the plain way; and of asking for the same file again."""

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import pptx
from docx.oxml.ns import qn

from tests.browser import ROOT

LIMIT = 300  # seconds that one file may take, reading the data included

#: What is made: its name in the table, what it is on, its form. A PDF has the words of the DOCX or PPTX before it.
FILES = (
    ("country brief, DOCX", "country", "docx"),
    ("country brief, PDF", "country", "pdf"),
    ("brief of 50 cases, DOCX", "fifty", "docx"),
    ("brief of 50 cases, PDF", "fifty", "pdf"),
    ("message deck, PPTX", "deck", "pptx"),
    ("message deck, PDF", "deck", "pdf"),
)


def words_of(path: Path) -> list:
    """What a file says: the paragraphs of a DOCX, footnotes left out; of a PPTX a list for each slide, its title first,
    charts and notes left out."""
    if path.suffix == ".docx":
        paragraphs = docx.Document(io.BytesIO(path.read_bytes())).element.body.iter(qn("w:p"))
        return [words for each in paragraphs if (words := "".join(part.text or "" for part in each.iter(qn("w:t"))))]
    return [_words_on(slide) for slide in pptx.Presentation(io.BytesIO(path.read_bytes())).slides]


def _words_on(slide) -> list[str]:
    others = [shape for shape in slide.shapes if shape != slide.shapes.title]
    said = [shape.text_frame.text for shape in others if shape.has_text_frame]
    said += [cell.text for shape in others if shape.has_table for row in shape.table.rows for cell in row.cells]
    return [slide.shapes.title.text, *said]


def made(name: str, subject: str, form: str, size: int, folder: Path) -> tuple[float, float, float]:
    """Make a file the atlas's way, or the plain way from what the atlas's file in the same folder says: seconds,
    megabytes above the start, seconds of asking again. RuntimeError with the last words of a process that failed."""
    words, told = folder / f"{subject}.json", []
    path = folder / f"{name}-{subject}.{form}"
    if name == "plain":
        written = folder / f"atlas-{subject}.{'pptx' if subject == 'deck' else 'docx'}"
        said = words_of(written)
        words.write_text(json.dumps(sum(said, []) if subject == "deck" and form == "pdf" else said), encoding="utf-8")
        told = [str(words)]
    command = [sys.executable, "-m", "tests.benchmarks.making", subject, form, str(size), str(path), *told]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"ended with {done.returncode}")
    figures = json.loads(done.stdout.splitlines()[-1])
    return figures["seconds"], figures["memory"], figures["again"]
