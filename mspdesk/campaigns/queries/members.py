"""Questions about an audience: who belongs to it, who gets no mail, and why not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.rules import Status, full_name
from ...dates import short_date
from ...errors import UserError
from ...letters.queries import addressed
from ...mail.rules.addresses import address as checked
from ...mail.rules.addresses import address_key
from ...rows import dataclass
from ...sales.models.pipeline import Opportunity, PipelineStage
from ...sales.rules.pipeline import STAGES, Kind
from ...shop.queries import address_lines
from ...shop.queries import shop as the_shop
from ..models import CampaignMember, MailBounce, OptOut
from ..rules.audience import GETS, REASONS, STATUSES, Audience


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a rule finds: a client, and the contact who would be addressed."""

    client_id: int
    contact_id: int | None


def candidates(session: Session, audience: Audience) -> list[Candidate]:
    """Everybody a rule finds, by the name of the business; each contact once.

    Nobody who was declined, nobody who is leaving, and never our own company.
    """
    fits = _found(session, audience)
    ids = list(session.scalars(fits))
    named: dict[int, list[tuple[int, bool, bool]]] = {}
    people = (
        select(Contact.client_id, Contact.id, Contact.main, Contact.decides)
        .where(Contact.active, Contact.client_id.in_(fits.order_by(None)))
        .order_by(Contact.main.desc(), Contact.last_name, Contact.id)
    )
    for client_id, contact_id, main, decides in session.execute(people):
        named.setdefault(client_id, []).append((contact_id, main, decides))
    found: list[Candidate] = []
    for client_id in ids:
        chosen = _chosen(named.get(client_id, []), audience.whom)
        found += [Candidate(client_id, one) for one in chosen]
    return found


def _found(session: Session, audience: Audience) -> Select[int]:
    found = select(Client.id).where(
        Client.internal.is_(False), Client.status.in_(audience.statuses or STATUSES)
    )
    if audience.plans:
        found = found.where(Client.plan.in_(audience.plans))
    if audience.industries:
        found = found.where(Client.industry.in_(_spellings(session, audience.industries)))
    if audience.stages:
        there = exists().where(
            Opportunity.client_id == Client.id,
            Opportunity.closed_on.is_(None),
            Opportunity.stage_id == PipelineStage.id,
            PipelineStage.key.in_(audience.stages),
        )
        found = found.where(there)
    return found.order_by(Client.name, Client.id)


def _spellings(session: Session, industries: Sequence[str]) -> list[str]:
    """Every way some industries are written; a file's own lower() knows English letters only."""
    wanted = {one.casefold() for one in industries}
    every = session.scalars(select(Client.industry).distinct())
    return [one for one in every if one.casefold() in wanted]


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
    return list({one.casefold(): one for one in every}.values())


