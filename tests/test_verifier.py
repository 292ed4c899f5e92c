"""The verifier finds every change, and names it at the entry that wrote it (RELIABILITY T17)."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import Table

from posapp import verifier
from posapp.storage import tables
from tests.tampered_world import world
from tests.tampering import FREE_COLUMNS, RECORD_TABLES, World, other

__all__ = ["world"]


def test_an_honest_store_is_as_it_was_written(world: World) -> None:
    report = world.verify()
    assert report["ok"], report
    assert report["first_broken"] is None
    assert report["entries"] == len(world.rows(tables.journal))
    assert (report["desks"], report["records"] > 50) == (1, True)
    (head,) = report["heads"]
    assert (head["desk"], head["seq"]) == (world.shop.store.desk_id.hex, report["entries"])
    for table in RECORD_TABLES:
        assert world.rows(table), f"nothing in {table.name} to tamper with"


def _try_every_column(world: World, table: Table, rows: list[dict[str, Any]]) -> None:
    world.missed.clear()
    for row in rows:
        for name in table.columns.keys():  # noqa: SIM118 -- a column collection is no mapping
            value = other(row[name])
            if (table.name, name) not in FREE_COLUMNS and value is not None:
                try_a_column(world, table, row, name, value)
    assert not world.missed, "\n".join(world.missed)


def try_a_column(world: World, table: Table, row: dict[str, Any], name: str, value: object) -> None:
    seqs = {row["seq"]} if table is tables.journal else world.seqs_of(table, row)

    def is_right(broken: Any) -> Any:  # noqa: ANN401 -- of JSON
        record = broken.get("record", {})
        if (table.name, name) in MOVING:
            return (record["table"], record["column"]) == (table.name, name)
        return broken["seq"] in seqs or (broken["seq"] is None and record["table"] == table.name)

    with world.changed(table, row, **{name: value}) as report:
        world.expect(f"{table.name}.{name}", report, is_right=is_right)


MOVING = {("sale_lines", "returned_micro"), ("sale_tenders", "refunded_minor")}


def test_every_column_of_every_entry(world: World) -> None:
    rows = world.rows(tables.journal)
    _try_every_column(world, tables.journal, rows[::5] if world.place.on_server else rows)


@pytest.mark.parametrize("table", RECORD_TABLES, ids=lambda table: table.name)
def test_every_column_of_every_record(world: World, table: Table) -> None:
    rows = world.rows(table)
    few = 1 if world.place.on_server else 4  # the first and the last ones: imported ones, and of visits
    _try_every_column(world, table, [*rows[:few], *rows[few:][-few:]])


def _is_of(seqs: set[int], broken: Any, *, rows_suffice: bool) -> bool:  # noqa: ANN401 -- of JSON
    return broken["seq"] in seqs or (rows_suffice and "record" in broken)


def _names(table: str, broken: Any) -> bool:  # noqa: ANN401 -- of JSON
    """An entry, or where none can be known the record."""
    return broken["seq"] is not None or bool(broken["record"]["table"] == table)


def test_every_entry_deleted(world: World) -> None:
    """Of the last one nothing is left but the rows that it wrote."""
    world.missed.clear()
    entries = world.rows(tables.journal)
    for entry in entries:
        last = entry is entries[-1]
        with world.deleted(tables.journal, entry) as report:
            world.expect(
                f"entry {entry['seq']}", report, is_right=partial(_is_of, {entry["seq"]}, rows_suffice=last)
            )
    assert not world.missed, "\n".join(world.missed)


def test_every_record_deleted(world: World) -> None:
    world.missed.clear()
    for table in RECORD_TABLES:
        for row in world.rows(table)[:: 4 if world.place.on_server else 1]:
            seqs = world.seqs_of(table, row)
            with world.deleted(table, row) as report:
                world.expect(table.name, report, is_right=partial(_is_of, seqs, rows_suffice=False))
    assert not world.missed, "\n".join(world.missed)


def test_a_record_that_no_entry_wrote(world: World) -> None:
    """Every table's last row once more, under another key."""
    world.missed.clear()
    for table in RECORD_TABLES:
        row = world.rows(table)[-1]
        numbers = {"number", "receipt_number", "invitation_code", "name", "document", "line_no", "visit_id"}
        changing = numbers | {list(table.primary_key.columns)[-1].name}
        if table.name.startswith("visit_"):
            changing -= {"visit_id"}
        row |= {name: other(row[name]) for name in changing & row.keys()}
        with world.inserted(table, row) as report:
            world.expect(table.name, report, is_right=partial(_names, table.name))
    assert not world.missed, "\n".join(world.missed)


def test_the_harness_notices_a_verifier_that_sees_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: it looks at entries and not at records."""
    monkeypatch.setattr(verifier.Verifier, "_check_record", lambda self, table, row: None)
    row = world.rows(tables.visit_returns)[0]
    world.missed.clear()
    try_a_column(world, tables.visit_returns, row, "description", "x")
    assert len(world.missed) == 1
