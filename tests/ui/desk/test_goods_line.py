"""One line of goods: what it shows, and what is announced when it is pressed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from posapp.ui.desk import line_texts
from posapp.ui.desk.goods_line import GoodsLine, LineShown
from tests.ui.desk.key_events import send_characters
from tests.ui.desk.pictures import back, button, home, texts

_LEFT = Qt.MouseButton.LeftButton
_SHIRT = LineShown(7, "Shirt & tie", "1 of 2 bought", "2", "2", is_last_step=False, can_swap=True)


class _Heard:
    """A line in sight and everything that it announced, but for the focus it gives back."""

    def __init__(self, qtbot: QtBot) -> None:
        self.line = GoodsLine()
        qtbot.addWidget(self.line)
        self.said: list[tuple[Any, ...]] = []
        self.touches = 0
        for name in ("selected", "stepped", "entered", "same_again", "removed", "scan_strayed"):
            getattr(self.line, name).connect(lambda *values, name=name: self.said.append((name, *values)))
        self.line.touched.connect(self._touch)
        self.line.resize(600, 80)
        self.line.show_line(_SHIRT)
        self.line.select(on=True)
        self.line.show()

    def _touch(self) -> None:
        self.touches += 1

    def press(self, says: str) -> None:
        QTest.mouseClick(button(self.line, says), _LEFT)


@pytest.fixture(name="heard")
def _heard(qtbot: QtBot) -> _Heard:
    return _Heard(qtbot)


def test_a_line_says_what_it_is(heard: _Heard) -> None:
    assert heard.line.accessibleName() == "Shirt & tie, 2, 1 of 2 bought"
    assert {"2", "1 of 2 bought", "Same again", "Remove"} <= set(texts(heard.line))


@pytest.mark.parametrize(
    ("says", "said"),
    [
        ("More of Shirt & tie", [("selected", 7), ("stepped", 7, 1)]),
        ("Less of Shirt & tie", [("selected", 7), ("stepped", 7, -1)]),
        ("Same again: Shirt & tie", [("same_again", 7)]),
        ("Remove Shirt & tie", [("removed", 7)]),
    ],
)
def test_a_press_is_announced_and_gives_the_focus_back(
    heard: _Heard, says: str, said: list[tuple[Any, ...]]
) -> None:
    heard.press(says)
    assert heard.said == said
    assert heard.touches == 1


def test_a_press_beside_the_buttons_selects(heard: _Heard) -> None:
    QTest.mouseClick(heard.line, _LEFT, pos=heard.line.rect().topLeft())
    assert heard.said == [("selected", 7)]


def test_only_a_selected_line_has_its_actions_in_sight(heard: _Heard) -> None:
    heard.line.select(on=False)
    assert not {"Same again", "Remove"} & set(texts(heard.line))


def test_what_cannot_be_swapped_does_not_offer_it(heard: _Heard) -> None:
    heard.line.show_line(_SHIRT._replace(can_swap=False))
    assert "Same again" not in texts(heard.line)
    assert "Remove" in texts(heard.line)


def test_the_last_step_less_says_that_the_line_goes(heard: _Heard) -> None:
    heard.line.show_line(_SHIRT._replace(is_last_step=True))
    assert heard.line._less.accessibleName() == "Remove Shirt & tie"


def test_a_quantity_is_typed_over_the_old_one(heard: _Heard) -> None:
    heard.press("Quantity of Shirt & tie: 2")
    assert heard.line._entry.isVisible()
    assert not heard.line._amount.isVisible()
    send_characters(heard.line._entry, "3\r", 1_000_000, 150)
    assert heard.said == [("entered", 7, "3")]
    assert heard.line._amount.isVisible()
    assert not heard.line._entry.isVisible()
    assert heard.touches == 1


def test_escape_leaves_the_quantity_alone(heard: _Heard) -> None:
    heard.line.open_entry()
    send_characters(heard.line._entry, "3\x1b", 1_000_000, 150)
    assert heard.said == []
    assert heard.line._amount.isVisible()


def test_a_scan_into_the_quantity_is_passed_on(heard: _Heard) -> None:
    heard.line.open_entry()
    send_characters(heard.line._entry, "4006381000000\r", 1_000_000)
    assert heard.said == [("scan_strayed", "4006381000000")]
    assert heard.line._amount.isVisible()


@pytest.mark.parametrize(
    ("shown", "amount", "value", "is_last_step"),
    [
        (line_texts.of_back(back("1")), "1", "1", True),
        (line_texts.of_back(back("2")), "2", "2", False),
        (line_texts.of_home(home("0.100", unit="kg")), "0.100 kg", "0.100", True),
        (line_texts.of_home(home("0.101", unit="kg")), "0.101 kg", "0.101", False),
    ],
)
def test_goods_become_what_is_shown(shown: LineShown, amount: str, value: str, *, is_last_step: bool) -> None:
    assert (shown.amount, shown.value, shown.is_last_step) == (amount, value, is_last_step)


def test_only_what_comes_back_can_be_swapped() -> None:
    assert line_texts.of_back(back()).can_swap
    assert not line_texts.of_back(back(can_swap=False)).can_swap
    assert not line_texts.of_home(home()).can_swap
