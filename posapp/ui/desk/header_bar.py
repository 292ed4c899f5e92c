"""The top of the desk: Plum, where this is, the scan field, undo, start over, and who serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.desk.scan_field import ScanField

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel, QPushButton

_SECOND_PRESS_MS = 4_000
_BOUNCE_MS = 500  # a double click is one press


class HeaderBar(QFrame):
    """Holds the scan field; start over wants a second press within a few seconds."""

    undo_pressed = Signal()
    start_over_confirmed = Signal()
    sign_out_pressed = Signal()
    import_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(72)
        self.scan_field = ScanField()
        self._mark: QLabel
        self._place: QLabel
        self._undo: QPushButton
        self._over: QPushButton
        self._import: QPushButton
        self._person: QPushButton
        self._second_press = QTimer(self, singleShot=True, interval=_SECOND_PRESS_MS)
        self._second_press.timeout.connect(self._forget_press)
        self._bounce = QTimer(self, singleShot=True, interval=_BOUNCE_MS)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.EDGE_PX, 0, theme.EDGE_PX, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self.scan_field, 1)

    def complete(self) -> None:
        """Put the rest around the scan field."""
        from posapp.ui.widgets.buttons import button
        from posapp.ui.widgets.text import label

        self._mark, self._place = label(), label(kind="small")
        self._undo = button(self.tr("Undo"), icon_name="undo-2")
        self._undo.setAccessibleDescription(self.tr("Control and Z"))
        self._over = button(self.tr("Start over"), icon_name="rotate-ccw")
        self._over.setMinimumWidth(142)
        self._import = button("", icon_name="file-input", says=self.tr("Import sales or a catalogue"))
        self._person = button("", icon_name="log-out")
        left: tuple[QWidget, ...] = (self._mark, label("Plum", kind="product"), self._place)
        for at, part in enumerate(left):
            self._row.insertWidget(at, part)
        for control in (self._undo, self._over, self._import, self._person):
            self._row.addWidget(control)
        self._undo.clicked.connect(self.undo_pressed)
        self._over.clicked.connect(self._press_start_over)
        self._person.clicked.connect(self.sign_out_pressed)
        self._import.clicked.connect(self.import_pressed)
        self._import.hide()
        self._place.setVisible(self.width() >= _ROOMY_PX)
        self.show_person("")
        self.show_possible(can_undo=False, can_start_over=False)

    def show_place(self, place: str) -> None:
        """Show the store and the desk."""
        from PySide6.QtCore import Qt

        from posapp.ui.widgets.icons import picture

        self._mark.setPixmap(picture("plum", theme.PLUM, 30, self.devicePixelRatioF()))
        short = self._place.fontMetrics().elidedText(place, Qt.TextElideMode.ElideMiddle, _PLACE_PX)
        self._place.setText(short)
        self._place.setAccessibleName(place)

    def show_person(self, name: str) -> None:
        """Show who is signed in; nobody for an empty name."""
        from posapp.ui.widgets.buttons import put_text

        self._person.setVisible(bool(name))
        short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        put_text(self._person, short, self.tr("Sign out {name}").format(name=name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out where this is if the scan field needs the room."""
        super().resizeEvent(event)
        if self._row.count() > 1:
            self._place.setVisible(self.width() >= _ROOMY_PX)

    def offer_import(self, *, on: bool) -> None:
        """Show the way to the import, or hide it."""
        self._import.setVisible(on)

    def show_possible(self, *, can_undo: bool, can_start_over: bool) -> None:
        """Show what can be taken back."""
        self._undo.setEnabled(can_undo)
        self._over.setEnabled(can_start_over)
        if not can_start_over:
            self._forget_press()

    def _press_start_over(self) -> None:
        if self._bounce.isActive():
            return
        if self._second_press.isActive():
            self._forget_press()
            self.start_over_confirmed.emit()
            return
        self._second_press.start()
        self._bounce.start()
        self._show_over(self.tr("Press again"), "asking")

    def _forget_press(self) -> None:
        self._second_press.stop()
        self._bounce.stop()
        self._show_over(self.tr("Start over"), "plain")

    def _show_over(self, text: str, kind: str) -> None:
        from posapp.ui.widgets.buttons import put_text
        from posapp.ui.widgets.text import restyle

        put_text(self._over, text)
        restyle(self._over, kind=kind)


_LONGEST_NAME = 18
_PLACE_PX = 190
_ROOMY_PX = 1_100
