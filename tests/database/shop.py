"""Small pieces of a shop for the tests of the books: clients, contacts, people with wages."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk.clients.models import Client, Contact
from mspdesk.database.action import action, tell
from mspdesk.database.store import Store


@action("Add client")
def add_client(session: Session, /, number: str = "C1", name: str = "Acme", **more: Any) -> int:
    """Add a client; answers its id."""
    client = Client(number=number, name=name, **more)
    session.add(client)
    session.flush()
    tell(session, f"Client {name} added")
    return client.id


@action("Change client")
def change_client(session: Session, /, client_id: int, **changes: Any) -> None:
    """Change columns of a client."""
    client = session.get_one(Client, client_id)
    for name, value in changes.items():
        setattr(client, name, value)


@action("Delete client")
def delete_client(session: Session, client_id: int) -> None:
    """Delete a client."""
    session.delete(session.get_one(Client, client_id))


@action("Add contact")
def add_contact(session: Session, client_id: int, first_name: str = "Kim") -> int:
    """Add a contact to a client; answers its id."""
    contact = Contact(client_id=client_id, first_name=first_name)
    session.add(contact)
    session.flush()
    return contact.id


@action("Send letter", undoable=False)
def send_letter(session: Session, client_id: int) -> None:
    """Change something that then leaves the building."""
    session.get_one(Client, client_id).notes = "written to"


def client_row(session: Session, client_id: int) -> dict[str, Any] | None:
    """Every column of a client but the version; None when it is gone."""
    table = Client.__table__
    found = session.execute(select(table).where(table.c.id == client_id)).mappings().one_or_none()
    return {k: v for k, v in found.items() if k != "version"} if found else None


def versions(store: Store, client_id: int) -> int | None:
    """The version a client has now."""
    return store.ask(lambda s: s.scalar(select(Client.version).where(Client.id == client_id)))


FULL: dict[str, Any] = {
    "since_on": date(2020, 2, 29),
    "people_count": 12,
    "rate": 15_000_000_000,
    "notes": "Zeile 1\nŁódź 東京 🖨 'quotes' \"double\" \\ back",
    "labor_taxable": None,
    "internal": True,
}
"""Columns of every type that a client has."""
