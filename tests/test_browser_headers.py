"""The app in a real browser under its content security policy: everything works, nothing is stopped, nobody else is asked."""

import re

import pytest

from components.pages import PAGES
from components.text import LANGUAGES
from tests import browser as real

pytestmark = pytest.mark.browser

#: Tells the test of everything that the policy stops, in every document, before any script of the page runs.
LISTEN = "document.addEventListener('securitypolicyviolation', (e) => window.stopped(`${e.effectiveDirective} ${e.blockedURI}`.slice(0, 200)));"

#: What a page needs to show more than its choice.
NAMED = {
    "case": "id=taner-kilic",
    "country": "iso3=CAN",
    "theme": "id=conflict",
    "compare": "with=CAN,MEX",
    "present": "deck=message-2017",
    "stage": "deck=message-2017&slide=2",
    "notes": "deck=message-2017",
}

ADDRESSES = [f"/{page.path}?{NAMED.get(page.id, '')}" for page in PAGES]


@pytest.fixture
def someone(chromium, address):
    """A visitor whose `stopped` lists what the policy stopped."""
    with real.visitor(chromium, address) as visitor:
        visitor.stopped = []
        visitor.page.expose_function("stopped", lambda what: visitor.stopped.append(what))
        visitor.page.add_init_script(LISTEN)
        yield visitor


def assert_undisturbed(someone) -> None:
    """Nothing was stopped, the console said nothing, no other host was asked."""
    assert someone.stopped == []
    assert [line for line in someone.complaints if not line.rstrip().endswith(real.STREAMLIT_PROBES)] == []
    assert someone.strayed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_runs_under_the_policy(someone, language):
    for path in ADDRESSES:
        someone.open(f"{path}&lang={language}")
        assert someone.page.locator("html").get_attribute("lang") == language
        bare = any(entry.bare and path.startswith(f"/{entry.path}?") for entry in PAGES)
        assert someone.page.locator(".ra-count").count() == (0 if bare else 1), path
        assert someone.page.get_by_role("alert").count() == 0, path
        assert_undisturbed(someone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_world_page_with_its_table_list_and_dialog_runs_under_the_policy(someone, language):
    someone.open(f"/?lang={language}")
    assert someone.map_drawn() >= 150
    for expander in someone.page.locator("[data-testid=stExpander] summary").all():
        expander.click()
        someone.settle()
    table = someone.page.locator("[data-testid=stDataFrame] canvas").first
    table.wait_for(timeout=15_000)
    assert table.bounding_box()["height"] > 100
    marks = someone.page.evaluate(
        "() => { const t = document.querySelector('.js-plotly-plot').data.at(-1); return t.text.map((n, i) => [+n, t.lat[i], t.lon[i]]); }"
    )
    _, lat, lon = max(marks)
    someone.click_map(lat, lon)
    assert someone.page.get_by_role("dialog").locator("a").count() > 3
    assert_undisturbed(someone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_layer_that_plays_runs_under_the_policy(someone, language):
    someone.open(f"/?layer=displaced-from&year=2015&lang={language}")
    someone.map_drawn()
    play, said = someone.page.locator(".st-key-w_play button"), someone.page.locator(".ra-sentence").first
    before = said.inner_text()
    play.click()
    someone.page.wait_for_function("(before) => document.querySelector('.ra-sentence').innerText !== before", arg=before, timeout=20_000)
    play.click()
    someone.settle()
    assert re.search(r"year=20(1[6-9]|2\d)", someone.page.url)
    assert_undisturbed(someone)


def test_the_panels_and_a_download_run_under_the_policy(someone):
    someone.open("/?theme=women&basket=taner-kilic")
    for key in ("p_years", "p_more", "p_asof", "p_link", "p_basket", "p_take"):
        someone.page.locator(f".st-key-{key} button").first.click()
        someone.page.locator("[data-testid=stPopoverBody]").first.wait_for(timeout=10_000)
        if key == "p_take":
            with someone.page.expect_download() as taken:
                someone.page.get_by_role("button", name="CSV").click()
            assert len(taken.value.path().read_text(encoding="utf-8-sig").splitlines()) > 10
        someone.page.keyboard.press("Escape")
        someone.settle()
    assert_undisturbed(someone)


def test_the_policy_stops_what_is_not_ours(someone):
    failed = []
    someone.page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
    """The other side: with a hole in our own escaping, a foreign script, picture, form or address would still go nowhere."""
    someone.open("/about")
    someone.page.evaluate(
        """() => {
            const add = (name, given) => document.body.append(Object.assign(document.createElement(name), given));
            add('script', {textContent: 'window.ran = true'});
            add('script', {src: 'https://elsewhere.example/a.js'});
            add('img', {src: 'https://elsewhere.example/a.png'});
            add('div', {innerHTML: '<img src="data:image/png;base64,AA" onerror="window.ran = true">'});
            add('iframe', {src: 'https://elsewhere.example/'});
            add('base', {href: 'https://elsewhere.example/'});
            fetch('https://elsewhere.example/').catch(() => {});
            try { new WebSocket('wss://elsewhere.example/'); } catch {}
            setTimeout(() => new Function('window.ran = true')());  // later, as the test's own words may be evaluated
        }"""
    )
    someone.page.wait_for_timeout(1000)
    assert not someone.page.evaluate("window.ran === true")
    assert {line.split()[0] for line in someone.stopped} == {
        "script-src-elem",
        "script-src-attr",
        "script-src",
        "img-src",
        "frame-src",
        "base-uri",
        "connect-src",
    }
    assert {failure for url, failure in failed if url in someone.strayed} == {"csp"}, "the policy stopped it, not the missing network"
