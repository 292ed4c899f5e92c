"""A store that somebody tampers with, past its triggers, and puts back as it was."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from posapp import verifier
from posapp.storage import tables
from posapp.storage.ids import new_id
from tests.databases import Place
from tests.stores import Shop

Row = dict[str, Any]
# What no entry vouches for: visits in progress, the catalogue beside its prices, whether a paper is saved.
FREE_TABLES = {"draft_steps", "products", "product_codes"}
FREE_COLUMNS = {("papers", "state")}
RECORD_TABLES = [
    table
    for table in tables.metadata.sorted_tables
    if table.name not in FREE_TABLES and table is not tables.journal
]


@dataclass
class World:
    """A store with something in every table, and a connection that no trigger and no constraint stops."""

    place: Place
    shop: Shop
    connection: Connection
    missed: list[str] = field(default_factory=list)
    tried: int = 0

    def rows(self, table: Table) -> list[Row]:
        key = list(table.primary_key.columns)
        return [dict(x._mapping) for x in self.connection.execute(select(table).order_by(*key))]

    def verify(self) -> dict[str, Any]:
        return verifier.verify(self.place.folder, self.place.url)

    @contextmanager
    def changed(self, table: Table, row: Row, **values: object) -> Iterator[dict[str, Any]]:
        """Give the verifier's report while a row holds other values."""
        after = row | values
        self._do(update(table).where(*_is(table, row)).values(**values))
        yield self.verify()
        self._do(update(table).where(*_is(table, after)).values({name: row[name] for name in values}))

    @contextmanager
    def deleted(self, table: Table, row: Row) -> Iterator[dict[str, Any]]:
        self._do(delete(table).where(*_is(table, row)))
        yield self.verify()
        self._do(insert(table).values(row))

    @contextmanager
    def inserted(self, table: Table, row: Row) -> Iterator[dict[str, Any]]:
        self._do(insert(table).values(row))
        yield self.verify()
        self._do(delete(table).where(*_is(table, row)))

    def expect(self, what: str, report: dict[str, Any], *, is_right: Callable[[Any], Any]) -> None:
        """Count a try, and note it if nothing was found or the wrong thing named."""
        self.tried += 1
        broken = report["first_broken"]
        if broken is None or not is_right(broken):
            self.missed.append(f"{what}: {broken}")

    def seqs_of(self, table: Table, row: Row) -> set[int]:
        """The entries that tell a row or, for what was imported, the part of a document that it is in."""
        if row.get("import_id") is None or table in (
            tables.imports,
            tables.import_documents,
            tables.shelf_prices,
        ):
            wanted = {name: _plain(row[name]) for name in table.primary_key.columns.keys()}  # noqa: SIM118
            found = self._telling(table.name, wanted)
            if found or table is not tables.sale_tenders:
                return found
        document = row.get("number") or row.get("document")
        if document is None:
            of_sale = select(tables.sales.c.number).where(tables.sales.c.sale_id == row["sale_id"])
            document = self.connection.scalar(of_sale)
        return self._telling("import_documents", {"document": document})

    def _telling(self, table: str, wanted: Row) -> set[int]:
        found = set()
        for entry in self.rows(tables.journal):
            told = json.loads(entry["payload"])["records"].get(table, ())
            if any(wanted.items() <= record.items() for record in told):
                found.add(entry["seq"])
        return found

    def _do(self, statement: Any) -> None:  # noqa: ANN401 -- any of three kinds
        assert self.connection.execute(statement).rowcount in {1, -1}  # PostgreSQL counts no inserts
        self.connection.commit()


def other(value: object) -> object:
    """Something else of the same kind."""
    if value is None:
        return None
    if isinstance(value, UUID):
        return new_id()
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, int):
        return value ^ 1024
    text_value = str(value)
    return ("1" if text_value[:1] != "1" else "2") + text_value[1:]


def unlock(connection: Connection) -> None:
    """Take every trigger, foreign key and check out of the way, as somebody with the file can."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("BEGIN")
        for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql("SET session_replication_role = replica")
        checks = text("SELECT conrelid::regclass || ' ' || conname FROM pg_constraint WHERE contype = 'c'")
        for found in connection.scalars(checks).all():
            table, name = str(found).split()
            if table.split(".")[0] not in {"-", "pg_catalog", "information_schema"}:
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    connection.commit()


def _is(table: Table, row: Row) -> list[Any]:
    return [column == row[column.name] for column in table.primary_key]


def _plain(value: object) -> object:
    return value.hex if isinstance(value, UUID) else value
