"""Barcodes and QR codes as dark cells on a grid, encoded by ReportLab and segno."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

BAR_QUIET = 10  # modules of white on both sides (ISO/IEC 15417)
QR_QUIET = 4  # modules of white all round (ISO/IEC 18004)


def code_128(text: str) -> list[tuple[int, int]] | None:
    """Return the bars of a Code 128 symbol as (start, width) in modules, without quiet zones.

    None for a text that Code 128 does not have: anything but ASCII, or nothing.
    """
    if not text or not text.isascii():
        return None
    from reportlab.graphics.barcode.code128 import Code128

    symbol = Code128(text, quiet=0)
    symbol.validate()
    symbol.encode()
    return list(_bars(symbol.decompose()))


def _bars(pattern: str) -> Iterator[tuple[int, int]]:
    """Read ReportLab's pattern: a capital is a bar, a small letter a space; A is one module wide, B two."""
    at = 0
    for letter in pattern:
        width = ord(letter.upper()) - ord("A") + 1
        if letter.isupper():
            yield at, width
        at += width


def qr_code(text: str) -> tuple[list[tuple[int, int, int]], int] | None:
    """Return a QR symbol of level M: its dark stretches (x, y, width) and its side, without quiet zone.

    All are in modules. None for a text that no QR code can hold.
    """
    import segno

    try:
        symbol = segno.make_qr(text, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    rows = [bytes(row) for row in symbol.matrix]
    return [(x, y, width) for y, row in enumerate(rows) for x, width in _dark(row)], len(rows)


def _dark(row: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    for dark, cells in groupby(row):
        width = len(list(cells))
        if dark:
            yield at, width
        at += width
