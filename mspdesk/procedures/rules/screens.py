"""What stands in the library besides texts: forms to print, calculators, lists that answer (S139).

Each has a code, by which a starter set opens it, and the place it stands at. A form names the paper
that is printed; one `for_client` asks for which client first.
"""

from dataclasses import field

from ...desk.area import Place
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """A form, a calculator or a list of the program.

    `kind` is form, calculator or screen; `paper` the key of what is printed, empty for what is
    opened; `do` and `about` lead on the tab of `area`. `role` is the code of the hat it is for.
    """

    title: str
    kind: str
    words: str
    department: str = "service"
    role: str = "service_manager"
    paper: str = ""
    for_client: bool = False
    area: str = ""
    do: str = ""
    about: dict[str, str] = field(default_factory=dict)

    @property
    def format(self) -> str:
        """On paper, or on the screen."""
        return "paper" if self.paper else "screen"

    def place(self, client_id: int | None = None) -> Place:
        """Where it stands; for a client where it needs one."""
        return Place(self.area, client_id, self.do, dict(self.about))


def _report(title: str, key: str, words: str, department: str, role: str) -> Screen:
    about = {"report": key}
    return Screen(title, "screen", words, department, role, area="reports", about=about)


def _form(title: str, paper: str, words: str, role: str, department: str = "service") -> Screen:
    return Screen(title, "form", words, department, role, paper=paper)


def _client_form(title: str, paper: str, words: str, role: str = "technician") -> Screen:
    return Screen(title, "form", words, "delivery", role, paper=paper, for_client=True)


def _sums(title: str, area: str, do: str, words: str, department: str, role: str) -> Screen:
    return Screen(title, "calculator", words, department, role, area=area, do=do)


def _list(title: str, area: str, do: str, words: str, department: str, role: str) -> Screen:
    return Screen(title, "screen", words, department, role, area=area, do=do)


_BOSS, _TECH, _ADMIN = "service_manager", "technician", "admin"

