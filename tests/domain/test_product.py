from fractions import Fraction

import pytest
from hypothesis import given

from posapp.domain.money import Currency, MoneyError
from posapp.domain.product import Bound, Product, ShelfPrice
from posapp.domain.quantity import MICRO, Quantity
from posapp.domain.tax import TaxRate
from tests.domain.crowds import currencies, prices, quantities
from tests.domain.lines import EUR, JPY, KWD


@pytest.mark.parametrize(
    ("price", "currency", "quantity", "unit", "amount"),
    [
        ("4.50", EUR, "1.380", "kg", "6.21"),
        ("0.004", EUR, "1", "each", "0.00"),
        ("0.005", EUR, "1", "each", "0.01"),
        ("0.004999", EUR, "1000", "each", "5.00"),
        ("100", JPY, "0.005", "kg", "1"),
        ("1.2345", KWD, "2", "each", "2.469"),
    ],
)
def test_an_amount_is_rounded_once_and_halves_go_up(
    price: str, currency: Currency, quantity: str, unit: str, amount: str
) -> None:
    assert ShelfPrice.of(price, currency).amount(Quantity.of(quantity, unit)) == currency.money(amount)


def test_a_net_price_gains_its_tax_before_the_one_rounding() -> None:
    net = ShelfPrice(1_990_000, EUR, TaxRate.percent(19), tax_included=False)
    assert net.amount(Quantity.of(1)) == EUR.money("2.37")  # 2.3681
    assert net.amount(Quantity.of(3)) == EUR.money("7.10")  # 7.1043, not three times 2.37
    crumbs = ShelfPrice(4_300, EUR, TaxRate.percent(19), tax_included=False)
    assert crumbs.amount(Quantity.of(1)) == EUR.money(
        "0.01"
    )  # 0.005117: rounding before the tax gives nothing


def test_a_gross_price_keeps_its_tax() -> None:
    rate = TaxRate.percent(19)
    assert ShelfPrice.of("11.90", EUR, rate).amount(Quantity.of(1)) == EUR.money("11.90")


def test_a_net_price_of_unknown_tax_stays_as_it_is() -> None:
    assert ShelfPrice(10_000_000, EUR, None, tax_included=False).amount(Quantity.of(1)) == EUR.money(10)


@given(currencies.flatmap(prices), quantities("kg"))
def test_an_amount_is_the_exact_one_rounded(price: ShelfPrice, quantity: Quantity) -> None:
    exact = price.gross * Fraction(quantity.micro, MICRO)
    assert abs(price.amount(quantity).minor - exact) <= Fraction(1, 2)


@pytest.mark.parametrize("price", ["-0.01", "0.0000001", "plum", "nan"])
def test_what_is_no_price_is_refused(price: str) -> None:
    with pytest.raises(MoneyError):
        ShelfPrice.of(price, EUR)


def test_a_product_is_free_to_come_and_go_unless_bound() -> None:
    assert not Product("4711", "Plums").bound
    assert Product("4712", "Book", bound=frozenset({Bound.FIXED_PRICE})).bound
