"""Two tickets about the same thing put together: nothing of either is lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.billing.models import Invoice, InvoiceLine
from mspdesk.checklists.actions import runs as checklists
from mspdesk.checklists.models.run import ChecklistRun
from mspdesk.database.check import check_books
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.logs import actions as logs
from mspdesk.logs.models import TsrLog, VendorCall
from mspdesk.tickets import actions, queries
from mspdesk.tickets.models import (
    Escalation,
    Ticket,
    TicketFile,
    TicketLink,
    TicketNote,
    Watcher,
)
from mspdesk.tickets.queries import TicketPage
from mspdesk.timekeeping.actions import log_time
from mspdesk.timekeeping.models import TimeEntry
from tests.tickets.board import Small, opened

KINDS: tuple[Any, ...] = (
    *(TimeEntry, TsrLog, VendorCall, ChecklistRun, Escalation, TicketFile),
    *(TicketNote, TicketLink, Watcher),
)


def page_of(store: Store, ticket_id: int) -> TicketPage:
    """The page of a ticket that is there."""
    page = store.ask(queries.ticket_page, ticket_id)
    assert page is not None
    return page


def hanging(store: Store) -> dict[str, list[tuple[int, int]]]:
    """Which row hangs on which ticket, by table."""
    with store.read() as session:
        return {
            kind.__tablename__: sorted(
                (id_, ticket) for id_, ticket in session.execute(select(kind.id, kind.ticket_id))
            )
            for kind in KINDS
        }


def full(store: Store, small: Small, code: str) -> tuple[int, int]:
    """A ticket with something of everything, and the one it is the same as."""
    into = opened(store, small.brightwater, "Server is slow", assigned_id=small.dana)
    extra = {"assigned_id": small.marcus, "contact_id": small.ines, "description": "Screens freeze"}
    twin = opened(store, small.brightwater, "Everything hangs", **extra)
    third = opened(store, small.brightwater, "Another")
    day = dates.today() - timedelta(days=1)
    store.do(log_time, twin, day, "9:00-9:45", "Looked at the server room", person_id=small.marcus)
    store.do(actions.add_note, twin, "The fan is loud")
    store.do(logs.ensure_log, twin, "asked")
    store.do(logs.add_call, {"ticket_id": twin, "vendor": "Dell", "on": day})
    store.do(checklists.plan_run, code, ticket_id=twin)
    store.do(actions.add_file, twin, "fan.txt", b"loud")
    store.do(actions.escalate, twin, None, 2, "Too deep", "Rebooted")
    store.do(actions.link, twin, third)
    return into, twin


def test_everything_moves_and_the_number_leads_on(
    store: Store, small: Small, clock: datetime, shipped: str
) -> None:
    into, twin = full(store, small, shipped)
    before = hanging(store)
    store.do(actions.merge, twin, None, into)
    after = hanging(store)
    for table, rows in before.items():
        if table in ("watcher", "ticket_link"):
            continue
        kept = dict(after[table])
        assert len(rows) >= 1, table
        for id_, ticket_id in rows:
            assert kept[id_] == (into if ticket_id == twin else ticket_id), table
    page, old = page_of(store, into), page_of(store, twin)
    assert page.logged_minutes == 45
    assert (old.logged_minutes, old.status, old.timeline[-1].how) == (0, "cancelled", "status")
    assert page.contact_id == small.ines
    assert [one.name for one in page.files] == ["fan.txt"]
    assert {id_ for id_, _name in page.watchers} == {small.marcus}
    assert "Merged from #2: Everything hangs\nScreens freeze" in [one.text for one in page.timeline]
    assert store.ask(queries.ticket_by_number, "#2") == into
    assert [(one.words, one.number) for one in page.links] == [("Belongs with", 3), ("Holds", 2)]
    assert [(one.words, one.number) for one in old.links] == [("Merged into", 1)]
    with store.read() as session:
        kept_figures = session.execute(
            select(Ticket.open_steps, Ticket.open_logs).where(Ticket.id.in_((into, twin)))
        ).all()
    assert kept_figures[1] == (0, 0)
    assert kept_figures[0][1] == 1
    assert check_books(store) == []


def test_one_undo_parts_them_again(
    store: Store, small: Small, clock: datetime, shipped: str
) -> None:
    into, twin = full(store, small, shipped)
    before, pages = hanging(store), (page_of(store, into), page_of(store, twin))
    store.do(actions.merge, twin, None, into)
    store.undo()
    assert hanging(store) == before
    for page, again in zip(pages, (page_of(store, into), page_of(store, twin)), strict=True):
        assert again.timeline == page.timeline
        assert (again.status, again.logged_minutes, again.files, again.links, again.watchers) == (
            page.status,
            page.logged_minutes,
            page.files,
            page.links,
            page.watchers,
        )
    assert store.ask(queries.ticket_by_number, "2") == twin
    assert check_books(store) == []


def test_what_cannot_be_merged_says_why(store: Store, small: Small) -> None:
    one, other = opened(store, small.kestrel), opened(store, small.brightwater)
    ended = opened(store, small.kestrel)
    store.do(actions.cancel, ended, None, "A mistake")
    for into, words in (
        (one, "into itself"),
        (other, "another client's"),
        (ended, "Merge it into #1 instead"),
    ):
        with pytest.raises(UserError, match=words) as refused:
            store.do(actions.merge, one, None, into)
        assert refused.value.field == "other"
    store.do(actions.merge, ended, None, one)
    with pytest.raises(UserError, match="merged already"):
        store.do(actions.merge, ended, None, other)


def test_a_chain_leads_to_its_end_and_never_round(store: Store, small: Small) -> None:
    a, b, c = (opened(store, small.kestrel, name) for name in "abc")
    store.do(actions.merge, a, None, b)
    store.do(actions.merge, b, None, c)
    assert store.ask(queries.merged_into, a) == c
    assert store.ask(queries.ticket_by_number, "1") == c
    with pytest.raises(UserError, match="into itself"):
        store.do(actions.merge, c, None, a)


def test_the_link_of_a_merge_is_neither_made_nor_taken_by_hand(store: Store, small: Small) -> None:
    a, b = opened(store, small.kestrel, "a"), opened(store, small.kestrel, "b")
    with pytest.raises(UserError) as refused:
        store.do(actions.link, a, b, "merged")
    assert refused.value.field == "kind"
    store.do(actions.merge, a, None, b)
    with pytest.raises(UserError, match="Undo that in History"):
        store.do(actions.unlink, page_of(store, b).links[0].id)


def test_an_issued_invoice_is_never_touched(store: Store, small: Small) -> None:
    into, twin = opened(store, small.kestrel), opened(store, small.kestrel, "Billed")
    with store.step("Prepare") as session:
        billed = _issued_line(session, small.kestrel, twin)
    with pytest.raises(UserError, match="never changes"):
        store.do(actions.merge, twin, None, into)
    with store.read() as session:
        assert session.get_one(InvoiceLine, billed).ticket_id == twin
    assert page_of(store, twin).status == "new"
    store.do(actions.merge, into, None, twin)
    assert store.ask(queries.merged_into, into) == twin


def _issued_line(session: Session, client_id: int, ticket_id: int) -> int:
    """One line of an invoice that was issued, about a ticket."""
    invoice = Invoice(client_id=client_id, state="draft", key="one")
    session.add(invoice)
    session.flush()
    line = InvoiceLine(invoice_id=invoice.id, position=1, kind="time", ticket_id=ticket_id)
    session.add(line)
    session.flush()
    invoice.state, invoice.number = "issued", "INV-1"
    invoice.issued_on = dates.today()
    session.flush()
    return line.id
