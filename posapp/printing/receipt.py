"""A desk receipt as plain values: everything that stands on the paper, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from posapp.domain.customer_view import CustomerView
from posapp.printing.words import ReceiptWords


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskReceipt:
    """What one visit's paper says. It holds a CustomerView, so it cannot say a shelf price (P1, DESIGN 3.13).

    ``head`` is the 16 base32 characters of the visit's own journal entry (DESIGN 5); ``reply_address`` is the
    store's e-mail address, or None where only the question and the code are printed; ``copy_number`` is 0 for
    the original.
    """

    store_name: str
    store_lines: tuple[str, ...] = ()
    number: str
    done_at: datetime  # aware, in the store's own time
    served_by: str
    view: CustomerView
    head: str
    question: str
    invitation_code: str
    reply_address: str | None = None
    copy_number: int = 0
    practice: bool = False
    words: ReceiptWords = field(default_factory=ReceiptWords)

    def __post_init__(self) -> None:
        """Refuse a moment without its time zone: a receipt's time is the store's, never this computer's."""
        if self.done_at.tzinfo is None:
            raise ValueError("done_at has no time zone")
