"""Put together the package that a client or its next provider gets, in one go (S096)."""

import hashlib
import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients import queries as clients
from ...clients.printables import letterhead_of
from ...database.store import Store
from ...dates import full_date, today
from ...documentation.models.software import Credential
from ...errors import UserError
from ...exchange import csv_files
from ...exchange.whole_folder import free_name, whole_folder
from ...people.queries import name_of
from ...printing import press
from ...printing.document import Layout, Printable, render
from ...printing.locked import locked
from ...printing.page import Letterhead, Paper
from ...progress import Progress
from ...rows import dataclass
from ...vault.runs import Printed, reveal_for_print
from ...vault.secret import Secret
from ..actions.handover import check_to, record_hand_over
from ..printables.receipt import RECEIPT, ReceiptDocument
from ..printables.sealed import keys_sheet
from ..queries.handover import exits, lists
from ..rules.handover import OWNED, REASONS, file_name, folder_name
from .printing import whole_binder


@dataclass(frozen=True, slots=True)
class To:
    """Who gets a package and why; `paper` is the size of its pages."""

    client_id: int
    given_to: str
    company: str
    reason: str
    paper: Paper
    notes: str = ""


_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Handed:
    """A package that lies on the disk: its folder, its files, and its row in the books.

    `passphrase` opens the credentials in it, is kept nowhere, and is told apart; None without them.
    """

    __slots__ = ("files", "folder", "hand_over_id", "passphrase")

    def __init__(
        self, folder: Path, files: tuple[str, ...], hand_over_id: int, passphrase: Secret | None
    ) -> None:
        self.folder, self.files = folder, files
        self.hand_over_id, self.passphrase = hand_over_id, passphrase


def hand_over(
    store: Store, progress: Progress, to: To, place: Path, password: Secret | None = None
) -> Handed:
    """Make a package in a folder of its own below `place`, and write down that it was made.

    With `password`, typed again by the person at work, the credentials lie in it too, as a PDF
    that only the passphrase in the answer opens: nothing of them is ever on the disk in clear.
    Without one the receipt says that they go apart. The folder appears whole or not at all. Raises
    UserError by field, NotOpened (password), Trouble where the disk refuses.
    """
    values: dict[str, Any] = {"given_to": to.given_to, "company": to.company, "reason": to.reason}
    check_to(values)
    with store.read() as session:
        client = clients.client(session, to.client_id)
        if client is None:
            raise UserError("There is no such client.")
        shop = letterhead_of(session)
        person = name_of(session, store.person_id) if store.person_id else ""
        credentials = _credentials(session, to.client_id)
    if password is not None and not credentials:
        raise UserError("No credential of this client is in the vault.", "password")
    folder = free_name(place, folder_name(client.name, today().isoformat()))
    work = _Work(store, progress, to, client.name, shop, person)
    with whole_folder(folder) as part:
        work.binders(part)
        work.lists(part)
        passphrase = work.credentials(part, credentials, password) if password else None
        work.receipt(part, with_credentials=password is not None)
        work.read_me(part)
        files = _sums(part)
    values |= {"with_credentials": password is not None, "notes": to.notes}
    row = store.do(record_hand_over, to.client_id, {**values, "files": "\n".join(files)})
    return Handed(folder, files, row, passphrase)


def _credentials(session: Session, client_id: int) -> list[int]:
    """The credentials of a client that are in the vault, by label."""
    found = (
        select(Credential.id)
        .where(Credential.client_id == client_id, Credential.gone_on.is_(None))
        .where(Credential.sealed != "")
        .order_by(Credential.label)
    )
    return list(session.scalars(found))


