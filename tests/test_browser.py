"""The app in a real browser, with every other host blocked."""

from urllib.parse import parse_qs, urlsplit

import pytest

from components.load import load
from components.selection import Index, Selection
from components.text import LANGUAGES, Text
from tests.conftest import DATA

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_view_draws_the_whole_world(visit, scheme):
    someone = visit(color_scheme=scheme)
    someone.open("/")
    assert someone.map_drawn() >= 150
    assert someone.count() == "202 of 202 cases"
    box = someone.page.locator(".geo .bg rect").bounding_box()
    sizes = someone.page.evaluate(
        "() => [...document.querySelectorAll('.choroplethlayer path')].map(path => { const b = path.getBoundingClientRect(); return [b.width, b.height]; })"
    )
    covering = [size for size in sizes if size[0] > 0.9 * box["width"] and size[1] > 0.6 * box["height"]]
    assert covering == [], "a shape with a ring the wrong way round floods the map"
    assert someone.page.locator(".js-plotly-plot").count() == 2


@pytest.mark.parametrize("width", [1400, 768, 375])
def test_nothing_is_wider_than_the_window(visit, width):
    someone = visit(width=width, height=800)
    for path in ("/", "/case?id=taner-kilic", "/country?iso3=CAN", "/about"):
        someone.open(path)
        assert someone.page.evaluate("document.documentElement.scrollWidth") <= width, path
        inside = someone.page.evaluate(
            "(width) => [...document.querySelectorAll('h1, h2, h3, p, .js-plotly-plot')].filter(e => e.offsetParent"
            " && e.getBoundingClientRect().right > width + 1 && !e.closest('.st-key-bar, .st-key-header, .st-key-actions'))"
            ".map(e => e.outerHTML.slice(0, 90))",
            width,
        )
        assert inside == [], path


def test_the_map_on_a_telephone_stands_in_the_second_screen_at_the_latest(visit):
    someone = visit(width=375, height=800)
    someone.open("/")
    someone.map_drawn()
    assert someone.page.locator(".geo .bg rect").bounding_box()["y"] < 1000


def test_a_click_on_a_country_selects_it_and_back_lets_it_go(visit):
    someone = visit()
    someone.open("/")
    someone.map_drawn()
    someone.click_map(-9.0, -44.0)
    assert "country=BRA" in someone.page.url
    chosen = someone.count()
    assert chosen.endswith("of 202 cases")
    assert chosen != "202 of 202 cases"
    assert someone.page.locator(".st-key-card").inner_text().startswith("Brazil")
    someone.page.go_back()
    someone.page.wait_for_function("() => document.querySelector('.ra-count b').innerText === '202 of 202 cases'", timeout=15_000)
    someone.page.go_forward()
    someone.page.wait_for_function("(said) => document.querySelector('.ra-count b').innerText === said", arg=chosen, timeout=15_000)
    someone.page.reload()
    someone.settle()
    assert someone.count() == chosen


def test_the_selector_does_the_same_by_keyboard(visit):
    someone = visit()
    someone.open("/")
    field = someone.page.get_by_role("combobox", name="Country or region")
    field.focus()
    field.press_sequentially("Brazil")
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_function("() => location.search.includes('country=BRA')", timeout=15_000)
    someone.settle()
    assert someone.page.locator(".st-key-card").is_visible()


def test_a_mark_of_several_cases_opens_their_list(visit):
    dataset = load(DATA).dataset
    someone = visit()
    someone.open("/")
    someone.map_drawn()
    several = "document.querySelector('.js-plotly-plot').data.at(-1)"
    marks = someone.page.evaluate(f"() => {several}.text.map((n, i) => [+n, {several}.lat[i], {several}.lon[i]])")
    number, lat, lon = max(marks)
    assert number > 3
    someone.click_map(lat, lon)
    dialog = someone.page.get_by_role("dialog")
    assert dialog.locator("a").count() == number
    titles = {case.title for case in dataset.cases if case.place.lat == lat and case.place.lon == lon}
    said = dialog.inner_text()
    assert all(title in said for title in titles)
    someone.page.keyboard.press("Escape")
    dialog.wait_for(state="detached", timeout=10_000)


def test_filters_stay_across_pages_and_back_returns(visit):
    someone = visit()
    someone.open("/")
    someone.page.locator(".st-key-themes button", has_text="Refugees").click()
    someone.page.wait_for_function("() => location.search.includes('theme=refugees')", timeout=15_000)
    someone.settle()
    chosen = someone.count()
    link = someone.page.locator('[class*="st-key-list_"] a').first
    title = link.inner_text().split("\n")[-1]
    link.click()
    someone.page.wait_for_selector("h1", timeout=15_000)
    someone.settle()
    assert someone.page.locator("h1").inner_text() == title
    assert someone.count() == chosen
    someone.page.locator(".st-key-nav a", has_text="Country").click()
    someone.page.wait_for_url("**/country?**")
    someone.settle()
    assert someone.count() == chosen
    someone.page.go_back()
    someone.page.wait_for_url("**/case?**")
    someone.settle()
    assert someone.page.locator("h1").inner_text() == title
    someone.page.go_back()
    someone.map_drawn()
    someone.settle()
    assert someone.count() == chosen


