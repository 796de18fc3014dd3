"""Twelve clients, one technician: a month planned, run, verified, printed; June's single closed.

What the owner does is done by keys at the real window; the twelve visits themselves are worked by
the same verbs as the screens use, as a person would take a month for them.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView

from mspdesk import dates
from mspdesk.checklists.actions import closing, runs
from mspdesk.checklists.printables.paper import RUN, run_document
from mspdesk.checklists.queries import coming, status
from mspdesk.checklists.queries.singles import single_page, singles
from mspdesk.database.books import new_books
from mspdesk.database.store import Store
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.tickets.models import Ticket
from mspdesk.widgets.planner import Planner
from tests.checklists.planned_shop import NAMES, Planned, close_ticket, furnish, work_off
from tests.printing.pdftext import text_of

from .hands import Hands

END_OF_APRIL = datetime(2026, 4, 30, 9, 0)
MAY = (date(2026, 5, 1), date(2026, 5, 31))
JUNE = datetime(2026, 6, 1, 9, 0)


def test_a_month_of_maintenance_and_the_june_single(
    sit_down: Callable[[datetime], Hands], tmp_path: Path
) -> None:
    place = str(tmp_path / "home" / "shop")
    with dates.frozen(END_OF_APRIL):
        store = new_books(place, durable=False)
        shop = furnish(store)
        store.close()
    hands = sit_down(END_OF_APRIL)
    hands.begin(place)
    plan_the_month(hands)
    work_the_month(hands, shop)
    do_the_june_single(hands, shop)
    assert hands.dialogs() == []


def books(hands: Hands) -> Store:
    """The books that are open in the window."""
    desk = hands.window.desk
    assert desk is not None
    return desk.store


def to(hands: Hands, words: str) -> None:
    """Go somewhere by the palette."""
    hands.press("Ctrl+K")
    hands.type(f">{words.lower()}")
    hands.choose(words)


def plan_the_month(hands: Hands) -> None:
    """All twelve are ticked; one press plans them, each on a weekday of its own."""
    to(hands, "Plan maintenance for several clients")
    hands.until(lambda: hands.seen_in("Clients to plan for", NAMES[0]), "the clients")
    hands.tab_to("Plan for 12 clients")
    hands.press("Space")
    hands.until(lambda: "Planned for 12 clients" in hands.status(), "the plan")
    calendar = hands.named("Planned work by day", Planner)
    assert isinstance(calendar, Planner)
    hands.tab_to("Planned work by day")
    hands.press("PgDown")
    hands.until(lambda: "May 2026" in hands.words(), "May")
    assert sorted(calendar.titles()) == sorted(NAMES)
    may = books(hands).ask(coming.between, *MAY)
    assert len(may) == len({one.on for one in may}) == 12
    assert {one.person for one in may} == {"Marcus Oduya"}


def work_the_month(hands: Hands, shop: Planned) -> None:
    """Each visit on its day by the technician, verified by the owner; one is printed."""
    store = books(hands)
    for one in store.ask(coming.between, *MAY):
        hands.clock.moment = datetime.combine(one.on, datetime.min.time()) + timedelta(hours=9)
        hands.program._poll()
        (run,) = [row for row in store.ask(coming.between, one.on, one.on) if row.key == one.key]
        assert run.run_id is not None
        assert run.ticket_id is not None, "its ticket opened a week before"
        store.person_id = shop.marcus
        store.do(runs.start_run, run.run_id)
        work_off(store, run.run_id)
        store.do(closing.finish_run, run.run_id, "The office manager")
        store.person_id = shop.dana
        store.do(closing.verify_run, run.run_id)
        close_ticket(store, run.ticket_id)
    rows = store.ask(status.maintenance, MAY[0])
    assert [row.state_words for row in rows] == ["Verified"] * 12
    assert not [row for row in store.ask(status.late_runs, MAY[1]) if row.due_on in MAY]
    assert rows[0].run_id is not None
    printed = prepare(RUN, store.ask(run_document, rows[0].run_id), Paper.LETTER)
    words = text_of(printed.pdf)
    assert "Monthly maintenance" in words
    assert rows[0].client in words


def do_the_june_single(hands: Hands, shop: Planned) -> None:
    """Written down, started for all twelve at once, and done when the last is closed."""
    hands.clock.moment = JUNE
    hands.program._poll()
    to(hands, "New monthly single")
    hands.until(lambda: "one ticket each" in hands.words(), "the form")
    hands.fill("Title", "Turn on sign-in alerts")
    hands.tab_to("Add single")
    hands.press("Space")
    hands.until(lambda: "June single: Turn on sign-in alerts" in hands.words(), "its page")
    hands.tab_to("Start for 12 clients")
    hands.press("Space")
    hands.until(lambda: "12 tickets opened" in hands.status(), "twelve tickets")
    store = books(hands)
    found = store.ask(single_page, store.ask(singles)[0].id)
    assert found is not None
    assert len(found.clients) == 12
    for one in found.clients:
        close_ticket(store, one.ticket_id)
    hands.until(lambda: "12 of 12, done" in hands.words(), "the end of June's single")
    with store.read() as session:
        closed = {session.get_one(Ticket, one.ticket_id).status for one in found.clients}
    assert closed == {"closed"}
    table = hands.named("Tickets of this single", QAbstractItemView)
    assert isinstance(table, QAbstractItemView)
    assert len(shop.clients) == 12