class _Work:
    """Writes one file after the other, and remembers what each holds."""

    def __init__(
        self,
        store: Store,
        progress: Progress,
        to: To,
        client: str,
        shop: Letterhead,
        person: str,
    ) -> None:
        self._store, self._progress, self._to = store, progress, to
        self._client, self._shop, self._person = client, shop, person
        self._holds: list[tuple[str, str]] = []

    def binders(self, part: Path) -> None:
        """Both binders, whole."""
        for kind, name, holds in (
            ("ndb", "Network binder.pdf", "How everything is set up"),
            ("dr", "DR plan.pdf", "What to do when it is gone"),
        ):
            self._progress.step(len(self._holds), 0, name)
            pdf = whole_binder(
                self._store, self._progress, self._to.client_id, kind, self._to.paper
            )
            self._write(part, name, pdf, holds)

    def lists(self, part: Path) -> None:
        """Each list as CSV, for any spreadsheet."""
        (part / "Lists").mkdir()
        with self._store.read() as session:
            found = lists(session, self._to.client_id)
        for one in found:
            name = f"Lists/{file_name(one.title)}.csv"
            self._progress.step(len(self._holds), 0, one.title)
            csv_files.write(part / name, one.columns, one.rows)
            count = len(one.rows)
            self._holds.append((name, f"{count:,} {'row' if count == 1 else 'rows'}"))

    def credentials(self, part: Path, ids: list[int], password: Secret) -> Secret:
        """The keys, locked; every look is written down first. Answers what opens them."""
        why = f"Handed over to {self._to.given_to}"
        found = reveal_for_print(self._store, self._progress, password, ids, why)
        try:
            layout = self._sheet(found)
            printable: Printable[None] = Printable(
                "credentials", "Credentials", lambda _session: None, lambda _document: layout
            )
            passphrase = _passphrase()
            pdf = locked(render(printable, None, self._to.paper), passphrase.in_clear())
            holds = f"{len(found)} keys, locked; the passphrase is told apart"
            self._write(part, "Credentials - locked.pdf", pdf, holds)
            return passphrase
        finally:
            for one in found:
                for value in one.values.values():
                    value.wipe()
            press.forget()

    def _sheet(self, found: list[Printed]) -> Layout:
        day = full_date(today())
        words = f"Made {day} by {self._person or 'nobody named'} for {self._to.given_to}."
        return keys_sheet(self._client, self._shop, day, words, found)

    def receipt(self, part: Path, *, with_credentials: bool) -> None:
        """The receipt, which names every file."""
        with self._store.read() as session:
            back = tuple(exits(session, self._to.client_id))
        document = ReceiptDocument(
            self._client,
            self._shop,
            full_date(today()),
            self._to.given_to,
            self._to.company,
            self._person,
            REASONS[self._to.reason],
            with_credentials,
            tuple(self._holds),
            back,
        )
        pdf = render(RECEIPT, document, self._to.paper)
        self._write(part, "Receipt - please sign.pdf", pdf, "To be signed by both")

    def read_me(self, part: Path) -> None:
        """What lies where, in plain text."""
        lines = [
            f"Hand-over of {self._client}, {full_date(today())}",
            f"For {', '.join(filter(None, (self._to.given_to, self._to.company)))}",
            "",
            OWNED,
            "",
            *(f"{name}: {holds}" for name, holds in self._holds),
            "",
            "PDF files open in any reader, CSV files in any spreadsheet program.",
            f"Questions: {', '.join(filter(None, (self._shop.name, self._shop.phone)))}",
        ]
        text = "\r\n".join(lines) + "\r\n"
        self._write(part, "Read me first.txt", text.encode("utf-8-sig"), "This list")

    def _write(self, part: Path, name: str, content: bytes, holds: str) -> None:
        file = part / name
        file.write_bytes(content)
        if file.stat().st_size != len(content):
            raise OSError(0, "not everything was written")
        self._holds.append((name, holds))


def _sums(part: Path) -> tuple[str, ...]:
    """Every file with its SHA-256, as the books keep it."""
    held = {one.relative_to(part).as_posix(): one for one in part.rglob("*") if one.is_file()}
    return tuple(
        f"{name}  {hashlib.sha256(held[name].read_bytes()).hexdigest()}" for name in sorted(held)
    )


def _passphrase() -> Secret:
    """Six groups of four signs that cannot be mistaken for each other, 118 bits."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(6))
    return Secret("-".join(groups))
