"""The one place where text becomes a widget: always plain, so that nothing imported is taken for HTML."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def label(text: str = "", kind: str = "body", *, wrap: bool = False) -> QLabel:
    """Return a label that shows ``text`` as it is; ``kind`` is a style of the theme."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    made.setWordWrap(wrap)
    made.setProperty("kind", kind)
    made.setText(text)
    return made


def pressable(text: str) -> str:
    """Return ``text`` for a button: an ampersand in it is an ampersand, not a shortcut."""
    return text.replace("&", "&&")


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and draw the widget anew if one changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
