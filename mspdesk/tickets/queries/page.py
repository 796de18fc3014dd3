"""One ticket with everything its page shows, and what its fields offer to choose from."""

from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from ...agreements.models import Agreement, ResponseTarget, in_force_where
from ...agreements.rules import KINDS as AGREEMENT_KINDS
from ...agreements.rules import WORKED_UNDER
from ...clients.models import Client, Contact, Site
from ...clients.rules import full_name
from ...dates import short_date, today
from ...documentation.models.device import Device
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import calendar
from .. import rules
from ..models import Ticket, TicketLink, TicketText, Watcher
from .files import FileRow, files_of
from .timeline import EscalationRow, TimelineRow, escalations_of, timeline_of


def first_contact_of(session: Session, ticket_id: int) -> list[rules.Cell]:
    """The eight cells of a ticket's first-contact check (S046)."""
    row = session.execute(
        select(
            Ticket.title,
            TicketText.description,
            Ticket.status,
            Ticket.priority_set,
            Ticket.agreement_id,
            Ticket.no_agreement,
            Ticket.client_id,
            Ticket.device_id,
            Ticket.no_device,
            Ticket.estimate_minutes,
        )
        .outerjoin(TicketText, TicketText.ticket_id == Ticket.id)
        .where(Ticket.id == ticket_id)
    ).one()
    title, description, status, chosen, agreement, hourly, client, device, none, estimate = row
    return rules.first_contact(
        rules.FirstContact(
            title,
            description or "",
            status,
            chosen,
            agreement is not None or hourly,
            client is not None,
            device is not None or none,
            estimate,
        )
    )


