"""Questions about letters: lists, one letter, its paper and its mail."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ... import paths
from ...clients.models import Client
from ...clients.queries import contacts
from ...database.action import reading_as
from ...database.wording import holds, really_holds
from ...dates import short_date, today
from ...errors import UserError
from ...mail.queries import mails_about, sent_about, signed
from ...mail.rules.compose import Compose
from ...people.models import Person
from ...people.queries import person as person_of
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import Letter
from ..rules.checks import gaps, still_open, unfilled
from ..rules.texts import fill, letter_day, plain
from .files import LetterFileRow, files_of, signed_of
from .forms import text_of
from .known import fields_of, letterhead


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as lists show it."""

    id: int
    number: str
    on: date
    form: str
    subject: str
    state: str
    about: str
    client_id: int
    client: str
    person: str
    printed_at: datetime | None
    signs: bool
    sent_at: datetime | None = None
    signed_on: date | None = None
    signed_by: str = ""

    @property
    def awaits(self) -> bool:
        """Whether it went out to be signed and has not come back."""
        return self.signs and self.state == "final" and self.signed_on is None

    @property
    def words(self) -> str:
        """What became of it."""
        if self.signed_on is not None:
            return f"Signed {short_date(self.signed_on)}"
        if self.state == "draft":
            return "Draft"
        done = [self.sent_at and f"mailed {short_date(self.sent_at.date())}"]
        done.append(self.printed_at and f"printed {short_date(self.printed_at.date())}")
        said = ", ".join(one for one in done if one)
        return f"{said[0].upper()}{said[1:]}" if said else "Final"


_ROW = (
    Letter.id,
    Letter.number,
    Letter.on,
    Letter.form,
    Letter.subject,
    Letter.state,
    Letter.about,
    Letter.client_id,
    Client.name,
    func.coalesce(Person.name, ""),
    Letter.printed_at,
    Letter.signs,
)


