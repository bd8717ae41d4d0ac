"""Every page through AppTest, in both languages, through the frame; good links, bad links, no links."""

import json
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from components.pages import PAGES, _parts
from tests.conftest import DATA, FRAME

LANGUAGES = ("en", "fr")
SCRIPTS = {page.id: page.file for page in PAGES}
FRAMED = [page.id for page in PAGES if not page.bare]
ID = {"theme": "refugees"}
DECK = {"stage": {"deck": "case"}, "notes": {"deck": "case"}}
CHARTS = {
    "world": 2, "case": 1, "country": 14, "theme": 6, "compare": 12, "about": 0, "timeline": 1, "then": 0, "cases": 0, "corrections": 0,
    "present": 0, "stage": 1, "notes": 0,
}  # fmt: skip


def open_page(page: str = "world", **params: str) -> AppTest:
    """The app on a page with these parameters, after one run."""
    at = AppTest.from_file(str(FRAME), default_timeout=60)
    for name, value in params.items():
        at.query_params[name] = value
    at.run()
    if page != "world":
        at.switch_page(str(FRAME.parent / SCRIPTS[page]))
        for name, value in params.items():
            at.query_params[name] = value
        at.run()
    assert not at.exception, at.exception
    return at


def words(at: AppTest) -> str:
    """Everything the page says, as one text."""
    parts = [at.get(kind) for kind in ("html", "markdown", "title", "subheader", "caption", "warning", "error", "info")]
    return "\n".join(str(getattr(each, "value", None) or each.proto.body) for of in parts for each in of)


def charts(at: AppTest) -> list:
    return [chart.proto for chart in at.get("plotly_chart")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", FRAMED)
def test_every_page_opens_in_every_language(page, language, texts):
    at = open_page(page, lang=language, id=ID.get(page, "taner-kilic"), iso3="MEX", **{"with": "MEX,COL"})
    assert not at.error
    said = words(at)
    assert texts[language]("app.name") in said
    assert "202" in said
    other = "fr" if language == "en" else "en"
    assert texts[other]("count.as_of", date="").strip() not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", SCRIPTS)
def test_every_picture_has_its_words(page, language):
    at = open_page(page, lang=language, id=ID.get(page, "taner-kilic"), iso3="MEX", **{"with": "MEX,COL"}, **DECK.get(page, {}))
    assert len(charts(at)) >= CHARTS[page]
    for chart in charts(at):
        assert len(chart.alt) > 20
        assert "cdn" not in chart.spec
        assert json.loads(chart.config)["topojsonURL"] == "geo/"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [page.id for page in PAGES if page.bare])
def test_a_page_that_fills_the_window_has_no_frame_and_speaks_each_language(page, language, texts):
    at = open_page(page, lang=language, id="taner-kilic", **DECK[page])
    assert not at.error
    said = words(at)
    assert 'class="ra-name"' not in said
    assert 'class="ra-count"' not in said
    assert not at.button_group
    other = "fr" if language == "en" else "en"
    assert texts[language]("slide.sources", sources="").strip() in said
    assert texts[other]("slide.sources", sources="").strip() not in said.replace(texts[language]("slide.sources", sources="").strip(), "")


@pytest.mark.parametrize("page", FRAMED)
def test_every_page_says_how_many_cases_of_how_many(page, index, texts):
    at = open_page(page, theme="conflict", id="taner-kilic", iso3="MEX")
    n = int(index.themes["conflict"].sum())
    assert texts["en"].count("count.of", n, total="202") in words(at)


def test_every_case_opens(dataset):
    at = open_page("case", id=dataset.cases[0].id)
    for case in dataset.cases:
        at.query_params["id"] = case.id
        at.run()
        assert not at.exception
        assert not at.error, case.id
        assert at.title[0].value.replace("\\", "") == case.title
        said = words(at)
        for source in case.sources:
            assert (source.url is None) or source.url.replace("&", "&amp;") in said
            assert not (source.lead and source.lead in said), f"{case.id} shows the lead of {source.id}"


@pytest.mark.parametrize("iso3", ["MEX", "CAN", "IOT", "TUV", "GUF", "XKX", "PSE", "ESH", "TWN"])
def test_country_pages_open_with_and_without_cases(iso3, texts, dataset):
    at = open_page("country", iso3=iso3)
    assert at.title[0].value.replace("\\", "") == texts["en"].country(dataset.country[iso3])


