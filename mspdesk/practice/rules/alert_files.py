"""Which column of a monitoring's file is what (S060)."""

from collections.abc import Mapping, Sequence

from ...errors import UserError
from ...exchange.text import header_key

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "client": ("Client", "Company", "Customer", "Account", "Site", "Organization", "Tenant"),
    "device": ("Device", "Computer", "Hostname", "Host", "Machine", "Asset", "Agent", "Name"),
    "text": ("Alert", "Message", "Text", "Summary", "Subject", "Description", "Condition"),
    "at": ("When", "Time", "Date", "Triggered", "Created", "Raised", "Timestamp", "Occurred"),
    "mark": ("Number", "Alert ID", "ID", "Alert number", "GUID", "Reference"),
}
"""Our fields, and the headers they stand under; our own word comes first."""

MOST_ROWS = 5_000


def places(headers: Sequence[str]) -> dict[str, int]:
    """Where each field stands among the headers; raises UserError without a text or a place.

    Without a client's column a device's is enough.
    """
    keys = [header_key(one) for one in headers]
    found: dict[str, int] = {}
    for field, names in COLUMNS.items():
        for name in names:
            key = header_key(name)
            if key in keys and keys.index(key) not in found.values():
                found[field] = keys.index(key)
                break
    if "text" not in found:
        raise UserError("The file has no column for the alert. Name one Alert in its first line.")
    if "client" not in found and "device" not in found:
        raise UserError("The file names no client and no device. Name a column Client.")
    return found
