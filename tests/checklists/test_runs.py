"""Runs: frozen at their start, marked line by line, signed, looked over."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk.checklists.actions import closing, differences, marking, photos, runs
from mspdesk.checklists.models import ChecklistRun
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.checks import CHECKS
from mspdesk.checklists.queries.documented import writings
from mspdesk.checklists.queries.results import results, run_lines
from mspdesk.checklists.queries.run_page import run_page
from mspdesk.checklists.rules.run import RunState, State, reading
from mspdesk.database.blobs import get
from mspdesk.database.store import Store
from mspdesk.documentation.models.device import Device
from mspdesk.documentation.queries.facts import facts
from mspdesk.errors import Conflict, UserError
from mspdesk.tickets import actions as tickets
from mspdesk.tickets.models import Ticket, TicketLink, TicketNote, TicketText
from tests.sample import Sample, open_ticket

from . import pieces


def started(store: Store, client_id: int | None, text: str = pieces.MONTHLY, **about: int) -> int:
    """A run of a master of the tests' own, begun."""
    code = pieces.keep(store, text)
    return store.do(runs.plan_and_start, code, client_id, tuple(about.items()))


def version(store: Store, run_id: int, key: str) -> int:
    """The version of a line as it stands."""
    found = store.ask(results, run_id, key)
    return found[key].version if key in found else 0


def finish_all(store: Store, run_id: int) -> None:
    """Mark what the monthly test needs."""
    store.do(marking.mark, run_id, "told", State.OK)
    store.do(marking.mark, run_id, "space", State.OK, value="41")
    store.do(marking.mark, run_id, "restore", State.OK, note="quote-0311.xlsx opened fine")


def row(store: Store, run_id: int) -> queries.RunRow:
    """A run as lists show it."""
    found = store.ask(queries.run_row, run_id)
    assert found is not None
    return found


