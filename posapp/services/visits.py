"""A visit step by step: each use case is one transaction that keeps the step and returns the new picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from posapp.domain.money import Currency
from posapp.domain.quantity import MICRO, Quantity, QuantityError
from posapp.domain.settlement import Settlement
from posapp.domain.standing import ALLOWED, may_come_back
from posapp.domain.visit import ReplacementLine, ReturnLine, Side, TenderKind, Visit, VisitError
from posapp.services import finding
from posapp.services.desk_picture import blank, picture, quote
from posapp.services.desk_state import DeskState, Notice
from posapp.services.visit_lines import (
    CannotAddError,
    Desk,
    bring_back,
    bring_back_line,
    left_now,
    not_home_yet,
    send_home,
    side_of,
)
from posapp.storage import drafts, sales
from posapp.storage.ids import new_id
from posapp.storage.visits import done_digest

if TYPE_CHECKING:
    from posapp.storage.engine import Connection
    from posapp.storage.store import Store

_WEIGHT_STEP = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Serving:
    """Who serves which visit at which store: what every step is told."""

    store: Store
    actor: str
    visit_id: UUID


Change = Callable[[Desk, Visit], tuple[Visit, Notice | None]]


def begin(store: Store) -> DeskState:
    """Return the visit that this desk had in progress, or a blank desk for the next customer."""
    with store.reading() as connection:
        visit = drafts.parked(connection, store.desk_id)
        if visit is None:
            return blank(_blank_visit(store, connection, new_id()))
        return picture(_desk(store, connection), visit, Notice("resumed"))


def scan(serving: Serving, text: str) -> DeskState:
    """Do what a scanned or typed text means: load a receipt, or put an item where it goes."""

    def change(desk: Desk, visit: Visit) -> tuple[Visit, Notice | None]:
        found = finding.meaning(desk.connection, serving.store, text)
        if found.sale_id is not None and (found.item is None or not visit.receipts):
            return _load_receipt(desk, visit, found.sale_id)
        if found.item is None:
            raise CannotAddError("unknown", text=finding.clean(text)[:40])
        return _add_item(desk, visit, found.item, None, None)

    return _step(serving, change)


def add_item(serving: Serving, code: str, side: Side, quantity: Quantity | None = None) -> DeskState:
    """Put an item on a side of the visit, by its code."""

    def change(desk: Desk, visit: Visit) -> tuple[Visit, Notice | None]:
        item = finding.find_item(desk.connection, serving.store, finding.clean(code))
        if item is None:
            raise CannotAddError("unknown", text=code[:40])
        return _add_item(desk, visit, item, side, quantity)

    return _step(serving, change)


def add_receipt_line(serving: Serving, sale_line_id: UUID) -> DeskState:
    """Let a line of a loaded receipt come back, all that is left of it."""

    def change(desk: Desk, visit: Visit) -> tuple[Visit, Notice | None]:
        for sale in sales.load_sales(desk.connection, visit.receipts, desk.currency):
            for line in sale.lines:
                if line.sale_line_id == sale_line_id and left_now(visit, line):
                    item = finding.find_item(desk.connection, serving.store, line.code)
                    if item and may_come_back(item.product) != ALLOWED:
                        raise CannotAddError("no_return", item=item.description)
                    code = item.code if item else line.code
                    return bring_back_line(visit, line, code, left_now(visit, line)), None
        return visit, None

    return _step(serving, change)


def same_again(serving: Serving, line_id: int | None = None) -> DeskState:
    """Send home the same again of one line that comes back, or of all of them."""

    def change(desk: Desk, visit: Visit) -> tuple[Visit, Notice | None]:
        for line in visit.returns:
            missing = not_home_yet(visit, line.code, line.quantity.unit)
            if line_id not in (None, line.line_id) or missing is None:
                continue
            part = missing if line_id is None else min(missing, line.quantity)
            item = finding.item_of_line(desk.connection, serving.store, line)
            visit = send_home(desk, visit, item, part)
        return visit, None

    return _step(serving, change)


def set_quantity(serving: Serving, line_id: int, typed: str) -> DeskState:
    """Set a line's quantity from text: ``2``, ``1.380`` or ``1,380``."""

    def change(_desk: Desk, visit: Visit) -> tuple[Visit, Notice | None]:
        line = _line(visit, line_id)
        if line is None:
            return visit, None
        try:
            quantity = Quantity.of(typed.strip().replace(",", "."), line.quantity.unit)
        except QuantityError:
            raise CannotAddError("bad_quantity", text=typed.strip()[:20]) from None
        return _with_quantity(visit, line, quantity), None

    return _step(serving, change)


def step_quantity(serving: Serving, line_id: int, direction: int) -> DeskState:
    """Make a line one piece (or 0.1 of a weight) more or less; below that the line goes."""

    def change(_desk: Desk, visit: Visit) -> tuple[Visit, Notice | None]:
        line = _line(visit, line_id)
        if line is None:
            return visit, None
        step = int(_WEIGHT_STEP * MICRO) if line.quantity.measured else MICRO
        micro = line.quantity.micro + direction * step
        if micro <= 0:
            return visit.without(line_id), None
        return _with_quantity(visit, line, Quantity(micro, line.quantity.unit)), None

    return _step(serving, change)


