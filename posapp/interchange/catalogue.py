"""A catalogue, read line by line: products, their article numbers, their prices from a day on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from posapp.domain.listing import ListedPrice, Listing
from posapp.domain.product import Bound
from posapp.interchange.catalogue_profile import CatalogueProfile
from posapp.interchange.cells import Cells
from posapp.interchange.columns import Header
from posapp.interchange.gtins import is_gtin
from posapp.interchange.moments import Moments
from posapp.interchange.numbers import Numbers
from posapp.interchange.problems import BrokenOffError, LineError, Notes, Reject
from posapp.interchange.profile import LONGEST_UNIT
from posapp.interchange.source import Source
from posapp.interchange.tables import table
from posapp.interchange.texts import Descriptions

_YES = frozenset({"1", "yes", "y", "true", "t", "x"})
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_NO = frozenset({"", "0", "no", "n", "false", "f", "-"})


class Portion(NamedTuple):
    """Lines in the order of the file, lines that cannot be taken, how many lines were read for both."""

    listings: list[Listing]
    rejects: list[Reject]
    read: int


class CatalogueFile:
    """An open catalogue. Raises FileProblemError where file and profile do not go together."""

    def __init__(self, source: Source, profile: CatalogueProfile) -> None:
        self.notes = Notes()
        self.broken_off = False  # true once it turned out that the file was not copied whole
        self._rows = table(source, profile)
        self._listing = _ListingReader(profile, self._rows.header, self.notes)

    def portions(self) -> Iterator[Portion]:
        """Give everything in the file, some hundreds of lines at a time."""
        try:
            for chunk in self._rows.chunks():
                rejects = list(chunk.rejects)
                listings: list[Listing] = []
                for row, fields in chunk.rows:
                    try:
                        listings.append(self._listing(row, fields))
                    except LineError as error:
                        rejects.append(Reject.of(row, error))
                yield Portion(listings, rejects, len(chunk.rows) + len(chunk.rejects))
        except BrokenOffError:
            self.broken_off = True


class _ListingReader:
    """Reads the rows of one catalogue as its profile says."""

    def __init__(self, profile: CatalogueProfile, names: list[str], notes: Notes) -> None:
        columns, header = profile.columns, Header(names)
        number = Numbers(profile.decimal, profile.thousands)
        self._profile = profile
        self._cells = Cells(names, number, Moments(profile.date_formats, profile.zone))
        self._description = Descriptions(notes)
        self._gtin = header.where(columns.gtin, "the article number")
        self._code = header.needed(columns.code or columns.gtin, "the code")
        self._name = header.where(columns.description, "the description")
        self._unit = header.where(columns.unit, "the unit")
        self._price = header.where(columns.price, "the price")
        self._rate = header.where(columns.tax_rate, "the tax rate")
        self._included = header.where(columns.tax_included, "whether tax is included")
        self._valid_from = header.where(columns.valid_from, "from when the price holds")
        places = {x: header.where(getattr(columns, x.value), x.value.replace("_", " ")) for x in Bound}
        self._bounds = {bound: place for bound, place in places.items() if place is not None}

    def __call__(self, row: int, fields: list[str]) -> Listing:
        """Return what a row says; raise LineError with the column and the reason."""
        return Listing(
            row=row,
            code=self._cells.code(fields, self._code, "The line names no item."),
            gtin="" if self._gtin is None else self._article(fields, self._gtin),
            description="" if self._name is None else self._description(fields[self._name]),
            unit="" if self._unit is None else self._unit_of(fields, self._unit),
            bound=self._bound(fields) if self._bounds else None,
            price=None if self._price is None else self._price_of(fields, self._price),
            valid_from_ms=self._from_ms(fields),
        )

    def _article(self, fields: list[str], place: int) -> str:
        text = fields[place].strip()
        if not text or is_gtin(text):
            return text
        if text.isdigit() and len(text) in _GTIN_LENGTHS:
            reason = "The check digit is wrong: a digit was left out, added or mistyped."
        else:
            reason = "An article number (GTIN) has 8, 12, 13 or 14 digits."
        raise self._cells.error("gtin", fields, place, reason)

    def _unit_of(self, fields: list[str], place: int) -> str:
        word = fields[place].strip()
        unit = self._profile.units.get(word) or word.lower()
        if len(unit) > LONGEST_UNIT or not (unit.isprintable() or not unit):
            reason = "It is not a unit that Plum knows; say in [units] of a profile what it is."
            raise self._cells.error("unit", fields, place, reason)
        return unit

    def _bound(self, fields: list[str]) -> str:
        words = [x.value for x, place in self._bounds.items() if self._yes(fields, place, otherwise=False)]
        return " ".join(words)

    def _price_of(self, fields: list[str], place: int) -> ListedPrice | None:
        if not fields[place].strip():
            return None
        micro = self._cells.micro(fields, place)
        if micro < 0:
            raise self._cells.error("price_below_zero", fields, place, "The price is below zero.")
        rate = self._cells.rate_ppm(fields, self._rate, self._profile.tax_rate_ppm)
        included = self._profile.tax_included
        if self._included is not None:
            included = self._yes(fields, self._included, otherwise=included)
        if not included and rate is None:
            reason = "The price is without tax, and no tax rate is known for it."
            raise self._cells.error("tax_rate", fields, place, reason)
        return ListedPrice(micro, rate, included)

    def _yes(self, fields: list[str], place: int, *, otherwise: bool) -> bool:
        word = fields[place].strip().lower()
        if word in _YES:
            return True
        if word not in _NO:
            raise self._cells.error("yes_or_no", fields, place, "It is neither yes nor no.")
        return otherwise if not word else False

    def _from_ms(self, fields: list[str]) -> int | None:
        place = self._valid_from
        return None if place is None or not fields[place].strip() else self._cells.at_ms(fields, place)
