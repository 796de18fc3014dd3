"""What alerts mean, and what came in (S060)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...documentation.models.device import Device
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import Alert, AlertType
from ..rules.alerts import Means, words_of


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of alert: the words it is known by and the ticket it makes; `alerts` came so far."""

    id: int
    version: int
    title: str
    matches: str
    priority: int
    critical_fact: str
    estimate_minutes: int | None
    ticket_title: str
    checklist: str
    makes_ticket: bool
    position: int
    alerts: int


def kinds(session: Session) -> list[KindRow]:
    """Every kind of alert in the order in which they are tried."""
    counted = (
        select(Alert.alert_type_id.label("kind"), func.count().label("alerts"))
        .group_by(Alert.alert_type_id)
        .subquery()
    )
    names = [name for name in KindRow.__dataclass_fields__ if name != "alerts"]
    found: Select[*tuple[Any, ...]] = (
        select(*(getattr(AlertType, name) for name in names), func.coalesce(counted.c.alerts, 0))
        .outerjoin(counted, counted.c.kind == AlertType.id)
        .order_by(AlertType.position, AlertType.id)
    )
    return [KindRow(*row) for row in session.execute(found)]


def kind(session: Session, kind_id: int) -> KindRow | None:
    """One kind of alert, or None."""
    return next((one for one in kinds(session) if one.id == kind_id), None)


def meanings(session: Session) -> list[Means]:
    """How each kind is recognised, in order."""
    found = select(AlertType.id, AlertType.matches).order_by(AlertType.position, AlertType.id)
    return [Means(id_, words_of(words)) for id_, words in session.execute(found)]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert as it came in, and the ticket it made or joined."""

    id: int
    at: datetime
    client_id: int
    client: str
    device: str
    kind: str
    text: str
    ticket_id: int | None
    ticket: int | None
    status: str


def _alerts(session: Session, *conditions: ColumnElement[bool], limit: int = 200) -> list[AlertRow]:
    found: Select[*tuple[Any, ...]] = (
        select(
            Alert.id,
            Alert.at,
            Alert.client_id,
            Client.name,
            func.coalesce(Device.name, ""),
            func.coalesce(AlertType.title, ""),
            Alert.text,
            Alert.ticket_id,
            Ticket.number_int,
            func.coalesce(Ticket.status, ""),
        )
        .join(Client, Client.id == Alert.client_id)
        .outerjoin(Device, Device.id == Alert.device_id)
        .outerjoin(AlertType, AlertType.id == Alert.alert_type_id)
        .outerjoin(Ticket, Ticket.id == Alert.ticket_id)
        .where(*conditions)
        .order_by(Alert.at.desc(), Alert.id.desc())
        .limit(limit)
    )
    return [AlertRow(*row) for row in session.execute(found)]


def newest(session: Session, limit: int = 200) -> list[AlertRow]:
    """The newest alerts."""
    return _alerts(session, limit=limit)


def alerts_between(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[AlertRow]:
    """The alerts of a span of days, the newest first."""
    begin = datetime.combine(first, time())
    wanted: list[ColumnElement[bool]] = [
        Alert.at >= begin,
        Alert.at < datetime.combine(last + timedelta(days=1), time()),
    ]
    if client_id is not None:
        wanted.append(Alert.client_id == client_id)
    return _alerts(session, *wanted, limit=100_000)
