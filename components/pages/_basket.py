"""The basket: cases that the reader has put aside. It lives in the address, so that it travels in a link."""

import streamlit as st

from components.model import Case, Dataset
from components.pages._parts import today, visit

MOST = 60  # cases; the address must stay short enough to be sent


def _asked() -> list[str]:
    """The ids that the address puts into the basket, each once, in its order."""
    return list(dict.fromkeys(each for each in st.query_params.get("basket", "").split(",") if each))


def ids() -> tuple[str, ...]:
    """The ids in the basket that the dataset knows, in the order in which they were put there."""
    known = today().dataset.case  # today's, so that a look into the past takes nothing out
    return tuple(each for each in _asked() if each in known)[:MOST]


def ignored(dataset: Dataset) -> list[tuple[str, str]]:
    """What of the address's basket is left out: ids that the dataset does not know, and those beyond MOST."""
    asked = _asked()
    known = [each for each in asked if each in dataset.case]
    return [("basket", each) for each in asked if each not in dataset.case] + [("basket", each) for each in known[MOST:]]


def cases() -> tuple[Case, ...]:
    """The cases in the basket, as of the day of the visit; those that had not begun then stay in the basket unseen."""
    dataset = visit().dataset
    return tuple(dataset.case[each] for each in ids() if each in dataset.case)


def _write(chosen: tuple[str, ...]) -> None:
    if chosen:
        st.query_params["basket"] = ",".join(chosen)
    else:
        st.query_params.pop("basket", None)


def toggle(id: str) -> None:
    """Put a case into the basket or take it out; called by a button."""
    chosen = ids()
    _write(tuple(each for each in chosen if each != id) if id in chosen else (*chosen, id))


def empty() -> None:
    """Take everything out; called by a button."""
    _write(())


def button(case: Case, key: str) -> None:
    """The button that puts a case into the basket or takes it out."""
    text = visit().text
    inside = case.id in ids()
    label, icon = ("basket.remove", "remove_shopping_cart") if inside else ("basket.add", "add_shopping_cart")
    st.button(text(label), icon=f":material/{icon}:", key=f"basket_{key}_{case.id}", type="tertiary", on_click=toggle, args=(case.id,))
