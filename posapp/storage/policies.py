"""The store's policy: every change is a new version; the past keeps the version it was done under."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from posapp.domain.money import Currency, Money
from posapp.domain.policy import Policy
from posapp.storage.journal import Act, canonical
from posapp.storage.tables import policies

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEFAULT_CEILING_MAJOR = {0: 3000, 2: 25, 3: 8}  # by the currency's decimals, until a supervisor sets it


def current(connection: Connection, store_id: UUID, currency: Currency) -> Policy:
    """Return the newest policy; before the first change the defaults, as version 0."""
    row = connection.execute(_NEWEST, {"store": store_id}).first()
    default = currency.money(_DEFAULT_CEILING_MAJOR[currency.decimals])
    if row is None:
        return Policy(version=0, absorbed_ceiling=default)
    content = json.loads(row.content)
    return Policy(
        version=row.version,
        absorbed_ceiling=Money(content["absorbed_ceiling_minor"], currency),
        absorbed_share=Decimal(content["absorbed_share"]),
        valuation_days=content["valuation_days"],
        weight_tolerance=Decimal(content["weight_tolerance"]),
        question=content["question"],
    )


_NEWEST = (
    select(policies)
    .where(policies.c.store_id == bindparam("store"))
    .order_by(policies.c.version.desc())
    .limit(1)
)


def write(act: Act, version: int, content: Mapping[str, object]) -> None:
    """Add a version."""
    act.insert(
        policies, {"version": version, "at": act.at, "actor": act.actor, "content": canonical(content)}
    )


def content_of(policy: Policy) -> dict[str, object]:
    """Return a policy as it is stored: decimals as text."""
    return {
        "absorbed_ceiling_minor": policy.absorbed_ceiling.minor,
        "absorbed_share": str(policy.absorbed_share),
        "valuation_days": policy.valuation_days,
        "weight_tolerance": str(policy.weight_tolerance),
        "question": policy.question,
    }
