"""A real PostgreSQL for tests: started in a folder of its own, thrown away after the run."""

import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

_DEBIAN = Path("/usr/lib/postgresql")
_OWNER = "plum"


@dataclass(frozen=True)
class PostgresServer:
    """A running server on this machine's loopback address."""

    port: int

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database on this server."""
        return f"postgresql+psycopg://{_OWNER}@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str = "template0") -> str:
        """Make a database, as a copy of `template` (which nobody may be connected to); return its name."""
        name = f"plum_{uuid4().hex}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._execute(command.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, also when somebody is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def temporary_database(self, template: str = "template0") -> Iterator[str]:
        """The URL of a database that is gone afterwards."""
        name = self.create_database(template)
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)

    def _execute(self, command: sql.Composed) -> None:
        where = f"host=127.0.0.1 port={self.port} user={_OWNER} dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(command)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server; skip the test that asked where the machine has none."""
    binaries = _binaries()
    user = _server_user()
    # Not pytest's folder: that one is closed to the user whom the server runs as.
    with tempfile.TemporaryDirectory(prefix="plum-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user != getpass.getuser():
            shutil.chown(folder, user)
        yield from _run(binaries, folder, user)


def _run(binaries: Path, folder: Path, user: str) -> Iterator[PostgresServer]:
    data, log, port = folder / "data", folder / "log", _free_port()
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
    control: list[str | Path] = [binaries / "pg_ctl", "--pgdata", data, "--log", log, "--wait", "--silent"]
    initialise: list[str | Path] = [
        binaries / "initdb",
        "--pgdata",
        data,
        "--username",
        _OWNER,
        "--auth",
        "trust",
    ]
    _as(user, folder, [*initialise, "--encoding", "UTF8", "--locale", "C.UTF-8"])
    _as(user, folder, [*control, "--options", settings, "start"])
    try:
        yield PostgresServer(port)
    finally:
        _as(user, folder, [*control, "--mode", "immediate", "stop"])


def _binaries() -> Path:
    """The folder of the newest server on this machine."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(re.sub(r"\D", "", path.parts[4]) or 0))
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    pytest.skip("no PostgreSQL server on this machine (Debian: apt-get install postgresql)")


def _server_user() -> str:
    """PostgreSQL refuses to run as root; Debian's package brings the user it runs as."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return getpass.getuser()
    if not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root, and runuser is missing")
    import pwd

    if not any(entry.pw_name == "postgres" for entry in pwd.getpwall()):
        pytest.skip("PostgreSQL does not run as root, and there is no user named postgres")
    return "postgres"


def _as(user: str, folder: Path, command: list[str | Path]) -> None:
    prefix: list[str | Path] = [] if user == getpass.getuser() else ["runuser", "-u", user, "--"]
    done = subprocess.run(
        [*prefix, *command],
        cwd=folder,  # runuser complains of a folder that its user may not enter
        # A server keeps its standard output open: a pipe would never end.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
    if done.returncode != 0:
        log = folder / "log"
        pytest.fail(f"{command[0]} failed:\n{log.read_text() if log.exists() else 'it left no log'}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
