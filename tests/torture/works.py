"""What people ask of the program in a day, each thing with a mark by which it is found again.

Whatever goes wrong with a work, afterwards it stands in the books as a whole or not at all, and
once. What was said of it is kept outside of the books, and compared.
"""

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from mspdesk.app.bringing import bring
from mspdesk.app.giving import give
from mspdesk.app.whole_shop.layout import FILES
from mspdesk.billing import actions
from mspdesk.billing.models import Invoice, Payment
from mspdesk.clients.actions import add_client
from mspdesk.clients.models import Client
from mspdesk.database import backup, blobs
from mspdesk.database.faults import Doubt
from mspdesk.database.files import keeps_its_sum
from mspdesk.database.places import is_server
from mspdesk.database.store import Store
from mspdesk.documentation.actions.credentials import add_credential
from mspdesk.documentation.models.software import Credential
from mspdesk.errors import Trouble
from mspdesk.printing.document import write
from mspdesk.progress import Progress
from mspdesk.tickets.actions import open_ticket
from mspdesk.tickets.actions.files import add_file
from mspdesk.tickets.models import Ticket, TicketFile
from mspdesk.timekeeping.actions import log_time
from mspdesk.timekeeping.models import TimeEntry
from mspdesk.vault import runs
from mspdesk.vault.models import VaultLook
from mspdesk.vault.opened import OpenVault
from mspdesk.vault.secret import Secret
from tests.billing.moneyshop import DAY, MoneyShop, furnish

from .deeds import HOURLY, issue, ready_draft
from .rig import Rig, joined

PASSWORD = "correct horse battery staple"
HALF = -1
"""What a work that stands in the books by half counts as."""
PAPER = b"%PDF-1.4\n" + b"x" * 20_000 + b"\n%%EOF\n"
TOGETHER = 3
"""Clients of a list that comes in as one."""


@dataclass(slots=True)
class Shop:
    """The books that are worked in, and what works need of them."""

    place: str
    known: MoneyShop
    folder: Path
    ticket: int
    vault: OpenVault
    credential: int
    serial: int = 0

    def serials(self, count: int) -> range:
        """So many numbers that no work has had."""
        self.serial += count
        return range(self.serial - count, self.serial)


prepared: Shop | None = None
"""A shop in a file that the nursery set up for all scripts born from it; nobody writes to it."""


def set_up(rig: Rig, place: str) -> Shop:
    """Put a shop with a ticket and a vault into fresh books, and the files works need beside it."""
    folder = Path(rig.folder) / f"works-{abs(hash(place))}"
    folder.mkdir()
    if prepared is None or is_server(place):
        return furnished(place, folder)
    backup.copy_pages(prepared.place, Path(place))
    return replace(prepared, place=place, folder=folder)


