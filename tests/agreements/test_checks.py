"""The checks of the books see what no verb would have written."""

from datetime import date

import pytest

from mspdesk.agreements import actions
from mspdesk.agreements.models import Agreement, AgreementLine, PlanSheet
from mspdesk.agreements.queries.checks import check_agreements
from mspdesk.database.store import Store
from tests.sample import Sample

from .made import accepted, draft, held, signed, with_sheet

pytestmark = pytest.mark.usefixtures("clock")


def test_what_the_verbs_write_is_sound(store: Store, shop: Sample) -> None:
    made = signed(store, shop.kestrel)
    accepted(store, with_sheet(store, made, date(2026, 6, 1)))
    planned = store.do(actions.plan_raise, made, date(2026, 8, 1), 500)
    store.do(actions.announce_raise, planned, 1)
    store.do(actions.prepare_renewal, shop.gold, held(store, shop.gold).version, 300)
    assert store.ask(check_agreements) == []


def test_each_fault_is_told(store: Store, shop: Sample) -> None:
    made = signed(store, shop.kestrel)
    other = draft(store, shop.oldmill)
    with store.step("Spoil") as session:
        row = session.get_one(Agreement, made)
        row.renews_id = shop.gold
        line = session.query(AgreementLine).filter_by(agreement_id=made).first()
        assert line is not None
        sheet = PlanSheet(
            agreement_id=other,
            number=1,
            state="accepted",
            dated_on=date(2026, 3, 11),
            effective_on=date(2026, 4, 1),
            accepted_on=None,
            grid_id=None,
        )
        session.add(sheet)
        session.flush()
        line.sheet_id = sheet.id
        session.add(
            AgreementLine(
                agreement_id=made,
                text="Again",
                from_on=date(2026, 5, 1),
                to_on=None,
                replaces_id=line.id,
            )
        )
        session.get_one(Agreement, other).state = "asleep"
    said = store.ask(check_agreements)
    assert said == [
        "Agreement A0003 is of a kind or in a state nobody knows.",
        "Agreement A0002 renews one of another client.",
        "Agreement A0002 has a line on a sheet of another agreement.",
        "Agreement A0002 pays for a line and for the one that replaced it.",
    ]
