"""What went wrong, as the screens are told: the world failed, or we have a bug."""

from __future__ import annotations

from typing import NamedTuple


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
    import logging

    from posapp.storage.faults import kind_of

    log = logging.getLogger(__name__)
    code = kind_of(error)
    if code is None:
        log.error("A bug, please report it.", exc_info=error)
        return Trouble(BUG)
    log.warning("The world failed (%s): %s", code, error)
    return Trouble(code, str(error) if code == "cannot_open" else "")
