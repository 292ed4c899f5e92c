"""What was paid for a line: unit price × quantity or the line's total, less its discount, tax included."""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from posapp.domain.allocation import divide_half_up
from posapp.domain.money import Currency
from posapp.domain.quantity import MICRO
from posapp.interchange.cells import Cells

_PPM = 1_000_000
_PICO = MICRO * MICRO
_MOST_MINOR = 10**15


class Prices(NamedTuple):
    """Where the columns are that say what a line cost; None = nowhere. One of the first two is there."""

    unit_price: int | None
    line_total: int | None
    discount: int | None


class Amounts:
    """Reads prices and reckons amounts, exactly, with one rounding, half up (DESIGN 3)."""

    def __init__(self, cells: Cells, prices: Prices, currency: Currency, *, tax_included: bool) -> None:
        self._cells = cells
        self._at = prices
        self._currency = currency
        self._scale = 10**currency.decimals
        self._tax_included = tax_included
        self._is_plain = tax_included and prices.line_total is None and prices.discount is None

    def price(self, fields: list[str], quantity_micro: int) -> int:
        """Return the unit price in millionths as printed, or what the total comes to for a unit."""
        if self._at.unit_price is not None:
            return self._cells.micro(fields, self._at.unit_price)
        total = abs(self._cells.micro(fields, self._place))
        return divide_half_up(total * MICRO, abs(quantity_micro)) if quantity_micro else total

    def refuse_below_zero(self, fields: list[str]) -> NoReturn:
        """Raise LineError for a price that no goods have."""
        raise self._cells.error("price_below_zero", fields, self._place, "The price is below zero.")

    def paid(self, fields: list[str], exact: tuple[int, int], rate_ppm: int | None) -> int:
        """Return the minor units paid for a line of ``exact`` (unit price and quantity, in millionths)."""
        if self._is_plain:
            minor = divide_half_up(exact[0] * exact[1] * self._scale, _PICO)
            if minor <= _MOST_MINOR:
                return minor
        minor = self._minor(fields, self._net_pico(fields, *exact), rate_ppm)
        if minor < 0:
            raise self._cells.error("below_zero", fields, self._place, "Less than nothing was paid for it.")
        return minor

    def taken_off(self, fields: list[str], exact: tuple[int, int], rate_ppm: int | None) -> int:
        """Return the minor units that a receipt-wide discount takes off, whatever its signs."""
        return self._minor(fields, abs(self._net_pico(fields, *exact)), rate_ppm)

    @property
    def _place(self) -> int:
        places = (self._at.unit_price, self._at.line_total)
        return next(place for place in places if place is not None)

    def _net_pico(self, fields: list[str], price_micro: int, quantity_micro: int) -> int:
        """Return the amount as the file has it, in millionths of millionths of a major unit."""
        at = self._at
        if at.line_total is None:
            pico = price_micro * quantity_micro
            return pico if at.discount is None else pico - self._off(fields, at.discount)
        total = self._cells.micro(fields, at.line_total)
        if self._tax_included and total * self._scale % MICRO:
            reason = f"It has more decimals than {self._currency.code}."
            raise self._cells.error("number", fields, at.line_total, reason)
        return total * MICRO

    def _off(self, fields: list[str], place: int) -> int:
        """Return a line's own discount; tills write it with a minus or without."""
        return abs(self._cells.micro(fields, place)) * MICRO if fields[place].strip() else 0

    def _minor(self, fields: list[str], pico: int, rate_ppm: int | None) -> int:
        numerator, denominator = pico * self._scale, _PICO
        if not self._tax_included:
            if rate_ppm is None:
                reason = "The prices are without tax, and no tax rate is known for this line."
                raise self._cells.error("tax_rate", fields, self._place, reason)
            numerator, denominator = numerator * (_PPM + rate_ppm), denominator * _PPM
        minor = divide_half_up(numerator, denominator)
        if minor > _MOST_MINOR:
            raise self._cells.error("number", fields, self._place, "The amount is larger than any purchase.")
        return minor
