"""Taking in what a till sold: whole documents, each line once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import func, insert, null, select, update

from posapp.domain.till import TillDocument, TillLine, after_discounts
from posapp.storage.bulk import insert_rows, new_hex, padded
from posapp.storage.digests import sale_digest
from posapp.storage.import_known import KnownDocument, KnownLine, fill
from posapp.storage.import_scratch import Purchase
from posapp.storage.imports import Refused, Run, Taken, count_taken, note_documents
from posapp.storage.journal import canonical
from posapp.storage.tables import sale_discounts, sale_lines, sale_tenders, sales

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from posapp.storage.journal import Act

Row = tuple[object, ...]

_SALE: Final = ("sale_id", "number", "sold_at_ms", "import_id", "store_id", "desk_id")
# The digests cover the first columns of each, in this order: see posapp.storage.digests.
_LINE: Final = (
    "sale_line_id", "line_no", "code", "description", "unit", "quantity_micro", "unit_price_micro",
    "paid_minor", "tax_rate_ppm", "sold_at_ms", "first_bought_at_ms", "occurrence",
    "sale_id", "import_id", "store_id", "desk_id",
)  # fmt: skip
_DISCOUNT: Final = (
    "line_no", "code", "description", "quantity_micro", "unit_price_micro", "amount_minor", "occurrence",
    "sale_id", "import_id", "store_id", "desk_id",
)  # fmt: skip
_BY_ROW: Final = attrgetter("row")
_OUR_OWN = "The number is that of a desk receipt, which no till has written."
_TOO_LATE = "The receipt was taken in before without this discount; what was paid for its lines stays."


@dataclass(slots=True)
class _Sale:
    """What one batch holds of a sale."""

    number: str
    sale_id: str
    created_at_ms: int | None  # the moment of the sale, if this batch makes it
    is_ours: bool  # a desk receipt
    known: KnownDocument = field(default_factory=KnownDocument)
    sold: list[TillLine] = field(default_factory=list)
    discounts: list[TillLine] = field(default_factory=list)


@dataclass(slots=True)
class Met:
    """What the run has to remember once the batch is durable."""

    seen: list[str] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)


def take_sales(run: Run, act: Act, documents: Sequence[TillDocument]) -> tuple[Taken, Met]:
    """Take what is new of some documents; after the commit give the second part to ``remember``."""
    held = _held(run, act, [document for document in documents if document.sold or document.discounts])
    run.products.meet(act, [line for sale in held if not sale.is_ours for line in sale.sold])
    batch = _Batch(run, act)
    for sale in held:
        batch.take(sale)
    batch.write()
    count_taken(act, batch.taken)
    return batch.taken, batch.met


def remember(run: Run, met: Met) -> None:
    """Keep what later batches must know of this one."""
    run.scratch.see(met.seen, met.purchases)


class _Batch:
    """The rows of one batch, gathered sale by sale and written table by table."""

    def __init__(self, run: Run, act: Act) -> None:
        self.taken = Taken()
        self.met = Met()
        self._run = run
        self._act = act
        self._ids = (run.import_id.hex, act.store_id.hex, act.desk_id.hex)
        self._sales: list[Row] = []
        self._lines: list[Row] = []
        self._discounts: list[Row] = []
        self._tenders: list[dict[str, object]] = []
        self._noted: list[dict[str, object]] = []

    def take(self, sale: _Sale) -> None:
        """Sort the lines of a sale into known and new ones, and make the rows of the new ones."""
        if sale.is_ours:
            self._refuse([*sale.sold, *sale.discounts], "desk_receipt", _OUR_OWN)
            return
        sold, off = sale.sold, sale.discounts
        if not sale.known.is_empty:
            sold = [line for line in sold if not self._is_known(sale, line)]
            off = [line for line in off if not self._is_known(sale, line)]
        if off and not sold:
            self._refuse(off, "discount_too_late", _TOO_LATE)
        elif sold:
            self._enter(sale, sold, off)

    def write(self) -> None:
        """Insert everything that was gathered."""
        connection = self._act.connection
        insert_rows(connection, sales, _SALE, self._sales)
        insert_rows(connection, sale_lines, _LINE, self._lines)
        insert_rows(connection, sale_discounts, _DISCOUNT, self._discounts)
        for row in self._tenders:
            _add_tender(connection, row)
        note_documents(self._run, self._act, self._noted)

    def _is_known(self, sale: _Sale, line: TillLine) -> bool:
        key = sale.known.meet(line.identity)
        if key is None:
            return False
        self.taken.already_there += 1
        self.met.seen.append(key)
        self._remember_purchase(line, key)
        return True

    def _refuse(self, lines: list[TillLine], code: str, reason: str) -> None:
        self.taken.refused.extend(Refused(line.row, line.code, code, reason) for line in lines)

    def _enter(self, sale: _Sale, sold: list[TillLine], off: list[TillLine]) -> None:
        """Make the rows of new lines; a new discount lies on all the batch's lines of the sale."""
        self.taken.taken += len(sold) + len(off)
        amounts = after_discounts([x.amount_minor for x in sale.sold], sum(x.amount_minor for x in off))
        paid = dict(zip((x.row for x in sale.sold), amounts, strict=True))
        first_line = sale.known.next_line
        lines: list[Row] = []
        discounts: list[Row] = []
        for line in sorted([*sold, *off], key=_BY_ROW) if off else sold:
            line_no, occurrence = sale.known.number(line.identity)
            if line.row in paid:
                lines.append(self._line(line, line_no, occurrence, paid[line.row]))
            else:
                discounts.append(self._discount(line, line_no, occurrence))
        self._keep(sale, first_line, lines, discounts, _by_tender(sold, paid))

    def _line(self, line: TillLine, line_no: int, occurrence: int, paid_minor: int) -> Row:
        line_id = new_hex()
        self._remember_purchase(line, line_id)
        _, code, _, unit, quantity, price, _, rate, at_ms, *_ = line
        description = self._run.products.description(line)
        return (
            line_id, line_no, code, description, unit, quantity, price, paid_minor, rate, at_ms, at_ms,
            occurrence,
        )  # fmt: skip

    def _discount(self, line: TillLine, line_no: int, occurrence: int) -> Row:
        description = line.description or line.code
        prices = (line.quantity_micro, line.unit_price_micro, line.amount_minor)
        return (line_no, line.code, description, *prices, occurrence)

    def _remember_purchase(self, line: TillLine, line_id: str) -> None:
        if match := self._run.scratch.hashed(line.match):
            self.met.purchases.append(Purchase(match, line.code, line.unit_price_micro, line_id))

    def _keep(
        self, sale: _Sale, first_line: int, lines: list[Row], discounts: list[Row], tenders: dict[str, int]
    ) -> None:
        """Put the rows to the others, with the digest over what is digested of them."""
        if sale.created_at_ms is not None:
            self._sales.append((sale.sale_id, sale.number, sale.created_at_ms, *self._ids))
        ids = (sale.sale_id, *self._ids)
        self._lines.extend((*row, *ids) for row in lines)
        self._discounts.extend((*row, *ids) for row in discounts)
        self._tenders.extend(
            {**self._owner(), "sale_id": UUID(sale.sale_id), "tender": tender, "paid_minor": paid}
            for tender, paid in tenders.items()
        )
        document = (sale.number, sale.sale_id, sale.created_at_ms)
        self._noted.append(
            {
                "kind": "sale",
                "document": sale.number,
                "first_line": first_line,
                "last_line": sale.known.next_line - 1,
                "tenders": canonical(tenders),
                "digest": sale_digest(document, lines, discounts, tenders),
            }
        )

    def _owner(self) -> dict[str, object]:
        return {"store_id": self._act.store_id, "desk_id": self._act.desk_id}


