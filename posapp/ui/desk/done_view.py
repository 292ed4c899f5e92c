"""After Done: the outcome once more, calm and big, the paper beside it, and on to the next customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from posapp.ui import theme
from posapp.ui.desk import wording
from posapp.ui.widgets.buttons import button, enter_button
from posapp.ui.widgets.icons import picture
from posapp.ui.widgets.text import label, restyle

if TYPE_CHECKING:
    from posapp.services.desk_state import DoneVisit
    from posapp.ui.desk.paper_jobs import PaperShown
    from posapp.ui.widgets.paper import PaperView

_BOUNCE_MS = 500  # a second click or Enter that was meant for Done


class DoneView(QWidget):
    """Shows a visit that is durable; the next scan, Enter or the button begins the next one."""

    next_pressed = Signal()
    print_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PaperView | None = None
        self._mark = label()
        self._headline = label(kind="outcome", wrap=True)
        self._way = label(kind="title", wrap=True)
        self._till = label(kind="title", wrap=True)
        self._receipt = label(kind="body", wrap=True)
        self._paper = label(kind="small", wrap=True)
        self._print = button(self.tr("Print"), icon_name="printer")
        self._next = enter_button(self.tr("Next customer"))
        self._bounce = QTimer(self, singleShot=True, interval=_BOUNCE_MS)
        self._print.clicked.connect(self.print_pressed)
        self._next.clicked.connect(self.go_on)
        self._lay_out()

    def show_done(self, done: DoneVisit) -> None:
        """Show what was done; its paper comes in a moment."""
        self._bounce.start()
        self._mark.setPixmap(picture("circle-check", theme.LEAF, 56, self.devicePixelRatioF()))
        restyle(self._headline, tone="good")
        amount = done.view.to_customer
        self._headline.setText(wording.give_back(amount) if amount else self.tr("Nothing to pay"))
        self._way.setText(wording.ways_back(done.view) if amount else "")
        self._way.setVisible(bool(amount))
        self._till.setText(wording.till(done.view))
        self._till.setVisible(bool(self._till.text()))
        number = wording.readable(done.receipt_number)
        self._receipt.setText(self.tr("Done. Receipt {number}").format(number=number))
        self._paper.setText(self.tr("The receipt is being saved."))
        self._print.setEnabled(False)
        self._frame.hide()
        self.setAccessibleName(f"{self._headline.text()} {self._way.text()} {self._till.text()}")

    def show_paper(self, paper: PaperShown) -> None:
        """Show the paper, saved."""
        from posapp.ui.widgets.paper import PaperView

        if self._view is None:
            self._view = PaperView()
            self._area.setWidget(self._view)
        self._view.show_pages(paper.pages, self.tr("Receipt"), paper.text)
        self._frame.show()
        self._paper.setText(self.tr("Saved as {path}").format(path="/".join(paper.saved.path.parts[-3:])))
        self._print.setEnabled(True)

    def say_of_paper(self, sentence: str) -> None:
        """Show what became of the paper."""
        self._paper.setText(sentence)

    def go_on(self) -> None:
        """Begin with the next customer, unless this is the tail of the press that was meant for Done."""
        if not self._bounce.isActive():
            self.next_pressed.emit()

    def _lay_out(self) -> None:
        left = QFrame()
        left.setProperty("kind", "card")
        column = QVBoxLayout(left)
        column.setContentsMargins(36, 32, 36, 28)
        column.setSpacing(10)
        for part in (self._mark, self._headline, self._way, self._till):
            column.addWidget(part)
        column.addSpacing(12)
        for part in (self._receipt, self._paper):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._print)
        column.addWidget(self._next)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._frame = QFrame()
        self._frame.setProperty("kind", "card")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(4, 8, 4, 8)
        inside.addWidget(self._area)
        policy = self._frame.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._frame.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.EDGE_PX)
        row.addWidget(left, 1)
        row.addWidget(self._frame, 1)
