"""The first visit's hint: a few steps, shown until the first Done, and at a made-up store what to try."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.widgets.icons import picture
from posapp.ui.widgets.text import label


class Hint(QWidget):
    """Says how a visit goes, on a blank desk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(14)
        column.addStretch()
        self._trial = label(kind="title", wrap=True)
        self._trial.hide()
        column.addWidget(self._trial)
        for icon_name, text in (
            ("receipt-text", self.tr("Scan the receipt")),
            ("scan-barcode", self.tr("Scan or tap what comes back")),
            ("shopping-bag", self.tr("Press Same again, or scan what goes home instead")),
            ("check", self.tr("Done. Money and paper take care of themselves.")),
        ):
            column.addLayout(_step(icon_name, text))
        column.addStretch()

    def say_what_to_try(self, sentence: str) -> None:
        """Show above the steps what a newcomer may type."""
        self._trial.setText(sentence)
        self._trial.show()


def _step(icon_name: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(14)
    mark = label()
    mark.setPixmap(picture(icon_name, theme.PLUM, 26, mark.devicePixelRatioF()))
    mark.setFixedWidth(28)
    row.addWidget(mark)
    row.addWidget(label(text, wrap=True), 1)
    return row
