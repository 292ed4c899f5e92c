"""What to tell people when the world failed or we have a bug: what happened and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from posapp.ui.trouble import Trouble

translate = QCoreApplication.translate  # a name that lupdate knows


def trouble_sentence(trouble: Trouble) -> str:
    """Return the sentence; whoever raised the error may have written a better one."""
    if trouble.sentence:
        return trouble.sentence
    sentences = {
        "disk_full": translate(
            "Trouble", "The disk is full; nothing was written. Make room, then try again."
        ),
        "read_only": translate(
            "Trouble", "The data folder cannot be written to. Ask who looks after this PC."
        ),
        "busy": translate("Trouble", "The data is busy; nothing was done. Try again."),
        "disk_fails": translate("Trouble", "The disk did not answer; nothing was done. Try again."),
        "damaged": translate("Trouble", "The data is damaged. Stop here, and put back a backup."),
        "unreachable": translate("Trouble", "The server cannot be reached; nothing was done. Try again."),
        "bug": translate("Trouble", "Plum made a mistake; nothing was done. The log has the details."),
    }
    return sentences.get(
        trouble.code, translate("Trouble", "That did not work; nothing was done. Try again.")
    )
