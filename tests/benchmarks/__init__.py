"""How fast the atlas is beside the obvious Streamlit script for the same job: `python -m tests.benchmarks`.

synthetic     any number of cases, made from the real ones
plain         the obvious script: multiselects, plotly.express, st.dataframe
atlas         the real frame and pages on a made dataset
app           the atlas or a plain script, served with the project's own routes and settings
browser       what a reader waits for and receives, in a real browser
rerun         what the server computes, without a browser
slides        the next slide at the press of a key: in a real browser, and what the server computes
plain_slides  the obvious script for the same slides
files         seconds and memory of documents to hand out, each made in a process of its own
making        that process
plain_files   the same words with the same libraries, as bare paragraphs or slides
"""
