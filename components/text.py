"""Words, names, numbers and dates in a language: gettext catalogues for our words, CLDR through Babel for the rest.

Every word on screen has an id in `data/locale/<language>/atlas.po`, English like any other language. The ids are
stable; a placeholder is written {name}. Country names come from CLDR, with the overrides of `data/countries.csv`.
"""

import gettext
import io
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from components.model import Country, PartialDate, Source
from components.problem import Problem, quoted
from components.words import fold

LANGUAGES = ("en", "fr")
_LOCALES = {"en": Locale("en", "CA"), "fr": Locale("fr", "CA")}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _catalogue_path(directory: Path, language: str) -> Path:
    return directory / "locale" / language / "atlas.po"


def _read_catalogue(directory: Path, language: str):
    with _catalogue_path(directory, language).open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


@lru_cache(maxsize=20_000)  # a map writes some hundred of them at each change
def _written_number(value: float, language: str) -> str:
    return format_decimal(value, locale=_LOCALES[language])


@lru_cache(maxsize=20_000)  # a timeline writes a thousand of them at each change
def _written_date(when: PartialDate | date, language: str) -> str:
    if isinstance(when, PartialDate):
        if when.precision == "year":
            return when.text
        if when.precision == "month":
            return format_skeleton("yMMMM", when.first, locale=_LOCALES[language])
        when = when.first
    written = format_date(when, "long", locale=_LOCALES[language])
    # French writes the first of a month as an ordinal, which CLDR's patterns leave out.
    return f"1er{written[1:]}" if language == "fr" and written.startswith("1 ") else written


@dataclass(frozen=True)
class Text:
    """One language's words. Call it with an id: `text("filter.clear")`; KeyError for an id without words."""

    language: str
    translations: gettext.GNUTranslations

    @classmethod
    def read(cls, directory: Path, language: str) -> "Text":
        """The words of a language from the data directory's catalogue."""
        compiled = io.BytesIO()
        write_mo(compiled, _read_catalogue(directory, language))
        compiled.seek(0)
        return cls(language, gettext.GNUTranslations(compiled))

    @property
    def locale(self) -> Locale:
        """The CLDR locale: Canadian English or Canadian French."""
        return _LOCALES[self.language]

    def __call__(self, key: str, **values: object) -> str:
        """The words for `key`, with {placeholders} filled in."""
        words = self.translations.gettext(key)
        if words == key:
            raise KeyError(f"no words for {key!r} in {self.language}")
        return words.format(**values) if values else words

    def count(self, key: str, n: int, **values: object) -> str:
        """The words for `key` in the number that `n` asks for; {n} is written as the language does."""
        words = self.translations.ngettext(key, key, n)
        if words == key:
            raise KeyError(f"no words for {key!r} in {self.language}")
        return words.format(n=self.number(n), **values)

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return _written_number(value, self.language)

    def date(self, when: PartialDate | date) -> str:
        """A date as precise as it is known: "2017", "December 2017", "December 5, 2017"."""
        return _written_date(when, self.language)

    def join(self, words: list[str] | tuple[str, ...], style: str = "standard") -> str:
        """ "a, b and c" (style "or": "a, b or c")."""
        return format_list(list(words), style=style, locale=self.locale) if words else ""

    def country(self, country: Country) -> str:
        """The country's name."""
        return country.name.get(self.language) or self.locale.territories.get(country.iso2, country.iso3)

    def region(self, code: str) -> str:
        """The name of an M49 region or subregion, beginning with a capital."""
        name = self.locale.territories[code]
        return name[0].upper() + name[1:]

    def publisher(self, source: Source) -> str:
        """Who says so; of a repost, whose text it repeats, as far as that is known."""
        if not source.is_repost:
            return source.publisher
        return self("source.repost_of", publisher=source.shown_publisher) if source.shown_publisher else self("source.repost_unknown")

    def published(self, source: Source) -> str:
        """When a source was published, and of what kind it is."""
        day = self.date(source.published) if source.published else self("source.undated")
        return f"{day} · {self(f'source_kind.{source.kind}')}"

    @staticmethod
    def sort_key(words: str) -> tuple[str, str]:
        """A key for sorting names: accents and case count last."""
        return fold(words), words


def catalogue_problems(directory: Path) -> list[Problem]:
    """Problems of the catalogues: not readable, an id or a placeholder that one language has and another lacks."""
    problems, catalogues = [], {}
    for language in LANGUAGES:
        file = f"locale/{language}/atlas.po"
        try:
            catalogues[language] = _read_catalogue(directory, language)
        except (OSError, ValueError, PoFileError) as error:
            problems.append(Problem(file, 1, "", quoted(error), "a gettext catalogue"))
    messages = {language: {_id(m): m for m in catalogue if m.id} for language, catalogue in catalogues.items()}
    every = {key for of in messages.values() for key in of}
    for language, of in messages.items():
        file = f"locale/{language}/atlas.po"
        for key in sorted(every - set(of)):
            problems.append(Problem(file, 1, key, "nothing", "words for this id, which another language has"))
        for key, message in of.items():
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.fuzzy or not all(forms):
                problems.append(Problem(file, message.lineno or 1, key, "no words", "words for this id"))
            for other in (m[key] for m in messages.values() if key in m):
                if set(_PLACEHOLDER.findall(str(message.string))) != set(_PLACEHOLDER.findall(str(other.string))):
                    expected = f"the placeholders of the other language: {quoted(other.string)}"
                    problems.append(Problem(file, message.lineno or 1, key, quoted(message.string), expected))
    return problems


def _id(message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else message.id
