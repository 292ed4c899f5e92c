"""Reading the catalogue: products by any of their codes or by the words of their name, and their prices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, Row, exists, or_, select, text

from posapp.domain.product import Bound, Product, ShelfPrice
from posapp.storage.ids import to_ms
from posapp.storage.sales import tax_rate
from posapp.storage.tables import product_codes, products, shelf_prices

if TYPE_CHECKING:
    from datetime import datetime

    from posapp.domain.money import Currency

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PriceRange:
    """The highest shelf price over a time, and the one now."""

    highest: ShelfPrice
    today: ShelfPrice


def find_code(connection: Connection, store_id: UUID, code: str) -> tuple[UUID, Product] | None:
    """Return the product of any of its codes; capitals or not, with or without leading zeros."""
    tries = [code, code.upper(), code.lower()]
    if code.isdigit():
        tries += [code.lstrip("0"), code.zfill(12), code.zfill(13), code.zfill(14)]
    own = select(products, products.c.code.label("read")).where(
        products.c.store_id == store_id, products.c.code.in_(tries)
    )
    other = (
        select(products, product_codes.c.code.label("read"))
        .join(product_codes, product_codes.c.product_id == products.c.product_id)
        .where(product_codes.c.store_id == store_id, product_codes.c.code.in_(tries))
    )
    found: list[Row[tuple[object, ...]]] = []
    for candidates in (own, other):  # what is read exactly goes first, then the store's own number
        found += connection.execute(candidates.where(products.c.removed_at_ms.is_(None))).all()
        found.sort(key=lambda x: tries.index(x.read))
        if found and found[0].read == code:
            break
    return (found[0].product_id, _product(found[0])) if found else None


def bound_of(connection: Connection, store_id: UUID, code: str) -> frozenset[Bound]:
    """Return what a code's product is bound to, also once it is removed: the till may have sold it before."""
    other = select(product_codes.c.product_id).where(
        product_codes.c.store_id == store_id, product_codes.c.code == code
    )
    known = or_(products.c.code == code, products.c.product_id.in_(other))
    rows = connection.scalars(select(products.c.bound).where(products.c.store_id == store_id, known))
    return frozenset(Bound(word) for bound in rows for word in bound.split())


def codes_of(connection: Connection, product_id: UUID) -> frozenset[str]:
    """Return every other code that a scanner may read on a product, but for those that mean another one."""
    of_another = exists().where(
        products.c.store_id == product_codes.c.store_id,
        products.c.code == product_codes.c.code,
        products.c.product_id != product_id,
        products.c.removed_at_ms.is_(None),
    )
    codes = select(product_codes.c.code).where(product_codes.c.product_id == product_id, ~of_another)
    return frozenset(connection.scalars(codes))


def find_words(connection: Connection, store_id: UUID, typed: str, most: int) -> list[Product]:
    """Return up to ``most`` products in whose name every typed word begins a word, the oldest first."""
    words = _WORD.findall(typed)
    if not words:
        return []
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{word}"*' for word in words)
        hits = "SELECT rowid FROM product_names WHERE product_names MATCH :match ORDER BY rowid LIMIT :most"
    else:
        match = " & ".join(f"{word}:*" for word in words)
        hits = (
            "SELECT row_no FROM products WHERE to_tsvector('simple', description) @@ "
            "to_tsquery('simple', :match) ORDER BY row_no LIMIT :most"
        )
    numbers = connection.scalars(text(hits), {"match": match, "most": most}).all()
    found = select(products).where(
        products.c.row_no.in_(numbers), products.c.store_id == store_id, products.c.removed_at_ms.is_(None)
    )
    return [_product(row) for row in connection.execute(found.order_by(products.c.row_no))]


def price_range(
    connection: Connection, product_id: UUID, currency: Currency, now: datetime, days: int
) -> PriceRange | None:
    """Return the highest price that was valid in the last ``days`` and today's (rule 2); None without one."""
    now_ms = to_ms(now)
    since_ms = now_ms - days * 86_400_000
    until_now = select(shelf_prices).where(
        shelf_prices.c.product_id == product_id, shelf_prices.c.from_ms <= now_ms
    )
    rows = connection.execute(until_now.order_by(shelf_prices.c.from_ms.desc())).all()
    valid: list[ShelfPrice] = []
    for row in rows:
        valid.append(_price(row, currency))
        if row.from_ms <= since_ms:
            break
    return PriceRange(max(valid, key=_gross_unit), valid[0]) if valid else None


def _gross_unit(price: ShelfPrice) -> Fraction:
    factor = price.tax_rate.factor if price.tax_rate and not price.tax_included else 1
    return price.micro * Fraction(factor)


def _price(row: Row[tuple[object, ...]], currency: Currency) -> ShelfPrice:
    return ShelfPrice(row.price_micro, currency, tax_rate(row.tax_rate_ppm), bool(row.tax_included))


def _product(row: Row[tuple[object, ...]]) -> Product:
    return Product(row.code, row.description, row.unit, frozenset(Bound(word) for word in row.bound.split()))
