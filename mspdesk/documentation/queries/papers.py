"""What the papers of documentation say: device list, pouch labels, internet form, completeness."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients import queries as clients
from ...clients.models import Site
from ...dates import full_date, today
from ...errors import UserError
from ...letters.queries import letterhead
from ...printing.page import Letterhead
from ...rows import dataclass
from ..models.network import Circuit
from ..models.services import Domain, MailSystem, WebSite
from ..rules.devices import DEVICE_KINDS, OWNERS
from ..rules.words import MANAGERS
from .completeness import Completeness, completeness
from .devices import DeviceRow, devices_of


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose paper it is: the client, its address and number, the day, and the shop."""

    client: str
    number: str
    address: str
    phone: str
    on: date
    letterhead: Letterhead


def heading(session: Session, client_id: int) -> Heading:
    """The heading of a client's paper; raises UserError when there is no such client."""
    held = clients.client(session, client_id)
    if held is None:
        raise UserError("There is no such client.")
    return Heading(
        held.name, held.number, held.address_line, held.phone, today(), letterhead(session)
    )


def _sites(session: Session, client_id: int) -> dict[int | None, str]:
    found = select(Site.id, Site.name).where(Site.client_id == client_id)
    return dict(session.execute(found.order_by(Site.main.desc(), Site.name)).all())


# --- devices --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """A device as the list prints it, all in words."""

    name: str
    kind: str
    what: str
    serial: str
    ip: str
    where: str
    used_by: str
    owner: str
    purchased: str
    warranty: str


@dataclass(frozen=True, slots=True)
class DevicesDocument:
    """A client's devices in use by site."""

    heading: Heading
    sites: tuple[tuple[str, tuple[ListedDevice, ...]], ...]
    count: int


def devices_document(session: Session, client_id: int) -> DevicesDocument:
    """Gather a client's devices; those without a site come last."""
    names = _sites(session, client_id)
    rows = devices_of(session, client_id)
    order: list[int | None] = [*names, None]
    parts = []
    for site in order:
        here = [row for row in rows if row.site_id == site]
        if here:
            parts.append((names.get(site, ""), tuple(_listed(row) for row in here)))
    return DevicesDocument(heading(session, client_id), tuple(parts), len(rows))


def _listed(row: DeviceRow) -> ListedDevice:
    return ListedDevice(
        row.name,
        DEVICE_KINDS.get(row.kind, row.kind),
        row.make_and_model,
        row.serial,
        row.ip,
        row.place,
        row.used_by,
        row.lessor if row.owner == "lessor" and row.lessor else OWNERS.get(row.owner, ""),
        full_date(row.purchased_on) if row.purchased_on else "",
        full_date(row.warranty_until) if row.warranty_until else "None",
    )


# --- pouches --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PouchLabel:
    """What the label of one pouch says (S067): the device, where both hang, what is inside."""

    client: str
    device: str
    what: str
    serial: str
    where: str
    pouch_place: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PouchDocument:
    """A sheet of pouch labels, one a device that has a pouch."""

    heading: Heading
    labels: tuple[PouchLabel, ...]


def pouch_document(
    session: Session, client_id: int, device_ids: Sequence[int] = ()
) -> PouchDocument:
    """Gather the labels of a client's pouches, or of the devices chosen, with a pouch or not.

    Raises UserError when no device has a pouch yet.
    """
    head = heading(session, client_id)
    rows = devices_of(session, client_id)
    if device_ids:
        rows = [row for row in rows if row.id in set(device_ids)]
    else:
        rows = [row for row in rows if row.pouch_lines or row.pouch_place]
    if not rows:
        raise UserError("No device has a pouch yet. Write down what its pouch holds first.")
    return PouchDocument(
        head,
        tuple(
            PouchLabel(
                head.client,
                row.name,
                ", ".join(filter(None, (DEVICE_KINDS.get(row.kind, row.kind), row.make_and_model))),
                row.serial,
                row.place,
                row.pouch_place,
                row.pouch_lines,
            )
            for row in rows
        ),
    )


T = TypeVar("T", Circuit, Domain, WebSite, MailSystem)


# --- the internet-services form -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of the internet-services form (S147); empty cells are written by hand."""

    what: str
    provider: str = ""
    account: str = ""
    manager: str = ""
    expiry: str = ""


@dataclass(frozen=True, slots=True)
class ServicesForm:
    """The internet-services form of a client on one page; `more` says what did not fit."""

    heading: Heading
    rows: tuple[FormRow, ...]
    more: str = ""


MOST_OF_A_KIND = 3
"""Lines of one kind on the form at most; it is one page (S147)."""

ROOM = 430
"""Points that the rows of the form may take, so that all of it stays on one page."""

LETTERS = 14
"""Letters of usual width in a line of the narrowest column, counted low."""

WHATS = (
    "Internet",
    "Circuit",
    "Domain, registrar",
    "DNS",
    "Web site",
    "Mail",
    "Mail filter",
)
"""What the form asks for, each at least once, in this order (S147)."""


