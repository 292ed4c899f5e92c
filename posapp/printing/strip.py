"""A strip: a slice of a page, as high as its content, that is never divided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from posapp.printing.marks import Box
from posapp.printing.shaping import Piece


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; ``x`` is from the page's left edge, ``y`` (the baseline) from the strip's top."""

    x: float
    y: float
    size: float
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Strip:
    """``height`` in points; ``keeps_next`` ties it to the strip below.

    ``boxes`` are one path, x from the page's left edge and y from the strip's top, on the grid of DOTs.
    """

    height: float
    lines: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()
    keeps_next: bool = False

    @property
    def is_air(self) -> bool:
        """Whether nothing is drawn, so that it need not stand at a page's top."""
        return not self.lines and not self.boxes


def tied(strips: Iterable[Strip]) -> list[Strip]:
    """Return the strips so that all of them stay together, and the last is free."""
    stack = list(strips)
    return [*(replace(strip, keeps_next=True) for strip in stack[:-1]), *stack[-1:]]
