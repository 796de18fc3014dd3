"""Headers of the programs people come from find our fields; ours come first."""

from pathlib import Path

import pytest

from mspdesk.errors import UserError
from mspdesk.exchange import csv_files
from mspdesk.exchange.aliases import KINDS, fields, match, title
from mspdesk.exchange.columns import TEXT, OutColumn
from mspdesk.exchange.text import header_key

ITFLOW_CLIENTS = (
    "Client Name, Industry, Referral, Website, Primary Location Name, Location Phone, "
    "Location Address, City, State, Postal Code, Country, Primary Contact Name, Title, "
    "Contact Phone, Extension, Contact Mobile, Contact Email, Hourly Rate, Currency, "
    "Payment Terms, Tax ID, Abbreviation"
)
OUTLOOK = (
    "Title, First Name, Middle Name, Last Name, Suffix, Company, Department, Job Title, "
    "Business Street, Business City, Business State, Business Postal Code, "
    "Business Country/Region, Business Phone, Mobile Phone, E-mail Address, E-mail 2 Address, Notes"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,Notes,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Street,"
    "Address 1 - City,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country"
)


def found(headers: str, kind: str) -> dict[str, str]:
    """The fields of headers written in one line."""
    return match([header.strip() for header in headers.split(",")], kind).found


@pytest.mark.parametrize("kind", KINDS)
def test_no_header_means_two_fields(kind: str) -> None:
    seen: dict[str, str] = {}
    for field in fields(kind):
        for key in {header_key(name) for name in (field.title, field.name, *field.aliases)}:
            assert seen.setdefault(key, field.name) == field.name, key


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_lists_read_back(kind: str, tmp_path: Path) -> None:
    names = [field.name for field in fields(kind)]
    columns = [OutColumn[str](title(kind, name), TEXT, lambda row: row) for name in names]
    csv_files.write(tmp_path / "list.csv", columns, ["=x"])
    table = csv_files.read(tmp_path / "list.csv")

    mapping = match(table.headers, kind)

    assert list(mapping.found) == names
    assert (mapping.unknown, mapping.missing) == ((), ())
    assert [mapping.take(row.cells) for row in table.rows()] == [dict.fromkeys(names, "=x")]


def test_itflow_clients() -> None:
    assert found(ITFLOW_CLIENTS, "clients") == {
        "name": "Client Name",
        "number": "Abbreviation",
        "industry": "Industry",
        "address": "Location Address",
        "city": "City",
        "region": "State",
        "postal_code": "Postal Code",
        "country": "Country",
        "phone": "Location Phone",
        "website": "Website",
        "tax_number": "Tax ID",
        "terms_days": "Payment Terms",
        "rate": "Hourly Rate",
        "currency": "Currency",
        "referred_by": "Referral",
        "site_name": "Primary Location Name",
        "contact_name": "Primary Contact Name",
        "contact_title": "Title",
        "contact_phone": "Contact Phone",
        "contact_extension": "Extension",
        "contact_mobile": "Contact Mobile",
        "contact_email": "Contact Email",
    }


def test_itflow_contacts_tickets_and_invoices() -> None:
    contacts = (
        "Full Name   ,Job Title ,Department Name ,Email Address,Office Phone,Office Extension"
    )
    assert list(found(contacts + ",Mobile Phone,Office Location", "contacts")) == [
        "name",
        "title",
        "department",
        "email",
        "phone",
        "extension",
        "mobile",
        "site",
    ]
    tickets = "Ticket Number, Priority, Status, Subject, Date Opened, Date Resolved, Date Closed"
    assert found(tickets + ", Client, Assigned To", "tickets") == {
        "number": "Ticket Number",
        "client": "Client",
        "title": "Subject",
        "status": "Status",
        "priority": "Priority",
        "assigned": "Assigned To",
        "opened_at": "Date Opened",
        "completed_at": "Date Resolved",
        "closed_at": "Date Closed",
    }
    invoices = "Invoice Number, Scope, Amount, Issued Date, Due Date, Status, Client"
    assert found(invoices, "invoices") == {
        "number": "Invoice Number",
        "client": "Client",
        "state": "Status",
        "issued_on": "Issued Date",
        "due_on": "Due Date",
        "scope": "Scope",
        "total": "Amount",
    }


def test_alga_and_syncro() -> None:
    alga = "client_name,website,client_type,is_inactive,notes,email,phone_number,address_line1,"
    mapping = match(f"{alga}city,state_province,postal_code,country".split(","), "clients")
    assert mapping.found["region"] == "state_province"
    assert mapping.found["address"] == "address_line1"
    assert mapping.found["inactive"] == "is_inactive"
    assert mapping.unknown == ("client_type",)
    tickets = found("Summary,Details,State,Severity,Service Board,entered_at,client", "tickets")
    assert list(tickets.values()) == [
        "client",
        "Summary",
        "Details",
        "State",
        "Severity",
        "Service Board",
        "entered_at",
    ]
    syncro = found("id,business_name,firstname,lastname,email,zip,tax_free,referred_by", "clients")
    assert (syncro["name"], syncro["source_id"]) == ("business_name", "id")
    assert (syncro["tax_exempt"], syncro["postal_code"]) == ("tax_free", "zip")


def test_google_and_outlook_contacts() -> None:
    google = match(GOOGLE.split(","), "contacts")
    assert google.found["client"] == "Organization Name"
    assert google.found["email"] == "E-mail 1 - Value"
    assert google.found["phone"] == "Phone 1 - Value"
    assert google.found["region"] == "Address 1 - Region"
    assert google.missing == ()
    outlook = match([header.strip() for header in OUTLOOK.split(",")], "contacts")
    assert outlook.found["title"] == "Job Title"
    assert outlook.found["country"] == "Business Country/Region"
    assert outlook.unknown == ("Title", "Suffix")


def test_the_files_of_a_whole_shop_are_known_too() -> None:
    clients = "client_id,name,kind,since_on,until_on,terms_days,tax_rate_pct,address1,city,region"
    assert match(clients.split(","), "clients").unknown == ()
    entries = "entry_id,ticket_id,client_id,staff_id,started_at,minutes,work_type,billing,note"
    assert match(entries.split(","), "time").unknown == ()
    assert match(entries.split(","), "time").missing == ()
    staff = "staff_id,name,role,hired_on,left_on,pay_per_hour,load_factor,target_billable_pct"
    assert match(staff.split(","), "people").unknown == ()


def test_case_spaces_and_signs_do_not_matter() -> None:
    for header in ("TICKET #", "ticket_number", " Ticket-No. ", "Ticket Number:"):
        assert match([header], "tickets").found == {"number": header}, header


def test_what_is_missing_is_named() -> None:
    mapping = match(["Phone", "Color"], "contacts")

    assert mapping.unknown == ("Color",)
    assert mapping.missing == (
        "Client or Client outside id or Client number",
        "Name or First name or Last name",
    )
    with pytest.raises(UserError, match="no column for Client or"):
        mapping.require()
    match(["Client", "Name"], "contacts").require()


def test_an_unknown_list_is_told() -> None:
    with pytest.raises(UserError, match="There are: clients, sites"):
        match(["Name"], "invoice")
