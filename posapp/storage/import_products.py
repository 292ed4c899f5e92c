"""Products that a till sells: known by their code from the first sale on, so that their name can be found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from posapp.domain.till import TillLine
from posapp.storage.bulk import insert_rows, padded
from posapp.storage.ids import new_id
from posapp.storage.tables import product_codes, products

if TYPE_CHECKING:
    from posapp.storage.journal import Act

_REMEMBERED = 50_000
_PRODUCT = ("product_id", "code", "description", "unit", "bound", "store_id", "desk_id")
_CODE = ("code", "product_id", "store_id", "desk_id")


class KnownProducts:
    """What products are called, remembered within bounds while an import runs.

    A product whose description is its code has none yet: the first line with one gives it.
    """

    def __init__(self) -> None:
        self._descriptions: dict[str, str] = {}
        self._gtins: set[str] = set()
        self._entered: set[str] = set()  # by the last batch

    def meet(self, act: Act, lines: Sequence[TillLine]) -> None:
        """Enter products that are new, with their codes; new ones and new names go into the entry's facts."""
        self._entered.clear()
        self._look_up(act, lines)
        named = {line.code: line.description for line in reversed(lines) if line.description}
        new = {line.code: line for line in reversed(lines) if line.code not in self._descriptions}
        if new:
            self._enter(act, list(new.values()), named)
        for code, description in named.items():
            if self._descriptions[code] == code != description:
                self._rename(act, code, description)
        self._enter_gtins(act, lines)

    def forget(self) -> None:
        """Forget what the last batch entered, because it did not become durable."""
        for code in self._entered:
            self._descriptions.pop(code, None)
        self._gtins.clear()

    def describe(self, act: Act, lines: Sequence[TillLine]) -> None:
        """Learn what the products of some lines are called, without entering any."""
        self._look_up(act, lines)

    def description(self, line: TillLine) -> str:
        """Return a line's own description, else the product's, else the code."""
        return line.description or self._descriptions.get(line.code, line.code)

    def _look_up(self, act: Act, lines: Iterable[TillLine]) -> None:
        if len(self._descriptions) > _REMEMBERED:
            self._descriptions.clear()
        unknown = {line.code for line in lines} - self._descriptions.keys()
        if unknown:
            found = select(products.c.code, products.c.description).where(
                products.c.store_id == act.store_id, products.c.code.in_(padded(unknown))
            )
            self._descriptions.update((row.code, row.description) for row in act.connection.execute(found))

    def _enter(self, act: Act, lines: list[TillLine], named: dict[str, str]) -> None:
        store, desk = act.store_id.hex, act.desk_id.hex
        rows = []
        for line in lines:
            description = self._descriptions[line.code] = named.get(line.code, line.code)
            self._entered.add(line.code)
            rows.append((new_id().hex, line.code, description, line.unit, "", store, desk))
        insert_rows(act.connection, products, _PRODUCT, rows)
        codes = [(row[1], row[0], store, desk) for row in rows]
        insert_rows(act.connection, product_codes, _CODE, codes, or_leave=True)
        act.facts["products"] = [row[:4] for row in rows]

    def _rename(self, act: Act, code: str, description: str) -> None:
        act.connection.execute(
            update(products)
            .where(products.c.store_id == act.store_id, products.c.code == code)
            .values(description=description)
        )
        self._descriptions[code] = description
        self._entered.add(code)
        named = act.facts.setdefault("named", {})
        assert isinstance(named, dict)
        named[code] = description

    def _enter_gtins(self, act: Act, lines: Sequence[TillLine]) -> None:
        if len(self._gtins) > _REMEMBERED:
            self._gtins.clear()
        fresh = {line.gtin: line.code for line in lines if line.gtin and line.gtin not in self._gtins}
        if not fresh:
            return
        found = select(products.c.code, products.c.product_id).where(
            products.c.store_id == act.store_id, products.c.code.in_(padded(fresh.values()))
        )
        ids = {row.code: row.product_id.hex for row in act.connection.execute(found)}
        store, desk = act.store_id.hex, act.desk_id.hex
        rows = [(gtin, ids[code], store, desk) for gtin, code in fresh.items()]
        insert_rows(act.connection, product_codes, _CODE, rows, or_leave=True)
        self._gtins.update(fresh)
        act.facts["gtins"] = fresh
