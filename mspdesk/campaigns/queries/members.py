"""Questions about an audience: who belongs to it, who gets no mail, and why not."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.rules import Status, full_name
from ...dates import short_date
from ...errors import UserError
from ...mail.rules.addresses import address as checked
from ...rows import dataclass
from ...sales.models.pipeline import Opportunity, PipelineStage
from ...sales.rules.pipeline import STAGES, Kind
from ..models import CampaignMember, MailBounce, OptOut
from ..rules.audience import STATUSES, Audience

GETS = ""
"""The reason of those who get a mail."""

REASONS = {
    "left_out": "left out by hand",
    "declined": "declined",
    "gone": "no longer there",
    "none": "without an address",
    "wrong": "with an address that is none",
    "opted_out": "opted out",
    "bounced": "whose mail came back",
    "same": "with the same address as another",
}
"""Why somebody of an audience gets no mail, as it is counted: 12 opted out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a rule finds: a client, and the contact who would be addressed."""

    client_id: int
    contact_id: int | None


def candidates(session: Session, audience: Audience) -> list[Candidate]:
    """Everybody a rule finds, by the name of the business; each contact once.

    Nobody who was declined, nobody who is leaving, and never our own company.
    """
    ids = list(session.scalars(_found(audience)))
    named: dict[int, list[tuple[int, bool, bool]]] = {}
    people = (
        select(Contact.client_id, Contact.id, Contact.main, Contact.decides)
        .where(Contact.active, Contact.client_id.in_(_found(audience).order_by(None)))
        .order_by(Contact.main.desc(), Contact.last_name, Contact.id)
    )
    for client_id, contact_id, main, decides in session.execute(people):
        named.setdefault(client_id, []).append((contact_id, main, decides))
    found: list[Candidate] = []
    for client_id in ids:
        chosen = _chosen(named.get(client_id, []), audience.whom)
        found += [Candidate(client_id, one) for one in chosen]
    return found


def _found(audience: Audience) -> Select[int]:
    found = select(Client.id).where(
        Client.internal.is_(False), Client.status.in_(audience.statuses or STATUSES)
    )
    if audience.plans:
        found = found.where(Client.plan.in_(audience.plans))
    if audience.industries:
        wanted = [one.lower() for one in audience.industries]
        found = found.where(func.lower(Client.industry).in_(wanted))
    if audience.stages:
        there = exists().where(
            Opportunity.client_id == Client.id,
            Opportunity.closed_on.is_(None),
            Opportunity.stage_id == PipelineStage.id,
            PipelineStage.key.in_(audience.stages),
        )
        found = found.where(there)
    return found.order_by(Client.name, Client.id)


def _chosen(people: list[tuple[int, bool, bool]], whom: str) -> list[int | None]:
    """The contacts who are meant; the main one is the first of a business that named none."""
    if whom == "everyone" and people:
        return [one for one, _, _ in people]
    deciding: list[int | None] = [one for one, _, decides in people if decides]
    if whom == "decides" and deciding:
        return deciding
    return [people[0][0]] if people else [None]


def industries(session: Session) -> list[str]:
    """The industries of clients and prospects, each once, by name."""
    found = select(Client.industry).where(Client.internal.is_(False), Client.industry != "")
    every = session.scalars(found.distinct().order_by(Client.industry))
    return list({one.lower(): one for one in every}.values())


def stage_names(session: Session) -> dict[str, str]:
    """The stages of the pipeline that can narrow an audience, by key."""
    found = select(PipelineStage.key, PipelineStage.name).where(
        PipelineStage.active, PipelineStage.kind.in_((Kind.OPEN, Kind.LATER))
    )
    own = dict(session.execute(found.order_by(PipelineStage.position)).all())
    return own or {one.key: one.name for one in STAGES if one.kind in (Kind.OPEN, Kind.LATER)}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of an audience; `reason` is a key of REASONS, empty for who gets a mail."""

    id: int
    version: int
    client_id: int
    client: str
    contact_id: int | None
    name: str
    first_name: str
    title: str
    address: str
    phone: str
    by_hand: bool
    reason: str
    words: str

    @property
    def gets(self) -> bool:
        """Whether a mail goes to them."""
        return self.reason == GETS


