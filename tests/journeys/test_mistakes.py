"""What goes wrong at a desk: slips, crashes, another desk, codes from hell."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from sqlalchemy.exc import OperationalError

from posapp.services import done, visits
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk_window import DeskWindow
from tests.stores import BEANS_RECEIPT, PLUM_RECEIPT, Shop

_CONTROL = Qt.KeyboardModifier.ControlModifier


def test_undo_takes_back_the_last_scan(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002", "1002")
    assert "Give back €15.99" in desk.texts
    desk.answer(lambda: desk.press(Qt.Key.Key_Z, _CONTROL))
    assert "Give back €8.00" in desk.texts
    desk.tap("Undo")
    assert "What comes back?" in desk.texts


def test_keys_alone_change_and_remove_a_line(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    desk.answer(lambda: desk.press(Qt.Key.Key_Plus))
    assert "2 bought" in desk.texts
    desk.answer(lambda: desk.press(Qt.Key.Key_Minus))
    assert "1 of 2 bought" in desk.texts
    desk.answer(lambda: desk.press(Qt.Key.Key_Delete))
    assert "What comes back?" in desk.texts


def test_start_over_wants_a_second_press(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    desk.touch("Start over")
    desk.touch("Press again")  # the second click of a double click
    assert "Give back €8.00" in desk.texts
    desk.until(lambda: not desk.desk.header._bounce.isActive())
    desk.tap("Press again")
    assert "Ready" in desk.texts


def test_a_visit_survives_the_window(open_window: OpenWindow) -> None:
    first = open_window()
    first.open()
    first.scan(BEANS_RECEIPT, "1002")
    first.close()
    second = open_window()
    second.open()
    assert "Give back €8.00" in second.texts
    assert "This visit was in progress. Go on, or start over." in second.texts


def test_what_another_desk_took_is_shown_and_nothing_is_written(desk: DeskWindow, shop: Shop) -> None:
    desk.scan(BEANS_RECEIPT, "1002", "1002")
    elsewhere = shop.serving()
    visits.scan(elsewhere, BEANS_RECEIPT)
    done.done(elsewhere, visits.scan(elsewhere, "1002").quote)
    desk.tap("Done")
    assert "Something changed meanwhile. This is how it stands now." in desk.texts
    assert "Give back €7.99" in desk.texts
    desk.tap("Done")
    assert desk.desk.done_view.isVisible()


def test_done_twice_at_once_is_one_visit(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002")

    def impatient() -> None:
        desk.touch("Done")
        desk.touch("Done")
        desk.press(Qt.Key.Key_Return)

    desk.answer(impatient)
    assert desk.desk.done_view.isVisible()
    desk.touch("Next customer")  # the second click of a double click
    assert desk.desk.done_view.isVisible()


def test_scans_before_the_store_is_open_are_served_in_order(open_window: OpenWindow) -> None:
    window = open_window()
    window.plum.window.painted.disconnect()
    window.show()
    for code in (BEANS_RECEIPT, "1002", "1002"):
        window.keys(code)
        window.press(Qt.Key.Key_Return)
    window.answer(window.plum._begin, 4)
    assert "Give back €15.99" in window.texts


@pytest.mark.parametrize("key", [Qt.Key.Key_Z, Qt.Key.Key_V, Qt.Key.Key_A, Qt.Key.Key_X])
def test_a_chord_at_the_head_of_a_code_fires_nothing(desk: DeskWindow, key: Qt.Key) -> None:
    desk.scan(BEANS_RECEIPT)
    desk.press(key, _CONTROL)
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Delete)
    desk.scan("1002")
    assert "Give back €8.00" in desk.texts


def test_a_code_of_4000_characters_gets_a_sentence(desk: DeskWindow) -> None:
    desk.field.setText("x" * 4_000)
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert any(text.startswith("Nothing here is called xxxx") for text in desk.texts)
    assert desk.plum.window.width() <= 1280


def test_control_and_direction_marks_are_dropped(desk: DeskWindow) -> None:
    event = QInputMethodEvent()
    event.setCommitString("<b>\u202e\x00no\u2066</b>")
    QCoreApplication.sendEvent(desk.field, event)
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert "Nothing here is called <b>no</b>. Try a part of the name." in desk.texts


def test_a_code_scanned_into_the_quantity_is_a_scan(desk: DeskWindow) -> None:
    desk.scan(PLUM_RECEIPT, "4040")
    desk.desk.cards.back.line(1).open_entry()
    desk.scan(BEANS_RECEIPT)
    assert any(text.startswith("2 receipts") for text in desk.texts)
    assert "1.240 kg" in desk.texts
    assert desk.scan_field_has_focus


def test_a_quantity_that_is_none_gets_a_sentence(desk: DeskWindow) -> None:
    desk.scan(PLUM_RECEIPT, "4040")
    desk.desk.cards.back.line(1).open_entry()
    desk.keys("1,2,3")
    desk.answer(lambda: desk.press(Qt.Key.Key_Return))
    assert "1,2,3 is no quantity here. Type one like 2 or 1.380." in desk.texts


def test_more_than_was_bought_gets_a_sentence(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002", "1002")
    desk.tap("More of Coffee beans 500 g")
    assert "That is all there is left of Coffee beans 500 g on the receipt." in desk.texts


def test_the_disk_is_full_and_the_desk_goes_on(desk: DeskWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(visits, "scan", full)
        desk.scan(BEANS_RECEIPT)
    assert "The disk is full; nothing was written. Make room, then try again." in desk.texts
    desk.scan(BEANS_RECEIPT)
    assert "What comes back?" in desk.texts


@pytest.mark.logs_errors
def test_a_bug_is_said_and_the_desk_goes_on(desk: DeskWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(visits, "scan", lambda *_: 1 / 0)
        desk.scan(BEANS_RECEIPT)
    assert "Plum made a mistake; nothing was done. The log has the details." in desk.texts
    desk.scan(BEANS_RECEIPT)
    assert "What comes back?" in desk.texts


def test_shift_alone_does_not_end_what_is_typed_elsewhere(desk: DeskWindow) -> None:
    desk.scan(PLUM_RECEIPT, "4040")
    desk.desk.cards.back.line(1).open_entry()
    desk.press(Qt.Key.Key_Shift)
    assert not desk.scan_field_has_focus
