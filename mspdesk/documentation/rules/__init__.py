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
