"""Country: what the collection holds about one country, on a map and a timeline of its own."""

from dataclasses import replace

import numpy as np
import streamlit as st

from components.model import Country
from components.pages import _numbers, _timeline
from components.pages._parts import case_list, escaped, note, picker, show, visit
from components.selection import Chosen
from components.views.world_map import world_map


def heading(country: Country, here: Chosen, total: int) -> None:
    """Name, region, how many cases, and what is to be known of its status and borders."""
    at = visit()
    text = at.text
    st.html(f'<div class="ra-eyebrow">{text.region(country.region)} · {text.region(country.subregion)}</div>')
    st.title(escaped(text.country(country)), anchor=False)
    st.write(text.count("country.in_collection", total))
    if len(here) < total:
        st.write(text.count("country.filtered", len(here), total=text.number(total)))
    if status := country.note.get(text.language):
        note(status)
    for area in at.dataset.disputed:
        if country.iso3 in area.places:
            words = f"{area.name[text.language]}: {area.drawn[text.language]} ({area.source})"
            note(words)


def numbers(country: Country) -> None:
    """The numbers around the country's cases."""
    at = visit()
    st.subheader(at.text("numbers.title"), anchor=False)
    _numbers.lines({country.iso3: at.text.country(country)}, f"lines_{country.iso3}")
    _numbers.flows(country.iso3)
    _numbers.conflicts(country.iso3)
    _numbers.treaties(country.iso3)


def main() -> None:
    """Draw the country that the address names."""
    at = visit()
    text = at.text
    asked = st.query_params.get("iso3", "")
    country = at.dataset.country.get(asked)
    names = {iso3: text.country(each) for iso3, each in at.dataset.country.items()}
    order = sorted(names, key=lambda iso3: (not at.house.index.countries[iso3].any(), text.sort_key(names[iso3])))
    picker("iso3", text("country.pick"), order, names.get, country.iso3 if country else None, text("country.pick_hint"))
    if country is None:
        if asked:
            st.warning(text("country.unknown", iso3=escaped(asked[:20])), icon=":material/help:")
        st.write(text("country.choose"))
        return
    flags = at.house.index.countries[country.iso3]
    total = int(flags.sum())
    here = Chosen(at.dataset, np.logical_and(at.chosen.flags, flags))
    heading(country, here, total)
    if not total:
        st.info(text("country.none"), icon=":material/info:")
    if not len(here):
        numbers(country)
        return
    picture, beside = st.columns([2, 1], gap="medium")
    with picture:
        focused = replace(at.selection, countries=(country.iso3,), regions=())
        view = world_map(here, focused, at.house.frames, at.map_frame)
        st.subheader(text("country.map_title", country=text.country(country)), anchor=False)
        show(view, "country_map", {"scrollZoom": True})
    with beside:
        st.subheader(text("list.title"), anchor=False)
        case_list(here, f"country_{country.iso3}")
    _timeline.timeline_part("country", here)
    numbers(country)
    note(text("app.limits"))


main()
