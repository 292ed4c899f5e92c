"""Stores for tests: a grocer with goods on the shelf and sales at the till, entered into the real tables.

    shop = grocer(tmp_path / "shop")          a SQLite store; with a URL a PostgreSQL one
    visits.scan(shop.serving(), "S-1001")     the receipt of DESIGN's E1

Prices and sales lie `days` before `shop.clock`, which stands still until a test moves it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, insert, select

from posapp.domain.money import Currency, whole
from posapp.domain.quantity import MICRO, Quantity
from posapp.services import store_facts
from posapp.services.visits import Serving
from posapp.storage import people, tables
from posapp.storage.digests import sale_digest
from posapp.storage.ids import new_id, to_ms
from posapp.storage.journal import Act, canonical
from posapp.storage.people import Person
from posapp.storage.store import Store, open_store

MORNING = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)


def gtin(number: int) -> str:
    """A number of up to twelve digits with its EAN-13 check digit."""
    digits = f"{number:012d}"
    odd, even = sum(map(int, digits[::2])), sum(map(int, digits[1::2]))
    return f"{digits}{-(odd + 3 * even) % 10}"


@dataclass
class Clock:
    """A clock that a test moves."""

    moment: datetime = MORNING

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **much: float) -> None:
        self.moment += timedelta(**much)


@dataclass(frozen=True, kw_only=True)
class Good:
    """A product of the catalogue; `prices` are (days ago, amount), the newest last."""

    code: str
    description: str
    prices: Sequence[tuple[float, str]]
    unit: str = "each"
    bound: str = ""
    gtin: str = ""
    tax_percent: str | None = "7"
    tax_included: bool = True


@dataclass(frozen=True, kw_only=True)
class Sold:
    """A line of a till's receipt; what is not said is the good's."""

    good: Good
    paid: str
    quantity: str = "1"
    code: str = ""


# The goods of DESIGN 3's worked examples ...
PLUMS = Good(code="4040", description="Plums, red, loose", unit="kg", prices=[(60, "4.00"), (1, "4.50")])
BEANS = Good(code="1002", description="Coffee beans 500 g", prices=[(60, "7.995")], gtin=gtin(400638100002))
SHIRT = Good(
    code="1003", description="Shirt, white, M", prices=[(60, "20.00"), (2, "15.00")], tax_percent="19"
)
JACKET = Good(code="1004", description="Rain jacket, L", prices=[(60, "24.00")], tax_percent="19")
LAMP = Good(code="1005", description="Reading lamp", prices=[(60, "10.00"), (2, "8.00")], tax_percent="19")
BOWL = Good(code="1006", description="Salad bowl", prices=[(60, "5.00"), (2, "6.00")], tax_percent="19")
KETTLE = Good(code="1007", description="Kettle", prices=[(60, "10.00")], tax_percent="19")
TRAY = Good(code="1008", description="Tray", prices=[(60, "7.00")], tax_percent="19")
VASE = Good(code="1009", description="Vase", prices=[(60, "7.00")], tax_percent="19")
HONEY = Good(
    code="1010", description="Honey 250 g", prices=[(60, "9.00"), (7, "6.00")], gtin=gtin(400638100010)
)
MUG = Good(code="1011", description="Mug, blue", prices=[(60, "5.00"), (2, "6.00")], tax_percent="19")
PEN = Good(code="1012", description="Ballpoint pen", prices=[(60, "1.00")], tax_percent="19")
# ... and those that law or nature binds, or whose price is written before tax.
BOOK = Good(code="1020", description="Cook book", prices=[(60, "12.00")], bound="fixed_price")
GIFT_CARD = Good(
    code="1021", description="Gift card 20", prices=[(60, "20.00")], bound="cash_like", tax_percent="0"
)
NEWSPAPER = Good(code="1022", description="Newspaper", prices=[(60, "3.00")], bound="no_return")
TEA = Good(code="1023", description="Tea, green", prices=[(60, "4.00")], tax_included=False)
WARE = (PLUMS, BEANS, SHIRT, JACKET, LAMP, BOWL, KETTLE, TRAY, VASE, HONEY, MUG, PEN)
BOUND_WARE = (BOOK, GIFT_CARD, NEWSPAPER, TEA)

# A till's receipt for each example that has one.
PLUM_RECEIPT, BEANS_RECEIPT, SHIRT_RECEIPT = "S-1001", "S-1002", "S-1003"
PAIR_RECEIPT, KETTLE_RECEIPT, MUG_RECEIPT, PEN_RECEIPT = "S-1005", "S-1006", "S-1011", "S-1012"
CARD_RECEIPT = "S-1020"  # beans and a tray, by card
RECEIPTS: dict[str, Sequence[Sold]] = {
    PLUM_RECEIPT: [Sold(good=PLUMS, quantity="1.240", paid="4.96")],
    BEANS_RECEIPT: [Sold(good=BEANS, quantity="2", paid="15.99")],
    SHIRT_RECEIPT: [Sold(good=SHIRT, paid="20.00")],
    PAIR_RECEIPT: [Sold(good=LAMP, paid="10.00"), Sold(good=BOWL, paid="5.00")],
    KETTLE_RECEIPT: [Sold(good=KETTLE, paid="10.00")],
    MUG_RECEIPT: [Sold(good=MUG, paid="5.00")],
    PEN_RECEIPT: [Sold(good=PEN, paid="1.00")],
    CARD_RECEIPT: [Sold(good=BEANS, quantity="3", paid="23.97"), Sold(good=TRAY, paid="7.00")],
}
SOLD_DAYS_AGO = 3


@dataclass
class Shop:
    """An open store with a clerk and a clock of its own."""

    store: Store
    clerk: Person
    clock: Clock
    currency: Currency

    def serving(self, visit_id: UUID | None = None) -> Serving:
        """The clerk with a customer, a new one unless `visit_id` says which."""
        return Serving(self.store, self.clerk.actor, visit_id or new_id())

    def sell(
        self, number: str, lines: Sequence[Sold], *, days: float = SOLD_DAYS_AGO, tender: str = "cash"
    ) -> UUID:
        """Enter a till's receipt; return the sale."""
        return enter_sales(self, {number: lines}, days=days, tenders={number: tender})[0]


