"""Secrets are planted and everything is done with them; then every file is searched for them.

python -m tests.torture.vault_scan [--small|--full] [--seed N]

Forty secrets go through forms, lists, the search, paper, exports, copies, an import, errors, a
crash and a power cut of the program. Afterwards no file that it wrote holds one of them, however
written: database, journal of SQLite, copies, log, PDFs (their streams opened), workbooks (their
members), passing files, settings, a core file; nor does the clipboard.
"""

import base64
import json
import logging
import os
import re
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, quote_plus

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import keyring
from keyring.backends import fail
from pypdfium2 import PdfiumError
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mspdesk import dates, paths
from mspdesk.__main__ import keep_log
from mspdesk.app import bringing, crash, keeping
from mspdesk.app.areas import AREAS
from mspdesk.app.giving import give
from mspdesk.app.program import Program
from mspdesk.app.start import make_application
from mspdesk.app.window import Window
from mspdesk.binders.runs.printing import whole_binder
from mspdesk.binders.runs.sealed import SealedOrder, print_sealed
from mspdesk.clients.printables import FACTS
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.documentation.actions.credentials import add_credential, edit_credential
from mspdesk.documentation.queries.credentials import credential, credentials
from mspdesk.documentation.view.keys import CredentialsPart
from mspdesk.errors import UserError
from mspdesk.mail import actions as mail
from mspdesk.mail import queries as mails
from mspdesk.mail.runs import passwords
from mspdesk.printing.document import prepare, write
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from mspdesk.settings import MachineSettings, save
from mspdesk.vault import actions, runs
from mspdesk.vault.opened import OpenVault
from mspdesk.vault.secret import Secret
from mspdesk.vault.undumped import forbid_dumps
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.secret_clip import secret_clip
from tests.printing.pdftext import text_of
from tests.sample import Sample, furnish
from tests.screens.tour import Walker, rest

from .rig import Child, Rig, main, opened

MOMENT = datetime(2026, 3, 11, 10, 6)
MARK = "ZQ7CANARY"
"""Every planted secret begins with it; its letters are those of base32, so seeds can hold it."""
WANTED = 40


