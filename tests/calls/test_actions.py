"""Scripts that freeze, lists that keep out who must not be called, calls that make prospects."""

from datetime import date, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk.calls.actions import calling, dialing, lists, scripts
from mspdesk.calls.models import CallRecord, CallTarget, ScriptSlot
from mspdesk.calls.queries import calling as asked
from mspdesk.calls.queries import lists as listed
from mspdesk.calls.queries.scripts import script_row, version_page
from mspdesk.calls.queries.target_files import ReadTarget, read_targets
from mspdesk.clients.actions import add_client, change_status
from mspdesk.clients.models import Client, Contact, Talk
from mspdesk.database.action import action
from mspdesk.database.check import check_books
from mspdesk.database.store import Store
from mspdesk.database.tables import Step
from mspdesk.dates import frozen, now, today
from mspdesk.errors import UserError
from mspdesk.sales.actions.moving import move_stage
from mspdesk.sales.models.pipeline import Opportunity, PipelineStage

from .caller import Caller

MEETING = datetime(2026, 3, 13, 10, 0)


def _client_count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Client)) or 0


def _target(store: Store, target_id: int) -> listed.TargetRow:
    found = store.ask(listed.target, target_id)
    assert found is not None
    return found


# --- scripts -----------------------------------------------------------------------------------


def test_a_published_script_is_frozen_and_goes_on_in_a_new_version(
    store: Store, caller: Caller
) -> None:
    page = store.ask(version_page, caller.version)
    assert page is not None
    assert page.published_by == "Dana Whitlock"
    with pytest.raises(UserError, match="Begin a new version"):
        store.do(scripts.save_version, page.id, page.version, {}, {"opening": "Else"})

    @action("Change behind the back")
    def behind(session: Session) -> None:
        for one in session.scalars(select(ScriptSlot).where(ScriptSlot.version_id == page.id)):
            one.words = "Else"

    with pytest.raises(Exception, match="never changed"):
        store.do(behind)
    second = store.do(scripts.new_version, caller.script)
    assert store.do(scripts.new_version, caller.script) == second
    draft = store.ask(version_page, second)
    assert draft is not None
    assert draft.words == page.words
    assert draft.number == 2
    store.do(scripts.save_version, second, draft.version, {"offer": "a visit"}, {"offer": "Hi."})
    row = store.ask(script_row, caller.script)
    assert row is not None
    assert (row.published, row.draft) == (1, 2)


def test_a_draft_is_published_with_words_for_voicemail_only(store: Store, caller: Caller) -> None:
    made = store.do(scripts.add_script, "At the door")
    row = store.ask(script_row, made)
    assert row is not None
    assert row.draft_id is not None
    page = store.ask(version_page, row.draft_id)
    assert page is not None
    with pytest.raises(UserError, match="voicemail first") as refused:
        store.do(scripts.publish, page.id, page.version)
    assert refused.value.field == "voicemail"
    with pytest.raises(UserError, match=r"Did you mean \{company\}"):
        store.do(scripts.save_version, page.id, page.version, {}, {"voicemail": "{compnay}"})
    store.do(scripts.save_version, page.id, page.version, {}, {"voicemail": "Call {phone}."})
    page = store.ask(version_page, page.id)
    assert page is not None
    store.do(scripts.publish, page.id, page.version)
    store.undo()
    again = store.ask(version_page, page.id)
    assert again is not None
    assert not again.published
    store.do(scripts.discard_draft, page.id)
    assert store.ask(script_row, made) is None


def test_a_script_with_calls_stays_published(store: Store, caller: Caller) -> None:
    publishing = store.do(scripts.new_version, caller.script)
    page = store.ask(version_page, publishing)
    assert page is not None
    store.do(scripts.publish, page.id, page.version)
    store.do(calling.record_call, caller.lakeside, "voicemail")

    @action("Take back publishing")
    def take_back(session: Session) -> None:
        from mspdesk.calls.models import ScriptVersion

        session.get_one(ScriptVersion, publishing).published_on = None

    with pytest.raises(Exception, match="never changed"):
        store.do(take_back)


# --- lists -------------------------------------------------------------------------------------


