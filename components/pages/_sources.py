"""How pages name sources: the numbers behind a statement, the mark of a weak one, and a source written out."""

import html

from components.model import Case, Source
from components.pages._parts import visit

esc = html.escape


def mark(words: str, meaning: str) -> str:
    """A small mark in words; what it means stands in its tooltip, and in the page's legend for who cannot hover."""
    return f'<span class="ra-weak" title="{esc(meaning, quote=True)}">{esc(words)}</span>'


def refs(ids: tuple[str, ...], case: Case) -> str:
    """Source numbers as they stand in the list of sources, with a mark if all of these are reposts."""
    text = visit().text
    numbers = {source.id: position for position, source in enumerate(case.sources, 1)}
    weak = mark(text("case.weak"), text("case.weak_meaning")) if case.weakly_sourced(ids) else ""
    return f'<span class="ra-ref">[{", ".join(str(numbers[each]) for each in ids)}]</span>{weak}'


def source_html(source: Source) -> str:
    """One source: publisher, title (linked unless it is a repost), day, kind."""
    text = visit().text
    title = esc(source.title)
    if not source.is_repost:
        title = f'<a href="{esc(source.url, quote=True)}" target="_blank" rel="noopener noreferrer nofollow">{title}</a>'
    return f'{esc(text.publisher(source))}: <span>{title}</span> <span class="ra-faint">{esc(text.published(source))}</span>'
