"""Same again: what goes home of a product that came back is settled against it alone (DESIGN 3.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from posapp.domain.allocation import between, by_weight, up_to
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
    returns = sorted(returns, key=lambda x: x.least_worth_first)
    replacements = sorted(replacements, key=lambda x: x.by_content)
    came_micro = sum(line.quantity.micro for line in returns)
    cap_micro = int(came_micro * tolerance) if is_measured(returns[0].quantity.unit) else came_micro
    home = _fill(cap_micro, [(line.line_id, line.quantity.micro) for line in replacements])
    back = _fill(sum(home.values()), [(line.line_id, line.quantity.micro) for line in returns])
    credit = sum(_tied_credit(line, back[line.line_id]) for line in returns)
    tied = [line for line in replacements if home[line.line_id]]
    shelf, charged = _priced(tied, [home[line.line_id] for line in tied], sum(back.values()), credit)
    if sum(charged) < sum(shelf) and any(line.never_absorbs for line in tied):
        return Swaps()
    ids = [line.line_id for line in tied]
    return Swaps(back, home, dict(zip(ids, shelf, strict=True)), dict(zip(ids, charged, strict=True)))


def _priced(
    tied: list[ReplacementLine], home_micro: list[int], back_micro: int, credit: int
) -> tuple[list[int], list[int]]:
    """Return what tied goods cost on the shelf and what they are charged, in minor units, line by line."""
    pairs = zip(tied, home_micro, strict=True)
    shelf = [up_to(line.amount_minor, micro, line.quantity.micro) for line, micro in pairs]
    if all(line.price_known for line in tied):
        return shelf, by_weight(min(sum(shelf), credit), shelf)
    # Rule 16: what came back is worth its credit on both sides; the store carries what is heavier.
    charged = by_weight(credit, home_micro)
    heavier_micro = sum(home_micro) - back_micro
    heavier = between(sum(shelf), back_micro, heavier_micro, sum(home_micro)) if heavier_micro else 0
    carried = by_weight(heavier, home_micro)
    return [amount + more for amount, more in zip(charged, carried, strict=True)], charged


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
