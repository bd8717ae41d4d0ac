"""UNHCR: population by origin and asylum (indicators and flows), and what it republishes of IDMC and UNRWA.

Public form: UNHCR's Refugee Data Finder and its R package `refugees`: tables population, idmc, unrwa.
"""

import pandas as pd

from components.refresh.files import Codes, Job, read_public, say_unmatched, unmatched, write, write_indicators, write_sidecar, years_of

KINDS = ["refugees", "asylum_seekers", "oip"]


def population(job: Job) -> list[str]:
    """Indicators by origin and by asylum, and the flows between them."""
    said: list[str] = []
    numbers = ["year", *KINDS]
    pairs = years_of(job.path, read_public(job.path, ["year", "coo_name", "coo_iso", "coa_name", "coa_iso", *KINDS], numbers))
    pairs[KINDS] = pairs[KINDS].astype("Int64")
    for source, side in (("unhcr-origin", "coo"), ("unhcr-asylum", "coa")):
        by = pairs.groupby([f"{side}_iso", "year"], sort=True)
        frame = by[KINDS].sum(min_count=1).assign(name=by[f"{side}_name"].first()).reset_index().rename(columns={f"{side}_iso": "code"})
        write_indicators(job, source, frame, "unhcr", said)
    _flows(job, pairs, said)
    return said


def _flows(job: Job, pairs: pd.DataFrame, said: list[str]) -> None:
    codes = Codes(job.data, "unhcr")
    long = pairs.melt(id_vars=["coo_iso", "coo_name", "coa_iso", "coa_name", "year"], value_vars=KINDS, var_name="kind", value_name="value")
    long = long[long.value.fillna(0) > 0]
    sides = [long[[f"{side}_iso", f"{side}_name", "year", "value"]].set_axis(["code", "name", "year", "value"], axis=1) for side in ("coo", "coa")]
    both = pd.concat(sides).groupby(["code", "year"], sort=True).agg(name=("name", "first"), value=("value", "sum")).reset_index()
    found = unmatched(both, codes)
    known = {code: codes.match(code) for code in both.code.unique()}
    rename = {code: match.code if match.iso3 or match.kept else "" for code, match in known.items()}
    flows = pd.DataFrame({
        "origin": long.coo_iso.map(rename), "asylum": long.coa_iso.map(rename), "year": long.year, "kind": long.kind, "value": long.value,
    })  # fmt: skip
    flows = flows[(flows.origin != "") & (flows.asylum != "")].groupby(["origin", "asylum", "year", "kind"], sort=True).value.sum().reset_index()
    flows = flows.sort_values(["origin", "year", "asylum", "kind"], kind="stable").reset_index(drop=True)
    flows = flows.astype({"origin": "category", "asylum": "category", "kind": "category", "year": "int16", "value": "int32"})
    write(job.data / "flows" / "unhcr.parquet", flows.to_parquet(None, index=False, compression="zstd", engine="pyarrow"), said, len(flows))
    write_sidecar(job.data / "flows" / "unhcr.yml", found, int(flows.year.max()), job.vintage)
    say_unmatched(found, said)


def _single(job: Job, source: str, column: str) -> list[str]:
    said: list[str] = []
    frame = years_of(job.path, read_public(job.path, ["iso3", "name", "year", column], ["year", column]))
    write_indicators(job, source, frame.rename(columns={"iso3": "code"}), source, said)
    return said


def idmc(job: Job) -> list[str]:
    """People internally displaced by conflict."""
    return _single(job, "idmc", "idps_conflict")


def unrwa(job: Job) -> list[str]:
    """Palestine refugees registered with UNRWA."""
    return _single(job, "unrwa", "palestine_refugees")
