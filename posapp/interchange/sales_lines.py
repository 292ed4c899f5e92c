"""One row of a till's sales becomes one line: sold, taken off the whole receipt, or come back."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from posapp.domain.money import Currency
from posapp.domain.quantity import MICRO, is_measured
from posapp.domain.till import TillLine
from posapp.interchange.amounts import Amounts, Prices
from posapp.interchange.cells import Cells
from posapp.interchange.columns import Header
from posapp.interchange.gtins import is_gtin
from posapp.interchange.moments import Moments
from posapp.interchange.numbers import Numbers
from posapp.interchange.problems import Notes
from posapp.interchange.profile import LONGEST_UNIT, Returns, SalesProfile
from posapp.interchange.texts import Descriptions

_MOST_MICRO = 10**15  # of a quantity, as the domain has it
_NO_RETURN = (
    "The quantity is below zero, and the receipt is not a return: this corrects the stock, nothing was sold."
)


class Role(Enum):
    """What a line is in its document."""

    SOLD = auto()
    DISCOUNT = auto()
    RETURNED = auto()


class Read(NamedTuple):
    """A row that can be taken."""

    document: str
    role: Role
    line: TillLine


class _Places(NamedTuple):
    """Where the columns are; None = the file has none."""

    document: int
    item: int
    quantity: int
    sold_at: int
    sold_at_time: int | None
    description: int | None
    tax_rate: int | None
    unit: int | None
    gtin: int | None
    tender: int | None
    original_document: int | None
    match: int | None


class LineReader:
    """Reads the rows of one file as its profile says; raises ColumnsProblemError for another header."""

    def __init__(self, profile: SalesProfile, names: list[str], notes: Notes) -> None:
        header = Header(names)
        self._profile = profile
        self._notes = notes
        self._at = _places(profile, header)
        number = Numbers(profile.decimal, profile.thousands)
        self._cells = Cells(names, number, Moments(profile.date_formats, profile.zone))
        prices = _prices(profile, header)
        currency = Currency.of(profile.currency)
        self._amounts = Amounts(self._cells, prices, currency, tax_included=profile.tax_included)
        self._description = Descriptions(notes)
        self._rate_ppm = profile.tax_rate_ppm
        self._discounts = frozenset(profile.receipt_discounts)
        self._is_return = _return_rule(profile.returns, header)
        self._returned_sign = -1 if profile.returns.quantities == "negative" else 1

    def __call__(self, row: int, fields: list[str]) -> Read:
        """Return what a row says; raise LineError with the column and the reason."""
        at, cells = self._at, self._cells
        document = cells.code(fields, at.document, "The line names no receipt.")
        code = cells.code(fields, at.item, "The line names no item.")
        printed = cells.micro(fields, at.quantity)
        role = self._role(document, code, printed, fields)
        unit = self._profile.unit if at.unit is None else self._unit(fields, at.unit)
        rate = self._rate_ppm
        if at.tax_rate is not None:
            rate = cells.rate_ppm(fields, at.tax_rate, rate)
        quantity, price, amount = self._reckoned(role, printed, unit, rate, fields)
        line = TillLine(
            row,
            code,
            "" if at.description is None else self._description(fields[at.description]),
            unit,
            quantity,
            price,
            amount,
            rate,
            cells.at_ms(fields, at.sold_at, at.sold_at_time),
            "" if at.tender is None else self._tender(fields, at.tender),
            "" if at.gtin is None else self._gtin(fields[at.gtin].strip()),
            self.match_of(fields),
        )
        return Read(document, role, self._with_original(line, fields) if role is Role.RETURNED else line)

    def match_of(self, fields: list[str]) -> str:
        """Return the value of the column that is never stored, so that no reject shows it."""
        return "" if self._at.match is None else fields[self._at.match].strip()

    def _role(self, document: str, code: str, quantity: int, fields: list[str]) -> Role:
        place = self._at.quantity
        if self._is_return(document, quantity, fields):
            if quantity * self._returned_sign < 0:
                word = "above" if quantity > 0 else "below"
                reason = f"The quantity is {word} zero, unlike those of other returns."
                raise self._cells.error("return_sign", fields, place, reason)
            role = Role.RETURNED
        elif code in self._discounts:
            return Role.DISCOUNT
        else:
            role = Role.SOLD
            if quantity < 0:
                raise self._cells.error("stock_correction", fields, place, _NO_RETURN)
        if quantity == 0:
            raise self._cells.error("zero", fields, place, "The quantity is zero: no goods moved.")
        return role

    def _reckoned(
        self, role: Role, printed: int, unit: str, rate: int | None, fields: list[str]
    ) -> tuple[int, int, int]:
        """Return quantity, unit price (both in millionths) and amount (minor units) of a line."""
        amounts = self._amounts
        if role is Role.DISCOUNT:
            price = amounts.price(fields, printed)
            return printed, price, amounts.taken_off(fields, (price, printed), rate)
        quantity = abs(printed)
        if quantity % MICRO or quantity > _MOST_MICRO:
            self._refuse_parts(quantity, unit, fields)
        price = amounts.price(fields, quantity)
        if price < 0:
            amounts.refuse_below_zero(fields)
        if role is Role.RETURNED:
            return quantity, price, 0
        return quantity, price, amounts.paid(fields, (price, quantity), rate)

    def _refuse_parts(self, quantity: int, unit: str, fields: list[str]) -> None:
        if not is_measured(unit) and quantity % MICRO:
            reason = f"Goods counted by “{unit}” come whole; only weighed and measured goods come in parts."
            raise self._cells.error("parts", fields, self._at.quantity, reason)
        if quantity > _MOST_MICRO:
            raise self._cells.error("number", fields, self._at.quantity, "It is larger than any quantity.")

    def _unit(self, fields: list[str], place: int) -> str:
        word = fields[place].strip()
        if not word:
            return self._profile.unit
        unit = self._profile.units.get(word) or word.lower()
        if len(unit) > LONGEST_UNIT or not unit.isprintable():
            reason = "It is not a unit that Plum knows; say in [units] of the profile what it is."
            raise self._cells.error("unit", fields, place, reason)
        return unit

    def _tender(self, fields: list[str], place: int) -> str:
        word = fields[place].strip()
        tender = self._profile.tenders.get(word) if word else ""
        if tender is None:
            reason = "The profile does not say in [tenders] whether this is cash or card."
            raise self._cells.error("tender", fields, place, reason)
        return tender

    def _gtin(self, text: str) -> str:
        if not text or is_gtin(text):
            return text
        self._notes["gtin_left_out"] += 1
        return ""

    def _with_original(self, line: TillLine, fields: list[str]) -> TillLine:
        place = self._at.original_document
        return line if place is None else line._replace(original=fields[place].strip())


def _places(profile: SalesProfile, header: Header) -> _Places:
    columns = profile.columns
    return _Places(
        document=header.needed(columns.document, "the receipt's number"),
        item=header.needed(columns.item, "the item"),
        quantity=header.needed(columns.quantity, "the quantity"),
        sold_at=header.needed(columns.sold_at, "date and time"),
        sold_at_time=header.where(columns.sold_at_time, "the time of day"),
        description=header.where(columns.description, "the description"),
        tax_rate=header.where(columns.tax_rate, "the tax rate"),
        unit=header.where(columns.unit, "the unit"),
        gtin=header.where(columns.gtin, "the article number"),
        tender=header.where(columns.tender, "how it was paid"),
        original_document=header.where(columns.original_document, "the receipt of the purchase"),
        match=header.where(profile.match_on, "match_on"),
    )


def _prices(profile: SalesProfile, header: Header) -> Prices:
    columns = profile.columns
    return Prices(
        unit_price=header.where(columns.unit_price, "the unit price"),
        line_total=header.where(columns.line_total, "the line's total"),
        discount=header.where(columns.discount, "the discount"),
    )


def _return_rule(returns: Returns, header: Header) -> Callable[[str, int, list[str]], bool]:
    """Return what tells a return from a sale by document, quantity and row."""
    kind, kinds = header.where(returns.column, "what tells returns"), frozenset(returns.values)
    if returns.document_prefix:
        return lambda document, _quantity, _fields: document.startswith(returns.document_prefix)
    if kind is not None:
        return lambda _document, _quantity, fields: fields[kind].strip() in kinds
    if returns.negative_quantity:
        return lambda _document, quantity, _fields: quantity < 0
    return lambda _document, _quantity, _fields: False
