"""Text becomes glyphs: which ones, how wide, and how far from where they would stand by themselves."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from posapp.printing.faces import UNITS, Face, font_of, itemise

# Ligatures look no better at this size, and a PDF's text is copied letter by letter without them.
_LABEL = 80  # characters: what stands on every receipt is shaped once, a novel in a name is not kept
_FEATURES = {"liga": False, "clig": False, "dlig": False}


class Glyph(NamedTuple):
    """A drawn shape: its number in the font; its lengths in thousandths of the type size, y upwards."""

    number: int
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one face, ``x`` thousandths of the type size from the line's start."""

    x: float
    face: Face
    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """The glyphs of the characters ``begin`` to ``end``; ``starts`` has the character each begins at."""

    begin: int
    end: int
    face: Face
    glyphs: tuple[Glyph, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShapedText:
    """A paragraph's glyphs.

    ``x_at[i]`` is how wide the text before its i-th character is, in thousandths of the type size; ``cuts``
    are where the text may be cut at all: never inside a Thai syllable or before a combining mark.
    """

    text: str
    runs: tuple[_Run, ...]
    x_at: tuple[float, ...]
    cuts: tuple[int, ...]

    def width(self, start: int, end: int) -> float:
        """Return how wide the characters from ``start`` to ``end`` are, in thousandths of the type size."""
        return self.x_at[end] - self.x_at[start]

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return what draws the characters from ``start`` to ``end``; both are cuts."""
        return [self._piece(run, start, end) for run in self.runs if run.begin < end and start < run.end]

    def _piece(self, run: _Run, start: int, end: int) -> Piece:
        begin, end = max(start, run.begin), min(end, run.end)
        part = slice(bisect_left(run.starts, begin), bisect_left(run.starts, end))
        return Piece(self.width(start, begin), run.face, self.text[begin:end], run.glyphs[part])


def shape(text: str, *, bold: bool = False) -> ShapedText:
    """Return the glyphs of ``text``; characters that no face has are replaced, never left out."""
    return _shape_label(text, bold=bold) if len(text) <= _LABEL else _shape(text, bold=bold)


@lru_cache(maxsize=512)
def _shape_label(text: str, *, bold: bool) -> ShapedText:
    return _shape(text, bold=bold)


def _shape(text: str, *, bold: bool) -> ShapedText:
    drawn = itemise(text, bold=bold)
    ends = list(accumulate(len(part) for _, part in drawn))
    runs = tuple(
        _shape_run(face, part, end - len(part)) for (face, part), end in zip(drawn, ends, strict=True)
    )
    advances = [0.0] * len(text)
    for run in runs:
        for glyph, start in zip(run.glyphs, run.starts, strict=True):
            advances[start] += glyph.advance * run.face.scale
    cuts = sorted({start for run in runs for start in run.starts} | {len(text)})
    x_at = tuple(accumulate(advances, initial=0.0))
    return ShapedText("".join(part for _, part in drawn), runs, x_at, tuple(cuts))


def _shape_run(face: Face, text: str, begin: int) -> _Run:
    import uharfbuzz

    font = font_of(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"  # none of our scripts runs the other way, whatever a name pretends
    uharfbuzz.shape(font, buffer, _FEATURES)
    unit = UNITS / font.face.upem
    infos = buffer.glyph_infos
    glyphs = tuple(
        Glyph(info.codepoint, place.x_advance * unit, place.x_offset * unit, place.y_offset * unit)
        for info, place in zip(infos, buffer.glyph_positions, strict=True)
    )
    return _Run(begin, begin + len(text), face, glyphs, tuple(begin + info.cluster for info in infos))
