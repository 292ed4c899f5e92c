"""Numbers as a till writes them, read strictly: no NaN, no exponent, no guess about commas."""

from __future__ import annotations

import re

MICRO_DECIMALS = 6
_MOST_WHOLE_DIGITS = 12  # the greatest amount of the domain, and it leaves room in a 64-bit column
_LONGEST = 40
_REMEMBERED = 20_000
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"})


class NumberProblemError(ValueError):
    """A text that is no number as this file writes them; the sentence says what is wrong."""


class Numbers:
    """Reads the numbers of one file. Called with a text it answers in millionths.

    ``decimal`` is "." or ","; ``thousands`` what stands between groups of three digits, or nothing.
    A minus may stand before or after. What was read once is remembered, within bounds.
    """

    def __init__(self, decimal: str = ".", thousands: str = "") -> None:
        self._thousands = thousands
        groups = rf"|[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+" if thousands else ""
        self._form = re.compile(
            rf"([+-]?)(?=[0-9]|{re.escape(decimal)}[0-9])([0-9]*{groups})"
            rf"(?:{re.escape(decimal)}([0-9]*))?(-?)"
        )
        self.known: dict[str, int] = {}  # what was read before, for whoever cannot afford a call

    def __call__(self, text: str) -> int:
        """Return the number in millionths; raise NumberProblemError with a sentence."""
        micro = self.known.get(text)
        if micro is None:
            micro = self._read(text)
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[text] = micro
        return micro

    def _read(self, text: str) -> int:
        if len(text) > _LONGEST:
            raise NumberProblemError(f"It is {len(text):,} characters long; no price or quantity is.")
        found = self._form.fullmatch(text.strip().translate(_SPACES))
        if found is None or (found[1] and found[4]):
            raise NumberProblemError("It is not a number as the profile writes numbers.")
        whole = found[2].replace(self._thousands, "") if self._thousands else found[2]
        parts = (found[3] or "").rstrip("0")
        if len(whole.lstrip("0")) > _MOST_WHOLE_DIGITS:
            raise NumberProblemError("It is larger than any price or quantity.")
        if len(parts) > MICRO_DECIMALS:
            raise NumberProblemError("It has more than six decimals.")
        micro = int(whole + parts.ljust(MICRO_DECIMALS, "0"))
        return -micro if "-" in (found[1], found[4]) else micro
