"""What a list is made of: how a field is read, kept and written, and what a row will do."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...billing.models import Invoice
from ...clients.models import Client, Contact
from ...database.base import Record
from ...documentation.models.device import Device
from ...errors import UserError
from ...exchange import values
from ...exchange.columns import (
    DATE,
    FLAG,
    MINUTES,
    MOMENT,
    PERCENT,
    QUANTITY,
    TEXT,
    WHOLE,
    Kind,
    money_in,
)
from ...exchange.values import DateOrder, DecimalStyle
from ...money import Currency
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from ...tickets.models import Ticket
from ...tickets.queries import ticket_by_number

SOURCE = "file"
"""What `source` says on a row that came from a list."""

LONGEST = 100_000

HERE = "It is here already."
NOTHING_NEW = "It is here already, with nothing new."
KNOWN = (HERE, NOTHING_NEW)
"""Why a row that is right is left out."""


class Act(StrEnum):
    """What will be done with a row."""

    ADD = "add"
    UPDATE = "update"
    SKIP = "skip"


ACT_WORDS = {Act.ADD: "Add", Act.UPDATE: "Update", Act.SKIP: "Skip"}


class Plain(NamedTuple):
    """A field that is kept in one column as it is read: its kind is text, date, money and so on."""

    field: str
    kind: str
    column: str = ""

    @property
    def kept_in(self) -> str:
        """The column it is kept in."""
        return self.column or self.field


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of a file and what will be done with it; `why` says what changes or what is wrong."""

    line: int
    act: Act
    title: str
    why: str = ""
    write: Callable[[Session], None] | None = None


class Reading:
    """The books a list is read into: what its cells mean here, and who is meant by a name."""

    def __init__(
        self,
        session: Session,
        kind: str,
        order: DateOrder | None = None,
        style: DecimalStyle | None = None,
    ) -> None:
        self.session = session
        self.kind = kind
        self.order = order
        self.style = style
        self.seen: dict[Any, int] = {}
        self.line = 0

    @cached_property
    def shop(self) -> ShopRow:
        """The company."""
        return shop(self.session)

    @property
    def currency(self) -> Currency:
        """What amounts are in."""
        return self.shop.money

    def value(self, kind: str, cell: str, field: str) -> Any:
        """One cell as it is kept; None or "" when it is empty. Raises UserError."""
        return _READERS[kind](self, cell, field)

    def plain(self, fields: Sequence[Plain], cells: Mapping[str, str]) -> dict[str, Any]:
        """The columns that a row's cells say something about."""
        found = {}
        for one in fields:
            cell = cells.get(one.field, "")
            if cell:
                found[one.kept_in] = self.value(one.kind, cell, one.field)
        return found

    def once(self, key: Any) -> None:
        """Refuse the second row about the same thing; raises UserError."""
        first = self.seen.setdefault(key, self.line)
        if first != self.line:
            raise UserError(f"Line {first} of the file is about the same.")

    # --- who is meant ---------------------------------------------------------------------------

    @cached_property
    def _clients(self) -> dict[str, list[int]]:
        return self._named(Client, Client.name, Client.number, Client.source_id)

    @cached_property
    def _people(self) -> dict[str, list[int]]:
        return self._named(Person, Person.name, Person.email, Person.source_id)

    def _named(self, model: type[Record], *columns: Any) -> dict[str, list[int]]:
        """Ids by what rows are called: name, number and outside id, each with its own mark."""
        found: dict[str, list[int]] = {}
        for id_, *names in self.session.execute(select(model.id, *columns).order_by(model.id)):
            for mark, name in zip("nmo", names, strict=True):
                if name:
                    found.setdefault(f"{mark} {name.lower()}", []).append(id_)
        return found

    def client(self, cells: Mapping[str, str]) -> int:
        """The client a row is about; raises UserError when there is none, or several."""
        number, outside = cells.get("client_number", ""), cells.get("client_source_id", "")
        name = cells.get("client", "")
        found = self.find_client(number, outside, name)
        if found is None and name:
            found = self.find_client(name, "", "")
        if found is not None:
            return found
        said = name or number or outside
        raise UserError(
            f"There is no client “{said}”. Import clients first." if said else "It names no client."
        )

    def find_client(self, number: str, outside: str, name: str) -> int | None:
        """A client by name, and without one by number or outside id; None when there is none.

        Numbers alone never stand above a name: those of other books mean other clients. Among
        several of one name they choose. Raises UserError when that does not help.
        """
        by_number = self._clients.get(f"m {number}".lower(), []) if number else []
        by_outside = self._clients.get(f"o {outside}".lower(), []) if outside else []
        named = self._clients.get(f"n {name}".lower(), []) if name else []
        found = named or ([] if name else by_number or by_outside)
        if len(found) > 1:
            found = [id_ for id_ in found if id_ in by_number or id_ in by_outside]
            if len(found) != 1:
                raise UserError(f"Several clients are called “{name or outside}”. Add the number.")
        return found[0] if found else None

    def find_person(self, email: str, outside: str, name: str) -> int | None:
        """A person by e-mail, outside id or name; None when nobody is called so."""
        for key in (f"m {email}", f"o {outside}", f"n {name}"):
            found = self._people.get(key.lower()) if key[2:] else None
            if found:
                return found[0]
        return None

    def person(self, name: str, outside: str = "") -> int:
        """The person a row is about; raises UserError when nobody is called so."""
        found = self.find_person(name, outside, name)
        if found is None:
            raise UserError(f"Nobody called “{name or outside}” works here. Import people first.")
        return found

    def contact(self, client_id: int, name: str) -> int | None:
        """A contact of a client by name."""
        wanted = name.strip().lower()
        found = select(Contact.id, Contact.first_name, Contact.last_name).where(
            Contact.client_id == client_id
        )
        for id_, first, last in self.session.execute(found):
            if wanted in (f"{first} {last}".strip().lower(), f"{last}, {first}".lower()):
                return int(id_)
        return None

    def device(self, client_id: int, name: str) -> int | None:
        """A device of a client by name."""
        return self.session.scalar(
            select(Device.id).where(Device.client_id == client_id, Device.name == name.strip())
        )

    def ticket(self, number: str, outside: str = "") -> int | None:
        """A ticket by its number here or its number where it came from."""
        for wanted in (Ticket.number == number, Ticket.source_id == (outside or number)):
            found = self.session.scalar(select(Ticket.id).where(wanted).limit(1))
            if found is not None and (outside or number):
                return found
        return ticket_by_number(self.session, number) if number else None

    def invoice(self, number: str) -> int | None:
        """An issued invoice by its number."""
        return self.session.scalar(select(Invoice.id).where(Invoice.number == number.strip()))