def furnished(place: str, folder: Path) -> Shop:
    """Set the shop up in books that hold nothing yet."""
    with joined(place) as store:
        known = furnish(store)
        ticket = known.ticket(known.kestrel)
        vault = runs.set_up(store, Progress(), Secret(PASSWORD)).opened
        sealed = {"secret": Secret("x" * 20)}
        login = store.do(add_credential, vault, known.kestrel, {"label": "Router"}, sealed)
    return Shop(place, known, folder, ticket, vault, login)


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that is done: what must lie ready, the deed, how often it stands in the books."""

    name: str
    do: Callable[[Store, Shop, Any], object]
    there: Callable[[Session, Any], int]
    lay: Callable[[Store, Shop, int], Any]


def _count(column: InstrumentedAttribute[Any], value: object, *more: Any) -> Any:
    return select(func.count()).where(column == value, *more)


def _rows(column: InstrumentedAttribute[Any]) -> Callable[[Session, Any], int]:
    """How many rows have a mark in a column."""
    return lambda session, mark: session.scalar(_count(column, mark)) or 0


def _issued(session: Session, draft: int) -> int:
    """An invoice is there with its number, or is not issued at all."""
    row = session.get_one(Invoice, draft)
    if (row.state == "issued") != bool(row.number):
        return HALF
    return int(row.state == "issued")


def _draft(store: Store, _: Shop, n: int) -> int:
    # A client has one draft at a time: what was refused would lie ready for the next work to issue.
    client = store.do(add_client, f"Client of draft {n}", HOURLY)
    return ready_draft(store, client, 10_000 + n)


def _voided(store: Store, shop: Shop, n: int) -> int:
    draft = _draft(store, shop, n)
    issue(store, draft)
    return draft


def _credits(session: Session, invoice: int) -> int:
    return session.scalar(_count(Invoice.applies_to_id, invoice, Invoice.kind == "credit")) or 0


def _pay(store: Store, shop: Shop, amount: int) -> int:
    return store.do(actions.add_payment, shop.known.kestrel, amount)


def _paid(store: Store, shop: Shop, n: int) -> int:
    _pay(store, shop, 900_000 + n)
    return 900_000 + n


def _log(store: Store, shop: Shop, mark: str) -> int:
    n = int(mark.split()[1])
    day, hour = DAY - timedelta(days=n // 12), 8 + n % 12
    span = f"{hour}:00-{hour}:30"
    return store.do(log_time, shop.ticket, day, span, mark, person_id=shop.known.tech)


def _file(session: Session, mark: str) -> int:
    """The row of an attachment and the bytes it stands for."""
    found = session.scalars(select(TicketFile.blob).where(TicketFile.name == mark)).all()
    for sha256 in found:
        try:
            blobs.get(session, sha256)
        except Trouble:
            return HALF
    return len(found)


def _content(mark: str) -> bytes:
    return mark.encode() * 3_000


def _list(_store: Store, shop: Shop, n: int) -> str:
    names = "".join(f"Brought {n} {one}\n" for one in range(TOGETHER))
    (shop.folder / f"{n}.csv").write_text(f"Name\n{names}", encoding="utf-8")
    return str(n)


def _brought(session: Session, mark: str) -> int:
    found = select(func.count()).where(Client.name.like(f"Brought {mark} %"))
    return {0: 0, TOGETHER: 1}.get(session.scalar(found) or 0, HALF)


def _reveal(store: Store, shop: Shop, mark: str) -> object:
    known = (store, shop.vault, "credential", shop.credential, "secret", mark)
    return runs.reveal(*known).in_clear()


def _looks(session: Session, mark: str) -> int:
    return session.scalar(_count(VaultLook.why, mark)) or 0


WORKS = (
    Work("issue", lambda store, _, draft: issue(store, draft), _issued, _draft),
    Work("pay", _pay, _rows(Payment.amount), lambda _, __, n: 500_000 + n),
    Work(
        "void",
        lambda store, _, draft: store.do(actions.void_invoice, draft, "Made in error"),
        _credits,
        _voided,
    ),
    Work("log time", _log, _rows(TimeEntry.client_note), lambda _, __, n: f"Worked {n} times"),
    Work(
        "open ticket",
        lambda store, shop, mark: store.do(open_ticket, shop.known.dunmore, mark),
        _rows(Ticket.title),
        lambda _, __, n: f"Ticket of fault {n}",
    ),
    Work(
        "attach",
        lambda store, shop, mark: store.do(add_file, shop.ticket, mark, _content(mark)),
        _file,
        lambda _, __, n: f"file-{n}.txt",
    ),
    Work(
        "bring",
        lambda store, shop, mark: bring(store, Progress(), "clients", shop.folder / f"{mark}.csv"),
        _brought,
        _list,
    ),
    Work(
        "undo",
        lambda store, _, __: store.undo(),
        lambda session, mark: 1 - (session.scalar(_count(Payment.amount, mark)) or 0),
        _paid,
    ),
    Work(
        "seal",
        lambda store, shop, mark: store.do(
            add_credential,
            shop.vault,
            shop.known.dunmore,
            {"label": mark},
            {"secret": Secret("z" * 12)},
        ),
        _rows(Credential.label),
        lambda _, __, n: f"Login {n}",
    ),
    Work("look", _reveal, _looks, lambda _, __, n: f"Look {n}"),
)


def _write_copy(store: Store, _: Shop, folder: str) -> None:
    backup.make(store.place, Path(folder))


def _copies(_: Session, folder: str) -> int:
    """The copies in a folder, each of them good."""
    found = backup.copies(Path(folder))
    for one in found:
        if not keeps_its_sum(one.file) or _damaged(one.file):
            return HALF
    return len(found)


def _damaged(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]


def _write_paper(_: Store, __: Shop, file: str) -> None:
    write(Path(file), PAPER)


def _papers(_: Session, file: str) -> int:
    if not Path(file).exists():
        return 0
    return 1 if Path(file).read_bytes() == PAPER else HALF


def _write_list(store: Store, _: Shop, file: str) -> None:
    give(store, Progress(), "clients", Path(file))


def _lists(_: Session, file: str) -> int:
    if not Path(file).exists():
        return 0
    try:
        with zipfile.ZipFile(file) as packed:
            return 1 if packed.testzip() is None else HALF
    except zipfile.BadZipFile:
        return HALF


def _write_shop(store: Store, _: Shop, folder: str) -> None:
    give(store, Progress(), "shop", Path(folder))


def _shops(_: Session, folder: str) -> int:
    """A whole shop is there with all its files, or none of it."""
    names = {one.name for one in Path(folder).glob("*.csv")}
    return 0 if not names else (1 if len(names) == len(FILES) else HALF)


def _named(name: str) -> Callable[[Store, Shop, int], str]:
    return lambda _, shop, n: str(shop.folder / name.format(n))


OUTSIDE = (
    Work("copy", _write_copy, _copies, _named("copies-{}")),
    Work("print", _write_paper, _papers, _named("paper-{}.pdf")),
    Work("give list", _write_list, _lists, _named("list-{}.xlsx")),
    Work("give shop", _write_shop, _shops, _named("shop-{}")),
)
"""Works that leave a file and nothing in the books."""
BY_NAME = {one.name: one for one in (*WORKS, *OUTSIDE)}


@dataclass(slots=True)
class Ledger:
    """What was said of each work, kept outside of the books."""

    said: dict[tuple[str, Any], str] = field(default_factory=dict)

    def wrong(self, store: Store) -> list[str]:
        """Every work that the books know otherwise than was said: lost, doubled or by half."""
        found = []
        with store.read() as session:
            for (name, mark), said in self.said.items():
                times = BY_NAME[name].there(session, mark)
                if times == HALF:
                    found.append(f"{name} {mark} is half done ({said})")
                elif times > 1:
                    found.append(f"{name} {mark} is there {times} times ({said})")
                elif said == "done" and not times:
                    found.append(f"{name} {mark} was said to be done and is lost")
                elif said == "refused" and times:
                    found.append(f"{name} {mark} was said not to be saved and is there")
        return found


def attempt(store: Store, shop: Shop, work: Work, mark: Any) -> tuple[str, str]:
    """Do a work once: done, refused or doubt, and the sentence a person reads.

    Whatever else is raised is a mistake of the program.
    """
    try:
        work.do(store, shop, mark)
    except Doubt as error:
        return "doubt", str(error)
    except Trouble as error:
        return "refused", str(error)
    return "done", ""


def again(store: Store, shop: Shop, work: Work, mark: Any) -> tuple[str, str]:
    """What a person does who was told that it was not saved, or who looked and did not find it."""
    if store.ask(work.there, mark) == 1:
        return "done", ""
    return attempt(store, shop, work, mark)
