"""What the made-up shop is made of: people, clients, and a year of ordinary work."""

from typing import NamedTuple


class Who(NamedTuple):
    """Somebody at a client: name, title, phone, e-mail; the first of a client is the main one."""

    name: str
    title: str
    phone: str


class Business(NamedTuple):
    """A client: address, plan, what it pays a month (cents), its devices by kind, its people."""

    name: str
    street: str
    city: str
    region: str
    postal: str
    phone: str
    plan: str
    monthly: int
    prefix: str
    devices: tuple[tuple[str, int], ...]
    people: tuple[Who, ...]
    size: int
    terms: int = 15


def domain_of(name: str) -> str:
    """A client's made-up domain: its first word, or the first two where the first says little."""
    first, second = name.lower().split()[:2]
    return f"{first if len(first) > _SHORT else first + second}.example"


_SHORT = 3

PRICES = {
    "Silver": (("server", 15_000, "servers"), ("workstation laptop", 3_000, "computers")),
    "Gold": (("server", 32_500, "servers"), ("workstation laptop", 6_500, "computers")),
    "Platinum": (("server", 45_000, "servers"), ("workstation laptop", 10_500, "computers")),
}
"""What a plan asks a month for each thing of a kind (cents), with the words of the line."""

TARGETS = {
    "Silver": {1: 240, 2: 480},
    "Gold": {1: 120, 2: 240, 3: 480},
    "Platinum": {1: 60, 2: 120, 3: 240, 4: 480},
}
"""How soon a ticket of each priority is answered, in minutes."""


class Work(NamedTuple):
    """An open ticket: title, client, priority, status, who, tier, estimate, age in minutes."""

    title: str
    client: str
    priority: int
    status: str
    who: str
    tier: int
    estimate: int
    age: int
    about: str = ""


PEOPLE = (
    ("Dana Whitlock", ("owner", "service_manager", "technician"), "Owner", 3, 4500),
    ("Marcus Oduya", ("technician",), "Technician", 2, 2600),
    ("Priya Raman", ("admin",), "Admin assistant", 1, 1900),
)
"""Name, access, title, tier, wage in cents an hour."""

