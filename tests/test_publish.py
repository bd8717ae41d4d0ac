"""The publication gate: what is not reviewed, or is for curators alone, is in nothing that a reader can get.

A made data directory holds marked words in everything that must not be told, and one word that is published; each scan
must find the second, so that it can be trusted not to find the first.
"""

import base64
import json
import re
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette

from components import exports, load, public, publish, serve
from components.load import PRIVATE
from components.pages import PAGES, _parts
from components.related import Relations
from components.search import Search
from components.text import LANGUAGES, Text
from tests.conftest import DATA
from tests.documents import every_document, readable
from tests.made import CASE, add_case, data_directory
from tests.test_exports import every_export, unpacked
from tests.test_pages import open_page
from tests.test_serve import Asker

#: What stands in withheld and draft cases, in notes and leads, and the place that is not told.
UNTOLD = ("quuxheld", "gruntdraft", "plughdraft", "xyzzynote", "waldolead", "fredrepost", "garplyfarm", "45.37", "-75.63")
#: What is published: the marked word, and the point of the public place.
TOLD = ("thudtold", "50.13", "-86.21")

FINE = {"name": "Garplyfarm, Ottawa", "lat": "45.37", "lon": "-75.63", "precision": "site"}
PUBLIC_PLACE = {"name": "Ontario", "lat": "50.13", "lon": "-86.21", "precision": "region"}
REPOST = {"id": "S2", "publisher": "Fredrepost", "title": "A text", "lead": "https://waldolead.example/1", "repost_of": "Made Press", "kind": "media"}


def marked(word: str, **more: object) -> dict:
    """Changes that put a word into every part of the made case where readers would see it."""
    texts = {"title": f"{word} title", "summary": f"{word} one. {word} two.", "facts__0__text": f"{word} fact", "people__0": f"{word} Person"}
    texts |= {f"events__{n}__what": f"{word} event {n}" for n in range(4)} | {f"statuses__{n}__what": f"{word} turn {n}" for n in range(2)}
    texts |= {"figures__0__what": f"{word} figure", "sources__0__title": f"{word} report", "place__name": f"{word} place"}
    return {"id": f"{word}-case", "notes": f"{word} xyzzynote", **texts, **more}


@pytest.fixture(scope="module")
def gated(tmp_path_factory) -> Path:
    """A published data directory with a reviewed case, two drafts and a withheld case."""
    data = data_directory(tmp_path_factory.mktemp("gated"), DATA)
    add_case(data, **marked("thudtold", sources__1=REPOST, place={**FINE, "public": PUBLIC_PLACE}))
    add_case(data, **marked("plughdraft", review="draft"))
    add_case(data, PRIVATE, **marked("gruntdraft", review="draft"))
    add_case(data, PRIVATE, **marked("quuxheld", review="withheld", origin="message-2017", themes=["conflict"], countries__0__roles=["origin"]))
    assert publish.main([str(data)]) == 0
    return data


@pytest.fixture(scope="module")
def served(gated) -> load.Loaded:
    """What the app is given."""
    loaded = load.load(gated)
    assert loaded.problems == ()
    return loaded


@pytest.fixture
def visited(gated, monkeypatch):
    """The app on the gated directory."""
    monkeypatch.setenv("RIGHTS_ATLAS_DATA", str(gated))
    caches = (_parts.house.clear, _parts.house_on.clear, serve._state.cache_clear)
    for forget in caches:
        forget()
    yield
    for forget in caches:
        forget()


def found(words: tuple[str, ...], content: str) -> list[str]:
    """Those of the words that stand in the content, in whatever case."""
    return [word for word in words if re.search(rf"(?<![\d.]){re.escape(word)}(?!\d)", content, re.IGNORECASE)]


def numbers_of(value: object) -> str:
    """The numbers that a chart carries packed, as text."""
    if isinstance(value, dict) and {"dtype", "bdata"} <= set(value):
        return " ".join(map(str, np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).round(2).tolist()))
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return " ".join(filter(None, map(numbers_of, inner)))


