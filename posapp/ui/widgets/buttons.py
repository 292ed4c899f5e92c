"""Buttons: big enough for a glove, reached by Tab, and never keeping the focus of a finger or a mouse."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from posapp.ui import theme
from posapp.ui.widgets.icons import icon
from posapp.ui.widgets.text import pressable


def button(text: str, kind: str = "plain", *, icon_name: str = "", says: str = "") -> QPushButton:
    """Return a button; ``says`` is its accessible name where the text alone does not say it."""
    made = QPushButton()
    made.setProperty("kind", kind)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAutoDefault(False)
    made.setMinimumSize(theme.TOUCH_PX, theme.TOUCH_PX)
    if icon_name:
        made.setIcon(icon(icon_name))
        made.setIconSize(QSize(20, 20))
    put_text(made, text, says)
    return made


def enter_button(text: str) -> QPushButton:
    """Return the one primary button of a screen, the one that Enter presses."""
    made = button("", "primary")
    made.setIcon(icon("corner-down-left", theme.CARD, theme.PLUM_OFF_TEXT, 26))
    made.setIconSize(QSize(26, 26))
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the icon stands behind the text
    made.setText(f"{pressable(text)}  ")
    made.setAccessibleName(text)
    return made


def put_text(made: QPushButton, text: str, says: str = "") -> None:
    """Set what a button shows and what a screen reader says of it."""
    air = " " if text and not made.icon().isNull() else ""  # Qt leaves 4 px between an icon and its text
    made.setText("\n".join(f"{air}{line}" for line in pressable(text).split("\n")))
    made.setAccessibleName(says or text.replace("\n", " "))
