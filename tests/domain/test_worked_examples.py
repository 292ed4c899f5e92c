"""The table of DESIGN section 3, line by line."""

from dataclasses import dataclass, field, replace

import pytest

from posapp.domain.money import Currency
from posapp.domain.policy import Policy
from posapp.domain.quantity import Quantity
from posapp.domain.settlement import Settlement, settle
from posapp.domain.standing import ALLOWED, Answer, Verdict, standing
from posapp.domain.visit import Bought, ReplacementLine, ReturnLine
from tests.domain.lines import EUR, JPY, a_visit, back, back_without_sale, home, policy, some_id


@dataclass(frozen=True, kw_only=True)
class Example:
    """A row: what comes back (paid), what goes home (shelf), and what it comes to."""

    name: str
    coming_back: list[ReturnLine]
    going_home: list[ReplacementLine] = field(default_factory=list)
    to_customer: str
    absorbed: str
    charged: list[tuple[str, str]] = field(default_factory=list)
    through_till: list[tuple[str, str]] = field(default_factory=list)
    currency: Currency = EUR
    answer: Answer = ALLOWED


EXAMPLES = [
    Example(
        name="E1",
        coming_back=[back("plums", "4.96", "1.240", unit="kg")],
        going_home=[home("plums", "4.50", "1.380", unit="kg")],
        to_customer="0.00",
        absorbed="1.25",
        charged=[("plums", "4.96")],
    ),
    Example(
        name="E2, the first",
        coming_back=[back("beans", "15.99", "1", sold="2")],
        to_customer="8.00",
        absorbed="0.00",
    ),
    Example(
        name="E2, the second",
        coming_back=[back("beans", "15.99", "1", sold="2", before="1")],
        to_customer="7.99",
        absorbed="0.00",
    ),
    Example(
        name="E3",
        coming_back=[back("shirt", "20.00")],
        going_home=[home("shirt", "15.00")],
        to_customer="5.00",
        absorbed="0.00",
        charged=[("shirt", "15.00")],
    ),
    Example(
        name="E4",
        coming_back=[back("shirt", "20.00")],
        going_home=[home("jacket", "24.00")],
        to_customer="0.00",
        absorbed="4.00",
        charged=[("jacket", "20.00")],
    ),
    Example(
        name="E5",
        coming_back=[back("A", "10.00"), back("B", "5.00")],
        going_home=[home("A", "8.00"), home("B", "6.00")],
        to_customer="2.00",
        absorbed="1.00",
        charged=[("A", "8.00"), ("B", "5.00")],
    ),
    Example(
        name="E6",
        coming_back=[back("A", "10.00")],
        going_home=[home("C", "7.00"), home("D", "7.00")],
        to_customer="0.00",
        absorbed="4.00",
        charged=[("C", "5.00"), ("D", "5.00")],
    ),
    *(
        Example(
            name=f"E7, after {before or 'none'}",
            coming_back=[back("cup", "1000", "1", sold="3", before=before, currency=JPY)],
            to_customer=to_customer,
            absorbed="0",
            currency=JPY,
        )
        for before, to_customer in ((None, "333"), ("1", "334"), ("2", "333"))
    ),
    Example(
        name="E8",
        coming_back=[back_without_sale("honey", "6.00", highest="9.00")],
        to_customer="9.00",
        absorbed="3.00",
    ),
    Example(
        name="E9",
        coming_back=[back_without_sale("honey", "6.00", highest="9.00")],
        going_home=[home("honey", "6.00")],
        to_customer="0.00",
        absorbed="0.00",
        charged=[("honey", "6.00")],
    ),
    Example(
        name="E11",
        coming_back=[back("mug", "5.00")],
        going_home=[home("mug", "6.00", "3")],
        to_customer="0.00",
        absorbed="1.00",
        charged=[("mug", "5.00")],
        through_till=[("mug", "2")],
    ),
    Example(
        name="E12",
        coming_back=[back("pen", "1.00")],
        going_home=[home("jacket", "24.00")],
        to_customer="0.00",
        absorbed="23.00",
        charged=[("jacket", "1.00")],
        answer=Answer(Verdict.NOT_POSSIBLE, "absorbed_share"),
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_table_of_worked_examples(example: Example) -> None:
    settlement, answer = _at_the_desk(example, policy(example.currency))
    money = example.currency.money
    assert settlement.to_customer == money(example.to_customer)
    assert settlement.absorbed == money(example.absorbed)
    charged = [(x.line.code, x.charged) for x in settlement.replacements]
    assert charged == [(code, money(amount)) for code, amount in example.charged]
    through_till = [(x.line.code, x.quantity) for x in settlement.for_till]
    assert through_till == [(code, Quantity.of(quantity)) for code, quantity in example.through_till]
    assert answer == example.answer


def _at_the_desk(example: Example, rules: Policy) -> tuple[Settlement, Answer]:
    settlement = settle(a_visit(example.coming_back, example.going_home, currency=example.currency), rules)
    return settlement, standing(settlement, rules)


def test_e7_comes_to_one_thousand_in_all() -> None:
    yen = [int(x.to_customer) for x in EXAMPLES if x.currency == JPY]
    assert sorted(yen) == [333, 333, 334]
    assert sum(yen) == 1000


def test_e10_the_replacement_of_e3_comes_back_later_at_its_charged_price() -> None:
    first = settle(a_visit([back("shirt", "20.00")], [home("shirt", "15.00")]), policy())
    (went_home,) = first.replacements
    bought = Bought(
        sale_line_id=some_id(),
        sale_id=some_id(),
        sold=went_home.quantity,
        paid=went_home.charged,
        returned_before=Quantity(0, "each"),
        first_bought_at_ms=0,
    )
    later = settle(a_visit([replace(back("shirt", "99.00"), bought=bought)]), policy())
    assert later.to_customer == EUR.money("15.00")
    assert later.absorbed == EUR.zero


def test_e11_one_of_three_is_tied() -> None:
    settlement = settle(a_visit([back("mug", "5.00")], [home("mug", "6.00", "3")]), policy())
    (mug,) = settlement.replacements
    assert (mug.tied, mug.quantity) == (Quantity.of(1), Quantity.of(1))


def test_e12_is_past_the_share_by_its_absorbed_share_alone() -> None:
    settlement = settle(a_visit([back("pen", "1.00")], [home("jacket", "24.00")]), policy())
    assert settlement.untied_shelf == EUR.money("24.00")
    assert settlement.untied_absorbed == EUR.money("23.00")
    assert round(100 * settlement.untied_absorbed.minor / settlement.untied_shelf.minor) == 96
