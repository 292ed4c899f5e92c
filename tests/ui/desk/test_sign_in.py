"""Who serves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from posapp.ui.desk.sign_in import SignIn
from tests.ui.desk.pictures import button, texts

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(name="asking")
def _asking(qtbot: QtBot) -> SignIn:
    made = SignIn()
    qtbot.addWidget(made)
    made.resize(1280, 700)
    return made


def test_the_last_one_is_first_and_enter_takes_it(asking: SignIn, qtbot: QtBot) -> None:
    asking.ask(["Ana", "Ben", "Cem"], "Ben")
    asking.show()
    assert texts(asking)[:2] == ["Who is serving?", "Tap your name. Enter takes the first one."]
    assert [x for x in texts(asking) if x in {"Ana", "Ben", "Cem"}] == ["Ben", "Ana", "Cem"]
    with qtbot.waitSignal(asking.name_chosen) as chosen:
        asking.take_first()
    assert chosen.args == ["Ben"]


def test_a_tap_takes_a_name(asking: SignIn, qtbot: QtBot) -> None:
    asking.ask(["Ana", "Ben"], "")
    asking.show()
    with qtbot.waitSignal(asking.name_chosen) as chosen:
        QTest.mouseClick(button(asking, "Ben"), _LEFT)
    assert chosen.args == ["Ben"]


def test_asked_again_it_offers_the_names_of_now(asking: SignIn) -> None:
    asking.ask(["Ana", "Ben"], "")
    asking.ask(["Cem"], "Ana")
    asking.show()
    assert "Cem" in texts(asking)
    assert not {"Ana", "Ben", "Begin"} & set(texts(asking))
    assert not asking.wants_typing


def test_a_long_name_is_chosen_whole(asking: SignIn, qtbot: QtBot) -> None:
    name = "Ana & " * 12 + "Ben"
    asking.ask([name], "")
    asking.show()
    with qtbot.waitSignal(asking.name_chosen) as chosen:
        QTest.mouseClick(button(asking, name), _LEFT)
    assert chosen.args == [name]


def test_at_a_new_store_the_first_name_is_typed(asking: SignIn, qtbot: QtBot) -> None:
    asking.ask([], "")
    asking.show()
    assert asking.wants_typing
    assert {"Welcome to Plum", "Nobody works here yet. What is your name?"} <= set(texts(asking))
    asking.focus_typing()
    assert asking.window().focusWidget() is asking._field
    QTest.keyClicks(asking._field, "Ana")
    with qtbot.waitSignal(asking.name_chosen) as by_key:
        QTest.keyClick(asking._field, Qt.Key.Key_Return)
    with qtbot.waitSignal(asking.name_chosen) as by_tap:
        QTest.mouseClick(button(asking, "Begin"), _LEFT)
    assert by_key.args == by_tap.args == ["Ana"]


def test_nobody_is_no_name(asking: SignIn, qtbot: QtBot) -> None:
    asking.ask([], "")
    asking.show()
    with qtbot.assertNotEmitted(asking.name_chosen):
        QTest.keyClicks(asking._field, "   ")
        QTest.keyClick(asking._field, Qt.Key.Key_Return)
        asking.take_first()
