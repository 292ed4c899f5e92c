"""Between the desk's screen and the services: one thing at a time, in the order in which it was asked for."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from posapp.ui.desk import steps

if TYPE_CHECKING:
    from uuid import UUID

    from posapp.services.desk_state import DeskState, Match
    from posapp.services.opening import Surroundings
    from posapp.storage.store import Store
    from posapp.ui.desk.steps import Answer, Step
    from posapp.ui.trouble import Trouble
    from posapp.ui.worker import Worker

_PATIENCE_MS = 400  # longer without an answer, and the screen says so


class DeskPresenter(QObject):
    """Holds the visit's number and the last picture of it; what is asked before the store is open waits."""

    opened = Signal(object)  # Surroundings
    shown = Signal(object)  # DeskState
    matched = Signal(str, object)  # while it is typed: the text and what it may mean
    asked_which = Signal(str, object)  # after Enter: the same, to choose one of
    done = Signal(object, object)  # DoneVisit, and the blank DeskState of the next visit
    troubled = Signal(object)  # Trouble
    waiting = Signal(bool)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._asked: deque[tuple[str, Step]] = deque()
        self._is_asking = False
        self._actor: str | None = None
        self._state: DeskState | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._lose_patience)

    @property
    def state(self) -> DeskState | None:
        """The last picture of the visit."""
        return self._state

    @property
    def actor(self) -> str:
        """Who serves, as the journal names them; nothing for nobody."""
        return self._actor or ""

    def open(self) -> None:
        """Open the store and show what this desk had in progress."""
        self._worker.submit(_open_desk, self._opened, self._cannot)

    def serve_as(self, actor: str | None) -> None:
        """Serve in somebody's name, or in nobody's: then what is asked waits until somebody signs in."""
        self._actor = actor
        self._go_on()

    def scan(self, text: str, *, typed: bool) -> None:
        """Do what a text means."""
        self._ask(steps.scan(text, typed=typed), text if typed else "")

    def look_up(self, text: str) -> None:
        """Find what a text may become while it is typed."""
        if self._state is not None:
            self._worker.submit(
                lambda store: _matches(store, text),
                lambda found: self.matched.emit(text, found),
                self.troubled.emit,
            )

    def add_receipt_line(self, sale_line_id: UUID) -> None:
        """Let a line of a loaded receipt come back."""
        self._ask(steps.add_receipt_line(sale_line_id))

    def same_again(self, line_id: int) -> None:
        """Send home the same again of a line."""
        self._ask(steps.same_again(line_id))

    def set_quantity(self, line_id: int, typed: str) -> None:
        """Set a quantity as it was typed."""
        self._ask(steps.set_quantity(line_id, typed))

    def step_quantity(self, line_id: int, direction: int) -> None:
        """Make a line a step more (1) or less (-1)."""
        self._ask(steps.step_quantity(line_id, direction))

    def remove(self, line_id: int) -> None:
        """Take a line off."""
        self._ask(steps.remove(line_id))

    def choose_side(self, side: str) -> None:
        """Keep a side for the next items, or let each find its own again."""
        if self._state is not None:
            from posapp.domain.visit import Side

            self._ask(steps.choose_side(None if self._state.side == side else Side(side)))

    def choose_tender(self, tender: str) -> None:
        """Give the money back this way."""
        from posapp.domain.visit import TenderKind

        self._ask(steps.choose_tender(TenderKind(tender)))

    def money_back(self) -> None:
        """Give the money back here, let the item go through the till."""
        self._ask(steps.money_back())

    def undo(self) -> None:
        """Go back a step."""
        if self._state is not None and self._state.can_undo:
            self._ask(steps.undo())

    def start_over(self) -> None:
        """Forget the visit."""
        self._ask(steps.start_over())

    def finish(self) -> None:
        """Make the visit durable, if the person sees what it is: nothing else is on its way."""
        if self._state is not None and self._state.way == "clear" and not self._asked:
            self._ask(steps.finish(self._state.quote))

    def same_again_and_finish(self) -> None:
        """Send the same again home and make the visit durable; not where something else goes home."""
        if self._state is not None and self._state.back and self._state.is_even and not self._asked:
            self._ask(steps.same_again_and_finish())

    def _ask(self, step: Step, typed: str = "") -> None:
        self._asked.append((typed, step))
        self._go_on()

    def _go_on(self) -> None:
        """Send what was asked first, unless it waits for the store, for a name or for an answer."""
        if self._is_asking or not self._asked or self._state is None or self._actor is None:
            return
        step, actor, visit_id = self._asked[0][1], self._actor, self._state.visit_id
        self._is_asking = True
        self._patience.start()
        self._worker.submit(
            lambda store: _serve(store, actor, visit_id, step), self._answered, self._cannot_do
        )

    def _opened(self, answer: tuple[Surroundings, DeskState]) -> None:
        around, self._state = answer
        self.opened.emit(around)
        self.shown.emit(self._state)
        self._go_on()

    def _answered(self, answer: Answer) -> None:
        typed, _step = self._asked[0]
        self._settle()
        self._state = answer.state
        if answer.done is not None:
            self.done.emit(answer.done, answer.state)
        elif answer.matches:
            self.asked_which.emit(typed, answer.matches)
        else:
            self.shown.emit(answer.state)
        self._go_on()

    def _cannot(self, trouble: Trouble) -> None:
        self.troubled.emit(trouble)

    def _cannot_do(self, trouble: Trouble) -> None:
        """Say what is wrong; nothing was done, and what was asked afterwards is still done."""
        self._settle()
        self.troubled.emit(trouble)
        self._go_on()

    def _lose_patience(self) -> None:
        self.waiting.emit(True)  # noqa: FBT003 -- a signal has no names

    def _settle(self) -> None:
        self._asked.popleft()
        self._is_asking = False
        self._patience.stop()
        self.waiting.emit(False)  # noqa: FBT003 -- a signal has no names


def _open_desk(store: Store) -> tuple[Surroundings, DeskState]:
    from posapp.services import opening

    return opening.open_desk(store)


def _matches(store: Store, text: str) -> tuple[Match, ...]:
    from posapp.services import finding

    return finding.matches(store, text)


def _serve(store: Store, actor: str, visit_id: UUID, step: Step) -> Answer:
    from posapp.services.visits import Serving

    return step(Serving(store, actor, visit_id))
