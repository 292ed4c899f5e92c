"""What a small TOML file says about how a till writes its lists; every key is known, every value checked."""

from __future__ import annotations

from typing import Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from posapp.domain.money import Currency, MoneyError
from posapp.domain.tax import TaxError, TaxRate
from posapp.domain.visit import TenderKind
from posapp.interchange.problems import FileProblemError

Names = str | list[str]  # the names a column may have; the first that the header holds is meant
P = TypeVar("P", bound="Form")
LONGEST_UNIT = 8


class ProfileError(FileProblemError):
    """A profile that cannot be used; the sentence names the key and what it may be."""

    def __init__(self, sentence: str) -> None:
        super().__init__("profile", sentence)


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a profile: a key that is not listed is an error."""


class Form(Part, frozen=True):
    """How the file is written; the same for sales and catalogues."""

    about: str = ""
    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ",", ".", " ", "'", "’"] = ""
    date_formats: list[str] = msgspec.field(default_factory=lambda: ["iso"])
    time_zone: str = "UTC"
    currency: str = ""
    tax_included: bool = True
    tax_rate: str = ""  # percent, for lines without one; empty = not known
    unit: str = "each"  # for lines without one
    units: dict[str, str] = msgspec.field(default_factory=dict)  # the till's word → ours (each, kg, …)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the file's dates."""
        return ZoneInfo(self.time_zone)

    @property
    def tax_rate_ppm(self) -> int | None:
        """The rate of lines that name none; None = not known."""
        return TaxRate.percent(self.tax_rate).ppm if self.tax_rate else None

    def check(self) -> None:
        """Raise ProfileError for a value that cannot be."""
        _check_encoding(self.encoding)
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n':
            raise ProfileError('delimiter is one character, such as "," or ";" or "\\t".')
        if self.thousands == self.decimal:
            raise ProfileError("decimal and thousands are two different characters.")
        if not self.date_formats:
            raise ProfileError('date_formats has at least one form, such as "%Y-%m-%d %H:%M:%S" or "iso".')
        _check_zone(self.time_zone)
        _check_rate(self.tax_rate)
        for unit in (self.unit, *self.units.values()):
            if not 1 <= len(unit) <= LONGEST_UNIT:
                raise ProfileError(f"{unit!r} is not a unit such as each, kg or l.")


class SalesColumns(Part, frozen=True):
    """Which column is which. Empty = the file has none."""

    document: Names
    item: Names
    quantity: Names
    sold_at: Names
    sold_at_time: Names = ""  # where the time of day has a column of its own
    description: Names = ""
    unit_price: Names = ""
    line_total: Names = ""  # what was paid for the line, after its discounts
    discount: Names = ""  # what was taken off unit price × quantity
    tax_rate: Names = ""  # percent
    unit: Names = ""
    gtin: Names = ""
    tender: Names = ""
    original_document: Names = ""  # of a return: the receipt it was bought with


class Returns(Part, frozen=True):
    """Which documents or lines are returns: one of three ways, or none."""

    document_prefix: str = ""
    column: Names = ""
    values: list[str] = msgspec.field(default_factory=list)
    negative_quantity: bool = False
    quantities: Literal["negative", "positive"] = "negative"  # how the lines of a return are written

    def check(self) -> None:
        """Raise ProfileError unless at most one way is chosen."""
        if bool(self.document_prefix) + bool(self.column) + self.negative_quantity > 1:
            raise ProfileError("[returns] has one of document_prefix, column and negative_quantity.")
        if bool(self.column) != bool(self.values):
            raise ProfileError("[returns] column and values go together.")


class SalesProfile(Form, frozen=True, kw_only=True):
    """How a till writes its sales."""

    currency: str
    time_zone: str
    date_formats: list[str]
    columns: SalesColumns
    returns: Returns = Returns()
    match_on: Names = ""  # a column that tells customers apart: for matching returns, never stored
    receipt_discounts: list[str] = msgspec.field(default_factory=list)  # item codes
    tenders: dict[str, str] = msgspec.field(default_factory=dict)  # the till's word → cash, card or nothing

    def check(self) -> None:
        """Raise ProfileError for a value that cannot be, or what is still to be completed."""
        check_currency(self.currency)
        super().check()
        self.returns.check()
        for key in ("document", "item", "quantity", "sold_at"):
            if not getattr(self.columns, key):
                raise ProfileError(f"columns.{key} is still empty: write the column's name there.")
        if bool(self.columns.unit_price) + bool(self.columns.line_total) == 0:
            raise ProfileError("columns.unit_price or columns.line_total is needed.")
        if self.columns.line_total and self.columns.discount:
            raise ProfileError("columns.line_total is after every discount: leave columns.discount empty.")
        if not (self.tax_included or self.tax_rate or self.columns.tax_rate):
            raise ProfileError("tax_included = false needs a tax_rate or columns.tax_rate.")
        known = {kind.value for kind in TenderKind} | {""}
        for word, tender in self.tenders.items():
            if tender not in known:
                raise ProfileError(f'tenders.{word} is "cash", "card" or "" (not known to Plum).')


def decode(text: str, name: str, kind: type[P]) -> P:
    """Return the profile in a TOML text; raise ProfileError with the key that is wrong."""
    try:
        profile = msgspec.toml.decode(text, type=kind)
    except msgspec.ValidationError as error:
        raise ProfileError(f"The profile {name} cannot be used: {_in_words(str(error))}") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ProfileError(f"The profile {name} is not TOML: {error}.") from None
    profile.check()
    return profile


def _in_words(error: str) -> str:
    """Return msgspec's sentence about a key with the key called as in the file."""
    problem, _, place = error.partition(" - at `$")
    where = f" (in {place.strip('`.')})" if place.strip("`.") else ""
    unknown = problem.removeprefix("Object contains unknown field ")
    if unknown != problem:
        return f"there is no key {unknown}{where}."
    return f"{problem.replace('Object missing required field', 'it lacks')}{where}."


def _check_encoding(name: str) -> None:
    try:
        "".encode(name)
    except LookupError:
        raise ProfileError(f'encoding {name[:40]!r} is not known; try "utf-8" or "cp1252".') from None


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ProfileError(f"time_zone {name[:40]!r} is not a name such as Europe/London.") from None


def check_currency(code: str) -> None:
    """Raise ProfileError for what is not the code of a currency."""
    try:
        Currency.of(code)
    except MoneyError as error:
        raise ProfileError(f"currency: {error}.") from None


def _check_rate(percent: str) -> None:
    try:
        if percent:
            TaxRate.percent(percent)
    except TaxError as error:
        raise ProfileError(f"tax_rate: {error}.") from None
