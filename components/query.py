"""The reader's query: from what was typed to what SQLite's FTS5 is asked, and to the words that are marked in a text.

All words are wanted. "Words in quotes" follow each other. AND OR NOT (ET OU SAUF) count in capitals only, NOT before
AND before OR, with parentheses. refug* finds what begins so. Accents, case, number, gender and tense do not matter.
FTS5 never sees the reader's text, only stems of letters and digits in quotes: no query reaches its syntax, or SQL.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from components.words import fold, stem

MOST_CHARACTERS = 300  # of a query; what is longer cannot be read, and the first so many are taken as plain words
MOST_DEPTH = 12  # of parentheses

BREAK, ALL = "•", "◦"  # in the index: between parts, so that no phrase crosses; once in each case
_OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "ET": "AND", "OU": "OR", "SAUF": "NOT"}
#: Words that stand between the words that are meant.
_STOP_WORDS = {
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "that", "the", "to", "was", "were", "with",
    "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "en", "est", "et", "la", "le", "les", "ou", "par", "pour", "qui", "sur", "un", "une",
}  # fmt: skip

_APOSTROPHES = "'’‘ʼʻʾʿ"
_LETTERS = r"(?:[^\W_ʹ-ʿ]++[\u0300-\u036f]*+)++"
#: A word, without the French l', d' before it and the English 's behind it.
_WORD = re.compile(rf"(?:(?:[cdjlmnstCDJLMNST]|[Qq]u)[{_APOSTROPHES}])?({_LETTERS}|{BREAK})(?:[{_APOSTROPHES}][sS](?![^\W_]))?")
#: What readers write as one word, as two, or with a mark between: Wet'suwet'en, C-16, U.S.A., réfugié·es, 135,963.
_COMPOUND = re.compile(rf"(?<![^\W_]){_LETTERS}(?:(?:[-‐‑·{_APOSTROPHES}]|(?<!\d)[.:]|(?<=\d),(?=\d)){_LETTERS})+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_ITEM = re.compile(r'"([^"]*)"(\*?)|([()])|((?:[^\s()",;]|(?<=\d),(?=\d))+)|(")')


def plain(word: str) -> str:
    """The folded word, letters and digits only."""
    return "".join(c for c in fold(word) if c.isalnum())


@lru_cache(maxsize=100_000)
def _token(word: str) -> str:
    return word if word == BREAK else stem(plain(word))


@lru_cache(maxsize=100_000)
def _joined(compound: str) -> str:
    """The stem of a compound written as one word; empty if a l' or an 's made it look like one."""
    words = _WORD.findall(compound)
    return _token("".join(words)) if len(words) > 1 else ""


def tokens(text: str) -> tuple[list[str], list[str], list[str]]:
    """The text's words, their stems as the index holds them, and the stems of its compounds written as one word."""
    words = _WORD.findall(text)
    return words, [_token(word) for word in words], [joined for joined in map(_joined, _COMPOUND.findall(text)) if joined]


@dataclass(frozen=True)
class Phrase:
    """Stems that follow each other; of the last one only the beginning if `prefix`."""

    stems: tuple[str, ...]
    prefix: bool = False

    def __str__(self) -> str:
        return f'"{" ".join(self.stems)}"{" *" if self.prefix else ""}'

    def starts(self, stems: list[str]) -> list[int]:
        """Where in a text's stems the phrase begins."""
        *before, last = self.stems
        size = len(before)
        ends = [i for i, each in enumerate(stems) if each == last or (self.prefix and each.startswith(last))]
        return [end - size for end in ends if stems[end - size : end] == before]


@dataclass(frozen=True)
class Term:
    """What is wanted in one place of a query: any of its phrases. `stop`: a word that means nothing by itself."""

    phrases: tuple[Phrase, ...]
    stop: bool = False

    def __str__(self) -> str:
        return f"({' OR '.join(map(str, self.phrases))})"


@dataclass(frozen=True)
class Query:
    """A query as FTS5 is asked (empty if it holds no words), and the terms whose words are marked. `plain`: it could not
    be read as it is written, so its words were taken as plain words, all wanted."""

    expression: str
    terms: tuple[Term, ...]
    plain: bool


def read(text: str, shorter: Callable[[str], Iterable[str]]) -> Query:
    """The query that the text writes. `shorter` gives, for a beginning such as "refugee", the stems of the words that
    begin so although the stem does not ("refug")."""
    items: list[Term | str] = []
    readable = len(text) <= MOST_CHARACTERS
    for quoted, star, bracket, word, stray in _ITEM.findall(text[:MOST_CHARACTERS].translate(_QUOTES)):
        if bracket or word in _OPERATORS:
            items.append(bracket or _OPERATORS[word])
        elif stray:
            readable = False
        elif term := _term(quoted or word, bool(star) or (quoted or word).endswith("*"), bool(quoted), shorter):
            items.append(term)
    return (_parsed(items) if readable else None) or _plain_words(items)


