"""The numbers around the cases: what a file may say, what each Problem says, and that a value leads back to its row."""

import copy
import json
import shutil

import pandas as pd
import pytest

from components import load, tables
from components.indicators import FLOW_KINDS
from tests.conftest import DATA

AROUND = tables.Around(frozenset({"CAN", "MEX", "USA"}), frozenset({"refugees", "conflict"}))
BOTH = {"en": "Made words", "fr": "Mots inventés"}
ORIGIN = {
    "name": BOTH, "producer": "Made Office", "citation": "Made Office (2021), Made numbers", "page": "https://made.example.org/numbers",
    "licence": "CC BY 4.0", "vintage": "first release", "series": "made-1", "accessed": "2021-05-01", "traps": BOTH,
}  # fmt: skip
UNKNOWN = {"code": "UNK", "name": "Unknown", "rows": "1", "last_year": "2020", "value_last": "7", "kept": "true", "why": BOTH}
SIDECAR = {
    **ORIGIN, "id": "made", "short": BOTH, "what": BOTH, "unit": BOTH, "direction": "worse", "kind": "count", "decimals": "0", "scope": "country",
    "theme": "refugees", "group": "displacement", "bins": ["0", "1", "10", "100"], "breaks": [{"year": "2020", "en": "A break", "fr": "Une rupture"}],
    "expected": {"min": "0", "max": "1000", "first_year": "2019", "last_year": "2020", "least_countries": "2"},
    "made_from": {"source": "made", "columns": ["people"]}, "unmatched": [UNKNOWN],
}  # fmt: skip
CSV = "iso3,year,value,low,high\nCAN,2019,0,0,5\nCAN,2020,12,10,15\nMEX,2020,300,,\nUNK,2020,7,7,7\n"


def as_text(raw: object) -> str:
    """A record as the text of a sidecar: JSON is YAML, and never writes an alias."""
    return json.dumps(raw, ensure_ascii=False)


def changed(base: dict, **changes: object) -> dict:
    """A copy with other values; None removes, double underscores go inside."""
    raw = copy.deepcopy(base)
    for path, value in changes.items():
        *way, last = path.split("__")
        target = raw
        for part in way:
            target = target[part]
        if value is None:
            del target[last]
        else:
            target[last] = value
    return raw


def read(csv: str | None = CSV, folder: str = "indicators/", **changes: object):
    """The made indicator, read, with its Problems; the sidecar's fields as in `changes`."""
    content = None if csv is None else csv.encode()
    return tables.read_indicator(f"{folder}made.csv", f"{folder}made.yml", content, as_text(changed(SIDECAR, **changes)).encode(), AROUND)


def only(problems) -> object:
    """The one Problem of a list."""
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def test_the_made_indicator_is_valid():
    indicator, problems = read()
    assert problems == []
    assert (indicator.id, indicator.latest, indicator.years) == ("made", 2020, (2019, 2020))


def test_a_value_leads_back_to_its_line():
    indicator, _ = read()
    value = indicator.value("CAN", 2020)
    assert (value.value, value.low, value.high, value.file, value.line) == (12, 10, 15, "indicators/made.csv", 3)
    assert CSV.splitlines()[value.line - 1] == "CAN,2020,12,10,15"


