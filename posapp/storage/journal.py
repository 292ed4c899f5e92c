"""The journal: every act is an entry, chained and signed, in the transaction of what it records (DESIGN 5).

An entry's hash is SHA-256 over the canonical JSON (sorted keys, no spaces, UTF-8) of its actor, at, desk,
kind, payload, prev_hash, seq and store. Its signature is the desk's Ed25519 over the 32 bytes of the hash.
``payload`` is stored as the canonical text that was hashed; ``payload.records`` holds the rows that the act
wrote, in full.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, insert, select

from posapp.storage import tables

if TYPE_CHECKING:
    from posapp.storage.keys import Keys

FIRST_PREV_HASH = "0" * 64
_canonical = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as written; ``head`` is what a desk receipt prints of it."""

    seq: int
    at: str
    hash: str

    @property
    def head(self) -> str:
        """The first 16 base32 characters of the entry's hash."""
        return head_of(self.hash)


def _plain(value: object) -> object:
    """Return a column's value as JSON holds it: identities and bytes as hexadecimal."""
    if isinstance(value, UUID):
        return value.hex
    return value.hex() if isinstance(value, bytes) else value


def head_of(entry_hash: str) -> str:
    """Return the 16 base32 characters (80 bits) that paper carries of a hash in hexadecimal."""
    return base64.b32encode(bytes.fromhex(entry_hash)[:10]).decode("ascii")


def canonical(value: object) -> str:
    """Return canonical JSON: sorted keys, no spaces, no floats that are not numbers."""
    return _canonical(value)


def digest(value: object) -> str:
    """Return the SHA-256 of a value's canonical JSON, in hexadecimal."""
    return hashlib.sha256(_canonical(value).encode()).hexdigest()


@dataclass(slots=True)
class Act:
    """Something a person does: rows to insert and facts to keep, one journal entry at the end."""

    connection: Connection
    store_id: UUID
    desk_id: UUID
    at: str
    actor: str
    kind: str
    facts: dict[str, object] = field(default_factory=dict)
    _records: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def insert(self, table: Table, *rows: dict[str, Any]) -> None:
        """Insert rows and put them into the entry word for word. Store and desk are added."""
        if not rows:
            return
        owned = [{"store_id": self.store_id, "desk_id": self.desk_id, **row} for row in rows]
        self.connection.execute(insert(table), owned)
        rows_so_far = self._records.setdefault(table.name, [])
        rows_so_far.extend({name: _plain(value) for name, value in row.items()} for row in owned)

    def append(self, keys: Keys) -> Entry:
        """Write the journal entry: call once, last, in the same transaction."""
        head = select(tables.journal.c.seq, tables.journal.c.hash).where(
            tables.journal.c.desk_id == self.desk_id
        )
        last = self.connection.execute(head.order_by(tables.journal.c.seq.desc()).limit(1)).first()
        seq, prev_hash = (last.seq + 1, last.hash) if last else (1, FIRST_PREV_HASH)
        payload = canonical({"records": self._records, **self.facts})
        hashed = entry_hash(self, seq, payload, prev_hash)
        self.connection.execute(
            insert(tables.journal),
            {
                "store_id": self.store_id,
                "desk_id": self.desk_id,
                "seq": seq,
                "at": self.at,
                "actor": self.actor,
                "kind": self.kind,
                "payload": payload,
                "prev_hash": prev_hash,
                "hash": hashed,
                "signature": keys.signing.sign(bytes.fromhex(hashed)).hex(),
            },
        )
        return Entry(seq, self.at, hashed)


def entry_hash(act: Act, seq: int, payload: str, prev_hash: str) -> str:
    """Return the hash of an entry; ``payload`` is canonical JSON already and goes in as it stands."""
    before = canonical({"actor": act.actor, "at": act.at, "desk": act.desk_id.hex, "kind": act.kind})
    after = canonical({"prev_hash": prev_hash, "seq": seq, "store": act.store_id.hex})
    return hashlib.sha256(f'{before[:-1]},"payload":{payload},{after[1:]}'.encode()).hexdigest()


def head_entry(connection: Connection, desk_id: UUID) -> str | None:
    """Return the hash of a desk's last entry, or None before the first."""
    latest = select(tables.journal.c.hash).where(tables.journal.c.desk_id == desk_id)
    return connection.scalar(latest.order_by(tables.journal.c.seq.desc()).limit(1))


def count_entries(connection: Connection, desk_id: UUID) -> int:
    """Return how many entries a desk has written."""
    counted = select(func.count()).where(tables.journal.c.desk_id == desk_id)
    return connection.scalar(counted) or 0
