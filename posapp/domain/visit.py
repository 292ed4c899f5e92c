"""A visit: what comes back and what goes home, as a snapshot whose prices are fixed when scanned."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from posapp.domain.allocation import between
from posapp.domain.money import Currency, Money
from posapp.domain.product import Bound, ShelfPrice
from posapp.domain.quantity import Quantity
from posapp.domain.tax import TaxRate, tax_within


class VisitError(ValueError):
    """A visit that cannot be, such as more coming back than was bought."""


class Side(StrEnum):
    """Which way goods move across the desk."""

    BACK = "back"
    HOME = "home"


class TenderKind(StrEnum):
    """How money goes back."""

    CASH = "cash"
    CARD = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """The sale line that goods come back from, and how much of it came back before this visit."""

    sale_line_id: UUID
    sale_id: UUID
    sold: Quantity
    paid: Money
    returned_before: Quantity
    first_bought_at_ms: int  # the first purchase of a chain of swaps (rule 8)
    paid_by: TenderKind | None = None  # where one tender paid for the whole sale

    @property
    def left(self) -> Quantity:
        """What may still come back (rule 9)."""
        return self.sold - self.returned_before

    @property
    def unit_credit(self) -> Fraction:
        """Minor units paid for a millionth of the unit, exact: the line paid most gives first (rule 1)."""
        return Fraction(self.paid.minor, self.sold.micro)


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """What goods without a sale are worth: the highest shelf price of late, and today's (rule 2)."""

    highest: ShelfPrice
    today: ShelfPrice

    @property
    def above_today(self) -> Fraction:
        """What one unit is worth above today's price, exact, in minor units."""
        return max(Fraction(0), self.highest.gross - self.today.gross)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """Something coming back: from a sale line (``bought``) or without one (``valued``), one of the two."""

    line_id: int
    code: str
    description: str
    quantity: Quantity
    tax_rate: TaxRate | None
    bought: Bought | None = None
    valued: Valued | None = None

    def __post_init__(self) -> None:
        """Refuse nothing at all, two worths, and more than was left of the sale line."""
        if not self.quantity:
            raise VisitError("nothing comes back with a quantity of zero")
        if (self.bought is None) == (self.valued is None):
            raise VisitError("a return line has a sale line or a valuation, not both")
        if self.bought is not None and self.bought.left < self.quantity:
            raise VisitError("more than is left of the purchase")

    def credit_between(self, start_micro: int, part_micro: int) -> int:
        """Return the minor units that ``part`` of this line is worth after ``start`` of it was counted."""
        if self.bought is not None:
            before = self.bought.returned_before.micro + start_micro
            return between(self.bought.paid.minor, before, part_micro, self.bought.sold.micro)
        price = self._valued.highest if self._valued.above_today else self._valued.today
        return price.amount(Quantity(part_micro, self.quantity.unit)).minor

    def today_minor(self, part_micro: int) -> int:
        """Return what ``part`` of goods without a sale costs on the shelf today, in minor units."""
        return self._valued.today.amount(Quantity(part_micro, self.quantity.unit)).minor

    def tax_minor(self, credit_minor: int) -> int | None:
        """Return the tax in this credit; successive returns add up to the sale's own tax (rule 1)."""
        if self.tax_rate is None:
            return None
        if self.bought is None:
            return tax_within(credit_minor, self.tax_rate)
        before = between(self.bought.paid.minor, 0, self.bought.returned_before.micro, self.bought.sold.micro)
        return tax_within(before + credit_minor, self.tax_rate) - tax_within(before, self.tax_rate)

    @property
    def least_worth_first(self) -> tuple[bool, Fraction, int, str, int]:
        """What puts lines of one product in the order of swapping in which the customer keeps the most.

        Goods without a sale come last: a swap of theirs is an even one and gives up what is above today.
        Content counts before the line number, so that the order of scanning does not matter.
        """
        if self.bought is not None:
            worth, content = self.bought.unit_credit, str(self.bought.sale_line_id)
        else:
            worth, content = self._valued.above_today, repr((self.valued, self.tax_rate, self.description))
        return self.bought is None, worth, self.quantity.micro, content, self.line_id

    @property
    def currencies(self) -> set[Currency]:
        """The currencies of its amounts; a sound line has one."""
        if self.bought is not None:
            return {self.bought.paid.currency}
        return {self._valued.highest.currency, self._valued.today.currency}

    @property
    def _valued(self) -> Valued:
        assert self.valued is not None, "a line has a sale line or a valuation"
        return self.valued


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementLine:
    """Something going home. Without a catalogue price ``shelf`` is the latest sale price (rule 16)."""

    line_id: int
    code: str
    description: str
    quantity: Quantity
    shelf: ShelfPrice
    price_known: bool = True
    bound: frozenset[Bound] = frozenset()

    def __post_init__(self) -> None:
        """Refuse nothing at all."""
        if not self.quantity:
            raise VisitError("nothing goes home with a quantity of zero")

    @property
    def amount_minor(self) -> int:
        """The shelf amount of the whole line in minor units."""
        return self.shelf.amount(self.quantity).minor

    @property
    def by_content(self) -> tuple[str, int, Fraction, str, int]:
        """What puts lines in order: product, the largest, the cheapest, all the rest, and the number last.

        So the order of scanning does not matter.
        """
        rest = (self.shelf, self.price_known, sorted(self.bound), self.quantity.unit, self.description)
        return self.code, -self.quantity.micro, self.shelf.gross, repr(rest), self.line_id

    @property
    def never_absorbs(self) -> bool:
        """Whether nothing of it may be carried by the store (rule 11)."""
        return bool(self.bound & {Bound.FIXED_PRICE, Bound.CASH_LIKE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One customer at the desk. Every change gives a new visit; lines keep their number for life."""

    visit_id: UUID
    currency: Currency
    receipts: tuple[UUID, ...] = ()  # the sales that were loaded, in the order of scanning
    returns: tuple[ReturnLine, ...] = ()
    replacements: tuple[ReplacementLine, ...] = ()
    side: Side | None = None  # the side the clerk chose, kept for the visit
    tender: TenderKind | None = None  # the tender the customer chose; None = the original one
    next_line_id: int = field(default=1)

    def __post_init__(self) -> None:
        """Refuse what would be counted twice, and amounts of another currency."""
        lines = [line.bought.sale_line_id for line in self.returns if line.bought]
        if len(lines) != len(set(lines)):
            raise VisitError("a sale line comes back on one line of a visit")
        numbers = [x.line_id for x in self.returns] + [x.line_id for x in self.replacements]
        if len(numbers) != len(set(numbers)):
            raise VisitError("two lines of a visit have one number")
        currencies = {line.shelf.currency for line in self.replacements}
        if not currencies.union(*(line.currencies for line in self.returns)) <= {self.currency}:
            raise VisitError("a visit has one currency")

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been put on it yet."""
        return not (self.returns or self.replacements or self.receipts)

    def with_return(self, line: ReturnLine) -> Visit:
        """Return the visit with one more line coming back; the line gets the next number."""
        numbered = replace(line, line_id=self.next_line_id)
        return replace(self, returns=(*self.returns, numbered), next_line_id=self.next_line_id + 1)

    def with_replacement(self, line: ReplacementLine) -> Visit:
        """Return the visit with one more line going home; the line gets the next number."""
        numbered = replace(line, line_id=self.next_line_id)
        return replace(self, replacements=(*self.replacements, numbered), next_line_id=self.next_line_id + 1)

    def with_quantity(self, line_id: int, quantity: Quantity) -> Visit:
        """Return the visit with another quantity on a line; raise VisitError past what is left to return."""
        return replace(
            self,
            returns=tuple(replace(x, quantity=quantity) if x.line_id == line_id else x for x in self.returns),
            replacements=tuple(
                replace(x, quantity=quantity) if x.line_id == line_id else x for x in self.replacements
            ),
        )

    def without(self, line_id: int) -> Visit:
        """Return the visit without a line."""
        return replace(
            self,
            returns=tuple(x for x in self.returns if x.line_id != line_id),
            replacements=tuple(x for x in self.replacements if x.line_id != line_id),
        )
