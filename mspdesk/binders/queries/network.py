"""Leaves of the network binder, in the order of B7, and those the DR binder borrows."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ...clients import queries as clients
from ...documentation.queries.credentials import credentials
from ...documentation.queries.facts import FactRow
from ...documentation.queries.map import MapDocument, map_document
from ...documentation.rules.words import CREDENTIAL_KINDS
from ...people.queries import person
from ...rows import dataclass
from ...shop.queries import shop
from ...vendors.queries.vendors import accounts
from ..rules.content import Col, Framed, Page, Pairs, Part, Prose, Table
from ..rules.facts import Fact
from .sections import cell, facts, said_none, table

PHONE = 98
"""The width of a column of numbers to call, in points."""

_COMPUTERS = ("workstation", "laptop")


def _kind(*kinds: str) -> Callable[[FactRow], bool]:
    return lambda row: row.values["kind"] in kinds


def client_page(session: Session, client_id: int) -> Page:
    """Client, sites, people, and who looks after them (B7, page 3)."""
    client = clients.client(session, client_id)
    if client is None:
        return Page("Client", ())
    return Page(
        client.name,
        (
            Pairs(
                "",
                (
                    ("Legal name", client.legal_name or client.name),
                    ("Client number", client.number),
                    ("Phone", client.phone),
                    ("Address", client.address_line),
                    ("Web site", client.website),
                    ("Mail domain", client.email_domain),
                ),
            ),
            _sites(session, client_id),
            people_table(session, client_id),
            provider(session, client.primary_person_id),
        ),
    )


def _sites(session: Session, client_id: int) -> Table:
    rows = clients.sites(session, client_id)
    columns = (
        Col("Site", 100),
        Col("Address", wrap=True),
        Col("Phone", 84),
        Col("Hours", 90, wrap=True),
        Col("How to get in", share=90, wrap=True),
    )
    cells = tuple((one.name, one.address_line, one.phone, one.hours, one.access) for one in rows)
    return Table("Sites", columns, cells, blank=2)


def people_table(session: Session, client_id: int) -> Table:
    """Who there is at the client and how they are reached."""
    rows = clients.contacts(session, client_id, all_of_them=False)
    columns = (
        Col("Name", 110),
        Col("Part", wrap=True),
        Col("Phone", 84),
        Col("Mobile", 84),
        Col("E-mail", share=110, wrap=True),
    )
    cells = tuple((one.name, one.part, one.phone, one.mobile, one.email) for one in rows)
    return Table("People", columns, cells)


def provider(session: Session, person_id: int | None) -> Pairs:
    """Us: numbers by day and night, and who usually comes."""
    us = shop(session)
    usual = person(session, person_id) if person_id else None
    return Pairs(
        "Your IT provider",
        (
            ("Company", us.name),
            ("By day", us.phone),
            ("After hours", us.after_hours_phone),
            ("E-mail", us.email),
            ("Address", ", ".join(us.address_lines)),
            ("Usually comes", usual.name if usual else ""),
        ),
        3,
    )


@dataclass(frozen=True, slots=True)
class MapPage:
    """The network map as a leaf; what it says is told box by box, not where a box stands."""

    map: MapDocument

    def facts(self) -> list[Fact]:
        """Boxes with what stands in them, lines between them, who walked it, the picture."""
        drawing, part = self.map.drawing, "Network map"
        found = [Fact(part, box.title, "", box.title) for box in drawing.boxes]
        found += [
            Fact(part, box.title, f"line {number}", words)
            for box in drawing.boxes
            for number, words in enumerate(box.under, 1)
        ]
        # By what the boxes stand for, so that another name is not told line by line.
        wires = sorted(
            f"{one.one} {one.other} {one.way.value} {one.label}" for one in drawing.wires
        )
        found.append(Fact(part, "", "lines between boxes", "\n".join([*wires, ""])))
        found.append(Fact(part, "", "walked", self.map.walked))
        found.append(Fact(part, "", "picture", self.map.picture[:8]))
        return [fact for fact in found if fact.words.strip()]


def map_page(session: Session, client_id: int) -> MapPage:
    """The network map: drawn, or the picture in its place (B7, page 4)."""
    return MapPage(map_document(session, client_id))


def addresses_page(session: Session, client_id: int) -> Page:
    """Networks, and which address is whose (B7, page 5)."""
    networks = (
        (Col("Network", 92), "cidr"),
        (Col("Name", wrap=True), "name purpose"),
        (Col("Gateway", 76), "gateway"),
        (Col("DNS servers", share=90, wrap=True), "name_servers"),
        (Col("DHCP from, to", share=90, wrap=True), "dhcp_from,dhcp_to"),
        (Col("VLAN", 36), "vlan"),
    )
    allocation = (
        (Col("Address", 86), "ip"),
        (Col("Name", wrap=True), "name"),
        (Col("Kind", 62), "kind"),
        (Col("Device", share=80, wrap=True), "device_id"),
        (Col("MAC address", 104), "mac"),
    )
    return Page(
        "Addresses",
        (
            table(
                session, client_id, "network", "Network addresses", networks, chapter="addresses"
            ),
            table(
                session,
                client_id,
                "address",
                "IP allocation",
                allocation,
                chapter="ip_allocation",
                blank=10,
            ),
        ),
    )


def internet_page(session: Session, client_id: int) -> Page:
    """Lines, domains, registrars, DNS, web sites and certificates (B7, page 6)."""
    return Page("Internet and domains", _internet(session, client_id))


def _internet(session: Session, client_id: int) -> tuple[Part, ...]:
    lines = (
        (Col("Line", 76, wrap=True), "name"),
        (Col("Provider", wrap=True), "provider kind"),
        (Col("Account, circuit", wrap=True), "account_number,circuit_number"),
        (Col("Support", PHONE, phone=True), "support_phone"),
        (Col("Speed", 58, wrap=True), "speed_down,speed_up"),
        (Col("Public addresses", 84, wrap=True), "public_addresses"),
    )
    domains = (
        (Col("Domain", wrap=True), "name"),
        (Col("Registrar, account", wrap=True), "registrar,account_number"),
        (Col("Holder", share=80, wrap=True), "holder"),
        (Col("DNS host", share=80, wrap=True), "dns_host"),
        (Col("Expires", 72), "expires_on"),
    )
    sites = (
        (Col("Web site", wrap=True), "name"),
        (Col("Host, account", wrap=True), "host,account_number"),
        (Col("Looked after by", share=90, wrap=True), "manager"),
        (Col("Phone", 82), "phone"),
        (Col("Until", 72), "expires_on"),
    )
    certificates = (
        (Col("Certificate", wrap=True), "name"),
        (Col("Issuer", wrap=True), "issuer"),
        (Col("Used on", wrap=True), "used_on"),
        (Col("Expires", 72), "expires_on"),
    )
    return (
        table(session, client_id, "circuit", "Internet (ISP)", lines, chapter="isp", blank=2),
        table(session, client_id, "domain", "Domains, registrar, DNS", domains, blank=2),
        table(session, client_id, "web_site", "Web sites", sites, blank=2),
        table(session, client_id, "certificate", "Certificates", certificates, blank=2),
    )


_DEVICE = (
    ("Make", "make"),
    ("Model", "model"),
    ("Serial or service tag", "serial"),
    ("Where it stands", "place"),
    ("IP address", "ip"),
    ("MAC address", "mac"),
    ("Operating system", "os"),
    ("What it is for", "job"),
    ("Processor", "processor"),
    ("Memory", "memory"),
    ("Disk", "disk"),
    ("Plugged into", "uplink_id,uplink_port"),
    ("Purchased", "purchased_on"),
    ("Warranty until", "warranty_until"),
    ("Belongs to", "owner lessor"),
    ("Patch policy", "patch_policy"),
    ("Pouch hangs", "pouch_place"),
    ("Site", "site_id"),
)


def server_pages(session: Session, client_id: int) -> list[tuple[str, str, Page]]:
    """A page for each server, an empty one where none is written down (B7, page 7)."""
    servers = [row for row in facts(session, client_id, "device") if _kind("server")(row)]
    if not servers:
        blank = tuple((caption, "") for caption, _ in _DEVICE)
        parts: tuple[Part, ...] = (
            Pairs("", (("Name", ""), *blank), 3),
            Prose("Notes", "", 4),
        )
        return [("blank", "Server", Page("Server", parts, "none is written down yet"))]
    return [(str(row.id), row.words["name"], _server(row)) for row in servers]


def _server(row: FactRow) -> Page:
    known = tuple((caption, cell(row, spec)) for caption, spec in _DEVICE)
    pouch = Prose("Pouch holds", row.words["pouch"], 2)
    notes = Prose("Notes", row.words["notes"], 3)
    return Page(row.words["name"], (Pairs("", known, 3), pouch, notes), "Server")


def machines_page(session: Session, client_id: int) -> Page:
    """Workstations, and the gear between them (B7, page 7)."""
    computers = (
        (Col("Name", 92), "name"),
        (Col("Make and model", wrap=True), "make model"),
        (Col("Serial", 82), "serial"),
        (Col("Address", 74), "ip"),
        (Col("Where, who", wrap=True), "place,used_by"),
        (Col("Operating system", share=80, wrap=True), "os"),
    )
    return Page(
        "Machines",
        (
            table(
                session,
                client_id,
                "device",
                "Workstations",
                computers,
                only=_kind(*_COMPUTERS),
                chapter="machines",
                blank=8,
            ),
            gear_table(session, client_id, "Other machines"),
        ),
    )


def gear_table(session: Session, client_id: int, head: str, *servers: str, blank: int = 6) -> Table:
    """What is neither a workstation nor, unless asked for, a server."""
    shown = (
        (Col("Name", 82), "name"),
        (Col("Address", 74), "ip"),
        (Col("What", share=150, wrap=True), "kind,make model"),
        (Col("Serial or tag", 72), "serial"),
        (Col("Where", wrap=True), "place"),
        (Col("Warranty until", 70), "warranty_until"),
    )

    def wanted(row: FactRow) -> bool:
        return row.values["kind"] not in {*_COMPUTERS, "server"} or row.values["kind"] in servers

    return table(session, client_id, "device", head, shown, only=wanted, blank=blank)


def warranties_page(session: Session, client_id: int) -> Page:
    """How long the maker stands by each machine, and whose it is (B7, page 8)."""
    shown = (
        (Col("Name", 88), "name"),
        (Col("What", wrap=True), "make model"),
        (Col("Serial", 72), "serial"),
        (Col("Purchased", 66), "purchased_on"),
        (Col("Warranty until", 70), "warranty_until"),
        (Col("Belongs to", share=62, wrap=True), "owner,lessor"),
    )
    return Page(
        "Warranties",
        (table(session, client_id, "device", "Warranties", shown, chapter="warranties", blank=12),),
    )


def users_page(session: Session, client_id: int) -> Page:
    """Accounts, and the groups they are in; never a password (B7, page 9)."""
    shown = (
        (Col("Name", 116, wrap=True), "name"),
        (Col("Login", 88), "login"),
        (Col("Kind", 74), "kind"),
        (Col("Groups", wrap=True), "groups"),
        (Col("Mailbox", wrap=True), "mailbox"),
    )
    accounts_of = table(
        session, client_id, "directory_user", "Users", shown, chapter="users", blank=10
    )
    members: dict[str, list[str]] = {}
    for row in facts(session, client_id, "directory_user"):
        for group in (
            str(row.values["groups"] or "").replace(";", "\n").replace(", ", "\n").splitlines()
        ):
            if group.strip():
                members.setdefault(group.strip(), []).append(row.words["name"])
    rows = tuple((name, ", ".join(members[name])) for name in sorted(members, key=str.lower))
    groups = Table("Groups", (Col("Group", 150), Col("Members", wrap=True)), rows, blank=4)
    return Page("Users and groups", (accounts_of, groups), "Passwords are not printed")


def shares_page(session: Session, client_id: int) -> Page:
    """Shares, and where data is stored (B7, page 10)."""
    shares = (
        (Col("Share", wrap=True), "path"),
        (Col("What it is for", wrap=True), "purpose"),
        (Col("Who may", wrap=True), "groups"),
        (Col("On", 90), "device_id"),
    )
    places = (
        (Col("What data", wrap=True), "what"),
        (Col("Where it lies", wrap=True), "place"),
        (Col("GB", 44), "gigabytes"),
        (Col("Looked after by", share=70, wrap=True), "manager"),
        (Col("Backed up by", share=80, wrap=True), "backed_up_by"),
    )
    return Page(
        "Shares and data",
        (
            table(session, client_id, "share", "Shares", shares, chapter="shares", blank=6),
            table(
                session,
                client_id,
                "data_place",
                "Where data is stored",
                places,
                chapter="data",
                blank=6,
            ),
        ),
    )


def mail_page(session: Session, client_id: int) -> Page:
    """Where mail lives, what filters it, its DNS records (B7, page 11)."""
    shown = (
        (Col("Mail", 90, wrap=True), "name"),
        (Col("Where it lives", wrap=True), "place,account_number"),
        (Col("Boxes", 44), "mailboxes"),
        (Col("Managed by", share=80, wrap=True), "managed_by,manager"),
        (Col("Filter", share=90, wrap=True), "filter,filter_manager"),
        (Col("DNS records", wrap=True), "dns_records"),
    )
    return Page(
        "Mail",
        (table(session, client_id, "mail_system", "Mail", shown, chapter="mail"),),
    )


def printers_page(session: Session, client_id: int) -> Page:
    """Printers as people see them (B7, page 12)."""
    shown = (
        (Col("Printer", 96, wrap=True), "name"),
        (Col("Address", 76), "ip"),
        (Col("Driver", wrap=True), "driver"),
        (Col("Queue", share=80, wrap=True), "queue"),
        (Col("Where", share=80, wrap=True), "place"),
        (Col("Supplies", share=70, wrap=True), "supplies"),
    )
    return Page(
        "Printers",
        (table(session, client_id, "printer", "Printers", shown, chapter="printers", blank=8),),
    )


def policies_page(session: Session, client_id: int) -> Page:
    """Group policies (B7, page 13)."""
    shown = (
        (Col("Policy", wrap=True), "name"),
        (Col("Applies to", wrap=True), "applies_to"),
        (Col("What it does", share=140, wrap=True), "does"),
        (Col("Why", wrap=True), "why"),
    )
    return Page(
        "Group policies",
        (
            table(
                session, client_id, "policy", "Group policies", shown, chapter="policies", blank=10
            ),
        ),
    )


def firewall_page(session: Session, client_id: int) -> Page:
    """Firewalls as they are set up, and what they let through (B7, page 14)."""
    walls = (
        (Col("Firewall", 90), "name"),
        (Col("Make and model", wrap=True), "make model"),
        (Col("Serial", 90), "serial"),
        (Col("Address", 76), "ip"),
        (Col("Where", wrap=True), "place"),
        (Col("Warranty until", 78), "warranty_until"),
    )
    rules = (
        (Col("Rule", 96, wrap=True), "name"),
        (Col("From", wrap=True), "from_where"),
        (Col("To", wrap=True), "to_where"),
        (Col("Port", 56, wrap=True), "port"),
        (Col("Does", 44), "verdict"),
        (Col("Why", share=120, wrap=True), "reason"),
    )
    return Page(
        "Firewall",
        (
            table(
                session,
                client_id,
                "device",
                "Firewall configuration",
                walls,
                only=_kind("firewall"),
                blank=2,
            ),
            table(
                session,
                client_id,
                "firewall_rule",
                "Firewall rules",
                rules,
                chapter="firewall",
                blank=10,
            ),
        ),
    )


def licenses_page(session: Session, client_id: int) -> Page:
    """Software that was bought, and where its keys lie (B7, page 16)."""
    shown = (
        (Col("Product", wrap=True), "product"),
        (Col("Maker", share=70, wrap=True), "maker"),
        (Col("Seats", 40), "seats"),
        (Col("Key lies", share=90, wrap=True), "key_place,credential_id"),
        (Col("Proof lies", share=90, wrap=True), "proof_place"),
        (Col("Expires", 72), "expires_on"),
    )
    return Page(
        "Software and license keys",
        (
            table(
                session, client_id, "license", "License keys", shown, chapter="licenses", blank=10
            ),
        ),
        "keys themselves are in the vault",
    )


def applications_page(session: Session, client_id: int) -> Page:
    """What the business cannot do without, and whom to call for it (B7, page 17)."""
    shown = (
        (Col("Application", 88, wrap=True), "name edition"),
        (Col("What it is for", wrap=True), "used_for"),
        (Col("Runs on, needs", wrap=True), "runs_on,platform"),
        (Col("Media lie", share=80, wrap=True), "media_place"),
        (Col("Support", 86, wrap=True), "vendor_id,support_phone"),
        (Col("Contract", 62, wrap=True), "contract_number"),
    )
    return Page(
        "Applications and vendors",
        (
            table(
                session,
                client_id,
                "application",
                "Applications",
                shown,
                chapter="applications",
                blank=6,
            ),
            vendors_table(session, client_id),
        ),
    )


def vendors_table(session: Session, client_id: int) -> Table:
    """The client's accounts at vendors, and who may call there."""
    rows = tuple(
        (
            one.vendor,
            one.what,
            one.account_number,
            one.support_phone,
            _callers(one.callers, one.we_may_call),
        )
        for one in accounts(session, client_id=client_id, in_use=True)
    )
    columns = (
        Col("Vendor", 110, wrap=True),
        Col("What for", wrap=True),
        Col("Account", 90, wrap=True),
        Col("Phone", PHONE, phone=True),
        Col("Who may call", wrap=True),
    )
    return Table("Vendors", columns, rows)


