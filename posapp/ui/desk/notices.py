"""Every sentence that the desk can say of itself: codes in, whole sentences out, neutral and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from posapp.ui.desk import wording

if TYPE_CHECKING:
    from posapp.services.desk_state import Notice

translate = QCoreApplication.translate  # a name that lupdate knows


def notice_sentence(notice: Notice, time_zone: str) -> str:
    """Return the sentence of a notice; a code that is not known here yet gets a general one."""
    values = {"text": "", "item": translate("Notice", "this item"), "when": "", **notice.values}
    sentence = _sentences().get(notice.code, translate("Notice", "That cannot be done here."))
    if notice.code == "nothing_left":
        sentence, values["when"] = _came_back(values["when"], time_zone)
    return sentence.format(**values)


def _sentences() -> dict[str, str]:
    return {
        "resumed": translate("Notice", "This visit was in progress. Go on, or start over."),
        "empty_store": translate("Notice", "This store has no sales yet. Import them first."),
        "unknown": translate("Notice", "Nothing here is called {text}. Try a part of the name."),
        "receipt_again": translate("Notice", "This receipt is on the desk already."),
        "receipt_all_back": translate("Notice", "Everything on this receipt has come back already."),
        "nothing_left": translate("Notice", "{item} came back already."),
        "no_return": translate("Notice", "{item} cannot come back."),
        "no_price": translate("Notice", "No price is known for {item}: it goes through the till."),
        "less_left": translate("Notice", "That is all there is left of {item} on the receipt."),
        "bad_quantity": translate("Notice", "{text} is no quantity here. Type one like 2 or 1.380."),
        "changed_meanwhile": translate("Notice", "Something changed meanwhile. This is how it stands now."),
        "through_till": translate("Notice", "The money goes back here; the item goes through the till."),
    }


def _came_back(moment: str, time_zone: str) -> tuple[str, str]:
    """Return the sentence for goods of which nothing is left, with the day where it is known."""
    from datetime import datetime

    try:
        day = wording.day(datetime.fromisoformat(moment), time_zone)
    except ValueError:
        return translate("Notice", "{item} came back already."), ""
    return translate("Notice", "{item} came back already, on {when}."), day
