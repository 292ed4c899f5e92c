"""Fingers or scanner: keys that come faster than anybody types are a scan."""

from __future__ import annotations

FASTEST_FINGERS_MS = 30  # between two keys, on average over the whole text
FEWEST_KEYS = 4  # two keys may well fall together


class Burst:
    """Counts the keys of one text and the time they took."""

    def __init__(self) -> None:
        self._count = 0
        self._first_ms = 0
        self._last_ms = 0

    def key(self, at_ms: int) -> None:
        """Take note of a key; a pause begins a new burst."""
        if self._count and at_ms - self._last_ms > 4 * FASTEST_FINGERS_MS:
            self._count = 0
        if not self._count:
            self._first_ms = at_ms
        self._count += 1
        self._last_ms = at_ms

    def clear(self) -> None:
        """Begin a new text."""
        self._count = 0

    def is_running(self, at_ms: int) -> bool:
        """Tell whether keys came so fast just now that a scanner must be typing them."""
        return self.is_scan() and at_ms - self._last_ms <= 4 * FASTEST_FINGERS_MS

    def is_scan(self) -> bool:
        """Tell whether the keys so far are a scanner's."""
        took_ms = self._last_ms - self._first_ms
        return self._count >= FEWEST_KEYS and took_ms <= FASTEST_FINGERS_MS * (self._count - 1)
