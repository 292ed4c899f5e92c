from dataclasses import replace
from fractions import Fraction

import pytest

from posapp.domain.product import Bound
from posapp.domain.quantity import Quantity, QuantityError
from posapp.domain.tax import TaxRate
from posapp.domain.visit import Side, Valued, Visit, VisitError
from tests.domain.lines import EUR, JPY, a_visit, back, back_without_sale, home, some_id


def test_an_empty_visit() -> None:
    empty = Visit(visit_id=some_id(), currency=EUR)
    assert empty.is_empty
    assert replace(empty, side=Side.BACK).is_empty
    assert not replace(empty, receipts=(some_id(),)).is_empty
    assert not empty.with_return(back("a", "1")).is_empty
    assert not empty.with_replacement(home("a", "1")).is_empty


def test_lines_are_numbered_as_they_come_and_keep_their_number_for_life() -> None:
    visit = a_visit([back("a", "1"), back("b", "2")], [home("c", "3")])
    assert [x.line_id for x in visit.returns] == [1, 2]
    assert [x.line_id for x in visit.replacements] == [3]
    after = visit.without(2).with_return(back("d", "4"))
    assert [(x.code, x.line_id) for x in after.returns] == [("a", 1), ("d", 4)]
    assert after.replacements == visit.replacements


def test_a_replacement_is_taken_off_again() -> None:
    assert not a_visit([back("a", "1")], [home("c", "3")]).without(2).replacements


def test_a_line_gets_another_quantity() -> None:
    visit = a_visit([back("a", "9", "1", sold="3")], [home("a", "3", "1")])
    assert visit.with_quantity(1, Quantity.of(3)).returns[0].quantity == Quantity.of(3)
    assert visit.with_quantity(1, Quantity.of(3)).replacements == visit.replacements
    assert visit.with_quantity(2, Quantity.of(5)).replacements[0].quantity == Quantity.of(5)
    assert visit.with_quantity(9, Quantity.of(5)) == visit
    with pytest.raises(VisitError, match="more than is left"):
        visit.with_quantity(1, Quantity.of(4))


def test_no_more_comes_back_than_is_left_of_the_sale() -> None:
    assert back("a", "9", "1", sold="3", before="2").quantity == Quantity.of(1)
    with pytest.raises(VisitError, match="more than is left"):
        back("a", "9", "2", sold="3", before="2")


def test_what_came_back_before_is_no_more_than_was_sold() -> None:
    with pytest.raises(QuantityError):
        back("a", "9", "1", sold="3", before="4")


def test_goods_come_back_in_the_unit_they_were_sold_in() -> None:
    with pytest.raises(QuantityError):
        replace(back("a", "9"), quantity=Quantity.of(1, "kg"))


def test_a_return_line_has_a_sale_line_or_a_valuation() -> None:
    bought, valued = back("a", "9"), back_without_sale("a", "9")
    for wrong in ({"bought": None}, {"valued": valued.valued}):
        with pytest.raises(VisitError, match="not both"):
            replace(bought, **wrong)


def test_nothing_is_no_line() -> None:
    nothing = Quantity(0, "each")
    with pytest.raises(VisitError, match="nothing comes back"):
        replace(back("a", "9"), quantity=nothing)
    with pytest.raises(VisitError, match="nothing goes home"):
        replace(home("a", "9"), quantity=nothing)


def test_a_sale_line_comes_back_on_one_line() -> None:
    line = back("a", "9", "1", sold="3")
    with pytest.raises(VisitError, match="one line of a visit"):
        a_visit([line, line])


def test_two_lines_have_two_numbers() -> None:
    visit = a_visit([back("a", "9")], [home("a", "9")])
    with pytest.raises(VisitError, match="one number"):
        replace(visit, replacements=(replace(visit.replacements[0], line_id=1),))


def test_a_visit_has_one_currency() -> None:
    for returns, homes in (
        ([back("a", "9", currency=JPY)], []),
        ([back_without_sale("a", "9", currency=JPY)], []),
        ([], [home("a", "9", currency=JPY)]),
    ):
        with pytest.raises(VisitError, match="one currency"):
            a_visit(returns, homes, currency=EUR)
    assert a_visit([], currency=JPY).is_empty


def test_both_prices_of_a_valuation_are_in_the_currency() -> None:
    line = back_without_sale("a", "9")
    assert line.valued is not None
    mixed = replace(line.valued, today=replace(line.valued.today, currency=JPY))
    with pytest.raises(VisitError, match="one currency"):
        a_visit([replace(line, valued=mixed)])


def test_what_is_left_and_what_a_unit_was_paid() -> None:
    bought = back("a", "9.00", "1", sold="3", before="1").bought
    assert bought is not None
    assert bought.left == Quantity.of(2)
    assert bought.unit_credit == Fraction(900, 3_000_000)


def test_the_tax_of_partial_returns_is_cumulative() -> None:
    rate = TaxRate.percent(19)
    lines = [back("a", "10.00", "1", sold="3", before=before, rate=rate) for before in (None, "1", "2")]
    credits_minor = [line.credit_between(0, line.quantity.micro) for line in lines]
    assert credits_minor == [333, 334, 333]
    assert [line.tax_minor(x) for line, x in zip(lines, credits_minor, strict=True)] == [53, 53, 54]


def test_without_a_sale_the_tax_is_that_of_the_credit_and_an_unknown_rate_has_none() -> None:
    assert back_without_sale("a", "11.90", rate=TaxRate.percent(19)).tax_minor(1190) == 190
    assert back_without_sale("a", "11.90").tax_minor(1190) is None


def test_without_a_sale_goods_are_never_worth_less_than_today() -> None:
    line = back_without_sale("a", "9.00", highest="6.00")
    assert line.credit_between(0, line.quantity.micro) == 900
    assert isinstance(line.valued, Valued)
    assert line.valued.above_today == 0


@pytest.mark.parametrize(
    ("bound", "never"),
    [
        ((), False),
        ((Bound.NO_RETURN,), False),
        ((Bound.FIXED_PRICE,), True),
        ((Bound.CASH_LIKE, Bound.NO_RETURN), True),
    ],
)
def test_of_some_goods_nothing_is_ever_absorbed(bound: tuple[Bound, ...], *, never: bool) -> None:
    assert home("a", "9", bound=bound).never_absorbs is never
