"""The migrations make what the tables say; every record knows its store and its desk."""

from uuid import UUID

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Integer, LargeBinary, Numeric, inspect, select

from posapp.storage import migrate, tables
from posapp.storage.ids import from_ms, new_id, to_ms, to_text
from tests.served import swap_shirt
from tests.stores import MORNING, Shop


def test_the_migrations_make_the_tables(shop: Shop) -> None:
    with shop.store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        found = [repr(x) for x in compare_metadata(context, tables.metadata)]
    # The index of words has no counterpart, and SQLite numbers rows without saying that it does.
    assert [x for x in found if "product_names" not in x and "'row_no'" not in x] == []


def test_check_constraints_are_in_the_database_under_their_names(shop: Shop) -> None:
    """Alembic compares no checks."""
    inspector = inspect(shop.store.engine)
    for table in tables.metadata.tables.values():
        wanted = {str(x.name) for x in table.constraints if isinstance(x, CheckConstraint)}
        assert {str(x["name"]) for x in inspector.get_check_constraints(table.name)} == wanted


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrate.configuration()).get_heads() == [migrate.HEAD]


def test_every_record_has_a_store_and_a_desk(shop: Shop) -> None:
    inspector = inspect(shop.store.engine)
    own = {name for name in inspector.get_table_names() if not name.startswith(("alembic_", "product_names"))}
    assert own == set(tables.metadata.tables)
    for name in own:
        columns = {x["name"]: x for x in inspector.get_columns(name)}
        for owner in ("store_id", "desk_id"):
            assert not columns[owner]["nullable"], f"{name}.{owner}"


def test_no_column_holds_a_float() -> None:
    for table in tables.metadata.tables.values():
        for column in table.columns:
            assert not isinstance(column.type, Numeric), f"{table.name}.{column.name}"
            if column.name.endswith(("_minor", "_micro", "_ms", "_ppm")):
                assert isinstance(column.type, Integer)


def test_identities_are_uuid7_and_rise(shop: Shop) -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(set(ids))
    swap_shirt(shop)
    with shop.store.reading() as connection:
        for table in tables.metadata.tables.values():
            (*_, last) = table.primary_key.columns
            for value in connection.scalars(select(last)):
                if isinstance(value, UUID):
                    assert (value.version, value.variant) == (7, "specified in RFC 4122"), table.name


def test_only_a_desks_key_is_bytes() -> None:
    binary = [
        f"{table.name}.{x.name}"
        for table in tables.metadata.tables.values()
        for x in table.columns
        if isinstance(x.type, LargeBinary)
    ]
    assert binary == ["desks.public_key"]


def test_moments_keep_their_milliseconds() -> None:
    assert from_ms(to_ms(MORNING)) == MORNING
    assert to_text(MORNING) == "2025-03-14T09:30:00.000000Z"
    for ms in (-1, 0, 1, 2**31 * 1000 + 1, 4_102_444_800_999):
        assert to_ms(from_ms(ms)) == ms
