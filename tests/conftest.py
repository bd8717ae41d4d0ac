"""What several test files need: the real data, read once; a server and a browser, started once."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from components import load
from components.frames import Frames
from components.selection import Index
from components.text import LANGUAGES, Text
from tests import browser as real

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
FRAME = ROOT / "components" / "pages" / "frame.py"


@pytest.fixture(scope="session")
def loaded() -> load.Loaded:
    """The project's own data, loaded and checked."""
    return load.load(DATA)


@pytest.fixture(scope="session")
def dataset(loaded):
    """The real dataset; a test that needs it fails with the problems if there is none."""
    assert loaded.dataset is not None, "\n".join(map(str, loaded.problems[:20]))
    return loaded.dataset


@pytest.fixture(scope="session")
def texts() -> dict[str, Text]:
    """The words of each language."""
    return {language: Text.read(DATA, language) for language in LANGUAGES}


@pytest.fixture(scope="session")
def index(dataset, texts) -> Index:
    """The index of the real dataset."""
    return Index(dataset, texts.values())


@pytest.fixture(scope="session")
def frames(dataset, index) -> Frames:
    """The frames of the real dataset."""
    return Frames(dataset, index)


@pytest.fixture(scope="session")
def address():
    with real.server() as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    path = real.chromium()
    if not path:
        assert not os.environ.get("CI"), "no Chromium: with CI set the browser tests must run (install Debian's chromium)"
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=real.FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """Open a visitor: visit(width=…); at the end no foreign host was asked and the console said nothing."""
    opened = []

    def start(**options):
        context = real.visitor(chromium, address, **options)
        opened.append((context, context.__enter__()))
        return opened[-1][1]

    yield start
    for context, someone in opened:
        context.__exit__(None, None, None)
        assert someone.strayed == []
        assert [line for line in someone.complaints if not line.rstrip().endswith(real.STREAMLIT_PROBES)] == []
