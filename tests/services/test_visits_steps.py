"""A visit step by step: every step is kept, can be undone, and survives the program's end."""

import pytest
from sqlalchemy import func, select

from posapp.domain.quantity import Quantity
from posapp.domain.visit import Side, TenderKind
from posapp.services import visits
from posapp.services.desk_state import DeskState, Way
from posapp.storage import tables
from tests.databases import Place
from tests.served import done_now, return_beans, swap_shirt
from tests.stores import (
    BEANS,
    BEANS_RECEIPT,
    CARD_RECEIPT,
    JACKET,
    KETTLE_RECEIPT,
    PLUM_RECEIPT,
    PLUMS,
    SHIRT,
    SHIRT_RECEIPT,
    TRAY,
    Shop,
    Sold,
    grocer,
    line_ids,
)


def _notice(state: DeskState) -> str | None:
    return state.notice.code if state.notice else None


def _same(one: DeskState, other: DeskState) -> bool:
    """Whether two pictures show the same visit, whatever they say beside it."""
    return (one.visit_id, one.receipts, one.back, one.home, one.quote) == (
        other.visit_id,
        other.receipts,
        other.back,
        other.home,
        other.quote,
    )


def test_every_step_can_be_undone_to_the_first(shop: Shop) -> None:
    serving = shop.serving()
    pictures = [
        visits.scan(serving, BEANS_RECEIPT),
        visits.scan(serving, BEANS.code),
        visits.step_quantity(serving, 1, 1),
        visits.same_again(serving),
        visits.scan(serving, JACKET.code),
        visits.choose_side(serving, Side.HOME),
        visits.remove(serving, 1),
    ]
    assert len({repr(x) for x in pictures}) == len(pictures)
    for before in reversed(pictures[:-1]):
        assert _same(visits.undo(serving), before)
    state = visits.undo(serving)
    assert state.is_blank
    assert not state.can_undo
    assert state.visit_id == serving.visit_id
    assert visits.undo(serving).is_blank


def test_what_changes_nothing_is_no_step(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, BEANS_RECEIPT)
    for _ in range(3):
        assert _notice(visits.scan(serving, BEANS_RECEIPT)) == "receipt_again"
        visits.choose_side(serving, None)
        visits.remove(serving, 77)
        visits.set_quantity(serving, 77, "1")
    assert visits.undo(serving).is_blank


def test_starting_over_forgets_and_gives_a_new_number(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, SHIRT.code)
    fresh = visits.start_over(serving)
    assert fresh.is_blank
    assert fresh.visit_id != serving.visit_id
    again = visits.begin(shop.store)
    assert (again.is_blank, again.notice) == (True, None)


def test_a_visit_survives_the_end_of_the_program(place: Place) -> None:
    shop = grocer(place.folder, place.url)
    serving = shop.serving()
    visits.scan(serving, PLUM_RECEIPT)
    visits.scan(serving, PLUMS.code)
    before = visits.same_again(serving)
    shop.store.close()
    shop.store = place.open()
    shop.store.now = shop.clock
    resumed = visits.begin(shop.store)
    assert _notice(resumed) == "resumed"
    assert _same(resumed, before)
    done_now(shop.serving(resumed.visit_id), resumed)
    assert visits.begin(shop.store).is_blank
    shop.store.close()


def test_prices_are_fixed_when_scanned(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, SHIRT_RECEIPT)
    visits.scan(serving, SHIRT.code)
    before = visits.same_again(serving)
    shop.clock.forward(days=400)
    with shop.store.writing() as connection:
        connection.execute(tables.shelf_prices.update().values(price_micro=99_000_000))
    assert visits.begin(shop.store).quote == before.quote
    done = done_now(serving, before)
    assert done.view.to_customer.minor == 500


