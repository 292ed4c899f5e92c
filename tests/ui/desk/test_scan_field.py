"""The scan field: a scan is a scan, fingers are fingers, and no code is a command."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from posapp.ui.desk.scan_field import QUIET_MS, ScanField
from tests.ui.desk.key_events import send_character, send_characters, send_enter, send_key

_START_MS = 1_000_000
_SLOW_MS = 150
_CONTROL = Qt.KeyboardModifier.ControlModifier


class _Heard:
    """A scan field and everything that it announced."""

    def __init__(self, qtbot: QtBot) -> None:
        self._window = QWidget()
        qtbot.addWidget(self._window)
        self.field = ScanField(self._window)
        self.elsewhere = QLineEdit(self._window)  # where Tab goes
        self._window.show()
        self.field.setFocus()
        self.scans: list[tuple[str, bool]] = []
        self.left_over: list[tuple[int, int]] = []
        self.typing: list[str] = []
        self.enters = 0
        self.field.scanned.connect(lambda text, typed: self.scans.append((text, typed)))
        self.field.key_left_over.connect(lambda key, modifiers: self.left_over.append((key, modifiers)))
        self.field.typing.connect(self.typing.append)
        self.field.enter_pressed.connect(self._enter)

    def _enter(self) -> None:
        self.enters += 1

    def type(self, text: str, at_ms: int = _START_MS, every_ms: int = 5) -> int:
        return send_characters(self.field, text, at_ms, every_ms)


@pytest.fixture(name="heard")
def _heard(qtbot: QtBot) -> _Heard:
    return _Heard(qtbot)


def test_fast_keys_are_a_scan_and_slow_ones_are_fingers(heard: _Heard) -> None:
    at_ms = heard.type("S-1001\r")
    heard.type("4040\r", at_ms, _SLOW_MS)
    assert heard.scans == [("S-1001", False), ("4040", True)]
    assert not heard.field.text()


def test_tab_ends_a_scan_and_moves_on_for_fingers(heard: _Heard) -> None:
    at_ms = heard.type("S-1001\t")
    assert heard.scans == [("S-1001", False)]
    heard.type("4040\t", at_ms, _SLOW_MS)
    assert heard.scans == [("S-1001", False)]
    assert heard.field.text() == "4040"
    assert heard.elsewhere.window().focusWidget() is heard.elsewhere


def test_blanks_alone_are_no_scan(heard: _Heard) -> None:
    heard.type("   \r")
    assert heard.scans == []
    assert not heard.field.text()


def test_enter_is_for_the_desk_only_in_the_empty_field_and_long_after_a_scan(heard: _Heard) -> None:
    heard.type("S-1001\r")
    ended_ms = _START_MS + 6 * 5
    send_enter(heard.field, ended_ms + QUIET_MS)
    assert heard.enters == 0
    send_enter(heard.field, ended_ms + QUIET_MS + 1)
    assert heard.enters == 1
    assert len(heard.scans) == 1


def test_the_first_enter_of_all_counts(heard: _Heard) -> None:
    send_enter(heard.field, 1)
    assert heard.enters == 1


def test_an_enter_that_bounces_or_is_held_counts_once(heard: _Heard) -> None:
    send_enter(heard.field, _START_MS)
    send_enter(heard.field, _START_MS + 80)
    send_enter(heard.field, _START_MS + QUIET_MS + 100, repeats=True)
    assert heard.enters == 1
    send_enter(heard.field, _START_MS + QUIET_MS + 200)
    assert heard.enters == 2


def test_after_an_enter_elsewhere_the_field_rests(heard: _Heard, qtbot: QtBot) -> None:
    heard.field.rest()
    send_enter(heard.field, _START_MS)
    assert heard.enters == 0
    qtbot.waitUntil(lambda: not heard.field._rest.isActive())
    send_enter(heard.field, _START_MS + 1)
    assert heard.enters == 1


@pytest.mark.parametrize("code", range(128))
def test_no_ascii_character_within_a_scan_is_a_command(heard: _Heard, code: int) -> None:
    character = chr(code)
    texts = [f"{character}40063812", f"4006{character}3812", f"40063812{character}"]
    if character == "\r":
        texts[0] = "40063812"  # Enter in the empty field is Enter
    for number, text in enumerate(texts):
        heard.field.setFocus()
        heard.type(f"{text}\r", _START_MS + number * 10_000)
    assert not heard.field._hold.isActive()  # nothing waits to become a command
    assert heard.left_over == []
    assert heard.enters == 0
    digits = [char for text, _typed in heard.scans for char in text if char in "0123468"]
    assert len(digits) >= 3 * 8 - 2  # Backspace takes one
    if character.isprintable():
        assert heard.scans == [(text, False) for text in texts]


@pytest.mark.parametrize("last", ["\x1a", "\x7f", "\x1b"])
def test_a_scan_without_an_end_ends_in_no_command(heard: _Heard, last: str) -> None:
    heard.type(f"40063812{last}")
    assert not heard.field._hold.isActive()
    assert heard.field.text() == "40063812"


def test_4000_characters_are_one_text_and_more_than_fit_are_cut(heard: _Heard) -> None:
    heard.type("x" * 4_000 + "\r")
    assert heard.scans == [("x" * 4_000, False)]
    heard.field.setText("y" * 10_000)
    send_enter(heard.field, _START_MS * 2)
    assert len(heard.scans[1][0]) == 5_000


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Z, _CONTROL), (Qt.Key.Key_Delete, None)],
)
def test_a_key_alone_is_left_over_after_a_moment(
    heard: _Heard, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier | None
) -> None:
    held = modifiers or Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(heard.field.key_left_over):
        send_key(heard.field, key.value, "", _START_MS, held)
        assert heard.left_over == []
    assert heard.left_over == [(key.value, held.value)]


def test_a_sign_alone_is_left_over_and_at_the_head_of_a_text_it_belongs_to_it(
    heard: _Heard, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(heard.field.key_left_over):
        send_character(heard.field, "+", _START_MS)
    assert not heard.field.text()
    heard.type("+12345\r", _START_MS + 10_000)
    assert heard.scans == [("+12345", False)]
    assert len(heard.left_over) == 1


def test_arrows_are_never_for_the_field(heard: _Heard) -> None:
    heard.type("co", every_ms=_SLOW_MS)
    send_key(heard.field, Qt.Key.Key_Down.value, "", _START_MS + 1_000)
    assert heard.left_over == [(Qt.Key.Key_Down.value, 0)]
    assert heard.field.text() == "co"


def test_delete_and_undo_work_on_what_is_typed(heard: _Heard, qtbot: QtBot) -> None:
    heard.type("co", every_ms=_SLOW_MS)
    send_key(heard.field, Qt.Key.Key_Home.value, "", _START_MS + 1_000)
    send_key(heard.field, Qt.Key.Key_Delete.value, "\x7f", _START_MS + 2_000)
    qtbot.waitUntil(lambda: heard.field.text() == "o")
    send_key(heard.field, Qt.Key.Key_Z.value, "\x1a", _START_MS + 3_000, _CONTROL)
    qtbot.waitUntil(lambda: heard.field.text() != "o")
    assert heard.left_over == []


def test_altgr_writes_a_letter(heard: _Heard) -> None:
    both = _CONTROL | Qt.KeyboardModifier.AltModifier
    send_key(heard.field, Qt.Key.Key_At.value, "@", _START_MS, both)
    assert heard.field.text() == "@"


def test_paste_comes_into_the_empty_field(heard: _Heard, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("S-1001")
    send_key(heard.field, Qt.Key.Key_V.value, "\x16", _START_MS, _CONTROL)
    qtbot.waitUntil(lambda: heard.field.text() == "S-1001")
    send_enter(heard.field, _START_MS + 1_000)
    assert heard.scans == [("S-1001", True)]


def test_matches_are_wanted_for_fingers_and_none_for_a_scan(heard: _Heard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(heard.field.typing):
        heard.type("co", every_ms=_SLOW_MS)
    with qtbot.waitSignal(heard.field.typing):
        heard.type("ffee", _START_MS + 10_000)
    assert heard.typing == ["co", ""]


def test_what_is_forgotten_is_not_looked_up(heard: _Heard) -> None:
    heard.type("co", every_ms=_SLOW_MS)
    heard.field.clear_typed()
    assert not heard.field.text()
    assert not heard.field._look_up.isActive()


def test_a_key_typed_elsewhere_is_taken(heard: _Heard) -> None:
    heard.field.take(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_S.value, Qt.KeyboardModifier.NoModifier, "S"))
    assert heard.field.text() == "S"
