"""Triggers refuse to change, remove or push out what was written (DESIGN 5)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from posapp.services import store_facts
from posapp.storage import tables
from posapp.storage.ids import new_id
from tests.served import swap_shirt
from tests.stores import Shop


@pytest.fixture
def connection(shop: Shop) -> Iterator[Connection]:
    """A store in which every append-only table holds rows; nothing that a test does to it is kept."""
    swap_shirt(shop)
    store_facts.change_policy(shop.store, "", {"valuation_days": "7"})
    import_id = new_id()
    with shop.store.acting("import_batch", "") as written:
        act = written.act
        sale_id = act.connection.scalar(select(tables.sales.c.sale_id))
        file = {"file_name": "a.csv", "file_sha256": "0" * 64, "kind": "sales", "started_at": act.at}
        act.insert(tables.imports, {"import_id": import_id, **file})
        part: dict[str, Any] = {"kind": "sale", "document": "X", "first_line": 1, "last_line": 2}
        act.insert(
            tables.import_documents, {"import_id": import_id, **part, "tenders": "{}", "digest": "0" * 64}
        )
        line = {"sale_id": sale_id, "line_no": 9, "code": "D", "description": "off", "quantity_micro": -1}
        act.insert(
            tables.sale_discounts,
            {**line, "unit_price_micro": 1, "amount_minor": 1, "occurrence": 1, "import_id": import_id},
        )
    with shop.store.engine.connect() as connection:
        yield connection


def _a_row(connection: Connection, table: Table) -> dict[str, Any]:
    return dict(connection.execute(select(table).limit(1)).one()._mapping)


def _refused(
    connection: Connection, table: Table, statement: str, values: dict[str, Any] | None = None
) -> None:
    """Try a statement; it fails, and everything in the table is as it was."""
    before = set(connection.execute(select(table)).all())
    connection.commit()
    with pytest.raises(DBAPIError, match=r"append-only|one more than the last|duplicate key"):
        connection.execute(text(statement), values or {})
    connection.rollback()
    assert set(connection.execute(select(table)).all()) == before
    assert before


def test_no_column_can_be_updated(connection: Connection) -> None:
    for table in tables.APPEND_ONLY:
        for column in table.columns:
            _refused(connection, table, f"UPDATE {table.name} SET {column.name} = {column.name}")


def test_no_row_can_be_deleted(connection: Connection) -> None:
    for table in tables.APPEND_ONLY:
        _refused(connection, table, f"DELETE FROM {table.name}")


def _insertion(verb: str, row: dict[str, Any], table: Table) -> tuple[str, dict[str, Any]]:
    """An INSERT with values as the driver takes them, `verb` being how it deals with conflicts."""
    values = {name: value.hex if isinstance(value, UUID) else value for name, value in row.items()}
    names = ", ".join(f":{name}" for name in row)
    return f"{verb} INTO {table.name} ({', '.join(row)}) VALUES ({names})", values


def test_no_row_is_pushed_out_by_one_with_its_key(connection: Connection) -> None:
    on_sqlite = connection.dialect.name == "sqlite"
    for table in tables.APPEND_ONLY:
        row = _a_row(connection, table)
        for verb in ("INSERT", "INSERT OR REPLACE", "REPLACE") if on_sqlite else ("INSERT",):
            _refused(connection, table, *_insertion(verb, row, table))
        statement, values = _insertion("INSERT", row, table)
        key, name = ", ".join(c.name for c in table.primary_key), next(iter(row))
        upsert = f"{statement} ON CONFLICT ({key}) DO UPDATE SET {name} = excluded.{name}"
        _refused(connection, table, upsert, values)


def test_no_row_is_pushed_out_by_its_hidden_number(connection: Connection) -> None:
    """SQLite's own rowid is a key too: INSERT OR REPLACE onto it would remove a row without a trigger."""
    if connection.dialect.name != "sqlite":
        pytest.skip("only SQLite has it")
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    for table in tables.APPEND_ONLY:
        statement, values = _insertion("INSERT OR REPLACE", _with_other_keys(connection, table), table)
        statement = statement.replace(f"INTO {table.name} (", f"INTO {table.name} (rowid, ")
        statement = statement.replace("VALUES (", f"VALUES ((SELECT min(rowid) FROM {table.name}), ")
        _refused(connection, table, statement, values)


def _with_other_keys(connection: Connection, table: Table) -> dict[str, Any]:
    """A row that no key of the table refuses."""
    row = _a_row(connection, table)
    if table is tables.journal:
        return {**row, "seq": 1 + (connection.scalar(select(func.max(tables.journal.c.seq))) or 0)}
    for column in table.primary_key:
        kind = type(row[column.name])
        row[column.name] = new_id() if kind is UUID else 1000 if kind is int else "other"
    return {**row, "receipt_number": "P1", "invitation_code": "1"} if table is tables.visits else row


@pytest.mark.parametrize("column", ["receipt_number", "invitation_code"])
def test_no_visit_is_pushed_out_by_another_with_its_numbers(connection: Connection, column: str) -> None:
    if connection.dialect.name != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    row = _a_row(connection, tables.visits)
    other = {name: "x" for name in ("receipt_number", "invitation_code") if name != column}
    row = {**row, **other, "visit_id": new_id()}
    _refused(connection, tables.visits, *_insertion("INSERT OR REPLACE", row, tables.visits))


def test_no_table_can_be_emptied_at_once(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    for table in tables.APPEND_ONLY:
        _refused(connection, table, f"TRUNCATE {table.name} CASCADE")


@pytest.mark.parametrize("step", [0, 2, -1, -1000])
def test_the_journal_takes_only_the_next_number(connection: Connection, step: int) -> None:
    row = _a_row(connection, tables.journal)
    last = connection.scalar(select(func.max(tables.journal.c.seq))) or 0
    statement, values = _insertion("INSERT", {**row, "seq": last + step}, tables.journal)
    _refused(connection, tables.journal, statement, values)
    connection.rollback()
    connection.execute(insert(tables.journal), {**row, "seq": last + 1})
    assert connection.scalar(select(func.max(tables.journal.c.seq))) == last + 1


def test_the_list_of_what_is_append_only_is_what_the_triggers_guard(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        query = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_update'"
    else:
        query = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_no_update'"
    assert set(connection.scalars(text(query))) == {table.name for table in tables.APPEND_ONLY}
