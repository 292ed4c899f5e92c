"""From a visit to the picture of it that the desk shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posapp.domain.settlement import Settlement, settle
from posapp.domain.showing import customer_view
from posapp.domain.standing import ALLOWED, Answer, standing
from posapp.domain.visit import TenderKind, Visit
from posapp.services.desk_state import (
    BackLine,
    DeskState,
    HomeLine,
    LoadedReceipt,
    Notice,
    ReceiptLine,
    Way,
)
from posapp.services.visit_lines import Desk, left_now, not_home_yet
from posapp.storage import drafts, policies, sales

if TYPE_CHECKING:
    from posapp.domain.policy import Policy
    from posapp.domain.sale import Sale


@dataclass(frozen=True, slots=True)
class Quote:
    """What a visit comes to under the policy of this moment. Done stores exactly this (DESIGN 3.14)."""

    settlement: Settlement
    answer: Answer
    policy: Policy

    @property
    def digest(self) -> str:
        """What tells two quotes apart: the settlement, and whether it may go ahead."""
        return hashlib.sha256(f"{self.settlement!r}{self.answer!r}".encode()).hexdigest()


def quote(desk: Desk, visit: Visit) -> Quote:
    """Return what a visit comes to now."""
    policy = policies.current(desk.connection, desk.store.store_id, desk.currency)
    settlement = settle(visit, policy)
    return Quote(settlement, standing(settlement, policy), policy)


def blank(visit: Visit, notice: Notice | None = None) -> DeskState:
    """Return the picture of a desk at which nobody is served yet."""
    return DeskState(
        visit_id=visit.visit_id,
        receipts=(),
        back=(),
        home=(),
        view=None,
        way=Way.EMPTY,
        side=None,
        tender_choices=(),
        tender=None,
        can_undo=False,
        quote="",
        notice=notice,
    )


def picture(desk: Desk, visit: Visit, notice: Notice | None = None) -> DeskState:
    """Return everything that the screen shows of a visit."""
    loaded = sales.load_sales(desk.connection, visit.receipts, desk.currency)
    quoted = quote(desk, visit)
    view = customer_view(quoted.settlement)
    return DeskState(
        visit_id=visit.visit_id,
        receipts=tuple(_receipt(visit, sale) for sale in loaded),
        back=_back(visit, loaded),
        home=_home(visit, quoted.settlement),
        view=view,
        way=_way(quoted),
        side=visit.side,
        tender_choices=_tender_choices(visit, quoted.settlement),
        tender=view.given_back[0].tender if len(view.given_back) == 1 else None,
        can_undo=drafts.count_steps(desk.connection, visit.visit_id) > 0,
        quote=quoted.digest,
        notice=notice,
    )


def _receipt(visit: Visit, sale: Sale) -> LoadedReceipt:
    lines = (
        ReceiptLine(sale_line_id=x.sale_line_id, code=x.code, description=x.description, left=left)
        for x in sale.lines
        if (left := left_now(visit, x))
    )
    return LoadedReceipt(
        number=sale.number, sold_at=sale.sold_at, line_count=len(sale.lines), more=tuple(lines)
    )


def _back(visit: Visit, loaded: list[Sale]) -> tuple[BackLine, ...]:
    numbers = {sale.sale_id: sale.number for sale in loaded}
    return tuple(
        BackLine(
            line_id=x.line_id,
            description=x.description,
            quantity=x.quantity,
            bought=x.bought.sold if x.bought else None,
            receipt=numbers.get(x.bought.sale_id) if x.bought else None,
            can_swap=not_home_yet(visit, x.code, x.quantity.unit) is not None,
        )
        for x in visit.returns
    )


def _home(visit: Visit, settlement: Settlement) -> tuple[HomeLine, ...]:
    tied = {x.line.line_id for x in settlement.replacements if x.tied}
    for_till = {x.line.line_id: x.quantity for x in settlement.for_till}
    return tuple(
        HomeLine(
            line_id=x.line_id,
            description=x.description,
            quantity=x.quantity,
            is_same_again=x.line_id in tied,
            through_till=for_till.get(x.line_id),
        )
        for x in visit.replacements
    )


def _way(quoted: Quote) -> Way:
    if not quoted.settlement.returns:
        return Way.TILL_ONLY if quoted.settlement.for_till else Way.EMPTY
    return Way.CLEAR if quoted.answer == ALLOWED else Way.BEYOND


def _tender_choices(visit: Visit, settlement: Settlement) -> tuple[TenderKind, ...]:
    """Return cash and the original tender where they differ and there is money to give back."""
    original = {line.bought.paid_by for line in visit.returns if line.bought and line.bought.paid_by}
    if not settlement.to_customer or original <= {TenderKind.CASH}:
        return ()
    return (TenderKind.CARD, TenderKind.CASH)
