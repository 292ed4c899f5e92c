"""RELIABILITY T33: fingers and scanners, fast, twice, and while the database stands still: one act each."""

from time import monotonic

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from sqlalchemy import func, select

from posapp.storage import people, tables
from posapp.ui.desk import scan_field
from posapp.ui.desk.scan_field import QUIET_MS
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk_window import DeskWindow
from tests.stores import BEANS_RECEIPT, KETTLE_RECEIPT, Shop
from tests.ui.desk.key_events import send_characters, send_enter, send_key
from tests.ui.desk.pictures import double_click

_FIRST_MS = 1_000_000  # on the keys' own clock
_EVERY_MS = 5  # 200 keys a second
_NO_ENDS = [chr(code) for code in range(128) if chr(code) not in "\t\r"]  # Tab and Enter end a text
_TICK_MS = 10
_STALL_S = 1.0
_LONGEST_GAP_S = 0.25  # 0.1 on a machine that does nothing else


@pytest.fixture(autouse=True)
def _enter_may_bounce(monkeypatch: pytest.MonkeyPatch, _enter_counts_at_once: None) -> None:
    monkeypatch.setattr(scan_field, "QUIET_MS", QUIET_MS)


class _Scanner(QObject):
    """Types a text at 200 keys a second of the real clock."""

    def __init__(self, desk: DeskWindow, text: str) -> None:
        super().__init__()
        self._desk = desk
        self.left = list(text)
        self._timer = QTimer(self, interval=_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._key)
        self._timer.start()

    def _key(self) -> None:
        character = self.left.pop(0)
        if not self.left:
            self._timer.stop()
        if character == "\r":
            self._desk.press(Qt.Key.Key_Return)
        else:
            self._desk.keys(character)


