"""Layouts whose widgets come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QWidget


def widget_at(layout: QLayout, number: int) -> QWidget | None:
    """Return a layout's widget by its place, or None."""
    item = layout.itemAt(number)
    return item.widget() if item is not None else None


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
