"""The steps of taking in a till's sales; between two of them anything else may use the database."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from posapp.domain.till import TillDocument
from posapp.interchange.sales import SalesFile
from posapp.interchange.source import Source
from posapp.services.import_pace import Pace
from posapp.services.import_tally import Tally
from posapp.storage import imports
from posapp.storage.import_returns import How, take_returns
from posapp.storage.import_sales import remember, take_sales
from posapp.storage.import_scratch import WaitingReturn
from posapp.storage.imports import Run

_FIRST_LINES, _FEWEST_LINES = 300, 100
_TRIES = 3
_FIRST_RETURNS, _FEWEST_RETURNS = 50, 20


def sales_steps(
    run: Run, source: Source, file: SalesFile, tally: Tally, *, by_customer: bool
) -> Generator[None, None, str]:
    """Read, take the sales, then match and take the returns; each step is short and whole in itself.

    Returns the code of what is wrong with the file, or nothing.
    """
    tally.enter("reading", source.size)
    tally.notes = file.notes
    yield from _take_sales(run, source, file, tally)
    tally.enter("matching", run.scratch.prepare_matching())
    how = How(by_customer=by_customer, whole_file=not file.broken_off)
    yield from _take_returns(run, tally, how)
    return "broken_off" if file.broken_off else ""


def _take_sales(run: Run, source: Source, file: SalesFile, tally: Tally) -> Iterator[None]:
    pace = Pace(_FIRST_LINES, fewest=_FEWEST_LINES)
    pending: list[TillDocument] = []
    for portion in file.portions():
        tally.count_read(portion.read)
        tally.reject(*portion.rejects)
        tally.done = source.done_bytes
        pending += portion.documents
        yield
        while sum(map(len, pending)) >= pace.lines:
            _take_batch(run, tally, pace, _first(pending, pace.lines))
            yield
    while pending:
        _take_batch(run, tally, pace, _first(pending, pace.lines))
        yield


def _first(pending: list[TillDocument], most_lines: int) -> list[TillDocument]:
    """Take whole documents from the front, of so many lines together, but one at least."""
    count, lines = 0, 0
    for document in pending:
        lines += len(document)
        if count and lines > most_lines:
            break
        count += 1
    first = pending[:count]
    del pending[:count]
    return first


def _take_batch(run: Run, tally: Tally, pace: Pace, documents: list[TillDocument]) -> None:
    """Make the sales of some documents durable, and keep what came back for later."""
    with pace.transaction(sum(map(len, documents))), imports.batch(run) as act:
        taken, met = take_sales(run, act, documents)
    tally.add(taken)
    remember(run, met)
    for document in documents:
        if document.returned:
            run.scratch.wait(document.number, document.returned)


def _take_returns(run: Run, tally: Tally, how: How) -> Iterator[None]:
    pace = Pace(_FIRST_RETURNS, fewest=_FEWEST_RETURNS)
    batch: list[WaitingReturn] = []
    for item in run.scratch.in_order_of_time():
        if len(batch) >= pace.lines and item.document != batch[-1].document:
            _take_returned(run, tally, pace, how, batch)
            batch = []
            yield
        batch.append(item)
    if batch:
        _take_returned(run, tally, pace, how, batch)
        yield


def _take_returned(run: Run, tally: Tally, pace: Pace, how: How, batch: list[WaitingReturn]) -> None:
    for tries_left in range(_TRIES - 1, -1, -1):
        try:
            with pace.transaction(len(batch)), imports.batch(run) as act:
                taken, met = take_returns(run, act, batch, how)
        except Exception as error:
            if not (tries_left and imports.is_deadlock(error)):
                raise
        else:
            tally.add(taken)
            tally.done += len(batch)
            run.scratch.see(met, [])
            return
