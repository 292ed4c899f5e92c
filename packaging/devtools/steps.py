"""A step of work: started, timed, ticked off; its output is shown when it fails."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

Command: TypeAlias = Sequence[str | Path]

ROOT: Final = Path(__file__).resolve().parents[2]
_WIDTH = 44
_TAKES_LONG_SECONDS = 0.3


class Failed(Exception):  # noqa: N818 -- what a developer reads is "failed", not "failed error"
    """A step that cannot be done, in a sentence that says what to do."""


def _marks() -> tuple[str, str]:
    try:
        "✓✗…".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "ok", "FAILED"
    return "✓", "✗"


class Steps:
    """Says on standard output what is being done; quiet, it says only what went wrong."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._done, self._failed = _marks()
        self._live = sys.stdout.isatty() and not quiet

    def command(
        self,
        title: str,
        command: Command,
        environment: Mapping[str, str] | None = None,
        *,
        output: bool = True,
    ) -> bool:
        """Run a program from the root of the repository; show its output if it fails (unless not wanted)."""
        started = time.monotonic()
        with tempfile.TemporaryFile() as log:
            code = self._run(title, command, environment, log.fileno())
            log.seek(0)
            said = log.read().decode(errors="replace").rstrip()
        self._say(self._failed if code else self._done, title, time.monotonic() - started, failed=bool(code))
        if code and output:
            print(said or f"(no output; exit code {code})", flush=True)
        return code == 0

    def require(self, title: str, command: Command, environment: Mapping[str, str] | None = None) -> None:
        """Run a program without which there is no going on."""
        if not self.command(title, command, environment):
            raise Failed(f"{title}: failed, see above.")

    @contextmanager
    def work(self, title: str) -> Iterator[None]:
        """Time work done in this process."""
        started = time.monotonic()
        try:
            yield
        except BaseException:
            self._say(self._failed, title, time.monotonic() - started, failed=True)
            raise
        self._say(self._done, title, time.monotonic() - started)

    def note(self, text: str) -> None:
        """Something to know that stops nothing."""
        print(f"! {text}", file=sys.stderr if self._quiet else sys.stdout, flush=True)

    def _run(self, title: str, command: Command, environment: Mapping[str, str] | None, log: int) -> int:
        started = time.monotonic()
        try:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=None if environment is None else {**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            os.write(log, f"{command[0]}: {error.strerror}".encode())
            return 127
        while True:
            try:
                return process.wait(timeout=_TAKES_LONG_SECONDS)
            except subprocess.TimeoutExpired:
                self._tick(title, time.monotonic() - started)
            except BaseException:
                process.terminate()
                process.wait()
                raise

    def _tick(self, title: str, seconds: float) -> None:
        if self._live:
            print(f"\r… {title:<{_WIDTH}} {seconds:5.0f} s", end="", flush=True)

    def _say(self, mark: str, title: str, seconds: float, *, failed: bool = False) -> None:
        if not self._quiet or failed:
            start = "\r" if self._live else ""
            print(f"{start}{mark} {title:<{_WIDTH}} {seconds:5.1f} s", flush=True)
