"""Kill the sender at any moment: nothing is called sent that was not taken, nothing is sent twice.

python -m tests.torture.mail [--small|--full] [--seed N]
"""

import os
import time
from collections import Counter
from pathlib import Path

from mspdesk.database.store import Store
from mspdesk.mail import actions, queries
from mspdesk.mail.runs import passwords, send_waiting
from mspdesk.progress import Progress
from tests.billing.moneyshop import furnish
from tests.mail.postoffice import HOST, PASSWORD, USER, Certificates, make_certificates, post_office

from .deeds import Say
from .rig import Child, Rig, joined, main, opened

AT_ONCE = 12
"""Mails that wait when a sender is started."""

LONGEST = 0.6
"""Seconds a sender lives at most after it has opened the books."""
AFTERWARDS = 0.03
"""In a small run: seconds it lives at most after so many of its mails were taken.

A time from its start on would end it before its first mail where the computer is busy.
"""


class Office:
    """The mail server in a process of its own; it writes down what it took before it says so."""

    def __init__(self, folder: Path, certificates: Certificates) -> None:
        self._register = folder / "taken"
        self._register.touch()
        self._child = Child(lambda say: self._serve(certificates, say))
        self.port = int(self._child.line())

    def _serve(self, certificates: Certificates, say: Say) -> None:
        handle = os.open(self._register, os.O_WRONLY | os.O_APPEND)
        with post_office(certificates) as office:
            office.manners.on_taken = lambda taken: os.write(handle, f"{taken.id}\n".encode())
            say(str(office.port))
            while True:
                time.sleep(60)

    def taken(self) -> list[str]:
        """The names of all mails it took, in order."""
        return self._register.read_text().splitlines()

    def wait_for(self, more: int, sender: Child) -> None:
        """Wait until it took so many mails more than it has now, or the sender is done."""
        wanted = len(self.taken()) + more
        while len(self.taken()) < wanted and not sender.speaks(0.002):
            pass

    def close(self) -> None:
        """End it."""
        self._child.kill()


def set_up(store: Store, office: Office) -> None:
    """A shop that sends through this server."""
    furnish(store)
    account = store.ask(queries.account)
    server = {"way": "smtp", "host": HOST, "port": office.port, "user": USER}
    sender = {"from_address": "billing@quillfeather.example"}
    store.do(actions.edit_account, account.version, server | sender)


def fill_up(store: Store) -> None:
    """Let a dozen mails wait."""
    waiting = len(store.ask(queries.waiting_ids))
    for n in range(waiting, AT_ONCE):
        pdf = ("a.pdf", b"x" * 20_000, "application/pdf")
        store.do(actions.queue, f"ann{n}@kestrel.example", "Invoice", "Dear Ann,\n", [pdf])


def torture(rig: Rig, kind: str, kills: int, certificates: Certificates) -> None:
    """Kill so many senders, and compare after each."""
    place = rig.fresh(kind)
    folder = rig.folder / f"office-{kind}"
    folder.mkdir()
    office = Office(folder, certificates)
    with joined(place) as store:
        set_up(store, office)

    def work(say: Say) -> None:
        with opened(place, durable=True) as store:
            account = store.ask(queries.account)
            passwords.keep(store, account, PASSWORD, in_keyring=False)
            say("warm")
            while store.ask(queries.waiting_ids):
                send_waiting(store, Progress())
            say("done")

    for _ in range(kills):
        with joined(place) as store:
            fill_up(store)
        child = Child(work)
        child.lines_until("warm")
        if rig.full:
            time.sleep(rig.luck.random() * LONGEST)
        else:
            office.wait_for(rig.luck.randrange(1, AT_ONCE // 2), child)
            time.sleep(rig.luck.random() * AFTERWARDS)
        child.kill()
        _compare(rig, kind, place, office)
    rig.report.count(f"{kind} kills", kills)
    rig.report.count(f"{kind} taken", len(office.taken()))
    office.close()


def _compare(rig: Rig, kind: str, place: str, office: Office) -> None:
    """What the server took is sent, or asked about; what it did not take is never called sent."""
    # A server that is in the middle of taking a mail when its sender dies ends that first.
    time.sleep(0.02)
    with joined(place) as store:
        if kind == "sqlite":
            store.do(actions.settle)
        states = {}
        for row in store.ask(queries.mails, 1_000_000):
            page = store.ask(queries.mail_page, row.id)
            states[page.message_id] = row.state
    taken = Counter(office.taken())
    for name, times in taken.items():
        rig.report.expect(times == 1, f"{kind}: {name} was sent {times} times")
    asked = {"unknown"} if kind == "sqlite" else {"unknown", "sending"}
    for name, state in states.items():
        if state == "sent":
            rig.report.expect(name in taken, f"{kind}: {name} is called sent and was not taken")
        elif name in taken:
            rig.report.expect(state in asked, f"{kind}: {name} was taken and is called {state}")
        else:
            rig.report.expect(state in asked | {"queued"}, f"{kind}: {name} is called {state}")
    counts = Counter(states.values())
    rig.report.counts[f"{kind} sent"] = counts["sent"]
    rig.report.counts[f"{kind} in doubt"] = sum(counts[one] for one in asked)


def work(rig: Rig) -> None:
    """A file and a server."""
    certificates = make_certificates(rig.folder / "certificates")
    os.environ["SSL_CERT_FILE"] = str(certificates.authority)
    kills = 400 if rig.full else 10
    torture(rig, "sqlite", kills, certificates)
    torture(rig, "postgresql", kills // 2, certificates)


if __name__ == "__main__":
    main("mail", work)
