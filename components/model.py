"""The values of the house: cases, what they are made of, and the dataset. Frozen, tuples only, no input or output.

A value of these types has passed the rules of one field each (right type, known shape). What holds between fields
and between records is in `schema` and `check`.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, total_ordering
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

Kind = Literal["person", "group", "community", "situation", "law-or-policy", "project"]
Status = Literal["ongoing", "partly-resolved", "resolved", "unclear"]
Role = Literal["where", "responsible", "origin", "destination", "home-of-company"]
Precision = Literal["site", "city", "region", "country"]
Origin = Literal["message-2017", "curated"]
SourceKind = Literal["un", "court", "government", "ngo", "academic", "media", "encyclopedia"]
Qualifier = Literal["exact", "about", "over", "at least", "nearly", "up to"]
Phase = Literal["background", "aftermath"]
Review = Literal["draft", "reviewed", "withheld"]
Outcome = Literal[
    "freed", "acquitted", "convicted", "died", "accountability", "ruling", "dismissed", "compensated", "apology",
    "law-changed", "restricted", "agreement", "project-stopped", "project-built", "worse", "eased",
]  # fmt: skip

KINDS, STATUSES, ROLES, ORIGINS, OUTCOMES, SOURCE_KINDS = (get_args(t) for t in (Kind, Status, Role, Origin, Outcome, SourceKind))


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date as precise as its source: 2017, 2017-12 or 2017-12-05. Ordered by first day, then by last."""

    text: str
    first: date = field(compare=False)
    last: date = field(compare=False)

    _FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

    @classmethod
    def parse(cls, text: object) -> "PartialDate":
        """The date that `text` writes; ValueError for another form or a day that does not exist."""
        if isinstance(text, PartialDate):
            return text
        match = cls._FORM.fullmatch(text) if isinstance(text, str) and text.isascii() else None
        if not match:
            raise ValueError("expected YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in match.groups())
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
        return cls(text, first, last)

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """How much of the date is known."""
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]

    @property
    def middle(self) -> date:
        """The day in the middle of what is known: where a mark stands on a timeline."""
        return self.first + (self.last - self.first) / 2

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def __str__(self) -> str:
        return self.text


def _partial_date(value: object) -> PartialDate:
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise PydanticCustomError("date", "an existing date as YYYY, YYYY-MM or YYYY-MM-DD") from None


def _number(value: object) -> object:
    """Numbers are written plainly: no exponent, no thousands mark, no nan."""
    if isinstance(value, str) and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        raise PydanticCustomError("number", "a plain number such as 1200 or -3.5")
    return value


def _prose(value: object) -> object:
    """Text for readers: no markup, no control characters, no source marks, nothing hanging over at the ends."""
    if not isinstance(value, str):
        return value
    if value != value.strip() or not value:
        raise PydanticCustomError("prose", "text that is not empty and has no blanks at its ends")
    if re.search(r"<[A-Za-z/!?]|&#?\w+;", value):
        raise PydanticCustomError("html", "plain text without HTML")
    if re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", value):
        raise PydanticCustomError("prose", "one line of text without control characters")
    if re.search(r"\[S\d+\]", value):
        raise PydanticCustomError("prose", "text without source marks; sources go into their own list")
    return value


def _address(value: object) -> object:
    host, rest = r"[^\s<>\"'`\\{}|^/?#@\[\]]+", r"[^\s<>\"'`\\{}|^]*"
    if isinstance(value, str) and not re.fullmatch(rf"https?://{host}\.{host}([/?#]{rest})?", value):
        raise PydanticCustomError("address", "a web address that begins with http:// or https://")
    return value


def _plain_number(value: float) -> int | float:
    """The number as JSON has it, without a fraction that says nothing."""
    return int(value) if value.is_integer() else value


