"""What stands in a brief, and what is left out first when it must be short: a Plan, and the Brief for any budget."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from components.brief.citations import Citations
from components.brief.desk import Desk
from components.brief.parts import Amount, Brief, Entry, Happening, Row, Said, Turn
from components.brief.pictures import brief_map, brief_timeline
from components.brief.words import about, head, left_out, words_for
from components.indicators import Indicator
from components.model import Case, Event
from components.plates import Plate
from components.selection import Chosen
from components.views.indicator_map import number, with_unit

Length = Literal["short", "full"]
Subject = Literal["country", "theme", "case", "cases"]

#: What one case may take in a long brief of several; the rest is counted and said.
MOST = {"events": 10, "amounts": 6, "facts": 8}

#: Totals come before their parts, so that a short brief has them.
ROWS = ("displaced-from", "displaced-hosted", "idps", "conflict-deaths", "freedom-of-expression", "physical-integrity")
GROUPS = ("displacement", "conflict", "freedoms")

FIRST_ROWS, FIRST_EVENTS = 2, 2  # before the first summary
TALL_AFTER = 3  # summaries; then the map may be higher
DENSE = 12  # more cases than this have but a few lines each in a short brief

Extra = tuple[str, int]  # what, and of which case (its position in the brief)


@dataclass(frozen=True)
class Plan:
    """A brief before it is known how much of it there is room for. `at(budget)` has the first `budget` of the extras
    beside what always stands in it; `pages` is how many it should have, None for as many as it needs."""

    desk: Desk
    subject: Subject
    title: str
    chosen: Chosen
    length: Length
    focus: str | None = None

    @property
    def single(self) -> bool:
        """True for a brief on one case."""
        return self.subject == "case"

    @property
    def dense(self) -> bool:
        """True for a short brief on so many cases that each has but a few lines."""
        return self.length == "short" and len(self.cases) > DENSE

    @property
    def pages(self) -> int | None:
        """How many pages it should have, unless what always stands in it needs more."""
        return 2 if self.length == "short" else None

    @property
    def most(self) -> int:
        """The budget that leaves nothing out."""
        return len(self.extras)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases in the order of the brief."""
        return self.chosen.cases()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that have a value for the country of the brief, totals first."""
        if self.focus is None or self.desk.as_of:
            return ()  # of a past day it is not known what had been published by then
        found = [
            each
            for each in self.desk.numbers.indicators.values()
            if each.info.group in GROUPS and each.info.scope == "country" and len(each.series(self.focus))
        ]
        order = {id: place for place, id in enumerate(ROWS)}
        return tuple(sorted(found, key=lambda each: order.get(each.id, len(order))))

    @cached_property
    def extras(self) -> tuple[Extra, ...]:
        """All that may be left out, what matters most first."""
        return tuple(self._one() if self.single else self._several())

    def _one(self) -> Iterator[Extra]:
        case = self.cases[0]
        if not self.desk.as_of:
            yield "summary", 0
        yield "turns", 0
        yield from [("events", 0)] * len(case.events)
        yield from [("amounts", 0)] * len(case.figures)
        if not self.desk.as_of:
            yield from [("facts", 0)] * len(case.facts)

    def _several(self) -> Iterator[Extra]:
        everywhere, dated = range(len(self.cases)), not self.desk.as_of
        full = self.length == "full"
        rows = iter([("row", -1)] * len(self.indicators))
        events = iter([] if full else [("chronology", -1)] * sum(len(case.events) for case in self.cases))
        yield from islice(rows, FIRST_ROWS)
        yield from (("newest", nth) for nth in everywhere)
        yield from islice(events, FIRST_EVENTS)
        for nth in everywhere:
            if dated:
                yield "summary", nth
            yield from islice(rows, 1)
            yield from islice(events, 1)
            if nth == TALL_AFTER or nth == everywhere[-1] < TALL_AFTER:
                yield "tall", -1
        yield from rows
        yield from events
        yield from (("turns", nth) for nth in everywhere)
        for part in ("amounts", "events", "facts") if full else ("amounts", "facts"):
            if dated or part != "facts":
                for nth in everywhere:
                    yield from [(part, nth)] * min(len(_all(self.cases[nth], part)), MOST[part])

    @cached_property
    def _maps(self) -> dict[bool, Plate]:
        return {low: brief_map(self.chosen, self.focus, low, self.desk) for low in (True, False)}

    @cached_property
    def _timeline(self) -> Plate:
        return brief_timeline(self.chosen, self.desk)

    def at(self, budget: int) -> Brief:
        """The brief with the first `budget` extras; what is left out is said in it."""
        desk, text = self.desk, self.desk.text
        kept = Counter(self.extras[:budget])
        citations = Citations(text)
        title, notices = head(self.title, self.subject, desk)
        plate = self._maps[not (self.single or ("tall", -1) in kept)]
        rows = tuple(_row(each, self.focus, citations, desk) for each in self.indicators[: kept["row", -1]])
        entries = tuple(self._entry(nth, kept, citations) for nth in range(len(self.cases)))
        events = self._chronology(kept["chronology", -1], citations)
        country = desk.dataset.country.get(self.focus or "")
        notes = [country.note.get(text.language, "")] if country else []
        if country:
            areas = [area for area in desk.dataset.disputed if country.iso3 in area.places]
            notes += [f"{area.name[text.language]}{text('brief.colon')} {area.drawn[text.language]} ({area.source})" for area in areas]
        return Brief(
            language=text.language,
            subject=self.subject,
            title=title,
            title_language="en" if self.single else text.language,
            eyebrow=text("brief.eyebrow", app=text("app.name"), subject=text(f"brief.subject_{self.subject}")),
            sentence=text(
                "brief.sentence",
                cases=text.count("count.of", len(self.chosen), total=text.number(len(desk.dataset.cases))),
                as_of=text.date(desk.dataset.as_of),
                version=desk.dataset.info.version,
            ),
            single=self.single,
            dense=self.dense,
            notices=notices,
            limits=text("app.limits"),
            map=plate,
            below_map=tuple(filter(None, notes)),
            rows=rows,
            entries=entries,
            timeline=self._timeline,
            events=events,
            left_out=self._missing(kept),
            about=about(self.cases, desk),
            cite=text("brief.cite", name=text("app.name"), view=title, version=desk.dataset.info.version, day=text.date(desk.made), link=desk.address).strip(),
            sources=citations.listed,
            address=desk.address,
            footer=text("brief.footer", app=text("app.name"), title=title if len(title) <= 60 else f"{title[:59].rstrip()}…", day=text.date(desk.made)),
            day=desk.made.isoformat(),
            words=words_for(text),
        )

    def _missing(self, kept: Counter[Extra]) -> str:
        """What a short brief, or one on a single case, had no room for."""
        there = Counter(part for part, _ in self.extras)
        shown = Counter(part for part, _ in kept.elements())
        return left_out({part: there[part] - shown[part] for part in there}, self.length, self.desk)

    def _entry(self, nth: int, kept: Counter[Extra], citations: Citations) -> Entry:
        case, text, dataset = self.cases[nth], self.desk.text, self.desk.dataset
        known_from = case.status_as_of.sources
        if self.dense:  # one source is enough to find the others; a linked one, if there is any
            known_from = (next((each for each in known_from if not case.source(each).is_repost), known_from[0]),)
        caution = text("status.may_have_changed") if case.is_old_on(dataset.as_of) else ""
        theme = dataset.theme[case.theme]
        meta = [] if self.dense else [theme.name[text.language], self._countries(case), case.place.name]
        events = sorted(case.events, key=lambda event: event.date)
        over = {} if self.single or self.length == "short" else {part: len(_all(case, part)) - most for part, most in MOST.items()}
        if self.desk.as_of:
            over.pop("facts", None)
        return Entry(
            number=nth + 1,
            title=case.title,
            meta=" · ".join(dict.fromkeys(meta)),
            status_id=case.status,
            status=text(f"status.{case.status}"),
            as_of=text("status.as_of", date=text.date(case.status_as_of.date)) + caution,
            refs=citations.refs(case, known_from),
            weak=case.weakly_sourced(case.status_as_of.sources),
            newest=_turn(case.statuses[-1], case, citations, self.desk) if kept["newest", nth] and not kept["turns", nth] else None,
            summary=citations.said(case.summary, case, case.summary_sources) if kept["summary", nth] else None,
            turns=tuple(_turn(change, case, citations, self.desk) for change in case.statuses) if kept["turns", nth] else (),
            events=tuple(self._happening(event, case, citations) for event in events[len(events) - kept["events", nth] :]),
            amounts=tuple(_amount(each, case, citations, self.desk) for each in case.figures[: kept["amounts", nth]]),
            facts=tuple(citations.said(fact.text, case, fact.sources) for fact in case.facts[: kept["facts", nth]]),
            left_out=left_out({part: max(more, 0) for part, more in over.items()}, self.length, self.desk),
        )

    def _countries(self, case: Case) -> str:
        """The countries of the case, as many as there is room for in a line."""
        names = [self.desk.text.country(self.desk.dataset.country[iso3]) for iso3 in case.iso3s]
        return self.desk.text.join(names) if len(names) <= 4 else f"{', '.join(names[:4])} +{len(names) - 4}"

    def _happening(self, event: Event, case: Case, citations: Citations, number: int | None = None) -> Happening:
        text = self.desk.text
        day = text.date(event.date) + (f" ({text(f'phase.{event.phase}')})" if event.phase else "")
        return Happening(day, citations.said(event.what, case, (event.source,)), number)

    def _chronology(self, most: int, citations: Citations) -> tuple[Happening, ...]:
        """The newest events of all cases, newest first."""
        every = [(event, nth) for nth, case in enumerate(self.cases) for event in case.events]
        every.sort(key=lambda pair: (pair[0].date, -pair[1]), reverse=True)
        return tuple(self._happening(event, self.cases[nth], citations, nth + 1) for event, nth in every[:most])


def _all(case: Case, part: str) -> tuple:
    return case.figures if part == "amounts" else getattr(case, part)


def _turn(change, case: Case, citations: Citations, desk: Desk) -> Turn:
    outcome = f" · {desk.text(f'outcome.{change.outcome}')}" if change.outcome else ""
    return Turn(desk.text.date(change.date), desk.text(f"status.{change.status}") + outcome, citations.said(change.what, case, change.sources))


def _amount(figure, case: Case, citations: Citations, desk: Desk) -> Amount:
    text = desk.text
    qualifier = "" if figure.qualifier == "exact" else f"{text('qualifier.' + figure.qualifier.replace(' ', '-'))} "
    said: Said = citations.said(f"{figure.unit}: {figure.what}", case, (figure.source,))
    return Amount(qualifier + text.number(figure.value), said, text.date(figure.as_of))


def _row(indicator: Indicator, iso3: str, citations: Citations, desk: Desk) -> Row:
    text = desk.text
    newest = indicator.series(iso3).iloc[-1]
    value = with_unit(float(newest["value"]), indicator, text)
    if indicator.info.kind == "index":
        value = f"{number(float(newest['value']), indicator, text)} ({indicator.info.unit[text.language]})"
    return Row(indicator.info.name[text.language], value, str(int(newest["year"])), citations.origin(indicator))
