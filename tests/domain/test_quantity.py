from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.quantity import MICRO, Quantity, QuantityError, is_measured


@pytest.mark.parametrize(
    ("value", "unit", "micro"),
    [
        (1, "each", MICRO),
        ("3.000", "each", 3 * MICRO),
        ("1.240", "kg", 1_240_000),
        ("0.000001", "m2", 1),
        (Decimal("0.5"), "l", 500_000),
        (10**9, "each", 10**15),
    ],
)
def test_a_quantity(value: Decimal | str | int, unit: str, micro: int) -> None:
    assert Quantity.of(value, unit) == Quantity(micro, unit)


@pytest.mark.parametrize(
    ("value", "unit", "reason"),
    [
        ("plum", "each", "'plum' is not a number"),
        ("", "each", "is not a number"),
        ("1_000", "each", "is not a number"),
        ("+1", "each", "is not a number"),
        (" 1", "each", "is not a number"),
        (Decimal("nan"), "kg", "more than zero"),
        (Decimal(-1), "kg", "more than zero"),
        (Decimal("1e-999999"), "kg", "at most six decimals"),
        ("9" * 5000, "kg", "at most ten digits"),
        ("0", "each", "more than zero"),
        ("-1", "kg", "is not a number"),
        ("nan", "kg", "is not a number"),
        ("inf", "kg", "is not a number"),
        ("1000000001", "each", "at most ten digits"),
        ("1e999999", "each", "is not a number"),
        ("0.0000001", "kg", "at most six decimals"),
        ("1e-999999", "kg", "is not a number"),
        ("1.0000000000000000000000000000000000001", "kg", "at most six decimals"),
        ("1.5", "each", "only weighed and measured goods"),
        ("0.5", "box", "only weighed and measured goods"),
    ],
)
def test_what_is_no_quantity_is_refused_with_its_reason(value: Decimal | str, unit: str, reason: str) -> None:
    with pytest.raises(QuantityError, match=reason):
        Quantity.of(value, unit)


@pytest.mark.parametrize("micro", [-1, 10**15 + 1])
def test_less_than_nothing_and_more_than_a_column_holds_are_refused(micro: int) -> None:
    with pytest.raises(QuantityError, match="not a quantity"):
        Quantity(micro, "kg")


def test_quantities_are_added_taken_away_and_compared_in_one_unit() -> None:
    three, one = Quantity.of(3), Quantity.of(1)
    assert three + one == Quantity.of(4)
    assert three - one == Quantity.of(2)
    assert one < three
    assert one <= three
    assert three <= one + one + one
    assert not three <= one
    assert three
    assert not three - three
    with pytest.raises(QuantityError, match="not a quantity"):
        one - three


def test_two_units_are_never_added() -> None:
    apple, weight = Quantity.of(1), Quantity.of(1, "kg")
    for reckon in (
        lambda: apple + weight,
        lambda: apple - weight,
        lambda: apple < weight,
        lambda: apple <= weight,
    ):
        with pytest.raises(QuantityError, match="each and kg cannot be added"):
            reckon()


def test_weighed_and_counted() -> None:
    assert Quantity.of(1, "kg").measured
    assert not Quantity.of(1).measured
    assert is_measured("ml")
    assert not is_measured("pair")


@given(st.integers(1, 10**15))
def test_its_value_and_back(micro: int) -> None:
    quantity = Quantity(micro, "kg")
    assert Quantity.of(quantity.value, "kg") == quantity
