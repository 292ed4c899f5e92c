"""Identities and moments as they are stored."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID


def new_id() -> UUID:
    """Return a UUIDv7: unique over desks and stores, and rising with time, so that indexes stay dense."""
    from uuid_utils.compat import uuid7

    return uuid7()


def to_ms(moment: datetime) -> int:
    """Return the milliseconds since 1970 of an aware moment."""
    return round(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Return the moment of so many milliseconds since 1970, in UTC."""
    return datetime.fromtimestamp(ms / 1000, tz=UTC)


def to_text(moment: datetime) -> str:
    """Return an aware moment as ISO 8601 text in UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
