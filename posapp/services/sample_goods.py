"""The made-up store's weeks of trade: prices that have moved, thousands of receipts, a few to try."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from posapp import places

_DAYS = 42
_RECEIPTS_A_DAY = 72
_REGISTERS = (116, 117, 118)
_CENT = Decimal("0.01")
_MOVES = (Decimal("0.85"), Decimal("0.92"), Decimal("1.05"), Decimal("1.10"), Decimal("1.18"))
_WEIGHED = "kg"
_SHARE_MOVED = 0.4
_ROSE_YESTERDAY = {"Plums, black, loose": Decimal("4.00")}
_BOUND = ("no_return", "fixed_price", "cash_like")
FIRST_TO_TRY = "118-0457"
_NEVER_SOLD = frozenset({"cash_like"})


@dataclass(frozen=True, slots=True)
class SampleProduct:
    """A row of resources/sample/products.csv; ``price`` is today's."""

    code: str
    gtin: str
    description: str
    unit: str
    price: Decimal
    tax_percent: str
    bound: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A receipt for people to try: its number and what to try with it."""

    number: str
    what: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """What was written for the import."""

    catalogue: Path
    sales: Path
    tried: tuple[Tried, ...]


class _Writer(Protocol):
    def writerow(self, row: list[object], /) -> object: ...


@dataclass(frozen=True, slots=True)
class _Line:
    product: SampleProduct
    quantity: Decimal
    total: Decimal


# What the first visits are made of: code by description, quantity, what was paid for the line.
_TRY = (
    (
        "Plums that were not good: bring them back, weigh new ones at 1.380 kg",
        "card",
        (
            ("Plums, black, loose", "1.240", "4.96"),
            ("Cappuccino beans 500 g", "2", "15.99"),
            ("Croissant", "4", "5.00"),
        ),
    ),
    ("A shirt for a jacket", "card", (("Shirt, cotton, M", "1", "20.00"), ("Wool socks, M", "2", "15.80"))),
    ("A mug, money back", "cash", (("Mug, stoneware, plum", "1", "5.00"), ("Tea towel, plum", "2", "9.00"))),
    (
        "A pen for a jacket: money back, and the jacket goes through the till",
        "cash",
        (("Ballpoint pen, blue", "1", "1.00"),),
    ),
)


def products() -> list[SampleProduct]:
    """Return the made-up store's products."""
    path = places.resources() / "sample" / "products.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            SampleProduct(
                code=row["code"],
                gtin=row["gtin"],
                description=row["description"],
                unit=row["unit"],
                price=Decimal(row["price"]),
                tax_percent=row["tax_percent"],
                bound=row["bound"],
            )
            for row in csv.DictReader(file)
        ]


def write_files(folder: Path, today: date) -> SampleFiles:
    """Write the catalogue with its price history and the last weeks' sales; the same for the same day."""
    lots = random.Random(7)  # noqa: S311 - a made-up store, not a key
    goods = products()
    prices = {product.code: _history(product, today, lots) for product in goods}
    catalogue, sales = folder / "catalogue.csv", folder / "sales.csv"
    _write_catalogue(catalogue, goods, prices)
    tried = _write_sales(sales, goods, prices, today, lots)
    return SampleFiles(catalogue, sales, tried)


def _history(product: SampleProduct, today: date, lots: random.Random) -> list[tuple[date, Decimal]]:
    """Return what a product cost since when, the oldest first and today's last."""
    first = today - timedelta(days=_DAYS + 30)
    moved, before, days_ago = lots.random() < _SHARE_MOVED, lots.choice(_MOVES), lots.randint(3, 30)
    if product.description in _ROSE_YESTERDAY:
        return [(first, _ROSE_YESTERDAY[product.description]), (today - timedelta(days=1), product.price)]
    if not moved or product.bound:
        return [(first, product.price)]
    old = (product.price / before).quantize(_CENT)
    return [(first, old), (today - timedelta(days=days_ago), product.price)]


def _price_on(history: list[tuple[date, Decimal]], day: date) -> Decimal:
    return [price for since, price in history if since <= day][-1]


def _write_catalogue(
    path: Path, goods: list[SampleProduct], prices: dict[str, list[tuple[date, Decimal]]]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "gtin", "description", "unit", "price", "tax_rate", *_BOUND, "valid_from"])
        for x in goods:
            bound = ["yes" if word in x.bound.split() else "no" for word in _BOUND]
            for since, price in prices[x.code]:
                named = [x.code, x.gtin, x.description, x.unit, price, x.tax_percent]
                writer.writerow([*named, *bound, since.isoformat()])


def _write_sales(
    path: Path,
    goods: list[SampleProduct],
    prices: dict[str, list[tuple[date, Decimal]]],
    today: date,
    lots: random.Random,
) -> tuple[Tried, ...]:
    sold = [product for product in goods if not _NEVER_SOLD & set(product.bound.split())]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [
                "receipt",
                "sold_at",
                "code",
                "gtin",
                "description",
                "unit",
                "quantity",
                "price",
                "total",
                "tax",
                "tender",
            ]
        )
        for days_ago in range(_DAYS, 0, -1):
            day = today - timedelta(days=days_ago)
            for n in range(_RECEIPTS_A_DAY):
                lines = [
                    _line(product, prices, day, lots) for product in lots.sample(sold, lots.randint(1, 9))
                ]
                _write_receipt(writer, _number(day, n), _moment(day, n), lots.choice(("card", "cash")), lines)
        return tuple(_write_tried(writer, goods, today - timedelta(days=2)))


def _write_tried(writer: _Writer, goods: list[SampleProduct], day: date) -> list[Tried]:
    """Write the receipts that people try by hand: their figures are fixed."""
    by_name = {product.description: product for product in goods}
    tried = []
    for n, (what, tender, wanted) in enumerate(_TRY):
        number = f"{day.year}-118-{457 + 7 * n:04d}"
        lines = [_Line(by_name[name], Decimal(quantity), Decimal(total)) for name, quantity, total in wanted]
        _write_receipt(writer, number, _moment(day, 40 + n), tender, lines)
        tried.append(Tried(number, what, tuple(line.product.code for line in lines)))
    return tried


def _line(
    product: SampleProduct, prices: dict[str, list[tuple[date, Decimal]]], day: date, lots: random.Random
) -> _Line:
    price = _price_on(prices[product.code], day)
    if product.unit == _WEIGHED:
        quantity = Decimal(lots.randint(150, 2400)) / 1000
    else:
        quantity = Decimal(lots.choice((1, 1, 1, 1, 2, 2, 3)))
    return _Line(product, quantity, (price * quantity).quantize(_CENT))


def _write_receipt(writer: _Writer, number: str, sold_at: datetime, tender: str, lines: list[_Line]) -> None:
    for x in lines:
        unit_price = (x.total / x.quantity).quantize(_CENT)
        row = [number, f"{sold_at:%Y-%m-%d %H:%M:%S}", x.product.code, x.product.gtin, x.product.description]
        writer.writerow(
            [*row, x.product.unit, x.quantity, unit_price, x.total, x.product.tax_percent, tender]
        )


def _number(day: date, n: int) -> str:
    register = _REGISTERS[n % len(_REGISTERS)]
    return f"{day:%y%m%d}-{register}-{n // len(_REGISTERS) + 1:04d}"


def _moment(day: date, n: int) -> datetime:
    return datetime.combine(day, time(8)) + timedelta(minutes=10 * n)
