"""The brief: a document to hand out on what is on screen, as PDF or for Word.

What draws it (Typst, matplotlib) is loaded in the workshop's thread when first asked for, so that no page waits for it.
"""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from components import links
from components.pages import _basket, entry_of
from components.pages._making import offer
from components.pages._parts import House, note, visit
from components.selection import Chosen, Selection
from components.text import Text
from components.workshop import Progress

#: The forms of a brief: the name on its button, its ending, its media type.
FORMS = (("PDF", "pdf", "application/pdf"), ("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))
PAPERS = ("us-letter", "a4")


def subject(what: str) -> tuple[str, str, dict[str, str]]:
    """What the brief is on: the page, the id on it ("" for a selection or basket), and the parameters of its address."""
    at = visit()
    own = links.NAMED_BY.get(at.page)
    id = st.query_params.get(own, "") if own else ""
    known = {"case": at.dataset.case, "theme": at.dataset.theme, "country": at.dataset.country}.get(at.page, {})
    if what == "basket":
        return "cases", "", Selection(cases=_basket.ids(), as_of=at.selection.as_of).to_params()
    if id in known:
        return at.page, id, {own: id, **at.selection.to_params()}
    return "world", "", at.selection.to_params()


def cases_of(page: str, id: str, what: str) -> Chosen:
    """The cases that the brief on a `subject` tells of; none if the filters leave none."""
    at = visit()
    house = at.house
    match page:
        case "case":
            return house.index.apply(Selection(cases=(id,)))
        case "country":
            return at.chosen.among(house.index.countries[id])
        case "theme":
            return at.chosen.among(house.index.themes[id])
    return house.index.apply(Selection(cases=_basket.ids())) if what == "basket" else at.chosen


@dataclass(frozen=True)
class Work:
    """A brief to be made: on what (`page` and `id`, see `subject`), of which cases, how long, on which paper, in which form."""

    house: House
    text: Text
    made: date
    address: str
    as_of: date | None
    page: str
    id: str
    chosen: Chosen
    title: str
    length: str
    paper: str
    form: str

    def __call__(self, progress: Progress) -> bytes:
        """The file."""
        from components import brief
        from components.exports import docx, pdf

        house = self.house
        desk = brief.Desk(house.frames, house.world, self.text, self.made, house.numbers, self.address, self.as_of)
        match self.page:
            case "case":
                plan = brief.of_case(desk, self.id, self.length)
            case "country":
                plan = brief.of_country(desk, self.id, self.chosen, self.length)
            case "theme":
                plan = brief.of_theme(desk, self.id, self.chosen, self.length)
            case _:
                plan = brief.of_cases(desk, self.chosen, self.title, self.length)
        return (pdf.brief_pdf if self.form == "pdf" else docx.brief_docx)(plan, self.paper, progress)


def panel(what: str, root: str) -> None:
    """Paper, length, and the two forms. `what` is "selection" or "basket", `root` the atlas's address."""
    at = visit()
    text, house = at.text, at.house
    page, id, params = subject(what)
    st.markdown(f"**{text('brief.title')}**")
    with st.container(horizontal=True, gap="small"):
        paper = st.segmented_control(
            text("brief.paper"), PAPERS, default=PAPERS[0], required=True, key="brief_paper", format_func=lambda each: text(f"brief.paper_{each}")
        )
        length = st.segmented_control(
            text("brief.length"), ("short", "full"), default="short", required=True, key="brief_length", format_func=lambda each: text(f"brief.{each}")
        )
    chosen = cases_of(page, id, what)
    if not len(chosen):
        st.warning(text("making.nothing"), icon=":material/report:")
        return
    path = entry_of(page).path
    address = f"{root}{links.short(path, params, text.language)}"
    title = text.count("selection.cases", len(chosen)) if what == "basket" else at.selection.sentence(at.dataset, text)
    shown = address if links.is_public(root) else ""
    key = ("brief", page, id, tuple(params.items()), text.language, length, at.dataset.info.version, shown, date.today(), paper)
    name = f"rights-atlas-{id or what}-{length}-{text.language}-{paper}".lower()
    for label, form, mime in FORMS:
        work = Work(house, text, date.today(), shown, at.selection.as_of, page, id, chosen, title, length, paper, form)
        offer(label, (*key, form), work, f"{name}.{form}", mime)
    note(text("brief.note"))