def services_form(session: Session, client_id: int) -> ServicesForm:
    """Gather the form from what is written down; what nobody knows is a line to fill in."""
    kinds = [(rows or [FormRow(what)]) for what, rows in _form_rows(session, client_id)]
    rows, more = fitted(kinds)
    noun = "line stands" if more == 1 else "lines stand"
    words = f"{more} more {noun} in the lists of the binder." if more else ""
    return ServicesForm(heading(session, client_id), rows, words)


def fitted(kinds: Sequence[Sequence[FormRow]]) -> tuple[tuple[FormRow, ...], int]:
    """As many rows of each kind as one page holds, and how many are left out.

    The first of each kind always stands there, long words cut where nothing else helps.
    """
    most = MOST_OF_A_KIND
    while most > 1 and sum(_height(row) for rows in kinds for row in rows[:most]) > ROOM:
        most -= 1
    left = [row for rows in kinds for row in rows[:most]]
    if sum(_height(row) for row in left) > ROOM:
        left = [_cut(row) for row in left]
    return tuple(left), sum(max(0, len(rows) - most) for rows in kinds)


def _cells(row: FormRow) -> tuple[str, ...]:
    return row.what, row.provider, row.account, row.manager, row.expiry


def _height(row: FormRow) -> int:
    """How many points of the page a row takes at most."""
    lines = max(1 + _letters(cell) // LETTERS for cell in _cells(row))
    return max(22, 12 * lines + 8)


def _letters(cell: str) -> int:
    """How many letters of usual width a cell is long; wide ones count twice."""
    return len(cell) + sum(
        letter.isupper() or letter in "mw@%—" or letter > "\u02ff" for letter in cell
    )


def _cut(row: FormRow) -> FormRow:
    return FormRow(*(_short(cell) for cell in _cells(row)))


def _short(cell: str) -> str:
    """A cell that takes three lines at most."""
    if _letters(cell) <= 3 * LETTERS:
        return cell
    most = len(cell)
    while _letters(cell[:most]) >= 3 * LETTERS:
        most -= 1
    return f"{cell[:most].rstrip()}…"


def _form_rows(session: Session, client_id: int) -> list[tuple[str, list[FormRow]]]:
    circuits = _of(session, Circuit, client_id)
    domains = _of(session, Domain, client_id)
    sites = _of(session, WebSite, client_id)
    mails = _of(session, MailSystem, client_id)
    return [
        (
            WHATS[0],
            [
                FormRow(
                    _what(WHATS[0], one.name, one.provider),
                    one.provider,
                    one.account_number,
                    _who(one.managed_by, one.support_phone),
                    _day(one.contract_until),
                )
                for one in circuits
            ],
        ),
        (
            WHATS[1],
            [
                FormRow(
                    _what(WHATS[1], one.name, one.provider),
                    one.provider,
                    one.circuit_number,
                    ", ".join(filter(None, (_speed(one), one.public_addresses))),
                    "",
                )
                for one in circuits
            ],
        ),
        (
            WHATS[2],
            [
                FormRow(
                    f"Domain {one.name}",
                    one.registrar,
                    one.account_number,
                    _who(one.managed_by, one.holder),
                    _day(one.expires_on),
                )
                for one in domains
            ],
        ),
        (
            WHATS[3],
            [
                FormRow(f"DNS of {one.name}", one.dns_host, "", one.technical_contact, "")
                for one in domains
            ],
        ),
        (
            WHATS[4],
            [
                FormRow(
                    _what(WHATS[4], one.name, ""),
                    one.host,
                    one.account_number,
                    _who(one.managed_by, one.manager, one.phone),
                    _day(one.expires_on),
                )
                for one in sites
            ],
        ),
        (
            WHATS[5],
            [
                FormRow(
                    _what(WHATS[5], one.name, ""),
                    one.place,
                    one.account_number,
                    _who(one.managed_by, one.manager),
                    _day(one.expires_on),
                )
                for one in mails
            ],
        ),
        (
            WHATS[6],
            [
                FormRow(WHATS[6], one.filter, "", one.filter_manager, "")
                for one in mails
                if one.filter or one.filter_manager
            ],
        ),
    ]


def _of(session: Session, model: type[T], client_id: int) -> list[T]:
    found = select(model).where(model.client_id == client_id, model.gone_on.is_(None))
    return list(session.scalars(found.order_by(model.id)))


def _what(title: str, name: str, provider: str) -> str:
    return title if name in ("", title, provider) else f"{title}, {name}"


def _speed(one: Circuit) -> str:
    up = f"{one.speed_up} up" if one.speed_up else ""
    return ", ".join(filter(None, (one.speed_down, up)))


def _who(managed_by: str, *others: str) -> str:
    said = MANAGERS[managed_by] if managed_by else ""
    return ", ".join(filter(None, (said, *others)))


def _day(day: date | None) -> str:
    return full_date(day) if day else ""


# --- completeness ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CompletenessDocument:
    """A client's documentation section by section: what is filled and what is missing."""

    heading: Heading
    whole: Completeness


def completeness_document(session: Session, client_id: int) -> CompletenessDocument:
    """Gather how complete a client's documentation is."""
    return CompletenessDocument(heading(session, client_id), completeness(session, client_id))
