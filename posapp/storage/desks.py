"""The desks of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from posapp.storage.tables import desks

if TYPE_CHECKING:
    from uuid import UUID


def name_of(connection: Connection, desk_id: UUID) -> str:
    """Return a desk's name, a number unless somebody chose another."""
    return connection.scalar(select(desks.c.name).where(desks.c.desk_id == desk_id)) or ""
