"""The fixed lists of documentation and their words."""

MANAGERS = {"": "Not known", "us": "We do", "client": "Client does", "vendor": "Vendor does"}
"""Who manages a service (S147); empty while nobody knows."""

PAYERS = {"": "Not known", "us": "We pay", "client": "Client pays", "vendor": "Vendor pays"}
"""Who pays for a service (S084); empty while nobody knows."""

CIRCUIT_KINDS = {
    "": "Not said",
    "fiber": "Fiber",
    "cable": "Cable",
    "dsl": "DSL",
    "cellular": "Cellular",
    "wireless": "Wireless",
    "satellite": "Satellite",
    "other": "Other",
}
ADDRESS_KINDS = {
    "static": "Static",
    "reserved": "Reserved",
    "dhcp": "DHCP",
    "virtual": "Virtual",
    "free": "Free",
}
ACCESS_KINDS = {
    "vpn": "VPN",
    "wifi": "Wireless",
    "cloud": "Cloud tenant",
    "remote_tool": "Remote tool",
    "other": "Other",
}
VERDICTS = {"allow": "Allow", "deny": "Deny"}
SUBSCRIPTION_KINDS = {
    "backup": "Backup",
    "antivirus": "Antivirus",
    "monitoring": "Monitoring",
    "filter": "Mail filter",
    "cloud": "Cloud",
    "phones": "Phones",
    "security": "Security",
    "other": "Other",
}
PERIODS = {"month": "Month", "quarter": "Quarter", "year": "Year", "once": "Once"}
BACKUP_METHODS = {
    "disk": "Disk",
    "cloud": "Cloud",
    "bdr": "Backup appliance (BDR)",
    "tape": "Tape",
    "other": "Other",
}
CREDENTIAL_KINDS = {
    "login": "Login",
    "key": "License key",
    "wifi": "Wireless key",
    "door": "Door or alarm",
    "safe": "Safe",
    "encryption": "Encryption key",
    "other": "Other",
}
ACCOUNT_KINDS = {
    "user": "Person",
    "admin": "Administrator",
    "service": "For a program",
    "shared": "Shared",
}

ALSO_WHO = {
    "we": "us",
    "msp": "us",
    "it": "us",
    "provider": "vendor",
    "customer": "client",
    "unknown": "",
    "?": "",
}
"""Other words for who manages or pays."""
