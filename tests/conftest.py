"""What several test files need: the real data, read once."""

from pathlib import Path

import pytest

from components import load
from components.frames import Frames
from components.selection import Index
from components.text import LANGUAGES, Text

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
