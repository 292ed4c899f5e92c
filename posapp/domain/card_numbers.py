"""Finding what looks like the number of a payment card in free text (RELIABILITY 1.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUN = re.compile(r"\d+(?:[ -]\d+)*", re.ASCII)
_GROUP = re.compile(r"\d+", re.ASCII)
_SHORTEST, _LONGEST = 13, 19
_NINE = 9
_KEPT = 4  # the last digits may stay: they are on every card slip


def mask(text: str) -> str:
    """Return a text in which every card number has only its last four digits left.

    A card number is 13 to 19 digits, together or in groups, that pass the check of ISO/IEC 7812 (Luhn).
    Not for item codes: one article number in ten passes as well.
    """
    for start, end in _card_numbers(text):
        text = f"{text[:start]}{'*' * (end - start - _KEPT)}{text[end - _KEPT :]}"
    return text


def _card_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Give where each begins and ends; digits in front of the first group of a number do not hide it."""
    for run in _RUN.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        done = 0
        for first in range(len(groups)):
            start = groups[first][0]
            for _, end in groups[first : first + _LONGEST]:
                if start >= done and _is_card_number(text[start:end]):
                    yield start, end
                    done = end


def _is_card_number(text: str) -> bool:
    digits = [int(c) for c in reversed(text) if c.isdigit()]
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return False
    doubled = (2 * digit for digit in digits[1::2])
    return sum(digits[::2], sum(d - _NINE if d > _NINE else d for d in doubled)) % 10 == 0
