"""Coming back, or Going home: a heading that chooses the side, and the lines, the newest in view."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.desk.goods_line import GoodsLine, LineShown
from posapp.ui.widgets.buttons import button, put_text
from posapp.ui.widgets.text import label

_SETTLE_MS = 60  # a list has its new height after the next pass of the layout


class GoodsCard(QFrame):
    """Shows lines, the newest in view, and passes on what is pressed on them."""

    side_chosen = Signal()
    selected = Signal(int)
    stepped = Signal(int, int)
    entered = Signal(int, str)
    same_again = Signal(int)
    removed = Signal(int)
    scan_strayed = Signal(str)
    touched = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self._title = title
        self._lines: dict[int, GoodsLine] = {}
        self._heading = button(title, "heading")
        self._heading.setCheckable(True)
        self._heading.clicked.connect(self._choose_side)
        self._under = label(kind="small")
        self._invitation = label(kind="invitation", wrap=True)
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._wanted: GoodsLine | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._stay_here)
        self._area = QScrollArea()
        self._area.verticalScrollBar().rangeChanged.connect(self._scroll_to_wanted)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout()
        self._foot = QVBoxLayout()
        self._lay_out()

    def add_foot(self, widget: QWidget) -> None:
        """Put something below the lines."""
        self._foot.addWidget(widget)

    def show_heading(self, under: str, *, is_chosen: bool) -> None:
        """Show the line below the title, and whether scans go to this side."""
        self._under.setText(under)
        self._heading.setChecked(is_chosen)
        text = self.tr("{side} · scans go here").format(side=self._title) if is_chosen else self._title
        says = self.tr("{side}: send scans here").format(side=self._title)
        put_text(self._heading, text, says)

    def show_invitation(self, text: str) -> None:
        """Show what to do where there is no line; nothing takes it away."""
        self._invitation.setText(text)
        self._invitation.setVisible(bool(text))

    def show_lines(self, lines: list[LineShown]) -> int | None:
        """Show lines in this order; return the newest, if there is a new one."""
        wanted = {line.line_id for line in lines}
        for line_id in [x for x in self._lines if x not in wanted]:
            gone = self._lines.pop(line_id)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        newest = None
        for at, line in enumerate(lines):
            if line.line_id not in self._lines:
                self._lines[line.line_id] = made = self._make_line()
                self._column.insertWidget(at, made)
                made.show()  # now, not when Qt gets round to it
                newest = line.line_id
            self._lines[line.line_id].show_line(line)
        return newest

    def select(self, line_id: int | None) -> None:
        """Show which line the keys work on, and bring it into view."""
        for number, line in self._lines.items():
            line.select(on=number == line_id)
        if line_id in self._lines:
            self._bring_into_view(self._lines[line_id])

    def line(self, line_id: int) -> GoodsLine:
        """Return a line's widget."""
        return self._lines[line_id]

    def scroll_to_top(self) -> None:
        """Show the first line."""
        self._area.verticalScrollBar().setValue(0)

    def _bring_into_view(self, line: GoodsLine) -> None:
        """Scroll to a line now, and again when the list has its new height."""
        self._wanted = line
        self._area.ensureWidgetVisible(line, 0, theme.GAP_PX)
        self._settle.start()

    def _stay_here(self) -> None:
        self._scroll_to_wanted()
        self._wanted = None

    def _scroll_to_wanted(self) -> None:
        if self._wanted is not None and self._wanted in self._lines.values():
            self._area.ensureWidgetVisible(self._wanted, 0, theme.GAP_PX)

    def _choose_side(self) -> None:
        self._heading.setChecked(not self._heading.isChecked())  # the answer shows it
        self.side_chosen.emit()
        self.touched.emit()

    def _make_line(self) -> GoodsLine:
        line = GoodsLine()
        for name in ("selected", "stepped", "entered", "same_again", "removed", "scan_strayed", "touched"):
            getattr(line, name).connect(getattr(self, name))
        return line

    def _lay_out(self) -> None:
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.setSpacing(theme.GAP_PX)
        self._column.setSpacing(theme.GAP_PX)
        inside.addLayout(self._column)
        inside.addLayout(self._foot)
        inside.addStretch(1)
        self._area.setWidget(content)
        heading = QVBoxLayout()
        heading.setSpacing(0)
        self._under.setIndent(9)
        heading.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignLeft)
        heading.addWidget(self._under)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 12)
        column.setSpacing(theme.GAP_PX)
        column.addLayout(heading)
        column.addWidget(self._invitation, 1)
        column.addWidget(self._area, 3)
