"""Sections of programs, accounts and where things lie."""

from .fields import FactField, choice, count, date, flag, line, ref, words
from .section import Section, fact
from .words import ACCOUNT_KINDS, CREDENTIAL_KINDS

DATA_PLACE = Section(
    "data_place",
    "Data",
    "software:DataPlace",
    fact(
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
)

PRINTER = Section(
    "printer",
    "Printers",
    "software:Printer",
    fact(
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
)

POLICY = Section(
    "policy",
    "Group policies",
    "software:Policy",
    fact(
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
)

LICENSE = Section(
    "license",
    "Licenses",
    "software:License",
    fact(
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
)

SHARE = Section(
    "share",
    "Shares",
    "software:Share",
    fact(
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
)

DIRECTORY_USER = Section(
    "directory_user",
    "Users",
    "software:DirectoryUser",
    fact(
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
)

CREDENTIAL = Section(
    "credential",
    "Keys and passwords",
    "software:Credential",
    fact(
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
)

APPLICATION = Section(
    "application",
    "Applications",
    "software:Application",
    fact(
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
)
