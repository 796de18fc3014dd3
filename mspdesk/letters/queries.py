"""Questions about texts and letters: what ships, what the shop changed, what was written."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from .. import paths
from ..clients.models import Client
from ..clients.queries import client as client_of
from ..clients.queries import contacts
from ..database import blobs
from ..dates import clock_time, short_date, today
from ..errors import Trouble, UserError
from ..mail.queries import mails_about, sent_about, signed
from ..mail.rules.compose import Compose
from ..money import multiplied, quantity, shown
from ..people.models import Person
from ..people.queries import person as person_of
from ..printing.page import Letterhead
from ..rows import dataclass
from ..shop.queries import ShopRow, address_lines, calendar
from ..shop.queries import shop as the_shop
from .models import FormText, Letter
from .rules.texts import Text, fill, letter_day, plain, title_of, unfilled

FOLDERS = ("letters", "agreements", "mail")
"""Folders of `forms/` whose texts have fields and can be edited here."""


def shipped_names() -> list[str]:
    """The names of the texts that ship, by folder and title."""
    found = []
    for folder in FOLDERS:
        files = sorted(paths.form(folder).glob("*.txt"))
        found += sorted((f"{folder}/{file.stem}" for file in files), key=title_of)
    return found


def shipped_text(name: str) -> str | None:
    """A text as it ships, or None where none of this name does."""
    file = paths.form(f"{name}.txt")
    if name not in shipped_names():
        return None
    try:
        return file.read_text(encoding="utf-8").strip("\n") + "\n"
    except OSError as error:
        raise Trouble(
            f"The text “{title_of(name)}” cannot be read.", "Install MSPDesk again."
        ) from error


def text_of(session: Session, name: str) -> Text:
    """A text by its name (letters/rate-rise): the shop's own edition, else the one that ships.

    Raises UserError where there is neither.
    """
    shipped = shipped_text(name)
    found = (
        select(FormText.text, FormText.edition, FormText.at, Person.name)
        .outerjoin(Person, Person.id == FormText.person_id)
        .where(FormText.name == name)
        .order_by(FormText.edition.desc())
        .limit(1)
    )
    row = session.execute(found).first()
    if row is not None and row.text:
        return Text(name, row.text, row.edition, row.at, row.name or "", shipped is not None)
    if shipped is None:
        raise UserError(f"There is no text called {name} any more.", "form")
    return Text(name, shipped)


def texts(session: Session, folder: str = "") -> list[Text]:
    """Every text that can be edited, those that ship first, then the shop's own by name."""
    own = session.scalars(select(FormText.name).distinct().order_by(FormText.name))
    names = dict.fromkeys([*shipped_names(), *own])
    found = []
    for name in names:
        if (folder and not name.startswith(f"{folder}/")) or name.split("/")[0] not in FOLDERS:
            continue
        try:
            found.append(text_of(session, name))
        except UserError:
            continue
    return found


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition of a text: when it was made, by whom; `text` is empty for the one that ships."""

    edition: int
    at: datetime | None
    person: str
    text: str

    @property
    def words(self) -> str:
        """What it is in a list."""
        if not self.edition:
            return "As it ships"
        what = f"Edition {self.edition}"
        return what if self.text else f"{what}, back to the text that ships"


def editions(session: Session, name: str) -> list[EditionRow]:
    """The editions of a text, newest first, the one that ships last."""
    found = (
        select(FormText.edition, FormText.at, Person.name, FormText.text)
        .outerjoin(Person, Person.id == FormText.person_id)
        .where(FormText.name == name)
        .order_by(FormText.edition.desc())
    )
    rows = [EditionRow(n, at, person or "", text) for n, at, person, text in session.execute(found)]
    if shipped_text(name) is not None:
        rows.append(EditionRow(0, None, "", ""))
    return rows


def newest_edition(session: Session, name: str) -> int:
    """The number of a text's newest edition, 0 while it is as it ships."""
    found = select(func.max(FormText.edition)).where(FormText.name == name)
    return session.scalar(found) or 0


def edition_text(session: Session, name: str, edition: int) -> str:
    """What an edition said; the shipped text for edition 0 and for a way back to it."""
    found = select(FormText.text).where(FormText.name == name, FormText.edition == edition)
    return session.scalar(found) or shipped_text(name) or ""


def letterhead(session: Session) -> Letterhead:
    """The shop's letterhead as it is today, with its logo where there is one."""
    shop = the_shop(session)
    try:
        logo = blobs.get(session, shop.logo) if shop.logo else None
    except Trouble:
        logo = None
    return Letterhead(
        name=shop.legal_name or shop.name,
        address=_shop_lines(shop),
        phone=shop.phone,
        after_hours_phone=shop.after_hours_phone,
        email=shop.email,
        website=shop.website,
        logo=logo,
    )


def _shop_lines(shop: ShopRow) -> tuple[str, ...]:
    if not shop.address.strip() and not shop.city:
        return ()
    return shop.address_lines


def addressee(session: Session, client_id: int) -> tuple[str, ...]:
    """Whom a letter to a client is addressed to: name, who it is for, and the postal address."""
    client = session.get_one(Client, client_id)
    shop = the_shop(session)
    lines = [client.legal_name or client.name]
    main = next((one for one in contacts(session, client_id, all_of_them=False) if one.main), None)
    if main is not None and main.name:
        lines.append(f"Attn: {main.name}")
    return (*lines, *_client_lines(client, shop.country))


def _client_lines(client: Client, home: str) -> tuple[str, ...]:
    if not client.address.strip() and not client.city:
        return ()
    return address_lines(
        client.address, client.city, client.region, client.postal_code, client.country, home
    )


