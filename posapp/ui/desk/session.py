"""Who serves at this window: asked, remembered for a short while, written to the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QObject, Signal

from posapp.ui import settings

if TYPE_CHECKING:
    from posapp.services.opening import Surroundings
    from posapp.storage.people import Person
    from posapp.storage.store import Store
    from posapp.ui.settings import Settings
    from posapp.ui.worker import Worker

_STAYS_SECONDS = 15 * 60  # a window that comes back after a crash or a power cut does not ask again


class Session(QObject):
    """Announces who is signed in; asks where nobody is and there is a choice."""

    asked = Signal(list, str)  # the names, and the one that was signed in last
    signed_in = Signal(object)  # Person
    signed_out = Signal()
    refused = Signal(str)  # a sentence
    troubled = Signal(object)  # Trouble

    def __init__(self, worker: Worker, memory: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._memory = memory
        self._people: tuple[Person, ...] = ()
        self._person: Person | None = None

    def begin(self, around: Surroundings) -> None:
        """Go on with whoever was here a moment ago, sign in the only one there is, or ask."""
        self._people = around.people
        if self._person is not None:
            return
        last = self._memory.get(settings.LAST_PERSON)
        known = next((person for person in self._people if person.name == last), None)
        if known is not None and self._was_here_just_now():
            self._enter(known)
        elif len(self._people) == 1:
            self.sign_in(self._people[0].name)
        else:
            self.asked.emit([person.name for person in self._people], last)

    def sign_in(self, name: str) -> None:
        """Sign in as somebody."""
        self._worker.submit(lambda store: _sign_in(store, name), self._answered, self.troubled.emit)

    def sign_out(self) -> None:
        """Sign out and ask who is next."""
        person, self._person = self._person, None
        if person is None:
            return
        self._memory.put(settings.SIGNED_IN_AT, "")
        self._worker.submit(
            lambda store: _sign_out(store, person, self._memory), _nothing, self.troubled.emit
        )
        self.signed_out.emit()
        self.asked.emit([x.name for x in self._people], person.name)

    def seen(self) -> None:
        """Remember that the person signed in is still here."""
        if self._person is not None:
            self._memory.put(settings.LAST_PERSON, self._person.name)
            self._memory.put(settings.SIGNED_IN_AT, str(QDateTime.currentSecsSinceEpoch()))
            self._worker.submit(lambda _store: self._memory.save(), _nothing, self.troubled.emit)

    def _answered(self, answer: Person | str) -> None:
        if isinstance(answer, str):
            self.refused.emit(answer)
            return
        if answer not in self._people:
            self._people = (*self._people, answer)
        self._enter(answer)

    def _enter(self, person: Person) -> None:
        self._person = person
        self.seen()
        self.signed_in.emit(person)

    def _was_here_just_now(self) -> bool:
        seen = self._memory.get(settings.SIGNED_IN_AT)
        if not seen.isdecimal():
            return False
        return 0 <= QDateTime.currentSecsSinceEpoch() - int(seen) <= _STAYS_SECONDS


def _sign_in(store: Store, name: str) -> Person | str:
    """Return who signed in, or a sentence that says why not."""
    from posapp.services import opening
    from posapp.services.people import PersonError

    try:
        return opening.sign_in(store, name)
    except PersonError as error:
        return str(error)


def _sign_out(store: Store, person: Person, memory: Settings) -> None:
    from posapp.services import opening

    opening.sign_out(store, person)
    memory.save()


def _nothing(_answer: object) -> None:
    """Take an answer that nobody waits for."""
