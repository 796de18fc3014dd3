"""Which program wrote a list, told by its header row; and where its words need a word from us.

One header row a line, after the program and what the list holds. A file is of the program whose
row it shares most headers with, half of all at least: people untick columns, programs add some.
Figures in headers do not count (Phone 1, Phone 2).
"""

import re
from collections.abc import Sequence
from functools import cache

from .text import header_key

ROWS = """
ITFlow | clients | Client Name, Industry, Referral, Website, Primary Location Name, Location Phone,
    Location Address, City, State, Postal Code, Country, Primary Contact Name, Title, Contact Phone,
    Extension, Contact Mobile, Contact Email, Hourly Rate, Currency, Payment Terms, Tax ID,
    Abbreviation
ITFlow | contacts | Name, Title, Department, Email, Phone, Ext, Mobile, Location
ITFlow | contacts | Full Name, Job Title, Department Name, Email Address, Office Phone, Office
    Extension, Mobile Phone, Office Location
ITFlow | sites | Name, Description, Address, City, State, Postal Code, Phone, Hours
ITFlow | devices | Name, Description, Type, Make, Model, Serial Number, Operating System, Purchase
    Date, Warranty Expire, Install Date, Assigned To, Location, Physical Location, Notes
ITFlow | devices | Name, Description, Type, Make, Model, Serial, OS, Purchase Date, Assigned To,
    Location, Physical Location, Notes
ITFlow | tickets | Ticket Number, Priority, Status, Subject, Date Opened, Date Resolved, Date Closed
ITFlow | invoices | Invoice Number, Scope, Amount, Issued Date, Due Date, Status, Client
ITFlow | agreements | Recurring Number, Scope, Amount, Frequency, Date Created
ITFlow | payments | Date, Type, Source, Category, Client, Amount, Currency, Payment Method,
    Reference, Account
ITFlow | people | Name, Email, Role, Status, Creation Date
Syncro | clients | id, firstname, lastname, email, address, address_2, city, state, zip, phone,
    mobile_phone, office_phone, home_phone, fax_phone, other_phone, get_sms, location_id,
    business_name, created_at, updated_at, referred_by, notes, tax_rate_id, tax_free, no_email,
    opt_out, disabled, custom_fields
Syncro | contacts | customer_id, contact_id, name, title, email, phone, extension, mobile, address1,
    address2, city, state, zip, notes, direct_report, ticket_matching_emails, notification_billing,
    notification_marketing, notification_reports, vendor_id, custom_fields
QuickBooks Desktop | clients | NAME, BADDR, SADDR, PHONE1, PHONE2, FAXNUM, EMAIL, CONT1, CONT2,
    CTYPE, TERMS, TAXABLE, SALESTAXCODE, LIMIT, RESALENUM, REP, TAXITEM, NOTEPAD, SALUTATION,
    COMPANYNAME, FIRSTNAME, MIDINIT, LASTNAME
QuickBooks Online | clients | Full Name, Company, Email, Phone, Mobile, Fax, Website, Street, City,
    State, Country, ZIP, Opening Balance, Opening Balance Date, Resale Number
QuickBooks Online | invoices | *InvoiceNo, *Customer, *InvoiceDate, *DueDate, Terms, Location, Memo,
    Item(Product/Service), ItemDescription, ItemQuantity, ItemRate, *ItemAmount, Service Date
QuickBooks Online | invoices | *InvoiceNo, *Customer, *InvoiceDate, *DueDate, Terms, Location, Memo,
    Item(Product/Service), ItemDescription, ItemQuantity, ItemRate, *ItemAmount, Service Date, Item
    Tax Code, Item Tax Amount, Currency
QuickBooks Online | invoices | Invoice number, Customer, Invoice date, Due date, Item tax code,
    Terms, Service Date, Item (Product/Service), Item Description, Item Quantity, Item Rate, Item
    Amount, Memo
Alga | invoices | *InvoiceNo, *Customer, *InvoiceDate, *DueDate, *Item, ItemDescription,
    *ItemQuantity, *ItemRate, *ItemAmount, Terms, Memo, TaxCode, TaxAmount
Alga | clients | client_name, website, client_type, is_inactive, notes, tags, location_name, email,
    phone_number, address_line1, address_line2, city, state_province, postal_code, country
Alga | contacts | full_name, email, primary_email_type, additional_email_addresses, phone_number,
    client, role, notes, tags
Alga | tickets | title, description, status, priority, board, category, subcategory, client,
    contact, assigned_to, assigned_team, due_date, entered_at, closed_at, is_closed, tags
Google Contacts | contacts | First Name, Middle Name, Last Name, Phonetic First Name, Phonetic
    Middle Name, Phonetic Last Name, Name Prefix, Name Suffix, Nickname, File As, Organization Name,
    Organization Title, Organization Department, Birthday, Notes, Photo, Labels, E-mail 1 - Label,
    E-mail 1 - Value, Phone 1 - Label, Phone 1 - Value
Google Contacts | contacts | Name, Given Name, Additional Name, Family Name, Yomi Name, Name Prefix,
    Name Suffix, Initials, Nickname, Short Name, Maiden Name, Birthday, Gender, Location, Notes,
    Language, Photo, Group Membership, E-mail 1 - Type, E-mail 1 - Value, Phone 1 - Type, Phone 1 -
    Value, Organization 1 - Name, Organization 1 - Title, Organization 1 - Department
Outlook | contacts | Title, First Name, Middle Name, Last Name, Suffix, Company, Department, Job
    Title, Business Street, Business City, Business State, Business Postal Code, Business
    Country/Region, Business Fax, Business Phone, Home Phone, Mobile Phone, Other Phone, Categories,
    E-mail Address, E-mail Display Name, E-mail 2 Address, Notes, Office Location, Web Page
Frappe Books | clients | name, role, email, phone, address, defaultAccount, currency, taxId,
    outstandingAmount
Frappe Books | invoices | name, party, date, items, netTotal, taxes, grandTotal, discountAmount,
    outstandingAmount, terms, attachment
"""

MEANT = {
    ("QuickBooks Online", "clients"): {"name": "Full Name", "legal_name": "Company"},
    ("QuickBooks Desktop", "clients"): {"name": "NAME", "legal_name": "COMPANYNAME"},
    ("Frappe Books", "invoices"): {"scope": "items"},
}
"""Headers that mean something of their own in one program, by our fields."""

_FIGURES = re.compile(r"\d+")
_FAMILIAR = 2
"""How many of all headers a file and a row must share: one in so many."""


def program_of(headers: Sequence[str], kind: str) -> str:
    """The program that wrote a list of a kind, "" when it is none we know."""
    mine = _keys(headers)
    best, most = "", 0.0
    for program, of_kind, row in _rows():
        same = len(mine & row)
        if of_kind == kind and same * _FAMILIAR >= len(row) and same > most * len(mine | row):
            best, most = program, same / len(mine | row)
    return best


@cache
def names() -> frozenset[str]:
    """The programs whose lists are known."""
    return frozenset(program for program, _, _ in _rows())


@cache
def _rows() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Every header row with its program and kind."""
    found = []
    for line in ROWS.strip().replace("\n    ", " ").splitlines():
        program, kind, headers = (part.strip() for part in line.split("|"))
        found.append((program, kind, _keys(headers.split(","))))
    return tuple(found)


def _keys(headers: Sequence[str]) -> frozenset[str]:
    return frozenset(_FIGURES.sub("", header_key(header)) for header in headers) - {""}
