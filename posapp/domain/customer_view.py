"""What customer and clerk may see of a visit: no field for shelf price or what is absorbed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from posapp.domain.money import Money
    from posapp.domain.quantity import Quantity
    from posapp.domain.tax import TaxTotal
    from posapp.domain.visit import TenderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """Goods that came back and what they are credited at."""

    line_id: int
    code: str
    description: str
    quantity: Quantity
    credit: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesHome:
    """Goods that go home, their charged price: taxed, and worth as much if they come back (DESIGN 3.13)."""

    line_id: int
    code: str
    description: str
    quantity: Quantity
    charged: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ThroughTill:
    """Goods that are a purchase of their own and go through the till (rules 4 and 5)."""

    line_id: int
    code: str
    description: str
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """Money that goes back to the customer, and how."""

    tender: TenderKind
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """The tax of one rate in what came back or in what goes home."""

    direction: Literal["back", "home"]
    total: TaxTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerView:
    """A visit as the customer sees it. Surfaces at the desk are given this and nothing else (P1)."""

    to_customer: Money
    came_back: tuple[CameBack, ...]
    goes_home: tuple[GoesHome, ...]
    through_till: tuple[ThroughTill, ...]
    given_back: tuple[GivenBack, ...]
    taxes: tuple[TaxLine, ...]