class _Ticks(QObject):
    """Notes how long the windows' thread was ever away."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_s = 0.0
        self.began = self._last = monotonic()
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = monotonic()
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now

    @property
    def lasted_s(self) -> float:
        return self._last - self.began


class _Acts(QObject):
    """Counts what was asked for by anything but a scan."""

    def __init__(self, desk: DeskWindow) -> None:
        super().__init__()
        self.all: list[str] = []
        for name in ("undo_asked", "done_asked", "same_again_done_asked"):
            getattr(desk.desk, name).connect(lambda *_, name=name: self.all.append(name))
        for name in ("stepped", "removed"):
            getattr(desk.desk.cards, name).connect(lambda *_, name=name: self.all.append(name))
        for name in ("undo_pressed", "sign_out_pressed", "import_pressed", "start_over_confirmed"):
            getattr(desk.desk.header, name).connect(lambda *_, name=name: self.all.append(name))


def _visits(shop: Shop) -> int:
    with shop.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.visits)).scalar_one()


def _send(desk: DeskWindow, text: str, at_ms: int = _FIRST_MS) -> int:
    return send_characters(desk.field, text, at_ms)


def test_200_keys_a_second_lose_nothing(desk: DeskWindow, shop: Shop) -> None:
    codes = (BEANS_RECEIPT, "1002", "1002", KETTLE_RECEIPT, "1007")
    scanner = _Scanner(desk, "".join(f"{code}\r" for code in codes))
    desk.answer(lambda: desk.until(lambda: not scanner.left), len(codes))
    assert "Give back €25.99" in desk.texts
    assert {"Coffee beans 500 g", "Kettle"} <= set(desk.texts)
    assert not desk.field.text()
    assert _visits(shop) == 0


def test_an_enter_that_bounces_after_a_scan_is_no_done(desk: DeskWindow, shop: Shop) -> None:
    at_ms = _FIRST_MS
    for code in (BEANS_RECEIPT, "1002"):
        desk.answer(lambda code=code, at_ms=at_ms: _send(desk, f"{code}\r", at_ms))  # type: ignore[misc]
        at_ms += 10_000
    ended_ms = at_ms - 10_000 + 4 * _EVERY_MS
    for later_ms in (30, 120, QUIET_MS):
        send_enter(desk.field, ended_ms + later_ms)
    assert not desk.presenter._asked
    assert _visits(shop) == 0
    desk.answer(lambda: send_enter(desk.field, ended_ms + QUIET_MS + 1))
    assert desk.desk.done_view.isVisible()
    assert _visits(shop) == 1


def test_an_enter_that_bounces_after_a_quantity_is_no_done(desk: DeskWindow, shop: Shop) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    for text in ("2", KETTLE_RECEIPT):
        desk.desk.cards.back.line(1).open_entry()
        desk.keys(text)
        desk.answer(lambda: desk.press(Qt.Key.Key_Return))
        assert desk.scan_field_has_focus
        send_enter(desk.field, _FIRST_MS * 1_000)  # by its own clock long after all else
        assert not desk.presenter._asked
    assert _visits(shop) == 0
    assert "Give back €15.99" in desk.texts


def test_an_enter_that_bounces_after_the_sign_in_is_no_done(open_window: OpenWindow, shop: Shop) -> None:
    first = open_window()
    first.open()
    first.scan(BEANS_RECEIPT, "1002")
    first.touch("Sign out Ana")
    first.close()
    with shop.store.acting("person_joined", "") as written:
        people.join(written.act, "Ben")
    window = open_window()
    window.show()
    window.until(lambda: "Who is serving?" in window.texts)
    send_enter(window.field, _FIRST_MS)
    window.until(lambda: "Give back €8.00" in window.texts)
    send_enter(window.field, _FIRST_MS + 300)
    assert not window.presenter._asked
    assert _visits(shop) == 0


def test_a_double_click_on_done_is_one_visit(desk: DeskWindow, shop: Shop) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    desk.answer(lambda: double_click(desk.button("Done")))
    double_click(desk.button("Next customer"))
    assert desk.desk.done_view.isVisible()
    assert not desk.presenter._asked
    assert _visits(shop) == 1


def test_the_windows_live_while_the_database_stands_still(desk: DeskWindow, shop: Shop) -> None:
    desk.scan(BEANS_RECEIPT)
    before = len(desk.answers)
    with shop.store.acting("person_joined", "") as written:  # nobody else can write
        people.join(written.act, "Ben")
        ticks = _Ticks()
        scanner = _Scanner(desk, "1002\r1002\r")
        desk.until(lambda: not scanner.left)
        desk.until(lambda: "One moment…" in desk.texts)
        desk.touch("Done")
        desk.until(lambda: ticks.lasted_s >= _STALL_S)
        assert len(desk.answers) == before
    desk.until(lambda: len(desk.answers) == before + 2)
    assert "Give back €15.99" in desk.texts
    assert "One moment…" not in desk.texts
    assert ticks.longest_s <= _LONGEST_GAP_S
    assert _visits(shop) == 0  # what nobody had seen was not done


def test_no_ascii_character_at_the_head_of_a_code_is_an_act(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002", "1002")
    acts = _Acts(desk)
    at_ms = _FIRST_MS
    for head in _NO_ENDS:
        at_ms = _send(desk, f"{head}zzzzz\r", at_ms + 1_000)
    desk.until(lambda: not desk.presenter._asked and not desk.field._hold.isActive())
    assert acts.all == []
    assert "Give back €15.99" in desk.texts


def test_all_ascii_characters_in_one_go_are_no_act(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002", "1002")
    acts = _Acts(desk)
    desk.answer(lambda: _send(desk, f"{''.join(_NO_ENDS)}\r"))
    desk.until(lambda: not desk.field._hold.isActive())
    assert acts.all == []
    assert "Give back €15.99" in desk.texts


def test_a_code_of_4000_keys_gets_a_sentence(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002", "1002")
    acts = _Acts(desk)
    desk.answer(lambda: _send(desk, "+-z8" * 1_000 + "\r"))
    assert any(text.startswith("Nothing here is called +-z8") for text in desk.texts)
    assert acts.all == []
    assert "Give back €15.99" in desk.texts


def test_shift_leaves_a_sign_at_the_head_of_a_code(desk: DeskWindow) -> None:
    desk.scan(BEANS_RECEIPT, "1002")
    acts = _Acts(desk)
    shift = Qt.Key.Key_Shift.value
    send_key(desk.field, shift, "", _FIRST_MS)
    at_ms = _send(desk, "+", _FIRST_MS + _EVERY_MS)
    send_key(desk.field, shift, "", at_ms)
    desk.answer(lambda: _send(desk, "A123BJC5\r", at_ms + _EVERY_MS))
    assert "Nothing here is called +A123BJC5. Try a part of the name." in desk.texts
    assert acts.all == []
