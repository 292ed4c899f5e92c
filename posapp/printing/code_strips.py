"""Barcodes and QR codes become strips on the coarsest printer's grid, so that no bar is half a dot wide."""

from __future__ import annotations

from math import ceil, floor

from posapp.printing.codes import BAR_QUIET, QR_QUIET, code_128, qr_code
from posapp.printing.papers import DOT, Paper
from posapp.printing.strip import Strip

_FEWEST_MODULE_DOTS = 3  # 0.375 mm: what a telephone reads at arm's length
_QR_SHARE = 0.45  # of the column: large enough to aim at, small enough to leave the question the stage


def barcode_strip(text: str, paper: Paper) -> Strip | None:
    """Return a Code 128 symbol with the widest bars that fit; None where not even the narrowest do."""
    bars = code_128(text)
    if bars is None:
        return None
    start, last = bars[-1]
    modules = start + last
    for dots in range(paper.bar_dots, 0, -1):
        if modules * dots * DOT <= paper.column and (modules + 2 * BAR_QUIET) * dots * DOT <= paper.width:
            return _bars(bars, modules, dots, paper)
    return None


def _bars(bars: list[tuple[int, int]], modules: int, dots: int, paper: Paper) -> Strip:
    left = _centred(modules * dots, paper)
    unit = dots * DOT
    height = ceil(paper.bar_height / DOT) * DOT
    boxes = tuple((left + at * unit, 0.0, width * unit, height) for at, width in bars)
    return Strip(height, boxes=boxes)


def qr_strip(text: str, paper: Paper) -> Strip | None:
    """Return a QR symbol with its quiet zone; None for a text that no QR code can hold."""
    symbol = qr_code(text)
    if symbol is None:
        return None
    stretches, side = symbol
    full = side + 2 * QR_QUIET
    dots = max(_FEWEST_MODULE_DOTS, min(paper.module_dots, floor(paper.column * _QR_SHARE / DOT / full)))
    left, unit = _centred(side * dots, paper), dots * DOT
    boxes = tuple((left + x * unit, (y + QR_QUIET) * unit, width * unit, unit) for x, y, width in stretches)
    return Strip(full * unit, boxes=boxes)


def _centred(dots: int, paper: Paper) -> float:
    """Return where something so many dots wide begins, on the grid."""
    return floor((paper.width / DOT - dots) / 2) * DOT
