"""Where a quantity is typed; a scan that strays in here goes where scans go."""

from __future__ import annotations

from time import monotonic_ns
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from posapp.scanning.bursts import Burst

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_LONGEST = 200
_LONGEST_WEIGHT = 6


class AmountEntry(QLineEdit):
    """Open until Enter, Escape or the loss of the focus."""

    entered = Signal(str)
    left = Signal()
    scan_strayed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("amount")
        self.setMaxLength(_LONGEST)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.setFixedWidth(112)
        self._burst = Burst()
        self._typed = ""

    def open(self, value: str, says: str) -> None:
        """Show a value to be overwritten, and take the focus."""
        self._burst.clear()
        self._typed = ""
        self.setText(value)
        self.setAccessibleName(says)
        self.show()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits; Enter enters, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            if event.text().isprintable():
                self._burst.key(event.timestamp() or monotonic_ns() // 1_000_000)
                self._typed += event.text()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave; what was typed and not entered is let go."""
        super().focusOutEvent(event)
        self.left.emit()

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Keep Tab: a scanner may end a code with it."""
        return False

    def _enter(self) -> None:
        if self._burst.is_scan() and not _is_weight(self._typed):
            self.scan_strayed.emit(self._typed)
        elif self.text().strip():
            self.entered.emit(self.text())
        else:
            self.left.emit()


def _is_weight(text: str) -> bool:
    """Tell whether a scale may have typed this: 1.380; a code has letters, or more digits."""
    return len(text) <= _LONGEST_WEIGHT and set(text) <= set("0123456789.,")
