"""Whether Qt itself works here: a platform, our fonts, a picture of a widget."""

from __future__ import annotations

import os

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from posapp import places
from posapp.ui.widgets.text import label


def window_opens() -> str:
    """Return what Qt says of itself; raise OSError if a font cannot be read or nothing can be drawn."""
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    for path in sorted((places.resources() / "fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"{path.name} cannot be read")
    drawn = label("Plum")
    if drawn.grab().isNull():
        raise OSError("nothing can be drawn")
    drawn.deleteLater()
    application.processEvents()
    return f"Qt {qVersion()}, {QGuiApplication.platformName()}"
