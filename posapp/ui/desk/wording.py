"""The desk's sentences that depend on the visit: under a line, the outcome, and what to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from posapp.ui.widgets.plurals import Plurals

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from posapp.domain.customer_view import CustomerView
    from posapp.domain.quantity import Quantity
    from posapp.services.desk_state import BackLine, DeskState, HomeLine, LoadedReceipt


translate = QCoreApplication.translate  # a name that lupdate knows

_ONE_MICRO = 1_000_000


class Outcome(NamedTuple):
    """The big line, the suggested one below it, and the tone: good, calm or quiet."""

    headline: str
    saying: str
    tone: str


def outcome(state: DeskState) -> Outcome:
    """Return what a visit comes to, as it is said at the desk."""
    if state.way == "till_only":
        return Outcome(
            translate("Desk", "This goes through the till"),
            translate("Desk", "Scan what comes back, if there is anything."),
            "calm",
        )
    if state.way == "beyond":
        return Outcome(
            translate("Desk", "Money back here"), translate("Desk", "The item goes through the till."), "calm"
        )
    if state.view is None or not state.back:
        return _invitation(state)
    return given(state)


def _invitation(state: DeskState) -> Outcome:
    if state.receipts:
        said = translate("Desk", "Scan it, or tap it in the list above.")
        return Outcome(translate("Desk", "What comes back?"), said, "quiet")
    return ready()


def ready() -> Outcome:
    """Return the invitation of a desk at which nobody is served."""
    return Outcome(translate("Desk", "Ready"), translate("Desk", "Scan a receipt or an item."), "quiet")


def given(state: DeskState) -> Outcome:
    """Return what the customer gets, and what to say with it."""
    assert state.view is not None, "something comes back, so there is a view of it"
    if not state.view.to_customer:
        return Outcome(translate("Desk", "Nothing to pay"), _saying(state), "good")
    return Outcome(give_back(state.view.to_customer), _saying(state), "good")


def give_back(amount: object) -> str:
    """Return ``Give back £4.20``."""
    return translate("Desk", "Give back {amount}").format(amount=money(amount))


def ways_back(view: object) -> str:
    """Return how the money goes back: ``in cash``, ``to the card``, or both with their amounts."""
    parts = list(getattr(view, "given_back", ()))
    ways = {"cash": translate("Desk", "in cash"), "card": translate("Desk", "to the card")}
    if len(parts) == 1:
        return ways[parts[0].tender]
    return " · ".join(f"{money(part.amount)} {ways[part.tender]}" for part in parts)


def till(view: CustomerView) -> str:
    """Return what goes through the till, empty for nothing; no receipt of ours says it."""
    names = " · ".join(line.description for line in view.through_till)
    return translate("Desk", "Through the till: {items}").format(items=names) if names else ""


def _saying(state: DeskState) -> str:
    if state.view is not None and state.view.through_till:
        return till(state.view)
    many = len(state.home) > 1 or any(line.quantity.micro != _ONE_MICRO for line in state.home)
    fresh = state.home and all(line.is_same_again for line in state.home)
    money_too = bool(state.view and state.view.to_customer)
    if fresh and not money_too:
        one = translate("Desk", "“Here is a fresh one for you. Thank you for bringing it back.”")
        return (
            translate("Desk", "“Here are fresh ones for you. Thank you for bringing them back.”")
            if many
            else one
        )
    if state.home and money_too:
        return translate("Desk", "“Here you are, and here is your money. Thank you for coming by.”")
    if state.home:
        return translate("Desk", "“Here you are. Thank you for bringing it back.”")
    return translate("Desk", "“Here is your money. Thank you for bringing it back.”")


def under_back(line: BackLine) -> str:
    """Return what stands under something that comes back."""
    if line.bought is None:
        return translate("Desk", "without a receipt")
    if line.bought == line.quantity or line.quantity.measured:
        return translate("Desk", "{quantity} bought").format(quantity=amount(line.bought))
    return translate("Desk", "{part} of {all} bought").format(
        part=amount(line.quantity), all=amount(line.bought)
    )


def under_home(line: HomeLine) -> str:
    """Return what stands under something that goes home."""
    if line.through_till is not None:
        if line.through_till == line.quantity:
            return translate("Desk", "through the till")
        if line.through_till.measured:  # nobody can divide a bag at the desk
            less = amount(line.through_till)
            return translate("Desk", "weigh {quantity} less, or that goes through the till").format(
                quantity=less
            )
        return translate("Desk", "{quantity} through the till").format(quantity=amount(line.through_till))
    return translate("Desk", "same again") if line.is_same_again else translate("Desk", "instead")


def receipt(loaded: LoadedReceipt, time_zone: str) -> str:
    """Return ``Receipt 2026-118-0457 · bought 20 Nov · 4 items``."""
    items = Plurals().items(loaded.line_count)
    number = translate("Desk", "Receipt {number}").format(number=readable(loaded.number))
    bought = translate("Desk", "bought {day}").format(day=day(loaded.sold_at, time_zone))
    return f"{number} · {bought} · {items}"


def readable(number: str) -> str:
    """Return a receipt's number in groups where it is one of ours."""
    from posapp.domain import codes

    return codes.readable(number)


def day(moment: datetime, time_zone: str) -> str:
    """Return the day of a moment at the store: ``20 Nov``, with the year where it is another one."""
    local = moment.astimezone(_zone(time_zone))
    date = QDate(local.year, local.month, local.day)
    same_year = date.year() == QDate.currentDate().year()
    return QLocale().toString(date, "d MMM" if same_year else "d MMM yyyy")


def money(value: object) -> str:
    """Return an amount as people write it."""
    from posapp.domain.money import Money
    from posapp.printing.amounts import money_text

    assert isinstance(value, Money)
    return money_text(value)


def amount(quantity: Quantity) -> str:
    """Return a quantity as people write it."""
    from posapp.printing.amounts import quantity_text

    return quantity_text(quantity)


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