def test_every_shipped_value_stands_on_the_line_it_names(numbers):
    for indicator in numbers.indicators.values():
        lines = (DATA / indicator.file).read_text(encoding="utf-8").splitlines()
        for row in indicator.rows.iloc[:: max(1, len(indicator.rows) // 50)].itertuples():
            cells = lines[row.line - 1].split(",")
            assert (cells[0], int(cells[1]), float(cells[2])) == (row.iso3, row.year, row.value)


def test_zero_is_told_apart_from_no_data_and_from_no_range():
    indicator, _ = read()
    assert indicator.value("CAN", 2019).value == 0
    assert indicator.value("MEX", 2019) is None
    assert indicator.value("MEX", 2020).low is None


def test_a_kept_code_stands_beside_the_countries_and_counts_in_the_total():
    indicator, _ = read()
    assert set(indicator.table.iso3) == {"CAN", "MEX"}
    assert list(indicator.beside.iso3) == ["UNK"]
    assert indicator.totals[2020] == 12 + 300 + 7


def test_an_index_is_never_added_up():
    indicator, problems = read(kind="index")
    assert problems == [] and indicator.totals.empty


@pytest.mark.parametrize(("value", "position"), [(0, 0), (0.5, 0), (1, 1), (9.9, 1), (10, 2), (5000, 3)])
def test_a_value_falls_into_the_class_whose_bound_it_reaches(value, position):
    assert read()[0].bin(value) == position


@pytest.mark.parametrize(
    ("csv", "line", "field", "expected"),
    [
        (None, 1, "", "the numbers that the sidecar speaks of"),
        (CSV.replace("CAN,2019", "ABC,2019"), 2, "iso3", "a code of countries.csv, or one that the sidecar lists as unmatched and kept"),
        (CSV.replace("300", "3000"), 4, "value", "a value from 0 to 1000"),
        (CSV.replace("CAN,2019,0", "CAN,2019,-1").replace("-1,0,5", "-1,-1,5"), 2, "value", "a value from 0 to 1000"),
        (CSV.replace("CAN,2019", "CAN,2020"), 3, "iso3,year", "one row for a country and year"),
        (CSV.replace("CAN,2019", "CAN,199"), 2, "year", "a whole year from 1700 to 2200"),
        (CSV.replace("CAN,2019", "CAN,2019.5"), 2, "year", "a whole year from 1700 to 2200"),
        (CSV.replace("CAN,2019", "CAN,two"), 2, "year", "a year as four digits"),
        (CSV.replace("CAN,2019", "CAN,2018"), 2, "year", "a year from 2019 to 2020, as the sidecar says"),
        (CSV.replace("CAN,2020,12", "CAN,2020,twelve"), 3, "value", "a plain number; a country without a figure has no row"),
        (CSV.replace("CAN,2020,12", "CAN,2020,"), 3, "value", "a plain number; a country without a figure has no row"),
        (CSV.replace("CAN,2020,12", "CAN,2020,inf"), 3, "value", "a plain number; a country without a figure has no row"),
        (CSV.replace("12,10,15", "12,x,15"), 3, "low", "a plain number, or nothing"),
        (CSV.replace("12,10,15", "12,13,15"), 3, "low", "a low that is not above the value"),
        (CSV.replace("12,10,15", "12,10,11"), 3, "high", "a high that is not below the value"),
        (CSV.replace("value,low,high", "value,low"), 1, "header", "iso3,year,value or iso3,year,value,low,high"),
        (CSV.replace("value", "people"), 1, "header", "iso3,year,value or iso3,year,value,low,high"),
        ("iso3,year,value\n", 1, "", "at least one row under the header"),
        ("iso3,year,value\nMEX,2020,1\nCAN,2020,1\nUNK,2020,7\n", 3, "iso3,year", "rows sorted by iso3, then year"),
        ("iso3,year,value\nCAN,2020,1\nUNK,2020,7\n", 1, "iso3", "at least 2, as the sidecar says"),
        ("iso3,year,value\nCAN,2019,1\nMEX,2019,1\nUNK,2019,7\n", 1, "year", "rows for 2020, as the sidecar says"),
    ],
)
def test_a_fault_of_the_numbers_is_a_problem_with_its_line(csv, line, field, expected):
    indicator, problems = read(csv)
    problem = only(problems)
    assert indicator is None
    assert (problem.file, problem.line, problem.field, problem.expected) == ("indicators/made.csv", line, field, expected)


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"licence": None}, "licence", "this key, which every record has"),
        ({"licence": ""}, "licence", "text that is not empty"),
        ({"unit": {"en": "people"}}, "unit.fr", "this key, which every record has"),
        ({"direction": "up"}, "direction", "one of 'worse', 'better' or 'none'"),
        ({"page": "ftp://made.example.org"}, "page", "a web address"),
        ({"accessed": "2021-02-30"}, "accessed", "an existing date"),
        ({"colour": "red"}, "colour", "no key of this name"),
        ({"theme": "nothing"}, "theme", "an id of themes.yml"),
        ({"id": "other"}, "id", "the file's name, made"),
        ({"bins": ["0", "10", "1", "100"]}, "bins", "ascending lower bounds"),
        ({"bins": ["1", "10", "100", "500"]}, "bins", "ascending lower bounds"),
        ({"licence": "CC BY-SA 4.0"}, "licence", "share-alike files in indicators/vdem/, and no others there"),
        ({"unmatched": [UNKNOWN, {**UNKNOWN, "code": "XXA"}]}, "unmatched", "a code that the file has rows for"),
        ({"unmatched": [UNKNOWN, UNKNOWN]}, "unmatched[1].code", "each code once"),
    ],
)
def test_a_fault_of_the_sidecar_is_a_problem(changes, field, expected):
    indicator, problems = read(**changes)
    problem = only(problems)
    assert indicator is None
    assert (problem.file, problem.field) == ("indicators/made.yml", field)
    assert expected in problem.expected