BUSINESSES = (
    Business(
        "Alder Street Dental",
        "88 Alder St",
        "Bend",
        "OR",
        "97701",
        "541-555-0110",
        "Gold",
        104000,
        "ASD",
        (("server", 1), ("workstation", 9), ("printer", 2), ("firewall", 1)),
        (
            Who("Lena Ortiz", "Office manager", "541-555-0111"),
            Who("Dr. Hal Brandt", "Owner", "541-555-0112"),
        ),
        12,
    ),
    Business(
        "Brightwater Veterinary",
        "2210 Riverbend Rd",
        "Mankato",
        "MN",
        "56001",
        "507-555-0140",
        "Gold",
        148500,
        "BWV",
        (
            ("server", 1),
            ("workstation", 12),
            ("laptop", 3),
            ("printer", 3),
            ("firewall", 1),
            ("switch", 2),
            ("ups", 1),
        ),
        (
            Who("Ines Varga", "Practice manager", "507-555-0142"),
            Who("Dr. Tom Kessel", "Owner, approves spend", "507-555-0143"),
            Who("Rosa Bell", "Front desk, after 6 pm", "507-555-0148"),
        ),
        11,
    ),
    Business(
        "Calloway & Finch CPAs",
        "14 Court Sq",
        "Dayton",
        "OH",
        "45402",
        "937-555-0121",
        "Platinum",
        324000,
        "CFC",
        (
            ("server", 2),
            ("workstation", 16),
            ("laptop", 6),
            ("printer", 4),
            ("firewall", 1),
            ("switch", 3),
        ),
        (
            Who("Maud Finch", "Partner", "937-555-0122"),
            Who("Owen Pratt", "Office manager", "937-555-0123"),
        ),
        22,
    ),
    Business(
        "Copperline Plumbing Supply",
        "601 Depot Ave",
        "Pueblo",
        "CO",
        "81003",
        "719-555-0133",
        "Silver",
        41000,
        "CPS",
        (("server", 1), ("workstation", 6), ("printer", 2), ("firewall", 1)),
        (Who("Gil Navarro", "Counter manager", "719-555-0134"),),
        9,
    ),
    Business(
        "Dunmore Title & Escrow",
        "250 State St",
        "Erie",
        "PA",
        "16501",
        "814-555-0161",
        "Gold",
        128500,
        "DTE",
        (("server", 1), ("workstation", 14), ("printer", 3), ("firewall", 1)),
        (
            Who("Carol Dunmore", "Owner", "814-555-0162"),
            Who("Jess Adler", "Escrow officer", "814-555-0163"),
        ),
        15,
    ),
    Business(
        "Eastgate Physical Therapy",
        "19 Eastgate Dr",
        "Macon",
        "GA",
        "31201",
        "478-555-0171",
        "Silver",
        50250,
        "EPT",
        (("workstation", 7), ("printer", 2)),
        (Who("Nora Bates", "Clinic director", "478-555-0172"),),
        8,
    ),
    Business(
        "Fernhill Montessori",
        "5 Fernhill Ln",
        "Ithaca",
        "NY",
        "14850",
        "607-555-0181",
        "Silver",
        33000,
        "FHM",
        (("workstation", 8), ("laptop", 3), ("switch", 2)),
        (
            Who("Paul Greer", "Head of school", "607-555-0182"),
            Who("Amy Soto", "Office", "607-555-0183"),
        ),
        14,
    ),
    Business(
        "Granite Bay Surveyors",
        "72 Ledge Rd",
        "Nashua",
        "NH",
        "03060",
        "603-555-0191",
        "Silver",
        71840,
        "GBS",
        (("workstation", 6), ("laptop", 5), ("nas", 1)),
        (Who("Ray Colby", "Principal", "603-555-0192"),),
        9,
    ),
    Business(
        "Hollis Orchards",
        "1180 Hollis Rd",
        "Yakima",
        "WA",
        "98902",
        "509-555-0201",
        "Gold",
        86500,
        "HOL",
        (("server", 1), ("workstation", 8), ("printer", 2), ("firewall", 1)),
        (
            Who("Bea Hollis", "Owner", "509-555-0202"),
            Who("Jon Hollis", "Packing house", "509-555-0203"),
        ),
        10,
    ),
    Business(
        "Juniper Law Group",
        "300 Palace Ave",
        "Santa Fe",
        "NM",
        "87501",
        "505-555-0211",
        "Silver",
        62250,
        "JLG",
        (("workstation", 10), ("laptop", 4), ("printer", 2)),
        (
            Who("Iris Montoya", "Office manager", "505-555-0212"),
            Who("Del Reyes", "Partner", "505-555-0213"),
        ),
        13,
    ),
    Business(
        "Kestrel Machine & Tool",
        "1840 Foundry Rd",
        "Rockford",
        "IL",
        "61109",
        "815-555-0119",
        "Platinum",
        231000,
        "KES",
        (
            ("server", 2),
            ("workstation", 11),
            ("laptop", 2),
            ("printer", 3),
            ("firewall", 1),
            ("switch", 2),
            ("ups", 2),
        ),
        (
            Who("Tess Brandt", "Accounts payable", "815-555-0120"),
            Who("Lou Kestrel", "Owner", "815-555-0124"),
        ),
        26,
    ),
    Business(
        "Larkspur Property Mgmt",
        "47 Larkspur Ct",
        "Tulsa",
        "OK",
        "74103",
        "918-555-0221",
        "",
        0,
        "LPM",
        (("workstation", 5), ("printer", 1)),
        (Who("Gwen Tate", "Manager", "918-555-0222"),),
        7,
    ),
    Business(
        "Northfold Printing",
        "9 Press Row",
        "Duluth",
        "MN",
        "55802",
        "218-555-0231",
        "Gold",
        98000,
        "NFP",
        (("server", 1), ("workstation", 9), ("printer", 4)),
        (Who("Sam Northfold", "Owner", "218-555-0232"),),
        11,
    ),
    Business(
        "Old Mill Brewing",
        "33 Mill St",
        "Asheville",
        "NC",
        "28801",
        "828-555-0241",
        "",
        0,
        "OMB",
        (("workstation", 4), ("laptop", 2)),
        (Who("Kit Farrow", "Owner", "828-555-0242"),),
        8,
        30,
    ),
)

