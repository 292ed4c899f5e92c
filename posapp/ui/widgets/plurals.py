"""Sentences with a number in them: lupdate finds plural forms only where a QObject calls ``tr``."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Plurals(QObject):
    """Whole phrases, each with the plural forms of its language."""

    def items(self, count: int) -> str:
        """Return how many items there are."""
        return self.tr("%n item(s)", "", count)

    def seconds_left(self, count: int) -> str:
        """Return that it takes so many seconds more."""
        return self.tr("%n second(s) left", "", count)

    def minutes_left(self, count: int) -> str:
        """Return that it takes so many minutes more."""
        return self.tr("%n minute(s) left", "", count)