def test_a_missing_sidecar_is_a_problem():
    problem = only(tables.read_indicator("indicators/made.csv", "indicators/made.yml", CSV.encode(), None, AROUND)[1])
    assert (problem.file, problem.says) == ("indicators/made.yml", "nothing: the file is not there")


def test_many_rows_with_one_fault_are_listed_and_the_rest_counted():
    rows = "".join(f"XYZ,{year},1\n" for year in range(1900, 1950))
    _, problems = read("iso3,year,value\n" + rows, expected__first_year="1900", expected__last_year="1949", expected__least_countries="1", unmatched=[])
    unknown = [problem for problem in problems if problem.field == "iso3" and problem.line > 1]
    assert len(unknown) == tables.MOST + 1
    assert "and 29 more such rows" in unknown[-1].says


def test_a_share_alike_file_lies_in_its_own_folder():
    assert read(folder="indicators/vdem/", licence="CC BY-SA 4.0")[1] == []
    assert "share-alike" in only(read(folder="indicators/vdem/")[1]).expected


def test_a_series_for_the_world_holds_the_world_alone():
    changes = {"scope": "world", "unmatched": [], "expected__least_countries": "1"}
    assert read("iso3,year,value\nWLD,2020,1\n", **changes)[1] == []
    assert read("iso3,year,value\nCAN,2020,1\nWLD,2020,1\n", **changes)[1][0].field == "iso3"


# Directories: pairs of files, vintages, and the loader that lists it all.


@pytest.fixture
def directory(tmp_path):
    """A data directory with one made indicator."""
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "made.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "indicators" / "made.yml").write_text(as_text(SIDECAR), encoding="utf-8")
    return tmp_path


def test_a_directory_without_numbers_gives_none_and_no_problem(tmp_path):
    numbers, problems = tables.read(tmp_path, AROUND)
    assert problems == []
    assert (dict(numbers.indicators), numbers.flows, numbers.conflicts, numbers.treaties) == ({}, None, None, None)


def test_a_directory_gives_its_indicators(directory):
    numbers, problems = tables.read(directory, AROUND)
    assert problems == []
    assert list(numbers.indicators) == ["made"]


@pytest.mark.parametrize(("gone", "named"), [("made.csv", "indicators/made.csv"), ("made.yml", "indicators/made.yml")])
def test_half_a_pair_is_a_problem(directory, gone, named):
    (directory / "indicators" / gone).unlink()
    numbers, problems = tables.read(directory, AROUND)
    assert named in {problem.file for problem in problems}
    assert "made" not in numbers.indicators


