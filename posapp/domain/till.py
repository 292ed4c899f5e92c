"""What a store's till recorded, as a file tells it: documents of lines, nothing guessed, nothing merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from posapp.domain.allocation import by_weight

Identity = tuple[str, int, int]  # code, unit price and quantity, both in millionths


class TillLine(NamedTuple):
    """One line of a till's document; integers, because a year of them is half a million.

    What is sold and what comes back has a quantity above zero. A receipt-wide discount keeps quantity and
    price as printed, and ``amount_minor`` is what it takes off.
    """

    row: int  # the line of the file, the header being 1
    code: str
    description: str  # empty where the till printed none
    unit: str
    quantity_micro: int
    unit_price_micro: int  # as printed
    amount_minor: int  # after the line's own discount, tax included
    tax_rate_ppm: int | None
    at_ms: int
    tender: str = ""  # empty = not known
    gtin: str = ""
    match: str = ""  # what tells one customer's purchases from another's: for matching, never stored
    original: str = ""  # the document that goods of a return were bought with

    @property
    def identity(self) -> Identity:
        """What, with the document and the n-th occurrence, tells this line from every other."""
        return (self.code, self.unit_price_micro, self.quantity_micro)


@dataclass(slots=True)
class TillDocument:
    """Lines of one document that stand together in the file. The same document may be met again."""

    number: str
    sold: list[TillLine] = field(default_factory=list)
    discounts: list[TillLine] = field(default_factory=list)
    returned: list[TillLine] = field(default_factory=list)

    @property
    def discount_minor(self) -> int:
        """What all receipt-wide discounts of it take off."""
        return sum(line.amount_minor for line in self.discounts)

    def __len__(self) -> int:
        return len(self.sold) + len(self.discounts) + len(self.returned)


def after_discounts(amounts_minor: Sequence[int], discount_minor: int) -> list[int]:
    """Return what was paid for each line once a receipt-wide discount lies on all of them (DESIGN 3).

    By largest remainder; the parts lose nothing and no line is paid less than nothing.
    ``0 <= discount_minor <= sum(amounts_minor)``.
    """
    if discount_minor == 0:
        return list(amounts_minor)
    shares = by_weight(discount_minor, amounts_minor)
    return [amount - share for amount, share in zip(amounts_minor, shares, strict=True)]
