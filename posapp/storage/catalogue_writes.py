"""Taking in a catalogue: products, their codes, and prices that are only ever added (DESIGN 3.2)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import select, update

from posapp.domain.listing import ListedPrice, Listing
from posapp.storage.bulk import insert_rows, padded
from posapp.storage.ids import new_id
from posapp.storage.imports import Refused, Run, Taken, count_taken
from posapp.storage.tables import product_codes, products, shelf_prices

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from posapp.storage.journal import Act

_PRODUCT: Final = ("product_id", "code", "description", "unit", "bound", "store_id", "desk_id")
_CODE: Final = ("code", "product_id", "store_id", "desk_id")
_EACH: Final = "each"
_TAKEN_GTIN = "This article number stands for another item already."
_OTHER_PRICE = "Another price from the same moment on is known already; prices are added, never changed."


@dataclass(slots=True)
class _Known:
    """A product as the database has it, with what this batch changes."""

    product_id: UUID
    code: str
    description: str
    unit: str
    bound: str
    is_removed: bool = False
    is_new: bool = False
    changes: dict[str, object] = field(default_factory=dict)
    from_ms: list[int] = field(default_factory=list)  # rising
    prices: list[ListedPrice] = field(default_factory=list)

    def hears(self, listing: Listing) -> bool:
        """Take what the catalogue says otherwise; tell whether it does."""
        said = {"description": listing.description, "unit": listing.unit, "bound": listing.bound}
        news: dict[str, object] = {
            name: value
            for name, value in said.items()
            if value != getattr(self, name) and (value or (name == "bound" and value is not None))
        }
        for name, value in news.items():
            setattr(self, name, value)
        if self.is_removed:
            self.is_removed, news["removed_at_ms"] = False, None
        self.changes.update(news)
        return bool(news)

    def price_at(self, at_ms: int) -> tuple[int | None, ListedPrice | None]:
        """Return since when which price holds at a moment."""
        place = bisect_right(self.from_ms, at_ms) - 1
        return (self.from_ms[place], self.prices[place]) if place >= 0 else (None, None)

    def set_price(self, from_ms: int, price: ListedPrice) -> None:
        """Enter a price among the others."""
        place = bisect_right(self.from_ms, from_ms)
        self.from_ms.insert(place, from_ms)
        self.prices.insert(place, price)


def take_listings(run: Run, act: Act, listings: Sequence[Listing], now_ms: int) -> Taken:
    """Take what a catalogue says that is new; ``now_ms`` is from when prices without a date hold.

    What the catalogue does not say, and products that it does not name, stay as they are.
    """
    batch = _Batch(run, act, now_ms)
    batch.look_up(listings)
    for listing in listings:
        batch.take(listing)
    batch.write()
    count_taken(act, batch.taken)
    return batch.taken


class _Batch:
    """The changes of one batch, gathered line by line and written table by table."""

    def __init__(self, run: Run, act: Act, now_ms: int) -> None:
        self.taken = Taken()
        self._run = run
        self._act = act
        self._now_ms = now_ms
        self._known: dict[str, _Known] = {}
        self._owners: dict[str, UUID] = {}  # of article numbers and codes
        self._new_codes: dict[str, _Known] = {}
        self._new_prices: list[dict[str, Any]] = []

    def look_up(self, listings: Sequence[Listing]) -> None:
        """Learn what the database has of all that some lines name."""
        connection, store_id = self._act.connection, self._act.store_id
        codes = {listing.code for listing in listings}
        found = select(products).where(products.c.store_id == store_id, products.c.code.in_(padded(codes)))
        by_id = {row.product_id: _known(row) for row in connection.execute(found)}
        self._known = {product.code: product for product in by_id.values()}
        _load_prices(connection, by_id)
        named = codes | {listing.gtin for listing in listings if listing.gtin}
        owners = select(product_codes.c.code, product_codes.c.product_id).where(
            product_codes.c.store_id == store_id, product_codes.c.code.in_(padded(named))
        )
        self._owners = {row.code: row.product_id for row in connection.execute(owners)}

    def take(self, listing: Listing) -> None:
        """Take one line, or refuse it whole."""
        product = self._known.get(listing.code) or _new(listing)
        from_ms = self._now_ms if listing.valid_from_ms is None else listing.valid_from_ms
        since, price = product.price_at(from_ms)
        has_news = listing.price is not None and listing.price != price
        if self._owners.get(listing.gtin, product.product_id) != product.product_id:
            self._refuse(listing, listing.gtin, "gtin_taken", _TAKEN_GTIN)
        elif has_news and since == from_ms:
            self._refuse(listing, listing.code, "price_known", _OTHER_PRICE)
        else:
            if listing.price is not None and has_news:
                self._add_price(product, from_ms, listing.price)
            changed = [has_news, self._enter(product, listing), self._add_code(product, listing.gtin)]
            self.taken.taken += any(changed)
            self.taken.already_there += not any(changed)

    def write(self) -> None:
        """Insert and change what was gathered, and say it in the entry."""
        act, connection = self._act, self._act.connection
        ids = (act.store_id.hex, act.desk_id.hex)
        new = [x for x in self._known.values() if x.is_new]
        changed = {x.code: x.changes for x in self._known.values() if x.changes and not x.is_new}
        rows = [(x.product_id.hex, x.code, x.description, x.unit, x.bound) for x in new]
        insert_rows(connection, products, _PRODUCT, [(*row, *ids) for row in rows])
        for code, changes in changed.items():
            of_code = (products.c.store_id == act.store_id, products.c.code == code)
            connection.execute(update(products).where(*of_code).values(**changes))
        codes = [(code, x.product_id.hex) for code, x in self._new_codes.items()]
        insert_rows(connection, product_codes, _CODE, [(*row, *ids) for row in codes], or_leave=True)
        act.insert(shelf_prices, *self._new_prices)
        act.facts.update(products=rows, changed=changed, codes=codes)

    def _refuse(self, listing: Listing, value: str, code: str, reason: str) -> None:
        self.taken.refused.append(Refused(listing.row, value, code, reason))

    def _enter(self, product: _Known, listing: Listing) -> bool:
        """Enter a new product, or what is new of a known one; tell whether anything is."""
        if listing.code in self._known:
            return product.hears(listing)
        self._known[listing.code] = product
        self._new_codes.setdefault(listing.code, product)
        return True

    def _add_code(self, product: _Known, gtin: str) -> bool:
        if not gtin or gtin in self._owners:
            return False
        self._owners[gtin] = product.product_id
        self._new_codes[gtin] = product
        return True

    def _add_price(self, product: _Known, from_ms: int, price: ListedPrice) -> None:
        product.set_price(from_ms, price)
        self._new_prices.append(
            {
                "product_id": product.product_id,
                "from_ms": from_ms,
                "price_micro": price.micro,
                "tax_rate_ppm": price.tax_rate_ppm,
                "tax_included": int(price.tax_included),
                "import_id": self._run.import_id,
            }
        )


def _new(listing: Listing) -> _Known:
    return _Known(
        new_id(),
        listing.code,
        listing.description or listing.code,
        listing.unit or _EACH,
        listing.bound or "",
        is_new=True,
    )


def _known(row: Row[Any]) -> _Known:
    removed = row.removed_at_ms is not None
    return _Known(row.product_id, row.code, row.description, row.unit, row.bound, is_removed=removed)


def _load_prices(connection: Connection, known: dict[UUID, _Known]) -> None:
    of_known = select(shelf_prices).where(shelf_prices.c.product_id.in_(padded(known)))
    for row in connection.execute(of_known.order_by(shelf_prices.c.from_ms)):
        price = ListedPrice(row.price_micro, row.tax_rate_ppm, bool(row.tax_included))
        known[row.product_id].from_ms.append(row.from_ms)
        known[row.product_id].prices.append(price)
