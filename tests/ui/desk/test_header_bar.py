"""The top of the desk; start over wants a second press, and a double click is one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from posapp.ui.desk import header_bar
from posapp.ui.desk.header_bar import HeaderBar
from tests.ui.desk.pictures import button, double_click, texts

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(name="header")
def _header(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> HeaderBar:
    monkeypatch.setattr(header_bar, "_BOUNCE_MS", 60)
    monkeypatch.setattr(header_bar, "_SECOND_PRESS_MS", 300)
    made = HeaderBar()
    qtbot.addWidget(made)
    made.complete()
    made.resize(1280, 72)
    made.show_possible(can_undo=True, can_start_over=True)
    made.show()
    return made


@pytest.fixture(name="over")
def _over(header: HeaderBar) -> list[str]:
    """Every start over that was confirmed."""
    confirmed: list[str] = []
    header.start_over_confirmed.connect(lambda: confirmed.append("over"))
    return confirmed


def test_start_over_needs_a_second_press(header: HeaderBar, over: list[str], qtbot: QtBot) -> None:
    QTest.mouseClick(button(header, "Start over"), _LEFT)
    assert over == []
    qtbot.waitUntil(lambda: not header._bounce.isActive())
    QTest.mouseClick(button(header, "Press again"), _LEFT)
    assert over == ["over"]
    assert button(header, "Start over").property("kind") == "plain"


def test_a_double_click_is_one_press(header: HeaderBar, over: list[str]) -> None:
    double_click(button(header, "Start over"))
    assert over == []
    assert button(header, "Press again").property("kind") == "asking"


def test_the_second_press_is_waited_for_a_while(header: HeaderBar, over: list[str], qtbot: QtBot) -> None:
    QTest.mouseClick(button(header, "Start over"), _LEFT)
    qtbot.waitUntil(lambda: "Start over" in texts(header))
    QTest.mouseClick(button(header, "Start over"), _LEFT)
    assert over == []
    assert "Press again" in texts(header)


def test_with_nothing_left_to_forget_the_first_press_is_forgotten(header: HeaderBar, over: list[str]) -> None:
    QTest.mouseClick(button(header, "Start over"), _LEFT)
    header.show_possible(can_undo=False, can_start_over=False)
    header.show_possible(can_undo=True, can_start_over=True)
    QTest.mouseClick(button(header, "Start over"), _LEFT)
    assert over == []


def test_what_is_not_possible_cannot_be_pressed(header: HeaderBar) -> None:
    header.show_possible(can_undo=False, can_start_over=True)
    assert not button(header, "Undo").isEnabled()
    assert button(header, "Start over").isEnabled()
    header.show_possible(can_undo=True, can_start_over=False)
    assert button(header, "Undo").isEnabled()
    assert not button(header, "Start over").isEnabled()


def test_every_press_is_announced(header: HeaderBar, qtbot: QtBot) -> None:
    header.show_person("Ana")
    header.offer_import(on=True)
    for says, signal in (
        ("Undo", header.undo_pressed),
        ("Sign out Ana", header.sign_out_pressed),
        ("Import sales or a catalogue", header.import_pressed),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button(header, says), _LEFT)


def test_nobody_signed_in_cannot_sign_out(header: HeaderBar) -> None:
    header.show_person("Ana")
    assert "Ana" in texts(header)
    header.show_person("")
    assert "Ana" not in texts(header)


def test_long_names_leave_the_scan_field_its_room(header: HeaderBar) -> None:
    header.show_person("A" * 80)
    header.show_place("Corner Grocer " * 20)
    assert header.minimumSizeHint().width() <= 1024
    assert button(header, f"Sign out {'A' * 80}").isVisible()


@pytest.mark.parametrize(("width", "is_shown"), [(1280, True), (1099, False)])
def test_where_this_is_stands_there_if_there_is_room(
    header: HeaderBar, width: int, *, is_shown: bool
) -> None:
    header.show_place("Corner Grocer · Desk 1")
    header.resize(width, 72)
    assert ("Corner Grocer · Desk 1" in texts(header)) is is_shown
