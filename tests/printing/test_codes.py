"""Codes: what a scanner reads from a print of 203 dots to the inch is what was meant."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.printing.codes import code_128, qr_code
from posapp.printing.compose import compose
from posapp.printing.layout import lay_out
from posapp.printing.marks import FillMark
from posapp.printing.papers import DOT, PAPERS, ROLL_80, Paper
from posapp.printing.pdf import render_pdf
from posapp.printing.receipt import DeskReceipt
from tests.printing.reading import codes_on, fills, pictures_of
from tests.printing.receipts import LANGUAGES, LATIN

_EACH_PAPER = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
_MAILTO = "mailto:hello@riverside.example?subject=Answer%207KQ4M2XD"


def _scan(receipt: DeskReceipt, paper: Paper = ROLL_80) -> dict[str, str]:
    pages = pictures_of(render_pdf(compose(receipt), paper))
    return {kind: text for page in pages for kind, text in codes_on(page).items()}


@_EACH_PAPER
@pytest.mark.parametrize("receipt", LANGUAGES.values(), ids=LANGUAGES)
def test_both_codes_are_read_back_from_the_print(receipt: DeskReceipt, paper: Paper) -> None:
    assert _scan(receipt, paper) == {"Code 128": "P7K2M9QXD4T8WABCD", "QR Code": _MAILTO}


@_EACH_PAPER
@pytest.mark.parametrize("number", ["1", "2026-118-0457", "X" * 21, "0123456789" * 4, "R/7 #a~"])
def test_any_number_that_bars_can_say_is_read_back(number: str, paper: Paper) -> None:
    assert _scan(replace(LATIN, number=number, reply_address=None), paper) == {"Code 128": number}


@_EACH_PAPER
@pytest.mark.parametrize("number", ["Y" * 120, "Баримт-7", "領収書 12"])
def test_a_number_that_bars_cannot_say_is_read_back_from_a_qr_code(number: str, paper: Paper) -> None:
    assert _scan(replace(LATIN, number=number, reply_address=None), paper) == {"QR Code": number}


def test_a_number_that_no_code_can_say_stands_there_in_letters() -> None:
    receipt = replace(LATIN, number="Z" * 4000, reply_address=None)
    assert all(len(mark.boxes) == 1 for mark in fills(lay_out(compose(receipt), ROLL_80))), "only rules"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=24))
@settings(max_examples=15)
def test_numbers_are_read_back_whatever_they_are(number: str) -> None:
    assert _scan(replace(LATIN, number=number, reply_address=None)) == {"Code 128": number}


@given(st.integers(min_value=0, max_value=32**8 - 1))
@settings(max_examples=15)
def test_every_invitation_is_read_back(random: int) -> None:
    code = f"{random:08X}"[:8]
    assert _scan(replace(LATIN, invitation_code=code))["QR Code"].endswith(f"Answer%20{code}")


def _codes_of(receipt: DeskReceipt, paper: Paper) -> list[FillMark]:
    return [mark for mark in fills(lay_out(compose(receipt), paper)) if len(mark.boxes) > 1]


@_EACH_PAPER
def test_bars_and_modules_stand_on_the_printers_grid(paper: Paper) -> None:
    barcode, symbol = _codes_of(LATIN, paper)
    for mark in (barcode, symbol):
        for box in mark.boxes:
            for length in box:
                assert length / DOT == pytest.approx(round(length / DOT), abs=1e-6)
    assert min(width for _, _, width, _ in barcode.boxes) >= 2 * DOT * 0.999
    assert min(height for *_, height in symbol.boxes) >= 3 * DOT * 0.999


@_EACH_PAPER
def test_codes_have_their_quiet_zones(paper: Paper) -> None:
    """ISO/IEC 15417 asks for ten modules, ISO/IEC 18004 for four: no ink of ours is nearer."""
    (page,) = lay_out(compose(LATIN), paper)
    barcode, symbol = _codes_of(LATIN, paper)
    bar = min(width for _, _, width, _ in barcode.boxes)
    left = min(x for x, *_ in barcode.boxes)
    right = max(x + width for x, _, width, _ in barcode.boxes)
    assert left >= 10 * bar
    assert page.width - right >= 10 * bar
    module = min(height for *_, height in symbol.boxes)
    top = min(y for _, y, *_ in symbol.boxes)
    rules = [mark.boxes[0][1] for mark in fills([page]) if len(mark.boxes) == 1]
    assert min(top - y for y in rules if y < top) >= 4 * module


def test_bars_are_in_order_and_apart() -> None:
    bars = code_128("2026-118-0457")
    assert bars is not None
    assert bars[0] == (0, 2), "every symbol begins with a bar of two"
    for (start, width), (following, _) in pairwise(bars):
        assert start + width < following


def test_what_a_symbology_cannot_hold_is_none() -> None:
    assert code_128("") is None
    assert code_128("é") is None
    assert qr_code("x" * 3000) is None
