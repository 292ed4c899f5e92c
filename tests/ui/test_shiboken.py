"""None outlives Qt: PySide6 6.12.0 takes references to it away on Python 3.11."""

import sys

from PySide6.QtCore import QObject


def test_none_does_not_run_out() -> None:
    qt_object = QObject()
    for _ in range(50_000):
        qt_object.setObjectName("x")
    assert sys.getrefcount(None) > 1 << 30
