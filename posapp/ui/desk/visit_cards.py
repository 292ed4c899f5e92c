"""A visit in progress: what comes back, what goes home, what it comes to, and Done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.desk import line_texts, wording
from posapp.ui.desk.done_bar import DoneBar
from posapp.ui.desk.goods_card import GoodsCard
from posapp.ui.desk.hint import Hint
from posapp.ui.desk.more_lines import MoreLines
from posapp.ui.desk.outcome_card import OutcomeCard
from posapp.ui.widgets.buttons import button

if TYPE_CHECKING:
    from posapp.services.desk_state import DeskState

_BOTTOM_PX = 134
_RIGHT_PX = 430


class VisitCards(QWidget):
    """Shows a visit and knows which of its lines the keys work on."""

    stepped = Signal(int, int)
    removed = Signal(int)
    touched = Signal()
    import_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = GoodsCard(self.tr("Coming back"))
        self.home = GoodsCard(self.tr("Going home"))
        self.more = MoreLines()
        self.outcome = OutcomeCard()
        self.done_bar = DoneBar()
        self._hint = Hint()
        self._import = button(self.tr("Import sales or a catalogue"), icon_name="file-input")
        self._import.clicked.connect(self.import_pressed)
        self._is_empty_store = False
        self._wants_hint = False
        self._lines: list[int] = []
        self._selected: int | None = None
        self._lay_out()
        for card in (self.back, self.home):
            card.selected.connect(self.select)
            card.stepped.connect(self.stepped)
            card.removed.connect(self.removed)
            card.touched.connect(self.touched)
        self.show_blank()

    @property
    def selected(self) -> int | None:
        """The number of the line that the keys work on."""
        return self._selected

    def show_blank(self) -> None:
        """Show a desk at which nothing is known yet: before the store is open."""
        self._invite(receipt=False, back=False, home=False)
        self.back.show_heading("", is_chosen=False)
        self.home.show_heading("", is_chosen=False)
        self.outcome.show_outcome(wording.ready())
        self.done_bar.show_state(None)

    def show_state(self, state: DeskState, time_zone: str) -> None:
        """Show a visit."""
        self._show_headings(state, time_zone)
        self._show_lines(state)
        way = wording.ways_back(state.view) if state.way == "clear" and state.view else ""
        self.outcome.show_outcome(wording.outcome(state), way, offers_money_back=state.way == "beyond")
        self.done_bar.show_state(state)

    def show_hint(self, *, on: bool) -> None:
        """Show the first visit's hint where nothing goes home yet, or never again."""
        self._wants_hint = on
        self._invite(receipt=False, back=bool(self._lines), home=bool(self._lines))

    def offer_trial(self, receipt: str) -> None:
        """Say which receipt of a made-up store is a good one to begin with."""
        self._hint.say_what_to_try(self.tr("To try: type {receipt}, then 1001.").format(receipt=receipt))

    def offer_import(self, *, on: bool) -> None:
        """Say that the store has no sales yet, and offer the way to them; or no longer."""
        self._is_empty_store = on
        self._invite(receipt=False, back=bool(self._lines), home=bool(self._lines))

    def select(self, line_id: int | None) -> None:
        """Let the keys work on this line."""
        self._selected = line_id
        self.back.select(line_id)
        self.home.select(line_id)

    def move_selection(self, by: int) -> None:
        """Select the next line or the one before."""
        if self._lines:
            at = self._lines.index(self._selected) if self._selected in self._lines else -1
            self.select(self._lines[max(0, min(len(self._lines) - 1, at + by))])

    def _show_headings(self, state: DeskState, time_zone: str) -> None:
        self.back.show_heading(line_texts.receipts(state.receipts, time_zone), is_chosen=state.side == "back")
        under = "" if state.home or not state.back else self.tr("Scan what the customer takes instead")
        self.home.show_heading(under, is_chosen=state.side == "home")

    def _show_lines(self, state: DeskState) -> None:
        newest_back = self.back.show_lines([line_texts.of_back(x) for x in state.back])
        newest_home = self.home.show_lines([line_texts.of_home(x) for x in state.home])
        self._lines = [*(x.line_id for x in state.back), *(x.line_id for x in state.home)]
        more = tuple(line for loaded in state.receipts for line in loaded.more)
        self.more.show_lines(more, nothing_back_yet=not state.back)
        self._invite(receipt=bool(more), back=bool(state.back), home=bool(state.home))
        kept = self._selected if self._selected in self._lines else None
        self.select(newest_home or newest_back or kept or (self._lines[-1] if self._lines else None))
        if more and not state.back:
            self.back.scroll_to_top()

    def _invite(self, *, receipt: bool, back: bool, home: bool) -> None:
        said = self.tr("Scan the receipt, or the item")
        if self._is_empty_store:
            said = self.tr("This store has no sales yet.")
        self.back.show_invitation("" if back or receipt else said)
        self._import.setVisible(self._is_empty_store and not (back or receipt))
        hint = self._wants_hint and not (back or home or receipt)
        self._hint.setVisible(hint)
        said = self.tr("Same again, or scan what goes home instead")
        self.home.show_invitation("" if home or hint else said)

    def _lay_out(self) -> None:
        self.back.add_foot(self._import)
        self.back.add_foot(self.more)
        self.home.add_foot(self._hint)
        sides = QHBoxLayout()
        sides.setSpacing(theme.EDGE_PX)
        sides.addWidget(self.back, 1)
        sides.addWidget(self.home, 1)
        self.outcome.setFixedHeight(_BOTTOM_PX)
        self.done_bar.setFixedSize(_RIGHT_PX, _BOTTOM_PX)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.EDGE_PX)
        grid.setVerticalSpacing(12)
        grid.addLayout(sides, 0, 0, 1, 2)
        grid.addWidget(self.outcome, 1, 0)
        grid.addWidget(self.done_bar, 1, 1)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 1)
