"""What the visit comes to, big."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from posapp.ui.desk.outcome_card import OutcomeCard
from posapp.ui.desk.wording import Outcome
from tests.ui.desk.pictures import button, texts

_GOOD = Outcome("Give back €4.20", "“Here is your money.”", "good")
_CALM = Outcome("Money back here", "The item goes through the till.", "calm")
_OFFER = "Give the money back here; the item goes through the till"


@pytest.fixture(name="card")
def _card(qtbot: QtBot) -> OutcomeCard:
    made = OutcomeCard()
    qtbot.addWidget(made)
    made.resize(800, 134)
    made.show()
    return made


def test_an_outcome_with_the_way_of_the_money(card: OutcomeCard) -> None:
    card.show_outcome(_GOOD, "in cash")
    assert texts(card) == ["Give back €4.20", "in cash", "“Here is your money.”"]
    assert card.accessibleName() == "Give back €4.20 in cash “Here is your money.”"
    assert card._headline.property("tone") == "good"


def test_without_a_way_none_is_in_sight(card: OutcomeCard) -> None:
    card.show_outcome(_GOOD, "in cash")
    card.show_outcome(_GOOD)
    assert texts(card) == ["Give back €4.20", "“Here is your money.”"]


def test_the_offer_stands_in_the_place_of_the_saying(card: OutcomeCard, qtbot: QtBot) -> None:
    card.show_outcome(_CALM, offers_money_back=True)
    assert texts(card)[0] == "Money back here"
    assert _CALM.saying not in texts(card)
    with qtbot.waitSignal(card.money_back_chosen):
        QTest.mouseClick(button(card, _OFFER), Qt.MouseButton.LeftButton)


def test_the_offer_goes_with_the_next_outcome(card: OutcomeCard) -> None:
    card.show_outcome(_CALM, offers_money_back=True)
    card.show_outcome(_GOOD)
    assert texts(card) == ["Give back €4.20", "“Here is your money.”"]
    assert card._headline.property("tone") == "good"
