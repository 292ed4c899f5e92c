"""Dates and times as a till writes them, in the store's time zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ISO = "iso"  # in a profile's list of formats: anything that ISO 8601 allows
_REMEMBERED = 20_000
_LONGEST = 40
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


class MomentProblemError(ValueError):
    """A text that is no moment as this file writes them; the sentence says what is wrong."""


class Moments:
    """Reads the dates and times of one file. Called with a text it answers in milliseconds since 1970.

    ``formats`` are those of ``datetime.strptime``, tried in order, or "iso". A time that the clock shows
    twice in autumn is the earlier one; a date alone is its midnight. What was read once is remembered.
    """

    def __init__(self, formats: Sequence[str], zone: ZoneInfo) -> None:
        self._formats = formats
        self._zone = zone
        self.known: dict[str, int] = {}  # what was read before, for whoever cannot afford a call

    def __call__(self, text: str) -> int:
        """Return the moment in milliseconds; raise MomentProblemError with a sentence."""
        at_ms = self.known.get(text)
        if at_ms is None:
            at_ms = self._read(text)
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[text] = at_ms
        return at_ms

    def _read(self, text: str) -> int:
        moment = self._parsed(text.strip()) if len(text) <= _LONGEST else None
        if moment is None:
            raise MomentProblemError(
                f"It is not a date as the profile writes them ({' or '.join(self._formats)})."
            )
        if not _FIRST_YEAR < moment.year < _LAST_YEAR:
            raise MomentProblemError(f"The year {moment.year} cannot be.")
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
        return round(aware.astimezone(UTC).timestamp() * 1000)

    def _parsed(self, text: str) -> datetime | None:
        for form in self._formats:
            try:
                return datetime.fromisoformat(text) if form == ISO else datetime.strptime(text, form)  # noqa: DTZ007 -- the zone follows
            except ValueError:
                continue
        return None
