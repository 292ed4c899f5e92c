"""PDFs: the same bytes everywhere, read back word by word, and nothing in them that is not on the paper."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from posapp.printing.amounts import money_text, quantity_text
from posapp.printing.clean_text import clean
from posapp.printing.compose import compose
from posapp.printing.papers import A4, PAPERS, ROLL_80, Paper
from posapp.printing.pdf import render_pdf
from posapp.printing.receipt import DeskReceipt
from tests.printing.reading import rows_of, text_of
from tests.printing.receipts import LANGUAGES, LATIN, THAI, long, named

_EACH_LANGUAGE = pytest.mark.parametrize("receipt", LANGUAGES.values(), ids=LANGUAGES)
_EACH_PAPER = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)


def _pdf(receipt: DeskReceipt, paper: Paper = ROLL_80) -> bytes:
    return render_pdf(compose(receipt), paper)


@_EACH_LANGUAGE
@_EACH_PAPER
def test_every_line_of_the_visit_can_be_read_back_with_its_own_figure(
    receipt: DeskReceipt, paper: Paper
) -> None:
    view = receipt.view
    goods = [(line.description, line.quantity, line.credit) for line in view.came_back]
    goods += [(line.description, line.quantity, line.charged) for line in view.goes_home]
    said = _close(text_of(_pdf(receipt, paper)))
    for name, quantity, amount in goods:
        assert all(_close(word) in said for word in clean(name).split(" "))
        assert _close(quantity_text(quantity)) in said
        assert money_text(amount) in said
    assert money_text(view.to_customer) in said
    for total in (line.total for line in view.taxes):
        for amount in (total.net, total.tax, total.gross):
            assert money_text(amount) in said
    assert "P7K2M-9QXD-4T8W-ABCD" in said
    assert receipt.head in said
    assert receipt.invitation_code in said
    assert _close(receipt.question) in said


def _close(text: str) -> str:
    """Without its spaces: programs guess where they are."""
    return "".join(text.split())


def test_what_stands_side_by_side_is_read_side_by_side() -> None:
    rows = rows_of(_pdf(LATIN))
    assert "Plums, black, loose €4.96" in rows
    assert "Money back €8.00" in rows
    assert "19 % €6.72 €1.28 €8.00" in rows


def test_thai_is_copied_as_it_was_typed() -> None:
    said = text_of(_pdf(THAI))
    assert "น้ำพริกเผาตราแม่ประนอมสูตรเผ็ดน้อย" in said
    assert "ตลาดริมน้ำ" in said


@_EACH_PAPER
def test_a_hundred_lines_are_all_there(paper: Paper) -> None:
    receipt = long(100)
    rows = rows_of(_pdf(receipt, paper))
    for line in receipt.view.came_back:
        assert f"{line.description} {money_text(line.credit)}" in rows


@given(st.text(max_size=200))
@settings(max_examples=40)
def test_any_name_becomes_a_pdf_that_others_can_open(name: str) -> None:
    reader = PdfReader(BytesIO(_pdf(named(name))), strict=True)
    assert len(reader.pages) == 1
    assert "Money back" in reader.pages[0].extract_text()


@_EACH_LANGUAGE
@_EACH_PAPER
def test_the_same_receipt_gives_the_same_bytes(receipt: DeskReceipt, paper: Paper) -> None:
    assert _pdf(receipt, paper) == _pdf(receipt, paper)


_FRESH = """
import hashlib, sys
from tests.printing.receipts import LANGUAGES
from posapp.printing.compose import compose
from posapp.printing.papers import ROLL_80
from posapp.printing.pdf import render_pdf
for language in sys.argv[1:]:
    pdf = render_pdf(compose(LANGUAGES[language]), ROLL_80)
print(hashlib.sha256(pdf).hexdigest())
"""


def test_what_was_printed_before_leaves_no_trace_in_the_bytes() -> None:
    """Another process, another order: glyphs without a character keep their names."""
    answers = {
        subprocess.run(
            [sys.executable, "-c", _FRESH, *before, "thai"], capture_output=True, text=True, check=True
        ).stdout.strip()
        for before in ((), ("japanese", "latin"), ("mongolian",))
    }
    assert answers == {hashlib.sha256(_pdf(THAI)).hexdigest()}


def test_the_metadata_tell_of_the_receipt_and_not_of_this_machine() -> None:
    pdf = _pdf(THAI)
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "ใบเสร็จ P7K2M-9QXD-4T8W-ABCD"
    assert reader.metadata.author == "ตลาดริมน้ำ"
    assert reader.metadata.creator == "Plum"
    assert str(reader.root_object["/Lang"]) == "th"
    for trace in (b"/home", b"/root", b"/work", b"/tmp", b"\\Users", b".ttf"):
        assert trace not in pdf


@_EACH_LANGUAGE
def test_every_face_is_inside_and_only_the_glyphs_that_are_used(receipt: DeskReceipt) -> None:
    pdf = _pdf(receipt)
    assert len(pdf) < 60_000
    for font in PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_pages_have_the_size_of_their_paper() -> None:
    width, height = PdfReader(BytesIO(_pdf(LATIN, A4))).pages[0].mediabox[2:]
    assert (float(width), float(height)) == pytest.approx((595.28, 841.89), abs=0.01)
    width, height = PdfReader(BytesIO(_pdf(LATIN))).pages[0].mediabox[2:]
    assert float(width) == pytest.approx(226.77, abs=0.01)
    assert float(height) > 400


def test_a_pdf_holds_no_figure_that_the_customer_was_not_given() -> None:
    """Worked example E1: 6.21 is the shelf's, 1.25 what the store carries; neither has a way here."""
    said = text_of(_pdf(replace(LATIN, copy_number=1)))
    for hidden in ("6.21", "1.25", "4.50", "difference", "shelf", "per kg", "/kg"):
        assert hidden not in said.lower()
