"""The auditor's verifier: reads a store's journal and records, imports nothing of Plum, changes nothing.

``python verifier.py DATA_DIR [DATABASE_URL]`` checks every entry's number, chain, hash and signature; every
row that an entry wrote, column by column; every row for its entry; counters, sums, and the digests of what
was imported (RELIABILITY T17). It prints what it found as JSON, names the first thing that is not as it was
written, and ends with 0, 3 (nothing to read) or 5 (not as it was written).
"""

# ruff: noqa: S608 -- names of tables and columns are ours, or were found in the database's own catalogue

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
Place = tuple[str, int | None, str | None]  # an entry: desk, seq, kind
_NOWHERE: Place = ("", None, None)
_COLUMNS = "store_id, desk_id, seq, at, actor, kind, payload, prev_hash, hash, signature"
_HEAD_BYTES = 10
# Columns that move after their row was written: counters are added up, a store's facts are what was said last
# of them, and the state of a paper is nobody's act.
_MOVES = {
    "stores": {"name", "address", "reply_address", "currency", "time_zone"},
    "sale_lines": {"returned_micro"},
    "sale_tenders": {"refunded_minor"},
    "papers": {"state"},
}
_ALL = "1 = 1"
_OF_VISIT = "t.sale_id IN (SELECT sale_id FROM sales WHERE import_id IS NULL)"
# Every row of these tables was written by an act, or those rows that the condition picks.
_BY_ACTS = dict.fromkeys(("stores", "desks", "people", "policies", "imports", "import_documents"), _ALL)
_BY_ACTS |= dict.fromkeys(("visits", "visit_returns", "visit_replacements", "visit_refunds", "papers"), _ALL)
_BY_ACTS |= {"sales": "t.import_id IS NULL", "sale_lines": "t.import_id IS NULL", "sale_tenders": _OF_VISIT}
# What moved a counter, and the entry to name if it did not: table, its key, counter, and the rows to add up.
_COUNTERS = (
    ("sale_lines", ("sale_line_id",), "returned_micro", "quantity_micro", "visit_returns", "till_returns"),
    ("sale_tenders", ("sale_id", "tender"), "refunded_minor", "amount_minor", "visit_refunds"),
)


class CannotVerifyError(Exception):
    """There is nothing here to verify, or it cannot be read; the sentence says why."""


class BrokenError(Exception):
    """What is not as it was written, and of which record."""

    def __init__(self, what: str, table: str = "", key: object = "", column: str = "") -> None:
        super().__init__(what)
        told = "/".join(map(str, key)) if isinstance(key, list | tuple) else key
        self.record = {"table": table, "key": told, "column": column} if table else None