def sent(at) -> str:
    """Everything that a run of a page sent to the browser."""

    def walk(node):
        for child in node.children.values():
            yield child
            yield from walk(child) if hasattr(child, "children") else ()

    parts = [str(child.proto) for child in walk(at._tree) if getattr(child, "proto", None) is not None]
    packed = [numbers_of(json.loads(chart.proto.spec)) for chart in at.get("plotly_chart")]
    return "\n".join([*parts, *packed])


# Nothing untold gets out


def test_the_curators_files_hold_every_word_that_must_not_be_told(gated):
    written = "\n".join(path.read_text(encoding="utf-8") for path in gated.glob("cases/**/*.yml"))
    assert found(UNTOLD + TOLD, written) == list(UNTOLD + TOLD)


def test_no_byte_of_the_public_folder_tells_it(gated):
    content = "".join(path.read_bytes().decode() for path in (gated / "public").iterdir())
    assert found(TOLD, content) == list(TOLD)
    assert found(UNTOLD, content) == []


def every_file(loaded, texts) -> dict[str, bytes]:
    """Each export of the whole collection."""
    return unpacked(every_export(loaded.dataset.cases, loaded.dataset, loaded.numbers, texts))


def test_no_byte_of_any_export_tells_it(served, texts):
    files = {name: content.decode("utf-8", errors="replace") for name, content in every_file(served, texts).items()}
    assert found(TOLD, "".join(files.values())) == list(TOLD)
    plain = [name for name in files if name.split()[0] in ("json", "csv", "hxl", "geojson")]
    assert len(plain) == 7
    assert [name for name in plain if found(TOLD, files[name]) != list(TOLD)] == []
    assert {name: found(UNTOLD, content) for name, content in files.items() if found(UNTOLD, content)} == {}
    assert {name for name in files if name.split()[0] == "xlsx"} >= {"xlsx en", "xlsx fr"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_byte_of_any_document_tells_it(served, texts, language):
    files = every_document(served, texts, language)
    assert set(files) == {f"{form} {language}" for form in ("pdf", "docx", "pptx", "deck pdf")}
    for name, content in files.items():
        said = readable(content)
        assert found(TOLD, said)[:1] == ["thudtold"], name
        assert found(UNTOLD, said) == [], name


def test_the_scan_of_documents_finds_what_a_gate_left_open_would_let_through(gated, served, texts):
    """The other side: the same documents of the curators' own files, as if nothing were withheld, tell every word of a case."""
    cases = tuple(load.load_sources(gated).cases.values())
    opened = replace(served, dataset=load.with_cases(served.dataset, cases))
    for name, content in every_document(opened, texts, "en").items():
        assert found(("quuxheld", "gruntdraft", "plughdraft"), readable(content)) == ["quuxheld", "gruntdraft", "plughdraft"], name


def test_a_deck_that_names_a_withheld_case_is_a_problem_like_one_that_names_no_case(data):
    add_case(data, PRIVATE, **marked("quuxheld", review="withheld"))
    assert publish.main([str(data)]) == 0
    (data / "decks").mkdir()

    def problems(id: str, name: str, view: str) -> list[tuple]:
        path = data / "decks" / "made.yml"
        path.write_text(f"id: made\ntitle: Made\nslides:\n- view: map\n- view: {view}\n  show: {{{name}: {id}}}\n", encoding="utf-8")
        loaded = load.load(data)
        assert (loaded.dataset is None) == bool(loaded.problems)
        assert load.load_sources(data).problems == loaded.problems, "the app and the curators' check say the same"
        return [(each.file, each.line, each.field, each.expected) for each in loaded.problems]

    for view, name in (("case", "id"), ("map", "case"), ("then", "case"), ("closing", "case")):
        assert problems("made-case", name, view) == []
        withheld = problems("quuxheld-case", name, view)
        assert [each[:3] for each in withheld] == [("decks/made.yml", 6, f"slides[1].show.{name}")]
        assert withheld == problems("never-there", name, view)
    assert publish.main([str(data)]) == 1, "with such a deck nothing is published"


SHOWS = {"id": "thudtold-case", "iso3": "CAN", "with": "CAN,MEX"}
SHOWN_BY = {"theme": {"id": "detention"}, "present": {"deck": "selection"}, "stage": {"deck": "case"}, "notes": {"deck": "case"}}
TELLS = {"world", "cases", "case", "timeline", "country", "theme", "notes", "stage"}  # the others count, or show what was chosen


@pytest.mark.parametrize("page", [entry.id for entry in PAGES])
@pytest.mark.parametrize("asof", [None, "2015-12-31"])
def test_no_page_tells_it(page, asof, visited):
    at = open_page(page, **{**SHOWS, **SHOWN_BY.get(page, {}), **({"asof": asof} if asof else {})})
    content = sent(at)
    assert found(UNTOLD, content) == []
    assert page not in TELLS or "thudtold" in content.lower()


def test_the_map_draws_the_public_place(visited):
    assert found(TOLD, sent(open_page("world"))) == list(TOLD)


@pytest.mark.parametrize("word", ["quuxheld", "gruntdraft", "plughdraft"])
def test_a_case_that_is_not_published_is_answered_like_one_that_never_was(word, visited):
    def said(id: str) -> list[str]:
        hidden = re.sub(id.replace("-", r"\\*-"), "…", sent(open_page("case", id=id)))
        return [line for line in hidden.splitlines() if "id:" not in line]

    assert said(f"{word}-case") == said("never-there")


def test_search_and_related_cases_know_published_cases_only(served, gated):
    search = Search(served.dataset, [Text.read(gated, "en")])
    assert search.find("thudtold").flags.any()
    assert not any(search.find(word).flags.any() for word in ("quuxheld", "gruntdraft", "plughdraft", "garplyfarm", "xyzzynote"))
    related = [each.case.id for case in served.dataset.cases for each in Relations(served.dataset).of(case)]
    assert "thudtold-case" in related
    assert set(related) <= {"made-case", "made-second", "thudtold-case"}


@pytest.fixture
def ask(visited):
    """Asks the routes that are served beside the app."""
    with start_blocking_portal() as portal:
        yield Asker(Starlette(routes=serve.ROUTES), portal)


def asked(ask, id: str) -> dict:
    """The answer of every route, for this id where it takes one."""
    given = {"{name:str}": "world_50m", "{id:str}": id, "{deck:str}": id, "{number:int}": "4"}

    def filled(path: str) -> str:
        for name, value in given.items():
            path = path.replace(name, value)
        return path

    return {route.path: ask.get(filled(route.path)) for route in serve.ROUTES}


def test_no_route_tells_it_nor_counts_it(ask):
    answers = asked(ask, "thudtold-case")
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code not in (200, 307)} == {}
    assert answers["/healthz"].json()["cases"] == 3
    shapes = answers.pop("/geo/countries.geojson")  # its numbers are borders
    assert shapes.content == (DATA / "geo" / "countries.geojson").read_bytes()
    assert {path for path, answer in answers.items() if found(UNTOLD, f"{answer.headers} {answer.text}")} == set()
    withheld, nobody = asked(ask, "quuxheld-case"), asked(ask, "never-there-x")  # of one length, which headers tell
    for path, answer in withheld.items():
        assert f"{answer.status_code} {answer.headers} {answer.text}".replace("quuxheld-case", "never-there-x") == (
            f"{nobody[path].status_code} {nobody[path].headers} {nobody[path].text}"
        )


