"""Blocks become strips: how each kind of block looks."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from posapp.printing.code_strips import barcode_strip, qr_strip
from posapp.printing.document import (
    Align,
    Barcode,
    Block,
    Heading,
    Item,
    QrCode,
    Role,
    Row,
    Rule,
    Space,
    Table,
    Text,
    Together,
)
from posapp.printing.papers import DOT, Paper
from posapp.printing.strip import Strip, tied
from posapp.printing.typesetting import Edge, label_and_value, paragraph, table

_EDGES = {Align.START: Edge.LEFT, Align.CENTRE: Edge.CENTRE}


@singledispatch
def set_block(block: Block, paper: Paper) -> list[Strip]:
    """Return the strips of a block from top to bottom, in the paper's type and column."""
    raise TypeError(f"no look for {type(block).__name__} on {paper.name}")


@set_block.register
def _(block: Text, paper: Paper) -> list[Strip]:
    return paragraph(block.text, paper.types[block.role], paper, _EDGES[block.align])


@set_block.register
def _(block: Heading, paper: Paper) -> list[Strip]:
    words = paragraph(block.text, paper.types[Role.HEADING], paper)
    return [replace(strip, keeps_next=True) for strip in (_air(0.7, paper), *words, _air(0.1, paper))]


@set_block.register
def _(block: Item, paper: Paper) -> list[Strip]:
    """The detail stays with the last line of the name; a name of pages may be divided before that."""
    *before, last = label_and_value(block.name, block.amount, paper.types[Role.BODY], paper)
    detail = paragraph(block.detail, paper.types[Role.SMALL], paper)
    return [*before, *tied([last, *detail]), _air(0.2, paper)]


@set_block.register
def _(block: Row, paper: Paper) -> list[Strip]:
    return label_and_value(block.left, block.right, paper.types[block.role], paper)


@set_block.register
def _(block: Table, paper: Paper) -> list[Strip]:
    return table(block.header, block.rows, paper.types[Role.SMALL], paper)


@set_block.register
def _(_block: Rule, paper: Paper) -> list[Strip]:
    height = paper.types[Role.BODY].leading * 0.7
    return [Strip(height, boxes=((paper.left, height / 2, paper.column, DOT),))]


@set_block.register
def _(block: Space, paper: Paper) -> list[Strip]:
    return [_air(block.lines, paper)]


@set_block.register
def _(block: Barcode, paper: Paper) -> list[Strip]:
    symbol = barcode_strip(block.text, paper) or qr_strip(block.text, paper)
    caption = paragraph(block.caption, paper.types[Role.BODY], paper, Edge.CENTRE)
    return tied([symbol, _air(0.2, paper), *caption]) if symbol else caption


@set_block.register
def _(block: QrCode, paper: Paper) -> list[Strip]:
    """What no code can hold stands there in letters: nothing is left out without a trace."""
    symbol = qr_strip(block.text, paper)
    return [symbol] if symbol else paragraph(block.text, paper.types[Role.SMALL], paper)


@set_block.register
def _(block: Together, paper: Paper) -> list[Strip]:
    return tied([strip for inner in block.blocks for strip in set_block(inner, paper)])


def _air(lines: float, paper: Paper) -> Strip:
    return Strip(lines * paper.types[Role.BODY].leading)
