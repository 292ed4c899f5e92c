"""What an import must remember while it runs, on the disk and not in memory; nothing outlives it.

The tables are SQLite's own temporary ones: a file without a name, in no backup, no log and no database. The
column by which a till tells customers apart is in it only as a keyed hash, whose key is made for this run and
is never written.
"""

from __future__ import annotations

import errno
import hashlib
import secrets
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from posapp.domain.till import TillLine
from posapp.storage.bulk import padded

_KEY_BYTES = 32
_HASH_BYTES = 16
_AT_ONCE = 512
MOST_PURCHASES = 500  # of one item at one price by one customer; whoever has more is matched by hand

_TABLES = """
PRAGMA temp_store = FILE;
PRAGMA cache_size = -500;
PRAGMA temp.cache_size = -500;
CREATE TEMP TABLE seen (line TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE purchases (match BLOB, code TEXT, price INTEGER, line TEXT);
CREATE TEMP TABLE waiting (
    at_ms INTEGER, first_row INTEGER, document TEXT, match BLOB, row INTEGER, code TEXT, description TEXT,
    unit TEXT, quantity INTEGER, price INTEGER, line_at_ms INTEGER, original TEXT
);
PRAGMA temp.synchronous = OFF;
PRAGMA temp.journal_mode = OFF;
"""
_WAIT = f"INSERT INTO waiting VALUES ({', '.join('?' * 12)})"  # noqa: S608 -- only marks


class Purchase(NamedTuple):
    """A sale line of this run whose customer the file tells."""

    match: bytes
    code: str
    unit_price_micro: int
    sale_line_id: str


class WaitingReturn(NamedTuple):
    """A line that came back, until all sales of the file are in. Its ``line.match`` is empty."""

    document: str
    match: bytes | None
    line: TillLine


class Scratch:
    """A run's memory. Close it: then it is gone."""

    def __init__(self) -> None:
        from sqlcipher3 import dbapi2

        self._trouble = dbapi2.OperationalError
        self._key = secrets.token_bytes(_KEY_BYTES)
        self._last: tuple[str, bytes | None] = ("", None)
        self._database = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def hashed(self, match: str) -> bytes | None:
        """Return what stands for a customer while this import runs; None where the file tells none."""
        if not match:
            return None
        if match != self._last[0]:  # the lines of a document follow each other
            digest = hashlib.blake2b(match.encode(), key=self._key, digest_size=_HASH_BYTES)
            self._last = (match, digest.digest())
        return self._last[1]

    def see(self, lines: Sequence[str], purchases: Sequence[Purchase]) -> None:
        """Remember lines that the database knew before and the file holds, and who bought what."""
        self._write("INSERT OR IGNORE INTO seen VALUES (?)", [(line,) for line in lines])
        self._write("INSERT INTO purchases VALUES (?, ?, ?, ?)", purchases)

    def seen_of(self, lines: Sequence[str]) -> set[str]:
        """Return which of some lines that the database knew before the file has held so far."""
        found: set[str] = set()
        for start in range(0, len(lines), _AT_ONCE):
            some = padded(lines[start : start + _AT_ONCE])
            marks = ", ".join("?" * len(some))
            found.update(
                line
                for (line,) in self._database.execute(f"SELECT line FROM seen WHERE line IN ({marks})", some)  # noqa: S608 -- only marks
            )
        return found

    def wait(self, document: str, lines: Sequence[TillLine]) -> None:
        """Keep lines of a return document for later; its first line tells when their turn is."""
        first = lines[0]
        rows = [
            (
                first.at_ms, first.row, document, self.hashed(x.match), x.row, x.code, x.description, x.unit,
                x.quantity_micro, x.unit_price_micro, x.at_ms, x.original,
            )
            for x in lines
        ]  # fmt: skip
        self._write(_WAIT, rows)

    def prepare_matching(self) -> int:
        """Order what was kept, once all sales are in; return how many lines wait."""
        self._database.execute("CREATE INDEX temp.by_purchase ON purchases (match, code, price)")
        count: int = self._database.execute("SELECT count(*) FROM waiting").fetchone()[0]
        return count

    def in_order_of_time(self) -> Iterator[WaitingReturn]:
        """Give the lines that wait: document after document, the earliest first."""
        rows = self._database.execute(
            "SELECT document, match, row, code, description, unit, quantity, price, line_at_ms, original"
            " FROM waiting ORDER BY at_ms, first_row, row"
        )
        for document, match, row, code, description, unit, quantity, price, at_ms, original in rows:
            line = TillLine(row, code, description, unit, quantity, price, 0, None, at_ms, original=original)
            yield WaitingReturn(document, match, line)

    def bought_by(self, match: bytes, code: str, unit_price_micro: int) -> list[str]:
        """Return the sale lines of this run with this customer, item and price, MOST_PURCHASES at most."""
        rows = self._database.execute(
            "SELECT line FROM purchases WHERE match = ? AND code = ? AND price = ? LIMIT ?",
            (match, code, unit_price_micro, MOST_PURCHASES),
        )
        return [line for (line,) in rows]

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert rows; raise OSError where the disk does not take them."""
        if not rows:
            return
        try:
            self._database.execute("BEGIN")
            self._database.executemany(statement, rows)
            self._database.execute("COMMIT")
        except self._trouble as error:
            number = errno.ENOSPC if "full" in str(error) else errno.EIO
            raise OSError(number, f"The temporary folder: {error}") from error
