"""The refresh command on small made files of each source: what it writes, what it leaves out and says, what it refuses."""

import re
import shutil

import pandas as pd
import pytest
import yaml

from components import tables
from components.refresh import __main__ as refresh
from components.refresh.files import TAIL, plain
from tests.conftest import DATA

PAIRS = """year,coo_name,coo_iso,coa_name,coa_iso,refugees,asylum_seekers,oip
2001,Canada,CAN,Mexico,MEX,10,5,NA
2001,Canada,CAN,Namibia,NAM,0,20,
2001,Unknown,UNK,Mexico,MEX,7,0,NA
2001,Nowhere,QQQ,Mexico,MEX,3,0,NA
2001,Canada,CAN,Canada,CAN,0,0,NA
2018,Canada,CAN,Mexico,MEX,1,2,3
1992,Canada,CAN,Mexico,MEX,4,0,NA
"""
DEATHS = """iso3,entity,kind,year,best,low,high
CAN,Canada,country,2001,5,4,6
MEX,Mexico,country,2001,9,9,8
,World,region,2001,15,13,14
,Abyei,country,2001,1,0,1
"""
MONTHS = "year,month,type_of_violence,best\n" + "".join(f"2001,{month},{kind},{month if kind == 1 else kind}\n" for kind in (1, 2, 3) for month in range(1, 13))
CONFLICTS = """conflict_id,conflict_name,year,type_of_conflict,incompatibility,intensity_level,iso3_a,iso3_a_2nd,iso3_b,iso3_b_2nd,start_date
2,"Mexico: Made, place",2001,intrastate,territory,1,MEX,gw316;USA,,,2001-02-03
1,,1948,interstate,territory,2,gw751,,IND,,1948-09-13
"""
OWID = """iso3,entity,owid_code,year,v2x_civlib,v2x_freexp_altinf
CAN,Canada,CAN,1945,0.5,0.5
CAN,Canada,CAN,2001,0.9,0.1234
NAM,Namibia,NAM,2001,0.25,
,World,OWID_WRL,2001,0.4,0.4
,Palestine/Gaza,,2001,0.3,0.3
"""
VDEM = """country_text_id,country_name,year,v2csreprss,v2x_clphy,v2x_gencl,e_wb_pop
CAN,Canada,2001,-1.5,0.9,0.8,31000000
CAN,Canada,2002,1.25,0.9004,0.8,
PSE,Palestine/West Bank,2001,-2,0.1,0.2,3000000
"""
TREATIES = """iso3,treaty,status,year_bound,doubtful
CAN,ICCPR,party,1976,False
MEX,ICCPR,signatory,,False
SLB,ICCPR,party,1976.0,True
CAN,CAT,none,,False
MEX,CAT,party,1986,False
"""
REFUGEE = """iso3,status,year_1951_convention,year_1967_protocol
CAN,party,1969,1969
IND,not party,,
KNA,party,2002,
MDG,party to the 1951 Convention only,1967,
USA,party to the 1967 Protocol only,,1968
YEM,party,,
"""
INPUTS = {
    "unhcr": PAIRS,
    "idmc": "iso3,name,year,idps_conflict\nCAN,Canada,2001,50\nAB9,Abyei Area,2001,6\nUNK,Unknown,2000,9000\n",
    "unrwa": "iso3,name,year,palestine_refugees\nJOR,Jordan,2001,70000\nUNK,Unknown,2001,60000\n",
    "ucdp-deaths": DEATHS,
    "ucdp-months": MONTHS,
    "ucdp-conflicts": CONFLICTS,
    "vdem-owid": OWID,
    "vdem": VDEM,
    "treaties": TREATIES,
    "c169": "iso3,country,date_ratified\nNOR,Norway,1990-06-19\nMEX,Mexico,1990-09-05\n",
    "refugee-convention": REFUGEE,
}  # fmt: skip


@pytest.fixture
def data(tmp_path):
    """A data directory with the real sidecars, countries and codes, and no numbers."""
    target = tmp_path / "data"
    for name in ("countries.csv", "codes.csv", "conflicts.yml", "treaties.yml", "flows/unhcr.yml"):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / name, target / name)
    for path in (DATA / "indicators").rglob("*.yml"):
        copy = target / path.relative_to(DATA)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return target


def run(data, source: str, text: str, *options: str) -> int:
    """Run the command on a made file; its exit status."""
    path = data.parent / f"{source}.csv"
    path.write_text(text, encoding="utf-8")
    return refresh.main([source, str(path), "--data", str(data), *options])


def lines(data, name: str) -> list[str]:
    """A written file's lines."""
    content = (data / name).read_bytes()
    assert content.endswith(b"\n") and b"\r" not in content
    return content.decode("utf-8").splitlines()


