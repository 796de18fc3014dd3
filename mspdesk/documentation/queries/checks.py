"""What must always be so in the documentation; `check_books` asks it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models.device import Device
from ..models.network import Address, Network
from ..rules.addresses import ip_of, range_of, sort_of
from ..rules.section import Section
from ..rules.sections import SECTIONS, section
from .tables import column, rows_of

SHOWN = 20
"""As many faults of a kind are named; more say no more."""


def check_facts(session: Session) -> list[str]:
    """Facts point to their own client's records; addresses lie in their network, in order."""
    return [
        *_some(_strangers(session)),
        *_some(_addresses(session)),
        *_some(_networks(session)),
        *_some(_devices(session)),
    ]


def _some(faults: Iterator[str]) -> list[str]:
    return [fault for fault, _ in zip(faults, range(SHOWN), strict=False)]


def _strangers(session: Session) -> Iterator[str]:
    """Facts that point to a device, network, key, site or contact of another client."""
    for kept in SECTIONS:
        for field in kept.fields:
            if field.kind == "ref" and field.ref not in ("vendor", "site", "contact"):
                yield from _pointing(session, kept, field.name, section(field.ref))


def _pointing(session: Session, kept: Section, name: str, to: Section) -> Iterator[str]:
    other = rows_of(to).alias()
    found = (
        select(column(kept, kept.name), column(kept, "client_id"))
        .select_from(rows_of(kept))
        .join(other, other.c.id == column(kept, name))
        .where(other.c.client_id != column(kept, "client_id"))
        .limit(SHOWN)
    )
    for words, client_id in session.execute(found):
        yield (
            f"The {kept.one} {words} of client {client_id} points to a {to.one} of another client."
        )


def _addresses(session: Session) -> Iterator[str]:
    found = select(Address.ip, Address.sort, Network.cidr).outerjoin(
        Network, Network.id == Address.network_id
    )
    for ip, sort, cidr in session.execute(found.where(Address.gone_on.is_(None))):
        if sort != sort_of(ip):
            yield f"The address {ip} is not in its place in the order."
        held, address = range_of(cidr) if cidr else None, ip_of(ip)
        if held is not None and address is not None and address not in held:
            yield f"The address {ip} is not in its network {cidr}."


def _networks(session: Session) -> Iterator[str]:
    for cidr, sort in session.execute(select(Network.cidr, Network.sort)):
        if sort != sort_of(cidr):
            yield f"The network {cidr} is not in its place in the order."


def _devices(session: Session) -> Iterator[str]:
    wrong = (Device.status == "retired") != Device.retired_on.is_not(None)
    for name in session.scalars(select(Device.name).where(wrong).limit(SHOWN)):
        yield f"The device {name} is retired without a day, or has a day and is not retired."


CHECKS = (check_facts,)
