"""The store's rules as a value; every change is a new version."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from posapp.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the rules of DESIGN section 3 need to know about this store."""

    version: int
    absorbed_ceiling: Money
    absorbed_share: Decimal = Decimal("0.40")  # of the untied shelf value (rule 4)
    valuation_days: int = 14  # rule 2; 0 = today's price only
    weight_tolerance: Decimal = Decimal("1.25")  # rule 3
    question: str = "What should we know? Tell us openly, good or bad."
