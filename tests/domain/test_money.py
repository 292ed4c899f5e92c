from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.money import Currency, Money, MoneyError, total, whole
from tests.domain.lines import EUR, JPY, KWD

MNT = Currency.of("MNT")


@pytest.mark.parametrize(
    ("code", "decimals"), [("JPY", 0), ("VND", 0), ("EUR", 2), ("THB", 2), ("MNT", 2), ("KWD", 3)]
)
def test_a_currency_knows_its_decimals(code: str, decimals: int) -> None:
    assert Currency.of(code) == Currency(code, decimals)


@pytest.mark.parametrize("code", ["", "EU", "EURO", "eur", "E1R", "ÜRO", "Eur"])
def test_what_is_no_currency_code_is_refused(code: str) -> None:
    with pytest.raises(MoneyError, match="three capital letters"):
        Currency.of(code)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("4.96", EUR, 496),
        ("4.9600", EUR, 496),
        (Decimal("0.1"), EUR, 10),
        (5, EUR, 500),
        ("1e3", JPY, 1000),
        ("1.234", KWD, 1234),
        ("-0", EUR, 0),
        (10**12, KWD, 10**15),
    ],
)
def test_an_amount_in_major_units(amount: Decimal | str | int, currency: Currency, minor: int) -> None:
    assert currency.money(amount) == Money(minor, currency)


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("4.965", EUR),
        ("0.5", JPY),
        ("1.2345", KWD),
        ("-0.01", EUR),
        ("", EUR),
        ("plum", EUR),
        ("4,96", EUR),
        ("nan", EUR),
        ("snan", EUR),
        ("inf", EUR),
        ("-inf", EUR),
        ("1000000000000.01", EUR),
        ("1e999999", JPY),
        ("1e-999999", JPY),
        ("1.0000000000000000000000000000000000001", EUR),  # more digits than a decimal context keeps
    ],
)
def test_what_is_no_amount_is_refused(amount: str, currency: Currency) -> None:
    with pytest.raises(MoneyError):
        currency.money(amount)


def test_refusals_say_why() -> None:
    with pytest.raises(MoneyError, match="'plum' is not a number"):
        whole("plum", 2)
    with pytest.raises(MoneyError, match="'inf' is not an amount"):
        whole("inf", 2)
    with pytest.raises(MoneyError, match="more than 2 decimals"):
        whole("0.001", 2)
    with pytest.raises(MoneyError, match="-1 EUR is below zero"):
        Money(-1, EUR)


def test_money_is_added_taken_away_and_compared_in_one_currency() -> None:
    five, two = EUR.money("5.00"), EUR.money("2.00")
    assert five + two == EUR.money("7.00")
    assert five - two == EUR.money("3.00")
    assert five - five == EUR.zero
    assert two < five
    assert five > two
    assert two <= two  # noqa: PLR0124 -- the comparison is what is tested
    assert not five <= two
    assert five
    assert not EUR.zero


def test_there_is_no_negative_money() -> None:
    with pytest.raises(MoneyError, match="below zero"):
        EUR.money("2.00") - EUR.money("2.01")


def test_two_currencies_are_never_reckoned_together() -> None:
    euro, tugrik = EUR.money(5), MNT.money(5)
    for reckon in (
        lambda: euro + tugrik,
        lambda: euro - tugrik,
        lambda: euro < tugrik,
        lambda: euro <= tugrik,
        lambda: total([euro], MNT),
    ):
        with pytest.raises(MoneyError, match="cannot be reckoned together"):
            reckon()
    assert euro != tugrik


def test_a_total() -> None:
    assert total([], JPY) == JPY.zero
    assert total([EUR.money("1.10"), EUR.money("2.20")], EUR) == EUR.money("3.30")


@given(st.integers(0, 10**12), st.sampled_from([JPY, EUR, KWD]))
def test_major_units_and_back(minor: int, currency: Currency) -> None:
    amount = Money(minor, currency)
    assert currency.money(amount.decimal) == amount
