"""A grocer, and a window at its desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from posapp.storage.store import open_store
from posapp.ui.application import make_application
from posapp.ui.desk import scan_field
from tests.journeys.desk_window import DeskWindow
from tests.stores import Clock, Shop, grocer

OpenWindow = Callable[[], DeskWindow]


@pytest.fixture(autouse=True)
def _look_like_plum(qapp: QApplication) -> None:
    make_application()


@pytest.fixture(autouse=True)
def _enter_counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scanner's echo is a test of its own; here nobody waits half a second for each Enter."""
    monkeypatch.setattr(scan_field, "QUIET_MS", -1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shop"


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    made = grocer(folder)
    yield made
    made.store.close()


@pytest.fixture
def open_window(qtbot: QtBot, folder: Path, shop: Shop) -> Iterator[OpenWindow]:
    """Opens a window on the grocer's data folder, with its clerk signed in; closed after the test."""
    opened: list[DeskWindow] = []

    def opening_with(clock: Clock) -> Callable[[], object]:
        def opening() -> object:
            store = open_store(folder)
            store.now = clock
            return store

        return opening

    def make() -> DeskWindow:
        window = DeskWindow(qtbot, folder, opening_with(shop.clock))
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.close()


@pytest.fixture
def desk(open_window: OpenWindow) -> DeskWindow:
    """A window, opened, with the one clerk signed in."""
    window = open_window()
    window.open()
    return window