def test_a_strange_file_among_the_indicators_is_a_problem(directory):
    (directory / "indicators" / "made.xlsx").write_bytes(b"")
    assert only(tables.read(directory, AROUND)[1]).expected == "<id>.csv and <id>.yml, and nothing else here"


def test_two_vintages_never_share_a_series(directory):
    (directory / "indicators" / "other.csv").write_text(CSV, encoding="utf-8")
    (directory / "indicators" / "other.yml").write_text(as_text(changed(SIDECAR, id="other", vintage="second release")), encoding="utf-8")
    problem = only(tables.read(directory, AROUND)[1])
    assert (problem.file, problem.field, problem.expected) == ("indicators/other.yml", "series", "another series than made, which is first release")


@pytest.mark.parametrize(
    ("name", "files"),
    [("flows/unhcr.parquet", ["flows/unhcr.yml"]), ("conflicts.csv", ["conflicts.yml"]), ("treaties.csv", ["treaties.yml"])],
)
def test_a_sidecar_without_its_table_is_a_problem(tmp_path, name, files):
    for file in files:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(DATA / file, tmp_path / file)
    assert only(tables.read(tmp_path, AROUND)[1]).file == name


def test_a_broken_parquet_is_a_problem(tmp_path):
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "unhcr.parquet").write_bytes(b"no parquet")
    assert only(tables.read(tmp_path, AROUND)[1]).expected == "a Parquet file"


def test_the_check_lists_the_numbers_problems_with_the_others(tmp_path):
    for name in ("dataset.yml", "themes.yml", "countries.csv", "weak_hosts.txt"):
        shutil.copy(DATA / name, tmp_path / name)
    for name in ("geo", "indicators"):
        shutil.copytree(DATA / name, tmp_path / name)
    file = tmp_path / "indicators" / "idps.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("AFG,2024", "AFGH,2024"), encoding="utf-8")
    loaded = load.load(tmp_path)
    assert loaded.numbers is None and loaded.dataset is None
    assert [problem.field for problem in loaded.problems if problem.file == "indicators/idps.csv"][0] == "iso3"


def test_the_shipped_numbers_load_whole(numbers):
    assert len(numbers.indicators) == 18
    assert numbers.flows and numbers.conflicts and numbers.treaties


@pytest.fixture(scope="module")
def numbers(loaded):
    """The real numbers."""
    assert loaded.numbers is not None, "\n".join(map(str, loaded.problems[:20]))
    return loaded.numbers


# Flows.

FLOWS_SIDECAR = {**ORIGIN, "first_year": "2019", "last_year": "2020", "unmatched": [UNKNOWN]}
FLOWS = [
    ("CAN", "MEX", 2020, "refugees", 5), ("CAN", "USA", 2020, "asylum_seekers", 15), ("CAN", "USA", 2020, "refugees", 30),
    ("MEX", "USA", 2019, "refugees", 100), ("UNK", "CAN", 2020, "oip", 7),
]  # fmt: skip


def read_flows(rows=FLOWS, columns=tables.FLOW_COLUMNS, **changes):
    """The made flows, read, with their Problems."""
    frame = pd.DataFrame(rows, columns=columns)
    return tables.read_flows("flows/made.parquet", frame, "flows/made.yml", as_text(changed(FLOWS_SIDECAR, **changes)).encode(), AROUND)


def test_flows_tell_where_people_found_refuge_and_who_found_refuge_here():
    flows, problems = read_flows()
    assert problems == []
    to = flows.to("CAN", 2020)
    assert [(flow.code, flow.total) for flow in to.flows] == [("USA", 45), ("MEX", 5)]
    assert (to.others, to.rest, to.total) == (0, 0, 50)
    assert [(flow.code, dict(flow.values)) for flow in flows.from_("CAN", 2020).flows] == [("UNK", {"oip": 7})]


def test_flows_beyond_the_largest_are_summed():
    top = read_flows()[0].to("CAN", 2020, most=1)
    assert ([flow.code for flow in top.flows], top.others, top.rest, top.total) == (["USA"], 1, 5, 50)


