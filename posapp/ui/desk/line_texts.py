"""From the visit's lines to what the widgets show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from posapp.ui.desk import wording
from posapp.ui.desk.goods_line import LineShown

if TYPE_CHECKING:
    from posapp.domain.quantity import Quantity
    from posapp.services.desk_state import BackLine, HomeLine, LoadedReceipt

translate = QCoreApplication.translate  # a name that lupdate knows

_STEP_MICRO = 1_000_000
_WEIGHT_STEP_MICRO = 100_000


def of_back(line: BackLine) -> LineShown:
    """Return what is shown of something that comes back."""
    under = wording.under_back(line)
    return _shown(line.line_id, line.description, line.quantity, under, can_swap=line.can_swap)


def of_home(line: HomeLine) -> LineShown:
    """Return what is shown of something that goes home."""
    return _shown(line.line_id, line.description, line.quantity, wording.under_home(line), can_swap=False)


def receipts(loaded: tuple[LoadedReceipt, ...], time_zone: str) -> str:
    """Return what stands under the title: the receipt, or how many there are and the last one."""
    if not loaded:
        return ""
    last = wording.receipt(loaded[-1], time_zone)
    if len(loaded) == 1:
        return last
    return translate("Desk", "{count} receipts, the last: {receipt}").format(count=len(loaded), receipt=last)


def _shown(line_id: int, name: str, quantity: Quantity, under: str, *, can_swap: bool) -> LineShown:
    text = wording.amount(quantity)
    step = _WEIGHT_STEP_MICRO if quantity.measured else _STEP_MICRO
    return LineShown(
        line_id=line_id,
        name=name,
        under=under,
        amount=text,
        value=text.partition(" ")[0],
        is_last_step=quantity.micro <= step,
        can_swap=can_swap,
    )
