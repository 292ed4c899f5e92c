"""Where a test's store is kept: tests that ask for `place` or `shop` run on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from posapp.storage import migrate
from posapp.storage.store import Store, open_store
from tests.postgres import PostgresServer
from tests.stores import Shop, grocer


@dataclass(frozen=True)
class Place:
    """A data folder and, for a store on a server, the database's address."""

    folder: Path
    url: str | None

    @property
    def on_server(self) -> bool:
        return self.url is not None

    def open(self) -> Store:
        """Open the store, made now if it is new."""
        return open_store(self.folder, self.url)

    def beside(self, name: str) -> "Place":
        """Another desk's folder on the same server."""
        return Place(self.folder.with_name(name), self.url)


@pytest.fixture(scope="session")
def empty_database(postgres: PostgresServer) -> str:
    """A database with the schema and nothing in it, to copy."""
    name = postgres.create_database()
    engine = create_engine(postgres.url(name))
    migrate.upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place for a store that is not made yet; its database, on a server, has the schema."""
    if request.param == "sqlite":
        yield Place(tmp_path / "desk", None)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.temporary_database(request.getfixturevalue("empty_database")) as url:
        yield Place(tmp_path / "desk", url)


@pytest.fixture
def shop(place: Place) -> Iterator[Shop]:
    """The grocer of `tests.stores`, open."""
    made = grocer(place.folder, place.url)
    yield made
    made.store.close()
