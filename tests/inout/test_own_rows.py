"""What a shop did in MSPDesk itself goes out in the neutral words, and another shop reads it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from mspdesk import dates
from mspdesk.agreements.actions import add_agreement
from mspdesk.app import keeping, reporting
from mspdesk.app.areas import AREAS
from mspdesk.app.bringing import bring
from mspdesk.app.giving import give
from mspdesk.app.setup import start_shop
from mspdesk.billing import actions as billing
from mspdesk.billing.queries import draft_page
from mspdesk.clients.actions import add_client, add_contact
from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.people.queries import owner_id, roles
from mspdesk.progress import Progress
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as timekeeping
from tests.bookcase import Bookcase, nothing

from . import old_shop as old

WORKED, BILLED = datetime(2026, 3, 4, 10, 0), datetime(2026, 3, 9, 9, 0)


def work(store: Store) -> None:
    """A week of a small shop: tickets in many states, time, an invoice, a credit, payments."""
    place = {"address": "5 Oak St", "city": "Bend", "region": "OR", "postal_code": "97701"}
    with dates.frozen(WORKED):
        store.do(edit_shop, store.ask(shop).version, place)
        client = store.do(add_client, "Alder Dental", {"status": "active", **place})
        store.do(add_contact, client, {"first_name": "Lena", "phone": "541 555 0111"})
        signed = {"state": "active", "signed_on": date(2025, 12, 1), "signer_theirs": "Lena"}
        agreed = {"included_minutes": 600, **signed}
        store.do(add_agreement, client, "block", date(2026, 1, 1), agreed)
        other = store.do(add_client, "Bay Café", {"status": "active", **place})
        said = {
            "description": "As told on the phone.",
            "priority": 3,
            "no_agreement": True,
            "no_device": True,
            "estimate_minutes": 60,
            "assigned_id": store.ask(owner_id),
        }
        made = [
            store.do(tickets.open_ticket, who, f"Job {n}", said)
            for n, who in enumerate((client, other, other))
        ]
        store.do(tickets.hold, made[2], None, "Parts", date(2026, 3, 20))
        for ticket, span in zip(made[:2], ("8:00-9:30", "16:30-18:10"), strict=True):
            store.do(timekeeping.log_time, ticket, WORKED.date(), "0:30", "Looked at it first")
            with dates.frozen(WORKED.replace(hour=20)):
                store.do(timekeeping.log_time, ticket, WORKED.date(), span, "Mended and tested")
        hat = store.ask(roles)[-1].id
        store.do(timekeeping.log_time, None, date(2026, 3, 3), "30", "Sorted the mail", role_id=hat)
        store.do(tickets.complete, made[1], None, "Mended")
    with dates.frozen(BILLED):
        bill(store, other)


def bill(store: Store, client: int) -> None:
    """Issue what is due with goods, credit a part, write off a part, take too much money."""
    draft = store.do(billing.new_draft, client)
    store.do(billing.add_line, draft, "hardware", "SSD", 20_000, 11_900, {"unit_cost": 8_900})
    for one in store.ask(draft_page, draft).questions:
        store.do(billing.answer_question, draft, one.kind, one.subject, "right")
    store.do(billing.mark_ready, draft)
    (issued,) = store.do(billing.issue, [draft])
    store.do(billing.credit_invoice, issued.id, "One came broken", 5_000)
    store.do(billing.write_off_invoice, issued.id, "Not worth a letter", 100)
    store.do(billing.add_payment, client, 10_000, "check", BILLED.date())
    store.do(billing.add_payment, client, 12_345, "card", BILLED.date())


def shape(store: Store, name: str, as_of: date) -> Any:
    wanted = reporting.report_named(AREAS, name)
    assert wanted.shape is not None
    with store.read() as session:
        return wanted.shape(session, Period(as_of, as_of))


def test_own_rows_are_the_same_in_another_shop(
    shop_store: Store, tmp_path: Path, clock: datetime, bookcase: Bookcase
) -> None:
    work(shop_store)
    give(shop_store, Progress(), "shop", tmp_path / "out")
    other = open_books(bookcase.copy(nothing, tmp_path / "other").file, durable=False)
    start_shop(other, "Other IT", 9_900, "US", {})
    bring(other, Progress(), "shop", tmp_path / "out")
    for as_of in (date(2026, 3, 5), clock.date()):
        for name in ("ageing", "backlog"):
            assert shape(other, name, as_of) == shape(shop_store, name, as_of)
    months = Period(date(2026, 1, 1), date(2026, 12, 31)).first
    assert shape(other, "time-by-month", months) == shape(shop_store, "time-by-month", months)
    assert keeping.check(other, Progress()) == []
    give(other, Progress(), "shop", tmp_path / "again")
    for name in old.HEADERS:
        went, came = old.cells(tmp_path / "out", name), old.cells(tmp_path / "again", name)
        assert set(went) == set(came), name
    other.close()


def test_overhead_on_a_hat_goes_out_without_a_ticket(
    shop_store: Store, tmp_path: Path, clock: datetime
) -> None:
    work(shop_store)
    give(shop_store, Progress(), "shop", tmp_path / "out")
    rows = old.read(tmp_path / "out", "time_entries")
    assert [
        (row["ticket_id"], row["billing"]) for row in rows if row["note"] == "Sorted the mail"
    ] == [("", "nonbillable")]
    states = {row["title"]: row["status"] for row in old.read(tmp_path / "out", "tickets")}
    assert states["Job 1"] == "closed"
    assert states["Job 2"] == "scheduled"
    assert len(states) == 3


def test_numbers_of_own_rows_follow_those_that_came(
    shop_store: Store, old_shop: Path, tmp_path: Path, clock: datetime
) -> None:
    bring(shop_store, Progress(), "shop", old_shop)
    own = shop_store.ask(owner_id)
    assert own is not None
    work(shop_store)
    give(shop_store, Progress(), "shop", tmp_path / "out")
    for name in ("clients", "tickets", "time_entries", "invoices", "payments"):
        came, went = old.cells(old_shop, name)[1:], old.cells(tmp_path / "out", name)[1:]
        assert set(came) <= set(went), name
        numbers = [int(row[0]) for row in went]
        assert sorted(numbers) == list(range(1, len(went) + 1)), name
    staff = [row["name"] for row in old.read(tmp_path / "out", "staff")]
    assert staff.count("Dana Whitlock") == 1
