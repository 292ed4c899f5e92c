"""A first look at a file nobody has described yet: its header, some lines, and what that lets us guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from posapp.interchange.problems import BrokenOffError, FileProblemError, shortened
from posapp.interchange.rows import Rows
from posapp.interchange.source import Source, wide_encoding

_PIECES = 4  # of 64 KB
_SAMPLES = 3
_DELIMITERS = (",", ";", "\t", "|")
_DATES = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%Y-%m-%d", "%d.%m.%Y",
    "%d/%m/%Y", "%m/%d/%Y",
)  # fmt: skip
_COMMA_DECIMAL = re.compile(r"-?[0-9.]*,[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a file begins with. ``samples`` are its first rows, values shortened."""

    encoding: str
    delimiter: str
    header: list[str]
    samples: list[list[str]]

    def sample(self, column: str) -> list[str]:
        """Return the values of a column in the first rows."""
        place = self.header.index(column)
        return [row[place] for row in self.samples]


def look(path: Path) -> FirstLook:
    """Return what a file begins with; raise FileProblemError for what is no table."""
    with Source(path) as source:
        encoding = _encoding(source)
        delimiter = max(_DELIMITERS, key=lambda x: _width(source, encoding, x))
        rows = Rows(source.text(encoding), delimiter)
        samples = [fields for _, fields in islice(_rows(rows), _SAMPLES)]
    return FirstLook(encoding, delimiter, rows.header, [[shortened(x) for x in row] for row in samples])


def date_formats(values: Sequence[str]) -> list[str]:
    """Return the forms in which all of some values are dates; several where nobody can tell."""
    return [form for form in _DATES if values and all(_is_date(value.strip(), form) for value in values)]


def has_comma_decimal(values: Sequence[str]) -> bool:
    """Tell whether some values are numbers with a decimal comma."""
    return any(_COMMA_DECIMAL.fullmatch(value.strip()) for value in values)


def _width(source: Source, encoding: str, delimiter: str) -> int:
    """Return how many columns a delimiter makes of the header; none where it makes no header."""
    try:
        return len(Rows(source.text(encoding), delimiter).header)
    except FileProblemError:
        return 0


def _rows(rows: Rows) -> Iterator[tuple[int, list[str]]]:
    try:
        for chunk in rows.chunks():
            yield from chunk.rows
    except BrokenOffError:
        return


def _encoding(source: Source) -> str:
    """Return the encoding that the beginning is of: UTF-8 unless it is not."""
    if (wide := wide_encoding(source.beginning)) is not None:
        return wide
    try:
        for piece in islice(source.text("utf-8"), _PIECES):
            codecs.encode(piece, "utf-8")
    except UnicodeEncodeError:
        return "cp1252"
    except BrokenOffError:
        return "utf-8"
    return "utf-8"


def _is_date(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 -- only whether it can be read
    except ValueError:
        return False
    return True
