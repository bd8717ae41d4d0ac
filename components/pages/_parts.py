"""What pages share: the loaded house, the reader's language, links, and how a View, a list or a text is shown.

Pages never touch session state or the address themselves; `_filters` does, for the frame.
"""

import atexit
import gc
import html
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import streamlit as st

from components import load
from components.decks import Deck
from components.frames import Frames
from components.geo import World
from components.indicators import Numbers
from components.model import Case, Country, Dataset
from components.pages import entry_of
from components.problem import Problem
from components.related import Relations
from components.selection import Chosen, Index, Selection
from components.text import LANGUAGES, Text, catalogue_problems
from components.views import Key, View
from components.views.marks import mark_html
from components.views.style import DARK, LIGHT, Look
from components.views.world_map import MapFrame

log = logging.getLogger("rights_atlas")

FOLDER = Path(__file__).parent
SHAPES = "geo/countries.geojson"  # served by components.serve
PER_PAGE = 6

#: How Plotly draws all our pictures: without its own buttons, and with base shapes from us (see components.serve).
CHART = {"displayModeBar": False, "topojsonURL": "geo/", "scrollZoom": False}


@dataclass(frozen=True)
class House:
    """The dataset and what is derived from it once; without a dataset, the problems that stopped it."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    texts: dict[str, Text]
    world: World | None = None
    index: Index | None = None
    frames: Frames | None = None
    marked: tuple[str, ...] = ()
    numbers: Numbers = field(default_factory=Numbers)
    decks: dict[str, Deck] = field(default_factory=dict)
    directory: Path = field(default_factory=load.data_directory)

    @cached_property
    def relations(self) -> Relations:
        """What the cases share; made when the first case is opened."""
        return Relations(self.dataset)


@st.cache_resource(show_spinner=False)
def house(directory: str) -> House:
    """The house of a data directory. It is immutable, so all sessions share one."""
    loaded = load.load(Path(directory))
    faults = catalogue_problems(Path(directory))
    own = Path(directory) if not faults else Path(load.__file__).resolve().parents[1] / "data"
    texts = {language: Text.read(own, language) for language in LANGUAGES}
    if loaded.dataset is None or faults:
        return House(None, tuple(sorted((*loaded.problems, *faults))), texts)
    made = replace(furnished(loaded.dataset, loaded.world, texts, loaded.numbers), directory=Path(directory), decks=loaded.decks)
    # Streamlit collects garbage after every run; what stays for good need not be looked at each time.
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # so that all is tidied up at the end as ever
    return made


def today() -> House:
    """The house as it stands today, whatever day the visit is set back to."""
    return house(str(load.data_directory()))


@st.cache_resource(show_spinner=False, max_entries=12)
def house_on(directory: str, day: date) -> House:
    """The house as it stood on a past day."""
    today = house(directory)
    past = furnished(today.dataset.on(day), today.world, today.texts, today.numbers)
    return replace(past, directory=today.directory)


def furnished(dataset: Dataset, world: World, texts: dict[str, Text], numbers: Numbers | None = None) -> House:
    """The house of a dataset that passed its checks."""
    index = Index(dataset, texts.values())
    return House(dataset, (), texts, world, index, Frames(dataset, index), world.marked(dataset.countries), numbers or Numbers())


@dataclass(frozen=True)
class Visit:
    """One run of a page: the house, the reader's language and ground, what is chosen and what that stands for."""

    house: House
    text: Text
    look: Look
    selection: Selection
    chosen: Chosen
    page: str

    @property
    def dataset(self) -> Dataset:
        return self.house.dataset

    @property
    def map_frame(self) -> MapFrame:
        """What every map of this visit needs."""
        return MapFrame(self.dataset, self.house.world, self.house.marked, SHAPES, self.text, self.look)

    def params(self, **more: str) -> dict[str, str]:
        """The parameters of a link that keeps language and selection, with `more` of the page's own."""
        kept = {"basket": st.query_params["basket"]} if "basket" in st.query_params else {}
        return {**more, **kept, **self.selection.to_params(), "lang": self.text.language}


def visit() -> Visit:
    """The visit that the frame prepared for this run."""
    return st.session_state["visit"]


def look() -> Look:
    """The colours for the reader's light or dark ground."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def script(page: str) -> str:
    """The script of a page, as Streamlit's links want it."""
    return str(FOLDER / entry_of(page).file)


def escaped(words: str) -> str:
    """The words with everything that Markdown would read as markup made harmless."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])", r"\\\1", words)


def guarded(draw: Callable[[], None], what: str) -> None:
    """Draw a page or a part of one; if that fails, say so in its place. A reader never sees a trace; it goes to the log."""
    try:
        draw()
    except Exception:
        log.exception("%s could not be drawn", what)
        st.error(visit().text("error.page"), icon=":material/error:")


def note(words: str) -> None:
    """A line of small print. Streamlit's own caption is too pale to be read from a distance."""
    st.html(f'<p class="ra-note">{html.escape(words)}</p>')


def tell_ignored(ignored: Sequence[tuple[str, str]]) -> None:
    """Say which parameters of the address were not understood."""
    if ignored:
        said = ", ".join(f"{name}={value}"[:60] for name, value in ignored[:5])
        st.warning(visit().text("link.ignored", said=escaped(said)), icon=":material/link_off:")


