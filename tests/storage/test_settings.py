"""The settings that keep what was acknowledged are on, on every connection (RELIABILITY 1.4)."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from posapp.storage import engine as engine_module
from posapp.storage.engine import CannotOpenStoreError
from posapp.storage.store import open_store
from tests.stores import Shop

EXPECTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_every_connection_reads_its_settings_back(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    connections = [store.engine.connect() for _ in range(3)]
    for connection in connections:
        for name, value in EXPECTED.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value
    for connection in connections:
        connection.close()
    store.close()


def test_a_setting_that_does_not_take_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine_module._PRAGMAS, "synchronous", 7)
    with pytest.raises(CannotOpenStoreError, match="refused a safety setting"):
        open_store(tmp_path)


def test_what_writes_takes_the_lock_at_once_and_what_reads_does_not(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.writing(), store.reading() as reader:
        assert reader.scalar(text("SELECT COUNT(*) FROM stores")) == 1
        impatient = create_engine(store.engine.url, module=dbapi2, connect_args={"timeout": 0})
        with impatient.connect() as other, pytest.raises(OperationalError, match="locked"):
            other.exec_driver_sql("BEGIN IMMEDIATE")
        impatient.dispose()
    store.close()


def test_a_reader_keeps_its_picture(shop: Shop) -> None:
    if shop.store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's default shows each statement its own picture")
    with shop.store.reading() as reader:
        before = reader.scalar(text("SELECT COUNT(*) FROM journal"))
        with shop.store.acting("signed_in", shop.clerk.actor):
            pass
        assert reader.scalar(text("SELECT COUNT(*) FROM journal")) == before