@pytest.mark.parametrize("address", ["/cases/private/quuxheld-case.yml", "/data/public/cases.json", "/geo/../cases/private/quuxheld-case.yml"])
def test_no_route_serves_the_files_themselves(address, ask):
    assert ask.get(address).status_code == 404


def test_the_log_of_publishing_counts_and_names_nothing(gated, capsys):
    assert publish.main([str(gated)]) == 0
    assert capsys.readouterr().out == "public/cases.json is up to date; 3 cases published, 2 drafts and 1 withheld left out\n"


def test_a_problem_of_a_private_file_is_counted_and_not_named(data, capsys):
    add_case(data, PRIVATE, **marked("quuxheld", review="withheld", kind="hero"))
    assert publish.main([str(data)]) == 1
    said = capsys.readouterr().out
    assert found(UNTOLD, said) == []
    assert said.splitlines() == ["cases/private: 1 problems, which python -m components.check lists", "nothing was published: 1 problems"]


# The build


@pytest.fixture
def data(tmp_path) -> Path:
    """Two made cases, not published."""
    return data_directory(tmp_path, DATA)


def test_publishing_writes_the_same_bytes_again(data):
    assert publish.main([str(data)]) == 0
    first = (data / public.FILE).read_bytes()
    (data / public.FILE).unlink()
    assert publish.main([str(data)]) == 0
    assert (data / public.FILE).read_bytes() == first
    assert first.endswith(b"]}\n")
    assert [line[:12] for line in first.decode().splitlines()[3:5]] == ['{"id": "made'] * 2  # one case a line


