"""What is written of one client, asked once each while its audit is answered."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...documentation.models.network import FirewallRule, Network, RemoteAccess
from ...documentation.models.services import MailSystem, Subscription
from ...documentation.models.software import Application, Credential, DataPlace, DirectoryUser
from ...documentation.queries.backups import JobRow, RestoreRow, jobs, restore_tests
from ...documentation.queries.devices import DeviceRow, devices_of
from ...documentation.rules.devices import COMPUTERS, DEVICE_KINDS
from ...people.rules import first_name
from ...recovery.queries.event import EventRow, events
from ...recovery.queries.plan import ExerciseRow, PlanRow, exercises, plan
from ...shop.queries import shop
from ...vendors.models import VendorAccount
from ..rules.topics import Known

__all__ = ["Books", "Known", "first_name", "newest", "oldest"]


class Books:
    """A client's facts; each kind is asked for when the first topic wants it.

    No secret is reached from here: of credentials only how many there are and how old, of places
    of keys only that there is one.
    """

    def __init__(self, session: Session, client_id: int) -> None:
        self.session, self.client_id, self.day = session, client_id, today()

    def rows(self, model: Any) -> list[Any]:
        """The facts of a kind that are still there, in the order they were written."""
        found = select(model).where(model.client_id == self.client_id, model.gone_on.is_(None))
        return list(self.session.scalars(found.order_by(model.id)))

    @cached_property
    def client(self) -> Client:
        """Whose facts they are."""
        return self.session.get_one(Client, self.client_id)

    @cached_property
    def shop_name(self) -> str:
        """Our own name."""
        return shop(self.session).name

    @cached_property
    def devices(self) -> list[DeviceRow]:
        """Devices that are in use."""
        found = devices_of(self.session, self.client_id)
        return [one for one in found if one.status == "in_use"]

    @cached_property
    def computers(self) -> list[DeviceRow]:
        """Those with an operating system."""
        return [one for one in self.devices if one.kind in COMPUTERS]

    @cached_property
    def jobs(self) -> list[JobRow]:
        """Backup jobs."""
        return jobs(self.session, self.client_id)

    @cached_property
    def restores(self) -> list[RestoreRow]:
        """Restore tests that count and were good, newest first (S076)."""
        return [one for one in restore_tests(self.session, self.client_id) if one.proves]

    @cached_property
    def plan(self) -> PlanRow:
        """The disaster-recovery plan; an empty one where there is none."""
        return plan(self.session, self.client_id)

    @cached_property
    def exercises(self) -> list[ExerciseRow]:
        """When the plan was gone through, newest first."""
        return exercises(self.session, self.client_id)

    @cached_property
    def events(self) -> list[EventRow]:
        """Disasters, newest first."""
        return events(self.session, self.client_id)

    @cached_property
    def subscriptions(self) -> list[Subscription]:
        """What is paid for again and again."""
        return self.rows(Subscription)

    @cached_property
    def mail(self) -> list[MailSystem]:
        """Where the mail lives."""
        return self.rows(MailSystem)

    @cached_property
    def ways_in(self) -> list[RemoteAccess]:
        """Ways in from outside, wireless ones among them."""
        return self.rows(RemoteAccess)

    @cached_property
    def firewall_rules(self) -> list[FirewallRule]:
        """What firewalls let through."""
        return self.rows(FirewallRule)

    @cached_property
    def networks(self) -> list[Network]:
        """Ranges of addresses."""
        return self.rows(Network)

    @cached_property
    def accounts(self) -> list[DirectoryUser]:
        """Accounts in the client's directory."""
        return self.rows(DirectoryUser)

    @cached_property
    def programs(self) -> list[Application]:
        """Programs."""
        return self.rows(Application)

    @cached_property
    def data_places(self) -> list[DataPlace]:
        """Where data lie."""
        return self.rows(DataPlace)

    @cached_property
    def vendor_accounts(self) -> int:
        """How many accounts at vendors are kept of them."""
        found = select(VendorAccount.id).where(VendorAccount.client_id == self.client_id)
        return len(self.session.scalars(found).all())

    @cached_property
    def keys(self) -> list[tuple[bool, date | None]]:
        """Of each credential whether its secret is sealed, and when it last changed; no more."""
        found = select(Credential.sealed, Credential.changed_on).where(
            Credential.client_id == self.client_id, Credential.gone_on.is_(None)
        )
        rows = self.session.execute(found)
        return [("secret" in sealed.split(), changed) for sealed, changed in rows]

    def counted(self, devices: Iterable[DeviceRow]) -> str:
        """How many of each kind in words: 2 servers, 14 workstations."""
        kinds = Counter(one.kind for one in devices)
        return ", ".join(
            many(kinds[kind], words) for kind, words in DEVICE_KINDS.items() if kinds[kind]
        )


_PLURALS = {
    "Switch": "switches",
    "Storage (NAS)": "storage boxes (NAS)",
    "Backup appliance (BDR)": "backup appliances (BDR)",
    "UPS": "UPS units",
    "Other": "others",
}


def many(count: int, words: str) -> str:
    """A number and a noun: 1 server, 3 servers."""
    single = words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"
    return f"{count:,} {single if count == 1 else _PLURALS.get(words, f'{single}s')}"


def oldest(rows: Iterable[Any], name: str = "checked_on") -> date | None:
    """The oldest day on which somebody looked at one of them; None where one was never looked at.

    What rests on several facts is as old as the oldest of them.
    """
    days = [getattr(row, name) for row in rows]
    return None if not days or None in days else min(days)


def newest(rows: Iterable[Any], name: str = "checked_on") -> date | None:
    """The newest day among them, None where there is none."""
    days = [day for row in rows if (day := getattr(row, name)) is not None]
    return max(days, default=None)