class Database:
    """One unchanging, read-only picture of a store's database, while its desks go on working."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self._shapes: dict[str, tuple[list[str], list[str], str]] = {}
        self._server = url is not None
        try:
            self._connection = _on_server(url) if url is not None else _in_file(folder / "plum.db")
            self.desks = dict(self.rows("SELECT desk_id, public_key FROM desks"))
        except Exception as error:  # either driver's
            raise CannotVerifyError(f"There is no store in {folder} that can be read: {error}") from error

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query (``?`` stands for a value), their values as entries hold them."""
        query = query.replace("?", "%s") if self._server else query
        return (tuple(map(plain, row)) for row in self._connection.execute(query, values))

    def stream(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a long answer, a few at a time."""
        if not self._server:
            yield from self.rows(query, values)
            return
        with self._connection.cursor(name="stream") as cursor:
            yield from (tuple(map(plain, x)) for x in cursor.execute(query.replace("?", "%s"), values))

    def shape(self, table: str) -> tuple[list[str], list[str], str]:
        """Return a table's columns, its primary key, and the query that finds a row by that."""
        if table not in self._shapes:
            names = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
            keys = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk"
            if self._server:
                names = "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
                keys = "SELECT column_name FROM information_schema.key_column_usage "
                keys += "WHERE constraint_name = 'pk_' || ? ORDER BY ordinal_position"
            columns, key = ([name for (name,) in self.rows(query, [table])] for query in (names, keys))
            find = f"SELECT {', '.join(columns)} FROM {table} WHERE {_same(key)}"
            self._shapes[table] = columns, key, find
        return self._shapes[table]


def _same(columns: Sequence[str]) -> str:
    return " AND ".join(f"{name} = ?" for name in columns)


def _on_server(url: str) -> Any:  # noqa: ANN401 -- either driver's connection
    import psycopg

    connection = psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return connection


def _in_file(path: Path) -> Any:  # noqa: ANN401 -- either driver's connection
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    return connection


def plain(value: object) -> object:
    """Return a column's value as an entry holds it: identities and bytes as hexadecimal."""
    if isinstance(value, UUID):
        return value.hex
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _own_key(keys: Path) -> tuple[str, str]:
    try:
        secret = Ed25519PrivateKey.from_private_bytes((keys / "signing.key").read_bytes())
        return (keys / "desk-id").read_text("ascii").strip(), secret.public_key().public_bytes_raw().hex()
    except (OSError, ValueError):
        return "", ""  # an auditor's copy has no keys


class Verifier:
    """One pass over everything, in constant memory; the first fault ends it."""

    def __init__(self, database: Database, keys: Path) -> None:
        self.database = database
        self._keys = keys
        self._place = _NOWHERE
        self._entries = 0
        self._heads: list[dict[str, object]] = []
        self._written: Counter[str] = Counter()  # table → rows that entries wrote
        self._facts: dict[str, dict[str, object]] = {}  # a store's column → desk → what it said last

    def run(self) -> dict[str, Any]:
        """Check everything and return what was found."""
        first_broken: dict[str, Any] | None = None
        try:
            self._check_all()
        except BrokenError as fault:
            desk, seq, kind = self._place
            first_broken = {"desk": desk, "seq": seq, "kind": kind, "what": str(fault)}
            first_broken |= {"record": fault.record} if fault.record else {}
        return {
            "ok": first_broken is None,
            "entries": self._entries,
            "records": self._written.total(),
            "desks": len(self.database.desks),
            "first_broken": first_broken,
            "heads": self._heads,
        }

    def _check_all(self) -> None:
        desks, (here, public) = self.database.desks, _own_key(self._keys)
        if desks.get(here, public) != public:
            self._place = (here, 1, "desk_joined")
            raise BrokenError("the desk's key is not the one in its keys folder", "desks", here, "public_key")
        entered = {desk: "" for (desk,) in self.database.rows("SELECT DISTINCT desk_id FROM journal")}
        for desk, its_public in sorted((entered | desks).items()):
            self._check_chain(desk, its_public)
        self._place = _NOWHERE
        self._check_facts()
        self._check_unwritten()
        for counter in _COUNTERS:
            self._check_counter(*counter)

    def _check_chain(self, desk: str, public: str) -> None:
        last, prev_hash = 0, "0" * 64
        query = f"SELECT {_COLUMNS} FROM journal WHERE desk_id = ? ORDER BY seq"
        for row in self.database.stream(query, [desk]):
            entry = dict(zip(_COLUMNS.split(", "), row, strict=True))
            last += 1
            self._place = (desk, last, None)
            if entry["seq"] != last:
                raise BrokenError("the entry is missing")
            self._place = (desk, last, entry["kind"])
            if entry["prev_hash"] != prev_hash:
                raise BrokenError("the entry does not follow the one before it")
            check_entry(entry, public)
            self._check_payload(entry)
            self._entries, prev_hash = self._entries + 1, entry["hash"]
        self._heads.append({"desk": desk, "seq": last, "head": head_of(prev_hash) if last else None})

    def _check_payload(self, entry: dict[str, Any]) -> None:
        payload = json.loads(entry["payload"])
        records: dict[str, list[dict[str, Any]]] = payload["records"]
        for table, rows in records.items():
            for row in rows:
                self._check_record(table, row)
            self._written[table] += len(rows)
        for said in (*records.get("stores", ()), payload.get("changes", {})):
            for name in _MOVES["stores"] & said.keys():
                self._facts.setdefault(name, {})[entry["desk_id"]] = said[name]
        if [x["journal_seq"] for x in records.get("visits", ())] != [entry["seq"]] * (
            entry["kind"] == "visit"
        ):
            raise BrokenError("a visit has one entry, and its entry one visit")
        if entry["kind"] == "visit":
            check_sums(records)

    def _check_record(self, table: str, row: dict[str, Any]) -> None:
        names, key, find = self.database.shape(table)
        moves = _MOVES.get(table, set())
        if not key or not set(names) - moves <= row.keys() <= set(names):
            raise BrokenError("the entry does not tell its record in full", table)
        told = [row[name] for name in key]
        found = next(self.database.rows(find, told), None)
        if found is None:
            raise BrokenError("a record is gone", table, told)
        for name, value in zip(names, found, strict=True):
            if name not in moves and value != row[name]:
                raise BrokenError("a record was changed", table, told, name)

    def _check_facts(self) -> None:
        """Check that the store says of itself what a desk said last."""
        names = sorted(self._facts)
        for store, *values in self.database.rows(f"SELECT {', '.join(['store_id', *names])} FROM stores"):
            for name, value in zip(names, values, strict=True):
                if value not in self._facts[name].values():
                    raise BrokenError("a record was changed", "stores", store, name)

    def _check_unwritten(self) -> None:
        """Check that no table holds more rows than entries wrote; each of those was found by its key."""
        for table, which in _BY_ACTS.items():
            ((count,),) = self.database.rows(f"SELECT COUNT(*) FROM {table} t WHERE {which}")
            if count < self._written[table]:
                raise BrokenError("two entries wrote one record", table)
            if count > self._written[table]:
                self._name_unwritten(table, which)

    def _name_unwritten(self, table: str, which: str) -> None:
        """Name a row that no entry wrote; only now the keys of a table are held in memory."""
        names, key, _ = self.database.shape(table)
        written = set()
        for (payload,) in self.database.stream("SELECT payload FROM journal"):
            written |= {tuple(row[x] for x in key) for row in json.loads(payload)["records"].get(table, ())}
        for row in self.database.rows(f"SELECT {', '.join(names)} FROM {table} t WHERE {which}"):
            values = dict(zip(names, row, strict=True))
            told = tuple(values[x] for x in key)
            if told not in written:
                self._place = self._visit("v.visit_id = ?", [values.get("visit_id")])
                raise BrokenError("no entry wrote this record", table, told)

    def _check_counter(
        self, table: str, key: tuple[str, ...], counter: str, part: str, *moved_by: str
    ) -> None:
        """Check a counter against the rows that moved it; name the last visit that did."""
        keys = ", ".join(key)
        parts = " UNION ALL ".join(f"SELECT {keys}, {part} AS part FROM {x}" for x in moved_by)
        sums = f"SELECT {keys}, SUM(part) AS parts FROM ({parts}) p GROUP BY {keys}"
        same = " AND ".join(f"m.{x} = t.{x}" for x in key)
        which = f"FROM {table} t LEFT JOIN ({sums}) m ON {same} WHERE t.{counter} <> COALESCE(m.parts, 0)"
        for found in self.database.rows(f"SELECT {', '.join(f't.{x}' for x in key)} {which}"):
            mine = f"SELECT visit_id FROM {moved_by[0]} WHERE {_same(key)}"
            self._place = self._visit(f"v.visit_id IN ({mine})", found)
            raise BrokenError("the counter is not what moved it", table, found, counter)

    def _visit(self, which: str, values: Sequence[object]) -> Place:
        """Return the last entry among the visits that a condition picks."""
        query = f"SELECT v.desk_id, v.journal_seq FROM visits v WHERE {which} ORDER BY v.done_at DESC"
        desk, seq = next(self.database.rows(query, values), ("", None))
        return (desk, seq, "visit") if desk else _NOWHERE


def check_entry(entry: dict[str, Any], public: str) -> None:
    """Check an entry's hash over its canonical text, the payload as it stands, and its desk's signature."""
    before = {"actor": entry["actor"], "at": entry["at"], "desk": entry["desk_id"], "kind": entry["kind"]}
    after = {"prev_hash": entry["prev_hash"], "seq": entry["seq"], "store": entry["store_id"]}
    text = f'{_canonical(before)[:-1]},"payload":{entry["payload"]},{_canonical(after)[1:]}'
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != entry["hash"]:
        raise BrokenError("the entry was changed")
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(entry["signature"]), bytes.fromhex(entry["hash"]))
    except (InvalidSignature, ValueError):
        raise BrokenError("the entry is not signed by its desk") from None


