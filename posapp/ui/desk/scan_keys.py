"""Which keys end a text, write a letter, edit or mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

SIGNS = ("+", "-")
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_BENIGN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_EDITS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Backspace)
_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)
_CHORDS = (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Z)


def is_end(event: QKeyEvent) -> bool:
    """Tell whether a key ends a text."""
    return event.key() in _ENDS


def is_tab(event: QKeyEvent) -> bool:
    """Tell whether a key ends a scanner's text, and moves the focus for fingers."""
    return event.key() == Qt.Key.Key_Tab


def is_move(event: QKeyEvent) -> bool:
    """Tell whether a key moves in a list."""
    return event.key() in _MOVES


def is_modifier(event: QKeyEvent) -> bool:
    """Tell whether a key only changes what the next one means."""
    return event.key() in _MODIFIERS


def is_letter(event: QKeyEvent) -> bool:
    """Tell whether a key writes a letter; Control and Alt together are how Windows says AltGr."""
    modifiers = Qt.KeyboardModifier
    both = modifiers.ControlModifier | modifiers.AltModifier
    chord = event.modifiers() & (both | modifiers.MetaModifier)
    return bool(event.text()) and event.text().isprintable() and chord in (modifiers.NoModifier, both)


def is_edit(event: QKeyEvent) -> bool:
    """Tell whether a key without a chord edits what is typed."""
    return event.key() in _EDITS and not event.modifiers() & ~_BENIGN


def is_editing_chord(event: QKeyEvent, *, text: bool) -> bool:
    """Tell whether a chord (all, copy, cut, paste, undo) or Delete works on what is typed, if anything is."""
    if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
        return event.key() == Qt.Key.Key_V or (text and event.key() in _CHORDS)
    return text and event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.NoModifier
