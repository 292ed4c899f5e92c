"""Keeping count of an import: every line is counted once, and what needs somebody is listed."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from posapp.interchange.import_folder import ImportFolder
from posapp.interchange.problems import Notes, Reject
from posapp.storage.imports import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many lines became what; ``read = taken + already_there + rejected`` at the end of an import.

    ``unmatched`` returns are a part of ``taken``.
    """

    read: int = 0
    taken: int = 0
    already_there: int = 0
    rejected: int = 0
    unmatched: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Counts):
    """How far an import is. ``stage`` is checking (the file as a whole), reading or matching (returns)."""

    stage: str
    done: int  # of ``whole``: bytes of the file, or returns
    whole: int
    lines_per_second: float
    seconds_left: float | None  # None = too early to say


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Counts):
    """How an import ended. Of ``problem`` and ``cancelled`` at most one is there.

    ``problem`` is a sentence for whoever imports, ``problem_code`` its stable code: the file is broken or the
    world failed; what was taken before stays. ``notes`` counts what kept no line from being taken.
    """

    import_id: str
    file_name: str
    profile: str
    seconds: float
    cancelled: bool = False
    problem_code: str = ""
    problem: str = ""
    rejected_by_reason: dict[str, int] = field(default_factory=dict)
    unmatched_by_reason: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)  # what the codes of both mean, in words
    notes: dict[str, int] = field(default_factory=dict)
    folder: Path | None = None  # None where not even a report could be written
    rejects: Path | None = None
    unmatched_list: Path | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The five counts by name."""
        return {name: getattr(self, name) for name in Counts.__dataclass_fields__}


class Tally:
    """Counts an import's lines and writes its lists."""

    def __init__(self, folder: ImportFolder) -> None:
        self.folder = folder
        self.notes = Notes()
        self.stage, self.done, self.whole = "checking", 0, 0
        self.rejected_by_reason: Counter[str] = Counter()
        self.unmatched_by_reason: Counter[str] = Counter()
        self.reasons: dict[str, str] = {}
        self._read = self._taken = self._already_there = 0
        self._started = self._stage_started = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._started

    def enter(self, stage: str, whole: int) -> None:
        """Begin with a stage."""
        self.stage, self.done, self.whole = stage, 0, whole
        self._stage_started = time.monotonic()

    def count_read(self, lines: int) -> None:
        """Count lines of the file."""
        self._read += lines

    def reject(self, *rejects: Reject) -> None:
        """Count and list lines that are not taken."""
        for reject in rejects:
            self.rejected_by_reason[reject.code] += 1
            self.reasons.setdefault(reject.code, reject.reason)
            self.folder.reject(reject)

    def add(self, taken: Taken) -> None:
        """Count what a batch has made durable."""
        self._taken += taken.taken
        self._already_there += taken.already_there
        self.reject(*(Reject(x.row, x.code, "", x.value[:60], x.reason) for x in taken.refused))
        for item in taken.unmatched:
            self.unmatched_by_reason[item.code] += 1
            self.reasons.setdefault(item.code, item.reason)
            self.folder.leave_unmatched(item.document, item.line, item.reason)

    def counts(self) -> Counts:
        """Return the counts of lines whose fate is known: they add up at any time."""
        rejected = self.rejected_by_reason.total()
        return Counts(
            read=self._taken + self._already_there + rejected,
            taken=self._taken,
            already_there=self._already_there,
            rejected=rejected,
            unmatched=self.unmatched_by_reason.total(),
        )

    def all_accounted(self) -> bool:
        """Tell whether the fate of every line that was read is known."""
        return self.counts().read == self._read

    def progress(self) -> Progress:
        """Return how far it is."""
        spent = time.monotonic() - self._stage_started
        counts = asdict(self.counts()) | {"read": self._read}
        share = self.done / self.whole if self.whole else 0.0
        return Progress(
            **counts,
            stage=self.stage,
            done=self.done,
            whole=self.whole,
            lines_per_second=self._read / self.seconds if self.seconds else 0.0,
            seconds_left=spent / share * (1 - share) if share else None,
        )
