"""What must hold between the fields of a case, and between a case and the rest of the dataset.

Each rule is a function from what the file says (dicts, lists, strings, not yet judged) to faults (path, says,
expected). Rules read the raw values so that a fault in one field never hides a fault in another; what a rule cannot
read, the schema has reported already.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args
from urllib.parse import urlsplit

from components.model import PartialDate, Precision
from components.problem import quoted

Fault = tuple[tuple, str, str]


@dataclass(frozen=True)
class Surroundings:
    """What a case is judged against: known ids, hosts that are no sources, the dataset's day, and the map.

    `outside(lat, lon, iso3s, precision)` is the distance in kilometres by which a point misses its countries, 0 if it
    lies in one of them within the tolerance of its precision. `published`: the case is one of the public file, which holds
    nothing that is for curators alone."""

    themes: frozenset[str]
    iso3s: frozenset[str]
    weak_hosts: frozenset[str]
    as_of: date
    outside: Callable[[float, float, tuple[str, ...], str], float]
    published: bool = False

    def is_weak(self, address: object) -> bool:
        """True if the address lies on a host that only repeats others, or below one."""
        try:
            host = (urlsplit(address).hostname or "") if isinstance(address, str) else ""
        except ValueError:  # no address at all, which the schema reports
            return False
        parts = host.rstrip(".").split(".")
        return any(".".join(parts[start:]) in self.weak_hosts for start in range(len(parts)))


def _get(value: object, *path: object) -> object:
    """What stands at `path`, or None if there is nothing of that kind."""
    for key in path:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
    return value


def _items(raw: dict, key: str) -> Iterator[tuple[int, object]]:
    """The positions and entries of a list field."""
    value = raw.get(key)
    return enumerate(value if isinstance(value, list) else [])


def _date(value: object) -> PartialDate | None:
    try:
        return PartialDate.parse(value)
    except ValueError:
        return None


def _walk(value: object, path: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """Every text in the record with its path."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _walk(child, (*path, key))
    elif isinstance(value, list):
        for position, child in enumerate(value):
            yield from _walk(child, (*path, position))
    elif isinstance(value, str):
        yield path, value


def citations(raw: dict) -> Iterator[tuple[tuple, str]]:
    """Every mention of a source id, with its path."""
    lists = [("summary_sources",), ("status_as_of", "sources")]
    for key in ("statuses", "facts", "corrections"):
        lists += [(key, position, "sources") for position, _ in _items(raw, key)]
    for path in lists:
        cited = _get(raw, *path)
        for position, source in enumerate(cited if isinstance(cited, list) else []):
            if isinstance(source, str):
                yield (*path, position), source
    for key in ("figures", "events"):
        for position, entry in _items(raw, key):
            if isinstance(_get(entry, "source"), str):
                yield (key, position, "source"), _get(entry, "source")


