"""The obvious Streamlit script for the same slides: a title, a picture, two buttons with keys. What the stage is measured against.

BENCHMARK_TABLES tells the folder of its tables. Like `plain` it imports nothing of ours and takes the base map of the
server. Slides follow upon one another: title, map of a theme, map, timeline, case.
"""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

SHAPES = Path(__file__).resolve().parents[2] / "data" / "geo" / "countries.geojson"
LAST = 4

st.set_page_config(page_title="Cases", layout="wide")


@st.cache_data
def load_tables(folder):
    """The tables of the cases, by name."""
    return {path.stem: pd.read_parquet(path) for path in Path(folder).glob("*.parquet")}


@st.cache_data
def load_shapes():
    """The shapes of countries."""
    return json.loads(SHAPES.read_text(encoding="utf-8"))


def show_map(chosen):
    """Countries tinted by their cases, and the places of cases."""
    concerned = tables["countries"][tables["countries"]["id"].isin(chosen["id"])]
    counts = concerned.groupby(["iso3", "country"], as_index=False).size().rename(columns={"size": "cases"})
    world = px.choropleth(
        counts, geojson=load_shapes(), locations="iso3", featureidkey="properties.iso3", color="cases", hover_name="country", projection="equal earth"
    )
    places = px.scatter_geo(chosen.dropna(subset=["lat"]), lat="lat", lon="lon", color="theme", hover_name="title", hover_data=["place", "status"])
    world.add_traces(places.data)
    world.update_geos(visible=False, projection_rotation_lon=0)
    world.update_layout(coloraxis_showscale=False)
    st.plotly_chart(world, key=f"map_{slide}", config={"topojsonURL": "geo/"})


def move(by):
    """Go some slides further."""
    st.session_state["slide"] = min(max(slide + by, 0), LAST)


tables = load_tables(os.environ["BENCHMARK_TABLES"])
cases = tables["cases"]
slide = st.session_state.setdefault("slide", 0)

if slide == 0:
    st.title("Human rights cases")
    st.write(f"{len(cases)} cases")
elif slide == 1:
    first = tables["themes"]["theme"].iloc[0]
    st.title("One theme")
    show_map(cases[cases["id"].isin(tables["themes"].loc[tables["themes"]["theme"] == first, "id"])])
elif slide == 2:
    st.title("Where the cases are")
    show_map(cases)
elif slide == 3:
    st.title("When it happened")
    st.plotly_chart(px.scatter(tables["events"], x="date", y="theme", color="theme", hover_name="title", hover_data=["what"]), key="timeline")
else:
    case = cases.dropna(subset=["lat"]).iloc[[0]]
    st.title("One case")
    left, right = st.columns([3, 2])
    with left:
        for turn in tables["statuses"][tables["statuses"]["id"] == case["id"].iloc[0]].itertuples():
            st.markdown(f"**{turn.date} · {turn.status}** {turn.what}")
    with right:
        show_map(case)

st.caption(f"{slide + 1} / {LAST + 1}")
st.button("Back", key="back", shortcut="Left", on_click=move, args=(-1,))
st.button("Next", key="next", shortcut="Right", on_click=move, args=(1,))
