"""The Cases page: search, facets with live counts, sorting, the basket, and what can be taken away."""

import csv
import io
import json
import re

import pytest

from components.selection import Selection
from tests.test_pages import open_page, words


def titles(at, dataset) -> list[str]:
    """The titles of the cases that the page links, in their order."""
    known = {case.title for case in dataset.cases}
    return [label for each in at.get("page_link") if (label := each.proto.label.replace("\\", "")) in known]


def counts(at, facet: str) -> dict[str, int]:
    """The entries of a facet with the number beside them."""
    found = {}
    for button in at.button:
        if button.key and button.key.startswith(f"facet_{facet}_"):
            found[button.key.removeprefix(f"facet_{facet}_")] = int(re.search(r"\(([\d\s,]+)\)$", button.label)[1].replace(",", ""))
    return found


def test_the_number_beside_a_facet_is_what_choosing_it_gives(index):
    at = open_page("cases", status="ongoing")
    for theme, n in counts(at, "theme").items():
        assert n == len(index.apply(Selection(themes=(theme,), statuses=("ongoing",))))
    for kind, n in counts(at, "kind").items():
        assert n == len(index.apply(Selection(kinds=(kind,), statuses=("ongoing",))))
    for source, n in counts(at, "source").items():
        assert n == len(index.apply(Selection(sources=(source,), statuses=("ongoing",))))
    # The facet's own choice does not narrow its counts: they tell what else could be chosen.
    assert sum(counts(at, "status").values()) == len(index.dataset.cases)


def test_choosing_a_facet_filters_and_choosing_it_again_lets_it_go(index, texts):
    at = open_page("cases")
    n = counts(at, "theme")["lgbti"]
    at.button(key="facet_theme_lgbti").click().run()
    assert at.query_params["theme"] == "lgbti"
    assert texts["en"].count("count.of", n, total=str(len(index.dataset.cases))) in words(at)
    at.button(key="facet_theme_lgbti").click().run()
    assert "theme" not in at.query_params


def test_a_decade_is_a_stretch_of_years(index):
    at = open_page("cases")
    key = next(button.key for button in at.button if button.key and button.key.startswith("facet_decade_(2010"))
    at.button(key=key).click().run()
    assert (at.query_params["from"], at.query_params["to"]) == ("2010", "2019")


def test_words_that_matched_are_marked_and_the_best_match_comes_first(dataset):
    at = open_page("cases", q="Kilic")
    assert titles(at, dataset)[0] == dataset.case["taner-kilic"].title
    assert "<mark>Kılıç</mark>" in words(at)


def test_a_query_that_cannot_be_read_is_taken_as_plain_words_and_says_so(texts, dataset):
    at = open_page("cases", q='"(women court')
    assert not at.error
    assert texts["en"]("cases.plain") in words(at)
    assert titles(at, dataset)


@pytest.mark.parametrize("sort", ["title", "country", "start", "status", "status_date"])
def test_cases_stand_in_the_order_asked_for(sort, dataset, index, texts):
    at = open_page("cases", sort=sort, theme="lgbti,women", country="CAN,USA,IRN,RUS")
    shown = [next(case for case in dataset.cases if case.title == title) for title in titles(at, dataset)]
    keys = {
        "title": lambda case: texts["en"].sort_key(case.title),
        "country": lambda case: texts["en"].sort_key(texts["en"].country(dataset.country[case.iso3s[0]])),
        "start": lambda case: case.start.first,
        "status": lambda case: ["ongoing", "partly-resolved", "resolved", "unclear"].index(case.status),
        "status_date": lambda case: -case.status_as_of.date.last.toordinal(),
    }
    assert len(shown) > 3
    assert [keys[sort](case) for case in shown] == sorted(keys[sort](case) for case in shown)


def test_the_table_holds_every_case_of_the_selection(index):
    at = open_page("cases", show="table", theme="defenders")
    assert len(at.dataframe[0].value) == int(index.themes["defenders"].sum())


def test_the_basket_is_filled_survives_other_pages_and_travels_in_a_link(dataset, texts):
    at = open_page("cases", q="Razo")
    at.button(key="basket_card_veronica-razo").click().run()
    assert at.query_params["basket"] == "veronica-razo"
    at = open_page("case", id="site-c-dam", basket="veronica-razo,no-such-case")
    at.button(key="basket_page_site-c-dam").click().run()
    assert at.query_params["basket"] == "veronica-razo,site-c-dam"
    at.button(key="basket_page_site-c-dam").click().run()
    assert at.query_params["basket"] == "veronica-razo"


def test_an_old_link_says_that_the_data_have_moved_on(dataset, texts):
    assert texts["en"]("link.version", version="2020.01", now=dataset.info.version) in words(open_page(v="2020.01")).replace("\\", "")
    assert "2020.01" not in words(open_page(v=dataset.info.version))


def test_downloads_hold_exactly_what_is_listed(index, dataset, texts):
    from components import exports

    chosen = index.apply(Selection(themes=("lgbti",))).cases()
    rows = list(csv.reader(io.StringIO(exports.csv_bytes(chosen, dataset, texts["en"], "https://atlas.example/").decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [case.id for case in chosen]
    said = json.loads(exports.json_bytes(chosen, dataset, "https://atlas.example/"))
    assert [each["id"] for each in said["cases"]] == [case.id for case in chosen]
    at = open_page("cases", theme="lgbti")
    assert {"CSV", "XLSX", "JSON", "GeoJSON"} <= {each.label for each in at.get("download_button")}
