"""Long work on screen: asked for with a button, its progress shown, to be left or stopped, then ready to be taken."""

import atexit
from collections.abc import Callable, Hashable
from hashlib import sha256

import streamlit as st

from components.pages._parts import guarded, visit
from components.workshop import Progress, Workshop

EVERY = 0.5  # seconds between two looks at work in progress


@st.cache_resource(show_spinner=False)
def workshop() -> Workshop:
    """The one workshop of this server."""
    made = Workshop()
    atexit.register(made.close)
    return made


def offer(label: str, key: Hashable, work: Callable[[Progress], bytes], file_name: str, mime: str) -> None:
    """A button that has the file made, then its progress, then the file. The same `key`, told apart by its repr, is made once
    and kept.

    `work` runs in another thread: it must not touch the page. A reader may leave; the work goes on and is found again."""
    # A fingerprint, because the key goes into the log when something fails, and search words and notes are the reader's own.
    key = f"{file_name} {sha256(repr(key).encode()).hexdigest()[:16]}"
    job = workshop().job(key)
    busy = job is not None and job.state in ("waiting", "running")
    part = st.fragment(lambda: guarded(lambda: _part(label, key, work, file_name, mime), f"the file {file_name}"), run_every=EVERY if busy else None)
    part()


def _part(label: str, key: str, work: Callable[[Progress], bytes], file_name: str, mime: str) -> None:
    text, job = visit().text, workshop().job(key)
    watched = f"making_{file_name}"
    if job is not None and job.state in ("waiting", "running"):
        st.session_state[watched] = True
        share = job.done / job.total if job.total else 0.0
        st.progress(min(share, 1.0), text=text("making.waiting" if job.state == "waiting" else "making.running", what=label))
        if st.button(text("making.stop"), icon=":material/stop:", key=f"stop_{file_name}", type="tertiary"):
            workshop().stop(key)
            st.rerun()
        return
    if st.session_state.pop(watched, False):
        st.rerun()  # it is done: the timer belongs to the fragment and ends when the whole page runs
    if job is not None and job.state == "done":
        ready = text("making.ready", what=label)
        st.download_button(
            ready, job.made, file_name=file_name, mime=mime, on_click="ignore", key=f"take_{file_name}", icon=":material/download:", width="stretch",
            type="primary",
        )  # fmt: skip
        return
    if job is not None and job.state == "failed":
        st.warning(text("making.failed"), icon=":material/report:")
    if st.button(label, icon=":material/draft:", key=f"make_{file_name}", width="stretch"):
        if workshop().ask(key, work) is None:
            st.warning(text("making.full"), icon=":material/hourglass_top:")
            return
        st.rerun()
