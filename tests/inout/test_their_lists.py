"""What other programs export comes in without a word from anybody, and the sums are equal."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from mspdesk.agreements.models import Agreement
from mspdesk.app import keeping
from mspdesk.app.bringing import client_named
from mspdesk.app.lists.plan import Preview, bring_list, preview
from mspdesk.app.lists.reading import MODELS
from mspdesk.app.lists.said import Said
from mspdesk.app.lists.shape import Act
from mspdesk.billing.models import Invoice, Payment
from mspdesk.clients.models import Client, Contact
from mspdesk.database.store import Store
from mspdesk.documentation.models.device import Device
from mspdesk.exchange.alias_programs import program_of
from mspdesk.people.models import Person
from mspdesk.progress import Progress
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping.models import TimeEntry

from .their_lists import IIF, THEIRS, Theirs

_SUMS: dict[str, Any] = {
    "clients": func.sum(Client.rate),
    "agreements": func.sum(Agreement.monthly_fee * Agreement.every),
    "invoices": func.sum(Invoice.total),
    "payments": func.sum(Payment.amount),
}


def write(one: Theirs, file: Path) -> Path:
    """Write a list as its program does, under its headers to the letter."""
    cells = [[row.get(name, "") for name in one.names] for row in one.rows]
    if file.suffix == ".xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for line in (one.names, *cells):
            sheet.append(line)
        book.save(file)
        return file
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows((one.names, *cells))
    return file


def sums(store: Store, kind: str) -> tuple[int, int, int]:
    """How many rows of a kind there are, their money in minor units, their minutes."""
    model = MODELS[kind]
    with store.read() as session:
        count = session.scalar(select(func.count()).select_from(model)) or 0
        money = session.scalar(select(_SUMS[kind])) if kind in _SUMS else 0
        minutes = session.scalar(select(func.sum(TimeEntry.minutes))) if kind == "time" else 0
    return count, int(money or 0), int(minutes or 0)


def came(store: Store, one: Theirs, file: Path) -> Preview:
    """Bring a list in; a person only names the client where the file names none."""
    client = store.ask(client_named, one.whose) if one.whose else None
    return bring_list(store, Progress(), one.kind, file, Said(client_id=client)).preview


def test_every_list_comes_in_with_equal_sums(shop_file: Store, tmp_path: Path) -> None:
    for place, one in enumerate(THEIRS):
        ending = "xlsx" if place in {0, 7} else "csv"
        file = write(one, tmp_path / f"{place}.{ending}")
        assert program_of(one.names, one.kind) == one.program, one.names[:3]
        before = sums(shop_file, one.kind)
        seen = came(shop_file, one, file)
        after = sums(shop_file, one.kind)
        told = [(row.line, row.why) for row in seen.rows if row.act is Act.REFUSE]
        assert len(told) == one.refused, (one.program, one.kind, told)
        moved = tuple(new - old for new, old in zip(after, before, strict=True))
        assert moved == (one.records, one.money, one.minutes), (one.program, one.kind)
        again = preview(shop_file, Progress(), one.kind, file)
        assert again.count(Act.ADD) == again.count(Act.CHANGE) == 0, (one.program, one.kind)
    assert keeping.check(shop_file, Progress()) == []
    _look_at_what_came(shop_file)


def _look_at_what_came(store: Store) -> None:
    """What the sums do not show: who has which phone, and what became of words."""
    with store.read() as session:
        contacts = {row.first_name: row for row in session.scalars(select(Contact))}
        clients = {row.name: row for row in session.scalars(select(Client))}
        devices = {row.name: row for row in session.scalars(select(Device))}
        tickets = {row.title: row for row in session.scalars(select(Ticket))}
        people = {row.name: row for row in session.scalars(select(Person))}
        agreements = {row.title: row for row in session.scalars(select(Agreement))}
    rita = contacts["Rita Ann"]
    assert (rita.phone, rita.mobile, rita.email) == (
        "541 555 0152",
        "541 555 0150",
        "rita@alder.example",
    )
    assert "Mobile phone: 541 555 0151" in rita.notes
    assert "Second e-mail: rita@home.example" in rita.notes
    assert (contacts["Pia"].title, contacts["Pia"].phone) == ("Bookkeeper", "5415550140")
    assert contacts["Jo"].phone == "5415550121 ext 7"
    assert contacts["Hal"].notes == "Department: Press"
    assert contacts["Yuri"].client_id == clients["Dune Surveying"].id
    assert contacts["Yuri"].billing
    assert contacts["Ida"].site_id is not None
    assert "Will Moss" in clients
    assert clients["Elm Garage"].legal_name == "Elm Garage LLC"
    assert clients["Iris Spa"].status == "former"
    assert (devices["AD-SRV1"].kind, devices["AD-FW1"].kind) == ("server", "firewall")
    assert devices["AD-SRV1"].notes == "Installed: 2024-03-04"
    assert tickets["Old printer"].status == "closed"
    assert tickets["New mouse"].status == "on_hold"
    assert tickets["Slow disk"].status == "waiting_third_party"
    assert people["Marcus Oduya"].left_on is None
    assert people["Nell Price"].left_on is not None
    assert (agreements["Web space"].every, agreements["Web space"].monthly_fee) == (12, 2_000)
    assert (agreements["Visits"].every, agreements["Visits"].every_unit) == (1, "week")
    assert clients["Alder Dental"].country == "US"


def test_customers_of_quickbooks_desktop(shop_file: Store, tmp_path: Path) -> None:
    file = tmp_path / "customers.iif"
    file.write_bytes(IIF.encode())
    seen = bring_list(shop_file, Progress(), "clients", file).preview
    assert seen.source == "QuickBooks Desktop"
    assert [(row.line, str(row.act)) for row in seen.rows] == [(4, "add"), (5, "refuse")]
    with shop_file.read() as session:
        client = session.scalars(select(Client).where(Client.name == "Jade Inn")).one()
    assert (client.legal_name, client.terms_days, client.tax_exempt) == ("Jade Inn LLC", 15, True)
    assert client.address == "4 Main St\nBend, OR 97701"
    assert (client.tax_number, client.notes) == ("R-1", "Ask, then call")


@pytest.mark.parametrize("kind", ["contacts", "sites", "devices"])
def test_a_file_without_clients_asks_whose_it_is(
    shop_file: Store, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"{kind}.csv"
    file.write_text("Name,Notes\nAnnex,x\n", "utf-8")
    seen = preview(shop_file, Progress(), kind, file)
    assert [(one.about, one.words) for one in seen.questions] == [
        ("client", "No column is known to name the client. Whose are these rows?")
    ]
    assert (seen.ready, seen.rows, seen.missing) == (False, (), ())
