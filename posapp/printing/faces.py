"""The type faces on paper: which one draws which character, and where their files are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from posapp.places import resources
from posapp.printing.clean_text import REPLACEMENT

if TYPE_CHECKING:
    from uharfbuzz import Font

UNITS = 1000  # metrics are in thousandths of the type size, as in PDF


@dataclass(frozen=True, slots=True)
class Face:
    """One font file. ``name`` is the file's stem; ``scale`` makes its letters as large as its neighbours'."""

    name: str
    scale: float = 1.0

    @property
    def path(self) -> Path:
        """Where the file is."""
        return resources() / "fonts" / f"{self.name}.ttf"


@dataclass(frozen=True, slots=True)
class _Family:
    """A script's regular and bold face."""

    regular: Face
    bold: Face


PLAIN = Face("NotoSans-Regular")
_LATIN = _Family(PLAIN, Face("NotoSans-Bold"))
_THAI = _Family(Face("Sarabun-Regular"), Face("Sarabun-Bold"))
_JAPANESE = _Family(Face("BIZUDPGothic-Regular"), Face("BIZUDPGothic-Bold"))
_FAMILIES = (_LATIN, _THAI, _JAPANESE)  # asked in this order: the large Japanese file only where it is needed
_WORD_OR_SPACE = re.compile(r"\s+|\S+")


@cache
def font_of(face: Face) -> Font:
    """Return the face's font for HarfBuzz, read once."""
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))))


@cache
def _covered(family: _Family) -> frozenset[str]:
    """The characters that a family draws (its two faces draw the same)."""
    return frozenset(map(chr, font_of(family.regular).face.unicodes))


def itemise(text: str, *, bold: bool) -> list[tuple[Face, str]]:
    """Split ``text`` into stretches of one face each; what none can draw becomes ``REPLACEMENT``.

    The stretches together are as long as ``text``, character for character.
    """
    choices = ((choice, part) for word in _WORD_OR_SPACE.findall(text) for choice, part in _choose(word))
    return [
        (family.bold if bold else family.regular, "".join(part for _, part in parts))
        for family, parts in groupby(choices, key=itemgetter(0))
    ]


def _choose(word: str) -> Iterator[tuple[_Family, str]]:
    """A word stays in one face where one can draw all of it: ``฿12.50`` is not patched together."""
    for family in _FAMILIES:
        if _covered(family).issuperset(word):
            yield family, word
            return
    for char in word:
        yield next(
            ((family, char) for family in _FAMILIES if char in _covered(family)), (_LATIN, REPLACEMENT)
        )