Day = Annotated[PartialDate, PlainValidator(_partial_date), PlainSerializer(str, when_used="json")]
Number = Annotated[float, BeforeValidator(_number), PlainSerializer(_plain_number, when_used="json")]
Title = Annotated[str, BeforeValidator(_prose), StringConstraints(max_length=110)]
Line = Annotated[str, BeforeValidator(_prose), StringConstraints(max_length=260)]
Paragraph = Annotated[str, BeforeValidator(_prose), StringConstraints(max_length=1200)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^S[1-9]\d?$")]
Address = Annotated[str, BeforeValidator(_address), StringConstraints(max_length=600)]


class Record(BaseModel):
    """A part of a data file: frozen, and a key that is not named here is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, allow_inf_nan=False)


class CountryRole(Record):
    """A country and what it is to the case. `responsible`: a source names that State as the one that must answer."""

    iso3: Iso3
    roles: tuple[Role, ...] = Field(min_length=1)


class PublicPlace(Record):
    """Where, no finer than the source: degrees north and east (WGS 84), rounded to two decimals. A case known only by
    country has no point."""

    name: Line
    lat: Annotated[Number, Field(ge=-90, le=90)] | None = None
    lon: Annotated[Number, Field(ge=-180, le=180)] | None = None
    precision: Precision


class Place(PublicPlace):
    """A place as the curators know it. `public` is the coarser place that may be told, where the finer one would endanger
    somebody: then nothing of the finer one is published."""

    public: PublicPlace | None = None


class StatusChange(Record):
    """From `date` on the case had this status. `outcome` says what kind of turn it was."""

    date: Day
    status: Status
    outcome: Outcome | None = None
    what: Line
    sources: tuple[SourceId, ...] = Field(min_length=1)


class StatusAsOf(Record):
    """The last day for which a source shows that the newest status held."""

    date: Day
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Fact(Record):
    """One statement and the sources that make it."""

    text: Paragraph
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Figure(Record):
    """A number as a source gives it: what it counts, how exact it is, its unit, and the day it was true."""

    what: Line
    value: Number
    qualifier: Qualifier
    unit: Line
    as_of: Day
    source: SourceId


class Event(Record):
    """Something that happened. `phase` marks what lies before the case's start or after its end."""

    date: Day
    what: Line
    source: SourceId
    phase: Phase | None = None


#: News agencies, whose texts many papers print, by the names under which those papers give them.
AGENCIES = MappingProxyType(
    {
        "AFP": "AFP", "Agence France-Presse": "AFP", "AP": "AP", "Associated Press": "AP", "Reuters": "Reuters", "EFE": "EFE", "ANSA": "ANSA",
        "The Canadian Press": "CP", "Canadian Press": "CP", "DPA": "DPA", "dpa": "DPA", "Anadolu": "Anadolu", "Kyodo": "Kyodo", "PTI": "PTI",
        "ANI": "ANI", "IANS": "IANS", "UPI": "UPI", "Interfax": "Interfax", "NTB": "NTB", "TT": "TT", "Bernama": "Bernama", "Agência Brasil": "ABr",
    }
)  # fmt: skip
_AGENCY = re.compile(rf"(?<!\w)({'|'.join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))})(?!\w)")


def voice(publisher: str) -> str:
    """Who speaks through a publisher: the agency that it names ("Dawn (AFP)" and "AFP via RFI" are one voice), else its
    own name without the place where it was read, in small letters."""
    if agency := _AGENCY.search(publisher):
        return AGENCIES[agency[1]]
    return re.split(r"\s+(?:via|\(|/)", publisher)[0].strip().casefold()


class Source(Record):
    """Where a statement stands. A source either has an address to link to (`url`) or is a repost: then `lead` is the
    address where it was read, which is never shown, and `repost_of` names the publisher whose text it repeats
    ("unknown" where that could not be told)."""

    id: SourceId
    publisher: Line
    title: Line
    url: Address | None = None
    repost_of: Line | None = None
    lead: Address | None = None
    published: Day | None = None
    kind: SourceKind

    @property
    def is_repost(self) -> bool:
        """True if the source only repeats another publisher's text and is not linked."""
        return self.url is None

    @property
    def shown_publisher(self) -> str | None:
        """The publisher to name to a reader; None for a repost whose first publisher is unknown."""
        if not self.is_repost:
            return self.publisher
        return None if self.repost_of == "unknown" else self.repost_of


class Correction(Record):
    """What was changed in a published case and when, why, and the sources that say what is right."""

    date: Day
    what: Line
    why: Line
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Case(Record):
    """One concern: a person, group, community, situation, law or project, with its history and its sources."""

    id: Slug
    kind: Kind
    origin: Origin
    review: Review
    title: Title
    summary: Paragraph
    summary_sources: tuple[SourceId, ...] = Field(min_length=1)
    countries: tuple[CountryRole, ...] = Field(min_length=1)
    place: Place
    themes: tuple[Slug, ...] = Field(min_length=1)
    people: tuple[Line, ...] = ()
    start: Day
    end: Day | None = None
    statuses: tuple[StatusChange, ...] = Field(min_length=1)
    status_as_of: StatusAsOf
    facts: tuple[Fact, ...] = Field(min_length=1)
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = Field(min_length=1)
    sources: tuple[Source, ...] = Field(min_length=1)
    weak_reason: Line | None = None
    corrections: tuple[Correction, ...] = ()
    notes: str = ""

    @property
    def status(self) -> Status:
        """The newest status known."""
        return self.statuses[-1].status

    def status_on(self, day: date) -> StatusChange | None:
        """The status change in force on `day`; None before the case began. A partial date counts from its first day."""
        before = [change for change in self.statuses if change.date.first <= day]
        return before[-1] if before else None

    def on(self, day: date) -> "Case | None":
        """The case as it stood on a past day: its statuses, events, figures and end up to then; None before it began.

        Title, summary and facts are not dated and stay as written today: a page that shows them must say so."""
        change = self.status_on(day)
        if change is None or self.start.first > day:
            return None
        if self.status_as_of.date.last <= day:
            as_of = self.status_as_of
        else:
            as_of = StatusAsOf(date=PartialDate.parse(day.isoformat()), sources=change.sources)
        return self.model_copy(
            update={
                "statuses": tuple(each for each in self.statuses if each.date.first <= day),
                "status_as_of": as_of,
                "events": tuple(each for each in self.events if each.date.first <= day),
                "figures": tuple(each for each in self.figures if each.as_of.first <= day),
                "end": self.end if self.end and self.end.first <= day else None,
            }
        )

    def is_old_on(self, day: date) -> bool:
        """True if the status was last confirmed more than a year before that day."""
        return (day - self.status_as_of.date.last).days > 365

    @property
    def theme(self) -> str:
        """The main theme's id."""
        return self.themes[0]

    @property
    def iso3s(self) -> tuple[str, ...]:
        """The countries of the case, in their order."""
        return tuple(country.iso3 for country in self.countries)

    def source(self, source_id: str) -> Source:
        """The source with this id; KeyError if the case has none."""
        return {source.id: source for source in self.sources}[source_id]

    def weakly_sourced(self, source_ids: Iterable[str] | None = None) -> bool:
        """True if all of these sources, or all sources of the case, are reposts."""
        return all(source.is_repost for source in (self.sources if source_ids is None else map(self.source, source_ids)))

    @property
    def has_single_source(self) -> bool:
        """True if fewer than two voices speak: then nobody independent says the same. See `voice`."""
        return len({voice(name) for source in self.sources if (name := source.shown_publisher)}) < 2


class Bilingual(Record):
    """The same words in English and French."""

    en: Paragraph
    fr: Paragraph

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class Theme(Record):
    """A theme with its definition, the border to its neighbours, and how it looks on light and dark ground."""

    id: Slug
    main: Annotated[bool, BeforeValidator(lambda value: {"true": True, "false": False}.get(value, value))]
    name: Bilingual
    short: Bilingual
    definition: Bilingual
    border: Bilingual
    colour: Colour
    colour_dark: Colour
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
    mark: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]


