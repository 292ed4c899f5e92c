"""The sheet of the sample store: receipts and goods to scan, and what to try with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posapp.printing.document import (
    Align,
    Barcode,
    Block,
    Document,
    Heading,
    Role,
    Rule,
    Space,
    Text,
    Together,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posapp.services.sample_goods import SampleProduct, Tried

_FURTHER_GOODS = ("Rain jacket, M", "Apples, Elstar, loose")


def compose_sheet(store_name: str, tried: Sequence[Tried], goods: Sequence[SampleProduct]) -> Document:
    """Return a sheet of barcodes: each receipt to try with its goods, then some goods to take instead."""
    by_code = {product.code: product for product in goods}
    blocks: list[Block] = [
        Text(store_name, Role.SHOP, Align.CENTRE),
        Text("Made up, to try Plum with. Scan these, or type the numbers.", Role.BODY, Align.CENTRE),
    ]
    for n, receipt in enumerate(tried, 1):
        blocks += [Rule(), Heading(f"{n}. {receipt.what}")]
        blocks += [
            Text("The receipt", Role.SMALL, Align.CENTRE),
            Barcode(receipt.number, receipt.number),
            Space(0.5),
        ]
        blocks += [_goods(by_code[code]) for code in receipt.codes]
    blocks += [Rule(), Heading("To take home instead")]
    blocks += [_goods(product) for product in goods if product.description in _FURTHER_GOODS]
    return Document(
        title=f"{store_name}: to try",
        author=store_name,
        language="en",
        running_head=store_name,
        page_words="Page {page} of {pages}",
        blocks=tuple(blocks),
    )


def _goods(product: SampleProduct) -> Together:
    caption = f"{product.code} · {product.gtin}"
    return Together(
        (Text(product.description, Role.BODY, Align.CENTRE), Barcode(product.gtin, caption), Space(0.5))
    )