OPEN_WORK = (
    Work(
        "Line-of-business database will not open on any PC",
        "Brightwater Veterinary",
        1,
        "in_progress",
        "Marcus Oduya",
        2,
        180,
        52,
        "Front desk and both exam rooms see “cannot connect to data file”. Started after the 8:50"
        " am power flicker. Paper charts in use, clinic open until 6.",
    ),
    Work(
        "Nightly backup has not confirmed for two nights",
        "Kestrel Machine & Tool",
        2,
        "in_progress",
        "Dana Whitlock",
        2,
        60,
        1500,
        "Last confirmed copy is three days old. The job starts and stops without a message.",
    ),
    Work(
        "New hire starts Monday: account, laptop, phone",
        "Juniper Law Group",
        2,
        "scheduled",
        "Marcus Oduya",
        1,
        150,
        1620,
        "Paralegal, needs the case system and the shared printer.",
    ),
    Work(
        "Title software prints blank second page",
        "Dunmore Title & Escrow",
        2,
        "waiting_third_party",
        "Dana Whitlock",
        3,
        60,
        4400,
        "Since the update on Friday every closing statement has an empty page two.",
    ),
    Work(
        "VPN drops every hour for two partners",
        "Calloway & Finch CPAs",
        2,
        "assigned",
        "Marcus Oduya",
        2,
        60,
        4700,
        "Both work from home. Always at the full hour.",
    ),
    Work(
        "Scan to folder stopped after password change",
        "Alder Street Dental",
        3,
        "new",
        "",
        1,
        30,
        130,
        "The copier in the hallway says “login failed”.",
    ),
    Work(
        "Replace UPS battery, front desk",
        "Larkspur Property Mgmt",
        3,
        "waiting_client",
        "Dana Whitlock",
        1,
        45,
        1700,
        "Beeps every minute. Battery offered, waiting for yes.",
    ),
    Work(
        "Shared calendar missing for field crew",
        "Granite Bay Surveyors",
        3,
        "assigned",
        "Marcus Oduya",
        1,
        30,
        4600,
        "Three phones no longer show the crew calendar.",
    ),
    Work(
        "Move label printer to warehouse PC",
        "Copperline Plumbing Supply",
        3,
        "scheduled",
        "Marcus Oduya",
        1,
        60,
        7300,
        "Driver is on the counter PC only.",
    ),
    Work(
        "Quarterly restore test: file and mailbox",
        "Hollis Orchards",
        3,
        "scheduled",
        "Dana Whitlock",
        2,
        90,
        8900,
        "One file from the packing share and one mailbox.",
    ),
    Work(
        "Map and label switch ports, second floor",
        "Fernhill Montessori",
        3,
        "assigned",
        "Dana Whitlock",
        2,
        240,
        13100,
        "Nobody knows which port feeds the art room.",
    ),
    Work(
        "Tidy cabling behind reception desk",
        "Eastgate Physical Therapy",
        4,
        "new",
        "",
        1,
        60,
        3000,
        "Patients catch their feet in it.",
    ),
    Work(
        "Old laptop: wipe and recycle certificate",
        "Old Mill Brewing",
        4,
        "waiting_client",
        "Priya Raman",
        1,
        30,
        13200,
        "They still look for one photo on it.",
    ),
    Work(
        "Plan replacement of three 2019 workstations",
        "Northfold Printing",
        4,
        "assigned",
        "Dana Whitlock",
        3,
        150,
        23200,
        "Prepress, proofing and the front counter.",
    ),
)

