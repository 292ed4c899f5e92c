"""Done to durable, against the bare driver.

Ours is `posapp.services.done.done` for a typical visit: two lines of a receipt come back, two go home, one of
them the same again. The baseline inserts and updates the very same rows, the journal's entry among them,
through sqlcipher3 alone: same tables, indexes, triggers and pragmas, one transaction for each act. It reckons
nothing, checks nothing and asks nothing. Both end when the commit has reached the disk.
"""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlcipher3 import dbapi2

from posapp.services import done as done_service
from posapp.services import visits
from posapp.services.desk_state import DoneVisit
from posapp.services.visits import Serving
from posapp.storage.engine import _PRAGMAS
from tests.benchmarks import Result
from tests.stores import BEANS, JACKET, SHIRT, Shop, Sold, grocer

NAMES = ("done",)
_RUNS = 150
_WARM_UP = 15
_CHANGES = ("INSERT", "UPDATE", "DELETE")


def run(name: str) -> Result:
    """Measure it, both in turns, so that the machine's mood meets both."""
    with tempfile.TemporaryDirectory() as folder:
        shop = grocer(Path(folder) / "ours")
        plain = _Plain(grocer(Path(folder) / "plain"))
        ours, bare = [], []
        for number in range(_RUNS + _WARM_UP):
            serving, quoted = _make_ready(shop, number)
            started = time.perf_counter()
            result = done_service.done(serving, quoted)
            ours.append(time.perf_counter() - started)
            assert isinstance(result, DoneVisit)
            statements = plain.statements_of_a_visit(number)
            started = time.perf_counter()
            plain.write(statements)
            bare.append(time.perf_counter() - started)
        shop.store.close()
        plain.close()
    return Result(name, statistics.median(ours[_WARM_UP:]), statistics.median(bare[_WARM_UP:]), "s")


def _make_ready(shop: Shop, number: int) -> tuple[Serving, str]:
    """A customer with a receipt, up to the moment before Done."""
    receipt = f"B-{number}"
    shop.sell(receipt, [Sold(good=BEANS, paid="7.99"), Sold(good=SHIRT, paid="20.00")])
    serving = shop.serving()
    for code in (receipt, BEANS.code, SHIRT.code):
        visits.scan(serving, code)
    visits.same_again(serving, 1)
    return serving, visits.scan(serving, JACKET.code).quote


class _Plain:
    """A second store: what Done would change is taken down, undone, and written by the driver."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._connection = dbapi2.connect(str(shop.store.folder / "plum.db"), isolation_level=None)
        for name, value in _PRAGMAS.items():
            self._connection.execute(f"PRAGMA {name} = {value}")

    def statements_of_a_visit(self, number: int) -> list[tuple[str, Any, bool]]:
        """Return what Done would write; nothing of it is kept."""
        serving, quoted = _make_ready(self._shop, number)
        taken: list[tuple[str, Any, bool]] = []

        def take(_c: object, _cursor: object, statement: str, values: Any, _x: object, many: bool) -> None:  # noqa: ANN401, FBT001
            if statement.startswith(_CHANGES):
                taken.append((statement, values, many))

        class _NotKeptError(Exception):
            pass

        def refuse(_connection: object) -> None:
            if taken:
                raise _NotKeptError

        engine = self._shop.store.engine
        event.listen(engine, "before_cursor_execute", take)
        event.listen(engine, "commit", refuse)
        try:
            done_service.done(serving, quoted)
        except _NotKeptError:
            pass
        finally:
            event.remove(engine, "before_cursor_execute", take)
            event.remove(engine, "commit", refuse)
        assert any("INTO journal" in statement for statement, _, _ in taken)
        return taken

    def write(self, statements: list[tuple[str, Any, bool]]) -> None:
        """Write an act and wait until it is durable."""
        execute, execute_many = self._connection.execute, self._connection.executemany
        execute("BEGIN IMMEDIATE")
        for statement, values, many in statements:
            (execute_many if many else execute)(statement, values)
        execute("COMMIT")

    def close(self) -> None:
        self._connection.close()
        self._shop.store.close()
