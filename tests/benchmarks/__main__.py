"""Runs the benchmarks: `python -m tests.benchmarks [--only NAME] [--json]`."""

import argparse
import importlib
import json
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, cast

from tests.benchmarks import Result


class _Benchmark(Protocol):
    NAMES: tuple[str, ...]

    def run(self, name: str) -> Result: ...


def main(arguments: list[str] | None = None) -> int:
    benchmarks = dict(_found())
    chosen = _parser(sorted(benchmarks)).parse_args(arguments)
    show = _as_json if chosen.json else _as_line
    complete = True
    for name in chosen.only or benchmarks:
        complete &= _measure(name, benchmarks[name], show)
    return 0 if complete else 1


def _measure(name: str, benchmark: _Benchmark, show: Callable[[Result], str]) -> bool:
    """Whether the measurement could be made; the others are made in any case."""
    try:
        result = benchmark.run(name)
        assert result.name == name, f"{name} answered as {result.name}"
    except Exception:  # noqa: BLE001 -- whatever it is, it is shown, and the exit code says so
        traceback.print_exc()
        return False
    print(show(result), flush=True)
    return True


def _parser(names: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=names, help="measure this one (may be repeated)")
    parser.add_argument("--json", action="store_true", help="one JSON object on each line")
    return parser


def _found() -> Iterator[tuple[str, _Benchmark]]:
    seen: set[str] = set()
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        benchmark = cast("_Benchmark", importlib.import_module(f"tests.benchmarks.{path.stem}"))
        for name in benchmark.NAMES:
            assert name not in seen, f"two benchmarks are named {name}"
            seen.add(name)
            yield name, benchmark


def _as_json(result: Result) -> str:
    return json.dumps(
        {
            "name": result.name,
            "ratio": result.ratio,
            "ours": result.ours,
            "baseline": result.baseline,
            "unit": result.unit,
        }
    )


def _as_line(result: Result) -> str:
    numbers = (
        f"{_short(result.ours):>9} {result.unit:<5}  baseline {_short(result.baseline):>9} {result.unit:<5}"
    )
    return f"{result.name:<16} {numbers}  ratio {result.ratio:.3f}"


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 1000 else f"{number:.4g}"


if __name__ == "__main__":
    sys.exit(main())
