#!/usr/bin/env python3
"""Everything a developer types: run, test, lint, fix, bench, lock and bundle, each with its own set-up."""

import argparse
import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- said before anything newer is imported
    sys.exit(f"Plum needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")

from collections.abc import Callable

from devtools import checks, environment, start, translations
from devtools.steps import Failed, Steps


def run(extra: list[str]) -> int:
    """Open Plum with the sample store; further arguments go to the program."""
    environment.prepare(environment.For.RUN)
    return start.plum(extra)


def test(extra: list[str]) -> int:
    """Make every check, then run the tests; further arguments go to pytest."""
    environment.prepare(environment.For.TEST)
    clean = checks.lint()
    translations.release(Steps())  # tests look at the words that people see
    return start.python("-m", "pytest", *extra) or int(not clean)


def lint(extra: list[str]) -> int:
    """Make the checks without the tests: formatting, rules, types, imports, translations."""
    _nothing_more(extra)
    environment.prepare(environment.For.LINT)
    return int(not checks.lint())


def fix(extra: list[str]) -> int:
    """Format, apply ruff's fixes, bring the translation files up to date."""
    _nothing_more(extra)
    environment.prepare(environment.For.LINT)
    return int(not checks.fix())


def bench(extra: list[str]) -> int:
    """Run the benchmarks: --only NAME, --json."""
    environment.prepare(environment.For.TEST, quiet="--json" in extra)
    return start.python("-m", "tests.benchmarks", *extra)


def lock(extra: list[str]) -> int:
    """Pin what pyproject.toml asks for: --upgrade, --upgrade-package NAME."""
    from devtools import locking

    environment.prepare(environment.For.LINT)
    locking.lock(extra)
    return 0


def bundle(extra: list[str]) -> int:
    """Make what is shipped, in dist/: a folder, a wheel and, on Debian and Ubuntu, a .deb."""
    from devtools import bundling

    _nothing_more(extra)
    environment.prepare(environment.For.BUNDLE)
    bundling.bundle()
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    command.__name__: command for command in (run, test, lint, fix, bench, lock, bundle)
}


def _nothing_more(extra: list[str]) -> None:
    if extra:
        raise Failed(f"this command takes no further arguments: {' '.join(extra)}")


def main() -> int:
    """Run one command; its exit code is ours."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.__doc__, add_help=False)
    chosen, extra = parser.parse_known_args()
    try:
        return COMMANDS[chosen.command](extra)
    except Failed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
