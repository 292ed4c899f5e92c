"""The scan field: fingers and scanners type into it, and no code can do anything but be read."""

from __future__ import annotations

from time import monotonic_ns

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from posapp.scanning.bursts import Burst

_LONGEST = 5_000  # a scanner gone wild; the service reads 200
_HOLD_MS = 60  # a chord waits so long: what follows at once was typed by a scanner
QUIET_MS = 500  # after a scan's last key Enter is no Done
_LOOK_UP_MS = 90
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_SIGNS = ("+", "-")
_BENIGN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_PLAIN_EDITING = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Backspace,
)


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
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setPlaceholderText(self.tr("Scan or type: a receipt, an item, a name"))
        self.setAccessibleName(self.tr("Scan field"))
        self._burst = Burst()
        self._last_key_ms = -QUIET_MS
        self._held: QKeyEvent | None = None
        self._hold = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._hold.timeout.connect(self._let_go)
        self._look_up = QTimer(self, singleShot=True, interval=_LOOK_UP_MS)
        self._look_up.timeout.connect(self._announce_typing)
        self.textEdited.connect(self._edited)

    def take(self, event: QKeyEvent) -> None:
        """Take a key that was typed elsewhere, and the focus with it."""
        self.setFocus()
        self.keyPressEvent(event)

    def clear_typed(self) -> None:
        """Forget what is typed."""
        self._look_up.stop()
        self._burst.clear()
        self.clear()

    def event(self, event: QEvent) -> bool:
        """Let Tab end a scan; otherwise it moves the focus as everywhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._is_tab_end(event):
            self._submit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sort a key: the end of a text, a letter of it, or something else that must wait a moment."""
        now_ms = event.timestamp() or _clock_ms()
        held, self._held = self._held, None
        self._hold.stop()
        if event.key() in _ENDS:
            self._end(event, now_ms)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.key_left_over.emit(event.key(), event.modifiers().value)
        elif _is_letter(event):
            self._letter(event, held, now_ms)
        elif event.key() in _PLAIN_EDITING and not event.modifiers() & ~_BENIGN and self.text():
            super().keyPressEvent(event)
        elif not self._burst.is_running(now_ms):
            self._keep(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keep what is typed as it is: nothing is selected by coming back."""
        super().focusInEvent(event)
        self.deselect()

    def _letter(self, event: QKeyEvent, held: QKeyEvent | None, now_ms: int) -> None:
        """Take a letter. A sign in the empty field may mean a quantity, unless more letters follow."""
        self._burst.key(now_ms)
        self._last_key_ms = now_ms
        if held is not None and held.text() in _SIGNS:
            super().keyPressEvent(held)
        if not self.text() and event.text() in _SIGNS:
            self._keep(event)
        else:
            super().keyPressEvent(event)

    def _end(self, event: QKeyEvent, now_ms: int) -> None:
        if self.text():
            self._last_key_ms = now_ms
            self._submit()
        elif not event.isAutoRepeat() and now_ms - self._last_key_ms > QUIET_MS:
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
        event, self._held = self._held, None
        if event is None:
            return
        if _edits_text(event) and (self.text() or event.key() == Qt.Key.Key_V):
            super().keyPressEvent(event)
            return
        self.key_left_over.emit(event.key(), event.modifiers().value)

    def _is_tab_end(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Tab and bool(self.text()) and self._burst.is_scan()

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


def _is_letter(event: QKeyEvent) -> bool:
    """Tell whether a key writes a letter; Control and Alt together are how Windows says AltGr."""
    modifiers = Qt.KeyboardModifier
    both = modifiers.ControlModifier | modifiers.AltModifier
    chord = event.modifiers() & (both | modifiers.MetaModifier)
    return bool(event.text()) and event.text().isprintable() and chord in (modifiers.NoModifier, both)


def _edits_text(event: QKeyEvent) -> bool:
    """Tell whether a chord works on the text: all, copy, cut, paste, undo; or a plain delete."""
    if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
        return event.key() in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Z)
    return event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.NoModifier
