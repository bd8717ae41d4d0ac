"""What stands in a brief: every case, every source once, and a word on what is left out."""

from datetime import date

import pytest
from fontTools.ttLib import TTFont

from components import brief, fonts
from components.brief.parts import Said, Turn
from components.selection import Chosen
from tests.briefs import ADDRESS, HOSTILE, LEAD, desk_for, desk_of_reposts, first
from tests.conftest import DATA


@pytest.fixture(scope="module")
def desk(loaded, texts, frames):
    return desk_for(loaded, texts, frames)


def plans(desk, length="short"):
    return {
        "country": brief.of_country(desk, "TUR", length=length),
        "dense": brief.of_country(desk, "CAN", length=length),
        "theme": brief.of_theme(desk, "children", length=length),
        "case": brief.of_case(desk, "taner-kilic", length=length),
        "cases": brief.of_cases(desk, first(desk, 7), "A basket", length=length),
    }


SUBJECTS = ("country", "dense", "theme", "case", "cases")


def statements(written):
    """All that cites sources, in the order in which it is printed."""
    for row in written.rows:
        yield Said(row.name, row.refs)
    for entry in written.entries:
        yield Said(entry.title, entry.refs, entry.weak)
        if entry.newest:
            yield entry.newest.said
        if entry.summary:
            yield entry.summary
        yield from (each.said for each in (*entry.turns, *entry.events, *entry.amounts))
        yield from entry.facts
    yield from (event.said for event in written.events)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("length", ["short", "full"])
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_every_source_is_listed_once_in_the_order_of_its_first_citation(desk, subject, length, share):
    plan = plans(desk, length)[subject]
    written = plan.at(int(plan.most * share))
    cited = list(dict.fromkeys(number for said in statements(written) for number in said.refs))
    assert [source.number for source in written.sources] == list(range(1, len(written.sources) + 1))
    assert set(cited) == set(range(1, len(written.sources) + 1))
    highest = 0
    for said in statements(written):
        new = [number for number in said.refs if number > highest]
        assert new == list(range(highest + 1, highest + 1 + len(new))), said.words
        highest = max(highest, *said.refs)
    assert len({(source.publisher, source.title, source.address, source.about) for source in written.sources}) == len(written.sources)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_every_case_stands_with_title_status_and_day(desk, subject, share):
    plan = plans(desk)[subject]
    written = plan.at(int(plan.most * share))
    assert [entry.title for entry in written.entries] == [case.title for case in plan.cases]
    for entry, case in zip(written.entries, plan.cases, strict=True):
        assert entry.status == desk.text(f"status.{case.status}")
        assert desk.text.date(case.status_as_of.date) in entry.as_of
        assert (desk.text("status.may_have_changed") in entry.as_of) == case.is_old_on(desk.dataset.as_of)
        assert entry.refs
    assert written.sentence.startswith(desk.text.count("count.of", len(plan.cases), total=str(len(desk.dataset.cases))))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_further_step_of_the_budget_adds_and_takes_nothing_away_but_what_it_replaces(desk, subject):
    plan = plans(desk)[subject]
    said_before = set()
    for budget in range(0, plan.most + 1, 7):
        written = plan.at(budget)
        said = {each.words for each in statements(written)}
        replaced = {case.statuses[-1].what for case in plan.cases}
        assert said_before - replaced <= said
        said_before = said


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_left_out_is_counted_and_its_place_is_named(desk, subject):
    plan = plans(desk)[subject]
    shown = plan.at(0)
    assert ADDRESS in shown.left_out
    if subject != "case":
        assert desk.text.count("brief.out_summary", len(plan.cases)) in shown.left_out
        assert desk.text.count("brief.out_events", sum(len(case.events) for case in plan.cases)) in shown.left_out
    assert plan.at(plan.most).left_out == ""


def test_a_long_case_in_a_full_brief_is_cut_and_says_by_how_much(desk):
    plan = brief.of_cases(desk, first(desk, 30), "Thirty", "full")
    written = plan.at(plan.most)
    cut = [(entry, case) for entry, case in zip(written.entries, plan.cases, strict=True) if len(case.facts) > 8]
    assert cut
    for entry, case in cut:
        assert len(entry.facts) == 8
        assert desk.text.count("brief.out_facts", len(case.facts) - 8) in entry.left_out
    for entry, case in zip(written.entries, plan.cases, strict=True):
        whole = len(case.facts) <= 8 and len(case.events) <= 10 and len(case.figures) <= 6
        assert (entry.left_out == "") == whole, case.id


