"""Whether a visit may go ahead: one rule, one function, one of three answers, each with a stable code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posapp.domain.product import Bound

if TYPE_CHECKING:
    from posapp.domain.policy import Policy
    from posapp.domain.product import Product
    from posapp.domain.settlement import Settlement


class Verdict(StrEnum):
    """The three answers a rule can give."""

    ALLOWED = "allowed"
    NEEDS_SOMEONE = "needs_someone"
    NOT_POSSIBLE = "not_possible"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says, and which rule: ``code`` never changes its meaning."""

    verdict: Verdict
    code: str


ALLOWED = Answer(Verdict.ALLOWED, "within")


def absorbed_amount(settlement: Settlement, policy: Policy) -> Answer:
    """Compare what the store would carry with the ceiling; a valuation alone (rule 2) is never past it."""
    if settlement.goods_absorbed and policy.absorbed_ceiling < settlement.absorbed:
        return Answer(Verdict.NOT_POSSIBLE, "absorbed_amount")
    return ALLOWED


def absorbed_share(settlement: Settlement, policy: Policy) -> Answer:
    """Compare what is carried of untied goods with their shelf value (rule 4)."""
    if settlement.untied_absorbed.minor > policy.absorbed_share * settlement.untied_shelf.minor:
        return Answer(Verdict.NOT_POSSIBLE, "absorbed_share")
    return ALLOWED


def may_come_back(product: Product) -> Answer:
    """Refuse goods that are never taken back (rule 11)."""
    if Bound.NO_RETURN in product.bound:
        return Answer(Verdict.NOT_POSSIBLE, "no_return")
    return ALLOWED


def standing(settlement: Settlement, policy: Policy) -> Answer:
    """Return the first answer that stands in the way of a visit, or ALLOWED."""
    answers = (absorbed_amount(settlement, policy), absorbed_share(settlement, policy))
    return next((answer for answer in answers if answer != ALLOWED), ALLOWED)
