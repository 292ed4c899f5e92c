"""Single cases of DESIGN 3 that the table of worked examples does not have."""

from dataclasses import replace

import pytest

from posapp.domain.product import Bound
from posapp.domain.quantity import Quantity
from posapp.domain.settlement import Settlement, settle
from posapp.domain.visit import ReplacementLine, ReturnLine, TenderKind
from tests.domain.lines import EUR, a_visit, back, back_without_sale, home, policy, some_id


def settled(
    returns: list[ReturnLine], replacements: list[ReplacementLine], tender: TenderKind | None = None
) -> Settlement:
    return settle(a_visit(returns, replacements, tender=tender), policy())


def went_home(result: Settlement) -> list[tuple[str, str, str]]:
    """Code, quantity, charged price."""
    return [(x.line.code, f"{x.quantity.value:f}", str(x.charged.decimal)) for x in result.replacements]


def through_till(result: Settlement) -> list[tuple[str, str]]:
    return [(x.line.code, f"{x.quantity.value:f}") for x in result.for_till]


class TestSameAgain:
    def test_of_three_that_come_back_one_is_swapped_and_the_price_rise_is_not_the_customers(self) -> None:
        result = settled([back("mug", "15.00", "3")], [home("mug", "6.00")])
        assert went_home(result) == [("mug", "1.000000", "5.00")]
        assert result.to_customer == EUR.money("10.00")

    def test_the_line_that_was_paid_least_is_swapped(self) -> None:
        result = settled([back("mug", "9.00"), back("mug", "5.00")], [home("mug", "8.00")])
        assert went_home(result) == [("mug", "1.000000", "5.00")]
        assert result.to_customer == EUR.money("9.00")

    def test_the_largest_then_the_cheapest_line_of_a_product_is_swapped(self) -> None:
        homes = [home("mug", "7.00"), home("mug", "6.00"), home("mug", "7.00", "2")]
        result = settled([back("mug", "15.00", "3")], homes)
        assert went_home(result) == [("mug", "1.000000", "4.50"), ("mug", "2.000000", "10.50")]
        assert through_till(result) == [("mug", "1.000000")]

    def test_goods_with_a_sale_are_swapped_before_goods_without(self) -> None:
        """As if the customer had come twice: a swap with the receipt, and 9.00 for the other one (E8)."""
        for paid in ("5.00", "6.00"):
            returns = [back_without_sale("mug", "6.00", highest="9.00"), back("mug", paid)]
            result = settled(returns, [home("mug", "6.00")])
            assert went_home(result) == [("mug", "1.000000", paid)]
            assert result.to_customer == EUR.money("9.00")

    def test_without_a_sale_what_is_not_swapped_is_worth_the_highest_price(self) -> None:
        result = settled([back_without_sale("mug", "6.00", "3", highest="9.00")], [home("mug", "6.00")])
        assert went_home(result) == [("mug", "1.000000", "6.00")]
        assert result.to_customer == EUR.money("18.00")
        assert result.absorbed == EUR.money("6.00")

    def test_weights_are_tied_up_to_the_tolerance_and_the_rest_goes_through_the_till(self) -> None:
        plums = back("plums", "4.00", "1.000", unit="kg")
        result = settled([plums], [home("plums", "5.00", "1.300", unit="kg")])
        assert went_home(result) == [("plums", "1.250000", "4.00")]
        assert result.replacements[0].shelf == EUR.money("6.25")
        assert through_till(result) == [("plums", "0.050000")]

    def test_a_lighter_bag_gives_back_the_rest(self) -> None:
        plums = back("plums", "4.00", "1.000", unit="kg")
        result = settled([plums], [home("plums", "5.00", "0.750", unit="kg")])
        assert went_home(result) == [("plums", "0.750000", "3.00")]
        assert result.to_customer == EUR.money("1.00")

    def test_a_tolerance_that_leaves_nothing_ties_nothing(self) -> None:
        crumb = replace(back("plums", "4.00", "1", unit="kg"), quantity=Quantity(1, "kg"))
        visit = a_visit([crumb], [home("plums", "5.00", "1", unit="kg")])
        result = settle(visit, replace(policy(), weight_tolerance=policy().absorbed_share))
        assert through_till(result) == [("plums", "1.000000")]

    def test_one_product_in_two_units_is_not_the_same_again(self) -> None:
        result = settled([back("plums", "4.00", "1", unit="kg")], [home("plums", "5.00")])
        assert result.untied_shelf == EUR.money("5.00")

    def test_beyond_what_came_back_it_is_something_else(self) -> None:
        result = settled([back("mug", "5.00"), back("pen", "4.00")], [home("mug", "6.00", "2")])
        assert went_home(result) == [("mug", "2.000000", "9.00")]
        assert result.replacements[0].tied == Quantity.of(1)
        assert (result.untied_shelf, result.untied_absorbed) == (EUR.money("6.00"), EUR.money("2.00"))


