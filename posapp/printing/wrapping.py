"""Where lines end: at spaces, between Thai words and Japanese phrases, anywhere if need be."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from posapp.printing.shaping import ShapedText

if TYPE_CHECKING:
    from budoux import Parser

_STRETCH = re.compile(r"[^ \u3000]+")  # what spaces divide, Japan's wide one too
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_JAPANESE = re.compile(r"[\u3001-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_AFTER_HYPHEN = re.compile(r"(?<=\w[-/\u2013\u2014])(?=\w)")
_MOST_BALANCED = 6  # lines: in a longer paragraph nobody sees how long the last one is


def wrap(shaped: ShapedText, width: float) -> list[tuple[int, int]]:
    """Return the lines of a paragraph as (first, past last) characters, each at most ``width`` wide.

    ``width`` is in thousandths of the type size. A word wider than a line is broken; a line has at least one
    character, however narrow the paper. The empty text has no lines.
    """
    if shaped.x_at[-1] <= width:
        return [(0, len(shaped.text))] if shaped.text else []
    cuts = frozenset(shaped.cuts)
    chances = [chance for chance in _chances(shaped.text) if chance in cuts]
    lines, start = [], 0
    while start < len(shaped.text):
        following = _next_start(shaped, chances, start, width)
        lines.append((start, start + len(shaped.text[start:following].rstrip(" "))))
        start = following
    return lines


def wrap_evenly(shaped: ShapedText, width: float) -> list[tuple[int, int]]:
    """Return as many lines as ``wrap`` does, but of about one length: no word is left alone on the last."""
    lines = wrap(shaped, width)
    if not 1 < len(lines) <= _MOST_BALANCED:
        return lines
    narrow, wide = width / 2, width
    for _ in range(6):  # to a sixty-fourth of the width
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if len(wrap(shaped, middle)) == len(lines) else (middle, wide)
    return wrap(shaped, wide)


def _next_start(shaped: ShapedText, chances: list[int], start: int, width: float) -> int:
    """Return where the line after the one that begins at ``start`` begins."""
    fits = (
        bisect_right(shaped.x_at, shaped.x_at[start] + width) - 1
    )  # that many characters, as far as width goes
    if fits >= len(shaped.text):
        return len(shaped.text)
    while fits < len(shaped.text) and shaped.text[fits] == " ":  # spaces may hang over the edge
        fits += 1
    chance = bisect_right(chances, fits) - 1
    if chance >= 0 and chances[chance] > start:
        return chances[chance]
    return _last_cut(shaped.cuts, start, fits)


def _last_cut(cuts: tuple[int, ...], start: int, fits: int) -> int:
    """Return the last cut up to ``fits``, or the first one after ``start`` where not even that fits."""
    cut = cuts[bisect_right(cuts, fits) - 1]
    return cut if cut > start else cuts[bisect_left(cuts, start + 1)]


def _chances(text: str) -> Iterator[int]:
    """Yield where a line may begin, in order."""
    for match in _STRETCH.finditer(text):
        stretch, at = match.group(), match.start()
        yield at
        if _THAI.search(stretch) or _JAPANESE.search(stretch):
            yield from _phrases(stretch, at)
        else:
            yield from (at + hyphen.start() for hyphen in _AFTER_HYPHEN.finditer(stretch))


def _phrases(stretch: str, at: int) -> Iterator[int]:
    """Yield where words begin in scripts that have no spaces between them: a model knows best."""
    for phrase in _parser(thai=bool(_THAI.search(stretch))).parse(stretch):
        yield at
        at += len(phrase)


@cache
def _parser(*, thai: bool) -> Parser:
    import budoux

    return budoux.load_default_thai_parser() if thai else budoux.load_default_japanese_parser()