class Canaries:
    """Makes secrets, counts them, and knows every way in which one may be written."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._exact: list[bytes] = []

    def new(self, what: str) -> str:
        """A new secret: letters and figures, so that it may stand in any field."""
        made = f"{MARK}{''.join(self._rig.luck.choices('ABCDEFGHJKLMNPQRST234567', k=15))}"
        self._rig.report.count("planted")
        self._rig.report.count(f"planted: {what}")
        if what == "totp":
            # The seed itself, not only the letters it was typed in.
            self._exact.append(base64.b32decode(made[:24])[:10])
        return made

    def exact(self, what: str, raw: bytes) -> None:
        """A secret that cannot begin with the mark: a recovery key, a key of the vault."""
        self._rig.report.count("planted")
        self._rig.report.count(f"planted: {what}")
        self._exact.append(raw)

    def needles(self) -> list[bytes]:
        """All of them in all writings, each once."""
        found = dict.fromkeys(writings(MARK.encode()))
        for raw in self._exact:
            found.update(dict.fromkeys(writings(raw)))
        return list(found)


def writings(raw: bytes) -> Iterator[bytes]:
    """The ways in which bytes may be written down."""
    text = raw.decode("latin-1")
    yield raw
    yield raw[::-1]
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield quote(raw).encode()
    yield quote_plus(raw).encode()
    yield "".join(f"%{one:02X}" for one in raw).encode()
    yield json.dumps(text)[1:-1].encode()
    yield "".join(f"\\u{ord(sign):04x}" for sign in text).encode()
    for offset in range(3):
        # The letters that neighbours have no part in.
        letters = base64.b64encode(bytes(offset) + raw).rstrip(b"=")
        yield letters[(8 * offset + 5) // 6 : (8 * (offset + len(raw))) // 6]
    yield base64.b32encode(raw).rstrip(b"=")[: 8 * len(raw) // 5]


# --- doing everything ----------------------------------------------------------------------------


class Day:
    """One busy day with a vault: the shop, who has which password, what was planted."""

    def __init__(self, rig: Rig, canaries: Canaries, place: str) -> None:
        self.rig, self.canaries, self.place = rig, canaries, place
        self.password = canaries.new("password of the vault")
        self.ids: list[int] = []

    def begin(self, store: Store) -> None:
        """Set the vault up, with a key for Marcus, and fill it."""
        self.shop: Sample = furnish(store)
        made = runs.set_up(store, Progress(), Secret(self.password))
        self.canaries.exact("recovery key", made.recovery.in_clear().encode())
        self.canaries.exact("recovery key", made.recovery.in_clear().replace("-", "").encode())
        self.canaries.exact("key of the vault", made.opened.key.in_bytes())
        self.recovery = made.recovery
        self.marcus = self.canaries.new("password of the vault")
        runs.add_person(store, Progress(), made.opened, self.shop.marcus, Secret(self.marcus), True)
        for n in range(5):
            values = {"label": f"Login {n}", "emergency": n % 2 == 0}
            self.ids.append(
                store.do(add_credential, made.opened, self.shop.brightwater, values, self.secrets())
            )
        made.opened.lock()

    def secrets(self) -> dict[str, Secret]:
        """One new secret for each field of a credential."""
        fields = ("user", "secret", "totp", "address", "notes")
        return {name: Secret(self.canaries.new(name)[:24]) for name in fields}

    def vault(self, store: Store) -> OpenVault:
        """The vault, open for Dana."""
        store.person_id = self.shop.dana
        return runs.open_with_password(store, Progress(), Secret(self.password))

    def change(self, store: Store) -> None:
        """Edit, undo what cannot be undone, turn the key, change the password, look."""
        vault = self.vault(store)
        for one in self.ids[:2]:
            row = store.ask(credential, one)
            if row is not None:
                new = {"secret": Secret(self.canaries.new("secret"))}
                store.do(edit_credential, vault, one, row.version, {"label": "Renamed"}, new)
        for deed in (store.undo, store.redo):
            self.refused(deed)
        self.canaries.exact("key of the vault", vault.key.in_bytes())
        runs.rotate(store, Progress(), vault, "For the scan")
        self.canaries.exact("key of the vault", vault.key.in_bytes())
        fresh = self.canaries.new("password of the vault")
        runs.change_password(store, Progress(), vault, Secret(self.password), Secret(fresh))
        self.password = fresh
        for one in self.ids:
            for name in ("user", "secret", "totp"):
                runs.reveal(store, vault, "credential", one, name, "To be scanned")
        printed = runs.reveal_for_print(store, Progress(), Secret(fresh), self.ids, "Sealed page")
        self.rig.report.expect(len(printed) == 5, "the sealed page lacks lines")
        vault.lock()

    def fail(self, store: Store) -> None:
        """Wrong passwords, a vault that is shut, a clash of two writers, a step that breaks."""
        store.person_id = self.shop.dana
        wrong = Secret(self.canaries.new("wrong password"))
        self.refused(lambda: runs.open_with_password(store, Progress(), wrong))
        self.refused(lambda: runs.open_with_recovery(store, Progress(), wrong))
        self.refused(lambda: runs.reveal(store, None, "credential", self.ids[0], "secret"))
        self.refused(lambda: store.do(edit_credential, None, self.ids[0], 99, {}, self.secrets()))
        vault = self.vault(store)
        self.refused(lambda: store.do(edit_credential, vault, self.ids[0], 0, {}, self.secrets()))
        clear = self.canaries.new("in a fault")

        def breaks() -> None:
            with store.step("Break") as session:
                actions.seal(session, vault, "credential", self.ids[0], "secret", Secret(clear))
                raise UserError(f"A sentence about {self.ids[0]}")

        self.refused(breaks)
        vault.lock()

    def refused(self, deed: Callable[[], object]) -> None:
        """Something that ends in a sentence, which goes into the log as anything might."""
        try:
            deed()
        except UserError as error:
            logging.getLogger("mspdesk.scan").warning("%s %r", error, error)
            self.rig.report.count("refusals")


def at_the_window(rig: Rig, day: Day, app: QApplication) -> None:
    """Type, look, copy, search and print in the real window; then close it."""
    theme.apply(app, "light", 100)
    settings = MachineSettings()
    window = Window(AREAS, settings)
    window.resize(1440, 900)
    window.show()
    walker = Walker(Program(window, settings))
    _a_mistake(rig, day, window)
    walker.program.begin(day.place)
    walker.until(lambda: window.desk is not None, "the desk")
    desk = window.desk
    assert desk is not None
    walker.go(Place("clients", day.shop.brightwater, "documentation", {"chapter": "passwords"}))
    part = next(one for one in window.findChildren(CredentialsPart) if one.isVisible())
    QTest.keyClicks(part.unlock.secret.line, day.password)
    QTest.keyClick(part.unlock.secret.line, Qt.Key.Key_Return)
    walker.until(lambda: desk.vault is not None, "the vault")
    _type(rig, day, part)
    for row in part.table.rows():
        part.table.select(row.id)
        for name in row.fields:
            part.values.reveal(name)
        window.grab()
        if "secret" in row.fields:
            part.values.copy("secret")
            rig.report.expect(MARK in QGuiApplication.clipboard().text(), "nothing was copied")
            rig.report.count("copied")
    secret_clip()._timer.setInterval(1)
    secret_clip()._timer.start()
    walker.until(lambda: not secret_clip().holds(), "the clipboard emptied")
    _clipboard_is_clean(rig, "after its time")
    window.search(day.canaries.new("search"))
    rest(50)
    found = _spoken(window)
    rig.report.expect(MARK not in found, "the search found a secret")
    walker.escape()
    walker.program.history()
    rest(50)
    rig.report.expect(MARK not in _spoken(window), "the history shows a secret")
    part.values.copy("secret")
    window.close()
    rest(50)
    _clipboard_is_clean(rig, "after the window closed")
    save(settings)


def _a_mistake(rig: Rig, day: Day, window: Window) -> None:
    """A bug with a secret in its words and in reach is told, logged and copied without it."""
    usual, mistake = sys.excepthook, RuntimeError(day.canaries.new("in a mistake"))
    crash.watch(window)
    sys.excepthook(RuntimeError, mistake, None)
    sys.excepthook = usual
    rig.report.expect("made a mistake" in window.status.message(), "the mistake was not told")
    window.status.press_action()
    rig.report.expect(MARK not in _spoken(window), "the page about a mistake shows a secret")
    for button in window.view().findChildren(Button):
        if button.words() == "Copy details":
            button.click()
    _clipboard_is_clean(rig, "after the details were copied")


def _type(rig: Rig, day: Day, part: CredentialsPart) -> None:
    """A new credential, typed into its form."""
    part.edit(None)
    form = part._form
    assert form is not None
    form.entry("label").set_value("Typed by hand")
    for name in ("user", "secret", "address", "notes"):
        QTest.keyClicks(form.entry(f"sealed_{name}").field, day.canaries.new(f"typed {name}"))
    rig.report.expect(form.submit(), "the form was not taken")


def _spoken(window: Window) -> str:
    """What the lists in sight say."""
    from mspdesk.widgets.listview import ListView

    said = []
    for listing in window.findChildren(ListView):
        model = listing.model()
        if listing.isVisible() and model is not None:
            said += [
                str(model.index(row, column).data() or "")
                for row in range(min(200, model.rowCount()))
                for column in range(model.columnCount())
            ]
    return " ".join(said)


def _clipboard_is_clean(rig: Rig, when: str) -> None:
    clipboard = QGuiApplication.clipboard()
    held = [clipboard.text(mode) for mode in (clipboard.Mode.Clipboard, clipboard.Mode.Selection)]
    rig.report.expect(not any(MARK in words for words in held), f"on the clipboard {when}")
    rig.report.count("clipboard looked at")


def out_of_the_house(rig: Rig, day: Day, store: Store) -> None:
    """Paper, exports, an import, copies in clear and sealed, and one of them brought back."""
    out = rig.folder / "out"
    out.mkdir()
    with store.read() as session:
        facts = FACTS.gather(session, day.shop.brightwater)
    write(out / "facts.pdf", prepare(FACTS, facts, Paper.LETTER).pdf)
    for kind in ("dr", "ndb"):
        whole = whole_binder(store, Progress(), day.shop.brightwater, kind, Paper.LETTER)
        write(out / f"{kind}.pdf", whole)
        rig.report.count("binders")
    sealed_page(rig, day, store)
    for kind in ("clients", "contacts", "tickets", "time"):
        give(store, Progress(), kind, out / f"{kind}.xlsx")
        give(store, Progress(), kind, out / f"{kind}.csv")
    give(store, Progress(), "shop", out / "shop")
    rows = out / "in.csv"
    rows.write_text("Name\nAlder Dental\n", encoding="utf-8")
    bringing.bring(store, Progress(), "clients", rows)
    keeping.back_up(store, Progress())
    store.person_id = day.shop.dana
    store.do(actions.seal_copies, True)
    sealed = keeping.back_up(store, Progress(), rig.folder / "stick")
    keeping.bring_back(sealed, rig.folder / "again", Secret(day.password))
    rig.report.count("copies", 2)
    shutdown = day.canaries.new("mail password")
    account = {"way": "smtp", "host": "mail.example", "user": "office", "security": "tls"}
    account |= {"from_name": "Q", "from_address": "office@quillfeather.example"}
    store.do(mail.edit_account, 0, account)
    vault = day.vault(store)
    kept = passwords.keep(store, store.ask(mails.account), shutdown, in_keyring=True, opened=vault)
    rig.report.expect(kept, "the vault did not keep the mail password")
    vault.lock()


def sealed_page(rig: Rig, day: Day, store: Store) -> None:
    """The one paper that shows secrets; it is made in memory, and the search would find it."""
    store.person_id = day.shop.dana
    order = SealedOrder(day.shop.brightwater, "dr", Paper.LETTER, 1, "Safe", "For the scan")
    rendered = print_sealed(store, Progress(), order, Secret(day.password))
    control = rig.folder / "sealed.pdf"
    control.write_bytes(rendered.pdf)
    found = any(MARK.encode() in raw for _, raw in parts_of(control))
    control.unlink()
    rig.report.expect(found, "the sealed page shows nothing, or the search does not see it")
    rig.report.count("sealed pages")


def power_cut(rig: Rig, day: Day) -> None:
    """A child with everything in clear in its memory aborts, and is killed, in mid-work."""
    for how in ("abort", "kill"):

        def work(say: Callable[[str], None], how: str = how) -> None:
            os.chdir(rig.folder)
            forbid_dumps()
            with opened(day.place) as store:
                vault = day.vault(store)
                held = [
                    runs.reveal(store, vault, "credential", one, "secret").in_clear()
                    for one in day.ids
                ]
                with store.step("Halfway") as session:
                    actions.seal(
                        session, vault, "credential", day.ids[0], "secret", Secret(held[0])
                    )
                    session.flush()
                    say("halfway")
                    if how == "abort":
                        os.abort()
                    for _ in sys.stdin:
                        pass

        child = Child(work)
        child.lines_until("halfway")
        child.kill() if how == "kill" else child.end()
        rig.report.count("power cuts")
    rig.report.expect(not list(rig.folder.rglob("core*")), "a core file was written")


# --- searching -----------------------------------------------------------------------------------


def parts_of(file: Path) -> Iterator[tuple[str, bytes]]:
    """The bytes of a file, and of what is packed in it."""
    raw = file.read_bytes()
    yield file.name, raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(file) as packed:
            for name in packed.namelist():
                yield f"{file.name}:{name}", packed.read(name)
    if raw.startswith(b"%PDF"):
        for at, stream in enumerate(re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL)):
            yield f"{file.name}#{at}", _inflated(stream)
        # Fonts number their letters anew, so streams alone do not show what is printed.
        with suppress(PdfiumError):
            yield f"{file.name} as read", text_of(raw).encode()


def _inflated(stream: bytes) -> bytes:
    """What a stream of a PDF holds."""
    body = stream.strip()
    if body.endswith(b"~>"):
        body = base64.a85decode(body.removesuffix(b"~>"))
    try:
        return zlib.decompressobj().decompress(body)
    except zlib.error:
        return body


def search(rig: Rig, needles: list[bytes], folder: Path, what: str, since: float = 0) -> None:
    """Look through every file below a folder that was written since a moment."""
    for file in folder.rglob("*"):
        if not file.is_file() or file.stat().st_mtime < since:
            continue
        rig.report.count(f"{what} files")
        for name, raw in parts_of(file):
            rig.report.count(f"{what} megabytes, in thousandths", len(raw) // 1000)
            for needle in needles:
                if (at := raw.find(needle)) >= 0:
                    near = raw[max(0, at - 20) : at + len(needle) + 12]
                    rig.report.faults.append(f"{what}: {file.parent.name}/{name}: {near!r}")


def the_search_finds(rig: Rig, needles: list[bytes]) -> None:
    """The search itself is tried: every writing, packed and in clear, is found."""

    def finds(raw: bytes) -> bool:
        return any(needle in raw for needle in needles)

    for at, raw in enumerate(writings(MARK.encode())):
        rig.report.expect(finds(b"some words " + raw + b" and more"), f"writing {at}")
        rig.report.count("writings found")
    for before in (b"", b"x", b"xy", b"xyz"):
        middle = base64.b64encode(before + f"{MARK}QRST".encode())
        rig.report.expect(finds(middle), "base64 in the middle of something")
    rig.report.expect(not finds(b"some words of no meaning"), "it finds what is not there")
    control = rig.folder / "control"
    control.mkdir()
    with zipfile.ZipFile(control / "one.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sheet.xml", f"<c>{MARK}ABC</c>" * 50)
    pdf = b"%PDF-1.7\nstream\n" + zlib.compress(f"({MARK})".encode()) + b"\nendstream\n%%EOF"
    (control / "two.pdf").write_bytes(pdf)
    for file in sorted(control.iterdir()):
        opened_up = any(finds(raw) for _, raw in parts_of(file))
        rig.report.expect(opened_up, f"{file.name} was not opened")
        rig.report.count("writings found")
        file.unlink()
    control.rmdir()


def on_a_server(rig: Rig, canaries: Canaries, place: str) -> Path:
    """The same deeds on PostgreSQL; answers the folder of all its files."""
    day = Day(rig, canaries, place)
    with opened(day.place) as store:
        day.begin(store)
        day.change(store)
        day.fail(store)
    return Path(rig.server._folder)


def work(rig: Rig) -> None:
    """Do everything, then search everything."""
    # Before passing files go into our own folder: as root the server is somebody else's there.
    on_server = rig.fresh("postgresql")
    since = max(one.stat().st_mtime for one in Path(rig.server._folder).rglob("*"))
    paths.set_home(rig.folder / "home")
    tempfile.tempdir = str(rig.folder / "passing")
    Path(tempfile.tempdir).mkdir()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call] # it has no types for it
    log = keep_log()
    logging.getLogger().setLevel(logging.DEBUG)
    canaries = Canaries(rig)
    day = Day(rig, canaries, rig.fresh("sqlite"))
    with dates.frozen(MOMENT):
        with opened(day.place) as store:
            day.begin(store)
            day.change(store)
        power_cut(rig, day)
        app = make_application(["mspdesk"])
        at_the_window(rig, day, app)
        with opened(day.place) as store:
            day.fail(store)
            out_of_the_house(rig, day, store)
            # While the books are open, so that -wal and -shm are there.
            search(rig, canaries.needles(), rig.folder, "open")
        server = on_a_server(rig, canaries, on_server)
        log.close()
        needles = canaries.needles()
        the_search_finds(rig, needles)
        search(rig, needles, rig.folder, "closed")
        # The databases that others are copied from were there before.
        search(rig, needles, server, "server", since)
        _still_there(rig, day)
    paths.set_home(None)


def _still_there(rig: Rig, day: Day) -> None:
    """After all that the secrets are in the vault: nothing was found because nothing was kept."""
    with opened(day.place) as store:
        vault = day.vault(store)
        for row in store.ask(credentials, day.shop.brightwater):
            for name in row.fields:
                found = runs.reveal(store, vault, "credential", row.id, name).in_clear()
                rig.report.expect(found.startswith(MARK), f"{row.label}: {name} is lost")
                rig.report.count("still there")
    rig.report.expect(rig.report.counts["planted"] >= WANTED, "too few were planted")


if __name__ == "__main__":
    main("vault_scan", work)
