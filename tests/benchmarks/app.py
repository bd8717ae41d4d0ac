"""What the benchmark serves, as app.py serves the atlas: BENCHMARK names the script, the rest what it shows."""

import os
from pathlib import Path

import streamlit as st

from components import serve

if os.environ["BENCHMARK"] == "atlas":
    from tests.benchmarks import atlas

    atlas.install(int(os.environ["BENCHMARK_CASES"]))
    script = atlas.SCRIPT
else:
    script = Path(__file__).with_name("plain.py")

app = st.App(script, routes=serve.ROUTES, middleware=serve.MIDDLEWARE)
