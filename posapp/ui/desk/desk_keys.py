"""What keys mean at the desk that are no text."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt

What = Literal["up", "down", "escape", "search", "same_again_done", "undo", "more", "less", "remove"]

_PLAIN: dict[int, What] = {
    Qt.Key.Key_Up.value: "up",
    Qt.Key.Key_Down.value: "down",
    Qt.Key.Key_Escape.value: "escape",
    Qt.Key.Key_F3.value: "search",
    Qt.Key.Key_F8.value: "same_again_done",
    Qt.Key.Key_Plus.value: "more",
    Qt.Key.Key_Minus.value: "less",
    Qt.Key.Key_Delete.value: "remove",
}


def meaning(key: int, modifiers: int) -> What | None:
    """Return what a key means, None for nothing."""
    if modifiers & Qt.KeyboardModifier.ControlModifier.value:
        return "undo" if key == Qt.Key.Key_Z.value else None
    return _PLAIN.get(key)
