"""Money: whole minor units of one currency, never negative."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# ISO 4217 minor units that are not 2.
_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"), 0),
    **dict.fromkeys(("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
_CODE_LENGTH = 3
_LIMIT = 10**12  # major units: fits a 64-bit column in any minor unit, with room for sums


class MoneyError(ValueError):
    """An amount that cannot be: below zero, of another currency, or not a whole minor unit."""


def whole(amount: Decimal | str | int, decimals: int) -> int:
    """Return ``amount`` in whole units of its last decimal; raise MoneyError where that cannot be."""
    try:
        exact = Decimal(amount)
    except InvalidOperation:
        raise MoneyError(f"{amount!r} is not a number") from None
    if not exact.is_finite() or not -_LIMIT <= exact <= _LIMIT:
        raise MoneyError(f"{amount!r} is not an amount")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals))
    if rounded != exact:
        raise MoneyError(f"{amount} has more than {decimals} decimals")
    return int(rounded.scaleb(decimals))


@dataclass(frozen=True, slots=True, order=True)
class Currency:
    """An ISO 4217 currency and how many decimals its minor unit has."""

    code: str
    decimals: int

    @classmethod
    def of(cls, code: str) -> Currency:
        """Return the currency of an ISO 4217 code such as ``EUR``; raise MoneyError for anything else."""
        if len(code) != _CODE_LENGTH or not code.isascii() or not code.isalpha() or not code.isupper():
            raise MoneyError(f"{code!r} is not a currency code of three capital letters")
        return cls(code, _DECIMALS.get(code, 2))

    def money(self, amount: Decimal | str | int) -> Money:
        """Return an amount given in major units (``"4.96"``); raise MoneyError for parts of a minor unit."""
        return Money(whole(amount, self.decimals), self)

    @property
    def zero(self) -> Money:
        """Nothing, in this currency."""
        return Money(0, self)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units. There is no negative money: what is subtracted must be there (P1)."""

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        """Refuse an amount below zero."""
        if self.minor < 0:
            raise MoneyError(f"{self.minor} {self.currency.code} is below zero")

    def __add__(self, other: Money) -> Money:
        """Return the sum; raise MoneyError for two currencies."""
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        """Return what is left; raise MoneyError for two currencies or if less than nothing would be left."""
        return Money(self.minor - self._same(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        """Compare two amounts of one currency."""
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        """Compare two amounts of one currency."""
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        """Tell whether it is more than nothing."""
        return self.minor > 0

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-self.currency.decimals)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise MoneyError(f"{self.currency.code} and {other.currency.code} cannot be reckoned together")
        return other.minor


def total(amounts: list[Money], currency: Currency) -> Money:
    """Return the sum of ``amounts``, nothing for an empty list; raise MoneyError for another currency."""
    return sum(amounts, start=currency.zero)
