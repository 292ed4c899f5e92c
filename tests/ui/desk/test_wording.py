"""The desk's sentences: a state in, a text out, and never a word about what the store carries."""

from datetime import UTC, datetime

import pytest

from posapp.domain.customer_view import CustomerView
from posapp.domain.quantity import Quantity
from posapp.services.desk_state import BackLine, DeskState, HomeLine, Way
from posapp.ui.desk import line_texts, wording
from tests.ui.desk.pictures import EURO, back, home, on_receipt, receipt, state, view

_CLEAR = Way.CLEAR
_FRESH = "“Here is a fresh one for you. Thank you for bringing it back.”"
_FRESH_ONES = "“Here are fresh ones for you. Thank you for bringing them back.”"
_INSTEAD = home(is_same_again=False)
_FORBIDDEN = ("difference", "pay the", "absorb", "shelf price")

_OUTCOMES: list[tuple[DeskState, tuple[str, str, str]]] = [
    (state(), ("Ready", "Scan a receipt or an item.", "quiet")),
    (state(view=None), ("Ready", "Scan a receipt or an item.", "quiet")),
    (
        state(receipts=(receipt(),)),
        ("What comes back?", "Scan it, or tap it in the list above.", "quiet"),
    ),
    (
        state(way=Way.TILL_ONLY, home=(_INSTEAD,)),
        ("This goes through the till", "Scan what comes back, if there is anything.", "calm"),
    ),
    (
        state(way=Way.BEYOND, back=(back(),), home=(_INSTEAD,)),
        ("Money back here", "The item goes through the till.", "calm"),
    ),
    (
        state(way=_CLEAR, back=(back(),), view=view("4.20", cash="4.20")),
        ("Give back €4.20", "“Here is your money. Thank you for bringing it back.”", "good"),
    ),
    (state(way=_CLEAR, back=(back(),), home=(home(),)), ("Nothing to pay", _FRESH, "good")),
    (state(way=_CLEAR, back=(back(),), home=(home("2"),)), ("Nothing to pay", _FRESH_ONES, "good")),
    (state(way=_CLEAR, back=(back(),), home=(home(), home())), ("Nothing to pay", _FRESH_ONES, "good")),
    (
        state(way=_CLEAR, back=(back(),), home=(_INSTEAD,)),
        ("Nothing to pay", "“Here you are. Thank you for bringing it back.”", "good"),
    ),
    (
        state(way=_CLEAR, back=(back(),), home=(home(), _INSTEAD), view=view("1", cash="1")),
        ("Give back €1.00", "“Here you are, and here is your money. Thank you for coming by.”", "good"),
    ),
    (
        state(way=_CLEAR, back=(back(),), home=(_INSTEAD,), view=view(till=("Jacket", "Mug"))),
        ("Nothing to pay", "Through the till: Jacket · Mug", "good"),
    ),
]


@pytest.mark.parametrize(("shown", "said"), _OUTCOMES)
def test_what_a_visit_comes_to(shown: DeskState, said: tuple[str, str, str]) -> None:
    assert wording.outcome(shown) == said
    for word in _FORBIDDEN:
        assert word not in " ".join(said).lower()


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (view("4.20", cash="4.20"), "in cash"),
        (view("4.20", card="4.20"), "to the card"),
        (view("4.20", cash="1.20", card="3"), "€1.20 in cash · €3.00 to the card"),
        (view(), ""),
    ],
)
def test_how_the_money_goes_back(seen: CustomerView, said: str) -> None:
    assert wording.ways_back(seen) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (back(bought=None), "without a receipt"),
        (back("2"), "2 bought"),
        (back("1", bought=Quantity.of(2)), "1 of 2 bought"),
        (back("0.500", unit="kg", bought=Quantity.of("1.240", "kg")), "1.240 kg bought"),
    ],
)
def test_under_what_comes_back(line: BackLine, said: str) -> None:
    assert wording.under_back(line) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (home(), "same again"),
        (_INSTEAD, "instead"),
        (home("3", through_till=Quantity.of(3)), "through the till"),
        (home("3", through_till=Quantity.of(1)), "1 through the till"),
        (
            home("1.500", unit="kg", through_till=Quantity.of("0.200", "kg")),
            "weigh 0.200 kg less, or that goes through the till",
        ),
    ],
)
def test_under_what_goes_home(line: HomeLine, said: str) -> None:
    assert wording.under_home(line) == said


def test_a_receipt_says_when_at_the_store_and_how_much() -> None:
    said = "Receipt S-1 · bought 21 Nov 2020 · 4 items"
    assert wording.receipt(receipt(), "Europe/Berlin") == said
    assert line_texts.receipts((), "UTC") == ""
    assert line_texts.receipts((receipt(on_receipt("Tray")),), "Europe/Berlin") == said
    two = (receipt(number="S-0"), receipt())
    assert line_texts.receipts(two, "Europe/Berlin") == f"2 receipts, the last: {said}"


def test_this_year_is_not_said() -> None:
    now = datetime.now(UTC)
    assert wording.day(now, "UTC") == f"{now.day} {now:%b}"


def test_amounts_as_people_write_them() -> None:
    assert wording.give_back(EURO.money("1234.50")) == "Give back €1,234.50"
    assert wording.amount(Quantity.of("1.5", "kg")) == "1.500 kg"
