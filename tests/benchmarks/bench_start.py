"""From the start of the process to a desk that can be used, with a month of a real shop's size in the store.

start          the process starts … the window is painted and its scan field takes keys and loses none
start_served   the process starts with a scan in its hands … that receipt's lines are on the screen

Baseline of both: a bare PySide6 window with one line edit, from the start of its process to its first paint.
Each pair is measured in turns, so that a busy machine is busy for both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks import Result
from tests.benchmarks.month import LAST_RECEIPT, month

NAMES = ("start", "start_served")
_TIMES = 9
_PATIENCE_SECONDS = 30
_PROGRAMS = {
    "bare": """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, over)
def over():
    assert app.focusWidget() is None or line.hasFocus()
    print("now", flush=True)
    app.quit()
app = QApplication(sys.argv)
window = Window()
line = QLineEdit()
window.setCentralWidget(line)
window.resize(1280, 800)
window.show()
app.exec()
""",
    "start": """
import sys
from pathlib import Path
from posapp.cli import main
from posapp.ui.plum import Plum
shown = Plum.show
def show(plum):
    plum.window.painted.connect(lambda: ready(plum))
    shown(plum)
def ready(plum):
    field = plum.flow.desk.header.scan_field
    assert plum.window.focusWidget() is field and field.isEnabled() and field.isVisible()
    print("now", flush=True)
    plum.flow.opened.connect(plum.window.close)
Plum.show = show
sys.exit(main(["--data", sys.argv[1]]))
""",
    "start_served": """
import sys
from posapp.cli import main
from posapp.ui.plum import Plum
shown = Plum.show
def show(plum):
    plum.flow.presenter.scan(sys.argv[2], typed=False)
    plum.flow.desk.completed.connect(lambda: watch(plum))
    shown(plum)
def watch(plum):
    plum.flow.presenter.shown.connect(lambda state: seen(plum, state))
def seen(plum, state):
    if state.receipts:
        plum.window.repaint()
        assert plum.flow.desk.cards.more.isVisible(), "the receipt's lines are in sight"
        print("now", flush=True)
        plum.flow.presenter.shown.connect(lambda _state: plum.window.close())
        plum.flow.presenter.start_over()
Plum.show = show
sys.exit(main(["--data", sys.argv[1]]))
""",
}


def run(name: str) -> Result:
    """Measure one of the two."""
    with tempfile.TemporaryDirectory() as folder:
        data = month(Path(folder) / "shop")
        times: dict[str, list[float]] = {name: [], "bare": []}
        for turn in range(_TIMES + 1):
            for program, measured in times.items():
                seconds = _seconds(_PROGRAMS[program], str(data), LAST_RECEIPT)
                if turn:  # the first turn fills the caches
                    measured.append(seconds)
    return Result(name, statistics.median(times[name]), statistics.median(times["bare"]), "s")


def _seconds(program: str, *arguments: str) -> float:
    """Start a process and return how long it took until it said "now"; wait until it has ended well."""
    environment = {**os.environ}
    if not environment.get("DISPLAY") and sys.platform == "linux":
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        hung = threading.Timer(_PATIENCE_SECONDS, process.kill)
        hung.start()
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        seconds = time.perf_counter() - started
        problems = process.stderr.read()
        hung.cancel()
    assert said == "now\n", f"{said!r} {problems}"
    assert process.returncode == 0, problems
    return seconds
