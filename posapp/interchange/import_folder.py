"""The folder of an import's report: what was taken in figures, and lists of the lines that need somebody."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from posapp.domain.till import TillLine
from posapp.interchange.problems import Reject, shortened
from posapp.interchange.safe_csv import SafeCsv

_MOST_TRIES = 1_000
_LONGEST_NAME = 60
_MICRO = 6


class ImportFolder:
    """Made new for every import: ``<date>-<file's name>`` under ``imports``. Raises OSError as files do."""

    def __init__(self, imports: Path, file_name: str, at: datetime) -> None:
        self.path = _made(imports, f"{at:%Y-%m-%d-%H%M%S}-{_plain(file_name)}")
        self._rejects = SafeCsv(self.path / "rejects.csv", ["line", "column", "value", "reason"])
        self._unmatched = SafeCsv(
            self.path / "unmatched.csv",
            ["line", "receipt", "item", "description", "quantity", "unit price", "reason"],
        )

    @property
    def rejects(self) -> Path | None:
        """The list of lines that were not taken; None if all were."""
        return self._rejects.path if self._rejects.exists else None

    @property
    def unmatched(self) -> Path | None:
        """The list of returns that count against nobody; None if there are none."""
        return self._unmatched.path if self._unmatched.exists else None

    def reject(self, reject: Reject) -> None:
        """List a line that was not taken."""
        self._rejects.write(reject.row, reject.column, reject.value, reject.reason)

    def leave_unmatched(self, document: str, line: TillLine, reason: str) -> None:
        """List a return that was taken and counts against nobody."""
        quantity, price = _decimal(line.quantity_micro), _decimal(line.unit_price_micro)
        self._unmatched.write(
            line.row, document, line.code, shortened(line.description), quantity, price, reason
        )

    def finish(self, figures: Mapping[str, object], text: str) -> None:
        """Close the lists and write report.json and report.txt."""
        self._rejects.close()
        self._unmatched.close()
        report = json.dumps(figures, ensure_ascii=False, indent=2)
        (self.path / "report.json").write_text(f"{report}\n", encoding="utf-8")
        (self.path / "report.txt").write_text(text, encoding="utf-8")

    def abandon(self) -> None:
        """Let go of the files, where the disk takes nothing any more."""
        for part in (self._rejects, self._unmatched):
            try:
                part.close()
            except OSError:
                continue


def _made(imports: Path, name: str) -> Path:
    imports.mkdir(parents=True, exist_ok=True)
    for number in range(1, _MOST_TRIES):
        folder = imports / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise FileExistsError(name)


def _plain(file_name: str) -> str:
    """Return a file's name without what it is packed as and what a folder's name cannot hold."""
    name = file_name.removesuffix(".gz").removesuffix(".csv")
    return re.sub(r"[^\w.-]+", "_", name).strip("._")[:_LONGEST_NAME] or "file"


def _decimal(micro: int) -> str:
    """Return millionths as a plain decimal number."""
    digits = f"{micro:07d}"
    return f"{digits[:-_MICRO]}.{digits[-_MICRO:]}".rstrip("0").rstrip(".")