def sidecar(data, name: str) -> dict:
    """A written sidecar."""
    return yaml.safe_load((data / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (
            "unhcr",
            {
                "indicators/displaced-from.csv": ["iso3,year,value", "CAN,1992,4", "CAN,2001,35", "CAN,2018,6", "UNK,2001,7"],
                "indicators/refugees-from.csv": ["iso3,year,value", "CAN,1992,4", "CAN,2001,10", "CAN,2018,1", "UNK,2001,7"],
                "indicators/asylum-seekers-from.csv": ["iso3,year,value", "CAN,2001,25", "CAN,2018,2", "UNK,2001,0"],
                "indicators/displaced-hosted.csv": [
                    "iso3,year,value", "CAN,2001,0", "MEX,1992,4", "MEX,2001,25", "MEX,2018,6", "NAM,2001,20",
                ],
                "indicators/refugees-hosted.csv": ["iso3,year,value", "CAN,2001,0", "MEX,1992,4", "MEX,2001,20", "MEX,2018,1", "NAM,2001,0"],
            },
        ),
        ("idmc", {"indicators/idps.csv": ["iso3,year,value", "AB9,2001,6", "CAN,2001,50", "UNK,2000,9000"]}),
        ("unrwa", {"indicators/palestine-refugees-unrwa.csv": ["iso3,year,value", "JOR,2001,70000", "UNK,2001,60000"]}),
        ("ucdp-deaths", {"indicators/conflict-deaths.csv": ["iso3,year,value,low,high", "AB9,2001,1,0,1", "CAN,2001,5,4,6", "MEX,2001,9,,"]}),
        (
            "ucdp-months",
            {
                "indicators/conflict-deaths-state-based.csv": ["iso3,year,value", "WLD,2001,78"],
                "indicators/conflict-deaths-non-state.csv": ["iso3,year,value", "WLD,2001,24"],
                "indicators/conflict-deaths-one-sided.csv": ["iso3,year,value", "WLD,2001,36"],
            },
        ),
        (
            "ucdp-conflicts",
            {
                "conflicts.csv": [
                    ",".join(tables.CONFLICT_COLUMNS), "1,,1948,interstate,territory,2,gw751,,IND,,1948-09-13",
                    '2,"Mexico: Made, place",2001,intrastate,territory,1,MEX,CZE;USA,,,2001-02-03',
                ]
            },
        ),
        (
            "vdem-owid",
            {
                "indicators/vdem/civil-liberties.csv": ["iso3,year,value", "CAN,2001,0.9", "NAM,2001,0.25"],
                "indicators/vdem/freedom-of-expression.csv": ["iso3,year,value", "CAN,2001,0.123"],
            },
        ),
        (
            "vdem",
            {
                "indicators/vdem/civil-society-repression.csv": ["iso3,year,value", "CAN,2001,-1.5", "CAN,2002,1.25"],
                "indicators/vdem/physical-integrity.csv": ["iso3,year,value", "CAN,2001,0.9", "CAN,2002,0.9"],
                "indicators/vdem/population.csv": ["iso3,year,value", "CAN,2001,31000000", "PSE,2001,3000000"],
            },
        ),
        (
            "treaties",
            {
                "treaties.csv": [
                    "iso3,treaty,status,date,doubtful", "CAN,cat,none,,false", "MEX,cat,party,1986,false", "SLB,cat,unknown,,false",
                    "CAN,iccpr,party,1976,false", "MEX,iccpr,signatory,,false", "SLB,iccpr,unknown,,true",
                ]
            },
        ),
        ("c169", {"treaties.csv": ["iso3,treaty,status,date,doubtful", "MEX,ilo-c169,party,1990-09-05,false", "NOR,ilo-c169,party,1990-06-19,false"]}),
        (
            "refugee-convention",
            {
                "treaties.csv": [
                    "iso3,treaty,status,date,doubtful",
                    "CAN,refugee-convention-1951,party,1969,false", "IND,refugee-convention-1951,none,,false",
                    "KNA,refugee-convention-1951,party,2002,false", "MDG,refugee-convention-1951,party,1967,false",
                    "USA,refugee-convention-1951,none,,false", "YEM,refugee-convention-1951,party,,false",
                    "CAN,refugee-protocol-1967,party,1969,false", "IND,refugee-protocol-1967,none,,false",
                    "KNA,refugee-protocol-1967,unknown,,false", "MDG,refugee-protocol-1967,none,,false",
                    "USA,refugee-protocol-1967,party,1968,false", "YEM,refugee-protocol-1967,party,,false",
                ]
            },
        ),
    ],
)  # fmt: skip
def test_a_source_becomes_the_projects_files(data, source, written):
    assert run(data, source, INPUTS[source]) == 0
    assert {name: lines(data, name) for name in written} == written


