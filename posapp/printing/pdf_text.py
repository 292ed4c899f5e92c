"""Glyphs as PDF text: ReportLab thinks in characters, so every glyph has one, always the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from posapp.printing.faces import Face
from posapp.printing.marks import TextMark

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.textobject import PDFTextObject

_PRIVATE_USE = 0xE000


@cache
def registered(face: Face) -> TTFont:
    """Return the face as ReportLab knows it, read and registered once."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(face.name, str(face.path), asciiReadable=False)
    _name_every_glyph(font)
    registerFont(font)
    return font


def _name_every_glyph(font: TTFont) -> None:
    """Give every glyph without a character one from the private use area, in the order of the glyphs.

    WORKAROUND: left alone, ReportLab numbers such glyphs as it meets them, and a receipt's bytes would depend
    on what was printed before it.
    """
    face = font.face
    code = _PRIVATE_USE
    for number, (advance, _) in enumerate(face.hmetrics):
        if number not in face.glyphToChar:
            while code in face.charToGlyph:
                code += 1
            face.charToGlyph[code] = number
            face.glyphToChar[number] = [code]
            face.charWidths[code] = advance


def write(mark: TextMark, y: float, text: PDFTextObject) -> None:
    """Add a mark to a PDF text object, its baseline ``y`` points above the page's lower edge."""
    font = registered(mark.face)
    text.setFont(mark.face.name, mark.size)
    text.setTextOrigin(mark.x, y)
    chars = _characters(mark, font)
    if chars == mark.text:
        text.textOut(_placed(chars, mark, font))
        return
    # What is drawn is not what is meant (a Thai vowel has two shapes): say what is meant.
    meant = mark.text.encode("utf-16-be").hex().upper()
    text._code.append(f"/Span <</ActualText <FEFF{meant}>>> BDC")  # noqa: SLF001 -- WORKAROUND: ReportLab has no call for it
    text.textOut(_placed(chars, mark, font))
    text._code.append("EMC")  # noqa: SLF001 -- the same


def _characters(mark: TextMark, font: TTFont) -> str:
    """Return one character per glyph: the text's own where they are the same, else the glyph's first."""
    numbers = [glyph.number for glyph in mark.glyphs]
    if numbers == [font.face.charToGlyph.get(ord(char)) for char in mark.text]:
        return mark.text
    return "".join(chr(font.face.glyphToChar[number][0]) for number in numbers)


def _placed(chars: str, mark: TextMark, font: TTFont) -> str:
    """Return the characters, with their shapes' places where these are not what a PDF reader would choose."""
    from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

    widths = [font.face.charWidths[ord(char)] for char in chars]
    if all(
        glyph.advance == width and not glyph.dx and not glyph.dy
        for glyph, width in zip(mark.glyphs, widths, strict=True)
    ):
        return chars
    shapes = [
        ShapeData(at, glyph.advance, 0, glyph.dx, glyph.dy, width)
        for at, (glyph, width) in enumerate(zip(mark.glyphs, widths, strict=True))
    ]
    return cast("str", ShapedStr(chars, shapes))