def test_the_head_tells_version_day_number_and_what_it_was_made_from(data):
    publish.main([str(data)])
    document = json.loads((data / public.FILE).read_bytes())
    assert {key: document[key] for key in ("version", "as_of", "cases")} == {"version": "2026.11", "as_of": "2026-11-22", "cases": 2}
    files = {f"cases/{name}.yml": (data / "cases" / f"{name}.yml").read_text(encoding="utf-8") for name in ("made-case", "made-second")}
    together = "".join(f"{file}\n{len(text)}\n{text}" for file, text in files.items())
    assert document["made_from"] == sha256(together.encode()).hexdigest()


def test_what_is_private_changes_no_byte(data):
    publish.main([str(data)])
    before = (data / public.FILE).read_bytes()
    add_case(data, PRIVATE, **marked("quuxheld", review="withheld"))
    add_case(data, **marked("plughdraft", review="draft"))
    assert publish.main(["--check", str(data)]) == 0
    assert publish.main([str(data)]) == 0
    assert (data / public.FILE).read_bytes() == before


def test_a_case_keeps_all_that_may_be_told(data):
    add_case(data, corrections=[{"date": "2016-04-01", "what": "The day", "why": "The ruling says so", "sources": ["S2"]}])
    publish.main([str(data)])
    wanted = load.load_sources(data).cases["cases/made-case.yml"]
    assert load.load(data).dataset.case["made-case"] == wanted.model_copy(update={"notes": ""})
    assert wanted.corrections[0].what == "The day"


def test_with_a_problem_nothing_is_written(data, capsys):
    publish.main([str(data)])
    before = (data / public.FILE).read_bytes()
    add_case(data, kind="hero")
    assert publish.main([str(data)]) == 1
    assert (data / public.FILE).read_bytes() == before
    said = capsys.readouterr().out.splitlines()
    assert said[-2].startswith("cases/made-case.yml:2 · kind · ")
    assert said[-1] == "nothing was published: 1 problems"


def test_words_that_a_language_lacks_stop_the_build(data):
    path = data / "locale" / "fr" / "atlas.po"
    path.write_text(path.read_text(encoding="utf-8").replace('msgid "filter.clear"', 'msgid "filter.cleared"'), encoding="utf-8")
    assert publish.main([str(data)]) == 1
    assert not (data / public.FILE).exists()


def test_without_a_reviewed_case_nothing_is_written(data):
    for name in ("made-case", "made-second"):
        add_case(data, id=name, title=f"A {name}", review="draft")
    assert publish.main([str(data)]) == 1
    assert not (data / public.FILE).exists()


