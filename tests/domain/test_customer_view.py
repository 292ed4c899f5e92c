"""What a customer may see has nothing in it that would tell what the store carries (P1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from posapp.domain import customer_view as seen
from posapp.domain.money import Currency, Money
from posapp.domain.quantity import Quantity
from posapp.domain.settlement import Settlement, settle
from posapp.domain.showing import customer_view
from posapp.domain.tax import TaxRate, TaxTotal
from posapp.domain.visit import ReplacementLine, ReturnLine, TenderKind, Visit
from tests.domain.crowds import RULES, currencies, visits
from tests.domain.lines import EUR, a_visit, back, back_without_sale, home, policy

# What may be shown is a multiple of this by construction; what may not is that and a power of two beside it,
# a different one for each line: no sum or difference of secrets can look like an amount that may be shown.
ROUND = 10_000
ALLOWED_TYPES = (
    *(seen.CameBack, seen.CustomerView, seen.GivenBack, seen.GoesHome, seen.TaxLine, seen.ThroughTill),
    *(Currency, Money, Quantity, TaxRate, TaxTotal),
)
FORBIDDEN_WORDS = re.compile("shelf|absorb|differ|carr|today|highest|above|price|limit|ceiling|share|owe|due")


@dataclass(frozen=True)
class Told:
    visit: Visit
    settlement: Settlement


@st.composite
def told(draw: st.DrawFn) -> Told:
    currency = draw(currencies)
    thousands = st.integers(2, 900)
    powers = iter(2**n for n in range(12))
    returns: list[ReturnLine] = []
    homes: list[ReplacementLine] = []

    def amount(rounds: int, secret: int = 0) -> str:
        return str(Money(rounds * ROUND + secret, currency).decimal)

    for number in range(draw(st.integers(0, 3))):  # same again, dearer today
        paid = draw(thousands)
        returns.append(back(f"same {number}", amount(paid), currency=currency))
        dearer = amount(paid + draw(thousands), next(powers))
        homes.append(home(f"same {number}", dearer, currency=currency))
    for number in range(draw(st.integers(0, 2))):  # no receipt, cheaper today
        today = draw(thousands)
        highest = amount(today + draw(thousands))
        returns.append(
            back_without_sale(
                f"unknown {number}", amount(today, -next(powers)), highest=highest, currency=currency
            )
        )
    if draw(st.booleans()):  # something else, dearer than everything that came back
        homes.append(home("else", amount(10_000, next(powers)), currency=currency))
    visit = a_visit(returns, homes, currency=currency)
    return Told(visit, settle(visit, RULES[currency]))


def _secrets(case: Told) -> set[int]:
    result = case.settlement
    amounts = [result.absorbed, result.goods_absorbed, result.untied_shelf, result.untied_absorbed]
    amounts += [x.above_today for x in result.returns]
    amounts += [amount for x in result.replacements for amount in (x.shelf, x.absorbed)]
    prices = [x.shelf for x in case.visit.replacements]
    prices += [x.valued.today for x in case.visit.returns if x.valued]
    return {amount.minor for amount in amounts if amount} | {price.micro for price in prices}


def _parts(thing: object) -> Iterator[object]:
    """Everything that can be reached from an object: its fields, its properties, theirs, and so on."""
    yield thing
    if is_dataclass(thing):
        names = [field.name for field in fields(thing)]
        if not isinstance(thing, Currency):  # its zero is money of that currency, and so on for ever
            names += [name for name, value in vars(type(thing)).items() if isinstance(value, property)]
        for name in names:
            yield from _parts(getattr(thing, name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _parts(part)


@given(told())
def test_no_amount_that_the_store_carries_can_be_reached_or_read(case: Told) -> None:
    view = customer_view(case.settlement)
    amounts = {x.minor for x in _parts(view) if isinstance(x, Money)}
    assert all(minor % ROUND == 0 for minor in amounts)
    numbers = {x for x in _parts(view) if isinstance(x, int)}
    numbers |= {int(digits) for digits in re.findall(r"\d+", repr(view))}
    assert not numbers & _secrets(case)


@given(told())
def test_no_two_amounts_in_view_tell_a_secret_by_their_difference(case: Told) -> None:
    view = customer_view(case.settlement)
    amounts = {x.minor for x in _parts(view) if isinstance(x, Money)}
    assert not {abs(a - b) for a in amounts for b in amounts} & _secrets(case)


@given(visits())
def test_nothing_from_the_inside_hangs_on_the_view(visit: Visit) -> None:
    view = customer_view(settle(visit, RULES[visit.currency]))
    for part in _parts(view):
        if is_dataclass(part):
            assert isinstance(part, ALLOWED_TYPES)
            assert not [field.name for field in fields(part) if FORBIDDEN_WORDS.search(field.name)]
        else:
            assert isinstance(part, (int, str, tuple, Enum, Decimal, Fraction))


@given(visits())
def test_the_view_tells_all_that_the_customer_is_given(visit: Visit) -> None:
    result = settle(visit, RULES[visit.currency])
    view = customer_view(result)
    assert view.to_customer == result.to_customer
    assert [x.credit for x in view.came_back] == [x.credit for x in result.returns]
    assert [x.charged for x in view.goes_home] == [x.charged for x in result.replacements]
    assert [x.quantity for x in view.through_till] == [x.quantity for x in result.for_till]
    assert sum(x.amount.minor for x in view.given_back) == result.to_customer.minor
    assert len({x.tender for x in view.given_back}) == len(view.given_back)
    for line in view.taxes:
        assert line.total.net + line.total.tax == line.total.gross


def test_taxes_are_added_up_by_direction_and_rate_and_unknown_ones_left_out() -> None:
    low, high = TaxRate.percent(7), TaxRate.percent(19)
    returns = [back("a", "11.90", rate=high), back("b", "5.95", rate=high), back("c", "10.70", rate=low)]
    homes = [home("a", "11.90", rate=high), home("d", "4.00")]
    view = customer_view(settle(a_visit([*returns, back("d", "3.00")], homes), policy()))
    assert [(x.direction, x.total.rate, x.total.gross, x.total.tax, x.total.net) for x in view.taxes] == [
        ("back", low, EUR.money("10.70"), EUR.money("0.70"), EUR.money("10.00")),
        ("back", high, EUR.money("17.85"), EUR.money("2.85"), EUR.money("15.00")),
        ("home", high, EUR.money("11.90"), EUR.money("1.90"), EUR.money("10.00")),
    ]


def test_money_is_given_back_by_tender() -> None:
    paid = ((TenderKind.CARD, "3.00"), (TenderKind.CASH, "1.00"), (TenderKind.CARD, "2.00"))
    returns = [back(f"{n}", amount, paid_by=tender) for n, (tender, amount) in enumerate(paid)]
    view = customer_view(settle(a_visit(returns), policy()))
    assert [(x.tender, x.amount) for x in view.given_back] == [
        (TenderKind.CASH, EUR.money("1.00")),
        (TenderKind.CARD, EUR.money("5.00")),
    ]


def test_e11_shows_what_goes_through_the_till_without_an_amount() -> None:
    view = customer_view(settle(a_visit([back("mug", "5.00")], [home("mug", "6.00", "3")]), policy()))
    (mug,) = view.through_till
    assert (mug.code, mug.description, mug.quantity) == ("mug", "mug", Quantity.of(2))
    assert {field.name for field in fields(mug)} == {"line_id", "code", "description", "quantity"}