@pytest.mark.parametrize(
    ("page", "params", "key"),
    [
        ("world", {"theme": "nope"}, "link.ignored"),
        ("world", {"foo": "bar"}, "link.ignored"),
        ("world", {"lang": "tlh"}, "link.ignored"),
        ("world", {"from": "2020", "to": "2010"}, "link.ignored"),
        ("case", {"id": "no-such-case"}, "case.unknown_title"),
        ("case", {"id": "<img src=x onerror=alert(1)>"}, "case.unknown_title"),
        ("case", {}, "case.unknown_title"),
        ("country", {"iso3": "ZZZ"}, "country.choose"),
        ("country", {}, "country.choose"),
        ("theme", {}, "theme.choose"),
        ("theme", {"id": "nope"}, "theme.choose"),
        ("compare", {}, "compare.choose"),
        ("compare", {"with": "MEX,ZZZ"}, "compare.ignored"),
        ("world", {"case": "nobody"}, "link.ignored"),
        ("world", {"layer": "nope"}, "link.ignored"),
        ("present", {"deck": "nope"}, "present.unreadable"),
        ("present", {"d": "nope"}, "present.unreadable"),
        ("stage", {"deck": "nope"}, "stage.no_deck"),
        ("notes", {}, "stage.no_deck"),
        ("world", {"layer": "idps", "year": "1066"}, "link.ignored"),
        ("world", {"layer": "ged"}, "ged.missing"),
    ],
)
def test_a_bad_link_gives_a_working_page_that_says_so(page, params, key, texts):
    at = open_page(page, **params)
    expected = texts["en"].translations.gettext(key).split("{")[0].strip()
    assert expected in words(at)


def test_what_a_link_says_is_never_markup():
    at = open_page("case", id="<img src=x onerror=alert(1)>")
    assert "<img" not in words(at).replace("\\<img", "")


def test_an_empty_selection_says_so_and_offers_the_way_out(texts):
    at = open_page(q="no such words anywhere")
    assert texts["en"]("empty.title") in words(at)
    assert not charts(at)
    at.button[[b.label for b in at.button].index(texts["en"]("empty.clear"))].click().run()
    assert charts(at)
    assert dict(at.query_params) == {}


def test_a_filter_narrows_and_the_address_follows(texts, index):
    at = open_page()
    at.button_group(key="f_theme").set_value(["refugees"]).run()
    assert at.query_params["theme"] == "refugees"
    at.multiselect(key="f_where").set_value(["MEX", "002"]).run()
    assert at.query_params["country"] == "MEX"
    assert at.query_params["region"] == "002"
    at.text_input(key="f_words").set_value("Libya").run()
    assert at.query_params["q"] == "Libya"
    said = words(at)
    assert texts["en"]("selection.words", words="Libya").replace("“", "“") in said.replace("\\", "")


def test_an_address_seeds_the_widgets():
    at = open_page(
        theme="indigenous,refugees", country="CAN", **{"from": "2015", "to": "2018"}, status="ongoing", kind="project", origin="message-2017", q="dam"
    )
    assert at.button_group(key="f_theme").value == ["refugees", "indigenous"]
    assert at.multiselect(key="f_where").value == ["CAN"]
    assert at.slider(key="f_years").value == (2015, 2018)
    assert at.multiselect(key="f_status").value == ["ongoing"]
    assert at.toggle(key="f_origin").value is True
    assert at.text_input(key="f_words").value == "dam"


def test_cases_chosen_by_hand_stay_across_filters_until_they_are_dropped(texts):
    at = open_page(case="taner-kilic,veronica-razo", lang="fr")
    assert texts["fr"].count("count.of", 2, total="202") in words(at)
    at.multiselect(key="f_where").set_value(["MEX"]).run()
    assert texts["fr"].count("count.of", 1, total="202") in words(at)
    assert at.query_params["case"] in ("veronica-razo,taner-kilic", "taner-kilic,veronica-razo")
    assert at.button(key="drop_cases").label.startswith(texts["fr"].count("selection.cases", 2))
    at.multiselect(key="f_where").set_value([]).run()
    at.button(key="drop_cases").click().run()
    assert "case" not in at.query_params
    assert texts["fr"].count("count.of", 202, total="202") in words(at)
    assert "drop_cases" not in [each.key for each in at.button]


def test_the_basket_becomes_the_selection(texts):
    at = open_page("cases", basket="taner-kilic,veronica-razo")
    assert texts["en"].count("count.of", 202, total="202") in words(at)
    at.button(key="basket_only").click().run()
    assert sorted(at.query_params["case"].split(",")) == ["taner-kilic", "veronica-razo"]
    assert at.query_params["basket"] == "taner-kilic,veronica-razo"
    assert texts["en"].count("count.of", 2, total="202") in words(at)
    at.button(key="clear").click().run()
    assert "case" not in at.query_params


def test_a_changed_address_is_followed(texts):
    """Back and Forward change the address under a running page."""
    at = open_page(theme="conflict")
    at.query_params["theme"] = "lgbti"
    at.run()
    assert at.button_group(key="f_theme").value == ["lgbti"]
    del at.query_params["theme"]
    at.run()
    assert at.button_group(key="f_theme").value == []


def test_the_language_can_be_changed_and_stays(texts):
    at = open_page(theme="conflict")
    at.button(key="lang_fr").click().run()
    assert at.query_params["lang"] == "fr"
    assert texts["fr"]("app.name") in words(at)
    assert at.button_group(key="f_theme").value == ["conflict"]


def test_french_pages_mark_what_is_not_translated(texts):
    assert texts["fr"]("case.untranslated").split(";")[0] in words(open_page("case", id="taner-kilic", lang="fr"))
    assert texts["en"]("case.untranslated") not in words(open_page("case", id="taner-kilic", lang="en"))


