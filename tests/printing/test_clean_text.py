"""Text from outside: it cannot steer a printer, hide, or overwrite its neighbour (RELIABILITY T12)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.printing.clean_text import REPLACEMENT, clean
from posapp.printing.document import Barcode, Document, Item, Row, Table, Text

RLO = "\N{RIGHT-TO-LEFT OVERRIDE}"


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("Plums", "Plums"),
        ("  Plums \n\t black\r\n", "Plums black"),
        ("Plu\x00ms\x1bp\x07", "Plumsp"),
        (f"{RLO}smulP", "smulP"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("zero\u200bwidth\ufeff\u200d", "zerowidth"),
        ("soft\xadhyphen", "softhyphen"),
        ("no\xa0break", "no\xa0break"),
        ("heart \u2764\ufe0f", "heart \u2764"),
        ("half \ud800 pair", f"half {REPLACEMENT} pair"),
        ("private \ue000", f"private {REPLACEMENT}"),
        ("น้ำ", "น้ำ"),
        ("", ""),
        ("\x00\n", ""),
    ],
)
def test_what_steers_is_dropped_and_what_is_read_stays(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


def test_a_tower_of_marks_stays_on_its_own_line() -> None:
    assert clean("e" + "\u0301" * 300) == "e" + "\u0301" * 4


@given(st.text())
def test_nothing_without_ink_is_left(text: str) -> None:
    for char in clean(text):
        assert char == REPLACEMENT or unicodedata.category(char)[0] != "C"
        assert char not in "\n\r\t\v\f\u2028\u2029"


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_every_block_cleans_what_it_is_given() -> None:
    dirty = f"a\x1bp\n{RLO}b"
    assert Text(dirty).text == "ap b"
    assert Item(dirty, dirty, dirty) == Item("ap b", "ap b", "ap b")
    assert Row(dirty, dirty) == Row("ap b", "ap b")
    assert Barcode(dirty, dirty) == Barcode("ap b", "ap b")
    assert Table((dirty, dirty), ((dirty,), (dirty, dirty))) == Table(
        ("ap b", "ap b"), (("ap b",), ("ap b", "ap b"))
    )
    document = Document(
        title=dirty, author=dirty, language="en", running_head=dirty, page_words="{page}", blocks=()
    )
    assert (document.title, document.author, document.running_head) == ("ap b", "ap b", "ap b")
