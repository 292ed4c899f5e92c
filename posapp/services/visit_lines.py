"""Putting goods on a visit: which sale line gives, what goods without a receipt are worth, what goes home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posapp.domain.allocation import divide_half_up
from posapp.domain.money import Currency
from posapp.domain.product import ShelfPrice
from posapp.domain.quantity import MICRO, Quantity
from posapp.domain.sale import Sale, SaleLine
from posapp.domain.standing import ALLOWED, may_come_back
from posapp.domain.visit import ReplacementLine, ReturnLine, Side, Valued, Visit
from posapp.services.desk_state import Notice
from posapp.storage import catalogue, policies, sales
from posapp.storage.visits import when_returned

if TYPE_CHECKING:
    from posapp.services.finding import Item
    from posapp.storage.engine import Connection
    from posapp.storage.store import Store


class CannotAddError(Exception):
    """Something cannot be put on the visit; carries the notice that says so."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.notice = Notice(code, values)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step needs: an open connection, the store, its currency."""

    connection: Connection
    store: Store
    currency: Currency


def side_of(visit: Visit, loaded: list[Sale], codes: frozenset[str]) -> Side:
    """Return the side an item goes to: the chosen one, else as DESIGN 6 says."""
    if visit.side is not None:
        return visit.side
    on_receipt = any(left_now(visit, line) for line in lines_of(loaded, codes))
    return Side.BACK if on_receipt or not visit.returns else Side.HOME


def lines_of(loaded: list[Sale], codes: frozenset[str]) -> list[SaleLine]:
    """Return the loaded lines of an item, what was paid most first; capitals count only if that helps."""
    lines = [line for sale in loaded for line in sale.giving_order(codes)]
    if lines:
        return lines
    folded = {code.casefold() for code in codes}
    written = {x.code for sale in loaded for x in sale.lines if x.code.casefold() in folded}
    return [line for sale in loaded for line in sale.giving_order(frozenset(written))]


def left_now(visit: Visit, line: SaleLine) -> Quantity:
    """Return what of a sale line is left beside what this visit already has of it."""
    taken = [x.quantity for x in visit.returns if x.bought and x.bought.sale_line_id == line.sale_line_id]
    if not taken:
        return line.left
    return line.left - taken[0] if taken[0] <= line.left else Quantity(0, line.sold.unit)


def bring_back(desk: Desk, visit: Visit, loaded: list[Sale], item: Item, quantity: Quantity | None) -> Visit:
    """Return the visit with an item coming back; without ``quantity`` one piece, or all of a weight.

    Raises CannotAddError if it never comes back, if nothing is left of it, or if less is left than asked for.
    """
    if may_come_back(item.product) != ALLOWED:
        raise CannotAddError("no_return", item=item.description)
    lines = lines_of(loaded, item.codes)
    if not lines:
        return _bring_without_sale(desk, visit, item, quantity)
    open_lines = [line for line in lines if left_now(visit, line)]
    if not open_lines:
        raise CannotAddError("nothing_left", item=item.description, when=_when(desk, lines))
    wanted = quantity or _one_scan(left_now(visit, open_lines[0]))
    for line in open_lines:
        part = min(wanted, left_now(visit, line))
        visit = bring_back_line(visit, line, item.code, part)
        wanted = wanted - part
        if not wanted:
            return visit
    raise CannotAddError("less_left", item=item.description)


def bring_back_line(visit: Visit, line: SaleLine, code: str, quantity: Quantity) -> Visit:
    """Return the visit with this much more of a sale line coming back, under the product's own code."""
    for known in visit.returns:
        if known.bought and known.bought.sale_line_id == line.sale_line_id:
            return visit.with_quantity(known.line_id, known.quantity + quantity)
    return visit.with_return(replace(line.coming_back(quantity), code=code))


