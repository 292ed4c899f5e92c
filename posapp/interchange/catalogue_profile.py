"""How a catalogue is written: a profile, or what its header's English words tell."""

from __future__ import annotations

from posapp.interchange.columns import Header
from posapp.interchange.first_look import FirstLook, date_formats, has_comma_decimal
from posapp.interchange.profile import Form, Names, Part, ProfileError, check_currency
from posapp.interchange.profiles import NamedProfile
from posapp.interchange.words import column_for


class CatalogueColumns(Part, frozen=True):
    """Which column is which. Empty = the catalogue has none; what it does not say stays as it is."""

    code: Names = ""  # without it the article number is the code
    gtin: Names = ""
    description: Names = ""
    unit: Names = ""
    price: Names = ""
    tax_rate: Names = ""  # percent
    tax_included: Names = ""  # yes or no
    no_return: Names = ""  # yes or no, as the two below (DESIGN 3.11)
    fixed_price: Names = ""
    cash_like: Names = ""
    valid_from: Names = ""  # otherwise prices hold from the import on


class CatalogueProfile(Form, frozen=True, kw_only=True):
    """How a catalogue is written."""

    columns: CatalogueColumns

    def check(self) -> None:
        """Raise ProfileError for a value that cannot be."""
        super().check()
        if not (self.columns.code or self.columns.gtin):
            raise ProfileError("columns.code or columns.gtin is needed: nothing else tells products apart.")
        if self.currency:
            check_currency(self.currency)


def guessed(look: FirstLook, currency: str, time_zone: str) -> NamedProfile[CatalogueProfile]:
    """Return the profile that a catalogue's own header tells; raise ProfileError if it tells too little."""
    names = {key: column_for(key, look.header) or "" for key in CatalogueColumns.__struct_fields__}
    price, valid_from = names["price"], names["valid_from"]
    profile = CatalogueProfile(
        encoding=look.encoding,
        delimiter=look.delimiter,
        decimal="," if price and has_comma_decimal(look.sample(price)) else ".",
        date_formats=(date_formats(look.sample(valid_from)) if valid_from else []) or ["iso"],
        time_zone=time_zone,
        currency=currency,
        columns=CatalogueColumns(**names),
    )
    if not (names["code"] or names["gtin"]):
        raise ProfileError(
            "No column of the header is called “code”, “sku”, “gtin” or the like. "
            f"It has: {Header(look.header).listed()}. Write a profile and name it with --profile."
        )
    profile.check()
    return NamedProfile("header", profile)
