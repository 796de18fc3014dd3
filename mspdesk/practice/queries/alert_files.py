"""What a file of alerts would do before it is taken (S060)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status
from ...database.reading import once
from ...documentation.models.device import Device
from ...errors import UserError
from ...exchange.dates_in import read_moment
from ...rows import dataclass
from ..models import Alert
from ..rules.alerts import recognise
from .alerts import kinds, meanings


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file as it stands there: its number, and its cells by our fields."""

    line: int
    client: str = ""
    device: str = ""
    text: str = ""
    at: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ReadAlert:
    """A line with what it was found to mean, or what is wrong with it; `known` came before."""

    line: int
    text: str
    client_id: int | None
    client: str
    device_id: int | None
    device: str
    at: datetime | None
    mark: str
    kind: str
    wrong: str = ""
    known: bool = False

    @property
    def id(self) -> int:
        """The line it stands on."""
        return self.line

    @property
    def ready(self) -> bool:
        """Whether it can be taken."""
        return not self.wrong and not self.known


@once
def _clients(session: Session) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for id_, name, number in session.execute(
        select(Client.id, Client.name, Client.number).where(Client.internal.is_(False))
    ):
        for key in {name.casefold(), number.casefold()}:
            found.setdefault(key, []).append((id_, name))
    return found


@once
def _gone(session: Session) -> frozenset[int]:
    """The clients for whom no ticket can be opened any more."""
    found = select(Client.id).where(Client.status.in_((Status.FORMER, Status.DECLINED)))
    return frozenset(session.scalars(found))


@once
def _devices(session: Session) -> dict[str, list[tuple[int, int, str, str]]]:
    found: dict[str, list[tuple[int, int, str, str]]] = {}
    rows = session.execute(
        select(Device.id, Device.client_id, Device.name, Device.serial, Client.name)
        .join(Client, Client.id == Device.client_id)
        .where(Device.retired_on.is_(None))
    )
    for id_, client_id, name, serial, client in rows:
        for key in {name.casefold(), serial.casefold()} - {""}:
            found.setdefault(key, []).append((id_, client_id, name, client))
    return found


def read_alerts(session: Session, lines: Iterable[Line]) -> list[ReadAlert]:
    """Find clients, devices and kinds of the lines of a file; what cannot be found is said."""
    titles = {one.id: one.title for one in kinds(session)}
    known = meanings(session)
    marks = set(session.scalars(select(Alert.mark).where(Alert.mark.is_not(None))))
    found = []
    for one in lines:
        client_id, client, device_id, device, wrong = _where(session, one)
        if client_id in _gone(session):
            wrong = wrong or f"{client} is no longer a client."
        at = None
        try:
            at = read_moment(one.at) if one.at else None
        except UserError as error:
            wrong = wrong or error.text
        if not one.text.strip():
            wrong = wrong or "No text of an alert."
        kind = recognise(one.text, known)
        words = titles.get(kind, "") if kind is not None else ""
        seen = bool(one.mark) and one.mark in marks
        if one.mark:
            marks.add(one.mark)
        found.append(
            ReadAlert(
                one.line,
                one.text.strip(),
                client_id,
                client or one.client,
                device_id,
                device or one.device,
                at,
                one.mark,
                words,
                wrong,
                seen,
            )
        )
    return found


def _where(session: Session, one: Line) -> tuple[int | None, str, int | None, str, str]:
    """Client and device of a line with their names, and what is wrong."""
    clients = _clients(session).get(one.client.strip().casefold(), [])
    devices = _devices(session).get(one.device.strip().casefold(), [])
    if clients:
        if len({id_ for id_, _ in clients}) > 1:
            return None, "", None, "", f"Several clients are called {one.client}."
        client_id, name = clients[0]
        own = [row for row in devices if row[1] == client_id]
        if len(own) == 1:
            return client_id, name, own[0][0], own[0][2], ""
        return client_id, name, None, "", ""
    if len(devices) == 1:
        id_, client_id, name, client = devices[0]
        return client_id, client, id_, name, ""
    if one.client.strip():
        return None, "", None, "", f"No client is called {one.client.strip()[:60]}."
    return None, "", None, "", "Neither its client nor its device is in the books."
