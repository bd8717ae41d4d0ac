"""`python -m components.refresh SOURCE PATH [--data DIR] [--vintage TEXT --series KEY --accessed DAY]`.

PATH is the public file of SOURCE, on this machine. With --vintage the sidecars take the new release's words and its
newest year. `ged` takes UCDP's file of events and writes ged.parquet into --out (default: the data directory).
Exit status: 0 written, 1 refused, 2 wrong call.
"""

import argparse
import sys
from pathlib import Path

from components.load import data_directory
from components.refresh import ged, treaties, ucdp, unhcr, vdem
from components.refresh.files import Job, Refused, Vintage

SOURCES = {
    "unhcr": (unhcr.population, "UNHCR population by origin and asylum: displaced, refugees, asylum-seekers, hosted, flows"),
    "idmc": (unhcr.idmc, "IDMC's internally displaced people, as UNHCR republishes them"),
    "unrwa": (unhcr.unrwa, "UNRWA's Palestine refugees, as UNHCR republishes them"),
    "ucdp-deaths": (ucdp.deaths, "UCDP deaths by country and year, as Our World in Data sums GED"),
    "ucdp-months": (ucdp.months, "UCDP GED deaths of the world by month and kind"),
    "ucdp-conflicts": (ucdp.conflicts, "UCDP/PRIO list of armed conflicts"),
    "vdem-owid": (vdem.owid, "V-Dem indices, as Our World in Data publishes them"),
    "vdem": (vdem.own, "V-Dem indices with V-Dem's own codes, and population"),
    "treaties": (treaties.core, "core human rights treaties"),
    "c169": (treaties.c169, "ILO Convention 169"),
    "refugee-convention": (treaties.refugee_convention, "1951 Refugee Convention and 1967 Protocol"),
}


def main(arguments: list[str]) -> int:
    """Refresh what `arguments` name and print what was written; give the exit status."""
    listed = "\n".join(f"  {name:20}{what}" for name, (_, what) in SOURCES.items())
    parser = argparse.ArgumentParser(
        prog="python -m components.refresh", description="Write the project's numbers from the public file of a source.",
        epilog=f"sources:\n{listed}\n  {'ged':20}UCDP's events (CSV or zip) to ged.parquet", formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("source", choices=[*SOURCES, "ged"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--data", type=Path, default=None, help="the data directory (default: the project's own)")
    parser.add_argument("--out", type=Path, default=None, help="for ged: where ged.parquet goes")
    parser.add_argument("--vintage", help="name of the release, for the sidecars")
    parser.add_argument("--series", help="key of the release: lower-case words joined by hyphens")
    parser.add_argument("--accessed", help="day the file was fetched, YYYY-MM-DD")
    options = parser.parse_args(arguments)
    data = options.data or data_directory()
    try:
        if options.source == "ged":
            said = ged.convert(options.path, options.out or data)
        else:
            said = SOURCES[options.source][0](Job(options.path, data, Vintage(options.vintage, options.series, options.accessed)))
    except Refused as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    print("\n".join(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
