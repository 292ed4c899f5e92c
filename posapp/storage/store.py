"""A store's data folder, opened: the database, this desk's keys, and the two ways in (read, act)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from posapp.storage import migrate, tables
from posapp.storage.engine import WRITES, CannotOpenStoreError, open_postgresql, open_sqlite
from posapp.storage.ids import new_id, to_text
from posapp.storage.journal import Act, Entry
from posapp.storage.keys import Keys, load_keys

if TYPE_CHECKING:
    from sqlalchemy import Row

_DATABASE_NAME = "plum.db"


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What a receipt and a screen need to know about the store."""

    store_id: UUID
    name: str
    address: str
    reply_address: str | None
    currency: str | None
    time_zone: str
    sample: bool


@dataclass(slots=True)
class Written:
    """What is known of an act once it is durable."""

    act: Act
    entry: Entry | None = None


@dataclass(slots=True)
class Store:
    """An open store. One thread uses it; ``now`` is the only clock."""

    folder: Path
    engine: Engine
    keys: Keys
    store_id: UUID
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    @property
    def desk_id(self) -> UUID:
        """This desk."""
        return self.keys.desk_id

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on one unchanging picture of the database."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":  # SQLite's readers have it anyway
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction for what is nobody's act: drafts, and the state of papers."""
        with self.engine.connect().execution_options(**WRITES) as connection, connection.begin():
            yield connection

    @contextmanager
    def acting(self, kind: str, actor: str) -> Iterator[Written]:
        """Give one act: everything in it and its journal entry become durable together, or nothing does."""
        with self.writing() as connection:
            _hold_chain(connection, self.desk_id)
            act = Act(connection, self.store_id, self.desk_id, to_text(self.now()), actor, kind)
            written = Written(act)
            yield written
            written.entry = act.append(self.keys)

    def facts(self, connection: Connection) -> StoreFacts:
        """Return the store's own facts."""
        return _facts(
            connection.execute(select(tables.stores).where(tables.stores.c.store_id == self.store_id)).one()
        )

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_store(
    folder: Path, database_url: str | None = None, *, name: str = "My store", sample: bool = False
) -> Store:
    """Open a data folder, made now if it is new; raise CannotOpenStoreError or KeysError with what to do."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        keys = load_keys(folder / "keys")
    except OSError as error:
        raise CannotOpenStoreError(
            f"{folder} cannot be used ({error.strerror}). Choose another data folder."
        ) from error
    engine = open_postgresql(database_url) if database_url else open_sqlite(folder / _DATABASE_NAME)
    store = Store(folder, engine, keys, UUID(int=0))
    try:
        migrate.upgrade(engine)
        _join(store, name, sample=sample)
    except DBAPIError as error:
        store.close()
        raise CannotOpenStoreError(f"The store's database cannot be used ({error.orig}).") from error
    except BaseException:
        store.close()
        raise
    return store


def _join(store: Store, name: str, *, sample: bool) -> None:
    """Find the store and this desk in it; a new store or desk is entered in the journal."""
    with store.reading() as connection:
        if _found_itself(store, connection):
            return
    with store.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE stores IN SHARE ROW EXCLUSIVE MODE"))
        if _found_itself(store, connection):
            return
        found = store.store_id.int != 0
        if not found:
            store.store_id = new_id()
        act = Act(connection, store.store_id, store.desk_id, to_text(store.now()), "", "desk_joined")
        count = len(connection.execute(select(tables.desks.c.desk_id)).all())
        act.insert(
            tables.desks, {"name": str(count + 1), "public_key": store.keys.public, "joined_at": act.at}
        )
        if not found:
            new = {"name": name, "address": "", "reply_address": None, "currency": None, "time_zone": "UTC"}
            act.insert(tables.stores, {**new, "sample": int(sample)})
        act.append(store.keys)


def _found_itself(store: Store, connection: Connection) -> bool:
    """Set the store's identity from the database and tell whether this desk is known there."""
    store.store_id = connection.scalar(select(tables.stores.c.store_id)) or UUID(int=0)
    known = connection.scalar(
        select(tables.desks.c.public_key).where(tables.desks.c.desk_id == store.desk_id)
    )
    if known is not None and known != store.keys.public:
        raise CannotOpenStoreError(
            "This desk's key is not the one the store knows. Put the keys folder back as it was."
        )
    return known is not None


def _hold_chain(connection: Connection, desk_id: UUID) -> None:
    """Let one transaction at a time write this desk's chain; SQLite's write lock does that by itself."""
    if connection.dialect.name != "sqlite":
        connection.execute(
            select(tables.desks.c.desk_id).where(tables.desks.c.desk_id == desk_id).with_for_update()
        )


def _facts(row: Row[tuple[object, ...]]) -> StoreFacts:
    return StoreFacts(
        row.store_id, row.name, row.address, row.reply_address, row.currency, row.time_zone, bool(row.sample)
    )
