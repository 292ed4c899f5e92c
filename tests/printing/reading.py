"""PDFs and pictures as others read them: a program that copies text, a scanner on a 203-dpi print."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import zxingcpp
from PIL import Image

from posapp.printing.marks import FillMark, Page, TextMark

DOTS = 203  # to the inch, as counter printers have


def text_of(pdf: bytes) -> str:
    """The text that poppler copies out, with every run of white space as one space."""
    found = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return " ".join(found.decode().split())


def rows_of(pdf: bytes) -> list[str]:
    """The lines that poppler copies out, what stands side by side on one of them."""
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(row.split()) for row in found.stdout.decode().splitlines() if row.strip()]


def pictures_of(pdf: bytes) -> list[Image.Image]:
    """Each page as a printer of 203 dpi would put it on paper."""
    with TemporaryDirectory() as folder:
        prefix = Path(folder) / "page"
        subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", "-", str(prefix)], input=pdf, check=True)
        return [Image.open(path).convert("L") for path in sorted(Path(folder).iterdir())]


def codes_on(picture: Image.Image) -> dict[str, str]:
    """What a scanner reads: format and text."""
    return {str(found.format): found.text for found in zxingcpp.read_barcodes(picture)}


def texts(pages: Sequence[Page]) -> list[TextMark]:
    return [mark for page in pages for mark in page.marks if isinstance(mark, TextMark)]


def fills(pages: Sequence[Page]) -> list[FillMark]:
    return [mark for page in pages for mark in page.marks if isinstance(mark, FillMark)]
