"""Plum with a window: the worker, the window and its pages, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from posapp.ui import settings
from posapp.ui.desk.desk_flow import DeskFlow
from posapp.ui.main_window import MainWindow
from posapp.ui.worker import Worker

if TYPE_CHECKING:
    from posapp.services.sample import SampleProgress
    from posapp.storage.store import Store
    from posapp.ui.office.import_flow import ImportFlow
    from posapp.ui.settings import Settings
    from posapp.ui.trouble import Trouble

Filling = Callable[["Store"], Iterator["SampleProgress"]]


class Plum(QObject):
    """One window on one store; the store is opened after the first paint."""

    def __init__(
        self, opening: Callable[[], Store], memory: Settings, filling: Filling | None = None
    ) -> None:
        super().__init__()
        self._memory = memory
        self._filling = filling
        self.worker = Worker(opening, self)
        self.window = MainWindow()
        self.flow = DeskFlow(self.worker, memory, self)
        self.window.show_page(self.flow.desk)
        self.window.setFocusProxy(self.flow.desk.header.scan_field)
        self.window.put_back(memory.get(settings.GEOMETRY))
        self.window.painted.connect(self._soon)
        self.window.closing.connect(self.close)
        self._is_closed = False
        self._importing: ImportFlow | None = None
        self.flow.import_wanted.connect(self._show_import)

    def show(self) -> None:
        """Show the window; the rest follows."""
        self.window.show()
        self.flow.desk.header.scan_field.setFocus()

    def close(self) -> None:
        """Finish what waits, close the store, keep what the window remembers."""
        if self._is_closed:
            return
        self._is_closed = True
        self.worker.close()
        self._memory.put(settings.GEOMETRY, self.window.remembered())
        self._memory.save()

    def _soon(self) -> None:
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        """Open the store; a store that is to be filled first is filled, step by step."""
        self.worker.start()
        if self._filling is None:
            self.flow.open()
        else:
            self.worker.submit_long(self._filling, self._filling_on, self._filled, self._not_filled)
        self.flow.desk.complete()  # while the store is opened; answers come when this is through

    def _show_import(self) -> None:
        if self._importing is None:
            from posapp.ui.office.import_flow import ImportFlow

            self._importing = ImportFlow(self.worker, lambda: self.flow.presenter.actor, self)
            self._importing.page.left.connect(self._show_desk)
            self._importing.ended.connect(self.flow.look_around)
        self._importing.open()
        self.window.show_page(self._importing.page)

    def _show_desk(self) -> None:
        self.window.show_page(self.flow.desk)
        self.flow.desk.focus_scan_field()

    def _filling_on(self, progress: SampleProgress) -> None:
        share = round(100 * progress.done)
        self.flow.say(self.tr("The sample store is being made: {share} %").format(share=share))
        if progress.receipt:
            self.flow.desk.cards.offer_trial(progress.receipt)

    def _filled(self) -> None:
        self.flow.desk.notice.clear()
        self.flow.open()

    def _not_filled(self, trouble: Trouble) -> None:
        self.flow.presenter.troubled.emit(trouble)
