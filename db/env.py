"""Alembic's door: the program hands over an open connection in a transaction of its own."""

from alembic import context

from posapp.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
context.run_migrations()
