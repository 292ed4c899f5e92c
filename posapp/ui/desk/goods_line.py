"""One line of goods: its name, how much of it, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.desk.amount_entry import AmountEntry
from posapp.ui.widgets.buttons import button, put_text
from posapp.ui.widgets.icons import icon
from posapp.ui.widgets.text import label, restyle
from posapp.ui.widgets.wrapped_name import WrappedName

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent

_WIDE_PX = 530  # from here on everything stands in one row


class LineShown(NamedTuple):
    """What a line shows."""

    line_id: int
    name: str
    under: str
    amount: str  # with its unit
    value: str  # without, to be overwritten
    is_last_step: bool  # one step less and the line goes
    can_swap: bool


class GoodsLine(QFrame):
    """Shows a line and announces what is pressed on it."""

    selected = Signal(int)
    stepped = Signal(int, int)
    entered = Signal(int, str)
    same_again = Signal(int)
    removed = Signal(int)
    scan_strayed = Signal(str)
    touched = Signal()  # something was pressed: the scan field wants the focus back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "line")
        self._line_id = 0
        self._value = ""
        self._is_selected = False
        self._can_swap = False
        self._name = WrappedName()
        self._under = label(kind="small")
        self._less = button("", "step", icon_name="minus")
        self._more = button("", "step", icon_name="plus")
        self._amount = button("", "value")
        self._entry = AmountEntry()
        self._same_again = button(self.tr("Same again"))
        self._remove = button(self.tr("Remove"), "quiet", icon_name="x")
        self._lay_out()
        self._connect()

    def show_line(self, shown: LineShown) -> None:
        """Show a line."""
        self._line_id, self._value, self._can_swap = shown.line_id, shown.value, shown.can_swap
        self._name.show_text(shown.name)
        self._under.setText(shown.under)
        put_text(
            self._amount,
            shown.amount,
            self.tr("Quantity of {item}: {amount}").format(item=shown.name, amount=shown.amount),
        )
        self._less.setIcon(icon("trash-2" if shown.is_last_step else "minus"))
        less = self.tr("Remove {item}") if shown.is_last_step else self.tr("Less of {item}")
        self._less.setAccessibleName(less.format(item=shown.name))
        self._more.setAccessibleName(self.tr("More of {item}").format(item=shown.name))
        self._same_again.setAccessibleName(self.tr("Same again: {item}").format(item=shown.name))
        self._remove.setAccessibleName(self.tr("Remove {item}").format(item=shown.name))
        self.setAccessibleName(f"{shown.name}, {shown.amount}, {shown.under}")
        self._show_actions()

    def select(self, *, on: bool) -> None:
        """Show the line as the one that keys work on."""
        self._is_selected = on
        restyle(self, selected=on)
        restyle(self._under, selected=on)
        self._show_actions()

    @property
    def line_id(self) -> int:
        """The number of the line shown."""
        return self._line_id

    def open_entry(self) -> None:
        """Let the quantity be typed."""
        self._amount.hide()
        self._entry.open(self._value, self._amount.accessibleName())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press anywhere on the line selects it."""
        super().mousePressEvent(event)
        self.selected.emit(self._line_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in one row where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE_PX
        directions = QBoxLayout.Direction
        self._all.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(self._name)
        names.addWidget(self._under)
        names.addStretch()
        self._amount.setMinimumWidth(88)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addLayout(names, 1)
        for part in (self._less, self._amount, self._entry, self._more):
            row.addWidget(part)
        self._actions = QWidget()
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.addWidget(self._same_again)
        actions.addStretch()
        actions.addWidget(self._remove)
        self._all = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._all.setContentsMargins(14, 11, 10, 11)
        self._all.setSpacing(theme.GAP_PX)
        self._all.addLayout(row, 1)
        self._all.addWidget(self._actions)
        self._entry.hide()

    def _connect(self) -> None:
        self._name.tapped.connect(lambda: self.selected.emit(self._line_id))
        self._less.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))
        self._amount.clicked.connect(self.open_entry)
        self._entry.entered.connect(self._entered)
        self._entry.left.connect(self._close_entry)
        self._entry.scan_strayed.connect(self._strayed)
        self._same_again.clicked.connect(lambda: self._announce(self.same_again.emit))
        self._remove.clicked.connect(lambda: self._announce(self.removed.emit))

    def _step(self, direction: int) -> None:
        self.selected.emit(self._line_id)
        self.stepped.emit(self._line_id, direction)
        self.touched.emit()

    def _announce(self, emit: object) -> None:
        assert callable(emit)
        emit(self._line_id)
        self.touched.emit()

    def _entered(self, text: str) -> None:
        self._close_entry()
        self.entered.emit(self._line_id, text)

    def _strayed(self, text: str) -> None:
        self._close_entry()
        self.scan_strayed.emit(text)

    def _close_entry(self) -> None:
        if self._entry.isVisibleTo(self):
            self._amount.show()
            self._entry.hide()
            self.touched.emit()

    def _show_actions(self) -> None:
        self._same_again.setVisible(self._can_swap)
        self._actions.setVisible(self._is_selected)
