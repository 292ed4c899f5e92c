"""The Desk: the scan field above, and below it a visit, what was done, or who serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.desk.header_bar import HeaderBar

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from posapp.services.desk_state import DeskState, DoneVisit, Match
    from posapp.ui.desk.done_view import DoneView
    from posapp.ui.desk.match_list import MatchList
    from posapp.ui.desk.notice_bar import NoticeBar
    from posapp.ui.desk.sign_in import SignIn
    from posapp.ui.desk.visit_cards import VisitCards

_WIDEST_LIST_PX = 720
_NARROWEST_LIST_PX = 420


class Desk(QWidget):
    """The screen. Its scan field has the focus whatever was touched last, and is there before all else."""

    completed = Signal()
    undo_asked = Signal()
    same_again_done_asked = Signal()
    done_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.header = HeaderBar()
        self.notice: NoticeBar
        self.cards: VisitCards
        self.matches: MatchList
        self.done_view: DoneView
        self.sign_in: SignIn
        self._time_zone = "UTC"
        self._stack = QStackedWidget()
        self._below = QVBoxLayout()
        self._below.setContentsMargins(theme.EDGE_PX, 4, theme.EDGE_PX, theme.EDGE_PX)
        self._below.setSpacing(4)
        self._below.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self._below, 1)

    def complete(self) -> None:
        """Make the rest of the screen, after the first paint; keys are taken from the start."""
        from posapp.ui.desk.done_view import DoneView
        from posapp.ui.desk.match_list import MatchList
        from posapp.ui.desk.notice_bar import NoticeBar
        from posapp.ui.desk.sign_in import SignIn
        from posapp.ui.desk.visit_cards import VisitCards

        self.header.complete()
        self.notice, self.matches = NoticeBar(), MatchList(self)
        self._below.insertWidget(0, self.notice)
        self.cards, self.done_view, self.sign_in = VisitCards(), DoneView(), SignIn()
        for page in (self.cards, self.done_view, self.sign_in):
            self._stack.addWidget(page)
        self._connect()
        self.completed.emit()

    def show_place(self, store: str, desk: str, time_zone: str) -> None:
        """Show where this is; days are those of its time zone."""
        self._time_zone = time_zone
        self.header.show_place(self.tr("{store} · Desk {desk}").format(store=store, desk=desk))

    def show_state(self, state: DeskState) -> None:
        """Show a visit."""
        from posapp.ui.desk.notices import notice_sentence

        self._stack.setCurrentWidget(self.cards)
        self.matches.close_list()
        self.cards.show_state(state, self._time_zone)
        self.header.show_possible(can_undo=state.can_undo, can_start_over=not state.is_blank)
        if state.notice is not None:
            self.notice.say(notice_sentence(state.notice, self._time_zone))
        else:
            self.notice.clear()
        self.focus_scan_field()

    def show_done(self, done: DoneVisit) -> None:
        """Show a visit that is durable."""
        self.cards.show_hint(on=False)
        self.matches.close_list()
        self.notice.clear()
        self.header.show_possible(can_undo=False, can_start_over=False)
        self.done_view.show_done(done)
        self._stack.setCurrentWidget(self.done_view)
        self.focus_scan_field()

    def ask_who(self, names: list[str], last: str) -> None:
        """Show the names to sign in with."""
        self.sign_in.ask(names, last)
        self._stack.setCurrentWidget(self.sign_in)
        if self.sign_in.wants_typing:
            self.sign_in.focus_typing()
        else:
            self.focus_scan_field()

    def offer(self, matches: tuple[Match, ...], *, marked: bool) -> None:
        """Offer what a typed text may mean, below the scan field."""
        field = self.header.scan_field
        self.notice.clear()
        self.matches.setFixedWidth(max(min(_WIDEST_LIST_PX, field.width()), _NARROWEST_LIST_PX))
        self.matches.move(field.below(self))
        self.matches.offer(matches, self._time_zone, marked=marked)

    def focus_scan_field(self) -> None:
        """Give the focus back, unless a first name is being typed."""
        if not self._is_typing_name():
            self.header.scan_field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nobody took is for the scan field; Shift alone and a first name's keys are not."""
        from posapp.ui.desk.scan_keys import is_modifier

        if is_modifier(event) or self._is_typing_name():
            super().keyPressEvent(event)
        else:
            self.header.scan_field.take(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Close the list: its place moves."""
        super().resizeEvent(event)
        if self._stack.count():
            self.matches.close_list()

    def _left_over(self, key: int, modifiers: int) -> None:
        """Do what a key means that is no text."""
        from posapp.ui.desk.desk_keys import meaning

        what = meaning(key, modifiers)
        line, field = self.cards.selected, self.header.scan_field
        if what in ("up", "down"):
            self._move(-1 if what == "up" else 1)
        elif what == "escape":
            field.clear_typed()
            self.matches.close_list()
        elif what == "search":
            field.selectAll()
        elif what in _ANNOUNCED:
            getattr(self, _ANNOUNCED[what]).emit()
        elif line is not None and what is not None and not field.text():
            self._change_line(line, what)

    def _change_line(self, line: int, what: str) -> None:
        if what == "remove":
            self.cards.removed.emit(line)
        else:
            self.cards.stepped.emit(line, 1 if what == "more" else -1)

    def _move(self, by: int) -> None:
        if self.matches.isVisible():
            self.matches.move_mark(by)
        else:
            self.cards.move_selection(by)

    def _enter(self) -> None:
        if self._is_asking_who():
            self.sign_in.take_first()
        elif self._stack.currentWidget() is self.done_view:
            self.done_view.go_on()
        else:
            self.done_asked.emit()

    def _is_asking_who(self) -> bool:
        return self._stack.count() > 0 and self._stack.currentWidget() is self.sign_in

    def _is_typing_name(self) -> bool:
        return self._is_asking_who() and self.sign_in.wants_typing

    def _connect(self) -> None:
        field = self.header.scan_field
        field.key_left_over.connect(self._left_over)
        field.enter_pressed.connect(self._enter)
        field.typing.connect(lambda text: None if text else self.matches.close_list())
        self.header.undo_pressed.connect(self.undo_asked)
        self.cards.done_bar.done_pressed.connect(self.done_asked)
        self.cards.done_bar.same_again_done_pressed.connect(self.same_again_done_asked)
        self.cards.touched.connect(self.focus_scan_field)


_ANNOUNCED = {"undo": "undo_asked", "same_again_done": "same_again_done_asked"}
