"""How a command opens the store, and whose name it acts in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from posapp.commands.answers import CommandError, Exit
from posapp.commands.words import FAULTS
from posapp.services import people
from posapp.storage import faults
from posapp.storage.engine import CannotOpenStoreError
from posapp.storage.keys import KeysError
from posapp.storage.store import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from posapp.storage.people import Person


@contextmanager
def opened(folder: Path, *, existing: bool = True) -> Iterator[Store]:
    """Open the store of a data folder; raise CommandError with what to do if that cannot be."""
    if existing and not (folder / "keys").exists():
        raise CommandError(
            "no_store",
            f"There is no store in {folder} yet. Import its sales first, or choose --data.",
            Exit.STORE,
        )
    try:
        store = open_store(folder)
    except (CannotOpenStoreError, KeysError) as error:
        raise CommandError("cannot_open", str(error), Exit.STORE) from error
    try:
        yield store
    except Exception as error:
        fault = faults.kind_of(error)
        if fault is None or isinstance(error, OSError):  # of another file: whoever opened it says so
            raise
        raise CommandError(fault, FAULTS[fault], Exit.STORE) from error
    finally:
        store.close()


def person(store: Store, name: str) -> Person:
    """Return who a command acts as; raise CommandError for a name that nobody has."""
    try:
        return people.serve_as(store, name)
    except people.PersonError as error:
        raise CommandError("unknown_person", str(error)) from error
