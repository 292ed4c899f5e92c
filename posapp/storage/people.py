"""The people who work here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, select

from posapp.storage.ids import new_id
from posapp.storage.tables import people

if TYPE_CHECKING:
    from posapp.storage.journal import Act


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here; ``actor`` is how the journal names them."""

    person_id: UUID
    name: str

    @property
    def actor(self) -> str:
        """The text that stands for this person in the journal."""
        return self.person_id.hex


def everyone(connection: Connection, store_id: UUID) -> list[Person]:
    """Return all people of the store by name."""
    rows = connection.execute(select(people).where(people.c.store_id == store_id).order_by(people.c.name))
    return [Person(row.person_id, row.name) for row in rows]


def name_of(connection: Connection, actor: str) -> str:
    """Return the name behind an actor, or nothing for the program itself."""
    if not actor:
        return ""
    return connection.scalar(select(people.c.name).where(people.c.person_id == UUID(actor))) or ""


def join(act: Act, name: str) -> Person:
    """Enter a new person."""
    person = Person(new_id(), name)
    act.insert(people, {"person_id": person.person_id, "name": name, "joined_at": act.at})
    return person