def remove(serving: Serving, line_id: int) -> DeskState:
    """Take a line off the visit."""
    return _step(serving, lambda _desk, visit: (visit.without(line_id), None))


def choose_side(serving: Serving, side: Side | None) -> DeskState:
    """Keep the side that the next items go to; None lets each find its own."""
    return _step(serving, lambda _desk, visit: (replace(visit, side=side), None))


def choose_tender(serving: Serving, tender: TenderKind | None) -> DeskState:
    """Give the money back in cash, or (card, None) by the tender that paid: no card gets what cash paid."""
    chosen = tender if tender is TenderKind.CASH else None
    return _step(serving, lambda _desk, visit: (replace(visit, tender=chosen), None))


def money_back(serving: Serving) -> DeskState:
    """Give the money back here; what the store cannot carry goes through the till (DESIGN 3.5)."""

    def change(desk: Desk, visit: Visit) -> tuple[Visit, Notice | None]:
        lighter = _only_tied(visit, quote(desk, visit).settlement)
        if quote(desk, lighter).answer != ALLOWED:
            lighter = replace(lighter, replacements=())
        return lighter, Notice("through_till")

    return _step(serving, change)


def undo(serving: Serving) -> DeskState:
    """Go back one step."""
    with serving.store.writing() as connection:
        drafts.go_back(connection, serving.visit_id)
        visit = drafts.latest(connection, serving.visit_id)
        if visit is None:
            number = _open_number(connection, serving.visit_id)
            return blank(_blank_visit(serving.store, connection, number))
        return picture(_desk(serving.store, connection), visit)


def start_over(serving: Serving) -> DeskState:
    """Forget this visit and begin a new one."""
    with serving.store.writing() as connection:
        drafts.forget(connection, serving.visit_id)
        return blank(_blank_visit(serving.store, connection, new_id()))


def _step(serving: Serving, change: Change) -> DeskState:
    """Apply a change to the visit and keep it; what cannot be done changes nothing and says so."""
    with _at_desk(serving) as (desk, visit):
        if desk is None:
            return blank(visit, Notice("empty_store"))
        try:
            changed, notice = change(desk, visit)
        except CannotAddError as error:
            changed, notice = visit, error.notice
        except (VisitError, QuantityError):
            changed, notice = visit, Notice("less_left")
        if changed != visit:
            drafts.keep(desk.connection, serving.store, changed, serving.actor)
        return picture(desk, changed, notice)


@contextmanager
def _at_desk(serving: Serving) -> Iterator[tuple[Desk | None, Visit]]:
    with serving.store.writing() as connection:
        visit = drafts.latest(connection, serving.visit_id)
        visit = visit or _blank_visit(serving.store, connection, _open_number(connection, serving.visit_id))
        known = serving.store.facts(connection).currency is not None
        yield (_desk(serving.store, connection) if known else None), visit


def _open_number(connection: Connection, visit_id: UUID) -> UUID:
    """Return the visit's number, or a new one if it is done: a late scan belongs to the next customer."""
    return visit_id if done_digest(connection, visit_id) is None else new_id()


def _desk(store: Store, connection: Connection) -> Desk:
    return Desk(connection, store, _currency(store, connection))


def _currency(store: Store, connection: Connection) -> Currency:
    return Currency.of(store.facts(connection).currency or "XXX")


def _blank_visit(store: Store, connection: Connection, visit_id: UUID) -> Visit:
    return Visit(visit_id=visit_id, currency=_currency(store, connection))


def _load_receipt(desk: Desk, visit: Visit, sale_id: UUID) -> tuple[Visit, Notice | None]:
    if sale_id in visit.receipts:
        return visit, Notice("receipt_again")
    (sale,) = sales.load_sales(desk.connection, [sale_id], desk.currency)
    loaded = replace(visit, receipts=(*visit.receipts, sale_id))
    return loaded, None if any(line.left for line in sale.lines) else Notice("receipt_all_back")


def _add_item(
    desk: Desk, visit: Visit, item: finding.Item, side: Side | None, quantity: Quantity | None
) -> tuple[Visit, Notice | None]:
    loaded = sales.load_sales(desk.connection, visit.receipts, desk.currency)
    if (side or side_of(visit, loaded, item.codes)) is Side.BACK:
        return bring_back(desk, visit, loaded, item, quantity), None
    return send_home(desk, visit, item, quantity), None


def _line(visit: Visit, line_id: int) -> ReturnLine | ReplacementLine | None:
    lines: tuple[ReturnLine | ReplacementLine, ...] = (*visit.returns, *visit.replacements)
    return next((x for x in lines if x.line_id == line_id), None)


def _with_quantity(visit: Visit, line: ReturnLine | ReplacementLine, quantity: Quantity) -> Visit:
    if isinstance(line, ReturnLine) and line.bought and line.bought.left < quantity:
        raise CannotAddError("less_left", item=line.description)
    return visit.with_quantity(line.line_id, quantity)


def _only_tied(visit: Visit, settlement: Settlement) -> Visit:
    """Return the visit with only the same again of what came back going home."""
    tied = {x.line.line_id: x.tied for x in settlement.replacements if x.tied}
    kept = (replace(x, quantity=tied[x.line_id]) for x in visit.replacements if x.line_id in tied)
    return replace(visit, replacements=tuple(kept))
