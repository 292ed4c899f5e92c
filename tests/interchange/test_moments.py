"""Dates are moments in the store's own time zone, or refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from posapp.interchange.moments import MomentProblemError, Moments

LONDON = ZoneInfo("Europe/London")


def _utc(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, tz=UTC).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2010-12-01 08:26:00", "2010-12-01 08:26"),
        ("2011-07-01 08:26:00", "2011-07-01 07:26"),  # summer time
        ("2011-10-30 01:30:00", "2011-10-30 00:30"),  # shown twice: the earlier one
        ("2011-03-27 01:30:00", "2011-03-27 01:30"),  # never shown: as if the clock had gone on
        (" 12/1/2010 8:26 ", "2010-12-01 08:26"),
    ],
)
def test_the_clock_on_the_wall(text: str, utc: str) -> None:
    assert _utc(Moments(["%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M"], LONDON)(text)) == utc


@pytest.mark.parametrize("text", ["2010-12-01T08:26:00Z", "2010-12-01 09:26+01:00", "20101201T082600"])
def test_iso_knows_its_own_offset(text: str) -> None:
    assert _utc(Moments(["iso"], LONDON)(text)) == "2010-12-01 08:26"


@pytest.mark.parametrize("text", ["", "yesterday", "2010-13-01 00:00:00", "1" * 5_000, "01.12.2010"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(MomentProblemError, match="not a date as the profile writes them"):
        Moments(["%Y-%m-%d %H:%M:%S"], LONDON)(text)


@pytest.mark.parametrize("text", ["0001-01-01", "1969-12-31", "9999-12-31"])
def test_years_that_no_till_has_seen(text: str) -> None:
    with pytest.raises(MomentProblemError, match="cannot be"):
        Moments(["iso"], LONDON)(text)


def test_what_was_read_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posapp.interchange.moments._REMEMBERED", 3)
    moments = Moments(["iso"], LONDON)
    for day in range(1, 10):
        moments(f"2010-12-{day:02}")
        moments(f"2010-12-{day:02}")
    assert len(moments.known) <= 3
