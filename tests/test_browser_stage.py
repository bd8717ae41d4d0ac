"""Presenting in a real browser, with every other host blocked: walked by keyboard, in two windows, on three sizes of screen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from components import decks, load
from components.exports.qr import qr_svg_uri
from tests import browser as real
from tests.conftest import DATA
from tests.test_stage import ABC

pytestmark = pytest.mark.browser

WALL, LAPTOP, TELEPHONE = {"width": 1920, "height": 1080}, {"width": 1366, "height": 768}, {"width": 400, "height": 800}

#: The texts of the stage that stand beyond the window: what a reader could not see without scrolling. Words that scroll by
#: themselves are asked for apart, and so are the small controls and what Plotly draws.
BEYOND = """(across) => { const beyond = [], stage = document.querySelector('.st-key-stage');
    const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (texts.nextNode()) { const around = texts.currentNode.parentElement;
        if (!texts.currentNode.textContent.trim() || !around.checkVisibility()) continue;
        if (around.closest('.st-key-stage_controls, .js-plotly-plot, style, .st-key-stage_words, .ra-speaker')) continue;
        range.selectNodeContents(texts.currentNode);
        const boxes = [...range.getClientRects()];
        if (boxes.some(box => box.left < -1 || box.right > innerWidth + 1 || (!across && (box.top < -1 || box.bottom > innerHeight + 1))))
            beyond.push(around.outerHTML.slice(0, 90)); }
    return beyond; }"""

#: By how many pixels the words of the slide are longer than their room, or wider.
HIDDEN = """() => { const words = document.querySelector('.st-key-stage_words');
    return words ? Math.max(words.scrollHeight - words.clientHeight, words.scrollWidth - words.clientWidth) : 0; }"""

#: The words, the picture and the footer may not cover each other.
COVERED = """() => { const boxes = ['.ra-slide-head', '.st-key-stage_words', '.st-key-slide_box', '.ra-foot'].map(name => document.querySelector(name))
        .filter(Boolean).map(each => [each.className.slice(0, 60), each.getBoundingClientRect()]);
    return boxes.flatMap(([a, one], n) => boxes.slice(n + 1).filter(([b, two]) => one.left < two.right - 2 && two.left < one.right - 2
        && one.top < two.bottom - 2 && two.top < one.bottom - 2).map(([b]) => a + ' and ' + b)); }"""


def number(someone) -> str:
    return someone.page.locator(".ra-number").inner_text()


#: The stage shows this number, nothing on it is stale, and its picture is drawn: Plotly complains of pictures that go while it draws.
DRAWN = """(said) => document.querySelector('.ra-number')?.innerText === said && !document.querySelector('.st-key-stage [data-stale="true"]')
    && [...document.querySelectorAll('.st-key-slide_box')].every(box => { const plot = box.querySelector('.js-plotly-plot');
        return plot?._fullLayout && (plot._fullLayout.geo ? plot.querySelector('.choroplethlayer path') : plot.querySelector('.scatterlayer')); })"""


def arrive(someone, slide: int, total: int) -> None:
    """Wait until the stage shows a slide, drawn to its end."""
    someone.page.wait_for_function(DRAWN, arg=f"{slide} / {total}", timeout=20_000)


def press(someone, key: str, slide: int, total: int) -> None:
    someone.page.keyboard.press(key)
    arrive(someone, slide, total)


def test_two_clicks_lead_from_any_choice_to_its_first_slide(visit):
    someone = visit()
    someone.open("/?theme=lgbti")
    cases = int(someone.count().split()[0])
    someone.page.locator(".st-key-actions a", has_text="Present").click()
    someone.page.wait_for_url("**/present?**")
    someone.settle()
    someone.page.locator(".st-key-wrap_slides, .st-key-wrap_show").first.wait_for(timeout=15_000)
    someone.page.locator(".st-key-wrap_show a", has_text="Present").first.click()
    someone.page.wait_for_url("**/stage?**")
    someone.settle()
    assert someone.page.locator(".ra-slide-title h1").is_visible()
    assert someone.page.locator("h1").inner_text().startswith("LGBTI")
    total = int(number(someone).split(" / ")[1])
    assert total >= 4 + min(cases, decks.MOST_CASES)
    assert someone.page.locator(".st-key-header").count() == 0
    box = someone.page.locator(".st-key-stage").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1400, 900)


FORWARD, BACK = ("ArrowRight", "Space", "PageDown", "ArrowDown"), ("ArrowLeft", "PageUp", "ArrowUp")


def test_a_whole_deck_is_walked_by_keyboard_and_fits_every_screen(visit):
    deck = load.load(DATA).decks["message-2017"]
    total = len(deck.slides)
    someone = visit(**WALL)
    someone.open("/stage?deck=message-2017")
    beyond, hidden, covered = {}, {}, {}
    for at, slide in enumerate(deck.slides, 1):
        if at > 1:
            press(someone, FORWARD[at % 4], at, total)
        title = someone.page.locator("h1").inner_text()
        assert title.strip()
        assert not slide.title or " ".join(title.split()) == slide.title.en
        for size in (LAPTOP, TELEPHONE, WALL):
            someone.page.set_viewport_size(size)
            where = f"{at} at {size['width']}"
            if found := someone.page.evaluate(BEYOND, size is TELEPHONE):
                beyond[where] = found
            if size is not TELEPHONE and (found := someone.page.evaluate(COVERED)):
                covered[where] = found
            if size is not TELEPHONE and (found := someone.page.evaluate(HIDDEN)) > 2:
                hidden[f"{where}: {title[:60]}"] = found
    assert beyond == {}
    assert covered == {}
    assert hidden == {}, "words that the back row would not see"
    someone.page.keyboard.press("ArrowRight")
    press(someone, "Home", 1, total)
    press(someone, "End", total, total)
    for step, key in enumerate(BACK, 1):
        press(someone, key, total - step, total)
    someone.page.go_back()
    arrive(someone, total - 2, total)
    press(someone, "Home", 1, total)
    press(someone, "ArrowRight", 2, total)
    someone.page.keyboard.press("ArrowLeft")
    arrive(someone, 1, total)


def test_the_longest_words_that_a_deck_may_have_stay_within_the_window(visit):
    title, lines = "Extraordinarily long " * 5 + "title", tuple("long words " * 23 + f"{n}" for n in range(7))
    slides = [decks.Slide(view=view, title=title, text=lines, note="Said. " * 199 + "Said.") for view in ("title", "map", "closing")]
    slides.append(decks.Slide(view="title", title="W" * 110, text=("W" * 260,)))
    someone = visit(**WALL)
    someone.open(f"/stage?notes=1&d={decks.pack(decks.Deck(id='own', title=title, slides=tuple(slides)))}")
    for at in range(1, 5):
        if at > 1:
            press(someone, "ArrowRight", at, 4)
        for size in (LAPTOP, TELEPHONE, WALL):
            someone.page.set_viewport_size(size)
            assert someone.page.evaluate(BEYOND, size is TELEPHONE or at == 4) == [], (at, size)
        if at in (1, 3):  # there is no picture: the words scroll in their room, to the last
            assert someone.page.evaluate(HIDDEN) > 100
            someone.page.locator(".st-key-stage_words li").last.scroll_into_view_if_needed()
            last = someone.page.locator(".st-key-stage_words li").last.bounding_box()
            assert 0 < last["y"] < WALL["height"] - last["height"]


#: The marks of several cases on the map of a page or slide that cover another by more than a sixth of their width.
COVERING = """() => { const numbered = document.querySelector('.js-plotly-plot .scattergeo text').closest('.trace');
    const discs = [...numbered.querySelectorAll('path.point')].map(each => each.getBoundingClientRect());
    const apart = (a, b) => Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
    return [discs.length, discs.flatMap((a, n) => discs.slice(n + 1).map(b => [apart(a, b), (a.width + b.width) / 2]))
        .filter(([far, wide]) => far < wide * 5 / 6)]; }"""


def test_the_numbered_marks_of_a_map_do_not_cover_one_another_on_a_page_or_a_slide(visit):
    someone = visit(**LAPTOP)
    for address in ("/", "/stage?deck=selection&slide=2"):
        someone.open(address)
        assert someone.map_drawn() >= 150
        discs, covering = someone.page.evaluate(COVERING)
        assert discs > 15
        assert covering == [], address


def test_maps_and_timelines_on_slides_are_alive(visit):
    someone = visit(**LAPTOP)
    someone.open("/stage?deck=selection&origin=message-2017&slide=2")
    assert someone.map_drawn() >= 150
    point = someone.page.evaluate(
        """() => { const map = document.querySelector('.js-plotly-plot'); const [x, y] = map._fullLayout.geo._subplot.projection([-106, 56]);
            const box = map.getBoundingClientRect(); return [box.x + x, box.y + y]; }"""
    )
    someone.page.mouse.move(point[0] - 3, point[1] - 3)
    someone.page.mouse.move(*point)
    someone.page.wait_for_function("() => document.querySelector('.hoverlayer')?.textContent.includes('Canada')", timeout=10_000)
    before = someone.page.evaluate("() => document.querySelector('.js-plotly-plot')._fullLayout.geo.projection.scale")
    someone.page.mouse.wheel(0, -300)
    someone.page.wait_for_function(
        "(before) => document.querySelector('.js-plotly-plot')._fullLayout.geo.projection.scale > before", arg=before, timeout=10_000
    )
    total = int(number(someone).split(" / ")[1])
    press(someone, "ArrowRight", 3, total)
    someone.page.locator(".js-plotly-plot .scatterlayer path.point").first.wait_for(timeout=10_000)
    span = "() => { const [first, last] = document.querySelector('.js-plotly-plot')._fullLayout.xaxis.range.map(Date.parse); return last - first; }"
    before = someone.page.evaluate(span)
    box = someone.page.locator(".js-plotly-plot").bounding_box()
    someone.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.4)
    someone.page.mouse.down()
    someone.page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.42, steps=6)
    someone.page.mouse.up()
    someone.page.wait_for_function(f"(before) => ({span})() < before / 2", arg=before, timeout=10_000)
    assert number(someone) == f"3 / {total}"


def faults(someone) -> list[tuple[str, str]]:
    """What axe-core finds in what is ours, serious or worse."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(someone.page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    return [
        (violation["id"], node["html"][:160])
        for violation in found
        for node in violation["nodes"]
        if violation["impact"] in ("critical", "serious") and "st-emotion" not in node["html"].split(">")[0]
    ]


