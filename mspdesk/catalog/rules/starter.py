"""What a new catalogue begins with: words to begin with, none of them with a price (E14)."""

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Offering:
    """One offering as it ships; models.CatalogItem tells what the words mean."""

    code: str
    name: str
    unit: str
    counts: str = ""
    setup_kind: str = ""
    value_words: str = ""
    kind: str = "service"
    recurring: bool = True
    in_grid: bool = True


def _care(code: str, name: str, unit: str, counts: str) -> Offering:
    """A bundle that a plan sells for each thing it looks after."""
    return Offering(code, name, unit, counts, kind="plan", in_grid=False)


def _once(code: str, name: str, unit: str, setup_kind: str = "", kind: str = "setup") -> Offering:
    """Something paid once."""
    return Offering(code, name, unit, "", setup_kind, kind=kind, recurring=False, in_grid=False)


OFFERINGS = (
    _care("CARE-SRV", "Server care", "server", "servers"),
    _care("CARE-WS", "Workstation care", "workstation", "workstations"),
    _care("CARE-NET", "Network device care", "network", "network"),
    _care("CARE-PRN", "Printer care", "printer", "printers"),
    Offering(
        "RMM",
        "Monitoring agent",
        "each",
        "computers",
        "rmm",
        "Trouble is seen before people notice it.",
    ),
    Offering("RMM-NET", "Network monitoring", "network", "network", "rmm"),
    Offering(
        "AV",
        "Managed antivirus",
        "each",
        "computers",
        "antivirus",
        "Every computer is protected, and somebody looks whether it is.",
        "software",
    ),
    Offering("SPAM", "Spam filter", "user", "users", "spam_filter", "Mail worth reading."),
    Offering("MAIL", "Hosted mailbox", "user", "users", "hosted_mail"),
    Offering("MAIL-ARC", "Mail archive", "user", "users", "hosted_mail"),
    Offering("OFFICE", "Office suite, for each user", "user", "users", "office", "", "software"),
    Offering("STORE", "Hosted file storage", "user", "users", "hosted_storage"),
    Offering("PWM", "Password safe", "user", "users", "cloud"),
    Offering("TRAIN", "Security lessons", "user", "users", "cloud"),
    Offering("DNS", "Web filter", "user", "users", "cloud"),
    Offering("BDR", "Backup and recovery appliance", "each", "appliances", "bdr"),
    Offering(
        "BDR-OFF",
        "Off-site copy of the backup",
        "server",
        "servers",
        "bdr",
        "The business goes on after a fire.",
    ),
    Offering("BAK-WS", "Workstation backup", "workstation", "workstations", "bdr"),
    Offering("FW", "Firewall subscription", "each", "firewalls", "", "", "software"),
    Offering("SITE", "Web site hosting", "site", "", "cloud"),
    Offering("DOM", "Domain name, a year", "each", "", "cloud"),
    Offering("SSL", "Web certificate, a year", "each", "", "cloud"),
    _once("SET-USER", "Setting up a new user", "user", "hosted_mail"),
    _once("SET-WS", "Setting up a new computer", "workstation", "rmm"),
    _once("SET-SRV", "Setting up a new server", "server", "rmm"),
    _once("SET-BDR", "Setting up a backup appliance", "each", "bdr"),
    _once("HW-WS", "Workstation, business grade", "each", "", "hardware"),
    _once("HW-SRV", "Server", "each", "", "hardware"),
    _once("HW-FW", "Firewall", "each", "", "hardware"),
    _once("HW-UPS", "Battery backup (UPS)", "each", "", "hardware"),
)

BUNDLES = {
    "CARE-SRV": ("RMM", "AV"),
    "CARE-WS": ("RMM", "AV"),
    "CARE-NET": ("RMM-NET",),
}
"""What one piece of a bundle holds, by codes."""

UNIT_ITEMS = {
    "server": "CARE-SRV",
    "workstation": "CARE-WS",
    "network": "CARE-NET",
    "printer": "CARE-PRN",
}
"""What one unit of a plan holds in the catalogue."""

PLANNED_MINUTES: dict[str, dict[str, int]] = {
    "silver": {"server": 60},
    "gold": {"server": 75, "workstation": 15},
    "platinum": {"server": 90, "workstation": 20, "network": 10, "printer": 10},
}
"""Minutes planned a month; a server takes 60 to 90 (S102). What has none is not looked after."""

SUMMARIES = {
    "silver": "Servers are looked after; other work is by the hour.",
    "gold": "Servers and workstations are looked after.",
    "platinum": "Everything with a plug is looked after, printers and network too.",
}

ROWS: tuple[tuple[str, tuple[str, str, str]], ...] = (
    ("Servers looked after", ("yes", "yes", "yes")),
    ("Workstations and laptops looked after", ("no", "yes", "yes")),
    ("Network devices and printers looked after", ("no", "no", "yes")),
    ("Operating systems and programs kept up to date", ("Servers", "yes", "yes")),
    ("Antivirus, managed", ("Servers", "yes", "yes")),
    ("Monitoring, day and night", ("Servers", "yes", "yes")),
    ("Backup checked every working day", ("yes", "yes", "yes")),
    ("Help for what the plan looks after", ("By the hour", "yes", "yes")),
    ("Restore test", ("Yearly", "Twice a year", "Quarterly")),
    ("Roadmap meeting", ("Yearly", "Twice a year", "Quarterly")),
    ("After hours and holidays", ("2× rate", "2× rate", "2× rate")),
)
"""What is included: each row with what silver, gold and platinum do about it."""

EXCLUDED = (
    "Additions, moves and changes",
    "New hardware and new software, and installing them",
    "Projects",
    "Upgrades of business programs that take hours",
    "Training",
)
"""Never part of a plan: the dark line between looking after and changing (S102)."""

ALSO_EXCLUDED: dict[str, tuple[str, ...]] = {
    "silver": ("Work on workstations, laptops, network devices and printers",),
    "gold": ("Work on network devices and printers",),
    "platinum": (),
}

MINIMUMS = (
    "Operating systems their makers still support",
    "Licenses for every program in use",
    "A backup that can be restored",
    "A firewall under subscription",
)
"""What must be so before a plan begins."""
