"""The auditor's verifier: reads a store's journal and records, imports nothing of Plum, changes nothing.

``python verifier.py DATA_DIR [DATABASE_URL]`` checks every entry's number, chain, hash and signature, every
row an entry wrote and every row for its entry, counters, sums, and the digests of what was imported. It says
in JSON what it found, names the first thing that is not as it was written, and ends with 0, 3 or 5.
"""

# ruff: noqa: S608 -- names of tables and columns are ours, or were found in the database's own catalogue
from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Row = tuple[Any, ...]
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_ENTRY = ("store_id", "desk_id", "seq", "at", "actor", "kind", "payload", "prev_hash", "hash", "signature")
_HEAD_BYTES = 10
_FACTS = ("name", "address", "reply_address", "currency", "time_zone")
# Columns that move after their row was written: counters are added up, a store's facts are compared with what
# was said last of them, and the state of a paper is nobody's act.
_MOVES = {"stores": {*_FACTS}, "papers": {"state"}}
_MOVES |= {"sale_lines": {"returned_micro"}, "sale_tenders": {"refunded_minor"}}
# Acts wrote every row of these tables, and of the others those that no import brought.
_ALL = "stores desks people policies imports import_documents shelf_prices papers visits visit_returns"
_BY_ACTS = dict.fromkeys([*_ALL.split(), "visit_replacements", "visit_refunds"], "1 = 1")
_BY_ACTS |= dict.fromkeys(("sales", "sale_lines"), "import_id IS NULL")
_BY_ACTS["sale_tenders"] = "sale_id IN (SELECT sale_id FROM sales WHERE import_id IS NULL)"
# Table, its key, a counter, and what it adds up of which tables.
_COUNTERS = (
    ("sale_lines", "sale_line_id", "returned_micro", "quantity_micro", "visit_returns", "till_returns"),
    ("sale_tenders", "sale_id, tender", "refunded_minor", "amount_minor", "visit_refunds"),
)
# What a digest is over, in its order; posapp/storage/digests.py says how.
_LINE = "code, description, unit, quantity_micro, unit_price_micro"
_SOLD = (
    f"sale_line_id, line_no, {_LINE}, paid_minor, tax_rate_ppm, sold_at_ms, first_bought_at_ms, occurrence"
)
_OFF = "line_no, code, description, quantity_micro, unit_price_micro, amount_minor, occurrence"
_BACK = f"till_return_id, line_no, {_LINE}, returned_at_ms, occurrence, sale_line_id"
# What imports brought: table, key, which rows, and the part of a document that each must be in.
_OWNED = "d.store_id = t.store_id AND d.desk_id = t.desk_id"
_OF_SALE = "kind = 'sale' AND document = (SELECT number FROM sales s WHERE s.sale_id = t.sale_id)"
_IN_PART = "d.import_id = t.import_id AND t.line_no BETWEEN first_line AND last_line"
_IMPORTED = (
    ("sales", "sale_id", "import_id IS NOT NULL", "d.import_id = t.import_id AND document = t.number"),
    ("sale_lines", "sale_line_id", "import_id IS NOT NULL", f"{_IN_PART} AND {_OF_SALE}"),
    ("sale_discounts", "sale_id, line_no", "1 = 1", f"{_IN_PART} AND {_OF_SALE}"),
    ("sale_tenders", "sale_id, tender", f"NOT ({_BY_ACTS['sale_tenders']})", _OF_SALE),
    ("till_returns", "till_return_id", "1 = 1", f"{_IN_PART} AND kind = 'return' AND document = t.document"),
)


class CannotVerifyError(Exception):
    """There is nothing here to verify, or it cannot be read; the sentence says why."""


class BrokenError(Exception):
    """What is not as it was written, and of which record."""

    def __init__(self, what: str, table: str = "", key: Iterable[object] = (), column: str = "") -> None:
        super().__init__(what)
        told = "/".join(map(str, key))
        self.record = {"table": table, "key": told, "column": column} if table else None