def test_notes_ground_and_leaving_have_their_keys_and_every_ground_can_be_read(visit):
    someone = visit(**LAPTOP)
    someone.open("/stage?deck=message-2017&slide=5&lang=fr")
    total = int(number(someone).split(" / ")[1])
    assert faults(someone) == []
    someone.page.keyboard.press("n")
    speaker = someone.page.locator(".ra-speaker")
    speaker.wait_for(timeout=10_000)
    assert len(speaker.inner_text()) > 40
    light = someone.page.locator(".st-key-stage").evaluate("each => getComputedStyle(each).backgroundColor")
    someone.page.keyboard.press("d")
    someone.page.wait_for_function("(light) => getComputedStyle(document.querySelector('.st-key-stage')).backgroundColor !== light", arg=light, timeout=10_000)
    someone.settle()
    assert faults(someone) == []
    press(someone, "ArrowRight", 6, total)
    assert "ground=dark" in someone.page.url
    assert speaker.is_visible(), "notes and ground stay from slide to slide"
    someone.page.keyboard.press("n")
    speaker.wait_for(state="detached", timeout=10_000)
    someone.page.keyboard.press("Escape")
    someone.page.wait_for_url("**/present?**")
    someone.settle()
    assert "deck=message-2017" in someone.page.url
    assert "lang=fr" in someone.page.url
    assert faults(someone) == []


