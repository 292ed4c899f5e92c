"""The desk at work: what is pressed goes to the presenter and the session, what they announce is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from posapp.ui import settings
from posapp.ui.desk.desk import Desk
from posapp.ui.desk.desk_presenter import DeskPresenter
from posapp.ui.desk.session import Session

if TYPE_CHECKING:
    from posapp.services.desk_state import DeskState, DoneVisit, Match
    from posapp.services.opening import Surroundings
    from posapp.storage.people import Person
    from posapp.storage.store import Store
    from posapp.ui.desk.paper_jobs import PaperShown
    from posapp.ui.settings import Settings
    from posapp.ui.trouble import Trouble
    from posapp.ui.worker import Worker


class DeskFlow(QObject):
    """Owns the desk's screen and what stands behind it."""

    opened = Signal(object)  # Surroundings
    import_wanted = Signal()
    served = Signal()  # a visit is durable

    def __init__(self, worker: Worker, memory: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = Desk()
        self.presenter = DeskPresenter(worker, self)
        self.session = Session(worker, memory, self)
        self._worker = worker
        self._memory = memory
        self._state: DeskState | None = None
        self._paper: PaperShown | None = None
        self._is_asking_who = False
        self.desk.header.scan_field.scanned.connect(self._scan)
        self.desk.completed.connect(self._completed)

    def open(self) -> None:
        """Open the store and begin, or say why not."""
        self.presenter.open()

    def look_around(self) -> None:
        """See whether there are sales by now."""
        self._worker.submit(_surroundings, self._looked_around, self._troubled)

    def say(self, sentence: str) -> None:
        """Say something of another screen's at the desk."""
        self.desk.notice.say(sentence)

    def _completed(self) -> None:
        """Connect the screen now that it is whole."""
        self.desk.cards.show_hint(on=not self._memory.get(settings.HINT_SEEN))
        self._connect_desk()
        self._connect_cards()
        self._connect_answers()

    def _connect_desk(self) -> None:
        desk, presenter = self.desk, self.presenter
        desk.header.scan_field.typing.connect(self._look_up)
        desk.matches.chosen.connect(self._take_match)
        desk.undo_asked.connect(presenter.undo)
        desk.done_asked.connect(self._done_asked)
        desk.same_again_done_asked.connect(presenter.same_again_and_finish)
        desk.header.start_over_confirmed.connect(presenter.start_over)
        desk.header.sign_out_pressed.connect(self.session.sign_out)
        desk.header.import_pressed.connect(self.import_wanted)
        desk.cards.import_pressed.connect(self.import_wanted)
        desk.sign_in.name_chosen.connect(self.session.sign_in)
        desk.done_view.next_pressed.connect(self._show_state)
        desk.done_view.print_pressed.connect(self._print)

    def _connect_cards(self) -> None:
        cards, presenter = self.desk.cards, self.presenter
        cards.stepped.connect(presenter.step_quantity)
        cards.removed.connect(presenter.remove)
        cards.more.added.connect(presenter.add_receipt_line)
        cards.done_bar.tender_chosen.connect(presenter.choose_tender)
        cards.outcome.money_back_chosen.connect(presenter.money_back)
        cards.back.side_chosen.connect(lambda: presenter.choose_side("back"))
        cards.home.side_chosen.connect(lambda: presenter.choose_side("home"))
        for card in (cards.back, cards.home):
            card.entered.connect(presenter.set_quantity)
            card.same_again.connect(presenter.same_again)
            card.scan_strayed.connect(lambda text: presenter.scan(text, typed=False))
            for ended in (card.entered, card.scan_strayed):
                ended.connect(self.desk.header.scan_field.rest)

    def _connect_answers(self) -> None:
        presenter, session = self.presenter, self.session
        presenter.opened.connect(self._opened)
        presenter.shown.connect(self._keep_state)
        presenter.matched.connect(self._matched)
        presenter.asked_which.connect(self._ask_which)
        presenter.done.connect(self._done)
        presenter.troubled.connect(self._troubled)
        presenter.waiting.connect(self._waiting)
        session.asked.connect(self._ask_who)
        session.signed_in.connect(self._signed_in)
        session.signed_out.connect(lambda: presenter.serve_as(None))
        session.refused.connect(self.desk.notice.say)
        session.troubled.connect(self._troubled)

    def _scan(self, text: str, typed: bool) -> None:
        if self._state is None:  # not open yet: it waits
            self.presenter.scan(text, typed=typed)
            return
        marked = self.desk.matches.marked
        self.desk.matches.close_list()
        self.presenter.scan(marked if marked and typed else text, typed=typed and not marked)

    def _take_match(self, choice: str) -> None:
        self.desk.header.scan_field.clear_typed()
        self.desk.matches.close_list()
        self.presenter.scan(choice, typed=False)

    def _look_up(self, text: str) -> None:
        if text:
            self.presenter.look_up(text)

    def _matched(self, text: str, matches: tuple[Match, ...]) -> None:
        if self.desk.header.scan_field.text() == text:
            self.desk.offer(matches, marked=False)

    def _ask_which(self, text: str, matches: tuple[Match, ...]) -> None:
        field = self.desk.header.scan_field
        if not field.text():
            field.setText(text)
            self.desk.offer(matches, marked=True)

    def _opened(self, around: Surroundings) -> None:
        self.desk.show_place(around.store_name, around.desk_name, around.time_zone)
        self.desk.cards.offer_import(on=not around.has_goods)
        self.desk.header.offer_import(on=True)
        self.session.begin(around)
        self.opened.emit(around)
        from posapp.ui.desk import paper_jobs

        self._worker.submit(paper_jobs.save_what_is_open, _nothing, self._no_paper)

    def _looked_around(self, around: Surroundings) -> None:
        self.desk.show_place(around.store_name, around.desk_name, around.time_zone)
        self.desk.cards.offer_import(on=not around.has_goods)

    def _keep_state(self, state: DeskState) -> None:
        self._state = state
        if not self._is_asking_who:
            self.desk.show_state(state)

    def _show_state(self) -> None:
        if self._state is not None:
            self.desk.show_state(self._state)

    def _done_asked(self) -> None:
        self.presenter.finish()
        self.desk.focus_scan_field()

    def _done(self, done: DoneVisit, after: DeskState) -> None:
        self._state = after
        self._paper = None
        self.desk.show_done(done)
        if not self._memory.get(settings.HINT_SEEN):
            self._memory.put(settings.HINT_SEEN, True)  # noqa: FBT003 -- the value, not a flag
        from posapp.ui.desk import paper_jobs

        self._worker.submit(
            lambda store: paper_jobs.save_and_show(store, done.visit_id), self._paper_came, self._no_paper
        )
        self.session.seen()
        self.served.emit()

    def _paper_came(self, paper: PaperShown) -> None:
        self._paper = paper
        self.desk.done_view.show_paper(paper)

    def _no_paper(self, trouble: Trouble) -> None:
        self.desk.done_view.say_of_paper(
            self.tr("The receipt could not be saved now. It will be at the next start.")
        )
        self._troubled(trouble)

    def _print(self) -> None:
        if self._paper is None:
            return
        from PySide6.QtPrintSupport import QPrinter

        from posapp.ui.widgets.paper import CannotPrintError, print_pages

        try:
            print_pages(self._paper.pages, QPrinter(QPrinter.PrinterMode.HighResolution))
        except CannotPrintError as error:
            self.desk.done_view.say_of_paper(str(error))
        self.desk.focus_scan_field()

    def _ask_who(self, names: list[str], last: str) -> None:
        self._is_asking_who = True
        self.desk.header.show_person("")
        self.desk.header.show_possible(can_undo=False, can_start_over=False)
        self.desk.ask_who(names, last)

    def _signed_in(self, person: Person) -> None:
        self._is_asking_who = False
        self.desk.header.show_person(person.name)
        self._show_state()
        self.presenter.serve_as(person.actor)

    def _troubled(self, trouble: Trouble) -> None:
        from posapp.ui.widgets.trouble_wording import trouble_sentence

        self.desk.notice.say(trouble_sentence(trouble), stays=True)
        self.desk.focus_scan_field()

    def _waiting(self, is_waiting: bool) -> None:
        if is_waiting:
            self.desk.notice.say(self.tr("One moment…"), stays=True)


def _surroundings(store: Store) -> Surroundings:
    from posapp.services import opening

    return opening.surroundings(store)


def _nothing(_answer: object) -> None:
    """Take an answer that nobody waits for."""
