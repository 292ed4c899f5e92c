"""Icons: line drawings in one colour of the theme, sharp at every scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from posapp import places
from posapp.ui import theme


@cache
def icon(name: str, colour: str = theme.INK, off_colour: str = theme.FAINT, size_px: int = 20) -> QIcon:
    """Return an icon of resources/icons; it is drawn in ``off_colour`` where it cannot be pressed."""
    scale = _sharpest()
    made = QIcon(picture(name, colour, size_px, scale))
    made.addPixmap(picture(name, off_colour, size_px, scale), QIcon.Mode.Disabled)
    return made


def picture(name: str, colour: str, size_px: int, scale: float = 1) -> QPixmap:
    """Return an icon as a picture of ``size_px`` logical pixels."""
    from PySide6.QtSvg import QSvgRenderer

    drawn = QPixmap(round(size_px * scale), round(size_px * scale))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, size_px * scale, size_px * scale)
    )
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn


def _sharpest() -> float:
    """Return the scale of the sharpest screen."""
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


@cache
def _source(name: str) -> str:
    return (places.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
