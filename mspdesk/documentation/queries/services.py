"""The eight services a business runs on, in the order of the client page: who, what, until when."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import short_date
from ...rows import dataclass
from ...shop.queries import shop
from ..rules.devices import PCS
from ..rules.sections import section
from ..rules.words import MANAGERS
from .tables import column, rows_of, there


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One of the eight: what they have, its account or renewal, who manages it.

    `managed_by` is us, client, vendor or empty; `section` and `fact_id` say where it is written.
    """

    key: str
    title: str
    icon: str
    what: str
    account: str
    managed_by: str
    section: str
    fact_id: int | None

    @property
    def id(self) -> str:
        """What tells rows apart."""
        return self.key

    @property
    def known(self) -> bool:
        """Whether anybody has written it down."""
        return bool(self.what)

    @property
    def managed_words(self) -> str:
        """Who manages it in words; empty while nothing is known of it."""
        return MANAGERS[self.managed_by] if self.known else ""


EMPTY = (
    ("internet", "Internet", "wifi", "circuit"),
    ("domain", "Domain", "globe", "domain"),
    ("registrar", "Registrar", "landmark", "domain"),
    ("web", "Web site", "panel-top", "web_site"),
    ("mail", "E-mail", "mail", "mail_system"),
    ("backup", "Backup", "hard-drive", "backup_job"),
    ("antivirus", "Antivirus", "shield-check", "subscription"),
    ("firewall", "Firewall", "brick-wall", "device"),
)
"""The eight by key, with title, icon and the section where each is written (picture 06)."""


def services(session: Session, client_id: int) -> list[ServiceRow]:
    """The eight services of a client; those nobody knows are there too, empty."""
    found = {
        **_internet(session, client_id),
        **_domain(session, client_id),
        **_web(session, client_id),
        **_mail(session, client_id),
        **_backup(session, client_id),
        **_antivirus(session, client_id),
        **_firewall(session, client_id),
    }
    rows = []
    for key, title, icon, kept in EMPTY:
        what, account, managed_by, fact_id = found.get(key, ("", "", "", None))
        rows.append(ServiceRow(key, title, icon, what, account, managed_by, kept, fact_id))
    return rows


_Known = dict[str, tuple[str, str, str, int | None]]


def _first(session: Session, key: str, client_id: int, *only: Any, order: Any = None) -> Any:
    """The first row a client has in a section, with its columns by name; None without one."""
    kept = section(key)
    found = select(*rows_of(kept).c).where(
        column(kept, "client_id") == client_id, there(kept), *only
    )
    order = [column(kept, "id")] if order is None else [order, column(kept, "id")]
    return session.execute(found.order_by(*order).limit(1)).first()


def _internet(session: Session, client_id: int) -> _Known:
    """The first line; a cellular one only where there is no other."""
    last = column(section("circuit"), "kind") == "cellular"
    one = _first(session, "circuit", client_id, order=last)
    if one is None:
        return {}
    number = one.account_number or one.circuit_number
    account = f"Acct {number}" if number else one.support_phone
    return {"internet": (one.provider or one.name, account, one.managed_by, one.id)}


def _domain(session: Session, client_id: int) -> _Known:
    """The first domain, and with whom it is registered.

    Whoever holds the registration has it in hand: us where we do, else the client.
    """
    one = _first(session, "domain", client_id)
    if one is None:
        return {}
    expires = f"Expires {short_date(one.expires_on)}" if one.expires_on else one.account_number
    known: _Known = {"domain": (one.name, expires, one.managed_by, one.id)}
    if one.registrar:
        ours = one.holder.casefold() == shop(session).name.casefold()
        by = ("us" if ours else "client") if one.holder else ""
        held = f"Owner: {one.holder}" if one.holder else one.account_number
        known["registrar"] = (one.registrar, held, by, one.id)
    return known


def _web(session: Session, client_id: int) -> _Known:
    one = _first(session, "web_site", client_id)
    if one is None:
        return {}
    renews = f"Renews {short_date(one.expires_on)}" if one.expires_on else ""
    account = one.phone or renews or one.account_number
    return {"web": (one.manager or one.host or one.name, account, one.managed_by, one.id)}


def _mail(session: Session, client_id: int) -> _Known:
    one = _first(session, "mail_system", client_id)
    if one is None:
        return {}
    seats = f"{one.mailboxes} seats" if one.mailboxes else ""
    renews = f"Renews {short_date(one.expires_on)}" if one.expires_on else ""
    what = ", ".join(filter(None, (one.name, seats)))
    return {"mail": (what, one.place or renews, one.managed_by, one.id)}


def _backup(session: Session, client_id: int) -> _Known:
    """The first job; what is paid for stands in where no job is written down."""
    one = _first(session, "backup_job", client_id)
    paid = _paid(session, client_id, "backup")
    by = paid.managed_by if paid is not None else ""
    if one is not None:
        confirmed = f"Confirmed {short_date(one.last_good_on)}" if one.last_good_on else ""
        return {"backup": (one.name, confirmed, by or _ours(session, client_id), one.id)}
    if paid is not None:
        return {"backup": (paid.name, _renews(paid), by, None)}
    return {}


def _paid(session: Session, client_id: int, kind: str) -> Any:
    """The first subscription of a kind."""
    return _first(
        session, "subscription", client_id, column(section("subscription"), "kind") == kind
    )


def _renews(one: Any) -> str:
    return f"Renews {short_date(one.expires_on)}" if one.expires_on else str(one.account_number)


def _antivirus(session: Session, client_id: int) -> _Known:
    one = _paid(session, client_id, "antivirus")
    if one is None:
        return {}
    kept = section("device")
    counted = (
        select(func.count())
        .select_from(rows_of(kept))
        .where(
            column(kept, "client_id") == client_id,
            there(kept),
            column(kept, "kind").in_(PCS),
        )
    )
    seats = f"{one.quantity} of {session.scalar(counted) or 0} seats" if one.quantity else ""
    what = ", ".join(filter(None, (one.name, seats)))
    return {"antivirus": (what, _renews(one), one.managed_by, one.id)}


def _firewall(session: Session, client_id: int) -> _Known:
    kind = column(section("device"), "kind") == "firewall"
    one = _first(session, "device", client_id, kind)
    if one is None:
        return {}
    serial = f"serial {one.serial}" if one.serial else ""
    what = ", ".join(filter(None, (one.model or one.make or one.name, serial)))
    until = f"Warranty until {short_date(one.warranty_until)}" if one.warranty_until else ""
    return {"firewall": (what, until, _ours(session, client_id), one.id)}


def _ours(session: Session, client_id: int) -> str:
    """Whether we look after a client's machines: on a plan, or watched by us."""
    row = session.execute(
        select(Client.plan, Client.rmm_level).where(Client.id == client_id)
    ).one_or_none()
    return "us" if row is not None and (row[0] or row[1] not in ("", "none")) else ""
