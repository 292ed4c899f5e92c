"""Reading a visit back as its customer saw it, and the papers that are still to be made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, Table, and_, select, update

from posapp.domain.customer_view import CameBack, CustomerView, GivenBack, GoesHome, ThroughTill
from posapp.domain.money import Currency, Money, total
from posapp.domain.quantity import Quantity
from posapp.domain.showing import tax_lines
from posapp.domain.tax import TaxRate
from posapp.domain.visit import TenderKind
from posapp.storage.journal import head_of
from posapp.storage.sales import tax_rate
from posapp.storage.tables import journal, papers, visit_refunds, visit_replacements, visit_returns, visits

if TYPE_CHECKING:
    from sqlalchemy import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVisit:
    """A visit that was done, as its customer saw it."""

    visit_id: UUID
    receipt_number: str
    invitation_code: str
    done_at: str
    actor: str
    head: str
    view: CustomerView


def load(connection: Connection, visit_id: UUID) -> StoredVisit:
    """Return a visit that was done."""
    row = connection.execute(
        select(visits, journal.c.hash, journal.c.payload)
        .join(journal, and_(journal.c.desk_id == visits.c.desk_id, journal.c.seq == visits.c.journal_seq))
        .where(visits.c.visit_id == visit_id)
    ).one()
    return StoredVisit(
        visit_id=visit_id,
        receipt_number=row.receipt_number,
        invitation_code=row.invitation_code,
        done_at=row.done_at,
        actor=row.actor,
        head=head_of(row.hash),
        view=replace(
            _view(connection, visit_id, Currency.of(row.currency)), through_till=_through_till(row.payload)
        ),
    )


def prepared_papers(connection: Connection, desk_id: UUID) -> list[UUID]:
    """Return the visits of this desk whose paper has not been saved yet."""
    open_papers = select(papers.c.visit_id).where(papers.c.state == "prepared", papers.c.desk_id == desk_id)
    return list(connection.scalars(open_papers))


def mark_saved(connection: Connection, visit_id: UUID) -> None:
    """Note that a visit's paper is on disk."""
    connection.execute(update(papers).where(papers.c.visit_id == visit_id).values(state="saved"))


def _view(connection: Connection, visit_id: UUID, currency: Currency) -> CustomerView:
    back = _rows(connection, visit_returns, visit_id)
    home = _rows(connection, visit_replacements, visit_id)
    refunds = _rows(connection, visit_refunds, visit_id)
    return CustomerView(
        to_customer=total([Money(x.amount_minor, currency) for x in refunds], currency),
        came_back=tuple(
            CameBack(
                line_id=x.line_no,
                code=x.code,
                description=x.description,
                quantity=Quantity(x.quantity_micro, x.unit),
                credit=Money(x.credit_minor, currency),
            )
            for x in back
        ),
        goes_home=tuple(
            GoesHome(
                line_id=x.line_no,
                code=x.code,
                description=x.description,
                quantity=Quantity(x.quantity_micro, x.unit),
                charged=Money(x.charged_minor, currency),
            )
            for x in home
        ),
        through_till=(),
        given_back=tuple(_given_back(refunds, currency)),
        taxes=(
            *tax_lines("back", [_taxed(x, x.credit_minor, currency) for x in back]),
            *tax_lines("home", [_taxed(x, x.charged_minor, currency) for x in home]),
        ),
    )


def _through_till(payload: str) -> tuple[ThroughTill, ...]:
    """Return what the clerk was told to send through the till; only the journal keeps it."""
    return tuple(
        ThroughTill(
            line_id=x["line_no"],
            code=x["code"],
            description=x["description"],
            quantity=Quantity(x["quantity_micro"], x["unit"]),
        )
        for x in json.loads(payload)["through_till"]
    )


def _given_back(refunds: list[Row[Any]], currency: Currency) -> Iterable[GivenBack]:
    for tender in TenderKind:
        amounts = [Money(x.amount_minor, currency) for x in refunds if x.tender == tender]
        if amounts:
            yield GivenBack(tender=tender, amount=total(amounts, currency))


def _taxed(row: Row[Any], gross_minor: int, currency: Currency) -> tuple[TaxRate | None, Money, Money | None]:
    tax = None if row.tax_minor is None else Money(row.tax_minor, currency)
    return tax_rate(row.tax_rate_ppm), Money(gross_minor, currency), tax


def _rows(connection: Connection, table: Table, visit_id: UUID) -> list[Row[Any]]:
    return list(
        connection.execute(select(table).where(table.c.visit_id == visit_id).order_by(table.c.line_no))
    )
