"""A till's file of sales, read as documents: what stands together in the file is given together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from posapp.domain.till import TillDocument, TillLine
from posapp.interchange.problems import BrokenOffError, LineError, Notes, Reject
from posapp.interchange.profile import SalesProfile
from posapp.interchange.sales_lines import LineReader, Role
from posapp.interchange.source import Source
from posapp.interchange.tables import table

MOST_LINES = 2_000  # of a document, so that a whole one fits a short transaction
_TOO_LONG = (
    f"The receipt has more than {MOST_LINES:,} lines. "
    "Is the column of the receipt's number the right one in the profile?"
)
_BROKEN_OFF = (
    "The file breaks off in this receipt. Copy the file again and import it again: nothing is taken twice."
)
_TOO_MUCH_OFF = "The receipt's discounts are more than its goods cost, so nobody can tell what was paid."


class Portion(NamedTuple):
    """Documents in the order of the file, lines that cannot be taken, how many lines were read for both."""

    documents: list[TillDocument]
    rejects: list[Reject]
    read: int


class SalesFile:
    """An open file of sales. Raises FileProblemError where file and profile do not go together."""

    def __init__(self, source: Source, profile: SalesProfile) -> None:
        self.notes = Notes()
        self.broken_off = False  # true once it turned out that the file was not copied whole
        self._rows = table(source, profile)
        self._line = LineReader(profile, self._rows.header, self.notes)
        self._gathered = _Gathered()

    def portions(self) -> Iterator[Portion]:
        """Give everything in the file, some hundreds of lines at a time."""
        try:
            for chunk in self._rows.chunks():
                rejects = list(chunk.rejects)
                documents: list[TillDocument] = []
                for row, fields in chunk.rows:
                    self._take(row, fields, documents, rejects)
                yield Portion(documents, rejects, len(chunk.rows) + len(chunk.rejects))
        except BrokenOffError:
            self.broken_off = True
            yield Portion([], self._gathered.refused("broken_off", _BROKEN_OFF), 0)
        else:
            documents, rejects = [], []
            self._finish(documents, rejects)
            yield Portion(documents, rejects, 0)

    def _take(
        self, row: int, fields: list[str], documents: list[TillDocument], rejects: list[Reject]
    ) -> None:
        try:
            number, role, line = self._line(row, fields)
        except LineError as error:
            rejects.append(Reject.of(row, error, secret=self._line.match_of(fields)))
            return
        gathered = self._gathered
        if number != gathered.document.number:
            self._finish(documents, rejects)
            gathered = self._gathered = _Gathered(number)
        if gathered.count == MOST_LINES or gathered.too_long:
            gathered.too_long = True
            rejects.extend(gathered.refused("too_many_lines", _TOO_LONG))
            rejects.append(Reject(row, "too_many_lines", "", number[:60], _TOO_LONG))
            return
        gathered.add(role, line)

    def _finish(self, documents: list[TillDocument], rejects: list[Reject]) -> None:
        """Give the document that is over, or refuse what cannot be reckoned."""
        document = self._gathered.document
        if document.discounts and document.discount_minor > sum(line.amount_minor for line in document.sold):
            rejects.extend(self._gathered.refused("discount", _TOO_MUCH_OFF))
        elif len(document):
            documents.append(document)


class _Gathered:
    """The document whose lines are coming in."""

    def __init__(self, number: str = "") -> None:
        self.document = TillDocument(number)
        self.too_long = False
        self.count = 0

    def add(self, role: Role, line: TillLine) -> None:
        self.count += 1
        if role is Role.SOLD:
            self.document.sold.append(line)
        elif role is Role.RETURNED:
            self.document.returned.append(line)
        else:
            self.document.discounts.append(line)

    def refused(self, code: str, reason: str) -> list[Reject]:
        """Return a reject for each of its lines, which are forgotten."""
        document = self.document
        self.document = TillDocument(document.number)
        lines = [*document.sold, *document.discounts, *document.returned]
        return [Reject(line.row, code, "", document.number[:60], reason) for line in lines]
