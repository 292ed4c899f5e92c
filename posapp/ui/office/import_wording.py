"""The sentences of the import page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from posapp.ui.widgets.plurals import Plurals

if TYPE_CHECKING:
    from posapp.services.importing import Progress, Report

translate = QCoreApplication.translate  # a name that lupdate knows

_MINUTE = 60


def progress_line(progress: Progress) -> str:
    """Return how far it is, how fast, and how long it still takes."""
    stages = {
        "checking": translate("Import", "Looking at the whole file"),
        "reading": translate("Import", "Reading"),
        "matching": translate("Import", "Finding the purchases of returns"),
    }
    parts = [stages.get(progress.stage, progress.stage)]
    parts.append(translate("Import", "{count} lines").format(count=_number(progress.read)))
    if progress.lines_per_second:
        rate = _number(round(progress.lines_per_second))
        parts.append(translate("Import", "{count} a second").format(count=rate))
    if progress.seconds_left is not None:
        parts.append(_left(progress.seconds_left))
    return " · ".join(parts)


def report_lines(report: Report) -> list[str]:
    """Return what came of it."""
    lines = [report.problem or _ending(report)]
    for count, sentence in (
        (report.taken, translate("Import", "{count} taken")),
        (report.already_there, translate("Import", "{count} were there already")),
        (report.rejected, translate("Import", "{count} could not be taken: the list says why")),
        (report.unmatched, translate("Import", "{count} returns count against no purchase")),
    ):
        if count:
            lines.append(sentence.format(count=_number(count)))
    return lines


def _ending(report: Report) -> str:
    if report.cancelled:
        return translate("Import", "Stopped. Whole receipts were taken; import the file again for the rest.")
    return translate("Import", "Finished: {file}").format(file=report.file_name)


def _left(seconds: float) -> str:
    if seconds < _MINUTE:
        return Plurals().seconds_left(max(1, round(seconds)))
    return Plurals().minutes_left(round(seconds / _MINUTE))


def _number(count: int) -> str:
    return QLocale().toString(count)
