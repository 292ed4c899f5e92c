"""The one door to the database: an engine with the settings that keep what was acknowledged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_OLDEST_SQLITE = (3, 51, 3)  # below it a WAL reset can lose a committed transaction
_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs"}
)
WRITES = {"plum_writes": True}

__all__ = ["WRITES", "CannotOpenStoreError", "Connection", "libraries", "open_postgresql", "open_sqlite"]


class CannotOpenStoreError(Exception):
    """The store's database cannot be opened here; the sentence says why and what to do."""


def open_sqlite(path: Path) -> Engine:
    """Return an engine for a file; raise CannotOpenStoreError for a network share or an old library."""
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < _OLDEST_SQLITE:
        raise CannotOpenStoreError(
            f"SQLite {dbapi2.sqlite_version} can lose work. Install Plum's own libraries again."
        )
    if (kind := _file_system(path.parent)) in _NETWORK_FILE_SYSTEMS:
        raise CannotOpenStoreError(
            f"{path.parent} is a network folder ({kind}). "
            "Keep the data on this PC's own disk, or use a PostgreSQL server."
        )
    engine = create_engine(
        f"sqlite:///{path}", module=dbapi2, connect_args={"check_same_thread": False, "isolation_level": None}
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def open_postgresql(url: str) -> Engine:
    """Return an engine for a PostgreSQL server; ``url`` is a SQLAlchemy address."""
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)


def libraries() -> dict[str, str]:
    """Return the versions of the database libraries that came with the program."""
    import psycopg
    from sqlcipher3 import dbapi2

    return {"SQLite": dbapi2.sqlite_version, "libpq": str(psycopg.pq.version())}


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set what a commit must survive, and read it back: a setting that did not take is an error."""
    cursor = connection.cursor()
    for name, value in _PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
        cursor.execute(f"PRAGMA {name}")
        row = cursor.fetchone()
        if (found := row and row[0]) != value:
            raise CannotOpenStoreError(
                f"The database refused a safety setting ({name} is {found}). Move the data folder."
            )
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock at once where something will be written: two desks wait and never deadlock."""
    writes = connection.get_execution_options().get("plum_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _file_system(folder: Path) -> str:
    """Return the type of the file system that holds ``folder``, or nothing where the system does not say."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    here = folder.resolve()
    best: tuple[int, str] = (-1, "")
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields: list[Any] = line.split()
        mount = Path(fields[1].replace("\\040", " "))
        if here == mount or mount in here.parents:
            best = max(best, (len(mount.parts), fields[2]))
    return best[1]
