"""Strips are dealt out to pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from posapp.printing.strip import Strip


def paginate(strips: Sequence[Strip], head: Sequence[Strip], room: float) -> list[list[Strip]]:
    """Return each page's strips: at most ``room`` points high, further pages beginning with ``head``.

    Tied strips stay together unless a page is too short for them; no page begins with air.
    """
    pages, y, top = [list[Strip]()], 0.0, 0.0
    for group in _groups(strips):
        for at, strip in enumerate(group):
            together = height(group) if at == 0 and height(group) <= room - height(head) else strip.height
            if y > top and y + together > room:
                pages.append(list(head))
                y = top = height(head)
            if y > top or not strip.is_air:
                pages[-1].append(strip)
                y += strip.height
    return pages


def height(strips: Sequence[Strip]) -> float:
    """Return how high strips are together, in points."""
    return sum(strip.height for strip in strips)


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Yield strips that are tied to each other."""
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keeps_next:
            yield group
            group = []
    if group:
        yield group
