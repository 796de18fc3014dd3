"""What offerings are counted in and who sets them up, and what is left of a price (B5, S005)."""

from collections.abc import Mapping

from ...errors import UserError
from ...money import half_up
from ...rows import dataclass

KINDS = {
    "plan": "Plan",
    "service": "Service",
    "software": "Software",
    "hardware": "Hardware",
    "setup": "Setup, once",
}
"""The line an offering makes on an invoice, and the words for it."""

UNITS = {
    "server": "Server",
    "workstation": "Workstation",
    "user": "User",
    "site": "Site",
    "printer": "Printer",
    "network": "Network device",
    "flat": "Flat",
    "each": "Each",
    "hour": "Hour",
    "month": "Month",
}
"""What a line is counted in, and the words for it (B5)."""

PLAN_UNITS = ("server", "workstation", "user", "site", "printer", "network", "flat")
"""What a plan may have a price for, in the order of the grid."""

UNIT_WORDS = {
    "server": "servers",
    "workstation": "workstations",
    "user": "users",
    "site": "sites",
    "printer": "printers",
    "network": "network devices",
    "flat": "flat",
}
"""How a unit is called on the line of a plan: Gold, workstations."""

COUNTS = {
    "": "The count typed here",
    "servers": "Servers in the device list",
    "workstations": "Workstations and laptops",
    "computers": "Servers, workstations and laptops",
    "users": "People at the client",
    "sites": "Sites",
    "printers": "Printers",
    "network": "Firewalls, switches, access points",
    "firewalls": "Firewalls",
    "appliances": "Backup appliances (BDR)",
}
"""What may fill a count in by itself at each billing."""

COUNTED_KINDS: Mapping[str, tuple[str, ...]] = {
    "servers": ("server",),
    "workstations": ("workstation", "laptop"),
    "computers": ("server", "workstation", "laptop"),
    "printers": ("printer",),
    "network": ("firewall", "switch", "access point"),
    "firewalls": ("firewall",),
    "appliances": ("bdr",),
}
"""The kinds of device behind each count."""

COUNT_OF_UNIT = {
    "server": "servers",
    "workstation": "workstations",
    "user": "users",
    "site": "sites",
    "printer": "printers",
    "network": "network",
}
"""What fills in the count of a plan's unit."""

SETUP_KINDS = {
    "": "Nothing to set up",
    "hosted_mail": "Hosted mail",
    "spam_filter": "Spam filter",
    "antivirus": "Antivirus",
    "office": "Office suite",
    "hosted_storage": "Hosted storage",
    "cloud": "Other cloud service",
    "rmm": "Monitoring (RMM)",
    "bdr": "Backup appliance (BDR)",
}
"""What kind of set-up an offering needs (S005)."""

SETUP_BY = {"admin": "Admin", "tech": "Technician"}
"""Who sets an offering up."""

ADMINS_OWN = frozenset(
    {"hosted_mail", "spam_filter", "antivirus", "office", "hosted_storage", "cloud"}
)
"""Set-ups done from a completed form, which default to an admin and to nobody else (S005)."""

TECHNICIANS_OWN = frozenset({"rmm", "bdr"})
"""Set-ups that ask for technical judgment, which default to a technician only (S005)."""

TIERS = {"silver": "Silver", "gold": "Gold", "platinum": "Platinum"}
"""The three plans, from the smallest to the largest (S102)."""


def setup_default(setup_kind: str) -> str:
    """Who a set-up of this kind falls to unless said otherwise: admin or tech (S005)."""
    return "tech" if setup_kind in TECHNICIANS_OWN else "admin"


def check_setup(setup_kind: str, setup_by: str) -> None:
    """Refuse a set-up that falls to the wrong hands by default; raises UserError on setup_by."""
    if setup_kind not in SETUP_KINDS:
        raise UserError("Choose what is to be set up.", "setup_kind")
    if setup_by not in SETUP_BY:
        raise UserError("Choose who sets it up.", "setup_by")
    words = SETUP_KINDS[setup_kind]
    if setup_kind in ADMINS_OWN and setup_by != "admin":
        raise UserError(
            f"{words} is set up by an admin from a completed form; choose Admin.", "setup_by"
        )
    if setup_kind in TECHNICIANS_OWN and setup_by != "tech":
        raise UserError(f"{words} is set up by a technician; choose Technician.", "setup_by")


def paid_cost(minutes: int, productive: int, hour: int) -> int:
    """What recorded minutes cost: the hours paid for them, at what a paid hour costs.

    `productive` is percent of paid time that is recorded on clients, `hour` minor units. 5 h at
    62 % are 8.06 paid hours, at $25 they cost $201.61 (B5). Rounded half up once.
    """
    if not 1 <= productive <= 100:
        raise UserError("Type a share from 1 to 100.", "productive")
    return half_up(minutes * hour * 100, 60 * productive)


@dataclass(frozen=True, slots=True)
class Margin:
    """What is left of a month's revenue, in minor units; `minutes` is the labor behind it."""

    revenue: int
    cost: int
    minutes: int
    labor: int

    @property
    def before_labor(self) -> int:
        """Revenue without what was bought: 850 less 14 times 4 is 794."""
        return self.revenue - self.cost

    @property
    def left(self) -> int:
        """What is left after labor: $592.39 in the worked example of B5."""
        return self.before_labor - self.labor

    @property
    def percent(self) -> int | None:
        """What is left in whole percent of revenue, half up; None without revenue."""
        return half_up(self.left * 100, self.revenue) if self.revenue else None


def margin(revenue: int, cost: int, minutes: int, productive: int, hour: int) -> Margin:
    """What is left of revenue after what was bought and the hours paid (B5)."""
    return Margin(revenue, cost, minutes, paid_cost(minutes, productive, hour))


SAID = {"yes": "yes", "y": "yes", "x": "yes", "✓": "yes", "included": "yes"}
SAID |= {"": "no", "no": "no", "n": "no", "-": "no", "–": "no", "not included": "no"}


def read_cell(typed: str) -> tuple[str, str]:
    """What a cell of the plans says: yes, no, or words such as 4 h a month, then $150."""
    text = " ".join(typed.split())
    said = SAID.get(text.lower())
    return (said, "") if said is not None else ("words", text)


def cell_text(said: str, words: str) -> str:
    """A cell as it is typed: yes, no, or its words."""
    return words or ("yes" if said == "yes" else "no")


def cycle_among(members: Mapping[int, set[int]], start: int) -> bool:
    """Whether a bundle holds itself, at whatever depth; `members` are item ids by bundle."""
    seen: set[int] = set()
    ahead = list(members.get(start, ()))
    while ahead:
        one = ahead.pop()
        if one == start:
            return True
        if one not in seen:
            seen.add(one)
            ahead.extend(members.get(one, ()))
    return False