def _by_tender(sold: list[TillLine], paid: dict[int, int]) -> dict[str, int]:
    """Return what was paid for new lines by the tender that paid it, as far as it is known."""
    totals: Counter[str] = Counter()
    for line in sold:
        if line.tender:
            totals[line.tender] += paid[line.row]
    return dict(totals)


def _add_tender(connection: Connection, row: dict[str, object]) -> None:
    """Add what a tender paid for a sale to what it has paid so far."""
    of_sale = (sale_tenders.c.sale_id == row["sale_id"], sale_tenders.c.tender == row["tender"])
    more = sale_tenders.c.paid_minor + row["paid_minor"]
    if not connection.execute(update(sale_tenders).where(*of_sale).values(paid_minor=more)).rowcount:
        connection.execute(insert(sale_tenders), row)


def _held(run: Run, act: Act, documents: list[TillDocument]) -> list[_Sale]:
    """Put together what the batch holds of each document, with what the database knows of it."""
    found = select(sales.c.number, sales.c.sale_id, sales.c.visit_id).where(
        sales.c.store_id == act.store_id,
        sales.c.number.in_(padded({document.number for document in documents})),
    )
    held = {
        row.number: _Sale(row.number, row.sale_id.hex, None, is_ours=row.visit_id is not None)
        for row in act.connection.execute(found)
    }
    ids = padded([UUID(sale.sale_id) for sale in held.values()])
    codes = padded({line.code for x in documents if x.number in held for line in (*x.sold, *x.discounts)})
    last = _last_lines(act.connection, ids)
    for known_sale in held.values():
        known_sale.known = KnownDocument(last.get(known_sale.sale_id, 0))
    by_id = {sale.sale_id: sale.known for sale in held.values()}
    fill(by_id, _known_lines(run, act.connection, ids, codes), run.scratch)
    for document in documents:
        if (sale := held.get(document.number)) is None:
            at_ms = min([*document.sold, *document.discounts], key=_BY_ROW).at_ms
            sale = held[document.number] = _Sale(document.number, new_hex(), at_ms, is_ours=False)
        sale.sold += document.sold
        sale.discounts += document.discounts
    return [sale for sale in held.values() if sale.sold or sale.discounts]


def _last_lines(connection: Connection, sale_ids: list[UUID]) -> dict[str, int]:
    """Return the highest line number of each of some sales."""
    last: Counter[str] = Counter()
    for table in (sale_lines.c, sale_discounts.c) if sale_ids else ():
        highest = select(table.sale_id, func.max(table.line_no)).where(table.sale_id.in_(sale_ids))
        for sale_id, line_no in connection.execute(highest.group_by(table.sale_id)):
            last[sale_id.hex] = max(last[sale_id.hex], line_no)
    return last


def _known_lines(
    run: Run, connection: Connection, sale_ids: list[UUID], codes: list[str]
) -> Iterator[tuple[str, KnownLine]]:
    """Give the lines of known sales with one of some items, each with its sale, in their order."""
    if not sale_ids:
        return
    for table, key in ((sale_lines.c, sale_lines.c.sale_line_id), (sale_discounts.c, null())):
        lines = select(
            key, table.sale_id, table.line_no, table.code, table.unit_price_micro, table.quantity_micro,
            table.import_id,
        ).where(table.sale_id.in_(sale_ids), table.code.in_(codes))  # fmt: skip
        for line_id, sale_id, line_no, code, price, quantity, import_id in connection.execute(
            lines.order_by(table.line_no)
        ):
            of_run = import_id == run.import_id
            known_by = line_id.hex if line_id else f"{sale_id.hex}:{line_no}"
            yield sale_id.hex, KnownLine(known_by, (code, price, quantity), of_run)
