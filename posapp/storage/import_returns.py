"""Taking in what came back at a till, once all sales of the file are in: each line once, matched or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from posapp.storage.bulk import insert_rows, new_hex, padded
from posapp.storage.digests import return_digest
from posapp.storage.import_known import KnownDocument, KnownLine, fill
from posapp.storage.import_matching import Matcher, Unmatched
from posapp.storage.import_scratch import WaitingReturn
from posapp.storage.imports import NotMatched, Refused, Run, Taken, count_taken, note_documents
from posapp.storage.tables import till_returns

if TYPE_CHECKING:
    from posapp.storage.journal import Act

# The digests cover the first ten, in this order: see posapp.storage.digests.
_COLUMNS: Final = (
    "till_return_id", "line_no", "code", "description", "unit", "quantity_micro", "unit_price_micro",
    "returned_at_ms", "occurrence", "sale_line_id", "document", "import_id", "store_id", "desk_id",
)  # fmt: skip
_NOT_CERTAIN = (
    "The file breaks off, so what this return belongs to may stand in the part that is missing. "
    "Copy the file again and import it again: nothing is taken twice."
)


class How(NamedTuple):
    """How returns are taken: whether by customer too, and whether the whole file has been read."""

    by_customer: bool
    whole_file: bool


def take_returns(run: Run, act: Act, waiting: Sequence[WaitingReturn], how: How) -> tuple[Taken, list[str]]:
    """Take what is new; after the commit give the second part, lines met again, to ``run.scratch.see``."""
    taken, met = Taken(), list[str]()
    documents = _documents(run, act, waiting)
    run.products.describe(act, [x.line for x in waiting])
    matcher = Matcher(run, act.connection, by_customer=how.by_customer)
    rows: dict[str, list[tuple[object, ...]]] = {}
    for item in waiting:
        key = documents[item.document].meet(item.line.identity)
        if key is not None:
            taken.already_there += 1
            met.append(key)
        elif not how.whole_file:
            taken.refused.append(Refused(item.line.row, item.line.code, "broken_off", _NOT_CERTAIN))
        else:
            taken.taken += 1
            found = matcher.count_against(item)
            if isinstance(found, Unmatched):
                taken.unmatched.append(NotMatched(item.document, item.line, *found))
            sale_line_id = None if isinstance(found, Unmatched) else found.hex
            row = _row(run, documents[item.document], item, sale_line_id)
            rows.setdefault(item.document, []).append(row)
    _write(run, act, rows)
    count_taken(act, taken)
    return taken, met


def _row(
    run: Run, document: KnownDocument, item: WaitingReturn, sale_line_id: str | None
) -> tuple[object, ...]:
    line = item.line
    line_no, occurrence = document.number(line.identity)
    description = run.products.description(line)
    return (
        new_hex(), line_no, line.code, description, line.unit, line.quantity_micro, line.unit_price_micro,
        line.at_ms, occurrence, sale_line_id,
    )  # fmt: skip


def _write(run: Run, act: Act, rows: dict[str, list[tuple[object, ...]]]) -> None:
    ids = (run.import_id.hex, act.store_id.hex, act.desk_id.hex)
    every = [(*row, number, *ids) for number, lines in rows.items() for row in lines]
    insert_rows(act.connection, till_returns, _COLUMNS, every)
    noted: list[dict[str, object]] = [
        {
            "kind": "return",
            "document": number,
            "first_line": lines[0][1],
            "last_line": lines[-1][1],
            "tenders": "{}",
            "digest": return_digest(number, lines),
        }
        for number, lines in rows.items()
    ]
    note_documents(run, act, noted)


def _documents(run: Run, act: Act, waiting: Sequence[WaitingReturn]) -> dict[str, KnownDocument]:
    """Return what the database knows of the documents of some lines."""
    known = till_returns.c
    numbers = padded({item.document for item in waiting})
    codes = padded({item.line.code for item in waiting})
    of_documents = (known.store_id == act.store_id, known.document.in_(numbers))
    highest = select(known.document, func.max(known.line_no)).where(*of_documents)
    last = {row[0]: row[1] for row in act.connection.execute(highest.group_by(known.document))}
    documents = {item.document: KnownDocument(last.get(item.document, 0)) for item in waiting}
    lines = select(
        known.till_return_id, known.document, known.code, known.unit_price_micro, known.quantity_micro,
        known.import_id,
    ).where(*of_documents, known.code.in_(codes))  # fmt: skip
    fill(
        documents,
        (
            (number, KnownLine(line_id.hex, (code, price, quantity), import_id == run.import_id))
            for line_id, number, code, price, quantity, import_id in act.connection.execute(
                lines.order_by(known.line_no)
            )
        ),
        run.scratch,
    )
    return documents
