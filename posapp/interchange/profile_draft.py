"""A profile to complete: what can be guessed is filled in, the rest says what it wants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from posapp.interchange.columns import Header
from posapp.interchange.first_look import FirstLook, date_formats, has_comma_decimal
from posapp.interchange.problems import FileProblemError
from posapp.interchange.words import column_for

# Key, whether it must be filled in, what it is.
_COLUMNS = (
    ("document", True, "the receipt's number"),
    ("item", True, "the item's code"),
    ("quantity", True, "how many, or how much"),
    ("sold_at", True, "date and time of the sale"),
    ("unit_price", True, "what one cost; or fill in line_total"),
    ("description", False, "what it is called"),
    ("line_total", False, "what was paid for the line, after every discount"),
    ("discount", False, "what was taken off unit_price × quantity"),
    ("sold_at_time", False, "the time, where it has a column of its own"),
    ("tax_rate", False, "percent"),
    ("unit", False, "each, kg, …"),
    ("gtin", False, "the article number under the barcode"),
    ("tender", False, "cash or card; then fill in [tenders]"),
    ("original_document", False, "of a return: the receipt it was bought with"),
)


def draft(look: FirstLook, file_name: str) -> str:
    """Return the text of a profile for sales that fits a file as far as that can be guessed."""
    return "\n".join([*_form(look, file_name), "", "[columns]", *_columns(look), "", *_RETURNS, ""])


def write_draft(look: FirstLook, file_name: str, folder: Path) -> tuple[Path, bool]:
    """Write the draft into a folder and return its place, and whether it is new: an old one is left alone.

    Raises FileProblemError where it cannot be written.
    """
    path = folder / f"{Path(file_name.removesuffix('.gz')).stem}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            return path, False
        with path.open("x", encoding="utf-8") as file:
            file.write(draft(look, file_name))
    except OSError as error:
        raise FileProblemError("cannot_write", f"{path} cannot be written ({error.strerror}).") from error
    return path, True


def _form(look: FirstLook, file_name: str) -> Iterator[str]:
    sold_at = column_for("sold_at", look.header)
    forms = date_formats(look.sample(sold_at)) if sold_at else []
    price = column_for("unit_price", look.header) or column_for("line_total", look.header)
    decimal = "," if price and has_comma_decimal(look.sample(price)) else "."
    yield f"about = {_text(f'Written for {file_name}')}"
    yield f"# The file's columns: {Header(look.header).listed()}"
    yield ""
    yield 'currency = "" # such as "EUR"'
    yield 'time_zone = "" # such as "Europe/Berlin"'
    yield f"date_formats = {_list(forms[:1])}{_other_forms(forms)}"
    yield "tax_included = true # false where the prices are without tax; then tax_rate is needed"
    yield '# tax_rate = "19" # percent, for lines that name none; leave it out if it is not known'
    yield f"encoding = {_text(look.encoding)}"
    yield f"delimiter = {_text(look.delimiter)}"
    yield f"decimal = {_text(decimal)}"
    yield '# match_on = "" # a column that tells customers apart: finds the sale of a return, is never stored'
    yield "# receipt_discounts = [] # item codes that stand for a discount on the whole receipt"


def _other_forms(forms: list[str]) -> str:
    if not forms:
        return ' # such as "%d.%m.%Y %H:%M"'
    return f" # or {_list(forms[1:])}: look at the dates" if len(forms) > 1 else ""


def _columns(look: FirstLook) -> Iterator[str]:
    for key, needed, what in _COLUMNS:
        name = column_for(key, look.header)
        mark = "" if needed or name else "# "
        yield f"{mark}{key} = {_text(name or '')} # {what}"


_RETURNS = (
    "[returns] # which documents are returns: one of these three",
    '# document_prefix = "C"',
    '# column = "Type"',
    '# values = ["Return"]',
    "# negative_quantity = true",
    "",
    "# [tenders]",
    '# "Visa" = "card"',
)


def _text(value: str) -> str:
    """Return a TOML string; JSON's are."""
    return json.dumps(value, ensure_ascii=False)


def _list(values: list[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"