def _callers(named: tuple[str, ...], we_may: bool) -> str:
    return ", ".join([*named, *(["your IT provider"] if we_may else [])])


def remote_page(session: Session, client_id: int) -> Page:
    """Ways in: remote access, wireless, cloud tenants (B7, page 18)."""
    shown = (
        (Col("Name", 110, wrap=True), "name"),
        (Col("Address", wrap=True), "address"),
        (Col("Who may", wrap=True), "who_may"),
        (Col("Security", share=90, wrap=True), "security"),
        (Col("Guests", 44), "guests"),
        (Col("Key in the vault", share=80, wrap=True), "credential_id"),
    )
    kinds = (
        ("Remote access", ("vpn", "remote_tool", "other")),
        ("Wi-Fi", ("wifi",)),
        ("Cloud tenants", ("cloud",)),
    )
    return Page(
        "Remote access, Wi-Fi, cloud",
        tuple(
            table(
                session,
                client_id,
                "remote_access",
                head,
                shown,
                only=_kind(*of),
                chapter="remote_access",
            )
            for head, of in kinds
        ),
    )


def passwords_page(session: Session, client_id: int) -> Page:
    """Which keys there are and where they lie; never what they are (B7, page 19; E20)."""
    said = {row.id: row.words["notes"] for row in facts(session, client_id, "credential")}
    rows = tuple(
        (
            row.label,
            CREDENTIAL_KINDS.get(row.kind, row.kind),
            row.device,
            "; ".join(filter(None, ("In the vault" if row.sealed else "", said.get(row.id)))),
            "on it" if row.emergency else "",
        )
        for row in credentials(session, client_id)
    )
    columns = (
        Col("What it opens", wrap=True),
        Col("Kind", 80),
        Col("Device", 90),
        Col("Where it lies", wrap=True),
        Col("Sealed page", 66),
    )
    none = "" if rows else said_none(session, client_id, "passwords")
    return Page(
        "Key passwords",
        (
            Framed(
                "Passwords are not printed here.",
                "They are sealed in your IT provider's vault. Those for an emergency lie in the "
                "sealed envelope. If you open it, write your name and the day on it.",
            ),
            Pairs("", (("The sealed envelope lies", ""), ("Opened by, day", "")), 2),
            Table("Key passwords", columns, rows, blank=8, none=none),
        ),
    )


def network_summary(session: Session, client_id: int) -> Page:
    """Gear and networks in short, for the DR binder (B7, network summary)."""
    networks = (
        (Col("Network", 96), "cidr"),
        (Col("Name", wrap=True), "name purpose"),
        (Col("Gateway", 84), "gateway"),
        (Col("DNS servers", wrap=True), "name_servers"),
    )
    return Page(
        "Addresses and gear",
        (
            gear_table(session, client_id, "Gear", "server", blank=8),
            table(session, client_id, "network", "Networks", networks, blank=3),
        ),
        "Passwords are not printed. They are in the vault.",
    )