SCREENS: dict[str, Screen] = {
    # Forms.
    "worksheet": _form(
        "Technology worksheet, blank",
        "worksheet-blank",
        "What a prospect has, wants and worries about; filled at the first visit.",
        "sales",
        "sales",
    ),
    "tsr-log": _form(
        "TSR log, blank",
        "tsr-blank",
        "Twenty rows for what was tried, before and after, by hand where no screen is.",
        _TECH,
    ),
    "call-log": _form(
        "Third-party call log, blank",
        "calls-blank",
        "A row for every call to a vendor: whom, how long, what was promised.",
        _TECH,
    ),
    "stock-count": _form(
        "Stock count sheet",
        "stock-count",
        "Every part we keep, with room for what is counted.",
        _ADMIN,
        "office",
    ),
    "handbook": _form(
        "Handbook of procedures",
        "handbook",
        "Every live procedure by department, with a page to sign at the end.",
        _ADMIN,
        "office",
    ),
    "acknowledgement": _form(
        "Acknowledgement sheet",
        "acknowledgements",
        "One page on which people sign that they have read the procedures.",
        _ADMIN,
        "office",
    ),
    "restore-test": _client_form(
        "Restore test record", "restore-test", "What was restored, from when, opened by whom."
    ),
    "internet-services": _client_form(
        "Internet-services form",
        "internet-services",
        "Provider, registrar, DNS, web, mail and filter on one page.",
    ),
    "device-list": _client_form("Device list", "devices", "Every documented device of a client."),
    "fact-sheet": _client_form("Client fact sheet", "facts", "A client on one page.", _ADMIN),
    "backup-procedure": _client_form(
        "Backup procedures", "backup-procedure", "What a client's backups are and who looks."
    ),
    "pouch-labels": _client_form(
        "Pouch labels", "pouches", "Labels for the pouches that hold licenses and media.", _ADMIN
    ),
    # Calculators.
    "price-grid": _sums(
        "Price grid of the plans",
        "agreements",
        "prices",
        "What each plan asks and costs, and the margin left.",
        "sales",
        "sales",
    ),
    "services-grid": _sums(
        "Managed services grid",
        "agreements",
        "services",
        "Bought against sold against used, with what the difference costs.",
        "finance",
        "finance",
    ),
    "cash": _sums(
        "Cash, next four weeks",
        "billing",
        "cash",
        "What comes in and goes out, week by week, and what is left.",
        "finance",
        "finance",
    ),
    "budget": _sums(
        "Budget",
        "billing",
        "budget",
        "Planned against real, month by month.",
        "finance",
        "owner",
    ),
    "prepaid": _sums(
        "Prepaid hours",
        "billing",
        "prepaid",
        "Hours bought, drawn and left for each block.",
        "finance",
        "finance",
    ),
    "retired-media": Screen(
        "Backup media over a year",
        "calculator",
        "What it costs to retire media instead of writing over them.",
        "delivery",
        _TECH,
        area="reports",
        about={"report": "retired-media"},
    ),
    # Screens and lists.
    "today": _list("Today", "today", "", "The day as it stands.", "service", _TECH),
    "tickets": _list("The board", "tickets", "", "Open tickets by priority.", "service", _TECH),
    "next-ticket": _list(
        "My next ticket", "tickets", "next", "What to work on now.", "service", _TECH
    ),
    "time": _list("Time", "timekeeping", "", "The day, minute by minute.", "service", _TECH),
    "clients": _list("Clients", "clients", "", "Every client, one page each.", "office", _ADMIN),
    "vendors": _list("Vendors", "clients", "vendors", "Whom we buy from.", "office", _ADMIN),
    "stock": _list("Stock", "clients", "stock", "Parts on the shelf.", "office", _ADMIN),
    "agreements": _list(
        "Agreements", "agreements", "", "Who promised what, and what renews.", "sales", "sales"
    ),
    "catalog": _list(
        "Catalog of services", "agreements", "catalogue", "What we sell.", "sales", "sales"
    ),
    "billing-run": _list(
        "Billing run", "billing", "run", "From last week's time to invoices.", "finance", "finance"
    ),
    "receivables": _list(
        "Who owes what", "billing", "receivables", "Open invoices by age.", "finance", "finance"
    ),
    "late-steps": _list(
        "Late steps", "billing", "collections", "What follows when.", "finance", "finance"
    ),
    "deposits": _list("Deposits", "billing", "deposits", "Checks to bank.", "finance", "finance"),
    "bills": _list("Bills we owe", "billing", "bills", "Money out.", "finance", "finance"),
    "automatic-payments": _list(
        "Automatic payments", "billing", "autopay", "Who pays by itself.", "finance", "finance"
    ),
    "checklists": _list(
        "Checklists", "checklists", "runs", "What runs and what is due.", "service", _TECH
    ),
    "schedule": _list(
        "Maintenance schedule", "checklists", "schedule", "What is due when.", "service", _BOSS
    ),
    "procedures": _list(
        "Procedures", "checklists", "procedures", "How we work, in writing.", "office", _ADMIN
    ),
    "training": Screen(
        "Training record",
        "screen",
        "Who learned what, when, from what.",
        "office",
        _BOSS,
        area="checklists",
        do="library",
        about={"part": "training"},
    ),
    "practice": _list(
        "Service practice", "checklists", "practice", "Targets, roster, alerts.", "service", _BOSS
    ),
    "backlog": _report("Backlog", "backlog", "Open work by client and age.", "service", _BOSS),
    "oldest-tickets": _report(
        "Oldest tickets", "oldest-tickets", "What waits longest.", "service", _BOSS
    ),
    "without-estimate": _report(
        "Tickets without an estimate",
        "tickets-without-estimate",
        "What nobody has weighed.",
        "service",
        _BOSS,
    ),
    "response-met": _report(
        "Response met by client", "response-met", "Targets met or missed.", "service", _BOSS
    ),
    "missing-time": _report(
        "Missing time yesterday", "missing-time", "Paid hours nobody wrote down.", "service", _BOSS
    ),
    "full-time-week": _report(
        "100% time", "full-time-week", "Every paid hour of a week.", "service", _BOSS
    ),
    "categories": _report(
        "Paid time, the team's", "categories", "Paid hours by kind.", "service", _BOSS
    ),
    "renewals": _report(
        "Agreements to renew", "renewals", "What ends in the next 90 days.", "sales", "sales"
    ),
    "recurring": _report(
        "Monthly recurring revenue", "mrr", "What comes in every month.", "finance", "owner"
    ),
    "unbilled": _report(
        "Unbilled time", "unbilled", "Work that is not on an invoice.", "finance", "finance"
    ),
    "restores-due": _report(
        "Restore tests due", "restore-tests-due", "Backups nobody tried.", "delivery", _TECH
    ),
    "plans-state": _report("DR plans", "dr-plans", "How each plan stands.", "delivery", _BOSS),
    "documentation": _report(
        "Documentation by client", "documentation", "What is known of whom.", "delivery", _TECH
    ),
    "reprint-due": _report(
        "Binders to print again", "reprint-due", "Paper behind the facts.", "delivery", _ADMIN
    ),
}
"""Every form, calculator and list by its code."""
