"""The pages, in the order in which they are linked. This list imports no Streamlit, so that other rooms may read it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageEntry:
    """A page: the id of its words, its script in this folder, its path, its icon, whether the header links it, and whether
    it fills the window by itself, without header and filters."""

    id: str
    file: str
    path: str
    icon: str
    linked: bool = True
    bare: bool = False


PAGES = (
    PageEntry("world", "world.py", "", "public"),
    PageEntry("cases", "cases.py", "cases", "view_list"),
    PageEntry("timeline", "timeline.py", "timeline", "timeline"),
    PageEntry("then", "then.py", "then-and-now", "history"),
    PageEntry("country", "country.py", "country", "flag"),
    PageEntry("theme", "theme.py", "theme", "category"),
    PageEntry("compare", "compare.py", "compare", "compare_arrows"),
    PageEntry("present", "present.py", "present", "slideshow"),
    PageEntry("about", "about.py", "about", "menu_book"),
    PageEntry("case", "case.py", "case", "description", linked=False),
    PageEntry("corrections", "corrections.py", "corrections", "rule", linked=False),
    PageEntry("stage", "stage.py", "stage", "slideshow", linked=False, bare=True),
    PageEntry("notes", "notes.py", "notes", "speaker_notes", linked=False, bare=True),
)


def entry_of(page: str) -> PageEntry:
    """The page with this id; StopIteration if there is none, which only a fault of ours can ask for."""
    return next(entry for entry in PAGES if entry.id == page)
