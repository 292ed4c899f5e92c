"""Benchmarks: each measures Plum and, on the same machine in the same run, what it is compared with.

A benchmark is a module `bench_*.py` in this folder with two names:

    NAMES = ("scan", "done")                 what it measures, each name once in the whole folder
    def run(name: str) -> Result: ...        measures one of them

`python -m tests.benchmarks [--only NAME] [--json]` finds and runs them, one after the other. A benchmark
measures in seconds or bytes, with real files and a real database in a temporary folder that it
removes. It never measures less than what a person waits for, and says in its docstring what the baseline is.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One measurement: `ours` and `baseline` in the same `unit` (a unit of which less is better)."""

    name: str
    ours: float
    baseline: float
    unit: str

    @property
    def ratio(self) -> float:
        """Ours as a part of the baseline: below 1, Plum needs less."""
        return self.ours / self.baseline


def median_seconds(work: Callable[[], object], times: int, warm_up: int = 1) -> float:
    """The median time that `work` takes, of `times` runs after `warm_up` runs that do not count."""
    for _ in range(warm_up):
        work()
    return statistics.median(_seconds(work) for _ in range(times))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
