"""Fingers and scanners are told apart by their pace."""

import pytest

from posapp.scanning.bursts import Burst


def _typed(*gaps_ms: int) -> Burst:
    burst, now_ms = Burst(), 1_000
    burst.key(now_ms)
    for gap in gaps_ms:
        now_ms += gap
        burst.key(now_ms)
    return burst


@pytest.mark.parametrize("gaps", [(0,) * 12, (5,) * 12, (29,) * 12, (10, 40, 10, 40, 10)])
def test_a_scanner(gaps: tuple[int, ...]) -> None:
    assert _typed(*gaps).is_scan()


@pytest.mark.parametrize("gaps", [(120,) * 8, (35,) * 12, (0, 0), ()])
def test_fingers(gaps: tuple[int, ...]) -> None:
    assert not _typed(*gaps).is_scan()


def test_a_scan_after_typing_is_a_scan() -> None:
    assert _typed(90, 90, 400, 5, 5, 5, 5).is_scan()


def test_it_runs_only_while_keys_come() -> None:
    burst = _typed(5, 5, 5, 5)
    assert burst.is_running(1_020 + 100)
    assert not burst.is_running(1_020 + 200)


def test_cleared_it_begins_anew() -> None:
    burst = _typed(5, 5, 5, 5)
    burst.clear()
    assert not burst.is_scan()
