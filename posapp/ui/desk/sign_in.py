"""Who serves: a name chosen from a list, the last one first; at a new store the first name is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.widgets.buttons import button
from posapp.ui.widgets.rows import empty
from posapp.ui.widgets.text import label

_COLUMNS = 2
_MOST_ROWS = 6
_ROW_PX = 68
_AROUND_PX = 142
_LONGEST_NAME = 80


class SignIn(QWidget):
    """Announces a name; scans typed meanwhile are kept by the desk."""

    name_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(kind="headline")
        self._hint = label(kind="small", wrap=True)
        self._grid = QGridLayout()
        self._field = QLineEdit()
        self._field.setMaxLength(_LONGEST_NAME)
        self._field.setPlaceholderText(self.tr("Your name"))
        self._field.setAccessibleName(self.tr("Your name"))
        self._begin = button(self.tr("Begin"), "primary")
        self._begin.setProperty("scale", "body")
        self._begin.clicked.connect(self._announce_typed)
        self._field.returnPressed.connect(self._announce_typed)
        self._names: list[str] = []
        self._lay_out()

    def ask(self, names: list[str], last: str) -> None:
        """Offer these names, ``last`` first; with none, ask for one."""
        self._names = sorted(names, key=lambda name: name != last)
        self._title.setText(self.tr("Who is serving?") if names else self.tr("Welcome to Plum"))
        self._hint.setText(
            self.tr("Tap your name. Enter takes the first one.")
            if names
            else self.tr("Nobody works here yet. What is your name?")
        )
        empty(self._grid)
        rows = min(_MOST_ROWS, -(-len(names) // _COLUMNS)) if names else 1
        self._card.setFixedHeight(_AROUND_PX + rows * _ROW_PX)
        for at, name in enumerate(self._names):
            self._grid.addWidget(self._name(name), at // _COLUMNS, at % _COLUMNS)
        for part in (self._field, self._begin):
            part.setVisible(not names)

    def take_first(self) -> None:
        """Choose the name that is offered first."""
        if self._names:
            self.name_chosen.emit(self._names[0])

    @property
    def wants_typing(self) -> bool:
        """Whether a name must be typed."""
        return not self._names

    def focus_typing(self) -> None:
        """Put the focus where the name is typed."""
        self._field.setFocus()

    def _announce_typed(self) -> None:
        if self._field.text().strip():
            self.name_chosen.emit(self._field.text())

    def _name(self, name: str) -> QWidget:
        short = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 230)
        made = button(short, "name", icon_name="user-round", says=name)
        made.clicked.connect(partial(self.name_chosen.emit, name))
        return made

    def _lay_out(self) -> None:
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._card.setFixedWidth(580)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 24, 0, 0)
        page.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._grid.setSpacing(theme.GAP_PX)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.addLayout(self._grid)
        typing = QHBoxLayout()
        typing.addWidget(self._field, 1)
        typing.addWidget(self._begin)
        inside.addLayout(typing)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(28, 22, 24, 24)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addSpacing(10)
        column.addWidget(area, 1)
