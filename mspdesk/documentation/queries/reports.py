"""Questions of the reports on documentation: how complete, what changed, whose devices."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import WORDS, WORKED_FOR, Status
from ...dates import utc_of, wall_of
from ...rows import dataclass
from ..models.device import Device
from ..models.services import Subscription
from ..rules.devices import DEVICE_KINDS
from ..rules.words import PAYERS
from .completeness import states_of_all
from .staleness import changes_of_all


@dataclass(frozen=True, slots=True)
class CompleteRow:
    """A client's documentation in one line: `share` in millionths of its sections complete.

    `missing` names the sections that are not.
    """

    id: int
    client: str
    complete: int
    counted: int
    share: int
    missing: str
    checked_on: date | None


def complete_rows(session: Session) -> list[CompleteRow]:
    """The clients we work for by how complete their documentation is, the least first (B1)."""
    names = dict(
        session.execute(
            select(Client.id, Client.name).where(
                Client.status.in_(WORKED_FOR), Client.internal.is_(False)
            )
        ).all()
    )
    rows = []
    for id_, whole in states_of_all(session).items():
        if id_ not in names:
            continue
        open_ones = [one.title for one in whole.sections if one.counted and not one.done]
        looked = [one.checked_on for one in whole.sections if one.checked_on is not None]
        rows.append(
            CompleteRow(
                id_,
                names[id_],
                whole.complete,
                whole.counted,
                whole.percent * 10_000,
                ", ".join(open_ones),
                max(looked, default=None),
            )
        )
    return sorted(rows, key=lambda row: (row.share, row.client.lower()))


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One change of a client's documentation in the time of a report; `at` by the shop's clock."""

    id: int
    client: str
    on: date
    section: str
    what: str
    who: str


MOST_A_CLIENT = 100


def changed_rows(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[ChangedRow]:
    """What changed in clients' documentation between two days, by client, the newest first."""
    found = select(Client.id, Client.name).where(Client.status.in_(WORKED_FOR))
    if client_id is not None:
        found = found.where(Client.id == client_id)
    begin, end = utc_of(first) - timedelta(microseconds=1), utc_of(last, days=1)
    names = dict(session.execute(found.order_by(func.lower(Client.name))).all())
    changes = changes_of_all(session, names, begin, MOST_A_CLIENT)
    return [
        ChangedRow(id_, name, wall_of(one.at).date(), one.section, one.what, one.who)
        for id_, name in names.items()
        for one in changes.get(id_, ())
        if one.at < end
    ]


@dataclass(frozen=True, slots=True)
class OwnedRow:
    """A device at a client that is not the client's (S097)."""

    id: int
    client: str
    status: str
    device: str
    kind: str
    owner: str
    lessor: str
    serial: str
    place: str
    lease_until: date | None


def owned_rows(session: Session, client_id: int | None = None) -> list[OwnedRow]:
    """Devices in use that belong to us or a lessor; those at former clients first (S097)."""
    found = (
        select(
            Device.id,
            Client.name,
            Client.status,
            Device.name,
            Device.kind,
            Device.owner,
            Device.lessor,
            Device.serial,
            Device.place,
            Device.lease_until,
        )
        .join(Client, Client.id == Device.client_id)
        .where(Device.owner != "client", Device.retired_on.is_(None))
        .order_by(
            Client.status.in_(WORKED_FOR),
            func.lower(Client.name),
            Device.owner,
            func.lower(Device.name),
        )
    )
    if client_id is not None:
        found = found.where(Device.client_id == client_id)
    whose = {"us": "Us", "lessor": "A lessor"}
    return [
        OwnedRow(
            row[0],
            row[1],
            WORDS[Status(row[2])],
            row[3],
            DEVICE_KINDS.get(row[4], row[4]),
            whose.get(row[5], row[5]),
            row[6],
            row[7],
            row[8],
            row[9],
        )
        for row in session.execute(found)
    ]


@dataclass(frozen=True, slots=True)
class OrphanRow:
    """A subscription of somebody who is no client any more, or of which nobody knows who pays."""

    id: int
    client: str
    status: str
    name: str
    provider: str
    account: str
    paid_by: str
    unit_cost: int | None
    quantity: int | None


def orphan_rows(session: Session) -> list[OrphanRow]:
    """Subscriptions we pay for businesses that left, and those whose payer nobody knows (S084)."""
    gone = Client.status.in_((Status.FORMER, Status.DECLINED))
    found = (
        select(
            Subscription.id,
            Client.name,
            Client.status,
            Subscription.name,
            Subscription.provider,
            Subscription.account_number,
            Subscription.paid_by,
            Subscription.unit_cost,
            Subscription.quantity,
        )
        .join(Client, Client.id == Subscription.client_id)
        .where(
            Subscription.gone_on.is_(None),
            or_(gone & (Subscription.paid_by != "client"), Subscription.paid_by == ""),
        )
        .order_by(gone.desc(), func.lower(Client.name), func.lower(Subscription.name))
    )
    return [
        OrphanRow(
            id_, client, WORDS[Status(status)], name, by, account, PAYERS[paid], cost, quantity
        )
        for id_, client, status, name, by, account, paid, cost, quantity in session.execute(found)
    ]
