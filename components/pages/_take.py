"""Taking it away: the selection or the basket as a file, the whole dataset, a citation, a link; and the basket itself."""

from collections.abc import Callable
from datetime import date
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from components import exports, links
from components.pages import PAGES, _basket, _brief, _filters, entry_of
from components.pages._parts import case_link, escaped, note, script, today, visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def root() -> str:
    """The address of the atlas itself, ending with a slash: the public one, if the operator has said it."""
    if (own := links.own_address()) is not None:
        return own
    address = (st.context.url or "").split("?")[0]
    for entry in PAGES:
        if entry.path and address.rstrip("/").endswith(f"/{entry.path}"):
            return address.rstrip("/").removesuffix(entry.path)
    return address if address.endswith("/") else f"{address}/"


def link() -> str:
    """The address of this view with every value explicit: language, selection, the page's own, and the data's version."""
    at = visit()
    own = {name: st.query_params[name] for name in _filters.OTHERS if name in st.query_params and name not in ("lang", "v")}
    path = entry_of(at.page).path
    first, last = at.selection.years or today().dataset.years
    years = {"from": str(first), "to": str(last)}  # said although it may be all of them: tomorrow's data may have more
    return f"{root()}{path}?{urlencode({**years, **at.params(**own), 'v': at.dataset.info.version})}"


def tell_version() -> None:
    """Say so if the address was made with another version of the data."""
    at = visit()
    asked = st.query_params.get("v")
    if asked and asked != at.dataset.info.version:
        st.info(at.text("link.version", version=escaped(asked[:20]), now=at.dataset.info.version), icon=":material/update:")


def _download(label: str, data: Callable[[], bytes], name: str, mime: str) -> None:
    # The file is made when it is asked for; the button reruns nothing.
    st.download_button(label, data, file_name=name, mime=mime, on_click="ignore", key=f"take_{name}", icon=":material/download:", width="stretch")


def take_panel() -> None:
    """The selection or the basket in four forms, the whole dataset, and a citation."""
    at = visit()
    text, dataset = at.text, at.dataset
    kept = _basket.cases()
    what = "selection"
    if kept:
        counts = {"selection": len(at.chosen), "basket": len(kept)}

        def named(each: str) -> str:
            return text(f"take.{each}", n=text.number(counts[each]))

        what = st.segmented_control(text("take.what"), list(counts), default="selection", required=True, key="take_what", format_func=named)
    cases = (lambda: kept) if what == "basket" else at.chosen.cases  # walked only when a file is asked for
    sentence = text("take.basket", n=len(kept)) if what == "basket" else at.selection.sentence(dataset, text)
    as_of = at.selection.as_of
    _brief.panel(what, root())
    st.markdown(f"**{text('take.data')}**")
    hxl = st.toggle(text("take.hxl"), key="take_hxl")
    name = f"rights-atlas-{what}-{dataset.info.version}"
    base = root()
    _download("CSV", lambda: exports.csv_bytes(cases(), dataset, text, base, hxl, as_of), f"{name}.csv", "text/csv")
    _download("XLSX", lambda: exports.xlsx_bytes(cases(), dataset, text, base, sentence, as_of), f"{name}.xlsx", XLSX)
    _download("JSON", lambda: exports.json_bytes(cases(), dataset, base, as_of), f"{name}.json", "application/json")
    _download("GeoJSON", lambda: exports.geojson_bytes(cases(), dataset, text, base, as_of), f"{name}.geojson", "application/geo+json")
    if not as_of:
        house = at.house
        package = partial(exports.package_bytes, dataset, house.numbers, house.texts)
        _download(text("take.package"), package, f"rights-atlas-{dataset.info.version}.zip", "application/zip")
        _download("CITATION.cff", lambda: exports.citation_cff(dataset, house.texts).encode(), "CITATION.cff", "text/yaml")
    st.markdown(f"**{text('take.cite')}**")
    title = at.selection.sentence(dataset, text) if at.page != "case" else text("page.case")
    st.code(exports.cite(title, dataset.info.version, link(), date.today(), text), language=None, wrap_lines=True)


def basket_panel() -> None:
    """What is in the basket, and its own link."""
    at = visit()
    kept = _basket.cases()
    if not kept:
        note(at.text("basket.empty"))
        return
    with st.container(gap="xsmall", key="wrap_basket"):
        for case in kept:
            case_link(case)
    note(at.text("basket.link"))
    params = {"basket": ",".join(_basket.ids()), "lang": at.text.language, "v": at.dataset.info.version}
    st.code(f"{root()}cases?{urlencode(params)}", language=None, wrap_lines=True)
    st.page_link(script("present"), label=at.text("basket.present"), icon=":material/slideshow:", query_params=at.params(deck="basket"))
    st.button(at.text("basket.only"), icon=":material/checklist:", key="basket_only", on_click=_filters.only_cases, args=(_basket.ids(),), type="tertiary")
    st.button(at.text("basket.clear"), icon=":material/delete:", on_click=_basket.empty, type="tertiary")
