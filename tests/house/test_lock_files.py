"""The lock files match what pyproject.toml asks for, and say nothing about where they were made."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "packaging" / "requirements").glob("*.txt"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PYPROJECT["project"]["dependencies"]
DEVELOPMENT = PYPROJECT["dependency-groups"]["dev"]

# Written in pieces, or this file would be found itself.
TRACES = ("pypi" + ".org", "python" + "hosted", "registry." + "np" + "mjs", "/ro" + "ot/", "file:" + "///opt")


def name_and_version(requirement: str) -> tuple[str, str]:
    name, _, version = requirement.partition("==")
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower(), version


def pins(path: Path) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+==[^ ;]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(name_and_version(pin) for pin in found)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(path: Path) -> None:
    pin = re.compile(r"[\w.-]+==[\w.+!]+( ; [\w.'\"<>=!() ]+)? \\")
    proof = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        assert pin.fullmatch(line) or proof.fullmatch(line), line


@pytest.mark.parametrize(("path", "asked"), [(LOCKS[1], RUNTIME), (LOCKS[0], RUNTIME + DEVELOPMENT)])
def test_what_pyproject_asks_for_is_locked(path: Path, asked: list[str]) -> None:
    locked = pins(path)
    for requirement in asked:
        name, version = name_and_version(requirement)
        assert name in locked, f"{name} is not locked: python3 packaging/dev.py lock"
        assert version in ("", locked[name]), (
            f"{name} is locked at {locked[name]}: python3 packaging/dev.py lock"
        )


def test_both_locks_agree() -> None:
    development, runtime = (pins(path) for path in LOCKS)
    assert runtime.items() <= development.items()


def test_the_pins_have_files_for_every_system_and_python() -> None:
    # A package with one wheel for all has one or two hashes; PySide6 has one for each system and processor.
    text = LOCKS[1].read_text(encoding="utf-8")
    hashes = {block.split("==")[0]: block.count("--hash") for block in re.split(r"\n(?=\w)", text)}
    assert hashes["pyside6-essentials"] >= 5
    for compiled in ("cryptography", "msgspec", "pillow", "psycopg-binary", "sqlcipher3", "uuid-utils"):
        assert hashes[compiled] > 15, compiled


def test_every_dependency_has_its_reason_written_down() -> None:
    page = (ROOT / "packaging" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)
    explained = {name_and_version(name)[0] for row in rows for name in row.split(", ")}
    asked = {name_and_version(requirement)[0] for requirement in RUNTIME + DEVELOPMENT}
    assert asked - explained == set()


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: nobody can tell which files are ours")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        content = path.read_bytes()
        assert [trace for trace in TRACES if trace.encode() in content] == [], name
