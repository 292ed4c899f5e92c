"""The one QApplication: name, icon, typefaces, colours and language."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from posapp import __version__, places
from posapp.ui import theme

LANGUAGES: Final = ("en", "th", "mn", "ja")


def make_application(language: str = "en") -> QApplication:
    """Return the application, made now or before, as Plum looks and speaks."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("plum")
    app.setApplicationDisplayName("Plum")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("plum")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(places.resources() / "icons" / "plum.svg")))
    app.setPalette(theme.palette())
    _set_typefaces(app)
    _speak(app, language)
    app.setStyleSheet(theme.style_sheet())
    return app


def _set_typefaces(app: QApplication) -> None:
    """Offer the shipped typefaces; their files are mapped, not read, so all of them cost 4 ms."""
    for path in (places.resources() / "fonts").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(path))
    font = QFont()
    font.setFamilies(list(theme.FAMILIES))
    font.setPixelSize(theme.BODY_PX)
    app.setFont(font)


def _speak(app: QApplication, language: str) -> None:
    """Set the language of every sentence; a number's plural forms need a file in English, too."""
    code = language if language in LANGUAGES else "en"
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    if code != "en":
        QLocale.setDefault(QLocale(code))
    translator = QTranslator(app)
    if translator.load(f"plum_{code}", str(places.resources() / "translations")):
        app.installTranslator(translator)
