"""DESIGN 3's worked examples, through the services, on real databases."""

from typing import Any

import pytest
from sqlalchemy import select

from posapp.domain.quantity import Quantity
from posapp.domain.visit import Side
from posapp.services import visits
from posapp.services.desk_state import DeskState, DoneVisit, Way
from posapp.services.visits import Serving
from posapp.storage import tables
from tests.databases import Place
from tests.served import done_now
from tests.stores import (
    BEANS,
    BEANS_RECEIPT,
    BOWL,
    HONEY,
    JACKET,
    KETTLE,
    KETTLE_RECEIPT,
    LAMP,
    MUG,
    MUG_RECEIPT,
    PAIR_RECEIPT,
    PEN,
    PEN_RECEIPT,
    PLUM_RECEIPT,
    PLUMS,
    SHIRT,
    SHIRT_RECEIPT,
    TRAY,
    VASE,
    Good,
    Shop,
    Sold,
    enter_goods,
    grocer,
)


def _absorbed(shop: Shop, done: DoneVisit) -> tuple[int, int]:
    """What went to the customer and what the store carried, in minor units."""
    visit = select(tables.visits.c.to_customer_minor, tables.visits.c.absorbed_minor)
    with shop.store.reading() as connection:
        to_customer, absorbed = connection.execute(
            visit.where(tables.visits.c.visit_id == done.visit_id)
        ).one()
    assert to_customer == done.view.to_customer.minor
    return to_customer, absorbed


def _charged(done: DoneVisit) -> dict[str, int]:
    return {line.code: line.charged.minor for line in done.view.goes_home}


def _bring(shop: Shop, receipt: str, *goods: Good) -> tuple[Serving, DeskState]:
    serving = shop.serving()
    state = visits.scan(serving, receipt)
    for good in goods:
        state = visits.scan(serving, good.code)
    return serving, state


def test_e1_a_heavier_bag_of_plums(shop: Shop) -> None:
    serving, _ = _bring(shop, PLUM_RECEIPT, PLUMS)
    state = visits.same_again(serving)
    state = visits.set_quantity(serving, state.home[0].line_id, "1.380")
    assert (state.way, state.home[0].is_same_again) == (Way.CLEAR, True)
    done = done_now(serving, state)
    assert _absorbed(shop, done) == (0, 125)
    assert _charged(done) == {"4040": 496}


def test_e2_one_of_two_then_the_other(shop: Shop) -> None:
    for expected in (800, 799):
        serving, state = _bring(shop, BEANS_RECEIPT, BEANS)
        assert _absorbed(shop, done_now(serving, state)) == (expected, 0)


def test_e3_same_again_for_less(shop: Shop) -> None:
    serving, _ = _bring(shop, SHIRT_RECEIPT, SHIRT)
    assert _absorbed(shop, done_now(serving, visits.same_again(serving))) == (500, 0)


def test_e4_something_dearer(shop: Shop) -> None:
    serving, state = _bring(shop, SHIRT_RECEIPT, SHIRT, JACKET)
    done = done_now(serving, state)
    assert _absorbed(shop, done) == (0, 400)
    assert _charged(done) == {"1004": 2000}


def test_e5_two_swaps_are_settled_apart(shop: Shop) -> None:
    serving, _ = _bring(shop, PAIR_RECEIPT, LAMP, BOWL)
    assert _absorbed(shop, done_now(serving, visits.same_again(serving))) == (200, 100)


def test_e6_what_is_missing_is_shared(shop: Shop) -> None:
    serving, state = _bring(shop, KETTLE_RECEIPT, KETTLE, TRAY, VASE)
    done = done_now(serving, state)
    assert _absorbed(shop, done) == (0, 400)
    assert _charged(done) == {"1008": 500, "1009": 500}


def test_e7_three_parts_add_up_in_a_currency_without_decimals(place: Place) -> None:
    shop = grocer(place.folder, place.url, currency="JPY", bare=True)
    shop.sell("S-7", [Sold(good=TRAY, quantity="3", paid="1000")])
    paid = []
    for _ in range(3):
        serving, state = _bring(shop, "S-7", TRAY)
        paid.append(_absorbed(shop, done_now(serving, state))[0])
    assert sorted(paid) == [333, 333, 334]
    shop.store.close()


def test_e8_without_a_receipt_the_highest_price_of_late(shop: Shop) -> None:
    serving = shop.serving()
    state = visits.scan(serving, HONEY.gtin)
    assert state.back[0].bought is None
    assert _absorbed(shop, done_now(serving, state)) == (900, 300)


def test_e9_without_a_receipt_an_even_swap(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, HONEY.code)
    assert _absorbed(shop, done_now(serving, visits.same_again(serving))) == (0, 0)


def test_e10_a_replacement_is_worth_what_it_was_charged(shop: Shop) -> None:
    serving, _ = _bring(shop, SHIRT_RECEIPT, SHIRT)
    first = done_now(serving, visits.same_again(serving))
    serving, state = _bring(shop, first.receipt_number, SHIRT)
    assert _absorbed(shop, done_now(serving, state)) == (1500, 0)


def test_e11_what_is_not_tied_goes_through_the_till(shop: Shop) -> None:
    serving, _ = _bring(shop, MUG_RECEIPT, MUG)
    state = visits.add_item(serving, MUG.code, Side.HOME, Quantity.of(3))
    (mugs,) = state.home
    assert mugs.through_till is not None
    assert mugs.through_till.value == 2
    done = done_now(serving, state)
    assert _absorbed(shop, done) == (0, 100)
    assert _charged(done) == {"1011": 500}


def test_e12_past_everything_the_money_comes_back_here(shop: Shop) -> None:
    serving, state = _bring(shop, PEN_RECEIPT, PEN, JACKET)
    assert state.way is Way.BEYOND
    state = visits.money_back(serving)
    assert (state.way, state.home) == (Way.CLEAR, ())
    assert state.notice is not None
    assert state.notice.code == "through_till"
    assert _absorbed(shop, done_now(serving, state)) == (100, 0)


@pytest.mark.parametrize(("days", "credit"), [("6", 600), ("7", 900), ("8", 900), ("0", 600)])
def test_rule_2_counts_prices_that_were_valid_in_its_days(shop: Shop, days: str, credit: int) -> None:
    """Honey cost 9.00 until seven days ago, to the minute."""
    from posapp.services import store_facts

    store_facts.change_policy(shop.store, "", {"valuation_days": days})
    shop.clock.forward(seconds=-1)
    serving = shop.serving()
    state = visits.scan(serving, HONEY.code)
    assert state.view is not None
    assert state.view.to_customer.minor == credit


def test_rule_2_compares_prices_with_their_tax(shop: Shop) -> None:
    """Eggs at 5.00 before 19 % were dearer than at 5.50 with tax."""
    prices: Any = [(60, "5.00")]
    enter_goods(
        shop, [Good(code="77", description="Eggs", prices=prices, tax_percent="19", tax_included=False)]
    )
    with shop.store.writing() as connection:
        product = connection.scalar(
            select(tables.products.c.product_id).where(tables.products.c.code == "77")
        )
        row = connection.execute(
            select(tables.shelf_prices).where(tables.shelf_prices.c.product_id == product)
        ).one()
        later = {"from_ms": row.from_ms + 59 * 86_400_000, "price_micro": 5_500_000, "tax_included": 1}
        connection.execute(tables.shelf_prices.insert(), {**row._mapping, **later})
    state = visits.scan(shop.serving(), "77")
    assert state.view is not None
    assert state.view.to_customer.minor == 595
