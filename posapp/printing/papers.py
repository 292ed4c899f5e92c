"""The papers: their size, their column and their type. A new paper is data here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from posapp.printing.document import Role

MM = 72 / 25.4  # points
DOT = 72 / 203  # points: the coarsest printers we meet; bars and QR modules stand on this grid


@dataclass(frozen=True, slots=True)
class Type:
    """How a role is set: size and leading (from line to line) in points."""

    size: float
    leading: float
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper, in points. Without a ``height`` it is a roll, as long as its content.

    ``ink`` is 0xRRGGBB. ``bar_dots`` and ``module_dots`` are the widest bar and QR module tried, in DOTs.
    """

    name: str
    width: float
    height: float | None
    column: float
    top: float
    bottom: float
    ink: int
    bar_dots: int
    bar_height: float
    module_dots: int
    types: Mapping[Role, Type] = field(repr=False)

    @property
    def left(self) -> float:
        """Where the column begins."""
        return (self.width - self.column) / 2


def _types(body: float) -> Mapping[Role, Type]:
    """One scale for all papers, in steps that the eye can tell apart."""
    sizes = {
        Role.SHOP: (1.55, True),
        Role.HEADING: (1.0, True),
        Role.BODY: (1.0, False),
        Role.STRONG: (1.0, True),
        Role.RESULT: (1.35, True),
        Role.SMALL: (0.82, False),
        Role.BANNER: (1.35, True),
    }
    return MappingProxyType(
        {role: Type(body * scale, body * scale * 1.38, bold) for role, (scale, bold) in sizes.items()}
    )


ROLL_80 = Paper(
    name="roll-80",
    width=80 * MM,
    height=None,
    column=576 * DOT,  # what an 80 mm printer can reach
    top=4 * MM,
    bottom=6 * MM,
    ink=0x000000,  # a thermal head knows one black; anything lighter comes out speckled
    bar_dots=2,
    bar_height=12 * MM,
    module_dots=5,
    types=_types(9.0),
)
_OFFICE_INK = 0x241C22


def _sheet(name: str, width: float, height: float) -> Paper:
    return Paper(
        name=name,
        width=width,
        height=height,
        column=120 * MM,
        top=24 * MM,
        bottom=24 * MM,
        ink=_OFFICE_INK,
        bar_dots=3,
        bar_height=14 * MM,
        module_dots=6,
        types=_types(10.5),
    )


A4 = _sheet("a4", 210 * MM, 297 * MM)
LETTER = _sheet("letter", 8.5 * 72, 11 * 72)
PAPERS: Mapping[str, Paper] = MappingProxyType({paper.name: paper for paper in (ROLL_80, A4, LETTER)})
