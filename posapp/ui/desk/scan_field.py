"""The scan field: fingers and scanners type into it, and no code can do anything but be read.

People wait for it when Plum starts, so it is made before Qt's key names are loaded (22 ms): see scan_keys.
"""

from __future__ import annotations

from time import monotonic_ns
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from posapp.scanning.bursts import Burst

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent

_LONGEST = 5_000  # a scanner gone wild; the service reads 200
_HOLD_MS = 60  # a chord waits so long: what follows at once was typed by a scanner
QUIET_MS = 500  # after a scan's last key, or another Enter, Enter is no Done
_LOOK_UP_MS = 90


class ScanField(QLineEdit):
    """Announces whole texts, and keys that are not for it while it is empty."""

    scanned = Signal(str, bool)  # the text, and whether fingers typed it
    typing = Signal(str)  # what is typed so far, for matches; empty = none wanted
    enter_pressed = Signal()  # in the empty field, long enough after a scan
    key_left_over = Signal(int, int)  # a key and its modifiers that meant nothing to the field

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scan_field")
        self.setMaxLength(_LONGEST)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setPlaceholderText(self.tr("Scan, or type a name"))
        self.setAccessibleName(self.tr("Scan field"))
        self._burst = Burst()
        self._last_key_ms = -QUIET_MS
        self._held: QKeyEvent | None = None
        self._hold = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._hold.timeout.connect(self._let_go)
        self._rest = QTimer(self, singleShot=True)
        self._look_up = QTimer(self, singleShot=True, interval=_LOOK_UP_MS)
        self._look_up.timeout.connect(self._announce_typing)
        self.textEdited.connect(self._edited)

    def take(self, event: QKeyEvent) -> None:
        """Take a key that was typed elsewhere, and the focus with it."""
        self.setFocus()
        self.keyPressEvent(event)

    def rest(self) -> None:
        """Take no Enter for a moment: one that ended a text elsewhere may bounce in here."""
        self._rest.start(max(0, QUIET_MS))

    def clear_typed(self) -> None:
        """Forget what is typed."""
        self._look_up.stop()
        self._burst.clear()
        self.clear()

    def event(self, event: QEvent) -> bool:
        """Let Tab end a scan; otherwise it moves the focus as everywhere."""
        if event.type() == QEvent.Type.KeyPress and self._is_tab_end(cast("QKeyEvent", event)):
            self._submit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sort a key: the end of a text, a letter of it, or something else that must wait a moment."""
        from posapp.ui.desk import scan_keys

        if scan_keys.is_modifier(event):  # the next key says what it means; what is held stays held
            return
        now_ms = event.timestamp() or _clock_ms()
        held, self._held = self._held, None
        self._hold.stop()
        if scan_keys.is_end(event) or scan_keys.is_tab(event):
            self._end(event, now_ms)
        elif scan_keys.is_move(event):
            self.key_left_over.emit(event.key(), event.modifiers().value)
        elif scan_keys.is_letter(event):
            self._letter(event, held, now_ms)
        elif scan_keys.is_edit(event) and self.text():
            super().keyPressEvent(event)
        elif not self._burst.is_running(now_ms):
            self._keep(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show no menu: it would take the keys."""
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keep what is typed as it is: nothing is selected by coming back."""
        super().focusInEvent(event)
        self.deselect()

    def _letter(self, event: QKeyEvent, held: QKeyEvent | None, now_ms: int) -> None:
        """Take a letter. A sign in the empty field may mean a quantity, unless more letters follow."""
        from posapp.ui.desk.scan_keys import SIGNS

        self._burst.key(now_ms)
        self._last_key_ms = now_ms
        if held is not None and held.text() in SIGNS:
            super().keyPressEvent(held)
        if not self.text() and event.text() in SIGNS:
            self._keep(event)
        else:
            super().keyPressEvent(event)

    def _end(self, event: QKeyEvent, now_ms: int) -> None:
        if self.text():
            self._last_key_ms = now_ms
            self._submit()
        elif not event.isAutoRepeat() and not self._rest.isActive() and now_ms - self._last_key_ms > QUIET_MS:
            self._last_key_ms = now_ms  # a second one is a bounce, whatever the first one did
            self.enter_pressed.emit()

    def _submit(self) -> None:
        text, typed = self.text(), not self._burst.is_scan()
        self.clear_typed()
        if text.strip():
            self.scanned.emit(text, typed)

    def _keep(self, event: QKeyEvent) -> None:
        """Hold a chord or a function key for a moment: a scanner's next key takes it back."""
        self._held = event.clone()
        self._hold.start()

    def _let_go(self) -> None:
        from posapp.ui.desk import scan_keys

        event, self._held = self._held, None
        if event is None:
            return
        if scan_keys.is_editing_chord(event, text=bool(self.text())):
            super().keyPressEvent(event)
            return
        self.key_left_over.emit(event.key(), event.modifiers().value)

    def _is_tab_end(self, event: QKeyEvent) -> bool:
        from posapp.ui.desk.scan_keys import is_tab

        return bool(self.text()) and self._burst.is_scan() and is_tab(event)

    def _edited(self, _text: str) -> None:
        self._look_up.start()

    def _announce_typing(self) -> None:
        self.typing.emit("" if self._burst.is_scan() else self.text())

    def below(self, ancestor: QWidget) -> QPoint:
        """Return the point under the field's lower left corner, for a list of matches."""
        return self.mapTo(ancestor, QPoint(0, self.height() + 4))


def _clock_ms() -> int:
    """Return a time for keys that carry none."""
    return monotonic_ns() // 1_000_000
