"""The program around the window: which books, who works, backups, pages over the tabs."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from .. import paths
from ..desk.area import Place, Verb
from ..desk.desk import FOREIGN_STEPS_MS, Desk
from ..errors import Trouble, UserError
from ..printing import unfinished
from ..progress import Progress
from ..settings import MachineSettings
from . import loading, opening
from .areas import AREAS
from .dated import DayTurn
from .outgoing import Outgoing
from .vaulting.watch import VaultWatch
from .window import Answers, Choice, Window

if TYPE_CHECKING:
    from ..database.store import Committed, Store

_log = logging.getLogger(__name__)

BACKUP_MS = 30 * 60 * 1000
_OPENING = "opening"
_IMPORT = "import"
"""The permit for what writes a whole file of records at once."""


class Program(QObject):
    """Opens and changes books, and answers what the window cannot know."""

    def __init__(
        self, window: Window, settings: MachineSettings, person: str | None = None
    ) -> None:
        super().__init__(window)
        self.window = window
        self.settings = settings
        self._person = person
        self._place = ""
        self._opening: opening.Opening | None = None
        self._look = QTimer(self)
        self._look.timeout.connect(self._look_for_books)
        window.closed.connect(self._leave_opening)
        self._rest = QTimer(self)
        self._rest.timeout.connect(self._look_for_rest)
        self._resting = False
        self._said_then = ""
        self._making = ""
        self._loaded = False
        self._facts: list[str] = []
        self._facts_asked: object = None
        self._day: DayTurn | None = None
        self._mail: Outgoing | None = None
        self._watch: VaultWatch | None = None
        window.answers = Answers(
            self.choose_person, self.day_facts, self.last_copy, self.mail_facts
        )
        window.menu = self._menu
        window.verbs = [
            (Verb(words, Place(""), icon=icon, needs=needs), run)
            for words, icon, run, needs in (
                ("Preferences", "settings", self.preferences, ""),
                ("History of changes", "history", self.history, ""),
                ("Keys", "keyboard", window.show_keys, ""),
                ("Glossary", "book-open", window.show_glossary, ""),
                ("Back up now", "save", self.back_up, ""),
                ("Copies of your data", "archive-restore", self.copies, _IMPORT),
                ("Check the books", "circle-check", self.check_books, ""),
                ("Move these books", "archive-restore", self.move_books, _IMPORT),
                ("Import from files", "archive-restore", self.bring_data, _IMPORT),
            )
        ]
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._poll)
        self._backups = QTimer(self)
        self._backups.timeout.connect(self._back_up_quietly)
        self._backups.start(BACKUP_MS)

    def _menu(self) -> list[Choice | None]:
        """What stands under the gear, as it is opened: for whoever is at work then."""
        bring: list[Choice] = [("Import from files", self.bring_data)]
        copies: list[Choice] = [("Copies of your data", self.copies)]
        return [
            ("Preferences", self.preferences),
            ("History of changes", self.history),
            ("Keys", self.window.show_keys),
            ("Glossary", self.window.show_glossary),
            None,
            ("Open other books", self.open_other),
            *(bring if self._may_bring() else ()),
            ("Back up now", self.back_up),
            *(copies if self._may_bring() else ()),
            ("Check the books", self.check_books),
            *([("Move these books", self.move_books)] if self._may_bring() else ()),
            None,
            ("About MSPDesk", self.about),
            ("Quit", self._quit),
        ]

    def _may_bring(self) -> bool:
        desk = self.window.desk
        return desk is not None and desk.may(_IMPORT)

    def _quit(self) -> None:
        self.window.close()

    def day_facts(self) -> list[str]:
        """Today's hours of the person at work, for the status bar.

        Asked again when something was saved or a minute has gone, not whenever a page is shown.
        """
        from ..dates import hours, now, today
        from ..timekeeping import queries

        desk = self.window.desk
        if desk is None or desk.person_id is None:
            return ["Nothing here yet"]
        asked = (desk.heard, desk.person_id, now().replace(second=0, microsecond=0))
        if asked != self._facts_asked:
            found = desk.ask(queries.facts, desk.person_id, today())
            logged, billable = hours(found.logged), hours(found.billable)
            self._facts = ["Today", f"*{logged} h logged", f"{billable} h billable"]
            self._facts_asked = asked
        return self._facts

    def mail_facts(self) -> list[str]:
        """How many mails wait or ask, for whoever does the billing; nothing when none does."""
        desk = self.window.desk
        # The first list does not wait for mail: its tables come with the rest.
        if desk is None or self._mail is None or not self._loaded or not desk.may("bill"):
            return []
        return self._mail.facts()

    # --- opening -----------------------------------------------------------------------------

    def begin(self, place: str | None) -> None:
        """Open the books asked for, or the last ones, or welcome somebody new."""
        if place:
            self.open(place)
        elif self.settings.books:
            self.open(self.settings.books)
        elif (paths.books_folder() / "books.db").exists():
            self.open(str(paths.books_folder()))
        else:
            self.welcome()

    def open(
        self,
        place: str,
        make: Callable[[Progress], Store] | None = None,
        words: str = "Opening the sample shop",
    ) -> None:
        """Open books in the background, or `make` them there; the window goes on painting.

        `words` say what is made. Without a place it is the one that was made.
        """
        if self._opening is not None:
            return
        self._making = words if make else ""
        self._place, tab = place, self.window.first_tab()

        def work(progress: Progress) -> Store:
            unfinished.sweep()
            store = make(progress) if make else loading.load_books(place, progress)
            try:
                loading.load_first(tab)
            except BaseException:
                store.close()
                raise
            return store

        self._opening = opening.Opening(work)
        self._opening.start()
        self._look.start(opening.LOOK_MS)

    def _look_for_books(self) -> None:
        """Take the books once they are there, and say until then how far they are."""
        if self._opening is None:
            return
        end, said = self._opening.end(), self._opening.said()
        if end is None:
            if said is not None:
                self._show_moved(*said)
            return
        self._look.stop()
        self._opening = None
        if isinstance(end, Exception):
            self._not_opened(end)
        else:
            self._seat(end)

    def _leave_opening(self) -> None:
        """Wait no longer for books: the window is closed."""
        self._look.stop()
        if self._opening is not None:
            self._opening.leave()
            self._opening = None

    def _seat(self, store: Store) -> None:
        from ..people import queries as people
        from ..shop import queries as shop

        self.window.status.progress_done(_OPENING)
        loading.set_aside()
        company = store.ask(shop.find_shop)
        if company is None:
            store.close()
            self.welcome()
            return
        from ..widgets.entry import DateEntry
        from . import batches

        DateEntry.usual_day_first = company.day_first
        batches.seat(store)
        store.name_person = people.name_of
        desk = Desk(store, AREAS, self.settings, self.window)
        # Before the window listens: what it says of mail is counted anew by then.
        self._mail = Outgoing(desk)
        self._day = DayTurn(desk)
        self._watch = VaultWatch(self.window, desk, self.settings, self.vault)
        desk.asked_to_print.connect(self._print)
        desk.asked_to_export.connect(self._export)
        desk.asked_to_go.connect(self._go_to_preferences)
        desk.changed.connect(self._know_again)
        self.settings.remember_books(self._place or store.place)
        everybody = store.ask(people.people)
        wanted = self.settings.working_as.get(store.place)
        named = (self._person or "").lower()
        chosen = next((p for p in everybody if named and p.name.lower() == named), None)
        chosen = chosen or next((p for p in everybody if p.id == wanted), None)
        owner = store.ask(people.owner_id)
        chosen = chosen or next((p for p in everybody if p.id == owner), None)
        if chosen is not None:
            desk.work_as(chosen.id, chosen.name, store.ask(people.permits, chosen.id))
        self.window.seat(desk)
        self.window.setWindowTitle(f"{company.name} - MSPDesk")
        self._beat.start(FOREIGN_STEPS_MS)
        self._say_copy()
        QTimer.singleShot(loading.REST_MS, self, self._load_lists)
        self._say_where(store)

    def _know_again(self, tables: frozenset[str]) -> None:
        """Take up who is at work where people changed: another name, or a whole shop that came."""
        desk = self.window.desk
        if desk is None or not tables & {"person", "access"}:
            return
        from ..people import queries as people

        person_id = desk.store.person_id
        found = next((one for one in desk.ask(people.people) if one.id == person_id), None)
        if found is not None and found.name != desk.person_name:
            desk.work_as(found.id, found.name, desk.ask(people.permits, found.id))

    def _say_where(self, store: Store) -> None:
        """Say who else writes the books that can only be read, and what to know of their place."""
        status = self.window.status
        status.clear_notes()
        writer = store.writer
        if writer is not None and not writer.here:
            words = f"{writer.user} on {writer.host} is writing these books; you can read them."
            status.note(words, "Write here instead", partial(self._ask_to_write, writer.host))
        elif writer is not None:
            status.note("MSPDesk is open a second time here and writes; this window only reads.")
        elif store.read_only:
            status.note(store.why or "These books can only be read here.")
        if self._said_then:
            status.note(self._said_then)
            self._said_then = ""
        for notice in store.notices:
            if notice not in self.settings.dismissed:
                status.note(notice, on_action=partial(self.settings.dismissed.append, notice))

    def _ask_to_write(self, host: str) -> None:
        """Ask before the right to write is taken from another computer; it may still be at work."""
        words = f"Is MSPDesk closed on {host}? Two who write at once lose work."
        self.window.status.note(words, "It is closed, write here", self.take_over)

    def take_over(self) -> None:
        """Open these books again to write, though another computer says that it writes them."""
        desk = self.window.desk
        if desk is None:
            return
        place = self._place or desk.store.place

        def make(_progress: Progress) -> Store:
            from ..database.books import open_books

            return open_books(place, take_over=True)

        self.window.unseat()
        self.open(place, make)

    def _load_lists(self) -> None:
        """Load what stands beside the day, while the first tab is looked at."""
        # Asked for, not told: a thread that told a window just being closed would crash in Qt.
        loading.behind(loading.load_lists, "load the lists", daemon=False)
        self._rest.start(loading.LOOK_MS)

    def _look_for_rest(self) -> None:
        """Load what may be wanted next once Today had its look at the lists, and see its end."""
        if loading.LOADED.is_set():
            self._rest.stop()
            self._begin_mail()
        elif loading.LISTS.is_set() and not self._resting:
            self._resting = True
            QTimer.singleShot(2 * loading.LOOK_MS, self, self._load_rest)

    def _load_rest(self) -> None:
        loading.behind(loading.load_rest, "load the rest", daemon=False)

    def _begin_mail(self) -> None:
        """Do what the day asks for, ask about mails that were cut off, say how many wait."""
        self._loaded = True
        self._turn_day()
        if self._mail is not None and self.window.desk is not None:
            self._mail.settle()
            self.window.show_facts()
        if self._watch is not None and self.window.desk is not None:
            self._watch.refresh()

    def _not_opened(self, error: Exception) -> None:
        self.window.status.progress_done(_OPENING)
        self.welcome()
        self.window.tell(error)

    def _show_moved(self, done: int, total: int, words: str) -> None:
        """Say how far the books are that are being made or opened."""
        said = ", ".join(filter(None, (self._making, words)))
        if self._opening is not None:
            # What is only opened cannot be stopped in its middle, and would be there all the same.
            stop = self._opening.progress.stop if self._making else None
            self.window.status.progress(_OPENING, said, done, total, stop)

    def _poll(self) -> None:
        """Hear of steps that were made on another computer."""
        desk = self.window.desk
        if desk is None:
            return
        foreign = desk.store.poll_foreign()
        if foreign is not None:
            if self._mail is not None:
                self._mail.moved(foreign.tables)
            desk.refresh(foreign.tables)
            self._say_foreign(desk, foreign)
        self._turn_day()

    def _say_foreign(self, desk: Desk, foreign: Committed) -> None:
        """Say who changed what is being worked on while something typed is not saved yet."""
        from .typed import typed_in

        page = self.window.view()
        moved = desk.shown(foreign.tables, page)
        if moved and typed_in(page):
            what = " and ".join(sorted(one.replace("_", " ") for one in moved)[:2])
            who = foreign.words or "Somebody"
            desk.say(f"{who} changed {what} meanwhile. What you typed is kept until you save.")

    def _turn_day(self) -> None:
        """Do what the day asks for, once all of the program is there."""
        if self._loaded and self._day is not None and self.window.desk is not None:
            self._day.turn()

    # --- pages over the tabs -----------------------------------------------------------------

    def welcome(self) -> None:
        """Show the first page: three equal choices."""
        from .welcome import WelcomePage

        self.window.close_pages()
        self.window.lay_over(WelcomePage(self))

    def open_other(self) -> None:
        """Close these books and show the first page with the recent ones."""
        self.window.unseat()
        self.welcome()

    def preferences(self) -> None:
        """Show this computer's and the shop's preferences."""
        if self.window.desk is not None:
            from .preferences import PreferencesPage

            desk = self.window.desk
            self.window.lay_over_kept("preferences", lambda: PreferencesPage(desk, self.settings))

    def _go_to_preferences(self, place: Place) -> None:
        """Show a page of preferences by its title, where a place names that; no tab holds it."""
        if place.area == "preferences":
            self.preferences()
            show = getattr(self.window.view(), "show_page", None)
            if show is not None:
                show(place.do)

    def vault(self) -> None:
        """Show the page of preferences on which the vault is opened."""
        self.preferences()
        page = self.window.view()
        show = getattr(page, "show_page", None)
        if show is not None and self.window.desk is not None and self.window.desk.may("reveal"):
            show("Vault")

    def history(self) -> None:
        """Show everything that was done, newest first."""
        if self.window.desk is not None:
            from .history import HistoryPage

            self.window.lay_over(HistoryPage(self.window.desk))

    def bring_data(self) -> None:
        """Show the page that brings files in."""
        desk = self.window.desk
        if desk is not None and self._may_bring():
            from .bring import BringPage

            self.window.lay_over(BringPage(desk))

    def about(self) -> None:
        """Show what this is, which release, and whose work it stands on."""
        from .about import AboutPage

        self.window.lay_over(AboutPage())

    def choose_person(self) -> None:
        """Show who can work here, to sign changes as."""
        if self.window.desk is not None:
            from .working_as import WorkingAsPage

            self.window.lay_over(WorkingAsPage(self.window.desk, self._work_as))

    def _work_as(self, person_id: int, name: str) -> None:
        from ..people import queries as people

        desk = self.window.desk
        if desk is None:
            return
        self.settings.working_as[desk.store.place] = person_id
        self.window.close_pages()
        desk.work_as(person_id, name, desk.ask(people.permits, person_id))

    def _print(self, printable: Any, key: Any, title: str) -> None:
        from .papers import show_paper

        if self.window.desk is not None:
            show_paper(self.window, self.window.desk, printable, key, title)

    def _export(self, title: str, columns: Any, rows: Any) -> None:
        from .papers import export_list

        if self.window.desk is not None:
            export_list(self.window, self.window.desk, title, columns, rows)

    # --- copies and checks -------------------------------------------------------------------

    def back_up(self) -> None:
        """Make a verified copy now and say where it is."""
        desk = self.window.desk
        if desk is None:
            return
        from . import keeping

        job = desk.fetch("Making a copy", keeping.back_up)
        job.then(lambda file: self._copied(file, aloud=True)).otherwise(self.window.tell)

    def copies(self) -> None:
        """Show the copies: what each holds, the proof that it opens, bringing one back."""
        desk = self.window.desk
        if desk is None or not self._may_bring():
            return
        from .keeping import folder_of, fresh_place
        from .restore_page import RestorePage

        store = desk.store
        self.window.lay_over(RestorePage(self, folder_of(store), fresh_place(store)))

    def open_brought_back(self, place: str, words: str) -> None:
        """Open books that were brought back, the ones before left as they are, and say `words`."""
        self.window.close_pages()
        self.window.unseat()
        self._said_then = words
        self.open(place)

    def move_books(self) -> None:
        """Show the page that asks where the books shall go."""
        desk = self.window.desk
        if desk is None or not self._may_bring():
            return
        if desk.store.read_only:
            self.window.status.say("These books can only be read here; move them where they are.")
            return
        from .move_page import MovePage

        self.window.lay_over(MovePage(self))

    def move_to(self, place: str) -> None:
        """Move the open books to a place without any and open them there; raises UserError.

        They are closed for it. Where it is stopped or fails they are opened again as they were.
        """
        desk = self.window.desk
        if desk is None or self._opening is not None:
            return
        desk.refuse_while_writing()
        from .moving import opened_after

        source = desk.store.place
        if desk.person_id is not None:
            self.settings.working_as[place] = desk.person_id
        self.window.close_pages()
        self.window.unseat()
        self.open("", opened_after(source, place), "Moving the books")

    def _back_up_quietly(self) -> None:
        desk = self.window.desk
        if desk is None or desk.store.read_only or desk.jobs:
            return
        from . import keeping

        job = desk.fetch("Making a copy", keeping.back_up_if_changed)
        job.then(lambda file: self._copied(file, aloud=False)).otherwise(self.window.tell)

    def last_copy(self, desk: Desk) -> None:
        """Make a copy of what changed before the books are closed; closing goes on without one."""
        from . import keeping

        try:
            keeping.back_up_if_changed(desk.store, Progress())
        except Trouble as error:
            _log.warning("no copy made on closing: %s", error.text)

    def _copied(self, file: Path | None, *, aloud: bool) -> None:
        self._say_copy()
        if aloud and file is not None:
            self.window.status.say(f"Copy made and checked: {file.name}")

    def _say_copy(self) -> None:
        from . import keeping

        if self.window.desk is not None:
            self.window.status.set_copy(keeping.copy_words(self.window.desk.store))

    def check_books(self) -> None:
        """Check the whole of the books and say what was found."""
        desk = self.window.desk
        if desk is None:
            return
        from . import keeping

        job = desk.fetch("Checking the books", keeping.check)
        job.then(self._checked).otherwise(self.window.tell)

    def _checked(self, found: list[str]) -> None:
        if not found:
            self.window.status.say("The books are in order.")
            return
        self.window.status.fail(f"The check found {len(found)}: {found[0]}")
        _log.error("check_books: %s", "; ".join(found))

    # --- beginning ---------------------------------------------------------------------------

    def start_shop(
        self, place: str, name: str, rate: int, country: str, more: dict[str, Any]
    ) -> None:
        """Make new books with a shop in them and open them; raises UserError by field."""
        from ..database.books import exists, new_books, open_books
        from .setup import start_shop

        # Books without a shop are left by a computer that went off in the middle of this.
        begun = exists(place)
        store = open_books(place) if begun else new_books(place)
        try:
            start_shop(store, name, rate, country, more)
        except (UserError, Trouble):
            store.close()
            if not begun:
                self._forget(place)
            raise
        self._place = place
        self.window.close_pages()
        self._seat(store)

    def _forget(self, place: str) -> None:
        """Take away books that never became a shop, so that the next try finds the place free."""
        for file in Path(place).glob("books.db*"):
            file.unlink(missing_ok=True)

    def open_sample(self) -> None:
        """Open the made-up shop, made the first time it is asked for."""
        place = paths.sample_folder()

        def make(progress: Progress) -> Store:
            from ..database.books import exists
            from .sample import make_sample

            if not exists(str(place)):
                # Made beside its place and moved there whole: half a shop is never opened.
                part = place.with_name(f"{place.name}.part")
                shutil.rmtree(part, ignore_errors=True)
                make_sample(str(part), progress=progress).close()
                if place.exists():
                    place.rmdir()
                part.rename(place)
            return loading.load_books(str(place))

        if self._opening is not None:
            return
        self.open(str(place), make)
        self._show_moved(0, 0, "")
