"""What once gave money to the wrong place, or could: each test is an order of events that a desk can meet."""

from contextlib import suppress

import pytest
from sqlalchemy import update

from posapp.domain.quantity import Quantity
from posapp.domain.visit import Side, TenderKind
from posapp.printing.save import CannotSaveError
from posapp.services import done as done_service
from posapp.services import finding, papers, visits
from posapp.services.desk_state import DeskState, DoneVisit, Way
from posapp.services.handover import Goods, Request, do_request, quote_request
from posapp.services.visit_lines import CannotAddError
from posapp.services.visits import Serving
from posapp.storage import tables
from tests.served import done_now, return_beans
from tests.stores import (
    BEANS,
    BEANS_RECEIPT,
    CARD_RECEIPT,
    JACKET,
    KETTLE,
    NEWSPAPER,
    PEN,
    TRAY,
    Good,
    Shop,
    Sold,
    enter_goods,
    line_ids,
)


def _faster_desks(shop: Shop, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let another desk take one of the beans between what a request saw and its Done, so many times."""
    unhindered = done_service.done_with
    asked = iter(range(times))

    def hindered(serving: Serving, visit: object, seen: DeskState, content: str) -> DoneVisit | DeskState:
        if next(asked, None) is not None:
            moved = tables.sale_lines.c.returned_micro + 1_000_000
            of_beans = tables.sale_lines.c.sale_line_id.in_(line_ids(shop, "S-9000"))
            with shop.store.writing() as connection:
                connection.execute(update(tables.sale_lines).where(of_beans).values(returned_micro=moved))
        return unhindered(serving, visit, seen, content)  # type: ignore[arg-type]

    monkeypatch.setattr(done_service, "done_with", hindered)


def test_a_request_that_another_desk_overtook_is_done_as_it_stands_then(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.sell("S-9000", [Sold(good=BEANS, quantity="2", paid="15.99")])
    _faster_desks(shop, monkeypatch, 1)
    result = do_request(shop.serving(), Request(receipts=("S-9000",), back=(Goods(BEANS.code),)))
    assert isinstance(result, DoneVisit)
    assert result.view.to_customer.minor == 799, "the second of the two"


def test_a_request_that_is_overtaken_for_ever_says_that_it_was_not_done(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.sell("S-9000", [Sold(good=BEANS, quantity="50", paid="399.75")])
    _faster_desks(shop, monkeypatch, 40)
    result = do_request(shop.serving(), Request(receipts=("S-9000",), back=(Goods(BEANS.code),)))
    assert isinstance(result, DeskState)
    assert (result.way, result.notice and result.notice.code) == (Way.CLEAR, "changed_meanwhile")


def test_a_card_is_not_given_the_worth_of_goods_without_a_receipt(shop: Shop) -> None:
    """A pen paid by card and a kettle without a receipt go home as a jacket, and the jacket comes back."""
    shop.sell("S-9001", [Sold(good=PEN, paid="1.00")], tender="card")
    serving = shop.serving()
    for code in ("S-9001", PEN.code):
        visits.scan(serving, code)
    visits.add_item(serving, KETTLE.code, Side.BACK)
    visits.add_item(serving, KETTLE.code, Side.BACK)
    first = done_now(serving, visits.add_item(serving, JACKET.code, Side.HOME))
    serving = shop.serving()
    visits.scan(serving, first.receipt_number)
    last = done_now(serving, visits.scan(serving, JACKET.code))
    assert [(x.tender, x.amount.minor) for x in last.view.given_back] == [(TenderKind.CASH, 2100)]


def test_a_tender_that_paid_a_part_has_not_paid_the_sale(shop: Shop) -> None:
    """A till that says of some lines only how they were paid: the whole cannot go back on that card."""
    card = tables.sale_tenders.c.tender == "card"
    with shop.store.writing() as connection:
        connection.execute(update(tables.sale_tenders).where(card).values(paid_minor=700))
    serving = shop.serving()
    visits.scan(serving, CARD_RECEIPT)
    for _ in range(3):
        visits.scan(serving, BEANS.code)
    given = done_now(serving, visits.scan(serving, TRAY.code)).view.given_back
    assert [(x.tender, x.amount.minor) for x in given] == [(TenderKind.CASH, 3097)]


def test_what_never_comes_back_does_not_by_a_tap_on_the_receipt(shop: Shop) -> None:
    shop.sell("S-9002", [Sold(good=NEWSPAPER, paid="3.00")])
    serving = shop.serving()
    visits.scan(serving, "S-9002")
    state = visits.add_receipt_line(serving, line_ids(shop, "S-9002")[0])
    assert state.notice is not None
    assert (state.notice.code, state.back) == ("no_return", ())


def test_a_price_of_another_unit_is_no_price(shop: Shop) -> None:
    """Sold by the kilogram, priced by the gram: the same again is a swap, not a thousandth of the price."""
    ham = Good(code="7001", description="Ham", unit="g", prices=[(60, "0.02")])
    enter_goods(shop, [ham])
    by_weight = Good(code="7001", description="Ham", unit="kg", prices=[])
    shop.sell("S-9003", [Sold(good=by_weight, quantity="0.500", paid="10.00")])
    serving = shop.serving()
    visits.scan(serving, "S-9003")
    visits.scan(serving, "7001")
    done = done_now(serving, visits.same_again(serving))
    assert done.view.to_customer.minor == 0
    assert [(x.quantity, x.charged.minor) for x in done.view.goes_home] == [(Quantity.of("0.5", "kg"), 1000)]


def test_a_latest_price_of_another_unit_is_no_price(shop: Shop) -> None:
    """The catalogue has no price for a melon, and the till sold it by the piece first, then by weight."""
    melon = Good(code="7002", description="Melon", prices=[])
    enter_goods(shop, [melon])
    shop.sell("S-9004", [Sold(good=melon, quantity="2", paid="8.00")], days=5)
    by_weight = Good(code="7002", description="Melon", unit="kg", prices=[])
    shop.sell("S-9005", [Sold(good=by_weight, quantity="1.000", paid="20.00")], days=1)
    serving = shop.serving()
    assert done_now(serving, visits.scan(serving, "7002")).view.to_customer.minor == 400


def test_the_same_goods_under_two_codes_come_back_once(shop: Shop) -> None:
    request = Request(receipts=(BEANS_RECEIPT,), back=(Goods(BEANS.code),), same=(Goods(BEANS.gtin),))
    state = quote_request(shop.store, request)
    assert state.view is not None
    assert [x.quantity for x in state.back] == [Quantity.of(1)]
    assert state.view.to_customer.minor == 0


def test_a_code_that_is_read_exactly_goes_before_one_with_other_zeros(shop: Shop) -> None:
    cheap = Good(code="7010", description="Cheap", prices=[(9, "1.00")], gtin="55")
    dear = Good(code="7011", description="Dear", prices=[(9, "90.00")], gtin="000000000055")
    own = Good(code="0000000000055", description="Own", prices=[(9, "9.00")])
    enter_goods(shop, [dear, cheap, own])
    with shop.store.reading() as connection:
        for code, meant in (("55", cheap), ("000000000055", dear), ("0000000000055", own)):
            found = finding.find_item(connection, shop.store, code)
            assert found is not None
            assert found.description == meant.description


@pytest.mark.parametrize("code", ["\x00", "10\x0002", "\udcff", "9" * 4000, "\u202e2001", "\u0661", "'; --"])
def test_a_hostile_code_is_unknown_or_known_and_never_a_fault(shop: Shop, code: str) -> None:
    serving = shop.serving()
    visits.add_item(serving, code, Side.BACK)
    with suppress(CannotAddError):
        quote_request(shop.store, Request(back=(Goods(code),), same=(Goods(code),)))


def test_a_number_on_a_receipt_means_what_a_scan_of_it_means(shop: Shop) -> None:
    """The dear one's own code is printed on the cheap one too: the cheap one is not paid as the dear one."""
    dear = Good(code="7020", description="Dear", prices=[(9, "90.00")])
    cheap = Good(code="7021", description="Cheap", prices=[(9, "1.00")], gtin="7020")
    enter_goods(shop, [dear, cheap])
    shop.sell("S-9006", [Sold(good=dear, paid="90.00")])
    serving = shop.serving()
    visits.scan(serving, "S-9006")
    assert done_now(serving, visits.add_item(serving, "7021", Side.BACK)).view.to_customer.minor == 100


def test_a_paper_that_the_disk_refuses_keeps_no_other_from_being_saved(shop: Shop) -> None:
    return_beans(shop)
    shop.clock.forward(days=40)
    last = return_beans(shop)
    folder = shop.store.folder / "receipts"
    folder.mkdir()
    (folder / "2025-03").write_text("in the way", encoding="utf-8")
    with pytest.raises(CannotSaveError):
        papers.save_open_papers(shop.store)
    assert [path.stem.replace("-", "") for path in folder.glob("*/*.pdf")] == [last.receipt_number]
    (folder / "2025-03").unlink()
    assert len(papers.save_open_papers(shop.store)) == 1


def test_what_never_comes_back_does_not_once_the_catalogue_has_dropped_it(shop: Shop) -> None:
    shop.sell("S-9007", [Sold(good=NEWSPAPER, paid="3.00")])
    of_newspaper = tables.products.c.code == NEWSPAPER.code
    with shop.store.writing() as connection:
        connection.execute(update(tables.products).where(of_newspaper).values(removed_at_ms=1))
    serving = shop.serving()
    visits.scan(serving, "S-9007")
    state = visits.scan(serving, NEWSPAPER.code)
    assert state.notice is not None
    assert (state.notice.code, state.back) == ("no_return", ())
