"""What the desk's screen is given to show: plain values, and of the money only what a customer may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from posapp.domain.customer_view import CustomerView
from posapp.domain.quantity import Quantity
from posapp.domain.visit import Side, TenderKind


class Way(StrEnum):
    """Whether Done can be pressed, and if not, why."""

    EMPTY = "empty"  # nothing to do yet
    CLEAR = "clear"
    BEYOND = "beyond"  # money back here, the item through the till (DESIGN 3.5)
    TILL_ONLY = "till_only"  # nothing comes back: a purchase


@dataclass(frozen=True, slots=True)
class Notice:
    """One line for the clerk: a stable code and what goes into its gaps."""

    code: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """A line of a loaded receipt that can still come back."""

    sale_line_id: UUID
    code: str
    description: str
    left: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedReceipt:
    """A receipt on the desk: how many lines it has, and those that can still be added."""

    number: str
    sold_at: datetime
    line_count: int
    more: tuple[ReceiptLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackLine:
    """Something coming back. ``bought`` is what the receipt says; None without one."""

    line_id: int
    description: str
    quantity: Quantity
    bought: Quantity | None
    receipt: str | None
    can_swap: bool  # not all of it goes home again yet


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLine:
    """Something going home; ``through_till`` is the part that is a purchase of its own."""

    line_id: int
    description: str
    quantity: Quantity
    is_same_again: bool
    through_till: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Something that a typed text may mean; ``choice`` is scanned if it is taken."""

    choice: str
    title: str
    sold_at: datetime | None = None  # of a receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """Everything on the desk's screen."""

    visit_id: UUID
    receipts: tuple[LoadedReceipt, ...]
    back: tuple[BackLine, ...]
    home: tuple[HomeLine, ...]
    view: CustomerView | None  # None while the store has no currency yet
    way: Way
    side: Side | None
    tender_choices: tuple[TenderKind, ...]  # more than one where the customer can choose
    tender: TenderKind | None
    can_undo: bool
    quote: str  # what Done is pressed for
    notice: Notice | None = None

    @property
    def is_even(self) -> bool:
        """Whether nothing else goes home than the same again of what came back."""
        return all(line.is_same_again for line in self.home)

    @property
    def is_blank(self) -> bool:
        """Whether no customer is being served."""
        return not (self.receipts or self.back or self.home)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneVisit:
    """A visit that is durable."""

    visit_id: UUID
    receipt_number: str
    view: CustomerView


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPaper:
    """A desk receipt on disk."""

    visit_id: UUID
    receipt_number: str
    path: Path