def sources_and_citations_match(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """Every cited id is a source of this file, and every source is cited."""
    ids = [_get(source, "id") for _, source in _items(raw, "sources")]
    cited = list(citations(raw))
    for path, source in cited:
        if source not in ids:
            yield path, quoted(source), f"a source of this file ({', '.join(map(str, ids)) or 'there is none'})"
    for position, source in enumerate(ids):
        if isinstance(source, str) and source not in {each for _, each in cited}:
            yield ("sources", position, "id"), quoted(source), "a source that some statement cites; remove it or cite it"


def entries_stand_once(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """No theme, country, role, person, source id or cited source stands twice in its list."""
    lists = [(("themes",), raw.get("themes")), (("people",), raw.get("people"))]
    lists += [((key,), [_get(entry, field) for _, entry in _items(raw, key)]) for key, field in (("countries", "iso3"), ("sources", "id"))]
    lists += [(("countries", position, "roles"), _get(entry, "roles")) for position, entry in _items(raw, "countries")]
    lists += [(path[:-1], _get(raw, *path[:-1])) for path, _ in citations(raw) if isinstance(path[-1], int)]
    for path, values in dict(lists).items():
        values = values if isinstance(values, list) else []
        for position, value in enumerate(values):
            if isinstance(value, str) and value in values[:position]:
                yield (*path, position), quoted(value), "each entry once"


def dates_exist_by(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """No date lies after the day of the dataset."""
    dated = {"start", "end", "date", "as_of", "published"}
    for path, text in _walk(raw):
        when = _date(text) if path[-1] in dated else None
        if when and when.first > around.as_of:
            yield path, quoted(text), f"a date not after the dataset's day, {around.as_of}"


def span_runs_forward(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """A case does not end before it starts."""
    start, end = _date(raw.get("start")), _date(raw.get("end"))
    if start and end and end.last < start.first:
        yield ("end",), quoted(end), f"a date not before the start, {start}"


def events_lie_in_their_case(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """An event before the start is background, one after the end aftermath, and says so; any other has no phase."""
    start, end = _date(raw.get("start")), _date(raw.get("end"))
    for position, event in _items(raw, "events"):
        when, phase = _date(_get(event, "date")), _get(event, "phase")
        if not when or not start:
            continue
        due = "background" if when.last < start.first else "aftermath" if end and when.first > end.last else None
        if due and phase != due:
            bound = f"the start, {start}" if due == "background" else f"the end, {end}"
            yield ("events", position, "date"), quoted(when), f"a date within the case, or phase: {due} (it lies beyond {bound})"
        if phase and not due:
            yield ("events", position, "phase"), quoted(phase), f"no phase: {when} lies within the case"


def statuses_tell_a_history(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """Status changes stand in order, none before the start; neighbours differ, or an outcome says what turned."""
    start, before, status = _date(raw.get("start")), None, None
    for position, change in _items(raw, "statuses"):
        when = _date(_get(change, "date"))
        if when and start and when.last < start.first:
            yield ("statuses", position, "date"), quoted(when), f"a date not before the start, {start}"
        if when and before and when.last < before.first:
            yield ("statuses", position, "date"), quoted(when), f"a date not before the change above, {before}"
        if _get(change, "status") == status and status and not _get(change, "outcome"):
            yield ("statuses", position, "status"), quoted(status), "another status than the change above, or an outcome"
        before, status = when or before, _get(change, "status")
    as_of = _date(_get(raw, "status_as_of", "date"))
    if as_of and before and as_of.last < before.first:
        yield ("status_as_of", "date"), quoted(as_of), f"a date not before the last status change, {before}"


def source_is_linked_or_a_repost(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """A source has an address, or is a repost; of a repost the curators' file alone says where it was read (the lead). No
    address lies on a reposting host."""
    for position, source in _items(raw, "sources"):
        url, lead, repost_of = (_get(source, key) for key in ("url", "lead", "repost_of"))
        if (url is None) == ((repost_of if around.published else lead) is None) and isinstance(source, dict):
            yield ("sources", position), quoted(source), "either url, or repost_of" if around.published else "either url, or lead with repost_of"
        elif (lead is None) != (repost_of is None) and not around.published:
            yield ("sources", position), quoted(source), "repost_of beside lead, and only there"
        if around.is_weak(url):
            yield ("sources", position, "url"), quoted(url), "the first publisher's address; this host only reposts (use lead and repost_of)"


def weak_cases_give_their_reason(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """A case that rests on reposts alone says why; any other has nothing to explain."""
    sources = [source for _, source in _items(raw, "sources") if isinstance(source, dict)]
    weak = bool(sources) and all(_get(source, "url") is None for source in sources)
    if weak != (raw.get("weak_reason") is not None):
        expected = "why no first publisher was found: the case rests on reposts alone" if weak else "no weak_reason: a source has an address of its own"
        yield ("weak_reason",), quoted(raw.get("weak_reason")), expected


def nothing_for_curators_is_published(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """The public file holds reviewed cases only, and of them no notes, no lead, no site that reposts and no finer place."""
    if not around.published:
        return
    if raw.get("review") != "reviewed":
        yield ("review",), quoted(raw.get("review")), "reviewed; nothing else is published"
    unseen = [("notes",), ("place", "public"), *(("sources", position, "lead") for position, _ in _items(raw, "sources"))]
    for path in unseen:
        if _get(raw, *path):
            yield path, "what is for curators alone", "nothing"
    for position, source in _items(raw, "sources"):
        publisher, repost_of = _get(source, "publisher"), _get(source, "repost_of")
        if repost_of is not None and publisher != repost_of:
            yield ("sources", position, "publisher"), quoted(publisher), "of a repost, the publisher whose text it repeats"


def ids_are_known(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """Themes and countries are those of data/themes.yml and data/countries.csv."""
    for position, theme in _items(raw, "themes"):
        if isinstance(theme, str) and theme not in around.themes:
            yield ("themes", position), quoted(theme), f"a theme of data/themes.yml ({', '.join(sorted(around.themes))})"
    for position, country in _items(raw, "countries"):
        iso3 = _get(country, "iso3")
        if isinstance(iso3, str) and iso3 not in around.iso3s:
            yield ("countries", position, "iso3"), quoted(iso3), "an ISO 3166-1 alpha-3 code of data/countries.csv"


def place_lies_in_its_countries(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """A case known only by country has no point; any other has one, in one of its countries and no finer than two
    decimals (about a kilometre). The same holds for the place that is told in its stead."""
    iso3s = tuple(str(_get(country, "iso3")) for _, country in _items(raw, "countries"))
    for path in (("place",), ("place", "public")):
        yield from _faults_of_place(_get(raw, *path), path, iso3s, around)


def _faults_of_place(place: object, path: tuple, iso3s: tuple[str, ...], around: Surroundings) -> Iterator[Fault]:
    known_by_country = _get(place, "precision") == "country"
    for key in ("lat", "lon"):
        given = _get(place, key)
        if (given is None) != known_by_country and isinstance(place, dict):
            yield (*path, key), quoted(given), "no point for the precision country" if known_by_country else "degrees, or the precision country"
    try:
        lat, lon = (float(_get(place, key)) for key in ("lat", "lon"))
    except (TypeError, ValueError):
        return
    for key in ("lat", "lon"):
        if re.search(r"\.\d{3,}", str(_get(place, key))):
            yield (*path, key), quoted(_get(place, key)), "at most two decimals; no place is told more finely"
    on_the_globe = abs(lat) <= 90 and abs(lon) <= 180  # the schema tells what is not
    distance = around.outside(lat, lon, iso3s, str(_get(place, "precision"))) if on_the_globe else 0
    if distance:
        yield path, f"{lat}, {lon}, about {distance:.0f} km away", f"a point in one of {', '.join(iso3s)}"


def public_place_tells_less(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """The place that is told instead is coarser, has another name and another point, and no text tells the finer name."""
    place, public = raw.get("place"), _get(raw, "place", "public")
    if not isinstance(public, dict):
        return
    order = get_args(Precision)
    fine, coarse = _get(place, "precision"), _get(public, "precision")
    if fine in order and coarse in order and order.index(coarse) <= order.index(fine):
        coarser = ", ".join(order[order.index(fine) + 1 :])
        yield ("place", "public", "precision"), quoted(coarse), f"a coarser precision than {fine} ({coarser or 'there is none: leave public out'})"
    points = [tuple(_get(each, key) for key in ("lat", "lon")) for each in (place, public)]
    if None not in points[1] and points[0] == points[1]:
        yield ("place", "public"), "the point of the finer place", "another point, such as the middle of the region"
    told = str(_get(public, "name")).casefold()
    finer = [part.strip() for part in str(_get(place, "name")).split(",") if part.strip() and part.strip().casefold() not in told]
    if not finer:
        yield ("place", "public", "name"), quoted(_get(public, "name")), "a name that does not tell the finer place"
    for path, text in _walk(raw):
        if path[0] in ("place", "notes") or path[-1] == "lead":
            continue
        if any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text, re.IGNORECASE) for part in finer):
            yield path, quoted(text), "words that do not name the place that is not told"


def no_private_contacts(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """No e-mail address or telephone number stands in a text that readers see."""
    for path, text in _walk(raw):
        if path[-1] in ("url", "lead", "value") or path[0] == "notes":
            continue
        if re.search(r"\S@\S+\.\w|(?<![\w-])\+\d[\d ().-]{7,}\d", text):
            yield path, quoted(text), "no e-mail address or telephone number"


def texts_name_publishers(raw: dict, around: Surroundings) -> Iterator[Fault]:
    """No text names a source by its id, which readers never see. (Marks such as [S1] are the schema's to refuse.)"""
    ids = [re.escape(id) for _, source in _items(raw, "sources") if isinstance(id := _get(source, "id"), str) and id]
    for path, text in _walk(raw) if ids else ():
        if path[0] == "sources" or path[-1] not in ("title", "summary", "what", "text", "why", "weak_reason"):
            continue
        if found := re.search(rf"(?<![\w[])({'|'.join(ids)})(?![\w\]])", text):
            yield path, quoted(found[0]), "the name of the publisher; readers do not see the ids of sources"


RULES = (
    sources_and_citations_match,
    entries_stand_once,
    dates_exist_by,
    span_runs_forward,
    events_lie_in_their_case,
    statuses_tell_a_history,
    source_is_linked_or_a_repost,
    weak_cases_give_their_reason,
    nothing_for_curators_is_published,
    ids_are_known,
    place_lies_in_its_countries,
    public_place_tells_less,
    no_private_contacts,
    texts_name_publishers,
)


def faults(raw: object, around: Surroundings) -> Iterator[Fault]:
    """All faults of one record, rule by rule."""
    if isinstance(raw, dict):
        for rule in RULES:
            yield from rule(raw, around)
