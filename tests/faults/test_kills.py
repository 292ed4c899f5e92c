"""The process dies anywhere around Done: it was done, once and whole, or it was not (RELIABILITY T1)."""

import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import func, select

from posapp import verifier
from posapp.services import done as done_service
from posapp.services import visits
from posapp.services.desk_state import DeskState, DoneVisit
from posapp.storage import receipts, store, tables
from posapp.storage.visits import done_digest
from tests.databases import Place
from tests.processes import finish, start
from tests.stores import BEANS, SHIRT, Shop, Sold, grocer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL, no fork")
KILLS = int(os.environ.get("KILLS", "12"))
_STOCK = 4000


class _Shop:
    """A shop that is closed while another process has it, and opened again afterwards."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.shop: Shop = grocer(place.folder, place.url)
        lines = [Sold(good=BEANS, quantity=str(_STOCK), paid="40000.00"), Sold(good=SHIRT, paid="20.00")]
        self.shop.sell("R-1", lines)

    def drafted(self) -> DeskState:
        """A visit as it stands before Done: beans come back, the same again goes home, and a shirt."""
        serving = self.shop.serving()
        visits.scan(serving, "R-1")
        visits.scan(serving, BEANS.code)
        return visits.same_again(serving)

    def close(self) -> None:
        self.shop.store.close()

    def reopen(self) -> None:
        self.shop.store = self.place.open()
        with self.shop.store.writing() as connection:  # a server may still be ending what died
            store._hold_chain(connection, self.shop.store.desk_id)

    def counts(self) -> tuple[int, int, int]:
        """Entries, visits, and what has come back of the beans."""
        line = select(func.max(tables.sale_lines.c.returned_micro)).where(
            tables.sale_lines.c.code == BEANS.code
        )
        with self.shop.store.reading() as connection:
            entries = connection.scalar(select(func.count()).select_from(tables.journal)) or 0
            done = connection.scalar(select(func.count()).select_from(tables.visits)) or 0
            return entries, done, (connection.scalar(line) or 0) // 1_000_000

    def verify(self) -> None:
        report = verifier.verify(self.place.folder, self.place.url)
        assert report["ok"], report


@pytest.fixture
def desk(place: Place) -> Iterator[_Shop]:
    made = _Shop(place)
    yield made
    made.close()


@pytest.mark.timeout(300)
def test_killed_at_every_statement_of_done(desk: _Shop) -> None:
    outcomes = _kill_everywhere(desk)
    desk.verify()
    assert outcomes.count("not done") > 20, "deaths before the commit"
    assert outcomes.count("done") > 1, "deaths after the commit"
    assert outcomes == sorted(outcomes, reverse=True), "before the commit nothing, after it everything"
    print(f"{len(outcomes)} points, {outcomes.count('done')} after the commit, nothing between")  # noqa: T201


def test_the_harness_finds_an_act_in_two_parts(desk: _Shop) -> None:
    """The planted fault: the counters are committed before the rest."""
    with pytest.raises(AssertionError):
        _kill_everywhere(desk, fault=True)


def _kill_everywhere(desk: _Shop, *, fault: bool = False) -> list[str]:
    """Let Done die at each statement, before and after it ran; return what became of each visit."""
    outcomes: list[str] = []
    helper = start("tests.faults.dying_desk")
    assert helper.stdin is not None
    assert helper.stdout is not None
    try:
        for at, after in product(range(1, 100), (False, True)):
            state, before = desk.drafted(), desk.counts()
            told = {"folder": str(desk.place.folder), "url": desk.place.url, "actor": desk.shop.clerk.actor}
            visit = {"visit_id": state.visit_id.hex, "quote": state.quote}
            desk.close()
            helper.stdin.write(json.dumps({**told, **visit, "at": at, "after": after, "fault": fault}) + "\n")
            helper.stdin.flush()
            answer = json.loads(helper.stdout.readline())
            desk.reopen()
            assert answer["ended"] in {0, -signal.SIGKILL}, answer
            outcome = _check(desk, state, before, said=answer["said"])
            outcomes += (
                [outcome] if answer["ended"] else []
            )  # a commit is no statement: nothing dies after it
            if answer["ended"] == 0 and not after:
                break  # Done has no such statement any more
    finally:
        finish(helper)
    return outcomes


def _check(desk: _Shop, state: DeskState, before: tuple[int, int, int], said: str) -> str:
    """Look at what is left; leave the visit done in any case."""
    serving = desk.shop.serving(state.visit_id)
    entries, done, back = before
    with desk.shop.store.reading() as connection:
        known = done_digest(connection, state.visit_id)
        prepared = receipts.prepared_papers(connection, desk.shop.store.desk_id)
    resumed = visits.begin(desk.shop.store)
    if known is None:
        assert said == ""
        assert desk.counts() == before
        assert state.visit_id not in prepared
        assert (resumed.visit_id, resumed.quote, resumed.back) == (state.visit_id, state.quote, state.back)
    else:
        assert desk.counts() == (entries + 1, done + 1, back + 1)
        assert prepared.count(state.visit_id) == 1
        assert resumed.is_blank
    result = done_service.done(serving, state.quote)
    assert isinstance(result, DoneVisit)
    assert desk.counts() == (entries + 1, done + 1, back + 1)
    return "done" if known else "not done"


@pytest.mark.timeout(600)
def test_killed_at_random_nothing_said_is_lost(desk: _Shop) -> None:
    """What was told as done is there; at most one visit more, which died between its commit and its word."""
    lots = random.Random(1)
    told: set[UUID] = set()
    untold = 0
    for _ in range(KILLS):
        desk.close()
        url = desk.place.url or "-"
        words = (desk.place.folder, desk.shop.clerk.actor, url, "R-1", BEANS.code)
        process = start("tests.faults.busy_desk", *words)
        assert process.stdout is not None
        now = [process.stdout.readline() for _ in range(lots.randint(1, 12))]
        for _ in range(lots.randint(0, 60_000)):
            pass  # some part of a visit later
        process.kill()
        rest, complaint = process.communicate()
        assert complaint == ""
        told |= {
            UUID(line.strip()) for line in [*now, *rest.splitlines(keepends=True)] if line.endswith("\n")
        }
        desk.reopen()
        with desk.shop.store.reading() as connection:
            stored = set(connection.scalars(select(tables.visits.c.visit_id)))
        assert told <= stored
        untold = len(stored - told)
        assert untold <= KILLS
        _, done, back = desk.counts()
        assert done == back == len(stored)
        visits.start_over(desk.shop.serving(visits.begin(desk.shop.store).visit_id))
    desk.verify()
    print(f"{KILLS} kills, {len(told)} visits told, 0 lost, {untold} done and not told")  # noqa: T201
