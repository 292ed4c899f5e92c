import pytest

from posapp.domain.product import Bound, Product
from posapp.domain.settlement import Settlement, settle
from posapp.domain.standing import (
    ALLOWED,
    Answer,
    Verdict,
    absorbed_amount,
    absorbed_share,
    may_come_back,
    standing,
)
from posapp.domain.visit import ReplacementLine, ReturnLine
from tests.domain.lines import a_visit, back, back_without_sale, home, policy

TOO_MUCH = Answer(Verdict.NOT_POSSIBLE, "absorbed_amount")
TOO_MUCH_OF_IT = Answer(Verdict.NOT_POSSIBLE, "absorbed_share")


def _settled(returns: list[ReturnLine], replacements: list[ReplacementLine]) -> Settlement:
    return settle(a_visit(returns, replacements), policy())


@pytest.mark.parametrize(("ceiling", "answer"), [("4.00", ALLOWED), ("3.99", TOO_MUCH)])
def test_the_ceiling_itself_is_within(ceiling: str, answer: Answer) -> None:
    settlement = _settled([back("shirt", "20.00")], [home("jacket", "24.00")])
    assert absorbed_amount(settlement, policy(ceiling=ceiling)) == answer
    assert standing(settlement, policy(ceiling=ceiling)) == answer


@pytest.mark.parametrize(("price", "answer"), [("5.00", ALLOWED), ("5.01", TOO_MUCH_OF_IT)])
def test_the_share_itself_is_within(price: str, answer: Answer) -> None:
    settlement = _settled([back("pen", "3.00")], [home("book", price)])
    assert absorbed_share(settlement, policy(share="0.40")) == answer
    assert standing(settlement, policy(share="0.40")) == answer


def test_same_again_has_no_share_however_dear_it_is() -> None:
    settlement = _settled([back("mug", "1.00")], [home("mug", "24.00")])
    assert standing(settlement, policy()) == ALLOWED
    assert standing(settlement, policy(ceiling="22.99")) == TOO_MUCH


def test_a_valuation_alone_is_never_past_the_ceiling() -> None:
    valued = back_without_sale("honey", "6.00", highest="9.00")
    assert standing(_settled([valued], []), policy(ceiling="0")) == ALLOWED
    with_same_again = _settled([valued, back("mug", "5.00")], [home("mug", "5.00")])
    assert standing(with_same_again, policy(ceiling="0")) == ALLOWED


def test_a_valuation_counts_where_goods_are_absorbed_too() -> None:
    valued = back_without_sale("honey", "6.00", highest="9.00")
    settlement = _settled([valued, back("mug", "5.00")], [home("mug", "5.01")])
    assert standing(settlement, policy(ceiling="3.01")) == ALLOWED
    assert standing(settlement, policy(ceiling="3.00")) == TOO_MUCH


def test_the_amount_is_named_before_the_share() -> None:
    settlement = _settled([back("pen", "1.00")], [home("jacket", "24.00")])
    assert standing(settlement, policy(ceiling="1")) == TOO_MUCH
    assert standing(settlement, policy(ceiling="23")) == TOO_MUCH_OF_IT


def test_an_empty_visit_may_go_ahead() -> None:
    assert standing(_settled([], []), policy(ceiling="0", share="0")) == ALLOWED


def test_some_goods_never_come_back() -> None:
    assert may_come_back(Product("1", "Plums")) == ALLOWED
    assert may_come_back(Product("2", "Book", bound=frozenset({Bound.FIXED_PRICE}))) == ALLOWED
    bound = frozenset({Bound.NO_RETURN, Bound.CASH_LIKE})
    assert may_come_back(Product("3", "Gift card", bound=bound)) == Answer(Verdict.NOT_POSSIBLE, "no_return")
