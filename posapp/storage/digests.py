"""The digest over what one batch of an import took of one document, for anybody to reckon again.

Every row of ``import_documents`` stands for the lines ``first_line`` to ``last_line`` of a document that were
taken together. A digest is SHA-256, in hexadecimal, over canonical JSON: sorted keys, no spaces, UTF-8,
characters outside ASCII as they are. Identities are 32 hexadecimal digits in lower case, numbers are JSON
integers, what is empty is null. Lists are in the order of ``line_no``.

``kind = 'sale'``: ``document`` is ``sales.number`` of this store; the digest is over the object

- ``"created_at_ms"``: ``sales.sold_at_ms`` if ``sales.import_id`` is this import and ``first_line`` is 1,
  otherwise null;
- ``"discounts"``: of ``sale_discounts`` of the sale with ``line_no`` between the two, each as the list
  [line_no, code, description, quantity_micro, unit_price_micro, amount_minor, occurrence];
- ``"document"``: the number;
- ``"kind"``: "sale";
- ``"lines"``: of ``sale_lines`` of the sale with ``line_no`` between the two, each as the list
  [sale_line_id, line_no, code, description, unit, quantity_micro, unit_price_micro, paid_minor, tax_rate_ppm,
  sold_at_ms, first_bought_at_ms, occurrence];
- ``"sale_id"``: the sale;
- ``"tenders"``: the object in ``import_documents.tenders``. Over all its rows of a sale, from whatever
  import, the amounts add up to ``sale_tenders.paid_minor``, tender by tender.

``returned_micro`` is not in it: it moves. It is the sum of ``till_returns.quantity_micro`` and
``visit_returns.quantity_micro`` that name the line.

``kind = 'return'``: ``document`` is ``till_returns.document`` of this store; the digest is over the object

- ``"document"``: the number;
- ``"kind"``: "return";
- ``"lines"``: of ``till_returns`` of that document with ``line_no`` between the two, each as the list
  [till_return_id, line_no, code, description, unit, quantity_micro, unit_price_micro, returned_at_ms,
  occurrence, sale_line_id].

All lines of a row belong to its import: their ``import_id`` is that of the row. Every line with an
``import_id`` is covered by exactly one row. A catalogue's prices need no digest: the rows of ``shelf_prices``
stand word for word in the entries.

The rows of ``import_documents`` stand word for word in the entries ``import_batch``. The entry that closes
an import (``import_finished``, ``import_cancelled``) holds ``batches_digest``: beginning with 64 zeros, for
every row of the import in the order of the entries, SHA-256 over the hexadecimal digest so far followed by
that of the row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from posapp.storage.journal import digest

NOTHING_YET = "0" * 64
Line = Sequence[object]


def sale_digest(
    document: tuple[str, str, int | None],
    lines: Sequence[Line],
    discounts: Sequence[Line],
    tenders: Mapping[str, int],
) -> str:
    """Return the digest of a batch's lines of a sale; ``document`` is (number, sale_id, created_at_ms)."""
    number, sale_id, created_at_ms = document
    return digest(
        {
            "created_at_ms": created_at_ms,
            "discounts": discounts,
            "document": number,
            "kind": "sale",
            "lines": lines,
            "sale_id": sale_id,
            "tenders": tenders,
        }
    )


def return_digest(number: str, lines: Sequence[Line]) -> str:
    """Return the digest of a batch's lines of a till's return document."""
    return digest({"document": number, "kind": "return", "lines": lines})


def chained(so_far: str, following: str) -> str:
    """Return ``batches_digest`` after one more row."""
    return hashlib.sha256((so_far + following).encode("ascii")).hexdigest()
