"""The import page at work: steps go to the worker between visits, progress and report come back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from posapp.ui.office import import_jobs
from posapp.ui.office.import_page import ImportPage
from posapp.ui.widgets.trouble_wording import trouble_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from posapp.services.import_tally import Progress, Report
    from posapp.ui.office.import_jobs import Refused
    from posapp.ui.trouble import Trouble
    from posapp.ui.worker import Worker


class ImportFlow(QObject):
    """Owns the page and the import under way."""

    ended = Signal()

    def __init__(self, worker: Worker, actor: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.page = ImportPage()
        self._worker = worker
        self._actor = actor
        self._stop = threading.Event()
        self.page.begun.connect(self._begin)
        self.page.stopped.connect(self._stop.set)

    def open(self) -> None:
        """Ask which profiles there are."""
        self._worker.submit(import_jobs.profile_names, self.page.show_profiles, self._troubled)

    def _begin(self, kind: str, path: Path, profile: str) -> None:
        self._stop.clear()
        wanted = import_jobs.Wanted(kind, path, profile, self._actor())
        self._worker.submit_long(
            lambda store: import_jobs.import_steps(store, wanted, self._stop),
            self._stepped,
            self.ended.emit,
            self._troubled,
        )

    def _stepped(self, step: Progress | Report | Refused) -> None:
        from posapp.services.import_tally import Report

        if isinstance(step, import_jobs.Refused):
            self.page.show_idle(step.sentence)
        elif isinstance(step, Report):
            self.page.show_report(step)
        else:
            self.page.show_progress(step)

    def _troubled(self, trouble: Trouble) -> None:
        self.page.show_idle(trouble_sentence(trouble))
