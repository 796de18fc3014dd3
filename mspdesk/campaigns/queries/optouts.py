"""Questions about who gets no mail of campaigns, and about mails that came back."""

from datetime import date
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...mail.models import OutboxMail
from ...mail.rules.addresses import address_key
from ...mail.rules.states import MailState
from ...people.models import Person
from ...rows import dataclass
from ..models import Campaign, CampaignMail, CampaignStep, MailBounce, OptOut
from ..rules.bounces import KINDS, OUTCOMES, todo


@dataclass(frozen=True, slots=True)
class OptOutRow:
    """An address that gets no mail of campaigns, since when, why, and whose it is."""

    id: int
    version: int
    address: str
    on: date
    why: str
    client_id: int | None
    client: str
    person: str


def opt_outs(session: Session) -> list[OptOutRow]:
    """Everybody who opted out, by address."""
    found = (
        select(
            OptOut.id,
            OptOut.version,
            OptOut.address,
            OptOut.on,
            OptOut.why,
            OptOut.client_id,
            func.coalesce(Client.name, ""),
            func.coalesce(Person.name, ""),
        )
        .outerjoin(Client, Client.id == OptOut.client_id)
        .outerjoin(Person, Person.id == OptOut.person_id)
        .order_by(OptOut.address)
    )
    return [OptOutRow(*row) for row in session.execute(found)]


def opted_out(session: Session) -> frozenset[str]:
    """The addresses that get no mail of campaigns, in small letters."""
    return frozenset(session.scalars(select(OptOut.address)))


def client_opted_out(session: Session, client_id: int) -> str:
    """What the head of a client's page says where its main contact opted out; else nothing."""
    main = select(Contact.email).where(
        Contact.client_id == client_id, Contact.active, Contact.main, Contact.email != ""
    )
    keys = [address_key(one) for one in session.scalars(main)]
    if not keys:
        return ""
    out = session.scalar(select(OptOut.id).where(OptOut.address.in_(keys)).limit(1))
    return "No campaign mail" if out is not None else ""


@dataclass(frozen=True, slots=True)
class BounceRow:
    """A mail that came back: from whom, what was said, of which campaign, what was done."""

    id: int
    version: int
    address: str
    kind: str
    on: date
    said: str
    mail_id: int | None
    mail_state: str
    subject: str
    client_id: int | None
    client: str
    campaign: str
    settled_on: date | None
    outcome: str

    @property
    def open(self) -> bool:
        """Whether it waits for somebody."""
        return self.settled_on is None

    @property
    def kind_words(self) -> str:
        """What kind of refusal it is."""
        return KINDS.get(self.kind, self.kind)

    @property
    def todo(self) -> str:
        """What to do about it, or what was done."""
        return todo(self.kind) if self.open else OUTCOMES.get(self.outcome, self.outcome)

    @property
    def can_go_again(self) -> bool:
        """Whether the mail it is about lies unsent in the outbox."""
        return self.mail_state == MailState.FAILED


def bounces(session: Session, *, open_only: bool = False, limit: int = 500) -> list[BounceRow]:
    """Mails that came back, those that wait first, then the newest first."""
    columns: tuple[Any, ...] = (
        MailBounce.id,
        MailBounce.version,
        MailBounce.address,
        MailBounce.kind,
        MailBounce.on,
        MailBounce.said,
        MailBounce.mail_id,
        func.coalesce(OutboxMail.state, ""),
        func.coalesce(OutboxMail.subject, ""),
        MailBounce.client_id,
        func.coalesce(Client.name, ""),
        func.coalesce(Campaign.title, ""),
        MailBounce.settled_on,
        MailBounce.outcome,
    )
    found = (
        select(*columns)
        .outerjoin(OutboxMail, OutboxMail.id == MailBounce.mail_id)
        .outerjoin(Client, Client.id == MailBounce.client_id)
        .outerjoin(CampaignMail, CampaignMail.mail_id == MailBounce.mail_id)
        .outerjoin(CampaignStep, CampaignStep.id == CampaignMail.step_id)
        .outerjoin(Campaign, Campaign.id == CampaignStep.campaign_id)
        .order_by(MailBounce.settled_on.is_not(None), MailBounce.on.desc(), MailBounce.id.desc())
        .limit(limit)
    )
    if open_only:
        found = found.where(MailBounce.settled_on.is_(None))
    return [BounceRow(*row) for row in session.execute(found)]


def refused_mails(session: Session) -> list[tuple[int, int | None, str]]:
    """Mails to an audience the server did not take and nobody wrote down: id, client, what it said.

    One that was sent again and refused once more counts once more.
    """
    mine = MailBounce.mail_id == OutboxMail.id
    waits = exists().where(mine, MailBounce.settled_on.is_(None))
    noted = select(func.count()).where(mine).scalar_subquery()
    found = select(OutboxMail.id, OutboxMail.client_id, OutboxMail.refused).where(
        OutboxMail.bulk.is_(True),
        OutboxMail.state == MailState.FAILED,
        OutboxMail.refused != "",
        OutboxMail.tries > noted,
        ~waits,
    )
    return [(one, client_id, refused) for one, client_id, refused in session.execute(found)]


def refusals_wait(session: Session, _day: date) -> bool:
    """Whether a mail of a campaign was refused and is not written down as one that came back."""
    return bool(refused_mails(session))
