"""The steps of taking in a catalogue; between two of them anything else may use the database."""

from __future__ import annotations

from collections.abc import Generator

from posapp.domain.listing import Listing
from posapp.interchange.catalogue import CatalogueFile
from posapp.interchange.source import Source
from posapp.services.import_pace import Pace
from posapp.services.import_tally import Tally
from posapp.storage import imports
from posapp.storage.catalogue_writes import take_listings
from posapp.storage.ids import to_ms
from posapp.storage.imports import Run

_FIRST_LINES, _FEWEST_LINES = 200, 50


def catalogue_steps(
    run: Run, source: Source, file: CatalogueFile, tally: Tally
) -> Generator[None, None, str]:
    """Read and take line after line; each step is short and whole in itself.

    Returns the code of what is wrong with the file, or nothing.
    """
    tally.enter("reading", source.size)
    tally.notes = file.notes
    pace = Pace(_FIRST_LINES, fewest=_FEWEST_LINES)
    now_ms = to_ms(run.store.now())
    pending: list[Listing] = []
    for portion in file.portions():
        tally.count_read(portion.read)
        tally.reject(*portion.rejects)
        tally.done = source.done_bytes
        pending += portion.listings
        yield
        while len(pending) >= pace.lines:
            _take(run, tally, pace, pending, now_ms)
            yield
    while pending:
        _take(run, tally, pace, pending, now_ms)
        yield
    return "broken_off" if file.broken_off else ""


def _take(run: Run, tally: Tally, pace: Pace, pending: list[Listing], now_ms: int) -> None:
    batch = pending[: pace.lines]
    del pending[: len(batch)]
    with pace.transaction(len(batch)), imports.batch(run) as act:
        taken = take_listings(run, act, batch, now_ms)
    tally.add(taken)
