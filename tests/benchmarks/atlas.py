"""The real frame on a made dataset: what reading the data gives is replaced, all else is the atlas's own."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import streamlit as st

from components import load
from components.pages import _parts
from tests.benchmarks import synthetic

SCRIPT = Path(_parts.__file__).with_name("frame.py")

_furnish = _parts.house.__wrapped__  # without the cache, which knows the real directory only


@st.cache_resource(show_spinner=False)
def _house(size: int) -> _parts.House:
    made = replace(synthetic.real(), dataset=synthetic.dataset(size))
    with patch.object(load, "load", lambda directory: made):
        return _furnish(str(load.data_directory()))


def install(size: int) -> None:
    """Let the frame show a dataset of `size` cases, whatever directory it asks for, for the rest of this process."""
    _parts.house = lambda directory: _house(size)