def test_tables_and_the_list_in_view_open(texts, index):
    at = open_page(theme="lgbti")
    before = len(at.dataframe)
    for key in ("map_table", "timeline_world_table", "events_world"):
        at.session_state[key] = True
    at.run()
    assert not at.exception
    assert len(at.dataframe) == before + 2
    assert len(at.dataframe[0].value) == int(index.themes["lgbti"].sum())


def test_notes_and_leads_of_curators_are_never_shown(dataset):
    at = open_page("case", id="veronica-razo")
    raw = (DATA / "cases" / "veronica-razo.yml").read_text(encoding="utf-8")
    notes = raw.split("notes:")[1].split()
    assert " ".join(notes[:6]).strip("'\"") not in " ".join(words(at).split())


@pytest.fixture
def broken_data(tmp_path, monkeypatch):
    """A copy of the data in which cases have a theme that is not there any more."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    themes = copy / "themes.yml"
    themes.write_text(themes.read_text(encoding="utf-8").replace("- id: detention", "- id: prison", 1), encoding="utf-8")
    monkeypatch.setenv("RIGHTS_ATLAS_DATA", str(copy))
    _parts.house.clear()
    yield copy
    _parts.house.clear()


def test_data_that_break_a_rule_show_the_problem_page_and_no_thinner_map(broken_data, texts):
    at = open_page()
    assert at.title[0].value == texts["en"]("problem.title")
    assert not charts(at)
    said = "\n".join(code.value for code in at.code)
    assert "public/cases.json" in said
    assert '"detention"' in said


def test_a_page_that_fails_shows_no_trace(monkeypatch, texts):
    def fails(*_, **__):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("components.frames.Frames.places", fails)
    at = open_page()
    assert texts["en"]("error.page") in words(at)
    assert "secret detail" not in words(at)


@pytest.mark.parametrize("layer", ["displaced-from", "conflict-deaths", "freedom-of-expression"])
def test_the_map_shows_an_indicator_for_the_year_of_the_slider(layer, texts, loaded):
    at = open_page(layer=layer, year="2015", lang="fr")
    assert at.select_slider(key="w_year").value == 2015
    assert loaded.numbers.indicators[layer].info.name["fr"] in charts(at)[0].alt
    assert "2015" in charts(at)[0].alt
    at.select_slider(key="w_year").set_value(2016).run()
    assert at.query_params["year"] == "2016"
    assert "2016" in charts(at)[0].alt
    at.selectbox(key="w_layer").set_value("cases").run()
    assert "layer" not in at.query_params
    assert "year" not in at.query_params


def test_the_years_play_to_the_last_and_stop():
    at = open_page(layer="idps", year="2023")
    at.button(key="w_play").click().run()
    shown = [at.select_slider(key="w_year").value]
    for _ in range(4):
        at.run()
        shown.append(at.select_slider(key="w_year").value)
    assert shown == sorted(shown)
    assert shown[-1] == 2025
    assert at.session_state["w_playing"] is False
    assert at.query_params["year"] == "2025"


def test_per_head_ends_where_the_population_does(texts):
    at = open_page(layer="refugees-hosted", year="2024")
    at.toggle(key="w_per").set_value(True).run()
    assert at.select_slider(key="w_year").value == 2022
    assert at.query_params["per"] == "head"
    assert "100,000" in charts(at)[0].alt or "100,000" in words(at)


def test_a_country_page_has_its_numbers_treaties_and_conflicts(texts):
    said = words(open_page("country", iso3="SDN"))
    for key in ("numbers.title", "flows.title", "treaties.title", "conflicts.title"):
        assert texts["en"](key) in said
    assert texts["en"]("treaty_status.party") in said


def test_a_partial_list_is_never_shown_as_not_ratified(texts, loaded):
    """The 1951 Convention's list lacks most States: for them the page says that it is not known."""
    treaties = loaded.numbers.treaties
    partial = next(each for each in treaties.treaties if each.complete == "partial")
    iso3 = next(iso3 for iso3 in ("MNG", "BTN", "FJI", "TUV", "MEX") if treaties.status(iso3, partial.id).status == "unknown")
    said = words(open_page("country", iso3=iso3))
    line = next(line for line in said.split("<li>") if partial.name["en"] in line)
    assert texts["en"]("treaty_status.unknown") in line
    assert texts["en"]("treaties.partial") in line


def test_the_theme_of_conflict_lists_the_armed_conflicts_of_the_year(loaded, texts):
    """61 conflicts and 11 wars in 2024, as UCDP published with version 25.1 in June 2025."""
    said = words(open_page("theme", id="conflict"))
    assert texts["en"].count("conflicts.world", 61, year=2024, wars="11") in said
    assert all(row.name in said for row in loaded.numbers.conflicts.in_year(2024) if "'" not in row.name and "&" not in row.name)
    assert texts["en"]("conflicts.world_title", year=2024) not in words(open_page("theme", id="refugees"))
