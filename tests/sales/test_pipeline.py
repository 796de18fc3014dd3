"""Opportunities in the books: opened, moved, qualified, put off, declined, taken up again."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk.clients import actions as clients
from mspdesk.clients.models import Client
from mspdesk.clients.queries import internal_id
from mspdesk.database.store import Store
from mspdesk.dates import frozen
from mspdesk.errors import Conflict, UserError
from mspdesk.letters.models import Letter
from mspdesk.mail.models import OutboxMail
from mspdesk.people.actions import edit_person
from mspdesk.people.models import Person
from mspdesk.sales.actions import moving, opportunities, stages, winning
from mspdesk.sales.actions import worksheet as worksheets
from mspdesk.sales.actions.size import set_smallest
from mspdesk.sales.queries import pipeline as queries
from mspdesk.sales.queries.opportunity import OpportunityPage, opportunity_page
from mspdesk.sales.queries.worksheet import worksheet_of
from mspdesk.sales.rules import pipeline as rules
from mspdesk.tickets.models import Ticket
from tests.bookcase import NOON

from .conftest import Room


def page(store: Store, opportunity_id: int) -> OpportunityPage:
    """An opportunity, which must be there."""
    found = store.ask(opportunity_page, opportunity_id)
    assert found is not None
    return found


def status(store: Store, client_id: int) -> str:
    """What the client of an opportunity is to us."""
    return store.ask(lambda session: session.get_one(Client, client_id).status)


def gone_out(session: Session) -> list[int]:
    """How many letters and mails there are."""
    return [
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Letter, OutboxMail)
    ]


def opened(store: Store, room: Room, **details: object) -> int:
    """An opportunity of the prospect."""
    return store.do(opportunities.open_opportunity, room.harborview, "Managed services", details)


def test_a_prospect_is_entered_once_and_stands_in_the_first_stage(store: Store, room: Room) -> None:
    details = {
        "first_name": "Ruth",
        "last_name": "Alder",
        "contact_phone": "218-555-0199",
        "people_count": 9,
        "source": "Chamber breakfast",
        "monthly": 85_000,
        "workstations": 9,
    }
    made = store.do(opportunities.add_prospect, "Old Mill Press", details)
    held = page(store, made)
    assert (held.row.client, held.row.stage, held.row.likelihood) == ("Old Mill Press", "target", 5)
    assert (held.row.source, held.row.monthly, held.workstations) == (
        "Chamber breakfast",
        85_000,
        9,
    )
    assert status(store, held.row.client_id) == "prospect"
    assert [(one.before, one.after) for one in held.moves] == [("", "Target")]
    assert store.undo() == "Add prospect"
    assert store.ask(opportunity_page, made) is None


def test_stages_carry_a_prospect_on_and_never_back(store: Store, room: Room) -> None:
    made = opened(store, room)
    told: list[str] = []
    store.listen(lambda step: told.append(step.words))
    for stage, then in (
        ("assessed", "assessed"),
        ("presented", "proposed"),
        ("talking", "proposed"),
    ):
        store.do(moving.move_stage, made, page(store, made).version, stage)
        assert status(store, room.harborview) == then
    # Whoever moves it back is told at the foot of the window.
    assert told == [
        "Harborview Dental: Assessed",
        "Harborview Dental: Presented",
        "Harborview Dental: Talking. The company stays proposed.",
    ]
    assert [one.after for one in page(store, made).moves][:2] == ["Talking", "Presented"]


def test_a_client_stays_one_whatever_is_sold_to_it(store: Store, room: Room) -> None:
    made = store.do(opportunities.open_opportunity, room.shop.kestrel, "Second server", {})
    store.do(worksheets.begin_worksheet, room.shop.kestrel)
    store.do(moving.move_stage, made, None, "presented")
    store.do(moving.decline, made, None, "Not our kind of work")
    assert status(store, room.shop.kestrel) == "active"
    assert page(store, made).row.closed_why == "Not our kind of work"
    sheet = store.ask(worksheet_of, room.shop.kestrel)
    assert sheet is not None
    assert sheet.decision == ""


def test_declining_needs_a_reason_and_takes_the_worksheet_and_the_rest_along(
    store: Store, room: Room
) -> None:
    made, other = opened(store, room), opened(store, room)
    store.do(worksheets.begin_worksheet, room.harborview)
    with pytest.raises(UserError, match="why") as refused:
        store.do(moving.decline, made, page(store, made).version, "  ")
    assert refused.value.field == "reason"
    before = store.ask(gone_out)
    store.do(moving.decline, made, page(store, made).version, "Wants the cheapest only")
    assert status(store, room.harborview) == "declined"
    sheet = store.ask(worksheet_of, room.harborview)
    assert sheet is not None
    assert (sheet.decision, sheet.reason) == ("decline", "Wants the cheapest only")
    lists = {
        key: {one.id for one in store.ask(queries.opportunities, key)} for key in queries.SHOWN
    }
    assert lists.pop("declined") == {made, other}
    assert not any({made, other} & rows for rows in lists.values())
    assert store.ask(queries.search, "harborview") == []
    assert store.ask(gone_out) == before
    with pytest.raises(UserError, match="declined Harborview"):
        opened(store, room)
    store.do(moving.reopen, made, page(store, made).version)
    assert status(store, room.harborview) == "prospect"
    assert page(store, made).row.stage == "target"


def test_a_decision_on_the_worksheet_closes_what_is_open_and_opens_it_again(
    store: Store, room: Room
) -> None:
    with frozen(NOON - timedelta(days=200)):
        older, back = opened(store, room), opened(store, room)
        store.do(moving.decline, older, None, "Not this")
        store.do(moving.reopen, back, None)
    made = opened(store, room, stage="talking")
    store.do(worksheets.begin_worksheet, room.harborview)
    sheet = store.ask(worksheet_of, room.harborview)
    assert sheet is not None
    store.do(worksheets.decide, sheet.id, sheet.version, "decline", "Too small for us")
    assert (page(store, made).row.stage, page(store, made).decision) == ("declined", "decline")
    sheet = store.ask(worksheet_of, room.harborview)
    assert sheet is not None
    store.do(worksheets.reopen, sheet.id, sheet.version)
    assert (page(store, made).row.stage, page(store, made).decision) == ("talking", "")
    # What was declined long before stays so.
    assert [page(store, one).row.stage for one in (older, back)] == ["declined", "target"]
    # Nor does another decision that is taken back make a prospect of who was declined since.
    store.do(moving.decide, made, None, "accept", "Right size, listens")
    store.do(moving.decline, made, None, "Wants the cheapest only")
    sheet = store.ask(worksheet_of, room.harborview)
    assert sheet is not None
    store.do(worksheets.reopen, sheet.id, sheet.version)
    assert status(store, room.harborview) == "declined"


def test_accepting_goes_on_to_the_assessment_and_educating_needs_a_day(
    store: Store, room: Room
) -> None:
    made = opened(store, room)
    with pytest.raises(UserError, match="day") as refused:
        store.do(moving.decide, made, None, "educate", "They run on one disk")
    assert refused.value.field == "next_on"
    store.do(moving.decide, made, None, "educate", "They run on one disk", date(2026, 4, 1))
    assert (page(store, made).row.stage, page(store, made).row.next_on) == (
        "target",
        date(2026, 4, 1),
    )
    store.do(moving.decide, made, None, "accept", "Right size, listens")
    assert page(store, made).row.stage == "booked"


def test_one_put_off_comes_back_on_its_day(store: Store, room: Room) -> None:
    made = opened(store, room)
    with pytest.raises(UserError, match="after today"):
        store.do(moving.later, made, None, date(2026, 3, 11), "")
    store.do(moving.move_stage, made, None, "talking")
    store.do(moving.lose, made, None, "No money this year")
    store.do(moving.later, made, None, date(2026, 6, 1), "New budget in June")
    assert [one.id for one in store.ask(queries.opportunities, "later")] == [made]
    assert made not in {one.id for one in store.ask(queries.open_of, room.harborview)}
    owner = page(store, made).row.owner_id
    assert store.ask(queries.due, owner, date(2026, 5, 31)) == []
    assert [one.id for one in store.ask(queries.due, owner, date(2026, 6, 1))] == [made]
    store.do(moving.reopen, made, None)
    assert page(store, made).row.stage == "talking"
    # What somebody left open when they left the shop is nobody's, and shows to whoever is there.
    step = {"owner_id": room.shop.marcus, "next_on": date(2026, 3, 12)}
    store.do(opportunities.edit_opportunity, made, page(store, made).row.version, step)
    assert store.ask(queries.due, room.shop.dana, date(2026, 3, 20)) == []
    seen = store.ask(lambda session: session.get_one(Person, room.shop.marcus).version)
    store.do(edit_person, room.shop.marcus, seen, {"left_on": date(2026, 3, 11)})
    assert [one.id for one in store.ask(queries.due, room.shop.dana, date(2026, 3, 20))] == [made]


def test_the_smallest_client_answers_for_size_until_a_hand_does(store: Store, room: Room) -> None:
    made = opened(store, room)

    def size() -> tuple[str, str, int]:
        """The answer about size, what it goes by, and how many the list counts as yes."""
        said = next(one for one in page(store, made).answers if one.code == rules.SIZE)
        (row,) = store.ask(queries.opportunities, client_id=room.harborview)
        assert row.yes == page(store, made).qualified.yes
        return said.answer, said.counted, row.yes

    def count(people: int | None) -> None:
        seen = store.ask(lambda session: session.get_one(Client, room.harborview).version)
        store.do(clients.edit_client, room.harborview, seen, {"people_count": people})

    assert size() == ("", "", 0)
    count(24)
    assert size() == ("", "", 0)
    store.do(set_smallest, 25)
    said = next(one for one in page(store, made).answers if one.code == rules.SIZE)
    assert said.ask == "Are they at least 25 people?"
    assert size() == ("no", "24 people on the company's page", 0)
    store.do(set_smallest, 12, 1)
    with pytest.raises(Conflict):
        store.do(set_smallest, 13, 1)
    assert size()[::2] == ("yes", 1)
    store.do(opportunities.answer_question, made, rules.SIZE, "no", "Half of them are leaving", 0)
    assert size() == ("no", "24 people on the company's page", 0)
    assert store.undo() == "Answer qualification"
    count(None)
    assert size() == ("", "", 0)
    computers = {"workstations": 11}
    store.do(opportunities.edit_opportunity, made, page(store, made).version, computers)
    assert size() == ("no", "11 computers on this opportunity", 0)
    count(12)
    store.do(moving.lose, made, None, "Stayed with their nephew")
    assert page(store, made).qualified.asked == 0
    with pytest.raises(UserError) as refused:
        store.do(set_smallest, -1)
    assert refused.value.field == "smallest"


def test_eight_answers_are_kept_and_counted(store: Store, room: Room) -> None:
    made = opened(store, room)
    store.do(opportunities.answer_question, made, "decides", "yes", "The practice owner")
    store.do(opportunities.answer_question, made, "prepays", "no")
    store.do(opportunities.answer_question, made, "when", "", "Perhaps in May")
    assert page(store, made).qualified.words == "1 of 8 yes, 1 no"
    assert page(store, made).qualified.unknown == 1
    store.do(opportunities.answer_question, made, "decides", "")
    assert page(store, made).qualified == rules.Qualified(0, 1, 1)


def test_the_sales_ticket_is_one_and_stands_in_its_queue(store: Store, room: Room) -> None:
    made = opened(store, room, next_step="Call Ruth", next_on=date(2026, 3, 20))
    ticket = store.do(opportunities.open_sales_ticket, made)
    assert store.do(opportunities.open_sales_ticket, made) == ticket
    assert store.ask(lambda session: session.get_one(Ticket, ticket).queue) == "sales"
    assert page(store, made).ticket_id == ticket


def test_stages_are_the_shops_and_lose_nothing(store: Store, room: Room) -> None:
    assert [one.key for one in store.ask(queries.stages)] == [one.key for one in rules.STAGES]
    made = opened(store, room, stage="contacted")
    store.do(stages.edit_stage, "talking", None, {"name": "In talks", "likelihood": 25})
    key = store.do(stages.add_stage, "Second visit", 40, "talking")
    store.do(stages.order_stage, key, "talking")
    names = [one.name for one in store.ask(queries.stages)]
    assert names[:5] == ["Target", "Contacted", "Second visit", "In talks", "Worksheet"]
    with pytest.raises(UserError, match="One stands there") as refused:
        store.do(stages.retire_stage, "contacted")
    assert refused.value.field == "into"
    assert store.do(stages.retire_stage, "contacted", key) == 1
    assert page(store, made).row.stage_words == "Second visit"
    with pytest.raises(UserError, match="ends a sale"):
        store.do(stages.retire_stage, "won")
    with pytest.raises(UserError, match="already"):
        store.do(stages.add_stage, "in TALKS")
    store.do(stages.restore_stage, "contacted")
    assert "Contacted" in [one.name for one in store.ask(queries.stages)]


def test_a_second_person_who_saw_an_older_one_is_told(store: Store, room: Room) -> None:
    made = opened(store, room)
    seen = page(store, made).version
    store.do(opportunities.edit_opportunity, made, seen, {"monthly": 90_000})
    with pytest.raises(Conflict):
        store.do(moving.move_stage, made, seen, "talking")


def test_one_who_left_is_a_prospect_again_and_our_own_company_is_none(
    store: Store, room: Room
) -> None:
    lost, begun = (
        store.do(opportunities.open_opportunity, room.shop.kestrel, title, {})
        for title in ("A server", "A plan")
    )
    store.do(moving.lose, lost, None, "Bought one online")
    for wanted in ("notice", "offboarding", "former"):
        store.do(clients.change_status, room.shop.kestrel, wanted)
    assert store.ask(queries.open_of, room.shop.kestrel) == []
    deeds: tuple[tuple[Any, tuple[Any, ...]], ...] = (
        (opportunities.open_opportunity, (room.shop.kestrel, "Come back", {})),
        # What they had before shows again once it is taken up, put off or won.
        (moving.reopen, (lost, None)),
        (moving.later, (begun, None, date(2026, 6, 1), "")),
        (winning.win, (begun, None, {"make": "none", "onboard": False})),
    )
    for verb, said in deeds:
        store.do(verb, *said)
        assert status(store, room.shop.kestrel) in ("prospect", "proposed")
        assert store.undo()
        assert status(store, room.shop.kestrel) == "former"
    store.do(moving.reopen, lost, None)
    assert {one.id for one in store.ask(queries.open_of, room.shop.kestrel)} == {lost, begun}
    own = store.ask(internal_id)
    assert own is not None
    with pytest.raises(UserError, match="own company"):
        store.do(opportunities.open_opportunity, own, "Ourselves", {})
