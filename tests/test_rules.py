"""The rules between fields: for each rule and each of its branches one record that breaks it and one that just passes."""

import copy
import json
from dataclasses import dataclass, field
from datetime import date

import pytest

from components import rules
from components.load import read_case
from components.problem import Problem
from tests.made import CASE, around, as_text, raw_case

FILE = "cases/made-case.yml"


@dataclass(frozen=True)
class Broken:
    """A change of the made case that breaks `rule`: the problem's field, the text of its line (which stands once in
    the file), what it says, and a phrase of what it expected."""

    rule: str
    changes: dict
    at: str
    line: str
    says: str
    expected: str
    around: dict = field(default_factory=dict)


def change(when: str, status: str = "ongoing", **more) -> dict:
    """A status change."""
    return {"date": when, "status": status, "what": f"Made change of {when}", "sources": ["S1"], **more}


def event(when: str, **more) -> dict:
    """An event."""
    return {"date": when, "what": f"Made event of {when}", "source": "S1", **more}


S1, S2 = CASE["sources"]
LEAD = {**S1, "url": None, "lead": "https://repost.example/1", "repost_of": "Made Press"}
LEAD = {key: value for key, value in LEAD.items() if value is not None}


def without(record: dict, *keys: str, **more) -> dict:
    """The record without some keys, with others."""
    return {key: value for key, value in {**record, **more}.items() if key not in keys}


REPOSTS = [LEAD, without({**S2, "lead": "https://repost.example/2", "repost_of": "unknown"}, "url")]
PUBLIC = {"published": True}
REGION = {"name": "Eastern Canada", "lat": "45.4", "lon": "-75.70", "precision": "region"}
LAND = {"name": "Canada", "precision": "country"}
OTTAWA_UNSAID = {"facts__0__text": "A made person was detained.", "events__1__what": "Made Person detained"}


