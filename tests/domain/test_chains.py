"""Somebody who wants the store's money: chains of visits, with and without receipts, at changing prices.

What a customer has, at any time, is the money that came out less the money that went in; the goods at today's
price; and for every receipt what it would give above today's price, for one can buy the goods again and bring
them back with it. The store knows what it carried. So a visit may add to what a customer has no more than it
records as absorbed, and a minor unit of rounding for each line.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from posapp.domain.money import Currency, Money
from posapp.domain.product import ShelfPrice
from posapp.domain.quantity import MICRO, Quantity
from posapp.domain.settlement import SettledReplacement, Settlement, settle
from posapp.domain.visit import Bought, ReplacementLine, ReturnLine, Valued, Visit
from tests.domain.crowds import RULES, SHELF, Good, currencies, quantities
from tests.domain.lines import EUR, JPY, a_visit, back, back_without_sale, home, policy

GOODS = {good.code: good for good in SHELF}
codes = st.sampled_from(sorted(GOODS))
small_minors = st.one_of(st.integers(0, 20), st.integers(0, 2_000))


@dataclass(kw_only=True)
class Receipt:
    """A line that can come back: of a sale, or of a desk receipt."""

    line_id: UUID
    code: str
    sold: Quantity
    paid_minor: int
    returned: Quantity
    credited_minor: int = 0

    @property
    def left(self) -> Quantity:
        return self.sold - self.returned

    @property
    def left_minor(self) -> int:
        return self.paid_minor - self.credited_minor

    def coming_back(self, quantity: Quantity, currency: Currency) -> ReturnLine:
        bought = Bought(
            sale_line_id=self.line_id,
            sale_id=self.line_id,
            sold=self.sold,
            paid=Money(self.paid_minor, currency),
            returned_before=self.returned,
            first_bought_at_ms=0,
        )
        return ReturnLine(
            line_id=0,
            code=self.code,
            description=self.code,
            quantity=quantity,
            tax_rate=None,
            bought=bought,
        )


class Customer(RuleBasedStateMachine):
    """Buys, waits for prices to change, and comes to the desk, with no limit to what the store may carry."""

    without_receipt = True

    @initialize(currency=currencies, start=st.lists(small_minors, min_size=len(GOODS), max_size=len(GOODS)))
    def open_shop(self, currency: Currency, start: list[int]) -> None:
        self.currency = currency
        self.numbers = count(1)
        self.prices = dict(zip(GOODS, (self._price(minor) for minor in start), strict=True))
        self.highest = dict(self.prices)
        self.goods = dict.fromkeys(GOODS, 0)
        self.receipts: list[Receipt] = []
        self.money_in = self.money_out = self.without_sale = 0

    def _price(self, minor: int) -> ShelfPrice:
        return ShelfPrice(minor * 10 ** (6 - self.currency.decimals), self.currency)

    @rule(data=st.data(), code=codes, percent=st.integers(0, 100))
    def buys(self, data: st.DataObject, code: str, percent: int) -> None:
        quantity = data.draw(quantities(GOODS[code].unit))
        paid = self.prices[code].amount(quantity).minor * percent // 100
        self.money_in += paid
        self._takes_home(code, quantity, paid)

    def _takes_home(self, code: str, quantity: Quantity, paid_minor: int) -> None:
        self.goods[code] += quantity.micro
        nothing = Quantity(0, quantity.unit)
        line_id = UUID(int=next(self.numbers))
        self.receipts.append(
            Receipt(line_id=line_id, code=code, sold=quantity, paid_minor=paid_minor, returned=nothing)
        )

    @rule(code=codes, minor=small_minors)
    def a_price_changes(self, code: str, minor: int) -> None:
        self.prices[code] = self._price(minor)
        if self.highest[code].micro < self.prices[code].micro:
            self.highest[code] = self.prices[code]

    @rule(code=codes)
    def a_high_price_is_forgotten(self, code: str) -> None:
        self.highest[code] = self.prices[code]

    @precondition(lambda self: any(self.goods.values()))
    @rule(data=st.data())
    def comes_to_the_desk(self, data: st.DataObject) -> None:
        visit = Visit(visit_id=UUID(int=0), currency=self.currency)
        for line in self._brings(data):
            visit = visit.with_return(line)
        for _ in range(data.draw(st.integers(0, 3))):
            visit = visit.with_replacement(self._wants(data))
        had = self._has()
        result = settle(visit, RULES[self.currency])
        self._leaves_with(result)
        roundings = len(visit.returns) + len(visit.replacements)
        assert self._has() - had <= result.absorbed.minor + roundings

    def _brings(self, data: st.DataObject) -> list[ReturnLine]:
        """Goods with receipts, whichever suit, and goods without, as far as there are goods in hand."""
        lines, hand = [], dict(self.goods)
        for receipt in data.draw(st.permutations(self.receipts))[:3]:
            most = min(receipt.left.micro, hand[receipt.code])
            if most and (quantity := self._some(data, receipt.code, most)):
                hand[receipt.code] -= quantity.micro
                lines.append(receipt.coming_back(quantity, self.currency))
        if not self.without_receipt:
            return lines
        for code in data.draw(st.lists(codes, max_size=2)):
            if hand[code] and (quantity := self._some(data, code, hand[code])):
                hand[code] -= quantity.micro
                lines.append(self._unknown(code, quantity))
        return lines

    def _some(self, data: st.DataObject, code: str, most_micro: int) -> Quantity:
        step = MICRO if GOODS[code].unit == "each" else 1
        return Quantity(step * data.draw(st.integers(1, most_micro // step)), GOODS[code].unit)

    def _unknown(self, code: str, quantity: Quantity) -> ReturnLine:
        return ReturnLine(
            line_id=0,
            code=code,
            description=code,
            quantity=quantity,
            tax_rate=None,
            valued=Valued(highest=self.highest[code], today=self.prices[code]),
        )

    def _wants(self, data: st.DataObject) -> ReplacementLine:
        good: Good = GOODS[data.draw(codes)]
        return ReplacementLine(
            line_id=0,
            code=good.code,
            description=good.code,
            quantity=data.draw(quantities(good.unit)),
            shelf=self.prices[good.code],
            price_known=good.price_known,
            bound=good.bound,
        )

    def _leaves_with(self, result: Settlement) -> None:
        by_id = {receipt.line_id: receipt for receipt in self.receipts}
        for x in result.returns:
            self.goods[x.line.code] -= x.line.quantity.micro
            if x.line.bought is None:
                self.without_sale += x.credit.minor
            else:
                receipt = by_id[x.line.bought.sale_line_id]
                receipt.returned += x.line.quantity
                receipt.credited_minor += x.credit.minor
        for home_line in result.replacements:
            self._takes_home(home_line.line.code, home_line.quantity, home_line.charged.minor)
        self.money_out += result.to_customer.minor

    def _has(self) -> Fraction:
        minor = Fraction(10**self.currency.decimals, MICRO * MICRO)  # for a millionth of the unit
        prices = {code: price.micro * minor for code, price in self.prices.items()}
        goods = sum((prices[code] * micro for code, micro in self.goods.items()), Fraction(0))
        above = sum(
            (max(Fraction(0), x.left_minor - prices[x.code] * x.left.micro) for x in self.receipts),
            Fraction(0),
        )
        return self.money_out - self.money_in + goods + above

    @invariant()
    def no_line_gives_more_than_was_paid_for_it(self) -> None:
        for receipt in self.receipts:
            assert receipt.left_minor >= 0
            assert receipt.left or not receipt.left_minor

    @invariant()
    def money_out_and_money_that_receipts_are_worth_is_money_in(self) -> None:
        worth = sum(receipt.left_minor for receipt in self.receipts)
        assert self.money_out + worth == self.money_in + self.without_sale


class CustomerWithReceipts(Customer):
    """Brings nothing back without its receipt."""

    without_receipt = False

    @invariant()
    def never_takes_out_more_than_was_paid_in(self) -> None:
        assert self.money_out <= self.money_in


TestCustomer = Customer.TestCase
TestCustomerWithReceipts = CustomerWithReceipts.TestCase


PLUMS_KG = "4.00"


def _receipt_of(went_home: SettledReplacement, currency: Currency = EUR) -> ReturnLine:
    """The whole of a desk receipt's line comes back (rule 8)."""
    return back(
        went_home.line.code,
        str(went_home.charged.decimal),
        str(went_home.quantity.value),
        unit=went_home.quantity.unit,
        currency=currency,
    )


