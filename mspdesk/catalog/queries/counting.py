"""How many of a thing are documented at clients: what fills a count in by itself."""

from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Site
from ...dates import today
from ...documentation.models.device import Device
from .. import rules

CHUNK = 400


class Counted:
    """What is documented at some clients, asked once and only when something counts it."""

    def __init__(self, session: Session, clients: Iterable[int]) -> None:
        self._session = session
        self._clients = sorted(set(clients))
        self._asked = False
        self._devices: dict[tuple[int, str], int] = {}
        self._people: dict[int, int | None] = {}
        self._sites: dict[int, int] = {}

    def count(self, counts: str, client_id: int) -> int | None:
        """How many there are; None where nobody noted it, or nothing is counted."""
        if not counts or counts not in rules.COUNTS:
            return None
        if not self._asked:
            self._ask()
        if counts == "users":
            return self._people.get(client_id)
        if counts == "sites":
            return self._sites.get(client_id)
        kinds = rules.COUNTED_KINDS[counts]
        return sum(self._devices.get((client_id, kind), 0) for kind in kinds)

    def _ask(self) -> None:
        self._asked = True
        on = today()
        for start in range(0, len(self._clients), CHUNK):
            some = self._clients[start : start + CHUNK]
            devices = (
                select(Device.client_id, Device.kind, func.count())
                .where(
                    Device.client_id.in_(some),
                    or_(Device.retired_on.is_(None), Device.retired_on > on),
                )
                .group_by(Device.client_id, Device.kind)
            )
            for client_id, kind, count in self._session.execute(devices):
                self._devices[client_id, kind] = count
            people = select(Client.id, Client.people_count).where(Client.id.in_(some))
            self._people |= dict(self._session.execute(people).all())
            sites = (
                select(Site.client_id, func.count())
                .where(Site.client_id.in_(some))
                .group_by(Site.client_id)
            )
            self._sites |= dict(self._session.execute(sites).all())


def counts_at(session: Session, client_id: int) -> dict[str, int]:
    """What is documented at a client, by what may be counted; people only where noted."""
    counted = Counted(session, {client_id})
    found = {name: counted.count(name, client_id) for name in rules.COUNTS if name}
    return {name: count or 0 for name, count in found.items()}
