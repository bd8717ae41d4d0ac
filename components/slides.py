"""What stands on a slide, ready to be drawn on screen or put into a file: words, large points, one picture, sources.

`content` looks a slide's view up in the dataset and decides everything but looks, so that the stage, the PowerPoint file
and the printed pages say the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from components.decks import PER_THEN, THEN, Deck, Slide
from components.frames import Frames
from components.geo import World
from components.indicators import Indicator, Numbers
from components.model import Case, Country, Dataset, StatusChange
from components.selection import Chosen, Index, Selection
from components.text import Text
from components.views.changes import changes
from components.views.indicator_map import origin_lines

PictureKind = Literal["map", "case-map", "timeline", "indicator-map", "indicator-lines"]

MOST_TURNS = 4  # of a case on its slide; more would be too small to read
MOST_LISTED = 5  # cases listed on a slide
MOST_LINES = 4  # countries in one picture of lines
MOST_LANES = 14  # of a timeline; more would be too thin to read


@dataclass(frozen=True)
class Scene:
    """The dataset of a day with what is derived from it, and the language: what slides are made from."""

    dataset: Dataset
    world: World
    marked: tuple[str, ...]
    index: Index
    frames: Frames
    numbers: Numbers
    text: Text


#: The scene of a past day, or of today for None.
Scenes = Callable[[date | None], Scene]


@dataclass(frozen=True)
class Point:
    """A large line. `lead` stands before it in bold, `status` gives it a colour and a word; `english` marks text that
    exists in English only; `case` is the case that it is about."""

    text: str
    lead: str = ""
    status: str | None = None
    english: bool = False
    case: str | None = None


@dataclass(frozen=True)
class Pair:
    """A case as it stood then and as it stands now."""

    case: Case
    then: Point
    now: Point


@dataclass(frozen=True)
class Picture:
    """Which picture, of what. `chosen` and `selection` are those of a map or timeline, `by` the lanes of a timeline."""

    kind: PictureKind
    chosen: Chosen
    selection: Selection
    by: str = "theme"
    case: Case | None = None
    indicator: Indicator | None = None
    year: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """A slide ready to be drawn.

    `pairs` are those of a slide of then and now. `left` is how many cases (turns of a case) had no room; `also` is to be said
    beside that. `sources` and `as_of` stand in the footer. `page` and `params` are the address of the same view. `cases` are
    all that the slide speaks of, shown or counted. `cited` are the sources behind what is said of single cases: the ids of
    each case's own."""

    view: str
    title: str
    eyebrow: str
    points: tuple[Point, ...]
    pairs: tuple[Pair, ...]
    picture: Picture | None
    left: int
    also: str
    note: str
    sources: tuple[str, ...]
    as_of: str
    page: str
    params: Mapping[str, str]
    cases: tuple[Case, ...]
    cited: Mapping[str, tuple[str, ...]]
    scene: Scene

    @property
    def titled_in_english(self) -> bool:
        """True if the title is that of a case, which exists in English only."""
        return any(case.title == self.title for case in self.cases)

    @property
    def more(self) -> str:
        """What had no room, and where it is."""
        return self.more_after(len(self.points), len(self.pairs))

    def more_after(self, points: int, pairs: int) -> str:
        """The same if only so many of the points and of the pairs have room."""
        text, cut = self.scene.text, self.points[points:]
        told = sum(point.case is not None for point in cut)
        left, lines = self.left + told + len(self.pairs) - pairs, len(cut) - told
        said = ""
        if left:
            said = text.count("slide.more_turns", left) if self.view == "case" else text.count("slide.more", left)
        return " ".join(filter(None, (said, text.count("slide.more_lines", lines) if lines else "", self.also)))


