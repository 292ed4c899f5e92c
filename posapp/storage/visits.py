"""Writing a visit down: guards first, then its lines, its desk receipt and its paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, select, update

from posapp.domain.visit import TenderKind
from posapp.storage.ids import new_id, to_ms
from posapp.storage.tables import (
    papers,
    sale_lines,
    sale_tenders,
    sales,
    visit_refunds,
    visit_replacements,
    visit_returns,
    visits,
)

if TYPE_CHECKING:
    from datetime import datetime

    from posapp.domain.settlement import ForTill, Refund, SettledReplacement, SettledReturn, Settlement
    from posapp.domain.tax import TaxRate
    from posapp.domain.visit import Visit
    from posapp.storage.journal import Act


class TakenMeanwhileError(Exception):
    """Less is left than the quote was made for: another desk was faster. Nothing is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVisit:
    """What is written of a visit beside its settlement."""

    visit_id: UUID
    done_at: datetime
    policy_version: int
    receipt_number: str
    invitation_code: str
    content_digest: str


def done_digest(connection: Connection, visit_id: UUID) -> str | None:
    """Return the content digest of a visit that was done, or None."""
    return connection.scalar(_DIGEST, {"visit": visit_id})


_DIGEST = select(visits.c.content_digest).where(visits.c.visit_id == bindparam("visit"))


def take_back(connection: Connection, visit: Visit) -> None:
    """Move the counter on every sold line; raise TakenMeanwhileError if one is not where the quote saw it."""
    taken = [
        {"line": x.bought.sale_line_id, "before": x.bought.returned_before.micro, "more": x.quantity.micro}
        for x in visit.returns
        if x.bought
    ]
    if taken:
        taken.sort(key=lambda x: str(x["line"]))  # one order: no two desks wait in a ring
        if connection.execute(_TAKE, taken).rowcount != len(taken):
            raise TakenMeanwhileError


_TAKE = (
    update(sale_lines)
    .where(
        sale_lines.c.sale_line_id == bindparam("line"),
        sale_lines.c.returned_micro == bindparam("before"),
        sale_lines.c.returned_micro + bindparam("more") <= sale_lines.c.quantity_micro,
    )
    .values(returned_micro=sale_lines.c.returned_micro + bindparam("more"))
)


def give_back(connection: Connection, settlement: Settlement) -> None:
    """Move the counter of every sale's tender; raise TakenMeanwhileError past what a card paid, if it did."""
    for refund in settlement.refunds:
        if refund.sale_id is None:
            if refund.tender is TenderKind.CARD:
                raise TakenMeanwhileError
            continue
        tender = and_(sale_tenders.c.sale_id == refund.sale_id, sale_tenders.c.tender == refund.tender.value)
        within = sale_tenders.c.refunded_minor + refund.amount.minor <= sale_tenders.c.paid_minor
        moved = connection.execute(
            update(sale_tenders)
            .where(tender, within if refund.tender is TenderKind.CARD else tender)
            .values(refunded_minor=sale_tenders.c.refunded_minor + refund.amount.minor)
        )
        if refund.tender is TenderKind.CARD and moved.rowcount != 1:
            raise TakenMeanwhileError


def write(act: Act, new: NewVisit, visit: Visit, settlement: Settlement) -> None:
    """Insert a visit with its lines, its desk receipt as a sale (rule 8), and its paper to print."""
    act.insert(
        visits,
        {
            "visit_id": new.visit_id,
            "done_at": act.at,
            "actor": act.actor,
            "journal_seq": act.seq,
            "policy_version": new.policy_version,
            "currency": settlement.currency.code,
            "to_customer_minor": settlement.to_customer.minor,
            "absorbed_minor": settlement.absorbed.minor,
            "receipt_number": new.receipt_number,
            "invitation_code": new.invitation_code,
            "content_digest": new.content_digest,
        },
    )
    act.insert(visit_returns, *(_return_row(new.visit_id, x) for x in settlement.returns))
    act.insert(visit_replacements, *(_replacement_row(new.visit_id, x) for x in settlement.replacements))
    act.insert(visit_refunds, *(_refund_row(new.visit_id, n, x) for n, x in enumerate(settlement.refunds, 1)))
    _write_receipt(act, new, visit, settlement)
    act.facts["through_till"] = [
        _till_fact(x) for x in settlement.for_till
    ]  # said at the desk, done elsewhere
    paper = {"paper_id": new_id(), "visit_id": new.visit_id, "kind": "desk_receipt", "state": "prepared"}
    act.insert(papers, paper)


