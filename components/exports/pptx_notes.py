"""What a speaker reads below a slide: the note, the sources in full, the address of the same view."""

from components.exports.pptx_text import Paragraph, plain
from components.model import Source
from components.slides import Content
from components.text import Text
from components.views import View
from components.views.indicator_map import origin_lines


def notes(content: Content, view: View | None, address: str) -> list[Paragraph]:
    """The notes of a slide, a paragraph a line."""
    text = content.scene.text
    lines = [plain(content.note)] if content.note else []
    lines += [plain(text("case.sources"), bold=True), *_sources(content)]
    picture = content.picture
    more = list(origin_lines(picture.indicator, text)) if picture and picture.indicator else []
    if view is not None:
        more += [*view.sources, view.note, *([view.sentence] if picture.kind in ("map", "case-map") else [])]
    lines += [plain(line) for line in dict.fromkeys(more) if line and line not in content.sources]
    lines.append(plain(content.as_of))
    if address:
        lines.append(plain(text("pptx.view", address=address)))
    return lines


def _sources(content: Content) -> list[Paragraph]:
    """The sources of what is said of single cases, each in full; else the line that stands in the footer."""
    text, case_of = content.scene.text, content.scene.dataset.case
    lines = []
    for id, cited in content.cited.items():
        case = case_of[id]
        if len(content.cited) > 1:
            lines.append(plain(case.title, bold=True, english=True))
        lines += [plain(source_line(source, text)) for source in case.sources if source.id in cited]
    return lines or [plain(each) for each in content.sources]


def source_line(source: Source, text: Text) -> str:
    """A source with its address as text. A repost has none: it names the publisher whose text it repeats, if that is known."""
    line = f"{text.publisher(source)}: {source.title} ({text.published(source)})"
    return line if source.is_repost else f"{line} {source.url}"
