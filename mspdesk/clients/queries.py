"""Questions about clients."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from . import rules
from .models import Client, Contact, Site


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
    return dict(session.execute(select(Client.id, Client.name)))


def internal_id(session: Session) -> int | None:
    """Our own company's id as a client."""
    return session.scalar(select(func.min(Client.id)).where(Client.internal))


def choose_client(session: Session, text: str, limit: int = 20) -> list[ClientRow]:
    """Clients whose name, number or phone holds what was typed; names that begin with it first."""
    wanted = text.strip().lower()
    digits = rules.digits(wanted)
    found = select(*_COLUMNS)
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
