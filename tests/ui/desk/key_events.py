"""Keys as a scanner sends them, one every five milliseconds by their own time stamps."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

SCANNER_MS = 5
_NO = Qt.KeyboardModifier.NoModifier
_OWN_KEYS = {
    8: Qt.Key.Key_Backspace,
    9: Qt.Key.Key_Tab,
    13: Qt.Key.Key_Return,
    27: Qt.Key.Key_Escape,
    127: Qt.Key.Key_Delete,
}


def send_key(
    to: QWidget,
    key: int,
    text: str,
    at_ms: int,
    modifiers: Qt.KeyboardModifier = _NO,
    *,
    repeats: bool = False,
) -> None:
    """Press and release a key at a time of its own."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifiers, text, repeats)
        event.setTimestamp(at_ms)
        QCoreApplication.sendEvent(to, event)


def send_enter(to: QWidget, at_ms: int, *, repeats: bool = False) -> None:
    """Press Enter at a time of its own."""
    send_key(to, Qt.Key.Key_Return.value, "\r", at_ms, repeats=repeats)


def send_character(to: QWidget, character: str, at_ms: int) -> None:
    """Send an ASCII character as scanners do: a control character is its own key, or Control and a letter."""
    code = ord(character)
    if code in _OWN_KEYS:
        send_key(to, _OWN_KEYS[code].value, character, at_ms)
    elif code < 32:
        send_key(to, 64 + code, character, at_ms, Qt.KeyboardModifier.ControlModifier)
    else:
        send_key(to, ord(character.upper()), character, at_ms)


def send_characters(to: QWidget, characters: str, at_ms: int, every_ms: int = SCANNER_MS) -> int:
    """Send characters one after the other; return when the next key would be due."""
    for number, character in enumerate(characters):
        send_character(to, character, at_ms + number * every_ms)
    return at_ms + len(characters) * every_ms
