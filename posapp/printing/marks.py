"""What stands where on a page: the one truth that every renderer draws."""

from __future__ import annotations

from dataclasses import dataclass

from posapp.printing.faces import Face
from posapp.printing.shaping import Glyph

Box = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True, slots=True)
class TextMark:
    """Glyphs of one face on one baseline, and the text that they say.

    ``x`` and ``y`` (the baseline) are points from the page's top left corner; ``size`` is in points.
    """

    x: float
    y: float
    face: Face
    size: float
    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class FillMark:
    """Filled rectangles that are one path (a rule, a barcode), in points from the page's top left corner."""

    boxes: tuple[Box, ...]


Mark = TextMark | FillMark


@dataclass(frozen=True, slots=True)
class Page:
    """One page: size in points, ink as 0xRRGGBB, and its marks from top to bottom."""

    width: float
    height: float
    ink: int
    marks: tuple[Mark, ...]
