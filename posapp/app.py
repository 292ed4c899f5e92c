"""The composition root: reads the window's options and builds the program from its layers."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from posapp import __version__, places

if TYPE_CHECKING:
    from posapp.services.sample import SampleProgress
    from posapp.storage.store import Store
    from posapp.ui.plum import Plum

SAMPLE_FOLDER = "sample"


class Options(NamedTuple):
    """What the window is started with."""

    data: Path | None
    sample: bool


def run(words: list[str]) -> int:
    """Open the window; return the exit code."""
    gc.disable()  # nothing that is loaded at the start is garbage, and looking for it costs a tenth of it
    options = _options(words)
    from posapp.ui.application import make_application

    app = make_application()
    plum = build(folder_of(options), sample=options.sample)
    plum.flow.opened.connect(_collect_again)
    plum.show()
    code = app.exec()
    plum.close()
    return code


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def build(folder: Path, *, sample: bool = False) -> Plum:
    """Return the program on a data folder, ready to be shown; nothing is opened before the first paint."""
    from posapp.ui.plum import Plum
    from posapp.ui.settings import Settings

    return Plum(_opening(folder, sample=sample), Settings(folder), _fill_sample if sample else None)


def folder_of(options: Options) -> Path:
    """Return the data folder; the made-up store has one of its own, so that nobody takes it for theirs."""
    if options.data is not None:
        return options.data.expanduser().absolute()
    home = places.data_folder()
    return home / SAMPLE_FOLDER if options.sample else home


def _opening(folder: Path, *, sample: bool) -> Callable[[], Store]:
    def opening() -> Store:
        from posapp.storage.store import open_store

        return open_store(folder, sample=sample)

    return opening


def _fill_sample(store: Store) -> Iterator[SampleProgress]:
    """Fill the made-up store once."""
    from posapp.services.sample import ready

    yield from ready(store)


def _options(words: list[str]) -> Options:
    match words:  # what a shortcut on the desktop says; argparse would cost the first paint 10 ms
        case []:
            return Options(None, sample=False)
        case ["--data", folder]:
            return Options(Path(folder), sample=False)
        case ["--sample"]:
            return Options(None, sample=True)
        case _:
            return _parsed(words)


def _parsed(words: list[str]) -> Options:
    import argparse

    parser = argparse.ArgumentParser(prog="posapp", description="Plum: returns and exchanges in one step.")
    parser.add_argument("--version", action="version", version=f"Plum {__version__}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the store's data folder (or PLUM_DATA)")
    parser.add_argument("--sample", action="store_true", help="open a made-up store to try Plum with")
    found = parser.parse_args(words)
    return Options(found.data, sample=found.sample)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