BROKEN = [
    # sources_and_citations_match
    Broken("sources_and_citations_match", {"summary_sources__1": "S8"}, "summary_sources[1]", "- S8", '"S8"', "a source of this file (S1, S2)"),
    Broken("sources_and_citations_match", {"statuses__1__sources": ["S8"]}, "statuses[1].sources[0]", "- S8", '"S8"', "a source of this file"),
    Broken("sources_and_citations_match", {"status_as_of__sources": ["S2", "S8"]}, "status_as_of.sources[1]", "- S8", '"S8"', "a source of this file"),
    Broken("sources_and_citations_match", {"facts__0__sources": ["S1", "S8"]}, "facts[0].sources[1]", "- S8", '"S8"', "a source of this file"),
    Broken("sources_and_citations_match", {"figures__0__source": "S8"}, "figures[0].source", "source: S8", '"S8"', "a source of this file"),
    Broken("sources_and_citations_match", {"events__2__source": "S8"}, "events[2].source", "source: S8", '"S8"', "a source of this file"),
    Broken("sources_and_citations_match", {"sources": [S1, S2, {**S2, "id": "S3"}]}, "sources[2].id", "- id: S3", '"S3"', "a source that some statement cites"),
    # entries_stand_once
    Broken("entries_stand_once", {"themes": ["detention", "expression", "detention"]}, "themes[2]", "2 - detention", '"detention"', "each entry once"),
    Broken("entries_stand_once", {"people": ["A Person", "A Person"]}, "people[1]", "2 - A Person", '"A Person"', "each entry once"),
    Broken(
        "entries_stand_once",
        {"countries": [{"iso3": "CAN", "roles": ["where"]}, {"iso3": "CAN", "roles": ["responsible"]}]},
        "countries[1]",
        "2 - iso3: CAN",
        '"CAN"',
        "each entry once",
    ),
    Broken("entries_stand_once", {"countries__0__roles": ["where", "where"]}, "countries[0].roles[1]", "2 - where", '"where"', "each entry once"),
    Broken("entries_stand_once", {"sources": [S1, S2, S2]}, "sources[2]", "2 - id: S2", '"S2"', "each entry once"),
    Broken("entries_stand_once", {"summary_sources": ["S1", "S2", "S1"]}, "summary_sources[2]", "2 - S1", '"S1"', "each entry once"),
    Broken("entries_stand_once", {"facts__0__sources": ["S1", "S1"]}, "facts[0].sources[1]", "4 - S1", '"S1"', "each entry once"),
    Broken("entries_stand_once", {"statuses__1__sources": ["S2", "S2"]}, "statuses[1].sources[1]", "3 - S2", '"S2"', "each entry once"),
    Broken("entries_stand_once", {"status_as_of__sources": ["S2", "S2"]}, "status_as_of.sources[1]", "4 - S2", '"S2"', "each entry once"),
    # dates_exist_by
    Broken(
        "dates_exist_by", {"start": "2027", "events": [event("2027")]}, "start", "start: '2027'", '"2027"', "a date not after the dataset's day, 2026-11-22"
    ),
    Broken("dates_exist_by", {"end": "2026-12"}, "end", "end: 2026-12", '"2026-12"', "not after the dataset's day"),
    Broken("dates_exist_by", {"statuses__1__date": "2026-11-23"}, "statuses[1].date", "- date: '2026-11-23'", '"2026-11-23"', "not after the dataset's day"),
    Broken("dates_exist_by", {"status_as_of__date": "2026-11-23"}, "status_as_of.date", "date: '2026-11-23'", '"2026-11-23"', "not after the dataset's day"),
    Broken("dates_exist_by", {"figures__0__as_of": "2027"}, "figures[0].as_of", "as_of: '2027'", '"2027"', "not after the dataset's day"),
    Broken("dates_exist_by", {"events__3__date": "2027-01"}, "events[3].date", "- date: 2027-01", '"2027-01"', "not after the dataset's day"),
    Broken("dates_exist_by", {"sources__0__published": "2028"}, "sources[0].published", "published: '2028'", '"2028"', "not after the dataset's day"),
    Broken(
        "dates_exist_by",
        {},
        "status_as_of.date",
        "date: '2016-03-01'",
        '"2016-03-01"',
        "a date not after the dataset's day, 2016-02-29",
        around={"as_of": date(2016, 2, 29)},
    ),
    # span_runs_forward
    Broken("span_runs_forward", {"end": "2015-01-09"}, "end", "end: '2015-01-09'", '"2015-01-09"', "a date not before the start, 2015-01-10"),
    Broken("span_runs_forward", {"end": "2014-12"}, "end", "end: 2014-12", '"2014-12"', "a date not before the start"),
    # events_lie_in_their_case
    Broken(
        "events_lie_in_their_case",
        {"events__0": event("2014")},
        "events[0].date",
        "- date: '2014'",
        '"2014"',
        "phase: background (it lies beyond the start, 2015-01-10)",
    ),
    Broken("events_lie_in_their_case", {"events__3": event("2016-03-01")}, "events[3].date", "- date: '2016-03-01'", '"2016-03-01"', "phase: aftermath"),
    Broken("events_lie_in_their_case", {"events__0__phase": "aftermath"}, "events[0].date", "- date: '2014'", '"2014"', "phase: background"),
    Broken("events_lie_in_their_case", {"events__3__phase": "background"}, "events[3].date", "- date: '2016-03-01'", '"2016-03-01"', "the end, 2016-02"),
    Broken(
        "events_lie_in_their_case",
        {"events__2": event("2015-06", phase="background")},
        "events[2].phase",
        "2 phase",
        '"background"',
        "no phase: 2015-06 lies within the case",
    ),
    Broken("events_lie_in_their_case", {"events__2": event("2015-06", phase="aftermath")}, "events[2].phase", "2 phase", '"aftermath"', "lies within the case"),
    Broken("events_lie_in_their_case", {"end": None}, "events[3].phase", "phase: aftermath", '"aftermath"', "no phase: 2016-03-01 lies within the case"),
    # statuses_tell_a_history
    Broken(
        "statuses_tell_a_history",
        {"statuses": [change("2015-01-09"), change("2016-02", "resolved")]},
        "statuses[0].date",
        "- date: '2015-01-09'",
        '"2015-01-09"',
        "a date not before the start, 2015-01-10",
    ),
    Broken(
        "statuses_tell_a_history",
        {"statuses": [change("2015-03"), change("2015-02", "resolved")]},
        "statuses[1].date",
        "- date: 2015-02",
        '"2015-02"',
        "a date not before the change above, 2015-03",
    ),
    Broken(
        "statuses_tell_a_history",
        {"statuses": [change("2015-03"), change("2015-04")]},
        "statuses[1].status",
        "2 status: ongoing",
        '"ongoing"',
        "another status than the change above, or an outcome",
    ),
    Broken(
        "statuses_tell_a_history",
        {"status_as_of__date": "2016-01"},
        "status_as_of.date",
        "date: 2016-01",
        '"2016-01"',
        "a date not before the last status change, 2016-02",
    ),
    # source_is_linked_or_a_repost
    Broken("source_is_linked_or_a_repost", {"sources__0": without(S1, "url")}, "sources[0]", "- id: S1", "a mapping with id, publisher", "either url, or lead"),
    Broken("source_is_linked_or_a_repost", {"sources__0": {**LEAD, "url": S1["url"]}}, "sources[0]", "- id: S1", "a mapping with", "either url, or lead"),
    Broken("source_is_linked_or_a_repost", {"sources__0": without(LEAD, "repost_of")}, "sources[0]", "- id: S1", "a mapping with", "repost_of beside lead"),
    Broken("source_is_linked_or_a_repost", {"sources__0": {**S1, "repost_of": "unknown"}}, "sources[0]", "- id: S1", "a mapping with", "repost_of beside lead"),
    Broken(
        "source_is_linked_or_a_repost",
        {"sources__0__url": "https://repost.example/1"},
        "sources[0].url",
        "url: https://repost.example/1",
        '"https://repost.example/1"',
        "the first publisher's address; this host only reposts",
    ),
    Broken(
        "source_is_linked_or_a_repost",
        {"sources__0__url": "http://www.news.REPOST.example.:8080/1"},
        "sources[0].url",
        "url: http://www.news.REPOST.example.:8080/1",
        '"http://www.news.REPOST.example.:8080/1"',
        "this host only reposts",
    ),
    # ids_are_known
    Broken("ids_are_known", {"themes__1": "weather"}, "themes[1]", "- weather", '"weather"', "data/themes.yml (conflict, detention, expression)"),
    Broken("ids_are_known", {"countries__0__iso3": "ZZZ"}, "countries[0].iso3", "- iso3: ZZZ", '"ZZZ"', "an ISO 3166-1 alpha-3 code of data/countries.csv"),
    # place_lies_in_its_countries
    Broken("place_lies_in_its_countries", {"place__precision": "country"}, "place.lat", "lat: '45.42'", '"45.42"', "no point for the precision country"),
    Broken("place_lies_in_its_countries", {"place__precision": "country"}, "place.lon", "lon: '-75.70'", '"-75.70"', "no point for the precision country"),
    Broken("place_lies_in_its_countries", {"place__lat": None}, "place.lat", "place:", "nothing", "degrees, or the precision country"),
    Broken("place_lies_in_its_countries", {"place__lon": None}, "place.lon", "place:", "nothing", "degrees, or the precision country"),
    Broken("place_lies_in_its_countries", {"place__lat": "45.420"}, "place.lat", "lat: '45.420'", '"45.420"', "at most two decimals"),
    Broken("place_lies_in_its_countries", {"place__lon": "-75.700"}, "place.lon", "lon: '-75.700'", '"-75.700"', "at most two decimals"),
    Broken("place_lies_in_its_countries", {"place__lat": "45.43"}, "place", "place:", "45.43, -75.7, about 999 km away", "a point in one of CAN"),
    Broken("place_lies_in_its_countries", {"place__public": {**REGION, "lat": "45.421"}}, "place.public.lat", "lat: '45.421'", '"45.421"', "at most two"),
    Broken("place_lies_in_its_countries", {"place__public": {**REGION, "lat": "9.5"}}, "place.public", "public:", "9.5, -75.7", "a point in one of CAN"),
    Broken("place_lies_in_its_countries", {"place__public": {**LAND, "lat": "45.42"}}, "place.public.lat", "2 lat: '45.42'", '"45.42"', "no point for"),
    Broken("place_lies_in_its_countries", {"place__public": without(REGION, "lon")}, "place.public.lon", "public:", "nothing", "degrees, or the precision"),
    # public_place_tells_less
    Broken("public_place_tells_less", {"place__public": {**REGION, "precision": "city"}}, "place.public.precision", "2 precision: city", '"city"', "coarser"),
    Broken("public_place_tells_less", {"place__public": {**REGION, "precision": "site"}}, "place.public.precision", "precision: site", '"site"', "coarser"),
    Broken(
        "public_place_tells_less",
        {"place": {"name": "Canada", "precision": "country", "public": {**LAND, "name": "Elsewhere"}}},
        "place.public.precision",
        "2 precision: country",
        '"country"',
        "there is none: leave public out",
    ),
    Broken("public_place_tells_less", {"place__public": {**REGION, "lat": "45.42"}, **OTTAWA_UNSAID}, "place.public", "public:", "the point", "another point"),
    Broken("public_place_tells_less", {"place__public": {**REGION, "name": "ottawa and around"}}, "place.public.name", "name: ottawa", "ottawa", "a name that"),
    Broken("public_place_tells_less", {"place__public": REGION}, "facts[0].text", "1 - text:", "detained in Ottawa", "words that do not name the place"),
    Broken("public_place_tells_less", {"place__public": LAND}, "events[1].what", "what: Made Person detained", "in Ottawa", "words that do not name"),
    # weak_cases_give_their_reason
    Broken("weak_cases_give_their_reason", {"sources": REPOSTS}, "weak_reason", "id: made-case", "nothing", "why no first publisher was found"),
    Broken("weak_cases_give_their_reason", {"weak_reason": "No reason"}, "weak_reason", "weak_reason:", "No reason", "no weak_reason: a source has"),
    Broken("weak_cases_give_their_reason", {"sources__0": LEAD, "weak_reason": "No"}, "weak_reason", "weak_reason:", "No", "no weak_reason: a source has"),
    # nothing_for_curators_is_published
    Broken("nothing_for_curators_is_published", {"notes": None, "review": "draft"}, "review", "review:", "draft", "reviewed; nothing", PUBLIC),
    Broken("nothing_for_curators_is_published", {"notes": None, "review": "withheld"}, "review", "review:", "withheld", "reviewed; nothing", PUBLIC),
    Broken("nothing_for_curators_is_published", {}, "notes", "notes:", "what is for curators alone", "nothing", PUBLIC),
    Broken("nothing_for_curators_is_published", {"notes": None, "place__public": LAND}, "place.public", "public:", "curators", "nothing", PUBLIC),
    Broken("nothing_for_curators_is_published", {"notes": None, "sources__0": LEAD}, "sources[0].lead", "lead:", "curators", "nothing", PUBLIC),
    Broken(
        "nothing_for_curators_is_published",
        {"notes": None, "sources__0": LEAD},
        "sources[0].publisher",
        "publisher: Made Group",
        "Group",
        "of a repost",
        PUBLIC,
    ),
    # no_private_contacts
    Broken("no_private_contacts", {"facts__0__text": "Write to made.person@made.example.org"}, "facts[0].text", "1 - text", "Write to", "no e-mail address"),
    Broken("no_private_contacts", {"summary": "Call +1 (613) 555-0123 for more."}, "summary", "summary: Call", "Call +1", "or telephone number"),
    Broken("no_private_contacts", {"people__0": "Made Person +44.20.7946.0958"}, "people[0]", "- Made Person +44", "Made Person +44", "telephone number"),
    Broken("no_private_contacts", {"sources__1__title": "Ask a@b.example"}, "sources[1].title", "title: Ask", "Ask", "no e-mail address"),
    Broken("no_private_contacts", {"events__1__what": "Seen (m@x.example)"}, "events[1].what", "what: Seen", "Seen", "no e-mail address"),
    # texts_name_publishers
    Broken("texts_name_publishers", {"facts__0__text": "Made, as S1 says."}, "facts[0].text", "1 - text", "S1", "the name of the publisher"),
    Broken("texts_name_publishers", {"summary": "Made (S2)."}, "summary", "summary: Made", "S2", "the name of the publisher"),
    Broken(
        "texts_name_publishers",
        {"corrections": [{"date": "2016-04-01", "what": "The day", "why": "S1 has it", "sources": ["S1"]}]},
        "corrections[0].why",
        "why: S1",
        "S1",
        "the name of the publisher",
    ),
]

