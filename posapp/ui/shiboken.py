"""WORKAROUND: PySide6 6.12.0 gives None away without a reference of its own on Python before 3.12.

Its wheels are built as if None, True, False and NotImplemented were immortal, as they are from Python 3.12
on. On 3.11 every call of Qt that returns nothing takes one reference from None; after some thousand the
process dies with "none_dealloc: deallocating None" (measured: -500 after 500 calls of setObjectName; with
6.11.3: 0). No upstream issue is known to us. To be dropped with the pin of PySide6.
"""

from __future__ import annotations

import sys

_AS_GOOD_AS_IMMORTAL = 1 << 40


def keep_singletons_alive() -> None:
    """Give the four singletons more references than a program can lose."""
    if sys.version_info >= (3, 12):
        return
    from ctypes import c_ssize_t

    for singleton in (None, True, False, NotImplemented):
        count = c_ssize_t.from_address(id(singleton))  # ob_refcnt comes first in every object
        if count.value < _AS_GOOD_AS_IMMORTAL:
            count.value += _AS_GOOD_AS_IMMORTAL
