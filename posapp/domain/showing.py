"""From a settlement to what may be shown of it at the desk; the only way from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from posapp.domain.customer_view import CameBack, CustomerView, GivenBack, GoesHome, TaxLine, ThroughTill
from posapp.domain.money import Money, total
from posapp.domain.tax import TaxRate, TaxTotal
from posapp.domain.visit import TenderKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posapp.domain.settlement import Settlement


def customer_view(settlement: Settlement) -> CustomerView:
    """Return the part of a settlement that a customer or a clerk at the desk may see."""
    return CustomerView(
        to_customer=settlement.to_customer,
        came_back=tuple(
            CameBack(
                line_id=x.line.line_id,
                code=x.line.code,
                description=x.line.description,
                quantity=x.line.quantity,
                credit=x.credit,
            )
            for x in settlement.returns
        ),
        goes_home=tuple(
            GoesHome(
                line_id=x.line.line_id,
                code=x.line.code,
                description=x.line.description,
                quantity=x.quantity,
                charged=x.charged,
            )
            for x in settlement.replacements
        ),
        through_till=tuple(
            ThroughTill(
                line_id=x.line.line_id, code=x.line.code, description=x.line.description, quantity=x.quantity
            )
            for x in settlement.for_till
        ),
        given_back=_given_back(settlement),
        taxes=(
            *tax_lines("back", ((x.line.tax_rate, x.credit, x.tax) for x in settlement.returns)),
            *tax_lines("home", ((x.line.shelf.tax_rate, x.charged, x.tax) for x in settlement.replacements)),
        ),
    )


def _given_back(settlement: Settlement) -> tuple[GivenBack, ...]:
    by_tender = {
        tender: total([x.amount for x in settlement.refunds if x.tender == tender], settlement.currency)
        for tender in TenderKind
    }
    return tuple(GivenBack(tender=tender, amount=amount) for tender, amount in by_tender.items() if amount)


def tax_lines(
    direction: Literal["back", "home"], lines: Iterable[tuple[TaxRate | None, Money, Money | None]]
) -> list[TaxLine]:
    """Add up gross and tax by rate; a line whose rate is unknown is in no total (DESIGN 3.16)."""
    totals: dict[TaxRate, TaxTotal] = {}
    for rate, gross, tax in lines:
        if rate is not None and tax is not None:
            so_far = totals.get(rate)
            totals[rate] = TaxTotal(
                rate=rate,
                gross=gross + so_far.gross if so_far else gross,
                tax=tax + so_far.tax if so_far else tax,
            )
    return [TaxLine(direction=direction, total=totals[rate]) for rate in sorted(totals)]
