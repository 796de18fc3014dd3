"""What can be chosen when a checklist is begun: a client's devices, sites and open tickets."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Site
from ...documentation.models.device import Device
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.rules import ENDED, number_words

MOST = 200


@dataclass(frozen=True, slots=True)
class RunChoices:
    """What a run for one client may be about: (id, words) each."""

    client: str
    sites: tuple[tuple[int, str], ...]
    devices: tuple[tuple[int, str], ...]
    tickets: tuple[tuple[int, str], ...]


def run_choices(session: Session, client_id: int) -> RunChoices:
    """The sites, devices and open tickets of a client."""
    sites = select(Site.id, Site.name).where(Site.client_id == client_id)
    devices = select(Device.id, Device.name).where(
        Device.client_id == client_id, Device.retired_on.is_(None)
    )
    tickets = select(Ticket.id, Ticket.number_int, Ticket.title).where(
        Ticket.client_id == client_id, Ticket.status.not_in(ENDED), Ticket.standing.is_(False)
    )
    newest = tickets.order_by(Ticket.id.desc()).limit(MOST)
    name = session.scalar(select(Client.name).where(Client.id == client_id)) or ""
    return RunChoices(
        name,
        tuple((row[0], row[1]) for row in session.execute(sites.order_by(Site.name))),
        tuple((row[0], row[1]) for row in session.execute(devices.order_by(Device.name))),
        tuple(
            (id_, f"{number_words(number)} {title}")
            for id_, number, title in session.execute(newest)
        ),
    )