def letters(
    session: Session, client_id: int | None = None, about: str = "", limit: int = 200
) -> list[LetterRow]:
    """Letters, newest first: of a client, about something (invoice:12), or all."""
    found = (
        select(*_ROW)
        .join(Client, Client.id == Letter.client_id)
        .outerjoin(Person, Person.id == Letter.person_id)
        .order_by(Letter.on.desc(), Letter.id.desc())
        .limit(limit)
    )
    if client_id is not None:
        found = found.where(Letter.client_id == client_id)
    if about:
        found = found.where(Letter.about == about)
    rows = [LetterRow(*tuple(row)) for row in session.execute(found)]
    sent = sent_about(session, [f"letter:{row.id}" for row in rows])
    signed_ones = signed_of(session, [row.id for row in rows if row.signs])
    return [
        replace(
            row,
            sent_at=sent.get(f"letter:{row.id}"),
            signed_on=back.on if (back := signed_ones.get(row.id)) else None,
            signed_by=back.by if back else "",
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """The newest letter about something, and what became of it.

    `sent_on` is the day it was mailed or printed, `signed_on` the day of the signed copy.
    """

    id: int
    number: str
    state: str
    on: date
    sent_on: date | None
    signed_on: date | None
    signed_by: str


def told_about(session: Session, abouts: Sequence[str]) -> dict[str, Told]:
    """By what it is about (advice:3) the newest letter about each of these, where there is one."""
    if not abouts:
        return {}
    found = (
        select(Letter.about, Letter.id, Letter.number, Letter.state, Letter.on, Letter.printed_at)
        .where(Letter.about.in_(abouts))
        .order_by(Letter.id)
    )
    newest = {row.about: row for row in session.execute(found)}
    ids = [row.id for row in newest.values()]
    back = signed_of(session, ids)
    mailed = sent_about(session, [f"letter:{one}" for one in ids])
    answer = {}
    for about, row in newest.items():
        days = [at.date() for at in (mailed.get(f"letter:{row.id}"), row.printed_at) if at]
        copy = back.get(row.id)
        answer[about] = Told(
            row.id,
            row.number,
            row.state,
            row.on,
            min(days, default=None),
            copy.on if copy else None,
            copy.by if copy else "",
        )
    return answer


def search_letters(session: Session, text: str, limit: int = 5) -> list[LetterRow]:
    """Letters whose number begins with what was typed or whose subject holds it, newest first."""
    wanted = text.strip()
    if len(wanted) < 2:
        return []
    found = (
        select(*_ROW)
        .join(Client, Client.id == Letter.client_id)
        .outerjoin(Person, Person.id == Letter.person_id)
        .where(
            or_(
                func.lower(Letter.number).startswith(wanted.lower(), autoescape=True),
                holds(Letter.subject, wanted),
            )
        )
        .order_by(Letter.on.desc(), Letter.id.desc())
        .limit(limit * 4)
    )
    rows = [LetterRow(*tuple(row)) for row in session.execute(found)]
    number = wanted.lower()
    return [
        row
        for row in rows
        if really_holds(row.subject, wanted) or row.number.lower().startswith(number)
    ][:limit]


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter with everything on its form; `missing` are the places still in brackets."""

    id: int
    version: int
    number: str
    client_id: int
    client: str
    email: str
    form: str
    about: str
    on: date
    subject: str
    addressee: str
    body: str
    state: str
    person: str
    made_at: datetime
    printed_at: datetime | None
    signs: bool
    contact: str
    files: tuple[LetterFileRow, ...]

    @property
    def enclosed(self) -> tuple[LetterFileRow, ...]:
        """The papers that go out with it."""
        return tuple(one for one in self.files if one.kind == "enclosed")

    @property
    def copies(self) -> tuple[LetterFileRow, ...]:
        """The signed copies that came back."""
        return tuple(one for one in self.files if one.kind == "signed")

    @property
    def missing(self) -> list[str]:
        """What was left open when it was filled."""
        return unfilled(f"{self.subject}\n{self.body}")


def letter_page(session: Session, letter_id: int) -> LetterPage:
    """One letter; raises UserError where it is gone."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise UserError("This letter is no longer there.")
    client = session.get_one(Client, letter.client_id)
    writer = session.get(Person, letter.person_id) if letter.person_id else None
    known = contacts(session, client.id, all_of_them=False)
    main = next((one for one in known if one.main), None)
    email = main.email if main is not None and main.email else client.billing_email
    return LetterPage(
        letter.id,
        letter.version,
        letter.number,
        letter.client_id,
        client.name,
        email,
        letter.form,
        letter.about,
        letter.on,
        letter.subject,
        letter.addressee,
        letter.body,
        letter.state,
        writer.name if writer else "",
        letter.made_at,
        letter.printed_at,
        letter.signs,
        main.name if main is not None else "",
        tuple(files_of(session, letter_id)),
    )


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """A letter as it prints."""

    letterhead: Letterhead
    number: str
    on: str
    subject: str
    addressee: tuple[str, ...]
    body: str
    client: str
    writer: str
    title: str
    enclosed: tuple[str, ...] = ()


def letter_document(session: Session, letter_id: int) -> LetterDocument:
    """A letter with the shop's letterhead, its day in the order of the shop's country."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise UserError("This letter is no longer there.")
    writer = person_of(session, letter.person_id) if letter.person_id else None
    shop = the_shop(session)
    return LetterDocument(
        letterhead(session),
        letter.number,
        letter_day(letter.on, day_first=shop.day_first),
        letter.subject,
        tuple(line.strip() for line in letter.addressee.splitlines() if line.strip()),
        letter.body,
        session.get_one(Client, letter.client_id).name,
        writer.name if writer else "",
        writer.title if writer else "",
        tuple(
            one.name.rpartition(".")[0] or one.name
            for one in files_of(session, letter_id)
            if one.kind == "enclosed"
        ),
    )


def unkept_document(
    session: Session, form: str, fields: Mapping[str, str], addressee: Sequence[str], about: str
) -> LetterDocument:
    """A letter to one of our own people, laid out from a text and not kept (`about` is its name).

    Raises UserError where the text is faulty or something in it is still open.
    """
    writer_id = reading_as(session)
    writer = person_of(session, writer_id) if writer_id else None
    told = fields_of(session, None, writer_id) | dict(fields)
    text = text_of(session, form)
    open_ones = gaps(text.text, told)
    said = fill(text, {name: value for name, value in told.items() if name not in open_ones})
    wrong = still_open(said.subject, said.body)
    if wrong is not None:
        raise wrong
    day_first = the_shop(session).day_first
    return LetterDocument(
        letterhead(session),
        "",
        letter_day(today(), day_first=day_first),
        said.subject,
        tuple(addressee),
        said.body,
        about,
        writer.name if writer else "",
        writer.title if writer else "",
    )


def find_letter(session: Session, text: str) -> int:
    """The id of a letter by its number; raises UserError where there is none."""
    wanted = text.strip().upper()
    found = session.scalar(select(Letter.id).where(func.upper(Letter.number) == wanted))
    if found is None:
        raise UserError(f"There is no letter {text.strip()}.")
    return found


def letter_mail(session: Session, letter_id: int) -> Compose:
    """The mail a letter goes out with, to the main contact; the letter itself is attached."""
    page = letter_page(session, letter_id)
    about = f"letter:{letter_id}"
    known = fields_of(session, page.client_id, writer_of(session, letter_id))
    known |= {"mail.name": known["client.first_name"], "mail.about": page.subject}
    said = fill(text_of(session, "mail/letter"), known)
    before = len(mails_about(session, about))
    return Compose(
        f"Send letter {page.number}",
        about,
        page.client_id,
        page.email,
        "",
        said.subject,
        signed(session, plain(said.body)),
        (
            f"{paths.safe_name(f'Letter {page.number} {page.client}')}.pdf",
            *(one.name for one in page.enclosed),
        ),
        f"{about}:{today().isoformat()}:{before}",
    )


def writer_of(session: Session, letter_id: int) -> int | None:
    """Who wrote a letter."""
    return session.scalar(select(Letter.person_id).where(Letter.id == letter_id))
