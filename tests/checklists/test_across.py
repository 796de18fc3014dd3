"""Two people on one run, an admin's steps across runs, an outsider's work, and the papers."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine, event

from mspdesk.checklists.actions import closing, differences, marking, photos, runs
from mspdesk.checklists.printables.paper import FILLED, MASTER, RUN, STEPS
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.across import ADMIN, GIVEN, OUTSIDE, lines_across, work_lists
from mspdesk.checklists.queries.checks import CHECKS
from mspdesk.checklists.queries.results import results, run_lines
from mspdesk.checklists.queries.status import late_runs
from mspdesk.checklists.rules.master_text import read
from mspdesk.checklists.rules.run import State
from mspdesk.database.store import Store
from mspdesk.errors import Conflict
from mspdesk.printing.document import Printable, prepare
from mspdesk.printing.page import Paper
from mspdesk.tickets.models import Ticket
from mspdesk.vendors.models import Vendor
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, open_ticket

from . import pieces


def test_two_at_one_line_at_the_same_moment(
    server_store: Store, standing: Callable[[Store], Sample]
) -> None:
    """On a server both write at once: one is kept, the other is told what it says."""
    store, shop = server_store, standing(server_store)
    code = pieces.keep(store, pieces.MONTHLY)
    run_id = store.do(runs.plan_run, code, client_id=shop.kestrel)
    other = Store.connect(store.place, durable=False)
    other.person_id = shop.marcus
    told: list[str] = []
    both = threading.Barrier(2)

    def mark(which: Store, note: str) -> None:
        both.wait()
        try:
            which.do(marking.mark, run_id, "told", State.OK, note=note)
        except Conflict as error:
            told.append(error.text)

    works = [threading.Thread(target=mark, args=pair) for pair in ((store, "A"), (other, "B"))]
    for work in works:
        work.start()
    for work in works:
        work.join()
    other.close()
    kept = store.ask(results, run_id)["told"].note
    assert kept in ("A", "B")
    assert len(told) == 1
    assert f"“{kept}”" in told[0]
    row = store.ask(queries.run_row, run_id)
    assert row is not None
    assert (row.marked, row.state) == (1, "in_progress")
    with store.read() as session:
        assert [fault for check in CHECKS for fault in check(session)] == []


def test_admin_outside_and_given_lines(sqlite_store: Store, desk_shop: Sample) -> None:
    store, shop = sqlite_store, desk_shop
    code = pieces.keep(store, pieces.MONTHLY)
    first = store.do(runs.plan_and_start, code, shop.kestrel)
    store.do(runs.plan_run, code, client_id=shop.brightwater)
    dropped = store.do(runs.plan_and_start, code, shop.kestrel)
    store.do(runs.drop_run, dropped, "Twice")
    admin = store.ask(lines_across, ADMIN)
    assert [(one.row.client, [line.line.key for line in one.lines]) for one in admin] == [
        ("Kestrel Machine & Tool", ["told"]),
        ("Brightwater Veterinary", ["told"]),
    ]
    # An outside line has nobody until a vendor is named; others can be given out, too.
    with store.step("Vendor") as session:
        vendor = Vendor(number="V0001", name="Northern Cabling", phone="218-555-0177")
        session.add(vendor)
        session.flush()
        vendor_id = vendor.id
    store.do(marking.give_line, first, "restore", vendor_id=vendor_id)
    lists = store.ask(work_lists)
    assert [(one.vendor, one.phone, one.open) for one in lists] == [
        ("Northern Cabling", "218-555-0177", 1),
        ("Nobody named yet", "", 2),
    ]
    assert [one.row.id for one in store.ask(lines_across, OUTSIDE)] != []
    store.do(marking.give_line, first, "told", person_id=shop.priya)
    assert [one.row.id for one in store.ask(lines_across, GIVEN, shop.priya)] == [first]
    assert store.ask(lines_across, GIVEN, shop.marcus) == []
    text = flat(_text(store, STEPS, OUTSIDE, vendor_id))
    assert flat("Northern Cabling") in text
    assert flat("Restore one file and open it") in text
    assert flat("Label the disk") not in text


def _asked(store: Store, kind: str) -> int:
    """How many statements the lines of a kind take."""
    said: list[str] = []

    def hear(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        store.ask(lines_across, kind)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    return len(said)


def test_open_runs_are_found_without_reading_those_that_ended(sqlite_store: Store) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []

    with sqlite_store.read() as session:
        connection = session.connection()

        def note(
            _c: object, _k: object, words: str, values: tuple[object, ...], *_: object
        ) -> None:
            if "checklist_run" in words:
                asked.append((words, values))

        event.listen(connection, "before_cursor_execute", note)
        queries.running(session)
        late_runs(session, date(2026, 3, 11))
        event.remove(connection, "before_cursor_execute", note)
        plans = [
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).all())
            for words, values in asked
        ]
    assert len(plans) == 2
    assert all("ix_checklist_run_open" in one for one in plans), plans


def test_many_runs_are_asked_for_at_once(sqlite_store: Store, desk_shop: Sample) -> None:
    """Begun ones with their frozen lines, planned ones as their client has them now."""
    store, shop = sqlite_store, desk_shop
    code = pieces.keep(store, pieces.MONTHLY)
    told = read(pieces.MONTHLY).line("told")
    assert told is not None
    rung = replace(told, text="Ring the desk")
    store.do(differences.reword_line, code, shop.brightwater, "told", rung)
    runs_of = {
        store.do(runs.plan_and_start, code, shop.kestrel): "Tell the client the date",
        store.do(runs.plan_run, code, client_id=shop.brightwater): "Ring the desk",
        store.do(runs.plan_and_start, code, shop.brightwater): "Ring the desk",
    }
    for run_id, words in runs_of.items():
        if words == "Ring the desk":
            store.do(marking.write_beside, run_id, "told", note=f"run {run_id}")
    took = _asked(store, ADMIN)
    for _ in range(4):
        store.do(runs.plan_run, code, client_id=shop.kestrel)
        store.do(runs.plan_and_start, code, shop.brightwater)
    assert _asked(store, ADMIN) == took
    shown = {
        one.row.id: (one.lines[0].line.text, one.lines[0].result.note)
        for one in store.ask(lines_across, ADMIN)
    }
    assert len(shown) == 11
    for run_id, words in runs_of.items():
        note = f"run {run_id}" if words == "Ring the desk" else ""
        assert shown[run_id] == (words, note)
        told = store.ask(run_lines, run_id).line("told")
        assert told is not None
        assert told.text == words


def _text(store: Store, printable: object, *key: object) -> str:
    assert isinstance(printable, Printable)
    document = store.ask(printable.gather, *key)
    return "\n".join(pages_of(prepare(printable, document, Paper.LETTER).pdf))


def test_paper_before_and_after(sqlite_store: Store, desk_shop: Sample) -> None:
    store, shop = sqlite_store, desk_shop
    code = pieces.keep(store, pieces.MONTHLY)
    ticket_id = open_ticket(store, shop.kestrel, "Maintenance")
    run_id = store.do(runs.plan_and_start, code, None, (("ticket_id", ticket_id),))
    before = flat(_text(store, RUN, run_id))
    for words in (
        "Kestrel Machine & Tool",
        "Monthly test, revision 1",
        "What you saw, numbers, names",
        "Initials",
        "Tell the client the date",
        "A fifth of the disk is free.",
        "problem, write the ticket no.",
        "Shown to, client",
    ):
        assert flat(words) in before
    assert flat("Look at the tape drive") not in before
    store.do(marking.mark, run_id, "told", State.OK, note="Called Ray")
    store.do(marking.mark, run_id, "space", State.OK, value="41")
    found = store.do(marking.report_problem, run_id, "restore", note="It is empty")
    store.do(photos.add_photo, run_id, "restore", "rack photo.png", b"pixels")
    store.do(closing.finish_run, run_id, "Lou Kestrel")
    after = flat(_text(store, RUN, run_id))
    with store.read() as session:
        number = session.get_one(Ticket, found.ticket_id).number_int
    # The problem stands first, with its ticket; then every reading, who and when.
    assert after.index(flat("It is empty")) < after.index(flat("Called Ray"))
    for words in (
        f"#{number}",
        "41%",
        "Dana",
        "Lou Kestrel",
        "rack photo.png",
        "2 done, 1 problem, 1 left",
    ):
        assert flat(words) in after
    assert flat(_text(store, FILLED, run_id)) == after
    blank = flat(_text(store, MASTER, code))
    assert flat("Tell the client the date") in blank
    assert flat("Called Ray") not in blank
