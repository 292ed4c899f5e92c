"""A desk that never rests: visit after visit, each told once it is done. Somebody will kill it."""

import sys
from pathlib import Path

from posapp.services import done as done_service
from posapp.services import visits
from posapp.services.desk_state import DoneVisit
from posapp.services.visits import Serving
from posapp.storage.ids import new_id
from posapp.storage.store import open_store


def main() -> None:
    """Words: data folder, actor, database address or -, receipt, item."""
    folder, actor, url, receipt, code = sys.argv[1:6]
    store = open_store(Path(folder), None if url == "-" else url)
    while True:
        serving = Serving(store, actor, new_id())
        visits.scan(serving, receipt)
        result = done_service.done(serving, visits.scan(serving, code).quote)
        assert isinstance(result, DoneVisit)
        sys.stdout.write(f"{serving.visit_id.hex}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
