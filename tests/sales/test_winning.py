"""Winning: the draft agreement and the onboarding from what is known, in one step."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk.agreements import queries as agreed
from mspdesk.agreements.actions import drop_draft, send, sign
from mspdesk.agreements.models import Agreement
from mspdesk.catalog import actions as catalog
from mspdesk.catalog import queries as offered
from mspdesk.checklists.actions.schedules import add_schedule
from mspdesk.checklists.models import ChecklistRun
from mspdesk.checklists.queries.events import waiting
from mspdesk.clients.models import Client
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.sales.actions import moving, opportunities, winning
from mspdesk.sales.actions import worksheet as worksheets
from mspdesk.sales.queries.opportunity import opportunity_page
from mspdesk.sales.queries.winning import hand_over, suggested
from mspdesk.sales.queries.worksheet import worksheet_of
from mspdesk.sales.rules.worksheet import Answer, State
from mspdesk.tickets.models import Ticket

from .conftest import Room

ASKED = {"monthly": 85_000, "tier": "gold", "workstations": 9, "servers": 1}


def with_plans(store: Store) -> None:
    """The three plans in force, each at $65 a workstation and $150 a server."""
    grid = store.ask(offered.plan_grid)
    assert grid is not None
    for tier in grid.tiers:
        store.do(catalog.set_price, tier.id, "workstation", {"price": 6_500})
        store.do(catalog.set_price, tier.id, "server", {"price": 15_000})
    held = store.ask(offered.revision, grid.id)
    assert held is not None
    store.do(catalog.put_in_force, held.id, held.version, date(2026, 1, 1))


def made_of(session: Session) -> list[int]:
    """How many agreements, tickets and runs there are."""
    return [
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Agreement, Ticket, ChecklistRun)
    ]


def opened(store: Store, room: Room, **details: object) -> int:
    """An opportunity of the prospect."""
    return store.do(opportunities.open_opportunity, room.harborview, "Managed services", details)


def test_a_plan_at_the_counts_known_becomes_a_draft(store: Store, room: Room) -> None:
    with_plans(store)
    made = opened(store, room, **ASKED)
    clients = store.ask(lambda session: len(session.scalars(select(Client.id)).all()))
    won = store.do(winning.win, made, None, {"start_on": date(2026, 4, 1), "payment_type": "card"})
    held = store.ask(agreed.agreement, won.agreement_id or 0)
    assert held is not None
    assert (held.client_id, held.state, held.tier) == (room.harborview, "draft", "gold")
    sheet = store.ask(agreed.sheets_of, held.id)[0]
    lines = store.ask(agreed.sheet_lines, sheet.id)
    assert sum(one.price * one.quantity // 10_000 for one in lines) == 9 * 6_500 + 15_000
    assert store.ask(lambda session: len(session.scalars(select(Client.id)).all())) == clients
    row = store.ask(opportunity_page, made)
    assert row is not None
    assert (row.row.stage, row.row.client_status) == ("won", "proposed")
    store.do(send, held.id, held.version, date(2026, 3, 11), None, "Waived by the owner")
    held = store.ask(agreed.agreement, held.id)
    assert held is not None
    store.do(sign, held.id, held.version, date(2026, 3, 11), "Ruth Alder")
    assert store.ask(lambda s: s.get_one(Client, room.harborview).status) == "active"


def test_the_onboarding_is_planned_once_with_what_sales_knows(store: Store, room: Room) -> None:
    facts = {
        "title": "Onboarding",
        "rule": "after:client_active",
        "begins_on": date(2026, 3, 1),
    }
    store.do(add_schedule, "client-onboarding", facts)
    store.do(worksheets.begin_worksheet, room.harborview)
    sheet = store.ask(worksheet_of, room.harborview)
    assert sheet is not None
    answers = {1: Answer(State.KNOWN, "Prairie Fiber"), 3: Answer(State.UNKNOWN)}
    store.do(worksheets.save_worksheet, sheet.id, sheet.version, {"answers": answers})
    made = opened(store, room, **ASKED, usp="The binder stays with them", notes="Lab moves in May")
    won = store.do(winning.win, made, None, {"start_on": date(2026, 4, 1), "make": "fee"})
    run = store.ask(lambda session: session.get_one(ChecklistRun, won.run_id))
    assert (run.client_id, run.ticket_id, run.due_on) == (
        room.harborview,
        won.ticket_id,
        date(2026, 4, 1),
    )
    words = store.ask(hand_over, made)
    for said in (
        "Gold, 9 workstations, 1 server",
        "1 of 15 known",
        "Registrar",
        "Lab moves in May",
    ):
        assert said in words
    held = store.ask(agreed.agreement, won.agreement_id or 0)
    assert held is not None
    assert (held.monthly_fee, held.kind) == (85_000, "managed")
    store.do(send, held.id, held.version, date(2026, 3, 11), None, "Waived")
    held = store.ask(agreed.agreement, held.id)
    assert held is not None
    store.do(sign, held.id, held.version, date(2026, 3, 11), "Ruth Alder")
    happened = store.ask(waiting, date(2026, 3, 11))
    assert [one for one in happened if one.event == "client_active"] == []


def test_one_step_takes_all_of_it_back(store: Store, room: Room) -> None:
    made = opened(store, room, **ASKED)

    before = store.ask(made_of)
    won = store.do(winning.win, made, None, {"make": "fee"})
    assert store.ask(made_of) == [count + 1 for count in before]
    draft = store.ask(agreed.agreement, won.agreement_id or 0)
    assert draft is not None
    with pytest.raises(UserError, match="This client's opportunity leads to it, so it stays"):
        store.do(drop_draft, draft.id, draft.version)
    assert store.undo() == "Win opportunity"
    assert store.ask(made_of) == before
    row = store.ask(opportunity_page, made)
    assert row is not None
    assert row.row.stage == "target"


def test_what_is_drafted_follows_from_the_figures(store: Store, room: Room) -> None:
    monthly, once = opened(store, room, monthly=100), opened(store, room, once=100)
    nothing = opened(store, room)
    assert [store.ask(suggested, one) for one in (monthly, once, nothing)] == [
        "fee",
        "project",
        "hourly",
    ]
    client = store.do(opportunities.open_opportunity, room.shop.kestrel, "A talk", {})
    assert store.ask(suggested, client) == "none"
    won = store.do(winning.win, client, None)
    assert (won.agreement_id, won.run_id) == (None, None)
    with pytest.raises(UserError, match="won already"):
        store.do(winning.win, client, None)
    # What was won leaves its stage by Undo alone.
    for verb, said in (
        (moving.move_stage, ("talking",)),
        (moving.lose, ("They thought again",)),
        (moving.decide, ("accept", "Right size")),
        (moving.reopen, ()),
    ):
        with pytest.raises(UserError, match="It was won"):
            store.do(verb, client, None, *said)
