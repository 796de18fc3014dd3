"""What is kept sealed of a credential, and the words for it."""

FIELDS = {
    "user": "User name",
    "secret": "Password",
    "totp": "One-time codes",
    "address": "Address",
    "notes": "Notes",
}
"""What the vault seals of a credential, in the order of the form; only the label is in clear."""

LABEL_HELP = "In clear, so that it can be found: what it opens, never the password itself."
