"""Questions about vendors, their channel, clients' accounts there and who may call."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.holding import holds
from ...letters.models import Letter
from ...money import half_up
from ...people.models import Person
from ...rows import dataclass
from .. import rules
from ..models import Vendor, VendorAccount, VendorContact, VendorPerson
from ..rules import Commitment, Stack


def vendor_names(session: Session) -> dict[int, str]:
    """Every vendor's name by id, in the order of the names."""
    found = select(Vendor.id, Vendor.name).order_by(func.lower(Vendor.name), Vendor.id)
    return dict(session.execute(found).all())


@dataclass(frozen=True, slots=True)
class VendorRow:
    """A vendor as lists, its page and its form show it."""

    id: int
    version: int
    number: str
    name: str
    kind: str
    sells: str
    account_number: str
    terms: str
    phone: str
    support_phone: str
    support_hours: str
    email: str
    portal: str
    address: str
    commitment: str
    commitment_on: date | None
    poaches: bool
    deal_registration: bool
    commitment_notes: str
    in_stack: bool
    active: bool
    notes: str

    @property
    def kind_words(self) -> str:
        """What the vendor is to us."""
        return rules.KINDS.get(self.kind, self.kind)

    @property
    def commitment_words(self) -> str:
        """How the vendor sells."""
        return rules.COMMITMENT_WORDS[Commitment(self.commitment)]

    @property
    def rank(self) -> int:
        """The place of its commitment in a list: channel-only first, not looked at last."""
        return rules.ORDER[Commitment(self.commitment)]


_VENDOR = tuple(getattr(Vendor, name) for name in VendorRow.__dataclass_fields__)


def vendors(session: Session, *, all_of_them: bool = True) -> list[VendorRow]:
    """Vendors by commitment, then by name (S114); without `all_of_them` only those in use."""
    found = select(*_VENDOR)
    if not all_of_them:
        found = found.where(Vendor.active)
    rows = [VendorRow(*row) for row in session.execute(found)]
    return sorted(rows, key=lambda row: (row.rank, row.name.casefold(), row.id))


def vendor(session: Session, vendor_id: int) -> VendorRow | None:
    """One vendor, or None."""
    row = session.execute(select(*_VENDOR).where(Vendor.id == vendor_id)).first()
    return VendorRow(*row) if row else None


def search_vendors(session: Session, words: str, limit: int = 5) -> list[VendorRow]:
    """Vendors whose name, number, account or wares hold what was typed; those in use first."""
    wanted = words.strip().lower()
    if len(wanted) < 2:
        return []
    columns = (Vendor.name, Vendor.number, Vendor.account_number, Vendor.sells)
    found = (
        select(*_VENDOR)
        .where(or_(*(holds(column, wanted) for column in columns)))
        .order_by(Vendor.active.desc(), func.lower(Vendor.name), Vendor.id)
        .limit(limit)
    )
    return [VendorRow(*row) for row in session.execute(found)]


def stack(session: Session) -> Stack:
    """The vendors of our stack counted by commitment (S114)."""
    return rules.stack_of(
        session.scalars(select(Vendor.commitment).where(Vendor.active, Vendor.in_stack))
    )


_TENTH = 1_000


@dataclass(frozen=True, slots=True)
class StackRow:
    """A commitment in our stack: how many vendors and who they are.

    `share` is in millionths, rounded to a tenth of a percent.
    """

    commitment: str
    vendors: int
    share: int
    names: str

    @property
    def id(self) -> str:
        """What tells rows apart."""
        return self.commitment


def stack_rows(session: Session) -> list[StackRow]:
    """Our stack by commitment with the share of each, every commitment a row (S114)."""
    held = stack(session)
    used = [row for row in vendors(session, all_of_them=False) if row.in_stack]
    return [
        StackRow(
            rules.COMMITMENT_WORDS[one],
            count,
            half_up(held.share(one), _TENTH) * _TENTH,
            ", ".join(row.name for row in used if row.commitment == one),
        )
        for one, count in held.counts
    ]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at a vendor."""

    id: int
    version: int
    vendor_id: int
    name: str
    role: str
    phone: str
    email: str
    notes: str


_CONTACT = tuple(getattr(VendorContact, name) for name in ContactRow.__dataclass_fields__)


def vendor_contacts(session: Session, vendor_id: int) -> list[ContactRow]:
    """The people at a vendor by name."""
    found = select(*_CONTACT).where(VendorContact.vendor_id == vendor_id)
    found = found.order_by(func.lower(VendorContact.name), VendorContact.id)
    return [ContactRow(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One of us who speaks for the shop at a vendor."""

    id: int
    vendor_id: int
    person_id: int
    name: str
    title: str
    may_order: bool
    since_on: date | None


