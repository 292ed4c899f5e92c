"""Words become strips: paragraphs, a label with its value, columns of amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum

from posapp.printing.faces import UNITS
from posapp.printing.papers import Paper, Type
from posapp.printing.shaping import ShapedText, shape
from posapp.printing.strip import Line, Strip, tied
from posapp.printing.wrapping import wrap, wrap_evenly

_GAP = 1.0  # between columns, in type sizes
_WIDEST_VALUE = 0.6  # of the column: a longer value gets lines of its own
_BASELINE = 0.74  # how far down its leading a line's baseline is


class Edge(Enum):
    """Which edge of its column a line touches, as a share of the room that is left."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


def paragraph(text: str, kind: Type, paper: Paper, edge: Edge = Edge.LEFT) -> list[Strip]:
    """Return a strip for each line of a paragraph."""
    shaped = shape(text, bold=kind.bold)
    return [Strip(kind.leading, (line,)) for line in _lines(shaped, kind, paper.left, paper.column, edge)]


def label_and_value(label: str, value: str, kind: Type, paper: Paper) -> list[Strip]:
    """Return a label that wraps beside a value that does not; a value too wide for that follows below."""
    shaped = shape(value, bold=kind.bold)
    width = _width(shaped, kind)
    if width > paper.column * _WIDEST_VALUE:
        return tied([*paragraph(label, kind, paper), *paragraph(value, kind, paper, Edge.RIGHT)])
    room = paper.column - width - _GAP * kind.size
    labels = _lines(shape(label, bold=kind.bold), kind, paper.left, room, Edge.LEFT)
    values = _lines(shaped, kind, paper.left, paper.column, Edge.RIGHT)
    first = Strip(kind.leading, (*labels[:1], *values))
    return [first, *(Strip(kind.leading, (line,)) for line in labels[1:])]


def table(header: Sequence[str], rows: Sequence[Sequence[str]], kind: Type, paper: Paper) -> list[Strip]:
    """Return a table whose first column begins at the left edge and whose others end at theirs.

    A row of one cell names what is below it. Where the columns do not fit, every cell gets its own line.
    """
    shaped = [[shape(cell) for cell in row] for row in (header, *rows)]
    full = (row for row in shaped if len(row) == len(header))
    widths = [max(_width(cell, kind) for cell in column) for column in zip(*full, strict=True)]
    free = paper.column - sum(widths)
    if free < _GAP * kind.size * (len(widths) - 1):
        return list(_cell_by_cell(header, rows, kind, paper))
    ends = _column_ends(widths, free / (len(widths) - 1), paper.left)
    return tied(_rows((header, *rows), ends, kind, paper))


def _column_ends(widths: Sequence[float], gap: float, left: float) -> list[float]:
    ends, end = [], left - gap
    for width in widths:
        end += gap + width
        ends.append(end)
    return ends


def _rows(rows: Sequence[Sequence[str]], ends: Sequence[float], kind: Type, paper: Paper) -> Iterator[Strip]:
    for row in rows:
        if len(row) == 1:
            yield from paragraph(row[0], replace(kind, bold=True), paper)
            continue
        cells = [shape(cell) for cell in row]
        first = _line(cells[0], 0, len(row[0]), kind, paper.left)
        others = (
            _line(cell, 0, len(cell.text), kind, end - _width(cell, kind))
            for cell, end in zip(cells[1:], ends[1:], strict=True)
        )
        yield Strip(kind.leading, (first, *others))


def _cell_by_cell(
    header: Sequence[str], rows: Sequence[Sequence[str]], kind: Type, paper: Paper
) -> Iterator[Strip]:
    for row in rows:
        yield from tied(paragraph(row[0], replace(kind, bold=len(row) == 1), paper))
        for name, cell in zip(header[1:], row[1:], strict=False):
            yield from label_and_value(name, cell, kind, paper)


def _lines(shaped: ShapedText, kind: Type, left: float, room: float, edge: Edge) -> list[Line]:
    """Return the lines of a paragraph in a column of ``room`` points from ``left``."""
    spans = (wrap_evenly if edge is Edge.CENTRE else wrap)(shaped, room / kind.size * UNITS)
    return [
        _line(shaped, start, end, kind, left + edge.value * (room - _width(shaped, kind, start, end)))
        for start, end in spans
    ]


def _line(shaped: ShapedText, start: int, end: int, kind: Type, x: float) -> Line:
    return Line(x, kind.leading * _BASELINE, kind.size, shaped.pieces(start, end))


def _width(shaped: ShapedText, kind: Type, start: int = 0, end: int | None = None) -> float:
    """Return the width in points."""
    return shaped.width(start, len(shaped.text) if end is None else end) * kind.size / UNITS
