"""A file is opened once, if it is one, and read forward whatever is in it."""

import gzip
import hashlib
import os
from pathlib import Path

import pytest

from posapp.interchange.problems import BrokenOffError, FileProblemError
from posapp.interchange.source import Source

TEXT = "Грач, ตัวอย่าง, 花子\n" * 20_000


def _whole(path: Path, encoding: str = "utf-8") -> str:
    with Source(path) as source:
        return "".join(source.text(encoding))


@pytest.mark.parametrize("packed", [False, True])
def test_plain_and_packed_read_alike_whatever_the_name(tmp_path: Path, *, packed: bool) -> None:
    path = tmp_path / "sales"
    data = TEXT.encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    assert _whole(path) == TEXT
    with Source(path) as source:
        assert source.is_gzip is packed
        digests = [x for x in source.hashing() if x]
        assert digests == [hashlib.sha256(path.read_bytes()).hexdigest()]
        assert source.done_bytes == source.size == path.stat().st_size


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(tmp_path: Path, line_end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"a,b{line_end}1,2{line_end}".encode())
    assert _whole(path) == "a,b\n1,2\n"


def test_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a,b\n".encode("utf-8-sig"))
    assert _whole(path) == "a,b\n"
    path.write_bytes("a,b\n".encode("utf-16"))
    assert _whole(path, "utf-16") == "a,b\n"


def test_bytes_of_another_encoding_stay_visible(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"caf\xe9\n")
    assert _whole(path) == "caf\udce9\n"
    assert _whole(path, "cp1252") == "café\n"


def test_a_packed_file_cut_off_gives_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    whole = gzip.compress(TEXT.encode())
    path.write_bytes(whole[: len(whole) // 2])
    with Source(path) as source:
        read: list[str] = []
        with pytest.raises(BrokenOffError):
            read.extend(source.text("utf-8"))
    assert TEXT.startswith("".join(read))
    assert len("".join(read)) > len(TEXT) // 3


@pytest.mark.parametrize("damage", [b"\xff" * 40, b""])
def test_a_damaged_packed_file_breaks_off(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.csv.gz"
    whole = bytearray(gzip.compress(os.urandom(100_000)))
    whole[50_000:50_040] = damage
    path.write_bytes(whole)
    with Source(path) as source, pytest.raises(BrokenOffError):
        list(source.text("latin-1"))


def test_half_a_character_of_sixteen_bits(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfea")
    with pytest.raises(FileProblemError, match="not of the encoding"):
        _whole(path, "utf-16")


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"PK\x03\x04rest", "Excel"), (b"%PDF-1.7", "PDF"), (b"\xd0\xcf\x11\xe0", "Excel"), (b"BZh9", "bzip2")],
)
def test_other_files_are_called_by_their_name(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(content)
    with pytest.raises(FileProblemError, match=what):
        Source(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match="is a folder"):
        Source(tmp_path)
    with pytest.raises(FileProblemError, match="There is no file"):
        Source(tmp_path / "nothing.csv")
    with pytest.raises(FileProblemError, match="cannot be opened"):
        Source(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_would_keep_us_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileProblemError, match="is not a file"):
        Source(tmp_path / "pipe")


def test_a_file_that_grows_meanwhile_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n")
    with Source(path) as source:
        assert not source.changed_meanwhile()
        with path.open("a") as file:
            file.write("1,2\n")
        assert source.changed_meanwhile()
