"""Questions about clients."""

from datetime import date

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from ...database.holding import holds
from ...exchange.columns import FLAG, TEXT, WHOLE, OutColumn
from ...people.models import Person
from ...rows import dataclass
from .. import rules
from ..models import Client, Contact, Site, Talk


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client as lists show it."""

    id: int
    number: str
    name: str
    status: str
    internal: bool
    city: str
    region: str
    phone: str
    plan: str


_COLUMNS = tuple(getattr(Client, name) for name in ClientRow.__dataclass_fields__)


def clients(session: Session, *, all_of_them: bool = False) -> list[ClientRow]:
    """Clients by name: those we work for and prospects; with `all_of_them` former ones too."""
    found = select(*_COLUMNS).order_by(func.lower(Client.name), Client.id)
    if not all_of_them:
        found = found.where(Client.status.not_in(("former", "declined")))
    return [ClientRow(*row) for row in session.execute(found)]


def client_names(session: Session) -> dict[int, str]:
    """Every client's name by id."""
    return dict(session.execute(select(Client.id, Client.name)).all())


def internal_id(session: Session) -> int | None:
    """Our own company's id as a client."""
    return session.scalar(select(func.min(Client.id)).where(Client.internal))


def choose_client(session: Session, text: str, limit: int = 20) -> list[ClientRow]:
    """Clients whose name, number or phone holds what was typed; names that begin with it first.

    One that was declined is not offered: it stands in the list of the declined alone.
    """
    wanted = text.strip().lower()
    digits = rules.digits(wanted)
    found = select(*_COLUMNS).where(Client.status != rules.Status.DECLINED)
    if wanted:
        hits = [func.lower(Client.name).contains(wanted, autoescape=True)]
        hits.append(func.lower(Client.number).startswith(wanted, autoescape=True))
        if len(digits) >= 3:
            hits.append(Client.phone_digits.contains(digits, autoescape=True))
        found = found.where(or_(*hits))
    begins = func.lower(Client.name).startswith(wanted, autoescape=True)
    found = found.order_by(begins.desc(), Client.status == "former", func.lower(Client.name))
    return [ClientRow(*row) for row in session.execute(found.limit(limit))]


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """A contact as forms offer it."""

    id: int
    name: str
    title: str
    phone: str
    main: bool
    may_approve_after_hours: bool


def contacts_of(session: Session, client_id: int) -> list[ContactChoice]:
    """A client's contacts still there, the main one first."""
    columns = (
        Contact.id,
        Contact.first_name,
        Contact.last_name,
        Contact.title,
        Contact.phone,
        Contact.main,
        Contact.may_approve_after_hours,
    )
    found = select(*columns).where(Contact.client_id == client_id, Contact.active)
    found = found.order_by(Contact.main.desc(), Contact.last_name, Contact.first_name)
    return [
        ContactChoice(id_, rules.full_name(first, last), title, phone, main, approves)
        for id_, first, last, title, phone, main, approves in session.execute(found)
    ]


def sites_of(session: Session, client_id: int) -> list[tuple[int, str]]:
    """A client's sites by id and name, the main one first."""
    found = select(Site.id, Site.name).where(Site.client_id == client_id)
    rows = session.execute(found.order_by(Site.main.desc(), Site.name))
    return [(id_, name) for id_, name in rows]


@dataclass(frozen=True, slots=True)
class ClientDetail:
    """Everything a client's page and its form need of the client itself; rates in minor units."""

    id: int
    version: int
    number: str
    name: str
    legal_name: str
    status: str
    internal: bool
    since_on: date | None
    until_on: date | None
    industry: str
    people_count: int | None
    address: str
    city: str
    region: str
    postal_code: str
    country: str
    phone: str
    website: str
    email_domain: str
    billing_name: str
    billing_email: str
    billing_address: str
    tax_number: str
    tax_exempt: bool
    tax_exempt_reason: str
    tax_code_id: int | None
    labor_taxable: bool | None
    payment_type: str
    terms_days: int | None
    rate: int | None
    trip_charge: int | None
    hourly_terms_on: date | None
    needs_order: bool
    order_number: str
    primary_person_id: int | None
    rmm_level: str
    plan: str
    referred_by: str
    notes: str

    @property
    def address_line(self) -> str:
        """The address in one line."""
        return rules.address_line(self.address, self.city, self.region, self.postal_code)


