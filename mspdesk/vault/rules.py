"""Who may be given a key to the vault, and the words for what was done with a secret."""

MAY_HOLD = frozenset({"owner", "technician"})
"""The access roles of people who may be given a key (B0); an admin assistant never is."""

OWNER = "owner"

DEEDS = {
    "open": "Opened the vault",
    "refused": "Was refused",
    "reveal": "Looked",
    "copy": "Copied",
    "print": "Printed",
    "export": "Gave out",
    "use": "Used",
    "change": "Changed",
    "remove": "Took away",
}
"""What was done, in the words of the list of looks."""

SHOWN = ("reveal", "copy", "print", "export")
"""Deeds after which a person knows the secret."""

IDLE_MINUTES = 4
"""After so many minutes without a key or a mouse the vault locks (decisions: 4)."""

SHOWN_SECONDS = 30
"""How long a secret stays to be seen."""

CLIPBOARD_SECONDS = 15
"""How long a copied secret stays on the clipboard."""
