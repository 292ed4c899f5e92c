"""What a window asks first: which store and desk this is and who works here; and who signs in or out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posapp.services import people, visits
from posapp.storage import desks

if TYPE_CHECKING:
    from posapp.services.desk_state import DeskState
    from posapp.storage.people import Person
    from posapp.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The store and the desk around the clerk."""

    store_name: str
    desk_name: str
    time_zone: str
    has_goods: bool  # a sale or a price was taken in already
    is_sample: bool
    people: tuple[Person, ...]


def surroundings(store: Store) -> Surroundings:
    """Return which store and desk this is and who works here."""
    with store.reading() as connection:
        facts = store.facts(connection)
        desk_name = desks.name_of(connection, store.desk_id)
    return Surroundings(
        store_name=facts.name,
        desk_name=desk_name,
        time_zone=facts.time_zone,
        has_goods=facts.currency is not None,
        is_sample=facts.sample,
        people=tuple(people.everyone(store)),
    )


def open_desk(store: Store) -> tuple[Surroundings, DeskState]:
    """Return all that a desk's first picture shows: where it is, and the visit that was in progress."""
    return surroundings(store), visits.begin(store)


def sign_in(store: Store, name: str) -> Person:
    """Sign in as somebody, the first one ever joins; raise PersonError for a name that is not known."""
    person = people.serve_as(store, name)
    with store.acting("signed_in", person.actor):
        return person


def sign_out(store: Store, person: Person) -> None:
    """Sign out."""
    with store.acting("signed_out", person.actor):
        return
