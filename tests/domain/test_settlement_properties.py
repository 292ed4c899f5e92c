"""What holds for every visit, in currencies without, with two and with three decimals (DESIGN 3)."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st

from posapp.domain.money import Currency, Money, total
from posapp.domain.product import ShelfPrice
from posapp.domain.quantity import Quantity
from posapp.domain.settlement import Settlement, settle
from posapp.domain.tax import tax_within
from posapp.domain.visit import ReplacementLine, ReturnLine, Visit
from tests.domain.crowds import (
    RULES,
    SHELF,
    bought_lines,
    currencies,
    minors,
    prices,
    quantities,
    replacements,
    shuffled,
    visits,
)
from tests.domain.lines import a_visit, back, home, some_id

Line = TypeVar("Line", ReturnLine, ReplacementLine)
FREE = [good for good in SHELF if not good.bound and good.price_known]


def settled(visit: Visit) -> Settlement:
    return settle(visit, RULES[visit.currency])


@given(visits())
def test_the_customer_never_pays_and_nothing_is_lost(visit: Visit) -> None:
    result = settled(visit)
    assert result.to_customer.minor >= 0
    assert result.credits == result.charged + result.to_customer
    assert total([x.amount for x in result.refunds], visit.currency) == result.to_customer


@given(visits())
def test_what_is_absorbed_is_shelf_less_charged_and_what_is_above_today(visit: Visit) -> None:
    result = settled(visit)
    shelf = sum(x.shelf.minor for x in result.replacements)
    above_today = sum(x.above_today.minor for x in result.returns)
    assert result.absorbed.minor == shelf - result.charged.minor + above_today
    assert all(x.charged <= x.shelf for x in result.replacements)
    assert result.untied_absorbed <= result.goods_absorbed
    assert result.untied_absorbed <= result.untied_shelf


@given(visits())
def test_every_line_goes_home_or_through_the_till_or_both_in_parts(visit: Visit) -> None:
    result = settled(visit)
    moved: Counter[int] = Counter()
    parts = [(x.line, x.quantity) for x in result.replacements]
    for line, quantity in parts + [(x.line, x.quantity) for x in result.for_till]:
        assert quantity
        moved[line.line_id] += quantity.micro
    assert moved == {line.line_id: line.quantity.micro for line in visit.replacements}


@given(visits())
def test_lines_are_answered_in_the_order_of_the_visit(visit: Visit) -> None:
    result = settled(visit)
    assert [x.line for x in result.returns] == list(visit.returns)
    for answered in (
        [x.line.line_id for x in result.replacements],
        [x.line.line_id for x in result.for_till],
    ):
        assert answered == [x.line_id for x in visit.replacements if x.line_id in answered]


@given(visits())
def test_goods_of_which_nothing_may_be_carried_are_charged_in_full(visit: Visit) -> None:
    for x in settled(visit).replacements:
        if x.line.never_absorbs:
            assert x.charged == x.shelf


@given(visits())
def test_untied_goods_of_which_nothing_may_be_carried_stay_whole(visit: Visit) -> None:
    result = settled(visit)
    home = {x.line.line_id: x for x in result.replacements}
    for x in result.for_till:
        if x.line.never_absorbs and x.line.line_id in home:
            assert home[x.line.line_id].quantity == home[x.line.line_id].tied
            unserved = x.line.amount_minor - home[x.line.line_id].shelf.minor
            assert unserved == 0 or unserved > result.to_customer.minor
        elif x.line.never_absorbs:
            assert x.line.amount_minor == 0 or x.line.amount_minor > result.to_customer.minor


@given(visits())
def test_with_nothing_coming_back_nothing_goes_home(visit: Visit) -> None:
    result = settled(replace(visit, returns=()))
    assert not result.replacements
    assert result.to_customer == result.absorbed == visit.currency.zero
    assert [x.quantity for x in result.for_till] == [x.quantity for x in visit.replacements]


@given(visits())
def test_what_is_tied_came_back_and_weights_by_their_tolerance(visit: Visit) -> None:
    result = settled(visit)
    for code in {x.code for x in visit.replacements}:
        came = sum(x.quantity.micro for x in visit.returns if x.code == code)
        tied = [x.tied for x in result.replacements if x.line.code == code]
        heavier = 5 if any(x.measured for x in tied) else 4
        assert 4 * sum(x.micro for x in tied) <= heavier * came


@given(visits())
def test_no_sale_gives_back_more_than_its_credit(visit: Visit) -> None:
    result = settled(visit)
    credits_minor: Counter[object] = Counter()
    for x in result.returns:
        credits_minor[x.line.bought.sale_id if x.line.bought else None] += x.credit.minor
    given_minor: Counter[object] = Counter()
    for refund in result.refunds:
        assert refund.amount
        given_minor[refund.sale_id] += refund.amount.minor
    assert all(minor <= credits_minor[sale] for sale, minor in given_minor.items())


@given(visits())
def test_tax_lies_within_its_amount_and_is_known_where_its_rate_is(visit: Visit) -> None:
    result = settled(visit)
    taxed = [(x.line.tax_rate, x.credit, x.tax) for x in result.returns]
    taxed += [(x.line.shelf.tax_rate, x.charged, x.tax) for x in result.replacements]
    for rate, gross, tax in taxed:
        assert (tax is None) == (rate is None)
        assert tax is None or tax <= gross


@given(visits())
def test_quote_and_done_are_one_calculation(visit: Visit) -> None:
    assert settled(visit) == settled(visit)


def _unnumbered(line: Line) -> Line:
    return replace(line, line_id=0)


def _content(result: Settlement) -> tuple[object, ...]:
    """All of a settlement but the order and the numbers of its lines."""
    return (
        Counter((_unnumbered(x.line), x.credit, x.tax, x.above_today) for x in result.returns),
        Counter(
            (_unnumbered(x.line), x.quantity, x.tied, x.shelf, x.charged, x.tax) for x in result.replacements
        ),
        Counter((_unnumbered(x.line), x.quantity) for x in result.for_till),
        result.refunds,
        (result.to_customer, result.absorbed, result.untied_shelf, result.untied_absorbed),
    )


@given(visits(), st.randoms(use_true_random=False))
def test_the_order_of_scanning_changes_nothing(visit: Visit, lots: Random) -> None:
    assert _content(settled(shuffled(visit, lots))) == _content(settled(visit))


@given(visits(goods=SHELF[:1]), st.randoms(use_true_random=False))
def test_the_order_of_scanning_changes_nothing_within_one_product(visit: Visit, lots: Random) -> None:
    assert _content(settled(shuffled(visit, lots))) == _content(settled(visit))


@st.composite
def returned_in_steps(draw: st.DrawFn) -> list[ReturnLine]:
    """A whole sale line, coming back over some visits."""
    currency, good = draw(currencies), draw(st.sampled_from(SHELF))
    first = draw(bought_lines(currency, good, 1))
    assert first.bought is not None
    steps = draw(st.lists(quantities(good.unit), min_size=1, max_size=6))
    sold = Quantity(sum(step.micro for step in steps), good.unit)
    lines, before = [], Quantity(0, good.unit)
    for step in steps:
        lines.append(
            replace(first, quantity=step, bought=replace(first.bought, sold=sold, returned_before=before))
        )
        before += step
    return lines


def _alone(line: ReturnLine, currency: Currency) -> Settlement:
    return settled(Visit(visit_id=some_id(), currency=currency).with_return(line))


@given(returned_in_steps())
def test_partial_returns_add_up_to_what_was_paid_and_their_taxes_to_its_tax(lines: list[ReturnLine]) -> None:
    bought = lines[0].bought
    assert bought is not None
    results = [_alone(line, bought.paid.currency) for line in lines]
    assert sum(x.to_customer.minor for x in results) == bought.paid.minor
    rate = lines[0].tax_rate
    if rate is not None:
        taxes = [x.returns[0].tax for x in results]
        assert sum(tax.minor for tax in taxes if tax is not None) == tax_within(bought.paid.minor, rate)


@st.composite
def same_again(draw: st.DrawFn) -> Visit:
    """One product comes back, on some lines, and goes home, on some lines, not more of it than came back."""
    currency, good = draw(currencies), draw(st.sampled_from(FREE))
    made = Visit(visit_id=some_id(), currency=currency)
    for number in range(draw(st.integers(1, 3))):
        made = made.with_return(draw(bought_lines(currency, good, number + 1)))
    price = draw(prices(currency))
    for _ in range(draw(st.integers(1, 3))):
        made = made.with_replacement(replace(draw(replacements(currency, good)), shelf=price))
    assume(sum(x.quantity.micro for x in made.replacements) <= sum(x.quantity.micro for x in made.returns))
    return made


def _dearer(visit: Visit, more_micro: int) -> Visit:
    homes = (replace(x, shelf=_raised(x.shelf, more_micro)) for x in visit.replacements)
    return replace(visit, replacements=tuple(homes))


def _raised(price: ShelfPrice, more_micro: int) -> ShelfPrice:
    return replace(price, micro=price.micro + more_micro)


@given(same_again(), st.integers(1, 10**9))
def test_a_higher_price_of_same_again_never_gives_less(visit: Visit, more_micro: int) -> None:
    """What went up is in the bag: goods and money together are never worth less."""
    before, after = settled(visit), settled(_dearer(visit, more_micro))
    worth_before = before.to_customer.minor + sum(x.shelf.minor for x in before.replacements)
    worth_after = after.to_customer.minor + sum(x.shelf.minor for x in after.replacements)
    assert worth_after >= worth_before
    assert [x.quantity for x in after.replacements] == [x.quantity for x in before.replacements]


@given(same_again(), st.integers(1, 10**9))
def test_above_what_was_paid_a_higher_price_changes_nothing(visit: Visit, more_micro: int) -> None:
    before = settled(visit)
    assume(before.goods_absorbed)
    after = settled(_dearer(visit, more_micro))
    assert after.to_customer == before.to_customer
    assert after.charged == before.charged
    assert after.refunds == before.refunds


@given(visits(goods=[SHELF[2]], without_sale=False), st.integers(1_000_000, 1_250_000))
def test_a_heavier_bag_changes_nothing(visit: Visit, heavier_ppm: int) -> None:
    assume(visit.returns)
    weight = visit.returns[0].quantity
    price = ShelfPrice.of("1000000", visit.currency)  # dear enough that the whole credit is used
    line = ReplacementLine(line_id=9, code="cheese", description="cheese", quantity=weight, shelf=price)
    heavier = replace(line, quantity=Quantity(weight.micro * heavier_ppm // 1_000_000, "kg"))
    one_back = replace(visit, returns=visit.returns[:1])
    as_heavy, more = (settled(replace(one_back, replacements=(x,))) for x in (line, heavier))
    assume(as_heavy.goods_absorbed)
    assert more.to_customer == as_heavy.to_customer
    assert more.charged == as_heavy.charged
    assert not more.for_till


def _one_for_one(
    currency: Currency, code: str, paid: Money, came: int, price: Money, goes: int, new: str | None = None
) -> Visit:
    return a_visit(
        [back(code, str(paid.decimal), str(came), currency=currency)],
        [home(new or code, str(price.decimal), str(goes), currency=currency)],
        currency=currency,
    )


@given(currencies, minors, minors, st.integers(1, 4), st.integers(1, 4))
def test_same_again_is_charged_the_lower_of_shelf_and_credit(
    currency: Currency, paid: int, price: int, came: int, goes: int
) -> None:
    """Rule 3 as it is written, for one line on each side, in its own words."""
    good = SHELF[0]
    assume(goes <= came)
    made = _one_for_one(currency, good.code, Money(paid * came, currency), came, Money(price, currency), goes)
    result = settled(made)
    assert result.charged.minor == min(price * goes, paid * goes)
    assert result.to_customer.minor == paid * came - result.charged.minor


@given(currencies, minors, st.lists(minors, min_size=1, max_size=5))
def test_something_else_shares_the_credit(currency: Currency, paid: int, shelf: list[int]) -> None:
    """Rule 4 as it is written."""
    made = _one_for_one(currency, "old", Money(paid, currency), 1, Money(shelf[0], currency), 1, new="new 0")
    for number, price in enumerate(shelf[1:], 1):
        made = made.with_replacement(
            replace(
                made.replacements[0],
                code=f"new {number}",
                shelf=ShelfPrice.of(Money(price, currency).decimal, currency),
            )
        )
    result = settled(made)
    if not paid:
        assert len(result.for_till) == len(shelf)
        return
    assert result.charged.minor == min(paid, sum(shelf))
    for x in result.replacements:  # largest remainder: less than a minor unit from the exact share
        exact = Fraction(x.shelf.minor * result.charged.minor, max(1, sum(shelf)))
        assert abs(x.charged.minor - exact) < 1
