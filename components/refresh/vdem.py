"""V-Dem: indices of version 16 as Our World in Data publishes them, and of version 14 as V-Dem publishes them.

Two versions are two estimates of the same past: each has its own source word, and no file holds both. Which columns
are read, the sidecars say; a sidecar may name V-Dem's own bounds (`v2x_clphy_codelow`, `_codehigh`) as low and high.
"""

from components.refresh.files import Job, read_public, sidecars, write_indicators, years_of


def _columns(job: Job, *sources: str) -> list[str]:
    made = [info.made_from for source in sources for _, info in sidecars(job.data, source)]
    return list(dict.fromkeys(name for each in made for name in (*each.columns, each.low, each.high) if name))


def owid(job: Job) -> list[str]:
    """Indices by country and year from a table with Our World in Data's entities."""
    said: list[str] = []
    measured = _columns(job, "vdem-owid")
    frame = years_of(job.path, read_public(job.path, ["iso3", "entity", "owid_code", "year", *measured], ["year", *measured]))
    code = frame.iso3.where(frame.iso3 != "", frame.owid_code.where(frame.owid_code != "", frame.entity))
    write_indicators(job, "vdem-owid", frame.assign(code=code, name=frame.entity), "vdem-owid", said)
    return said


def own(job: Job) -> list[str]:
    """Indices by country and year from a table with V-Dem's own codes, and the population that V-Dem carries."""
    said: list[str] = []
    measured = _columns(job, "vdem", "vdem-population")
    frame = years_of(job.path, read_public(job.path, ["country_text_id", "country_name", "year", *measured], ["year", *measured]))
    frame = frame.rename(columns={"country_text_id": "code", "country_name": "name"})
    for source in ("vdem", "vdem-population"):
        write_indicators(job, source, frame, source, said)
    return said
