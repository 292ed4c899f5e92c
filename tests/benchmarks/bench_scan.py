"""From the last key of a scan to its lines on the screen: 95 of 100 scans are this quick or quicker.

The window is the real one, the store has a month of a real shop's size, every scan is kept on disk.
Baseline: what nobody notices, 50 ms.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import Result
from tests.benchmarks.month import month

NAMES = ("scan",)
_VISITS = 25
_NOTICED_SECONDS = 0.050


def run(name: str) -> Result:
    """Scan receipts and items of theirs, visit after visit, and measure each scan."""
    if not os.environ.get("DISPLAY") and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        times = sorted(_scans(month(Path(folder) / "shop")))
    return Result(name, times[int(0.95 * len(times))], _NOTICED_SECONDS, "s")


def _scans(folder: Path) -> list[float]:
    from PySide6.QtCore import QEventLoop, Qt, SignalInstance
    from PySide6.QtTest import QTest

    from posapp.app import build
    from posapp.ui.application import make_application

    app = make_application()
    plum = build(folder)
    flow, times = plum.flow, []

    def until(signal: SignalInstance) -> None:
        loop = QEventLoop()
        signal.connect(loop.quit)
        loop.exec()
        signal.disconnect(loop.quit)

    def scan(code: str) -> None:
        QTest.keyClicks(flow.desk.header.scan_field, code)
        started = time.perf_counter()
        QTest.keyClick(flow.desk.header.scan_field, Qt.Key.Key_Return)
        until(flow.presenter.shown)
        app.processEvents()  # what is laid out anew
        plum.window.repaint()
        times.append(time.perf_counter() - started)

    plum.show()
    until(flow.session.signed_in)
    for number in range(_VISITS):
        scan(f"R-{number:04d}")
        state = flow.presenter.state
        assert state is not None, "the receipt is on the desk"
        for line in state.receipts[0].more[:8]:
            scan(line.code)
        flow.presenter.start_over()
        until(flow.presenter.shown)
    plum.window.close()
    return times
