"""A document to hand out: what stands in it, in the reader's words, before any renderer gives it a look.

`of_country`, `of_theme`, `of_case` and `of_cases` give a `Plan`; its `at(budget)` gives the `Brief`, a frozen value, with
as much as the budget allows and a notice of what was left out. Renderers find the budget that fits their pages
(`components.exports.pdf.fitted`) and decide nothing else.
"""

from components.brief.compose import Length, Plan
from components.brief.desk import Desk
from components.brief.parts import Brief, Nothing
from components.brief.pictures import chosen_of
from components.selection import Chosen

__all__ = ["Brief", "Desk", "Length", "Nothing", "Plan", "chosen_of", "of_case", "of_cases", "of_country", "of_theme"]


def _plan(desk: Desk, subject, title: str, chosen: Chosen, length: Length, focus: str | None = None) -> Plan:
    if not len(chosen):
        raise Nothing("no case to write about")
    return Plan(desk, subject, title, chosen, length, focus)


def of_country(desk: Desk, iso3: str, chosen: Chosen | None = None, length: Length = "short") -> Plan:
    """A brief on a country and its cases, or on those of `chosen`; Nothing if there are none, KeyError for another code."""
    country = desk.dataset.country[iso3]
    here = Chosen(desk.dataset, desk.frames.index.countries[iso3]) if chosen is None else chosen
    return _plan(desk, "country", desk.text.country(country), here, length, iso3)


def of_theme(desk: Desk, theme: str, chosen: Chosen | None = None, length: Length = "short") -> Plan:
    """A brief on a theme and its cases, or on those of `chosen`; Nothing if there are none, KeyError for another id."""
    name = desk.dataset.theme[theme].name[desk.text.language]
    here = Chosen(desk.dataset, desk.frames.index.themes[theme]) if chosen is None else chosen
    return _plan(desk, "theme", name, here, length)


def of_case(desk: Desk, id: str, length: Length = "short") -> Plan:
    """A brief on one case; KeyError if the dataset has none with this id."""
    case = desk.dataset.case[id]
    return _plan(desk, "case", case.title, chosen_of(desk.frames, (case,)), length)


def of_cases(desk: Desk, chosen: Chosen, title: str, length: Length = "short") -> Plan:
    """A brief on a basket or selection under a title; Nothing if it is empty."""
    return _plan(desk, "cases", title, chosen, length)
