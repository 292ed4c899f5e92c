"""What a visit comes to: the customer never pays; what the store carries is for the books (DESIGN 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posapp.domain.allocation import by_weight, up_to
from posapp.domain.money import Currency, Money, total
from posapp.domain.quantity import Quantity
from posapp.domain.swaps import Swaps, tie
from posapp.domain.tax import tax_within
from posapp.domain.visit import ReplacementLine, ReturnLine, TenderKind, Visit

if TYPE_CHECKING:
    from uuid import UUID

    from posapp.domain.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledReturn:
    """A return line with its credit, the tax in it, and what the credit is above today's price (rule 2)."""

    line: ReturnLine
    credit: Money
    tax: Money | None
    above_today: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledReplacement:
    """What of a replacement line goes home: its shelf amount, its charged price and the tax in that."""

    line: ReplacementLine
    quantity: Quantity
    tied: Quantity
    shelf: Money
    charged: Money
    tax: Money | None

    @property
    def absorbed(self) -> Money:
        """What the store carries of it."""
        return self.shelf - self.charged


@dataclass(frozen=True, slots=True, kw_only=True)
class ForTill:
    """What of a replacement line is a purchase and goes through the till (rule 4)."""

    line: ReplacementLine
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money that goes back by one tender, on account of one sale (or none)."""

    sale_id: UUID | None
    tender: TenderKind
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The result of a visit; ``to_customer`` and ``absorbed`` cannot be below zero. Checks conservation."""

    currency: Currency
    returns: tuple[SettledReturn, ...]
    replacements: tuple[SettledReplacement, ...]
    for_till: tuple[ForTill, ...]
    refunds: tuple[Refund, ...]
    untied_shelf: Money  # of the goods whose missing part the store may carry (rule 4)
    untied_absorbed: Money
    to_customer: Money
    absorbed: Money

    def __post_init__(self) -> None:
        """Check conservation: in = out + money back; carried = shelf - charged + what is above today."""
        if self.credits != self.charged + self.to_customer:
            raise AssertionError("credits are not what is charged plus what goes back")
        if self.absorbed != self.goods_absorbed + total([x.above_today for x in self.returns], self.currency):
            raise AssertionError("what is absorbed does not add up")
        if total([x.amount for x in self.refunds], self.currency) != self.to_customer:
            raise AssertionError("the tenders are not what goes back")

    @property
    def credits(self) -> Money:
        """The worth of everything that came back."""
        return total([x.credit for x in self.returns], self.currency)

    @property
    def charged(self) -> Money:
        """What everything that goes home costs the customer's credit."""
        return total([x.charged for x in self.replacements], self.currency)

    @property
    def goods_absorbed(self) -> Money:
        """What the store carries of the goods that go home."""
        return total([x.absorbed for x in self.replacements], self.currency)


def settle(visit: Visit, policy: Policy) -> Settlement:
    """Settle a snapshot (DESIGN 3). Quote and Done both call this; lines come back in visit order."""
    swaps = tie(visit.returns, visit.replacements, policy.weight_tolerance)
    returns = tuple(
        _settle_return(line, swaps.back_micro.get(line.line_id, 0), visit.currency) for line in visit.returns
    )
    left = sum(x.credit.minor for x in returns) - sum(swaps.charged.values())
    untied = _Untied.of(visit, swaps, left)
    replacements = tuple(
        settled
        for line in visit.replacements
        if (settled := _settle_replacement(line, swaps, untied, visit.currency))
    )
    to_customer = Money(untied.left, visit.currency)
    above_today = total([x.above_today for x in returns], visit.currency)
    return Settlement(
        currency=visit.currency,
        returns=returns,
        replacements=replacements,
        for_till=tuple(
            ForTill(line=line, quantity=Quantity(untied.micro[line.line_id], line.quantity.unit))
            for line in visit.replacements
            if line.line_id in untied.for_till
        ),
        refunds=_refunds(returns, to_customer, visit.tender),
        untied_shelf=Money(untied.free_shelf, visit.currency),
        untied_absorbed=Money(untied.absorbed, visit.currency),
        to_customer=to_customer,
        absorbed=above_today + total([x.absorbed for x in replacements], visit.currency),
    )