def our_people(session: Session, vendor_id: int) -> list[PersonRow]:
    """Who of us speaks for the shop at a vendor; those who may order first (S113)."""
    found = (
        select(
            VendorPerson.id,
            VendorPerson.vendor_id,
            VendorPerson.person_id,
            Person.name,
            Person.title,
            VendorPerson.may_order,
            VendorPerson.since_on,
        )
        .join(Person, Person.id == VendorPerson.person_id)
        .where(VendorPerson.vendor_id == vendor_id)
        .order_by(VendorPerson.may_order.desc(), Person.name, VendorPerson.id)
    )
    return [PersonRow(*row) for row in session.execute(found)]


def may_order(session: Session, vendor_id: int, person_id: int) -> bool:
    """Whether one of us may order for the shop at a vendor."""
    return any(
        row.person_id == person_id and row.may_order for row in our_people(session, vendor_id)
    )


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A client's account at a vendor, as lists and its form show it."""

    id: int
    version: int
    client_id: int
    client: str
    vendor_id: int
    vendor: str
    what: str
    account_number: str
    own_phone: str
    contract_until: date | None
    authorized: str
    we_may_call: bool
    letter_on: date | None
    pin_hint: str
    active: bool
    notes: str
    vendor_phone: str

    @property
    def support_phone(self) -> str:
        """Where to call for this account: its own number, or the vendor's."""
        return self.own_phone or self.vendor_phone

    @property
    def callers(self) -> tuple[str, ...]:
        """Who may call for the client, in the order written."""
        return tuple(line.strip() for line in self.authorized.splitlines() if line.strip())


_ACCOUNT = (
    VendorAccount.id,
    VendorAccount.version,
    VendorAccount.client_id,
    Client.name,
    VendorAccount.vendor_id,
    Vendor.name,
    VendorAccount.what,
    VendorAccount.account_number,
    VendorAccount.support_phone,
    VendorAccount.contract_until,
    VendorAccount.authorized,
    VendorAccount.we_may_call,
    VendorAccount.letter_on,
    VendorAccount.pin_hint,
    VendorAccount.active,
    VendorAccount.notes,
    func.coalesce(func.nullif(Vendor.support_phone, ""), Vendor.phone),
)


def accounts(
    session: Session,
    *,
    client_id: int | None = None,
    vendor_id: int | None = None,
    in_use: bool = False,
) -> list[AccountRow]:
    """Clients' accounts at vendors: of a client, at a vendor, or all; retired ones last."""
    found = (
        select(*_ACCOUNT)
        .join(Client, Client.id == VendorAccount.client_id)
        .join(Vendor, Vendor.id == VendorAccount.vendor_id)
        .order_by(
            VendorAccount.active.desc(),
            func.lower(Client.name),
            func.lower(Vendor.name),
            VendorAccount.id,
        )
    )
    if client_id is not None:
        found = found.where(VendorAccount.client_id == client_id)
    if vendor_id is not None:
        found = found.where(VendorAccount.vendor_id == vendor_id)
    if in_use:
        found = found.where(VendorAccount.active)
    return [AccountRow(*tuple(row)) for row in session.execute(found)]


def account_count(session: Session, client_id: int) -> int:
    """How many accounts at vendors a client has in use."""
    found = select(func.count()).where(VendorAccount.client_id == client_id, VendorAccount.active)
    return session.scalar(found) or 0


def may_call(session: Session, account_id: int) -> str:
    """Why we may not call a vendor for an account yet, in words; empty where we may (S064)."""
    row = session.execute(
        select(Vendor.name, VendorAccount.we_may_call, VendorAccount.letter_on)
        .join(Vendor, Vendor.id == VendorAccount.vendor_id)
        .where(VendorAccount.id == account_id)
    ).first()
    if row is None:
        return "There is no such account."
    name, allowed, letter_on = row
    if allowed:
        return ""
    if letter_on is not None:
        return f"{name} has not confirmed the letter yet that lets us call."
    return f"{name} does not know us for this account. Write the authorization first."


def account_letters(session: Session, account_id: int) -> list[tuple[int, str, date]]:
    """The letters written about an account, newest first: id, number, day."""
    found = (
        select(Letter.id, Letter.number, Letter.on)
        .where(Letter.about == f"vendor_account:{account_id}")
        .order_by(Letter.id.desc())
    )
    return [(id_, number, on) for id_, number, on in session.execute(found)]
