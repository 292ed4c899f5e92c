"""What can be pressed at the end of a visit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from posapp.domain.visit import TenderKind
from posapp.services.desk_state import DeskState, Way
from posapp.ui.desk.done_bar import DoneBar
from tests.ui.desk.pictures import back, button, state, texts

_LEFT = Qt.MouseButton.LeftButton
_BOTH = (TenderKind.CARD, TenderKind.CASH)
_SWAP = "Same again, done  F8"


@pytest.fixture(name="bar")
def _bar(qtbot: QtBot) -> DoneBar:
    made = DoneBar()
    qtbot.addWidget(made)
    made.resize(430, 134)
    made.show()
    return made


@pytest.mark.parametrize(
    ("shown", "can_done", "can_swap"),
    [
        (None, False, False),
        (state(), False, False),
        (state(way=Way.TILL_ONLY), False, False),
        (state(way=Way.BEYOND, back=(back(can_swap=False),)), False, False),
        (state(way=Way.CLEAR, back=(back(can_swap=False),)), True, False),
        (state(way=Way.CLEAR, back=(back(can_swap=False), back(can_swap=True))), True, True),
    ],
)
def test_what_can_be_pressed(
    bar: DoneBar, shown: DeskState | None, *, can_done: bool, can_swap: bool
) -> None:
    bar.show_state(shown)
    assert button(bar, "Done").isEnabled() is can_done
    assert button(bar, _SWAP).isEnabled() is can_swap


def test_a_press_is_announced(bar: DoneBar, qtbot: QtBot) -> None:
    bar.show_state(state(way=Way.CLEAR, back=(back(),)))
    with qtbot.waitSignal(bar.done_pressed), qtbot.assertNotEmitted(bar.same_again_done_pressed):
        QTest.mouseClick(button(bar, "Done"), _LEFT)
    with qtbot.waitSignal(bar.same_again_done_pressed), qtbot.assertNotEmitted(bar.done_pressed):
        QTest.mouseClick(button(bar, _SWAP), _LEFT)


def test_what_cannot_be_pressed_announces_nothing(bar: DoneBar, qtbot: QtBot) -> None:
    bar.show_state(None)
    with qtbot.assertNotEmitted(bar.done_pressed), qtbot.assertNotEmitted(bar.same_again_done_pressed):
        QTest.mouseClick(button(bar, "Done"), _LEFT)
        QTest.mouseClick(button(bar, _SWAP), _LEFT)


def test_the_way_of_the_money_is_offered_only_where_there_is_a_choice(bar: DoneBar) -> None:
    bar.show_state(state(tender_choices=_BOTH))
    assert {"Card", "Cash"} <= set(texts(bar))
    bar.show_state(state(tender_choices=()))
    assert not {"Card", "Cash"} & set(texts(bar))


def test_the_state_shows_what_is_chosen_and_a_press_only_asks(bar: DoneBar, qtbot: QtBot) -> None:
    bar.show_state(state(tender_choices=_BOTH, tender=TenderKind.CARD))
    assert _chosen(bar) == ["Card"]
    with qtbot.waitSignal(bar.tender_chosen) as asked:
        QTest.mouseClick(button(bar, "Cash"), _LEFT)
    assert asked.args == ["cash"]
    assert _chosen(bar) == ["Card"]
    bar.show_state(state(tender_choices=_BOTH, tender=TenderKind.CASH))
    assert _chosen(bar) == ["Cash"]


def _chosen(bar: DoneBar) -> list[str]:
    found: list[QAbstractButton] = bar.findChildren(QAbstractButton)
    return [x.accessibleName() for x in found if x.isCheckable() and x.isChecked()]