PASSES = [
    ("sources_and_citations_match", {"sources": [S1, S2, {**S2, "id": "S3"}], "figures__0__source": "S3"}),
    ("sources_and_citations_match", {"sources": [S1, S2, {**S2, "id": "S3"}], "status_as_of__sources": ["S2", "S3"]}),
    ("sources_and_citations_match", {"sources": [S2, S1]}),
    ("entries_stand_once", {"people": ["A Person", "a Person"]}),
    ("entries_stand_once", {"countries": [{"iso3": "CAN", "roles": ["where", "responsible"]}, {"iso3": "MEX", "roles": ["where", "responsible"]}]}),
    ("entries_stand_once", {"facts": [CASE["facts"][0], CASE["facts"][0]]}),
    ("dates_exist_by", {"status_as_of__date": "2026-11-22"}),
    ("dates_exist_by", {"status_as_of__date": "2026-11"}),
    ("dates_exist_by", {"status_as_of__date": "2026"}),
    ("dates_exist_by", {"title": "2030", "facts__0__text": "2031", "figures__0__value": "2032", "place__name": "2033", "notes": "2034"}),
    ("span_runs_forward", {"end": "2015-01-10", "events": [event("2015-01-10")]}),
    ("span_runs_forward", {"end": "2015-01", "events": [event("2015-01")]}),
    ("span_runs_forward", {"end": "2015", "events": [event("2015")]}),
    ("span_runs_forward", {"end": None, "events__3": event("2016-03-01")}),
    ("events_lie_in_their_case", {"events__0": event("2015-01")}),
    ("events_lie_in_their_case", {"events__0": event("2015")}),
    ("events_lie_in_their_case", {"events__3": event("2016-02-29")}),
    ("events_lie_in_their_case", {"events__3": event("2016")}),
    ("events_lie_in_their_case", {"events__0": event("2015-01-09", phase="background"), "events__3": event("2016-03", phase="aftermath")}),
    ("statuses_tell_a_history", {"statuses": [change("2015"), change("2016-02", "resolved")]}),
    ("statuses_tell_a_history", {"statuses": [change("2015-03-10"), change("2015-03", "resolved")]}),
    ("statuses_tell_a_history", {"statuses": [change("2015-03"), change("2015-04", outcome="convicted")]}),
    ("statuses_tell_a_history", {"statuses": [change("2015-03"), change("2015-04", "unclear"), change("2015-05")]}),
    ("statuses_tell_a_history", {"status_as_of__date": "2016"}),
    ("statuses_tell_a_history", {"status_as_of__date": "2016-02-01"}),
    ("source_is_linked_or_a_repost", {"sources__0": LEAD}),
    ("source_is_linked_or_a_repost", {"sources__0": {**LEAD, "repost_of": "unknown", "lead": "https://other.example.org/1"}}),
    ("source_is_linked_or_a_repost", {"sources__0__url": "https://notrepost.example/1"}),
    ("source_is_linked_or_a_repost", {"sources__0__url": "https://repost.example.org/1"}),
    ("source_is_linked_or_a_repost", {"sources__0__url": "https://made.example.org/repost.example"}),
    ("ids_are_known", {"themes": ["conflict"], "countries": [{"iso3": "MEX", "roles": ["where"]}]}),
    ("place_lies_in_its_countries", {"place": {"name": "Canada", "precision": "country"}}),
    ("place_lies_in_its_countries", {"place__lon": "-75.7"}),
    ("place_lies_in_its_countries", {"place__public": LAND, **OTTAWA_UNSAID}),
    ("public_place_tells_less", {"place__public": REGION, **OTTAWA_UNSAID}),
    ("public_place_tells_less", {"place__public": REGION, **OTTAWA_UNSAID, "facts__0__text": "In Ottawan style", "notes": "In Ottawa"}),
    ("public_place_tells_less", {"place__name": "A farm, Canada", "place__public": LAND}),
    ("weak_cases_give_their_reason", {"sources": REPOSTS, "weak_reason": "Nobody else wrote of it"}),
    ("weak_cases_give_their_reason", {"sources__0": LEAD}),
    ("nothing_for_curators_is_published", {"sources__0": LEAD, "place__public": LAND, "review": "draft", **OTTAWA_UNSAID}),
    ("no_private_contacts", {"facts__0__text": "A made @name and a + b; +5 per cent, +1,000,000, 2015-2016, 613 555 0123 456"}),
    ("no_private_contacts", {"sources__0__url": "https://made.example.org/@made.person/+1-613-555-0123", "notes": "Ask made@made.example.org"}),
    ("no_private_contacts", {"sources__0": {**LEAD, "lead": "https://repost.example/a@b.example"}}),
    ("texts_name_publishers", {"facts__0__text": "Route S99, US1 and S1x", "sources__0__title": "On S1", "notes": "S1 is weak"}),
]

