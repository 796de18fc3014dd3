"""A walk past every screen of the window, for whoever looks at them: by eye or by test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mspdesk.agreements.view.moves import MOVES
from mspdesk.app.program import Program
from mspdesk.app.window import Window
from mspdesk.billing.view.more import PAGES as MORE
from mspdesk.desk.area import Place
from mspdesk.mail import actions, queries
from mspdesk.tickets.queries import tickets_of_client

from .audits_room import audits_of
from .binders_room import binders
from .calls_room import calls
from .campaigns_room import campaigns
from .chart_room import chart
from .documentation_room import sections
from .garden_room import garden
from .goals_room import goals
from .hats_room import hats
from .hiring_room import hiring
from .masters_room import masters
from .offerings_room import offerings
from .offers_room import offers
from .pay_room import pay
from .plan_room import plan
from .practice_room import practice
from .procedures_room import procedures
from .prospects_room import prospects
from .roadmaps_room import roadmaps
from .runs_room import walk_runs
from .schedule_room import schedule
from .staff_room import staff
from .vendors_room import rooms


@dataclass(frozen=True, slots=True)
class Screen:
    """A stop of the walk: its name, and how it is reached from anywhere."""

    name: str
    reach: Callable[[], object]


def rest(milliseconds: int = 10) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Walker:
    """Knows the way to every screen of one window."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.window: Window = program.window

    def screens(self) -> Iterator[Screen]:
        """Every screen with books open; ask for the next one only when the last was looked at."""
        yield Screen("today", lambda: self.tab("today"))
        yield from self._clients()
        yield from self._tickets()
        yield from self._time()
        yield from self._checklists()
        yield from self._runs()
        yield from self._procedures()
        yield from self._practice()
        yield from self._chart()
        yield from self._agreements()
        yield from self._hats()
        yield from self._goals()
        yield from self._staff()
        yield from self._hiring()
        yield from self._prospects()
        yield from self._calls()
        yield from self._offerings()
        yield from self._campaigns()
        yield from self._roadmaps()
        yield from self._pay()
        yield from self._billing()
        yield from self._reports()
        yield from self._pages()

    def first_screens(self) -> Iterator[Screen]:
        """The screens of a computer without books."""
        yield Screen("welcome", self.program.welcome)
        yield Screen("set-up", lambda: self.press("Start with my shop"))
        yield Screen("open-or-import", self._open_or_import)

    def until(self, seen: Callable[[], object], why: str) -> None:
        """Wait until something is so."""
        for _ in range(500):
            if seen():
                return
            rest(20)
        raise AssertionError(f"not seen: {why}")

    def begin_again(self, between: Callable[[], object]) -> None:
        """Close the books and open them again, as a window that has been into no room yet.

        A theme that is put on in between need not dress every room that was looked at before,
        which took longer than making again what is looked at afterwards.
        """
        desk = self.window.desk
        assert desk is not None
        self.until(lambda: not desk.jobs, "the end of all work")
        place = desk.store.place
        self.window.unseat()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        between()
        self.program.begin(place)
        self.until(lambda: self.window.desk is not None, "the desk")

    def tab(self, key: str) -> QWidget:
        """Show a tab as if it was pressed."""
        self.window.close_pages()
        self.window.show_tab(key)
        return self.window.view()

    def go(self, place: Place) -> QWidget:
        """Go to a place as a link does."""
        self.window.close_pages()
        self.window.go(place)
        return self.window.view()

    def press(self, name: str) -> None:
        """Click the visible button of a name."""
        for widget in self.window.findChildren(QWidget):
            if widget.accessibleName() == name and widget.isVisible():
                QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
                return
        raise AssertionError(f"nothing to press is called {name}")

    def escape(self) -> None:
        """Press Esc wherever the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Escape)

    def part(self, path: str) -> Any:
        """Something inside the tab that is shown, by its path of attributes."""
        found: Any = self.window.view()
        for name in path.split("."):
            found = getattr(found, name)
        return found

    def choose(self, path: str, key: str) -> None:
        """Choose a segment or a tab inside the view that is shown."""
        self.part(path).choose(key)

    # --- the rooms -----------------------------------------------------------------------------

    def _clients(self) -> Iterator[Screen]:
        self.tab("clients")
        rest()
        keys: list[str] = self.part("page.tabs").keys()
        for key in keys:

            def reach(key: str = key) -> None:
                self.tab("clients")
                self.choose("page.tabs", key)

            yield Screen(f"client-{key}", reach)
        yield Screen("client-new", lambda: self.go(Place("clients", do="new")))
        yield Screen("client-talk", lambda: self.go(Place("clients", self._client(), do="talk")))
        write = Place("clients", self._client(), "letters", {"write": True})
        yield Screen("client-letter", partial(self.go, write))
        yield Screen("client-letter-draft", lambda: self.press("Write letter"))
        for new in ("advice", "understanding"):
            begun = Place("clients", self._client(), "advice", {"new": new})
            yield Screen(f"client-{new}-new", partial(self.go, begun))
        self.tab("clients")
        self.choose("page.tabs", "overview")
        yield from (Screen(name, reach) for name, reach in sections(self, self._client()))
        yield from (Screen(name, reach) for name, reach in plan(self, self._client()))
        yield from (Screen(name, reach) for name, reach in binders(self, self._client()))
        yield from (Screen(name, reach) for name, reach in audits_of(self, self._client()))
        self.tab("clients")
        self.choose("page.tabs", "overview")
        yield from (Screen(name, reach) for name, reach in rooms(self, self._client()))

    def _agreements(self) -> Iterator[Screen]:
        yield Screen("agreements", lambda: self.tab("agreements"))
        for do in MOVES:
            yield Screen(f"agreement-{do}", partial(self._agreement, do))
        yield Screen("agreement-edit", partial(self._agreement, "edit"))
        yield Screen("agreement-sheet", partial(self._agreement, "sheet"))
        yield Screen("agreement-line", lambda: self.part("page.over").edit_line(None))
        yield Screen("agreement-new", lambda: self.go(Place("agreements", do="new")))
        self.part("form").form.mark_clean()
        yield Screen("agreement-none", self._hourly)
        for name, reach in offers(self):
            yield Screen(name, reach)

    def _hats(self) -> Iterator[Screen]:
        yield from (Screen(name, reach) for name, reach in hats(self))

    def _staff(self) -> Iterator[Screen]:
        yield from (Screen(name, reach) for name, reach in staff(self))

    def _agreement(self, do: str) -> None:
        """The first agreement that runs, with one of its forms."""
        self.tab("agreements")
        keys: list[tuple[str, int]] = self.part("picker").keys()
        first = next(id_ for kind, id_ in keys if kind == "agreement")
        self.go(Place("agreements", first, do=do))

    def _hourly(self) -> None:
        """A client without an agreement."""
        self.tab("agreements")
        picker = self.part("picker")
        keys: list[tuple[str, int]] = picker.keys()
        picker.select(next(key for key in keys if key[0] == "client"))

    def _client(self) -> int:
        self.tab("clients")
        picker = self.part("picker")
        return int(picker.keys()[1])

    def _tickets(self) -> Iterator[Screen]:
        def board(key: str) -> None:
            self.tab("tickets")
            self.choose("board.segments", key)

        for key in ("open", "mine", "free", "waiting", "past"):
            yield Screen(f"tickets-{key}", partial(board, key))
        yield Screen("ticket-new", lambda: self.go(Place("tickets", do="new")))
        self.escape()

    def _time(self) -> Iterator[Screen]:
        def show(key: str) -> None:
            self.tab("timekeeping")
            self.choose("segments", key)

        yield Screen("time-day", lambda: show("day"))
        yield Screen("time-week", lambda: show("week"))
        show("day")
        timer: Any = self.window.header.timer
        yield Screen("time-stop", timer.toggle)
        timer.sheet.close_sheet()

    def _checklists(self) -> Iterator[Screen]:
        yield Screen("checklists", lambda: self.tab("checklists"))
        for name, reach in masters(self, self._client()):
            yield Screen(name, reach)
        for name, reach in schedule(self, self._client()):
            yield Screen(name, reach)

    def _runs(self) -> Iterator[Screen]:
        client = self._client()
        for name, reach in walk_runs(self, client, self._ticket_of(client)):
            yield Screen(name, reach)

    def _ticket_of(self, client: int) -> int:
        desk = self.window.desk
        assert desk is not None
        return desk.ask(tickets_of_client, client)[0].id

    def _procedures(self) -> Iterator[Screen]:
        for name, reach in procedures(self, self._client()):
            yield Screen(name, reach)

    def _goals(self) -> Iterator[Screen]:
        for name, reach in goals(self):
            yield Screen(name, reach)

    def _practice(self) -> Iterator[Screen]:
        for name, reach in practice(self, self._client()):
            yield Screen(name, reach)

    def _chart(self) -> Iterator[Screen]:
        for name, reach in chart(self):
            yield Screen(name, reach)

    def _hiring(self) -> Iterator[Screen]:
        for name, reach in hiring(self):
            yield Screen(name, reach)

    def _calls(self) -> Iterator[Screen]:
        yield from (Screen(name, reach) for name, reach in calls(self))

    def _campaigns(self) -> Iterator[Screen]:
        yield from (Screen(name, reach) for name, reach in campaigns(self))

    def _roadmaps(self) -> Iterator[Screen]:
        yield from (Screen(name, reach) for name, reach in roadmaps(self))

    def _prospects(self) -> Iterator[Screen]:
        yield from (Screen(name, reach) for name, reach in prospects(self))

    def _offerings(self) -> Iterator[Screen]:
        for name, reach in offerings(self, self._client()):
            yield Screen(name, reach)

    def _pay(self) -> Iterator[Screen]:
        yield from (Screen(name, reach) for name, reach in pay(self))

    def _billing(self) -> Iterator[Screen]:
        def show(key: str) -> None:
            self.tab("billing")
            self.choose("segments", key)

        for key in ("run", "invoices", "payments", "receivables"):
            yield Screen(f"billing-{key}", partial(show, key))
        show("run")
        yield Screen("billing-line", lambda: self.part("run.detail").add_line())
        yield Screen("billing-pay", lambda: self.go(Place("billing", do="pay")))
        for key in ("cash", "bills", "budget", "accountant"):
            yield Screen(f"billing-{key}", partial(self.go, Place("billing", do=key)))
        show("receivables")
        yield Screen("billing-promise", lambda: self.part("receivables.detail").open_promise())
        for page, _words, _make in MORE:
            yield Screen(f"billing-{page}", partial(self.go, Place("billing", do=page)))
        yield from self._mail()

    def _mail(self) -> Iterator[Screen]:
        """A mail being written, what was never sent, and each state a mail can ask from."""
        self.tab("billing")
        self.choose("segments", "invoices")
        invoice = self.part("invoices.detail").shown_id()
        place = Place("billing", invoice, "invoice")
        yield Screen("mail-unsent", lambda: self._then(place, "invoices.unsent", "open"))
        self.part("invoices.unsent").hide()
        yield Screen("mail-composer", lambda: self._then(place, "invoices.detail", "send"))
        self.part("invoices.detail.composer").close_card()
        for state, mail_id in self._mails().items():
            yield Screen(f"mail-{state}", partial(self.go, Place("billing", mail_id, "mail")))

    def _then(self, place: Place, part: str, deed: str) -> None:
        self.go(place)
        getattr(self.part(part), deed)()

    def _mails(self) -> dict[str, int]:
        """A mail in each of the states that ask something of a person."""
        desk = self.window.desk
        assert desk is not None
        store = desk.store
        refused = {"old.address@kestrel.example": "It said: 550 5.1.1 No such user here"}
        made = {}
        for state in ("queued", "sent", "failed", "unknown", "drafted"):
            to = f"ann@kestrel.example, {next(iter(refused))}"
            subject = f"Invoice 2026-0312, for the mail that is {state}"
            mail = store.do(actions.queue, to, subject, "Dear Ann,\n\nIt is attached.\n")
            version = store.ask(queries.mails_by_id, [mail])[0].version
            if state in ("sent", "unknown"):
                store.do(actions.begin_sending, mail, version)
            if state == "sent":
                store.do(actions.note_sent, mail, refused)
            elif state == "failed":
                store.do(actions.note_failed, mail, "The server refused everybody.", refused)
            elif state == "unknown":
                store.do(actions.note_unknown, mail, "The server's answer never came.")
            elif state == "drafted":
                store.do(actions.note_drafted, mail)
            made[state] = mail
        return made

    def _reports(self) -> Iterator[Screen]:
        self.tab("reports")
        rest()
        keys: list[str] = self.part("picker").keys()
        for key in keys:
            place = Place("reports", about={"report": key})
            yield Screen(f"report-{key}", partial(self.go, place))
        yield from (Screen(name, reach) for name, reach in garden(self, self._client()))

    def _pages(self) -> Iterator[Screen]:
        window, program = self.window, self.program
        program.preferences()
        titles = self.part("picker").keys()
        for title in titles:

            def reach(title: str = title) -> None:
                window.close_pages()
                program.preferences()
                self.part("show_page")(title)

            yield Screen(f"preferences-{title}", reach)
        for name, deed in (
            ("history", program.history),
            ("keys", window.show_keys),
            ("glossary", window.show_glossary),
            ("about", program.about),
            ("working-as", program.choose_person),
            ("bring", program.bring_data),
            ("copies", program.copies),
        ):

            def lay(deed: Callable[[], None] = deed) -> None:
                window.close_pages()
                deed()

            yield Screen(name, lay)
        self.tab("today")
        yield Screen("palette", lambda: window.search("new"))
        self.escape()
        yield Screen("preview", self._preview)
        window.close_pages()

    def _preview(self) -> None:
        self.tab("billing")
        self.choose("segments", "invoices")
        rest()
        QTest.keyClick(self.part("invoices.table"), Qt.Key.Key_Home)
        rest()
        self.part("print_shown")()
        self.until(lambda: type(self.window.view()).__name__ == "PaperPage", "the preview")
        rest(50)

    def _open_or_import(self) -> None:
        self.program.welcome()
        rest()
        self.press("Open or import")
