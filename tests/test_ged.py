"""Conflict events: the way in from UCDP's file, and what of them is in view. All events here are made."""

import zipfile

import pytest

from components import ged
from components.refresh import __main__ as refresh
from components.refresh.files import Refused
from components.refresh.ged import COLUMNS, convert, version

EVENT = {
    "id": "1", "year": "2020", "type_of_violence": "1", "conflict_new_id": "11", "conflict_name": "Made: Government", "side_a": "Government of Made",
    "side_b": 'Group "M", armed', "where_prec": "1", "latitude": "10.1", "longitude": "20.1", "country": "Made", "date_prec": "1",
    "date_start": "2020-05-01 00:00:00.000", "date_end": "2020-05-02 00:00:00.000", "best": "5", "low": "4", "high": "9",
}  # fmt: skip


def csv_of(*rows: dict, columns=(*COLUMNS, "source_article")) -> str:
    """Events as UCDP writes them: the made one with what each row changes, every text in quotes, one over two lines."""
    lines = [",".join(columns)]
    for number, row in enumerate(rows, start=1):
        cells = {**EVENT, "id": str(number), "source_article": "a title\nover two lines, with a comma", **row}
        lines.append(",".join('"' + cells[name].replace('"', '""') + '"' for name in columns))
    return "\n".join(lines) + "\n"


def made(folder, *rows: dict, **options):
    """The Parquet made of made events; its path."""
    source = folder / "GEDEvent_v20_1.csv"
    source.write_text(csv_of(*rows, **options), encoding="utf-8")
    convert(source, folder / "out")
    return folder / "out" / ged.FILE


def test_a_csv_becomes_a_parquet_that_says_what_it_holds(tmp_path):
    path = made(tmp_path, {}, {"year": "2021", "date_start": "2021-01-01", "date_end": "2021-01-01"})
    found = ged.available(path.parent)
    assert (found.path, found.vintage, found.events, found.first_year, found.last_year) == (path, "20.1", 2, 2020, 2021)


def test_an_event_keeps_its_words_place_and_days(tmp_path):
    event = ged.events(made(tmp_path, {}), ged.WORLD, (2020, 2020), 10).table.iloc[0]
    assert (event.id, event.kind, event.side_b, event.lat, event.lon, event.where_prec) == (1, 1, 'Group "M", armed', 10.1, 20.1, 1)
    assert (str(event.first_day.date()), str(event.last_day.date()), event.low, event.best, event.high) == ("2020-05-01", "2020-05-02", 4, 5, 9)


def test_a_zip_gives_the_same_bytes_as_the_csv_in_it(tmp_path):
    plain = made(tmp_path, {}, {"latitude": "-40"}).read_bytes()
    with zipfile.ZipFile(tmp_path / "ged201-csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "GEDEvent_v20_1.csv", "GEDEvent_v20_1.csv")
    convert(tmp_path / "ged201-csv.zip", tmp_path / "zipped")
    assert (tmp_path / "zipped" / ged.FILE).read_bytes() == plain


@pytest.mark.parametrize(("name", "release"), [("GEDEvent_v26_1.csv", "26.1"), ("ged261-csv.zip", "26.1"), ("events.csv", ""), ("ged251.csv", "25.1")])
def test_the_release_is_read_from_the_files_name(name, release):
    assert version(name) == release


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"id": "x"}, "id"),
        ({"year": "1988", "date_start": "1988-01-01", "date_end": "1988-01-01"}, "year"),
        ({"year": "20twenty"}, "year"),
        ({"type_of_violence": "4"}, "type_of_violence"),
        ({"where_prec": "0"}, "where_prec"),
        ({"date_prec": "9"}, "date_prec"),
        ({"latitude": "90.5"}, "latitude"),
        ({"latitude": ""}, "latitude"),
        ({"longitude": "-181"}, "longitude"),
        ({"date_start": "2020-02-30"}, "date_start"),
        ({"date_end": "2020-04-30"}, "date_end"),
        ({"year": "2021"}, "date_start"),
        ({"best": "-1"}, "best"),
        ({"low": "few"}, "low"),
        ({"high": ""}, "high"),
        ({"id": "1"}, "id"),
    ],
)
def test_an_unsound_event_stops_the_whole_file(tmp_path, change, column):
    with pytest.raises(Refused, match=f"(: |; ){column}: 1 events "):
        made(tmp_path, {}, change)
    assert not (tmp_path / "out" / ged.FILE).exists()