def test_flows_can_be_of_one_kind():
    top = read_flows()[0].to("CAN", 2020, kinds=("asylum_seekers",))
    assert [(flow.code, flow.total) for flow in top.flows] == [("USA", 15)]


def test_a_flow_leads_back_to_its_rows():
    flows, _ = read_flows()
    flow = flows.to("CAN", 2020).flows[0]
    assert flow.rows == (2, 3)
    assert sum(FLOWS[row - 1][4] for row in flow.rows) == flow.total


@pytest.mark.parametrize(("code", "year"), [("CAN", 2019), ("ZZZ", 2020), ("CAN", 1900)])
def test_no_flow_is_an_empty_answer(code, year):
    top = read_flows()[0].to(code, year)
    assert (top.flows, top.others, top.rest, top.total) == ((), 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "field", "expected"),
    [
        (("XYZ", "MEX", 2020, "refugees", 5), "origin", "a code of countries.csv, or one that the sidecar lists as unmatched and kept"),
        (("CAN", "XYZ", 2020, "refugees", 5), "asylum", "a code of countries.csv, or one that the sidecar lists as unmatched and kept"),
        (("MEX", "CAN", 2020, "tourists", 5), "kind", f"one of {', '.join(FLOW_KINDS)}"),
        (("MEX", "CAN", 2020, "refugees", 0), "value", "at least one person; a pair without any has no row"),
        (("CAN", "MEX", 2020, "refugees", 9), "pair", "one row for an origin, asylum, year and kind"),
        (("MEX", "CAN", 2021, "refugees", 5), "year", "a year from 2019 to 2020, as the sidecar says"),
    ],
)
def test_a_fault_of_a_flow_is_a_problem_with_its_row(row, field, expected):
    flows, problems = read_flows([*FLOWS, row])
    problem = only(problems)
    assert flows is None
    assert (problem.line, problem.field, problem.expected) == (6, field, expected)


def test_flows_with_other_columns_are_refused():
    assert only(read_flows([row[:4] for row in FLOWS], tables.FLOW_COLUMNS[:4])[1]).field == "columns"


# Conflicts and treaties.

CONFLICTS_SIDECAR = {**ORIGIN, "last_year": "2020", "unmatched": [{**UNKNOWN, "code": "gw1", "name": "Gone"}]}
CONFLICTS = (
    ",".join(tables.CONFLICT_COLUMNS) + "\n1,Canada: Government,2020,intrastate,government,2,CAN,USA,,,2019-03-01\n"
    "2,,1950,interstate,territory,1,CAN;gw1,,MEX,,1950\n"
)


def read_conflicts(csv=CONFLICTS):
    """The made conflicts, read, with their Problems."""
    return tables.read_conflicts("conflicts.csv", csv.encode(), "conflicts.yml", as_text(CONFLICTS_SIDECAR).encode(), AROUND)


def test_conflicts_name_parties_and_those_who_sent_troops_apart():
    conflicts, problems = read_conflicts()
    assert problems == []
    assert [(row.conflict, row.year, row.war, row.line) for row in conflicts.of("CAN")] == [(1, 2020, True, 2), (2, 1950, False, 3)]
    assert conflicts.of("USA") == ()
    assert [row.conflict for row in conflicts.sent_troops("USA")] == [1]
    assert [row.side_a for row in conflicts.in_year(1950)] == [("CAN", "gw1")]


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("CAN,USA", "XYZ,USA", 2, "side_a"),
        ("CAN,USA", ",USA", 2, "side_a"),
        (",MEX,", ",MEX;XYZ,", 3, "side_b"),
        ("2020,intrastate", "2021,intrastate", 2, "year"),
        ("2020,intrastate", "20,intrastate", 2, "year"),
        ("intrastate", "war", 2, "type"),
        ("government,2", "honour,2", 2, "over"),
        ("government,2", "government,3", 2, "intensity"),
        ("2019-03-01", "2019-02-30", 2, "start"),
        ("2,,1950", "one,,1950", 3, "conflict"),
        ("2,,1950", "1,,2020", 3, "conflict,year"),
        ("with_b", "with_c", 1, "header"),
        (",1950\n", ",1950,more\n", 3, ""),
    ],
)
def test_a_fault_of_a_conflict_is_a_problem_with_its_line(old, new, line, field):
    conflicts, problems = read_conflicts(CONFLICTS.replace(old, new, 1))
    problem = only(problems)
    assert conflicts is None
    assert (problem.line, problem.field) == (line, field)


