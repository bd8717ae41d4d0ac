"""Words as readers type them: without accents, case or the letters that a keyboard lacks."""

import unicodedata

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "’": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """The text in lower case without accents, so that "Kılıç", "KILIÇ" and "kilic" are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return plain.translate(_LETTERS)
