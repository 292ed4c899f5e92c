"""What a typed text may mean, below the scan field: tapped, or chosen by arrows and Enter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from posapp.ui.desk import wording
from posapp.ui.widgets.buttons import button
from posapp.ui.widgets.icons import icon
from posapp.ui.widgets.rows import empty, widget_at
from posapp.ui.widgets.text import restyle

if TYPE_CHECKING:
    from posapp.services.desk_state import Match


class MatchList(QFrame):
    """A list over the desk; it never takes the focus from the scan field."""

    chosen = Signal(str)  # what to scan

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self.setAccessibleName(self.tr("Matches"))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(6, 6, 6, 6)
        self._rows.setSpacing(2)
        self._choices: list[str] = []
        self._marked = -1
        self.hide()

    def offer(self, matches: tuple[Match, ...], time_zone: str, *, marked: bool = False) -> None:
        """Show matches; ``marked`` marks the first, so that Enter takes it."""
        self._clear()
        for match in matches:
            row = self._row(match, time_zone)
            self._rows.addWidget(row)
            row.show()
        self._choices = [match.choice for match in matches]
        self._mark(0 if marked and matches else -1)
        self.setVisible(bool(matches))
        self.adjustSize()
        self.raise_()

    def close_list(self) -> None:
        """Offer nothing."""
        self._clear()
        self.hide()

    def move_mark(self, by: int) -> None:
        """Mark the next match or the one before."""
        if self._choices:
            self._mark(
                (self._marked + by) % len(self._choices)
                if self._marked >= 0
                else min(0, by) % len(self._choices)
            )

    @property
    def marked(self) -> str | None:
        """What Enter takes, or None."""
        return self._choices[self._marked] if self._marked >= 0 else None

    def _row(self, match: Match, time_zone: str) -> QPushButton:
        text = wording.readable(match.title)
        if match.sold_at is not None:
            text = f"{text}  ·  {wording.day(match.sold_at, time_zone)}"
        row = button(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 640), "row", says=text)
        row.setIcon(icon("receipt-text" if match.sold_at else "package"))
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.clicked.connect(partial(self.chosen.emit, match.choice))
        return row

    def _mark(self, number: int) -> None:
        self._marked = number
        for at in range(self._rows.count()):
            row = widget_at(self._rows, at)
            if row is not None:
                restyle(row, selected=at == number)

    def _clear(self) -> None:
        self._choices, self._marked = [], -1
        empty(self._rows)
