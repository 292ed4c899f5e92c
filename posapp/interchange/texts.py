"""Free text and codes as they come from a till, made safe to keep, to show and to print."""

from __future__ import annotations

import re
import unicodedata

from posapp.domain.card_numbers import mask
from posapp.interchange.problems import Notes

LONGEST_CODE = 200
_LONGEST_TEXT = 500
_REMEMBERED = 20_000
# They turn the order of what follows around, on paper as on screen.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Descriptions:
    """Cleans descriptions and counts what it had to take out: ``card_number_masked``, ``shortened``."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._known: dict[str, tuple[str, str]] = {}

    def __call__(self, text: str) -> str:
        """Return a description on one line, without control characters and card numbers."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = _cleaned(text)
        if found[1]:
            self._notes[found[1]] += 1
        return found[0]


def is_code(text: str) -> bool:
    """Tell whether a text can be the number of a receipt or an item: printable, not empty, not endless."""
    return 0 < len(text) <= LONGEST_CODE and text.isprintable()


def _cleaned(text: str) -> tuple[str, str]:
    """Return the text and a note's code, empty where nothing had to go."""
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    line = " ".join(_TURNING.sub("", visible).split())
    masked = mask(line)
    if len(masked) > _LONGEST_TEXT:
        return f"{masked[: _LONGEST_TEXT - 1]}…", "shortened"
    return masked, "" if masked == line else "card_number_masked"
