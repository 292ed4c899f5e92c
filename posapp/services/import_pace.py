"""How many lines go into one transaction, so that a visit never waits long for its turn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_SECONDS = 0.050  # what is asked for
_AIM_SECONDS = 0.022  # a disk that is slow for once must not break it
_MOST_LINES = 4_000
_SHRINKS, _GROWS = 0.6, 1.5  # at most, from one transaction to the next


class Pace:
    """Learns from each transaction how large the next one may be.

    It begins with ``lines``. Less than ``fewest`` would take hardly less time: a commit has its price.
    """

    def __init__(self, lines: int, *, fewest: int) -> None:
        self.lines = lines
        self._fewest = fewest
        self.longest_seconds = 0.0

    @contextmanager
    def transaction(self, lines: int) -> Iterator[None]:
        """Measure one transaction of so many lines, from its first statement to its commit."""
        started = time.perf_counter()
        yield
        spent = time.perf_counter() - started
        self.longest_seconds = max(self.longest_seconds, spent)
        factor = max(_SHRINKS, min(_GROWS, _AIM_SECONDS / spent))
        if factor < 1 or lines >= self.lines // 2:  # a small last batch says nothing about large ones
            self.lines = max(self._fewest, min(_MOST_LINES, round(self.lines * factor)))