NAMES = [rule.__name__ for rule in rules.RULES]


def made(**changes) -> dict:
    """The made case with these changes; an entry that stands in it twice is two entries (YAML would write an alias)."""
    return json.loads(json.dumps(raw_case(**changes)))


def problems_of(raw: dict, **surroundings) -> list[Problem]:
    """The problems of a record."""
    return read_case(FILE, as_text(raw), around(**surroundings))[1]


def line_of(text: str, marked: str) -> int:
    """The line that begins with `marked`; "2 - S1" is the second such line. Fails if an unnumbered one is not alone."""
    number, _, start = marked.partition(" ") if marked[0].isdigit() else ("", "", marked)
    lines = [position for position, line in enumerate(text.splitlines(), start=1) if line.strip().startswith(start)]
    assert number or len(lines) == 1, f"{marked!r} stands on lines {lines}"
    return lines[int(number or 1) - 1]


def test_the_made_case_is_valid():
    case, problems = read_case(FILE, as_text(raw_case()), around())
    assert problems == []
    assert (case.id, case.status, case.theme, case.iso3s) == ("made-case", "resolved", "detention", ("CAN",))


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.rule}-{broken.at}")
def test_a_broken_rule_is_told_with_file_line_field_and_what_was_expected(broken):
    raw = made(**broken.changes)
    text = as_text(raw)
    case, problems = read_case(FILE, text, around(**broken.around))
    assert case is None
    told = [problem for problem in problems if problem.field == broken.at and broken.expected in problem.expected]
    assert len(told) == 1, problems
    assert told[0].file == FILE
    assert told[0].line == line_of(text, broken.line)
    assert broken.says in told[0].says


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.rule}-{broken.at}")
def test_the_problem_comes_from_the_rule_that_the_table_names(broken):
    rule = getattr(rules, broken.rule)
    found = list(rule(made(**broken.changes), around(**broken.around)))
    assert [expected for _, _, expected in found if broken.expected in expected]


