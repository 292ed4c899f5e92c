"""Visits in progress, step by step: each scan is kept, so that undo, a crash and a power cut lose nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from posapp.domain.visit import Visit
from posapp.storage.tables import draft_steps

if TYPE_CHECKING:
    from posapp.storage.store import Store

_decoder = msgspec.json.Decoder(Visit)


def encode(visit: Visit) -> str:
    """Return a visit's snapshot as text."""
    return msgspec.json.encode(visit).decode()


def latest(connection: Connection, visit_id: UUID) -> Visit | None:
    """Return a visit as it stands now, or None if nothing of it is kept."""
    content = connection.scalar(_LATEST, {"visit": visit_id})
    return _decoder.decode(content) if content else None


_LATEST = (
    select(draft_steps.c.content)
    .where(draft_steps.c.visit_id == bindparam("visit"))
    .order_by(draft_steps.c.step.desc())
    .limit(1)
)


def parked(connection: Connection, desk_id: UUID) -> Visit | None:
    """Return the visit that this desk had in progress, the newest if there are several."""
    steps = select(draft_steps.c.content).where(draft_steps.c.desk_id == desk_id)
    newest = steps.order_by(draft_steps.c.visit_id.desc(), draft_steps.c.step.desc())
    content = connection.scalar(newest.limit(1))
    return _decoder.decode(content) if content else None


def count_steps(connection: Connection, visit_id: UUID) -> int:
    """Return how many steps can be undone."""
    counted = select(func.count()).where(draft_steps.c.visit_id == visit_id)
    return connection.scalar(counted) or 0


def keep(connection: Connection, store: Store, visit: Visit, actor: str) -> None:
    """Keep a visit's next step."""
    last = select(func.max(draft_steps.c.step)).where(draft_steps.c.visit_id == visit.visit_id)
    step = {
        "store_id": store.store_id,
        "desk_id": store.desk_id,
        "visit_id": visit.visit_id,
        "step": (connection.scalar(last) or 0) + 1,
        "actor": actor,
        "content": encode(visit),
    }
    connection.execute(insert(draft_steps), step)


def go_back(connection: Connection, visit_id: UUID) -> None:
    """Forget the last step."""
    last = select(func.max(draft_steps.c.step)).where(draft_steps.c.visit_id == visit_id).scalar_subquery()
    connection.execute(
        delete(draft_steps).where(draft_steps.c.visit_id == visit_id, draft_steps.c.step == last)
    )


def forget(connection: Connection, visit_id: UUID) -> None:
    """Forget a visit in progress, done or started over."""
    connection.execute(_FORGET, {"visit": visit_id})


_FORGET = delete(draft_steps).where(draft_steps.c.visit_id == bindparam("visit"))
