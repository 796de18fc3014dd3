"""What mail offers the desk: the composer, the outbox, its page of preferences, a line on Today."""

from datetime import date

from sqlalchemy.orm import Session

from ..desk.area import Page, Place, TodayList, TodayRow, Verb, made_by
from . import queries
from .rules.states import MailState

_VIEW = "mspdesk.mail.view"


PAGES = (Page("Mail", made_by(f"{_VIEW}:MailPreferences"), 55, needs="settings"),)

VERBS = (
    Verb(
        "Go to the outbox",
        Place("billing", do="outbox"),
        "mail",
        needs="bill",
        words="mail waiting sent failed",
    ),
)


def mails_today(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """Mails that ask something: not known, not sent, or opened as a draft."""
    return [
        TodayRow(
            mail.client or mail.to,
            f"{mail.words}: {mail.subject}",
            "Look",
            Place("billing", mail.id, "mail"),
            "mail",
            "red" if mail.state == MailState.FAILED else "amber",
        )
        for mail in queries.open_mails(session)
        if mail.state not in (MailState.QUEUED, MailState.SENDING)
    ]


TODAY = (TodayList("Mail to look at", mails_today, order=55, needs="bill", of="outbox_mail"),)
