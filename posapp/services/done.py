"""Done: one act, durable before anybody reads it; nothing is written if what was quoted no longer holds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from posapp.domain import codes
from posapp.domain.money import Currency
from posapp.domain.quantity import Quantity
from posapp.domain.showing import customer_view
from posapp.domain.standing import ALLOWED
from posapp.domain.visit import ReturnLine, Visit
from posapp.services.desk_picture import blank, picture, quote
from posapp.services.desk_state import DeskState, DoneVisit, Notice, Way
from posapp.services.visit_lines import Desk
from posapp.storage import drafts, receipts, sales, visits
from posapp.storage.journal import digest

if TYPE_CHECKING:
    from posapp.services.visits import Serving
    from posapp.storage.journal import Act


class CommandReusedError(Exception):
    """A command's number came again with other content: refused, nothing is written."""


class _NotAsQuotedError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Pressed:
    """What was pressed Done for."""

    quote: str
    content: str | None
    visit: Visit | None = None  # as handed over; None = the draft at the desk


def done(serving: Serving, quoted: str, content: str | None = None) -> DoneVisit | DeskState:
    """Make a visit durable, or write nothing and return the picture of how it stands now.

    ``quoted`` is the quote that the person saw. The same visit twice is one visit (RELIABILITY 1.3);
    ``content``, where another program sends the command, tells whether it is the same: raises
    CommandReusedError otherwise.
    """
    try:
        with serving.store.acting("visit", serving.actor) as written:
            done_visit = _do(serving, written.act, _Pressed(quoted, content))
    except (_NotAsQuotedError, visits.TakenMeanwhileError):
        return done_before(serving, content) or _as_it_stands(serving)
    return done_visit


def done_with(serving: Serving, visit: Visit, seen: DeskState, content: str) -> DoneVisit | DeskState:
    """Make a visit durable that was handed over whole, or write nothing and return the picture seen.

    Where that picture would let it go ahead, the notice ``changed_meanwhile`` says that it did not.
    """
    try:
        with serving.store.acting("visit", serving.actor) as written:
            done_visit = _do(serving, written.act, _Pressed(seen.quote, content, visit))
    except (_NotAsQuotedError, visits.TakenMeanwhileError):
        late = Notice("changed_meanwhile") if seen.way is Way.CLEAR else seen.notice
        return done_before(serving, content) or replace(seen, notice=late)
    return done_visit


def content_digest(visit: Visit) -> str:
    """Return what tells two visits apart: which goods move which way, by line."""
    back = [
        [x.code, x.quantity.micro, x.quantity.unit, x.bought.sale_line_id.hex if x.bought else None]
        for x in visit.returns
    ]
    home = [[x.code, x.quantity.micro, x.quantity.unit] for x in visit.replacements]
    return digest({"back": back, "home": home})


def _do(serving: Serving, act: Act, pressed: _Pressed) -> DoneVisit:
    """Write the visit and return it; it holds once the act is durable, and reads the same ever after."""
    visit = pressed.visit or drafts.latest(act.connection, serving.visit_id)
    if visit is None or visits.done_digest(act.connection, serving.visit_id) is not None:
        raise _NotAsQuotedError
    quoted = quote(Desk(act.connection, serving.store, visit.currency), visit)
    if quoted.digest != pressed.quote or quoted.answer != ALLOWED or not visit.returns:
        raise _NotAsQuotedError
    visits.take_back(act.connection, visit)
    visits.give_back(act.connection, quoted.settlement)
    new = visits.NewVisit(
        visit_id=visit.visit_id,
        done_at=serving.store.now(),
        policy_version=quoted.policy.version,
        receipt_number=codes.receipt_number(
            secrets.randbits(codes.RANDOM_BITS), serving.store.keys.receipt_secret
        ),
        invitation_code=codes.short_code(secrets.randbits(codes.RANDOM_BITS)),
        content_digest=pressed.content or content_digest(visit),
    )
    visits.write(act, new, visit, quoted.settlement)
    drafts.forget(act.connection, visit.visit_id)
    view = customer_view(quoted.settlement)
    return DoneVisit(visit_id=visit.visit_id, receipt_number=new.receipt_number, view=view)


def done_before(serving: Serving, content: str | None) -> DoneVisit | None:
    """Return the visit of this number if it was done; raise CommandReusedError if that had other content."""
    with serving.store.reading() as connection:
        known = visits.done_digest(connection, serving.visit_id)
    if known is None:
        return None
    if content is not None and content != known:
        with serving.store.acting("command_refused", serving.actor) as refused:
            refused.act.facts["visit_id"] = serving.visit_id.hex
        raise CommandReusedError(
            "This visit's number was used before, in other words or for other goods. "
            "That visit stands; nothing more was done."
        )
    return _load(serving)


def _load(serving: Serving) -> DoneVisit:
    with serving.store.reading() as connection:
        stored = receipts.load(connection, serving.visit_id)
    return DoneVisit(visit_id=stored.visit_id, receipt_number=stored.receipt_number, view=stored.view)


def _as_it_stands(serving: Serving) -> DeskState:
    """Bring the visit's snapshot up to what is left now, keep it, and return its picture."""
    with serving.store.writing() as connection:
        visit = drafts.latest(connection, serving.visit_id)
        if visit is None:
            return blank(Visit(visit_id=serving.visit_id, currency=Currency.of("XXX")))
        wanted: list[UUID] = [x.bought.sale_line_id for x in visit.returns if x.bought]
        now = sales.returned_now(connection, wanted)
        fresh = (_refreshed(line, now) for line in visit.returns)
        changed = replace(visit, returns=tuple(line for line in fresh if line is not None))
        if changed != visit:
            drafts.keep(connection, serving.store, changed, serving.actor)
        return picture(Desk(connection, serving.store, visit.currency), changed, Notice("changed_meanwhile"))


def _refreshed(line: ReturnLine, returned_micro: dict[UUID, int]) -> ReturnLine | None:
    """Return a line with what has come back of it by now; None if nothing is left."""
    if line.bought is None:
        return line
    before = Quantity(returned_micro[line.bought.sale_line_id], line.quantity.unit)
    bought = replace(line.bought, returned_before=before)
    quantity = min(line.quantity, bought.left)
    return replace(line, bought=bought, quantity=quantity) if quantity else None
