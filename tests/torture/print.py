"""Kill a print at any moment, fill the disk under it, print a binder of hundreds of pages.

python -m tests.torture.print [--small|--full] [--seed N]
"""

import os
import re
import resource
import signal
import tempfile
import time
from pathlib import Path

import pypdfium2

from mspdesk import paths
from mspdesk.binders.queries.paper import kept_of
from mspdesk.binders.runs.printing import Order, prepare, record
from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts
from mspdesk.documentation.actions.editions import Placed
from mspdesk.documentation.queries import editions
from mspdesk.errors import Trouble
from mspdesk.printing import unfinished
from mspdesk.printing.document import write
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from tests.binders.binding import Documented, furnish

from .deeds import Say
from .rig import Child, Rig, joined, main, opened

KILLS = {False: 8, True: 60}
LARGE = {False: 7_000, True: 16_000}
"""Addresses of the client whose binder has hundreds of pages."""

LONGEST = 3.0
"""Seconds a printing process lives at most once it has begun."""

LEAST = 0.6
"""And at least: nothing is on its way to paper before."""

WRITES = 400_000
"""Bytes of a paper that is written again and again until the writer is killed."""


def torture_kills(rig: Rig, place: str, known: Documented) -> None:
    """Print, write down, kill; the next start finds nothing half done."""
    folder = rig.folder / "paper"
    folder.mkdir()
    file = folder / "binder.pdf"

    def work(say: Say) -> None:
        with opened(place, durable=True) as store:
            say("warm")
            while True:
                kept = store.ask(editions.newest, known.client, "ndb")
                number = kept.number if kept else 0
                network = {"cidr": f"10.{number + 1}.0.0/24", "name": f"Network {number}"}
                store.do(facts.add_fact, known.client, "network", network)
                order = Order(known.client, "ndb", Paper.LETTER, placed=(Placed("Closet"),))
                proof = prepare(store, Progress(), order)
                record(store, proof)
                write(file, proof.rendered.pdf)
                say(f"printed {proof.edition}")

    for _ in range(KILLS[rig.full]):
        child = Child(work)
        child.lines_until("warm")
        time.sleep(LEAST + rig.luck.random() * (LONGEST - LEAST))
        said = child.kill()
        rig.report.count("kills")
        rig.report.count("printed", sum(line.startswith("printed") for line in said))
        rig.report.count("found half written", unfinished.sweep())
        _compare(rig, place, known, folder, said)


def torture_writes(rig: Rig) -> None:
    """Kill a writer in the middle of a file; the next start takes the half of it away."""
    folder = rig.folder / "written"
    folder.mkdir()
    pdf = b"%PDF-1.4\n" + b"x" * WRITES + b"\n%%EOF\n"

    def work(say: Say) -> None:
        say("warm")
        while True:
            write(folder / "paper.pdf", pdf)

    for _ in range(KILLS[rig.full] * 4):
        child = Child(work)
        child.lines_until("warm")
        time.sleep(rig.luck.random() * 0.05)
        child.kill()
        rig.report.count("found half written", unfinished.sweep())
        left = [one.name for one in folder.iterdir() if one.name != "paper.pdf"]
        rig.report.expect(not left, f"left behind: {left}")
        file = folder / "paper.pdf"
        rig.report.expect(not file.exists() or file.read_bytes() == pdf, "half a paper")
        rig.report.count("writers killed")


def _compare(rig: Rig, place: str, known: Documented, folder: Path, said: list[str]) -> None:
    """No part file, no note; what was printed is whole, and every edition can be read again."""
    left = [one.name for one in folder.iterdir() if one.name != "binder.pdf"]
    rig.report.expect(not left, f"left behind: {left}")
    notes = list((paths.home() / "unfinished").glob("*"))
    rig.report.expect(not notes, f"notes left behind: {notes}")
    file = folder / "binder.pdf"
    if file.exists():
        rig.report.expect(pages(file) > 20, "a binder that is not whole")
    with joined(place) as store:
        last = [int(line.split()[1]) for line in said if line.startswith("printed")]
        newest = store.ask(editions.newest, known.client, "ndb")
        number = newest.number if newest else 0
        rig.report.expect(number >= max(last, default=0), f"edition {last} is not in the books")
        for row in store.ask(editions.editions, known.client, "ndb")[:2]:
            rig.report.expect(store.ask(kept_of, row) is not None, f"edition {row.number} is lost")


