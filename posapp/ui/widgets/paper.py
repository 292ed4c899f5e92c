"""Paper on the screen and through the system's printers: the very marks that the PDF has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QColor,
    QFont,
    QGlyphRun,
    QPageSize,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRawFont,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from posapp.printing.faces import UNITS, Face
from posapp.printing.marks import FillMark, Page, TextMark
from posapp.printing.papers import A4, LETTER, MM, ROLL_80, Paper

_SHEET = QColor("#FFFFFF")
_EDGE = QColor("#E7DFE3")
_GAP = 24  # pixels around and between the pages
_INCH = 72  # points
_SCREEN_INCH = 96  # logical pixels
_WIDEST_ROLL = 120 * MM
_ALMOST_WHOLE = 0.99  # a printer that rounds a size to whole points must not move bars off their grid
_ANY_SIZE = 10.0


class CannotPrintError(Exception):
    """A printer that did not take the pages; ``str()`` is a sentence for the person at the desk."""


class PageDrawing:
    """A page made ready to be drawn, again and again, at any scale."""

    def __init__(self, page: Page) -> None:
        self.size = QSizeF(page.width, page.height)
        self._ink = QColor(page.ink)
        self._fills = QPainterPath()
        self._texts: list[tuple[QPointF, QGlyphRun]] = []
        for mark in page.marks:
            self._add(mark)

    def draw(self, painter: QPainter) -> None:
        """Draw the page where the painter is, a unit to the point."""
        painter.setPen(self._ink)
        for place, run in self._texts:
            painter.drawGlyphRun(place, run)
        painter.fillPath(self._fills, self._ink)

    def _add(self, mark: TextMark | FillMark) -> None:
        if isinstance(mark, TextMark):
            self._texts.append((QPointF(mark.x, mark.y), _glyph_run(mark)))
        else:
            for x, y, width, height in mark.boxes:
                self._fills.addRect(x, y, width, height)


class PaperView(QWidget):
    """Pages one below the other. It is as large as they are: where that is too large, its parent scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[PageDrawing] = []
        self._zoom = _SCREEN_INCH / _INCH

    def show_pages(self, pages: Sequence[Page], name: str, text: str) -> None:
        """Show pages; ``name`` and ``text`` (from ``plain_text``) are what a screen reader says of them."""
        self._pages = [PageDrawing(page) for page in pages]
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self._resized()

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at ``zoom`` logical pixels to the point; 4/3 is their size at 96 to the inch."""
        self._zoom = zoom
        self._resized()

    def sizeHint(self) -> QSize:
        """Return the size of all pages and the air around them, in logical pixels."""
        areas = [area for _, area in self._areas(0)]
        width = max((area.width() for area in areas), default=0.0)
        bottom = areas[-1].bottom() if areas else 0.0
        return QSize(ceil(width) + 2 * _GAP, ceil(bottom) + _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheets that are in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for page, area in self._areas(self.width()):
            if area.intersects(QRectF(event.rect())):
                self._draw_sheet(painter, page, area)
        painter.end()

    def _draw_sheet(self, painter: QPainter, page: PageDrawing, area: QRectF) -> None:
        painter.fillRect(area, _SHEET)
        painter.setPen(_EDGE)
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.save()
        painter.translate(area.topLeft())
        painter.scale(self._zoom, self._zoom)
        page.draw(painter)
        painter.restore()

    def _resized(self) -> None:
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def _areas(self, width: int) -> Iterator[tuple[PageDrawing, QRectF]]:
        """Yield each page and where it is, in the middle of ``width`` pixels."""
        y = _GAP
        for page in self._pages:
            size = page.size * self._zoom
            yield page, QRectF(QPointF(max(_GAP, round((width - size.width()) / 2)), y), size)
            y += ceil(size.height()) + _GAP


def paper_for(printer: QPrinter) -> Paper:
    """Return the paper to lay out for: a roll if the printer is narrow, else the sheet that it is set to."""
    size = printer.pageLayout().pageSize()
    if size.size(QPageSize.Unit.Point).width() < _WIDEST_ROLL:
        return ROLL_80
    return LETTER if size.id() == QPageSize.PageSizeId.Letter else A4


def print_pages(pages: Sequence[Page], printer: QPrinter) -> None:
    """Print pages, each at its own size, or smaller where the printer's paper is: nothing is cut off.

    Raises CannotPrintError if the printer does not take them.
    """
    printer.setFullPage(True)
    _ask_for_size(printer, pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise CannotPrintError("The printer does not answer.")
    try:
        for at, page in enumerate(pages):
            if at and not printer.newPage():
                raise CannotPrintError("The printer stopped before the last page.")
            _print_page(painter, PageDrawing(page), printer)
    finally:
        painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise CannotPrintError("The printer reports a fault.")


def _ask_for_size(printer: QPrinter, page: Page) -> None:
    """A printer may refuse; then its own paper stays, and the page is fitted onto it."""
    wanted = QSizeF(page.width, page.height)
    printer.setPageSize(QPageSize(wanted, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))


def _print_page(painter: QPainter, page: PageDrawing, printer: QPrinter) -> None:
    sheet = printer.paperRect(QPrinter.Unit.Point)
    fit = min(sheet.width() / page.size.width(), sheet.height() / page.size.height())
    fit = fit if fit < _ALMOST_WHOLE else 1.0
    dots = printer.resolution() / _INCH
    painter.save()
    painter.scale(dots, dots)
    painter.translate(max(0.0, (sheet.width() - page.size.width() * fit) / 2), 0.0)
    painter.scale(fit, fit)
    page.draw(painter)
    painter.restore()


def _glyph_run(mark: TextMark) -> QGlyphRun:
    """Return the mark's glyphs at the mark's places; Qt neither shapes nor chooses a font of its own."""
    unit = mark.size / UNITS
    places, x = [], 0.0
    for glyph in mark.glyphs:
        places.append(QPointF(x + glyph.dx * unit, -glyph.dy * unit))
        x += glyph.advance * unit
    run = QGlyphRun()
    run.setRawFont(_raw_font(mark.face, mark.size))
    run.setGlyphIndexes([glyph.number for glyph in mark.glyphs])
    run.setPositions(places)
    return run


@cache
def _raw_font(face: Face, size: float) -> QRawFont:
    """Return a face at a size in the painter's units; all sizes of a face share what was read of its file."""
    font = QRawFont(_file(face))
    font.setPixelSize(size)
    return font


@cache
def _file(face: Face) -> QRawFont:
    # Unhinted: hints round to pixels, and where the glyphs are is already decided.
    return QRawFont(str(face.path), _ANY_SIZE, QFont.HintingPreference.PreferNoHinting)
