"""Quantities: exact decimals with a unit, kept as whole millionths of the unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

MICRO = 1_000_000
_LIMIT_MICRO = 10**15  # a thousand million units: fits a 64-bit column with room for sums
_WRITTEN = re.compile(r"\d+(\.\d*)?|\.\d+")  # as people write it: no sign, no exponent, no underscore
_MEASURED = frozenset({"kg", "g", "lb", "oz", "l", "ml", "m", "cm", "m2"})


class QuantityError(ValueError):
    """A quantity that cannot be: not a number, not above zero, too fine, too large, or of another unit."""


def is_measured(unit: str) -> bool:
    """Tell whether goods of this unit are weighed or measured, so that parts of a unit make sense."""
    return unit in _MEASURED


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many millionths of a unit; zero or more."""

    micro: int
    unit: str

    def __post_init__(self) -> None:
        """Refuse less than nothing and more than a database column holds."""
        if not 0 <= self.micro <= _LIMIT_MICRO:
            raise QuantityError(f"{self.micro} millionths of a unit is not a quantity")

    @classmethod
    def of(cls, value: Decimal | str | int, unit: str = "each") -> Quantity:
        """Return a quantity above zero; raise QuantityError with a plain reason otherwise."""
        if isinstance(value, str) and not _WRITTEN.fullmatch(value):
            raise QuantityError(f"{value[:20]!r} is not a number")
        exact = Decimal(value)
        if not exact.is_finite() or exact <= 0:
            raise QuantityError("a quantity is more than zero")
        if exact > _LIMIT_MICRO // MICRO:
            raise QuantityError("a quantity has at most ten digits")
        if exact != exact.quantize(Decimal("0.000001")):
            raise QuantityError("a quantity has at most six decimals")
        if not is_measured(unit) and exact % 1:
            raise QuantityError("only weighed and measured goods come in parts")
        return cls(int(exact * MICRO), unit)

    def __add__(self, other: Quantity) -> Quantity:
        """Return the sum; raise QuantityError for two units."""
        return Quantity(self.micro + self._same(other), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        """Return what is left; raise QuantityError for two units or less than nothing."""
        return Quantity(self.micro - self._same(other), self.unit)

    def __lt__(self, other: Quantity) -> bool:
        """Compare two quantities of one unit."""
        return self.micro < self._same(other)

    def __le__(self, other: Quantity) -> bool:
        """Compare two quantities of one unit."""
        return self.micro <= self._same(other)

    def __bool__(self) -> bool:
        """Tell whether it is more than nothing."""
        return self.micro > 0

    @property
    def value(self) -> Decimal:
        """The quantity as an exact decimal of its unit."""
        return Decimal(self.micro).scaleb(-6)

    @property
    def measured(self) -> bool:
        """Whether it is weighed or measured rather than counted."""
        return is_measured(self.unit)

    def _same(self, other: Quantity) -> int:
        if other.unit != self.unit:
            raise QuantityError(f"{self.unit} and {other.unit} cannot be added")
        return other.micro
