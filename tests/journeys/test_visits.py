"""Visits as DESIGN tells them: the plums, plain returns, what goes beyond, what goes through the till."""

from pathlib import Path

from PySide6.QtCore import Qt
from sqlalchemy import select

from posapp.storage import tables
from tests.journeys.desk_window import DeskWindow
from tests.stores import BEANS_RECEIPT, CARD_RECEIPT, PEN_RECEIPT, PLUM_RECEIPT, Shop


def _kinds(shop: Shop) -> list[str]:
    with shop.store.reading() as connection:
        return list(connection.scalars(select(tables.journal.c.kind).order_by(tables.journal.c.seq)))


def _papers(folder: Path) -> list[Path]:
    return list((folder / "receipts").rglob("*.pdf"))


def test_the_plums(desk: DeskWindow, shop: Shop, folder: Path) -> None:
    desk.scan(PLUM_RECEIPT, "4040")
    assert "Give back €4.96" in desk.texts
    desk.tap("Same again: Plums, red, loose")
    assert "Nothing to pay" in desk.texts

    desk.touch("Quantity of Plums, red, loose: 1.240 kg")
    home = desk.desk.cards.home.line(2)
    assert desk.desk.cards.selected == 2
    home.open_entry()
    desk.keys("1.380")
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert "1.380 kg" in desk.texts
    assert "Nothing to pay" in desk.texts
    for secret in ("6.21", "1.25", "4.50", "4.00"):  # shelf amount, absorbed, shelf prices (P1)
        assert secret not in desk.all_said

    desk.tap("Done")
    assert "Nothing to pay" in desk.texts
    desk.until(lambda: bool(_papers(folder)))
    assert _kinds(shop)[-1] == "visit"
    with shop.store.reading() as connection:
        visit = connection.execute(select(tables.visits)).one()
    assert (visit.to_customer_minor, visit.absorbed_minor) == (0, 125)
    assert visit.actor == shop.clerk.actor


def test_money_back_by_scanner_and_enter_alone(desk: DeskWindow, shop: Shop) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    assert "Give back €8.00" in desk.texts
    assert "in cash" in desk.texts
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert desk.desk.done_view.isVisible()
    assert _kinds(shop)[-1] == "visit"


def test_the_next_scan_begins_the_next_visit(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    desk.tap("Done")
    desk.scan(PLUM_RECEIPT)
    assert not desk.desk.done_view.isVisible()
    assert any(text.startswith(f"Receipt {PLUM_RECEIPT}") for text in desk.texts)
    assert "Coffee beans 500 g" not in desk.texts


def test_same_again_and_done_is_one_key(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    desk.answer(lambda: desk.press(Qt.Key.Key_F8))
    assert desk.desk.done_view.isVisible()
    assert "Nothing to pay" in desk.texts


def test_what_goes_through_the_till_is_seen_before_and_after_done(desk: DeskWindow) -> None:
    desk.scan(PEN_RECEIPT, "1012")
    desk.tap("Same again: Ballpoint pen")
    desk.scan("1004")
    assert not desk.desk.done_view.isVisible()
    assert "Nothing to pay" in desk.texts
    assert any(text.startswith("Through the till: ") for text in desk.texts)
    desk.tap("Done")
    assert desk.desk.done_view.isVisible()
    assert any(text.startswith("Through the till: ") for text in desk.texts)


def test_where_something_else_goes_home_it_is_no_even_swap(desk: DeskWindow) -> None:
    desk.scan(PEN_RECEIPT, "1012")
    assert desk.button("Same again, done  F8").isEnabled()
    desk.scan("1004")
    desk.press(Qt.Key.Key_F8)
    assert not desk.button("Same again, done  F8").isEnabled()
    assert not desk.desk.done_view.isVisible()


def test_the_customer_chooses_cash(desk: DeskWindow) -> None:
    desk.scan(CARD_RECEIPT, "1002")
    assert "to the card" in desk.texts
    desk.tap("Cash")
    assert "in cash" in desk.texts


def test_beyond_the_ceiling_one_tap_gives_the_money_back(desk: DeskWindow) -> None:
    desk.scan(PEN_RECEIPT, "1012", "1004")
    assert "Money back here" in desk.texts
    assert "24" not in desk.all_said
    assert "difference" not in desk.all_said.lower()
    assert not desk.button("Done").isEnabled()
    desk.tap("Give the money back here; the item goes through the till")
    assert "Give back €1.00" in desk.texts
    assert "The money goes back here; the item goes through the till." in desk.texts


def test_goods_alone_go_through_the_till(desk: DeskWindow) -> None:
    desk.tap("Going home: send scans here")
    desk.scan("1004")
    assert "This goes through the till" in desk.texts
    assert not desk.button("Done").isEnabled()


def test_lines_of_a_receipt_are_tapped(desk: DeskWindow) -> None:
    desk.scan(CARD_RECEIPT)
    assert "What comes back?" in desk.texts
    desk.tap("Add Tray")
    assert "Give back €7.00" in desk.texts
    desk.touch("1 more on this receipt: tap to add")
    desk.tap("Add Coffee beans 500 g  ·  3")
    assert "Give back €30.97" in desk.texts
