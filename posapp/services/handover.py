"""A visit that another program hands over whole: a till, a kiosk, the command line. Same rules, same act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from posapp.domain.money import Currency
from posapp.domain.quantity import Quantity, QuantityError, is_measured
from posapp.domain.visit import Side, TenderKind, Visit, VisitError
from posapp.services import done as done_service
from posapp.services import finding
from posapp.services.desk_picture import picture
from posapp.services.desk_state import DeskState, DoneVisit
from posapp.services.visit_lines import CannotAddError, Desk, bring_back, send_home
from posapp.services.visits import Serving
from posapp.storage import sales
from posapp.storage.ids import new_id
from posapp.storage.journal import digest

if TYPE_CHECKING:
    from posapp.domain.sale import Sale
    from posapp.storage.engine import Connection
    from posapp.storage.store import Store

_MORE_TRIES = 3


@dataclass(frozen=True, slots=True)
class Goods:
    """A code, and how much of it as text; None is one piece, or all of a weight."""

    code: str
    quantity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What another program asks for: ``same`` goes home, and comes back too unless ``back`` names it."""

    receipts: tuple[str, ...] = ()
    back: tuple[Goods, ...] = ()
    same: tuple[Goods, ...] = ()
    home: tuple[Goods, ...] = ()
    tender: TenderKind | None = None

    @property
    def content(self) -> str:
        """What tells this request from another one under the same number."""
        sides = {"back": self.back, "same": self.same, "home": self.home}
        goods = {side: [[x.code, x.quantity] for x in asked] for side, asked in sides.items()}
        return digest({"receipts": list(self.receipts), "tender": self.tender, **goods})


def quote_request(store: Store, request: Request) -> DeskState:
    """Return the picture of a request and write nothing; raise CannotAddError for what cannot be added."""
    with store.reading() as connection:
        desk = _desk(Serving(store, "", new_id()), connection)
        return picture(desk, _build(desk, new_id(), request))


def do_request(serving: Serving, request: Request) -> DoneVisit | DeskState:
    """Do a request once, whatever happens to its answer; return the picture if something stands in the way.

    Raises CannotAddError for what cannot be added, and CommandReusedError for a number used for other goods.
    """
    already = done_service.done_before(serving, request.content)
    if already is not None:
        return already
    result = _try(serving, request)
    for _ in range(_MORE_TRIES):
        if isinstance(result, DoneVisit) or result.notice is None:
            break
        result = _try(serving, request)  # another desk was faster: as the request stands now
    return result


def _try(serving: Serving, request: Request) -> DoneVisit | DeskState:
    with serving.store.reading() as connection:
        desk = _desk(serving, connection)
        visit = _build(desk, serving.visit_id, request)
        seen = picture(desk, visit)
    return done_service.done_with(serving, visit, seen, request.content)


def _desk(serving: Serving, connection: Connection) -> Desk:
    currency = serving.store.facts(connection).currency
    if currency is None:
        raise CannotAddError("empty_store")
    return Desk(connection, serving.store, Currency.of(currency))


def _build(desk: Desk, visit_id: UUID, request: Request) -> Visit:
    visit = Visit(visit_id=visit_id, currency=desk.currency, tender=request.tender)
    for number in request.receipts:
        sale_id = finding.meaning(desk.connection, desk.store, number).sale_id
        if sale_id is None:
            raise CannotAddError("unknown_receipt", text=number[:40])
        if sale_id not in visit.receipts:
            visit = replace(visit, receipts=(*visit.receipts, sale_id))
    loaded = sales.load_sales(desk.connection, visit.receipts, desk.currency)
    named = {_own_code(desk, goods) for goods in request.back}
    implied = [Goods(x.code, _implied(desk, x)) for x in request.same if _own_code(desk, x) not in named]
    for goods in (*request.back, *implied):
        visit = _add(desk, visit, loaded, goods, Side.BACK)
    for goods in (*request.same, *request.home):
        visit = _add(desk, visit, loaded, goods, Side.HOME)
    return visit


def _own_code(desk: Desk, goods: Goods) -> str:
    """Return the product's own code: goods are the same by whichever of their codes they are named."""
    item = finding.find_item(desk.connection, desk.store, finding.clean(goods.code))
    return goods.code if item is None else item.code


def _implied(desk: Desk, goods: Goods) -> str | None:
    """Return how much comes back where only *same again* was asked for: as many, or all of a weight."""
    item = finding.find_item(desk.connection, desk.store, finding.clean(goods.code))
    return None if item is None or is_measured(item.unit) else goods.quantity


def _add(desk: Desk, visit: Visit, loaded: list[Sale], goods: Goods, side: Side) -> Visit:
    item = finding.find_item(desk.connection, desk.store, finding.clean(goods.code))
    if item is None:
        raise CannotAddError("unknown", text=goods.code[:40])
    quantity = _quantity(goods, item.unit)
    try:
        if side is Side.BACK:
            return bring_back(desk, visit, loaded, item, quantity)
        return send_home(desk, visit, item, quantity)
    except (VisitError, QuantityError):
        raise CannotAddError("less_left", item=item.description) from None


def _quantity(goods: Goods, unit: str) -> Quantity | None:
    if goods.quantity is None:
        return None
    try:
        return Quantity.of(goods.quantity, unit)
    except QuantityError as error:
        raise CannotAddError("bad_quantity", text=goods.quantity[:20], reason=str(error)) from None