def test_a_full_brief_on_one_case_leaves_nothing_out(desk):
    for case in desk.dataset.cases[::20]:
        plan = brief.of_case(desk, case.id, "full")
        entry = plan.at(plan.most).entries[0]
        assert (len(entry.facts), len(entry.events), len(entry.amounts), len(entry.turns)) == (
            len(case.facts),
            len(case.events),
            len(case.figures),
            len(case.statuses),
        )
        assert entry.summary.words == case.summary
        assert entry.left_out == ""


def test_without_an_address_the_rest_is_asked_for(loaded, texts, frames):
    desk = desk_for(loaded, texts, frames, address="")
    assert desk.text("brief.rest_long") in brief.of_country(desk, "TUR").at(0).left_out


def test_a_repost_has_no_address_and_what_rests_on_reposts_is_marked(loaded, texts, frames):
    desk = desk_of_reposts(loaded, texts, frames)
    single = brief.of_case(desk, "taner-kilic", "full")
    written = single.at(single.most)
    assert all(source.weak and source.address == "" for source in written.sources)
    assert all(said.weak for said in statements(written))
    assert {source.publisher for source in written.sources} == {desk.text("source.repost_of", publisher="Made Herald"), desk.text("source.repost_unknown")}
    assert LEAD not in repr(written)
    assert desk.text("brief.reposts") in written.about


def test_what_one_linked_source_says_is_not_weak(desk):
    plan = brief.of_cases(desk, first(desk, len(desk.dataset.cases)), "All", "full")
    written = plan.at(plan.most)
    number = {source.number: source for source in written.sources}
    for said in statements(written):
        assert said.weak == all(number[each].weak for each in said.refs), said.words
    assert all(source.weak == (source.address == "") for source in written.sources)


def test_the_same_page_cited_by_two_cases_is_one_source(desk):
    by_url = {}
    for case in desk.dataset.cases:
        for source in case.sources:
            if source.url:
                by_url.setdefault(source.url, set()).add(case.id)
    url, ids = next((url, ids) for url, ids in by_url.items() if len(ids) > 1)
    cases = tuple(desk.dataset.case[id] for id in ids)
    plan = brief.of_cases(desk, brief.chosen_of(desk.frames, cases), "Two", "full")
    assert [source.address for source in plan.at(plan.most).sources].count(url) == 1


def test_a_country_has_its_indicators_with_value_year_and_source(desk, loaded):
    plan = brief.of_country(desk, "TUR")
    written = plan.at(plan.most)
    indicator = loaded.numbers.indicators["displaced-from"]
    row = next(row for row in written.rows if row.name == indicator.info.name.en)
    newest = indicator.series("TUR").iloc[-1]
    assert row.value.startswith(desk.text.number(newest["value"]))
    assert row.year == str(newest["year"])
    source = written.sources[row.refs[0] - 1]
    assert (source.publisher, source.title, source.address) == (indicator.info.producer, indicator.info.citation, indicator.info.page)
    assert len(written.rows) == len(plan.indicators) > 8


def test_a_past_day_hides_what_was_written_later(loaded, texts):
    day = date(2019, 6, 30)
    desk = desk_for(loaded, texts, as_of=day)
    for plan in (brief.of_country(desk, "TUR", length="full"), brief.of_case(desk, "taner-kilic")):
        written = plan.at(plan.most)
        assert written.rows == ()
        assert all(entry.summary is None and entry.facts == () and entry.left_out == "" for entry in written.entries)
        assert desk.text("asof.banner", date=desk.text.date(day)) in written.notices
        assert desk.text("brief.past") in written.notices
        assert desk.text.date(day) in written.sentence
    kilic = brief.of_case(desk, "taner-kilic")
    assert "acquittal" not in " ".join(each.said.words for each in kilic.at(kilic.most).entries[0].turns)


def test_a_french_brief_has_french_words_around_english_texts(loaded, texts, frames):
    desk = desk_for(loaded, texts, frames, "fr")
    written = brief.of_country(desk, "TUR").at(40)
    assert written.language == "fr" and written.title == "Turquie" and written.title_language == "fr"
    assert desk.text("export.language") in written.notices
    assert all(said.language == "en" for said in statements(written) if not said.words.startswith(tuple(row.name for row in written.rows)))
    single = brief.of_case(desk, "taner-kilic").at(0)
    assert single.title_language == "en"
    assert desk.text("case.untranslated") in single.notices


