"""What the visit comes to, big, and one line that suggests what to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from posapp.ui.widgets.buttons import button
from posapp.ui.widgets.text import label, restyle

if TYPE_CHECKING:
    from posapp.ui.desk.wording import Outcome


class OutcomeCard(QFrame):
    """Shows the outcome; past what the store carries it offers the one way on (DESIGN 3.5)."""

    money_back_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "outcome_card")
        self._headline = label(kind="outcome")
        self._way = label(kind="way")
        self._way.setContentsMargins(0, 0, 0, 9)
        self._saying = label(kind="saying", wrap=True)
        self._offer = button(
            self.tr("Give the money back here;\nthe item goes through the till"), "offer", icon_name="check"
        )
        self._offer.clicked.connect(self.money_back_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 12)
        column.setSpacing(2)
        column.addStretch()
        first = QHBoxLayout()
        first.setSpacing(14)
        first.addWidget(self._headline)
        first.addWidget(self._way, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(first)
        for part in (self._saying, self._offer):
            column.addWidget(part)
        column.addStretch()
        self._way.hide()
        self._offer.hide()

    def show_outcome(self, outcome: Outcome, way: str = "", *, offers_money_back: bool = False) -> None:
        """Show the outcome, how money goes back, and the offer instead of a saying where it is needed."""
        restyle(self, tone=outcome.tone)
        for part in (self._headline, self._saying):
            restyle(part, tone=outcome.tone)
        self._headline.setText(outcome.headline)
        self._way.setText(way)
        self._way.setVisible(bool(way))
        self._saying.setText(outcome.saying)
        self._saying.setVisible(not offers_money_back)
        self._offer.setVisible(offers_money_back)
        self.setAccessibleName(" ".join(x for x in (outcome.headline, way, outcome.saying) if x))