def test_the_flows_hold_every_pair_with_anybody_in_it(data):
    assert run(data, "unhcr", PAIRS) == 0
    flows = pd.read_parquet(data / "flows" / "unhcr.parquet")
    assert list(flows.columns) == tables.FLOW_COLUMNS
    assert [tuple(row) for row in flows.itertuples(index=False)] == [
        ("CAN", "MEX", 1992, "refugees", 4),
        ("CAN", "MEX", 2001, "asylum_seekers", 5),
        ("CAN", "MEX", 2001, "refugees", 10),
        ("CAN", "NAM", 2001, "asylum_seekers", 20),
        ("CAN", "MEX", 2018, "asylum_seekers", 2),
        ("CAN", "MEX", 2018, "oip", 3),
        ("CAN", "MEX", 2018, "refugees", 1),
        ("UNK", "MEX", 2001, "refugees", 7),
    ]


@pytest.mark.parametrize(
    ("source", "name", "listed"),
    [
        ("unhcr", "indicators/refugees-from.yml", [("QQQ", 1, 3, False), ("UNK", 1, 7, True)]),
        ("unhcr", "flows/unhcr.yml", [("QQQ", 1, 3, False), ("UNK", 1, 7, True)]),
        ("idmc", "indicators/idps.yml", [("AB9", 1, 6, True), ("UNK", 1, 9000, True)]),
        ("unrwa", "indicators/palestine-refugees-unrwa.yml", [("UNK", 1, 60000, True)]),
        ("ucdp-deaths", "indicators/conflict-deaths.yml", [("AB9", 1, 1, True), ("World", 1, 15, False)]),
        ("ucdp-months", "indicators/conflict-deaths-one-sided.yml", []),
        ("ucdp-conflicts", "conflicts.yml", [("gw751", 1, 1, True)]),
        ("vdem-owid", "indicators/vdem/civil-liberties.yml", [("OWID_WRL", 1, 0.4, False), ("Palestine/Gaza", 1, 0.3, False)]),
        ("vdem", "indicators/vdem/physical-integrity.yml", [("PSE", 1, 0.1, False)]),
        ("vdem", "indicators/vdem/population.yml", []),
    ],
)
def test_what_matches_no_country_is_listed_with_its_reason(data, capsys, source, name, listed):
    assert run(data, source, INPUTS[source]) == 0
    found = sidecar(data, name)["unmatched"]
    assert [(each["code"], each["rows"], each["value_last"], each["kept"]) for each in found] == listed
    printed = capsys.readouterr().out
    for each in found:
        assert each["why"]["en"] and each["why"]["fr"] and each["why"]["en"] != each["why"]["fr"]
        assert f"{each['why']['en']}" in printed


def test_a_code_that_nobody_explained_is_listed_as_such(data, capsys):
    assert run(data, "unhcr", PAIRS) == 0
    assert "no country: QQQ (Nowhere), 1 rows to 2001, left out: Matches no country of countries.csv and is not yet explained" in capsys.readouterr().out


def test_what_was_left_out_or_doubted_is_said(data, capsys):
    run(data, "ucdp-deaths", INPUTS["ucdp-deaths"])
    run(data, "treaties", TREATIES)
    run(data, "refugee-convention", REFUGEE)
    printed = capsys.readouterr().out
    for said in (
        "range left out: MEX 2001, 9 is not between 9 and 8",
        "doubtful, kept as unknown: SLB ICCPR",
        "missing in the source, kept as unknown: SLB CAT",
    ):
        assert said in printed
    assert "party without a year for this one, kept as unknown: KNA refugee-protocol-1967" in printed


@pytest.mark.parametrize("source", INPUTS)
def test_the_same_input_gives_the_same_bytes_in_any_order_of_rows(data, source):
    def written() -> dict:
        return {path.relative_to(data): path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}

    assert run(data, source, INPUTS[source]) == 0
    first = written()
    assert run(data, source, INPUTS[source]) == 0
    assert written() == first
    header, *rows = INPUTS[source].splitlines(keepends=True)
    assert run(data, source, header + "".join(reversed(rows))) == 0
    assert written() == first


@pytest.mark.parametrize("source", INPUTS)
def test_a_file_with_other_columns_is_refused_and_nothing_is_written(data, capsys, source):
    header, *rows = INPUTS[source].splitlines(keepends=True)
    before = sorted(data.rglob("*.csv"))
    column = header.split(",")[-1].strip()
    assert run(data, source, header.replace(column, "something_else") + "".join(rows)) == 1
    assert re.search(rf"refused: {source}\.csv has no column {column}; found .*something_else; expected .*{column}", capsys.readouterr().err)
    assert sorted(data.rglob("*.csv")) == before


