"""The Desk: one visit on one screen. It shows what it is given and announces what is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.desk import line_texts, wording
from posapp.ui.desk.done_bar import DoneBar
from posapp.ui.desk.goods_card import GoodsCard
from posapp.ui.desk.header_bar import HeaderBar
from posapp.ui.desk.hint import Hint
from posapp.ui.desk.match_list import MatchList
from posapp.ui.desk.more_lines import MoreLines
from posapp.ui.desk.notice_bar import NoticeBar
from posapp.ui.desk.notices import notice_sentence
from posapp.ui.desk.outcome_card import OutcomeCard

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from posapp.services.desk_state import DeskState, DoneVisit, Match
    from posapp.ui.desk.done_view import DoneView
    from posapp.ui.desk.sign_in import SignIn

_WIDEST_LIST_PX = 720


class Desk(QWidget):
    """The screen. ``header.scan_field`` has the focus whatever was touched last."""

    stepped = Signal(int, int)
    removed = Signal(int)
    undo_asked = Signal()
    same_again_done_asked = Signal()
    done_asked = Signal()
    next_asked = Signal()
    print_asked = Signal()
    name_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.header = HeaderBar()
        self.notice = NoticeBar()
        self.back = GoodsCard(self.tr("Coming back"))
        self.home = GoodsCard(self.tr("Going home"))
        self.more = MoreLines()
        self.outcome = OutcomeCard()
        self.done_bar = DoneBar()
        self._done_view: DoneView | None = None
        self._sign_in: SignIn | None = None
        self._hint = Hint()
        self._time_zone = "UTC"
        self._lines: list[int] = []
        self._wants_hint = False
        self._selected: int | None = None
        self._lay_out()
        self.matches = MatchList(self)
        self._connect()
        self.show_blank()

    @property
    def done_view(self) -> DoneView:
        """What is shown after Done; made when it is needed first."""
        if self._done_view is None:
            from posapp.ui.desk.done_view import DoneView

            self._done_view = DoneView()
            self._done_view.next_pressed.connect(self.next_asked)
            self._done_view.print_pressed.connect(self.print_asked)
            self._stack.addWidget(self._done_view)
        return self._done_view

    @property
    def sign_in(self) -> SignIn:
        """The names to sign in with; made when they are needed first."""
        if self._sign_in is None:
            from posapp.ui.desk.sign_in import SignIn

            self._sign_in = SignIn()
            self._sign_in.name_chosen.connect(self.name_chosen)
            page = QWidget()
            middle = QHBoxLayout(page)
            middle.setContentsMargins(0, 24, 0, 60)
            middle.addWidget(self._sign_in, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self._stack.addWidget(page)
        return self._sign_in

    @property
    def selected(self) -> int | None:
        """The number of the line that the keys work on."""
        return self._selected

    def show_blank(self) -> None:
        """Show a desk at which nothing is known yet: before the store is open."""
        self._show_cards()
        self._invite(receipt=False, back=False, home=False)
        self.back.show_heading("", is_chosen=False)
        self.home.show_heading("", is_chosen=False)
        self.outcome.show_outcome(wording.ready())
        self.done_bar.show_state(None)

    def show_place(self, store: str, desk: str, time_zone: str) -> None:
        """Show where this is; days are those of its time zone."""
        self._time_zone = time_zone
        self.header.show_place(self.tr("{store} · Desk {desk}").format(store=store, desk=desk))

    def show_state(self, state: DeskState) -> None:
        """Show a visit."""
        self._show_cards()
        self.matches.close_list()
        self._show_headings(state)
        self._show_lines(state)
        way = wording.ways_back(state.view) if state.way == "clear" and state.view else ""
        self.outcome.show_outcome(wording.outcome(state), way, offers_money_back=state.way == "beyond")
        self.done_bar.show_state(state)
        self.header.show_possible(can_undo=state.can_undo, can_start_over=not state.is_blank)
        if state.notice is not None:
            self.notice.say(notice_sentence(state.notice, self._time_zone))
        else:
            self.notice.clear()
        self.focus_scan_field()

    def show_done(self, done: DoneVisit) -> None:
        """Show a visit that is durable."""
        self.show_hint(on=False)
        self.matches.close_list()
        self.notice.clear()
        self.header.show_possible(can_undo=False, can_start_over=False)
        self.done_view.show_done(done)
        self._stack.setCurrentWidget(self.done_view)
        self.focus_scan_field()

    def ask_who(self, names: list[str], last: str) -> None:
        """Show the names to sign in with."""
        self.sign_in.ask(names, last)
        page = self.sign_in.parentWidget()
        assert page is not None, "the names stand on a page"
        self._stack.setCurrentWidget(page)
        if self.sign_in.wants_typing:
            self.sign_in.focus_typing()
        else:
            self.focus_scan_field()

    def show_hint(self, *, on: bool) -> None:
        """Show the first visit's hint where nothing goes home yet, or never again."""
        self._wants_hint = on
        self._hint.setVisible(on and not self._lines)

    def offer(self, matches: tuple[Match, ...], *, marked: bool) -> None:
        """Offer what a typed text may mean, below the scan field."""
        field = self.header.scan_field
        self.notice.clear()
        self.matches.setFixedWidth(max(min(_WIDEST_LIST_PX, field.width()), 420))
        self.matches.move(field.below(self))
        self.matches.offer(matches, self._time_zone, marked=marked)

    def focus_scan_field(self) -> None:
        """Give the focus back, unless a first name is being typed."""
        if not (self._is_asking_who() and self.sign_in.wants_typing):
            self.header.scan_field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nobody took is for the scan field."""
        self.header.scan_field.take(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Close the list: its place moves."""
        super().resizeEvent(event)
        self.matches.close_list()

    def _left_over(self, key: int, modifiers: int) -> None:
        """Do what a key means that is no text."""
        control = modifiers & Qt.KeyboardModifier.ControlModifier.value
        if control and key == Qt.Key.Key_Z:
            self.undo_asked.emit()
        elif not control:
            self._plain_key(key)

    def _plain_key(self, key: int) -> None:
        line = self._selected
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape:
            self.header.scan_field.clear_typed()
            self.matches.close_list()
        elif key == Qt.Key.Key_F8:
            self.same_again_done_asked.emit()
        elif key == Qt.Key.Key_F3:
            self.header.scan_field.selectAll()
        elif line is not None and key in _LINE_KEYS and not self.header.scan_field.text():
            step = _LINE_KEYS[key]
            self.stepped.emit(line, step) if step else self.removed.emit(line)

    def _move(self, by: int) -> None:
        if self.matches.isVisible():
            self.matches.move_mark(by)
        elif self._lines:
            at = self._lines.index(self._selected) if self._selected in self._lines else -1
            self._select(self._lines[max(0, min(len(self._lines) - 1, at + by))])

    def _select(self, line_id: int | None) -> None:
        self._selected = line_id
        self.back.select(line_id)
        self.home.select(line_id)

    def _enter(self) -> None:
        if self._is_asking_who():
            self.sign_in.take_first()
        elif self._done_view is not None and self._stack.currentWidget() is self._done_view:
            self._done_view.go_on()
        else:
            self.done_asked.emit()

    def _is_asking_who(self) -> bool:
        return self._sign_in is not None and self._sign_in.parentWidget() is self._stack.currentWidget()

    def _show_headings(self, state: DeskState) -> None:
        self.back.show_heading(
            line_texts.receipts(state.receipts, self._time_zone), is_chosen=state.side == "back"
        )
        under = "" if state.home or not state.back else self.tr("Scan what the customer takes instead")
        self.home.show_heading(under, is_chosen=state.side == "home")

    def _show_lines(self, state: DeskState) -> None:
        newest_back = self.back.show_lines([line_texts.of_back(x) for x in state.back])
        newest_home = self.home.show_lines([line_texts.of_home(x) for x in state.home])
        self._lines = [*(x.line_id for x in state.back), *(x.line_id for x in state.home)]
        more = tuple(line for loaded in state.receipts for line in loaded.more)
        self.more.show_lines(more, nothing_back_yet=not state.back)
        self._invite(receipt=bool(more), back=bool(state.back), home=bool(state.home))
        newest = newest_home or newest_back
        kept = self._selected if self._selected in self._lines else None
        self._select(newest or kept or (self._lines[-1] if self._lines else None))
        if more and not state.back:
            self.back.scroll_to_top()

    def _invite(self, *, receipt: bool, back: bool, home: bool) -> None:
        self.back.show_invitation("" if back or receipt else self.tr("Scan the receipt, or the item"))
        hint = self._wants_hint and not (back or home or receipt)
        self._hint.setVisible(hint)
        self.home.show_invitation(
            "" if home or hint else self.tr("Same again, or scan what goes home instead")
        )

    def _show_cards(self) -> None:
        self._stack.setCurrentWidget(self._cards)

    def _connect(self) -> None:
        field = self.header.scan_field
        field.key_left_over.connect(self._left_over)
        field.enter_pressed.connect(self._enter)
        field.typing.connect(lambda text: None if text else self.matches.close_list())
        self.header.undo_pressed.connect(self.undo_asked)
        self.done_bar.done_pressed.connect(self.done_asked)
        self.done_bar.same_again_done_pressed.connect(self.same_again_done_asked)
        for card in (self.back, self.home):
            card.selected.connect(self._select)
            card.stepped.connect(self.stepped)
            card.removed.connect(self.removed)
            card.touched.connect(self.focus_scan_field)

    def _lay_out(self) -> None:
        self.back.add_foot(self.more)
        self.home.add_foot(self._hint)
        self._cards = self._make_cards()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._cards)
        below = QVBoxLayout()
        below.setContentsMargins(theme.EDGE_PX, 4, theme.EDGE_PX, theme.EDGE_PX)
        below.setSpacing(4)
        below.addWidget(self.notice)
        below.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(below, 1)

    def _make_cards(self) -> QWidget:
        cards = QWidget()
        grid = QGridLayout(cards)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.EDGE_PX)
        grid.setVerticalSpacing(12)
        sides = QHBoxLayout()
        sides.setSpacing(theme.EDGE_PX)
        sides.addWidget(self.back, 1)
        sides.addWidget(self.home, 1)
        self.outcome.setFixedHeight(134)
        self.done_bar.setFixedHeight(134)
        self.done_bar.setFixedWidth(430)
        grid.addLayout(sides, 0, 0, 1, 2)
        grid.addWidget(self.outcome, 1, 0)
        grid.addWidget(self.done_bar, 1, 1)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 1)
        return cards


_LINE_KEYS = {
    Qt.Key.Key_Plus.value: 1,
    Qt.Key.Key_Minus.value: -1,
    Qt.Key.Key_Delete.value: 0,
}
