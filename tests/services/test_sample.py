"""The made-up store: what a newcomer finds in it, and what a broken-off start leaves."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from posapp.services import people
from posapp.services.finding import find_sale
from posapp.services.handover import Goods, Request, quote_request
from posapp.services.sample import SHEET, build_sample, is_built, ready
from posapp.services.sample_goods import products
from posapp.storage.store import Store, open_store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "sample", sample=True)
    made.now = lambda: NOON
    yield made
    made.close()


def test_the_plum_story_is_ready_to_be_tried(store: Store) -> None:
    steps = list(ready(store))
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[-1].done, steps[-1].receipt) == (1, "2026-118-0457")
    assert is_built(store)
    assert len(list(ready(store))) == 1
    request = Request(receipts=("2026-118-0457",), same=(Goods("1001", "1.380"),))
    view = quote_request(store, request).view
    assert view is not None
    assert (view.to_customer.minor, view.goes_home[0].charged.minor) == (0, 496)
    assert (store.folder / SHEET).read_bytes().startswith(b"%PDF-")
    assert [person.name for person in people.everyone(store)] == ["Ana", "Ben", "Mia"]


def test_a_broken_off_start_is_gone_on_with(store: Store) -> None:
    for _ in islice(build_sample(store), 20):
        pass
    assert not is_built(store)
    for _ in build_sample(store):
        pass
    sale = find_sale(store, "2026-118-0464")
    assert sale is not None
    assert [line.paid.minor for line in sale.lines] == [2000, 1580]


def test_every_gtin_is_valid_and_for_demonstrations() -> None:
    goods = products()
    assert len({product.gtin for product in goods}) == len(goods) > 200
    for product in goods:
        digits = [int(digit) for digit in product.gtin]
        assert product.gtin.startswith("952")
        assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


def test_the_products_file_is_plain(tmp_path: Path) -> None:
    from posapp import places

    with (places.resources() / "sample" / "products.csv").open(encoding="utf-8", newline="") as file:
        assert {row["unit"] for row in csv.DictReader(file)} == {"each", "kg"}
