"""The map of the World page with its layer switch: the cases, or an indicator or conflict events in a year that the
slider plays."""

import streamlit as st

from components import ged
from components.indicators import Indicator
from components.pages import _filters, _numbers
from components.pages._parts import guarded, note, show, visit
from components.views import View
from components.views.event_map import event_map
from components.views.indicator_map import indicator_map
from components.views.world_map import box_of, world_map

CASES, EVENTS = "cases", "ged"
MOST_EVENTS = 2_000  # more marks than this are summed to grid cells
FIRST_YEAR = 1990

#: The address's parameters of the map, with what they are when they are left out.
ADDRESS = {"layer": CASES, "year": "", "per": ""}
STEP = 1.1  # seconds a year stands while the slider plays


def _layers() -> dict[str, Indicator]:
    return {each.id: each for each in _numbers.indicators()}


def _indicator(layer: str) -> Indicator | None:
    """The indicator of a layer, per head where the reader asked for it and population is at hand."""
    per_head = visit().house.numbers.per_head if st.session_state.get("w_per") else {}
    return per_head.get(layer) or _layers().get(layer)


def _ged() -> ged.GedFile | None:
    return ged.available(visit().house.directory)


def _years(layer: str) -> list[int]:
    """The years that a layer can show; none for the cases, or for events without their file."""
    if layer == EVENTS:
        file = _ged()
        return list(range(file.first_year, file.last_year + 1)) if file else []
    indicator = _indicator(layer)
    return [year for year in indicator.years if year >= FIRST_YEAR] if indicator else []


def read_address() -> list[tuple[str, str]]:
    """Take layer and year from the address if they changed there. Gives what was ignored."""
    state = st.session_state
    asked = tuple(st.query_params.get(name, default) for name, default in ADDRESS.items())
    if state.get("w_address") == asked:
        return []
    state["w_address"] = asked
    layer, year, per = asked
    ignored = [("per", per)] if per not in ("", "head") else []
    state["w_per"] = per == "head"
    if layer not in (CASES, EVENTS, *_layers()):
        ignored.append(("layer", layer))
        layer = CASES
    state["w_layer"] = layer
    years = [str(each) for each in _years(layer)]
    if years:
        state["w_year"] = int(year if year in years else years[-1])
    if year and year not in years:
        ignored.append(("year", year))
    return ignored


def _write_address() -> None:
    """Write layer and year into the address."""
    state = st.session_state
    layer = state["w_layer"]
    year = str(state["w_year"]) if _years(layer) else ""
    given = {"layer": layer, "year": year, "per": "head" if state.get("w_per") and layer in _layers() else ""}
    kept = {name: values for name, values in _filters.query().items() if name not in ADDRESS}
    # One write, so that one step of Back undoes it.
    st.query_params.from_dict({**kept, **{name: value for name, value in given.items() if value != ADDRESS[name]}})
    state["w_address"] = tuple(given.values())


def _layer_chosen() -> None:
    state = st.session_state
    state["w_playing"] = False
    years = _years(state["w_layer"])
    if years and state.get("w_year") not in years:
        state["w_year"] = years[-1]
    _write_address()


def _year_chosen() -> None:
    st.session_state["w_playing"] = False
    _write_address()


def _play(years: list[int]) -> None:
    """Start or stop; a start at the last year begins with the first."""
    state = st.session_state
    state["w_playing"] = not state.get("w_playing")
    if state["w_playing"]:
        state["w_ticking"] = False
        if state["w_year"] == years[-1]:
            state["w_year"] = years[0]
    else:
        _write_address()


def map_clicked() -> None:
    """Answer a click: on a country, choose it; on a mark, remember which cases to open."""
    points = st.session_state["map"].get("selection", {}).get("points", [])
    if not points:
        return
    target = points[0].get("location") or points[0].get("customdata")
    target = target[0] if isinstance(target, list) else target
    if target in visit().dataset.country:
        _filters.toggle_country(target)
    elif isinstance(target, str):
        st.session_state["opened"] = target
    st.session_state["w_clicked"] = True


def _tick(years: list[int]) -> None:
    """While playing, each run of the fragment after the first shows the next year; the last one stops."""
    state = st.session_state
    if not state.get("w_playing"):
        return
    if state.get("w_ticking"):
        later = [year for year in years if year > state["w_year"]]
        state["w_year"] = later[0] if later else years[-1]
    state["w_ticking"] = True
    if state["w_year"] == years[-1]:
        state["w_playing"] = False
        _write_address()
        st.rerun()


def _year_controls(years: list[int]) -> None:
    """The slider of years and the button that plays them."""
    at = visit()
    _tick(years)
    playing = bool(st.session_state.get("w_playing"))
    st.select_slider(at.text("layer.year"), years, key="w_year", on_change=_year_chosen, width=300)
    label, icon = ("layer.pause", "pause") if playing else ("layer.play", "play_arrow")
    if st.button(at.text(label), icon=f":material/{icon}:", key="w_play", on_click=_play, args=(years,)):
        st.rerun()  # the timer belongs to the fragment and is set when the whole page runs


def _view(layer: str) -> View:
    """The map of a layer, in the year of the slider."""
    at = visit()
    if layer == CASES:
        return world_map(at.chosen, at.selection, at.house.frames, at.map_frame)
    year = st.session_state["w_year"]
    if layer == EVENTS:
        file, box = _ged(), box_of(at.selection, at.map_frame)
        west, south, east, north = box
        inside = (west, south, east - 360 if east > 180 else east, north)
        return event_map(ged.events(file.path, inside, (year, year), MOST_EVENTS), file, year, box, at.map_frame)
    return indicator_map(_indicator(layer), year, at.selection, at.map_frame)


def _part() -> None:
    at = visit()
    text, layers = at.text, _layers()
    if st.session_state.pop("w_clicked", False):
        st.rerun()  # the click chose a country, which concerns the whole page

    def named(id: str) -> str:
        if id in (CASES, EVENTS):
            return text(f"layer.{id}")
        return f"{text(f'numbers.{layers[id].info.group}')} · {layers[id].info.short[text.language]}"

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="map_head"):
        title = st.container()  # beside the switch and not below it: on a laptop the map then shows without scrolling
        st.selectbox(text("layer.label"), [CASES, *layers, EVENTS], key="w_layer", on_change=_layer_chosen, width=340, format_func=named)
        layer = st.session_state["w_layer"]
        years = _years(layer)
        if years:
            _year_controls(years)
        if layer in at.house.numbers.per_head:
            st.toggle(text("layer.per_head"), key="w_per", on_change=_layer_chosen, help=text("layer.per_head_help"))
    if layer == EVENTS and not years:
        st.info(text("ged.missing", page=ged.PAGE), icon=":material/download:")
        st.code("python -m components.refresh ged FILE", language="bash")
        return
    view = _view(layer)
    title.subheader(view.title, anchor=False)
    show(view, "map", {"scrollZoom": True}, on_select=map_clicked, selection_mode="points")
    if layer != CASES:
        note(text("layer.not_cases"))


def map_part() -> None:
    """The layer switch and the map. A fragment: playing the years reruns nothing else."""
    if st.session_state.get("w_layer") is None:
        st.session_state["w_layer"] = CASES
    st.fragment(lambda: guarded(_part, "the map"), run_every=STEP if st.session_state.get("w_playing") else None)()