def test_a_map_and_the_end_have_no_serious_fault_of_accessibility_on_light_and_on_dark(visit):
    total = len(load.load(DATA).decks["message-2017"].slides)
    someone = visit(**WALL)
    for slide, ground in ((2, "dark"), (total, "light"), (2, "light")):
        someone.open(f"/stage?deck=message-2017&slide={slide}&ground={ground}")
        arrive(someone, slide, total)
        assert faults(someone) == [], (slide, ground)


def test_the_notes_in_a_second_window_and_the_stage_follow_each_other(visit):
    someone = visit(**LAPTOP)
    someone.open("/present?deck=message-2017")
    someone.page.locator(".st-key-p_two button").first.click()
    with someone.page.context.expect_page() as opening:
        someone.page.get_by_role("link", name="Open the notes").click()
    notes = real.Visitor(opening.value, someone.address)
    notes.settle()
    assert notes.page.url.startswith(f"{someone.address}/notes?")
    total = int(number(notes).split(" / ")[1])
    assert faults(notes) == []
    someone.page.locator('[data-testid="stPopoverBody"] a', has_text="Present").click()
    someone.page.wait_for_url("**/stage?**podium=**")
    arrive(someone, 1, total)
    press(someone, "ArrowRight", 2, total)
    arrive(notes, 2, total)
    press(notes, "PageDown", 3, total)
    arrive(someone, 3, total)
    assert notes.page.locator("h1").inner_text() == someone.page.locator("h1").inner_text()
    assert notes.page.locator(".ra-telling").inner_text().strip()
    press(notes, "End", total, total)
    arrive(someone, total, total)
    press(someone, "Home", 1, total)
    arrive(notes, 1, total)


