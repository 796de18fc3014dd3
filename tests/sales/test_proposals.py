"""Proposals: from what is known to a draft agreement, in editions, with nothing typed twice."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from mspdesk.agreements import queries as agreed
from mspdesk.app.areas import AREAS
from mspdesk.billing.models import Invoice, InvoiceLine
from mspdesk.catalog import queries as offered
from mspdesk.database.action import action
from mspdesk.database.store import Store
from mspdesk.dates import frozen
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.errors import Conflict, UserError
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.sales.actions import moving, opportunities, stages, winning
from mspdesk.sales.actions import proposal_lines as lines
from mspdesk.sales.actions import proposals as actions
from mspdesk.sales.models.proposal import Proposal, ProposalLine
from mspdesk.sales.offers.proposals import ending_today, find_proposals
from mspdesk.sales.printables.proposal import PROPOSAL
from mspdesk.sales.queries import objections as met
from mspdesk.sales.queries import proposals
from mspdesk.sales.queries.opportunity import opportunity_page
from mspdesk.sales.queries.proposals import ProposalPage
from mspdesk.sales.view.objections import ObjectionsCard
from mspdesk.sales.view.proposal_part import ProposalsPart
from mspdesk.widgets.form import Form
from tests.bookcase import NOON
from tests.printing.pdftext import flat, text_of
from tests.snapshots.compare import compare_snapshot

from .conftest import Room
from .test_winning import with_plans

SIZE = {"tier": "gold", "workstations": 9, "servers": 1}
FIREWALL = {
    "text": "Firewall",
    "kind": "hardware",
    "quantity": 10_000,
    "price": 62_000,
    "cost": 48_000,
    "recurring": False,
}


def page(store: Store, made: int) -> ProposalPage:
    found = store.ask(proposals.proposal_page, made)
    assert found is not None
    return found


def drafted(store: Store, room: Room, **details: object) -> int:
    sale = store.do(opportunities.open_opportunity, room.harborview, "Care", details or SIZE)
    return store.do(actions.draft_proposal, sale)


def sent(store: Store, made: int) -> None:
    store.do(actions.send_proposal, made, page(store, made).row.version)


@action("Go behind the verbs")
def behind(
    session: Session,
    model: type[Proposal | ProposalLine],
    row_id: int,
    change: dict[str, object] | None,
) -> None:
    """Change a row, or delete it where nothing is said."""
    row = session.get_one(model, row_id)
    for name, value in (change or {}).items():
        setattr(row, name, value)
    if change is None:
        session.delete(row)


def test_the_numbers_are_those_of_the_plan_and_the_counts(store: Store, room: Room) -> None:
    with_plans(store)
    made = drafted(store, room)
    store.do(lines.add_proposal_line, made, FIREWALL)
    held = page(store, made)
    assert [one.quantity // 10_000 for one in held.lines] == [1, 9, 1]
    assert held.row.sums.monthly == 9 * 6_500 + 15_000
    assert held.row.sums.once == 62_000
    assert held.row.valid_until == date(2026, 4, 10)
    sent(store, made)
    sale = store.ask(opportunity_page, held.row.opportunity_id)
    assert sale is not None
    # The opportunity took its value, and is as far as a proposal makes it.
    assert (sale.row.monthly, sale.row.once) == (73_500, 62_000)
    assert (sale.row.stage, sale.row.client_status) == ("presented", "proposed")
    printed = text_of(render(PROPOSAL, store.ask(PROPOSAL.gather, made), Paper.LETTER))
    paper = flat(printed)
    assert flat("Each month$735.00") in paper
    assert flat("Once$620.00") in paper
    # Our own cost is printed nowhere.
    assert flat("480.00") not in paper
    compare_snapshot(printed, "sales/proposal")


def test_accepted_it_becomes_the_draft_agreement(store: Store, room: Room) -> None:
    with_plans(store)
    made = drafted(store, room)
    store.do(lines.add_proposal_line, made, FIREWALL)
    with pytest.raises(UserError, match="was sent"):
        store.do(actions.accept_proposal, made, page(store, made).row.version, "Ruth Alder")
    sent(store, made)
    held = page(store, made)
    agreement = store.do(actions.accept_proposal, made, held.row.version, "Ruth Alder")
    row = store.ask(agreed.agreement, agreement)
    assert row is not None
    assert (row.state, row.tier, row.client_id) == ("draft", "gold", room.harborview)
    sheet = store.ask(agreed.sheets_of, agreement)[0]
    found = store.ask(agreed.sheet_lines, sheet.id)
    assert sum(one.price * one.quantity // 10_000 for one in found) == 73_500
    # No computer is documented there: what was accepted is asked for all the same.
    assert store.ask(agreed.monthly_on, agreement, row.start_on) == 73_500
    with store.read() as session:
        draft = session.query(Invoice).filter_by(client_id=room.harborview).one()
        asked = session.query(InvoiceLine).filter_by(invoice_id=draft.id).one()
        assert (asked.text, asked.unit_price, asked.kind) == ("Firewall", 62_000, "hardware")
        assert draft.number is None
    # Winning keeps the agreement the proposal made.
    won = store.do(winning.win, held.row.opportunity_id, None, {"onboard": False})
    assert won.agreement_id == agreement


def test_what_was_sent_stays_and_a_new_edition_replaces_it(store: Store, room: Room) -> None:
    made = drafted(store, room, once=2_000_000, once_cost=1_400_000)
    with pytest.raises(Conflict):
        store.do(actions.edit_proposal, made, 99, {"title": "Seen too early"})
    sent(store, made)
    version = page(store, made).row.version
    for verb, args in (
        (actions.edit_proposal, (version, {"title": "Cheaper"})),
        (actions.drop_proposal, (version,)),
    ):
        with pytest.raises(UserError, match="new edition"):
            store.do(verb, made, *args)
    line = page(store, made).lines[0]
    with pytest.raises(UserError, match="new edition"):
        store.do(lines.edit_proposal_line, line.id, line.version, {"price": 1})
    # Nor does anything change it past the verbs; what was not meant is taken back by Undo.
    changes: tuple[tuple[type[Proposal | ProposalLine], int, dict[str, object] | None], ...] = (
        (Proposal, made, {"number": "PR9999"}),
        (Proposal, made, None),
        (ProposalLine, line.id, {"price": 1}),
        (ProposalLine, line.id, None),
    )
    for model, kept, wrong in changes:
        with pytest.raises(UserError, match=r"stays as it is|is kept"):
            store.do(behind, model, kept, wrong)
    assert store.undo() == "Send proposal"
    assert page(store, made).row.draft
    sent(store, made)
    second = store.do(actions.new_edition, made)
    assert store.do(actions.new_edition, made) == second
    assert page(store, second).row.name == f"{page(store, made).row.number}-2"
    assert page(store, made).row.state == "sent"
    own = page(store, second).lines[0]
    store.do(lines.edit_proposal_line, own.id, own.version, {"price": 1_900_000})
    sent(store, second)
    assert page(store, made).row.state == "replaced"
    assert page(store, made).row.sums.once == 2_000_000
    with pytest.raises(UserError, match="sent can be answered"):
        store.do(actions.accept_proposal, made, page(store, made).row.version, "Ruth")
    with pytest.raises(UserError) as refused:
        store.do(actions.decline_proposal, second, page(store, second).row.version, "Ruth", "")
    assert refused.value.field == "words"
    store.do(actions.decline_proposal, second, page(store, second).row.version, "Ruth", "In May.")
    assert page(store, second).answer_words == "In May."


def test_a_proposal_that_has_run_out_is_not_accepted(store: Store, room: Room) -> None:
    made = drafted(store, room, once=50_000)
    sent(store, made)
    assert store.ask(ending_today, None, date(2026, 3, 11)) == []
    (told,) = store.ask(ending_today, None, date(2026, 4, 5))
    assert told.place.about == {"proposal": made}
    (hit,) = store.ask(find_proposals, "harbor care", 5)
    assert hit.place.about == {"proposal": made}
    assert store.ask(find_proposals, "harbor nothing", 5) == []
    with frozen(NOON + timedelta(days=40)):
        row = page(store, made).row
        assert row.state_words == "Run out"
        (told,) = store.ask(ending_today, None, date(2026, 4, 20))
        assert told.detail.startswith("Stood until")
        with pytest.raises(UserError, match="new edition"):
            store.do(actions.accept_proposal, made, row.version, "Ruth Alder")
        for day in (date(2026, 3, 10), date(2026, 5, 1)):
            with pytest.raises(UserError, match="hey answered") as refused:
                store.do(actions.accept_proposal, made, row.version, "Ruth Alder", day)
            assert refused.value.field == "answered_on"
        # They said yes while it stood.
        store.do(actions.accept_proposal, made, row.version, "Ruth Alder", date(2026, 4, 1))
    held = store.ask(agreed.agreement, page(store, made).row.agreement_id or 0)
    assert held is not None
    assert held.kind == "project"


def test_a_draft_changes_nothing_of_a_sale_that_was_won(store: Store, room: Room) -> None:
    made = drafted(store, room, once=50_000)
    first = page(store, made).row
    key = store.do(stages.add_stage, "Second visit", 60, "assessed")
    store.do(moving.move_stage, first.opportunity_id, None, key)
    sent(store, made)
    sale = store.ask(opportunity_page, first.opportunity_id)
    assert sale is not None
    # A stage of the shop's own lies before Presented, too.
    assert sale.row.stage == "presented"
    second = store.do(actions.new_edition, made)
    store.do(actions.accept_proposal, made, page(store, made).row.version, "Ruth Alder")
    for verb in (lambda: store.do(actions.new_edition, second), lambda: sent(store, second)):
        with pytest.raises(UserError, match="It was accepted"):
            verb()
    other = store.do(actions.draft_proposal, first.opportunity_id)
    store.do(winning.win, first.opportunity_id, None, {"onboard": False})
    with pytest.raises(UserError, match="has ended"):
        sent(store, other)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"title": " "}, "title"),
        ({"valid_until": date(2026, 3, 1)}, "valid_until"),
        ({"start_on": date(2026, 3, 1)}, "start_on"),
        ({"setup_fee": -1}, "setup_fee"),
        ({"term_months": 0}, "term_months"),
        ({"dated_on": None}, "dated_on"),
    ],
)
def test_what_cannot_be_names_its_field(
    sqlite_store: Store, desk_room: Room, details: dict[str, object], field: str
) -> None:
    made = drafted(sqlite_store, desk_room, once=50_000)
    with pytest.raises(UserError) as refused:
        sqlite_store.do(actions.edit_proposal, made, page(sqlite_store, made).row.version, details)
    assert refused.value.field == field


def test_nothing_is_sent_empty_and_an_item_says_what_it_is(store: Store, room: Room) -> None:
    sale = store.do(opportunities.open_opportunity, room.harborview, "Mail", {})
    made = store.do(actions.draft_proposal, sale)
    with pytest.raises(UserError) as refused:
        sent(store, made)
    assert refused.value.field == "lines"
    item = next(one for one in store.ask(offered.items) if one.code == "SPAM")
    store.do(lines.add_proposal_line, made, {"item_id": item.id, "price": 300})
    line = page(store, made).lines[0]
    assert (line.text, line.unit, line.price, line.recurring) == (item.name, "user", 300, True)
    with pytest.raises(UserError, match="prices of the plans"):
        store.do(lines.choose_plan, made, page(store, made).row.version, "gold")
    with_plans(store)
    with pytest.raises(UserError, match="asks for nothing at these counts"):
        store.do(lines.choose_plan, made, page(store, made).row.version, "gold")


def test_it_is_worked_with_by_keys(sqlite_store: Store, desk_room: Room, qtbot: QtBot) -> None:
    made = drafted(sqlite_store, desk_room, once=50_000)
    row = page(sqlite_store, made).row
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(desk_room.shop.dana, "Dana Whitlock", frozenset({"*"}))
    part = ProposalsPart(desk)
    qtbot.addWidget(part)
    part.resize(1100, 760)
    part.show()
    part.show_id(desk_room.harborview)
    part.arrive(Place("clients", desk_room.harborview, "proposals", {"proposal": made}))
    assert part.facts.value("once") == "$500.00"
    QTest.keyClick(part.send, Qt.Key.Key_Space)
    assert page(sqlite_store, made).row.state == "sent"
    QTest.keyClick(part.accept, Qt.Key.Key_Space)
    form = part.laid.form
    assert isinstance(form, Form)
    assert not form.submit()
    assert form.error("by")
    form.entry("by").set_value("Ruth Alder")
    QTest.keyClick(form.save_button, Qt.Key.Key_Space)
    assert page(sqlite_store, made).row.state == "accepted"
    assert part.facts.value("agreement") == "Open draft"

    card = ObjectionsCard(desk)
    qtbot.addWidget(card)
    card.resize(760, 500)
    card.show()
    card.show_id(row.opportunity_id)
    card.note()
    assert card.form is not None
    card.form.entry("new").set_value("We move in May.")
    card.form.entry("tried").set_value("Asked for the day.")
    assert card.form.submit()
    assert [one.objection for one in sqlite_store.ask(met.met_on, row.opportunity_id)] == [
        "We move in May."
    ]
    card.table.select_first()
    QTest.keyClick(card.off, Qt.Key.Key_Space)
    assert sqlite_store.ask(met.met_on, row.opportunity_id) == []
    assert not card.off.isVisible()
    desk.leave()
