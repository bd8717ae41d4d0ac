"""Real footnotes for a Word document: the part that python-docx does not make, and the references to it."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

Piece = tuple[str, str]  # words, and the address that they link to ("" for none)

_EMPTY = (
    f"<w:footnotes {nsdecls('w', 'r')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


class Footnotes:
    """The footnotes of a document, numbered from 1 as they are added."""

    def __init__(self, document: Document) -> None:
        package = document.part.package
        self._part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, parse_xml(_EMPTY), package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._links: dict[str, str] = {}
        self._count = 0
        _styles(document)

    def add(self, paragraph: Paragraph, pieces: list[Piece]) -> None:
        """Put a reference at the end of the paragraph and the pieces into its footnote."""
        self._count += 1
        run = paragraph.add_run()
        run.style = "Footnote Reference"
        run._r.append(_element("w:footnoteReference", {"w:id": str(self._count)}))
        note = _element("w:footnote", {"w:id": str(self._count)})
        body = OxmlElement("w:p")
        note.append(body)
        properties = OxmlElement("w:pPr")
        properties.append(_element("w:pStyle", {"w:val": "FootnoteText"}))
        body.append(properties)
        mark = _run("", "FootnoteReference")
        mark.append(OxmlElement("w:footnoteRef"))
        body.append(mark)
        body.append(_run(" "))
        for words, address in pieces:
            body.append(self.link(words, address) if address else _run(words))
        self._part.element.append(note)

    def link(self, words: str, address: str):
        """A hyperlink inside a footnote, as an element."""
        if address not in self._links:
            self._links[address] = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return hyperlink(words, self._links[address])


def hyperlink(words: str, relation: str):
    """A hyperlink element to a relation of its part."""
    link = _element("w:hyperlink", {"r:id": relation})
    link.append(_run(words, "Hyperlink"))
    return link


def _element(name: str, attributes: dict[str, str]):
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(attribute), value)
    return made


def _run(words: str, style: str = ""):
    run = OxmlElement("w:r")
    if style:
        properties = OxmlElement("w:rPr")
        properties.append(_element("w:rStyle", {"w:val": style}))
        run.append(properties)
    if words:
        text = OxmlElement("w:t")
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
    return run


def _styles(document: Document) -> None:
    """The styles that footnotes and links are written in, by the names under which Word knows them."""
    styles = document.styles
    text = styles.add_style("Footnote Text", 1)
    text.base_style, text.font.size = styles["Normal"], Pt(8)
    text.paragraph_format.space_after = Pt(1)
    styles.add_style("Footnote Reference", 2).font.superscript = True
    styles.add_style("Hyperlink", 2).font.color.rgb = RGBColor(0x0B, 0x4F, 0x6C)
    styles["Hyperlink"].font.underline = True
