"""What went wrong, as the screens are told: the world failed, or we have a bug."""

from __future__ import annotations

import logging
from typing import NamedTuple

_log = logging.getLogger(__name__)


class Trouble(NamedTuple):
    """A stable code and, where whoever raised it wrote one, the sentence that says what to do."""

    code: str
    sentence: str = ""

    @property
    def is_bug(self) -> bool:
        """Whether the program is at fault, not the world."""
        return self.code == BUG


BUG = "bug"


def trouble_of(error: Exception) -> Trouble:
    """Return what an error means for people; a bug is logged with its traceback."""
    from posapp.storage.faults import kind_of

    code = kind_of(error)
    if code is None:
        _log.error("A bug, please report it.", exc_info=error)
        return Trouble(BUG)
    _log.warning("The world failed (%s): %s", code, error)
    return Trouble(code, str(error) if code == "cannot_open" else "")
