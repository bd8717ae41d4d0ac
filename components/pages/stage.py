"""Stage: one slide in the whole window, in type for the back row. The keyboard leads; what there is to click stays small."""

import html

import streamlit as st

from components import links
from components.decks import Deck
from components.exports.qr import fits, qr_svg_uri
from components.pages import _decks, _podium, _stage_look
from components.pages._parts import CHART, SHAPES, legend_html, script, visit
from components.slides import Content, Picture, Point
from components.views import View
from components.views.case_map import case_map
from components.views.indicator_lines import indicator_lines
from components.views.indicator_map import indicator_map
from components.views.style import DARK, LIGHT, STAGE, Look, for_stage
from components.views.timeline import opening_range, timeline
from components.views.world_map import MapFrame, world_map

esc = html.escape

SAID = ("map", "timeline", "indicator-lines")  # pictures whose sentence says what they leave out, or the newest value


def ground() -> Look:
    """The colours of the slide: those the address asks for, else the reader's."""
    return {"light": LIGHT, "dark": DARK}.get(st.query_params.get("ground", ""), visit().look)


def point_html(point: Point, look: Look) -> str:
    """A large line: what leads, in its colour, and what it says."""
    mark = f'<i style="color:{look.status[point.status]}">●</i> ' if point.status else ""
    lead = f"<b>{mark}{esc(point.lead)}</b> " if point.lead else mark
    language = ' lang="en"' if point.english else ""
    return f"<li>{lead}<span{language}>{esc(point.text)}</span></li>"


def words(content: Content, look: Look) -> None:
    """The slide's points, or its pairs of then and now, and what had no room."""
    points = "".join(point_html(point, look) for point in content.points)
    parts = [f'<ul class="ra-points">{points}</ul>'] if points else []
    for pair in content.pairs:
        sides = "".join(
            f'<div class="ra-side"><span class="ra-eyebrow">{esc(visit().text(key))}</span><ul class="ra-points">{point_html(point, look)}</ul></div>'
            for key, point in (("then.then", pair.then), ("then.now", pair.now))
        )
        parts.append(f'<div class="ra-pair ra-of-{len(content.pairs)}"><h2 lang="en">{esc(pair.case.title)}</h2><div class="ra-sides">{sides}</div></div>')
    if content.more:
        parts.append(f'<p class="ra-more">{esc(content.more)}</p>')
    if parts:
        st.html("".join(parts))


def view_of(picture: Picture, content: Content, look: Look) -> View | None:
    """The picture as a View in the slide's colours; None if there is nothing to draw."""
    scene, text = content.scene, content.scene.text
    frame = MapFrame(scene.dataset, scene.world, scene.marked, SHAPES, text, look, enlarged=STAGE)
    match picture.kind:
        case "map":
            return world_map(picture.chosen, picture.selection, scene.frames, frame)
        case "case-map":
            return case_map(picture.case, frame)
        case "timeline":
            first, last = opening_range(picture.chosen, picture.selection.years, scene.frames)
            return timeline(picture.chosen, scene.frames, first, last, text, look, picture.by, picture.by == "case")
        case "indicator-map":
            return indicator_map(picture.indicator, picture.year, picture.selection, frame)
        case "indicator-lines":
            return indicator_lines(picture.indicator, dict(picture.names), text, look)
    return None


def draw(picture: Picture, content: Content, look: Look, number: int) -> View | None:
    """The slide's picture, alive: hovering and zooming work. Gives the View, for its words."""
    view = view_of(picture, content, look)
    if view is None:
        return None
    figure = for_stage(view.figure, look)
    if picture.kind == "timeline":
        figure.update_layout(dragmode="zoom", xaxis_fixedrange=False)
    with st.container(key="slide_box"):
        st.plotly_chart(figure, key=f"slide_{number}", alt=view.alt, config={**CHART, "scrollZoom": True}, height="stretch", theme=None)
    return view