def test_another_file_is_refused_by_its_columns(tmp_path):
    with pytest.raises(Refused, match="has no column where_prec; found id, year"):
        made(tmp_path, {}, columns=[name for name in COLUMNS if name != "where_prec"])


def test_a_file_without_events_is_refused(tmp_path):
    with pytest.raises(Refused, match="no event"):
        made(tmp_path)


def test_a_zip_with_two_tables_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "id\n1\n")
        archive.writestr("b.csv", "id\n1\n")
    with pytest.raises(Refused, match="holds 2 CSV files"):
        convert(tmp_path / "two.zip", tmp_path)


def test_no_file_and_a_broken_file_are_not_available(tmp_path):
    assert ged.available(tmp_path) is None
    (tmp_path / ged.FILE).write_bytes(b"no parquet")
    assert ged.available(tmp_path) is None


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A field of 400 events: one at each whole and half degree from 0 to 9.5 north and east, one death each, years in turn."""
    rows = []
    for number in range(400):
        year = str(2000 + number % 4)
        rows.append({
            "latitude": str(number // 20 / 2), "longitude": str(number % 20 / 2), "year": year, "date_start": f"{year}-01-01", "date_end": f"{year}-01-01",
            "type_of_violence": str(1 + number % 3), "best": "1", "low": "0", "high": "2",
        })  # fmt: skip
    return made(tmp_path_factory.mktemp("ged"), *rows)


def test_few_events_are_given_one_by_one_and_many_as_a_grid(many):
    few = ged.events(many, (0, 0, 1, 1), (2000, 2003), 10)
    assert (few.cell, len(few.table), few.events) == (None, 9, 9)
    grid = ged.events(many, ged.WORLD, (2000, 2003), 150)
    assert (grid.cell, len(grid.table), grid.events) == (1.0, 100, 400)
    assert set(grid.table.events) == {4}


def test_a_grid_sums_to_the_events_in_it(many):
    for most in (1, 5, 30, 120, 399):
        grid = ged.events(many, ged.WORLD, (2000, 2003), most)
        assert len(grid.table) <= most
        assert (grid.table.events.sum(), grid.table.best.sum(), grid.table.low.sum(), grid.table.high.sum()) == (400, 400, 0, 800)
        assert (grid.events, grid.best, grid.low, grid.high) == (400, 400, 0, 800)


def test_a_cell_holds_its_events_around_its_middle(many):
    grid = ged.events(many, (2, 2, 2.9, 2.9), (2000, 2003), 1)
    assert [(row.lat, row.lon, row.events) for row in grid.table.itertuples()] == [(2.5, 2.5, 4)]


@pytest.mark.parametrize(("years", "count"), [((2000, 2000), 100), ((2001, 2002), 200), ((2010, 2020), 0)])
def test_only_the_years_asked_for_are_counted(many, years, count):
    assert ged.events(many, ged.WORLD, years, 1000).events == count


def test_only_the_kinds_asked_for_are_counted(many):
    counts = [ged.events(many, ged.WORLD, (2000, 2003), 1000, (kind,)).events for kind in ged.KINDS]
    assert counts == [134, 133, 133]
    assert ged.events(many, ged.WORLD, (2000, 2003), 1000, ()).events == 0


def test_a_view_over_the_180th_meridian_sees_both_sides(tmp_path):
    path = made(tmp_path, {"longitude": "179"}, {"longitude": "-179"}, {"longitude": "0"})
    assert sorted(ged.events(path, (170, -90, -170, 90), (2020, 2020), 10).table.lon) == [-179, 179]


def test_the_command_writes_the_file_and_says_so(tmp_path, capsys):
    source = tmp_path / "GEDEvent_v20_1.csv"
    source.write_text(csv_of({}, {}), encoding="utf-8")
    assert refresh.main(["ged", str(source), "--out", str(tmp_path / "out")]) == 0
    assert "wrote ged.parquet: 2 events, 2020 to 2020, release 20.1" in capsys.readouterr().out


def test_the_command_says_why_it_refuses(tmp_path, capsys):
    assert refresh.main(["ged", str(tmp_path / "none.csv"), "--out", str(tmp_path)]) == 1
    assert "none.csv is not there" in capsys.readouterr().err
