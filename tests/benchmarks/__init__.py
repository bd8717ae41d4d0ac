"""How fast the atlas is beside the obvious Streamlit script for the same job: `python -m tests.benchmarks`.

synthetic   any number of cases, made from the real ones
plain       the obvious script: multiselects, plotly.express, st.dataframe
atlas       the real frame and pages on a made dataset
app         either of the two, served with the project's own routes and settings
browser     what a reader waits for and receives, in a real browser
rerun       what the server computes, without a browser
"""
