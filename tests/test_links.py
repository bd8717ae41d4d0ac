"""Short addresses and where they lead; where the atlas stands for others; the code that leads a telephone there."""

import re
from base64 import b64decode
from io import BytesIO
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from components import links
from components.exports import qr
from components.headers import MAX_ADDRESS
from components.pages import PAGES


def followed(short: str) -> tuple[str, dict[str, str]]:
    """Where a short address leads: the path and its parameters."""
    letter, id = short.split("/")
    where = urlsplit(links.lengthened(letter, unquote(id)))
    return where.path, dict(parse_qsl(where.query))


def test_a_short_address_leads_to_the_case_country_or_theme_that_it_was_made_from(dataset):
    for path, name, ids in (("case", "id", dataset.case), ("country", "iso3", dataset.country), ("theme", "id", dataset.theme)):
        for id in ids:
            short = links.short(path, {name: id}, "fr")
            assert len(short) == len(id) + 2
            assert re.fullmatch(r"[ckt]/[A-Za-z0-9-]+", short)
            assert followed(short) == (path, {name: id})


def test_the_short_address_of_a_slide_leads_to_it():
    assert links.of_slide("message-2017", 4) == "d/message-2017/4"
    for deck in ("message-2017", "a/b?c&d#e", "Kılıç"):
        assert "/" not in links.of_slide(deck, 12).removeprefix("d/").removesuffix("/12")
        where = urlsplit(links.slide_lengthened(deck, 12))
        assert (where.path, dict(parse_qsl(where.query))) == ("stage", {"deck": deck, "slide": "12"})


@pytest.mark.parametrize(
    ("path", "params", "short"),
    [
        ("case", {"id": "a", "asof": "2017-12-31"}, "case?id=a&asof=2017-12-31&lang=fr"),
        ("", {"theme": "conflict,women"}, "?theme=conflict,women&lang=fr"),
        ("", {}, ""),
        ("timeline", {}, "timeline"),
        ("then-and-now", {"then": "2017-12-31", "q": "a&b=c#d"}, "then-and-now?then=2017-12-31&q=a%26b%3Dc%23d&lang=fr"),
        ("case", {}, "case"),
        ("country", {"id": "a"}, "country?id=a&lang=fr"),
    ],
)
def test_what_is_more_than_a_case_country_or_theme_keeps_its_parameters(path, params, short):
    assert links.short(path, params, "fr") == short


@pytest.mark.parametrize("letter", ["", "x", "C", "case", "../c"])
def test_a_letter_that_stands_for_nothing_leads_nowhere(letter):
    assert links.lengthened(letter, "a") is None


def test_whatever_the_id_says_it_stays_the_value_of_one_parameter():
    @given(st.sampled_from("ckt"), st.text(min_size=1, max_size=40).filter(lambda id: not re.search("[\ud800-\udfff]", id)))
    def holds(letter, id):
        where = links.lengthened(letter, id)
        path, name = links.SHORT[letter]
        assert where.startswith(f"{path}?{name}=")
        assert re.fullmatch(r"[\w?=%.+~-]+", where, re.ASCII)
        assert parse_qsl(urlsplit(where).query, keep_blank_values=True) == [(name, id)]
        short = links.short(path, {name: id}, "en")
        assert unquote(short.split("/", 1)[1]) == id

    holds()


def test_short_addresses_stand_in_the_way_of_no_page_and_of_no_other():
    letters = [*links.SHORT, links.SLIDE]
    assert len(set(letters)) == len(letters)
    assert set(letters) & {page.path for page in PAGES} == set()
    assert {path for path, _ in links.SHORT.values()} <= {page.path for page in PAGES}


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("http://localhost:8501/", False),
        ("http://LOCALHOST/", False),
        ("http://atlas.localhost/", False),
        ("http://127.0.0.1:8501/c/a", False),
        ("http://127.8.8.8/", False),
        ("http://[::1]:8501/", False),
        ("http://[0:0:0:0:0:0:0:1]/", False),
        ("http://0.0.0.0:8501/", False),
        ("/case?id=a", False),
        ("http://[bad", False),
        ("", False),
        ("http://192.168.1.20:8501/", True),
        ("http://10.0.0.3/", True),
        ("http://[2001:db8::1]/", True),
        ("http://laptop:8501/", True),
        ("http://mylocalhost/", True),
        ("http://localhost.example.org/", True),
        ("https://atlas.example.org/k/CAN", True),
    ],
)
def test_an_address_of_this_computer_alone_is_not_for_others(address, public):
    assert links.is_public(address) is public


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("https://atlas.example.org", "https://atlas.example.org/"),
        ("https://atlas.example.org/", "https://atlas.example.org/"),
        (" http://atlas.example.org/rights// ", "http://atlas.example.org/rights/"),
        ("http://192.168.1.20:8501", "http://192.168.1.20:8501/"),
        ("", None),
        ("atlas.example.org", None),
        ("//atlas.example.org", None),
        ("javascript:alert(1)", None),
        ("ftp://atlas.example.org", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https:///path", None),
        ("https://[::1", None),
    ],
)
def test_the_operator_says_where_the_atlas_stands_or_nobody_does(monkeypatch, said, own):
    monkeypatch.setenv("RIGHTS_ATLAS_ADDRESS", said)
    assert links.own_address() == own


def test_nobody_need_say_where_the_atlas_stands(monkeypatch):
    monkeypatch.delenv("RIGHTS_ATLAS_ADDRESS", raising=False)
    assert links.own_address() is None


# The code


def squares(address: str) -> list[list[int]]:
    """The code of an address as a matrix, with its quiet zone."""
    return [list(row) for row in segno.make(address, error="l", micro=False).matrix_iter(border=4)]


@pytest.mark.parametrize(
    "address", ["https://atlas.example.org/c/taner-kilic", "http://192.168.1.20:8501/k/CAN", "https://atlas.example.org/?q=K%C4%B1l%C4%B1%C3%A7&lang=fr"]
)
def test_the_picture_has_the_squares_of_its_address(address):
    from matplotlib.image import imread

    image = imread(BytesIO(qr.qr_png(address, scale=3)))
    image = image if image.ndim == 2 else image[:, :, 0]
    assert [[int(value < 0.5) for value in row[1::3]] for row in image[1::3]] == squares(address)


def test_the_svg_is_drawn_here_and_names_no_other_place():
    uri = qr.qr_svg_uri("https://atlas.example.org/c/taner-kilic")
    assert uri.startswith("data:image/svg+xml")
    svg = b64decode(uri.split(",")[1]).decode() if ";base64" in uri else unquote(uri.split(",", 1)[1])
    assert "<svg" in svg
    assert "href" not in svg
    assert uri == qr.qr_svg_uri("https://atlas.example.org/c/taner-kilic")
    assert uri != qr.qr_svg_uri("https://atlas.example.org/c/veronica-razo")


@pytest.mark.parametrize(("length", "fits"), [(40, True), (300, True), (700, False), (MAX_ADDRESS, False)])
def test_a_code_too_fine_to_be_read_across_a_room_does_not_fit(length, fits):
    assert qr.fits("https://atlas.example.org/".ljust(length, "x")) is fits


def test_the_short_address_of_every_case_fits_into_a_code(dataset):
    assert all(qr.fits(f"https://rights-atlas.example.org/{links.short('case', {'id': id}, 'en')}") for id in dataset.case)
