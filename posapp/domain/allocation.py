"""The one rounding function and the two ways to divide an amount that lose nothing."""

from __future__ import annotations

from collections.abc import Sequence


def divide_half_up(numerator: int, denominator: int) -> int:
    """Return ``numerator / denominator`` rounded to the nearest whole, halves up; denominator > 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def up_to(total: int, part: int, whole: int) -> int:
    """Return the share of ``total`` that the first ``part`` of ``whole`` carries (DESIGN 3.1).

    Differences of successive shares add up to ``total`` exactly, whatever the steps.
    """
    return divide_half_up(total * part, whole)


def between(total: int, start: int, part: int, whole: int) -> int:
    """Return the share of ``total`` that ``part`` carries when ``start`` of ``whole`` has gone before."""
    return up_to(total, start + part, whole) - up_to(total, start, whole)


def by_weight(total: int, weights: Sequence[int]) -> list[int]:
    """Divide ``total`` over ``weights`` by largest remainder; equal remainders go to the earlier weight.

    The parts add up to ``total`` and none exceeds its weight while ``total <= sum(weights)``.
    Weights that are all zero get everything on the first, nothing at all if there are none.
    """
    whole = sum(weights)
    if whole == 0:
        return [total, *([0] * (len(weights) - 1))] if weights else []
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
