"""A .deb of the bundle: /usr/lib/plum, the commands plum and posapp, a menu entry and an icon."""

import platform
import re
import shutil
import subprocess
from pathlib import Path

from devtools import system
from devtools.steps import ROOT, Steps

# Packages that newer releases renamed for 64-bit time; either name will do.
_RENAMED = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}

_CONTROL = """\
Package: plum
Version: {version}
Architecture: {architecture}
Maintainer: The Plum maintainers <maintainers@plum.invalid>
Installed-Size: {kibibytes}
Depends: {depends}
Section: misc
Priority: optional
Description: returns and exchanges at a store's service desk, in one step
 Plum is the program of a store's service desk. A customer brings something
 back; the clerk takes it in and hands over the replacement or the money in one
 step, and nobody is told that they owe anything.
"""

_DESKTOP = """\
[Desktop Entry]
Type=Application
Name=Plum
Comment=Returns and exchanges, in one step
Comment[ja]=返品と交換をひとつの手順で
Comment[mn]=Буцаалт, солилтыг нэг алхмаар
Comment[th]=คืนและเปลี่ยนสินค้าในขั้นตอนเดียว
Exec=plum
Icon=plum
Terminal=false
Categories=Office;Finance;
StartupWMClass=plum
"""


def package(bundle: Path, target: Path, steps: Steps) -> None:
    """Write target/plum_VERSION_ARCHITECTURE.deb."""
    tree = ROOT / "build" / "deb"
    with steps.work("lay out the .deb"):
        shutil.rmtree(tree, ignore_errors=True)
        _lay_out(bundle, tree)
        architecture = _architecture()
        _write(tree / "DEBIAN" / "control", control(tree, architecture))
    result = target / f"plum_{version()}_{architecture}.deb"
    for old in target.glob("plum_*.deb"):
        old.unlink()
    steps.require("pack the .deb", ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", tree, result])


def version() -> str:
    """The version that posapp/__init__.py states."""
    text = (ROOT / "posapp" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    assert found, "posapp/__init__.py states no version"
    return found[1]


def _lay_out(bundle: Path, tree: Path) -> None:
    shutil.copytree(bundle, tree / "usr" / "lib" / "plum", symlinks=True)
    commands = tree / "usr" / "bin"
    commands.mkdir(parents=True)
    for name in ("plum", "posapp"):
        (commands / name).symlink_to("../lib/plum/plum")
    _write(tree / "usr" / "share" / "applications" / "plum.desktop", _DESKTOP)
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    _write(tree / "usr" / "share" / "doc" / "plum" / "copyright", licence)
    _icon(tree / "usr" / "share" / "icons" / "hicolor")


def _icon(theme: Path) -> None:
    icons = ROOT / "resources" / "icons"
    for name, size in (("plum.svg", "scalable"), ("plum.png", "256x256")):
        if (icons / name).exists():
            folder = theme / size / "apps"
            folder.mkdir(parents=True)
            shutil.copy(icons / name, folder / name)


def control(tree: Path, architecture: str) -> str:
    """The text of DEBIAN/control for what was laid out in `tree`."""
    libraries = [_RENAMED.get(need.package, need.package) for need in system.WINDOW]
    size = sum(file.lstat().st_size for file in tree.rglob("*") if file.is_file())
    return _CONTROL.format(
        version=version(),
        architecture=architecture,
        kibibytes=size // 1024,
        depends=", ".join([f"libc6 (>= {platform.libc_ver()[1]})", *libraries]),
    )


def _architecture() -> str:
    return subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
