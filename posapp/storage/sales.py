"""Reading sales: receipts by number, their lines with what is left, and what a code was last sold for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from posapp.domain.allocation import divide_half_up
from posapp.domain.money import Currency, Money
from posapp.domain.product import ShelfPrice
from posapp.domain.quantity import MICRO, Quantity
from posapp.domain.sale import Sale, SaleLine
from posapp.domain.tax import TaxRate
from posapp.domain.visit import TenderKind
from posapp.storage.ids import from_ms
from posapp.storage.tables import sale_lines, sale_tenders, sales

if TYPE_CHECKING:
    from datetime import datetime

_MICRO_OF_MAJOR = 1_000_000


def find_number(connection: Connection, store_id: UUID, number: str) -> UUID | None:
    """Return the sale with this number, in capitals or not; an exact match goes first."""
    of_store = select(sales.c.sale_id).where(sales.c.store_id == store_id)
    exact = connection.scalar(of_store.where(sales.c.number == number))
    return exact or connection.scalar(of_store.where(sales.c.number == number.upper()))


def numbers_beginning(
    connection: Connection, store_id: UUID, beginning: str, most: int
) -> list[tuple[str, datetime]]:
    """Return up to ``most`` receipt numbers that begin so, newest first, with the moment of the sale."""
    found = select(sales.c.number, sales.c.sold_at_ms).where(
        sales.c.store_id == store_id,
        sales.c.number >= beginning,
        sales.c.number < beginning + "\U0010ffff",
    )
    rows = connection.execute(found.order_by(sales.c.number).limit(most))
    return sorted(((row.number, from_ms(row.sold_at_ms)) for row in rows), key=lambda x: x[1], reverse=True)


def load_sales(connection: Connection, sale_ids: Iterable[UUID], currency: Currency) -> list[Sale]:
    """Return sales with all their lines, in the order asked for."""
    wanted = list(sale_ids)
    if not wanted:
        return []
    headers = {
        row.sale_id: row for row in connection.execute(select(sales).where(sales.c.sale_id.in_(wanted)))
    }
    lines: dict[UUID, list[SaleLine]] = {sale_id: [] for sale_id in wanted}
    every = select(sale_lines).where(sale_lines.c.sale_id.in_(wanted)).order_by(sale_lines.c.line_no)
    rows = connection.execute(every).all()
    paid: dict[UUID, int] = dict.fromkeys(wanted, 0)
    for row in rows:
        paid[row.sale_id] += row.paid_minor
    paid_by = _single_tenders(connection, paid)
    for row in rows:
        lines[row.sale_id].append(_sale_line(row, currency, paid_by.get(row.sale_id)))
    return [
        Sale(
            sale_id=sale_id,
            number=headers[sale_id].number,
            sold_at=from_ms(headers[sale_id].sold_at_ms),
            lines=tuple(lines[sale_id]),
        )
        for sale_id in wanted
    ]


def returned_now(connection: Connection, sale_line_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many millionths of each line have come back by now."""
    wanted = list(sale_line_ids)
    if not wanted:
        return {}
    columns = select(sale_lines.c.sale_line_id, sale_lines.c.returned_micro)
    rows = connection.execute(columns.where(sale_lines.c.sale_line_id.in_(wanted)))
    return {row.sale_line_id: row.returned_micro for row in rows}


def latest_price(
    connection: Connection, store_id: UUID, code: str, currency: Currency, unit: str
) -> ShelfPrice | None:
    """Return what a unit of this code was last paid at a till, where no catalogue knows it (rule 16)."""
    newest = select(sale_lines.c.paid_minor, sale_lines.c.quantity_micro, sale_lines.c.tax_rate_ppm).where(
        sale_lines.c.store_id == store_id,
        sale_lines.c.code == code,
        sale_lines.c.unit == unit,
        sale_lines.c.import_id.is_not(None),
        sale_lines.c.paid_minor > 0,
    )
    row = connection.execute(newest.order_by(sale_lines.c.sold_at_ms.desc()).limit(1)).first()
    if row is None:
        return None
    scale = _MICRO_OF_MAJOR * MICRO // 10**currency.decimals
    micro = divide_half_up(row.paid_minor * scale, row.quantity_micro)
    return ShelfPrice(micro, currency, tax_rate(row.tax_rate_ppm))


def latest_description(connection: Connection, store_id: UUID, code: str) -> tuple[str, str] | None:
    """Return description and unit of the latest sale of a code that no catalogue knows."""
    newest = select(sale_lines.c.description, sale_lines.c.unit).where(
        sale_lines.c.store_id == store_id, sale_lines.c.code == code
    )
    row = connection.execute(newest.order_by(sale_lines.c.sold_at_ms.desc()).limit(1)).first()
    return (row.description, row.unit) if row else None


def tax_rate(ppm: int | None) -> TaxRate | None:
    """Return a stored rate; None is an unknown one."""
    return None if ppm is None else TaxRate(ppm)


def _sale_line(row: Row[tuple[object, ...]], currency: Currency, paid_by: TenderKind | None) -> SaleLine:
    return SaleLine(
        sale_line_id=row.sale_line_id,
        sale_id=row.sale_id,
        line_no=row.line_no,
        code=row.code,
        description=row.description,
        sold=Quantity(row.quantity_micro, row.unit),
        paid=Money(row.paid_minor, currency),
        tax_rate=tax_rate(row.tax_rate_ppm),
        returned=Quantity(row.returned_micro, row.unit),
        first_bought_at_ms=row.first_bought_at_ms,
        paid_by=paid_by,
    )


def _single_tenders(connection: Connection, paid: dict[UUID, int]) -> dict[UUID, TenderKind]:
    """Return the tender of each sale that was paid by exactly one that we can give back on.

    A till may say of some lines only how they were paid: a tender that paid a part has not paid the sale.
    """
    counted = select(
        sale_tenders.c.sale_id,
        func.min(sale_tenders.c.tender).label("tender"),
        func.sum(sale_tenders.c.paid_minor).label("paid"),
        func.count().label("n"),
    )
    rows = connection.execute(
        counted.where(sale_tenders.c.sale_id.in_(paid)).group_by(sale_tenders.c.sale_id)
    )
    known = {kind.value for kind in TenderKind}
    return {
        row.sale_id: TenderKind(row.tender)
        for row in rows
        if row.n == 1 and row.tender in known and row.paid == paid[row.sale_id]
    }
