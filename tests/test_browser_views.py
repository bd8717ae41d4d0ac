"""The numbers, the search, the timeline and the past in a real browser, with every other host blocked."""

import csv
import io
import zipfile

import pytest

pytestmark = pytest.mark.browser


def first_sentence(someone) -> str:
    return someone.page.locator(".ra-sentence").first.inner_text()


def test_the_layer_switch_tints_the_map_by_an_indicator(visit):
    someone = visit()
    someone.open("/")
    assert someone.map_drawn() >= 150
    box = someone.page.get_by_role("combobox", name="The map shows")
    box.click()
    someone.page.get_by_role("option", name="Deaths in conflict").click()
    someone.page.wait_for_function("() => location.search.includes('layer=conflict-deaths')", timeout=15_000)
    someone.settle()
    assert someone.map_drawn() >= 150
    bins = someone.page.evaluate("() => new Set(document.querySelector('.js-plotly-plot').data[0].z).size")
    assert bins >= 5
    assert "no data" in someone.page.locator(".ra-legend").first.inner_text()
    someone.page.go_back()
    someone.page.wait_for_function("() => !location.search.includes('layer=')", timeout=15_000)
    someone.settle()
    assert "Where the cases are" in someone.page.locator("h3").first.inner_text()


def test_play_goes_through_the_years_and_stops_at_the_last(visit):
    someone = visit()
    someone.open("/?layer=refugees-hosted&year=2022")
    assert "2022" in first_sentence(someone)
    someone.page.get_by_role("button", name="Play").click()
    for year in ("2023", "2024", "2025"):
        someone.page.wait_for_function("(year) => document.querySelector('.ra-sentence').innerText.includes('in ' + year)", arg=year, timeout=15_000)
        assert someone.map_drawn() >= 150
    someone.page.wait_for_function("() => location.search.includes('year=2025')", timeout=15_000)
    someone.page.get_by_role("button", name="Play").wait_for(timeout=10_000)


def test_the_slider_of_years_works_by_keyboard(visit):
    someone = visit()
    someone.open("/?layer=idps&year=2024")
    slider = someone.page.get_by_role("slider").first
    slider.focus()
    slider.press("ArrowLeft")
    someone.page.wait_for_function("() => location.search.includes('year=2023')", timeout=15_000)
    someone.settle()
    assert "2023" in first_sentence(someone)


def test_a_country_page_draws_its_lines_and_flows(visit):
    someone = visit(height=1200)
    someone.open("/country?iso3=COL")
    someone.map_drawn()
    assert someone.page.locator(".js-plotly-plot").count() >= 14
    assert someone.page.locator(".js-plotly-plot .barlayer .point").count() >= 10
    assert someone.page.locator(".js-plotly-plot .scatterlayer .js-line").count() >= 10
    someone.page.get_by_text("All 21 treaties").click()
    assert someone.page.get_by_text("ILO").first.is_visible()


def test_search_facets_and_basket_in_one_walk(visit):
    someone = visit(height=1200)
    someone.open("/cases")
    words = someone.page.get_by_placeholder("Names, places, words")
    words.fill("Kılıç")
    words.press("Enter")
    someone.page.wait_for_selector("mark", timeout=15_000)
    someone.settle()
    assert someone.page.locator("mark").first.inner_text() == "Kılıç"
    words.fill("")
    words.press("Enter")
    someone.page.wait_for_function("() => !location.search.includes('q=')", timeout=15_000)
    someone.settle()
    button = someone.page.locator(".st-key-facet_theme_lgbti button")
    n = button.inner_text().split("(")[1].rstrip(")")
    button.click()
    someone.page.wait_for_function("() => location.search.includes('theme=lgbti')", timeout=15_000)
    someone.settle()
    assert someone.count() == f"{n} of 202 cases"
    someone.page.get_by_role("button", name="Add to basket").first.click()
    someone.page.wait_for_function("() => location.search.includes('basket=')", timeout=15_000)
    someone.settle()
    someone.page.locator('[class*="st-key-list_"] a').first.click()
    someone.page.wait_for_url("**/case?**")
    someone.settle()
    assert "Basket (1)" in someone.page.locator(".st-key-actions").inner_text()


def test_what_is_downloaded_is_what_is_listed(visit):
    someone = visit(height=1200)
    someone.open("/cases?theme=lgbti")
    n = int(someone.count().split()[0])
    someone.page.locator(".st-key-p_take button").first.click()
    with someone.page.expect_download(timeout=30_000) as waiting:
        someone.page.get_by_role("button", name="CSV").click()
    rows = list(csv.reader(io.StringIO(waiting.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) == n + 1
    link = rows[1][rows[0].index("Link")]
    assert link.startswith(someone.address + "/case?id=")
    with someone.page.expect_download(timeout=60_000) as waiting:
        someone.page.get_by_role("button", name="Data Package").click()
    assert "datapackage.json" in zipfile.ZipFile(waiting.value.path()).namelist()
    other = visit()
    other.open(link.removeprefix(other.address))
    assert other.page.locator("h1").inner_text() == rows[1][rows[0].index("Title")]


def test_a_click_on_the_timeline_leads_to_the_case(visit):
    someone = visit(height=1200)
    someone.open("/timeline?by=case&theme=lgbti")
    someone.page.get_by_role("button", name="Click to open a case").or_(someone.page.get_by_role("radio", name="Click to open a case")).click()
    someone.settle()
    chart = someone.page.locator(".js-plotly-plot").first
    point = chart.locator(".scatterlayer path.point").last.bounding_box()
    someone.page.mouse.click(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    someone.page.wait_for_url("**/case?**", timeout=15_000)
    someone.settle()
    assert someone.page.locator("h1").is_visible()


def test_the_timeline_zooms_to_single_days(visit):
    someone = visit(height=1400)
    someone.open("/timeline?theme=conflict,refugees&from=2025&to=2025")
    for _ in range(3):
        chart = someone.page.locator(".js-plotly-plot").first
        box = chart.bounding_box()
        before = first_sentence(someone)
        someone.page.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + 20)
        someone.page.mouse.down()
        someone.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 24, steps=4)
        someone.page.mouse.move(box["x"] + box["width"] * 0.58, box["y"] + 24, steps=4)
        someone.page.mouse.up()
        someone.page.wait_for_function("(before) => document.querySelector('.ra-sentence').innerText !== before", arg=before, timeout=15_000)
        someone.settle()
    first, last = someone.page.locator(".js-plotly-plot").first.evaluate("e => e.layout.xaxis.range.map(day => Date.parse(day) / 864e5)")
    assert last - first <= 2


def test_every_page_can_be_set_back_and_returned(visit):
    someone = visit()
    someone.open("/?asof=2017-12-31&origin=message-2017")
    assert someone.count() == "36 of 127 cases"
    someone.page.locator(".st-key-nav a", has_text="Timeline").click()
    someone.page.wait_for_url("**/timeline?**")
    someone.settle()
    assert someone.count() == "36 of 127 cases"
    someone.page.get_by_role("button", name="Back to today").first.click()
    someone.page.wait_for_function("() => !location.search.includes('asof')", timeout=15_000)
    someone.settle()
    assert someone.count() == "36 of 202 cases"


def test_then_and_now_groups_what_has_changed(visit):
    someone = visit(height=1400)
    someone.open("/then-and-now?origin=message-2017")
    said = someone.page.locator(".stMain, main, body").first.inner_text()
    assert "36 of these cases had begun by December 31, 2017" in said
    assert "Acquitted" in said
    assert someone.page.get_by_text("Taner Kılıç").first.is_visible()
