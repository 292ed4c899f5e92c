"""Files for tests, written from a few words."""

import gzip
from collections.abc import Sequence
from pathlib import Path

from posapp.interchange.profile import SalesProfile, decode
from posapp.interchange.profiles import NamedProfile

HEADER = "receipt,item,description,quantity,price,sold at,customer"
PROFILE = """
currency = "GBP"
time_zone = "UTC"
date_formats = ["%Y-%m-%d %H:%M"]
match_on = "customer"

[columns]
document = "receipt"
item = "item"
description = "description"
quantity = "quantity"
unit_price = "price"
sold_at = "sold at"

[returns]
document_prefix = "C"
"""


def profile(old: str = "", new: str = "", more: str = "") -> NamedProfile[SalesProfile]:
    """Return the profile of these files; ``more`` goes before its first table."""
    assert old in PROFILE
    text = PROFILE.replace(old, new) if old else PROFILE
    return NamedProfile("test", decode(f"{more}\n{text}", "test", SalesProfile))


def line(
    receipt: str,
    item: str,
    quantity: object = 1,
    price: str = "1.00",
    at: str = "2010-12-01 10:00",
    customer: str = "",
    description: str = "goods",
) -> str:
    """Return one line of a till's file."""
    return f"{receipt},{item},{description},{quantity},{price},{at},{customer}"


def write(path: Path, lines: Sequence[str], header: str = HEADER) -> Path:
    """Write a file of these lines; packed if its name ends so."""
    data = ("\n".join([header, *lines]) + "\n").encode("utf-8", "surrogateescape")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path
