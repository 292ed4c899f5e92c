"""Programs that take over the terminal: Plum itself, pytest, the benchmarks."""

import os
import signal
import subprocess
import sys

from devtools import translations, venv
from devtools.steps import ROOT, Failed, Steps


def python(*arguments: str) -> int:
    """Run Python of .venv from the root of the repository; return its exit code."""
    sys.stdout.flush()
    process = subprocess.Popen([venv.PYTHON, *arguments], cwd=ROOT)
    # Whoever ends us ends it too, and waits: pytest stops the servers and screens that it started.
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the keyboard interrupted both


def plum(extra: list[str]) -> int:
    """Open the window with the sample store."""
    if not _has_screen():
        raise Failed(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.\n"
            "On a machine without one (Debian: xvfb, xauth): xvfb-run python3 packaging/dev.py run"
        )
    translations.release(Steps())
    return python("-m", "posapp", "--sample", *extra)


def _has_screen() -> bool:
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
