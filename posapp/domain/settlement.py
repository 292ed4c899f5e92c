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
    from collections.abc import Iterable, Iterator
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
    untied = _untied(visit.replacements, swaps)
    charged = _charge(untied, left)
    replacements = tuple(_settle_replacements(visit, swaps, untied, charged))
    carried = [number for number in charged if not untied[number].line.never_absorbs]
    untied_shelf = sum(untied[number].shelf for number in carried)
    to_customer = Money(left - sum(charged.values()), visit.currency)
    above_today = total([x.above_today for x in returns], visit.currency)
    return Settlement(
        currency=visit.currency,
        returns=returns,
        replacements=replacements,
        for_till=tuple(
            ForTill(line=line, quantity=Quantity(untied[line.line_id].micro, line.quantity.unit))
            for line in visit.replacements
            if line.line_id in untied and line.line_id not in charged
        ),
        refunds=_refunds(returns, to_customer, visit.tender),
        untied_shelf=Money(untied_shelf, visit.currency),
        untied_absorbed=Money(untied_shelf - sum(charged[number] for number in carried), visit.currency),
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
        above_today = rest - line.today_minor(rest_micro)
    tax = line.tax_minor(credit)
    return SettledReturn(
        line=line,
        credit=Money(credit, currency),
        tax=None if tax is None else Money(tax, currency),
        above_today=Money(above_today, currency),
    )


@dataclass(frozen=True, slots=True)
class _Untied:
    """What of a replacement line is not same again: millionths, and their shelf amount in minor units."""

    line: ReplacementLine
    micro: int
    shelf: int


def _untied(lines: Iterable[ReplacementLine], swaps: Swaps) -> dict[int, _Untied]:
    """Return what is not tied, by line number and in an order that scanning has no part in."""
    parts = {}
    for line in sorted(lines, key=lambda x: x.by_content):
        tied_micro = swaps.home_micro.get(line.line_id, 0)
        if tied_micro < line.quantity.micro:
            # The rest of the catalogue's amount, so that the two parts of a line add up to the whole.
            shelf = line.amount_minor - up_to(line.amount_minor, tied_micro, line.quantity.micro)
            parts[line.line_id] = _Untied(line, line.quantity.micro - tied_micro, shelf)
    return parts


def _charge(untied: dict[int, _Untied], left: int) -> dict[int, int]:
    """Return what the untied goods that go home are charged, by line number; others go through the till.

    With credit left, ordinary goods share it and the store carries what is missing (rule 4). Goods of which
    nothing may be carried (rule 11) are served after them, each line whole or not at all.
    """
    free = {number: x.shelf for number, x in untied.items() if left and not x.line.never_absorbs}
    carried = by_weight(max(0, sum(free.values()) - left), list(free.values()))
    charged = {number: shelf - part for (number, shelf), part in zip(free.items(), carried, strict=True)}
    for number, x in untied.items():
        if x.line.never_absorbs and 0 < x.shelf <= left - sum(charged.values()):
            charged[number] = x.shelf
    return charged


def _settle_replacements(
    visit: Visit, swaps: Swaps, untied: dict[int, _Untied], charged: dict[int, int]
) -> Iterator[SettledReplacement]:
    """Put the tied and the untied part of each line that goes home together again."""
    for line in visit.replacements:
        number = line.line_id
        tied_micro = swaps.home_micro.get(number, 0)
        free = untied[number] if number in charged else _Untied(line, 0, 0)
        if not tied_micro + free.micro:
            continue
        charged_minor = swaps.charged.get(number, 0) + charged.get(number, 0)
        rate = line.shelf.tax_rate
        yield SettledReplacement(
            line=line,
            quantity=Quantity(tied_micro + free.micro, line.quantity.unit),
            tied=Quantity(tied_micro, line.quantity.unit),
            shelf=Money(swaps.shelf.get(number, 0) + free.shelf, visit.currency),
            charged=Money(charged_minor, visit.currency),
            tax=None if rate is None else Money(tax_within(charged_minor, rate), visit.currency),
        )


def _refunds(
    returns: tuple[SettledReturn, ...], to_customer: Money, chosen: TenderKind | None
) -> tuple[Refund, ...]:
    """Divide the money over the sales by their credit, as it was paid unless cash was chosen (rule 7)."""
    credit: dict[tuple[str, UUID | None, TenderKind], int] = {}
    for settled in returns:
        bought = settled.line.bought
        original = (bought.paid_by if bought else None) or TenderKind.CASH
        tender = TenderKind.CASH if chosen is TenderKind.CASH else original
        key = (str(bought.sale_id) if bought else "", bought.sale_id if bought else None, tender)
        credit[key] = credit.get(key, 0) + settled.credit.minor
    ordered = sorted(credit)
    parts = by_weight(to_customer.minor, [credit[key] for key in ordered])
    return tuple(
        Refund(sale_id=sale_id, tender=tender, amount=Money(part, to_customer.currency))
        for (_, sale_id, tender), part in zip(ordered, parts, strict=True)
        if part
    )