def test_french_has_a_blank_that_does_not_break_before_colons_and_inside_quotes(texts):
    catalogue = texts["fr"].translations._catalog
    words = [value for key, value in catalogue.items() if str(key[0] if isinstance(key, tuple) else key).startswith("brief.")]
    assert len(words) > 30
    for each in words:
        assert " :" not in each and "« " not in each and " »" not in each, each


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_closing_part_says_licence_citation_and_who_is_held_responsible(loaded, texts, frames, language):
    desk = desk_for(loaded, texts, frames, language)
    written = brief.of_country(desk, "TUR").at(0)
    text, info = desk.text, desk.dataset.info
    assert text("case.responsible_note") in written.about
    assert any(info.licence in words and info.version in words for words in written.about)
    assert written.title in written.cite and ADDRESS in written.cite and text.date(desk.made) in written.cite
    assert written.limits == text("app.limits")
    assert text("map.disclaimer") in written.map.alt


def test_an_empty_basket_is_refused(desk):
    nothing = first(desk, 0)
    assert isinstance(brief.Nothing(), ValueError)
    with pytest.raises(brief.Nothing):
        brief.of_cases(desk, nothing, "Nothing")
    with pytest.raises(brief.Nothing):
        brief.of_country(desk, "TUR", Chosen(desk.dataset, nothing.flags))
    with pytest.raises(brief.Nothing):
        brief.of_theme(desk, "women", Chosen(desk.dataset, nothing.flags))


@pytest.mark.parametrize("ask", [brief.of_country, brief.of_theme, brief.of_case], ids=["country", "theme", "case"])
def test_an_unknown_id_is_a_key_error(desk, ask):
    with pytest.raises(KeyError):
        ask(desk, "nowhere")


def test_a_filtered_country_has_only_the_cases_chosen(desk):
    here = first(desk, 40)
    flags = here.flags & desk.frames.index.countries["USA"]
    plan = brief.of_country(desk, "USA", Chosen(desk.dataset, flags))
    assert 0 < len(plan.cases) < desk.frames.index.countries["USA"].sum()
    assert plan.at(0).sentence.startswith(f"{len(plan.cases)} of {len(desk.dataset.cases)} cases")


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Two\nlines\tand a tab", "Two lines and a tab"),
        ("right\u202eleft\u200b\x00end", "right left end"),
        (HOSTILE, HOSTILE),
        ("A" * 5000, "A" * 239 + "…"),
    ],
)
def test_a_title_is_one_line_without_what_cannot_be_seen(desk, title, printed):
    written = brief.of_cases(desk, first(desk, 1), title).at(0)
    assert written.title == printed
    assert any("5,000" in notice for notice in written.notices) == (len(title) == 5000)


def test_no_letter_of_the_data_the_catalogues_and_the_countries_is_missing(loaded, texts):
    words = [path.read_text(encoding="utf-8") for path in DATA.rglob("*") if path.suffix in (".yml", ".po", ".csv", ".json") and "geo" not in path.parts]
    words += [text.country(country) for text in texts.values() for country in loaded.dataset.countries]
    assert sum(map(len, words)) > 1_000_000
    assert fonts.missing("".join(words)) == frozenset()


@pytest.mark.parametrize(
    "words",
    ["Kılıç", "Хадижа", "刘晓波", "한국어", "ひらがな", "العربية", "עברית", "ไทย", "မြန်မာ", "ខ្មែរ", "हिन्दी", "বাংলা", "தமிழ்", "ქართული", "Հայերեն", "አማርኛ"],
)
def test_a_script_that_names_are_written_in_has_its_letters(words):
    assert fonts.missing(words) == frozenset()


def test_a_letter_that_no_font_has_is_told():
    assert fonts.missing("a 🦄\n𓀀") == {"🦄", "𓀀"}


def test_the_newest_change_stands_where_there_is_no_room_for_all(desk):
    plan = brief.of_country(desk, "TUR")
    some = plan.at(2 + len(plan.cases))
    for entry, case in zip(some.entries, plan.cases, strict=True):
        assert isinstance(entry.newest, Turn) and entry.newest.said.words == case.statuses[-1].what
    assert all(entry.newest is None and entry.turns for entry in plan.at(plan.most).entries)


def test_the_families_named_are_those_of_the_files():
    families = {name.toUnicode() for path in fonts.files() for name in TTFont(path)["name"].names if name.nameID == 1}
    assert families == {*fonts.TITLE}
