"""Saving: whole or not at all, and a sentence when not."""

import errno
import os
from pathlib import Path

import pytest

from posapp.printing.save import CannotSaveError, save


def test_a_paper_is_there_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "receipts" / "2026-11" / "P7.pdf"
    save(path, b"first")
    save(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EDQUOT, "The disk space for this user is used up."),
        (errno.EROFS, "The folder is read-only."),
        (errno.EACCES, "This user may not write in the folder."),
        (errno.EIO, "The disk reported a fault."),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "mkdir", "replace"])
def test_a_fault_leaves_the_old_paper_and_says_what_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, sentence: str
) -> None:
    path = tmp_path / "P7.pdf"
    save(path, b"old")

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(CannotSaveError) as caught:
        save(path, b"new")
    monkeypatch.undo()
    assert str(caught.value) == f"The receipt could not be saved in {tmp_path}. {sentence}"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_the_folders_place_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "receipts").write_bytes(b"")
    with pytest.raises(CannotSaveError, match="A file stands where the folder should be"):
        save(tmp_path / "receipts" / "P7.pdf", b"x")
