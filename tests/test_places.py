"""Our files are found in a checkout and where they were carried along; data where it was asked for."""

from pathlib import Path

import pytest

from posapp import places

_CHECKOUT = Path(__file__).resolve().parent.parent


def test_a_checkout_has_its_folders_beside_the_package() -> None:
    assert places.resources() == _CHECKOUT / "resources"
    assert places.migrations() == _CHECKOUT / "db"


def test_a_wheel_and_a_bundle_carry_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_PACKAGE", tmp_path)
    (tmp_path / "_resources").mkdir()
    (tmp_path / "_db").mkdir()
    assert places.resources() == tmp_path / "_resources"
    assert places.migrations() == tmp_path / "_db"


def test_the_data_folder_is_the_one_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUM_DATA", str(tmp_path / "store 7"))
    assert places.data_folder() == tmp_path / "store 7"


def test_the_data_folder_is_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUM_DATA", "here")
    assert places.data_folder() == Path.cwd() / "here"


def test_without_a_wish_it_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLUM_DATA")
    assert places.data_folder().name.lower() == "plum"
    assert places.data_folder().is_absolute()
