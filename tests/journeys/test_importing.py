"""A new store: no sales yet, an import in the window, the first visit."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from posapp.storage.store import open_store
from tests.journeys.desk_window import DeskWindow

_SALES = [
    [
        "InvoiceNo",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "UnitPrice",
        "CustomerID",
        "Country",
    ],
    ["536365", "71053", "WHITE METAL LANTERN", "6", "2010-12-01 08:26:00", "3.39", "17850.0", "UK"],
    ["536365", "DOTCOM", "", "1", "2010-12-01 08:26:00", "-1.00", "", "UK"],
]
_CATALOGUE = [
    ["code", "description", "price", "unit"],
    ["100", "Plum jam & honey", "3.50", ""],
    ["", "nothing", "1.00", ""],
]


@pytest.fixture(name="window")
def _window(qtbot: QtBot, tmp_path: Path) -> DeskWindow:
    return DeskWindow(qtbot, tmp_path / "new", lambda: open_store(tmp_path / "new"))


def test_the_first_name_and_the_first_import(window: DeskWindow, tmp_path: Path) -> None:
    try:
        window.show()
        window.until(lambda: "Welcome to Plum" in window.texts)
        window.press(Qt.Key.Key_Shift)  # a keyboard sends it before the capital letter
        window.keys("Ana")
        window.touch("Begin")
        window.until(lambda: "This store has no sales yet." in window.texts)
        window.scan("1234")
        assert "This store has no sales yet. Import them first." in window.texts
        _import(window, tmp_path)
    finally:
        window.close()


def _import(window: DeskWindow, folder: Path) -> None:
    window.touch("Import sales or a catalogue")
    window.until(lambda: "Back to the desk" in window.texts)
    assert window.plum._importing is not None
    page = window.plum._importing.page
    window.until(lambda: page._profiles.currentText() == "online-retail")

    page.choose_file(_table(folder / "goods.csv", _CATALOGUE))
    window.touch("Catalogue with prices")
    window.touch("Import")
    window.until(lambda: any("currency" in text for text in window.texts))

    page.choose_file(_table(folder / "till.csv", _SALES))
    window.touch("Sales of a till")
    window.touch("Import")
    window.until(lambda: any("Finished: till.csv" in text for text in window.texts))
    assert any("1 taken" in text for text in window.texts)
    assert "Open the folder with the lists" in window.texts

    window.touch("Back to the desk")
    window.until(lambda: "Scan the receipt, or the item" in window.texts)
    window.scan("536365", "71053")
    assert "Give back £3.39" in window.texts
    assert window.scan_field_has_focus


def _table(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path
