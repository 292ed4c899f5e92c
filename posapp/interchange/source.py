"""A file, plain or gz, opened once and read forward: its digest, its text in pieces, how far we are."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from posapp.interchange.problems import BrokenOffError, FileProblemError

_PIECE_BYTES = 65_536
_HASHED_BYTES = 8 * 1024 * 1024  # some ten milliseconds
_MAGIC_BYTES = 8
_GZIP = b"\x1f\x8b"
_NOT_TEXT = {
    b"PK\x03\x04": "an Excel or ZIP file. Save it as CSV first",
    b"\xd0\xcf\x11\xe0": "an old Excel file. Save it as CSV first",
    b"%PDF": "a PDF. Ask for the same list as CSV",
    b"BZh": "compressed with bzip2. Unpack it, or pack it with gzip",
    b"\xfd7zXZ": "compressed with xz. Unpack it, or pack it with gzip",
}
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

_Stream = io.BufferedReader | gzip.GzipFile


class Source:
    """An open file to import. Bytes that are not of its encoding become lone surrogates.

    Raises FileProblemError where it cannot be read at all and BrokenOffError where it ends too early.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw = _opened(path)
        before = os.fstat(self._raw.fileno())
        self.size = before.st_size
        self._stamp = before.st_mtime_ns
        self.beginning = self._raw.read(_MAGIC_BYTES)
        self._refuse_what_is_no_text()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()

    @property
    def is_gzip(self) -> bool:
        """Whether the file is packed; its name does not matter."""
        return self.beginning.startswith(_GZIP)

    @property
    def done_bytes(self) -> int:
        """How much of the file, as it lies on the disk, has been read."""
        return 0 if self._raw.closed else self._raw.tell()

    def hashing(self) -> Iterator[str | None]:
        """Read the whole file piece by piece; the last item is its SHA-256 in hexadecimal."""
        digest = hashlib.sha256()
        self._raw.seek(0)
        while piece := self._read(self._raw, _HASHED_BYTES):
            digest.update(piece)
            yield None
        yield digest.hexdigest()

    def text(self, encoding: str) -> Iterator[str]:
        """Give the text from its beginning, some 64,000 characters at a time; lines end with a line feed."""
        decoder = _decoder(encoding)
        self._raw.seek(0)
        stream = gzip.GzipFile(fileobj=self._raw) if self.is_gzip else self._raw
        broken: Exception | None = None
        while True:
            piece, broken = self._piece(stream)
            text = _decoded(decoder, piece, final=not piece and broken is None)
            if text:
                yield text
            if broken is not None:
                raise BrokenOffError(str(broken)) from broken
            if not piece:
                return

    def changed_meanwhile(self) -> bool:
        """Tell whether somebody wrote to the file since it was opened."""
        now = os.fstat(self._raw.fileno())
        return (now.st_size, now.st_mtime_ns) != (self.size, self._stamp)

    def _piece(self, stream: _Stream) -> tuple[bytes, Exception | None]:
        """Return the next bytes, and what broke after them; nothing and None at the end."""
        pieces: list[bytes] = []
        length = 0
        try:
            while length < _PIECE_BYTES and (piece := self._read(stream, _PIECE_BYTES - length)):
                pieces.append(piece)
                length += len(piece)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            return b"".join(pieces), error
        return b"".join(pieces), None

    def _read(self, stream: _Stream, size: int) -> bytes:
        try:
            return stream.read1(size)
        except gzip.BadGzipFile:
            raise
        except OSError as error:
            raise FileProblemError(
                "cannot_read", f"{self.path.name} cannot be read to its end ({error.strerror})."
            ) from error

    def _refuse_what_is_no_text(self) -> None:
        for magic, what in _NOT_TEXT.items():
            if self.beginning.startswith(magic):
                self.close()
                raise FileProblemError("not_text", f"{self.path.name} is {what}.")


def wide_encoding(beginning: bytes) -> str | None:
    """Return the encoding that a byte order mark of two bytes tells, or None."""
    return next((name for mark, name in _WIDE.items() if beginning.startswith(mark)), None)


def _opened(path: Path) -> io.BufferedReader:
    """Open a regular file; a device or a pipe could keep us waiting for ever."""
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise FileProblemError("is_folder", f"{path} is a folder. Name the file in it.")
        if not stat.S_ISREG(kind):
            raise FileProblemError("not_a_file", f"{path} is not a file. Save what it gives in one first.")
        return path.open("rb")
    except FileNotFoundError:
        raise FileProblemError("no_file", f"There is no file {path}.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise FileProblemError("cannot_read", f"{path} cannot be opened ({why}).") from error


def _decoder(encoding: str) -> io.IncrementalNewlineDecoder:
    name = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    return io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(name)(errors="surrogateescape"), translate=True
    )


def _decoded(decoder: io.IncrementalNewlineDecoder, piece: bytes, *, final: bool) -> str:
    try:
        return decoder.decode(piece, final=final)
    except UnicodeError as error:
        raise FileProblemError(
            "encoding", f"The file is not of the encoding that the profile names ({error})."
        ) from error
