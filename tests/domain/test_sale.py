from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.money import Money
from posapp.domain.quantity import MICRO, Quantity
from posapp.domain.sale import Sale, SaleLine
from posapp.domain.tax import TaxRate
from posapp.domain.visit import TenderKind, VisitError
from tests.domain.lines import EUR, some_id

SALE_ID = some_id()


def line(code: str, paid_minor: int, sold: int = 1, returned: int = 0, number: int = 1) -> SaleLine:
    return SaleLine(
        sale_line_id=some_id(),
        sale_id=SALE_ID,
        line_no=number,
        code=code,
        description=code.title(),
        sold=Quantity.of(sold),
        paid=Money(paid_minor, EUR),
        tax_rate=TaxRate.percent(19),
        returned=Quantity(returned * MICRO, "each"),
        first_bought_at_ms=1_700_000_000_000,
        paid_by=TenderKind.CARD,
    )


def test_what_is_left_comes_back_and_no_more() -> None:
    mugs = line("mug", 1599, sold=3, returned=1)
    assert mugs.left == Quantity.of(2)
    with pytest.raises(VisitError, match="more than is left"):
        mugs.coming_back(Quantity.of(3))


def test_a_return_line_knows_all_of_its_sale_line() -> None:
    mugs = line("mug", 1599, sold=3, returned=1)
    back = mugs.coming_back(Quantity.of(2))
    assert (back.code, back.description, back.quantity) == ("mug", "Mug", Quantity.of(2))
    assert back.tax_rate == mugs.tax_rate
    assert back.bought is not None
    assert (back.bought.sale_line_id, back.bought.sale_id) == (mugs.sale_line_id, SALE_ID)
    assert (back.bought.sold, back.bought.paid) == (mugs.sold, mugs.paid)
    assert back.bought.returned_before == mugs.returned
    assert (back.bought.first_bought_at_ms, back.bought.paid_by) == (1_700_000_000_000, TenderKind.CARD)
    assert back.credit_between(0, back.quantity.micro) == 1599 - 533


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 20), st.integers(1, 3)), max_size=8))
def test_what_was_paid_most_for_a_unit_gives_first(drawn: list[tuple[str, int, int]]) -> None:
    lines = tuple(line(code, paid, sold, number=n) for n, (code, paid, sold) in enumerate(drawn, 1))
    sale = Sale(sale_id=SALE_ID, number="1", sold_at=datetime(2026, 11, 22, tzinfo=UTC), lines=lines)
    order = sale.giving_order(frozenset("ab"))
    assert sorted(x.line_no for x in order) == [x.line_no for x in lines if x.code in "ab"]
    worth = [(-Fraction(x.paid.minor, x.sold.micro), x.line_no) for x in order]
    assert worth == sorted(worth)
