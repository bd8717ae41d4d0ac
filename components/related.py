"""Which cases belong together, and why: shared people, place, law, court, or country and main theme."""

import re
from collections import Counter
from dataclasses import dataclass

from components.model import Case, Dataset

#: Names of courts and bodies, and of laws and treaties, as they stand in facts and events: a run of capitalized words,
#: joined by small ones, with one of these words in it.
_NAME = re.compile(r"[A-Z][\w’'-]*(?:[ -](?:of|on|the|for|and|against|to|de|du|des|la)(?=[ -])|[ -][A-Z0-9][\w’'-]*)+")
_COURT = re.compile(r"\b(Court|Tribunal|Committee|Commission|Working Group)\b")
_LAW = re.compile(r"\b(Act|Law|Agreement|Convention|Treaty|Covenant|Declaration|Bill)\b")

#: A name that so many cases share (the Supreme Court, say) tells nothing of belonging together.
MOST_CASES = 12

#: Bodies that carry the same name in many countries, or belong to no State.
ANYBODYS = {"Court of Appeal", "Court of Cassation", "Committee to Protect Journalists", "UN Commission of Inquiry"}

#: How much each reason weighs; the more, the nearer the top.
WEIGHTS = {"people": 6, "place": 4, "law": 3, "court": 2, "country_theme": 3}


@dataclass(frozen=True)
class Related:
    """A related case and the reasons: kind (a key of WEIGHTS) and the names that both share."""

    case: Case
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


def words_of(case: Case) -> str:
    """What a case tells, as one text."""
    return " ".join([case.title, case.summary, *(fact.text for fact in case.facts), *(event.what for event in case.events)])


def names_in(words: str) -> dict[str, set[str]]:
    """The courts and laws that a text names, by kind, with at least three words (a bare "Supreme Court" is anybody's)."""
    found: dict[str, set[str]] = {"court": set(), "law": set()}
    for match in _NAME.finditer(words):
        name = re.sub(r"^((The|In|On|A|An|But|At|By|As|[a-z]+|\d+)\s+)+", "", match[0])
        if len(name.split()) < 3 or name in ANYBODYS:
            continue
        if _COURT.search(name):
            found["court"].add(name)
        elif _LAW.search(name):
            found["law"].add(name)
    return found


class Relations:
    """What the cases of a dataset share. Built once for a dataset; read only."""

    def __init__(self, dataset: Dataset):
        self.dataset = dataset
        self._words = {case.id: words_of(case) for case in dataset.cases}
        self._names = {id: names_in(words) for id, words in self._words.items()}
        self._count = {kind: Counter(name for of in self._names.values() for name in of[kind]) for kind in ("court", "law")}

    def _reasons(self, case: Case, other: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
        reasons: list[tuple[str, tuple[str, ...]]] = []
        people = [person for person in case.people if person in self._words[other.id]]
        people += [person for person in other.people if person not in people and person in self._words[case.id]]
        if people:
            reasons.append(("people", tuple(people[:3])))
        if case.place.precision in ("site", "city") and other.place == case.place:
            reasons.append(("place", (case.place.name,)))
        for kind in ("law", "court"):
            both = self._names[case.id][kind] & self._names[other.id][kind]
            shared = sorted(name for name in both if self._count[kind][name] <= MOST_CASES)
            if shared:
                reasons.append((kind, tuple(shared[:2])))
        if (case.iso3s[0] in other.iso3s or other.iso3s[0] in case.iso3s) and case.theme == other.theme:
            reasons.append(("country_theme", ()))
        return tuple(reasons)

    def of(self, case: Case, most: int = 5) -> tuple[Related, ...]:
        """The `most` cases that share the most with `case`, with the reasons, nearest first."""
        found = [Related(other, reasons) for other in self.dataset.cases if other.id != case.id and (reasons := self._reasons(case, other))]
        found.sort(key=lambda each: (-sum(WEIGHTS[kind] for kind, _ in each.reasons), each.case.id))
        return tuple(found[:most])
