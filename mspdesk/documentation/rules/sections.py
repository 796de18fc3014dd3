"""The kinds of facts kept of a client, each with its fields: one table of them a section.

A section is what the grid shows, what is pasted into and what a list prints; which of them make a
section of the network binder is in `chapters`.
"""

from collections.abc import Mapping

from ...errors import UserError
from ...rows import dataclass
from .devices import DEVICE_KINDS, OWNERS, STATUSES
from .fields import FactField, choice, count, date, flag, line, money, ref, words
from .words import (
    ACCESS_KINDS,
    ACCOUNT_KINDS,
    ADDRESS_KINDS,
    BACKUP_METHODS,
    CIRCUIT_KINDS,
    CREDENTIAL_KINDS,
    MANAGERS,
    PAYERS,
    PERIODS,
    SUBSCRIPTION_KINDS,
    VERDICTS,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of fact: what it is called, where its rows are, what is written of each.

    `model` names the table as module:Class below documentation.models; `needed` are the fields
    without which a row is not done, `a|b` where either will do; `binder` is the chapter of the
    network binder in which it prints, `one` what a single row is called, `icon` its sign. `gone`
    is the column that takes a row away, `order` the columns rows are sorted by, `search` those the
    search looks into.
    """

    key: str
    title: str
    model: str
    fields: tuple[FactField, ...]
    needed: tuple[str, ...]
    binder: str
    one: str
    icon: str = "file-text"
    gone: str = "gone_on"
    order: tuple[str, ...] = ()
    search: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The field that names a row."""
        return self.fields[0].name

    def field(self, name: str) -> FactField:
        """One of its fields by name; raises KeyError."""
        found = next((one for one in self.fields if one.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def has(self, name: str) -> bool:
        """Whether a field is kept of its rows."""
        return any(one.name == name for one in self.fields)


def _fact(*fields: FactField) -> tuple[FactField, ...]:
    """The fields of a section, followed by those that every fact has."""
    return (
        *fields,
        ref("site_id", "Site", 130, "site", "Location", "Where"),
        words("notes", "Notes", 200, "Remarks", "Comment", "Description"),
        date("checked_on", "Checked", 100, "Verified"),
    )


_WHO = ("Manager", "Who manages it")

SECTIONS: tuple[Section, ...] = (
    Section(
        "device",
        "Devices",
        "device:Device",
        (
            line("name", "Name", 140, "Device", "Hostname", "Computer", "Asset", "Device name"),
            choice("kind", "Kind", 130, DEVICE_KINDS, "Type", "Device type", "Asset type"),
            line("make", "Make", 110, "Manufacturer", "Vendor", "Brand"),
            line("model", "Model", 130, "Model number", "Product"),
            line("serial", "Serial", 120, "Serial number", "Serial no", "Service tag", "Tag"),
            FactField("ip", "IP address", "ip", 120, aliases=("IP", "Primary IP", "Address")),
            FactField("mac", "MAC address", "mac", 140, aliases=("MAC", "Primary MAC")),
            line("os", "Operating system", 150, "OS", "System"),
            line("place", "Where it stands", 140, "Place", "Where", "Physical location", "Room"),
            line("used_by", "Used by", 120, "User", "Assigned to"),
            line("job", "What it is for", 150, "Role", "Purpose", "Job"),
            choice("owner", "Belongs to", 110, OWNERS, "Owner", "Owned by"),
            line("lessor", "Lessor", 130, "Leased from"),
            date("lease_until", "Lease until", 110, "Lease ends"),
            date("purchased_on", "Purchased", 110, "Purchase date", "Bought"),
            date(
                "warranty_until", "Warranty until", 120, "Warranty expire", "Warranty", "Support to"
            ),
            choice("status", "Status", 100, STATUSES, "State"),
            line("processor", "Processor", 120, "CPU"),
            line("memory", "Memory", 90, "RAM"),
            line("disk", "Disk", 110, "Disks", "Storage"),
            line("patch_policy", "Patch policy", 120, "Patching"),
            date("patched_on", "Last patched", 110, "Patched"),
            ref("uplink_id", "Plugged into", 130, "device", "Uplink", "Switch", "Connected to"),
            line("uplink_port", "Port there", 90, "Port", "Switch port"),
            words("pouch", "Pouch holds", 180, "Pouch", "Pouch contents"),
            line("pouch_place", "Pouch hangs", 120, "Pouch place"),
            ref("site_id", "Site", 130, "site", "Location"),
            words("notes", "Notes", 200, "Remarks", "Comment", "Description"),
            date("checked_on", "Checked", 100, "Verified"),
        ),
        ("make", "model", "serial", "place"),
        "machines",
        "device",
        "monitor",
        gone="retired_on",
        order=("name",),
        search=("name", "serial", "ip", "mac", "model", "used_by"),
    ),
    Section(
        "network",
        "Networks",
        "network:Network",
        _fact(
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
    ),
    Section(
        "address",
        "Addresses",
        "network:Address",
        _fact(
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
    ),
    Section(
        "circuit",
        "Internet lines",
        "network:Circuit",
        _fact(
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
            choice("managed_by", "Managed by", 110, MANAGERS, *_WHO),
            ref("vendor_id", "Vendor", 130, "vendor"),
        ),
        ("provider", "account_number|circuit_number", "support_phone"),
        "isp",
        "internet line",
        "wifi",
        order=("name",),
        search=("name", "provider", "account_number", "circuit_number", "public_addresses"),
    ),
    Section(
        "domain",
        "Domains",
        "services:Domain",
        _fact(
            line("name", "Domain", 170, "Domain name", "Name"),
            line("registrar", "Registrar", 130),
            line("account_number", "Account", 120, "Account number"),
            line("holder", "Holder", 130, "Owner", "Registrant"),
            line("technical_contact", "Technical contact", 140, "Tech contact"),
            date("expires_on", "Expires", 110, "Expiration date", "Expiry", "Renews"),
            flag("renews_itself", "Renews itself", 100, "Auto renew", "Autorenew"),
            line("dns_host", "DNS host", 130, "DNS", "Name servers", "Nameservers"),
            choice("managed_by", "Managed by", 110, MANAGERS, *_WHO),
            ref("credential_id", "Login", 130, "credential", "Registrar login"),
        ),
        ("registrar", "holder|technical_contact", "expires_on", "dns_host"),
        "isp",
        "domain",
        "globe",
        order=("name",),
        search=("name", "registrar", "holder"),
    ),
    Section(
        "web_site",
        "Web sites",
        "services:WebSite",
        _fact(
            line("name", "Web site", 170, "Site name", "Website", "URL", "Name"),
            line("host", "Host", 140, "Web host", "Hosting"),
            line("account_number", "Account", 120, "Account number"),
            line("manager", "Looked after by", 140, "Manager", "Webmaster", "Web designer"),
            line("phone", "Phone", 120),
            line("built_with", "Built with", 130, "CMS", "Platform"),
            date("expires_on", "Hosting until", 110, "Expires", "Expiration date", "Renews"),
            choice("managed_by", "Managed by", 110, MANAGERS, "Who manages it"),
            ref("credential_id", "Login", 130, "credential"),
        ),
        ("host|manager", "managed_by"),
        "isp",
        "web site",
        "panel-top",
        order=("name",),
        search=("name", "host", "manager"),
    ),
    Section(
        "certificate",
        "Certificates",
        "services:Certificate",
        _fact(
            line("name", "Certificate", 170, "Name", "Domain", "Common name"),
            line("issuer", "Issuer", 140, "CA", "Issued by"),
            line("used_on", "Used on", 150, "Installed on"),
            date("expires_on", "Expires", 110, "Expiration date", "Expiry", "Valid until"),
            flag("renews_itself", "Renews itself", 100, "Auto renew", "Autorenew"),
        ),
        ("used_on", "expires_on"),
        "isp",
        "certificate",
        "shield-check",
        order=("name",),
        search=("name", "issuer"),
    ),
    Section(
        "data_place",
        "Data",
        "software:DataPlace",
        _fact(
            line("what", "What data", 170, "Data", "What", "Name"),
            line("place", "Where it lies", 170, "Place", "Path"),
            line("manager", "Looked after by", 140, "Manager", "Owner"),
            count("gigabytes", "Gigabytes", 90, "GB", "Size GB", "Size"),
            line("backed_up_by", "Backed up by", 150, "Backup"),
        ),
        ("place", "backed_up_by"),
        "data",
        "place of data",
        "database",
        order=("what",),
        search=("what", "place"),
    ),
    Section(
        "printer",
        "Printers",
        "software:Printer",
        _fact(
            line("name", "Printer", 150, "Name", "Printer name"),
            FactField("ip", "IP address", "ip", 120, aliases=("IP", "Address", "Port")),
            line("driver", "Driver", 160, "Driver name"),
            line("queue", "Queue", 140, "Share name", "Print queue", "Shared as"),
            line("place", "Where it stands", 140, "Place", "Room", "Location"),
            line("supplies", "Supplies", 140, "Toner"),
            ref("device_id", "Device", 130, "device"),
        ),
        ("ip", "driver", "queue"),
        "printers",
        "printer",
        "printer",
        order=("name",),
        search=("name", "ip", "queue"),
    ),
    Section(
        "policy",
        "Group policies",
        "software:Policy",
        _fact(
            line("name", "Policy", 170, "Name", "GPO", "Policy name"),
            line("applies_to", "Applies to", 160, "Linked to", "OU", "Scope"),
            line("does", "What it does", 220, "Does", "Setting", "Settings"),
            line("why", "Why", 180, "Reason"),
        ),
        ("applies_to", "does"),
        "policies",
        "policy",
        "sliders-horizontal",
        order=("name",),
        search=("name",),
    ),
    Section(
        "mail_system",
        "Mail",
        "services:MailSystem",
        _fact(
            line("name", "Mail", 150, "Name", "Mail system", "Product"),
            line("place", "Where it lives", 150, "Place", "Provider", "Host"),
            line("account_number", "Account", 120, "Account number", "Tenant"),
            count("mailboxes", "Mailboxes", 90, "Seats"),
            choice("managed_by", "Managed by", 110, MANAGERS, "Who manages it"),
            line("manager", "Manager", 130, "Looked after by"),
            line("filter", "Filter", 130, "Spam filter"),
            line("filter_manager", "Filter managed by", 140, "Filter manager"),
            line("dns_records", "DNS records", 170, "SPF", "MX"),
            date("expires_on", "Renews", 110, "Expires", "Expiration date"),
            ref("credential_id", "Login", 130, "credential"),
        ),
        ("place", "managed_by|manager", "filter"),
        "mail",
        "mail system",
        "mail",
        order=("name",),
        search=("name", "place"),
    ),
    Section(
        "backup_job",
        "Backup jobs",
        "backup:BackupJob",
        _fact(
            line("name", "Job", 150, "Name", "Job name", "Backup"),
            line("what", "What is backed up", 170, "What", "Source"),
            ref("device_id", "Device", 130, "device"),
            choice("method", "Method", 100, BACKUP_METHODS, "Type"),
            line("product", "Product", 130, "Software"),
            count("gigabytes", "Gigabytes", 90, "GB", "Size GB"),
            line("schedule", "Schedule", 140, "When", "Runs"),
            line("retention", "Kept for", 130, "Retention"),
            line("goes_to", "Goes to", 140, "Target", "Destination"),
            flag("offline_full", "Offline full copy", 110),
            line("offline_place", "Offline copy lies", 140),
            line("key_place", "Key lies", 130, "Encryption key"),
            date("last_good_on", "Last good", 110, "Last success"),
            line("watched", "Watched by", 130, "Monitor checks", "Monitored by"),
            words("restore_steps", "Restore steps", 220, "Restore"),
        ),
        ("what", "schedule", "goes_to", "restore_steps"),
        "backup",
        "backup job",
        "hard-drive",
        order=("name",),
        search=("name", "what"),
    ),
    Section(
        "license",
        "Licenses",
        "software:License",
        _fact(
            line("product", "Product", 180, "Name", "Software", "License", "Licence"),
            line("maker", "Maker", 120, "Publisher", "Vendor"),
            count("seats", "Seats", 80, "Quantity", "Count"),
            line("key_place", "Key lies", 150, "Key location", "Key place"),
            ref("credential_id", "Key in the vault", 140, "credential"),
            line("proof_place", "Proof lies", 150, "Proof of purchase", "Proof"),
            date("bought_on", "Bought", 110, "Purchased", "Purchase date"),
            date("expires_on", "Expires", 110, "Expiration date", "Renews"),
        ),
        ("seats", "key_place|credential_id", "proof_place"),
        "licenses",
        "license",
        "file-check-2",
        order=("product",),
        search=("product", "maker"),
    ),
    Section(
        "share",
        "Shares",
        "software:Share",
        _fact(
            line("path", "Share", 190, "Path", "Name", "Share name", "UNC path"),
            line("purpose", "What it is for", 180, "Purpose"),
            line("groups", "Who may", 170, "Groups", "Permissions", "Access"),
            ref("device_id", "On", 130, "device", "Server", "Device"),
        ),
        ("purpose", "groups"),
        "shares",
        "share",
        "folder",
        order=("path",),
        search=("path", "purpose"),
    ),
    Section(
        "directory_user",
        "Users",
        "software:DirectoryUser",
        _fact(
            line("name", "Name", 150, "Display name", "Full name", "User"),
            line("login", "Login", 130, "User name", "Username", "SamAccountName", "Account"),
            choice("kind", "Kind", 110, ACCOUNT_KINDS, "Type"),
            words("groups", "Groups", 190, "Member of", "MemberOf"),
            line("mailbox", "Mailbox", 170, "Email", "E-mail", "Mail"),
            ref("contact_id", "Contact", 130, "contact", "Person"),
            flag("enabled", "Enabled", 80, "Active"),
        ),
        ("login", "groups"),
        "users",
        "user",
        "users",
        order=("name",),
        search=("name", "login", "mailbox"),
    ),
    Section(
        "firewall_rule",
        "Firewall rules",
        "network:FirewallRule",
        _fact(
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
    ),
    Section(
        "credential",
        "Keys and passwords",
        "software:Credential",
        _fact(
            line("label", "What it opens", 190, "Label", "Name"),
            choice("kind", "Kind", 110, CREDENTIAL_KINDS, "Type"),
            ref("device_id", "Device", 130, "device"),
            flag("emergency", "On the sealed page", 120, "Emergency"),
        ),
        ("sealed|notes",),
        "passwords",
        "key",
        "key-round",
        order=("label",),
        search=("label",),
    ),
    Section(
        "application",
        "Applications",
        "software:Application",
        _fact(
            line("name", "Application", 170, "Name", "Software", "Program"),
            line("maker", "Maker", 130, "Vendor", "Publisher"),
            line("edition", "Version", 100, "Edition", "Release"),
            flag("business", "Cannot do without", 120, "LOB", "Line of business", "Business"),
            line("used_for", "What it is for", 160, "Purpose", "Used for"),
            line("runs_on", "Runs on", 130, "Server", "Installed on"),
            flag("legacy", "Legacy", 80, "Old"),
            line("platform", "Needs", 150, "Platform", "Requires", "Platform needed"),
            line("media_place", "Media lie", 150, "Media", "Installer", "Media location"),
            ref("vendor_id", "Support by", 130, "vendor"),
            line("support_phone", "Support phone", 120, "Phone", "Support"),
            line("contract_number", "Contract number", 130, "Contract", "Contract no"),
            date("expires_on", "Support until", 110, "Expires", "Renews"),
        ),
        ("support_phone|vendor_id", "contract_number"),
        "applications",
        "application",
        "panel-top",
        order=("name",),
        search=("name", "maker", "used_for"),
    ),
    Section(
        "subscription",
        "Subscriptions",
        "services:Subscription",
        _fact(
            line("name", "Subscription", 170, "Name", "Service", "Product"),
            choice("kind", "Kind", 110, SUBSCRIPTION_KINDS, "Type"),
            line("provider", "Provider", 130, "Vendor"),
            line("account_number", "Account", 120, "Account number"),
            count("quantity", "Quantity", 80, "Seats", "Count", "Qty"),
            choice("paid_by", "Paid by", 100, PAYERS, "Who pays", "Payer"),
            choice("managed_by", "Managed by", 110, MANAGERS, *_WHO),
            money("unit_cost", "Cost each", 90, "Unit cost", "Cost", "Price"),
            choice("per", "Per", 80, PERIODS, "Period", "Billing"),
            date("start_on", "Since", 110, "Start", "Start date"),
            date("expires_on", "Until", 110, "End", "Expires", "Renews"),
            ref("vendor_id", "Vendor on file", 130, "vendor"),
        ),
        ("provider", "paid_by", "managed_by"),
        "services",
        "subscription",
        "receipt",
        order=("kind", "name"),
        search=("name", "provider", "account_number"),
    ),
    Section(
        "remote_access",
        "Remote access",
        "network:RemoteAccess",
        _fact(
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
    ),
)
"""Every kind of fact in the order of the network binder (B1, B7)."""

_BY_KEY: Mapping[str, Section] = {one.key: one for one in SECTIONS}


def section(key: str) -> Section:
    """A section by its key; raises UserError for one nobody knows."""
    found = _BY_KEY.get(key)
    if found is None:
        raise UserError(f"There is no section called {key}.")
    return found