def check_sums(records: dict[str, list[dict[str, Any]]]) -> None:
    """Check that a visit's lines add up to what it says: in = out + money back (DESIGN 3)."""

    def added(table: str, column: str) -> int:
        return sum(row[column] for row in records.get(table, ()))

    (visit,) = records["visits"]
    charged = added("visit_replacements", "charged_minor")
    absorbed = (
        added("visit_replacements", "shelf_minor") - charged + added("visit_returns", "above_today_minor")
    )
    if (
        added("visit_returns", "credit_minor") != charged + visit["to_customer_minor"]
        or added("visit_refunds", "amount_minor") != visit["to_customer_minor"]
        or absorbed != visit["absorbed_minor"]
    ):
        raise BrokenError("the visit does not add up", "visits", visit["visit_id"])


def head_of(entry_hash: str) -> str:
    """Return the 16 characters that paper carries of a hash."""
    return base64.b32encode(bytes.fromhex(entry_hash)[:_HEAD_BYTES]).decode("ascii")


def entry_of_head(folder: Path, head: str, url: str | None = None) -> dict[str, Any] | None:
    """Return the entry of a printed head, or None; raise CannotVerifyError for what is no head."""
    try:
        start = base64.b32decode(head.replace("-", "").replace(" ", "").upper())
    except binascii.Error:
        start = b""
    if len(start) != _HEAD_BYTES:
        raise CannotVerifyError(f"{head[:40]!r} is not a head: 16 letters A to Z and digits 2 to 7.")
    query = "SELECT desk_id, seq, kind, at FROM journal WHERE substr(hash, 1, 20) = ?"
    with closing(Database(folder, url)) as database:
        found = next(database.rows(query, [start.hex()]), None)
    return dict(zip(("desk", "seq", "kind", "at"), found, strict=True)) if found else None


def verify(folder: Path, url: str | None = None) -> dict[str, Any]:
    """Check a data folder, or a server's database with the folder's keys; raise CannotVerifyError without."""
    with closing(Database(folder, url)) as database:
        return Verifier(database, folder / "keys").run()


if __name__ == "__main__":
    try:
        answer = verify(Path(sys.argv[1]), *sys.argv[2:3])
    except (CannotVerifyError, IndexError) as problem:
        sys.exit(f"{problem}\n{__doc__}")
    print(json.dumps(answer))
    sys.exit(0 if answer["ok"] else 5)
