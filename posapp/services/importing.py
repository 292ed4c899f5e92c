"""Importing a till's sales or a catalogue: step by step, so that visits go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from posapp.interchange import profiles
from posapp.interchange.catalogue import CatalogueFile
from posapp.interchange.catalogue_profile import CatalogueProfile, guessed
from posapp.interchange.first_look import look
from posapp.interchange.problems import FileProblemError
from posapp.interchange.profile import SalesProfile
from posapp.interchange.profiles import NamedProfile
from posapp.interchange.sales import SalesFile
from posapp.interchange.source import Source
from posapp.services.import_catalogue_steps import catalogue_steps
from posapp.services.import_run import Import, Job, Steps, wrong_currency
from posapp.services.import_sales_steps import sales_steps
from posapp.services.import_tally import Counts, Progress, Report, Tally
from posapp.storage import imports
from posapp.storage.imports import ImportedFile, Run

if TYPE_CHECKING:
    from posapp.storage.store import Store

__all__ = [
    "Counts",
    "Import",
    "Progress",
    "Report",
    "catalogue_profile",
    "import_catalogue",
    "import_sales",
    "sales_profile",
]


def import_sales(store: Store, path: Path, profile: NamedProfile[SalesProfile], actor: str = "") -> Import:
    """Return an import of a till's sales, to be stepped through; nothing is entered before its first step.

    Raises FileProblemError where file, profile and store do not go together.
    """
    by = profile.profile
    file = ImportedFile("sales", path.name, "", 0, profile.name, by.currency, by.time_zone)

    def steps(source: Source) -> Callable[[Run, Tally], Steps]:
        SalesFile(source, by)  # reads the header, before anything is entered
        return lambda run, tally: sales_steps(
            run, source, SalesFile(source, by), tally, by_customer=bool(by.match_on)
        )

    return _begun(store, path, file, steps, actor)


def import_catalogue(
    store: Store, path: Path, profile: NamedProfile[CatalogueProfile], actor: str = ""
) -> Import:
    """Return an import of a catalogue, to be stepped through; nothing is entered before its first step.

    Raises FileProblemError where file, profile and store do not go together.
    """
    by = profile.profile
    currency = by.currency or None
    file = ImportedFile("catalogue", path.name, "", 0, profile.name, currency, None)

    def steps(source: Source) -> Callable[[Run, Tally], Steps]:
        CatalogueFile(source, by)
        return lambda run, tally: catalogue_steps(run, source, CatalogueFile(source, by), tally)

    return _begun(store, path, file, steps, actor)


def sales_profile(store: Store, name: str) -> NamedProfile[SalesProfile]:
    """Return a profile by its name or its path; raise FileProblemError with what is wrong with it."""
    return profiles.load(name, store.folder, SalesProfile)


def catalogue_profile(store: Store, path: Path, currency: str = "") -> NamedProfile[CatalogueProfile]:
    """Return the profile that a catalogue's header tells, in the store's currency unless another is named.

    Raises FileProblemError where the header tells too little, or prices would be in no currency.
    """
    with store.reading() as connection:
        facts = store.facts(connection)
    found = guessed(look(path), currency or facts.currency or "", facts.time_zone)
    if found.profile.columns.price and not found.profile.currency:
        raise FileProblemError(
            "currency",
            "Plum does not know yet which currency this store's prices are in. "
            "Set it first: posapp store set currency=EUR.",
        )
    return found


def _begun(
    store: Store,
    path: Path,
    file: ImportedFile,
    steps: Callable[[Source], Callable[[Run, Tally], Steps]],
    actor: str,
) -> Import:
    with ExitStack() as unless_begun:
        source = unless_begun.enter_context(Source(path))
        if file.currency and not imports.has_currency(store, file.currency):
            raise FileProblemError("currency", wrong_currency(file.currency))
        job = Job(source=source, file=file._replace(size=source.size), steps=steps(source))
        begun = Import(store, job, actor)
        unless_begun.pop_all()
    return begun
