"""What is written stays written: on SQLite and on PostgreSQL, real ones."""