def test_dragging_over_the_timeline_zooms_and_the_list_is_what_is_in_view(visit):
    someone = visit(height=1400)
    someone.open("/?theme=defenders")
    chart = someone.page.locator(".js-plotly-plot").nth(1)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    before = someone.page.locator(".ra-sentence").nth(1).inner_text()
    someone.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    someone.page.mouse.down()
    for step in (0.52, 0.56, 0.6):
        someone.page.mouse.move(box["x"] + box["width"] * step, box["y"] + 24, steps=4)
    someone.page.mouse.up()
    someone.page.wait_for_function("(before) => document.querySelectorAll('.ra-sentence')[1].innerText !== before", arg=before, timeout=15_000)
    someone.settle()
    shown = int(someone.page.locator(".ra-sentence").nth(1).inner_text().split()[0])
    assert 0 < shown < int(before.split()[0].replace(",", ""))
    drawn = chart.evaluate("e => e.data.filter(trace => trace.mode === 'markers').reduce((sum, trace) => sum + trace.x.length, 0)")
    assert drawn == shown
    someone.page.get_by_text(f"List of the {shown} events in view").click()
    someone.page.locator(".st-key-events_world .ra-date").first.wait_for(timeout=10_000)
    someone.page.get_by_role("button", name="All years").click()
    someone.page.wait_for_function("(shown) => !document.querySelectorAll('.ra-sentence')[1].innerText.startsWith(shown + ' ')", arg=str(shown), timeout=15_000)


def test_a_french_link_opens_the_same_view_in_french(visit):
    someone = visit()
    someone.open("/?theme=indigenous&country=CAN&lang=fr")
    assert someone.page.locator("html").get_attribute("lang") == "fr"
    french = someone.count().split()[0]
    assert "Peuples autochtones" in someone.page.locator(".st-key-themes").inner_text()
    someone.open("/?theme=indigenous&country=CAN&lang=en")
    assert someone.count().split()[0] == french
    assert someone.page.locator("html").get_attribute("lang") == "en"


def test_the_copied_link_opens_the_same_view_in_a_fresh_browser(visit):
    someone = visit()
    someone.open("/?theme=conflict&region=002&from=2015&to=2018&status=ongoing")
    someone.page.locator(".st-key-p_link button").first.click()
    link = someone.page.locator('[data-testid="stCode"] code').first.inner_text().strip()
    other = visit()
    other.open(link.removeprefix(other.address))
    assert other.count() == someone.count()
    assert "region=002" in link


def test_a_hostile_address_gives_a_working_page(visit):
    someone = visit()
    someone.open("/?theme=%3Cscript%3Ealert(1)%3C/script%3E&from=%00&q=%27%22%3E%3Csvg%20onload=alert(1)%3E&foo=" + "x" * 2000)
    assert someone.page.locator(".ra-count").is_visible()
    assert someone.page.get_by_text("Part of the address was not understood").is_visible()


@pytest.mark.parametrize("path", ["/", "/case?id=taner-kilic", "/country?iso3=CAN", "/about", "/?lang=fr&theme=women"])
def test_no_serious_fault_of_accessibility_in_what_is_ours(visit, path):
    """axe-core's rules. Left out: parts that Streamlit draws by itself and gives no way to change."""
    from axe_playwright_python.sync_playwright import Axe

    someone = visit()
    someone.open(path)
    found = Axe().run(someone.page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    ours = []
    for violation in found:
        for node in violation["nodes"]:
            if violation["impact"] in ("critical", "serious") and "st-emotion" not in node["html"].split(">")[0]:
                ours.append((violation["id"], node["html"][:140]))
    assert ours == []


@pytest.mark.parametrize(
    "query",
    [
        "theme=conflict,refugees&region=002&from=2015&to=2018&status=ongoing",
        "country=CAN,MEX&kind=project,person&origin=message-2017&source=un,court",
        "q=Kılıç&lang=fr",
        "asof=2019-06-30&theme=defenders&lang=fr",
    ],
)
def test_every_parameter_opens_the_same_view_in_a_fresh_browser(visit, query):
    """Each address gives the cases that the index gives, and the link of that view gives them again elsewhere."""
    loaded = load(DATA)
    texts = [Text.read(DATA, language) for language in LANGUAGES]
    selection, ignored = Selection.from_params(parse_qs(query), loaded.dataset)
    assert ignored == []
    dataset = loaded.dataset.on(selection.as_of) if selection.as_of else loaded.dataset
    expected = str(len(Index(dataset, texts).apply(selection)))
    someone = visit()
    someone.open(f"/cases?{query}")
    assert someone.count().split()[0] == expected
    someone.page.locator(".st-key-p_link button").first.click()
    link = someone.page.locator('[data-testid="stCode"] code').first.inner_text().strip()
    other = visit()
    other.open(link.removeprefix(other.address))
    assert other.count() == someone.count()
    told = parse_qs(urlsplit(link).query)
    for name, values in parse_qs(query).items():
        assert sorted(told[name][0].split(",")) == sorted(values[0].split(","))
    assert told["v"] == [loaded.dataset.info.version]
