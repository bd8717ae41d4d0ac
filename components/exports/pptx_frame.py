"""An empty presentation of the atlas: 16:9, its colours and letters as a theme, its own layouts with real placeholders.

python-pptx brings the parts of an empty presentation; what this file writes into them takes the place of its looks.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Show
from pptx.slide import SlideLayout
from pptx.util import Inches

from components.text import Text
from components.views.style import Look

#: Inches, as everywhere in these files.
WIDE, TALL, MARGIN = 13.333, 7.5, 0.6
ROOM = WIDE - 2 * MARGIN
TOP, FLOOR = 0.36, 6.42  # of what stands between the edges: eyebrow, title, words and picture
FOOT = 6.6

#: Georgia as on screen. Arial, because it is on every machine that has PowerPoint, and LibreOffice has letters of the same
#: widths for it everywhere; Calibri's stand-ins are wider and would overflow.
TITLE_FONT, TEXT_FONT = "Georgia", "Arial"

BODY, EYEBROW, FOOTER, NUMBER = 1, 13, 11, 12  # idx of placeholders


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    wide: float
    tall: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width, height in the file's own units."""
        return Inches(self.left), Inches(self.top), Inches(self.wide), Inches(self.tall)


FOOTER_BOX = Box(MARGIN, FOOT, 7.85, 0.78)
NUMBER_BOX = Box(WIDE - MARGIN - 0.55, FOOT, 0.55, 0.78)


@dataclass(frozen=True)
class Layout:
    """Where a layout has its title and its words, in how large type, and whether a bar stands beside its title."""

    title: Box
    body: Box
    title_size: int
    body_size: int
    bar: bool = False


_HEAD = Box(MARGIN, 0.74, ROOM, 1.4)

#: The layouts by name: an opening page, words beside a picture, a line above a picture or table, a closing page.
LAYOUTS = {
    "opening": Layout(Box(1.05, 1.0, 11.2, 2.7), Box(1.05, 4.0, 11.2, 2.2), 54, 28, bar=True),
    "beside": Layout(_HEAD, Box(MARGIN, 2.3, 6.4, 4.1), 40, 22),
    "above": Layout(_HEAD, Box(MARGIN, 2.2, ROOM, 0.6), 40, 22),
    "closing": Layout(Box(1.05, 0.8, 11.2, 1.4), Box(1.05, 2.5, 7.2, 3.7), 48, 26, bar=True),
}


