"""Reading the cells of a list: how a field is read, and whom a row means."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...billing.models import Invoice, Payment
from ...clients.models import Client, Contact, Site
from ...database.base import Record
from ...documentation.models.device import Device
from ...errors import UserError
from ...exchange import alias_programs, values
from ...exchange.values import DateOrder, DecimalStyle
from ...money import Currency
from ...people.models import Person
from ...shop.actions import series
from ...shop.models import ImportLink
from ...shop.queries import ShopRow, shop
from ...tickets.models import Ticket
from ...timekeeping.models import TimeEntry
from .shape import NO_CLIENT, Plain
from .sources import LONGEST_KEY, OWN, Source

LONGEST = 100_000


class Reading:
    """The books a list is read into: what its cells mean here, and who is meant by a name."""

    def __init__(
        self,
        session: Session,
        source: Source,
        order: DateOrder | None = None,
        style: DecimalStyle | None = None,
    ) -> None:
        self.session = session
        self.kind = source.kind
        self.source = source
        self.order = order
        self.style = style
        self.seen: dict[Any, int] = {}
        self.line = 0
        self._times: dict[str, int] = {}
        self._links: dict[str, dict[str, int]] = {}
        self._elsewhere: dict[tuple[str, bool], frozenset[int]] = {}

    @cached_property
    def shop(self) -> ShopRow:
        """The company."""
        return shop(self.session)

    @cached_property
    def ticket_form(self) -> str:
        """How numbers of tickets are written here."""
        return series(self.session, "ticket")[0]

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

    def nth(self, key: str) -> int:
        """How often this file has told of the same thing so far, this row included."""
        self._times[key] = self._times.get(key, 0) + 1
        return self._times[key]

    # --- what the source knows it by ---------------------------------------------------------

    def key(self, outside: str, *names: object) -> str:
        """What the source knows a row by: its own id, else what names it there."""
        if outside:
            return _short(f"id {outside}")
        return _short("\t".join(str(name).strip().lower() for name in names))

    def linked(self, kind: str, key: str) -> int | None:
        """The row of a kind that the source knows by a key; None where it is gone or unknown."""
        return self._known_rows(kind).get(key)

    def _known_rows(self, kind: str) -> dict[str, int]:
        """The rows of a kind that the source knows, by their keys."""
        if kind not in self._links:
            model = MODELS[kind]
            known = (
                select(ImportLink.key, ImportLink.row_id)
                .join(model, model.id == ImportLink.row_id)
                .where(ImportLink.source == self.source.name, ImportLink.kind == kind)
            )
            self._links[kind] = {
                str(name): int(row_id) for name, row_id in self.session.execute(known)
            }
        return self._links[kind]

    def from_elsewhere(self, kind: str, *, named: bool = False) -> frozenset[int]:
        """The rows of a kind that other sources brought: their ids there mean nothing here.

        With `named` those that a list of another kind may name: lists of one's own share their
        ids, programs never do. None for lists that MSPDesk wrote, which tell every id of the books.
        """
        if (kind, named) not in self._elsewhere:
            rows = select(ImportLink.source, ImportLink.row_id).where(
                ImportLink.source != self.source.name, ImportLink.kind == kind
            )
            ours = self.source.name == OWN
            programs = alias_programs.names()
            mine = not named or self.source.name in programs
            found = () if ours else self.session.execute(rows)
            others = {row_id for source, row_id in found if mine or source in programs}
            known = set(self._known_rows(kind).values())
            self._elsewhere[kind, named] = frozenset(others - known)
        return self._elsewhere[kind, named]

    @cached_property
    def _clients_told(self) -> dict[str, set[int]]:
        """Clients by the name under which the source told of them, whatever they are called now."""
        found: dict[str, set[int]] = {}
        for key, id_ in self._known_rows("clients").items():
            found.setdefault(key.partition("\t")[0], set()).add(id_)
        return found

    def is_usual_money(self, cells: Mapping[str, str]) -> None:
        """Refuse a row in another currency than the books; raises UserError."""
        code = cells.get("currency", "").strip().upper()
        if code and code not in {self.currency.code, self.currency.symbol.strip()}:
            raise UserError(f"It is in {code[:10]}, and these books are in {self.currency.code}.")

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
        said = name or number or outside
        if not said and self.source.client_id is not None:
            return self.source.client_id
        found = self.linked("clients", self.key(outside)) if outside else None
        found = found or self.find_client(number, outside, name)
        if found is None and name:
            known = self._clients_told.get(self.key("", name), set())
            found = min(known) if len(known) == 1 else self.find_client(name, "", "")
        if found is not None:
            return found
        raise UserError(
            f"There is no client “{said}”. Import clients first." if said else NO_CLIENT
        )

    def told_client(self, cells: Mapping[str, str]) -> int | None:
        """The client a row names; None where it names none, or one that is not here."""
        try:
            return self.client(cells)
        except UserError:
            return None

    def find_client(self, number: str, outside: str, name: str) -> int | None:
        """A client by name, and without one by number or outside id; None when there is none.

        Numbers alone never stand above a name: those of other books mean other clients. Among
        several of one name they choose. Raises UserError when that does not help.
        """
        by_number = self._clients.get(f"m {number}".lower(), []) if number else []
        by_outside = self._clients.get(f"o {outside}".lower(), []) if outside else []
        if by_outside:
            others = self.from_elsewhere("clients", named=True)
            by_outside = [id_ for id_ in by_outside if id_ not in others]
        named = self._clients.get(f"n {name}".lower(), []) if name else []
        found = named or ([] if name else by_number or by_outside)
        if len(found) > 1:
            found = [id_ for id_ in found if id_ in by_number or id_ in by_outside]
            if len(found) != 1:
                raise UserError(f"Several clients are called “{name or outside}”. Add the number.")
        return found[0] if found else None

    def find_person(
        self, email: str, outside: str, name: str, *, named: bool = False
    ) -> int | None:
        """A person by e-mail, outside id or name; None when nobody is called so.

        `named` says that a list of another kind names them.
        """
        for key in (f"m {email}", f"o {outside}", f"n {name}"):
            found = self._people.get(key.lower(), []) if key[2:] else []
            if found and key[0] == "o":
                others = self.from_elsewhere("people", named=named)
                found = [id_ for id_ in found if id_ not in others]
            if found:
                return found[0]
        return None

    def person(self, name: str, outside: str = "") -> int:
        """The person a row is about; raises UserError when nobody is called so."""
        found = self.find_person(name, outside, name, named=True)
        if found is None:
            raise UserError(f"Nobody called “{name or outside}” works here. Import people first.")
        return found

    def site(self, client_id: int, name: str) -> int | None:
        """A site of a client by name."""
        same = func.lower(Site.name) == name.strip().lower()
        return self.session.scalar(select(Site.id).where(Site.client_id == client_id, same))

    def contact(self, client_id: int, name: str) -> int | None:
        """A contact of a client by name, written either way; the first of several."""
        found = self.contacts.get((client_id, "called", name.strip().lower()))
        return found[0] if found else None

    @cached_property
    def contacts(self) -> dict[tuple[object, ...], list[int]]:
        """Contacts by client and what names them, in small letters.

        By `called` and a whole name, `named` and both names, `mail`, `named mail`, `id` elsewhere.
        """
        found: dict[tuple[object, ...], list[int]] = {}
        names = (Contact.first_name, Contact.last_name, Contact.email, Contact.source_id)
        rows = select(Contact.id, Contact.client_id, *names).order_by(Contact.id)
        for id_, client, *words, outside in self.session.execute(rows):
            first, last, mail = map(str.lower, words)
            keys = [("named", first, last), ("mail", mail), ("named mail", first, last, mail)]
            keys += [("id", outside), ("called", f"{first} {last}".strip())]
            for key in (*keys, ("called", f"{last}, {first}")):
                found.setdefault((client, *key), []).append(id_)
        return found

    @cached_property
    def peopled(self) -> set[int]:
        """Clients with a contact, here or by now out of this file."""
        return set(self.session.scalars(select(Contact.client_id).distinct()))

    def device(self, client_id: int, name: str) -> int | None:
        """A device of a client by name."""
        return self.session.scalar(
            select(Device.id).where(Device.client_id == client_id, Device.name == name.strip())
        )

    @cached_property
    def _tickets(self) -> dict[str, list[tuple[int, int]]]:
        """Tickets and their clients by number here (n) and by what they are elsewhere (o)."""
        found: dict[str, list[tuple[int, int]]] = {}
        columns = (Ticket.id, Ticket.client_id, Ticket.number, Ticket.source_id)
        for id_, client, number, outside in self.session.execute(
            select(*columns).order_by(Ticket.id)
        ):
            found.setdefault(f"n {number}", []).append((id_, client))
            if outside:
                found.setdefault(f"o {outside}", []).append((id_, client))
        return found

    def ticket(
        self, number: str, outside: str, client: int | None, *, here: bool = False
    ) -> int | None:
        """A ticket by what the source calls it, by its number here, by its number elsewhere.

        One of another client than the row names is another ticket. With `here` it must not be one
        that another source brought, unless its own number says so.
        """
        known = [self.key(outside)] if outside else []
        known += [self.key("", number)] if number else []
        for key in known:
            if found := self.linked("tickets", key):
                return found
        others = self.from_elsewhere("tickets") if here else frozenset()
        for mark_of, said in (("n", number), ("o", outside), ("o", number)):
            for id_, whose in self._tickets.get(f"{mark_of} {said}", ()) if said else ():
                if client in (None, whose) and (mark_of == "n" or id_ not in others):
                    return id_
        return None

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


MODELS: dict[str, Any] = {
    "clients": Client,
    "sites": Site,
    "contacts": Contact,
    "people": Person,
    "devices": Device,
    "agreements": Agreement,
    "tickets": Ticket,
    "time": TimeEntry,
    "invoices": Invoice,
    "payments": Payment,
}
"""The table that a list of each kind goes to."""


def _short(key: str) -> str:
    """A key that fits its column; a long one by its hash."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:100]} {sha256(key.encode()).hexdigest()}"