def test_companies_come_in_once_and_only_those_that_may_be_called(
    store: Store, caller: Caller
) -> None:
    store.do(lists.stop_number, "218-555-0199", "Quiet & Co", "asked by letter")
    prospect = store.do(add_client, "North Pier Cafe", {"phone": "218 555 0180"})
    declined = store.do(add_client, "Slow Payers", {"phone": "218 555 0181"})
    store.do(change_status, declined, "declined", "never pays")
    kestrel = store.ask(lambda s: s.get_one(Client, caller.shop.kestrel).name)
    rows = [
        {"company": "Boat Works", "phone": "+1 218 555 0190", "first": "Al", "last": "Berg"},
        {"company": "Boat Works again", "phone": "(218) 555-0190"},
        {"company": "Quiet and Company", "phone": "1 (218) 555 0199"},
        {"company": "Lakeside", "phone": "2185550171"},
        {"company": "North Pier", "phone": "218-555-0180"},
        {"company": "Slow Payers", "phone": "218-555-0181"},
        {"company": kestrel, "phone": "218-555-0182"},
        {"company": "No number", "phone": "ask"},
        {"company": "", "phone": "218-555-0183"},
    ]
    found = store.ask(read_targets, caller.list_id, list(enumerate(rows, 2)))
    assert [one.wrong for one in found] == [
        "",
        "The same number as line 2.",
        "Asked never to be called again.",
        "On this list already.",
        "",
        "Declined by us.",
        f"{kestrel} is a client already.",
        "No phone number that can be dialed.",
        "No company is named.",
    ]
    assert found[4].client_id == prospect
    done = store.do(lists.take_targets, caller.list_id, found)
    assert done.words == "2 companies added, 1 never to be called, 6 left out"
    names = [one.company for one in store.ask(listed.targets, caller.list_id)]
    assert names[3:] == ["Boat Works", "North Pier"]
    assert store.ask(listed.targets, caller.list_id)[3].contact == "Al Berg"
    store.undo()
    assert len(store.ask(listed.targets, caller.list_id)) == 3


def test_prospects_are_called_with_what_is_known_of_them(store: Store, caller: Caller) -> None:
    made = store.do(add_client, "North Pier Cafe", {"phone": "218 555 0180", "city": "Duluth"})
    assert (made, "North Pier Cafe", "Duluth, 218 555 0180") in store.ask(
        asked.prospects_to_call, caller.list_id
    )
    assert store.do(lists.add_prospects, caller.list_id, [made]).added == 1
    target = store.ask(listed.targets, caller.list_id)[-1]
    assert (target.company, target.client_id, target.city) == ("North Pier Cafe", made, "Duluth")
    before = store.ask(_client_count)
    done = store.do(calling.record_call, target.id, "talking")
    assert (done.client_id, store.ask(_client_count)) == (made, before)
    # A prospect that is declined is called by nobody any more.
    store.do(change_status, made, "declined", "wants everything for nothing")
    assert made not in [one.client_id for one in store.ask(listed.targets, caller.list_id)]
    turn = store.ask(listed.next_targets, caller.list_id, date(2027, 1, 1), 50)
    assert made not in [one.client_id for one in turn]
    # Nor is one we work for by now.
    store.do(add_client, "Hawk Ridge Optical", {"status": "active"})
    store.do(calling.record_call, caller.optical, "talking")
    turn = store.ask(listed.next_targets, caller.list_id, date(2027, 1, 1), 50)
    assert caller.optical not in [one.id for one in turn]


def test_a_typed_company_is_checked(store: Store, caller: Caller) -> None:
    for details, field in (
        ({"company": "", "phone": "218-555-0150"}, "company"),
        ({"company": "Somebody", "phone": "tomorrow"}, "phone"),
        ({"company": "Somebody", "phone": "218 555 0171"}, "phone"),
    ):
        with pytest.raises(UserError) as refused:
            store.do(lists.add_target, caller.list_id, details)
        assert refused.value.field == field
    row = _target(store, caller.freight)
    with pytest.raises(UserError, match="On this list already: Lakeside") as refused:
        store.do(lists.edit_target, row.id, row.version, {"phone": "1 218 555 0171"})
    assert refused.value.field == "phone"
    store.do(lists.edit_target, row.id, row.version, {"contact": "Ole Hill"})
    store.do(calling.record_call, caller.freight, "wrong")
    row = _target(store, caller.freight)
    store.do(lists.edit_target, row.id, row.version, {"phone": "218-555-0160"})
    assert _target(store, caller.freight).state == "again"
    with pytest.raises(UserError, match="called already"):
        store.do(lists.remove_target, caller.freight)
    store.do(lists.remove_target, caller.optical)
    store.undo()
    assert _target(store, caller.optical).company == "Hawk Ridge Optical"