@pytest.mark.parametrize("price_known", [True, False])
@pytest.mark.parametrize("with_receipt", [True, False])
def test_ever_heavier_bags_gain_what_is_recorded(*, price_known: bool, with_receipt: bool) -> None:
    """One kilogram becomes more than eighty in twenty swaps: each is on the books, to its rounding."""
    line, absorbed, swaps = back("plums", PLUMS_KG, "1", unit="kg"), 0, 20
    for _ in range(swaps):
        weight = Quantity(line.quantity.micro * 5 // 4, "kg")
        bag = replace(home("plums", PLUMS_KG, "1", unit="kg", price_known=price_known), quantity=weight)
        result = settle(a_visit([line], [bag]), policy())
        (went_home,) = result.replacements
        assert went_home.quantity == weight
        assert not result.to_customer
        absorbed += result.absorbed.minor
        line = _receipt_of(went_home) if with_receipt else _without_receipt(weight)
    sold_back = settle(a_visit([_without_receipt(line.quantity)]), policy())
    assert 80 * 400 < sold_back.to_customer.minor <= 400 + absorbed + swaps // 2
    if with_receipt:
        assert settle(a_visit([line]), policy()).to_customer == EUR.money(PLUMS_KG)


def _without_receipt(weight: Quantity) -> ReturnLine:
    return replace(back_without_sale("plums", PLUMS_KG, unit="kg"), quantity=weight)


def test_a_line_that_does_not_divide_is_swapped_for_ever_without_a_yen_of_gain() -> None:
    lines = [back("cup", "1000", "1", sold="3", before=before, currency=JPY) for before in (None, "1", "2")]
    for _ in range(10):
        results = [
            settle(a_visit([line], [home("cup", "334", currency=JPY)], currency=JPY), policy(JPY))
            for line in lines
        ]
        assert all(not result.to_customer for result in results)
        lines = [_receipt_of(result.replacements[0], JPY) for result in results]
    assert sum(line.credit_between(0, MICRO) for line in lines) == 1000


def test_prices_that_go_up_and_down_give_back_the_first_price_once() -> None:
    line, out = back("shirt", "20.00"), 0
    for price in ("15.00", "25.00", "15.00", "10.00", "30.00", "10.00", "0.00", "20.00", "0.00"):
        result = settle(a_visit([line], [home("shirt", price)]), policy())
        out += result.to_customer.minor
        line = _receipt_of(result.replacements[0])
    assert out == 2000


def test_a_swap_without_a_receipt_makes_a_receipt_of_todays_price_and_not_of_the_highest() -> None:
    shirt = back_without_sale("shirt", "15.00", highest="20.00")
    (went_home,) = settle(a_visit([shirt], [home("shirt", "15.00")]), policy()).replacements
    assert settle(a_visit([_receipt_of(went_home)]), policy()).to_customer == EUR.money("15.00")


def test_crumbs_without_a_receipt_gain_half_a_minor_unit_a_line_at_most() -> None:
    """Known and left: every till rounds so. With a receipt there is nothing to gain."""
    crumbs = [back_without_sale("plums", "1.00", "0.005", unit="kg") for _ in range(200)]
    assert settle(a_visit(crumbs), policy()).to_customer == EUR.money("2.00")  # one kilogram, 1.00
    gram_by_gram = [
        back("plums", "1.00", "0.005", sold="1", before=before, unit="kg")
        for before in (None, *(f"{5 * n / 1000:.3f}" for n in range(1, 200)))
    ]
    assert settle(a_visit(gram_by_gram), policy()).to_customer == EUR.money("1.00")
