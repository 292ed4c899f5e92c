"""The words by which tills and catalogues call their columns, in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS: dict[str, tuple[str, ...]] = {
    "document": ("invoiceno", "invoice", "receiptno", "receipt", "receiptnumber", "documentno", "document",
                 "ticket", "ticketno", "transaction", "transactionid", "invoicenumber"),
    "item": ("stockcode", "itemcode", "item", "sku", "productcode", "articleno", "article", "plu", "code"),
    "quantity": ("quantity", "qty", "units"),
    "sold_at": ("invoicedate", "soldat", "date", "datetime", "timestamp", "saledate", "receiptdate"),
    "sold_at_time": ("time", "timeofday"),
    "unit_price": ("unitprice", "price", "itemprice"),
    "line_total": ("linetotal", "total", "amount", "paid"),
    "discount": ("discount", "linediscount"),
    "tax_rate": ("taxrate", "vatrate", "tax", "vat", "taxpercent", "vatpercent"),
    "unit": ("unit", "uom", "unitofmeasure"),
    "gtin": ("gtin", "ean", "ean13", "upc", "barcode"),
    "tender": ("tender", "paymentmethod", "payment", "paidby"),
    "original_document": ("originalreceipt", "originalinvoice", "originaldocument", "refersto"),
    "description": ("description", "name", "productname", "itemname", "title", "product"),
    "code": ("code", "sku", "stockcode", "itemcode", "productcode", "articleno", "article", "item", "plu"),
    "price": ("price", "unitprice", "shelfprice", "retailprice", "salesprice"),
    "tax_included": ("taxincluded", "vatincluded", "gross"),
    "valid_from": ("validfrom", "from", "pricefrom", "effectivefrom", "effectivedate"),
    "no_return": ("noreturn", "nonreturnable", "notreturnable"),
    "fixed_price": ("fixedprice", "pricebound"),
    "cash_like": ("cashlike", "giftcard"),
    "currency": ("currency",),
}  # fmt: skip


def column_for(key: str, header: Sequence[str]) -> str | None:
    """Return the column of a header that a key's words mean, the likeliest word first; None without one."""
    by_word = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in reversed(header)}
    return next((by_word[word] for word in _WORDS[key] if word in by_word), None)
