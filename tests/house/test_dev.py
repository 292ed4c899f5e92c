"""dev.py: standard library only; says what is missing and what to type; repairs its virtual environment."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import start, system, venv
from devtools.steps import Failed, Steps

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.mark.parametrize(
    "path",
    [PACKAGING / "dev.py", *sorted((PACKAGING / "devtools").glob("*.py"))],
    ids=lambda path: path.name,
)
def test_it_needs_the_standard_library_only(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported - sys.stdlib_module_names <= {"devtools"}


def test_its_help_names_every_command() -> None:
    said = subprocess.run(
        [sys.executable, "-S", PACKAGING / "dev.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in ("run", "test", "lint", "fix", "bench", "lock", "bundle"):
        assert f"    {command} " in said


def test_a_step_that_fails_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert not Steps().command("count", [sys.executable, "-c", "print('three'); raise SystemExit(4)"])
    said = capsys.readouterr().out
    assert "✗ count" in said
    assert "three" in said


def test_a_step_that_works_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert Steps().command("count", [sys.executable, "-c", "print('three')"])
    assert capsys.readouterr().out.startswith("✓ count")


def test_a_program_that_is_not_there_is_a_failed_step(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Failed):
        Steps().require("fly", ["no-such-program"])
    assert "no-such-program: No such file" in capsys.readouterr().out


def test_quiet_steps_say_nothing_unless_they_fail(capsys: pytest.CaptureFixture[str]) -> None:
    Steps(quiet=True).require("count", [sys.executable, "-c", ""])
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bring what Qt needs")
class TestSystem:
    MISSING = system.Need("libmissing1", lambda: False)
    SPARE = system.Need("spare", lambda: False, without="some tests are skipped")

    def test_what_is_missing_is_said_with_what_to_type(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(system, "is_ours_to_install", lambda: False)
        monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
        with pytest.raises(Failed, match="sudo apt-get update && sudo apt-get install -y libmissing1"):
            system.prepare((self.MISSING,), Steps())

    def test_what_can_be_done_without_is_a_note(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(system, "is_ours_to_install", lambda: False)
        system.prepare((self.SPARE,), Steps())
        assert "spare is missing: some tests are skipped" in capsys.readouterr().out

    def test_as_root_it_is_installed_and_looked_for_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        installed: list[str] = []
        late = system.Need("late", lambda: "late" in installed)
        monkeypatch.setattr(system, "is_ours_to_install", lambda: True)
        monkeypatch.setattr(system, "install", lambda packages, _: installed.extend(packages))
        system.prepare((late,), Steps())
        assert installed == ["late"]

    def test_nothing_is_asked_of_apt_when_nothing_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(system, "install", lambda *_: pytest.fail("apt was asked"))
        system.prepare((system.Need("there", lambda: True),), Steps())


class TestVirtualEnvironment:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = tmp_path / ".venv"
        inside = folder / ("Scripts" if os.name == "nt" else "bin")
        lock = tmp_path / "dev.txt"
        lock.write_text("")
        monkeypatch.setattr(venv, "FOLDER", folder)
        monkeypatch.setattr(venv, "PYTHON", inside / venv.PYTHON.name)
        monkeypatch.setattr(venv, "LOCK", lock)
        monkeypatch.setattr(venv, "_STAMP", folder / "plum-stamp")

    @pytest.fixture
    def done(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What was done, in order; creating and installing are only noted."""
        acts: list[str] = []

        def create(_: Steps) -> None:
            acts.append("create")
            venv.FOLDER.mkdir(exist_ok=True)
            venv.PYTHON.parent.mkdir(exist_ok=True)
            venv.PYTHON.touch()

        monkeypatch.setattr(venv, "_create", create)
        monkeypatch.setattr(venv, "_install", lambda _: acts.append("install"))
        return acts

    def test_the_second_time_nothing_is_done(self, done: list[str]) -> None:
        venv.prepare(Steps())
        venv.prepare(Steps())
        assert done == ["create", "install"]

    def test_another_lock_installs_again(self, done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        venv.prepare(Steps())
        monkeypatch.setattr(venv, "_is_usable", lambda: True)
        venv.LOCK.write_text("one==1\n")
        venv.prepare(Steps())
        assert done == ["create", "install", "install"]

    def test_one_that_does_not_start_is_made_again(self, done: list[str]) -> None:
        venv.prepare(Steps())
        venv.PYTHON.unlink()
        venv.prepare(Steps())
        assert done == ["create", "install", "create", "install"]

    def test_an_interrupted_installation_is_done_again(
        self, done: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_: Steps) -> None:
            raise Failed("the cable was pulled")

        monkeypatch.setattr(venv, "_install", broken)
        with pytest.raises(Failed):
            venv.prepare(Steps())
        assert done == ["create"]
        assert not (venv.FOLDER / "plum-stamp").exists()

    def test_without_ensurepip_pip_or_root_it_says_what_to_type(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        monkeypatch.setattr(system, "is_ours_to_install", lambda: False)
        with pytest.raises(Failed, match=rf"python3\.{sys.version_info.minor}-venv"):
            venv.prepare(Steps())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(Failed, match="no screen"):
        start.plum([])