# --- calls -------------------------------------------------------------------------------------


def test_a_call_says_when_the_next_one_is(store: Store, caller: Caller) -> None:
    clients = store.ask(_client_count)
    store.do(calling.record_call, caller.lakeside, "voicemail", minutes=2)
    row = _target(store, caller.lakeside)
    assert (row.state, row.next_on, row.tries) == ("again", date(2026, 3, 16), 1)
    assert row.last_words == "Voicemail left, Mar 11"
    turn = store.ask(listed.next_targets, caller.list_id, today(), 9)
    assert [one.company for one in turn] == ["Iron Range Freight", "Hawk Ridge Optical"]
    # What was promised comes before those nobody called yet.
    later = store.ask(listed.next_targets, caller.list_id, date(2026, 3, 16), 9)
    assert next(one.company for one in later) == "Lakeside Insurance"
    calls = store.ask(asked.calls_of, caller.lakeside)
    assert [(one.title, one.minutes, one.number) for one in calls] == [("Voicemail left", 2, 1)]
    store.do(calling.record_call, caller.lakeside, "not_now", "interest", next_on=date(2026, 9, 1))
    assert _target(store, caller.lakeside).next_on == date(2026, 9, 1)
    assert store.ask(asked.calls_of, caller.lakeside)[0].title == "Not now, interest"
    with pytest.raises(UserError, match="from today on"):
        store.do(calling.record_call, caller.lakeside, "not_now", next_on=date(2026, 3, 10))
    assert store.ask(_client_count) == clients
    assert check_books(store, ()) == []


def test_an_appointment_makes_prospect_contact_and_opportunity_and_undo_takes_all_back(
    store: Store, caller: Caller
) -> None:
    before = store.ask(_client_count)
    with pytest.raises(UserError, match="which day"):
        store.do(calling.record_call, caller.lakeside, "appointment")
    done = store.do(
        calling.record_call, caller.lakeside, "appointment", "meet", 6, None, "Two servers", MEETING
    )

    def look(session: Session) -> tuple[object, ...]:
        client = session.get_one(Client, done.client_id)
        contact = session.scalars(select(Contact).where(Contact.client_id == client.id)).one()
        sale = session.get_one(Opportunity, done.opportunity_id)
        stage = session.get_one(PipelineStage, sale.stage_id)
        talk = session.scalars(select(Talk).where(Talk.client_id == client.id)).one()
        return client, contact, sale, stage.key, talk.text

    client, contact, sale, stage, talk = store.ask(look)
    assert isinstance(client, Client)
    assert isinstance(contact, Contact)
    assert (client.name, client.status, client.phone, client.city, client.industry) == (
        "Lakeside Insurance",
        "prospect",
        "(218) 555-0171",
        "Duluth",
        "Insurance",
    )
    assert (contact.first_name, contact.last_name, contact.email, contact.decides) == (
        "Ruth",
        "Halvorsen",
        "ruth@lakeside.example",
        True,
    )
    assert isinstance(sale, Opportunity)
    assert (sale.client_id, sale.title, stage) == (client.id, "Network assessment", "booked")
    assert (sale.next_on, sale.next_step) == (MEETING.date(), "Meet Ruth Halvorsen, 10:00 am")
    assert talk == "Called: we meet Mar 13, 10:00 am. Two servers"
    store.undo()
    assert store.ask(_client_count) == before
    assert _target(store, caller.lakeside).state == "waiting"


def test_an_appointment_moves_on_the_opportunity_that_is_open(store: Store, caller: Caller) -> None:
    draft = store.do(scripts.new_version, caller.script)
    page = store.ask(version_page, draft)
    assert page is not None
    offer = "a look at each computer, and a page on what to mend first and what can wait, " * 2
    store.do(scripts.save_version, draft, page.version, {"offer": offer}, {})
    page = store.ask(version_page, draft)
    assert page is not None
    store.do(scripts.publish, draft, page.version)
    # What a script offers may be longer than the title of what is sold.
    first = store.do(calling.record_call, caller.optical, "appointment", meeting=MEETING)
    store.do(lists.call_again, caller.optical)
    again = store.do(
        calling.record_call, caller.optical, "appointment", meeting=datetime(2026, 3, 20, 9, 0)
    )
    assert (again.client_id, again.opportunity_id) == (first.client_id, first.opportunity_id)
    sale = store.ask(lambda s: s.get_one(Opportunity, again.opportunity_id).next_on)
    assert sale == date(2026, 3, 20)


