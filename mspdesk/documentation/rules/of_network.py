"""Sections of how a network hangs together."""

from .fields import FactField, choice, count, date, flag, line, ref
from .section import Section, fact
from .words import ACCESS_KINDS, ADDRESS_KINDS, ALSO_WHO, CIRCUIT_KINDS, MANAGERS, VERDICTS

_WHO = ("Manager", "Who manages it")

NETWORK = Section(
    "network",
    "Networks",
    "network:Network",
    fact(
        line("name", "Name", 140, "Network name", "Subnet name"),
        FactField(
            "cidr",
            "Network",
            "cidr",
            140,
            aliases=("CIDR", "Subnet", "Network (CIDR)", "Range"),
        ),
        line("vlan", "VLAN", 70, "VLAN ID"),
        FactField("gateway", "Gateway", "ip", 120, aliases=("Default gateway", "Router")),
        line("name_servers", "DNS servers", 160, "DNS", "Name servers", "Primary DNS"),
        FactField("dhcp_from", "DHCP from", "ip", 120, aliases=("DHCP start",)),
        FactField("dhcp_to", "DHCP to", "ip", 120, aliases=("DHCP end",)),
        line("dhcp_by", "DHCP by", 110, "DHCP server"),
        line("purpose", "What it is for", 160, "Purpose", "Use"),
    ),
    ("cidr", "gateway", "name_servers"),
    "addresses",
    "network",
    "wifi",
    order=("sort",),
    search=("name", "cidr"),
)

ADDRESS = Section(
    "address",
    "Addresses",
    "network:Address",
    fact(
        FactField("ip", "IP address", "ip", 130, aliases=("IP", "Address")),
        line("name", "Name", 160, "Hostname", "Host", "Device name", "What"),
        choice("kind", "Kind", 110, ADDRESS_KINDS, "Type", "Assignment"),
        FactField("mac", "MAC address", "mac", 140, aliases=("MAC",)),
        ref("device_id", "Device", 140, "device"),
        ref("network_id", "Network", 140, "network", "Subnet"),
    ),
    ("name|device_id",),
    "ip_allocation",
    "address",
    "list",
    order=("sort",),
    search=("ip", "name", "mac"),
)

CIRCUIT = Section(
    "circuit",
    "Internet lines",
    "network:Circuit",
    fact(
        line("name", "Name", 140, "Line", "Circuit", "Internet"),
        choice("kind", "Kind", 100, CIRCUIT_KINDS, "Type"),
        line("provider", "Provider", 140, "ISP", "Carrier"),
        line("account_number", "Account", 120, "Account number", "Account no"),
        line("circuit_number", "Circuit number", 130, "Circuit ID", "Circuit no"),
        line("support_phone", "Support phone", 120, "Phone", "Support"),
        line("speed_down", "Down", 90, "Download", "Speed down", "Speed"),
        line("speed_up", "Up", 90, "Upload", "Speed up"),
        line("public_addresses", "Public addresses", 150, "Public IP", "WAN IP", "Static IP"),
        FactField("gateway", "Gateway", "ip", 120, aliases=("WAN gateway",)),
        line("modem", "Modem", 120, "Modem or box"),
        date("contract_until", "Contract until", 120, "Contract ends", "Expires"),
        choice("managed_by", "Managed by", 110, MANAGERS, *_WHO, also=ALSO_WHO),
        ref("vendor_id", "Vendor", 130, "vendor"),
    ),
    ("provider", "account_number|circuit_number", "support_phone"),
    "isp",
    "internet line",
    "wifi",
    order=("name",),
    search=("name", "provider", "account_number", "circuit_number", "public_addresses"),
)

FIREWALL_RULE = Section(
    "firewall_rule",
    "Firewall rules",
    "network:FirewallRule",
    fact(
        line("name", "Rule", 150, "Name", "Rule name"),
        ref("device_id", "Firewall", 130, "device", "Device"),
        line("from_where", "From", 130, "Source"),
        line("to_where", "To", 130, "Destination"),
        line("port", "Port", 110, "Ports", "Port or app"),
        choice("verdict", "Verdict", 90, VERDICTS, "Action", "Allow or deny"),
        line("reason", "Why", 190, "Reason"),
        count("position", "Place", 70, "Order", "Position", "No"),
    ),
    ("from_where", "to_where", "port", "reason"),
    "firewall",
    "firewall rule",
    "brick-wall",
    order=("position", "name"),
    search=("name", "port"),
)

REMOTE_ACCESS = Section(
    "remote_access",
    "Remote access",
    "network:RemoteAccess",
    fact(
        line("name", "Name", 150, "SSID", "VPN name", "Tenant"),
        choice("kind", "Kind", 120, ACCESS_KINDS, "Type"),
        line("address", "Address", 170, "URL", "Gateway"),
        line("who_may", "Who may", 160, "Users", "Access"),
        flag("guests", "For guests", 90, "Guests"),
        line("security", "Security", 150, "Encryption"),
        ref("credential_id", "Key", 130, "credential"),
    ),
    ("who_may", "security"),
    "remote_access",
    "way in",
    "link-2",
    order=("kind", "name"),
    search=("name", "address"),
)
