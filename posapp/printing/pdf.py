"""Pages as a PDF: small, searchable, and the same bytes for the same receipt wherever it is made."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from posapp.printing.document import Barcode, Document, QrCode, Role, Text
from posapp.printing.faces import PLAIN
from posapp.printing.layout import lay_out
from posapp.printing.marks import FillMark, Page, TextMark
from posapp.printing.papers import ROLL_80, Paper
from posapp.printing.pdf_text import registered, write

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_ONE_AT_A_TIME = Lock()  # ReportLab's fonts note what they embed: one document after the other


def render_pdf(document: Document, paper: Paper) -> bytes:
    """Return the document as a PDF: the same bytes for the same document, and nothing about this machine."""
    return pdf_of(lay_out(document, paper), document)


def pdf_of(pages: Sequence[Page], document: Document) -> bytes:
    """Return laid-out pages as a PDF with the document's title, author and language."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # PDFs are binary anyway: a fifth smaller, and a good part of the time saved
    out = BytesIO()
    with _ONE_AT_A_TIME:
        canvas = Canvas(out, invariant=1, lang=document.language, initialFontName=registered(PLAIN).fontName)
        canvas.setTitle(document.title)
        canvas.setAuthor(document.author)
        canvas.setSubject("")
        canvas.setCreator("Plum")
        for page in pages:
            _draw(page, canvas)
        canvas.save()
    return out.getvalue()


def warm_up() -> None:
    """Load what the day's first receipt would wait for (0.2 s); to be called when nobody waits."""
    words = (Text("0"), Text("0", Role.STRONG), Barcode("0", "0"), QrCode("0"))
    nothing = Document(title="", author="", language="en", running_head="", page_words="", blocks=words)
    render_pdf(nothing, ROLL_80)


def _draw(page: Page, canvas: Canvas) -> None:
    canvas.setPageSize((page.width, page.height))
    canvas.setFillColorRGB(*(channel / 255 for channel in page.ink.to_bytes(3, "big")))
    text = canvas.beginText()
    for mark in page.marks:
        if isinstance(mark, TextMark):
            write(mark, page.height - mark.y, text)
        else:
            canvas.drawPath(_Boxes(mark, page), stroke=0, fill=1)
    canvas.drawText(text)
    canvas.showPage()


class _Boxes:
    """A path for ReportLab, whose own takes ten times as long per number; a QR code has thousands."""

    def __init__(self, mark: FillMark, page: Page) -> None:
        self._mark = mark
        self._page = page

    def getCode(self) -> str:  # noqa: N802 -- ReportLab's name
        tall = self._page.height
        return "n " + " ".join(
            f"{x:.3f} {tall - y - height:.3f} {width:.3f} {height:.3f} re"
            for x, y, width, height in self._mark.boxes
        )