def test_never_again_takes_a_number_off_every_list_for_good(store: Store, caller: Caller) -> None:
    other = store.do(lists.add_list, "Freight companies")
    twin = store.do(lists.add_target, other, {"company": "Freight", "phone": "(218) 555 0172"})
    store.do(calling.record_call, caller.freight, "stop", words="told us so")
    assert {_target(store, one).state for one in (caller.freight, twin)} == {"stopped"}
    assert store.ask(asked.is_stopped, "+1-218-555-0172")
    for verb in (
        lambda: store.do(calling.record_call, twin, "voicemail"),
        lambda: store.do(lists.call_again, twin),
        lambda: store.do(lists.add_target, other, {"company": "New", "phone": "2185550172"}),
    ):
        with pytest.raises(UserError, match=r"[Aa]sked never"):
            verb()
    third = store.do(lists.add_list, "All of them")
    found = store.ask(read_targets, third, [(1, {"company": "F", "phone": "1 218 555 0172"})])
    assert found[0].stopped
    assert not found[0].ready


def test_one_call_is_taken_back_whatever_came_after(store: Store, caller: Caller) -> None:
    done = store.do(calling.record_call, caller.lakeside, "no")
    store.do(calling.record_call, caller.freight, "voicemail")
    step = store.ask(asked.step_of_call, done.call_id)
    assert step is not None
    store.undo_step(step)
    assert _target(store, caller.lakeside).state == "waiting"
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(CallRecord))) == 1
    assert store.ask(lambda s: s.get_one(CallTarget, caller.freight).tries) == 1


def test_talk_again_stands_in_the_pipeline_and_goes_along_with_later_calls(
    store: Store, caller: Caller
) -> None:
    def card(opportunity_id: int | None) -> tuple[object, ...]:
        def look(session: Session) -> tuple[object, ...]:
            found = session.get_one(Opportunity, opportunity_id)
            stage = session.get_one(PipelineStage, found.stage_id).key
            return stage, found.next_on, found.next_step, found.closed_why

        return store.ask(look)

    again = "Call Ruth Halvorsen again"
    done = store.do(calling.record_call, caller.lakeside, "talking", next_on=date(2026, 3, 18))
    assert card(done.opportunity_id) == ("talking", date(2026, 3, 18), again, "")
    # Nobody answers: the next call is the next step of the opportunity too.
    later = store.do(calling.record_call, caller.lakeside, "no_answer")
    assert later.opportunity_id == done.opportunity_id
    assert card(done.opportunity_id) == ("talking", date(2026, 3, 12), again, "")
    store.do(calling.record_call, caller.lakeside, "not_now", next_on=date(2026, 9, 1))
    assert card(done.opportunity_id)[:2] == ("later", date(2026, 9, 1))
    store.do(calling.record_call, caller.lakeside, "talking")
    assert card(done.opportunity_id)[:2] == ("talking", date(2026, 3, 18))
    store.do(calling.record_call, caller.lakeside, "no", words="A cousin does it.")
    lost = card(done.opportunity_id)
    assert (lost[0], lost[3]) == ("lost", "Said no on the phone: A cousin does it.")
    store.undo()
    assert card(done.opportunity_id)[0] == "talking"
    # One that went further is somebody's own work.
    assert done.opportunity_id is not None
    store.do(move_stage, done.opportunity_id, None, "presented", "", date(2026, 3, 20))
    store.do(calling.record_call, caller.lakeside, "talking")
    store.do(calling.record_call, caller.lakeside, "no")
    assert card(done.opportunity_id)[:2] == ("presented", date(2026, 3, 20))
    assert check_books(store, ()) == []


