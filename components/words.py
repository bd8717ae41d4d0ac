"""Words as readers type them: without accents, case or the letters that a keyboard lacks; and without their endings."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "’": "'", "ʼ": "'"})


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The text in lower case without accents, so that "Kılıç", "KILIÇ" and "kilic" are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return plain.translate(_LETTERS)


#: What the rules below would join or part wrongly: a unit is not the United Nations, a new law is not the news.
_IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "crisis": "crise", "dying": "die", "freed": "free",
    "news": "news", "united": "united", "travaux": "travail", "detenus": "detenu", "disparus": "disparu",
}  # fmt: skip
#: Plurals, and French feminine forms that lose more than an e. The first rule that fits counts.
_PLURALS = tuple((re.compile(pattern), ending) for pattern, ending in (
    (r"sses$", "ss"), (r"(?<=..s)is$", ""), (r"(?<=..)ies$", "i"), (r"(?<=...)(?<!e)aux$", "al"), (r"(?<=[aeo]u)x$", ""),
    (r"(ss|us)$", r"\1"), (r"(?<=...)s$", ""),
))  # fmt: skip
_FEMININES = tuple((re.compile(pattern), ending) for pattern, ending in (
    (r"enne$", "en"), (r"(?<=....)(?<!i)euse$", "eur"), (r"(?<=....)([ao]i)se$", r"\1"), (r"(?<=....)ee$", ""),
))  # fmt: skip
_TENSES = re.compile(r"(.*[aeiouy].*)(?:ed|ing)$")
_BEAT = re.compile(r"[aeiouy]+[^aeiouy]+")
_SHORT = re.compile(r"(^|.*[^aeiouy])[aeiouy][^aeiouwxy]$")


def stem(word: str) -> str:
    """The folded word without the endings of number, gender and tense, English or French: refugees, refugee -> refug.

    These are the inflections of Porter's stemmer and their French kin. His derivations are left out: they make one
    word of "international" and "interned", of "authorities" and "author"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    if len(word) > 3:
        word = _first(_PLURALS, word)
        if word in _IRREGULAR:  # womens
            return _IRREGULAR[word]
        word = _first(_FEMININES, _without_tense(word))
    if word.endswith("y") and len(word) > 2 and word[-2] not in "aeiouy":
        return word[:-1] + "i"
    beats = len(_BEAT.findall(word))
    if word.endswith("e") and len(word) > 3:
        beats = len(_BEAT.findall(word[:-1]))
        if beats > 1 or (beats == 1 and not _SHORT.match(word[:-1])):
            word = word[:-1]
    return word[:-1] if word.endswith("ll") and beats > 1 else word


def _first(rules: tuple, word: str) -> str:
    for pattern, ending in rules:
        changed, times = pattern.subn(ending, word)
        if times:
            return changed
    return word


def _without_tense(word: str) -> str:
    if re.search(r"(..[rt]ee|^.ie)d$", word):  # agreed, died
        return word[:-1]
    match = _TENSES.match(word)
    if not match or word.endswith("eed"):
        return word
    base = match[1]
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if len(base) > 1 and base[-1] == base[-2] and base[-1] not in "aeioulsz":
        return base[:-1]
    return base + "e" if len(_BEAT.findall(base)) == 1 and _SHORT.match(base) else base
