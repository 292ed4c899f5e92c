"""A document as plain text: for screen readers, e-mail and the command line."""

from __future__ import annotations

from collections.abc import Iterator

from posapp.printing.document import Barcode, Block, Document, Heading, Item, Row, Table, Text, Together


def plain_text(document: Document) -> str:
    """Return all that a person can read on the paper, line by line; rules, air and QR codes are silent."""
    return "\n".join(line for block in document.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Text(text) | Heading(text) | Barcode(caption=text):
            yield text
        case Item(name, detail, amount):
            yield f"{name}, {detail}: {amount}"
        case Row(left, right):
            yield f"{left}: {right}"
        case Table(header, rows):
            yield from (_table_row(header, row) for row in rows)
        case Together(blocks):
            for inner in blocks:
                yield from _lines(inner)
        case _:
            return


def _table_row(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    """Each amount is named, because a reader's voice has no columns."""
    if len(row) == 1:
        return row[0]
    named = ", ".join(f"{name} {cell}" for name, cell in zip(header[1:], row[1:], strict=True))
    return f"{row[0]}: {named}"
