"""UCDP: deaths by country and year (as Our World in Data sums GED), world deaths by kind, and the list of conflicts."""

import pandas as pd

from components.indicators import WORLD
from components.refresh.files import Codes, Job, Refused, as_csv, read_public, say_unmatched, unmatched, write, write_indicators, write_sidecar, years_of
from components.tables import CONFLICT_COLUMNS

KINDS = {1: "state_based", 2: "non_state", 3: "one_sided"}
SIDES = {"side_a": "iso3_a", "with_a": "iso3_a_2nd", "side_b": "iso3_b", "with_b": "iso3_b_2nd"}


def deaths(job: Job) -> list[str]:
    """Deaths in organized violence by country and year, with low and high."""
    said: list[str] = []
    measured = ["best", "low", "high"]
    frame = years_of(job.path, read_public(job.path, ["iso3", "entity", "kind", "year", *measured], ["year", *measured]))
    frame = frame.assign(code=frame.iso3.where(frame.iso3 != "", frame.entity), name=frame.entity)
    write_indicators(job, "ucdp-deaths", frame, "ucdp-deaths", said)
    return said


def months(job: Job) -> list[str]:
    """World deaths by kind of violence and year, summed over months; Refused if a year lacks a month."""
    said: list[str] = []
    columns = ["year", "month", "type_of_violence", "best"]
    frame = years_of(job.path, read_public(job.path, columns, columns))
    if not frame.type_of_violence.isin(KINDS).all():
        raise Refused(f"{job.path.name}: type_of_violence has other values than 1, 2, 3")
    counted = frame.groupby(["year", "type_of_violence"]).month.agg(["nunique", "size"])
    if ((counted["nunique"] != 12) | (counted["size"] != 12)).any():
        raise Refused(f"{job.path.name}: each year and type needs twelve months, once each")
    wide = frame.assign(kind=frame.type_of_violence.astype(int).map(KINDS)).pivot_table(index="year", columns="kind", values="best", aggfunc="sum")
    write_indicators(job, "ucdp-months", wide.reset_index().assign(code=WORLD, name="World"), "ucdp-months", said)
    return said


def conflicts(job: Job) -> list[str]:
    """The UCDP/PRIO list of armed conflicts by year."""
    said: list[str] = []
    columns = ["conflict_id", "conflict_name", "year", "type_of_conflict", "incompatibility", "intensity_level", *SIDES.values(), "start_date"]
    frame = years_of(job.path, read_public(job.path, columns, ["conflict_id", "year", "intensity_level"]))
    codes = Codes(job.data, "ucdp-states")
    parties = [
        {"code": code, "name": code, "year": year, "value": 1}
        for column in SIDES.values()
        for cell, year in zip(frame[column], frame.year, strict=True)
        for code in cell.split(";")
        if code
    ]
    named = pd.DataFrame(parties).groupby(["code", "year"]).agg(name=("name", "first"), value=("value", "sum")).reset_index()
    found = unmatched(named, codes)
    strange = [each["code"] for each in found if each["kept"] != "true"]
    if strange:
        raise Refused(f"{job.path.name} names the States {', '.join(strange)}, which codes.csv does not explain")

    def states(cell: str) -> str:
        return ";".join(codes.match(code).code for code in cell.split(";") if code)

    made = pd.DataFrame({
        "conflict": frame.conflict_id.astype(int), "name": frame.conflict_name, "year": frame.year, "type": frame.type_of_conflict,
        "over": frame.incompatibility, "intensity": frame.intensity_level.astype(int),
        **{ours: frame[theirs].map(states) for ours, theirs in SIDES.items()}, "start": frame.start_date,
    }).sort_values(["conflict", "year"], kind="stable")[CONFLICT_COLUMNS]  # fmt: skip
    write(job.data / "conflicts.csv", as_csv(CONFLICT_COLUMNS, made.astype(str).itertuples(index=False)), said, len(made))
    write_sidecar(job.data / "conflicts.yml", found, int(made.year.max()), job.vintage)
    say_unmatched(found, said)
    return said
