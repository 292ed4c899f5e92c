"""Other processes for tests: a second desk, one that is killed, one that is watched."""

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def start(module: str, *words: object, **environment: str) -> subprocess.Popen[str]:
    """Start `python -m module words…`; it talks through pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=_ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str], seconds: float = 60) -> str:
    """Wait for a process's end; return what it said, fail with what it complained of."""
    said, complaint = process.communicate(timeout=seconds)
    assert process.returncode == 0, complaint
    return said