class TestWithoutACataloguePrice:
    def test_same_again_is_charged_the_credit(self) -> None:
        for latest in ("3.00", "5.00", "8.00"):
            result = settled([back("nuts", "5.00")], [home("nuts", latest, price_known=False)])
            assert went_home(result) == [("nuts", "1.000000", "5.00")]
            assert result.absorbed == result.to_customer == EUR.zero

    def test_what_is_heavier_is_carried_at_the_latest_price(self) -> None:
        nuts = back("nuts", "4.00", "1.000", unit="kg")
        result = settled([nuts], [home("nuts", "6.00", "1.250", unit="kg", price_known=False)])
        assert went_home(result) == [("nuts", "1.250000", "4.00")]
        assert result.absorbed == EUR.money("1.50")

    def test_two_bags_share_the_credit_by_weight(self) -> None:
        nuts = back("nuts", "4.00", "1.000", unit="kg")
        bags = [home("nuts", "6.00", weight, unit="kg", price_known=False) for weight in ("0.250", "0.750")]
        assert went_home(settled([nuts], bags)) == [
            ("nuts", "0.250000", "1.00"),
            ("nuts", "0.750000", "3.00"),
        ]

    def test_one_unknown_price_makes_the_price_unknown(self) -> None:
        homes = [home("nuts", "1.00"), home("nuts", "1.00", price_known=False)]
        result = settled([back("nuts", "10.00", "2")], homes)
        assert [x.charged for x in result.replacements] == [EUR.money("5.00"), EUR.money("5.00")]

    def test_something_else_costs_the_latest_price(self) -> None:
        result = settled([back("mug", "5.00")], [home("nuts", "3.00", price_known=False)])
        assert went_home(result) == [("nuts", "1.000000", "3.00")]
        assert result.to_customer == EUR.money("2.00")


class TestSomethingElse:
    def test_missing_minor_units_are_carried_by_product_code_then_by_line(self) -> None:
        homes = [home(code, "0.01") for code in ("d", "c", "b")]
        assert went_home(settled([back("a", "0.02")], homes)) == [
            ("d", "1.000000", "0.01"),
            ("c", "1.000000", "0.01"),
            ("b", "1.000000", "0.00"),
        ]

    def test_without_credit_left_it_is_a_purchase(self) -> None:
        result = settled([back("a", "5.00")], [home("a", "5.00"), home("b", "0.50")])
        assert went_home(result) == [("a", "1.000000", "5.00")]
        assert through_till(result) == [("b", "1.000000")]

    def test_goods_that_cost_nothing_go_home_beside_others(self) -> None:
        result = settled([back("a", "5.00")], [home("bag", "0.00"), home("b", "5.00")])
        assert [x.charged for x in result.replacements] == [EUR.zero, EUR.money("5.00")]


FIXED, CASH = (Bound.FIXED_PRICE,), (Bound.CASH_LIKE,)