def publishers(cases: tuple[Case, ...], ids: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    """Who says so: the publishers of the cases' sources, each once, in their order; `ids` narrows them by case. A repost
    counts as the publisher whose text it repeats, and not at all if that is unknown."""
    named = [source.shown_publisher for case in cases for source in case.sources if ids is None or source.id in ids[case.id]]
    return list(dict.fromkeys(name for name in named if name))


def turns(case: Case) -> tuple[tuple[StatusChange, ...], int]:
    """The turns of a case that tell its story in at most MOST_TURNS, and how many are left out: the first, the one in
    force at the end of 2017, and the newest."""
    if len(case.statuses) <= MOST_TURNS:
        return case.statuses, 0
    then = case.status_on(THEN)
    kept = {id(case.statuses[0]), *({id(then)} if then else set())}
    for each in reversed(case.statuses):
        if len(kept) < MOST_TURNS:
            kept.add(id(each))
    shown = tuple(each for each in case.statuses if id(each) in kept)
    return shown, len(case.statuses) - len(shown)


def _turn_words(change: StatusChange, text: Text) -> str:
    outcome = f" · {text(f'outcome.{change.outcome}')}" if change.outcome else ""
    return f"{text.date(change.date)} · {text(f'status.{change.status}')}{outcome}"


class _Maker:
    """Makes the parts of one slide; one method a view."""

    def __init__(self, slide: Slide, deck: Deck, scene: Scene, today: Dataset):
        self.slide, self.deck, self.scene, self.text = slide, deck, scene, scene.text
        self.show = dict(slide.show)
        # Read against today's dataset, as the pages do: a past one does not know its own day, nor the cases that came later.
        self.selection, _ = Selection.from_params({name: [value] for name, value in self.show.items()}, today)
        self.chosen = scene.index.apply(self.selection)
        self.cases = self.chosen.cases()
        self.params = self.selection.to_params()
        self.pairs: list[Pair] = []
        self.page, self.picture, self.points, self.left, self.also, self.eyebrow = "world", None, [], 0, "", ""
        self.title = self.selection.sentence(scene.dataset, self.text)
        self.sources: tuple[str, ...] = ()
        self.cited: dict[str, tuple[str, ...]] = {}

    def _counted(self) -> str:
        countries = sum(n > 0 for n in self.scene.frames.country_counts(self.chosen).values())
        total = self.text.number(len(self.scene.dataset.cases))
        return f"{self.text.count('count.of', len(self.chosen), total=total)} · {self.text.count('count.countries', countries)}"

    def _listed(self, cases: tuple[Case, ...]) -> None:
        """Cases as points, MOST_LISTED at most, and how many that leaves out."""
        for case in cases[:MOST_LISTED]:
            as_of = self.text("status.as_of", date=self.text.date(case.status_as_of.date))
            self.points.append(Point(f"{self.text(f'status.{case.status}')}, {as_of}", case.title, case.status, case=case.id))
            self.cited[case.id] = (*case.statuses[-1].sources, *case.status_as_of.sources)
        self.left = max(len(cases) - MOST_LISTED, 0)

    def title_slide(self) -> None:
        self.title = self.deck.title[self.text.language]
        sentence = self.selection.sentence(self.scene.dataset, self.text)
        self.points = [] if self.slide.text else [Point(words) for words in dict.fromkeys((sentence, self._counted())) if words != self.title]

    def closing_slide(self) -> None:
        self.title = self.text("slide.closing")
        if not self.slide.text:
            self.points = [Point(self.text(f"slide.closing_{each}")) for each in ("read", "check", "act")]
        shown = {slide.show["id"] for slide in self.deck.slides if slide.view == "case"}
        left = [case for case in self.cases if case.id not in shown]
        if shown and left:
            self.also = self.text.count("slide.not_shown", len(left))

    def map_slide(self) -> None:
        self.points = [Point(self._counted())]
        self.picture = Picture("map", self.chosen, self.selection)

    def timeline_slide(self) -> None:
        events = len(self.scene.frames.chosen_events(self.chosen))
        self.points = [Point(f"{self.text.count('count.events', events)} · {self._counted()}")]
        if len(self.cases) == 1:
            self.title = self.cases[0].title
        self.page, self.params = "timeline", {**self.params, "by": self.show["by"]} if "by" in self.show else self.params
        by = self.show.get("by", "theme")
        self.picture = Picture("timeline", self.chosen, self.selection, "theme" if by == "case" and len(self.chosen) > MOST_LANES else by)

    def case_slide(self) -> None:
        case = self.scene.dataset.case[self.show["id"]]
        self.cases, self.page, self.params = (case,), "case", {"id": case.id, **self.params}
        self.title, self.eyebrow = case.title, f"{self.text(f'kind.{case.kind}')} · {case.place.name}"
        shown, self.left = turns(case)
        self.points = [Point(each.what, _turn_words(each, self.text), each.status, english=True, case=case.id) for each in shown]
        self.cited = {case.id: tuple(source for each in shown for source in each.sources)}
        self.sources = tuple(publishers(self.cases, self.cited))
        self.picture = Picture("case-map", self.chosen, self.selection, case=case)

    def country_slide(self) -> None:
        country: Country = self.scene.dataset.country[self.show["iso3"]]
        self.selection = Selection(countries=(country.iso3,), as_of=self.selection.as_of)
        self.chosen = self.scene.index.apply(self.selection)
        self.cases = self.chosen.cases()
        self.page, self.params = "country", {"iso3": country.iso3, **self.params}
        self.title, self.eyebrow = self.text.country(country), f"{self.text.region(country.region)} · {self.text.count('count.cases', len(self.cases))}"
        self._listed(self.cases)
        if not self.cases:
            self.points = [Point(self.text("country.none"))]
        self.picture = Picture("map", self.chosen, self.selection)

    def theme_slide(self) -> None:
        theme = self.scene.dataset.theme[self.show["id"]]
        self.selection = Selection(themes=(theme.id,), as_of=self.selection.as_of)
        self.chosen = self.scene.index.apply(self.selection)
        self.cases = self.chosen.cases()
        self.page, self.params = "theme", {"id": theme.id, **self.params}
        self.title, self.eyebrow = theme.name[self.text.language], self.text.count("count.cases", len(self.cases))
        self.points = [Point(theme.definition[self.text.language])]
        for status in ("ongoing", "partly-resolved", "resolved", "unclear"):
            if n := sum(case.status == status for case in self.cases):
                self.points.append(Point("", f"{self.text(f'status.{status}')}: {self.text.number(n)}", status))
        self.picture = Picture("map", self.chosen, self.selection)

    def indicator_slide(self) -> None:
        indicator = self.scene.numbers.indicators[self.show["layer"]]
        if self.selection.as_of:  # on a past day, no number of a later year
            indicator = replace(indicator, rows=indicator.rows[indicator.rows["year"] <= self.selection.as_of.year])
        info, language = indicator.info, self.text.language
        self.cases, self.params = (), {**self.params, "layer": indicator.id}
        self.title, self.points = info.name[language], [Point(info.what[language])]
        self.sources = (origin_lines(indicator, self.text)[0],)
        if self.selection.countries:
            countries = [self.scene.dataset.country[iso3] for iso3 in self.selection.countries[:MOST_LINES]]
            names = {country.iso3: self.text.country(country) for country in countries}
            as_of = {"asof": self.params["asof"]} if "asof" in self.params else {}
            one = len(names) == 1
            self.page, self.params = ("country", {"iso3": next(iter(names)), **as_of}) if one else ("compare", {"with": ",".join(names), **as_of})
            self.title = f"{self.title} · {self.text.join(list(names.values()))}"
            if not any(len(indicator.series(iso3)) for iso3 in names):
                self.also = self.text("indicator.nothing_on", names=self.text.join(list(names.values())))
            self.picture = Picture("indicator-lines", self.chosen, self.selection, indicator=indicator, names=names)
            return
        year = int(self.show.get("year") or indicator.years[-1])
        self.title, self.params = f"{self.title}, {year}", {**self.params, "year": str(year)}
        self.picture = Picture("indicator-map", self.chosen, self.selection, indicator=indicator, year=year)

    def then_slide(self) -> None:
        then = date.fromisoformat(self.show.get("then", THEN.isoformat()))
        groups, later = changes(self.cases, then)
        found = {change.case.id: change for group in groups.values() for change in group}
        self.page, self.params = "then", {**self.params, "then": then.isoformat()}
        self.title = self.text("slide.then", date=self.text.date(then))
        shown = [found[case.id] for case in self.cases if case.id in found][:PER_THEN]
        for change in shown:
            as_of = self.text("status.as_of", date=self.text.date(change.case.status_as_of.date))
            now = Point(change.now.what, _turn_words(change.now, self.text), change.now.status, english=True)
            if not change.since:
                status = self.text(f"status.{change.now.status}")
                now = Point("", f"{status} · {self.text('slide.no_turn')}, {as_of}", change.now.status)
            self.pairs.append(Pair(change.case, Point(change.then.what, _turn_words(change.then, self.text), change.then.status, english=True), now))
        self.left = len(found) - len(shown)
        self.also = self.text.count("then.later", later) if later else ""
        self.cited = {each.case.id: (*each.then.sources, *each.now.sources, *each.case.status_as_of.sources) for each in shown}
        self.sources = tuple(publishers(tuple(each.case for each in shown), self.cited))

    def made(self) -> Content:
        """The slide's content: what the view gives, under the slide's own words where it has some."""
        getattr(self, f"{self.slide.view}_slide")()
        text, language, info = self.text, self.text.language, self.scene.dataset.info
        own = tuple(Point(each[language]) for each in self.slide.text)
        collection = text.count("slide.collection", len(self.cases), version=info.version)
        return Content(
            view=self.slide.view,
            title=self.slide.title[language] if self.slide.title else self.title,
            eyebrow=self.eyebrow,
            points=(*own, *self.points),
            pairs=tuple(self.pairs),
            picture=self.picture,
            left=self.left,
            also=self.also,
            note=self.slide.note[language] if self.slide.note else "",
            sources=self.sources or (collection,),
            as_of=text("count.as_of", date=text.date(self.scene.dataset.as_of)),
            page=self.page,
            params=self.params,
            cases=self.cases,
            cited=self.cited,
            scene=self.scene,
        )


def content(slide: Slide, deck: Deck, scenes: Scenes) -> Content:
    """The slide ready to be drawn; its parameters have been checked (see `decks.read`)."""
    day = slide.show.get("asof")
    today = scenes(None)
    return _Maker(slide, deck, scenes(date.fromisoformat(day)) if day else today, today.dataset).made()