@pytest.mark.parametrize("text", ["1,380", "1.380", " 1.38 "])
def test_a_weight_is_typed_with_point_or_comma(shop: Shop, text: str) -> None:
    serving = shop.serving()
    state = visits.add_item(serving, PLUMS.code, Side.BACK)
    state = visits.set_quantity(serving, state.back[0].line_id, text)
    assert str(state.back[0].quantity.value) == "1.380000"


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "x", "1e99", "nan", "inf", "1.5", "1,2,3", "9" * 400, "0.0000001"]
)
def test_a_quantity_that_cannot_be_changes_nothing(shop: Shop, text: str) -> None:
    serving = shop.serving()
    before = visits.scan(serving, JACKET.code)
    state = visits.set_quantity(serving, 1, text)
    assert _notice(state) == "bad_quantity"
    assert _same(state, before)


def test_no_more_comes_back_than_was_bought(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, BEANS_RECEIPT)
    before = visits.scan(serving, BEANS.code)
    state = visits.set_quantity(serving, 1, "3")
    assert (_notice(state), _same(state, before)) == ("less_left", True)
    visits.step_quantity(serving, 1, 1)
    assert _notice(visits.step_quantity(serving, 1, 1)) == "less_left"
    visits.choose_side(serving, Side.BACK)
    state = visits.scan(serving, BEANS.code)
    assert (_notice(state), state.back[0].quantity) == ("nothing_left", Quantity.of(2))


def test_steps_of_pieces_and_of_weights(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, PLUM_RECEIPT)
    state = visits.scan(serving, PLUMS.code)
    assert str(state.back[0].quantity.value) == "1.240000"
    state = visits.step_quantity(serving, 1, -1)
    assert str(state.back[0].quantity.value) == "1.140000"
    state = visits.add_item(serving, JACKET.code, Side.HOME)
    assert visits.step_quantity(serving, state.home[0].line_id, 1).home[0].quantity.value == 2
    for _ in range(2):
        state = visits.step_quantity(serving, state.home[0].line_id if state.home else 0, -1)
    assert not state.home


def test_a_line_of_the_receipt_comes_back_by_itself(shop: Shop) -> None:
    serving = shop.serving()
    state = visits.scan(serving, BEANS_RECEIPT)
    (more,) = state.receipts[0].more
    assert (more.sale_line_id, more.left) == (line_ids(shop, BEANS_RECEIPT)[0], Quantity.of(2))
    state = visits.add_receipt_line(serving, more.sale_line_id)
    assert (state.back[0].quantity, state.receipts[0].more) == (Quantity.of(2), ())
    assert _same(visits.add_receipt_line(serving, more.sale_line_id), state)


def test_same_again_of_one_line_or_of_all_but_once(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, "S-1005")
    visits.scan(serving, "1005")
    visits.scan(serving, "1006")
    assert [x.description for x in visits.same_again(serving, 2).home] == ["Salad bowl"]
    state = visits.same_again(serving)
    assert sorted(x.description for x in state.home) == ["Reading lamp", "Salad bowl"]
    assert not any(x.can_swap for x in state.back)
    assert _same(visits.same_again(serving), state)


def test_with_nothing_coming_back_it_is_a_purchase(shop: Shop) -> None:
    state = visits.add_item(shop.serving(), JACKET.code, Side.HOME)
    assert state.way is Way.TILL_ONLY


def test_money_back_keeps_the_same_again_where_it_may(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, "S-1012")
    visits.scan(serving, "1012")
    visits.same_again(serving)
    assert visits.scan(serving, JACKET.code).way is Way.CLEAR
    state = visits.money_back(serving)
    assert [(x.description, x.is_same_again) for x in state.home] == [("Ballpoint pen", True)]
    assert state.way is Way.CLEAR


def test_money_goes_back_as_it_was_paid_or_in_cash_if_wanted(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, CARD_RECEIPT)
    state = visits.scan(serving, TRAY.code)
    assert (state.tender_choices, state.tender) == ((TenderKind.CARD, TenderKind.CASH), TenderKind.CARD)
    assert visits.choose_tender(serving, TenderKind.CASH).tender is TenderKind.CASH
    assert visits.choose_tender(serving, None).tender is TenderKind.CARD
    assert visits.choose_tender(serving, TenderKind.CARD).tender is TenderKind.CARD


