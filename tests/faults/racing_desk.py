"""A desk in a process of its own that races: it makes ready, waits for the instant, presses Done."""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, update

from posapp.domain.visit import Visit
from posapp.services import done as done_service
from posapp.services import visits
from posapp.services.desk_state import DoneVisit
from posapp.services.visits import Serving
from posapp.storage import visits as stored_visits
from posapp.storage.ids import new_id
from posapp.storage.store import open_store
from posapp.storage.tables import sale_lines


def naive_take_back(connection: Connection, visit: Visit) -> None:
    """The planted fault: what was read for the quote is trusted and written, without looking again."""
    for line in visit.returns:
        assert line.bought is not None
        sum_micro = line.bought.returned_before.micro + line.quantity.micro
        mine = sale_lines.c.sale_line_id == line.bought.sale_line_id
        connection.execute(update(sale_lines).where(mine).values(returned_micro=sum_micro))


def unordered_take_back(connection: Connection, visit: Visit) -> None:
    """The planted fault: lines are locked in the order of scanning, so that two desks wait in a ring."""
    for line in visit.returns:
        assert line.bought is not None
        stored_visits_take_back(connection, replace(visit, returns=(line,)))


stored_visits_take_back = stored_visits.take_back


def main() -> None:
    """Words: data folder, actor, database address or -, fault or -. A round is two lines in, two out."""
    folder, actor, url, fault = sys.argv[1:5]
    if fault == "naive":
        stored_visits.take_back = naive_take_back
    elif fault == "unordered":
        stored_visits.take_back = unordered_take_back
    store = open_store(Path(folder), None if url == "-" else url)
    say({"desk": store.desk_id.hex})
    for line in sys.stdin:
        receipt, codes = json.loads(line)
        serving = Serving(store, actor, new_id())
        state = visits.scan(serving, receipt)
        for code in codes:
            state = visits.scan(serving, code)
        say({"ready": len(state.back)})
        together = int(sys.stdin.readline())
        while time.monotonic_ns() < together:
            pass  # both desks press at the same instant
        started = time.perf_counter()
        result = done_service.done(serving, state.quote)
        seconds = time.perf_counter() - started
        if not isinstance(result, DoneVisit):
            visits.start_over(serving)
        say({"won": isinstance(result, DoneVisit), "seconds": seconds})
    store.close()


def say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