@pytest.mark.parametrize(("rule", "changes"), PASSES, ids=[f"{rule}-{number}" for number, (rule, _) in enumerate(PASSES)])
def test_what_just_keeps_a_rule_passes_all_of_them(rule, changes):
    assert problems_of(made(**changes)) == []
    assert rule in NAMES


def test_a_record_of_the_public_file_keeps_its_rules():
    repost = without({**LEAD, "publisher": "Made Press"}, "lead")
    record = made(notes=None, sources__0=repost)
    assert problems_of(record, published=True) == []
    assert [problem.field for problem in problems_of(record)] == ["sources[0]"]  # a curator's file names the lead
    nothing = made(notes=None, sources__0=without(repost, "repost_of"))
    assert [problem.expected for problem in problems_of(nothing, published=True)] == ["either url, or repost_of"]


def test_every_rule_has_a_record_that_breaks_it_and_one_that_just_passes():
    public = {name for name, value in vars(rules).items() if name[0] != "_" and getattr(value, "__annotations__", {}).get("around")}
    assert public - {"faults"} == set(NAMES)  # no rule is written and left out of RULES
    assert {broken.rule for broken in BROKEN} == set(NAMES)
    assert {rule for rule, _ in PASSES} == set(NAMES)


def test_the_name_of_the_file_is_the_id():
    text = as_text(made())
    case, problems = read_case("cases/other-name.yml", text, around())
    assert case is None
    assert problems == [Problem("cases/other-name.yml", 1, "id", '"made-case"', "the file's name, other-name")]
    assert read_case("cases/deeper/made-case.yml", text, around())[1] == []


