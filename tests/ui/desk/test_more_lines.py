"""What else is on the receipts: folded away, or a list to tap."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from posapp.ui.desk.more_lines import MoreLines
from tests.ui.desk.pictures import button, on_receipt, texts

_LEFT = Qt.MouseButton.LeftButton
_TRAY, _PLUMS, _BEANS = on_receipt("Tray & co"), on_receipt("Plums", "1.240", "kg"), on_receipt("Beans", "3")
_ALL = (_TRAY, _PLUMS, _BEANS)
_FOLD = "3 more on this receipt: tap to add"
_ROWS = ["Add Tray & co", "Add Plums  ·  1.240 kg", "Add Beans  ·  3"]


@pytest.fixture(name="more")
def _more(qtbot: QtBot) -> MoreLines:
    made = MoreLines()
    qtbot.addWidget(made)
    return made


def _rows(more: MoreLines) -> list[str]:
    return [says for says in _ROWS if any(says[4:].replace("&", "&&") == text for text in texts(more))]


def test_it_is_open_as_long_as_nothing_comes_back(more: MoreLines) -> None:
    more.show_lines(_ALL, nothing_back_yet=True)
    assert _rows(more) == _ROWS
    more.show_lines(_ALL, nothing_back_yet=False)
    assert _rows(more) == []
    assert _FOLD in texts(more)


def test_a_press_unfolds_and_folds(more: MoreLines, qtbot: QtBot) -> None:
    more.show_lines(_ALL, nothing_back_yet=False)
    for is_open in (True, False):
        with qtbot.waitSignal(more.unfolded) as unfolded:
            QTest.mouseClick(button(more, _FOLD), _LEFT)
        assert unfolded.args == [is_open]
        assert bool(_rows(more)) is is_open


def test_opened_by_a_person_it_stays_open(more: MoreLines) -> None:
    more.show_lines(_ALL, nothing_back_yet=False)
    QTest.mouseClick(button(more, _FOLD), _LEFT)
    more.show_lines((_TRAY, _BEANS), nothing_back_yet=False)
    assert _rows(more) == ["Add Tray & co", "Add Beans  ·  3"]
    assert "2 more on this receipt: tap to add" in texts(more)


def test_the_next_receipt_begins_folded_again(more: MoreLines) -> None:
    more.show_lines(_ALL, nothing_back_yet=False)
    QTest.mouseClick(button(more, _FOLD), _LEFT)
    more.show_lines((), nothing_back_yet=False)
    assert not more.isVisible()
    more.show_lines(_ALL, nothing_back_yet=False)
    assert more.isVisible()
    assert _rows(more) == []


def test_a_tap_adds_that_line(more: MoreLines, qtbot: QtBot) -> None:
    more.show_lines(_ALL, nothing_back_yet=True)
    for says, line in zip(_ROWS, _ALL, strict=True):
        with qtbot.waitSignal(more.added) as added:
            QTest.mouseClick(button(more, says), _LEFT)
        assert added.args == [line.sale_line_id]
