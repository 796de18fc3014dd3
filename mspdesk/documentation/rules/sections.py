"""The kinds of facts kept of a client, each with its fields: one table of them a section.

A section is what the grid shows, what is pasted into and what a list prints; which of them make a
section of the network binder is in `chapters`.
"""

from collections.abc import Mapping

from ...errors import UserError
from . import of_devices, of_network, of_services, of_software
from .fields import FactField
from .section import Section

__all__ = ["SECTIONS", "FactField", "Section", "section"]

SECTIONS: tuple[Section, ...] = (
    of_devices.DEVICE,
    of_network.NETWORK,
    of_network.ADDRESS,
    of_network.CIRCUIT,
    of_services.DOMAIN,
    of_services.WEB_SITE,
    of_services.CERTIFICATE,
    of_software.DATA_PLACE,
    of_software.PRINTER,
    of_software.POLICY,
    of_services.MAIL_SYSTEM,
    of_services.BACKUP_JOB,
    of_software.LICENSE,
    of_software.SHARE,
    of_software.DIRECTORY_USER,
    of_network.FIREWALL_RULE,
    of_software.CREDENTIAL,
    of_software.APPLICATION,
    of_services.SUBSCRIPTION,
    of_network.REMOTE_ACCESS,
)
"""Every kind of fact in the order of the network binder (B1, B7)."""

_BY_KEY: Mapping[str, Section] = {one.key: one for one in SECTIONS}


def section(key: str) -> Section:
    """A section by its key; raises UserError for one nobody knows."""
    found = _BY_KEY.get(key)
    if found is None:
        raise UserError(f"There is no section called {key}.")
    return found
