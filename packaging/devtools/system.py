"""What the operating system must bring, and how it is installed on Debian and Ubuntu."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devtools.steps import Failed, Steps


@dataclass(frozen=True)
class Need:
    """A Debian package, how to see that it is there, and what is lost without it."""

    package: str
    is_there: Callable[[], bool]
    without: str = ""  # empty where nothing works without it


def _library(package: str, soname: str) -> Need:
    # Loaded, not looked up: package names differ (libglib2.0-0, libglib2.0-0t64), the library's does not.
    def loads() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return Need(package, loads)


def _program(package: str, name: str, without: str = "") -> Need:
    return Need(package, lambda: shutil.which(name) is not None, without)


def _has_postgres() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


OFFSCREEN = (
    _library("libgl1", "libGL.so.1"),
    _library("libegl1", "libEGL.so.1"),
    _library("libxkbcommon0", "libxkbcommon.so.0"),
    _library("libglib2.0-0", "libglib-2.0.so.0"),
    _library("libfreetype6", "libfreetype.so.6"),
    _library("libfontconfig1", "libfontconfig.so.1"),
    _library("libdbus-1-3", "libdbus-1.so.3"),
)

WINDOW = (
    *OFFSCREEN,
    _library("libxcb-cursor0", "libxcb-cursor.so.0"),
    _library("libxcb-icccm4", "libxcb-icccm.so.4"),
    _library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    _library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    _library("libxcb-randr0", "libxcb-randr.so.0"),
    _library("libxcb-render-util0", "libxcb-render-util.so.0"),
    _library("libxcb-shape0", "libxcb-shape.so.0"),
    _library("libxcb-image0", "libxcb-image.so.0"),
    _library("libxcb-xkb1", "libxcb-xkb.so.1"),
    _library("libx11-xcb1", "libX11-xcb.so.1"),
    _library("libxcb-shm0", "libxcb-shm.so.0"),
    _library("libxcb-sync1", "libxcb-sync.so.1"),
    _library("libxcb-xfixes0", "libxcb-xfixes.so.0"),
    _library("libxcb-render0", "libxcb-render.so.0"),
)

TEST = (
    _program("xvfb", "Xvfb", without="windows are tested offscreen, not on a real screen"),
    _program("poppler-utils", "pdftoppm", without="tests that look at PDF pages are skipped"),
    Need("postgresql", _has_postgres, without="tests that need PostgreSQL are skipped"),
)

BUNDLE = (_program("binutils", "objdump"),)


def is_ours_to_install() -> bool:
    """Whether apt may be used: Debian or a child of it, and root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def prepare(needs: tuple[Need, ...], steps: Steps) -> None:
    """Install what is missing, or say what to type."""
    if sys.platform != "linux":
        return
    missing = [need for need in needs if not need.is_there()]
    if missing and is_ours_to_install():
        install([need.package for need in missing], steps)
        missing = [need for need in missing if not need.is_there()]
    for need in missing:
        if need.without:
            steps.note(f"{need.package} is missing: {need.without}. {to_type([need.package])}")
    if required := [need.package for need in missing if not need.without]:
        raise Failed(f"Missing from this system: {', '.join(required)}.\n{to_type(required)}")


def install(packages: list[str], steps: Steps) -> None:
    """apt-get, without questions."""
    silent = {"DEBIAN_FRONTEND": "noninteractive"}
    steps.require("apt-get update", ["apt-get", "update", "-q"], silent)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    steps.require(f"apt-get install ({len(packages)} packages)", command, silent)


def to_type(packages: list[str]) -> str:
    """The command for the person at the keyboard."""
    if shutil.which("apt-get"):
        return f"Type: sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
    return f"Install what your system calls these Debian packages: {' '.join(packages)}"