def slide_titles(someone) -> list[str]:
    someone.page.locator('[class*="st-key-wrap_row_"] a').first.wait_for(timeout=15_000)
    return [each.inner_text().split("\n")[-1] for each in someone.page.locator('[class*="st-key-wrap_row_"] a').all()]


def test_a_deck_saved_as_a_file_is_loaded_again_and_a_hostile_file_takes_nothing_away(visit, tmp_path):
    someone = visit(height=1300)
    someone.open(f"/present?d={decks.pack(ABC)}")
    before = slide_titles(someone)
    assert before == ["A", "B", "C"]
    someone.page.locator(".st-key-move_arrow_downward_0 button").first.click()
    someone.page.wait_for_function("(d) => new URLSearchParams(location.search).get('d') !== d", arg=decks.pack(ABC), timeout=15_000)
    someone.settle()
    moved = slide_titles(someone)
    assert moved == ["B", "A", "C"]
    someone.page.locator(".st-key-p_keep button").first.click()
    with someone.page.expect_download(timeout=30_000) as waiting:
        someone.page.locator('[data-testid="stPopoverBody"] [data-testid="stDownloadButton"] button').first.click()
    saved = waiting.value.path().read_text(encoding="utf-8")
    assert saved == decks.to_text(ABC.moved(0, 1))
    other = visit(height=1300)
    other.open("/present?theme=lgbti")
    cards = other.page.locator('[class*="st-key-wrap_card_"]').count()
    for name, content in (
        ("bomb.yml", b"a: &a [x,x]\nb: &b [*a,*a]\nslides: *b\n"),
        ("page.yml", b"<script>alert(1)</script>"),
        ("bytes.yml", bytes(range(256))),
    ):
        other.page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "application/yaml", "buffer": content})
        other.page.locator(".st-key-deck_problems", has_text=name).wait_for(timeout=15_000)
        other.settle()
        assert other.page.locator('[class*="st-key-wrap_card_"]').count() == cards
        assert "d=" not in other.page.url.split("?")[1].replace("deck=", "")
    other.page.locator('input[type="file"]').set_input_files({"name": "saved.yml", "mimeType": "application/yaml", "buffer": saved.encode()})
    assert slide_titles(other) == moved
    assert "theme=lgbti" in other.page.url