class Database:
    """One unchanging, read-only picture of a store's database, while its desks go on working."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 -- either driver's
        self._connection = connection
        self._server = "psycopg" in type(connection).__module__
        self._streams = 0
        self._shapes: dict[str, tuple[list[str], list[str]]] = {}

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Give the rows of a query (``?`` stands for a value), their values as entries hold them."""
        query = query.replace("?", "%s") if self._server else query
        return (tuple(map(_plain, row)) for row in self._connection.execute(query, values))

    def stream(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Give the rows of a long answer, a few at a time."""
        if not self._server:
            yield from self.rows(query, values)
            return
        self._streams += 1
        with self._connection.cursor(name=f"stream{self._streams}") as cursor:
            yield from (tuple(map(_plain, x)) for x in cursor.execute(query.replace("?", "%s"), values))

    def shape(self, table: str) -> tuple[list[str], list[str]]:
        """Return the columns of a table and those of its primary key; nothing if there is no such table."""
        if table not in self._shapes:
            names = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
            keys = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk"
            if self._server:
                names = "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
                keys = "SELECT column_name FROM information_schema.key_column_usage "
                keys += "WHERE constraint_name = 'pk_' || ? ORDER BY ordinal_position"
            columns, key = ([name for (name,) in self.rows(query, [table])] for query in (names, keys))
            self._shapes[table] = columns, key
        return self._shapes[table]


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[Database]:
    """Give the database of a data folder, or of a server; raise CannotVerifyError if it cannot be read."""
    try:
        connection = _in_file(folder / "plum.db") if url is None else _on_server(url)
    except Exception as error:
        raise CannotVerifyError(f"There is no store in {folder} that can be read: {error}") from error
    with closing(connection):
        yield Database(connection)


def _in_file(path: Path) -> Any:  # noqa: ANN401 -- the driver says nothing of its types
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT COUNT(*) FROM desks")
    return connection


def _on_server(url: str) -> Any:  # noqa: ANN401 -- the same
    import psycopg

    connection = psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return connection


class Verifier:
    """One pass over everything, in constant memory; the first fault ends it."""

    def __init__(self, database: Database, keys: Path) -> None:
        self._database, self._keys = database, keys
        self._place: Row = (None, None, None)  # the entry at hand: desk, seq, kind
        self._entries = 0
        self._desks: dict[str, str] = {}  # with their public keys
        self._heads: list[dict[str, object]] = []
        self._written: Counter[str] = Counter()  # table → rows that entries wrote
        self._facts: dict[str, dict[str, object]] = {}  # a store's column → desk → what it said last

    def run(self) -> dict[str, Any]:
        """Check everything and return what was found."""
        broken: dict[str, Any] | None = None
        try:
            self._check_journal()
            self._place = (None, None, None)
            self._check_facts()
            self._check_unwritten()
            self._check_imports()
            self._check_counters()
        except BrokenError as fault:
            broken = dict(zip(("desk", "seq", "kind"), self._place, strict=True)) | {"what": str(fault)}
            broken |= {"record": fault.record} if fault.record else {}
        counts = {"entries": self._entries, "records": self._written.total(), "desks": len(self._desks)}
        return {"ok": broken is None, **counts, "first_broken": broken, "heads": self._heads}

    def _check_journal(self) -> None:
        self._desks.update(self._database.rows("SELECT desk_id, public_key FROM desks"))
        here, public = _own_key(self._keys)
        if self._desks.get(here, public) != public:
            self._place = (here, 1, "desk_joined")
            raise BrokenError(
                "the desk's key is not the one in its keys folder", "desks", [here], "public_key"
            )
        for desk, its_public in sorted(self._desks.items()):
            self._check_chain(desk, its_public)
        unknown = "desk_id NOT IN (SELECT desk_id FROM desks) ORDER BY desk_id, seq"
        for place in self._database.rows(f"SELECT desk_id, seq, kind FROM journal WHERE {unknown}"):
            self._place = place
            raise BrokenError("the entry is of a desk that nobody knows")

    def _check_chain(self, desk: str, public: str) -> None:
        last, prev_hash = 0, "0" * 64
        query = f"SELECT {', '.join(_ENTRY)} FROM journal WHERE desk_id = ? ORDER BY seq"
        for row in self._database.stream(query, [desk]):
            entry = dict(zip(_ENTRY, row, strict=True))
            last += 1
            self._place = (desk, last, entry["kind"] if entry["seq"] == last else None)
            if entry["seq"] != last:
                raise BrokenError("the entry is missing")
            if entry["prev_hash"] != prev_hash:
                raise BrokenError("the entry does not follow the one before it")
            _check_entry(entry, public)
            self._check_payload(entry, json.loads(entry["payload"]))
            self._entries, prev_hash = self._entries + 1, entry["hash"]
        self._heads.append({"desk": desk, "seq": last, "head": head_of(prev_hash) if last else None})

    def _check_payload(self, entry: dict[str, Any], payload: dict[str, Any]) -> None:
        records: dict[str, list[dict[str, Any]]] = payload["records"]
        for table, rows in records.items():
            for row in rows:
                self._check_record(table, row)
            self._written[table] += len(rows)
        for said in (*records.get("stores", ()), payload.get("changes", {}), payload.get("store", {})):
            for name in _MOVES["stores"] & said.keys():
                self._facts.setdefault(name, {})[entry["desk_id"]] = said[name]
        of_visit = [entry["seq"]] if entry["kind"] == "visit" else []
        if [x["journal_seq"] for x in records.get("visits", ())] != of_visit:
            raise BrokenError("a visit has one entry, and its entry one visit")
        if of_visit:
            _check_sums(records)

    def _check_record(self, table: str, row: dict[str, Any]) -> None:
        (names, key), moves = self._database.shape(table), _MOVES.get(table, set())
        if not key or not set(names) - moves <= row.keys() <= set(names):
            raise BrokenError("the entry does not tell its record in full", table)
        told, query = [row[x] for x in key], f"SELECT {', '.join(names)} FROM {table} WHERE {_same(key)}"
        found = next(self._database.rows(query, told), None)
        if found is None:
            raise BrokenError("a record is gone", table, told)
        for name, value in zip(names, found, strict=True):
            if name not in moves and value != row[name]:
                raise BrokenError("a record was changed", table, told, name)

    def _check_facts(self) -> None:
        """Check that the store says of itself what a desk said last."""
        for store, *values in self._database.rows(f"SELECT store_id, {', '.join(_FACTS)} FROM stores"):
            for name, value in zip(_FACTS, values, strict=True):
                if value not in self._facts.get(name, {}).values():
                    raise BrokenError("a record was changed", "stores", [store], name)

    def _check_unwritten(self) -> None:
        """Check that no table holds more rows than entries wrote; each of those was found by its key."""
        for table, which in _BY_ACTS.items():
            ((count,),) = self._database.rows(f"SELECT COUNT(*) FROM {table} WHERE {which}")
            if count < self._written[table]:
                raise BrokenError("two entries wrote one record", table)
            if count > self._written[table]:
                self._name_unwritten(table, which)

    def _name_unwritten(self, table: str, which: str) -> None:
        names, key = self._database.shape(table)
        written = {tuple(row[x] for x in key) for _, row in self._told(table)}  # only now, and of one table
        for row in self._database.rows(f"SELECT {', '.join(names)} FROM {table} WHERE {which}"):
            values = dict(zip(names, row, strict=True))
            if (told := tuple(values[x] for x in key)) not in written:
                self._place = self._last_visit("v.visit_id = ?", [values.get("visit_id")])
                raise BrokenError("no entry wrote this record", table, told)

    def _check_counters(self) -> None:
        """Check counters against the rows that moved them; name the last visit that did."""
        for table, key, counter, part, *moved_by in _COUNTERS:
            parts = " UNION ALL ".join(f"SELECT {key}, {part} AS part FROM {x}" for x in moved_by)
            sums = f"SELECT {key}, SUM(part) AS parts FROM ({parts}) p GROUP BY {key}"
            moved = f"{table} LEFT JOIN ({sums}) m USING ({key}) WHERE {counter} <> COALESCE(parts, 0)"
            for found in self._database.rows(f"SELECT {key} FROM {moved}"):
                of_it = f"SELECT visit_id FROM {moved_by[0]} WHERE {_same(key.split(', '))}"
                self._place = self._last_visit(f"v.visit_id IN ({of_it})", found)
                raise BrokenError("the counter is not what moved it", table, found, counter)

    def _check_imports(self) -> None:
        """Check what was imported against the digests in its entries, and that nothing is beside it."""
        query = (
            "SELECT kind, document, import_id, first_line, last_line, tenders, digest FROM import_documents"
        )
        rows = self._database.stream(f"{query} ORDER BY kind, document, first_line")
        for (kind, number), parts in groupby(rows, key=itemgetter(0, 1)):
            paid: Counter[str] = Counter()
            for _, _, import_id, first, last, tenders, told in parts:
                found = self._document(kind, number, (import_id, first, last), json.loads(tenders))
                if _sha256(_canonical(found)) != told:
                    self._blame("what was imported was changed", (import_id, kind, number, first))
                paid.update(json.loads(tenders))
            in_all = "SELECT tender, paid_minor FROM sale_tenders JOIN sales USING (sale_id) WHERE number = ?"
            if kind == "sale" and dict(self._database.rows(in_all, [number])) != paid:
                self._blame("what was paid is not what was imported", (import_id, kind, number, first))
        for table, key, which, part in _IMPORTED:
            known = f"SELECT 1 FROM import_documents d WHERE {_OWNED} AND {part}"
            query = f"SELECT {key} FROM {table} t WHERE {which} AND NOT EXISTS ({known})"
            for beside in self._database.rows(query):
                raise BrokenError("no import brought this record", table, beside)

    def _document(self, kind: str, number: str, part: Row, tenders: dict[str, int]) -> dict[str, Any]:
        """Return what a digest of a part of a document (import, first and last line) is over."""

        def lines(columns: str, table: str, of: str, value: object) -> list[Row]:
            which = f"{of} = ? AND import_id = ? AND line_no BETWEEN ? AND ? ORDER BY line_no"
            return list(self._database.rows(f"SELECT {columns} FROM {table} WHERE {which}", [value, *part]))

        content: dict[str, Any] = {"document": number, "kind": kind}
        if kind == "return":
            return content | {"lines": lines(_BACK, "till_returns", "document", number)}
        query = "SELECT sale_id, sold_at_ms, import_id FROM sales WHERE number = ?"
        sale_id, sold_at_ms, import_id = next(self._database.rows(query, [number]), (None, None, None))
        content |= {"created_at_ms": sold_at_ms if part[:2] == (import_id, 1) else None, "sale_id": sale_id}
        content |= {"discounts": lines(_OFF, "sale_discounts", "sale_id", sale_id), "tenders": tenders}
        return content | {"lines": lines(_SOLD, "sale_lines", "sale_id", sale_id)}

    def _blame(self, what: str, document: Row) -> None:
        """Name the entry that took a part of a document."""
        key = self._database.shape("import_documents")[1]
        for place, row in self._told("import_documents"):
            if tuple(row[x] for x in key) == document:
                self._place = place
        raise BrokenError(what, "import_documents", document)

    def _told(self, table: str) -> Iterator[tuple[Row, dict[str, Any]]]:
        """Give every record of a table that entries tell, with its entry."""
        for *place, payload in self._database.stream("SELECT desk_id, seq, kind, payload FROM journal"):
            yield from ((tuple(place), row) for row in json.loads(payload)["records"].get(table, ()))

    def _last_visit(self, which: str, values: Sequence[object]) -> Row:
        """Return the last entry among the visits that a condition picks."""
        query = f"SELECT v.desk_id, v.journal_seq FROM visits v WHERE {which} ORDER BY v.done_at DESC"
        found = next(self._database.rows(query, values), None)
        return (*found, "visit") if found else (None, None, None)


def _check_entry(entry: dict[str, Any], public: str) -> None:
    """Check an entry's hash over its canonical text, the payload as it stands, and its desk's signature."""
    before = {"actor": entry["actor"], "at": entry["at"], "desk": entry["desk_id"], "kind": entry["kind"]}
    after = {"prev_hash": entry["prev_hash"], "seq": entry["seq"], "store": entry["store_id"]}
    text = f'{_canonical(before)[:-1]},"payload":{entry["payload"]},{_canonical(after)[1:]}'
    if _sha256(text) != entry["hash"]:
        raise BrokenError("the entry was changed")
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(entry["signature"]), bytes.fromhex(entry["hash"]))
    except (InvalidSignature, ValueError):
        raise BrokenError("the entry is not signed by its desk") from None


def _check_sums(records: dict[str, list[dict[str, Any]]]) -> None:
    """Check that a visit's lines add up to what it says: in = out + money back (DESIGN 3)."""

    def added(table: str, column: str) -> int:
        return sum(row[column] for row in records.get(table, ()))

    (visit,) = records["visits"]
    charged, shelf = (added("visit_replacements", x) for x in ("charged_minor", "shelf_minor"))
    back = added("visit_returns", "credit_minor") - charged
    absorbed = shelf - charged + added("visit_returns", "above_today_minor")
    said = visit["to_customer_minor"], visit["to_customer_minor"], visit["absorbed_minor"]
    if (back, added("visit_refunds", "amount_minor"), absorbed) != said:
        raise BrokenError("the visit does not add up", "visits", [visit["visit_id"]])


def _own_key(keys: Path) -> tuple[str, str]:
    try:
        secret = Ed25519PrivateKey.from_private_bytes((keys / "signing.key").read_bytes())
        return (keys / "desk-id").read_text("ascii").strip(), secret.public_key().public_bytes_raw().hex()
    except (OSError, ValueError):
        return "", ""  # an auditor's copy has no keys


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _same(columns: Sequence[str]) -> str:
    return " AND ".join(f"{name} = ?" for name in columns)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def head_of(entry_hash: str) -> str:
    """Return the 16 characters that paper carries of a hash."""
    return base64.b32encode(bytes.fromhex(entry_hash)[:_HEAD_BYTES]).decode("ascii")


def entry_of_head(folder: Path, head: str, url: str | None = None) -> dict[str, Any] | None:
    """Return the entry of a printed head, or None; raise ValueError for what is no head."""
    start = base64.b32decode(head.replace("-", "").replace(" ", "").upper())
    if len(start) != _HEAD_BYTES:
        raise ValueError("a head has 16 characters")
    query = "SELECT desk_id, seq, kind, at FROM journal WHERE substr(hash, 1, 20) = ?"
    with opened(folder, url) as database:
        found = next(database.rows(query, [start.hex()]), None)
    return dict(zip(("desk", "seq", "kind", "at"), found, strict=True)) if found else None


def verify(folder: Path, url: str | None = None) -> dict[str, Any]:
    """Check a data folder, or a server's database with the folder's keys; raise CannotVerifyError without."""
    with opened(folder, url) as database:
        return Verifier(database, folder / "keys").run()


if __name__ == "__main__":
    try:
        answer = verify(Path(sys.argv[1]), *sys.argv[2:3])
    except (CannotVerifyError, IndexError) as problem:
        sys.stderr.write(f"{problem}\n{__doc__}")
        sys.exit(3)
    print(json.dumps(answer))
    sys.exit(0 if answer["ok"] else 5)
