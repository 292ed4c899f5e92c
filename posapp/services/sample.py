"""The sample store: built once, through the same import that a real store uses."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from posapp import places
from posapp.interchange import profiles
from posapp.interchange.catalogue_profile import CatalogueProfile
from posapp.interchange.profile import SalesProfile
from posapp.printing.papers import A4
from posapp.services import importing, people, store_facts
from posapp.services.finding import find_sale
from posapp.services.sample_goods import FIRST_TO_TRY, SampleFiles, products, write_files
from posapp.services.sample_sheet import compose_sheet

if TYPE_CHECKING:
    from posapp.services.importing import Import
    from posapp.storage.store import Store

NAME = "Riverside (made up)"
SHEET = "things-to-try.pdf"
_FACTS = {
    "name": NAME,
    "address": "12 River Street\nRiverside\nA made-up store to try Plum with",
    "reply_address": "leaders@riverside.example",
    "currency": "EUR",
    "time_zone": "Europe/Dublin",
}
_PEOPLE = ("Ana", "Ben", "Mia")
_WRITTEN, _CATALOGUE, _SALES = 0.05, 0.15, 0.95  # of the whole, when that part is there


@dataclass(frozen=True, slots=True)
class SampleProgress:
    """How far building is, of 1; at the end ``receipt`` is a good one to begin with."""

    done: float
    receipt: str = ""


class SampleError(Exception):
    """The made-up store could not be built; the sentence says why."""


def is_built(store: Store) -> bool:
    """Tell whether this store was filled to the end: the sheet is saved last."""
    return (store.folder / SHEET).exists()


def ready(store: Store) -> Iterator[SampleProgress]:
    """Build the made-up store unless it is there, and say at the end which receipt to begin with."""
    if not is_built(store):
        yield from build_sample(store)
    years = (store.now().year, store.now().year - 1)
    numbers = (f"{year}-{FIRST_TO_TRY}" for year in years)
    yield SampleProgress(1.0, next((number for number in numbers if find_sale(store, number)), ""))


def build_sample(store: Store) -> Iterator[SampleProgress]:
    """Fill a new store with made-up goods, sales and people, in steps between which others may go first.

    What was begun and broken off is gone on with: the import takes nothing twice.
    Raises SampleError where the disk or the database refuses.
    """
    if store_facts.facts(store).name != NAME:
        store_facts.change_facts(store, "", _FACTS)
    known = {person.name for person in people.everyone(store)}
    for name in _PEOPLE:
        if name not in known:
            people.add(store, name)
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder), store.now().astimezone().date())
        yield SampleProgress(_WRITTEN)
        goods = profiles.load(_profile("catalogue"), store.folder, CatalogueProfile)
        yield from _steps(importing.import_catalogue(store, files.catalogue, goods), _WRITTEN, _CATALOGUE)
        tills = profiles.load(_profile("sales"), store.folder, SalesProfile)
        yield from _steps(importing.import_sales(store, files.sales, tills), _CATALOGUE, _SALES)
    save_sheet(store, files)


def save_sheet(store: Store, files: SampleFiles) -> Path:
    """Save the sheet of barcodes to try in the data folder and return where."""
    from posapp.printing.pdf import render_pdf
    from posapp.printing.save import save

    path = store.folder / SHEET
    save(path, render_pdf(compose_sheet(NAME, files.tried, products()), A4))
    return path


def _profile(kind: str) -> str:
    return str(places.resources() / "sample" / f"{kind}.toml")


def _steps(running: Import, start: float, end: float) -> Iterator[SampleProgress]:
    with running:
        for step in running:
            if step.stage == "reading" and step.whole:
                yield SampleProgress(start + (end - start) * step.done / step.whole)
    report = running.report
    if report is None or report.problem or report.rejected:
        raise SampleError(
            report.problem if report and report.problem else "The made-up store could not be built."
        )
