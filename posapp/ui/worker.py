"""The one thread that owns the open store: jobs in order, answers back as plain values by queued signals."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from posapp.ui.trouble import Trouble, trouble_of

if TYPE_CHECKING:
    from posapp.storage.store import Store

T = TypeVar("T")
Job = Callable[["Store"], T]
Then = Callable[[T], object]
Failed = Callable[[Trouble], object]


class LongJob:
    """A job done in steps between the others, such as an import; the last step's answer is its result."""

    def __init__(
        self, make: Job[Iterator[Any]], each: Then[Any], ended: Callable[[], object], failed: Failed
    ) -> None:
        self.make = make
        self.each = each
        self.ended = ended
        self.failed = failed
        self.steps: Iterator[Any] | None = None
        self.is_cancelled = False

    def cancel(self) -> None:
        """Stop after the step that runs now; what is durable stays."""
        self.is_cancelled = True


class Worker(QObject):
    """Runs jobs on the store one after the other in a thread of its own; ``close`` ends it."""

    _answered = Signal(object, object)

    def __init__(self, opening: Callable[[], Store], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self._jobs: deque[tuple[Job[Any], Then[Any], Failed]] = deque()
        self._long: deque[LongJob] = deque()
        self._work = threading.Condition()
        self._is_closing = False
        self._answered.connect(self._deliver)
        self._thread = _Thread(self._run)

    def start(self) -> None:
        """Begin to work; what was submitted before is done now."""
        self._thread.start()

    def submit(self, job: Job[T], then: Then[T], failed: Failed) -> None:
        """Do ``job`` after those before it; call ``then`` or ``failed`` in the thread of the windows."""
        with self._work:
            self._jobs.append((job, then, failed))
            self._work.notify()

    def submit_long(
        self, make: Job[Iterator[T]], each: Then[T], ended: Callable[[], object], failed: Failed
    ) -> LongJob:
        """Do the steps of a long job whenever no other job waits; return it, so that it can be cancelled."""
        job = LongJob(make, each, ended, failed)
        with self._work:
            self._long.append(job)
            self._work.notify()
        return job

    def close(self) -> None:
        """Finish the jobs that wait, stop long ones, close the store and end the thread."""
        with self._work:
            self._is_closing = True
            self._work.notify()
        self._thread.wait()

    @Slot(object, object)
    def _deliver(self, then: Then[Any], value: object) -> None:
        if not self._is_closing:  # who waited for it is gone
            then(value)

    def _run(self) -> None:
        """Work until closed. Runs in the thread; the store lives and ends here."""
        store: Store | None = None
        while (job := self._next()) is not None:
            try:
                store = store or self._opening()
                self._step(job, store) if isinstance(job, LongJob) else self._do(job, store)
            except Exception as error:  # noqa: BLE001 -- the thread outlives every job
                self._fail(job, trouble_of(error))
        self._stop_long_jobs()
        if store is not None:
            store.close()

    def _next(self) -> tuple[Job[Any], Then[Any], Failed] | LongJob | None:
        with self._work:
            while not (self._jobs or self._long or self._is_closing):
                self._work.wait()
            if self._jobs:
                return self._jobs.popleft()
            return None if self._is_closing else self._long[0]

    def _do(self, waiting: tuple[Job[Any], Then[Any], Failed], store: Store) -> None:
        job, then, _failed = waiting
        self._answered.emit(then, job(store))

    def _step(self, job: LongJob, store: Store) -> None:
        if job.is_cancelled:
            self._end(job)
            return
        if job.steps is None:
            job.steps = job.make(store)
        try:
            step = next(job.steps)
        except StopIteration:
            self._end(job)
            return
        self._answered.emit(job.each, step)

    def _end(self, job: LongJob) -> None:
        self._long.remove(job)
        close = getattr(job.steps, "close", None)
        if close is not None:
            close()
        self._answered.emit(_without_value(job.ended), None)

    def _fail(self, job: tuple[Job[Any], Then[Any], Failed] | LongJob, trouble: Trouble) -> None:
        if isinstance(job, LongJob):
            self._long.remove(job)
            self._answered.emit(job.failed, trouble)
        else:
            self._answered.emit(job[2], trouble)

    def _stop_long_jobs(self) -> None:
        for job in self._long:
            close = getattr(job.steps, "close", None)
            if close is not None:
                close()


def _without_value(ended: Callable[[], object]) -> Then[Any]:
    return lambda _nothing: ended()


class _Thread(QThread):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("store")
        self._work = work

    def run(self) -> None:
        """Work; called by Qt in the new thread."""
        self._work()
