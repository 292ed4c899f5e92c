"""What a catalogue says of a product, line by line; nothing where it says nothing."""

from __future__ import annotations

from typing import NamedTuple


class ListedPrice(NamedTuple):
    """A shelf price per unit, in millionths of a major unit, with or without its tax."""

    micro: int
    tax_rate_ppm: int | None
    tax_included: bool


class Listing(NamedTuple):
    """One line of a catalogue. Empty or None = the catalogue does not say."""

    row: int  # the line of the file, the header being 1
    code: str
    gtin: str = ""
    description: str = ""
    unit: str = ""
    bound: str | None = None  # words of posapp.domain.product.Bound, separated by spaces; empty = not bound
    price: ListedPrice | None = None
    valid_from_ms: int | None = None  # None = from now on