NOTES = (
    (
        "Ines Varga",
        0,
        (
            "Server light is on, but nobody can open the practice database. The UPS in"
            " the closet is beeping."
        ),
        0,
    ),
    (
        "Marcus Oduya",
        17,
        (
            "Server reachable. Database service is stopped, log shows an unclean"
            " shutdown. UPS reports replace battery."
        ),
        15,
    ),
    (
        "Marcus Oduya",
        34,
        (
            "Copied the data files before touching anything. Running consistency"
            " check, about 20 minutes. Next update at 10:15."
        ),
        15,
    ),
)
"""The notes on the first ticket: who, minutes after the call, words, minutes worked."""

SMALL_WORK = (
    (
        "Printer offline after power cut",
        "Cleared the queue, set a fixed address, printed a page.",
        25,
    ),
    ("Password reset for front desk", "Called back to prove who asked, set a new password.", 10),
    ("Mailbox full", "Moved two years into the archive, explained how to find it again.", 20),
    (
        "Slow after update",
        "Removed the stuck update, ran it again, restarted. Opens in 4 s now.",
        45,
    ),
    ("New user account", "Account, mailbox, groups and shared folders set up and tested.", 60),
    (
        "Cannot open shared spreadsheet",
        "Closed the stale lock on the server. Opens for everybody.",
        15,
    ),
    ("Phone does not ring", "Port was switched off after the move. Turned on and labeled.", 30),
    (
        "Restore a deleted folder",
        "Restored from last night, client opened three files to check.",
        35,
    ),
    ("Wireless weak in meeting room", "Moved the access point two meters, measured again.", 55),
    ("Scanner leaves a stripe", "Cleaned the glass and showed how to do it.", 20),
    ("Virus warning", "Checked the machine, a browser notice only. Blocked the site.", 40),
    ("Move workstation to new desk", "Moved, cabled, labeled and tested with the user.", 50),
)
"""Ordinary tickets of a year: title, what was done, minutes."""

GOODS = (
    ("hardware", "Power supply, 650 W", 4150, 2900),
    ("hardware", "SSD 1 TB", 11900, 8900),
    ("hardware", "UPS 1500 VA", 25900, 19900),
    ("hardware", "Laptop 14 inch", 112900, 91000),
    ("software", "Office suite license, one year", 26400, 21000),
    ("hardware", "Access point", 16900, 11900),
)
"""What is sold besides work: kind, words, price and cost in cents."""

MORNINGS = (
    ("Dana Whitlock", "service_manager", "Plan the day, look over the board"),
    ("Marcus Oduya", "technician", "Read the day's tickets, pack the car"),
    ("Priya Raman", "admin", "Mail, phones and accounts"),
)
"""How each day begins: who, under which hat, in which words."""

AFTERNOONS = {
    "Dana Whitlock": ("client_manager", "Calls to clients, notes for their yearly talks"),
    "Marcus Oduya": ("technician", "Parts, the van and the workbench"),
}
"""How a day ends that has time left: under which hat, in which words."""

TIMER = "Nightly backup has not confirmed for two nights"
"""The ticket the owner's timer runs on."""

TALKS = (
    ("Kestrel Machine & Tool", "Lou wants a plan for the two old spindle PCs before summer.", 6),
    ("Hollis Orchards", "Harvest needs wireless in the packing house. Asked for a price.", 3),
    ("Juniper Law Group", "Silver is too small for them now. Talk about Gold at renewal.", 10),
)
"""Talks with clients: who, what was said, and in how many days to talk again."""