def test_a_build_that_breaks_off_leaves_the_old_file(data, monkeypatch):
    publish.main([str(data)])
    before = (data / public.FILE).read_bytes()
    add_case(data, title="Another title")

    def breaks(*_):
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", breaks)
        with pytest.raises(OSError):
            publish.main([str(data)])
    assert (data / public.FILE).read_bytes() == before
    assert publish.main([str(data)]) == 0
    assert (data / public.FILE).read_bytes() != before
    assert [path.name for path in (data / "public").iterdir()] == ["cases.json"]


@pytest.mark.parametrize(("change", "current"), [(None, True), ({"title": "Another title"}, False), ({"notes": "More notes"}, False)])
def test_check_says_whether_the_file_is_up_to_date_and_writes_nothing(data, change, current, capsys):
    assert publish.main(["--check", str(data)]) == 1
    assert not (data / public.FILE).exists()
    publish.main([str(data)])
    before = (data / public.FILE).read_bytes()
    if change:
        add_case(data, **change)
    assert publish.main(["--check", str(data)]) == (0 if current else 1)
    assert (data / public.FILE).read_bytes() == before
    assert ("is up to date" if current else "is not up to date: run python -m components.publish") in capsys.readouterr().out.splitlines()[-1]


def test_no_directory_is_said(tmp_path, capsys):
    assert publish.main([str(tmp_path / "nowhere")]) == 2
    assert "nowhere is not a directory" in capsys.readouterr().err


def test_the_public_file_of_the_project_is_what_the_cases_say():
    content, problems = publish.build(load.load_sources(DATA))
    assert problems == []
    assert publish.is_current(DATA, content), "the cases were changed: run python -m components.publish and commit data/public/cases.json"


# What the app takes


def signed(text: str) -> str:
    """The file with a fingerprint that fits, as somebody might make it who knows how."""
    body = text.split("\n", 1)[1]
    return f'{{"fingerprint": "{sha256(body.encode()).hexdigest()}",\n{body}'


def test_a_deployment_needs_no_folder_of_cases(data):
    publish.main([str(data)])
    shutil.rmtree(data / "cases")
    loaded = load.load(data)
    assert loaded.problems == ()
    assert len(loaded.dataset.cases) == 2


EDITED = [
    ("a word", "Released", "Set free"),
    ("a number", '"value": 13', '"value": 14'),
    ("the fingerprint", '{"fingerprint": "', '{"fingerprint": "0'),
    ("the version", '"version": "2026.11"', '"version": "2026.12"'),
    ("a blank at the end", "]}\n", "]}\n "),
    ("windows' line ends", ',\n"version"', ',\r\r\n"version"'),
]


@pytest.mark.parametrize(("old", "new"), [each[1:] for each in EDITED], ids=[each[0] for each in EDITED])
def test_a_file_that_was_edited_by_hand_is_refused(data, old, new):
    publish.main([str(data)])
    path = data / public.FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    loaded = load.load(data)
    assert loaded.dataset is None
    (problem,) = loaded.problems
    assert (problem.file, problem.field) == ("public/cases.json", "fingerprint")
    assert "run that again" in problem.expected and public.COMMAND in problem.expected


@pytest.mark.parametrize("length", [0, 1, 40, 200, -3])
def test_a_file_that_was_cut_off_is_refused(data, length):
    publish.main([str(data)])
    path = data / public.FILE
    path.write_bytes(path.read_bytes()[:length])
    loaded = load.load(data)
    assert loaded.dataset is None
    assert [public.COMMAND in problem.expected for problem in loaded.problems] == [True]


def test_a_missing_file_is_told_with_what_makes_it(data):
    (problem,) = load.load(data).problems
    assert (problem.file, problem.says) == ("public/cases.json", "nothing: the file is not there")
    assert problem.expected == "the file that python -m components.publish makes"


