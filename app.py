"""Rights Atlas: `streamlit run app.py`."""

import streamlit as st

from components import serve

app = st.App("components/pages/frame.py", routes=serve.ROUTES, middleware=serve.MIDDLEWARE)