def foot(content: Content, view: View | None, number: int, deck: Deck) -> None:
    """Sources, as-of day, number, an address to type, and a code that leads a telephone to the same view."""
    at, addresses = visit(), _decks.address_maker(deck)
    address = addresses.short(content, number)
    public, words = links.is_public(address), address.split("://", 1)[-1]
    said = [at.text("slide.sources", sources="; ".join(content.sources)), content.as_of]
    said += [view.note] if view and view.note else []
    code = f'<img class="ra-qr" src="{qr_svg_uri(address)}" alt="{esc(at.text("slide.qr", address=words))}">' if public and fits(address) else ""
    shown = caution = ""
    if len(address) <= _decks.MOST_TYPED:
        # Who is on the slide already goes on to its view, with all its filters.
        shown = f'<a href="{esc(addresses.view(content), quote=True)}" target="_blank" rel="noopener">{esc(words)}</a>'
        caution = "" if public else f' <span class="ra-faint">{esc(at.text("slide.not_public"))}</span>'
    st.html(
        f'<div class="ra-foot"><div class="ra-foot-words"><p>{esc(" · ".join(said))}</p><p>{shown}{caution}</p></div>{code}'
        f'<div class="ra-number" role="status">{number} / {len(deck.slides)}</div></div>'
    )


def controls(number: int, total: int) -> None:
    """Small buttons and the keys for them."""
    text = visit().text
    with st.container(horizontal=True, gap="xsmall", key="stage_controls"):
        _podium.buttons(number, total)
        st.button("", icon=":material/speaker_notes:", key="stage_notes_toggle", type="tertiary", shortcut="N", on_click=toggle_notes, help=text("stage.notes"))
        st.button("", icon=":material/contrast:", key="stage_ground", type="tertiary", shortcut="D", on_click=turn_ground, help=text("stage.ground"))
        if st.button("", icon=":material/close:", key="stage_leave", type="tertiary", shortcut="Esc", help=text("stage.leave")):
            st.switch_page(script("present"), query_params=visit().params(**_decks.params()))


def toggle_notes() -> None:
    """Show the speaker's notes on the slide, or hide them."""
    if "notes" in st.query_params:
        del st.query_params["notes"]
    else:
        st.query_params["notes"] = "1"


def turn_ground() -> None:
    """Turn from light to dark, or back."""
    st.query_params["ground"] = "light" if ground().dark else "dark"


def main() -> None:
    """Draw the slide that the address names."""
    at = visit()
    deck = _podium.deck()
    if deck is None:
        return
    total = len(deck.slides)
    number = _podium.number(total)
    look = ground()
    content = _decks.shown(deck.slides[number - 1], deck)
    _stage_look.style_sheet(look)
    view = None
    with st.container(key="stage", gap="small"):
        # First, at a place that never changes: buttons that move are gone for a moment, and a key pressed then is lost.
        controls(number, total)
        english = ' lang="en"' if content.titled_in_english else ""
        eyebrow = f'<div class="ra-eyebrow">{esc(content.eyebrow)}</div>' if content.eyebrow else ""
        st.html(f'<div class="ra-slide-head ra-slide-{content.view}">{eyebrow}<h1{english}>{esc(content.title)}</h1></div>')
        with st.container(key=f"stage_main_{content.view}"):
            if content.points or content.pairs or content.more:
                with st.container(key="stage_words"):
                    words(content, look)
            if content.picture:
                with st.container(key="stage_picture", gap="xsmall"):
                    view = draw(content.picture, content, look, number)
                    if view and view.legend:
                        st.html(legend_html(view.legend))
                    if view and content.picture.kind in SAID:
                        st.html(f'<p class="ra-more">{esc(view.sentence)}</p>')
        if "notes" in st.query_params:
            # A long note scrolls; with a place in the tab order it does so by keyboard too.
            telling = esc(content.note or at.text("stage.no_notes"))
            st.html(f'<div class="ra-speaker" tabindex="0" lang="{at.text.language}">{telling}</div>')
        foot(content, view, number, deck)
    _podium.follow()


main()