def blank(look: Look, text: Text, title: str, made_on: date) -> tuple[Show, dict[str, SlideLayout]]:
    """A presentation without slides, and its layouts by name. `made_on` is the only day that stands in the file."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDE), Inches(TALL)
    show.part._element.find(qn("p:sldSz")).attrib.pop("type", None)  # it says 4:3
    _without_foreign_parts(show)
    _theme(show.slide_master, look)
    _master(show.slide_master, look)
    layouts = _layouts(show, text)
    properties = show.core_properties
    properties.title, properties.author, properties.last_modified_by = title, text("app.name"), text("app.name")
    properties.language, properties.revision = language_tag(text.language), 1
    properties.created = properties.modified = datetime.combine(made_on, datetime.min.time())
    return show, layouts


def language_tag(language: str) -> str:
    """The language as Office names it: "en-CA", "fr-CA"."""
    return f"{language}-CA"


def _without_foreign_parts(show: Show) -> None:
    """Drop what the empty presentation tells of the machine that made it: printer, thumbnail, program."""
    package = show.part.package
    for rels, kind in ((show.part.rels, RT.PRINTER_SETTINGS), (package._rels, RT.THUMBNAIL)):
        for rid in [rid for rid, rel in rels.items() if rel.reltype == kind]:
            rels.pop(rid)
    properties = next(rel.target_part for rel in package._rels.values() if rel.reltype == RT.EXTENDED_PROPERTIES)
    properties._blob = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"><Application>Rights Atlas</Application></Properties>'
    )


def _theme(master, look: Look) -> None:
    """Colours and letters of the atlas as the presentation's theme, so that whoever goes on writing keeps them."""
    part = master.part.part_related_by(RT.THEME)
    first = (look.ground, look.ink, look.sea, look.faint) if look.dark else (look.ink, look.ground, look.faint, look.sea)
    accents = (look.accent, *look.status.values(), look.tints[2])
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = zip(names, (*first, *accents, look.accent, look.accent), strict=True)
    scheme = "".join(f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>' for name, colour in colours)
    theme = part.blob.decode("utf-8")
    theme = re.sub(r"<a:clrScheme .*?</a:clrScheme>", f'<a:clrScheme name="Rights Atlas">{scheme}</a:clrScheme>', theme, flags=re.S)
    for kind, font in (("major", TITLE_FONT), ("minor", TEXT_FONT)):
        theme = re.sub(rf'(<a:{kind}Font><a:latin typeface=)"[^"]*"', rf'\1"{font}"', theme)
    part._blob = theme.replace('name="Office Theme"', 'name="Rights Atlas"').encode("utf-8")


def _placeholder(number: int, kind: str, idx: int, box: Box, size: int, colour: str = "tx1", side: str = "l", anchor: str = "t") -> str:
    """The XML of a placeholder on the master or a layout."""
    left, top, wide, tall = box.emu
    fixed = {"ftr": ' sz="quarter"', "sldNum": ' sz="quarter"'}.get(kind, "")
    index = f' idx="{idx}"' if idx else ""
    words = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-CA"/><a:t>‹#›</a:t></a:fld>' if kind == "sldNum" else ""
    name = {"title": "Title", "body": "Text", "ftr": "Footer", "sldNum": "Slide Number"}[kind]
    bold, font = (' b="1"', "+mj-lt") if kind == "title" else ("", "+mn-lt")
    return f"""<p:sp {nsdecls("a", "p")}><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
<p:nvPr><p:ph type="{kind}"{fixed}{index}/></p:nvPr></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>
<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>
<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{side}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{size * 100}"{bold}>
<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="{font}"/></a:defRPr></a:lvl1pPr></a:lstStyle>
<a:p>{words}<a:endParaRPr lang="en-CA"/></a:p></p:txBody></p:sp>"""


def _bar(number: int, box: Box, colour: str) -> str:
    """The XML of a coloured bar; it says nothing, so it stands on the layout, where no screen reader meets it."""
    left, top, wide, tall = box.emu
    return f"""<p:sp {nsdecls("a", "p")}><p:nvSpPr><p:cNvPr id="{number}" name="Bar {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill>{colour}</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""


def _refill(tree, shapes: list[str]) -> None:
    """Put other shapes into a master's or layout's tree."""
    for old in list(tree.iterchildren())[2:]:
        tree.remove(old)
    for shape in shapes:
        tree.append(parse_xml(shape))


def _feet(first: int) -> list[str]:
    return [
        _placeholder(first, "ftr", FOOTER, FOOTER_BOX, 12, "tx2"),
        _placeholder(first + 1, "sldNum", NUMBER, NUMBER_BOX, 14, "tx2", side="r"),
    ]


def _master(master, look: Look) -> None:
    head, words = LAYOUTS["beside"].title, LAYOUTS["beside"].body
    line = _bar(6, Box(MARGIN, FOOT - 0.1, ROOM, 0.012), f'<a:srgbClr val="{look.grid[1:].upper()}"/>')
    shapes = [line, _placeholder(2, "title", 0, head, 40), _placeholder(3, "body", BODY, words, 22), *_feet(4)]
    _refill(master._element.cSld.spTree, shapes)
    if look.dark:
        named = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
        for name, colour in named.items():
            master._element.find(qn("p:clrMap")).set(name, colour)
    styles = master._element.find(qn("p:txStyles"))
    for kind in ("titleStyle", "bodyStyle"):
        first = styles.find(qn(f"p:{kind}")).find(qn("a:lvl1pPr"))
        first.set("algn", "l")
        first.set("marL", "0")
        first.set("indent", "0")


def _layouts(show: Show, text: Text) -> dict[str, SlideLayout]:
    """Our layouts in the place of the empty presentation's."""
    every = list(show.slide_layouts)
    kept = dict(zip(LAYOUTS, every, strict=False))
    for other in every[len(LAYOUTS) :]:
        show.slide_layouts.remove(other)
    for name, layout in kept.items():
        spec, element = LAYOUTS[name], layout._element
        element.attrib.pop("type", None)
        element.set("userDrawn", "1")
        element.cSld.set("name", text(f"pptx.layout_{name}"))
        eyebrow = Box(spec.title.left, spec.title.top - 0.38, spec.title.wide, 0.36)
        shapes = [
            _placeholder(2, "title", 0, spec.title, spec.title_size, anchor="b" if spec.bar else "t"),
            _placeholder(3, "body", EYEBROW, eyebrow, 16, "tx2"),
            _placeholder(4, "body", BODY, spec.body, spec.body_size),
            *_feet(5),
        ]
        if spec.bar:
            shapes.insert(0, _bar(7, Box(0.72, spec.title.top, 0.09, FLOOR - 0.15 - spec.title.top), '<a:schemeClr val="accent1"/>'))
        _refill(element.cSld.spTree, shapes)
    return kept
