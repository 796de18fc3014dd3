"""What somebody may be promoted to (S006)."""

from collections.abc import Mapping, Sequence

from .shipped import ShippedRole

ADMINS = ("admin", "admin_assistant", "principal_admin", "second_admin", "bookkeeper")
TECHNICIANS = ("technician", "tech_1", "tech_2", "tech_3")
LEADS = {"office_manager": ADMINS, "service_manager": TECHNICIANS}
"""The codes of roles that come below a manager who was one of them."""


def steps_up(code: str, leads_to: str, shipped: Mapping[str, ShippedRole]) -> Sequence[str]:
    """The codes a role leads to, one after the other: tier 2, tier 3, service manager.

    The manager of its kind is always among them.
    """
    found: list[str] = []
    at = leads_to or (shipped[code].leads_to if code in shipped else "")
    while at and at not in found and at != code:
        found.append(at)
        at = shipped[at].leads_to if at in shipped else ""
    managers = [manager for manager in LEADS if comes_below(manager, code)]
    return [*found, *(manager for manager in managers if manager not in found)]


def comes_below(manager: str, code: str) -> bool:
    """Whether roles of a code report to this manager once there is one."""
    return code in LEADS.get(manager, ())