_DETAIL = tuple(getattr(Client, name) for name in ClientDetail.__dataclass_fields__)


def client(session: Session, client_id: int) -> ClientDetail | None:
    """One client with everything on its form, or None."""
    row = session.execute(select(*_DETAIL).where(Client.id == client_id)).first()
    return ClientDetail(*row) if row else None


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A place where a client works."""

    id: int
    version: int
    name: str
    address: str
    city: str
    region: str
    postal_code: str
    country: str
    phone: str
    hours: str
    access: str
    notes: str
    main: bool
    time_zone: str
    landlord: str
    landlord_phone: str
    alarm: str
    parking: str
    equipment_room: str
    binder_place: str

    @property
    def address_line(self) -> str:
        """The address in one line."""
        return rules.address_line(self.address, self.city, "", self.postal_code)


_SITE = tuple(getattr(Site, name) for name in SiteRow.__dataclass_fields__)


def sites(session: Session, client_id: int) -> list[SiteRow]:
    """A client's sites with everything on their forms, the main one first."""
    found = select(*_SITE).where(Site.client_id == client_id)
    rows = session.execute(found.order_by(Site.main.desc(), Site.name, Site.id))
    return [SiteRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at a client with everything on the form; `may_spend` in minor units."""

    id: int
    version: int
    site_id: int | None
    first_name: str
    last_name: str
    title: str
    role: str
    phone: str
    mobile: str
    email: str
    main: bool
    billing: bool
    decides: bool
    technical: bool
    emergency: int | None
    may_approve_after_hours: bool
    may_spend: int | None
    active: bool
    notes: str

    @property
    def name(self) -> str:
        """First and last name in one line."""
        return rules.full_name(self.first_name, self.last_name)

    @property
    def part(self) -> str:
        """Title and what the contact decides, in a few words."""
        words = [self.title or self.role]
        words += ["billing"] if self.billing else []
        words += [f"emergency {self.emergency}"] if self.emergency else []
        return ", ".join(filter(None, words))


_CONTACT = tuple(getattr(Contact, name) for name in ContactRow.__dataclass_fields__)


def contacts(session: Session, client_id: int, *, all_of_them: bool = True) -> list[ContactRow]:
    """A client's contacts, the main one first, those who left last."""
    found = select(*_CONTACT).where(Contact.client_id == client_id)
    if not all_of_them:
        found = found.where(Contact.active)
    order = (Contact.active.desc(), Contact.main.desc(), Contact.last_name, Contact.id)
    return [ContactRow(*row) for row in session.execute(found.order_by(*order))]


@dataclass(frozen=True, slots=True)
class TalkRow:
    """What was talked about, with whom, by whom, and when to talk next."""

    id: int
    on: date
    text: str
    next_on: date | None
    person: str
    contact: str
    client_id: int
    client: str


def talks(session: Session, client_id: int | None = None, limit: int = 200) -> list[TalkRow]:
    """Talks with a client (with all of them without one), newest first (S145)."""
    found = (
        select(
            Talk.id,
            Talk.on,
            Talk.text,
            Talk.next_on,
            Person.name,
            Contact.first_name,
            Contact.last_name,
            Talk.client_id,
            Client.name,
        )
        .join(Client, Client.id == Talk.client_id)
        .outerjoin(Person, Person.id == Talk.person_id)
        .outerjoin(Contact, Contact.id == Talk.contact_id)
        .order_by(Talk.on.desc(), Talk.id.desc())
        .limit(limit)
    )
    if client_id is not None:
        found = found.where(Talk.client_id == client_id)
    return [
        TalkRow(
            id_,
            on,
            text,
            next_on,
            person or "",
            rules.full_name(first or "", last or ""),
            who,
            name,
        )
        for id_, on, text, next_on, person, first, last, who, name in session.execute(found)
    ]


def next_talks(session: Session, until: date) -> list[TalkRow]:
    """The newest talk of each client whose next one is due by a day, earliest first (S145)."""
    place = func.row_number().over(
        partition_by=Talk.client_id, order_by=(Talk.on.desc(), Talk.id.desc())
    )
    ranked = select(Talk.id, place.label("place")).subquery()
    newest = select(ranked.c.id).where(ranked.c.place == 1)
    found = (
        select(Talk.id, Talk.on, Talk.text, Talk.next_on, Talk.client_id, Client.name)
        .join(Client, Client.id == Talk.client_id)
        .where(
            Talk.id.in_(newest),
            Talk.next_on <= until,
            Client.status.not_in((rules.Status.FORMER, rules.Status.DECLINED)),
        )
        .order_by(Talk.next_on, Client.name)
    )
    return [
        TalkRow(id_, on, text, next_on, "", "", who, name)
        for id_, on, text, next_on, who, name in session.execute(found)
    ]


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A contact the search found, with the client."""

    id: int
    name: str
    title: str
    phone: str
    client_id: int
    client: str


def search_contacts(session: Session, words: str, limit: int = 5) -> list[ContactHit]:
    """Contacts by name, e-mail or phone digits, whatever the spacing; of a declined one none."""
    wanted = words.strip().lower()
    digits = rules.digits(wanted)
    if len(wanted) < 2:
        return []
    hits = [holds(Contact.first_name + " " + Contact.last_name, wanted)]
    hits.append(holds(Contact.email, wanted))
    if len(digits) >= 3 and not wanted.isalpha():
        hits.append(Contact.phone_digits.contains(digits, autoescape=True))
        hits.append(Contact.mobile_digits.contains(digits, autoescape=True))
    found = (
        select(
            Contact.id,
            Contact.first_name,
            Contact.last_name,
            Contact.title,
            case((Contact.phone != "", Contact.phone), else_=Contact.mobile),
            Client.id,
            Client.name,
        )
        .join(Client, Client.id == Contact.client_id)
        .where(or_(*hits), Client.status != rules.Status.DECLINED)
        .order_by(Contact.active.desc(), Contact.last_name, Contact.first_name)
        .limit(limit)
    )
    return [
        ContactHit(id_, rules.full_name(first, last), title, phone, client_id, client_name)
        for id_, first, last, title, phone, client_id, client_name in session.execute(found)
    ]


SITES: tuple[OutColumn[SiteRow], ...] = (
    OutColumn("Name", TEXT, lambda row: row.name),
    OutColumn("Main", FLAG, lambda row: row.main),
    OutColumn("Address", TEXT, lambda row: row.address),
    OutColumn("City", TEXT, lambda row: row.city),
    OutColumn("Region", TEXT, lambda row: row.region),
    OutColumn("Postal code", TEXT, lambda row: row.postal_code),
    OutColumn("Phone", TEXT, lambda row: row.phone),
    OutColumn("Open", TEXT, lambda row: row.hours),
    OutColumn("Time zone", TEXT, lambda row: row.time_zone),
    OutColumn("Landlord", TEXT, lambda row: row.landlord),
    OutColumn("Landlord's phone", TEXT, lambda row: row.landlord_phone),
    OutColumn("Alarm", TEXT, lambda row: row.alarm),
    OutColumn("Parking", TEXT, lambda row: row.parking),
    OutColumn("Equipment room", TEXT, lambda row: row.equipment_room),
    OutColumn("Binder lies", TEXT, lambda row: row.binder_place),
)

"""A site in a file (S143)."""

CONTACTS: tuple[OutColumn[ContactRow], ...] = (
    OutColumn("First name", TEXT, lambda row: row.first_name),
    OutColumn("Last name", TEXT, lambda row: row.last_name),
    OutColumn("Title", TEXT, lambda row: row.title),
    OutColumn("Phone", TEXT, lambda row: row.phone),
    OutColumn("Mobile", TEXT, lambda row: row.mobile),
    OutColumn("Email", TEXT, lambda row: row.email),
    OutColumn("Main", FLAG, lambda row: row.main),
    OutColumn("Billing", FLAG, lambda row: row.billing),
    OutColumn("In an emergency", WHOLE, lambda row: row.emergency),
    OutColumn("Works there", FLAG, lambda row: row.active),
)
"""A contact in a file (S143)."""