class DisputedArea(Record):
    """How the map draws a place whose status or border is disputed, and on whose word."""

    id: Slug
    places: tuple[Iso3, ...] = Field(min_length=1)
    name: Bilingual
    drawn: Bilingual
    source: Line


class DatasetInfo(Record):
    """The dataset as a whole: title, version, the day it was last reviewed, licence."""

    title: Bilingual
    version: Line
    as_of: Day
    licence: Line


class Release(Record):
    """A version of the dataset that was published on `date`, and what is in it or what changed."""

    version: Line
    date: Day
    what: Bilingual

    @property
    def id(self) -> str:
        """The version, by which releases are told apart."""
        return self.version


@dataclass(frozen=True)
class Country:
    """A country or territory: ISO 3166-1 codes, UN M49 region and subregion, a point for a marker (degrees), and
    overrides of the CLDR name and a note on its status where either is needed, by language."""

    iso3: str
    iso2: str
    m49: str
    region: str
    subregion: str
    lat: float
    lon: float
    name: MappingProxyType = field(default_factory=lambda: MappingProxyType({}))
    note: MappingProxyType = field(default_factory=lambda: MappingProxyType({}))


def in_order(cases: Iterable[Case]) -> tuple[Case, ...]:
    """The cases in the order of lists: newest known status first, then by id."""
    return tuple(sorted(cases, key=lambda case: (-case.status_as_of.date.last.toordinal(), case.id)))


@dataclass(frozen=True)
class Dataset:
    """Everything that passed the checks. Cases stand in the order in which lists show them: newest status first."""

    info: DatasetInfo
    cases: tuple[Case, ...]
    themes: tuple[Theme, ...]
    countries: tuple[Country, ...]
    disputed: tuple[DisputedArea, ...] = ()
    releases: tuple[Release, ...] = ()

    @property
    def as_of(self) -> date:
        """The day the collection was last reviewed."""
        return self.info.as_of.last

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first year in which a case began, and the year of the dataset."""
        return min((case.start.first.year for case in self.cases), default=self.as_of.year), self.as_of.year

    def on(self, day: date) -> "Dataset":
        """The dataset as it stood on a past day: the cases that had begun, as they were; see `Case.on`."""
        cases = [past for case in self.cases if (past := case.on(day)) is not None]
        info = self.info.model_copy(update={"as_of": PartialDate.parse(day.isoformat())})
        return replace(self, info=info, cases=in_order(cases))

    @cached_property
    def case(self) -> dict[str, Case]:
        """Cases by id."""
        return {case.id: case for case in self.cases}

    @cached_property
    def theme(self) -> dict[str, Theme]:
        """Themes by id, in their order."""
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def country(self) -> dict[str, Country]:
        """Countries by iso3."""
        return {country.iso3: country for country in self.countries}

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """M49 codes of the regions and, behind each, its subregions, as far as a country lies in them."""
        pairs = sorted({(country.region, country.subregion) for country in self.countries})
        return tuple(dict.fromkeys(code for pair in pairs for code in pair))
