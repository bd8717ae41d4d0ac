"""Then and now: what has become of cases since a past day, by the kind of the newest turn."""

from dataclasses import dataclass
from datetime import date

from components.model import OUTCOMES, Case, StatusChange

#: Groups that are no outcome: nothing has turned, or a turn of no listed kind.
UNCHANGED, OTHER = "unchanged", "other"
GROUPS = (*OUTCOMES, OTHER, UNCHANGED)


@dataclass(frozen=True)
class Change:
    """A case with its status then, its status now and every turn between."""

    case: Case
    then: StatusChange
    since: tuple[StatusChange, ...]

    @property
    def now(self) -> StatusChange:
        """The newest turn, or the status of then if nothing has turned."""
        return self.since[-1] if self.since else self.then

    @property
    def group(self) -> str:
        """The kind of the newest turn that says its kind."""
        if not self.since:
            return UNCHANGED
        return next((each.outcome for each in reversed(self.since) if each.outcome), OTHER)


def changes(cases: tuple[Case, ...], then: date) -> tuple[dict[str, list[Change]], int]:
    """The cases that had begun by `then`, by group in the order of GROUPS, and how many had not begun."""
    grouped: dict[str, list[Change]] = {}
    later = 0
    for case in cases:
        status = case.status_on(then)
        if status is None:
            later += 1
            continue
        change = Change(case, status, tuple(each for each in case.statuses if each.date.first > then))
        grouped.setdefault(change.group, []).append(change)
    return {group: grouped[group] for group in GROUPS if group in grouped}, later
