"""Codes that Plum makes: locators, never data, with a check that an invented one does not carry."""

from __future__ import annotations

import hashlib
import hmac

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
_BITS = 5
RANDOM_BITS = 40
_CHARS = RANDOM_BITS // _BITS
_PREFIX = "P"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def short_code(random: int) -> str:
    """Return eight characters for 40 random bits, for an invitation."""
    return "".join(_ALPHABET[random >> shift & 31] for shift in range(RANDOM_BITS - _BITS, -1, -_BITS))


def receipt_number(random: int, secret: bytes) -> str:
    """Return the number of a desk receipt: P, eight characters of chance, eight that prove them."""
    chance = short_code(random)
    return f"{_PREFIX}{chance}{_proof(chance, secret)}"


def readable(number: str) -> str:
    """Return one of our numbers in groups (``P7K2M-9QXD-4T8W-ABCD``), any other number as it is."""
    if not looks_like_receipt(number):
        return number
    return f"{number[:5]}-{number[5:9]}-{number[9:13]}-{number[13:]}"


def normal(text: str) -> str:
    """Return typed text as one of our numbers would be stored: no dashes, capitals, no look-alikes."""
    return text.upper().translate(_LOOKALIKES)


def looks_like_receipt(text: str) -> bool:
    """Tell whether a text has the shape of a desk receipt's number."""
    return len(text) == 1 + 2 * _CHARS and text.startswith(_PREFIX) and set(text[1:]) <= set(_ALPHABET)


def is_proved(number: str, secret: bytes) -> bool:
    """Tell whether a receipt's number was made with this secret."""
    return looks_like_receipt(number) and hmac.compare_digest(
        _proof(number[1:-_CHARS], secret), number[-_CHARS:]
    )


def _proof(chance: str, secret: bytes) -> str:
    digest = hmac.digest(secret, chance.encode("ascii"), hashlib.sha256)
    return short_code(int.from_bytes(digest[: RANDOM_BITS // 8], "big"))
