"""The first visit's hint: three steps, shown until the first Done."""

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
        for icon_name, text in (
            ("receipt-text", self.tr("Scan the receipt")),
            ("scan-barcode", self.tr("Scan or tap what comes back")),
            ("shopping-bag", self.tr("Press Same again, or scan what goes home instead")),
            ("check", self.tr("Done. Money and paper take care of themselves.")),
        ):
            column.addLayout(_step(icon_name, text))
        column.addStretch()


def _step(icon_name: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(14)
    mark = label()
    mark.setPixmap(picture(icon_name, theme.PLUM, 26, mark.devicePixelRatioF()))
    mark.setFixedWidth(28)
    row.addWidget(mark)
    row.addWidget(label(text, wrap=True), 1)
    return row
