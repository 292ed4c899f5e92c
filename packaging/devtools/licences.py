"""The licence texts of everything that a bundle carries, beside it."""

import re
import shutil
from importlib import metadata
from pathlib import Path

from devtools import venv
from devtools.steps import ROOT

_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_RUNTIME = venv.LOCK.parent / "runtime.txt"


def collect(target: Path) -> None:
    """Copy our own licence and those of every runtime package (those of resources stand beside them)."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", target / "plum.txt")
    for distribution in metadata.distributions(path=[str(venv.packages())]):
        if _normal(distribution.metadata["Name"]) in pinned_names():
            _copy(distribution, target)


def pinned_names() -> set[str]:
    """The names of the packages that the program needs to run."""
    pins = re.findall(r"^([\w.-]+)==", _RUNTIME.read_text(encoding="utf-8"), re.MULTILINE)
    return {_normal(name) for name in pins}


def _copy(distribution: metadata.Distribution, target: Path) -> None:
    about = distribution.metadata
    name = _normal(about["Name"])
    licence = next((about[key] for key in ("License-Expression", "License") if key in about), "see the texts")
    folder = target / name
    folder.mkdir()
    line = f"{about['Name']} {distribution.version}: {licence.splitlines()[0]}\n"
    (folder / "LICENCE-NAME.txt").write_text(line, encoding="utf-8")
    for file in distribution.files or ():
        source = Path(str(distribution.locate_file(file)))
        if ".dist-info" in str(file) and _LICENCE.search(file.name) and source.is_file():
            shutil.copy(source, folder / file.name)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