def test_a_run_keeps_the_words_it_began_with(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    pieces.change(sqlite_store, "test-monthly", "Tell the client the date", "Call the client")
    later = sqlite_store.do(runs.plan_run, "test-monthly", client_id=desk_shop.kestrel)
    words = [next(iter(sqlite_store.ask(run_lines, one).lines())).text for one in (run_id, later)]
    assert words == ["Tell the client the date", "Call the client"]
    assert row(sqlite_store, run_id).revision == 1
    assert row(sqlite_store, later).revision is None


def test_counts_follow_marks_and_undo(store: Store, shop: Sample) -> None:
    run_id = started(store, shop.kestrel)
    assert (row(store, run_id).total, row(store, run_id).needed) == (4, 3)
    marked = store.do(marking.mark, run_id, "told", State.OK)
    assert (marked.state, marked.left) == (State.OK, 2)
    store.do(marking.mark, run_id, "label", State.NA)
    found = row(store, run_id)
    assert (found.marked, found.needed_marked, found.skipped) == (2, 1, 1)
    store.undo()
    found = row(store, run_id)
    assert (found.marked, found.skipped) == (1, 0)


def test_a_ticket_counts_what_its_checklists_still_need(store: Store, shop: Sample) -> None:
    ticket_id = open_ticket(store, shop.kestrel, "March maintenance")
    run_id = started(store, None, ticket_id=ticket_id)
    assert row(store, run_id).client_id == shop.kestrel
    with store.read() as session:
        assert session.get_one(Ticket, ticket_id).open_steps == 3
    store.do(marking.mark, run_id, "told", State.OK)
    with store.read() as session:
        assert session.get_one(Ticket, ticket_id).open_steps == 2


def test_a_reading_outside_its_bounds_is_asked_about_first(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    asked = sqlite_store.do(marking.mark, run_id, "space", State.OK, value="12")
    assert asked.question == "12% is below 20%."
    kept = sqlite_store.ask(results, run_id)["space"]
    assert (kept.state, kept.value, kept.number) == ("", "12", 12_000)
    sure = sqlite_store.do(
        marking.mark, run_id, "space", State.OK, value="12", seen=asked.version, sure=True
    )
    assert sure.state == State.OK


def test_done_needs_what_the_line_asks_for(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    for key, value, field in (
        ("space", "", "value"),
        ("space", "a lot", "value"),
        ("restore", "", "note"),
    ):
        with pytest.raises(UserError) as refused:
            sqlite_store.do(marking.mark, run_id, key, State.OK, value=value)
        assert refused.value.field == field


def test_a_picture_is_evidence(store: Store, shop: Sample) -> None:
    run_id = started(store, shop.kestrel)
    store.do(photos.add_photo, run_id, "restore", "../../Rack <1>.png", b"pixels")
    (photo,) = store.ask(results, run_id)["restore"].photos
    assert "/" not in photo.name
    assert "<" not in photo.name
    with store.read() as session:
        assert get(session, photo.blob) == b"pixels"
    assert store.do(marking.mark, run_id, "restore", State.OK).state == State.OK


def test_crossed_off_lines_and_strange_ones_are_refused(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    for key in ("old", "nothing"):
        with pytest.raises(UserError, match="not on the checklist"):
            sqlite_store.do(marking.mark, run_id, key, State.OK)


def test_not_seen_only_where_the_master_allows_it(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    assert sqlite_store.do(marking.mark, run_id, "told", State.NOT_SEEN).state == State.NOT_SEEN
    other = started(sqlite_store, desk_shop.brightwater, pieces.BUILD, device_id=desk_shop.server)
    with pytest.raises(UserError, match="no “Not seen”"):
        sqlite_store.do(marking.mark, other, "backup", State.NOT_SEEN)


def test_a_problem_opens_a_ticket_that_says_everything(store: Store, shop: Sample) -> None:
    own = open_ticket(store, shop.brightwater, "March maintenance")
    run_id = started(store, None, ticket_id=own, device_id=shop.server)
    found = store.do(
        marking.report_problem, run_id, "restore", note="Mar 8 and Mar 9 did not confirm."
    )
    assert found.ticket_id is not None
    with store.read() as session:
        ticket = session.get_one(Ticket, found.ticket_id)
        words = session.query(TicketText).filter_by(ticket_id=ticket.id).one().description
        assert session.query(TicketLink).filter_by(other_id=ticket.id).one().ticket_id == own
    assert ticket.title == "Restore one file and open it: Mar 8 and Mar 9 did not confirm"
    assert (ticket.client_id, ticket.device_id) == (shop.brightwater, shop.server)
    # Mend now is High: only a fact makes it critical (S044).
    assert ticket.priority == 2
    assert "Seen: Mar 8 and Mar 9 did not confirm." in words
    assert "Brightwater Veterinary" in words
    page = store.ask(run_page, run_id)
    assert page is not None
    assert [(one.ticket_id, one.step) for one in page.problems] == [(ticket.id, "3")]
    # One undo takes mark and ticket back.
    store.undo()
    with store.read() as session:
        assert session.get(Ticket, found.ticket_id) is None
    assert store.ask(results, run_id) == {}


def test_a_problem_without_a_word_is_asked_for_one(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    with pytest.raises(UserError, match="Say what you saw"):
        sqlite_store.do(marking.report_problem, run_id, "told")


def test_the_problem_of_a_thing_goes_to_its_client(store: Store, shop: Sample) -> None:
    run_id = started(store, shop.own, pieces.WATCH)
    lines = list(store.ask(run_lines, run_id).lines())
    mine = next(line for line in lines if line.about == shop.server)
    assert "Brightwater Veterinary: " in mine.text
    found = store.do(marking.report_problem, run_id, mine.key, note="No answer since 6:10")
    with store.read() as session:
        ticket = session.get_one(Ticket, found.ticket_id)
    assert (ticket.client_id, ticket.device_id) == (shop.brightwater, shop.server)


def test_who_comes_second_is_told_what_the_first_wrote(store: Store, shop: Sample) -> None:
    run_id = started(store, shop.kestrel)
    store.do(marking.mark, run_id, "told", State.OK, note="Called Ray")
    with pytest.raises(Conflict, match=r"Dana marked step 1 done.*“Called Ray”"):
        store.do(marking.mark, run_id, "told", State.NA, note="Nobody there")
    assert store.ask(results, run_id)["told"].note == "Called Ray"
    seen = version(store, run_id, "told")
    store.do(marking.mark, run_id, "told", State.NA, note="Both", seen=seen)
    assert store.ask(results, run_id)["told"].state == State.NA


def test_words_are_kept_without_a_mark(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    sqlite_store.do(marking.write_beside, run_id, "space", value="4x", note="half of it")
    kept = sqlite_store.ask(results, run_id)["space"]
    assert (kept.state, kept.value, kept.note, kept.number) == ("", "4x", "half of it", None)
    assert row(sqlite_store, run_id).marked == 0


def test_a_mark_can_be_taken_back(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    sqlite_store.do(marking.mark, run_id, "told", State.OK, note="Called Ray")
    sqlite_store.do(marking.unmark, run_id, "told", version(sqlite_store, run_id, "told"))
    kept = sqlite_store.ask(results, run_id)["told"]
    assert (kept.state, kept.note) == ("", "Called Ray")


def test_signing_waits_for_what_must_be_done(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    sqlite_store.do(marking.mark, run_id, "told", State.OK)
    with pytest.raises(UserError, match="Steps 2, 3 must be marked first"):
        sqlite_store.do(closing.finish_run, run_id)
    finish_all_but_told(sqlite_store, run_id)
    sqlite_store.do(closing.finish_run, run_id, "Ray Torvik")
    found = row(sqlite_store, run_id)
    assert (found.state, found.shown_to, found.done_by) == (
        RunState.DONE,
        "Ray Torvik",
        "Dana Whitlock",
    )
    with pytest.raises(UserError, match="signed"):
        sqlite_store.do(marking.mark, run_id, "label", State.OK)


def finish_all_but_told(store: Store, run_id: int) -> None:
    """Mark the two other lines that must be done."""
    store.do(marking.mark, run_id, "space", State.OK, value="41")
    store.do(marking.mark, run_id, "restore", State.OK, note="Opened fine")


def test_the_verifier_is_somebody_else(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    finish_all(sqlite_store, run_id)
    sqlite_store.do(closing.finish_run, run_id)
    done = [row(sqlite_store, run_id)]
    assert sqlite_store.ask(queries.to_verify, done) == done
    with pytest.raises(UserError, match="Dana Whitlock did it"):
        sqlite_store.do(closing.verify_run, run_id)
    sqlite_store.person_id = desk_shop.marcus
    sqlite_store.do(closing.verify_run, run_id)
    assert row(sqlite_store, run_id).state == RunState.VERIFIED
    assert row(sqlite_store, run_id).verified_by == "Marcus Oduya"
    assert sqlite_store.ask(queries.to_verify, [row(sqlite_store, run_id)]) == []
    sqlite_store.do(closing.reopen_run, run_id)
    assert row(sqlite_store, run_id).state == RunState.IN_PROGRESS


def test_a_signed_run_sums_itself_up_on_its_ticket(sqlite_store: Store, desk_shop: Sample) -> None:
    ticket_id = open_ticket(sqlite_store, desk_shop.kestrel, "March maintenance")
    run_id = started(sqlite_store, None, ticket_id=ticket_id)
    finish_all(sqlite_store, run_id)
    sqlite_store.do(closing.finish_run, run_id)
    with sqlite_store.read() as session:
        (note,) = session.query(TicketNote).filter_by(ticket_id=ticket_id)
    assert "3 done" in note.text


def test_last_time_stands_beside_the_blank(store: Store, shop: Sample) -> None:
    first = started(store, shop.kestrel)
    finish_all(store, first)
    store.do(closing.finish_run, first)
    second = store.do(runs.plan_and_start, "test-monthly", shop.kestrel)
    other = store.do(runs.plan_and_start, "test-monthly", shop.brightwater)
    page = store.ask(run_page, second)
    assert page is not None
    assert (page.last["space"].value, page.last["space"].on) == ("41", date(2026, 3, 11))
    elsewhere = store.ask(run_page, other)
    assert elsewhere is not None
    assert elsewhere.last == {}


def test_a_gate_closes_what_follows(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.brightwater, pieces.BUILD, device_id=desk_shop.server)
    with pytest.raises(UserError, match="Step 1 comes first"):
        sqlite_store.do(marking.mark, run_id, "bought", State.OK, value="2026-03-01")
    sqlite_store.do(marking.report_problem, run_id, "backup", note="No good copy")
    with pytest.raises(UserError, match="Step 1 comes first"):
        sqlite_store.do(marking.mark, run_id, "user", State.NA)
    seen = version(sqlite_store, run_id, "backup")
    sqlite_store.do(marking.mark, run_id, "backup", State.OK, seen=seen)
    sqlite_store.do(marking.mark, run_id, "bought", State.OK, value="2026-03-01")


def test_mapped_lines_write_the_documentation_when_signed(store: Store, shop: Sample) -> None:
    run_id = started(store, shop.brightwater, pieces.BUILD, device_id=shop.server)
    store.do(marking.mark, run_id, "backup", State.OK)
    store.do(marking.mark, run_id, "bought", State.OK, value="2026-03-02")
    store.do(marking.mark, run_id, "warranty", State.OK, value="2029-03-02")
    store.do(marking.mark, run_id, "user", State.OK, value="Ines Calder")
    store.do(marking.mark, run_id, "license", State.OK, value="Office Standard")
    shown = store.ask(writings, run_id)
    assert [(one.label, one.words, one.fault) for one in shown] == [
        ("Purchased", "Mar 2, 2026", ""),
        ("Warranty until", "Mar 2, 2029", ""),
        ("Used by", "Ines Calder", ""),
        ("Product", "Office Standard", ""),
    ]
    store.do(closing.finish_run, run_id)
    with store.read() as session:
        device = session.get_one(Device, shop.server)
    assert (device.purchased_on, device.warranty_until, device.used_by) == (
        date(2026, 3, 2),
        date(2029, 3, 2),
        "Ines Calder",
    )
    (license_,) = store.ask(facts, shop.brightwater, "license")
    assert license_.values["product"] == "Office Standard"
    assert store.ask(results, run_id)["user"].written
    assert store.ask(writings, run_id) == []
    store.undo()
    with store.read() as session:
        assert session.get_one(Device, shop.server).used_by != "Ines Calder"


def test_what_cannot_be_written_is_said_and_stops_nobody(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    run_id = started(sqlite_store, desk_shop.brightwater, pieces.BUILD)
    sqlite_store.do(marking.mark, run_id, "backup", State.OK)
    for key in ("bought", "warranty"):
        sqlite_store.do(marking.mark, run_id, key, State.OK, value="2026-03-02")
    (first, _) = sqlite_store.ask(writings, run_id)
    assert first.fault == "Choose the device this checklist is about."
    sqlite_store.do(closing.finish_run, run_id)
    assert row(sqlite_store, run_id).state == RunState.DONE


def test_lines_are_given_to_people_and_to_providers(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    sqlite_store.do(marking.give_line, run_id, "told", person_id=desk_shop.priya)
    assert sqlite_store.ask(results, run_id)["told"].doer == "Priya Raman"
    sqlite_store.do(marking.give_line, run_id, "told")
    assert sqlite_store.ask(results, run_id)["told"].doer == ""


def test_a_run_is_of_one_client(sqlite_store: Store, desk_shop: Sample) -> None:
    code = pieces.keep(sqlite_store, pieces.MONTHLY)
    ticket_id = open_ticket(sqlite_store, desk_shop.kestrel, "March maintenance")
    with pytest.raises(UserError, match="another client"):
        sqlite_store.do(runs.plan_run, code, client_id=desk_shop.brightwater, ticket_id=ticket_id)
    with pytest.raises(UserError, match="Choose the client"):
        sqlite_store.do(runs.plan_run, code)


def test_a_run_is_dropped_with_a_reason(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.kestrel)
    with pytest.raises(UserError, match="Say why"):
        sqlite_store.do(runs.drop_run, run_id, " ")
    sqlite_store.do(runs.drop_run, run_id, "Client was closed all month")
    assert row(sqlite_store, run_id).state == RunState.DROPPED
    assert sqlite_store.ask(queries.running) == []


def test_the_short_variant_holds_short_lines(sqlite_store: Store, desk_shop: Sample) -> None:
    code = pieces.keep(sqlite_store, pieces.FINDINGS)
    run_id = sqlite_store.do(runs.plan_run, code, client_id=desk_shop.kestrel, variant="short")
    assert row(sqlite_store, run_id).total == 2
    sqlite_store.do(runs.start_run, run_id)
    assert [line.number for line in sqlite_store.ask(run_lines, run_id).lines()] == [
        "1",
        "2",
    ]
    with sqlite_store.read() as session:
        assert session.get_one(ChecklistRun, run_id).lines


def test_findings_of_a_prospect_open_no_ticket(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = started(sqlite_store, desk_shop.oldmill, pieces.FINDINGS)
    found = sqlite_store.do(marking.report_problem, run_id, "wifi", note="Open to the street")
    assert found.ticket_id is None
    assert sqlite_store.ask(results, run_id)["wifi"].severity == 1


def test_the_first_mark_begins_a_planned_run_and_undo_takes_both_back(
    store: Store, shop: Sample
) -> None:
    code = pieces.keep(store, pieces.MONTHLY)
    run_id = store.do(runs.plan_run, code, client_id=shop.kestrel, due_on=date(2026, 3, 12))
    assert row(store, run_id).state == RunState.PLANNED
    store.do(marking.mark, run_id, "told", State.OK)
    assert (row(store, run_id).state, row(store, run_id).revision) == (RunState.IN_PROGRESS, 1)
    store.undo()
    found = row(store, run_id)
    assert (found.state, found.revision, found.marked) == (RunState.PLANNED, None, 0)
    assert store.ask(results, run_id) == {}
    store.redo()
    assert row(store, run_id).marked == 1


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (41_000, "%", "41%"),
        (1_000, "seconds", "1 second"),
        (2_500, "h", "2.5 h"),
        (1_000, "Mbit/s", "1 Mbit/s"),
    ],
)
def test_a_reading_is_written_with_its_unit(number: int, unit: str, words: str) -> None:
    assert reading(number, unit) == words


def test_a_run_put_on_another_day_takes_its_time_and_ticket_along(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    """What keeps a time is moved as on the calendar; without a day it keeps none."""
    store, shop = sqlite_store, desk_shop
    code = pieces.keep(store, pieces.MONTHLY)
    at = datetime(2026, 3, 18, 9)
    day = timedelta(days=1)
    first, second = (
        store.do(
            runs.plan_run,
            code,
            client_id=client,
            planned_at=when,
            minutes=60,
            assigned_id=shop.marcus,
        )
        for client, when in ((shop.kestrel, at), (shop.brightwater, at + day))
    )
    with pytest.raises(UserError, match="Choose another time") as refused:
        store.do(runs.edit_run, second, shop.marcus, at.date(), None, None)
    assert refused.value.field == "due"
    store.do(runs.edit_run, second, shop.dana, at.date(), None, None)
    assert row(store, second).planned_at == at
    ticket = open_ticket(store, shop.kestrel, "Maintenance")
    store.do(runs.edit_run, first, shop.marcus, at.date() + 2 * day, None, ticket)
    assert row(store, first).planned_at == at + 2 * day
    store.do(runs.edit_run, first, shop.marcus, None, None, ticket)
    assert (row(store, first).planned_at, row(store, first).due_on) == (None, None)


def test_a_closed_ticket_takes_no_open_checklist(sqlite_store: Store, desk_shop: Sample) -> None:
    store, shop = sqlite_store, desk_shop
    code = pieces.keep(store, pieces.MONTHLY)
    ticket = open_ticket(store, shop.kestrel, "Maintenance")
    on_it = store.do(runs.plan_and_start, code, None, (("ticket_id", ticket),))
    free = store.do(runs.plan_run, code, client_id=shop.kestrel)
    store.do(runs.drop_run, on_it, "Not this month")
    store.do(tickets.begin_work, ticket)
    store.do(tickets.complete, ticket, None, "Done as described.", True)
    with pytest.raises(UserError, match="is closed"):
        store.do(closing.reopen_run, on_it)
    with pytest.raises(UserError, match="is closed"):
        store.do(runs.attach_ticket, free, ticket)


def test_a_run_put_on_a_ticket_is_that_clients_with_its_log(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    """Planned for nobody it held the steps of all; on a ticket it holds that client's."""
    store, shop = sqlite_store, desk_shop
    body = pieces.MONTHLY.replace("verify = true", 'verify = true\nlog = true\ntarget = "ticket"')
    code = pieces.keep(store, body)
    store.do(differences.leave_out, code, shop.brightwater, "space")
    run_id = store.do(runs.plan_run, code)
    assert (row(store, run_id).total, row(store, run_id).needed) == (4, 3)
    ticket = open_ticket(store, shop.brightwater, "Slow again")
    store.do(runs.attach_ticket, run_id, ticket)
    assert (row(store, run_id).total, row(store, run_id).needed) == (3, 2)
    with store.read() as session:
        found = session.get_one(Ticket, ticket)
        assert (found.open_steps, found.open_logs) == (2, 1)
        assert [fault for check in CHECKS for fault in check(session)] == []
