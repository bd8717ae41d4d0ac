"""The look beyond Streamlit's theme settings: our own classes and our own keyed containers, nothing of Streamlit's."""

import streamlit as st

from components.pages._parts import look


def style_sheet() -> None:
    """The style sheet for our own HTML, in the colours of the reader's ground."""
    at = look()
    st.html(f"""<style>
.ra-name {{ font: 700 1.45rem/1.1 Georgia, "Iowan Old Style", "Times New Roman", serif; letter-spacing: .01em; white-space: nowrap; }}
.ra-count {{ font-size: 1.06rem; }}
.ra-count b {{ font-size: 1.3rem; color: {at.accent}; }}
.ra-sentence {{ font-size: 1rem; margin: 0; max-width: 70ch; }}
.ra-lead {{ font-size: 1.2rem; line-height: 1.6; max-width: 68ch; margin: .2rem 0 .6rem; }}
.ra-note {{ font-size: .82rem; color: {at.faint}; margin: .1rem 0; max-width: 90ch; }}
.ra-faint {{ color: {at.faint}; }}
.ra-meta {{ font-size: .88rem; line-height: 1.5; margin: -.35rem 0 .1rem 2.2rem; padding-bottom: .6rem; border-bottom: 1px solid {at.grid}; }}
.ra-status {{ font-weight: 600; }}
.ra-mark {{ display: inline-block; width: .8rem; height: .8rem; vertical-align: -1px; }}
.ra-legend {{ display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .85rem; margin: .2rem 0; }}
.ra-key {{ white-space: nowrap; }}
.ra-swatch {{ display: inline-block; width: 1.5rem; height: .8rem; vertical-align: -1px; border: 1px solid {at.faint}55; }}
.ra-line {{ display: inline-block; width: 2.2rem; vertical-align: 4px; }}
.ra-chips {{ display: flex; flex-wrap: wrap; gap: .4rem; margin: .2rem 0 .6rem; }}
.ra-chip {{ font-size: .85rem; padding: .15rem .6rem; border: 1px solid {at.faint}66; border-radius: 1rem; }}
.ra-history {{ list-style: none; margin: 0; padding: 0 0 0 .2rem; max-width: 80ch; }}
.ra-history li {{ border-left: 3px solid {at.grid}; padding: .1rem 0 .7rem 1.1rem; position: relative; }}
.ra-history li::before {{ content: ""; position: absolute; left: -8px; top: .5rem; width: 11px; height: 11px; border-radius: 50%;
  background: var(--dot, {at.accent}); border: 2px solid {at.ground}; }}
.ra-history li.ra-beyond::before {{ background: {at.ground}; border-color: {at.faint}; }}
.ra-date {{ font-weight: 600; white-space: nowrap; margin-right: .5rem; }}
.ra-facts {{ max-width: 76ch; padding-left: 1.1rem; }}
.ra-facts li {{ margin-bottom: .5rem; }}
.ra-sources {{ max-width: 90ch; padding-left: 0; list-style: none; font-size: .95rem; }}
.ra-sources li {{ margin-bottom: .45rem; padding-left: 2.6rem; text-indent: -2.6rem; }}
.ra-sources b {{ display: inline-block; width: 2.6rem; text-indent: 0; }}
.ra-ref {{ font-size: .75em; color: {at.faint}; margin-left: .15rem; }}
.ra-weak {{ font-size: .72rem; white-space: nowrap; margin-left: .35rem; padding: 0 .35rem; border: 1px dashed {at.faint}; border-radius: 4px; cursor: help; }}
.ra-figures {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 1.2rem; max-width: 1100px; }}
.ra-figure b {{ display: block; font: 600 1.7rem/1.2 Georgia, "Times New Roman", serif; color: {at.accent}; }}
.ra-turns {{ display: flex; flex-wrap: wrap; gap: 1rem; margin: .4rem 0 1rem; }}
.ra-turn {{ flex: 1 1 260px; border-top: 4px solid var(--dot, {at.accent}); padding-top: .5rem; }}
.ra-card {{ margin: 0 0 .2rem; max-width: 90ch; }}
mark {{ background: {at.accent}33; color: inherit; padding: 0 .1em; border-radius: 2px; }}
.ra-small {{ font-size: 1rem; margin: 0; padding: 0; }}
.ra-group {{ font-size: 1.1rem; margin: .4rem 0 0; padding: 0; }}
.ra-eyebrow {{ font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; color: {at.faint}; }}
div[class*="st-key-picture_"] {{ flex: none; height: clamp(190px, var(--tall, 28vw), 470px); }}
@media (max-width: 640px) {{ div[class*="st-key-picture_"] {{ --tall: 52vw; }} }}
div[class*="st-key-picture_small"] {{ --tall: 16vw; }}
[class*="st-key-list_"] a *, [class*="st-key-wrap_"] a * {{ white-space: normal; overflow: visible; }}
[class*="st-key-list_"] a p {{ font-weight: 600; line-height: 1.35; }}
.st-key-bar {{ border-top: 1px solid {at.grid}; padding-top: .7rem; }}
.st-key-countline {{ border-bottom: 1px solid {at.grid}; padding-bottom: .3rem; }}
@media (max-width: 1360px) {{ .st-key-nav a {{ padding: 0 .25rem; gap: .25rem; }} .st-key-nav a p {{ font-size: .82rem; }} }}
@media (min-width: 641px) {{
  .st-key-themes button {{ padding: 0 .45rem; min-height: 1.75rem; }}
  .st-key-themes button p {{ font-size: .82rem; }}
  .st-key-themes [role="toolbar"] {{ gap: .2rem; }}
}}
@media (max-width: 640px) {{
  .st-key-themes [role="toolbar"] {{ flex-wrap: nowrap; overflow-x: auto; padding-bottom: .3rem; }}
  .st-key-themes button {{ flex: none; }}
  .st-key-filters, .st-key-actions {{
    flex-wrap: nowrap !important; overflow-x: auto !important; justify-content: flex-start !important; padding-bottom: .3rem;
  }}
  .st-key-filters > *, .st-key-actions > * {{ flex: none !important; }}
  .st-key-filters > .st-key-f_where {{ width: 14rem !important; }}
  .ra-lead {{ font-size: 1.08rem; }}
}}
</style>""")
