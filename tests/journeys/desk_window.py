"""Drives the real window as a clerk does: keys into whatever has the focus, taps on what is in sight."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from posapp.ui.plum import Plum
from posapp.ui.settings import Settings
from posapp.ui.widgets.wrapped_name import WrappedName

_PATIENCE_MS = 10_000


class DeskWindow:
    """A window, and what a clerk can see and do in it."""

    def __init__(self, qtbot: QtBot, folder: Path, opening: Callable[[], Any]) -> None:
        self._qtbot = qtbot
        self.plum = Plum(opening, Settings(folder))
        self.desk = self.plum.flow.desk
        self.presenter = self.plum.flow.presenter
        self.field = self.desk.header.scan_field
        self.answers: list[object] = []
        self._is_closed = False
        for signal in (self.presenter.shown, self.presenter.asked_which, self.presenter.troubled):
            signal.connect(lambda *answer: self.answers.append(answer))
        self.presenter.done.connect(lambda done, _state: self.answers.append(done))

    def show(self) -> None:
        self.plum.show()
        self._qtbot.waitExposed(self.plum.window).__enter__()

    def open(self) -> None:
        """Show the window and wait until somebody is signed in."""
        with self._qtbot.waitSignal(self.plum.flow.session.signed_in, timeout=_PATIENCE_MS):
            self.show()
        self._catch_up(1)

    def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self.plum.window.close()
        self.plum.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def keys(self, text: str) -> None:
        """Type into whatever has the focus, as fast as a scanner."""
        QTest.keyClicks(self._focused(), text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focused(), key, modifiers)

    def scan(self, *codes: str) -> None:
        """Scan codes one after the other, each when the one before is on screen."""
        for code in codes:
            self.keys(code)
            self.answer(lambda: self.press(Qt.Key.Key_Return))

    def answer(self, act: Callable[[], object], count: int = 1) -> None:
        """Do something and wait until the desk has answered."""
        wanted = len(self.answers) + count
        act()
        self._qtbot.waitUntil(lambda: len(self.answers) >= wanted, timeout=_PATIENCE_MS)

    def tap(self, name: str) -> None:
        """Tap the button of this accessible name and wait for the answer."""
        self.answer(lambda: self.touch(name))

    def touch(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QAbstractButton:
        found: list[QAbstractButton] = [
            x for x in self._visible(QAbstractButton) if x.accessibleName() == name
        ]
        assert found, f"no button {name!r} among {self.texts}, after {self.answers[-2:]}"
        return found[0]

    def until(self, what: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(what, timeout=_PATIENCE_MS)

    @property
    def texts(self) -> list[str]:
        """Every text in sight."""
        labels = [x.text() for x in self._visible(QLabel)]
        buttons = [x.text() for x in self._visible(QAbstractButton)]
        names = [x.accessibleName() for x in self._visible(WrappedName)]
        return [text.strip() for text in (*labels, *buttons, *names) if text.strip()]

    @property
    def all_said(self) -> str:
        """Every text in sight and every accessible name, in one."""
        said = [x.accessibleName() + " " + x.toolTip() for x in self._visible(QWidget)]
        return " ".join([*self.texts, *said])

    @property
    def scan_field_has_focus(self) -> bool:
        """Whether the window's keys go to the scan field (a test's screen may have another active window)."""
        return self.plum.window.focusWidget() is self.field

    def _visible(self, kind: type[Any]) -> list[Any]:
        return [x for x in self.plum.window.findChildren(kind) if x.isVisible()]

    def _focused(self) -> QWidget:
        return self.plum.window.focusWidget()

    def _catch_up(self, count: int) -> None:
        self._qtbot.waitUntil(lambda: len(self.answers) >= count, timeout=_PATIENCE_MS)
