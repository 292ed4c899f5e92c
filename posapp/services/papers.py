"""Desk receipts on paper: composed from what is durable, saved under the data folder, never lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from posapp.domain.codes import readable
from posapp.domain.money import Currency
from posapp.printing.receipt import DeskReceipt
from posapp.printing.words import ReceiptWords
from posapp.services.desk_state import SavedPaper
from posapp.storage import people, policies, receipts

if TYPE_CHECKING:
    from uuid import UUID

    from posapp.printing.document import Document
    from posapp.printing.papers import Paper
    from posapp.storage.store import Store


def receipt_of(store: Store, visit_id: UUID, words: ReceiptWords | None = None) -> DeskReceipt:
    """Return what a visit's paper says, from what the database holds of it."""
    with store.reading() as connection:
        known = store.facts(connection)
        visit = receipts.load(connection, visit_id)
        served_by = people.name_of(connection, visit.actor)
        currency = Currency.of(known.currency or "XXX")
        question = policies.current(connection, store.store_id, currency).question
    done_at = datetime.fromisoformat(visit.done_at).astimezone(ZoneInfo(known.time_zone))
    return DeskReceipt(
        store_name=known.name,
        store_lines=tuple(line for line in known.address.splitlines() if line.strip()),
        number=visit.receipt_number,
        done_at=done_at,
        served_by=served_by,
        view=visit.view,
        head=visit.head,
        question=question,
        invitation_code=visit.invitation_code,
        reply_address=known.reply_address,
        words=words or ReceiptWords(),
    )


def document_of(store: Store, visit_id: UUID, words: ReceiptWords | None = None) -> Document:
    """Return a visit's desk receipt, composed."""
    from posapp.printing.compose import compose

    return compose(receipt_of(store, visit_id, words))


def save_paper(
    store: Store, visit_id: UUID, words: ReceiptWords | None = None, paper: Paper | None = None
) -> SavedPaper:
    """Save a visit's desk receipt as a PDF and note it; raise CannotSaveError if the disk refuses."""
    from posapp.printing.compose import compose
    from posapp.printing.papers import ROLL_80
    from posapp.printing.pdf import render_pdf
    from posapp.printing.save import save

    receipt = receipt_of(store, visit_id, words)
    path = path_of(store.folder, receipt)
    save(path, render_pdf(compose(receipt), paper or ROLL_80))
    with store.writing() as connection:
        receipts.mark_saved(connection, visit_id)
    return SavedPaper(visit_id=visit_id, receipt_number=receipt.number, path=path)


def save_open_papers(store: Store, words: ReceiptWords | None = None) -> list[SavedPaper]:
    """Save every paper that a crash left unsaved: no visit stays without its paper.

    Where the disk refuses one, the others are saved first; then raises CannotSaveError for it.
    """
    from posapp.printing.save import CannotSaveError

    with store.reading() as connection:
        waiting = receipts.prepared_papers(connection, store.desk_id)
    saved: list[SavedPaper] = []
    refused: CannotSaveError | None = None
    for visit_id in waiting:
        try:
            saved.append(save_paper(store, visit_id, words))
        except CannotSaveError as error:
            refused = error
    if refused is not None:
        raise refused
    return saved


def path_of(folder: Path, receipt: DeskReceipt) -> Path:
    """Return where a receipt's PDF is kept: by year and month, named by its number."""
    month = f"{receipt.done_at:%Y-%m}"
    return folder / "receipts" / month / f"{readable(receipt.number)}.pdf"
