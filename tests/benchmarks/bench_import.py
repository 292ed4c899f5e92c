"""A month of a till's sales, taken in.

`import`: everything that an import does, from the file to the report, against bare gzip + csv + executemany
into the same tables and indexes of a store with the same settings; both take turns on new stores.

`import_memory`: the peak memory of the process that imports the month ten times over under other numbers,
against that of the process that imports it once.
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from posapp.interchange import profiles
from posapp.interchange.profile import SalesProfile
from posapp.services.importing import import_sales
from posapp.storage.store import Store, open_store
from tests.benchmarks import Result
from tests.benchmarks.bare_import import bare_import
from tests.benchmarks.till_month import month, repeated
from tests.processes import finish, start

NAMES = ("import", "import_memory")
_TURNS = 5
_TIMES = 10


def run(name: str) -> Result:
    folder = Path(tempfile.mkdtemp(prefix="plum-bench-"))
    try:
        return _speed(name, folder) if name == "import" else _memory(name, folder)
    finally:
        shutil.rmtree(folder)


def _speed(name: str, folder: Path) -> Result:
    path = month(folder)
    ours, bare = [], []
    for turn in range(_TURNS + 1):
        ours.append(_measured(folder / f"ours-{turn}", lambda store: _import(store, path)))
        bare.append(_measured(folder / f"bare-{turn}", lambda store: bare_import(store, path)))
    return Result(name, statistics.median(ours[1:]), statistics.median(bare[1:]), "s")


def _memory(name: str, folder: Path) -> Result:
    once = month(folder)
    peaks = [
        _peak_bytes(path, folder / f"data-{path.name}") for path in (repeated(once, folder, _TIMES), once)
    ]
    return Result(name, peaks[0], peaks[1], "B")


def _measured(folder: Path, work: Callable[[Store], int]) -> float:
    """The seconds of one import into a new store."""
    store = open_store(folder)
    started = time.perf_counter()
    lines = work(store)
    seconds = time.perf_counter() - started
    store.close()
    assert lines > 40_000, f"only {lines} lines"
    return seconds


def _import(store: Store, path: Path) -> int:
    profile = profiles.load("online-retail", store.folder, SalesProfile)
    with import_sales(store, path, profile) as under_way:
        for _ in under_way:
            pass
    assert under_way.report is not None
    return under_way.report.taken


def _peak_bytes(path: Path, data: Path) -> int:
    process = start("tests.benchmarks.bench_import", path, data)
    return int(json.loads(finish(process, 600))["peak"])


def _peak_of_this_process() -> int:
    """Bytes. Not `getrusage`: it also counts what the process that started this one had."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError(line)


def main() -> None:
    store = open_store(Path(sys.argv[2]))
    _import(store, Path(sys.argv[1]))
    store.close()
    sys.stdout.write(json.dumps({"peak": _peak_of_this_process()}))


if __name__ == "__main__":
    main()
