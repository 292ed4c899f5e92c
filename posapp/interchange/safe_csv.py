"""Writing CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def safe(value: object) -> str:
    """Return a cell's text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    if text.startswith(_STARTS_A_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


class SafeCsv:
    """A CSV file that grows line by line; there is no file before its first line. Raises OSError as files do.

    UTF-8 with a byte order mark: without it, spreadsheets guess the letters.
    """

    def __init__(self, path: Path, header: Iterable[str]) -> None:
        self.path = path
        self._header = list(header)
        self._file: TextIO | None = None

    @property
    def exists(self) -> bool:
        """Whether anything was written."""
        return self._file is not None

    def write(self, *cells: object) -> None:
        """Write one line."""
        if self._file is None:
            self._file = self.path.open("x", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(self._header)
        csv.writer(self._file).writerow([safe(cell) for cell in cells])

    def close(self) -> None:
        """Bring everything to the disk."""
        if self._file is None or self._file.closed:
            return
        with self._file as file:
            file.flush()
            os.fsync(file.fileno())
