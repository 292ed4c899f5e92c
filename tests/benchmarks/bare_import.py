"""The least that an import can do: gzip, csv and executemany into the same tables and indexes, in one go."""

import csv
import gzip
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import PoolProxiedConnection
from uuid_utils import uuid7

from posapp.storage.store import Store

_AT_ONCE = 5_000
_COLUMNS = {
    "sales": "sale_id, store_id, desk_id, number, sold_at_ms, import_id",
    "products": "product_id, store_id, desk_id, code, description, unit, bound",
    "product_codes": "code, store_id, desk_id, product_id",
    "sale_lines": "sale_line_id, store_id, desk_id, sale_id, line_no, code, description, unit, "
    "quantity_micro, unit_price_micro, paid_minor, tax_rate_ppm, sold_at_ms, "
    "first_bought_at_ms, occurrence, import_id",
    "till_returns": "till_return_id, store_id, desk_id, document, line_no, code, description, unit, "
    "quantity_micro, unit_price_micro, returned_at_ms, occurrence, import_id",
}


def bare_import(store: Store, path: Path) -> int:
    """Read the Online Retail file and insert its rows; return how many. Nothing is checked or matched."""
    connection = store.engine.raw_connection()
    try:
        rows = _Rows(connection, (store.store_id.hex, store.desk_id.hex))
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            for fields in reader:
                rows.add(fields)
        return rows.commit()
    finally:
        connection.close()


class _Rows:
    def __init__(self, connection: PoolProxiedConnection, ids: tuple[str, str]) -> None:
        self.written = 0
        self._cursor: Final = connection.cursor()
        self._cursor.execute("BEGIN IMMEDIATE")
        self._ids = ids
        self._import_id = uuid7().hex
        self._pending: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
        self._sales: dict[str, str] = {}
        self._products: dict[str, str] = {}
        self._line_no: dict[str, int] = {}

    def add(self, fields: list[str]) -> None:
        number, code, description, units, date, price_text, _, _ = fields
        at_ms = int(datetime.fromisoformat(date).timestamp() * 1000)
        quantity, price = int(units) * 10**6, round(float(price_text) * 10**6)
        line_no = self._line_no[number] = self._line_no.get(number, 0) + 1
        ids, what, put = self._ids, (code, description, "each"), self._pending
        if number[0] == "C":
            back = (-quantity, price, at_ms, 1, self._import_id)
            put["till_returns"].append((uuid7().hex, *ids, number, line_no, *what, *back))
            return
        if quantity <= 0:
            return
        if code not in self._products:
            product_id = self._products[code] = uuid7().hex
            put["products"].append((product_id, *ids, *what, ""))
            put["product_codes"].append((code, *ids, product_id))
        if number not in self._sales:
            sale_id = self._sales[number] = uuid7().hex
            put["sales"].append((sale_id, *ids, number, at_ms, self._import_id))
        paid = round(quantity * price / 10**10)
        amounts = (quantity, price, paid, None, at_ms, at_ms, 1, self._import_id)
        put["sale_lines"].append((uuid7().hex, *ids, self._sales[number], line_no, *what, *amounts))
        if len(put["sale_lines"]) == _AT_ONCE:
            self.flush()

    def commit(self) -> int:
        self.flush()
        self._cursor.execute("COMMIT")
        return self.written

    def flush(self) -> None:
        for table, rows in self._pending.items():
            marks = ", ".join("?" * (_COLUMNS[table].count(",") + 1))
            self._cursor.executemany(f"INSERT INTO {table} ({_COLUMNS[table]}) VALUES ({marks})", rows)
            self.written += len(rows)
            rows.clear()
