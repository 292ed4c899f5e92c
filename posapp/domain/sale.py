"""A sale as the store's till, or a desk receipt, recorded it: what was paid is final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from posapp.domain.money import Money
from posapp.domain.quantity import Quantity
from posapp.domain.tax import TaxRate
from posapp.domain.visit import Bought, ReturnLine, TenderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """One line with its own description, unit, price and tax: a product deleted later changes nothing."""

    sale_line_id: UUID
    sale_id: UUID
    line_no: int
    code: str
    description: str
    sold: Quantity
    paid: Money
    tax_rate: TaxRate | None
    returned: Quantity
    first_bought_at_ms: int
    paid_by: TenderKind | None = None

    @property
    def left(self) -> Quantity:
        """What may still come back."""
        return self.sold - self.returned

    def coming_back(self, quantity: Quantity) -> ReturnLine:
        """Return a return line of this much of it; raise VisitError if less is left."""
        return ReturnLine(
            line_id=0,
            code=self.code,
            description=self.description,
            quantity=quantity,
            tax_rate=self.tax_rate,
            bought=Bought(
                sale_line_id=self.sale_line_id,
                sale_id=self.sale_id,
                sold=self.sold,
                paid=self.paid,
                returned_before=self.returned,
                first_bought_at_ms=self.first_bought_at_ms,
                paid_by=self.paid_by,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """An earlier purchase with all its lines, in the order of the receipt."""

    sale_id: UUID
    number: str
    sold_at: datetime  # aware, UTC
    lines: tuple[SaleLine, ...]

    def giving_order(self, codes: frozenset[str]) -> list[SaleLine]:
        """Return the lines of some codes: what was paid most for a unit gives first (rule 1)."""
        lines = [line for line in self.lines if line.code in codes]
        return sorted(lines, key=lambda x: (-Fraction(x.paid.minor, x.sold.micro), x.line_no))
