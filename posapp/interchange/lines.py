"""Pieces of text become whole lines, however the pieces were cut and however long a line is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from posapp.interchange.problems import BrokenOffError, FileProblemError

LONGEST_LINE = 131_072  # characters; also the csv module's bound on one field
_ENDLESS = 64 * 1024 * 1024  # characters without a line's end: this is no table


class End(Enum):
    """What comes after some lines."""

    MORE = auto()
    WHOLE = auto()  # the end of the file; a last line may lack its line end
    TORN = auto()  # the file breaks off, in the last of these lines if there is any


class Lines(NamedTuple):
    """Lines in the order of the file, without their line ends. Those too long are cut short, yet too long."""

    lines: list[str]
    end: End


def whole_lines(pieces: Iterator[str]) -> Iterator[Lines]:
    """Give the lines of a text; the last item, and it alone, has another end than MORE.

    Memory is bounded by a piece and one longest line. Raises FileProblemError for a line without end.
    """
    rest, endless = "", 0
    try:
        for piece in pieces:
            lines = (rest + piece).split("\n")
            rest = lines.pop()
            endless = 0 if lines else endless + len(piece)
            if endless > _ENDLESS:
                raise FileProblemError("not_a_table", "The file has a line without an end: this is no list.")
            rest = rest[: LONGEST_LINE + 1]
            if lines:
                yield Lines(lines, End.MORE)
    except BrokenOffError:
        yield Lines([rest], End.TORN)
    else:
        yield Lines([rest] if rest else [], End.WHOLE)
