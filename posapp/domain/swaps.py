"""Same again: what goes home of a product that came back is settled against it alone (DESIGN 3.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from posapp.domain.allocation import by_weight, up_to
from posapp.domain.quantity import is_measured

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posapp.domain.visit import ReplacementLine, ReturnLine


@dataclass(frozen=True, slots=True)
class Swaps:
    """What is tied, by line number: millionths on both sides, minor units of what goes home."""

    back_micro: dict[int, int] = field(default_factory=dict)
    home_micro: dict[int, int] = field(default_factory=dict)
    shelf: dict[int, int] = field(default_factory=dict)
    charged: dict[int, int] = field(default_factory=dict)

    def take(self, other: Swaps) -> None:
        """Add the swap of another product."""
        self.back_micro.update(other.back_micro)
        self.home_micro.update(other.home_micro)
        self.shelf.update(other.shelf)
        self.charged.update(other.charged)


def tie(
    returns: Iterable[ReturnLine], replacements: Iterable[ReplacementLine], weight_tolerance: Decimal
) -> Swaps:
    """Tie replacements to what came back of the same product, product by product."""
    back_by_code: dict[tuple[str, str], list[ReturnLine]] = {}
    home_by_code: dict[tuple[str, str], list[ReplacementLine]] = {}
    for back in returns:
        back_by_code.setdefault((back.code, back.quantity.unit), []).append(back)
    for home in replacements:
        home_by_code.setdefault((home.code, home.quantity.unit), []).append(home)
    swaps = Swaps()
    for key in back_by_code.keys() & home_by_code.keys():
        swaps.take(_swap(back_by_code[key], home_by_code[key], weight_tolerance))
    return swaps


def _swap(returns: list[ReturnLine], replacements: list[ReplacementLine], tolerance: Decimal) -> Swaps:
    returns = sorted(returns, key=_least_paid_first)
    replacements = sorted(replacements, key=lambda x: (-x.quantity.micro, x.shelf.micro, x.line_id))
    came_micro = sum(line.quantity.micro for line in returns)
    cap_micro = int(came_micro * tolerance) if is_measured(returns[0].quantity.unit) else came_micro
    home = _fill(cap_micro, [(line.line_id, line.quantity.micro) for line in replacements])
    back = _fill(sum(home.values()), [(line.line_id, line.quantity.micro) for line in returns])
    credit = sum(_tied_credit(line, back[line.line_id]) for line in returns)
    tied = [line for line in replacements if home[line.line_id]]
    if tied[0].price_known:
        shelf = [up_to(line.amount_minor, home[line.line_id], line.quantity.micro) for line in tied]
        charged = by_weight(min(sum(shelf), credit), shelf)
    else:
        charged = shelf = by_weight(credit, [home[line.line_id] for line in tied])
    if sum(charged) < sum(shelf) and any(line.never_absorbs for line in tied):
        return Swaps()
    ids = [line.line_id for line in tied]
    return Swaps(back, home, dict(zip(ids, shelf, strict=True)), dict(zip(ids, charged, strict=True)))


def _least_paid_first(line: ReturnLine) -> tuple[Fraction, int, str, int]:
    """Order what came back so that the customer keeps the most, and by content before line number."""
    if line.bought is None:
        return (
            Fraction(line.today_minor(line.quantity.micro), line.quantity.micro),
            line.quantity.micro,
            "",
            line.line_id,
        )
    return line.bought.unit_credit, line.quantity.micro, str(line.bought.sale_line_id), line.line_id


def _fill(amount_micro: int, lines: list[tuple[int, int]]) -> dict[int, int]:
    """Fill lines (number, millionths) in order until the amount is used up."""
    filled = {}
    for line_id, micro in lines:
        filled[line_id] = min(micro, amount_micro)
        amount_micro -= filled[line_id]
    return filled


def _tied_credit(line: ReturnLine, tied_micro: int) -> int:
    """Return what the tied part is worth; without a sale an even swap: today's price for both (rule 2)."""
    return line.credit_between(0, tied_micro) if line.bought else line.today_minor(tied_micro)
