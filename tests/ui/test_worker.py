"""The worker: one thread, in order, long jobs in between, and a clean end."""

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from posapp.storage.engine import CannotOpenStoreError
from posapp.storage.store import Store
from posapp.ui.trouble import Trouble
from posapp.ui.worker import Worker


class _Store:
    """Stands for the store: what the worker gives to jobs and closes at the end."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.is_closed = False

    def close(self) -> None:
        assert threading.get_ident() == self.thread, "the store is closed where it was opened"
        self.is_closed = True


def _new_store() -> Store:
    return cast("Store", _Store())


class _Answers:
    def __init__(self) -> None:
        self.all: list[Any] = []

    def __call__(self, answer: object) -> None:
        self.all.append(answer)


@pytest.fixture(name="answers")
def _answers() -> _Answers:
    return _Answers()


@pytest.fixture(name="worker")
def _worker() -> Iterator[Worker]:
    made = Worker(_new_store)
    yield made
    made.close()


def test_answers_come_in_order_and_to_the_threads_own(
    worker: Worker, answers: _Answers, qtbot: QtBot
) -> None:
    here = threading.get_ident()
    threads = set()

    def then(answer: int) -> None:
        threads.add(threading.get_ident())
        answers(answer)

    for number in range(20):
        worker.submit(lambda _store, n=number: n, then, answers)  # type: ignore[misc]
    worker.start()
    qtbot.waitUntil(lambda: len(answers.all) == 20)
    assert answers.all == list(range(20))
    assert threads == {here}


def test_the_store_is_opened_once_and_closed_by_its_thread(answers: _Answers, qtbot: QtBot) -> None:
    stores: list[_Store] = []

    def opening() -> Store:
        stores.append(_Store())
        return cast("Store", stores[-1])

    worker = Worker(opening)
    worker.start()
    for _ in range(3):
        worker.submit(lambda store: store, answers, answers)
    qtbot.waitUntil(lambda: len(answers.all) == 3)
    worker.close()
    assert [store.is_closed for store in stores] == [True]


def test_what_waits_at_the_end_is_still_done(answers: _Answers) -> None:
    done: list[int] = []
    worker = Worker(_new_store)
    for number in range(5):
        worker.submit(lambda _store, n=number: done.append(n), answers, answers)  # type: ignore[misc]
    worker.start()
    worker.close()
    assert done == [0, 1, 2, 3, 4]
    assert answers.all == []


def test_others_go_between_the_steps_of_a_long_job(worker: Worker, answers: _Answers, qtbot: QtBot) -> None:
    def long_one(_store: object) -> Iterator[str]:
        for step in range(3):
            worker.submit(lambda _store, n=step: f"job {n}", answers, answers)  # type: ignore[misc]
            yield f"step {step}"

    worker.submit_long(long_one, answers, lambda: answers("ended"), answers)
    worker.start()
    qtbot.waitUntil(lambda: "ended" in answers.all)
    assert answers.all == ["step 0", "job 0", "step 1", "job 1", "step 2", "job 2", "ended"]


def test_a_long_job_that_is_cancelled_is_closed(worker: Worker, answers: _Answers, qtbot: QtBot) -> None:
    closed = threading.Event()

    def endless(_store: object) -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    job = worker.submit_long(endless, answers, lambda: answers("ended"), answers)
    worker.start()
    qtbot.waitUntil(lambda: bool(answers.all))
    job.cancel()
    qtbot.waitUntil(lambda: "ended" in answers.all)
    assert closed.is_set()


def test_a_long_job_is_closed_at_the_end(answers: _Answers, qtbot: QtBot) -> None:
    closed = threading.Event()

    def endless(_store: object) -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    worker = Worker(_new_store)
    worker.submit_long(endless, answers, lambda: None, answers)
    worker.start()
    qtbot.waitUntil(lambda: bool(answers.all))
    worker.close()
    assert closed.is_set()


def test_a_store_that_cannot_be_opened_is_tried_again(answers: _Answers, qtbot: QtBot) -> None:
    tries: list[int] = []

    def opening() -> Store:
        tries.append(1)
        if len(tries) == 1:
            raise CannotOpenStoreError("The folder is a network share. Choose another.")
        return _new_store()

    worker = Worker(opening)
    worker.start()
    worker.submit(lambda _store: "never", answers, answers)
    worker.submit(lambda _store: "open", answers, answers)
    qtbot.waitUntil(lambda: len(answers.all) == 2)
    worker.close()
    assert answers.all == [Trouble("cannot_open", "The folder is a network share. Choose another."), "open"]


@pytest.mark.logs_errors
def test_a_bug_is_logged_and_the_next_job_is_done(worker: Worker, answers: _Answers, qtbot: QtBot) -> None:
    worker.start()
    worker.submit(lambda _store: 1 // 0, answers, answers)
    worker.submit(lambda _store: "next", answers, answers)
    qtbot.waitUntil(lambda: len(answers.all) == 2)
    assert answers.all == [Trouble("bug"), "next"]
