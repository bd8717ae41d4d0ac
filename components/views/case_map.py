"""Where one case lies: its countries tinted, its place marked."""

import pandas as pd

from components.model import Case
from components.views import View
from components.views.world_map import MapFrame, choropleth, map_figure, points, view_box


def case_map(case: Case, frame: MapFrame) -> View:
    """The map of one case."""
    dataset, world, text, look, shapes = frame.dataset, frame.world, frame.text, frame.look, frame.shapes
    names = {iso3: text.country(dataset.country[iso3]) for iso3 in case.iso3s}
    roles = {country.iso3: text.join([text(f"role.{role}") for role in country.roles]) for country in case.countries}
    others = sorted(world.iso3s - set(names))
    of_case = [iso3 for iso3 in names if iso3 in world.iso3s]
    hover = [f"<b>{names[iso3]}</b><br>{roles[iso3]}" for iso3 in of_case]
    land = choropleth(others, [-1] * len(others), [""] * len(others), look, shapes)
    traces = [{**land, "hoverinfo": "skip", "hovertemplate": None}, choropleth(of_case, [2] * len(of_case), hover, look, shapes)]
    unshaped = [dataset.country[iso3] for iso3 in names if iso3 not in world.iso3s]
    if unshaped:
        words = [names[country.iso3] for country in unshaped]
        traces.append(points([c.lat for c in unshaped], [c.lon for c in unshaped], words, words, {"size": 12, "color": look.tints[2]}))
    if case.place.lat is not None:
        theme = dataset.theme[case.theme]
        symbol = theme.mark if case.place.precision in ("site", "city") else f"{theme.mark}-open"
        marker = {"symbol": symbol, "size": 15, "color": look.theme(theme), "line": {"width": 1.6, "color": look.ground}}
        traces.append(points([case.place.lat], [case.place.lon], [case.id], [case.place.name], marker))
    place = text("case_map.place", place=case.place.name, precision=text(f"precision.{case.place.precision}"))
    sentence = f"{place} {text('case_map.countries', countries=text.join(list(names.values())))}"
    return View(
        title=text("case.where"),
        sentence=sentence,
        alt=sentence,
        figure=map_figure(traces, view_box(tuple(dataset.country[iso3] for iso3 in names), world, least=20.0), look),
        sources=(text("case_map.sources"),),
        table=lambda: pd.DataFrame({text("table.countries"): list(names.values()), text("table.roles"): [roles[iso3] for iso3 in names]}),
        note=text("map.disclaimer"),
        fluid=True,
    )