def picker(parameter: str, label: str, options: Sequence[str], named: Callable[[str], str], current: str | None, hint: str | None = None) -> None:
    """A selector whose choice is a parameter of the address; choosing changes the address, and the address the choice."""
    key = f"p_{parameter}_of_{visit().page}"
    if current != st.session_state.get(key):
        st.session_state[key] = current

    def chosen() -> None:
        if st.session_state[key]:
            st.query_params[parameter] = st.session_state[key]

    st.selectbox(label, options, index=None, key=key, format_func=named, on_change=chosen, width=420, placeholder=hint or label)


def case_link(case: Case, label: str | None = None) -> None:
    """A link to the page of a case."""
    at = visit()
    icon = f":material/{at.dataset.theme[case.theme].icon}:"
    st.page_link(script("case"), label=label or escaped(case.title), icon=icon, query_params=at.params(id=case.id))


def country_link(country: Country, label: str | None = None) -> None:
    """A link to the page of a country."""
    at = visit()
    st.page_link(script("country"), label=label or escaped(at.text.country(country)), icon=":material/flag:", query_params=at.params(iso3=country.iso3))


def status_html(case: Case) -> str:
    """The case's status with the day it was true, and a word of caution when that day is long past."""
    at = visit()
    colour = at.look.status[case.status]
    as_of = at.text("status.as_of", date=at.text.date(case.status_as_of.date))
    old = at.text("status.may_have_changed") if is_old(case, at.dataset) else ""
    name = html.escape(at.text(f"status.{case.status}"))
    return f'<span class="ra-status" style="color:{colour}">● {name}</span> <span class="ra-faint">{html.escape(as_of + old)}</span>'


def is_old(case: Case, dataset: Dataset) -> bool:
    """True if the status was last confirmed more than a year before the dataset's day."""
    return case.is_old_on(dataset.as_of)


def case_meta(case: Case) -> str:
    """Countries, main theme and status of a case as one line of HTML."""
    at = visit()
    theme = at.dataset.theme[case.theme]
    countries = ", ".join(at.text.country(at.dataset.country[iso3]) for iso3 in case.iso3s[:4])
    if len(case.iso3s) > 4:
        countries += f" +{len(case.iso3s) - 4}"
    svg = mark_html(theme.mark, at.look.theme(theme))
    return f'<div class="ra-meta">{svg} {html.escape(theme.name[at.text.language])} · {html.escape(countries)}<br>{status_html(case)}</div>'


def case_list(chosen: Chosen, key: str) -> None:
    """The chosen cases, PER_PAGE at a time, each with its link, theme, countries and status."""
    at = visit()
    pages = -(-len(chosen) // PER_PAGE)
    box = st.container(gap="xsmall", key=f"list_{key}")
    page = 1
    if pages > 1:
        page = st.pagination(pages, max_visible_pages=5, key=f"{key}_{pages}_{hash(chosen.positions.tobytes())}")
    with box:
        for case in chosen.cases((page - 1) * PER_PAGE, page * PER_PAGE):
            case_link(case)
            st.html(case_meta(case))
    if pages > 1:
        note(at.text("list.page", page=page, pages=pages, n=len(chosen)))


def legend_html(keys: Sequence[Key]) -> str:
    """A legend as rows of swatches and marks that wrap, one row a group."""
    groups: dict[str, str] = {}
    for key in keys:
        swatch = mark_html(key.mark, key.colour) if key.mark else f'<i class="ra-swatch" style="background:{key.colour}"></i>'
        groups[key.group] = groups.get(key.group, "") + f'<span class="ra-key">{swatch} {html.escape(key.label)}</span>'
    return "".join(f'<div class="ra-legend"><span class="ra-faint">{html.escape(group)}</span>{body}</div>' for group, body in groups.items())


def show(view: View, key: str, config: dict | None = None, **chart) -> object:
    """Draw a View: its sentence, picture, legend and note, and the sources and table one click away.

    Gives what the chart gives (the selection, where `on_select` is set)."""
    st.html(f'<p class="ra-sentence">{html.escape(view.sentence)}</p>')
    settings = {**CHART, **(config or {})}
    if view.fluid:
        with st.container(key=f"picture_{key}"):
            event = st.plotly_chart(view.figure, key=key, alt=view.alt, config=settings, height="stretch", **chart)
    else:
        event = st.plotly_chart(view.figure, key=key, alt=view.alt, config=settings, **chart)
    if view.legend:
        st.html(legend_html(view.legend))
    if view.note:
        st.html(f'<p class="ra-note">{html.escape(view.note)}</p>')
    sources_and_table(view, key)
    return event


def sources_and_table(view: View, key: str) -> None:
    """The View's table and sources, one click away; the table is made only when it is opened."""
    at = visit()
    rows = st.expander(at.text("view.table"), icon=":material/table_rows:", on_change="rerun", key=f"{key}_table")
    with rows:
        if rows.open:
            st.dataframe(view.table(), hide_index=True, alt=view.title, height=360)
        st.html("".join(f'<p class="ra-note">{html.escape(at.text("view.source", source=source))}</p>' for source in view.sources))


def problem_page(text: Text, problems: Sequence[Problem]) -> None:
    """What a reader sees instead of the atlas when the data failed their checks."""
    st.title(text("problem.title"))
    st.write(text("problem.body"))
    st.code("python -m components.check", language="bash")
    with st.expander(text.count("problem.count", len(problems)), expanded=True):
        st.code("\n".join(str(problem) for problem in problems[:200]), language=None, wrap_lines=True)
