"""YAML as text: nothing is guessed, every line is right, and what could trick or swamp the reader is refused."""

import pytest

from components import yaml_text
from components.load import read_case
from components.yaml_text import MAX_BYTES, MAX_DEPTH, NotReadable
from tests.made import around, as_text, raw_case


@pytest.mark.parametrize(
    "written",
    ["0123", "12:30", "2017-12-01", "2017-12", "2017", "no", "yes", "on", "true", "False", "1_000", "1e5", "0x1F", ".inf", ".nan", "Null", "=", "<<", "+1"],
)
def test_a_plain_word_stays_the_text_it_is(written):
    assert yaml_text.read(f"value: {written}\nlist: [{written}]\n").value == {"value": written, "list": [written]}


@pytest.mark.parametrize("written", ["no", "2017-12-01", "12:30"])
def test_a_key_stays_the_text_it_is(written):
    assert yaml_text.read(f"{written}: x\n").value == {written: "x"}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_a_key_with_nothing_written_after_it_holds_nothing(written):
    assert yaml_text.read(f"end: {written}\nstart: '2017'\n").value == {"end": None, "start": "2017"}


@pytest.mark.parametrize("written", ["~", "null", ""])
def test_nothing_in_quotes_is_text(written):
    assert yaml_text.read(f"a: '{written}'\nb: \"{written}\"\n").value == {"a": written, "b": written}


def test_text_over_several_lines_is_folded_as_yaml_says():
    assert yaml_text.read("a: one\n  two\nb: |\n  one\n  two\n").value == {"a": "one two", "b": "one\ntwo\n"}


@pytest.mark.parametrize("text", ["", "# only a remark\n"])
def test_an_empty_file_holds_nothing(text):
    assert yaml_text.read(text).value is None


NESTED = """\
id: x

# a remark
events:
  - date: '2017'
    what: a text
      over two lines
  - {date: '2018', what: b}
place:
  name: y
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("id",), 1),
        (("events",), 4),
        (("events", 0), 5),
        (("events", 0, "what"), 6),
        (("events", 1), 8),
        (("events", 1, "what"), 8),
        (("place",), 9),
        (("place", "name"), 10),
    ],
)
def test_every_part_has_its_line(path, line):
    assert yaml_text.read(NESTED).line(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [(("events", 1, "source"), 8), (("place", "lat"), 9), (("place", "name", "deeper", 3), 10), (("title",), 1), (("events", 7, "date"), 4)],
)
def test_a_part_that_is_not_there_has_the_line_of_what_is_around_it(path, line):
    assert yaml_text.read(NESTED).line(path) == line


def test_lines_are_right_in_a_file_with_windows_line_ends():
    assert yaml_text.read(NESTED.replace("\n", "\r\n")).line(("place", "name")) == 10


def test_every_repeated_key_is_told_with_its_line_and_the_first_one_counts():
    document = yaml_text.read("a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\na: 5\na: 6\n")
    assert document.value == {"a": "1", "b": {"c": "2", "d": "3"}}
    assert document.repeated == [(("b", "c"), 5), (("a",), 6), (("a",), 7)]
    assert document.line(("a",)) == 1


def test_the_same_key_in_two_entries_of_a_list_is_no_repetition():
    assert yaml_text.read("- a: 1\n- a: 2\n").repeated == []


def test_a_repeated_key_is_a_problem_of_the_case():
    text = as_text(raw_case()) + "title: Another title\n"
    case, problems = read_case("cases/made-case.yml", text, around())
    assert case is None
    (problem,) = problems
    assert (problem.field, problem.says, problem.expected) == ("title", "the same key a second time", "each key once")
    assert text.splitlines()[problem.line - 1] == "title: Another title"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: &x 2\n", 2, "an anchor or alias"),
        ("a: 1\nb:\n  - *x\n", 3, "an anchor or alias"),
        ("a: 1\nb: &x {c: 2}\n", 2, "an anchor or alias"),
        ("a: 1\nb: &x [c]\n", 2, "an anchor or alias"),
        ("a: 1\nb: !!str 2\n", 2, "the tag tag:yaml.org,2002:str"),
        ("a: 1\nb: !!python/object/apply:os.getcwd []\n", 2, "the tag tag:yaml.org,2002:python/object/apply:os.getcwd"),
        ("a: 1\nb: !mine {c: 2}\n", 2, "the tag !mine"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "a key that is a list or mapping"),
        ("a: 1\n{b: 2}: 3\n", 2, "a key that is a list or mapping"),
    ],
)
def test_anchors_aliases_tags_and_keys_that_are_no_words_are_refused(text, line, says):
    with pytest.raises(NotReadable, match=says.replace("(", r"\(")) as refused:
        yaml_text.read(text)
    assert refused.value.line == line


@pytest.mark.parametrize("value", ["'&x'", "'*x'", "'!x'", "a & b", "a * b", "a!"])
def test_the_signs_of_anchors_and_tags_may_stand_in_a_text(value):
    assert yaml_text.read(f"a: {value}").value == {"a": value.strip("'")}


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(NotReadable) as refused:
        yaml_text.read(bomb)
    assert refused.value.line == 1


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: [b\nc: d\n", 2, "did not find expected ',' or '\\]'"),
        ("a: 1\nb: c: d\n", 2, "mapping values are not allowed"),
        ("a: 1\n\tb: 2\n", 2, "tab"),
        ("- a\nb: c\n", 2, "did not find expected '-' indicator"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: 1\nb: \x07\n", 2, r"U\+0007"),
        ("é: 1\nœ: 2\nb: \ud800\n", 3, r"U\+D800"),
    ],
)
def test_what_is_not_yaml_is_told_with_its_line(text, line, says):
    with pytest.raises(NotReadable, match=says) as refused:
        yaml_text.read(text)
    assert refused.value.line == line


def test_a_broken_file_is_one_problem_with_its_line():
    text = as_text(raw_case()).replace("title: A made", "title: [A made")
    case, problems = read_case("cases/made-case.yml", text, around())
    assert case is None
    (problem,) = problems
    assert (problem.file, problem.field, problem.expected) == ("cases/made-case.yml", "", "valid YAML")
    assert text.splitlines()[problem.line - 1].startswith("summary:")


@pytest.mark.parametrize(("longer", "refused"), [(0, False), (1, True)])
def test_a_file_may_be_as_long_as_the_limit_and_no_longer(longer, refused):
    text = "a: " + "é" * ((MAX_BYTES - 4) // 2) + "x" * (1 + longer)  # é is two bytes: bytes count, not characters
    assert len(text.encode()) == MAX_BYTES + longer
    if refused:
        with pytest.raises(NotReadable, match=f"at most {MAX_BYTES} bytes"):
            yaml_text.read(text)
    else:
        assert len(yaml_text.read(text).value["a"]) == len(text) - 3


def test_nesting_may_be_as_deep_as_the_limit_and_no_deeper():
    assert yaml_text.read("[" * MAX_DEPTH + "]" * MAX_DEPTH).value
    with pytest.raises(NotReadable, match="nested too deep") as refused:
        yaml_text.read("a: b\nc: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert refused.value.line == 2


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_file_that_only_nests_is_refused_at_once(opening):
    with pytest.raises(NotReadable, match="nested too deep"):
        yaml_text.read(opening * (MAX_BYTES // len(opening)))
