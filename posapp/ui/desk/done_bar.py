"""The end of a visit: how the money goes back where there is a choice, Same again and done, Done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.widgets.buttons import button, enter_button

if TYPE_CHECKING:
    from posapp.services.desk_state import DeskState


class DoneBar(QWidget):
    """Shows what can be pressed now and announces it."""

    done_pressed = Signal()
    same_again_done_pressed = Signal()
    tender_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tenders = {"card": self._tender("card"), "cash": self._tender("cash")}
        self._same_again = button(self.tr("Same again, done  F8"))
        self._same_again.clicked.connect(self.same_again_done_pressed)
        self._done = enter_button(self.tr("Done"))
        self._done.clicked.connect(self.done_pressed)
        self._lay_out()

    def show_state(self, state: DeskState | None) -> None:
        """Show what can be done with this visit; None while nothing can."""
        choices = [x.value for x in state.tender_choices] if state else []
        for name, choice in self._tenders.items():
            choice.setVisible(name in choices)
            choice.setChecked(bool(state and state.tender == name))
        can_swap = bool(state and state.is_even and any(line.can_swap for line in state.back))
        self._same_again.setEnabled(can_swap)
        self._done.setEnabled(bool(state and state.way == "clear"))

    def _tender(self, name: str) -> QPushButton:
        made = button(self.tr("Card") if name == "card" else self.tr("Cash"), "choice")
        made.setCheckable(True)
        made.clicked.connect(partial(self._choose, name))
        return made

    def _choose(self, name: str) -> None:
        self._tenders[name].setChecked(not self._tenders[name].isChecked())  # the answer shows it
        self.tender_chosen.emit(name)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_PX)
        for choice in self._tenders.values():
            row.addWidget(choice, 1)
        row.addWidget(self._same_again, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX + 2)
        column.addLayout(row)
        column.addWidget(self._done, 1)