def ticket_status(session: Session, ticket_id: int) -> str | None:
    """The status a ticket has now, or None when it is gone."""
    return session.scalar(select(Ticket.status).where(Ticket.id == ticket_id))


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A ticket that belongs with this one; `words` say how, from this one's side."""

    id: int
    ticket_id: int
    number: int
    title: str
    status: str
    words: str
    merged: bool


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Everything the page of one ticket shows; `version` and `text_version` guard its writing."""

    id: int
    version: int
    text_version: int | None
    number: int
    title: str
    description: str
    resolution: str
    status: str
    priority: int
    critical_fact: str
    impact: str
    urgency: str
    client_id: int
    client: str
    internal: bool
    site_id: int | None
    site: str
    contact_id: int | None
    contact: str
    contact_phone: str
    device_id: int | None
    device: str
    no_device: bool
    agreement_id: int | None
    agreement: str
    no_agreement: bool
    assigned_id: int | None
    assigned: str
    tier: int
    type: str
    source_kind: str
    queue: str
    coverage: str
    category: str
    project: str
    admin_capable: bool
    standing: bool
    estimate_minutes: int | None
    logged_minutes: int
    billable_minutes: int
    opened_at: datetime
    opened_by: str
    acknowledged_at: datetime | None
    first_response_at: datetime | None
    scheduled_at: datetime | None
    scheduled_minutes: int | None
    due_at: datetime | None
    waiting_reason: str
    follow_up_on: date | None
    completed_at: datetime | None
    closed_at: datetime | None
    reopened_count: int
    cells: tuple[rules.Cell, ...]
    timeline: tuple[TimelineRow, ...]
    links: tuple[LinkRow, ...]
    watchers: tuple[tuple[int, str], ...]
    escalations: tuple[EscalationRow, ...]
    files: tuple[FileRow, ...]


def has_log(session: Session, ticket_id: int) -> bool:
    """Whether a TSR log was kept on a ticket; a call about it stands in one (S061)."""
    return session.scalar(select(Ticket.log_answer).where(Ticket.id == ticket_id)) == "opened"


def agreement_words(kind: str, plan: str, end_on: date | None) -> str:
    """An agreement in the words of the ticket page: Gold, to Sep 30."""
    name = plan or AGREEMENT_KINDS.get(kind, kind)
    # One that outlived its last day went on by itself.
    return f"{name}, to {short_date(end_on)}" if end_on and end_on >= today() else name


def ticket_page(session: Session, ticket_id: int) -> TicketPage | None:
    """One ticket with its cells, timeline, links and watchers, or None when it is gone."""
    opener = aliased(Person)
    found = session.execute(
        select(
            Ticket,
            TicketText.version,
            TicketText.description,
            TicketText.resolution,
            Client.name,
            Client.internal,
            Site.name,
            Contact.first_name,
            Contact.last_name,
            Contact.phone,
            Contact.mobile,
            Device.name,
            Agreement.kind,
            Agreement.plan,
            Agreement.end_on,
            Person.name,
            opener.name,
        )
        .join(Client, Client.id == Ticket.client_id)
        .outerjoin(TicketText, TicketText.ticket_id == Ticket.id)
        .outerjoin(Site, Site.id == Ticket.site_id)
        .outerjoin(Contact, Contact.id == Ticket.contact_id)
        .outerjoin(Device, Device.id == Ticket.device_id)
        .outerjoin(Agreement, Agreement.id == Ticket.agreement_id)
        .outerjoin(Person, Person.id == Ticket.assigned_id)
        .outerjoin(opener, opener.id == Ticket.opened_by_id)
        .where(Ticket.id == ticket_id)
    ).first()
    if found is None:
        return None
    ticket, text_version, description, resolution, client, internal, site = found[:7]
    first, last, phone, mobile, device, kind, plan, end_on, assigned, opened_by = found[7:]
    ups = escalations_of(session, ticket_id)
    cells = rules.first_contact(
        rules.FirstContact(
            ticket.title,
            description or "",
            ticket.status,
            ticket.priority_set,
            ticket.agreement_id is not None or ticket.no_agreement,
            client=True,
            device=ticket.device_id is not None or ticket.no_device,
            estimate=ticket.estimate_minutes,
        )
    )
    return TicketPage(
        id=ticket.id,
        version=ticket.version,
        text_version=text_version,
        number=ticket.number_int,
        title=ticket.title,
        description=description or "",
        resolution=resolution or "",
        status=ticket.status,
        priority=ticket.priority,
        critical_fact=ticket.critical_fact,
        impact=ticket.impact,
        urgency=ticket.urgency,
        client_id=ticket.client_id,
        client=client,
        internal=internal,
        site_id=ticket.site_id,
        site=site or "",
        contact_id=ticket.contact_id,
        contact=full_name(first or "", last or ""),
        contact_phone=phone or mobile or "",
        device_id=ticket.device_id,
        device=device or "",
        no_device=ticket.no_device,
        agreement_id=ticket.agreement_id,
        agreement=agreement_words(kind, plan, end_on) if kind else "",
        no_agreement=ticket.no_agreement,
        assigned_id=ticket.assigned_id,
        assigned=assigned or "",
        tier=ticket.tier,
        type=ticket.type,
        source_kind=ticket.source_kind,
        queue=ticket.queue,
        coverage=ticket.coverage,
        category=ticket.category,
        project=ticket.project,
        admin_capable=ticket.admin_capable,
        standing=ticket.standing,
        estimate_minutes=ticket.estimate_minutes,
        logged_minutes=ticket.logged_minutes,
        billable_minutes=ticket.billable_minutes,
        opened_at=ticket.opened_at,
        opened_by=opened_by or "",
        acknowledged_at=ticket.acknowledged_at,
        first_response_at=ticket.first_response_at,
        scheduled_at=ticket.scheduled_at,
        scheduled_minutes=ticket.scheduled_minutes,
        due_at=ticket.due_at,
        waiting_reason=ticket.waiting_reason,
        follow_up_on=ticket.follow_up_on,
        completed_at=ticket.completed_at,
        closed_at=ticket.closed_at,
        reopened_count=ticket.reopened_count,
        cells=tuple(cells),
        timeline=timeline_of(session, ticket_id, ups),
        links=_links(session, ticket_id),
        watchers=_watchers(session, ticket_id),
        escalations=ups,
        files=files_of(session, ticket_id),
    )


def _links(session: Session, ticket_id: int) -> tuple[LinkRow, ...]:
    """Linked tickets, seen from this one."""
    found = session.execute(
        select(
            TicketLink.id,
            TicketLink.ticket_id,
            TicketLink.kind,
            Ticket.id,
            Ticket.number_int,
            Ticket.title,
            Ticket.status,
        )
        .join(
            Ticket,
            or_(Ticket.id == TicketLink.other_id, Ticket.id == TicketLink.ticket_id),
        )
        .where(
            or_(TicketLink.ticket_id == ticket_id, TicketLink.other_id == ticket_id),
            Ticket.id != ticket_id,
        )
        .order_by(TicketLink.id)
    )
    return tuple(
        LinkRow(
            link_id,
            other,
            number,
            title,
            status,
            rules.LINK_BACK_WORDS[rules.Link(kind)]
            if source != ticket_id
            else rules.LINK_WORDS[rules.Link(kind)],
            kind == rules.Link.MERGED,
        )
        for link_id, source, kind, other, number, title, status in found
    )


def _watchers(session: Session, ticket_id: int) -> tuple[tuple[int, str], ...]:
    found = (
        select(Person.id, Person.name)
        .join(Watcher, Watcher.person_id == Person.id)
        .where(Watcher.ticket_id == ticket_id)
        .order_by(Person.name)
    )
    return tuple((id_, name) for id_, name in session.execute(found))


@dataclass(frozen=True, slots=True)
class AgreementChoice:
    """An agreement as the ticket form offers it."""

    id: int
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class ClientChoices:
    """What a ticket of one client can point to: (id, words) each, those in use first.

    `only_agreement` is set when one agreement runs and nothing else can be meant; `hourly` says
    that the client accepted hourly terms.
    """

    client_id: int
    name: str
    internal: bool
    contacts: tuple[tuple[int, str], ...]
    sites: tuple[tuple[int, str], ...]
    devices: tuple[tuple[int, str], ...]
    agreements: tuple[AgreementChoice, ...]
    hourly: bool
    primary_person_id: int | None

    @property
    def only_agreement(self) -> int | None:
        """The one agreement that runs."""
        return self.agreements[0].id if len(self.agreements) == 1 else None


def client_choices(session: Session, client_id: int) -> ClientChoices:
    """What the fields of a ticket offer once its client is known."""
    name, internal, hourly_on, primary = session.execute(
        select(
            Client.name, Client.internal, Client.hourly_terms_on, Client.primary_person_id
        ).where(Client.id == client_id)
    ).one()
    contacts = session.execute(
        select(Contact.id, Contact.first_name, Contact.last_name, Contact.phone, Contact.mobile)
        .where(Contact.client_id == client_id, Contact.active)
        .order_by(Contact.main.desc(), Contact.last_name, Contact.first_name)
    )
    sites = session.execute(
        select(Site.id, Site.name)
        .where(Site.client_id == client_id)
        .order_by(Site.main.desc(), Site.name)
    )
    devices = session.execute(
        select(Device.id, Device.name, Device.used_by, Device.place)
        .where(Device.client_id == client_id, Device.retired_on.is_(None))
        .order_by(Device.name)
    )
    return ClientChoices(
        client_id,
        name,
        internal,
        tuple(
            (id_, ", ".join(filter(None, (full_name(first, last), phone or mobile))))
            for id_, first, last, phone, mobile in contacts
        ),
        tuple((id_, site) for id_, site in sites),
        tuple(
            (id_, ", ".join(filter(None, (device, used_by or place))))
            for id_, device, used_by, place in devices
        ),
        _agreements(session, client_id),
        hourly_on is not None,
        primary,
    )


def _agreements(session: Session, client_id: int) -> tuple[AgreementChoice, ...]:
    """The agreements that run today and under which work is done."""
    columns = (Agreement.id, Agreement.kind, Agreement.plan, Agreement.end_on)
    found = session.execute(
        select(*columns)
        .where(
            Agreement.client_id == client_id,
            Agreement.kind.in_(WORKED_UNDER),
            in_force_where(today()),
        )
        .order_by(Agreement.start_on.desc(), Agreement.id)
    )
    return tuple(
        AgreementChoice(id_, agreement_words(kind, plan, end_on), kind)
        for id_, kind, plan, end_on in found
    )


def response_due(session: Session, ticket_id: int) -> datetime | None:
    """When a ticket must be acknowledged; None once it has been."""
    priority, opened_at, acknowledged_at, agreed = session.execute(
        select(Ticket.priority, Ticket.opened_at, Ticket.acknowledged_at, ResponseTarget.minutes)
        .outerjoin(
            ResponseTarget,
            and_(
                ResponseTarget.agreement_id == Ticket.agreement_id,
                ResponseTarget.priority == Ticket.priority,
            ),
        )
        .where(Ticket.id == ticket_id)
    ).one()
    if acknowledged_at is not None:
        return None
    open_hours = calendar(session, opened_at.year, opened_at.year + 1)
    return rules.response_due(priority, opened_at, open_hours, agreed)
