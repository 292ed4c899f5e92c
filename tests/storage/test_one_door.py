"""Nothing but the one SQLite library opens the database (RELIABILITY 1.5)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.processes import finish, start


def _watched(folder: Path, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(finish(start("tests.storage.watched", folder, *words)))
    return told


def _doors(told: dict[str, Any]) -> list[str]:
    return [event for event in told["opened"] if "plum.db" in event or "sqlite3" in event]


def test_no_python_code_opens_the_database_and_no_other_sqlite_is_loaded(tmp_path: Path) -> None:
    """sqlcipher3 opens it below Python, where no audit event tells of it: what is told is a second door."""
    told = _watched(tmp_path / "desk")
    assert told["ok"]
    assert any("keys" in event for event in told["opened"]), "the hook is at work"
    assert _doors(told) == []


def test_the_harness_finds_a_copy_made_by_reading_the_file(tmp_path: Path) -> None:
    """The planted fault."""
    (door,) = _doors(_watched(tmp_path / "desk", "fault"))
    assert door.startswith("open ")
    assert door.endswith("plum.db")


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux says which libraries are loaded")
def test_one_sqlite_library_is_loaded(tmp_path: Path) -> None:
    folder = str(tmp_path / "desk")
    done = subprocess.run([sys.executable, "-c", _MAPS, folder], capture_output=True, text=True, check=True)
    loaded = {line.split()[-1] for line in done.stdout.splitlines() if "sql" in line.lower()}
    (library,) = {name for name in loaded if "sqlite" in name.lower() or "sqlcipher" in name.lower()}
    assert "sqlcipher3" in library


_MAPS = """
import sys
from pathlib import Path
from posapp import verifier
from posapp.storage.store import open_store
open_store(Path(sys.argv[1])).close()
verifier.verify(Path(sys.argv[1]))
print(Path("/proc/self/maps").read_text())
"""