def send_home(desk: Desk, visit: Visit, item: Item, quantity: Quantity | None) -> Visit:
    """Return the visit with an item going home; without ``quantity`` one piece, or the weight that came back.

    Raises CannotAddError if nothing is known of its price.
    """
    if quantity is None:
        quantity = not_home_yet(visit, item.code, item.unit) if Quantity(0, item.unit).measured else None
        quantity = quantity or Quantity(MICRO, item.unit)
    for known in visit.replacements:
        if known.code == item.code and known.quantity.unit == quantity.unit and not quantity.measured:
            return visit.with_quantity(known.line_id, known.quantity + quantity)
    price, price_known = price_of(desk, visit, item, quantity.unit)
    return visit.with_replacement(
        ReplacementLine(
            line_id=0,
            code=item.code,
            description=item.description,
            quantity=quantity,
            shelf=price,
            price_known=price_known,
            bound=item.product.bound,
        )
    )


def not_home_yet(visit: Visit, code: str, unit: str) -> Quantity | None:
    """Return how much more of a code came back than goes home, or None."""
    back = sum(x.quantity.micro for x in visit.returns if x.code == code and x.quantity.unit == unit)
    home = sum(x.quantity.micro for x in visit.replacements if x.code == code and x.quantity.unit == unit)
    return Quantity(back - home, unit) if back > home else None


def price_of(desk: Desk, visit: Visit, item: Item, unit: str) -> tuple[ShelfPrice, bool]:
    """Return today's shelf price of a unit and True, or by rule 16 the latest it was sold at and False.

    A till may sell by the piece what the catalogue prices by the kilogram: that price is none for a piece.
    """
    prices = _prices(desk, item, 0) if unit == item.unit else None
    if prices is not None:
        return prices.today, True
    latest = sales.latest_price(desk.connection, desk.store.store_id, item.code, desk.currency, unit)
    if latest is None:
        came_back = (x for x in visit.returns if (x.code, x.quantity.unit) == (item.code, unit))
        latest = next((_as_paid(line, desk.currency) for line in came_back), None)
    if latest is None:
        raise CannotAddError("no_price", item=item.description)
    return latest, False


def _as_paid(line: ReturnLine, currency: Currency) -> ShelfPrice:
    """Return what a unit of a line that comes back was paid: a swap of it is charged the credit anyway."""
    if line.bought is None:
        raise CannotAddError("no_price", item=line.description)
    scale = 1_000_000 * MICRO // 10**currency.decimals
    micro = divide_half_up(line.bought.paid.minor * scale, line.bought.sold.micro)
    return ShelfPrice(micro, currency, line.tax_rate)


def _bring_without_sale(desk: Desk, visit: Visit, item: Item, quantity: Quantity | None) -> Visit:
    quantity = quantity or Quantity(MICRO, item.unit)
    for known in visit.returns:
        if known.valued and known.code == item.code and not quantity.measured:
            return visit.with_quantity(known.line_id, known.quantity + quantity)
    policy = policies.current(desk.connection, desk.store.store_id, desk.currency)
    prices = _prices(desk, item, policy.valuation_days)
    if prices is None:
        latest = sales.latest_price(
            desk.connection, desk.store.store_id, item.code, desk.currency, quantity.unit
        )
        if latest is None:
            raise CannotAddError("no_price", item=item.description)
        prices = catalogue.PriceRange(latest, latest)
    return visit.with_return(
        ReturnLine(
            line_id=0,
            code=item.code,
            description=item.description,
            quantity=quantity,
            tax_rate=prices.today.tax_rate,
            valued=Valued(highest=prices.highest, today=prices.today),
        )
    )


def _prices(desk: Desk, item: Item, days: int) -> catalogue.PriceRange | None:
    if item.product_id is None:
        return None
    return catalogue.price_range(desk.connection, item.product_id, desk.currency, desk.store.now(), days)


def _one_scan(left: Quantity) -> Quantity:
    """Return what one scan of a line means: one piece, or everything of a weight."""
    return left if left.measured else min(left, Quantity(MICRO, left.unit))


def _when(desk: Desk, lines: list[SaleLine]) -> str:
    moments = [when for line in lines if (when := when_returned(desk.connection, line.sale_line_id))]
    return max(moments, default="")
