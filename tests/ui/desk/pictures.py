"""Pictures of a visit for widgets to show, and what is in sight of a widget."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from posapp.domain.customer_view import CustomerView, GivenBack, ThroughTill
from posapp.domain.money import Currency
from posapp.domain.quantity import Quantity
from posapp.domain.visit import TenderKind
from posapp.services.desk_state import BackLine, DeskState, HomeLine, LoadedReceipt, ReceiptLine, Way

EURO = Currency.of("EUR")
SOLD_AT = datetime(2020, 11, 20, 23, 30, tzinfo=UTC)  # the 21st in Berlin


def view(to_customer: str = "0", till: tuple[str, ...] = (), **given_back: str) -> CustomerView:
    """What the customer sees; `given_back` is `cash="4.20"` or `card=…`."""
    one = Quantity.of(1)
    return CustomerView(
        to_customer=EURO.money(to_customer),
        came_back=(),
        goes_home=(),
        through_till=tuple(
            ThroughTill(line_id=at, code="", description=name, quantity=one) for at, name in enumerate(till)
        ),
        given_back=tuple(
            GivenBack(tender=TenderKind(tender), amount=EURO.money(amount))
            for tender, amount in given_back.items()
        ),
        taxes=(),
    )


def back(quantity: str = "1", *, unit: str = "each", **said: object) -> BackLine:
    """A shirt that comes back."""
    amount = Quantity.of(quantity, unit)
    values: dict[str, Any] = {
        "line_id": 1,
        "description": "Shirt",
        "bought": amount,
        "receipt": "S-1",
        "can_swap": True,
    }
    return BackLine(quantity=amount, **{**values, **said})


def home(quantity: str = "1", *, unit: str = "each", **said: object) -> HomeLine:
    """A shirt that goes home, the same again."""
    values: dict[str, Any] = {
        "line_id": 2,
        "description": "Shirt",
        "is_same_again": True,
        "through_till": None,
    }
    return HomeLine(quantity=Quantity.of(quantity, unit), **{**values, **said})


def receipt(*more: ReceiptLine, number: str = "S-1") -> LoadedReceipt:
    """A receipt on the desk."""
    return LoadedReceipt(number=number, sold_at=SOLD_AT, line_count=4, more=more)


def on_receipt(description: str, left: str = "1", unit: str = "each") -> ReceiptLine:
    """A line of a receipt that can still come back."""
    left_now = Quantity.of(left, unit)
    return ReceiptLine(sale_line_id=uuid4(), code="", description=description, left=left_now)


def state(**said: object) -> DeskState:
    """A visit; blank where nothing is said of it."""
    blank: dict[str, Any] = {
        "visit_id": UUID(int=1),
        "receipts": (),
        "back": (),
        "home": (),
        "view": view(),
        "way": Way.EMPTY,
        "side": None,
        "tender_choices": (),
        "tender": None,
        "can_undo": False,
        "quote": "",
    }
    return DeskState(**{**blank, **said})


def texts(widget: QWidget) -> list[str]:
    """Every text in sight."""
    parts: list[Any] = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return [x.text().strip() for x in parts if x.isVisible() and x.text().strip()]


def button(widget: QWidget, says: str) -> QAbstractButton:
    """The button in sight that a screen reader calls this."""
    found: list[QAbstractButton] = widget.findChildren(QAbstractButton)
    (the_one,) = [x for x in found if x.isVisible() and x.accessibleName() == says]
    return the_one


def double_click(widget: QWidget) -> None:
    """Click as an impatient finger does; QTest's double click is the second press alone."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)
