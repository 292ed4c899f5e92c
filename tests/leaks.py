"""What a test may not leave behind: running threads and logged errors."""

import logging
import os
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_PATIENCE_SECONDS: Final = 2.0
_TASKS = Path("/proc/self/task")

# Threads that Qt's platform, its timers and the graphics driver keep for the life of the process.
_OF_THE_PLATFORM: Final = (
    "QXcb",
    "QDBus",
    "QWayland",
    "Qt bearer",
    "Thread (pooled)",
    "dconf",
    "gdbus",
    "gmain",
    "llvmpipe",
    "pool-",
    "swrast",
)


class Threads:
    """The threads of this process now, to be compared with those after a test."""

    def __init__(self) -> None:
        self._python = set(threading.enumerate())
        self._native = _native_threads().keys()

    def left_behind(self) -> list[str]:
        """Names of the threads that a test started and that still run, after a moment to end."""
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while (names := self._running()) and time.monotonic() < give_up:
            time.sleep(0.01)  # nobody announces the end of a thread that nobody owns
        return names

    def _running(self) -> list[str]:
        python = [
            thread
            for thread in threading.enumerate()
            # A dummy stands for a native thread, seen below, and stays listed after its end.
            if thread not in self._python and not isinstance(thread, threading._DummyThread)
        ]
        known = {thread.native_id for thread in threading.enumerate()}
        native = {
            number: name
            for number, name in _native_threads().items()
            if number not in self._native and number not in known and not name.startswith(_OF_THE_PLATFORM)
        }
        return sorted(
            [*(thread.name for thread in python), *(f"{name} (native)" for name in native.values())]
        )


def _native_threads() -> dict[int, str]:
    """Every thread of the process by number, QThreads among them; empty where the system has no /proc."""
    names: dict[int, str] = {}
    for number in os.listdir(_TASKS) if _TASKS.exists() else ():  # noqa: PTH208 -- for every test, so the quick way
        try:
            names[int(number)] = (_TASKS / number / "comm").read_text().strip()
        except OSError:
            continue  # it ended meanwhile
    return names


class ErrorLog(logging.Handler):
    """While it is open: the messages logged as errors, for a test that expects none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {logging.Formatter().format(record)}")

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        logging.getLogger().removeHandler(self)
