"""The virtual environment .venv: made by this Python, filled with the pinned packages, checked by hash."""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import system
from devtools.steps import ROOT, Failed, Steps

FOLDER = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements" / "dev.txt"
_STAMP = FOLDER / "plum-stamp"
_BIN = FOLDER / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _BIN / ("python.exe" if os.name == "nt" else "python")
# Started from inside .venv, this is still the Python that .venv was made with.
_BASE: str = getattr(sys, "_base_executable", "") or sys.executable


def program(name: str) -> Path:
    """A program that a package brought into .venv."""
    return _BIN / (f"{name}.exe" if os.name == "nt" else name)


def packages() -> Path:
    """The folder that packages are installed in."""
    inside = "Lib" if os.name == "nt" else f"lib/python{sys.version_info.major}.{sys.version_info.minor}"
    return FOLDER / inside / "site-packages"


def prepare(steps: Steps) -> None:
    """Make .venv what the lock says; a stamp tells at once when it is."""
    wanted = _stamp()
    if PYTHON.exists() and _STAMP.exists() and _STAMP.read_text() == wanted:
        return
    if not _is_usable():
        _create(steps)
    _STAMP.unlink(missing_ok=True)
    _install(steps)
    _STAMP.write_text(wanted)


def _stamp() -> str:
    content = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{content} {platform.machine()} {_kind()}\n"


def _is_usable() -> bool:
    """Whether .venv holds a Python that starts, is of our kind and has pip."""
    ask = (
        "import platform, pip; print(platform.python_implementation(), *platform.python_version_tuple()[:2])"
    )
    try:
        answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=False, timeout=60)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == _kind()


def _kind() -> str:
    """What the installed packages depend on: CPython 3 11. Another micro version serves them just as well."""
    return " ".join([platform.python_implementation(), *platform.python_version_tuple()[:2]])


def _create(steps: Steps) -> None:
    if FOLDER.exists():
        with steps.work("remove a .venv that is of no use"):
            shutil.rmtree(FOLDER)
    if not _has_ensurepip() and system.is_ours_to_install():
        # Debian keeps the part of venv that installs pip in a package of its own.
        system.install([_venv_package()], steps)
    if _has_ensurepip():
        steps.require("create .venv", [_BASE, "-m", "venv", FOLDER])
    else:
        _create_without_ensurepip(steps)


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def _create_without_ensurepip(steps: Steps) -> None:
    """Let the pip or virtualenv of the system do what ensurepip would have done."""
    if importlib.util.find_spec("virtualenv"):
        steps.require("create .venv (virtualenv)", [_BASE, "-m", "virtualenv", FOLDER])
        return
    if importlib.util.find_spec("pip") is None:
        raise Failed(
            f"This Python cannot make a virtual environment: ensurepip is missing.\n"
            f"{system.to_type([_venv_package()])}"
        )
    steps.require("create .venv", [_BASE, "-m", "venv", "--without-pip", FOLDER])
    command = [_BASE, "-m", "pip", f"--python={PYTHON}", "install", "--quiet", "pip"]
    steps.require("install pip into .venv", command)


def _venv_package() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _install(steps: Steps) -> None:
    count = sum(
        1 for line in LOCK.read_text().splitlines() if "==" in line and not line.startswith(("#", " "))
    )
    how = ["--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", *how, "-r", LOCK]
    steps.require(f"install {count} pinned packages", command)
