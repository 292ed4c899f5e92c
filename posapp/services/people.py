"""Who works here: everybody's name, and joining."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posapp.storage import people
from posapp.storage.people import Person

if TYPE_CHECKING:
    from posapp.storage.store import Store

_LONGEST_NAME = 80


class PersonError(ValueError):
    """A name that cannot be taken; the sentence says why."""


def everyone(store: Store) -> list[Person]:
    """Return all people by name."""
    with store.reading() as connection:
        return people.everyone(connection, store.store_id)


def add(store: Store, name: str, actor: str = "") -> Person:
    """Enter somebody who joins; raise PersonError for an empty, endless or taken name."""
    name = " ".join("".join(c for c in name if c.isprintable()).split())
    if not name:
        raise PersonError("A name has at least one letter.")
    if len(name) > _LONGEST_NAME:
        raise PersonError(f"A name has at most {_LONGEST_NAME} letters.")
    with store.acting("person_joined", actor) as written:
        if find(people.everyone(written.act.connection, store.store_id), name):
            raise PersonError(f"{name} works here already. Add something that tells the two apart.")
        return people.join(written.act, name)


def serve_as(store: Store, name: str) -> Person:
    """Return the person of this name; the first one ever named at a new store joins it. Raise PersonError."""
    known = everyone(store)
    found = find(known, name)
    if found is not None:
        return found
    if known:
        names = ", ".join(person.name for person in known[:10])
        raise PersonError(f"Nobody called {name[:_LONGEST_NAME]} works here. There are: {names}.")
    return add(store, name)


def find(known: list[Person], name: str) -> Person | None:
    """Return who has this name, in capitals or not."""
    wanted = name.strip().casefold()
    return next((person for person in known if person.name.casefold() == wanted), None)
