"""Changing what a store says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, exists, select, update

from posapp.storage.tables import sales, shelf_prices, stores

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def change(connection: Connection, store_id: UUID, changes: Mapping[str, str | None]) -> None:
    """Set columns of the store's own row."""
    connection.execute(update(stores).where(stores.c.store_id == store_id).values(**changes))


def has_prices(connection: Connection, store_id: UUID) -> bool:
    """Tell whether an amount of money has been recorded already."""
    any_sale = exists().where(sales.c.store_id == store_id)
    any_price = exists().where(shelf_prices.c.store_id == store_id)
    return bool(connection.scalar(select(any_sale | any_price)))
