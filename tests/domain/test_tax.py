from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.tax import TaxError, TaxRate, TaxTotal, tax_within
from tests.domain.lines import EUR

any_rate = st.integers(0, 1_000_000).map(TaxRate)


@pytest.mark.parametrize(("percent", "ppm"), [("19", 190_000), ("7.7", 77_000), (0, 0), (100, 1_000_000)])
def test_a_rate_in_percent(percent: str | int, ppm: int) -> None:
    assert TaxRate.percent(percent) == TaxRate(ppm)


@pytest.mark.parametrize("percent", ["7.12345", "plum", "nan", "inf", "-1", "100.0001", "1e99"])
def test_what_is_no_rate_is_refused(percent: str) -> None:
    with pytest.raises(TaxError):
        TaxRate.percent(percent)


@pytest.mark.parametrize("ppm", [-1, 1_000_001])
def test_a_rate_lies_between_nothing_and_all(ppm: int) -> None:
    with pytest.raises(TaxError, match="between 0 and 100 %"):
        TaxRate(ppm)


def test_a_rate_is_shown_in_percent() -> None:
    assert TaxRate.percent("8.1").as_percent == Decimal("8.1")
    assert TaxRate.percent("19").factor == Fraction(119, 100)


@pytest.mark.parametrize(
    ("gross", "percent", "tax"),
    [(1190, "19", 190), (1, "19", 0), (100, "7", 7), (5, "0", 0), (100, "100", 50)],
)
def test_the_tax_in_an_amount(gross: int, percent: str, tax: int) -> None:
    assert tax_within(gross, TaxRate.percent(percent)) == tax


@given(st.integers(0, 10**15), any_rate)
def test_the_net_is_the_exact_one_rounded_and_net_and_tax_are_gross(gross: int, rate: TaxRate) -> None:
    net = gross - tax_within(gross, rate)
    assert abs(net - gross / rate.factor) <= Fraction(1, 2)
    assert 0 <= net <= gross


@given(st.integers(0, 10**15), any_rate)
def test_more_gross_is_never_less_tax(gross: int, rate: TaxRate) -> None:
    assert tax_within(gross + 1, rate) - tax_within(gross, rate) in {0, 1}


def test_a_total_has_a_net() -> None:
    assert TaxTotal(TaxRate.percent(19), EUR.money("11.90"), EUR.money("1.90")).net == EUR.money("10.00")
