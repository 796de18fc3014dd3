"""What runs out at clients, one list of it: domains, warranties, licenses, leases and the rest.

Areas above ask for it with theirs (cards) beside.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import WORKED_FOR
from ...desk.area import Place
from ...rows import dataclass
from ...vendors.models import Vendor, VendorAccount
from ..rules.sections import section
from .tables import column, there

DAYS = 90
"""As many days ahead the list looks (B1)."""

STALE_DAYS = 30
"""For as many days a warranty that ran out stays in the list; the rest stays until mended."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """Something of a client's that runs out: what kind, what it is called, its last day, where."""

    client_id: int
    client: str
    kind: str
    name: str
    on: date
    place: Place

    def days(self, today: date) -> int:
        """Days left; below zero when it ran out."""
        return (self.on - today).days


More = Iterable[Callable[[Session, date, int | None], list[Expiry]]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A column that runs out: what it is called, and whether it leaves the list by itself."""

    words: str
    section: str
    column: str
    name: str
    leaves: bool = False


KINDS: tuple[_Kind, ...] = (
    _Kind("Domain", "domain", "expires_on", "name"),
    _Kind("Certificate", "certificate", "expires_on", "name"),
    _Kind("Web hosting", "web_site", "expires_on", "name"),
    _Kind("Internet line", "circuit", "contract_until", "name"),
    _Kind("Mail", "mail_system", "expires_on", "name"),
    _Kind("Subscription", "subscription", "expires_on", "name"),
    _Kind("License", "license", "expires_on", "product"),
    _Kind("Support contract", "application", "expires_on", "name"),
    _Kind("Warranty", "device", "warranty_until", "name", leaves=True),
    _Kind("Lease", "device", "lease_until", "name"),
)
"""Everything in the documentation that has a last day (B1)."""


def expiries(
    session: Session,
    until: date,
    client_id: int | None = None,
    more: More = (),
    *,
    on: date | None = None,
) -> list[Expiry]:
    """What runs out by a day, the nearest first, of one client or of all we work for.

    `more` are questions of areas above, asked with the same words; `on` is today.
    """
    day = on or until - timedelta(days=DAYS)
    found = [one for kind in KINDS for one in _of_kind(session, kind, until, client_id, day)]
    found += _accounts(session, until, client_id)
    for ask in more:
        found += ask(session, until, client_id)
    return sorted(found, key=lambda one: (one.on, one.client.lower(), one.kind, one.name.lower()))


def _of_kind(
    session: Session, kind: _Kind, until: date, client_id: int | None, day: date
) -> list[Expiry]:
    kept = section(kind.section)
    ends = column(kept, kind.column)
    owner = column(kept, "client_id")
    asked = (
        select(column(kept, "id"), owner, Client.name, column(kept, kind.name), ends)
        .join(Client, Client.id == owner)
        .where(ends <= until, there(kept), *_ours(client_id))
    )
    if kind.leaves:
        asked = asked.where(ends >= day - timedelta(days=STALE_DAYS))
    return [
        Expiry(who, client, kind.words, name, on, _place(who, kind.section, id_))
        for id_, who, client, name, on in session.execute(asked)
    ]


def _ours(client_id: int | None) -> list[Any]:
    if client_id is not None:
        return [Client.id == client_id]
    return [Client.status.in_(WORKED_FOR)]


def _place(client_id: int, key: str, fact_id: int) -> Place:
    about = {"chapter": section(key).binder, "section": key, "fact_id": fact_id}
    if key == "device":
        return Place("clients", client_id, do="device", about={"device_id": fact_id})
    return Place("clients", client_id, do="documentation", about=about)


def _accounts(session: Session, until: date, client_id: int | None) -> list[Expiry]:
    """Contracts of clients' own accounts at vendors."""
    asked = (
        select(
            VendorAccount.client_id,
            Client.name,
            func.coalesce(func.nullif(VendorAccount.what, ""), Vendor.name),
            VendorAccount.contract_until,
            VendorAccount.id,
        )
        .join(Client, Client.id == VendorAccount.client_id)
        .join(Vendor, Vendor.id == VendorAccount.vendor_id)
        .where(
            VendorAccount.contract_until <= until,
            VendorAccount.active,
            *_ours(client_id),
        )
    )
    return [
        Expiry(who, client, "Contract", name, on, Place("clients", who, do="accounts"))
        for who, client, name, on, _ in session.execute(asked)
        if on is not None
    ]
