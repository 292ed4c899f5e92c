"""Many rows of one table at once, past what SQLAlchemy does for each value of each row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, TypeVar

import uuid_utils

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

T = TypeVar("T")


def new_hex() -> str:
    """Return a new identity as ``ids.new_id`` makes it, as its 32 hexadecimal digits."""
    return uuid_utils.uuid7().hex


def padded(values: Collection[T]) -> list[T]:
    """Return values for an IN list, the last one repeated until their number is a power of two.

    So a few statements serve lists of all lengths: SQLite keeps each one that it has prepared, and large ones
    would fill the memory.
    """
    found = list(values)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found)) if found else found


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    *,
    or_leave: bool = False,
) -> None:
    """Insert rows given as tuples in the order of ``columns``; identities are 32 hexadecimal digits.

    The values go to the driver as they are: half a million lines a year make the difference worth it (see
    packaging/decisions/import.md). With ``or_leave`` a row whose key is taken is left out.
    """
    if not rows:
        return
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    values = ", ".join([mark] * len(columns))
    unless = " ON CONFLICT DO NOTHING" if or_leave else ""
    statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({values}){unless}"  # noqa: S608 -- our own names
    connection.exec_driver_sql(statement, list(rows))
