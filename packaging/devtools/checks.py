"""The checks that need no test: each is made, also after one has failed."""

from pathlib import Path

from devtools import translations, venv
from devtools.steps import Steps


def lint() -> bool:
    """Whether every check passes."""
    steps = Steps()
    results = [steps.command(title, command) for title, command in _CHECKS.items()]
    results.append(translations.check(steps))
    return all(results)


def fix() -> bool:
    """Do what can be done without thinking; whether all of it worked."""
    steps = Steps()
    ruff = venv.program("ruff")
    return all(
        [
            steps.command("ruff check --fix", [ruff, "check", "--fix"]),
            steps.command("ruff format", [ruff, "format"]),
            translations.update(steps),
        ]
    )


_CHECKS: dict[str, list[str | Path]] = {
    "formatting (ruff format)": [venv.program("ruff"), "format", "--check", "--diff"],
    "rules (ruff check)": [venv.program("ruff"), "check"],
    "types (mypy)": [venv.PYTHON, "-m", "mypy"],
    "imports (import-linter)": [venv.program("lint-imports"), "--no-logo"],
}
