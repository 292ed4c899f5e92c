"""Pins what pyproject.toml asks for, with the hash of every file, for every system and Python we support."""

from pathlib import Path

from devtools import venv
from devtools.steps import ROOT, Steps

_FOLDER = venv.LOCK.parent
_RUNTIME = _FOLDER / "runtime.txt"
_HEADER = "# Made by: python3 packaging/dev.py lock\n"


def lock(extra: list[str]) -> None:
    """Write runtime.txt and dev.txt; existing pins stay unless `extra` says --upgrade."""
    steps = Steps()
    _compile(_RUNTIME, extra, steps)
    _compile(venv.LOCK, ["--group", "dev", "--constraints", str(_RUNTIME), *extra], steps)


def _compile(target: Path, options: list[str], steps: Steps) -> None:
    # Universal: one file for Linux, Windows and macOS. No index, no header: no host, no path of a machine.
    how = ["--universal", "--python-version=3.11", "--generate-hashes", "--quiet"]
    hide = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    command: list[str | Path] = [
        venv.program("uv"),
        "pip",
        "compile",
        *how,
        *hide,
        *options,
        "--output-file",
        target,
    ]
    steps.require(f"lock {target.relative_to(ROOT)}", [*command, "pyproject.toml"])
    pins = target.read_text(encoding="utf-8")
    target.write_text(_HEADER + pins.removeprefix(_HEADER), encoding="utf-8", newline="\n")
