"""What stays out of the bundle: parts of Qt, Babel and the standard library that Plum never loads."""

import re
import subprocess
from pathlib import Path, PurePosixPath
from typing import Final

EXCLUDED_MODULES: Final = [
    "PIL.AvifImagePlugin",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PySide6.QtSql",  # a second SQLite in the process
    "PIL._avif",
    "_pytest",
    "hypothesis",
    "mypy",
    "numpy",
    "pip",
    "pydoc_data",
    "pytest",
    "setuptools",
    "sqlite3",
    "tests",
    "tkinter",
    "yaml",
]

_LANGUAGES: Final = ("en", "ja", "mn", "th")

# Every Qt plugin is listed that is wanted; the virtual keyboard alone would bring Qt Quick with it.
_PLUGINS: Final = re.compile(
    r"""
    platforms/.*(xcb|wayland|offscreen|minimal|windows|cocoa)
    | platforminputcontexts/.*(compose|ibus)
    | (imageformats|iconengines)/.*svg
    | imageformats/.*(jpeg|ico)
    | styles/
    | wayland-(shell-integration|decoration-client)/.*(xdg-shell|adwaita|bradient)
    | wayland-graphics-integration-client/.*shm
    """,
    re.VERBOSE,
)
_QT_LIBRARIES_UNUSED: Final = re.compile(
    r"Qt6?(3D|Designer|Labs|Multimedia|OpenGLWidgets|Pdf|Qml|Quick|Sql|Test|VirtualKeyboard|WebEngine)"
)


def is_wanted(destination: str) -> bool:
    """Whether a file goes into the bundle; `destination` is its path there, with either kind of slash."""
    path = PurePosixPath(destination.replace("\\", "/"))
    whole = str(path)
    if "PySide6" in path.parts or path.name.startswith("libQt6"):
        return _is_wanted_of_qt(whole, path.name)
    if "babel/locale-data/" in whole:
        return path.name == "root.dat" or path.stem.split("_")[0] in _LANGUAGES
    return True


def _is_wanted_of_qt(whole: str, name: str) -> bool:
    if "/plugins/" in whole:
        return _PLUGINS.search(whole.partition("/plugins/")[2]) is not None
    if "/translations/" in whole:
        return name == "qtbase_ja.qm"  # of our languages, Qt knows English and Japanese
    return _QT_LIBRARIES_UNUSED.search(name) is None


def unreached(inside: Path) -> list[Path]:
    """Libraries of the system that came with a plugin which stayed out: nothing that stayed asks for them."""
    libraries = {path for path in inside.rglob("*") if ".so" in path.name}
    # Beside them lie extension modules (which Python loads) and Python itself (which the executable loads).
    left = {path for path in libraries if path.parent == inside and re.match(r"lib(?!python)", path.name)}
    reached = libraries - left
    while reached:
        names = {name for path in reached for name in _asked_for_by(path)}
        reached = {path for path in left if path.name in names}
        left = left - reached
    return sorted(left)


def _asked_for_by(library: Path) -> list[str]:
    headers = subprocess.check_output(["objdump", "--private-headers", library], text=True)
    return re.findall(r"^\s+NEEDED\s+(\S+)$", headers, re.MULTILINE)
