"""Names, typed: offered as they are typed, chosen by keys or a tap; and who serves, chosen from a list."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from posapp.storage import people
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk_window import DeskWindow
from tests.stores import BEANS_RECEIPT, Shop


def test_a_typed_name_offers_matches_and_an_arrow_chooses(desk: DeskWindow) -> None:
    desk.keys("co")
    desk.until(desk.desk.matches.isVisible)
    assert "Coffee beans 500 g" in desk.texts
    desk.press(Qt.Key.Key_Down)
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert "without a receipt" in desk.texts
    assert not desk.desk.matches.isVisible()


def test_a_match_is_tapped_and_the_focus_stays(desk: DeskWindow) -> None:
    desk.keys("mug")
    desk.until(desk.desk.matches.isVisible)
    desk.tap("Mug, blue")
    assert "Give back €6.00" in desk.texts
    assert desk.scan_field_has_focus
    assert desk.field.text() == ""


def test_the_only_match_needs_no_choice(desk: DeskWindow) -> None:
    desk.keys("mug")
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert "Mug, blue" in desk.texts


def test_several_matches_are_asked_about(desk: DeskWindow) -> None:
    desk.keys("co")
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert desk.desk.matches.isVisible()
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert "without a receipt" in desk.texts


def test_escape_closes_the_matches(desk: DeskWindow) -> None:
    desk.keys("co")
    desk.until(desk.desk.matches.isVisible)
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: not desk.desk.matches.isVisible())
    assert desk.field.text() == ""


def test_a_receipt_is_found_by_its_beginning(desk: DeskWindow) -> None:
    desk.keys("S-1")
    desk.until(desk.desk.matches.isVisible)
    assert any(text.startswith("S-1001  ·  11 Mar") for text in desk.texts)


@pytest.mark.parametrize("name", ["Undo", "Start over", "Same again: Coffee beans 500 g", "Cash"])
def test_the_scan_field_has_the_focus_whatever_was_touched(desk: DeskWindow, name: str, shop: Shop) -> None:
    desk.scan("S-1020", "1002")
    desk.touch(name)
    assert desk.scan_field_has_focus
    desk.until(lambda: not desk.presenter._is_asking)


def test_keys_find_the_scan_field_from_anywhere(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    desk.button("Same again, done  F8").setFocus()
    desk.keys("S-1")
    assert desk.scan_field_has_focus
    assert desk.field.text() == "S-1"


def test_who_serves_is_chosen_and_every_act_carries_it(open_window: OpenWindow, shop: Shop) -> None:
    with shop.store.acting("person_joined", "") as written:
        ben = people.join(written.act, "Ben")
    window = open_window()
    window.show()
    window.until(lambda: "Who is serving?" in window.texts)
    window.keys(BEANS_RECEIPT)  # kept until somebody is signed in
    window.press(Qt.Key.Key_Return)
    window.answer(lambda: window.touch("Ben"))
    assert "What comes back?" in window.texts
    window.scan("1002")
    window.tap("Done")
    with shop.store.reading() as connection:
        actors = set(connection.exec_driver_sql("SELECT actor FROM visits").scalars())
    assert actors == {ben.actor}


def test_enter_takes_the_name_that_was_here_last(open_window: OpenWindow, shop: Shop) -> None:
    with shop.store.acting("person_joined", "") as written:
        people.join(written.act, "Ben")
    first = open_window()
    first.show()
    first.until(lambda: "Who is serving?" in first.texts)
    first.touch("Ben")
    first.until(lambda: "Ready" in first.texts)
    first.touch("Sign out Ben")
    first.until(lambda: "Who is serving?" in first.texts)
    first.press(Qt.Key.Key_Return)
    first.until(lambda: "Ready" in first.texts)
    first.close()
    second = open_window()
    second.show()
    second.until(lambda: "Sign out Ben" in second.all_said)  # a moment later nobody is asked again


def test_the_hint_goes_with_the_first_done(open_window: OpenWindow, folder: Path) -> None:
    first = open_window()
    first.open()
    assert "Scan or tap what comes back" in first.texts
    first.scan(BEANS_RECEIPT, "1002")
    first.tap("Done")
    first.close()
    assert "hint_seen=True" in (folder / "window.ini").read_text()
    second = open_window()
    second.open()
    assert "Scan or tap what comes back" not in second.texts
