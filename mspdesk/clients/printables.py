"""The client fact sheet: one page with what somebody who has never been there needs first."""

from sqlalchemy.orm import Session

from ..dates import full_date
from ..desk.area import Paper
from ..errors import UserError
from ..money import shown
from ..people import queries as people
from ..printing import blocks
from ..printing.blocks import Column
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head, Letterhead
from ..rows import dataclass
from ..shop import queries as shop_queries
from . import queries, rules
from .queries import ClientDetail, ContactRow, SiteRow, TalkRow


@dataclass(frozen=True, slots=True)
class FactsDocument:
    """A client's facts as the sheet prints them; amounts already as text."""

    client: ClientDetail
    status: str
    sites: tuple[SiteRow, ...]
    contacts: tuple[ContactRow, ...]
    talks: tuple[TalkRow, ...]
    technician: str
    rate: str
    trip_charge: str
    terms: str
    letterhead: Letterhead


def letterhead_of(session: Session) -> Letterhead:
    """The shop's letterhead as papers print it, the logo left to those that show one."""
    shop = shop_queries.shop(session)
    return Letterhead(
        shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email, shop.website
    )


def facts_document(session: Session, client_id: int) -> FactsDocument:
    """Gather a client's facts; raises UserError when there is no such client."""
    client = queries.client(session, client_id)
    if client is None:
        raise UserError("There is no such client.")
    shop = shop_queries.shop(session)
    technician = people.person(session, client.primary_person_id or 0)
    rate = client.rate if client.rate is not None else shop.rate
    trip = client.trip_charge if client.trip_charge is not None else shop.trip_charge
    days = client.terms_days if client.terms_days is not None else shop.terms_days
    return FactsDocument(
        client,
        "Our own company" if client.internal else rules.WORDS[rules.Status(client.status)],
        tuple(queries.sites(session, client_id)),
        tuple(queries.contacts(session, client_id, all_of_them=False)),
        tuple(queries.talks(session, client_id, 4)),
        technician.name if technician else "Whoever is free",
        f"{shown(rate, shop.money)} an hour",
        shown(trip, shop.money) if trip else "None",
        f"{days} days" if days else "On receipt",
        letterhead_of(session),
    )


def facts(document: FactsDocument) -> Layout:
    """Who they are, where, whom to call, what was agreed; empty facts print as lines to fill."""
    client = document.client
    return Layout(
        title=f"Fact sheet, {client.name}",
        author=document.letterhead.name,
        head=Head(client.name, "Client fact sheet", client.number),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title(client.name, document.status),
            blocks.facts(
                [
                    ("Address", client.address_line),
                    ("Phone", client.phone),
                    ("Client since", full_date(client.since_on) if client.since_on else ""),
                    ("Industry", client.industry),
                    ("People", str(client.people_count or "")),
                    ("Plan", client.plan or "Hourly"),
                    ("Usual technician", document.technician),
                    ("Monitoring", rules.RMM_LEVELS.get(client.rmm_level, "")),
                ],
                columns=2,
            ),
            blocks.section("Whom to call"),
            _contacts(document.contacts),
            blocks.section("Sites"),
            _sites(document.sites),
            blocks.section("Billing"),
            blocks.facts(
                [
                    ("Rate", document.rate),
                    ("Trip charge", document.trip_charge),
                    ("Terms", document.terms),
                    ("Pays by", rules.PAYMENT_TYPES.get(client.payment_type, "")),
                    ("Invoices to", client.billing_email),
                    ("Tax number", client.tax_number),
                ],
                columns=3,
            ),
            *_talks(document.talks),
            blocks.notes_box("Notes", 64),
        ],
    )


def _contacts(contacts: tuple[ContactRow, ...]) -> blocks.Block:
    return blocks.table(
        [
            Column("Name", share=1.3),
            Column("Title and part", share=1.5, wrap=True),
            Column("Phone", 96),
            Column("Mobile", 96),
        ],
        [(c.name, c.part, c.phone, c.mobile) for c in contacts[:8]],
        empty="Nobody is written down yet",
    )


def _sites(sites: tuple[SiteRow, ...]) -> blocks.Block:
    return blocks.table(
        [
            Column("Site", share=1),
            Column("Address", share=2, wrap=True),
            Column("Open", 90),
            Column("How to get in", share=1.5, wrap=True),
        ],
        [(s.name, s.address_line, s.hours, s.access) for s in sites[:5]],
        empty="No site is written down yet",
    )


def _talks(talks: tuple[TalkRow, ...]) -> list[blocks.Block]:
    if not talks:
        return []
    rows = [(full_date(t.on), t.text, t.person) for t in talks]
    columns = [Column("Day", 76), Column("What was said", wrap=True), Column("By", 110)]
    return [blocks.section("Latest talks"), blocks.table(columns, rows)]


def find_client(session: Session, text: str) -> int:
    """The client somebody named by number or name; raises UserError when none or several fit."""
    found = queries.choose_client(session, text, 3)
    exact = [row for row in found if text.strip().lower() in (row.name.lower(), row.number.lower())]
    chosen = exact or found
    if len(chosen) != 1:
        names = ", ".join(row.name for row in chosen)
        raise UserError(f"Several clients fit: {names}." if chosen else f"No client fits “{text}”.")
    return chosen[0].id


FACTS: Printable[FactsDocument] = Printable("facts", "Client fact sheet", facts_document, facts)
PAPERS = (Paper("facts", "Client fact sheet", FACTS, find_client),)
