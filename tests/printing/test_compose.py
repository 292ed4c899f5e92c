"""What a desk receipt says: all of it, at the customer's own figures, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest

from posapp.domain.quantity import Quantity
from posapp.domain.visit import TenderKind
from posapp.printing.compose import compose
from posapp.printing.document import (
    Barcode,
    Block,
    Document,
    Heading,
    Item,
    QrCode,
    Role,
    Row,
    Table,
    Together,
)
from posapp.printing.plain import plain_text
from tests.printing.receipts import BEANS, EUR, LATIN, PLUMS, back, given, home, taxed, view

_Kind = TypeVar("_Kind")


def _blocks(document: Document) -> Iterator[Block]:
    waiting = list(document.blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, Together):
            waiting[:0] = block.blocks
        else:
            yield block


def _of(document: Document, kind: type[_Kind]) -> list[_Kind]:
    return [block for block in _blocks(document) if isinstance(block, kind)]


def test_everything_has_its_place_and_its_order() -> None:
    assert plain_text(compose(LATIN)).splitlines() == [
        "Riverside Market",
        "12 Quay Street, Dublin 2",
        "+353 1 555 0100",
        "Return and exchange",
        "Receipt P7K2M-9QXD-4T8W-ABCD",
        "2026-11-22 13:05: Served by Aoife",
        "What came back",
        "Plums, black, loose, 1.240 kg: €4.96",
        "Cappuccino beans, dark roast, whole, fair trade 500 g, × 1: €8.00",
        "Together: €12.96",
        "What goes home",
        "Plums, black, loose, 1.380 kg: €4.96",
        "Money back: €8.00",
        "Cash: €3.00",
        "Card: €5.00",
        "What came back",
        "7 %: Net €4.64, Tax €0.32, Gross €4.96",
        "19 %: Net €6.72, Tax €1.28, Gross €8.00",
        "What goes home",
        "7 %: Net €4.64, Tax €0.32, Gross €4.96",
        "P7K2M-9QXD-4T8W-ABCD",
        "Record ABCD EFGH JKLM NPQR",
        "What should we know? Tell us openly, good or bad.",
        "Code 7KQ4 M2XD",
    ]


def test_a_heavier_bag_stands_there_at_what_it_was_charged() -> None:
    """Worked example E1: 1.380 kg go home for the 4.96 of the 1.240 kg that came back."""
    receipt = replace(
        LATIN,
        view=view(
            (back("Plums", Quantity.of("1.240", "kg"), PLUMS),),
            (home("Plums", Quantity.of("1.380", "kg"), PLUMS),),
        ),
    )
    assert _of(compose(receipt), Item) == [
        Item("Plums", "1.240 kg", "€4.96"),
        Item("Plums", "1.380 kg", "€4.96"),
    ]
    assert "Exchanged. Nothing to pay." in plain_text(compose(receipt))
    assert "Money back" not in plain_text(compose(receipt))


def test_a_return_for_nothing_says_so_in_figures() -> None:
    receipt = replace(LATIN, view=view((back("Sample", Quantity.of(1), EUR.zero),)))
    assert _of(compose(receipt), Row)[-1] == Row("Money back", "€0.00", Role.RESULT)


def test_a_side_with_nothing_on_it_has_no_heading() -> None:
    only_back = replace(LATIN, view=view((back("Beans", Quantity.of(1), BEANS),)))
    only_home = replace(LATIN, view=view((), (home("Flowers", Quantity.of(1), EUR.zero),)))
    assert _of(compose(only_back), Heading) == [Heading("What came back")]
    assert _of(compose(only_home), Heading) == [Heading("What goes home")]


def test_goods_of_an_unknown_rate_have_no_tax_line() -> None:
    known = replace(LATIN, view=replace(LATIN.view, taxes=(taxed("home", "7", PLUMS),)))
    unknown = replace(LATIN, view=replace(LATIN.view, taxes=()))
    assert _of(compose(known), Table) == [
        Table(
            ("Rate", "Net", "Tax", "Gross"),
            (("What goes home",), ("7 %", "€4.64", "€0.32", "€4.96")),
        )
    ]
    assert _of(compose(unknown), Table) == []


def test_every_tender_has_its_line() -> None:
    tenders = (given(TenderKind.CARD, PLUMS), given(TenderKind.CASH, BEANS))
    receipt = replace(LATIN, view=view((back("Beans", Quantity.of(1), BEANS),), (), tenders))
    said = plain_text(compose(receipt)).splitlines()
    at = said.index("Money back: €12.96")
    assert said[at + 1 : at + 3] == ["Card: €4.96", "Cash: €8.00"]
    assert {kind.value for kind in TenderKind} == {"cash", "card"}, "a new tender needs its word"


def test_the_invitation_answers_to_the_stores_address_with_the_code_alone() -> None:
    (code,) = _of(compose(LATIN), QrCode)
    assert code.text == "mailto:hello@riverside.example?subject=Answer%207KQ4M2XD"


@pytest.mark.parametrize(
    "address", ["a@b.example?bcc=c@d.example", "a@b.example&cc=x", "a\r\nBcc: c@d.example"]
)
def test_an_address_cannot_bring_headers_of_its_own(address: str) -> None:
    (code,) = _of(compose(replace(LATIN, reply_address=address)), QrCode)
    assert parse_qs(urlsplit(code.text).query) == {"subject": ["Answer 7KQ4M2XD"]}


def test_without_an_address_question_and_code_are_enough() -> None:
    document = compose(replace(LATIN, reply_address=None))
    assert _of(document, QrCode) == []
    assert plain_text(document).splitlines()[-2:] == [LATIN.question, "Code 7KQ4 M2XD"]


def test_the_barcode_says_the_number_as_it_is_stored() -> None:
    assert _of(compose(LATIN), Barcode) == [Barcode("P7K2M9QXD4T8WABCD", "P7K2M-9QXD-4T8W-ABCD")]
    foreign = replace(LATIN, number="2026-118-0457")
    assert _of(compose(foreign), Barcode) == [Barcode("2026-118-0457", "2026-118-0457")]


def test_practice_and_copies_say_so_first_and_last() -> None:
    said = plain_text(compose(replace(LATIN, practice=True, copy_number=2))).splitlines()
    assert said[:2] == said[-2:] == ["Practice. Not a receipt.", "Copy 2"]
    assert compose(replace(LATIN, practice=True)).running_head.endswith("Practice. Not a receipt.")


def test_braces_in_names_are_only_braces() -> None:
    receipt = replace(LATIN, served_by="{0} {name!r}", number="{number}")
    assert "Served by {0} {name!r}" in plain_text(compose(receipt))


def test_a_moment_needs_its_time_zone() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        replace(LATIN, done_at=datetime(2026, 11, 22, 13, 5, tzinfo=UTC).replace(tzinfo=None))