@pytest.mark.parametrize(
    ("source", "old", "new", "says"),
    [
        ("idmc", "2001,50", "2001,many", "row 1: idps_conflict is 'many'; expected a number"),
        ("idmc", "Canada,2001", "Canada,", "row 1: year is <NA>; expected a year"),
        ("idmc", "Canada,2001", "Canada,201", "row 1: year is 201.0; expected a year"),
        ("idmc", "AB9,Abyei Area", "CAN,Canada", "has CAN in 2001 more than once"),
        ("ucdp-months", "2001,12,3,3\n", "", "each year and type needs twelve months"),
        ("ucdp-months", "2001,12,3,3", "2001,12,4,3", "type_of_violence has other values than 1, 2, 3"),
        ("ucdp-conflicts", "gw751", "gw999", "names the States gw999, which codes.csv does not explain"),
        ("treaties", "signatory", "friend", "status friend; expected party, signatory, none"),
        ("treaties", "SLB", "QQQ", "has QQQ, which countries.csv has not"),
        ("refugee-convention", "not party", "maybe", "status maybe; expected party"),
    ],
)
def test_an_unsound_file_is_refused(data, capsys, source, old, new, says):
    assert run(data, source, INPUTS[source].replace(old, new, 1)) == 1
    assert says in capsys.readouterr().err


def test_a_file_without_rows_and_a_missing_file_are_refused(data, capsys):
    assert run(data, "idmc", "iso3,name,year,idps_conflict\n") == 1
    assert "has no row" in capsys.readouterr().err
    assert refresh.main(["idmc", str(data / "none.csv"), "--data", str(data)]) == 1
    assert "is not there" in capsys.readouterr().err


def test_an_unknown_source_is_a_wrong_call():
    with pytest.raises(SystemExit) as stopped:
        refresh.main(["census", "file.csv"])
    assert stopped.value.code == 2


def test_a_parquet_is_read_like_a_csv(data):
    pd.DataFrame({"iso3": ["CAN"], "name": ["Canada"], "year": [2001], "idps_conflict": [50]}).to_parquet(data.parent / "idmc.parquet")
    assert refresh.main(["idmc", str(data.parent / "idmc.parquet"), "--data", str(data)]) == 0
    assert lines(data, "indicators/idps.csv") == ["iso3,year,value", "CAN,2001,50"]


def test_treaties_of_another_source_stay_as_they_are(data):
    for source in ("treaties", "c169", "refugee-convention", "treaties"):
        assert run(data, source, INPUTS[source]) == 0
    rows = lines(data, "treaties.csv")[1:]
    assert len(rows) == 6 + 2 + 12
    assert "NOR,ilo-c169,party,1990-06-19,false" in rows


def test_a_newer_release_changes_the_vintage_and_the_last_year_alone(data):
    name = "indicators/idps.yml"
    before = (data / name).read_text(encoding="utf-8").split(TAIL)[0].splitlines()
    text = INPUTS["idmc"].replace("CAN,Canada,2001", "CAN,Canada,2026")
    assert run(data, "idmc", text, "--vintage", "end-2026 figures", "--series", "idmc-unhcr-2026", "--accessed", "2027-07-01") == 0
    after = (data / name).read_text(encoding="utf-8").split(TAIL)[0].splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        'vintage: "end-2026 figures"',
        'series: "idmc-unhcr-2026"',
        'accessed: "2027-07-01"',
        "expected: {min: 1, max: 15000000, first_year: 1990, last_year: 2026, least_countries: 45}",
    ]


def test_what_the_command_writes_passes_the_check(data):
    for source in ("unhcr", "ucdp-conflicts"):
        assert run(data, source, INPUTS[source]) == 0
    around = tables.Around(frozenset({"CAN", "MEX", "NAM", "USA", "CZE", "IND"}), frozenset({"refugees", "conflict"}))
    frame = pd.read_parquet(data / "flows" / "unhcr.parquet")
    flows, problems = tables.read_flows("flows/unhcr.parquet", frame, "flows/unhcr.yml", (data / "flows" / "unhcr.yml").read_bytes(), around)
    assert problems == [] and len(flows.rows) == 8
    conflicts, problems = tables.read_conflicts(
        "conflicts.csv", (data / "conflicts.csv").read_bytes(), "conflicts.yml", (data / "conflicts.yml").read_bytes(), around
    )
    assert problems == [] and len(conflicts.rows) == 2


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1200.0, 0, "1200"), (0.4999999, 3, "0.5"), (0.4174, 3, "0.417"), (-0.0001, 3, "0"), (1e15, 0, "1000000000000000"), (-1.5, 3, "-1.5"), (100.0, 3, "100")],
)
def test_numbers_are_written_plainly(value, decimals, text):
    assert plain(value, decimals) == text


def test_every_source_is_tested_here():
    assert set(INPUTS) == set(refresh.SOURCES)
