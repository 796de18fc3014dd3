"""What was promised for a day comes into force on it, without anybody pressing anything."""

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.agreements import actions, queries
from mspdesk.app.areas import AREAS
from mspdesk.app.dated import DayTurn
from mspdesk.app.program import Program
from mspdesk.checklists.actions.marking import write_beside
from mspdesk.checklists.models import ChecklistRun
from mspdesk.checklists.queries.checks import CHECKS
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.queries.runs import runs_of_ticket
from mspdesk.database.action import action
from mspdesk.database.books import open_books
from mspdesk.database.history import recent_steps
from mspdesk.database.store import Store
from mspdesk.desk.area import Area, Dated
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from mspdesk.logs.models import TsrLog
from mspdesk.tickets.actions import open_ticket, set_estimate
from mspdesk.tickets.models import Ticket
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = pytest.mark.usefixtures("clock")
MAY = date(2026, 5, 1)
ON_THE_DAY = datetime(2026, 5, 1, 8)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def announced(store: Store, shop: Sample) -> None:
    """A new hourly rate from May on."""
    made = store.do(actions.plan_raise, shop.gold, MAY, 0, 17_500)
    store.do(actions.announce_raise, made, 1)


def rate(store: Store, shop: Sample) -> int | None:
    """The hourly rate the agreement names."""
    row = store.ask(queries.agreement, shop.gold)
    assert row is not None
    return row.rate


def test_prices_begin_when_the_books_are_opened_on_their_day(
    books_file: str, shop: Sample, empty_program: Program, qtbot: QtBot
) -> None:
    store = open_books(str(books_file))
    announced(store, shop)
    store.close()
    with dates.frozen(ON_THE_DAY):
        empty_program.begin(str(books_file))
        qtbot.waitUntil(lambda: empty_program._loaded, timeout=20_000)
        desk = empty_program.window.desk
        assert desk is not None
        assert rate(desk.store, shop) == 17_500
        assert "1 agreement changed today, as agreed" in desk.ask(recent_steps)[0].words


def test_prices_begin_when_the_day_turns(program: Program, shop: Sample, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program._loaded, timeout=20_000)
    desk = program.window.desk
    assert desk is not None
    announced(desk.store, shop)
    program._poll()
    assert rate(desk.store, shop) is None
    with dates.frozen(ON_THE_DAY):
        program._poll()
        assert rate(desk.store, shop) == 17_500
        steps = len(desk.ask(recent_steps))
        desk.store.undo()
        program._poll()
        assert rate(desk.store, shop) is None
        assert len(desk.ask(recent_steps)) == steps + 1


def test_it_waits_while_other_work_writes(
    sqlite_store: Store, standing: Standing, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shop: Sample = standing(sqlite_store)
    announced(sqlite_store, shop)
    desk = Desk(sqlite_store, AREAS)
    turn = DayTurn(desk)

    def busy() -> None:
        raise UserError("Importing is still running.")

    with dates.frozen(ON_THE_DAY):
        with monkeypatch.context() as held_up:
            held_up.setattr(desk, "refuse_while_writing", busy)
            turn.turn()
        assert rate(sqlite_store, shop) is None
        turn.turn()
        assert rate(sqlite_store, shop) == 17_500
    desk.leave()


def test_nothing_is_written_on_a_day_without_anything(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    standing(sqlite_store)
    desk = Desk(sqlite_store, AREAS)
    before = sqlite_store.ask(recent_steps)
    DayTurn(desk).turn()
    assert sqlite_store.ask(recent_steps) == before
    desk.leave()


def test_a_server_that_is_down_has_its_checklist_in_the_same_moment(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    """S075: whoever opens the ticket finds checklist and log on it, and can still undo."""
    shop: Sample = standing(sqlite_store)
    desk = Desk(sqlite_store, AREAS)
    turn = DayTurn(desk)
    down = {"priority": 1, "critical_fact": "server_down", "device_id": shop.server}
    ticket = desk.do(open_ticket, shop.brightwater, "Server does not answer", down)
    qtbot.waitUntil(lambda: bool(desk.ask(runs_of_ticket, ticket)), timeout=10_000)
    (run,) = desk.ask(runs_of_ticket, ticket)
    assert run.code == "server-down"
    steps = desk.ask(recent_steps)
    assert (steps[0].label, steps[0].person_id) == ("Begin what follows", None)
    assert steps[1].label == "Open ticket"
    desk.do(set_estimate, ticket, None, 60)
    qtbot.wait(50)
    assert len(desk.ask(recent_steps)) == len(steps) + 1, "nothing follows what follows"
    desk.undo()
    assert desk.ask(recent_steps)[0].label == "Undo Set estimate"
    assert turn.parent() is desk
    desk.leave()


def down(desk: Desk, shop: Sample, qtbot: QtBot) -> int:
    """A ticket of a server that is down, its checklist and log on it."""
    facts = {"priority": 1, "critical_fact": "server_down", "device_id": shop.server}
    ticket = desk.do(open_ticket, shop.brightwater, "Server does not answer", facts)
    qtbot.waitUntil(lambda: bool(desk.ask(runs_of_ticket, ticket)), timeout=10_000)
    return ticket


def counted(session: Session) -> list[int]:
    """How many tickets, checklists and logs there are."""
    return [
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Ticket, ChecklistRun, TsrLog)
    ]


def test_a_ticket_opened_by_mistake_goes_with_what_it_began(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    """S075: Undo takes the ticket, its untouched checklist and log; Redo brings all three."""
    shop: Sample = standing(sqlite_store)
    sqlite_store.person_id = shop.dana
    desk = Desk(sqlite_store, AREAS)
    turn = DayTurn(desk)
    before = desk.ask(counted)
    ticket = down(desk, shop, qtbot)
    assert desk.ask(counted) == [one + 1 for one in before]
    sqlite_store.undo()
    assert desk.ask(counted) == before
    turn.look()
    assert desk.ask(counted) == before
    desk.store.redo()
    assert desk.ask(counted) == [one + 1 for one in before]
    turn.look()
    (run,) = desk.ask(runs_of_ticket, ticket)
    # What somebody has begun to work on stays, and the ticket with it.
    sqlite_store.person_id = shop.marcus
    key = next(iter(desk.ask(run_lines, run.id).lines())).key
    desk.do(write_beside, run.id, key, note="Rack is dark")
    sqlite_store.person_id = shop.dana
    with pytest.raises(UserError, match="cannot be undone"):
        sqlite_store.undo()
    assert desk.ask(counted) == [one + 1 for one in before]
    sqlite_store.person_id = shop.marcus
    desk.undo()
    sqlite_store.person_id = shop.dana
    sqlite_store.undo()
    assert desk.ask(counted) == before
    with sqlite_store.read() as session:
        assert [fault for check in CHECKS for fault in check(session)] == []
    desk.leave()


@action("Refuse")
def refused(session: Session) -> None:
    """What cannot be done today."""
    raise UserError("This cannot be done today.")


def test_what_cannot_be_done_keeps_nothing_else_and_is_tried_again(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    shop: Sample = standing(sqlite_store)
    announced(sqlite_store, shop)
    tried: list[date] = []

    def waits(_session: Session, day: date) -> bool:
        tried.append(day)
        return True

    hindered = Area("hindered", "Hindered", dated=lambda: (Dated(waits, refused),))
    desk = Desk(sqlite_store, (hindered, *AREAS))
    turn = DayTurn(desk)
    with dates.frozen(ON_THE_DAY):
        turn.turn()
        assert rate(sqlite_store, shop) == 17_500
        turn.turn()
    assert tried == [MAY, MAY]
    desk.leave()
