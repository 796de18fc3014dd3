"""The section of devices."""

from .devices import (
    ALSO_KINDS,
    ALSO_POLICIES,
    DEVICE_KINDS,
    OWNERS,
    PATCH_POLICIES,
    STATUSES,
)
from .fields import FactField, choice, date, line, ref, words
from .section import Section

DEVICE = Section(
    "device",
    "Devices",
    "device:Device",
    (
        line("name", "Name", 140, "Device", "Hostname", "Computer", "Asset", "Device name"),
        choice(
            "kind", "Kind", 130, DEVICE_KINDS, "Type", "Device type", "Asset type", also=ALSO_KINDS
        ),
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
        date("warranty_until", "Warranty until", 120, "Warranty expire", "Warranty", "Support to"),
        choice("status", "Status", 100, STATUSES, "State"),
        line("processor", "Processor", 120, "CPU"),
        line("memory", "Memory", 90, "RAM"),
        line("disk", "Disk", 110, "Disks", "Storage"),
        choice(
            "patch_policy",
            "Patch policy",
            120,
            {"": "Not said", **PATCH_POLICIES},
            "Patching",
            also=ALSO_POLICIES,
        ),
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
)
