"""Lists come in row by row with a reason for each, and what we write reads back."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mspdesk.app import keeping
from mspdesk.app.bringing import bring, said_of
from mspdesk.app.giving import give
from mspdesk.app.lists.plan import KINDS, preview
from mspdesk.app.lists.shape import Act
from mspdesk.app.setup import start_shop
from mspdesk.billing.models import Allocation, Invoice, Payment
from mspdesk.billing.queries import ageing
from mspdesk.clients.actions import add_site
from mspdesk.clients.models import Client, Contact, Site
from mspdesk.database.books import open_books
from mspdesk.database.history import batches, changes_of, recent_steps
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.progress import Progress
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping.models import TimeEntry
from tests.bookcase import Bookcase, nothing

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of somebody's and answers its path."""

    def make(name: str, text: str) -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return make


def come(store: Store, kind: str, file: Path, order: str | None = None) -> list[str]:
    """Bring a list in and answer what was said."""
    return bring(store, Progress(), kind, file, order).lines


def look(store: Store, kind: str, file: Path) -> list[tuple[int, str, str]]:
    """What would become of each row: line, deed, why."""
    seen = preview(store, Progress(), kind, file)
    return [(row.line, str(row.act), row.why) for row in seen.rows]


def cells(file: Path) -> list[dict[str, str]]:
    """The rows of a list we wrote."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


CLIENTS = """Client Name,Phone,City,Email,Client Since,Net Terms,Primary Contact,Colour
"Old Mill Brewing, Inc.",(218) 555-0155,Duluth,ap@mill.example,2021-03-04,Net 30,"Finch, Maud",red
Northfold Printing,+1 218 555 0156,Duluth,,2022-04-05,soon,,blue
,218 555 0157,Superior,,,,,
old mill brewing, inc.,,,,,,,
"""


def test_each_row_is_added_or_left_out_with_a_reason(shop_store: Store, write: Write) -> None:
    file = write(
        "clients.csv", CLIENTS.replace("old mill brewing, inc.,", '"OLD MILL BREWING, INC.",')
    )
    assert look(shop_store, "clients", file) == [
        (2, "add", ""),
        (3, "refuse", "Type payment terms as days, like Net 30, not “soon”."),
        (4, "refuse", "It has no name."),
        (5, "refuse", "Line 2 of the file is about the same."),
    ]
    lines = come(shop_store, "clients", file)
    assert lines[-1] == "1 added, 0 changed, 0 the same, 3 refused"
    assert "Not read: Colour" in lines
    with shop_store.read() as session:
        client = session.scalars(select(Client).where(Client.city == "Duluth")).one()
        contact = session.scalars(select(Contact)).one()
    assert (client.name, client.phone_digits, client.terms_days, client.status) == (
        "Old Mill Brewing, Inc.",
        "2185550155",
        30,
        "active",
    )
    assert client.since_on == client.hourly_terms_on == date(2021, 3, 4)
    assert (contact.first_name, contact.last_name, contact.main) == ("Maud", "Finch", True)


def test_a_known_row_is_updated_only_where_it_differs(shop_store: Store, write: Write) -> None:
    come(shop_store, "clients", write("a.csv", "Name,City,Phone\nAlder Dental,Bend,541 555 0110\n"))
    file = write("b.csv", "Name,City,Phone\nalder dental,Eugene,541 555 0110\nAlder Dental,,\n")
    assert look(shop_store, "clients", file) == [
        (2, "change", "Name: Alder Dental becomes alder dental; City: Bend becomes Eugene."),
        (3, "refuse", "Line 2 of the file is about the same."),
    ]
    come(shop_store, "clients", file)
    step = shop_store.ask(recent_steps)[0]
    (change,) = shop_store.ask(changes_of, step.id)
    assert change.after == {"name": "alder dental", "city": "Eugene"}
    batch = shop_store.ask(batches)[0]
    shop_store.undo_batch(batch.id)
    with shop_store.read() as session:
        found = session.execute(select(Client.name, Client.city).where(~Client.internal)).all()
    assert found == [("Alder Dental", "Bend")]


def test_a_list_without_news_leaves_no_trace(shop_store: Store, write: Write) -> None:
    file = write("clients.csv", "Name\nAlder Dental\n")
    come(shop_store, "clients", file)
    steps = len(shop_store.ask(recent_steps))
    assert come(shop_store, "clients", file)[-1] == "0 added, 0 changed, 1 the same, 0 refused"
    assert len(shop_store.ask(recent_steps)) == steps


def test_the_order_of_dates_is_asked_once(shop_store: Store, write: Write) -> None:
    file = write("clients.csv", "Name,Client since\nAlder,3/4/2021\nBay,5/6/2022\n")
    seen = preview(shop_store, Progress(), "clients", file)
    (question,) = seen.questions
    assert question.words == "Is 3/4/2021 written month first or day first?"
    assert [way.samples for way in question.ways] == [
        ("3/4/2021 is March 4, 2021", "5/6/2022 is May 6, 2022"),
        ("3/4/2021 is April 3, 2021", "5/6/2022 is June 5, 2022"),
    ]
    with pytest.raises(UserError, match="--month-first or --day-first"):
        come(shop_store, "clients", file)
    come(shop_store, "clients", file, "day")
    with shop_store.read() as session:
        found = session.scalars(select(Client.since_on).where(~Client.internal)).all()
    assert found == [date(2021, 4, 3), date(2022, 6, 5)]


def test_the_sign_before_the_cents_is_asked_once(shop_file: Store, write: Write) -> None:
    file = write("c.csv", 'Name,Hourly rate,Client since\nAlder,"1,234",46092\nBay,150,\n')
    seen = preview(shop_file, Progress(), "clients", file)
    (question,) = seen.questions
    assert question.words == "Which sign stands before the cents in 1,234?"
    assert [way.samples for way in question.ways] == [("1,234 is 1234",), ("1,234 is 1.234",)]
    assert seen.notices == (
        "46092 is a spreadsheet's number of a day; it was read as March 11, 2026.",
    )
    with pytest.raises(UserError, match="--decimals point or --decimals comma"):
        come(shop_file, "clients", file)
    bring(shop_file, Progress(), "clients", file, said=said_of(shop_file, decimals="point"))
    assert come(shop_file, "clients", file)[-1] == "0 added, 0 changed, 2 the same, 0 refused"
    with shop_file.read() as session:
        rates = session.scalars(select(Client.rate).where(~Client.internal)).all()
    assert rates == [123_400, 15_000]


def test_a_row_of_too_many_cells_is_refused_alone(shop_file: Store, write: Write) -> None:
    file = write("c.csv", "Name,City\nAlder,Bend,541\nBay,Erie\n")
    marks = "Put quotation marks around text that holds the separator, then try again."
    assert look(shop_file, "clients", file) == [
        (
            2,
            "refuse",
            f"Line 2 has 3 cells where the header has 2. {marks}",
        ),
        (3, "add", ""),
    ]


def test_a_file_without_its_column_is_refused(shop_store: Store, write: Write) -> None:
    with pytest.raises(UserError, match="no column for Title"):
        come(shop_store, "tickets", write("t.csv", "Client,Priority\nAlder,2\n"))


@pytest.fixture
def known(shop_store: Store, write: Write) -> Store:
    """Books with a client, a contact, a technician."""
    come(shop_store, "clients", write("c.csv", "Name,Outside id\nAlder Dental,77\n"))
    come(shop_store, "contacts", write("k.csv", "Client,Name\nAlder Dental,Lena Ortiz\n"))
    come(shop_store, "people", write("p.csv", "Name,Hourly wage\nMarcus Oduya,26\n"))
    return shop_store


def test_sites_and_contacts_find_their_client(known: Store, write: Write) -> None:
    sites = write("s.csv", "Company,Location Name,City\nAlder Dental,Annex,Bend\nNobody,x,\n")
    assert look(known, "sites", sites) == [
        (2, "add", ""),
        (3, "refuse", "There is no client “Nobody”. Import clients first."),
    ]
    come(known, "sites", sites)
    contacts = write(
        "k2.csv", "Client id,Full Name,Mobile\n77,Lena Ortiz,541 555 0111\n77,Hal,1234\n"
    )
    assert look(known, "contacts", contacts) == [
        (2, "change", "Mobile: empty becomes 541 555 0111."),
        (3, "add", ""),
    ]
    come(known, "contacts", contacts)
    with known.read() as session:
        assert session.scalars(select(Site.main)).all() == [True]
        found = session.execute(select(Contact.first_name, Contact.mobile_digits)).all()
    assert sorted(found) == [("Hal", "1234"), ("Lena", "5415550111")]


TICKETS = """Ticket #,Customer,Subject,Status,Priority,Tech,Created,Resolved,Requester,Details
101,Alder Dental,Jams,Resolved,Urgent,Marcus Oduya,2026-02-03 09:15,2026-02-03 11:00,Lena Ortiz,x
102,Alder Dental,New user,Open,P3,,2026-03-01 08:00,,,
103,Alder Dental,Odd one,Sleeping,3,,2026-03-01 08:00,,,
104,Alder Dental,Whose,Open,3,Nobody,2026-03-01 08:00,,,
T000900,Alder Dental,Ours,Closed,4,,2026-03-02 08:00,,,
"""


def test_tickets_of_another_program(known: Store, write: Write) -> None:
    file = write("tickets.csv", TICKETS)
    assert [row[:2] for row in look(known, "tickets", file)] == [
        (2, "add"),
        (3, "add"),
        (4, "refuse"),
        (5, "refuse"),
        (6, "add"),
    ]
    come(known, "tickets", file)
    with known.read() as session:
        rows = session.scalars(select(Ticket).order_by(Ticket.number_int)).all()
        contact = session.scalars(select(Contact.id)).one()
    assert [(row.number, row.source_id, row.status, row.priority) for row in rows] == [
        ("T000001", "101", "completed", 1),
        ("T000002", "102", "new", 3),
        ("T000900", "", "closed", 4),
    ]
    assert rows[0].contact_id == contact
    assert rows[0].completed_at == datetime(2026, 2, 3, 11, 0)
    again = look(known, "tickets", file)
    assert [row[1] for row in again] == ["same", "same", "refuse", "refuse", "same"]


TIME = """Technician,Ticket,Date,Start,End,Hours,Note,Billable
Marcus Oduya,101,2026-02-03,9:15,10:00,,Cleared the tray,yes
Marcus Oduya,T000001,2026-02-04,,,1.5,Came back,no
Marcus Oduya,,2026-02-04,,,1,No ticket,yes
Marcus Oduya,101,2026-02-05,,,1,,yes
Marcus Oduya,101,2026-02-05,,,99,Too long,yes
"""


def test_time_needs_a_ticket_and_a_note(known: Store, write: Write) -> None:
    come(known, "tickets", write("tickets.csv", TICKETS))
    file = write("time.csv", TIME)
    planned = look(known, "time", file)
    assert [row[1] for row in planned] == ["add", "add", "refuse", "refuse", "refuse"]
    assert planned[2][2] == "It has no ticket."
    assert "99" in planned[4][2] or "24 hours" in planned[4][2]
    come(known, "time", file)
    with known.read() as session:
        rows = session.scalars(select(TimeEntry).order_by(TimeEntry.started_at)).all()
        logged = session.scalars(select(Ticket.logged_minutes).where(Ticket.number_int == 1)).one()
    assert [(row.minutes, row.timed, row.kind, row.state) for row in rows] == [
        (45, True, "billable", "unbilled"),
        (90, False, "no_charge", ""),
    ]
    assert rows[0].rate == 15_000
    assert rows[0].billed_minutes == 45
    assert logged == 135
    again = [row[1] for row in look(known, "time", file)]
    assert again == ["same", "same", "refuse", "refuse", "refuse"]
    assert keeping.check(known, Progress()) == []


INVOICES = """Invoice Number,Customer,Invoice Date,Due Date,Line text,Quantity,Item Rate,Tax,Amount
F-1,Alder Dental,2026-01-05,2026-02-04,Labor,2.5,100.00,10.00,360.00
F-1,Alder Dental,2026-01-05,2026-02-04,Cable,1,100.00,10.00,360.00
F-2,Alder Dental,2026-02-05,2026-03-07,,,,,50.00
F-3,Alder Dental,2026-02-05,2026-03-07,Odd,1,10.00,0.00,11.00
"""
PAYMENTS = """Customer,Payment Date,Amount,Check Number,Invoice
Alder Dental,2026-02-10,410.00,1001,F-1: 360.00; F-2: 50.00
Alder Dental,2026-02-11,-50.00,1001,F-2
Alder Dental,2026-02-12,20.00,1002,F-9
"""


def test_invoices_and_payments_come_in_as_history(known: Store, write: Write) -> None:
    invoices = write("invoices.csv", INVOICES)
    assert look(known, "invoices", invoices) == [
        (2, "add", ""),
        (4, "add", ""),
        (5, "refuse", "Its total is not subtotal plus tax."),
    ]
    come(known, "invoices", invoices)
    payments = write("payments.csv", PAYMENTS)
    assert look(known, "payments", payments)[2] == (
        4,
        "refuse",
        "There is no invoice F-9. Import invoices first.",
    )
    come(known, "payments", payments)
    with known.read() as session:
        found = session.execute(
            select(Invoice.number, Invoice.subtotal, Invoice.tax, Invoice.state)
        ).all()
        kinds = session.scalars(select(Payment.kind).order_by(Payment.id)).all()
        applied = session.scalar(select(func.sum(Allocation.amount)))
        said = ageing(session, date(2026, 3, 11))
    assert sorted(found) == [("F-1", 35_000, 1_000, "issued"), ("F-2", 5_000, 0, "issued")]
    assert kinds == ["payment", "reversal"]
    assert applied == 36_000
    assert (said["1-30"], said["net"]) == ("50.00", "50.00")
    assert keeping.check(known, Progress()) == []
    for batch in known.ask(batches)[:2]:
        known.undo_batch(batch.id)
    with known.read() as session:
        assert session.scalar(select(func.count()).select_from(Invoice)) == 0


# --- what we write reads back --------------------------------------------------------------------

_OWN_NUMBERS = {"Number", "Client number", "Outside id", "Logged minutes", "Device"}
"""Columns that other books number or count for themselves, and devices, which are no list."""


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_list_reads_back(
    shop_file: Store, old_shop: Path, tmp_path: Path, ending: str, bookcase: Bookcase
) -> None:
    bring(shop_file, Progress(), "shop", old_shop)
    with shop_file.read() as session:
        client = session.scalars(select(Client.id).where(Client.source_id == "2")).one()
    shop_file.do(add_site, client, {"name": "Annex", "city": "Bend", "access": "Ring twice"})
    other = open_books(bookcase.copy(nothing, tmp_path / "other").file, durable=False)
    start_shop(other, "Other IT", 9_900, "US", {})
    with other.step("Call our own company the same") as session:
        session.scalars(select(Client).where(Client.internal)).one().name = "(ourselves)"
    for kind in KINDS:
        file = tmp_path / f"{kind}.{ending}"
        give(shop_file, Progress(), kind, file)
        here = preview(shop_file, Progress(), kind, file)
        assert here.unknown == (("Logged minutes",) if kind == "tickets" else ())
        assert here.count(Act.ADD) == here.count(Act.CHANGE) == 0, kind
        lines = bring(other, Progress(), kind, file).lines
        left_out = [line for line in lines if ": refuse " in line and line.startswith("Line ")]
        assert all("There is no ticket T000" in line for line in left_out), (kind, left_out[:3])
    for kind in KINDS:
        pair = []
        for store, name in ((shop_file, "a"), (other, "b")):
            file = tmp_path / f"{kind}-{name}.csv"
            give(store, Progress(), kind, file)
            pair.append({tuple(_kept(row)) for row in cells(file)})
        missing = pair[0] - pair[1]
        if kind == "time":
            # Time without a ticket stays behind: it lies on tickets no list shows.
            missing = {row for row in missing if ("Client", "(ourselves)") not in row}
        assert missing == set(), kind
    assert keeping.check(other, Progress()) == []
    other.close()


def _kept(row: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, cell) for name, cell in row.items() if name not in _OWN_NUMBERS]