def test_a_deck_in_a_link_opens_in_a_fresh_browser(visit):
    someone = visit()
    someone.open("/present?deck=case&id=taner-kilic")
    someone.page.locator(".st-key-p_keep button").first.click()
    link = someone.page.locator('[data-testid="stPopoverBody"] [data-testid="stCode"] code').first.inner_text().strip()
    assert link.startswith(f"{someone.address}/present?d=")
    other = visit()
    other.open(link.removeprefix(other.address))
    assert "Taner Kılıç" in other.page.locator("h3").first.inner_text()
    assert re.search(r"\b4 slides", other.page.locator("body").inner_text())


@contextmanager
def standing_elsewhere(chromium, public: str) -> Iterator[real.Visitor]:
    """A visitor to a server whose operator has said its public address."""
    with real.server(RIGHTS_ATLAS_ADDRESS=public) as address, real.visitor(chromium, address, **LAPTOP) as someone:
        yield someone
        assert someone.strayed == []


def test_the_code_on_a_slide_leads_to_the_short_address_that_stands_beside_it(chromium, visit):
    public = "https://atlas.example.org/rights/"
    with standing_elsewhere(chromium, public) as someone:
        for params, short in (("deck=case&id=taner-kilic", "c/taner-kilic"), ("deck=country&iso3=CAN", "k/CAN"), ("deck=theme&id=lgbti", "t/lgbti")):
            someone.open(f"/stage?{params}")
            code = someone.page.locator("img.ra-qr")
            assert code.get_attribute("src") == qr_svg_uri(public + short)
            assert short in code.get_attribute("alt")
            assert someone.page.locator(".ra-foot a").inner_text() == f"atlas.example.org/rights/{short}"
            assert someone.page.locator(".ra-foot a").get_attribute("href") == public + short
            assert code.bounding_box()["width"] >= 90
            assert code.evaluate("each => each.complete && each.naturalWidth > 0")
        someone.open("/stage?deck=message-2017&slide=4")
        lead = someone.page.locator(".ra-foot a")
        assert lead.inner_text() == "atlas.example.org/rights/d/message-2017/4", "the view's own address is too long to be typed"
        assert lead.get_attribute("href").startswith(f"{public}?case=south-sudan-conflict-2013,")
        assert someone.page.locator("img.ra-qr").get_attribute("src") == qr_svg_uri(f"{public}d/message-2017/4"), "few squares are read from the back row"
        someone.open("/present?deck=case&id=taner-kilic")
        someone.page.locator(".st-key-p_two button").first.click()
        href = someone.page.get_by_role("link", name="Open the notes").evaluate("each => each.href")
        assert href.startswith(f"{someone.address}/notes?"), "the notes meet the stage on this server, not at the public address"
    alone = visit(**LAPTOP)
    alone.open("/stage?deck=case&id=taner-kilic")
    assert alone.page.locator("img.ra-qr").count() == 0, "no code leads a telephone to this computer"
    assert alone.page.locator(".ra-foot a").get_attribute("href") == f"{alone.address}/c/taner-kilic"
    alone.open("/d/message-2017/4")
    alone.page.wait_for_url("**/stage?deck=message-2017&slide=4**")
    assert number(alone).startswith("4 / ")
    alone.open("/c/taner-kilic")
    alone.page.wait_for_url("**/case?id=taner-kilic**")
    assert "Taner Kılıç" in alone.page.locator("h1").inner_text()
