"""A document on a paper: strips become pages of marks. Every renderer draws these and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from posapp.printing.document import Document, Role
from posapp.printing.faces import UNITS
from posapp.printing.marks import FillMark, Mark, Page, TextMark
from posapp.printing.pagination import height, paginate
from posapp.printing.papers import DOT, Paper
from posapp.printing.setting import set_block
from posapp.printing.strip import Line, Strip
from posapp.printing.typesetting import Edge, paragraph

_LARGEST_HEAD = 0.25  # of a page's room: a longer running head stands on the first page only


def lay_out(document: Document, paper: Paper) -> tuple[Page, ...]:
    """Return the pages of a document: one as long as its content on a roll, as many as it takes on sheets."""
    strips = [strip for block in document.blocks for strip in set_block(block, paper)]
    if paper.height is None:
        long = ceil((paper.top + height(strips) + paper.bottom) / DOT) * DOT
        return (Page(paper.width, long, paper.ink, tuple(_marks(strips, paper.top))),)
    return tuple(_sheets(document, strips, paper, paper.height))


def _sheets(document: Document, strips: Sequence[Strip], paper: Paper, tall: float) -> Iterator[Page]:
    room = tall - paper.top - paper.bottom
    head = [*paragraph(document.running_head, paper.types[Role.SMALL], paper), Strip(paper.bottom / 3)]
    columns = paginate(strips, head if height(head) < room * _LARGEST_HEAD else [], room)
    for number, column in enumerate(columns, start=1):
        marks = list(_marks(column, paper.top))
        if len(columns) > 1:  # one page alone needs no number
            words = document.page_words.format(page=number, pages=len(columns))
            foot = paragraph(words, paper.types[Role.SMALL], paper, Edge.CENTRE)
            marks += _marks(foot, tall - paper.bottom / 2)
        yield Page(paper.width, tall, paper.ink, tuple(marks))


def _marks(strips: Sequence[Strip], y: float) -> Iterator[Mark]:
    """Yield the marks of strips stacked from ``y`` down."""
    for strip in strips:
        for line in strip.lines:
            yield from _texts(line, y)
        if strip.boxes:
            top = ceil(y / DOT) * DOT  # on the grid, as its boxes are
            yield FillMark(tuple((x, top + down, wide, high) for x, down, wide, high in strip.boxes))
        y += strip.height


def _texts(line: Line, y: float) -> Iterator[TextMark]:
    for piece in line.pieces:
        x = line.x + piece.x * line.size / UNITS
        yield TextMark(x, y + line.y, piece.face, line.size * piece.face.scale, piece.text, piece.glyphs)