def grocer(
    folder: Path,
    database_url: str | None = None,
    *,
    at: datetime = MORNING,
    currency: str = "EUR",
    bare: bool = False,
) -> Shop:
    """Open a new store in `folder` with the goods and receipts above; `bare` leaves both out."""
    clock = Clock(at)
    store = open_store(folder, database_url, name="Corner Grocer")
    store.now = clock
    with store.acting("person_joined", "") as written:
        clerk = people.join(written.act, "Ana")
    shop = Shop(store, clerk, clock, Currency.of(currency))
    store_facts.change_facts(store, clerk.actor, {"currency": currency, "time_zone": "Europe/Berlin"})
    if not bare:
        enter_goods(shop, [*WARE, *BOUND_WARE])
        enter_sales(shop, RECEIPTS, tenders={CARD_RECEIPT: "card"})
    return shop


def enter_goods(shop: Shop, goods: Sequence[Good]) -> None:
    """Enter products with their codes and their price history, as the import of a catalogue does."""
    import_id, owned = (
        _start(shop, "catalogue"),
        {"store_id": shop.store.store_id, "desk_id": shop.store.desk_id},
    )
    with shop.store.acting("import_batch", "") as written:
        act = written.act
        for good in goods:
            product_id = new_id()
            named = {"code": good.code, "description": good.description, "unit": good.unit}
            product = {**owned, **named, "product_id": product_id, "bound": good.bound}
            act.connection.execute(insert(tables.products), product)
            if good.gtin:
                code = {**owned, "code": good.gtin, "product_id": product_id}
                act.connection.execute(insert(tables.product_codes), code)
            price = {"product_id": product_id, "tax_rate_ppm": _ppm(good), "import_id": import_id}
            price["tax_included"] = int(good.tax_included)
            history = ({"from_ms": _days_ago(shop, x), "price_micro": whole(y, 6)} for x, y in good.prices)
            act.insert(tables.shelf_prices, *({**price, **moment} for moment in history))


