"""Importing a till's sales or a catalogue: choose a file, see how far it is, read what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from posapp.ui import theme
from posapp.ui.office.import_wording import progress_line, report_lines
from posapp.ui.widgets.buttons import button
from posapp.ui.widgets.text import label

if TYPE_CHECKING:
    from posapp.services.importing import Progress, Report

_PARTS = 1_000  # of the progress bar


class ImportPage(QWidget):
    """Shows one import at a time and announces what is wanted; visits go on meanwhile."""

    begun = Signal(str, object, str)  # sales or catalogue, the file's path, the profile's name
    stopped = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._path: Path | None = None
        self._folder: Path | None = None
        self._kinds = {"sales": self._kind("sales"), "catalogue": self._kind("catalogue")}
        self._file = button(self.tr("Choose a file…"), icon_name="folder-open")
        self._profiles = QComboBox()
        self._profiles.setMinimumHeight(theme.TOUCH_PX)
        self._profiles.setAccessibleName(self.tr("How the till writes its sales"))
        self._profile_row = QWidget()
        self._begin = button(self.tr("Import"), "primary")
        self._begin.setProperty("scale", "body")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _PARTS)
        self._status = label(wrap=True)
        self._stop = button(self.tr("Stop"))
        self._open = button(self.tr("Open the folder with the lists"), icon_name="folder-open")
        self._back = button(self.tr("Back to the desk"), icon_name="arrow-left")
        self._lay_out()
        self._connect()
        self.choose_kind("sales")
        self.show_idle()

    def show_profiles(self, names: list[str]) -> None:
        """Offer the ways in which tills write their sales."""
        self._profiles.clear()
        self._profiles.addItems(names)

    def choose_kind(self, kind: str) -> None:
        """Import sales, or a catalogue."""
        for name, choice in self._kinds.items():
            choice.setChecked(name == kind)
        self._profile_row.setVisible(kind == "sales")

    def choose_file(self, path: Path) -> None:
        """Import this file."""
        self._path = path
        self._file.setText(f" {path.name}".replace("&", "&&"))
        self._begin.setEnabled(True)

    def show_idle(self, sentence: str = "") -> None:
        """Show that nothing is being imported, and why if there is a reason."""
        self._set_running(on=False)
        self._open.hide()
        self._status.setText(sentence)

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self._set_running(on=True)
        self._bar.setValue(_PARTS * progress.done // max(1, progress.whole))
        self._status.setText(progress_line(progress))

    def show_report(self, report: Report) -> None:
        """Show what came of it, and where the lists are."""
        self._set_running(on=False)
        self._folder = report.folder
        self._open.setVisible(bool(report.rejects or report.unmatched_list))
        self._status.setText("\n".join(report_lines(report)))

    def _set_running(self, *, on: bool) -> None:
        self._bar.setVisible(on)
        self._stop.setVisible(on)
        for part in (*self._kinds.values(), self._file, self._profiles):
            part.setEnabled(not on)
        self._begin.setEnabled(not on and self._path is not None)

    def _pressed_begin(self) -> None:
        if self._path is None:
            return
        kind = next(name for name, choice in self._kinds.items() if choice.isChecked())
        self._set_running(on=True)
        self._bar.setValue(0)
        self.begun.emit(kind, self._path, self._profiles.currentText())

    def _pressed_file(self) -> None:
        wanted = self.tr("Tables (*.csv *.csv.gz *.txt);;All files (*)")
        chosen, _filter = QFileDialog.getOpenFileName(self, self.tr("Choose a file"), "", wanted)
        if chosen:
            self.choose_file(Path(chosen))

    def _pressed_open(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _kind(self, name: str) -> QPushButton:
        text = self.tr("Sales of a till") if name == "sales" else self.tr("Catalogue with prices")
        made = button(text, "choice")
        made.setCheckable(True)
        return made

    def _connect(self) -> None:
        for name, choice in self._kinds.items():
            choice.clicked.connect(lambda _on, kind=name: self.choose_kind(kind))
        self._file.clicked.connect(self._pressed_file)
        self._begin.clicked.connect(self._pressed_begin)
        self._stop.clicked.connect(self.stopped)
        self._open.clicked.connect(self._pressed_open)
        self._back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(620)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 22, 28, 24)
        inside.setSpacing(12)
        inside.addWidget(label(self.tr("Import"), kind="headline"))
        inside.addWidget(
            label(self.tr("Visits go on meanwhile. Nothing is taken twice."), kind="small", wrap=True)
        )
        kinds = QHBoxLayout()
        for choice in self._kinds.values():
            kinds.addWidget(choice, 1)
        inside.addLayout(kinds)
        profile = QVBoxLayout(self._profile_row)
        profile.setContentsMargins(0, 0, 0, 0)
        profile.addWidget(label(self.tr("How the till writes its sales"), kind="small"))
        profile.addWidget(self._profiles)
        for part in (self._file, self._profile_row, self._begin, self._bar, self._status):
            inside.addWidget(part)
        ends = QHBoxLayout()
        for part in (self._stop, self._open):
            ends.addWidget(part)
        ends.addStretch(1)
        inside.addLayout(ends)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.EDGE_PX, theme.EDGE_PX, theme.EDGE_PX, theme.EDGE_PX)
        page.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(1)
