"""Paper on the screen and through the system's printers: it looks as the PDF does, and scanners read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from posapp.printing.compose import compose
from posapp.printing.layout import lay_out
from posapp.printing.marks import Page
from posapp.printing.papers import A4, DOT, LETTER, MM, PAPERS, ROLL_80, Paper
from posapp.printing.pdf import pdf_of
from posapp.printing.plain import plain_text
from posapp.printing.receipt import DeskReceipt
from posapp.ui.widgets.paper import CannotPrintError, PageDrawing, PaperView, paper_for, print_pages
from tests.printing.reading import codes_on, pictures_of
from tests.printing.receipts import LANGUAGES, LATIN, long, named

_CODES = {
    "Code 128": "P7K2M9QXD4T8WABCD",
    "QR Code": "mailto:hello@riverside.example?subject=Answer%207KQ4M2XD",
}
_EACH_PAPER = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)


@pytest.fixture(name="printer")
def _printer(qtbot: QtBot, tmp_path: Path) -> Iterator[QPrinter]:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    yield printer
    del printer


def _pages(receipt: DeskReceipt = LATIN, paper: Paper = ROLL_80) -> tuple[Page, ...]:
    return lay_out(compose(receipt), paper)


def _printed(printer: QPrinter) -> bytes:
    return Path(printer.outputFileName()).read_bytes()


def _painted(page: Page) -> Image.Image:
    """The page as QPainter draws it at 203 dots to the inch."""
    image = QImage(round(page.width / DOT), round(page.height / DOT), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(1 / DOT, 1 / DOT)
    PageDrawing(page).draw(painter)
    painter.end()
    return Image.frombuffer(
        "L", (image.width(), image.height()), bytes(image.constBits()), "raw", "L", image.bytesPerLine(), 1
    )


def _unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of squares of 4 x 4 dots that are clearly lighter or darker; letters' edges even out."""
    width, height = one.size
    apart = ImageChops.difference(one.reduce(4), other.crop((0, 0, width, height)).reduce(4)).histogram()
    return sum(apart[96:]) / sum(apart)


@pytest.mark.parametrize("receipt", LANGUAGES.values(), ids=LANGUAGES)
def test_the_preview_looks_as_the_pdf_does(qtbot: QtBot, receipt: DeskReceipt) -> None:
    document = compose(receipt)
    pages = lay_out(document, ROLL_80)
    (rendered,) = pictures_of(pdf_of(pages, document))
    assert _unlike(_painted(pages[0]), rendered) < 0.0005
    assert _unlike(_painted(pages[0]), ImageChops.offset(rendered, 2, 0)) > 0.01, (
        "a quarter of a millimetre is seen"
    )


@pytest.mark.parametrize(
    "name",
    [
        "l\u0338\u034e\u0344g\u0338\u0328\u0344o\u0301 ",
        "Tệ Vạ x\u0302\u0323y ",
        "ก็ที่สุ้ปู้ฐุญูน้ำ ",
        "か\u309aハ\u3099 ",
        "AV To Ту ",
    ],
)
def test_accents_sit_on_their_letters_in_both(qtbot: QtBot, name: str) -> None:
    document = compose(named(name * 60))
    pages = lay_out(document, ROLL_80)
    (rendered,) = pictures_of(pdf_of(pages, document))
    assert _unlike(_painted(pages[0]), rendered) < 0.001


@_EACH_PAPER
def test_a_scanner_reads_the_preview(qtbot: QtBot, paper: Paper) -> None:
    assert codes_on(_painted(_pages(paper=paper)[0])) == _CODES


def test_the_view_is_as_large_as_its_pages_and_scrolls_in_its_parent(qtbot: QtBot) -> None:
    scroll = QScrollArea()
    qtbot.addWidget(scroll)
    view = PaperView()
    scroll.setWidget(view)
    scroll.setWidgetResizable(True)
    scroll.resize(300, 200)
    scroll.show()
    view.show_pages(_pages(long(100), A4), "Receipt", "text")
    height = view.height()
    assert height > 4 * A4.width
    assert scroll.verticalScrollBar().maximum() >= height - 200
    view.set_zoom(0.5)
    qtbot.waitUntil(lambda: view.minimumHeight() < height / 2)


def test_a_screen_reader_says_what_stands_on_the_paper(qtbot: QtBot) -> None:
    view = PaperView()
    qtbot.addWidget(view)
    view.show_pages(_pages(), "Receipt P7", plain_text(compose(LATIN)))
    assert view.accessibleName() == "Receipt P7"
    assert "Money back: €8.00" in view.accessibleDescription()


def test_only_the_sheets_are_white_and_they_stand_in_the_middle(qtbot: QtBot) -> None:
    view = PaperView()
    qtbot.addWidget(view)
    view.show_pages(_pages(), "Receipt", "")
    view.resize(view.sizeHint().width() + 200, view.sizeHint().height())
    view.setStyleSheet("background: #FAF7F5")
    picture = view.grab().toImage()
    row = picture.height() // 2
    white = [x for x in range(picture.width()) if picture.pixelColor(x, row) == QColor("#FFFFFF")]
    assert abs((white[0] + white[-1]) - picture.width()) <= 3
    assert white[0] > 100


def test_a_view_without_pages_is_only_air(qtbot: QtBot) -> None:
    view = PaperView()
    qtbot.addWidget(view)
    assert view.sizeHint().height() < 100
    view.grab()


@_EACH_PAPER
def test_a_printer_prints_the_marks_at_their_size(printer: QPrinter, paper: Paper) -> None:
    pages = _pages(paper=paper)
    print_pages(pages, printer)
    (printed,) = pictures_of(_printed(printer))
    assert codes_on(printed) == _CODES
    assert printed.size == pytest.approx((pages[0].width / DOT, pages[0].height / DOT), abs=3)


def test_every_page_is_printed(printer: QPrinter) -> None:
    pages = _pages(long(100), LETTER)
    print_pages(pages, printer)
    assert len(PdfReader(printer.outputFileName()).pages) == len(pages) > 3


def test_a_page_is_made_smaller_rather_than_cut(printer: QPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer that keeps its own small paper, whatever it is asked for."""
    small = QPageSize(QSizeF(60 * MM, 90 * MM), QPageSize.Unit.Point)
    printer.setPageSize(small)
    monkeypatch.setattr("posapp.ui.widgets.paper._ask_for_size", lambda printer, page: None)
    print_pages(_pages(paper=A4), printer)
    (printed,) = pictures_of(_printed(printer))
    ink = ImageChops.invert(printed).getbbox()
    assert ink is not None
    assert 0 < ink[0] < ink[2] < printed.width
    assert ink[3] < printed.height


def test_the_paper_is_the_printers(printer: QPrinter) -> None:
    for paper in (A4, LETTER):
        size = QPageSize.PageSizeId.A4 if paper is A4 else QPageSize.PageSizeId.Letter
        printer.setPageSize(QPageSize(size))
        assert paper_for(printer) is paper
    printer.setPageSize(QPageSize(QSizeF(80 * MM, 200 * MM), QPageSize.Unit.Point))
    assert paper_for(printer) is ROLL_80


@pytest.mark.filterwarnings("ignore")
def test_a_printer_that_does_not_answer_is_a_sentence(
    printer: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPainter, "begin", lambda self, device: False)
    with pytest.raises(CannotPrintError, match="does not answer"):
        print_pages(_pages(), printer)


def test_a_printer_that_stops_is_a_sentence(printer: QPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "newPage", lambda: False)
    with pytest.raises(CannotPrintError, match="before the last page"):
        print_pages(_pages(long(100), A4), printer)
