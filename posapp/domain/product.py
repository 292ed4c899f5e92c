"""Products and what they cost on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from posapp.domain.allocation import divide_half_up
from posapp.domain.money import Currency, Money, MoneyError, whole
from posapp.domain.quantity import MICRO, Quantity
from posapp.domain.tax import TaxRate

_PRICE_DECIMALS = 6


class Bound(StrEnum):
    """What law or nature binds a product to (DESIGN 3.11)."""

    NO_RETURN = "no_return"
    FIXED_PRICE = "fixed_price"
    CASH_LIKE = "cash_like"


@dataclass(frozen=True, slots=True)
class ShelfPrice:
    """What one unit costs: millionths of a major unit, with or without its tax."""

    micro: int
    currency: Currency
    tax_rate: TaxRate | None = None
    tax_included: bool = True

    def __post_init__(self) -> None:
        """Refuse a price below zero."""
        if self.micro < 0:
            raise MoneyError(f"a price of {self.micro} millionths is below zero")

    @classmethod
    def of(cls, amount: Decimal | str, currency: Currency, tax_rate: TaxRate | None = None) -> ShelfPrice:
        """Return a gross price per unit given in major units; raise MoneyError past six decimals."""
        return cls(whole(amount, _PRICE_DECIMALS), currency, tax_rate)

    @property
    def gross(self) -> Fraction:
        """What one unit costs with its tax, exact, in minor units."""
        minor = Fraction(self.micro * 10**self.currency.decimals, 10**_PRICE_DECIMALS)
        return minor if self.tax_included or self.tax_rate is None else minor * self.tax_rate.factor

    def amount(self, quantity: Quantity) -> Money:
        """Return the gross amount of ``quantity``: tax first, then one rounding, half up (DESIGN 3)."""
        exact = self.gross * Fraction(quantity.micro, MICRO)
        return Money(divide_half_up(exact.numerator, exact.denominator), self.currency)


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the catalogue knows it; ``code`` is the store's own number, unique in the store."""

    code: str
    description: str
    unit: str = "each"
    bound: frozenset[Bound] = frozenset()
