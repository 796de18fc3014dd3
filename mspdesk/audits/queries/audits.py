"""Questions about audits: the lists, one with its questions, what is due."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...dates import today
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import Audit, AuditQuestion
from ..rules import answers as rules
from ..rules.topics import BY_KEY, Known


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit as lists show it; `count` says how far its answers are."""

    id: int
    version: int
    client_id: int
    client: str
    ticket_id: int
    ticket: int
    kind: str
    title: str
    asked_by: str
    asked_on: date
    due_on: date | None
    state: str
    sent_on: date | None
    sent_to: str
    sent_by: str
    person: str
    before_id: int | None
    notes: str
    count: rules.Count

    @property
    def kind_words(self) -> str:
        """Who asks such things."""
        return rules.KINDS.get(self.kind, self.kind)

    @property
    def sent(self) -> bool:
        """Whether its answers went out and are frozen."""
        return self.state == rules.SENT

    @property
    def late(self) -> bool:
        """Whether it is open after its day."""
        return not self.sent and self.due_on is not None and self.due_on < today()


@dataclass(frozen=True, slots=True)
class Before:
    """What was answered to the same question a year ago, or whenever it was."""

    answer: str
    text: str
    on: date | None

    @property
    def words(self) -> str:
        """In one line: Yes, Edge 60."""
        said = rules.ANSWERS.get(self.answer, "No answer")
        return f"{said}. {self.text}" if self.text else said


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its answer; `number` is its place, `now` what the books say to it today.

    `now` is None where they say nothing; it is only asked for on the page of an open audit.
    """

    id: int
    version: int
    number: int
    section: str
    mark: str
    words: str
    topic: str
    answer: str
    text: str
    source: str
    from_words: str
    kept: str
    as_of: date | None
    looked_on: date | None
    person: str
    before: Before | None = None
    now: Known | None = None

    @property
    def group(self) -> str:
        """Not answered, to look over, or answered."""
        return rules.group_of(self.answer, self.looked_on)

    @property
    def asked_as(self) -> str:
        """Its number on the paper it came from, else its place."""
        return self.mark or str(self.number)

    @property
    def answer_words(self) -> str:
        """Yes, no or another answer; empty while there is none."""
        return rules.said(self.answer, self.words)

    @property
    def topic_words(self) -> str:
        """What it is about, empty where nobody knows."""
        return BY_KEY[self.topic].title if self.topic in BY_KEY else ""

    @property
    def source_words(self) -> str:
        """Where the answer came from: Subscriptions: Sentinel AV, or By hand."""
        return self.from_words or rules.SOURCES.get(self.source, "")

    @property
    def differs(self) -> bool:
        """Whether the books say something else now than what stands here."""
        said = self.now
        if said is None or not self.answer:
            return False
        return (self.answer, self.text) != (said.answer, said.text[: rules.LONGEST])

    def old(self, day: date) -> bool:
        """Whether it rests on what was true more than a year before, or nobody knows when."""
        return bool(self.answer) and rules.is_old(self.as_of, day)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """An audit with its questions, in the order they were asked."""

    audit: AuditRow
    questions: tuple[QuestionRow, ...]

    @property
    def by_need(self) -> list[tuple[str, list[QuestionRow]]]:
        """The questions by what is to be done: not answered first; empty groups are left out."""
        groups = (
            (key, [one for one in self.questions if one.group == key]) for key in rules.GROUPS
        )
        return [(key, held) for key, held in groups if held]


def _rows() -> Select[Audit, str, int, str, str]:
    who, sender = aliased(Person), aliased(Person)
    names = (func.coalesce(who.name, ""), func.coalesce(sender.name, ""))
    return (
        select(Audit, Client.name, Ticket.number_int, *names)
        .join(Client, Client.id == Audit.client_id)
        .join(Ticket, Ticket.id == Audit.ticket_id)
        .outerjoin(who, who.id == Audit.person_id)
        .outerjoin(sender, sender.id == Audit.sent_by_id)
    )


def _listed(session: Session, found: Select[Audit, str, int, str, str]) -> list[AuditRow]:
    rows = session.execute(found).all()
    counts = _counts(session, [row.id for row, *_names in rows])
    return [
        AuditRow(
            row.id,
            row.version,
            row.client_id,
            client,
            row.ticket_id,
            number,
            row.kind,
            row.title,
            row.asked_by,
            row.asked_on,
            row.due_on,
            row.state,
            row.sent_on,
            row.sent_to,
            sender,
            person,
            row.before_id,
            row.notes,
            counts.get(row.id, rules.Count(0, 0, 0)),
        )
        for row, client, number, person, sender in rows
    ]


def _counts(session: Session, ids: Sequence[int]) -> dict[int, rules.Count]:
    here = AuditQuestion
    none = func.sum(case((here.answer == "", 1), else_=0))
    unseen = func.sum(case(((here.answer != "") & here.looked_on.is_(None), 1), else_=0))
    rows = session.execute(
        select(here.audit_id, func.count(), none, unseen)
        .where(here.audit_id.in_(ids))
        .group_by(here.audit_id)
    )
    return {id_: rules.Count(all_, none or 0, unseen or 0) for id_, all_, none, unseen in rows}


def audits(session: Session, client_id: int | None = None, *, sent: bool = True) -> list[AuditRow]:
    """Audits of a client, or of all: open ones by the day they are due, then the newest sent."""
    found = _rows().order_by(
        Audit.state, Audit.sent_on.desc(), Audit.due_on.is_(None), Audit.due_on, Audit.id.desc()
    )
    if client_id is not None:
        found = found.where(Audit.client_id == client_id)
    if not sent:
        found = found.where(Audit.state == rules.OPEN)
    return _listed(session, found)


def audit_row(session: Session, audit_id: int) -> AuditRow | None:
    """One audit, or None."""
    return next(iter(_listed(session, _rows().where(Audit.id == audit_id))), None)


def audit_of_ticket(session: Session, ticket_id: int) -> AuditRow | None:
    """The audit that a ticket was opened for, or None."""
    return next(iter(_listed(session, _rows().where(Audit.ticket_id == ticket_id))), None)


def known_now(session: Session, audit_id: int) -> dict[str, Known]:
    """What the books say today to the topics of an open audit; nothing of one that was sent."""
    # Here, as Today lists audits before anybody needs all that answers their questions.
    from .facts import known_of

    audit = session.get(Audit, audit_id)
    if audit is None or audit.state == rules.SENT:
        return {}
    topics = select(AuditQuestion.topic).where(AuditQuestion.audit_id == audit_id).distinct()
    return known_of(session, audit.client_id, session.scalars(topics))


def audit_page(
    session: Session, audit_id: int, known: Mapping[str, Known] | None = None
) -> AuditPage | None:
    """An audit with its questions; `known` is what `known_now` gave, asked for without it."""
    row = audit_row(session, audit_id)
    if row is None:
        return None
    here = AuditQuestion
    found = session.execute(
        select(here, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == here.person_id)
        .where(here.audit_id == audit_id)
        .order_by(here.position, here.id)
    )
    rows = found.all()
    said = known_now(session, audit_id) if known is None else known
    before = _before(session, [one.before_id for one, _person in rows if one.before_id])
    return AuditPage(
        row,
        tuple(
            QuestionRow(
                one.id,
                one.version,
                at,
                one.section,
                one.mark,
                one.words,
                one.topic,
                one.answer,
                one.text,
                one.source,
                one.from_words,
                one.kept,
                one.as_of,
                one.looked_on,
                person,
                before.get(one.before_id or 0),
                said.get(one.topic),
            )
            for at, (one, person) in enumerate(rows, 1)
        ),
    )


def _before(session: Session, ids: Sequence[int]) -> dict[int, Before]:
    here = AuditQuestion
    found = session.execute(
        select(here.id, here.answer, here.text, Audit.sent_on, Audit.asked_on)
        .join(Audit, Audit.id == here.audit_id)
        .where(here.id.in_(ids))
    )
    return {id_: Before(answer, text, sent or asked) for id_, answer, text, sent, asked in found}


def audit_count(session: Session, client_id: int) -> int | None:
    """How many open audits a client has, None without one."""
    found = select(func.count()).where(Audit.client_id == client_id, Audit.state == rules.OPEN)
    return session.scalar(found) or None


def has_audits(session: Session, client_id: int) -> bool:
    """Whether anybody ever asked about this client."""
    found = select(Audit.id).where(Audit.client_id == client_id).limit(1)
    return session.scalar(found) is not None


def due(session: Session, day: date) -> list[AuditRow]:
    """Open audits whose answers are due within two weeks, or are late."""
    until = day + timedelta(days=rules.DUE_DAYS)
    found = _rows().where(Audit.state == rules.OPEN, Audit.due_on <= until)
    return _listed(session, found.order_by(Audit.due_on, Audit.id))


def search(session: Session, words: str, limit: int) -> list[AuditRow]:
    """Audits by title, by who asks, and by client."""
    found = _rows()
    for word in words.split():
        said = (Audit.title, Audit.asked_by, Client.name)
        found = found.where(or_(*(one.icontains(word, autoescape=True) for one in said)))
    return _listed(session, found.order_by(Audit.asked_on.desc()).limit(limit))
