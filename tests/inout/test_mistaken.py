"""What lists make easy to mistake: numbers of other books, two of one name, amounts of lines."""

from pathlib import Path

import pytest
from sqlalchemy import select

from mspdesk.app.bringing import client_named
from mspdesk.app.lists.plan import ListBrought, bring_list
from mspdesk.app.lists.said import Said
from mspdesk.billing.models import Invoice, Payment
from mspdesk.clients.models import Client, Contact
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.progress import Progress
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping.models import TimeEntry


class Lists:
    """Lists that come in one after the other, each under the name of its source."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self._folder = folder

    def come(self, kind: str, source: str, text: str) -> ListBrought:
        """Bring rows in."""
        file = self._folder / "list.csv"
        file.write_text(text, "utf-8")
        return bring_list(self.store, Progress(), kind, file, Said(source=source))

    def acts(self, kind: str, source: str, text: str) -> list[str]:
        """Bring rows in and answer what became of each."""
        return [str(row.act) for row in self.come(kind, source, text).preview.rows]


@pytest.fixture
def lists(shop_file: Store, tmp_path: Path) -> Lists:
    """Books with two clients."""
    made = Lists(shop_file, tmp_path)
    made.come("clients", "own", "Name\nAlder Dental\nBay Foods\n")
    return made


HEAD = "Invoice No,Customer,Date"
WHOSE = "1,Alder Dental,2026-01-05"


@pytest.mark.parametrize(
    ("columns", "rows", "told"),
    [
        ("Description,Amount", ("May,500.00",), (50_000, 0)),
        ("Description,Tax,Amount", ("May,40.00,540.00",), (50_000, 4_000)),
        ("Item,Qty,Rate,Amount", ("Labor,2,100,200.00", "Cable,1,100,100.00"), (30_000, 0)),
        ("Item,Amount", ('Labor,"200,00"', 'Cable,"100,00"'), (30_000, 0)),
        ("Item,Rate,Tax,Amount", ("Labor,200,16,216.00", "Cable,100,8,108.00"), (30_000, 2_400)),
    ],
)
def test_the_amount_of_a_line_is_no_tax(
    lists: Lists, columns: str, rows: tuple[str, ...], told: tuple[int, int]
) -> None:
    lines = (f"{HEAD},{columns}", *(f"{WHOSE},{row}" for row in rows))
    lists.come("invoices", "own", "\n".join(lines))
    with lists.store.read() as session:
        found = session.execute(select(Invoice.subtotal, Invoice.tax)).one()
    assert tuple(found) == told


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("Labor,1,300,100.00\n", "Its lines do not add up to its total."),
        (
            f"Labor,,,300.00\n{WHOSE},Cable,,,300.00\n",
            "It does not say what each line costs. Name a column Line amount.",
        ),
    ],
)
def test_an_invoice_whose_sums_cannot_be_told_is_refused(lists: Lists, rows: str, why: str) -> None:
    seen = lists.come("invoices", "own", f"{HEAD},Item,Qty,Rate,Amount\n{WHOSE},{rows}").preview
    assert [row.why for row in seen.rows] == [why]


def test_what_one_number_says_twice_is_never_dropped_in_silence(lists: Lists) -> None:
    rows = ("1,Alder Dental,2026-01-05,5.00", "1,Bay Foods,2026-01-06,7.00")
    again = ("2,Bay Foods,2026-01-06,8.00", "2,Bay Foods,2026-01-07,9.00")
    seen = lists.come("invoices", "own", "\n".join((f"{HEAD},Amount", *rows, *again))).preview
    assert [(row.line, str(row.act), row.why) for row in seen.rows] == [
        (2, "add", ""),
        (3, "refuse", "Line 2 of the file has this number, of another client."),
        (4, "add", ""),
        (5, "refuse", "Line 4 of the file is about the same."),
    ]


def test_an_invoice_of_another_client_is_not_the_same(lists: Lists) -> None:
    head = "Invoice No,Customer,Date,Amount\n"
    lists.come("invoices", "own", f"{head}1,Alder Dental,2026-01-05,5.00\n")
    seen = lists.come("invoices", "QuickBooks", f"{head}1,Bay Foods,2026-01-05,5.00\n").preview
    why = "An invoice of this number is here, of another client."
    assert [row.why for row in seen.rows] == [why]


def test_a_credit_above_its_invoice_is_tied_to_it_and_rows_stay_in_order(lists: Lists) -> None:
    text = (
        "Invoice No,Customer,Date,Type,Amount,Credit For\n"
        "9,Alder Dental,2026-01-06,Credit,5.00,8\n"
        "7,Alder Dental,2026-01-05,Invoice,1.00,,spilled\n"
        "8,Alder Dental,2026-01-05,Invoice,5.00,\n"
    )
    seen = lists.come("invoices", "own", text).preview
    assert [(row.line, str(row.act)) for row in seen.rows] == [
        (2, "add"),
        (3, "refuse"),
        (4, "add"),
    ]
    with lists.store.read() as session:
        credit = session.scalars(select(Invoice).where(Invoice.number == "9")).one()
        assert session.get_one(Invoice, credit.applies_to_id).number == "8"


def test_ids_and_numbers_of_other_books_are_other_tickets(lists: Lists) -> None:
    head = "Ticket id,Client,Title,Opened\n"
    lists.come("tickets", "A", f"{head}17,Alder Dental,Printer,2026-01-05\n")
    assert lists.acts("tickets", "B", f"{head}17,Alder Dental,Server,2026-01-05\n") == ["add"]
    assert lists.acts("tickets", "B", f"{head}17,Alder Dental,Server,2026-01-05\n") == ["same"]
    with lists.store.read() as session:
        number = session.scalars(select(Ticket.number).order_by(Ticket.id)).first()
    head = "Ticket number,Client,Title,Opened\n"
    assert lists.acts("tickets", "C", f"{head}{number},Bay Foods,Switch,2026-01-05\n") == ["add"]
    head = "Person,Ticket,Client,Date,Hours,Note\n"
    lists.come("time", "C", f"{head}Dana Whitlock,{number},Bay Foods,2026-01-05,1,Replaced\n")
    with lists.store.read() as session:
        titles = session.scalars(select(Ticket.title).order_by(Ticket.id)).all()
        on = session.scalars(select(TimeEntry.ticket_id)).one()
        assert session.get_one(Ticket, on).title == "Switch"
    assert titles == ["Printer", "Server", "Switch"]


def test_ids_of_other_books_are_other_contacts_devices_and_agreements(lists: Lists) -> None:
    for kind, columns, first, second in (
        ("contacts", "Contact id,Client,Name", "Lena Ortiz", "Hal Berg"),
        ("devices", "Device id,Client,Name,Serial", "ALDER-1,S1", "ALDER-2,S2"),
        ("agreements", "Agreement id,Client,Title,Start", "Care,2026-01-01", "Watch,2026-02-01"),
    ):
        lists.come(kind, "A", f"{columns}\n7,Alder Dental,{first}\n")
        assert lists.acts(kind, "B", f"{columns}\n7,Alder Dental,{second}\n") == ["add"], kind
    with lists.store.read() as session:
        assert session.scalars(select(Contact.first_name)).all() == ["Lena", "Hal"]


def test_ids_of_other_books_are_other_people_and_clients_of_programs(lists: Lists) -> None:
    head = "User id,Name,Email\n"
    lists.come("people", "A", f"{head}5,Kim Lee,kim@test.example\n")
    assert lists.acts("people", "B", f"{head}5,Sam Roe,sam@test.example\n") == ["add"]
    lists.come("clients", "ITFlow", "Client id,Name\n7,Cove Ltd\n")
    head = "Client id,Name\n"
    assert lists.acts("contacts", "Syncro", f"{head}7,Ann Bee\n") == ["refuse"]
    assert lists.acts("contacts", "ITFlow", f"{head}7,Ann Bee\n") == ["add"]


def test_the_same_work_at_another_hour_is_another_entry(lists: Lists) -> None:
    lists.come("tickets", "A", "Ticket Number,Client,Title\nX1,Alder Dental,Calls\n")
    head, row = "Person,Ticket,Date,Start,Hours,Note\n", "Dana Whitlock,X1,2026-01-05"
    nine, four = f"{row},9:00,0.25,Phone call\n", f"{row},16:00,0.25,Phone call\n"
    assert lists.acts("time", "A", head + nine) == ["add"]
    assert lists.acts("time", "B", head + nine + four) == ["same", "add"]


def test_a_list_that_would_fill_this_computer_is_refused(lists: Lists, tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as file:
        file.write(b"Name,City\nAlder,Bend\n")
        file.truncate(2_000_000_000)
    with pytest.raises(UserError, match=r"huge\.csv is larger than 250 MB\. Split it"):
        bring_list(lists.store, Progress(), "clients", tmp_path / "huge.csv")


def test_two_clients_of_one_name_stay_two(lists: Lists) -> None:
    head, one, two = "Number,Name,City\n", "A1,Acme,Reno\n", "A2,Acme,Salem\n"
    assert lists.acts("clients", "own", head + one + two) == ["add", "add"]
    assert lists.acts("clients", "own", head + two + one) == ["same", "same"]
    with lists.store.read() as session:
        cities = session.scalars(select(Client.city).where(Client.name == "Acme")).all()
    assert sorted(cities) == ["Reno", "Salem"]
    with pytest.raises(UserError, match="Several clients"):
        lists.store.ask(client_named, "acme")


def test_a_person_who_is_refused_is_called_by_name(lists: Lists) -> None:
    text = "Client,First name,Last name,Job title\nNobody Inc,Ann,Bee,Office manager\n"
    assert [row.title for row in lists.come("contacts", "own", text).preview.rows] == ["Ann Bee"]


def test_two_payments_of_one_amount_are_two_also_for_two_invoices(lists: Lists) -> None:
    bills = "".join(f"{number},Bay Foods,2026-01-05,5.00\n" for number in (1, 2))
    lists.come("invoices", "own", f"{HEAD},Amount\n{bills}")
    head, row = "Customer,Date,Amount,Invoice\n", "Bay Foods,2026-02-01,5.00,"
    lists.come("payments", "A", f"{head}{row}1\n")
    assert lists.acts("payments", "B", f"{head}{row}1\n{row}2\n") == ["same", "add"]
    with lists.store.read() as session:
        assert len(session.scalars(select(Payment.id)).all()) == 2
