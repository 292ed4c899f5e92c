"""Tax inside a gross amount, and gross prices from net ones; no cent is lost between net, tax and gross."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from posapp.domain.allocation import divide_half_up
from posapp.domain.money import Money, MoneyError, whole

_PPM = 1_000_000


class TaxError(ValueError):
    """A tax rate outside 0 to 100 % or finer than a millionth."""


@dataclass(frozen=True, slots=True, order=True)
class TaxRate:
    """A rate in millionths: 19 % is ``190_000``. An unknown rate is ``None`` in its place (DESIGN 3.16)."""

    ppm: int

    def __post_init__(self) -> None:
        """Refuse a rate below nothing or above all."""
        if not 0 <= self.ppm <= _PPM:
            raise TaxError("a tax rate lies between 0 and 100 %")

    @classmethod
    def percent(cls, percent: Decimal | str | int) -> TaxRate:
        """Return the rate of a percentage such as ``"19"`` or ``"7.7"``; raise TaxError if it is too fine."""
        try:
            return cls(whole(percent, 4))
        except MoneyError:
            raise TaxError(f"{percent} % is not a rate with at most four decimals") from None

    @property
    def as_percent(self) -> Decimal:
        """The rate in percent, exact."""
        return Decimal(self.ppm) / (_PPM // 100)

    @property
    def factor(self) -> Fraction:
        """What a net amount is multiplied by to become gross."""
        return Fraction(_PPM + self.ppm, _PPM)


def tax_within(gross_minor: int, rate: TaxRate) -> int:
    """Return the tax in a gross amount of minor units: gross minus net rounded half up. Net + tax = gross."""
    return gross_minor - divide_half_up(gross_minor * _PPM, _PPM + rate.ppm)


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """All amounts of one rate: ``net + tax = gross``."""

    rate: TaxRate
    gross: Money
    tax: Money

    @property
    def net(self) -> Money:
        """The amount before tax."""
        return self.gross - self.tax
