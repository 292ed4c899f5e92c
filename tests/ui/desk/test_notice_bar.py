"""The line for the clerk."""

import pytest
from pytestqt.qtbot import QtBot

from posapp.ui.desk import notice_bar
from posapp.ui.desk.notice_bar import NoticeBar


@pytest.fixture(name="bar")
def _bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> NoticeBar:
    monkeypatch.setattr(notice_bar, "_SHOWN_MS", 20)
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


def test_a_sentence_goes_away_by_itself(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.say("One.")
    assert bar.sentence == bar.accessibleName() == "One."
    assert bar.isVisible()
    qtbot.waitUntil(lambda: not bar.sentence)
    assert not bar.isVisible()


def test_one_that_stays_goes_when_the_next_one_comes(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.say("One.")
    bar.say("The disk is full.", stays=True)
    assert not bar._end.isActive()
    assert bar.sentence == "The disk is full."
    bar.say("Two.")
    assert bar.sentence == "Two."
    qtbot.waitUntil(lambda: not bar.sentence)


def test_clear_clears(bar: NoticeBar) -> None:
    bar.say("One.")
    bar.clear()
    assert not bar.sentence
    assert not bar._end.isActive()


def test_a_sentence_without_end_is_cut(bar: NoticeBar) -> None:
    bar.say("x" * 4_000)
    assert bar.sentence == "x" * 160 + "…"


def test_its_place_stays_free(bar: NoticeBar) -> None:
    assert bar.sizePolicy().retainSizeWhenHidden()