TREATY = {
    "id": "whole", "name": BOTH, "short": BOTH, "adopted": "1966", "complete": "true", "without_row": "none", "as_of": "2022-06",
    "source": "Made list", "page": "https://made.example.org/treaties", "licence": "facts", "traps": BOTH,
}  # fmt: skip
PART = {**TREATY, "id": "part", "complete": "partial", "without_row": "unknown"}
TREATIES = ",".join(tables.TREATY_COLUMNS) + "\nCAN,whole,party,1976,false\nMEX,whole,signatory,,false\nMEX,part,none,,false\nUSA,whole,unknown,,true\n"


def read_treaties(csv=TREATIES, lists=(TREATY, PART)):
    """The made treaties, read, with their Problems."""
    return tables.read_treaties("treaties.csv", csv.encode(), "treaties.yml", as_text(list(lists)).encode(), AROUND)


@pytest.mark.parametrize(
    ("iso3", "treaty", "status", "line"),
    [
        ("CAN", "whole", "party", 2),
        ("MEX", "whole", "signatory", 3),
        ("USA", "whole", "unknown", 5),
        ("MEX", "part", "none", 4),
        ("CAN", "part", "unknown", 0),
        ("GRL", "whole", "unknown", 0),
    ],
)
def test_a_status_is_what_the_list_says_and_unknown_where_a_partial_list_is_silent(iso3, treaty, status, line):
    treaties, problems = read_treaties()
    assert problems == []
    row = treaties.status(iso3, treaty)
    assert (row.status, row.line) == (status, line)


def test_a_state_without_a_row_in_a_complete_list_has_not_ratified():
    treaties, _ = read_treaties(TREATIES + "CAN,new,party,2020-05-01,false\n", (TREATY, PART, {**TREATY, "id": "new"}))
    assert treaties.status("MEX", "new").status == "none"
    assert [status.status for _, status in treaties.of("CAN")] == ["party", "unknown", "party"]
    assert treaties.status("CAN", "new").date.text == "2020-05-01"


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("CAN,whole", "XYZ,whole", 2, "iso3"),
        ("CAN,whole", "CAN,other", 2, "treaty"),
        ("party", "friend", 2, "status"),
        ("1976", "1976-13", 2, "date"),
        ("1976,false", "1976,no", 2, "doubtful"),
        ("unknown,,true", "party,,true", 5, "status"),
        ("unknown,,true", "unknown,1976,true", 5, "date"),
        ("MEX,whole", "CAN,whole", 3, "iso3,treaty"),
        ("doubtful\n", "doubt\n", 1, "header"),
    ],
)
def test_a_fault_of_a_treaty_row_is_a_problem_with_its_line(old, new, line, field):
    treaties, problems = read_treaties(TREATIES.replace(old, new, 1))
    problem = only(problems)
    assert treaties is None
    assert (problem.file, problem.line, problem.field) == ("treaties.csv", line, field)


def test_a_partial_list_must_not_call_the_silent_unbound():
    problem = only(read_treaties(lists=(TREATY, {**PART, "without_row": "none"}))[1])
    assert problem.expected == "unknown, because the list is partial"


def test_a_treaty_without_rows_is_a_problem():
    problem = only(read_treaties(lists=(TREATY, PART, {**TREATY, "id": "empty"}))[1])
    assert (problem.file, problem.field) == ("treaties.yml", "empty")
