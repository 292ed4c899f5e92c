"""The window: one page at a time. It knows no business; pages announce where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

_SMALLEST = (940, 520)
_FIRST = (1280, 800)


class MainWindow(QMainWindow):
    """Shows pages; says when it is painted for the first time and when it closes."""

    painted = Signal()
    closing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Plum")
        self.setMinimumSize(*_SMALLEST)
        self.resize(QSize(*_FIRST).boundedTo(self.screen().availableSize()))
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self._is_painted = False

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.setFocus()

    def remembered(self) -> str:
        """Return where the window is, to be kept as text."""
        return self.saveGeometry().toBase64().toStdString()

    def put_back(self, remembered: str) -> None:
        """Go where the window was; nonsense is ignored."""
        if remembered:
            self.restoreGeometry(QByteArray.fromBase64(remembered.encode()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that there is something to see."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let everybody finish."""
        self.closing.emit()
        super().closeEvent(event)
