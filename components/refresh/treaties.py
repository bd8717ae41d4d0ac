"""Treaties: the core human rights treaties, ILO Convention 169, and the 1951 Refugee Convention with its Protocol.

Each source writes the rows of its own treaties into `treaties.csv` and leaves the others as they are.
"""

import csv
from io import StringIO

from components.refresh.files import Codes, Job, Refused, as_csv, read_public, write
from components.tables import TREATY_COLUMNS

CONVENTION, PROTOCOL = "refugee-convention-1951", "refugee-protocol-1967"
STATUSES = {"party": "party", "signatory": "signatory", "none": "none"}
REFUGEE_STATUSES = {  # what the list says: status towards the Convention, towards the Protocol
    "party": ("party", "party"),
    "not party": ("none", "none"),
    "party to the 1951 Convention only": ("party", "none"),
    "party to the 1967 Protocol only": ("none", "party"),
}


def _replace(job: Job, rows: list[list[str]], said: list[str]) -> list[str]:
    """Write `rows` in the place of those of the same treaties."""
    iso3s = Codes(job.data, "treaties").iso3s
    unknown = sorted({row[0] for row in rows} - iso3s)
    if unknown:
        raise Refused(f"{job.path.name} has {', '.join(unknown)}, which countries.csv has not")
    target, mine = job.data / "treaties.csv", {row[1] for row in rows}
    kept = []
    if target.is_file():
        kept = [row for row in list(csv.reader(StringIO(target.read_text(encoding="utf-8"))))[1:] if row[1] not in mine]
    every = sorted([*kept, *rows], key=lambda row: (row[1], row[0]))
    write(target, as_csv(TREATY_COLUMNS, every), said, len(every))
    said.append(f"  of them {len(rows)} rows of {len(mine)} treaties from {job.path.name}")
    return said


def core(job: Job) -> list[str]:
    """The core treaties; a row marked doubtful becomes unknown, and so does a State that a treaty's list forgets."""
    frame = read_public(job.path, ["iso3", "treaty", "status", "year_bound", "doubtful"])
    strange = sorted(set(frame.status) - set(STATUSES))
    if strange:
        raise Refused(f"{job.path.name}: status {', '.join(strange)}; expected {', '.join(STATUSES)}")
    said, rows, members = [], [], sorted(set(frame.iso3))
    for each in frame.itertuples():
        doubtful = each.doubtful.lower() == "true"
        status, date = ("unknown", "") if doubtful else (STATUSES[each.status], each.year_bound.removesuffix(".0"))
        rows.append([each.iso3, each.treaty.lower(), status, date if status == "party" else "", "true" if doubtful else "false"])
        if doubtful:
            said.append(f"  doubtful, kept as unknown: {each.iso3} {each.treaty}")
    for treaty, group in frame.groupby("treaty", sort=True):
        for iso3 in sorted(set(members) - set(group.iso3)):
            rows.append([iso3, treaty.lower(), "unknown", "", "false"])
            said.append(f"  missing in the source, kept as unknown: {iso3} {treaty}")
    return _replace(job, rows, said)


def c169(job: Job) -> list[str]:
    """ILO Convention 169: its ratifications, with the day."""
    frame = read_public(job.path, ["iso3", "date_ratified"])
    return _replace(job, [[each.iso3, "ilo-c169", "party", each.date_ratified, "false"] for each in frame.itertuples()], [])


def refugee_convention(job: Job) -> list[str]:
    """The 1951 Convention and the 1967 Protocol. A party with a year for one of the two alone is unknown towards the other."""
    frame = read_public(job.path, ["iso3", "status", "year_1951_convention", "year_1967_protocol"])
    strange = sorted(set(frame.status) - set(REFUGEE_STATUSES))
    if strange:
        raise Refused(f"{job.path.name}: status {', '.join(strange)}; expected {', '.join(REFUGEE_STATUSES)}")
    said, rows = [], []
    for each in frame.itertuples():
        years = [each.year_1951_convention.removesuffix(".0"), each.year_1967_protocol.removesuffix(".0")]
        for treaty, status, year in zip((CONVENTION, PROTOCOL), REFUGEE_STATUSES[each.status], years, strict=True):
            if each.status == "party" and not year and any(years):
                status = "unknown"
                said.append(f"  party without a year for this one, kept as unknown: {each.iso3} {treaty}")
            rows.append([each.iso3, treaty, status, year if status == "party" else "", "false"])
    return _replace(job, rows, said)