class TestBoundGoods:
    @pytest.mark.parametrize("bound", [FIXED, CASH])
    def test_what_the_credit_covers_goes_home_and_the_rest_comes_back_in_money(
        self, bound: tuple[Bound, ...]
    ) -> None:
        result = settled([back("a", "10.00")], [home("book", "8.00", bound=bound)])
        assert went_home(result) == [("book", "1.000000", "8.00")]
        assert result.to_customer == EUR.money("2.00")
        assert result.untied_shelf == EUR.zero

    @pytest.mark.parametrize("bound", [FIXED, CASH])
    def test_what_it_does_not_cover_goes_through_the_till_whole(self, bound: tuple[Bound, ...]) -> None:
        result = settled([back("a", "10.00")], [home("book", "4.00", "3", bound=bound)])
        assert through_till(result) == [("book", "3.000000")]
        assert result.to_customer == EUR.money("10.00")
        assert result.absorbed == EUR.zero

    def test_ordinary_goods_are_served_first(self) -> None:
        homes = [home("book", "4.00", bound=FIXED), home("jacket", "7.00")]
        result = settled([back("a", "10.00")], homes)
        assert went_home(result) == [("jacket", "1.000000", "7.00")]
        assert through_till(result) == [("book", "1.000000")]
        assert result.to_customer == EUR.money("3.00")

    def test_one_that_does_not_fit_does_not_keep_out_one_that_does(self) -> None:
        homes = [home("atlas", "12.00", bound=FIXED), home("book", "9.00", bound=FIXED)]
        result = settled([back("a", "10.00")], homes)
        assert went_home(result) == [("book", "1.000000", "9.00")]
        assert through_till(result) == [("atlas", "1.000000")]

    def test_same_again_at_the_same_or_a_lower_price_is_a_swap(self) -> None:
        for price, rest in (("10.00", "0.00"), ("9.00", "1.00")):
            result = settled([back("book", "10.00")], [home("book", price, bound=FIXED)])
            assert went_home(result) == [("book", "1.000000", price)]
            assert result.replacements[0].tied == Quantity.of(1)
            assert result.to_customer == EUR.money(rest)

    def test_same_again_at_a_higher_price_goes_through_the_till_and_the_money_comes_back(self) -> None:
        result = settled([back("book", "10.00")], [home("book", "12.00", bound=FIXED)])
        assert through_till(result) == [("book", "1.000000")]
        assert result.to_customer == EUR.money("10.00")

    def test_same_again_at_a_higher_price_goes_home_where_other_credit_covers_it(self) -> None:
        result = settled([back("book", "10.00"), back("a", "2.00")], [home("book", "12.00", bound=FIXED)])
        assert went_home(result) == [("book", "1.000000", "12.00")]
        assert result.absorbed == result.to_customer == EUR.zero

    def test_one_bound_line_binds_its_product(self) -> None:
        homes = [home("book", "12.00", bound=FIXED), home("book", "12.00")]
        result = settled([back("book", "20.00", "2")], homes)
        assert all(not x.tied for x in result.replacements)

    def test_the_cheapest_is_charged_too(self) -> None:
        result = settled([back("a", "0.01")], [home("stamp", "0.01", bound=FIXED)])
        assert went_home(result) == [("stamp", "1.000000", "0.01")]

    def test_a_gift_card_of_no_value_goes_through_the_till(self) -> None:
        assert through_till(settled([back("a", "5.00")], [home("card", "0", bound=CASH)])) == [
            ("card", "1.000000")
        ]


class TestPartialReturns:
    def test_a_share_is_rounded_from_the_beginning_of_its_line(self) -> None:
        for quantity, credit in (("1.000000", "0.00"), ("1.000001", "0.01")):
            result = settled([back("plums", "0.01", quantity, sold="2.000002", unit="kg")], [])
            assert result.to_customer == EUR.money(credit)


class TestTenders:
    def test_each_sale_gives_back_by_its_own_tender(self) -> None:
        cash, card = some_id(), some_id()
        returns = [
            back("a", "3.00", sale_id=cash, paid_by=TenderKind.CASH),
            back("b", "1.00", sale_id=card, paid_by=TenderKind.CARD),
            back("c", "2.00", sale_id=card, paid_by=TenderKind.CARD),
        ]
        result = settled(returns, [home("d", "4.00")])
        given = {x.sale_id: (x.tender, x.amount) for x in result.refunds}
        assert given == {
            cash: (TenderKind.CASH, EUR.money("1.00")),
            card: (TenderKind.CARD, EUR.money("1.00")),
        }

    def test_the_customers_choice_comes_first(self) -> None:
        result = settled([back("a", "3.00", paid_by=TenderKind.CARD)], [], tender=TenderKind.CASH)
        assert [x.tender for x in result.refunds] == [TenderKind.CASH]

    def test_without_a_sale_or_a_known_tender_it_is_cash(self) -> None:
        result = settled([back("a", "3.00"), back_without_sale("b", "2.00")], [])
        assert [x.tender for x in result.refunds] == [TenderKind.CASH, TenderKind.CASH]
        assert {x.sale_id is None for x in result.refunds} == {True, False}

    def test_an_even_swap_gives_no_money(self) -> None:
        assert settled([back("a", "3.00")], [home("a", "3.00")]).refunds == ()


class TestConservation:
    """A settlement that does not add up cannot be made, whoever makes it."""

    def test_credits_are_what_is_charged_and_what_goes_back(self) -> None:
        result = settled([back("shirt", "20.00")], [home("shirt", "15.00")])
        with pytest.raises(AssertionError, match="charged plus what goes back"):
            replace(result, to_customer=EUR.money("5.01"))

    def test_what_is_absorbed_adds_up(self) -> None:
        result = settled([back("shirt", "20.00")], [home("jacket", "24.00")])
        with pytest.raises(AssertionError, match="absorbed does not add up"):
            replace(result, absorbed=EUR.money("3.99"))

    def test_the_tenders_are_what_goes_back(self) -> None:
        result = settled([back("shirt", "20.00")], [])
        with pytest.raises(AssertionError, match="tenders are not what goes back"):
            replace(result, refunds=())
