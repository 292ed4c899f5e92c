"""A document: what a paper says, block by block, without a word on how it looks or which printer it meets."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum, auto
from typing import Any

from posapp.printing.clean_text import clean


class Role(Enum):
    """What a text is for; every paper has its own type size for each."""

    SHOP = auto()  # the name over the door
    HEADING = auto()
    BODY = auto()
    STRONG = auto()
    RESULT = auto()  # the one line that people look for
    SMALL = auto()
    BANNER = auto()  # what nobody may overlook


class Align(Enum):
    """Where a text stands on its line."""

    START = auto()
    CENTRE = auto()


class _CleanBlock:
    """A block whose texts are fit for paper from the start, whoever makes it (RELIABILITY T12)."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type] # only dataclasses derive from this
            object.__setattr__(self, field.name, _cleaned(getattr(self, field.name)))


def _cleaned(value: Any) -> Any:  # noqa: ANN401 -- texts come back clean, tuples of them too, the rest as it was
    if isinstance(value, str):
        return clean(value)
    return tuple(_cleaned(part) for part in value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Text(_CleanBlock):
    """A paragraph."""

    text: str
    role: Role = Role.BODY
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Heading(_CleanBlock):
    """A title that never stands apart from what follows it."""

    text: str


@dataclass(frozen=True, slots=True)
class Item(_CleanBlock):
    """Goods: their name, their amount beside it, and a detail (the quantity) below."""

    name: str
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class Row(_CleanBlock):
    """A label and its value at the other edge."""

    left: str
    right: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Table(_CleanBlock):
    """Columns: the first is a label, the others are amounts. A row of one cell names the rows below it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Space:
    """Air, in lines of body text."""

    lines: float = 1.0


@dataclass(frozen=True, slots=True)
class Barcode(_CleanBlock):
    """A text for a scanner, and below it for people; where bars would not fit, a QR code."""

    text: str
    caption: str


@dataclass(frozen=True, slots=True)
class QrCode(_CleanBlock):
    """A text for a telephone's camera."""

    text: str


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page, unless a page is too short for them."""

    blocks: tuple[Block, ...]


Block = Text | Heading | Item | Row | Table | Rule | Space | Barcode | QrCode | Together


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(_CleanBlock):
    """One paper's content.

    ``running_head`` is repeated on every further page; ``page_words`` has the gaps ``page`` and ``pages``.
    """

    title: str
    author: str
    language: str
    running_head: str
    page_words: str
    blocks: tuple[Block, ...]