def test_all_problems_of_a_file_come_in_one_run():
    raw = made(
        start="2015-02-30",  # schema
        kind="made-up",  # schema
        themes=["weather", "weather"],  # ids_are_known twice, entries_stand_once
        events__0__source="S8",  # sources_and_citations_match
        figures__0__unit=None,  # schema
        sources__1__url="https://repost.example/1",  # source_is_linked_or_a_repost
        place__lat="45.43",  # place_lies_in_its_countries
        status_as_of__date="2027",  # dates_exist_by
        summary="Write to a@b.example.",  # no_private_contacts
    )
    text = as_text(raw) + "title: Again\n"
    fields = sorted(problem.field for problem in read_case(FILE, text, around())[1])
    assert fields == sorted(
        ["start", "kind", "themes[0]", "themes[1]", "themes[1]", "events[0].source", "figures[0].unit", "sources[1].url", "place", "status_as_of.date"]
        + ["summary", "title"]
    )


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.rule}-{broken.at}")
def test_a_fault_in_another_field_hides_nothing(broken):
    alone = problems_of(made(**broken.changes), **broken.around)
    raw = made(**broken.changes)
    raw["kind"] = ["of", "another", "kind"]
    raw["notes"] = {"a": "mapping"}
    raw["facts"].append("no mapping")
    beside = problems_of(raw, **broken.around)
    assert {(problem.field, problem.says, problem.expected) for problem in alone} < {(problem.field, problem.says, problem.expected) for problem in beside}