def when_returned(connection: Connection, sale_line_id: UUID) -> str | None:
    """Return when something of a sale line last came back at a desk, as ISO text, or None."""
    done = select(visits.c.done_at).join(visit_returns, visit_returns.c.visit_id == visits.c.visit_id)
    newest = done.where(visit_returns.c.sale_line_id == sale_line_id).order_by(visits.c.done_at.desc())
    return connection.scalar(newest.limit(1))


def _till_fact(goods: ForTill) -> dict[str, object]:
    line = goods.line
    return {
        "line_no": line.line_id,
        "code": line.code,
        "description": line.description,
        "unit": line.quantity.unit,
        "quantity_micro": goods.quantity.micro,
    }


def _return_row(visit_id: UUID, settled: SettledReturn) -> dict[str, Any]:
    line = settled.line
    return {
        "visit_id": visit_id,
        "line_no": line.line_id,
        "sale_line_id": line.bought.sale_line_id if line.bought else None,
        "code": line.code,
        "description": line.description,
        "unit": line.quantity.unit,
        "quantity_micro": line.quantity.micro,
        "credit_minor": settled.credit.minor,
        "above_today_minor": settled.above_today.minor,
        "tax_rate_ppm": _ppm(line.tax_rate),
        "tax_minor": None if settled.tax is None else settled.tax.minor,
    }


def _replacement_row(visit_id: UUID, settled: SettledReplacement) -> dict[str, Any]:
    line = settled.line
    return {
        "visit_id": visit_id,
        "line_no": line.line_id,
        "code": line.code,
        "description": line.description,
        "unit": line.quantity.unit,
        "quantity_micro": settled.quantity.micro,
        "tied_micro": settled.tied.micro,
        "shelf_minor": settled.shelf.minor,
        "charged_minor": settled.charged.minor,
        "tax_rate_ppm": _ppm(line.shelf.tax_rate),
        "tax_minor": None if settled.tax is None else settled.tax.minor,
    }


def _refund_row(visit_id: UUID, line_no: int, refund: Refund) -> dict[str, Any]:
    return {
        "visit_id": visit_id,
        "line_no": line_no,
        "sale_id": refund.sale_id,
        "tender": refund.tender.value,
        "amount_minor": refund.amount.minor,
    }


def _write_receipt(act: Act, new: NewVisit, visit: Visit, settlement: Settlement) -> None:
    """Insert the desk receipt as a sale: what goes home is worth its charged price later (rule 8)."""
    sold_at_ms = to_ms(new.done_at)
    bought = [line.bought for line in visit.returns if line.bought]
    first_ms = min((x.first_bought_at_ms for x in bought), default=sold_at_ms)
    sale_id = new_id()
    sale = {"sale_id": sale_id, "number": new.receipt_number, "sold_at_ms": sold_at_ms}
    act.insert(sales, {**sale, "visit_id": new.visit_id, "import_id": None})
    lines = [_sold_row(sale_id, n, x) for n, x in enumerate(settlement.replacements, 1)]
    moments = {"sold_at_ms": sold_at_ms, "first_bought_at_ms": first_ms, "import_id": None}
    act.insert(sale_lines, *({**line, **moments} for line in lines))
    kinds = {(x.bought and x.bought.paid_by) or TenderKind.CASH for x in visit.returns}
    tender = kinds.pop() if len(kinds) == 1 else TenderKind.CASH
    if settlement.charged:
        paid = {"sale_id": sale_id, "tender": tender.value, "paid_minor": settlement.charged.minor}
        act.insert(sale_tenders, paid)


def _sold_row(sale_id: UUID, line_no: int, settled: SettledReplacement) -> dict[str, Any]:
    line = settled.line
    return {
        "sale_line_id": new_id(),
        "sale_id": sale_id,
        "line_no": line_no,
        "code": line.code,
        "description": line.description,
        "unit": line.quantity.unit,
        "quantity_micro": settled.quantity.micro,
        "unit_price_micro": 0,
        "paid_minor": settled.charged.minor,
        "tax_rate_ppm": _ppm(line.shelf.tax_rate),
        "occurrence": line_no,
    }


def _ppm(rate: TaxRate | None) -> int | None:
    return None if rate is None else rate.ppm
