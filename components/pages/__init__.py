"""The pages, in the order in which they are linked. This list imports no Streamlit, so that other rooms may read it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageEntry:
    """A page: the id of its words, its script in this folder, its path, its icon, and whether the header links it."""

    id: str
    file: str
    path: str
    icon: str
    linked: bool = True


PAGES = (
    PageEntry("world", "world.py", "", "public"),
    PageEntry("cases", "cases.py", "cases", "view_list"),
    PageEntry("timeline", "timeline.py", "timeline", "timeline"),
    PageEntry("then", "then.py", "then-and-now", "history"),
    PageEntry("country", "country.py", "country", "flag"),
    PageEntry("theme", "theme.py", "theme", "category"),
    PageEntry("compare", "compare.py", "compare", "compare_arrows"),
    PageEntry("about", "about.py", "about", "menu_book"),
    PageEntry("case", "case.py", "case", "description", linked=False),
)
