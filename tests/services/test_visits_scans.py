"""What a scan means, and where an item goes (DESIGN 6)."""

import pytest
from sqlalchemy import delete, update

from posapp.domain.visit import Side
from posapp.services import finding, visits
from posapp.services.desk_state import DeskState
from posapp.storage import tables
from tests.served import swap_shirt
from tests.stores import (
    BEANS,
    BEANS_RECEIPT,
    BOOK,
    JACKET,
    NEWSPAPER,
    PLUMS,
    SHIRT,
    SHIRT_RECEIPT,
    Good,
    Shop,
    Sold,
    enter_goods,
)


def _notice(state: DeskState) -> str | None:
    return state.notice.code if state.notice else None


@pytest.mark.parametrize(
    "text", [SHIRT_RECEIPT, SHIRT_RECEIPT.lower(), f"  {SHIRT_RECEIPT}\r\n", "S-1003\x00"]
)
def test_a_receipt_is_loaded_however_it_is_typed(shop: Shop, text: str) -> None:
    state = visits.scan(shop.serving(), text)
    assert [x.number for x in state.receipts] == [SHIRT_RECEIPT]
    assert not state.back
    assert _notice(state) is None


def test_a_desk_receipt_is_loaded_in_groups_or_with_lookalikes(shop: Shop) -> None:
    number = swap_shirt(shop).receipt_number
    grouped = f"{number[:5]}-{number[5:9]}-{number[9:13]}-{number[13:]}"
    for text in (number, number.lower(), grouped, grouped.replace("0", "o").replace("1", "l")):
        state = visits.scan(shop.serving(), text)
        assert [x.number for x in state.receipts] == [number], text


@pytest.mark.parametrize("text", [BEANS.code, BEANS.gtin, BEANS.gtin.zfill(14), f"0{BEANS.code}"])
def test_an_item_is_known_by_any_of_its_codes(shop: Shop, text: str) -> None:
    state = visits.scan(shop.serving(), text)
    assert [x.description for x in state.back] == [BEANS.description]


@pytest.mark.parametrize("text", ["nothing like it", "", "\x00\x01", "9" * 5000, "%_*'\"; DROP TABLE visits"])
def test_what_nobody_knows_changes_nothing(shop: Shop, text: str) -> None:
    state = visits.scan(shop.serving(), text)
    assert _notice(state) == "unknown"
    assert state.is_blank


def test_a_number_that_is_both_is_a_receipt_first_and_then_an_item(shop: Shop) -> None:
    """A till that numbers its receipts like its products."""
    shop.sell(SHIRT.code, [Sold(good=SHIRT, paid="20.00")])
    serving = shop.serving()
    state = visits.scan(serving, SHIRT.code)
    assert [x.number for x in state.receipts] == [SHIRT.code]
    state = visits.scan(serving, SHIRT.code)
    assert [x.receipt for x in state.back] == [SHIRT.code]


def test_items_come_back_while_the_receipt_has_some_and_then_go_home(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, BEANS_RECEIPT)
    for back, home in ((1, 0), (2, 0), (2, 1), (2, 2)):
        state = visits.scan(serving, BEANS.gtin)
        assert sum(x.quantity.value for x in state.back) == back
        assert sum(x.quantity.value for x in state.home) == home


def test_without_a_receipt_the_first_comes_back_and_the_next_goes_home(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, SHIRT.code)
    state = visits.scan(serving, JACKET.code)
    assert ([x.description for x in state.back], [x.description for x in state.home]) == (
        [SHIRT.description],
        [JACKET.description],
    )


@pytest.mark.parametrize("side", [Side.BACK, Side.HOME])
def test_a_chosen_side_is_kept_for_the_visit(shop: Shop, side: Side) -> None:
    serving = shop.serving()
    visits.choose_side(serving, side)
    state = [visits.scan(serving, JACKET.code) for _ in range(3)][-1]
    lines = state.back if side is Side.BACK else state.home
    assert state.side is side
    assert [x.quantity.value for x in lines] == [3]
    assert visits.choose_side(serving, None).side is None


def test_the_line_paid_most_gives_first(shop: Shop) -> None:
    shop.sell("S-2", [Sold(good=BEANS, paid="7.00"), Sold(good=BEANS, paid="8.00")])
    serving = shop.serving()
    visits.scan(serving, "S-2")
    state = visits.scan(serving, BEANS.code)
    assert state.view is not None
    assert state.view.to_customer.minor == 800
    assert len(visits.scan(serving, BEANS.code).back) == 2


