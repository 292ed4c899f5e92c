"""What is shipped holds what the program needs and nothing that it must not have."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from devtools import debian, licences, system, trimming
from devtools.trimming import EXCLUDED_MODULES, is_wanted
from posapp import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/translations/qtbase_ja.qm",
        "babel/locale-data/th_TH.dat",
        "babel/locale-data/root.dat",
        "posapp/_resources/fonts/NotoSans-Regular.ttf",
    ],
)
def test_what_the_program_needs_is_in_the_bundle(path: str) -> None:
    assert is_wanted(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6\\plugins\\sqldrivers\\qsqlite.dll",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/lib/libQt6Sql.so.6",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "babel/locale-data/fr_FR.dat",
    ],
)
def test_what_it_does_not_need_is_not(path: str) -> None:
    assert not is_wanted(path)


def test_a_second_sqlite_stays_out() -> None:
    assert {"sqlite3", "PySide6.QtSql"} <= set(EXCLUDED_MODULES)


def test_the_wheel_carries_resources_and_migrations(tmp_path: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        tmp_path,
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entries = archive.read(f"posapp-{__version__}.dist-info/entry_points.txt").decode()
    for folder, carried in (("resources", "posapp/_resources"), ("db", "posapp/_db")):
        ours = (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
        assert {f"{carried}/{path.relative_to(ROOT / folder).as_posix()}" for path in ours} <= names
    assert "posapp = posapp.cli:main" in entries
    assert "plum = posapp.cli:main" in entries


def test_the_debian_package_knows_the_version_and_asks_for_libraries_by_either_name(tmp_path: Path) -> None:
    control = debian.control(tmp_path, "amd64")
    assert f"\nVersion: {__version__}\n" in control
    assert "libglib2.0-0t64 | libglib2.0-0," in control
    for need in system.WINDOW:
        assert need.package in control


def test_the_licence_of_every_runtime_package_travels_along(tmp_path: Path) -> None:
    licences.collect(tmp_path / "licences")
    for name in licences.pinned_names():
        assert (tmp_path / "licences" / name / "LICENCE-NAME.txt").exists(), name
    assert "Apache License" in (tmp_path / "licences" / "plum.txt").read_text(encoding="utf-8")


def test_a_library_that_nothing_asks_for_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {
        "plugin.so": ["libused.so.1"],
        "libused.so.1": ["libdeep.so.2"],
        "libspare.so.3": ["libdeep.so.2"],
    }
    (tmp_path / "plugins").mkdir()
    for name in (
        "plugins/plugin.so",
        "libused.so.1",
        "libdeep.so.2",
        "libspare.so.3",
        "libpython3.so",
        "_c.so",
    ):
        (tmp_path / name).touch()
    monkeypatch.setattr(trimming, "_asked_for_by", lambda path: asked.get(path.name, []))
    assert trimming.unreached(tmp_path) == [tmp_path / "libspare.so.3"]
