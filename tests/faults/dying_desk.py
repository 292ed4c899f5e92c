"""A desk that dies at a given statement of Done. It forks for every job, so that a death costs milliseconds.

A job is a line of JSON; the answer tells how the child ended, and whether it had said Done before.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy import Connection, Engine, event

from posapp.domain.visit import Visit
from posapp.services import done as done_service
from posapp.services import papers  # noqa: F401 -- everything is imported once, before the first fork
from posapp.services.desk_state import DoneVisit
from posapp.services.visits import Serving
from posapp.storage import visits
from posapp.storage.store import open_store


def main() -> None:
    for line in sys.stdin:
        job = json.loads(line)
        said_in, said_out = os.pipe()
        child = os.fork()
        if child == 0:
            _press_done(job, said_out)
        os.close(said_out)
        _, status = os.waitpid(child, 0)
        with os.fdopen(said_in, "rb") as said:
            answer = {"said": said.read().decode(), "ended": os.waitstatus_to_exitcode(status)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _press_done(job: dict[str, Any], said: int) -> NoReturn:
    """Open the store, press Done, and die at statement `at` of it, before or after it ran."""
    if job["fault"]:
        visits.take_back = _take_back_for_good
    store = open_store(Path(job["folder"]), job["url"])
    statements = _Statements(job["at"], after=job["after"])
    statements.watch(store.engine)
    result = done_service.done(Serving(store, job["actor"], UUID(job["visit_id"])), job["quote"])
    statements.is_durable()
    os.write(said, b"done" if isinstance(result, DoneVisit) else b"refused")
    store.close()
    os._exit(0)


def _take_back_for_good(connection: Connection, visit: Visit) -> None:
    """The planted fault: the counters become durable before the rest of the act."""
    _take_back(connection, visit)
    connection.exec_driver_sql("COMMIT")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


_take_back = visits.take_back


class _Statements:
    """Counts statements and commits, and ends the process at one of them."""

    def __init__(self, at: int, *, after: bool) -> None:
        self._at, self._after, self._count = at, after, 0

    def watch(self, engine: Engine) -> None:
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._ran)
        event.listen(engine, "commit", self._before)

    def is_durable(self) -> None:
        """One point more: the act is committed, and nobody has been told."""
        self._before()
        self._ran()

    def _before(self, *_: object) -> None:
        self._count += 1
        self._die(after=False)

    def _ran(self, *_: object) -> None:
        self._die(after=True)

    def _die(self, *, after: bool) -> None:
        if self._count == self._at and after == self._after:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
