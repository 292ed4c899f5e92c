"""Qt's Python binding leaves None alone: PySide6 6.12.0 on Python 3.11 wore it out until the process died."""

import sys

from PySide6.QtCore import QObject

CALLS = 500


def test_a_call_that_returns_nothing_costs_no_reference() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("plum")
    assert sys.getrefcount(None) > before - CALLS // 10
