"""The words on a desk receipt: whole sentences, in English until somebody gives others."""

from __future__ import annotations

from dataclasses import dataclass, fields
from string import Formatter


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWords:
    """Every sentence and label on a desk receipt. Gaps are named and filled by ``str.format``.

    A translation has the gaps of the English sentence, each once and bare; anything else raises ValueError
    when the words are made, not when a customer waits for paper.
    """

    language: str = "en"  # BCP 47: tells screen readers how to read the PDF aloud
    title: str = "Return and exchange"
    number: str = "Receipt {number}"
    served_by: str = "Served by {name}"
    came_back: str = "What came back"
    goes_home: str = "What goes home"
    together: str = "Together"
    money_back: str = "Money back"
    nothing_to_pay: str = "Exchanged. Nothing to pay."
    cash: str = "Cash"
    card: str = "Card"
    tax_back: str = "Tax in what came back"
    tax_home: str = "Tax in what goes home"
    rate: str = "Rate"
    net: str = "Net"
    tax: str = "Tax"
    gross: str = "Gross"
    record: str = "Record {head}"
    code: str = "Code {code}"
    mail_subject: str = "Answer {code}"
    copy: str = "Copy {copy_number}"
    practice: str = "Practice. Not a receipt."
    page: str = "Page {page} of {pages}"

    def __post_init__(self) -> None:
        """Refuse words whose gaps are not those of the English ones."""
        for field in fields(self):
            if _gaps(getattr(self, field.name)) != _gaps(str(field.default)):
                raise ValueError(f"{field.name}: the gaps differ from those in {field.default!r}")


def _gaps(sentence: str) -> list[tuple[str, str | None, str | None]]:
    """Return the gaps of a sentence with their formats and conversions, in no order of their own."""
    return sorted(
        (name, form or None, conversion or None)
        for _, name, form, conversion in Formatter().parse(sentence)
        if name is not None
    )
