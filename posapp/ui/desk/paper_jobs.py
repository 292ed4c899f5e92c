"""The paper of a visit: saved by the worker after Done, laid out for the screen or a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from posapp.printing.marks import Page
    from posapp.services.desk_state import SavedPaper
    from posapp.storage.store import Store


class PaperShown(NamedTuple):
    """A desk receipt: where it is saved, its pages, and its text for a screen reader."""

    saved: SavedPaper
    pages: Sequence[Page]
    text: str


def save_and_show(store: Store, visit_id: UUID) -> PaperShown:
    """Save a visit's paper and lay it out for the screen."""
    from posapp.printing.layout import lay_out
    from posapp.printing.papers import ROLL_80
    from posapp.printing.plain import plain_text
    from posapp.services import papers

    saved = papers.save_paper(store, visit_id)
    document = papers.document_of(store, visit_id)
    return PaperShown(saved, lay_out(document, ROLL_80), plain_text(document))


def save_what_is_open(store: Store) -> None:
    """Save every paper that a crash or a power cut left unsaved."""
    from posapp.services import papers

    papers.save_open_papers(store)
