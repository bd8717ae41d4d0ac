"""What the benchmark serves, as app.py serves the atlas: BENCHMARK names the script, of the atlas or a plain one, the rest what it shows."""

import os
from pathlib import Path

import streamlit as st

from components import serve

if os.environ["BENCHMARK"] == "atlas":
    from tests.benchmarks import atlas

    atlas.install(int(os.environ["BENCHMARK_CASES"]))
    script = atlas.SCRIPT
else:
    script = Path(__file__).with_name(f"{os.environ['BENCHMARK']}.py")

app = st.App(script, routes=serve.ROUTES, middleware=serve.MIDDLEWARE)