def test_two_who_call_one_list_never_get_the_same_company(store: Store, caller: Caller) -> None:
    """Each asks at the same moment, again and again; the one who is away lets go in the end."""
    marcus = Store.connect(store.place, durable=False)
    try:
        marcus.person_id = caller.shop.marcus
        names = [f"Company {number}" for number in range(8)]
        for number, name in enumerate(names):
            details = {"company": name, "phone": f"612-555-01{number:02}"}
            store.do(lists.add_target, caller.list_id, details)
        got: dict[str, list[int]] = {"dana": [], "marcus": []}
        start = Barrier(2)

        def take(who: str, books: Store) -> None:
            start.wait()
            for _ in range(5):
                found = books.do(dialing.open_next, caller.list_id, today(), who)
                assert found is not None
                got[who].append(found)
                # What was taken is dialed: it does not come a second time.
                with books.step("Called") as session:
                    session.get_one(CallTarget, found).state = "no"

        both = [Thread(target=take, args=pair) for pair in (("dana", store), ("marcus", marcus))]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert len(got["dana"]) == len(got["marcus"]) == 5
        assert len({*got["dana"], *got["marcus"]}) == 10
        last = marcus.do(dialing.open_next, caller.list_id, today(), "marcus")
        assert last is not None
        # By hand it is said whose it is, and it stays theirs.
        assert not store.do(dialing.open_number, last, "dana")
        assert store.do(dialing.open_next, caller.list_id, today(), "dana") is None
        steps = store.ask(lambda s: s.scalar(select(func.max(Step.id))))
        words = store.ask(asked.taken_by, last, "dana")
        assert words == "Marcus is dialing this one, until 3:10 pm at the latest."
        with frozen(now() + dialing.HOLD):
            assert store.ask(asked.taken_by, last, "dana") == ""
            assert store.do(dialing.open_next, caller.list_id, today(), "dana") == last
            assert not marcus.do(dialing.open_number, last, "marcus")
        store.do(dialing.leave_number, last, "dana")
        assert marcus.do(dialing.open_number, last, "marcus")
        # It is no change of the books.
        assert store.ask(lambda s: s.scalar(select(func.max(Step.id)))) == steps
        marcus.do(calling.record_call, last, "voicemail")
        assert store.ask(asked.taken_by, last, "dana") == ""
    finally:
        marcus.close()


def test_names_in_large_letters_are_the_same_names(store: Store, caller: Caller) -> None:
    known = store.do(add_client, "Müller & Söhne", {})
    facts = {"company": "MÜLLER & SÖHNE", "phone": "218-555-0150"}
    target = store.do(lists.add_target, caller.list_id, facts)
    assert [one.company for one, _ in store.ask(listed.find_targets, "müller", 5)] == []
    store.do(lists.edit_target, target, _target(store, target).version, {"company": "ÖZTÜRK OHG"})
    other = store.do(lists.add_target, caller.list_id, {"company": "ABTARK", "phone": "2185550151"})
    assert _target(store, other).client_id is None

    @action("Forget the client")
    def forget(session: Session) -> None:
        session.get_one(CallTarget, target).client_id = None

    store.do(forget)
    assert [one.company for one, _ in store.ask(listed.find_targets, "öztürk", 5)] == ["ÖZTÜRK OHG"]
    store.do(
        lists.edit_target, target, _target(store, target).version, {"company": "MÜLLER & SÖHNE"}
    )
    done = store.do(calling.record_call, target, "talking")
    assert done.client_id == known
    store.do(lists.add_list, "Ärzte")
    with pytest.raises(UserError, match="this name already"):
        store.do(lists.add_list, "ÄRZTE")


def test_a_long_list_goes_back_at_once_and_not_where_somebody_was_called(
    store: Store, caller: Caller
) -> None:
    rows = [
        ReadTarget(line, f"Company {line}", "", "", f"612-555-{line:04}", "", "", "", "", "")
        for line in range(60)
    ]
    store.do(lists.take_targets, caller.list_id, rows)
    brought = store.ask(listed.targets, caller.list_id)
    store.undo()
    assert len(store.ask(listed.targets, caller.list_id)) == 3
    store.redo()
    again = store.ask(listed.targets, caller.list_id)
    assert [(one.id, one.company, one.phone) for one in again] == [
        (one.id, one.company, one.phone) for one in brought
    ]
    newer = zip(again[3:], brought[3:], strict=True)
    assert {one.version - before.version for one, before in newer} == {1}
    step = store.ask(lambda s: s.scalar(select(func.max(Step.id))))
    assert step is not None
    store.do(calling.record_call, again[30].id, "voicemail")
    with pytest.raises(UserError, match="changed since"):
        store.undo_step(step)
    assert len(store.ask(listed.targets, caller.list_id)) == 63
