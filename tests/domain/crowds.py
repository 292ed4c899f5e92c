"""Hypothesis draws visits: small shops, so that products meet, prices collide and amounts round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from uuid import UUID

from hypothesis import strategies as st

from posapp.domain.money import Currency, Money
from posapp.domain.policy import Policy
from posapp.domain.product import Bound, ShelfPrice
from posapp.domain.quantity import MICRO, Quantity
from posapp.domain.tax import TaxRate
from posapp.domain.visit import Bought, ReplacementLine, ReturnLine, TenderKind, Valued, Visit
from tests.domain.lines import CURRENCIES

currencies = st.sampled_from(CURRENCIES)
rates = st.sampled_from([None, TaxRate(0), TaxRate.percent(7), TaxRate.percent("7.7"), TaxRate.percent(19)])
minors = st.one_of(st.integers(0, 12), st.integers(0, 3_000), st.integers(0, 10**9))
pieces_micro = st.integers(1, 5).map(lambda pieces: pieces * MICRO)
weights_micro = st.one_of(st.integers(1, 3_000).map(lambda grams: grams * 1_000), st.integers(1, 5_000_000))

RULES = {
    currency: Policy(version=1, absorbed_ceiling=Money(10**15, currency), absorbed_share=Decimal(1))
    for currency in CURRENCIES
}


@dataclass(frozen=True)
class Good:
    """What every line of one product has in common, in one visit."""

    code: str
    unit: str
    bound: frozenset[Bound]
    price_known: bool


SHELF = (
    Good("apple", "each", frozenset(), price_known=True),
    Good("bread", "each", frozenset(), price_known=True),
    Good("cheese", "kg", frozenset(), price_known=True),
    Good("dates", "kg", frozenset(), price_known=False),
    Good("eggs", "each", frozenset(), price_known=False),
    Good("fiction", "each", frozenset({Bound.FIXED_PRICE}), price_known=True),
    Good("gift card", "each", frozenset({Bound.CASH_LIKE}), price_known=True),
    Good("herbs", "kg", frozenset({Bound.FIXED_PRICE}), price_known=True),
)


def quantities(unit: str) -> st.SearchStrategy[Quantity]:
    return (weights_micro if unit == "kg" else pieces_micro).map(lambda micro: Quantity(micro, unit))


@st.composite
def prices(draw: st.DrawFn, currency: Currency) -> ShelfPrice:
    """A price in whole minor units, or a finer one; with its tax, or before it."""
    micro = draw(minors) * 10 ** (6 - currency.decimals) + draw(st.sampled_from([0, 0, 0, 1, 5_000]))
    rate = draw(rates)
    return ShelfPrice(micro, currency, rate, tax_included=rate is None or draw(st.booleans()))


@st.composite
def bought_lines(draw: st.DrawFn, currency: Currency, good: Good, number: int) -> ReturnLine:
    quantity, before, kept = (draw(quantities(good.unit)) for _ in range(3))
    before = draw(st.sampled_from([Quantity(0, good.unit), before]))
    kept = draw(st.sampled_from([Quantity(0, good.unit), kept]))
    bought = Bought(
        sale_line_id=UUID(int=number),
        sale_id=UUID(int=draw(st.integers(1, 3))),
        sold=before + quantity + kept,
        paid=Money(draw(minors), currency),
        returned_before=before,
        first_bought_at_ms=0,
        paid_by=draw(st.sampled_from([None, *TenderKind])),
    )
    return _coming_back(good, quantity, draw(rates), bought=bought)


@st.composite
def valued_lines(draw: st.DrawFn, currency: Currency, good: Good) -> ReturnLine:
    valued = Valued(highest=draw(prices(currency)), today=draw(prices(currency)))
    return _coming_back(good, draw(quantities(good.unit)), draw(rates), valued=valued)


def _coming_back(
    good: Good,
    quantity: Quantity,
    rate: TaxRate | None,
    bought: Bought | None = None,
    valued: Valued | None = None,
) -> ReturnLine:
    return ReturnLine(
        line_id=0,
        code=good.code,
        description=good.code,
        quantity=quantity,
        tax_rate=rate,
        bought=bought,
        valued=valued,
    )


@st.composite
def replacements(draw: st.DrawFn, currency: Currency, good: Good) -> ReplacementLine:
    return ReplacementLine(
        line_id=0,
        code=good.code,
        description=good.code,
        quantity=draw(quantities(good.unit)),
        shelf=draw(prices(currency)),
        price_known=good.price_known,
        bound=good.bound,
    )


@st.composite
def visits(draw: st.DrawFn, *, goods: Sequence[Good] = SHELF, without_sale: bool = True) -> Visit:
    currency = draw(currencies)
    some = st.sampled_from(goods)
    made = Visit(
        visit_id=UUID(int=1),
        currency=currency,
        tender=draw(st.sampled_from([None, None, *TenderKind])),
    )
    for number in range(draw(st.integers(0, 4))):
        good = draw(some)
        kinds = [bought_lines(currency, good, number + 1)]
        made = made.with_return(
            draw(st.one_of(*kinds, valued_lines(currency, good)) if without_sale else kinds[0])
        )
    for _ in range(draw(st.integers(0, 4))):
        made = made.with_replacement(draw(replacements(currency, draw(some))))
    return made


def shuffled(visit: Visit, lots: Random) -> Visit:
    """The same goods scanned in another order, and with other numbers."""
    numbers = lots.sample(range(1, 100), len(visit.returns) + len(visit.replacements))
    returns = [replace(line, line_id=numbers.pop()) for line in visit.returns]
    homes = [replace(line, line_id=numbers.pop()) for line in visit.replacements]
    lots.shuffle(returns)
    lots.shuffle(homes)
    return replace(visit, returns=tuple(returns), replacements=tuple(homes), next_line_id=100)