@dataclass(frozen=True, slots=True)
class Shut:
    """Addresses that get no mail of campaigns, small letters, each with its day."""

    opted_out: dict[str, date]
    bounced: dict[str, date]


def shut_addresses(session: Session) -> Shut:
    """Who opted out, and whose mail came back for good and is not settled."""
    out = session.execute(select(OptOut.address, OptOut.on)).all()
    open_ones = select(MailBounce.address, func.max(MailBounce.on)).where(
        MailBounce.settled_on.is_(None), MailBounce.kind == "hard"
    )
    back = session.execute(open_ones.group_by(MailBounce.address)).all()
    return Shut(dict(out), dict(back))


def members(session: Session, campaign_id: int) -> list[MemberRow]:
    """The audience of a campaign, by the name of the business, with who gets no mail and why."""
    found = (
        select(
            CampaignMember.id,
            CampaignMember.version,
            CampaignMember.client_id,
            Client.name,
            Client.status,
            Client.phone,
            CampaignMember.contact_id,
            Contact.first_name,
            Contact.last_name,
            Contact.title,
            Contact.email,
            Contact.phone,
            Contact.active,
            CampaignMember.by_hand,
            CampaignMember.left_out,
            CampaignMember.why,
        )
        .join(Client, Client.id == CampaignMember.client_id)
        .outerjoin(Contact, Contact.id == CampaignMember.contact_id)
        .where(CampaignMember.campaign_id == campaign_id)
        .order_by(Client.name, Contact.main.desc(), CampaignMember.id)
    )
    shut, taken = shut_addresses(session), dict[str, str]()
    rows = []
    for row in session.execute(found):
        mail, name = row[10] or "", full_name(row[7] or "", row[8] or "")
        there = row[4] != Status.DECLINED, row[6] is None or bool(row[12])
        reason, words = _reason(mail, there, (row[14], row[15]), shut, taken)
        if reason == GETS:
            taken[mail.strip().lower()] = row[3]
        rows.append(
            MemberRow(
                row[0],
                row[1],
                row[2],
                row[3],
                row[6],
                name,
                row[7] or "",
                row[9] or "",
                mail,
                row[11] or row[5],
                row[13],
                reason,
                words,
            )
        )
    return rows


def _reason(
    mail: str,
    there: tuple[bool, bool],
    left_out: tuple[bool, str],
    shut: Shut,
    taken: dict[str, str],
) -> tuple[str, str]:
    """Why somebody gets no mail, as a key and in words; two empty ones for who does."""
    plain = mail.strip().lower()
    hand = f"Left out: {left_out[1]}" if left_out[1] else "Left out by hand"
    out, back = shut.opted_out.get(plain), shut.bounced.get(plain)
    said = (
        (left_out[0], "left_out", hand),
        (not there[0], "declined", "Declined by us"),
        (not there[1], "gone", "No longer there"),
        (not plain, "none", "No mail address"),
        (out is not None, "opted_out", f"Opted out on {short_date(out)}" if out else ""),
        (back is not None, "bounced", f"A mail came back on {short_date(back)}" if back else ""),
        (bool(plain) and not is_address(plain), "wrong", "This is no mail address"),
        (plain in taken, "same", f"The same address as at {taken.get(plain, '')}"),
    )
    return next(((key, words) for holds, key, words in said if holds), (GETS, ""))


def is_address(text: str) -> bool:
    """Whether a mail server takes this as an address."""
    try:
        checked(text)
    except UserError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class AudienceSum:
    """How many an audience has, how many get a mail, and how many do not by reason."""

    members: int
    gets: int
    others: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """In one line: 212 in the audience, 190 get a mail, 12 opted out."""
        if not self.members:
            return "Nobody yet"
        said = [f"{self.members} in the audience"]
        said.append(f"{self.gets} {'gets' if self.gets == 1 else 'get'} a mail")
        return ", ".join(said + [f"{many} {REASONS[reason]}" for reason, many in self.others])


def audience_sum(rows: Iterable[MemberRow]) -> AudienceSum:
    """Count an audience; every reason that occurs, in the order of REASONS."""
    counts = Counter(row.reason for row in rows)
    others = tuple((reason, counts[reason]) for reason in REASONS if counts[reason])
    return AudienceSum(sum(counts.values()), counts[GETS], others)
