"""Lines become rows with line numbers; a line that breaks the rules costs itself and no other line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from posapp.interchange.lines import LONGEST_LINE, End, Lines, whole_lines
from posapp.interchange.problems import BrokenOffError, FileProblemError, LineError, Reject

if TYPE_CHECKING:
    from _csv import Reader

_MOST_COLUMNS = 1_000
_MOST_BLANK_LINES = 100_000  # before the header
_MOST_LINES_OF_A_ROW = 20  # a quoted text may go on over lines; further on, its closing quotes are missing

Row = tuple[int, list[str]]


class Chunk(NamedTuple):
    """Some rows in the order of the file, all as wide as the header, and the lines that are none."""

    rows: list[Row]
    rejects: list[Reject]


class Rows:
    """The table in a text that comes in pieces. The first line that is not blank is its header.

    Raises FileProblemError for a text that is no table, and, from ``chunks`` once all whole rows are
    given, BrokenOffError for one that ends in the middle.
    """

    def __init__(self, pieces: Iterator[str], delimiter: str) -> None:
        self._delimiter = delimiter
        self._portions = whole_lines(pieces)
        self._row = 1  # the number of the first line that is not yet looked at
        self.header = self._header()

    def chunks(self) -> Iterator[Chunk]:
        """Give all rows, some hundreds at a time; blank lines are left out."""
        held: list[str] = []  # the beginning of a row that later lines may complete
        for lines, end in self._portions:
            chunk = Chunk([], [])
            torn = lines.pop() if end is End.TORN and lines else ""
            held = self._take(chunk, Lines(held + lines, end))
            if torn:
                chunk.rejects.append(_cut(self._row))
            broken = end is End.TORN or (end is End.WHOLE and bool(lines) and self._is_cut(chunk))
            yield chunk
            if broken:
                raise BrokenOffError

    def _header(self) -> list[str]:
        for lines, end in self._portions:
            for index, line in enumerate(lines):
                if line.strip("\ufeff \t"):
                    self._row += index + 1
                    self._portions = chain([Lines(lines[index + 1 :], end)], self._portions)
                    return self._names(line)
            self._row += len(lines)
            if self._row > _MOST_BLANK_LINES:
                break
        raise FileProblemError("empty", "The file is empty: there is not even a header in it.")

    def _names(self, line: str) -> list[str]:
        try:
            _refuse(line)
            names = next(self._reader([line]))
        except (LineError, csv.Error):
            raise FileProblemError(
                "not_a_table", "The first line is not the header of a table. Save the list as CSV (UTF-8)."
            ) from None
        if len(names) > _MOST_COLUMNS:
            raise FileProblemError(
                "too_many_columns", f"The header has {len(names):,} columns; a till's list has a few."
            )
        return [name.strip("\ufeff \t") for name in names]

    def _take(self, chunk: Chunk, portion: Lines) -> list[str]:
        """Put what the lines hold into the chunk; return lines that wait for the next ones."""
        rows = self._at_once(portion.lines)
        if rows is None:
            return self._one_by_one(chunk, portion)
        for row, fields in enumerate(rows, self._row):
            self._add(chunk, row, fields)
        self._row += len(rows)
        return []

    def _at_once(self, lines: list[str]) -> list[list[str]] | None:
        """Return the rows where every line is one and nothing is odd: the quick way for nearly all."""
        text = "\n".join(lines)
        if len(text) > LONGEST_LINE or "\0" in text or not _is_decoded(text):
            return None
        try:
            rows = list(self._reader(lines))
        except csv.Error:
            return None
        return rows if len(rows) == len(lines) else None

    def _one_by_one(self, chunk: Chunk, portion: Lines) -> list[str]:
        lines, index = portion.lines, 0
        while index < len(lines):
            ahead = lines[index : index + _MOST_LINES_OF_A_ROW]
            try:
                _refuse(ahead[0])
                fields, used = self._one_row(ahead)
                self._add(chunk, self._row, fields)
            except _NeedsMore:
                if portion.end is End.MORE and len(ahead) < _MOST_LINES_OF_A_ROW:
                    return ahead
                chunk.rejects.append(Reject.of(self._row, _unbalanced(ahead[0])))
                used = 1
            except LineError as error:
                chunk.rejects.append(Reject.of(self._row, error))
                used = 1
            self._row += used
            index += used
        return []

    def _one_row(self, ahead: list[str]) -> tuple[list[str], int]:
        """Return the row that begins with the first line and how many lines it has."""
        reader = self._reader([f"{line}\n" for line in ahead])
        try:
            fields = next(reader)
        except csv.Error:
            if reader.line_num == len(ahead):
                raise _NeedsMore from None
            raise _unbalanced(ahead[0]) from None
        used = reader.line_num
        if used > 1 and (len(fields) != len(self.header) or self._holds_a_row(ahead[1:used])):
            raise _unbalanced(ahead[0])
        return fields, used

    def _holds_a_row(self, lines: list[str]) -> bool:
        """Tell whether a line stands for itself, so that a quotation mark before it only looks open."""
        for line in lines:
            try:
                _refuse(line)
                if len(next(self._reader([line]))) == len(self.header):
                    return True
            except (LineError, csv.Error):
                continue
        return False

    def _add(self, chunk: Chunk, row: int, fields: list[str]) -> None:
        width = len(self.header)
        if len(fields) > width and not any(fields[width:]):
            del fields[width:]  # some tills end every line with a delimiter
        if len(fields) == width:
            chunk.rows.append((row, fields))
        elif any(fields):
            code = "too_few_columns" if len(fields) < width else "too_many_columns"
            reason = f"The line has {len(fields):,} columns, the header has {width}."
            chunk.rejects.append(Reject(row, code, "", "", reason))

    def _is_cut(self, chunk: Chunk) -> bool:
        """Tell whether the last line, which has no line end, is too short to be whole; note it then."""
        last = chunk.rejects[-1] if chunk.rejects else None
        if last is None or last.row != self._row - 1 or last.code not in {"too_few_columns", "quotes"}:
            return False
        chunk.rejects[-1] = _cut(last.row)
        return True

    def _reader(self, lines: list[str]) -> Reader:
        return csv.reader(lines, delimiter=self._delimiter, strict=True)


class _NeedsMore(Exception):  # noqa: N818 -- nothing is wrong yet
    """A quotation mark is open at the end of what there is."""


def _unbalanced(line: str) -> LineError:
    return LineError("quotes", "", line[:1], "A quotation mark is opened and not closed again.")


def _refuse(line: str) -> None:
    """Raise LineError for a line that cannot be text of a table."""
    if len(line) > LONGEST_LINE:
        raise LineError("too_long", "", "", f"The line is longer than {LONGEST_LINE:,} characters.")
    if "\0" in line:
        raise LineError("nul", "", "", "The line holds zero bytes; that is no text.")
    if not _is_decoded(line):
        raise LineError(
            "encoding",
            "",
            "",
            "The line is not of the profile's encoding. Files from Windows are often of cp1252.",
        )


def _is_decoded(text: str) -> bool:
    """Tell whether no byte was left over when the text was decoded."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _cut(row: int) -> Reject:
    return Reject(row, "cut", "", "", "The file ends in the middle of this line.")
