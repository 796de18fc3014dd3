"""The kinds of things with a plug, and whose they are."""

DEVICE_KINDS = {
    "server": "Server",
    "workstation": "Workstation",
    "laptop": "Laptop",
    "printer": "Printer",
    "firewall": "Firewall",
    "switch": "Switch",
    "access point": "Wireless access point",
    "nas": "Storage (NAS)",
    "bdr": "Backup appliance (BDR)",
    "ups": "UPS",
    "phone": "Phone",
    "other": "Other",
}
"""The kinds of device and their words (B1)."""

DEVICE_ICONS = {
    "server": "server",
    "workstation": "monitor",
    "laptop": "laptop",
    "printer": "printer",
    "firewall": "brick-wall",
    "access point": "wifi",
    "nas": "hard-drive",
    "bdr": "hard-drive",
}
"""The sign of each kind; others use the monitor."""

OWNERS = {"client": "The client", "us": "Us", "lessor": "A lessor"}
"""Whose a device is (S097)."""

STATUSES = {"in_use": "In use", "spare": "Spare", "retired": "Retired"}
"""Whether a device works, lies on the shelf or is gone (B1)."""

PATCH_POLICIES = {"auto": "Automatic", "manual": "By hand", "hold": "Hold"}
"""How a device gets its patches: by itself, by somebody, or not until somebody says so (S059)."""

ALSO_POLICIES = {
    "auto": "auto",
    "automatically": "auto",
    "automated": "auto",
    "manual": "manual",
    "manually": "manual",
    "held": "hold",
    "none": "hold",
    "never": "hold",
}
"""What other programs call the policies."""

COMPUTERS = ("server", "workstation", "laptop")
"""The kinds that have an operating system to write down."""

PCS = ("workstation", "laptop")
"""The kinds that people sit at, of which seats are counted."""

GEAR = ("server", "firewall", "switch", "access point", "nas", "bdr", "ups")
"""The kinds that others depend on."""

ALSO_KINDS = {
    "desktop": "workstation",
    "pc": "workstation",
    "virtual machine": "server",
    "notebook": "laptop",
    "tablet": "other",
    "mobile phone": "phone",
    "router": "firewall",
    "firewall/router": "firewall",
    "ap": "access point",
    "wireless": "access point",
    "wap": "access point",
    "storage": "nas",
    "backup appliance": "bdr",
    "display": "other",
    "camera": "other",
}
"""What other programs call the kinds of device."""