def _term(text: str, prefix: bool, quoted: bool, shorter: Callable[[str], Iterable[str]]) -> Term | None:
    """The term that a word or a quoted phrase stands for; None if there are no letters or digits in it."""
    pairs = [(word, _token(word)) for word in _WORD.findall(text) if word != BREAK and _token(word)]
    if not pairs:
        return None
    words, stems = (tuple(each) for each in zip(*pairs, strict=True))

    def phrases(before: tuple[str, ...], last: str) -> list[Phrase]:
        if not prefix:
            return [Phrase((*before, _token(last)))]
        return [Phrase((*before, plain(last)), True), *(Phrase((*before, each)) for each in sorted(shorter(plain(last))))]

    either = phrases(stems[:-1], words[-1])
    if not quoted and any(map(_joined, _COMPOUND.findall(text))):
        either += phrases((), "".join(words))
    return Term(tuple(either), not (quoted or prefix) and len(words) == 1 and plain(words[0]) in _STOP_WORDS)


def _parsed(items: list[Term | str]) -> Query | None:
    """The query that terms, operators and parentheses make; None if they make none.

    FTS5 is given an AND wherever two terms stand side by side, and all cases before a NOT that has nothing before it.
    A stop word is passed over where the query is whole without it."""
    words: list[str] = []
    terms: list[Term] = []
    wanted = [True]  # for each open parenthesis, whether what is in it is wanted
    due, negated = True, False  # a term must follow; and what follows is not wanted
    for item, after in pairwise([*items, ""]):
        if isinstance(item, Term) and item.stop and (not due or after == "(" or isinstance(after, Term)):
            continue
        if item in ("AND", "OR", "NOT"):
            if due and (negated or item != "NOT"):
                return None
            words += [f'"{ALL}"', item] if due else [item]
            due, negated = True, item == "NOT"
        elif item == ")":
            if due or len(wanted) == 1:
                return None
            words.append(item)
            wanted.pop()
        else:
            words += [str(item)] if due else ["AND", str(item)]
            if item == "(":
                wanted.append(wanted[-1] and not negated)
            elif wanted[-1] and not negated:
                terms.append(item)
            due, negated = item == "(", False
        if len(wanted) > MOST_DEPTH:
            return None
    return None if due or len(wanted) > 1 else Query(" ".join(words), tuple(terms), False)


def _plain_words(items: list[Term | str]) -> Query:
    terms = tuple(item for item in items if isinstance(item, Term))
    terms = tuple(term for term in terms if not term.stop) or terms
    return Query(" AND ".join(map(str, terms)), terms, True)


def hits(query: Query, text: str) -> list[tuple[int, int, int]]:
    """Where the query's terms stand in the text: (start, end, number of the term), in order."""
    words = [(match.start(1), match.end(1)) for match in _WORD.finditer(text)]
    stems = [_token(text[start:end]) for start, end in words]
    compounds = [(match.start(), match.end(), _joined(match[0])) for match in _COMPOUND.finditer(text)]
    found = set()
    for number, term in enumerate(query.terms):
        for phrase in term.phrases:
            found.update((words[first][0], words[first + len(phrase.stems) - 1][1], number) for first in phrase.starts(stems))
            found.update((start, end, number) for start, end, joined in compounds if phrase.starts([joined]))
    return sorted(found)


def window(text: str, found: list[tuple[int, int, int]], most: int) -> tuple[int, int]:
    """From where to where to read the text so that most terms are seen: whole words, with a … at each cut end at most
    `most` characters."""
    if len(text) <= most:
        return 0, len(text)
    most = max(most - 2, 0)
    best, first, last = 0, 0, 0
    for start, _, _ in found:
        inside = [(end, number) for begin, end, number in found if start <= begin and end <= start + most]
        seen = len({number for _, number in inside})
        if seen > best:
            best, first, last = seen, start, max(end for end, _ in inside)
    start = min(max(first - (most - (last - first)) // 2, 0), len(text) - most)
    end = start + most
    if start and (blank := text.find(" ", start - 1, first)) >= 0:
        start = blank + 1
    if end < len(text) and (blank := text.rfind(" ", last, end + 1)) > start:
        end = blank
    return start, end


def pieces(text: str, found: list[tuple[int, int, int]], start: int, end: int) -> list[tuple[str, bool]]:
    """The text from start to end, cut where what was found begins and ends."""
    marks: list[tuple[int, int]] = []
    for first, last, _ in found:
        if marks and first <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], last))
        else:
            marks.append((first, last))
    cut, done = [], start
    for first, last in marks:
        first, last = max(first, start), min(last, end)
        if first < last:
            cut += [(text[done:first], False), (text[first:last], True)]
            done = last
    return [piece for piece in [*cut, (text[done:end], False)] if piece[0]]
