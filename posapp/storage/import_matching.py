"""Which sale line a return at the till belongs to: one that is certain, or none.

A wrong guess would tell another customer that their goods had already come back. So a return counts against a
sale line only where

- the file names the receipt, and one line of it fits (lines alike in unit price and paid amount are one); or
- exactly one line fits: same item, same unit price, sold no later, enough of it left; and, where the profile
  has ``match_on``, the same customer.

``match_on`` is never stored, so it is known only of lines that this run has read. A line of an earlier import
that would fit but for the unknown customer leaves the matter open: nothing is matched. Reading a longer file,
with what was imported before in it, settles it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, select, update

from posapp.domain.till import TillLine
from posapp.storage.bulk import padded
from posapp.storage.import_scratch import MOST_PURCHASES, WaitingReturn
from posapp.storage.imports import Run
from posapp.storage.tables import sale_lines, sales

if TYPE_CHECKING:
    from sqlalchemy import Connection


_line = sale_lines.c
_AT_ONCE = 500


class Unmatched(NamedTuple):
    """Why a return counts against nobody: a stable code and the reason in words."""

    code: str
    reason: str


_NOT_NAMED = Unmatched("named_not_found", "The receipt it names is not here, or the item is not on it.")
_NAMED_NO_LEFT = Unmatched("named_nothing_left", "No line of the receipt it names has that much left.")
_NAMED_SEVERAL = Unmatched("named_several", "Several different lines of the receipt it names fit.")
_NO_CUSTOMER = Unmatched("no_customer", "The file does not say whose purchase it was.")
_NONE = Unmatched("none_fits", "No earlier sale of this item at this price has that much left.")
_NONE_OF_CUSTOMER = Unmatched(
    "none_of_customer_fits",
    "No earlier sale of this item at this price to the same customer has that much left.",
)
_SEVERAL = Unmatched("several_fit", "Several earlier sales fit; nothing says which one it was.")
_EARLIER = Unmatched(
    "earlier_import_fits",
    "A sale from an earlier file fits as well, and its customer is not kept. "
    "A file that holds both periods settles it.",
)


_LEFT = _line.quantity_micro - _line.returned_micro
_FITS = (
    _line.store_id == bindparam("store"),
    _line.code == bindparam("code"),
    _line.sold_at_ms <= bindparam("at_ms"),
    _line.unit_price_micro == bindparam("price"),
    bindparam("quantity") <= _LEFT,
    _line.import_id.is_not(None),  # no till has sold what stands on a desk receipt
)
_ANYBODYS = select(_line.sale_line_id).where(*_FITS).limit(2)
_CUSTOMERS = _ANYBODYS.where(_line.sale_line_id.in_(bindparam("ids", expanding=True)))
_OF_OTHER_IMPORTS = select(_line.sale_line_id).where(*_FITS, _line.import_id != bindparam("import"))
_ON_RECEIPT = (
    select(
        _line.sale_line_id,
        _line.unit_price_micro,
        _line.paid_minor,
        _line.quantity_micro,
        _LEFT.label("left"),
    )
    .join(sales, sales.c.sale_id == _line.sale_id)
    .where(sales.c.store_id == bindparam("store"), sales.c.number == bindparam("original"))
    .where(_line.code == bindparam("code"), _line.import_id.is_not(None))
    .order_by(_line.line_no)
)
_COUNT = (
    update(sale_lines)
    .where(_line.sale_line_id == bindparam("line"), bindparam("quantity") <= _LEFT)
    .values(returned_micro=_line.returned_micro + bindparam("quantity"))
)


class Matcher:
    """Finds and counts, within one batch. ``by_customer``: the profile has ``match_on``."""

    def __init__(self, run: Run, connection: Connection, *, by_customer: bool) -> None:
        self._run = run
        self._connection = connection
        self._by_customer = by_customer

    def count_against(self, waiting: WaitingReturn) -> UUID | Unmatched:
        """Count a return against the one sale line it certainly belongs to, or say why there is none."""
        found = self._find(waiting)
        if isinstance(found, Unmatched):
            return found
        values = {"line": found, "quantity": waiting.line.quantity_micro}
        return found if self._connection.execute(_COUNT, values).rowcount else _NONE

    def _find(self, waiting: WaitingReturn) -> UUID | Unmatched:
        if waiting.line.original:
            return self._named(waiting.line)
        if not self._by_customer:
            return self._only(_ANYBODYS, self._wanted(waiting.line), _NONE)
        if waiting.match is None:
            return _NO_CUSTOMER
        return self._of_customer(waiting.match, waiting.line)

    def _of_customer(self, match: bytes, line: TillLine) -> UUID | Unmatched:
        """Find the one line that the customer of the return bought, among those this run has read."""
        bought = self._run.scratch.bought_by(match, line.code, line.unit_price_micro)
        if not bought:
            return _NONE_OF_CUSTOMER
        if len(bought) == MOST_PURCHASES:
            return _SEVERAL
        wanted = self._wanted(line)
        ids = [UUID(line_id) for line_id in padded(bought)]
        found = self._only(_CUSTOMERS, {**wanted, "ids": ids}, _NONE_OF_CUSTOMER)
        if isinstance(found, UUID) and self._earlier_import_fits(wanted):
            return _EARLIER
        return found

    def _named(self, line: TillLine) -> UUID | Unmatched:
        """Find the line of the receipt that the file names."""
        wanted = {"store": self._run.store.store_id, "original": line.original, "code": line.code}
        rows = self._connection.execute(_ON_RECEIPT, wanted).all()
        if not rows:
            return _NOT_NAMED
        fitting = [row for row in rows if row.left >= line.quantity_micro]
        same_price = [row for row in fitting if row.unit_price_micro == line.unit_price_micro]
        candidates = same_price or fitting
        if not candidates:
            return _NAMED_NO_LEFT
        alike = {(x.unit_price_micro, Fraction(x.paid_minor, x.quantity_micro)) for x in candidates}
        sale_line_id: UUID = candidates[0].sale_line_id
        return sale_line_id if len(alike) == 1 else _NAMED_SEVERAL

    def _only(
        self, statement: Select[Any], wanted: Mapping[str, object], none: Unmatched
    ) -> UUID | Unmatched:
        """Return the sale line if exactly one fits."""
        found = self._connection.scalars(statement, wanted).all()
        if not found:
            return none
        only: UUID = found[0]
        return only if len(found) == 1 else _SEVERAL

    def _earlier_import_fits(self, wanted: Mapping[str, object]) -> bool:
        """Tell whether a line that this run has not read would fit, were its customer known."""
        others = {**wanted, "import": self._run.import_id}
        rows = self._connection.scalars(_OF_OTHER_IMPORTS, others)
        for some in rows.partitions(_AT_ONCE):
            keys = [line_id.hex for line_id in some]
            if len(self._run.scratch.seen_of(keys)) < len(keys):
                rows.close()
                return True
        return False

    def _wanted(self, line: TillLine) -> dict[str, object]:
        return {
            "store": self._run.store.store_id,
            "code": line.code,
            "at_ms": line.at_ms,
            "price": line.unit_price_micro,
            "quantity": line.quantity_micro,
        }
