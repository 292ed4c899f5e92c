"""What is shipped: a folder that runs without Python, a wheel, and on Debian and Ubuntu a .deb."""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from devtools import debian, licences, translations, trimming, venv
from devtools.steps import ROOT, Failed, Steps

_DIST = ROOT / "dist"
_FOLDER = _DIST / "plum"


def bundle() -> None:
    """Build everything, and let what was built test itself."""
    steps = Steps()
    translations.release(steps)
    _wheel(steps)
    _folder(steps)
    _self_test(_FOLDER / ("posapp.exe" if os.name == "nt" else "plum"), steps)
    if shutil.which("dpkg-deb"):
        debian.package(_FOLDER, _DIST, steps)
    for path in sorted(_DIST.iterdir()):
        print(f"  {path.relative_to(ROOT)}  {_megabytes(path):.0f} MB")


def _wheel(steps: Steps) -> None:
    for old in _DIST.glob("*.whl"):
        old.unlink()
    steps.require("wheel", [venv.PYTHON, "-m", "hatchling", "build", "--target", "wheel"])


def _folder(steps: Steps) -> None:
    work = ROOT / "build" / "pyinstaller"
    how = ["--noconfirm", "--log-level=WARN", f"--distpath={_DIST}", f"--workpath={work}"]
    steps.require("folder (PyInstaller)", [venv.PYTHON, "-m", "PyInstaller", *how, "packaging/plum.spec"])
    if sys.platform == "linux":
        with steps.work("leave out libraries that nothing loads"):
            for library in trimming.unreached(_FOLDER / "_internal"):
                library.unlink()
        _strip(steps)
    with steps.work("licences of what is inside"):
        licences.collect(_FOLDER / "licences")


def _strip(steps: Steps) -> None:
    """Drop 50 MB of debugging information; Qt, and what wheels carry in *.libs, has none."""
    inside = _FOLDER / "_internal"
    libraries = [path for path in inside.rglob("*.so*") if not path.is_symlink()]
    ours = [path for path in libraries if not re.search(r"PySide6|shiboken6|\.libs", str(path.parent))]
    steps.require("strip", ["strip", "--strip-debug", *ours])


def _self_test(program: Path, steps: Steps) -> None:
    """Start what was built, in a folder of its own, with no screen and nothing of .venv."""
    with tempfile.TemporaryDirectory(prefix="plum-self-test-") as data:
        alone = {"PLUM_DATA": data, "PYTHONPATH": "", "VIRTUAL_ENV": ""}
        if sys.platform == "linux":
            alone["QT_QPA_PLATFORM"] = "offscreen"
        if not steps.command("self-test of the bundle", [program, "--self-test", "--json"], alone):
            raise Failed("The bundle was built, but does not pass its own test; see above.")


def _megabytes(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink()) / 1e6