def test_a_till_that_printed_another_of_its_codes(shop: Shop) -> None:
    """The receipt knows the GTIN, the scanner the store's own number: one product."""
    shop.sell("S-3", [Sold(good=BEANS, code=BEANS.gtin, paid="6.00")])
    serving = shop.serving()
    visits.scan(serving, "S-3")
    state = visits.scan(serving, BEANS.code)
    assert [x.receipt for x in state.back] == ["S-3"]
    state = visits.same_again(serving)
    assert [(x.description, x.is_same_again) for x in state.home] == [(BEANS.description, True)]


def test_goods_that_never_come_back_say_so_and_may_go_home(shop: Shop) -> None:
    serving = shop.serving()
    state = visits.scan(serving, NEWSPAPER.code)
    assert (_notice(state), state.back) == ("no_return", ())
    visits.scan(serving, SHIRT.code)
    assert visits.scan(serving, NEWSPAPER.code).home


def test_goods_at_a_fixed_price_are_never_carried(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, "S-1011")
    visits.scan(serving, "1011")
    state = visits.scan(serving, BOOK.code)
    assert state.home[0].through_till is not None


def test_a_product_deleted_later_changes_nothing_of_a_sale(shop: Shop) -> None:
    with shop.store.writing() as connection:
        connection.execute(delete(tables.shelf_prices))
        connection.execute(delete(tables.product_codes))
        connection.execute(delete(tables.products))
    serving = shop.serving()
    visits.scan(serving, BEANS_RECEIPT)
    state = visits.scan(serving, BEANS.code)
    assert [(x.description, x.receipt) for x in state.back] == [(BEANS.description, BEANS_RECEIPT)]
    assert state.view is not None
    assert state.view.to_customer.minor == 800


def test_rule_16_without_a_catalogue_price(shop: Shop) -> None:
    """Same again is charged the credit; other goods the product's latest sale price."""
    with shop.store.writing() as connection:
        connection.execute(delete(tables.shelf_prices))
    serving = shop.serving()
    visits.scan(serving, BEANS_RECEIPT)
    visits.scan(serving, BEANS.code)
    state = visits.same_again(serving)
    assert state.view is not None
    assert [x.charged.minor for x in state.view.goes_home] == [800]
    assert state.view.to_customer.minor == 0
    serving = shop.serving()
    visits.scan(serving, SHIRT_RECEIPT)
    visits.scan(serving, SHIRT.code)
    state = visits.scan(serving, BEANS.code)
    assert state.view is not None
    assert [x.charged.minor for x in state.view.goes_home] == [799]  # 23.97 for 3, the same day's later line
    state = visits.scan(serving, JACKET.code)
    assert _notice(state) == "no_price"


def test_an_unknown_tax_rate_prints_no_tax(shop: Shop) -> None:
    enter_goods(shop, [Good(code="88", description="Soap", prices=[(9, "2.00")], tax_percent=None)])
    state = visits.scan(shop.serving(), "88")
    assert state.view is not None
    assert (state.view.taxes, state.view.to_customer.minor) == ((), 200)


def test_words_find_products_and_beginnings_find_receipts(shop: Shop) -> None:
    assert [x.choice for x in finding.matches(shop.store, "plu")] == [PLUMS.code]
    assert [x.choice for x in finding.matches(shop.store, "beans 500")] == [BEANS.code]
    assert [x.choice for x in finding.matches(shop.store, BEANS.gtin)] == [BEANS.code]
    assert {x.choice for x in finding.matches(shop.store, "S-101")} == {"S-1011", "S-1012"}
    for nothing in ("", "x", "zzz", "\"'*", "a" * 300):
        assert finding.matches(shop.store, nothing) == ()


def test_removed_products_are_found_no_more(shop: Shop) -> None:
    with shop.store.writing() as connection:
        connection.execute(
            update(tables.products).where(tables.products.c.code == JACKET.code).values(removed_at_ms=1)
        )
    assert finding.matches(shop.store, "jacket") == ()
    assert _notice(visits.scan(shop.serving(), JACKET.code)) == "unknown"
