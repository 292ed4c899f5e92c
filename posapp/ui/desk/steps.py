"""What the desk asks of the services, to be run by the worker; services are loaded with the first job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uuid import UUID

    from posapp.domain.visit import Side, TenderKind
    from posapp.services.desk_state import DeskState, DoneVisit, Match
    from posapp.services.visits import Serving


class Answer(NamedTuple):
    """The desk after a step; ``done`` is the visit that became durable, ``matches`` what a text may mean."""

    state: DeskState
    done: DoneVisit | None = None
    matches: tuple[Match, ...] = ()


Step = Callable[["Serving"], Answer]


def scan(text: str, *, typed: bool) -> Step:
    """Do what a text means; a typed one that is no number may be the only name it fits, or one of several."""

    def step(serving: Serving) -> Answer:
        from posapp.services import finding, visits

        state = visits.scan(serving, text)
        if not typed or state.notice is None or state.notice.code != "unknown":
            return Answer(state)
        matches = finding.matches(serving.store, text)
        if len(matches) == 1:
            return Answer(visits.scan(serving, matches[0].choice))
        return Answer(state, matches=matches)

    return step


def add_receipt_line(sale_line_id: UUID) -> Step:
    """Let a line of a loaded receipt come back."""
    return _visit_step("add_receipt_line", sale_line_id)


def same_again(line_id: int | None) -> Step:
    """Send home the same again of a line, or of all."""
    return _visit_step("same_again", line_id)


def set_quantity(line_id: int, typed: str) -> Step:
    """Set a line's quantity from text."""
    return _visit_step("set_quantity", line_id, typed)


def step_quantity(line_id: int, direction: int) -> Step:
    """Make a line a step more or less."""
    return _visit_step("step_quantity", line_id, direction)


def remove(line_id: int) -> Step:
    """Take a line off."""
    return _visit_step("remove", line_id)


def choose_side(side: Side | None) -> Step:
    """Keep the side the next items go to."""
    return _visit_step("choose_side", side)


def choose_tender(tender: TenderKind) -> Step:
    """Give the money back this way."""
    return _visit_step("choose_tender", tender)


def money_back() -> Step:
    """Give the money back; what the store cannot carry goes through the till."""
    return _visit_step("money_back")


def undo() -> Step:
    """Go back a step."""
    return _visit_step("undo")


def start_over() -> Step:
    """Forget the visit."""
    return _visit_step("start_over")


def finish(quote: str) -> Step:
    """Make the visit durable that was quoted so."""

    def step(serving: Serving) -> Answer:
        from posapp.services import done, visits
        from posapp.services.desk_state import DeskState

        answer = done.done(serving, quote)
        if isinstance(answer, DeskState):
            return Answer(answer)
        return Answer(visits.begin(serving.store), answer)

    return step


def same_again_and_finish() -> Step:
    """Send the same again home of all that comes back, and make it durable if nothing stands in the way.

    Something for the till stands in the way: the person sees it first, and presses Done.
    """

    def step(serving: Serving) -> Answer:
        from posapp.services import visits

        state = visits.same_again(serving)
        is_all = state.way == "clear" and not any(line.through_till for line in state.home)
        return finish(state.quote)(serving) if is_all else Answer(state)

    return step


def _visit_step(name: str, *arguments: object) -> Step:
    def step(serving: Serving) -> Answer:
        from posapp.services import visits

        return Answer(getattr(visits, name)(serving, *arguments))

    return step
