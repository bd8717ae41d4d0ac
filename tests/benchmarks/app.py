"""What the benchmark serves, as app.py serves the atlas: BENCHMARK names the script, BENCHMARK_CASES its size."""

import os
from pathlib import Path

import streamlit as st

from components import serve
from tests.benchmarks import atlas

if os.environ["BENCHMARK"] == "atlas":
    atlas.install(int(os.environ["BENCHMARK_CASES"]))
    script = atlas.SCRIPT
else:
    script = Path(__file__).with_name("plain.py")

app = st.App(script, routes=serve.ROUTES, middleware=serve.MIDDLEWARE)