def test_no_card_is_given_what_cash_paid(shop: Shop) -> None:
    """Of two receipts, one paid by card: *by card* means each as it was paid."""
    serving = shop.serving()
    for code in (CARD_RECEIPT, TRAY.code, KETTLE_RECEIPT, "1007"):
        visits.scan(serving, code)
    state = visits.choose_tender(serving, TenderKind.CARD)
    assert state.view is not None
    given = {x.tender: x.amount.minor for x in state.view.given_back}
    assert given == {TenderKind.CARD: 700, TenderKind.CASH: 1000}
    assert done_now(serving, state).view.to_customer.minor == 1700


def test_a_store_without_a_currency_says_that_it_is_empty(place: Place) -> None:
    store = place.open()
    state = visits.scan(visits.Serving(store, "", visits.begin(store).visit_id), "1")
    assert (_notice(state), state.view, state.is_blank) == ("empty_store", None, True)
    store.close()


def test_rule_9_says_when_it_came_back_and_nothing_else(shop: Shop) -> None:
    swap_shirt(shop)
    shop.clock.forward(days=1)
    serving = shop.serving()
    state = visits.scan(serving, SHIRT_RECEIPT)
    assert _notice(state) == "receipt_all_back"
    visits.choose_side(serving, Side.BACK)
    state = visits.scan(serving, SHIRT.code)
    assert state.notice is not None
    assert state.notice.code == "nothing_left"
    assert state.notice.values == {"item": SHIRT.description, "when": "2025-03-14T09:30:00.000000Z"}
    assert not state.back


def test_rule_8_a_chain_keeps_its_first_purchase_and_its_last_price(shop: Shop) -> None:
    """Shirt for shirt, three times: each worth what it was charged, all bought when the first was."""
    number, worth = SHIRT_RECEIPT, 2000
    for _ in range(3):
        shop.clock.forward(days=10)
        serving = shop.serving()
        visits.scan(serving, number)
        state = visits.scan(serving, SHIRT.code)
        assert state.view is not None
        assert state.view.came_back[0].credit.minor == worth
        number, worth = done_now(serving, visits.same_again(serving)).receipt_number, 1500
    first = select(tables.sale_lines.c.first_bought_at_ms).where(tables.sale_lines.c.code == SHIRT.code)
    with shop.store.reading() as connection:
        assert len(set(connection.scalars(first))) == 1


def test_a_swapped_line_cannot_come_back_on_its_first_receipt_too(shop: Shop) -> None:
    first = swap_shirt(shop)
    for number, expected in ((SHIRT_RECEIPT, "receipt_all_back"), (first.receipt_number, None)):
        assert _notice(visits.scan(shop.serving(), number)) == expected


def test_what_is_done_is_no_draft_any_more(shop: Shop) -> None:
    return_beans(shop)
    with shop.store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.draft_steps)) == 0


def test_a_scan_that_comes_after_done_begins_the_next_visit(shop: Shop) -> None:
    """A scanner faster than the screen: what it reads must not vanish into the visit that is over."""
    serving = shop.serving()
    visits.scan(serving, BEANS_RECEIPT)
    done = done_now(serving, visits.scan(serving, BEANS.code))
    late = visits.scan(serving, BEANS_RECEIPT)
    assert late.visit_id != done.visit_id
    next_serving = shop.serving(late.visit_id)
    second = done_now(next_serving, visits.scan(next_serving, BEANS.code))
    assert second.visit_id != done.visit_id
    assert visits.undo(serving).visit_id not in {done.visit_id, second.visit_id}


def test_a_till_return_counts_against_the_line(shop: Shop) -> None:
    shop.sell("S-9", [Sold(good=TRAY, quantity="2", paid="14.00")])
    (line,) = line_ids(shop, "S-9")
    with shop.store.writing() as connection:
        connection.execute(
            tables.sale_lines.update()
            .where(tables.sale_lines.c.sale_line_id == line)
            .values(returned_micro=1_000_000)
        )
    state = visits.scan(shop.serving(), "S-9")
    assert state.receipts[0].more[0].left.value == 1
