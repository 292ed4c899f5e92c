"""Amounts, quantities and rates as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.money import Currency, Money
from posapp.domain.quantity import MICRO, Quantity
from posapp.domain.tax import TaxRate
from posapp.printing.amounts import money_text, quantity_text, rate_text

_CODES = ["EUR", "GBP", "JPY", "MNT", "THB", "KWD", "USD", "CHF", "XTS"]


@pytest.mark.parametrize(
    ("code", "amount", "text"),
    [
        ("GBP", "4.20", "£4.20"),
        ("EUR", "4.96", "€4.96"),
        ("EUR", "0", "€0.00"),
        ("EUR", "1234567.8", "€1,234,567.80"),
        ("JPY", "1000", "¥1,000"),
        ("MNT", "1240", "₮1,240"),
        ("MNT", "1240.50", "₮1,240.50"),
        ("THB", "12.50", "฿12.50"),
        ("THB", "12", "฿12.00"),
        ("USD", "0.05", "$0.05"),
        ("KWD", "1.250", "KWD 1.250"),
        ("CHF", "9.90", "CHF 9.90"),
    ],
)
def test_money_is_written_as_its_country_writes_it(code: str, amount: str, text: str) -> None:
    assert money_text(Currency.of(code).money(amount)) == text


@given(st.sampled_from(_CODES), st.integers(min_value=0, max_value=10**15))
def test_no_minor_unit_is_lost_or_rounded(code: str, minor: int) -> None:
    money = Money(minor, Currency.of(code))
    digits = "".join(char for char in money_text(money) if char.isdigit() or char == ".")
    assert Decimal(digits) == money.decimal


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1.240", "kg", "1.240 kg"),
        ("1.24", "kg", "1.240 kg"),
        ("0.0005", "kg", "0.0005 kg"),
        ("12", "kg", "12.000 kg"),
        ("250", "g", "250 g"),
        ("1.5", "m2", "1.50 m²"),
        ("3", "each", "3"),
        ("1200", "each", "1200"),
    ],
)
def test_quantities_are_written_as_the_scale_writes_them(value: str, unit: str, text: str) -> None:
    assert quantity_text(Quantity.of(value, unit)) == text


@given(st.integers(min_value=1, max_value=10**15), st.sampled_from(["kg", "g", "l", "m2"]))
def test_no_part_of_a_quantity_is_lost(micro: int, unit: str) -> None:
    number = quantity_text(Quantity(micro, unit)).split(" ")[0]
    assert Decimal(number) * MICRO == micro


@pytest.mark.parametrize(
    ("percent", "text"), [("19", "19 %"), ("7.7", "7.7 %"), ("0", "0 %"), ("10", "10 %")]
)
def test_rates_have_the_decimals_they_need(percent: str, text: str) -> None:
    assert rate_text(TaxRate.percent(percent)) == text
