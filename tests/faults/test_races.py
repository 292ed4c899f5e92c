"""Two desks, one last unit: exactly one gets it, always (RELIABILITY T7).

RACES=2000 runs as many rounds; without it a few hundred run in every build.
"""

import json
import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, select

from posapp import verifier
from posapp.storage import tables
from tests.databases import Place
from tests.processes import finish, start
from tests.stores import BEANS, SHIRT, Shop, Sold, enter_sales, grocer

ROUNDS = int(os.environ.get("RACES", "120"))
_HEAD_START_NS = 1_500_000


class _Desk:
    """A desk in another process."""

    def __init__(self, place: Place, shop: Shop, fault: str) -> None:
        words = (place.folder, shop.clerk.actor, place.url or "-", fault)
        self.process = start("tests.faults.racing_desk", *words)
        self.number = self.answer()["desk"]

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            pytest.fail(self.process.communicate()[1])
        answer: dict[str, Any] = json.loads(line)
        return answer


@dataclass
class _Outcome:
    winners: list[int] = field(default_factory=list)  # of each round
    seconds: list[float] = field(default_factory=list)


@contextmanager
def _two_desks(place: Place, shop: Shop, fault: str) -> Iterator[list[_Desk]]:
    """On a file both are processes of one desk; on a server they are two desks, each with its own keys."""
    with ExitStack() as ended:
        desks = []
        for name in ("first", "second"):
            desk = _Desk(place.beside(name) if place.on_server else place, shop, fault)
            ended.callback(_end, desk.process)
            desks.append(desk)
        yield desks
        for desk in desks:
            finish(desk.process)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
        process.communicate()


def _race(place: Place, shop: Shop, rounds: int, fault: str, codes: list[list[str]]) -> _Outcome:
    outcome = _Outcome()
    with _two_desks(place, shop, fault) as desks:
        for number in range(rounds):
            for desk, order in zip(desks, codes, strict=True):
                desk.tell(json.dumps([f"R-{number}", order]))
            assert [desk.answer()["ready"] for desk in desks] == [len(codes[0])] * 2
            together = str(time.monotonic_ns() + _HEAD_START_NS)
            for desk in desks:
                desk.tell(together)
            answers = [desk.answer() for desk in desks]
            outcome.winners.append(sum(x["won"] for x in answers))
            outcome.seconds += [x["seconds"] for x in answers]
    return outcome


@pytest.fixture
def racing(place: Place) -> Iterator[tuple[Place, Shop]]:
    shop = grocer(place.folder, place.url)
    yield place, shop
    shop.store.close()


def _stock(shop: Shop, rounds: int) -> None:
    lines = [Sold(good=BEANS, paid="7.99"), Sold(good=SHIRT, paid="20.00")]
    enter_sales(shop, {f"R-{number}": lines for number in range(rounds)})


def _returned_twice(shop: Shop) -> int:
    """How many lines came back on more visits than they have units."""
    twice = (
        select(tables.visit_returns.c.sale_line_id)
        .group_by(tables.visit_returns.c.sale_line_id)
        .having(func.sum(tables.visit_returns.c.quantity_micro) > 1_000_000)
    )
    with shop.store.reading() as connection:
        return len(connection.execute(twice).all())


@pytest.mark.timeout(1200)
def test_exactly_one_desk_gets_the_last_unit(racing: tuple[Place, Shop], record_property: Any) -> None:  # noqa: ANN401
    place, shop = racing
    _stock(shop, ROUNDS)
    outcome = _race(place, shop, ROUNDS, "-", [[BEANS.code]] * 2)
    assert outcome.winners == [1] * ROUNDS
    assert _returned_twice(shop) == 0
    with shop.store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.visits)) == ROUNDS
    report = verifier.verify(place.folder, place.url)
    assert report["ok"], report
    p99 = statistics.quantiles(outcome.seconds, n=100)[98]
    figure = (
        f"{ROUNDS} races, {'PostgreSQL' if place.on_server else 'SQLite'}: 0 doubled, p99 {p99 * 1000:.1f} ms"
    )
    record_property("figure", figure)
    print(figure)  # noqa: T201 -- pytest -s shows it


@pytest.mark.timeout(600)
def test_desks_that_take_lines_in_opposite_order_never_wait_for_each_other(
    racing: tuple[Place, Shop],
) -> None:
    place, shop = racing
    rounds = max(40, ROUNDS // 5)
    _stock(shop, rounds)
    both = [BEANS.code, SHIRT.code]
    outcome = _race(place, shop, rounds, "-", [both, both[::-1]])
    assert outcome.winners == [1] * rounds
    assert _returned_twice(shop) == 0


def test_the_harness_finds_a_counter_that_is_not_guarded(racing: tuple[Place, Shop]) -> None:
    """The planted fault: read, then write what was read."""
    place, shop = racing
    _stock(shop, 30)
    outcome = _race(place, shop, 30, "naive", [[BEANS.code]] * 2)
    assert outcome.winners.count(2) > 10
    assert _returned_twice(shop) == outcome.winners.count(2)
    assert not verifier.verify(place.folder, place.url)["ok"]


def test_the_harness_finds_desks_that_wait_for_each_other(racing: tuple[Place, Shop]) -> None:
    """The planted fault: lines are taken in the order of scanning. SQLite has one writer: nobody waits."""
    place, shop = racing
    if not place.on_server:
        pytest.skip("SQLite has one writer at a time")
    _stock(shop, 150)
    both = [BEANS.code, SHIRT.code]
    with pytest.raises(pytest.fail.Exception, match="deadlock detected"):
        _race(place, shop, 150, "unordered", [both, both[::-1]])