def _settle_return(line: ReturnLine, tied_micro: int, currency: Currency) -> SettledReturn:
    rest_micro = line.quantity.micro - tied_micro
    above_today = 0
    if line.bought is not None:
        credit = line.credit_between(0, line.quantity.micro)
    else:
        rest = line.credit_between(tied_micro, rest_micro)
        credit = line.today_minor(tied_micro) + rest
        above_today = max(0, rest - line.today_minor(rest_micro))
    tax = line.tax_minor(credit)
    return SettledReturn(
        line=line,
        credit=Money(credit, currency),
        tax=None if tax is None else Money(tax, currency),
        above_today=Money(above_today, currency),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Untied:
    """What is not same again, in minor units and millionths by line number (rules 4 and 11)."""

    micro: dict[int, int]
    shelf: dict[int, int]
    charged: dict[int, int]
    for_till: frozenset[int]
    free_shelf: int
    absorbed: int
    left: int

    @classmethod
    def of(cls, visit: Visit, swaps: Swaps, left: int) -> _Untied:
        lines = sorted(
            (x for x in visit.replacements if swaps.home_micro.get(x.line_id, 0) < x.quantity.micro),
            key=lambda x: (x.code, -x.amount_minor, x.quantity.micro, x.line_id),
        )
        micro = {x.line_id: x.quantity.micro - swaps.home_micro.get(x.line_id, 0) for x in lines}
        shelf = {x.line_id: x.amount_minor - _tied_shelf(x, swaps) for x in lines}
        free = [x for x in lines if not x.never_absorbs] if left else []
        weights = [shelf[x.line_id] for x in free]
        missing = max(0, sum(weights) - left)
        charged = {
            x.line_id: weight - part
            for x, weight, part in zip(free, weights, by_weight(missing, weights), strict=True)
        }
        left -= sum(charged.values())
        for line in lines:
            if line.never_absorbs and 0 < shelf[line.line_id] <= left:
                charged[line.line_id] = shelf[line.line_id]
                left -= shelf[line.line_id]
        return cls(
            micro=micro,
            shelf=shelf,
            charged=charged,
            for_till=frozenset(micro) - frozenset(charged),
            free_shelf=sum(weights),
            absorbed=missing,
            left=left,
        )


def _tied_shelf(line: ReplacementLine, swaps: Swaps) -> int:
    """Return the catalogue's amount for the tied part: the two parts of a line add up to the whole."""
    return up_to(line.amount_minor, swaps.home_micro.get(line.line_id, 0), line.quantity.micro)


def _settle_replacement(
    line: ReplacementLine, swaps: Swaps, untied: _Untied, currency: Currency
) -> SettledReplacement | None:
    """Return what of a line goes home, or None when all of it goes through the till."""
    number = line.line_id
    tied_micro = swaps.home_micro.get(number, 0)
    free_micro = 0 if number in untied.for_till else untied.micro.get(number, 0)
    if not tied_micro + free_micro:
        return None
    charged = swaps.charged.get(number, 0) + untied.charged.get(number, 0)
    shelf = swaps.shelf.get(number, 0) + (untied.shelf[number] if free_micro else 0)
    rate = line.shelf.tax_rate
    return SettledReplacement(
        line=line,
        quantity=Quantity(tied_micro + free_micro, line.quantity.unit),
        tied=Quantity(tied_micro, line.quantity.unit),
        shelf=Money(shelf, currency),
        charged=Money(charged, currency),
        tax=None if rate is None else Money(tax_within(charged, rate), currency),
    )


def _refunds(
    returns: tuple[SettledReturn, ...], to_customer: Money, chosen: TenderKind | None
) -> tuple[Refund, ...]:
    """Divide the money over the sales by their credit, each by its own tender or the chosen one (rule 7)."""
    credit: dict[tuple[str, UUID | None, TenderKind], int] = {}
    for settled in returns:
        bought = settled.line.bought
        tender = chosen or (bought.paid_by if bought else None) or TenderKind.CASH
        key = (str(bought.sale_id) if bought else "", bought.sale_id if bought else None, tender)
        credit[key] = credit.get(key, 0) + settled.credit.minor
    ordered = sorted(credit)
    parts = by_weight(to_customer.minor, [credit[key] for key in ordered])
    return tuple(
        Refund(sale_id=sale_id, tender=tender, amount=Money(part, to_customer.currency))
        for (_, sale_id, tender), part in zip(ordered, parts, strict=True)
        if part
    )