def fields_of(
    session: Session, client_id: int | None, person_id: int | None = None
) -> dict[str, str]:
    """The fields the books know by themselves: the shop's, the writer's, and the client's."""
    shop = the_shop(session)
    found = {
        "shop.name": shop.name,
        "shop.legal_name": shop.legal_name or shop.name,
        "shop.address": "\n".join(_shop_lines(shop)),
        "shop.phone": shop.phone,
        "shop.after_hours_phone": shop.after_hours_phone or shop.phone,
        "shop.email": shop.email,
        "shop.website": shop.website,
        "shop.hours": _hours_words(session),
        "shop.rate": shown(shop.rate, shop.money),
        "shop.after_hours": _factor_words(shop),
        "shop.terms": _days_words(shop.terms_days),
        "shop.how_to_pay": shop.how_to_pay,
        "today": letter_day(today(), day_first=shop.day_first),
    }
    writer = person_of(session, person_id) if person_id else None
    found["person.name"] = writer.name if writer else shop.name
    found["person.title"] = writer.title if writer else ""
    return found | (_client_fields(session, client_id, shop) if client_id else {})


def _client_fields(session: Session, client_id: int, shop: ShopRow) -> dict[str, str]:
    client = client_of(session, client_id)
    if client is None:
        raise UserError("This client is no longer there.", "client")
    row = session.get_one(Client, client_id)
    known = contacts(session, client_id, all_of_them=False)
    main = next((one for one in known if one.main), None)
    since = letter_day(client.since_on, day_first=shop.day_first) if client.since_on else ""
    rate = shop.rate if client.rate is None else client.rate
    return {
        "client.name": client.name,
        "client.legal_name": client.legal_name or client.name,
        "client.number": client.number,
        "client.address": "\n".join(_client_lines(row, shop.country)),
        "client.phone": client.phone,
        "client.contact": main.name if main else client.name,
        "client.first_name": (main.first_name or main.name) if main else client.name,
        "client.title": main.title if main else "",
        "client.since": since,
        "client.plan": client.plan.capitalize(),
        "client.rate": shown(rate, shop.money),
        "client.terms": _days_words(
            shop.terms_days if client.terms_days is None else client.terms_days
        ),
    }


def _days_words(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def _factor_words(shop: ShopRow) -> str:
    """What time after hours costs: twice the usual rate, $300.00 an hour."""
    often = {10_000: "the usual rate", 15_000: "one and a half times the usual rate"}
    often[20_000] = "twice the usual rate"
    words = often.get(shop.after_hours_factor)
    words = words or f"{quantity(shop.after_hours_factor)} times the usual rate"
    return f"{words}, {shown(multiplied(shop.rate, shop.after_hours_factor), shop.money)} an hour"


def _hours_words(session: Session) -> str:
    """When the shop is open: Monday to Friday, 8:00 am to 5:00 pm."""
    opened = calendar(session, today().year).hours
    runs: list[tuple[int, int, tuple[int, int]]] = []
    for weekday in sorted(opened):
        if runs and runs[-1][1] == weekday - 1 and runs[-1][2] == opened[weekday]:
            runs[-1] = (runs[-1][0], weekday, opened[weekday])
        else:
            runs.append((weekday, weekday, opened[weekday]))
    return "; ".join(_run_words(*run) for run in runs)


def _run_words(first: int, last: int, span: tuple[int, int]) -> str:
    monday = datetime(2001, 1, 1)
    days = f"{monday + timedelta(days=first):%A}"
    if last != first:
        days += f" to {monday + timedelta(days=last):%A}"
    start, end = (clock_time(monday + timedelta(minutes=minute)) for minute in span)
    return f"{days}, {start} to {end}"


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
    sent_at: datetime | None = None

    @property
    def words(self) -> str:
        """What became of it."""
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
    rows = [LetterRow(*row) for row in session.execute(found)]
    sent = sent_about(session, [f"letter:{row.id}" for row in rows])
    return [replace(row, sent_at=sent.get(f"letter:{row.id}")) for row in rows]


def search_letters(session: Session, text: str, limit: int = 5) -> list[LetterRow]:
    """Letters whose number begins with what was typed or whose subject holds it, newest first."""
    wanted = text.strip().lower()
    if len(wanted) < 2:
        return []
    found = (
        select(*_ROW)
        .join(Client, Client.id == Letter.client_id)
        .outerjoin(Person, Person.id == Letter.person_id)
        .where(
            or_(
                func.lower(Letter.number).startswith(wanted, autoescape=True),
                func.lower(Letter.subject).contains(wanted, autoescape=True),
            )
        )
        .order_by(Letter.on.desc(), Letter.id.desc())
        .limit(limit)
    )
    return [LetterRow(*row) for row in session.execute(found)]


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
    return LetterPage(
        letter.id,
        letter.version,
        letter.number,
        letter.client_id,
        client.name,
        _mail_address(session, client),
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
    )


def _mail_address(session: Session, client: Client) -> str:
    """Where mail to a client goes: the main contact's address, else the one for invoices."""
    known = contacts(session, client.id, all_of_them=False)
    main = next((one.email for one in known if one.main and one.email), "")
    return main or client.billing_email


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
        (f"{paths.safe_name(f'Letter {page.number} {page.client}')}.pdf",),
        f"{about}:{today().isoformat()}:{before}",
    )


def writer_of(session: Session, letter_id: int) -> int | None:
    """Who wrote a letter."""
    return session.scalar(select(Letter.person_id).where(Letter.id == letter_id))
