"""What a scan or a typed text means: a receipt, an item, or several things that it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from posapp.domain import codes as own_codes
from posapp.domain.money import Currency
from posapp.domain.product import Product
from posapp.services.desk_state import Match
from posapp.storage import catalogue, sales

if TYPE_CHECKING:
    from posapp.domain.sale import Sale
    from posapp.domain.visit import ReturnLine
    from posapp.storage.engine import Connection
    from posapp.storage.store import Store

_LONGEST = 200  # no receipt number, code or name is longer; a scanner gone wild is
_MOST_MATCHES = 8
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A product with all its codes. ``product_id`` is None for one that only sales know."""

    code: str
    codes: frozenset[str]
    description: str
    unit: str
    product_id: UUID | None
    product: Product


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text is the number of: a sale, an item, both or nothing."""

    sale_id: UUID | None
    item: Item | None


def meaning(connection: Connection, store: Store, text: str) -> Meaning:
    """Return what a scanned or typed text is exactly the number of."""
    text = clean(text)
    if not text:
        return Meaning(None, None)
    sale_id = sales.find_number(connection, store.store_id, text)
    if sale_id is None and own_codes.looks_like_receipt(own_codes.normal(text)):
        sale_id = sales.find_number(connection, store.store_id, own_codes.normal(text))
    return Meaning(sale_id, find_item(connection, store, text))


def find_sale(store: Store, number: str) -> Sale | None:
    """Return the sale of a receipt's number, typed or scanned, or None."""
    with store.reading() as connection:
        sale_id = meaning(connection, store, number).sale_id
        currency = store.facts(connection).currency
        if sale_id is None or currency is None:
            return None
        (sale,) = sales.load_sales(connection, [sale_id], Currency.of(currency))
        return sale


def find_item(connection: Connection, store: Store, code: str) -> Item | None:
    """Return the item of a code: from the catalogue, else from the latest sale of it."""
    found = catalogue.find_code(connection, store.store_id, code)
    if found is not None:
        product_id, product = found
        codes = catalogue.codes_of(connection, product_id) | {product.code, code}
        return Item(product.code, codes, product.description, product.unit, product_id, product)
    known = sales.latest_description(connection, store.store_id, code)
    if known is None:
        return None
    description, unit = known
    product = Product(code, description, unit, catalogue.bound_of(connection, store.store_id, code))
    return Item(code, frozenset({code}), description, unit, None, product)


def item_of_line(connection: Connection, store: Store, line: ReturnLine) -> Item:
    """Return the item of a line that comes back; what nothing else knows is known by its line."""
    found = find_item(connection, store, line.code)
    if found is not None:
        return found
    product = Product(line.code, line.description, line.quantity.unit)
    return Item(line.code, frozenset({line.code}), line.description, line.quantity.unit, None, product)


def matches(store: Store, typed: str) -> tuple[Match, ...]:
    """Return what a text may become while it is typed: receipts by their beginning, products by name."""
    typed = clean(typed)
    if len(typed) < _FEWEST_LETTERS:
        return ()
    with store.reading() as connection:
        beginning = own_codes.normal(typed) if typed.upper().startswith("P") else typed
        numbers = sales.numbers_beginning(connection, store.store_id, beginning, _MOST_MATCHES // 2)
        products = catalogue.find_words(connection, store.store_id, typed, _MOST_MATCHES)
        exact = catalogue.find_code(connection, store.store_id, typed)
    if exact is not None and exact[1].code not in {product.code for product in products}:
        products.insert(0, exact[1])
    receipts = [Match(choice=number, title=own_codes.readable(number), sold_at=at) for number, at in numbers]
    items = [Match(choice=product.code, title=product.description) for product in products]
    return tuple((receipts + items)[:_MOST_MATCHES])


def clean(text: str) -> str:
    """Return a text without control characters and blanks around it, cut where no code is as long."""
    return "".join(c for c in text[:_LONGEST] if c.isprintable()).strip()
