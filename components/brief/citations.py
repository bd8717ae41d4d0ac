"""The sources of a brief, numbered in the order in which they are first cited, each once."""

from collections.abc import Sequence

from components.brief.parts import Numbered, Said
from components.indicators import Indicator
from components.model import Case, Source
from components.text import Text


class Citations:
    """Gives numbers to sources. Two cases that cite the same page share its number."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._numbers: dict[tuple[str, str], int] = {}
        self._listed: list[Numbered] = []

    def refs(self, case: Case, ids: Sequence[str]) -> tuple[int, ...]:
        """The numbers of these sources of the case, ascending."""
        return tuple(sorted({self._number_of(case.source(each)) for each in ids}))

    def said(self, words: str, case: Case, ids: Sequence[str]) -> Said:
        """The words of the case with the numbers of their sources."""
        return Said(words, self.refs(case, ids), case.weakly_sourced(ids))

    def origin(self, indicator: Indicator) -> tuple[int, ...]:
        """The number of an indicator's source."""
        info, text = indicator.info, self._text
        key = (info.page, info.citation)
        if key not in self._numbers:
            about = f"{text('indicator.accessed', date=text.date(info.accessed))} · {info.licence}"
            self._list(key, info.producer, info.citation, about, info.page, weak=False)
        return (self._numbers[key],)

    @property
    def listed(self) -> tuple[Numbered, ...]:
        """The sources cited so far."""
        return tuple(self._listed)

    def _number_of(self, source: Source) -> int:
        key = ("", source.url) if source.url else (source.repost_of or "", source.title)
        if key not in self._numbers:
            self._list(key, self._text.publisher(source), source.title, self._text.published(source), source.url or "", source.is_repost)
        return self._numbers[key]

    def _list(self, key: tuple[str, str], publisher: str, title: str, about: str, address: str, weak: bool) -> None:
        self._numbers[key] = len(self._numbers) + 1
        self._listed.append(Numbered(self._numbers[key], publisher, title, about, address, weak))
