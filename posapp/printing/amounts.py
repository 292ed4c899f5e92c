"""Amounts, quantities and rates as text: the very edge, exact, and the same in all our languages."""

from __future__ import annotations

from decimal import Decimal

from posapp.domain.money import Money
from posapp.domain.quantity import Quantity
from posapp.domain.tax import TaxRate

# Our four languages write 1,234.56 alike, so no locale is asked; Babel would give MNT two decimals and the
# yen its full width, round half to even, and cost the desk its first paint (packaging/decisions/paper.md).
_SYMBOLS = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MNT": "₮",
    "MXN": "MX$",
    "NZD": "NZ$",
    "PHP": "₱",
    "THB": "฿",
    "TRY": "₺",
    "TWD": "NT$",
    "UAH": "₴",
    "USD": "$",
    "VND": "₫",
}
_WHOLE_WHERE_POSSIBLE = frozenset({"MNT"})  # the möngö is law, and in nobody's purse
_UNIT_DECIMALS = {"kg": 3, "lb": 3, "l": 3, "m": 2, "m2": 2, "oz": 1}
_UNIT_TEXT = {"m2": "m²"}


def money_text(money: Money) -> str:
    """Return an amount as people write it, unrounded: ``€4.96``, ``¥1,000``, ``₮1,240``, ``KWD 1.250``."""
    code = money.currency.code
    amount = money.decimal
    if code in _WHOLE_WHERE_POSSIBLE and amount == amount.to_integral_value():
        amount = amount.to_integral_value()
    return f"{_SYMBOLS.get(code, f'{code} ')}{amount:,f}"


def quantity_text(quantity: Quantity) -> str:
    """Return a quantity as people write it, unrounded: ``3``, ``1.240 kg``."""
    if not quantity.measured:
        return f"{_at_least(quantity.value, 0):f}"
    unit = _UNIT_TEXT.get(quantity.unit, quantity.unit)
    return f"{_at_least(quantity.value, _UNIT_DECIMALS.get(quantity.unit, 0)):f} {unit}"


def rate_text(rate: TaxRate) -> str:
    """Return a tax rate as people write it: ``19 %``, ``7.7 %``."""
    return f"{_at_least(rate.as_percent, 0):f} %"


def _at_least(value: Decimal, decimals: int) -> Decimal:
    """Return the same value with ``decimals`` decimals, or with as many as it needs."""
    needed = -int(value.normalize().as_tuple().exponent)
    return value.quantize(Decimal(1).scaleb(-max(decimals, needed)))
