"""The acts of an import: it starts, it takes batch after batch, it ends; each is an entry of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.exc import DBAPIError

from posapp.domain.till import TillLine
from posapp.storage import digests, stores
from posapp.storage.ids import new_id
from posapp.storage.import_products import KnownProducts
from posapp.storage.import_scratch import Scratch
from posapp.storage.tables import import_documents, imports, sales
from posapp.storage.tables import stores as store_table

if TYPE_CHECKING:
    from posapp.storage.journal import Act
    from posapp.storage.store import Store

_TAKEN = "taken"
_NO_ZONE = "UTC"  # what a new store says until somebody, or its first sales, know better


class WrongCurrencyError(Exception):
    """The file's amounts are not of the store's currency."""


class _NothingTaken(Exception):  # noqa: N818 -- it is no error
    """Every line of a batch was there already, or refused."""


class Refused(NamedTuple):
    """A line that the store cannot take: a stable code, and the reason in words."""

    row: int
    value: str
    code: str
    reason: str


class NotMatched(NamedTuple):
    """A return that was taken and counts against nobody, with a stable code and the reason in words."""

    document: str
    line: TillLine
    code: str
    reason: str


@dataclass(slots=True)
class Taken:
    """What became of the lines of a batch; every line is counted once."""

    taken: int = 0
    already_there: int = 0
    refused: list[Refused] = field(default_factory=list)
    unmatched: list[NotMatched] = field(default_factory=list)  # a part of what was taken


class ImportedFile(NamedTuple):
    """What the first entry says of the file."""

    kind: str  # sales, catalogue
    name: str
    sha256: str
    size: int
    profile: str
    currency: str | None
    time_zone: str | None


@dataclass(slots=True)
class Run:
    """An import under way. Close it when it ends, however it ends."""

    store: Store
    actor: str
    file: ImportedFile
    import_id: UUID = field(default_factory=new_id)
    scratch: Scratch = field(default_factory=Scratch)
    products: KnownProducts = field(default_factory=KnownProducts)
    batches: int = 0
    closed: bool = False
    batches_digest: str = digests.NOTHING_YET

    def close(self) -> None:
        """Forget what was remembered for this run."""
        self.closed = True
        self.scratch.close()


def start(run: Run) -> None:
    """Enter that an import begins: the file's name, digest and size, and by which profile it is read."""
    file = run.file
    with run.store.acting("import_started", run.actor) as written:
        written.act.insert(
            imports,
            {
                "import_id": run.import_id,
                "kind": file.kind,
                "started_at": written.act.at,
                "file_name": file.name,
                "file_sha256": file.sha256,
            },
        )
        written.act.facts.update(profile=file.profile, size=file.size)


def finish(run: Run, kind: str, counts: Mapping[str, int], problem: str = "") -> None:
    """Enter that an import has ended: ``import_finished``, or ``import_cancelled`` before its end.

    ``problem`` is the code of what stopped it, or of what is wrong with the file.
    """
    with run.store.acting(kind, run.actor) as written:
        written.act.facts.update(
            import_id=run.import_id.hex,
            counts=dict(counts),
            problem=problem,
            batches=run.batches,
            batches_digest=run.batches_digest,
        )


@contextmanager
def batch(run: Run) -> Iterator[Act]:
    """Give the act of one batch. What it takes and its entry become durable together, or nothing does.

    Whoever takes says how much with ``count_taken``; a batch that takes nothing leaves no trace. Raises
    WrongCurrencyError where the store's currency is another one.
    """
    digest_before = run.batches_digest
    try:
        with run.store.acting("import_batch", run.actor) as written:
            act = written.act
            _settle_currency(run, act)
            act.facts.update(import_id=run.import_id.hex, batch=run.batches + 1)
            yield act
            if not act.facts.get(_TAKEN):
                raise _NothingTaken  # noqa: TRY301 -- the act's own block has to see it, and rolls back
    except BaseException as error:
        run.batches_digest = digest_before
        run.products.forget()  # what it entered is not there
        if isinstance(error, _NothingTaken):
            return
        raise
    run.batches += 1


def is_deadlock(error: Exception) -> bool:
    """Tell whether a batch met a visit on the same lines, and was chosen to give way: it may try again."""
    return isinstance(error, DBAPIError) and "deadlock" in str(error.orig)


def count_taken(act: Act, taken: Taken) -> None:
    """Say in the entry how many lines a batch took."""
    act.facts[_TAKEN] = taken.taken


def note_documents(run: Run, act: Act, rows: list[dict[str, object]]) -> None:
    """Enter what a batch took of its documents, and carry the digest over all batches on."""
    act.insert(import_documents, *({"import_id": run.import_id, **row} for row in rows))
    for row in rows:
        run.batches_digest = digests.chained(run.batches_digest, str(row["digest"]))


def has_currency(store: Store, currency: str) -> bool:
    """Tell whether amounts of a currency can be entered into this store."""
    with store.reading() as connection:
        return store.facts(connection).currency in {None, currency}


def _settle_currency(run: Run, act: Act) -> None:
    """Let one desk at a time import, and let the first amounts tell the store's currency and time zone."""
    known = act.connection.execute(
        select(store_table.c.currency, store_table.c.time_zone)
        .where(store_table.c.store_id == act.store_id)
        .with_for_update()
    ).one()
    changes: dict[str, str | None] = {}
    if run.file.currency and known.currency is None:
        changes["currency"] = run.file.currency
    elif run.file.currency and known.currency != run.file.currency:
        raise WrongCurrencyError
    if run.batches == 0 and run.file.time_zone and known.time_zone == _NO_ZONE:
        any_sale = select(exists().where(sales.c.store_id == act.store_id))
        if not act.connection.scalar(any_sale):
            changes["time_zone"] = run.file.time_zone
    if changes and changes != {"time_zone": _NO_ZONE}:
        stores.change(act.connection, act.store_id, changes)
        act.facts["store"] = changes
