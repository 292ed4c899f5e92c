"""Glyphs as PDF text: ReportLab thinks in characters, so every glyph has one, always the same."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, cast

from posapp.printing.faces import UNITS, Face
from posapp.printing.marks import TextMark
from posapp.printing.shaping import Glyph

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
    chars = _characters(mark, font)
    text.setFont(mark.face.name, mark.size)
    if chars == mark.text:
        _draw(mark, chars, y, text)
        return
    # What is drawn is not what is meant (a Thai vowel has two shapes): say what is meant.
    meant = mark.text.encode("utf-16-be").hex().upper()
    code = text._code  # noqa: SLF001 -- WORKAROUND: ReportLab has no call for marked content in a text
    code.append(f"/Span <</ActualText <FEFF{meant}>>> BDC")
    _draw(mark, chars, y, text)
    code.append("EMC")


def _characters(mark: TextMark, font: TTFont) -> str:
    """Return one character per glyph: the text's own where they are the same, else the glyph's first."""
    numbers = [glyph.number for glyph in mark.glyphs]
    if numbers == [font.face.charToGlyph.get(ord(char)) for char in mark.text]:
        return mark.text
    return "".join(chr(font.face.glyphToChar[number][0]) for number in numbers)


def _draw(mark: TextMark, chars: str, y: float, text: PDFTextObject) -> None:
    """Draw glyphs of one height at a time.

    WORKAROUND: left to raise glyphs itself, ReportLab forgets its own rise (PDFTextObject.setRise) and leaves
    the letter after two accents hanging.
    """
    unit, x = mark.size / UNITS, mark.x
    for dy, placed in groupby(zip(mark.glyphs, chars, strict=True), key=lambda pair: pair[0].dy):
        level = list(placed)
        text.setTextOrigin(x, y + dy * unit)
        text.textOut(_placed(level, registered(mark.face).face.charWidths))
        x += sum(glyph.advance for glyph, _ in level) * unit


def _placed(level: list[tuple[Glyph, str]], widths: dict[int, float]) -> str:
    """Return the characters, with their shapes' places where these are not what a PDF reader would choose."""
    from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

    chars = "".join(char for _, char in level)
    if all(glyph.advance == widths[ord(char)] and not glyph.dx for glyph, char in level):
        return chars
    shapes = [
        ShapeData(at, glyph.advance, 0, glyph.dx, 0, widths[ord(char)])
        for at, (glyph, char) in enumerate(level)
    ]
    return cast("str", ShapedStr(chars, shapes))
