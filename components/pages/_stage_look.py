"""The look of the stage and of the notes beside it: our own classes and keyed containers, in the slide's own colours."""

import streamlit as st

from components.views.style import Look


def style_sheet(look: Look) -> None:
    """The style sheet of a slide. Sizes follow the window, so that the same slide fills a laptop and a wall."""
    st.html(f"""<style>
.st-key-stage {{
  position: fixed; inset: 0; z-index: 99990; overflow: hidden; flex-wrap: nowrap; padding: 2.2vw 3vw 1.2vw;
  background: {look.ground}; color: {look.ink}; overflow-wrap: break-word;
}}
.st-key-stage .ra-eyebrow {{ font-size: clamp(.8rem, 1.15vw, 1.6rem); color: {look.faint}; }}
.ra-slide-head h1 {{
  font: 700 clamp(1.6rem, 3.1vw, 4.6rem)/1.14 Georgia, "Iowan Old Style", "Noto Serif", serif; color: {look.ink}; margin: 0; padding: 0; text-wrap: balance;
}}
.ra-slide-title, .ra-slide-closing {{ margin-top: 12vh; border-left: .5vw solid {look.accent}; padding-left: 2vw; }}
.ra-slide-title h1 {{ font-size: clamp(2rem, 4.6vw, 7rem); }}
.st-key-stage > div:has(> [class*="st-key-stage_main_"]) {{ flex: 1 1 0; min-height: 0; }}
[class*="st-key-stage_main_"] {{
  display: grid !important; align-items: stretch; align-content: stretch; gap: 1vh 2.5vw; height: 100%; grid-template: minmax(0, 1fr) / minmax(0, 1fr);
}}
[class*="st-key-stage_main_"] > div {{ min-width: 0; min-height: 0; height: 100%; align-self: stretch; }}
.st-key-stage_main_case {{ grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }}
.st-key-stage_main_country, .st-key-stage_main_theme {{ grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }}
.st-key-stage_main_indicator {{ grid-template-columns: minmax(0, 1fr) minmax(0, 3fr); }}
.st-key-stage_main_map, .st-key-stage_main_timeline {{ grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); }}
.st-key-stage_words {{ overflow: hidden auto; height: 100%; }}
.st-key-stage_picture {{ height: 100%; flex-wrap: nowrap; }}
.st-key-stage_picture > div:has(> .st-key-slide_box) {{ flex: 1 1 0; min-height: 0; }}
.st-key-slide_box {{ height: 100%; }}
.st-key-stage .ra-points {{ list-style: none; margin: 0; padding: 0; }}
.st-key-stage .ra-points li {{ margin-left: 0; padding-left: 0; }}
.ra-points li {{ font-size: clamp(1.05rem, 1.62vw, 2.7rem); line-height: 1.32; margin: 0 0 1.5vh; }}
.ra-points li b {{ display: block; }}
.ra-points li i {{ font-style: normal; }}
.st-key-stage .st-key-stage_main_title li, .st-key-stage .st-key-stage_main_closing li {{
  font-size: clamp(1.2rem, 2.2vw, 3.6rem); margin-bottom: 2.4vh; padding-left: 2.5vw;
}}
.st-key-stage_main_map .ra-points li, .st-key-stage_main_timeline .ra-points li {{ margin: 0; color: {look.faint}; }}
.ra-pair {{ border-top: 1px solid {look.grid}; padding: 1.1vh 0 .4vh; }}
.ra-pair h2 {{ font: 700 clamp(1rem, 1.55vw, 2.6rem)/1.25 Georgia, "Noto Serif", serif; color: {look.ink}; margin: 0 0 .5vh; padding: 0; }}
.ra-sides {{ display: grid; grid-template-columns: 1fr 1fr; gap: 2.5vw; }}
.ra-side .ra-points li {{ font-size: clamp(.95rem, 1.3vw, 2.2rem); line-height: 1.28; margin: 0; }}
.ra-of-1, .ra-of-2 {{ padding: 2.4vh 0 1.6vh; }}
.ra-of-1 h2, .ra-of-2 h2 {{ font-size: clamp(1.2rem, 2.1vw, 3.4rem); }}
.ra-of-1 .ra-side .ra-points li, .ra-of-2 .ra-side .ra-points li {{ font-size: clamp(1.05rem, 1.75vw, 2.9rem); }}
.ra-of-3 h2 {{ font-size: clamp(1.1rem, 1.8vw, 3rem); }}
.ra-of-3 .ra-side .ra-points li {{ font-size: clamp(1rem, 1.5vw, 2.5rem); }}
.ra-more {{ font-size: clamp(.9rem, 1.2vw, 2rem); font-style: italic; color: {look.faint}; margin: .5vh 0 0; }}
.st-key-stage .ra-legend {{ font-size: clamp(.75rem, 1.05vw, 1.7rem); color: {look.ink}; }}
.st-key-stage .ra-faint {{ color: {look.faint}; }}
.ra-foot {{ display: flex; align-items: flex-end; gap: 1.6vw; border-top: 1px solid {look.grid}; padding-top: .8vh; }}
.ra-foot-words {{ flex: 1; min-width: 0; }}
.ra-foot p {{ font-size: clamp(.7rem, .92vw, 1.5rem); line-height: 1.35; color: {look.faint}; margin: 0; }}
.ra-foot a {{ color: {look.accent}; font-weight: 600; font-size: clamp(.8rem, 1.15vw, 1.9rem); }}
.ra-qr {{ width: clamp(64px, 7.4vw, 200px); height: auto; flex: none; }}
.ra-number {{ font-size: clamp(.9rem, 1.3vw, 2.2rem); color: {look.faint}; white-space: nowrap; }}
.ra-telling {{ flex: 1; font-size: clamp(1.2rem, 2vw, 2.4rem); line-height: 1.5; max-width: 60ch; overflow: auto; }}
.ra-speaker {{
  font-size: clamp(1rem, 1.3vw, 2rem); line-height: 1.4; background: {look.sea}; border-left: .3vw solid {look.accent}; padding: 1vh 1.2vw;
  max-height: 22vh; overflow: auto;
}}
.st-key-stage_controls {{ position: absolute; z-index: 1; top: .6vh; right: 1vw; width: auto; opacity: .28; transition: opacity .15s; }}
.st-key-stage_controls:hover, .st-key-stage_controls:focus-within {{ opacity: 1; }}
.st-key-stage_controls button {{ color: {look.ink} !important; }}
[class*="st-key-key_"] {{ display: none; }}
@media (max-width: 800px), (orientation: portrait) {{
  .st-key-stage {{ overflow: auto; padding: 2.6rem 1rem 1rem; }}
  .st-key-stage > div:has(> [class*="st-key-stage_main_"]) {{ flex: none; }}
  [class*="st-key-stage_main_"] {{ display: flex !important; height: auto; }}
  [class*="st-key-stage_main_"] > div {{ height: auto; flex: none; }}
  .st-key-stage_controls kbd {{ display: none; }}
  .st-key-stage_words {{ overflow: visible; height: auto; }}
  .st-key-stage_picture {{ height: auto; }}
  .st-key-stage_picture > div:has(> .st-key-slide_box) {{ flex: none; height: max(60vw, 260px); }}
  .ra-sides {{ grid-template-columns: 1fr; gap: .6vh; }}
  .ra-slide-title, .ra-slide-closing {{ margin-top: 4vh; }}
}}
</style>""")
