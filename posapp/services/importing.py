"""Importing a till's sales or a catalogue: step by step, so that visits go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from posapp.interchange.problems import FileProblemError
from posapp.interchange.profile import SalesProfile
from posapp.interchange.profiles import NamedProfile
from posapp.interchange.sales import SalesFile
from posapp.interchange.source import Source
from posapp.services.import_run import Import, Job, Steps, wrong_currency
from posapp.services.import_sales_steps import sales_steps
from posapp.services.import_tally import Counts, Progress, Report, Tally
from posapp.storage import imports
from posapp.storage.imports import ImportedFile, Run

if TYPE_CHECKING:
    from posapp.storage.store import Store

__all__ = ["Counts", "Import", "Progress", "Report", "import_sales"]


def import_sales(store: Store, path: Path, profile: NamedProfile[SalesProfile], actor: str = "") -> Import:
    """Return an import of a till's sales, to be stepped through; nothing is entered before its first step.

    Raises FileProblemError where file, profile and store do not go together.
    """
    source = Source(path)
    with ExitStack() as unless_started:
        unless_started.callback(source.close)
        by = profile.profile
        SalesFile(source, by)  # reads the header, before anything is entered
        _refuse_other_currency(store, by.currency)
        file = ImportedFile("sales", path.name, "", source.size, profile.name, by.currency, by.time_zone)
        started = Import(store, Job(source=source, file=file, steps=_sales(source, by)), actor)
        unless_started.pop_all()
    return started


def _refuse_other_currency(store: Store, currency: str) -> None:
    if not imports.has_currency(store, currency):
        raise FileProblemError("currency", wrong_currency(currency))


def _sales(source: Source, profile: SalesProfile) -> Callable[[Run, Tally], Steps]:
    def steps(run: Run, tally: Tally) -> Steps:
        file = SalesFile(source, profile)
        return sales_steps(run, source, file, tally, by_customer=bool(profile.match_on))

    return steps
