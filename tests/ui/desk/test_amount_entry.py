"""Where a quantity is typed."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from posapp.ui.desk.amount_entry import AmountEntry
from tests.ui.desk.key_events import send_characters, send_key

_START_MS = 1_000_000
_SLOW_MS = 150


class _Heard:
    """An open entry and everything that it announced."""

    def __init__(self, qtbot: QtBot) -> None:
        self.entry = AmountEntry()
        qtbot.addWidget(self.entry)
        self.said: list[str] = []
        self.entry.entered.connect(lambda text: self.said.append(f"entered {text}"))
        self.entry.scan_strayed.connect(lambda text: self.said.append(f"strayed {text}"))
        self.entry.left.connect(lambda: self.said.append("left"))
        self.entry.open("2", "Quantity of Shirt: 2")


@pytest.fixture(name="heard")
def _heard(qtbot: QtBot) -> _Heard:
    return _Heard(qtbot)


def test_it_opens_with_a_value_to_be_overwritten(heard: _Heard) -> None:
    assert heard.entry.selectedText() == "2"
    assert heard.entry.accessibleName() == "Quantity of Shirt: 2"
    send_characters(heard.entry, "13", _START_MS, _SLOW_MS)
    assert heard.entry.text() == "13"


@pytest.mark.parametrize("end", ["\r", "\t"])
def test_fingers_enter_a_quantity(heard: _Heard, end: str) -> None:
    send_characters(heard.entry, f"1.3805{end}", _START_MS, _SLOW_MS)
    assert heard.said == ["entered 1.3805"]


def test_enter_alone_enters_what_stands_there(heard: _Heard) -> None:
    send_characters(heard.entry, "\r", _START_MS)
    assert heard.said == ["entered 2"]


def test_nothing_entered_leaves(heard: _Heard) -> None:
    send_characters(heard.entry, "\x7f\r", _START_MS, _SLOW_MS)
    assert heard.said == ["left"]


def test_escape_leaves(heard: _Heard) -> None:
    send_key(heard.entry, Qt.Key.Key_Escape.value, "\x1b", _START_MS)
    assert heard.said == ["left"]


@pytest.mark.parametrize("weight", ["1.380", "12,500"])
def test_a_scale_types_a_weight(heard: _Heard, weight: str) -> None:
    send_characters(heard.entry, f"{weight}\r", _START_MS)
    assert heard.said == [f"entered {weight}"]


@pytest.mark.parametrize("code", ["4006381000000", "S-1001", "1234567"])
def test_a_scan_goes_where_scans_go(heard: _Heard, code: str) -> None:
    send_characters(heard.entry, f"{code}\r", _START_MS)
    assert heard.said == [f"strayed {code}"]


def test_the_next_opening_knows_nothing_of_the_last(heard: _Heard) -> None:
    send_characters(heard.entry, "S-1001", _START_MS)
    heard.entry.open("3", "")
    send_characters(heard.entry, "\r", _START_MS + 40)
    assert heard.said == ["entered 3"]