def enter_sales(
    shop: Shop,
    receipts: dict[str, Sequence[Sold]],
    *,
    days: float = SOLD_DAYS_AGO,
    tenders: dict[str, str] | None = None,
) -> list[UUID]:
    """Enter a till's receipts, each paid by one tender (cash unless said), as their import does."""
    import_id = _start(shop, "sales")
    with shop.store.acting("import_batch", "") as written:
        batch = _Batch(shop, written.act, import_id, _days_ago(shop, days))
        return [
            batch.enter(number, lines, (tenders or {}).get(number, "cash"))
            for number, lines in receipts.items()
        ]


def _start(shop: Shop, kind: str) -> UUID:
    import_id = new_id()
    with shop.store.acting("import_started", "") as written:
        file = {"kind": kind, "file_name": f"{kind}.csv", "file_sha256": "0" * 64}
        written.act.insert(tables.imports, {**file, "import_id": import_id, "started_at": written.act.at})
    return import_id


@dataclass
class _Batch:
    shop: Shop
    act: Act
    import_id: UUID
    sold_at_ms: int

    def enter(self, number: str, lines: Sequence[Sold], tender: str) -> UUID:
        """Enter one receipt and the digest of what was taken of it."""
        sale_id, at_ms = new_id(), self.sold_at_ms
        rows = [self._line(sale_id, line, line_no) for line_no, line in enumerate(lines, 1)]
        paid = {tender: sum(row["paid_minor"] for row in rows)}
        sale = {"sale_id": sale_id, "number": number, "sold_at_ms": at_ms, "import_id": self.import_id}
        self._insert(tables.sales, [sale])
        self._insert(tables.sale_lines, rows)
        self._insert(
            tables.sale_tenders, [{"sale_id": sale_id, "tender": tender, "paid_minor": paid[tender]}]
        )
        document = {"import_id": self.import_id, "kind": "sale", "document": number, "first_line": 1}
        document |= {"last_line": len(rows), "tenders": canonical(paid)}
        digested = [[_hex(row[name]) for name in _DIGESTED] for row in rows]
        digest = sale_digest((number, sale_id.hex, at_ms), digested, [], paid)
        self.act.insert(tables.import_documents, {**document, "digest": digest})
        return sale_id

    def _line(self, sale_id: UUID, line: Sold, line_no: int) -> dict[str, Any]:
        quantity, paid = Quantity.of(line.quantity, line.good.unit), self.shop.currency.money(line.paid)
        scale = 10 ** (6 - self.shop.currency.decimals) * MICRO
        return {
            "sale_line_id": new_id(),
            "sale_id": sale_id,
            "line_no": line_no,
            "code": line.code or line.good.code,
            "description": line.good.description,
            "unit": quantity.unit,
            "quantity_micro": quantity.micro,
            "unit_price_micro": paid.minor * scale // quantity.micro,
            "paid_minor": paid.minor,
            "tax_rate_ppm": _ppm(line.good),
            "sold_at_ms": self.sold_at_ms,
            "first_bought_at_ms": self.sold_at_ms,
            "occurrence": 1,
            "import_id": self.import_id,
        }

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        owned = {"store_id": self.act.store_id, "desk_id": self.act.desk_id}
        self.act.connection.execute(insert(table), [{**owned, **row} for row in rows])


_DIGESTED = (
    "sale_line_id",
    "line_no",
    "code",
    "description",
    "unit",
    "quantity_micro",
    "unit_price_micro",
    "paid_minor",
    "tax_rate_ppm",
    "sold_at_ms",
    "first_bought_at_ms",
    "occurrence",
)


def line_ids(shop: Shop, number: str) -> list[UUID]:
    """The lines of a receipt, in its order."""
    lines = select(tables.sale_lines.c.sale_line_id).join(tables.sales).where(tables.sales.c.number == number)
    with shop.store.reading() as connection:
        return list(connection.scalars(lines.order_by(tables.sale_lines.c.line_no)))


def _hex(value: object) -> object:
    return value.hex if isinstance(value, UUID) else value


def _ppm(good: Good) -> int | None:
    return None if good.tax_percent is None else whole(good.tax_percent, 4)


def _days_ago(shop: Shop, days: float) -> int:
    return to_ms(shop.clock.moment - timedelta(days=days))
