"""A product's name: two lines at most, then an ellipsis, and the whole name on tap."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.ui import theme

_FEW = 2
_ALL = 40


class WrappedName(QWidget):
    """Shows a plain text in few lines; a tap shows all of it, another one few lines again."""

    tapped = Signal()

    def __init__(self, size_px: int = theme.STRONG_PX, *, bold: bool = True) -> None:
        super().__init__()
        self._text = ""
        self._most = _FEW
        self._asked = ("", 0, 0)
        self._answered: list[str] = []
        self._font = QFont(self.font())
        self._font.setFamilies(list(theme.FAMILIES))
        self._font.setPixelSize(size_px)
        self._font.setBold(bold)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(64)

    def show_text(self, text: str) -> None:
        """Show a name."""
        if text != self._text:
            self._text = text
            self._most = _FEW
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def lines(self, width: int | None = None) -> list[str]:
        """Return the lines as they are drawn, the last one elided where text is left."""
        width = width or max(1, self.width())
        asked = (self._text, width, self._most)
        if asked != self._asked:  # Qt asks many times over while it lays out
            self._asked, self._answered = asked, self._wrapped(width)
        return self._answered

    def _wrapped(self, width: int) -> list[str]:
        starts = self._starts(width)
        texts = [
            self._text[a:b].rstrip() for a, b in zip(starts, [*starts[1:], len(self._text)], strict=True)
        ]
        if len(texts) <= self._most:
            return texts
        rest = self._text[starts[self._most - 1] :]
        elided = QFontMetrics(self._font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [*texts[: self._most - 1], elided]

    def hasHeightForWidth(self) -> bool:
        """Qt asks: the height depends on how the name wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped name."""
        return len(self.lines(max(1, width))) * QFontMetrics(self._font).lineSpacing()

    def sizeHint(self) -> QSize:
        """Return the size of the name on one line, within reason."""
        metrics = QFontMetrics(self._font)
        return QSize(min(metrics.horizontalAdvance(self._text) + 2, 360), metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size."""
        return QSize(64, QFontMetrics(self._font).lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, in the middle of the height."""
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(QColor(theme.INK))
        metrics = QFontMetrics(self._font)
        lines = self.lines()
        top = max(0, (self.height() - len(lines) * metrics.lineSpacing()) // 2)
        for number, line in enumerate(lines):
            painter.drawText(QPointF(0, top + number * metrics.lineSpacing() + metrics.ascent()), line)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show all of the name, or few lines again."""
        super().mouseReleaseEvent(event)
        self._most = _ALL if self._most == _FEW else _FEW
        self.updateGeometry()
        self.update()
        self.tapped.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here."""
        event.accept()

    def _starts(self, width: int) -> list[int]:
        """Return where each line begins."""
        layout = QTextLayout(self._text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        starts: list[int] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        return starts or [0]
