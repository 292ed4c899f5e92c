"""What can be wrong with a file: the whole of it, or one line."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from posapp.domain.card_numbers import mask

_LONGEST_VALUE = 60


class FileProblemError(Exception):
    """A file or a profile that cannot be used at all: a stable code, and what to do about it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class BrokenOffError(Exception):
    """The file ends before it is over: it was not copied whole."""


class LineError(ValueError):
    """One line that cannot be taken, because of one of its columns."""

    def __init__(self, code: str, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.column = column
        self.value = value


class Reject(NamedTuple):
    """A line that was not taken: where, and why in the words of a store manager."""

    row: int  # the line of the file, the header being 1
    code: str  # stable, for counting and for programs
    column: str  # as the header calls it; empty where it is about the whole line
    value: str  # shortened, a card number masked
    reason: str

    @classmethod
    def of(cls, row: int, error: LineError, secret: str = "") -> Reject:
        """Return what is written of a line's error; ``secret`` is a value that must not be written."""
        value = "" if secret and secret in error.value else error.value
        return cls(row, error.code, error.column, shortened(value), str(error))


def shortened(value: str) -> str:
    """Return a value as a list shows it: on one line, not too long, no card number, no control codes."""
    printable = "".join(c if c.isprintable() else " " for c in value[: 2 * _LONGEST_VALUE])
    if len(value) <= _LONGEST_VALUE:
        return mask(printable)
    return f"{mask(printable)[:_LONGEST_VALUE]}… ({len(value):,} characters)"


class Notes(Counter[str]):
    """How often something was noted that kept no line from being taken, by a stable code."""
