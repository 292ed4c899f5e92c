"""What the database knows of a document, so that the n-th line of a kind is taken once and only once.

A line's identity is document, item, price, quantity and its n-th occurrence. A line of the file is the first
line of the same identity in the database that this run has not met yet; where none is left, it is new. So it
does not matter in how many pieces a document stands in the file, whether an earlier import took a part of it,
or how often it is read again.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from typing import NamedTuple

from posapp.domain.till import Identity
from posapp.storage.import_scratch import Scratch


class KnownLine(NamedTuple):
    """A line in the database; ``key`` is what the run remembers it by."""

    key: str
    identity: Identity
    of_this_run: bool


class KnownDocument:
    """The lines of one document so far, of the items that a batch names; new ones follow ``last_line``."""

    def __init__(self, last_line: int = 0) -> None:
        self.next_line = last_line + 1
        self._waiting: dict[Identity, deque[str]] = defaultdict(deque)
        self._count: Counter[Identity] = Counter()

    def add(self, line: KnownLine, *, is_met: bool) -> None:
        """Enter a line that the database has, in the order of the lines."""
        self._count[line.identity] += 1
        if not is_met:
            self._waiting[line.identity].append(line.key)

    @property
    def is_empty(self) -> bool:
        """Whether the database has no line of it that this run could meet."""
        return not self._waiting

    def meet(self, identity: Identity) -> str | None:
        """Return the key of the line in the database that a line of the file is, or None if it is new."""
        waiting = self._waiting.get(identity)
        return waiting.popleft() if waiting else None

    def number(self, identity: Identity) -> tuple[int, int]:
        """Return the line number and the occurrence of a new line."""
        line_no, self.next_line = self.next_line, self.next_line + 1
        self._count[identity] += 1
        return line_no, self._count[identity]


def fill(
    documents: dict[str, KnownDocument], lines: Iterable[tuple[str, KnownLine]], scratch: Scratch
) -> None:
    """Enter what the database knows: lines with the key of their document, in the order of their numbers."""
    known = list(lines)
    met = scratch.seen_of([line.key for _, line in known if not line.of_this_run])
    for document, line in known:
        documents[document].add(line, is_met=line.of_this_run or line.key in met)
