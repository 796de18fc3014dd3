"""The kinds of agreement and how far each is."""

KINDS = {
    "managed": "Managed",
    "hourly": "Hourly",
    "block": "Prepaid hours",
    "project": "Project",
    "contractor": "Contractor",
    "nda": "Confidentiality",
}
"""What can be agreed, and the words for it (B5)."""

STATES = {"draft": "Draft", "active": "Active", "ended": "Ended"}
"""How far an agreement is, for the plain record of the first rooms."""

WORKED_UNDER = frozenset({"managed", "hourly", "block", "project"})
"""Kinds under which tickets are worked."""