def stage_names(session: Session) -> dict[str, str]:
    """The stages of the pipeline that can narrow an audience, by key."""
    found = select(PipelineStage.key, PipelineStage.name).where(
        PipelineStage.active, PipelineStage.kind.in_((Kind.OPEN, Kind.LATER))
    )
    own = dict(session.execute(found.order_by(PipelineStage.position)).all())
    return own or {one.key: one.name for one in STAGES if one.kind in (Kind.OPEN, Kind.LATER)}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of an audience; `reason` is a key of REASONS, empty for who is written to.

    `where` is the address it goes to as lists show it; `lines` are those in the window of an
    envelope, none where mails were asked for.
    """

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
    where: str = ""
    lines: tuple[str, ...] = ()

    @property
    def gets(self) -> bool:
        """Whether they are written to."""
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


def members(session: Session, campaign_id: int, *, post: bool = False) -> list[MemberRow]:
    """The audience of a campaign, by the name of the business, with who gets no mail and why.

    With `post` it is letters they get or not: what counts then is where they are.
    """
    columns: tuple[Any, ...] = (
        CampaignMember.id,
        CampaignMember.version,
        CampaignMember.client_id,
        CampaignMember.contact_id,
        CampaignMember.by_hand,
        CampaignMember.left_out,
        CampaignMember.why,
        Client.name.label("client"),
        Client.legal_name,
        Client.status,
        Client.phone.label("phone"),
        Client.address.label("street"),
        Client.city,
        Client.region,
        Client.postal_code,
        Client.country,
        Contact.first_name,
        Contact.last_name,
        Contact.title,
        Contact.email,
        Contact.phone.label("direct"),
        Contact.active,
    )
    found = (
        select(*columns)
        .join(Client, Client.id == CampaignMember.client_id)
        .outerjoin(Contact, Contact.id == CampaignMember.contact_id)
        .where(CampaignMember.campaign_id == campaign_id)
        .order_by(Client.name, Contact.main.desc(), CampaignMember.id)
    )
    shut, taken = shut_addresses(session), dict[str, str]()
    home = the_shop(session).country if post else ""
    rows = []
    for row in session.execute(found):
        place = _place(row, home) if post else ()
        name = full_name(row.first_name or "", row.last_name or "")
        lines = addressed(row.legal_name or row.client, name, place) if place else ()
        reason, words = _reason(row, lines, shut, taken, post=post)
        if reason == GETS:
            taken[_where(row, lines, post=post)] = row.client
        rows.append(
            MemberRow(
                row.id,
                row.version,
                row.client_id,
                row.client,
                row.contact_id,
                name,
                row.first_name or "",
                row.title or "",
                row.email or "",
                row.direct or row.phone,
                row.by_hand,
                reason,
                words,
                ", ".join(place) if post else row.email or "",
                lines,
            )
        )
    return rows


def _place(row: Any, home: str) -> tuple[str, ...]:
    """The postal address of a business; none without a street or a box: no letter comes there."""
    if not row.street.strip():
        return ()
    return address_lines(row.street, row.city, row.region, row.postal_code, row.country, home)


def _where(row: Any, lines: Sequence[str], *, post: bool) -> str:
    """What must not be the same as at another of the audience, as it is compared."""
    return "\n".join(lines).casefold() if post else address_key(row.email or "")


def _reason(
    row: Any, lines: Sequence[str], shut: Shut, taken: dict[str, str], *, post: bool
) -> tuple[str, str]:
    """Why somebody is not written to, as a key and in words; two empty ones for who is."""
    plain, where = address_key(row.email or ""), _where(row, lines, post=post)
    hand = f"Left out: {row.why}" if row.why else "Left out by hand"
    out, back = shut.opted_out.get(plain), shut.bounced.get(plain)
    came_back = back is not None and not post
    said = (
        (row.left_out, "left_out", hand),
        (row.status == Status.DECLINED, "declined", "Declined by us"),
        (row.contact_id is not None and not row.active, "gone", "No longer there"),
        (post and not lines, "no_post", "No postal address"),
        (not post and not plain, "none", "No mail address"),
        (out is not None, "opted_out", f"Opted out on {short_date(out)}" if out else ""),
        (came_back, "bounced", f"A mail came back on {short_date(back)}" if back else ""),
        (not post and bool(plain) and not is_address(plain), "wrong", "This is no mail address"),
        (where in taken, "same", f"The same address as at {taken.get(where, '')}"),
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
    """How many an audience has, how many get a mail (or letter), and how many do not by reason."""

    members: int
    gets: int
    others: tuple[tuple[str, int], ...]
    what: str = "mail"

    @property
    def words(self) -> str:
        """In one line: 212 in the audience, 190 get a mail, 12 opted out."""
        if not self.members:
            return "Nobody yet"
        said = [f"{self.members} in the audience"]
        said.append(f"{self.gets} {'gets' if self.gets == 1 else 'get'} a {self.what}")
        return ", ".join(said + [f"{many} {REASONS[reason]}" for reason, many in self.others])


def audience_sum(rows: Iterable[MemberRow], what: str = "mail") -> AudienceSum:
    """Count an audience; every reason that occurs, in the order of REASONS."""
    counts = Counter(row.reason for row in rows)
    others = tuple((reason, counts[reason]) for reason in REASONS if counts[reason])
    return AudienceSum(sum(counts.values()), counts[GETS], others, what)
