"""What an error means for people: the world failed (a stable code), or we have a bug (None)."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError

from posapp.storage.engine import CannotOpenStoreError
from posapp.storage.keys import KeysError

# What SQLite and PostgreSQL say, and the code that the screens have a sentence for.
_SAYINGS = (
    ("database or disk is full", "disk_full"),
    ("no space left", "disk_full"),
    ("readonly database", "read_only"),
    ("database is locked", "busy"),
    ("database table is locked", "busy"),
    ("lock timeout", "busy"),
    ("disk i/o error", "disk_fails"),
    ("unable to open database file", "disk_fails"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),
    ("connection", "unreachable"),
    ("server closed", "unreachable"),
)
_NUMBERS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


def kind_of(error: BaseException) -> str | None:
    """Return what of the world failed, or None for a mistake of ours.

    One of cannot_open, disk_full, read_only, busy, disk_fails, damaged and unreachable.
    """
    if isinstance(error, CannotOpenStoreError | KeysError):
        return "cannot_open"
    if isinstance(error, DBAPIError):
        said = str(error.orig).lower()
        return next((code for saying, code in _SAYINGS if saying in said), None)
    if isinstance(error, OSError):
        return _NUMBERS.get(error.errno or 0, "disk_fails")
    return None
