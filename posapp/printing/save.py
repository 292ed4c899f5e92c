"""Papers are saved whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

_SENTENCES = {
    errno.ENOSPC: "The disk is full.",
    errno.EDQUOT: "The disk space for this user is used up.",
    errno.EROFS: "The folder is read-only.",
    errno.EACCES: "This user may not write in the folder.",
    errno.EPERM: "This user may not write in the folder.",
    errno.ENOTDIR: "A file stands where the folder should be.",
    errno.EEXIST: "A file stands where the folder should be.",
    errno.ENAMETOOLONG: "The folder's name is too long.",
}


class CannotSaveError(Exception):
    """A paper that the disk did not take; ``str()`` is a sentence for the person at the desk."""


def save(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, making its folder; what stood there is replaced in one step.

    Whoever reads ``path`` finds the old content or the new, also after a power cut, and when this returns the
    new is on the disk. Raises CannotSaveError if it cannot be; then nothing has changed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        why = _SENTENCES.get(error.errno or 0, "The disk reported a fault.")
        raise CannotSaveError(f"The receipt could not be saved in {path.parent}. {why}") from error


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the folder itself written, so that the new name survives a power cut; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
