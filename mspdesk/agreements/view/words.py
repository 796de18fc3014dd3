"""The few words and tags that several parts of the Agreements tab share."""

from datetime import date

from ...dates import full_date
from ...widgets.table import TagCell
from .. import rules
from ..queries import AgreementRow
from ..rules import State

TONES = {
    State.DRAFT: "grey",
    State.LEGAL_REVIEW: "amber",
    State.SENT: "amber",
    State.ACTIVE: "green",
    State.RENEWAL_DUE: "hi",
    State.RENEWED: "grey",
    State.EXPIRED: "grey",
    State.TERMINATED: "grey",
}
"""The tone of each state's tag."""


def state_words(held: AgreementRow, day: date) -> tuple[str, str]:
    """How far an agreement is on a day, and the tone of the tag that says so."""
    state = held.state_on(day)
    if held.notice_on and held.state in rules.RUNNING:
        return "Notice given", "hi"
    if state is State.ACTIVE and held.start_on > day:
        return "Signed", "green"
    return rules.STATES[state], TONES[state]


def state_tag(held: AgreementRow, day: date) -> TagCell:
    """The tag of a list."""
    return TagCell(*state_words(held, day))


def signed_words(held: AgreementRow) -> str:
    """Its number, and who signed it when: Agreement A0009, signed by Tom Kessel on Sep 24, 2025."""
    words = f"Agreement {held.number}"
    if held.signed_on and held.signer_theirs:
        return f"{words}, signed by {held.signer_theirs} on {full_date(held.signed_on)}"
    if held.signed_on:
        return f"{words}, signed {full_date(held.signed_on)}"
    if held.sent_on:
        return f"{words}, sent {full_date(held.sent_on)}"
    if held.reviewed_on:
        return f"{words}, reviewed {full_date(held.reviewed_on)}"
    if held.drafted_on:
        return f"{words}, drafted {full_date(held.drafted_on)}"
    return words