_READERS: dict[str, Callable[[Reading, str, str], Any]] = {
    "text": lambda _, cell, field: values.read_text(cell, 200, field),
    "code": lambda _, cell, field: values.read_text(cell, 40, field),
    "words": lambda _, cell, field: values.read_text(cell, LONGEST, field),
    "date": lambda here, cell, field: values.read_date(cell, here.order, field),
    "moment": lambda here, cell, field: values.read_moment(cell, here.order, field),
    "money": lambda here, cell, field: values.read_money(cell, here.currency, here.style, field),
    "minutes": lambda _, cell, field: values.read_minutes(cell, "minutes", field),
    "hours": lambda _, cell, field: values.read_minutes(cell, "hours", field),
    "quantity": lambda here, cell, field: values.read_quantity(cell, field, here.style),
    "percent": lambda here, cell, field: values.read_percent(cell, field, here.style),
    "flag": lambda _, cell, field: values.read_flag(cell, field),
    "whole": lambda _, cell, field: values.read_whole(cell, field),
}


def mark(session: Session, row: Any, source_id: str = "") -> None:
    """Say on a new row that it came from this file."""
    row.batch_id = session.info["batch_id"]
    if hasattr(row, "source"):
        row.source, row.source_id = SOURCE, source_id


def changed(row: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What of the wanted values is not what a row has."""
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def words_of(names: Sequence[str]) -> str:
    """Columns as words: "phone digits, city"."""
    return ", ".join(name.removesuffix("_id").replace("_", " ") for name in names)


def one_of(cell: str, words: Mapping[str, str], field: str) -> str:
    """One word of a list, whatever its capitals; raises UserError naming them."""
    found = words.get(" ".join(cell.lower().replace("_", " ").replace("-", " ").split()))
    if found is None:
        known = ", ".join(dict.fromkeys(words.values())).replace("_", " ")
        raise UserError(f"“{cell}” is not a {field.replace('_', ' ')}. Use one of: {known}.", field)
    return found


def out_kind(kind: str, currency: Currency) -> Kind:
    """How a kind of field is written."""
    return {
        "date": DATE,
        "moment": MOMENT,
        "money": money_in(currency),
        "minutes": MINUTES,
        "quantity": QUANTITY,
        "percent": PERCENT,
        "flag": FLAG,
        "whole": WHOLE,
    }.get(kind, TEXT)
