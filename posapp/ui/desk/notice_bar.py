"""One line for the clerk between the scan field and the goods; it goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.widgets.icons import picture
from posapp.ui.widgets.text import label

_SHOWN_MS = 12_000
_LONGEST = 160


class NoticeBar(QFrame):
    """Shows one sentence for a while; its place stays free, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setFixedHeight(34)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 14, 0)
        row.setSpacing(10)
        self._mark = label()
        self._text = label()
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        self._end = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._end.timeout.connect(self.clear)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown now, or nothing."""
        return "" if self.isHidden() else self._text.text()

    def say(self, sentence: str, *, stays: bool = False) -> None:
        """Show a sentence; one that ``stays`` goes when the next one comes."""
        if self._mark.pixmap().isNull():
            self._mark.setPixmap(picture("info", theme.PLUM, 18, self.devicePixelRatioF()))
        text = sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        if stays:
            self._end.stop()
        else:
            self._end.start()

    def clear(self) -> None:
        """Show nothing."""
        self._end.stop()
        self.hide()
