"""Text from outside, made fit for paper: it cannot steer a printer, hide, or overwrite its neighbour."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"  # stands where no font of ours has the character
_MARKS_IN_A_ROW = 4  # Thai stacks three; a tower of marks would grow into the lines above
_NOT_CHARACTERS = frozenset({"Cs", "Co", "Cn"})  # half a surrogate pair, private use, unassigned
_ORDINARY_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")


def clean(text: str) -> str:
    """Return ``text`` as one line fit for paper, inner spaces single.

    Line ends and tabs become a space; control characters, bidirectional overrides and everything else without
    ink of its own is dropped (RELIABILITY T12); what is no character at all becomes ``REPLACEMENT``.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(part for part in "".join(_with_ink(text)).split(" ") if part)


def _with_ink(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category.startswith("M") else 0
        if char in _ORDINARY_SPACES or category in {"Zl", "Zp"}:
            yield " "
        elif category in _NOT_CHARACTERS:
            yield REPLACEMENT
        elif category not in {"Cc", "Cf"} and marks <= _MARKS_IN_A_ROW and not _is_selector(char):
            yield char


def _is_selector(char: str) -> bool:
    """Variation selectors choose among glyphs that we do not ship, and would be drawn as missing."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
