"""Importing in tests, and what the database holds afterwards."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from posapp.interchange.profile import SalesProfile
from posapp.interchange.profiles import NamedProfile
from posapp.services.importing import Import, Report, import_sales
from posapp.storage import tables
from posapp.storage.store import Store
from tests.interchange.texts import profile, write

MONTH = Path(__file__).resolve().parents[2] / "shared" / "data" / "online_retail_2010-12.csv.gz"


class Held(NamedTuple):
    """A line in the database by its identity."""

    document: str
    code: str
    price_micro: int
    quantity_micro: int
    occurrence: int


def ended(under_way: Import) -> Report:
    """Step through an import to its end; the counts add up at every step."""
    for progress in under_way:
        assert progress.read >= progress.taken + progress.already_there + progress.rejected
        assert progress.unmatched <= progress.taken
    assert under_way.report is not None
    return adding_up(under_way.report)


def adding_up(report: Report) -> Report:
    """Hold that every line was counted once, and every reject listed."""
    assert report.read == report.taken + report.already_there + report.rejected
    assert report.unmatched <= report.taken
    assert sum(report.rejected_by_reason.values()) == report.rejected
    assert sum(report.unmatched_by_reason.values()) == report.unmatched
    return report


def sales_of(store: Store, path: Path, by: NamedProfile[SalesProfile] | None = None) -> Report:
    """Import a file of `tests.interchange.texts` to its end."""
    with import_sales(store, path, by or profile()) as under_way:
        return ended(under_way)


def lines_in(
    store: Store, folder: Path, lines: Sequence[str], by: NamedProfile[SalesProfile] | None = None
) -> Report:
    """Write a file and import it."""
    return sales_of(store, write(folder / "till.csv", lines), by)


def held_sales(store: Store) -> list[Held]:
    """Every sale line of a till, sorted."""
    line, sale = tables.sale_lines.c, tables.sales.c
    columns = select(sale.number, line.code, line.unit_price_micro, line.quantity_micro, line.occurrence)
    return _held(store, columns.join(tables.sales, sale.sale_id == line.sale_id))


def held_returns(store: Store) -> list[Held]:
    """Every line that came back at a till, sorted."""
    line = tables.till_returns.c
    return _held(
        store,
        select(line.document, line.code, line.unit_price_micro, line.quantity_micro, line.occurrence),
    )


def returned(store: Store) -> dict[tuple[str, str], int]:
    """How many units of which document and item have come back, where any have."""
    line, sale = tables.sale_lines.c, tables.sales.c
    rows = select(sale.number, line.code, line.returned_micro).join(
        tables.sales, sale.sale_id == line.sale_id
    )
    found: Counter[tuple[str, str]] = Counter()
    with store.reading() as connection:
        for number, code, micro in connection.execute(rows.where(line.returned_micro > 0)):
            found[number, code] += micro // 10**6
    return dict(found)


def journal_kinds(store: Store) -> list[str]:
    """The kinds of this desk's entries, in their order."""
    entries = select(tables.journal.c.kind).where(tables.journal.c.desk_id == store.desk_id)
    with store.reading() as connection:
        return list(connection.scalars(entries.order_by(tables.journal.c.seq)))


def _held(store: Store, columns: object) -> list[Held]:
    with store.reading() as connection:
        return sorted(Held(*row) for row in connection.execute(columns))  # type: ignore[call-overload]
