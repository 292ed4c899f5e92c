"""Bringing a database to this program's schema; Alembic is loaded only if there is work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from posapp import places
from posapp.storage.engine import WRITES, CannotOpenStoreError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"  # the newest revision under db/versions; a test compares


def upgrade(engine: Engine) -> None:
    """Bring the schema to HEAD in one transaction; raise CannotOpenStoreError for a newer database."""
    with engine.connect() as connection, connection.begin():
        found = _revision(connection)
    if found == HEAD:
        return
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7586)"))  # one desk at a time
        _run(connection, _revision(connection))


def _run(connection: Connection, found: str | None) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = configuration()
    if found is not None and found not in {
        r.revision for r in ScriptDirectory.from_config(config).walk_revisions()
    }:
        raise CannotOpenStoreError(
            "This data was written by a newer Plum. Install that version here, then start again."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def configuration() -> Config:
    """Return Alembic's configuration for the migrations that came with the program."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(places.migrations()).replace("%", "%%"))
    return config


def newest() -> str | None:
    """Return the newest migration that came with the program."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(configuration()).get_current_head()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
