"""Texts that broke other programs, in every field, list, form, tooltip, paper and file.

    python -m tests.torture.hostile_text --small|--full [--seed N]

The strings of reliability.md 3.2 become clients, contacts, sites, devices, tickets, notes, time and
invoice lines. Everything is shown in the real window, printed and exported. What was taken comes
back with the same characters; nothing outside the rig's folder is written, no socket is opened, and
no label, tooltip or cell is read as markup.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Rich
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from sqlalchemy import column, select, table

from mspdesk import dates, paths
from mspdesk.agreements.actions import add_agreement
from mspdesk.app.areas import AREAS
from mspdesk.app.lists.give import give_list
from mspdesk.app.program import Program
from mspdesk.app.start import make_application
from mspdesk.app.window import Window
from mspdesk.billing import actions as billing
from mspdesk.billing.printables import INVOICE, STATEMENT
from mspdesk.billing.queries import drafts
from mspdesk.clients import actions as clients
from mspdesk.clients.printables import FACTS
from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.documentation.actions import add_device
from mspdesk.documentation.actions.facts import add_fact
from mspdesk.documentation.printables.devices import DEVICES, POUCHES
from mspdesk.documentation.printables.forms import COMPLETENESS, SERVICES
from mspdesk.documentation.queries.tables import table_of
from mspdesk.documentation.rules.section import Section
from mspdesk.documentation.rules.sections import SECTIONS
from mspdesk.errors import Trouble, UserError
from mspdesk.exchange import aliases
from mspdesk.exchange.reading import open_table
from mspdesk.letters import actions as letters
from mspdesk.letters.printables import LETTER
from mspdesk.printing.document import prepare
from mspdesk.printing.page import paper_of
from mspdesk.progress import Progress
from mspdesk.settings import MachineSettings
from mspdesk.tickets import actions as tickets
from mspdesk.tickets.printables import BOARD, WORK_ORDER
from mspdesk.timekeeping import actions as timekeeping
from mspdesk.timekeeping.printables import TIME_SHEET
from mspdesk.widgets import theme
from mspdesk.widgets.listview import ListView
from tests.exchange.hostile import HOSTILE
from tests.printing.pdftext import flat, text_of
from tests.sample import Sample, furnish, open_ticket
from tests.screens.looking import escaped, in_sight
from tests.screens.tour import Walker, rest

from .rig import Rig, main

MONDAY = date(2026, 3, 9)
MOMENT = datetime(2026, 3, 11, 10, 6)
BROKEN = ("nul\0in it", "one\x01control", "half \ud800 a letter", "Re: a\r\nBcc: b")
TOO_LONG = "W" * 40_000
"""More than a cell of a workbook holds; it must be refused, not cut."""
STEPS = 14
"""Texts in a small run, besides the broken ones."""
INVOICED = 24
SHOWN = 5
"""Clients and tickets that a small run opens one by one."""
OWN_WORDS = ("runs", "procedures", "chart", "hats", "goals", "staff", "hiring", "calls", "pay")
"""Rooms in which none of the texts stands, since nothing of clients or tickets is told there but
what the walk itself wrote. A small run leaves them out: tests/screens looks in each of them whether
every label and tooltip is plain, whatever its words."""
OWN_PAGES = ("preferences-", "keys", "glossary", "about", "copies")
"""What pages are called in which none of the texts stands either, for the same reason."""
LONG = 300
"""Longer texts are not looked for on paper, where they are cut on purpose."""


class Watch:
    """Writes down what the program opens, from the moment it is armed."""

    def __init__(self) -> None:
        self.armed = False
        self.written: set[str] = set()
        self.touched: set[str] = set()
        self.sockets: list[str] = []
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.armed:
            return
        if event == "open":
            name, mode, flags = arguments
            if isinstance(name, int) or name is None:
                return
            path = str(Path(os.fsdecode(name)).absolute())
            writes = bool(set(mode or "") & set("wax+")) or bool(
                (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            )
            (self.written if writes else self.touched).add(path)
        elif event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
            self.sockets.append(event)


@contextmanager
def _armed(watch: Watch) -> Iterator[None]:
    watch.armed = True
    try:
        yield
    finally:
        watch.armed = False


class Books:
    """Books full of hostile words, and what each field was given."""

    def __init__(self, rig: Rig, store: Store, shop: Sample) -> None:
        self._rig, self.store, self.shop = rig, store, shop
        self.kept: list[tuple[str, int, str, str]] = []
        self.clients: list[int] = []
        self.tickets: list[int] = []
        self.letters: list[tuple[int, str]] = []

    def give(self, what: str, field: str, text: str, deed: Callable[[], int]) -> int | None:
        """Do something with a text; what is refused must be refused in one sentence."""
        try:
            made = deed()
        except (UserError, Trouble) as error:
            self._rig.report.count("refused")
            self._rig.report.expect(str(error).strip(), f"{what} {text[:40]!r}: refused wordlessly")
            return None
        self._rig.report.count(what)
        self.kept.append((what, made, field, text))
        return made

    def fill(self, text: str, n: int) -> None:
        """One text through every kind of record."""
        do, shop = self.store.do, self.shop
        client = self.give(
            "client",
            "name",
            text,
            lambda: do(clients.add_client, text, {"status": "active", "city": text}),
        )
        home = client or shop.kestrel
        if client is not None:
            self.clients.append(client)
        self.give(
            "site",
            "name",
            text,
            lambda: do(clients.add_site, home, {"name": text, "address": text}),
        )
        self.give(
            "contact",
            "last_name",
            text,
            lambda: do(
                clients.add_contact, home, {"first_name": "Joe", "last_name": text, "title": text}
            ),
        )
        self.give(
            "device",
            "name",
            text,
            lambda: do(
                add_device,
                home,
                {"name": text, "serial": text, "kind": "server", "pouch": text},
            ),
        )
        # A small run sends every third text through the twenty kinds of facts.
        for kept in SECTIONS if self._rig.full or n % 3 == 0 else ():
            field = kept.name if kept.field(kept.name).kind == "line" else "name"
            deed = partial(self._fact, home, kept, text, n)
            self.give(table_of(kept).__tablename__, field, text, deed)
        ticket = self.give(
            "ticket",
            "title",
            text,
            lambda: open_ticket(self.store, home, text, description=text, coverage="billable"),
        )
        at = ticket or self.tickets[0]
        if ticket is not None:
            self.tickets.append(ticket)
        self.give(
            "ticket_note", "text", text, lambda: do(tickets.add_note, at, text, True, text[:60])
        )
        day = date(2026, 3, 1 + n % 10)
        span = f"{8 + n // 10}:00-{8 + n // 10}:30"
        # Notes for a client must say a little more than a sign.
        note = f"{text} and so on"
        self.give(
            "time_entry",
            "client_note",
            note,
            lambda: do(timekeeping.log_time, at, day, span, note, person_id=shop.marcus),
        )

        self.give("auto_payment", "what", text, partial(self._paid, text))
        letter = self.give("letter", "subject", text, partial(self._letter, home, text))
        if letter is not None:
            self.letters.append((letter, text))

    def _fact(self, client_id: int, kept: Section, text: str, n: int) -> int:
        """One fact of a kind, with the text in every field that takes words."""
        row = {one.name: text for one in kept.fields if one.kind in ("line", "words")}
        given = {"ip": f"10.9.{n // 200}.{n % 200 + 1}", "cidr": f"10.{n % 200}.0.0/24"}
        row |= {name: value for name, value in given.items() if kept.has(name)}
        return int(self.store.do(add_fact, client_id, kept.key, row))

    def _paid(self, text: str) -> int:
        """Something that pays by itself, called so."""
        details = {"what": text, "method": "ach", "notes": text}
        return int(self.store.do(billing.save_auto_payment, details))

    def _letter(self, client_id: int, text: str) -> int:
        """A letter to a client of that name, about it, with every field that is asked for."""
        asked = ("advice.what", "advice.on", "advice.risk", "advice.choice")
        given = dict.fromkeys(asked, text)
        form = "letters/denial-of-services"
        letter = int(self.store.do(letters.write_letter, client_id, form, given))
        self.store.do(letters.edit_letter, letter, 1, {"subject": text})
        return letter

    def _line(self, draft: int, text: str) -> int:
        return int(
            self.store.do(billing.add_line, draft, "hardware", text, 10_000, 100, {"detail": text})
        )

    def invoice(self, texts: list[str]) -> int:
        """One invoice with a line for every text; answers its id."""
        draft = self.store.do(billing.new_draft, self.shop.brightwater)
        for text in texts:
            self.give(
                "invoice_line",
                "text",
                text,
                partial(self._line, draft, text),
            )
        for asked in self.store.ask(drafts.draft_page, draft).row.questions:
            self.store.do(
                billing.answer_question, draft, asked.kind, asked.subject, asked.answers[0]
            )
        self.store.do(billing.mark_ready, draft)
        return int(self.store.do(billing.issue, [draft])[0].id)


def work(rig: Rig) -> None:
    """Fill, read back, show, print, export."""
    watch = Watch()
    paths.set_home(rig.folder / "home")
    dates.set_clock(lambda: MOMENT)
    # openpyxl writes its parts into the folder for passing files.
    tempfile.tempdir = str(rig.folder)
    place = rig.fresh("sqlite")
    texts = [*HOSTILE, *BROKEN]
    if not rig.full:
        texts = [*rig.luck.sample(HOSTILE, STEPS), *BROKEN]
    app = make_application(["mspdesk"])
    with _armed(watch):
        store = open_books(place, durable=False)
        shop = furnish(store)
        store.do(add_agreement, shop.kestrel, "hourly", MONDAY, {"plan": texts[0]})
        books = Books(rig, store, shop)
        books.tickets.append(
            open_ticket(store, shop.kestrel, "A harmless one", coverage="billable")
        )
        for n, text in enumerate(texts):
            books.fill(text, n)
        invoice = books.invoice([text for text in texts if len(text) < LONG][:INVOICED])
        _read_back(rig, books)
        _print(rig, books, invoice)
        _export(rig, books)
        books.fill(TOO_LONG, len(texts))
        _refuse_too_long(rig, books)
        store.close()
        _show(rig, app, place, books)
    _outside(rig, watch)
    dates.set_clock(None)
    paths.set_home(None)


def _read_back(rig: Rig, books: Books) -> None:
    """Whatever was taken is in the books with the same characters."""
    with books.store.read() as session:
        for name, key, field, given in books.kept:
            found = session.scalar(
                select(column(field)).select_from(table(name)).where(column("id") == key)
            )
            wanted = given.strip()
            rig.report.expect(
                str(found).strip() == wanted or str(found) == " ".join(wanted.split()),
                f"{name}.{field}: {given[:40]!r} came back as {str(found)[:40]!r}",
            )
            rig.report.count("read back")


def _print(rig: Rig, books: Books, invoice: int) -> None:
    """Every paper can be set out, and what can be printed stands on it as it was typed."""
    said = {text for what, _, _, text in books.kept if what == "invoice_line"}
    pages = flat(_paper(rig, books, INVOICE, invoice))
    for text in said:
        if text.isascii() and text.isprintable():
            rig.report.expect(flat(text) in pages, f"the invoice lacks {text[:40]!r}")
    for letter, text in books.letters[:: 1 if rig.full else 2]:
        pages = flat(_paper(rig, books, LETTER, letter))
        if text.isascii() and text.isprintable():
            rig.report.expect(flat(text) in pages, f"the letter lacks {text[:40]!r}")
    papers: list[tuple[Any, tuple[Any, ...]]] = [
        (STATEMENT, (books.shop.brightwater,)),
        (BOARD, (0,)),
        (TIME_SHEET, (books.shop.marcus, MONDAY)),
        *((FACTS, (client,)) for client in books.clients[:: 1 if rig.full else 2]),
        *(
            (one, (client,))
            for one in (DEVICES, POUCHES, SERVICES, COMPLETENESS)
            for client in books.clients[:: 1 if rig.full else 3]
        ),
        *((WORK_ORDER, (ticket,)) for ticket in books.tickets[:: 1 if rig.full else 2]),
    ]
    for printable, keys in papers:
        _paper(rig, books, printable, *keys)


def _paper(rig: Rig, books: Books, printable: Any, *keys: Any) -> str:
    with books.store.read() as session:
        document = printable.gather(session, *keys)
    rendered = prepare(printable, document, paper_of("letter"))
    rig.report.count("papers")
    return text_of(rendered.pdf)


def _export(rig: Rig, books: Books) -> None:
    """Every list goes out and comes in again with the same words in it."""
    for kind in aliases.KINDS:
        seen: list[list[list[str]]] = []
        for ending in ("csv", "xlsx"):
            file = rig.folder / f"{kind}.{ending}"
            give_list(books.store, Progress(), kind, file)
            table = open_table(file)
            seen.append([[_plain(cell) for cell in cells] for _, cells in table.records()])
            rig.report.count("files")
            words = {cell for cells in seen[-1] for cell in cells}
            wanted = {"clients": "client", "sites": "site", "tickets": "ticket"}.get(kind, "")
            for what, _, _, text in books.kept:
                if what == wanted and len(text) < LONG and "\x01" not in text:
                    rig.report.expect(_plain(text) in words, f"{file.name} lacks {text[:40]!r}")
                    rig.report.count("words in files")


def _refuse_too_long(rig: Rig, books: Books) -> None:
    """A cell that would be cut in silence stops the workbook, and nothing is left of it."""
    file = rig.folder / "too long.xlsx"
    try:
        give_list(books.store, Progress(), "time", file)
    except UserError:
        rig.report.count("workbooks refused")
    rig.report.expect(not file.exists(), "a workbook with a cut cell was written")


def _plain(text: str) -> str:
    """Text as cells keep it: blanks in a row count as one."""
    return " ".join(text.split())


def _show(rig: Rig, app: QApplication, place: str, books: Books) -> None:
    """Every screen, every client and every ticket is shown; nothing is taken for markup."""
    theme.apply(app, "light", 100)
    settings = MachineSettings()
    window = Window(AREAS, settings)
    window.resize(1280, 720)
    window.show()
    walker = Walker(Program(window, settings))
    walker.program.begin(place)
    walker.until(lambda: window.desk is not None, "the desk")
    for room in () if rig.full else OWN_WORDS:
        setattr(walker, f"_{room}", lambda: iter(()))
    for screen in walker.screens():
        # A report is a table as any other; a small run looks at those that hold names.
        if not rig.full and screen.name.startswith("report-") and "time" not in screen.name:
            continue
        if not rig.full and screen.name.startswith(OWN_PAGES):
            continue
        screen.reach()
        _literal(rig, window, screen.name)
    few = slice(None) if rig.full else slice(-SHOWN, None)
    for client in books.clients[few]:
        walker.go(Place("clients", client))
        for tab in ("overview", "sites", "contacts", "devices", "documentation", "profile"):
            walker.choose("page.tabs", tab)
            _literal(rig, window, f"client {client}, {tab}")
    for ticket in books.tickets[few]:
        walker.go(Place("tickets", ticket))
        _literal(rig, window, f"ticket {ticket}")
    for text in ("<b>", "=1", "%s", "'; DROP", '"', "\\", "漢字"):
        walker.tab("today")
        window.search(text)
        _literal(rig, window, f"search for {text}")
        walker.escape()
    _literal(rig, window, "everything that was made", whole=True)
    window.close()


def _paint(rig: Rig, window: Window) -> None:
    """Let what came be painted; to paint all else once more took a tenth of a small run."""
    rest(2)
    if rig.full:
        window.grab()


def _literal(rig: Rig, window: Window, where: str, *, whole: bool = False) -> None:
    """No label, tooltip or cell of what is shown is read as markup; and it can be painted.

    A small run leaves the rooms that are not in sight for its end, where all of them are looked at:
    to go through each of them at each screen took a third of its time. A page over the tabs is
    looked at whole, since it is thrown away when it is left.
    """
    rig.report.count("screens")
    _paint(rig, window)
    if whole or rig.full:
        widgets = window.findChildren(QWidget)
    else:
        widgets = list(in_sight(window))
        for page in window._over:
            widgets += page.findChildren(QWidget)
    for label in widgets:
        if not isinstance(label, QLabel):
            continue
        plain = label.textFormat() == Qt.TextFormat.PlainText or not Rich.mightBeRichText(
            label.text()
        )
        rig.report.expect(plain, f"{where}: {label.text()[:40]!r} is shown as markup")
    for widget in widgets:
        rig.report.expect(escaped(widget.toolTip()), f"{where}: tooltip {widget.toolTip()[:40]!r}")
    for listing in widgets:
        if isinstance(listing, ListView) and listing.isVisible():
            model = listing.model()
            for row in range(min(20, model.rowCount())):
                for column in range(model.columnCount()):
                    tip = str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
                    rig.report.expect(escaped(tip), f"{where}: tooltip {tip[:40]!r}")


def _outside(rig: Rig, watch: Watch) -> None:
    """Nothing was written outside the rig's folder, nothing of the texts was opened, no socket."""
    allowed = (str(rig.folder), "/dev/null", "/dev/shm")  # noqa: S108 -- compared, not used
    for path in watch.written:
        rig.report.expect(path.startswith(allowed), f"written outside: {path}")
    for path in watch.touched:
        rig.report.expect("etc/hostname" not in path, f"opened: {path}")
    rig.report.expect(not watch.sockets, f"sockets: {watch.sockets[:3]}")
    rig.report.count("files opened", len(watch.written) + len(watch.touched))


if __name__ == "__main__":
    main("hostile_text", work)
