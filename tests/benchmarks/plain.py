"""The obvious Streamlit script for the same job, as the tutorials teach it: what the atlas is measured against.

BENCHMARK_TABLES tells the folder of its tables. It imports nothing of ours, as its author would not. Two things are
not from a tutorial: the empty base map that the server gives (Plotly would ask a third party for it, in vain without
a network), and the key of the count line.
"""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

SHAPES = Path(__file__).resolve().parents[2] / "data" / "geo" / "countries.geojson"

st.set_page_config(page_title="Cases", layout="wide")


@st.cache_data
def load_tables(folder):
    """The tables of the cases, by name."""
    return {path.stem: pd.read_parquet(path) for path in Path(folder).glob("*.parquet")}


@st.cache_data
def load_shapes():
    """The shapes of countries."""
    return json.loads(SHAPES.read_text(encoding="utf-8"))


tables = load_tables(os.environ["BENCHMARK_TABLES"])
cases = tables["cases"]

st.sidebar.header("Filters")
themes = st.sidebar.multiselect("Theme", tables["themes"]["theme"].unique(), key="theme")
countries = st.sidebar.multiselect("Country", sorted(tables["countries"]["country"].unique()), key="country")
statuses = st.sidebar.multiselect("Status", cases["status"].unique(), key="status")
first, last = int(cases["first_year"].min()), int(cases["last_year"].max())
years = st.sidebar.slider("Years", first, last, (first, last), key="years")

chosen = cases[(cases["first_year"] <= years[1]) & (cases["last_year"] >= years[0])]
if themes:
    chosen = chosen[chosen["id"].isin(tables["themes"].loc[tables["themes"]["theme"].isin(themes), "id"])]
if countries:
    chosen = chosen[chosen["id"].isin(tables["countries"].loc[tables["countries"]["country"].isin(countries), "id"])]
if statuses:
    chosen = chosen[chosen["status"].isin(statuses)]

st.title("Human rights cases")
with st.container(key="count"):
    st.write(f"**{len(chosen)} of {len(cases)} cases**")

concerned = tables["countries"][tables["countries"]["id"].isin(chosen["id"])]
counts = concerned.groupby(["iso3", "country"], as_index=False).size().rename(columns={"size": "cases"})
world = px.choropleth(
    counts, geojson=load_shapes(), locations="iso3", featureidkey="properties.iso3", color="cases", hover_name="country", projection="equal earth"
)
places = px.scatter_geo(chosen.dropna(subset=["lat"]), lat="lat", lon="lon", color="theme", hover_name="title", hover_data=["place", "status"])
world.add_traces(places.data)
world.update_geos(visible=False, projection_rotation_lon=0)
world.update_layout(coloraxis_showscale=False)

left, right = st.columns([2, 1])
with left:
    st.plotly_chart(world, key="map", config={"topojsonURL": "geo/"})
with right:
    st.dataframe(chosen[["title", "theme", "countries", "status"]], hide_index=True)

events = tables["events"][tables["events"]["id"].isin(chosen["id"])]
timeline = px.scatter(events, x="date", y="theme", color="theme", hover_name="title", hover_data=["what"])
st.plotly_chart(timeline, key="timeline")
