"""A shop in the middle of its day, open in one window for all the tests that look at it."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from mspdesk import dates, paths
from mspdesk.app.areas import AREAS
from mspdesk.app.program import Program
from mspdesk.app.window import Window
from mspdesk.billing import actions as billing
from mspdesk.billing.queries import drafts
from mspdesk.clients import actions as clients
from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.settings import MachineSettings
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as timekeeping
from mspdesk.widgets import dialogs, theme
from tests.sample import Sample, furnish, open_ticket

from .tour import Walker

NOON = datetime(2026, 3, 11, 12, 4)


@pytest.fixture(autouse=True)
def swept() -> None:
    """Sweep nothing away: the window and what its views made live as long as these tests."""


def work(store: Store, shop: Sample) -> None:
    """A few days of work: tickets of each kind, time, an invoice, a payment, drafts, a timer."""
    monday, ticket = date(2026, 3, 9), 0
    for client, title, span, more in (
        (
            shop.kestrel,
            "Nightly backup has not confirmed for two nights",
            "9:10-11:25",
            {"priority": 2},
        ),
        (shop.brightwater, "Line-of-business database will not open on any PC", "11:30-12:15", {}),
        (shop.oldmill, "Old laptop: wipe and recycle certificate", "13:00-14:00", {"priority": 4}),
    ):
        ticket = open_ticket(store, client, title, coverage="billable", **more)
        store.do(
            timekeeping.log_time,
            ticket,
            monday,
            span,
            "Looked at it, asked the maker.",
            person_id=shop.marcus,
            place="on_site",
        )
        store.do(tickets.add_note, ticket, "Next update at 10:15.")
    for who, span in ((shop.dana, "8:00-8:30"), (shop.priya, "8:00-10:00")):
        note = "Went through the weekly list"
        store.do(timekeeping.log_time, ticket, monday, span, note, person_id=who)
    store.do(clients.add_talk, shop.brightwater, monday, "Content so far.")
    first = draft(store, shop.oldmill, 1_234_567)
    for asked in store.ask(drafts.draft_page, first).row.questions:
        store.do(billing.answer_question, first, asked.kind, asked.subject, asked.answers[0])
    store.do(billing.mark_ready, first)
    store.do(billing.issue, [first], date(2025, 11, 28))
    store.do(billing.add_payment, shop.oldmill, 100_000)
    store.do(billing.make_drafts, date(2026, 3, 10))
    draft(store, shop.brightwater, 148_500)
    store.do(timekeeping.start_timer, ticket)


def draft(store: Store, client: int, price: int) -> int:
    """A draft of one line that was typed."""
    made = store.do(billing.new_draft, client)
    store.do(billing.add_line, made, "plan", "Gold plan, March 2026", 10_000, price)
    return made


@pytest.fixture(scope="module")
def first_walker(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walker]:
    """The window of a computer without books."""
    paths.set_home(tmp_path_factory.mktemp("eyes"))
    dates.set_clock(lambda: NOON)
    theme.apply(qapp, "light", 100)
    settings = MachineSettings()
    window = Window(AREAS, settings)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialogs, "save_file", lambda *_args, **_named: None)
        yield Walker(Program(window, settings))
    window.close()
    window.deleteLater()
    # Another theme would go through every widget of a window that nobody looks at any more.
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    theme.apply(qapp, "light", 100)
    dates.set_clock(None)
    paths.set_home(None)


@pytest.fixture(scope="module")
def walker(
    first_walker: Walker, books_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Walker:
    """The same window with the shop open."""
    place = tmp_path_factory.mktemp("books")
    (place / "books.db").write_bytes(books_template.read_bytes())
    store = open_books(place / "books.db", durable=False)
    work(store, furnish(store))
    store.close()
    first_walker.window.close_pages()
    first_walker.program.begin(str(place / "books.db"))
    first_walker.until(lambda: first_walker.window.desk is not None, "the desk")
    return first_walker