SIGNED = [
    ('"cases": 2', '"cases": 3', "cases", "2; run"),
    ('"version": "2026.11"', '"version": "2026.10"', "version", "2026.11; run"),
    ('"as_of": "2026-11-22", "cases"', '"as_of": "2026-11-21", "cases"', "as_of", "2026-11-22; run"),
    ('"review": "reviewed"', '"review": "withheld"', "made-case.review", "reviewed; nothing else is published"),
    ('"review": "reviewed"', '"notes": "Ask", "review": "reviewed"', "made-case.notes", "nothing"),
    ('"kind": "ngo"', '"kind": "ngo", "lead": "https://x.example/1"', "made-case.sources[0].lead", "nothing"),
    ('"name": "Ottawa"', '"public": {"name": "Canada", "precision": "country"}, "name": "Ottawa"', "made-case.place.public", "nothing"),
    ('"kind": "person"', '"kind": "hero"', "made-case.kind", "one of"),
    ('"lat": 45.42', '"lat": 45.421', "made-case.place.lat", "at most two decimals"),
    ('"lat": 45.42', '"lat": 1e1', "made-case.place.lat", "a plain number"),
    ('"id": "made-second"', '"id": "made-case"', "id", "once in the collection"),
    ('"id": "made-second"', '"id": "made-second", "id": "made-third"', "", "run that again"),
    ('"records": [\n', '"records": [\n"no case",\n', "a record.", "a mapping"),
    ('"records": [', '"recorded": [', "", "run that again"),
    ('"lat": 45.42', '"lat": NaN', "made-case.place.lat", ""),
]


@pytest.mark.parametrize(("old", "new", "field", "expected"), SIGNED)
def test_a_file_with_a_fitting_fingerprint_is_judged_all_the_same(data, old, new, field, expected):
    publish.main([str(data)])
    path = data / public.FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    assert signed(text) == text
    path.write_text(signed(text.replace(old, new, 1)), encoding="utf-8")
    loaded = load.load(data)
    assert loaded.dataset is None
    told = [problem for problem in loaded.problems if (problem.file, problem.field) == ("public/cases.json", field)]
    assert told, loaded.problems
    assert all(expected in problem.expected and "python -m components.publish" in problem.expected for problem in told)


def test_a_problem_of_the_public_file_names_the_line_of_its_case(data):
    publish.main([str(data)])
    path = data / public.FILE
    text = path.read_text(encoding="utf-8").replace('"id": "made-second", "kind": "person"', '"id": "made-second", "kind": "hero"')
    path.write_text(signed(text), encoding="utf-8")
    (problem,) = load.load(data).problems
    assert text.splitlines()[problem.line - 1].startswith('{"id": "made-second"')


def test_a_new_version_of_the_dataset_asks_for_a_new_build(data):
    publish.main([str(data)])
    for name in ("dataset.yml", "releases.yml"):
        path = data / name
        path.write_text(path.read_text(encoding="utf-8").replace("2026.11", "2026.12"), encoding="utf-8")
    (problem,) = load.load(data).problems
    assert (problem.field, problem.says, problem.expected) == ("version", '"2026.11"', "2026.12; run python -m components.publish")


def test_the_marks_of_a_published_case_are_what_its_sources_say(data):
    add_case(data, sources__1=REPOST)
    publish.main([str(data)])
    case = load.load(data).dataset.case["made-case"]
    repost = case.source("S2")
    assert (repost.is_repost, repost.publisher, repost.shown_publisher, repost.lead) == (True, "Made Press", "Made Press", None)
    assert case.weakly_sourced(("S2",)) and not case.weakly_sourced(("S1", "S2")) and not case.weakly_sourced()
    assert exports.json_bytes([case], load.load(data).dataset, "https://a.example/")
    assert CASE["sources"][0]["publisher"] == case.source("S1").publisher
