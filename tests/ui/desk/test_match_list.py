"""What a typed text may mean: marked by arrows, tapped, closed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from posapp.services.desk_state import Match
from posapp.ui.desk.match_list import MatchList
from tests.ui.desk.pictures import SOLD_AT, button, texts

_MATCHES = (
    Match(choice="1002", title="Coffee & beans"),
    Match(choice="1003", title="Shirt"),
    Match(choice="S-1", title="S-1", sold_at=SOLD_AT),
)


@pytest.fixture(name="desk")
def _desk(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


@pytest.fixture(name="offered")
def _offered(desk: QWidget) -> MatchList:
    made = MatchList(desk)
    made.offer(_MATCHES, "Europe/Berlin")
    return made


def test_a_product_is_a_name_and_a_receipt_has_its_day_at_the_store(offered: MatchList) -> None:
    assert texts(offered) == ["Coffee && beans", "Shirt", "S-1  ·  21 Nov 2020"]
    assert button(offered, "Coffee & beans").isVisible()


def test_nothing_is_marked_unless_wanted(offered: MatchList) -> None:
    assert offered.marked is None
    offered.offer(_MATCHES, "UTC", marked=True)
    assert offered.marked == "1002"


@pytest.mark.parametrize(
    ("moves", "marked"),
    [
        ([1], "1002"),
        ([-1], "S-1"),
        ([1, 1], "1003"),
        ([1, -1], "S-1"),
        ([1, 1, 1, 1], "1002"),
    ],
)
def test_arrows_go_round(offered: MatchList, moves: list[int], marked: str) -> None:
    for by in moves:
        offered.move_mark(by)
    assert offered.marked == marked
    rows = [button(offered, x) for x in ("Coffee & beans", "Shirt", "S-1  ·  21 Nov 2020")]
    shown = [match.choice for row, match in zip(rows, _MATCHES, strict=True) if row.property("selected")]
    assert shown == [marked]


def test_a_tap_chooses_and_takes_no_focus(offered: MatchList, desk: QWidget, qtbot: QtBot) -> None:
    field = QLineEdit(desk)
    field.show()
    field.setFocus()
    with qtbot.waitSignal(offered.chosen) as chosen:
        QTest.mouseClick(button(offered, "Shirt"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["1003"]
    assert desk.focusWidget() is field


def test_closed_it_means_nothing(offered: MatchList) -> None:
    offered.move_mark(1)
    offered.close_list()
    offered.move_mark(1)
    assert offered.marked is None
    assert not offered.isVisible()


def test_no_matches_are_no_list(offered: MatchList) -> None:
    offered.offer((), "UTC", marked=True)
    assert offered.marked is None
    assert not offered.isVisible()