def pages(file: Path) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def torture_disk(rig: Rig, place: str, known: Documented) -> None:
    """A disk that fills while a binder is saved: a sentence, and no file."""
    folder = rig.folder / "full"
    folder.mkdir()
    with joined(place) as store:
        order = Order(known.client, "dr", Paper.LETTER, placed=(Placed("Closet"),))
        pdf = prepare(store, Progress(), order).rendered.pdf
    for room in (0, 1, 5_000, len(pdf) - 1):

        def work(say: Say, room: int = room) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            try:
                write(folder / "binder.pdf", pdf)
                say("written")
            except Trouble as error:
                say(f"refused {error.text}")

        said = Child(work).end()
        rig.report.expect(
            said and said[-1].startswith("refused binder.pdf could not be saved"),
            f"room for {room}: {said}",
        )
        rig.report.expect(not list(folder.iterdir()), f"room for {room}: a file was left")
        rig.report.count("full disks")
    unfinished.sweep()


def torture_large(rig: Rig, place: str, known: Documented) -> None:
    """A binder of hundreds of pages: each page is called what it is, none is missing."""
    with joined(place) as store:
        _fill(store, known, LARGE[rig.full])
        order = Order(known.client, "ndb", Paper.LETTER, placed=(Placed("Closet"),))
        proof = prepare(store, Progress(), order)
    document = pypdfium2.PdfDocument(proof.rendered.pdf)
    labels = [_label(document, number) for number in range(len(document))]
    document.close()
    rig.report.expect(None not in labels, f"{labels.count(None)} pages without a label")
    numbers: dict[str, int] = {}
    for tab, number, of in filter(None, labels):
        if tab == "tab":
            continue
        expected = numbers.get(tab, 0) + 1
        rig.report.expect(number == expected, f"page {tab}-{number} stands where {expected} is")
        numbers[tab] = expected
        rig.report.expect(number <= of, f"page {tab}-{number} of {of}")
    rig.report.count("pages", len(labels))


def _fill(store: Store, known: Documented, count: int) -> None:
    rows = [
        {"ip": f"10.{n // 65_025 + 30}.{n // 255 % 255}.{n % 255}", "name": f"Host {n}"}
        for n in range(count)
    ]
    for at in range(0, count, 2_000):
        store.do(facts.add_facts, known.client, "address", rows[at : at + 2_000])


def _label(document: pypdfium2.PdfDocument, number: int) -> tuple[str, int, int] | None:
    """What the head of a page says: tab, number, of how many; tab pages count as none."""
    page = document[number]
    across, down = page.get_size()
    text = page.get_textpage()
    head = text.get_text_bounded(0, down - 110, across, down)
    text.close()
    page.close()
    found = re.search(r"Page (\d+)-(\d+)[a-z]* of \d+-(\d+)", head)
    if found:
        return found[1], int(found[2]), int(found[3])
    return ("tab", 0, 0) if re.search(r"Tab \d", head) else None


def spooled(before: set[str]) -> list[str]:
    """Files of ours that were left in the folder for temporary ones."""
    now = {one.name for one in Path(tempfile.gettempdir()).iterdir()}
    return [name for name in now - before if name.endswith((".pdf", ".part"))]


def work(rig: Rig) -> None:
    """Kills, full disks, a large binder, and a look into the folder for temporary files."""
    before = {one.name for one in Path(tempfile.gettempdir()).iterdir()}
    os.environ["MSPDESK_HOME"] = str(rig.folder / "home")
    place = rig.fresh("sqlite")
    with joined(place) as store:
        known = furnish(store)
    torture_kills(rig, place, known)
    torture_writes(rig)
    torture_disk(rig, place, known)
    torture_large(rig, place, known)
    left = spooled(before)
    rig.report.expect(not left, f"left among temporary files: {left}")


if __name__ == "__main__":
    main("print", work)
