"""The obvious way to the same words in a file: one paragraph after another, one slide after another, nothing else. What the
time and memory of the atlas's files are set against; it imports nothing of ours."""

import io
import json

import docx
import pptx
import typst

MARKUP = b"#for words in json(bytes(sys.inputs.words)) [#par(words) \n\n]"


def docx_file(paragraphs: list[str]) -> bytes:
    """A Word document of the paragraphs."""
    document, stream = docx.Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(stream)
    return stream.getvalue()


def pdf_file(paragraphs: list[str]) -> bytes:
    """A PDF of the paragraphs."""
    return typst.compile(MARKUP, sys_inputs={"words": json.dumps(paragraphs)})


def pptx_file(slides: list[list[str]]) -> bytes:
    """A PowerPoint file with a slide for each list: the first of its words as title, the others as text."""
    show, stream = pptx.Presentation(), io.BytesIO()
    for title, *words in slides:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(words)
    show.save(stream)
    return stream.getvalue()


FILES = {"docx": docx_file, "pdf": pdf_file, "pptx": pptx_file}
