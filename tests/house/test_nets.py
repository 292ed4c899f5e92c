"""The nets are shown to catch what they are there for."""

import logging
import threading
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import QThread

from tests import leaks
from tests.leaks import ErrorLog, Threads


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "_PATIENCE_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
def test_a_forgotten_python_thread_is_named() -> None:
    before = Threads()
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    try:
        assert before.left_behind() == ["forgotten"]
    finally:
        end.set()
        thread.join()
    assert before.left_behind() == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="native threads are seen through /proc")
@pytest.mark.usefixtures("impatient", "qapp")
def test_a_forgotten_qt_thread_is_named() -> None:
    before = Threads()
    thread = QThread()
    thread.setObjectName("forgotten")
    thread.start()
    try:
        assert before.left_behind() == ["forgotten (native)"]
    finally:
        thread.quit()
        thread.wait()
    assert before.left_behind() == []


@pytest.mark.logs_errors
def test_an_error_in_the_log_is_seen_and_a_warning_is_none() -> None:
    with ErrorLog() as log:
        logging.getLogger("plum.test").warning("the printer is slow")
        logging.getLogger("plum.test").error("the printer is gone")
    assert log.messages == ["plum.test: the printer is gone"]


def test_postgres_is_real_and_keeps_its_promises(postgres_database: str) -> None:
    with psycopg.connect(postgres_database.replace("+psycopg", "")) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            row = connection.execute(f"SHOW {setting}").fetchone()
            assert row == ("on",), setting