def paths(value: object, way: tuple = ()) -> list[tuple]:
    """The paths of all parts of a record."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return ([way] if way else []) + [path for key, child in inner for path in paths(child, (*way, key))]


def changed(path: tuple, value: object) -> dict:
    """The made case with `value` at `path`."""
    raw = copy.deepcopy(CASE)
    target = raw
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return raw


WRONG_SOMEWHERE = [None, "", "x", "https://[x.example/1", [], ["S1"], {}, "2015-99-99", "9" * 400, "nan"]
WRONG_EVERYWHERE = [[["S1"]], {"S1": "x"}]


@pytest.mark.parametrize("path", paths(CASE), ids=lambda path: ".".join(map(str, path)))
def test_no_value_of_a_wrong_kind_anywhere_stops_the_reading(path):
    for value in WRONG_SOMEWHERE:
        problems_of(changed(path, value))
    for value in WRONG_EVERYWHERE:
        assert problems_of(changed(path, value)), f"{value} at {path}"


@pytest.mark.parametrize("raw", [None, "text", ["a", "list"], []])
def test_the_rules_say_nothing_of_what_is_no_record(raw):
    assert list(rules.faults(raw, around())) == []


@pytest.mark.parametrize(
    ("address", "weak"),
    [
        ("https://repost.example/", True),
        ("https://REPOST.example", True),
        ("http://a.b.repost.example:80/x", True),
        ("https://repost.example./x", True),
        ("https://made@repost.example/x", True),
        ("https://repost.example.org/", False),
        ("https://arepost.example/", False),
        ("https://example/repost.example", False),
        ("https://[repost.example/", False),
        ("repost.example", False),
        (None, False),
        (["https://repost.example/"], False),
    ],
)
def test_a_host_is_weak_if_it_or_one_above_it_is_listed(address, weak):
    assert around().is_weak(address) is weak
