"""Article numbers of GS1: whether the check digit of a GTIN is right."""

from __future__ import annotations

from functools import lru_cache

_REMEMBERED = 20_000


@lru_cache(_REMEMBERED)
def is_gtin(text: str) -> bool:
    """Tell whether a text is a GTIN-8, -12, -13 or -14 with the right check digit."""
    from biip import ParseError  # takes a fifth of a second: only for files that name article numbers
    from biip.gtin import Gtin

    try:
        Gtin.parse(text)
    except ParseError:
        return False
    return text.isascii()
