"""An address as a QR code, drawn here and fetched from nowhere."""

import io

import segno


def _code(address: str) -> segno.QRCode:
    # The lowest level of error correction: the fewest squares, which a telephone reads best from the back row.
    return segno.make(address, error="l", micro=False)


def fits(address: str) -> bool:
    """True if the address is short enough to be read off a screen across a room (a code of at most 65 squares a side)."""
    try:
        return _code(address).symbol_size(border=0)[0] <= 65
    except segno.DataOverflowError:
        return False


def qr_svg_uri(address: str) -> str:
    """The code as a data: address of an SVG, black on white with its quiet zone."""
    return _code(address).svg_data_uri(scale=4, border=4, light="#fff")


def qr_svg(address: str) -> bytes:
    """The code as an SVG without sizes of its own, black on white with its quiet zone."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=4, light="#fff", xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue()


def qr_png(address: str, scale: int = 8) -> bytes:
    """The code as a PNG, `scale` pixels a square, black on white with its quiet zone."""
    out = io.BytesIO()
    _code(address).save(out, kind="png", scale=scale, border=4, light="#fff")
    return out.getvalue()
