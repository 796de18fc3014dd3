"""How far a mail is, how the server is reached, and the words people read for both."""

from enum import StrEnum


class MailState(StrEnum):
    """How far a mail is on its way out."""

    QUEUED = "queued"
    DRAFTED = "drafted"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


STATE_WORDS = {
    MailState.QUEUED: "Waiting",
    MailState.DRAFTED: "In your mail program",
    MailState.SENDING: "Sending",
    MailState.SENT: "Sent",
    MailState.FAILED: "Not sent",
    MailState.UNKNOWN: "Not known",
    MailState.CANCELLED: "Cancelled",
}

STATE_TONES = {
    MailState.QUEUED: "blue",
    MailState.DRAFTED: "amber",
    MailState.SENDING: "blue",
    MailState.SENT: "green",
    MailState.FAILED: "red",
    MailState.UNKNOWN: "amber",
    MailState.CANCELLED: "grey",
}

OPEN_STATES = (
    MailState.UNKNOWN,
    MailState.FAILED,
    MailState.DRAFTED,
    MailState.SENDING,
    MailState.QUEUED,
)
"""The states that ask for something or go on by themselves, the most urgent first."""

DONE_STATES = (MailState.SENT, MailState.CANCELLED)


class Way(StrEnum):
    """How mail leaves: by the mail server, or as a draft in the user's own mail program."""

    SMTP = "smtp"
    PROGRAM = "program"


WAY_WORDS = {
    Way.SMTP: "MSPDesk sends it through the mail server",
    Way.PROGRAM: "As a draft in this computer's mail program",
}


class Security(StrEnum):
    """How the line to the mail server is kept private."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


SECURITY_WORDS = {
    Security.TLS: "TLS from the first byte",
    Security.STARTTLS: "STARTTLS",
    Security.NONE: "None: everybody on the way can read it",
}

PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}
"""The usual port of each way to keep the line private (RFC 8314, RFC 6409, RFC 5321)."""
