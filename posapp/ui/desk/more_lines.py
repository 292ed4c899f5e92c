"""What else is on the loaded receipts: folded away, or a list to tap."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from posapp.ui.desk import wording
from posapp.ui.widgets.buttons import button, put_text
from posapp.ui.widgets.icons import icon
from posapp.ui.widgets.rows import empty

if TYPE_CHECKING:
    from posapp.services.desk_state import ReceiptLine


class MoreLines(QWidget):
    """One button that says how many there are; unfolded, one row for each."""

    added = Signal(object)  # a sale line's id
    unfolded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ReceiptLine, ...] = ()
        self._is_open = False
        self._was_asked = False
        self._button = button("", "quiet")
        self._button.clicked.connect(self._toggle)
        self._filled: tuple[ReceiptLine, ...] = ()
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._button)
        column.addWidget(self._list)
        self.hide()

    def show_lines(self, lines: tuple[ReceiptLine, ...], *, nothing_back_yet: bool) -> None:
        """Show what can be added; open by itself as long as nothing comes back."""
        if not lines:
            self._was_asked = False
        self._is_open = nothing_back_yet or (self._was_asked and self._is_open)
        self._lines = lines
        self._show()

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._was_asked = True
        self._show()
        self.unfolded.emit(self._is_open)

    def _show(self) -> None:
        self.setVisible(bool(self._lines))
        put_text(self._button, self.tr("%n more on this receipt: tap to add", "", len(self._lines)))
        self._button.setIcon(icon("chevron-up" if self._is_open else "chevron-down"))
        if self._is_open and self._lines != self._filled:
            self._fill()
        self._list.setVisible(self._is_open)

    def _fill(self) -> None:
        """Make the rows anew; a list that is folded away costs a scan nothing."""
        empty(self._rows)
        for line in self._lines:
            row = self._row(line)
            self._rows.addWidget(row)
            row.show()
        self._filled = self._lines

    def _row(self, line: ReceiptLine) -> QPushButton:
        amount = wording.amount(line.left)
        text = f"{line.description}  ·  {amount}" if amount != "1" else line.description
        short = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 380)
        row = button(short, "row", icon_name="plus", says=self.tr("Add {item}").format(item=text))
        row.clicked.connect(partial(self.added.emit, line.sale_line_id))
        return row
