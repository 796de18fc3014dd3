"""Other people's files, broken in every way: nothing but rows or one sentence comes of them.

    python -m tests.torture.fuzz_import --small|--full [--seed N]

prints one line of JSON and ends with 0 when nothing was at fault (reliability.md 3). Mutated CSV
and scans are read here; mutated workbooks are read in a process with the limits of the real one; a
part of them, and every file made by hand, goes through the real one from end to end.
"""

import argparse
import json
import multiprocessing
import random
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from operator import itemgetter
from pathlib import Path

from mspdesk.errors import UserError
from mspdesk.exchange import csv_files, values
from mspdesk.exchange.aliases import KINDS, match
from mspdesk.exchange.apart import Limits, limit
from mspdesk.exchange.columns import TEXT, OutColumn
from mspdesk.exchange.nmap_child import Caps as ScanCaps
from mspdesk.exchange.nmap_child import gather as gather_scan
from mspdesk.exchange.reading import open_table
from mspdesk.exchange.text import clean
from mspdesk.exchange.workbook import Sheet, write_xlsx
from mspdesk.exchange.workbook_child import Caps, gather
from tests.exchange.crafted import (
    GOOD,
    SHEET_PART,
    STRINGS_PART,
    book,
    million_rows,
    number,
    pack,
    pack_with,
    parts,
    row,
    sheet,
    strings,
    swollen_text,
    text,
)
from tests.exchange.hostile import HOSTILE
from tests.exchange.scans import host, scan

MOST_SECONDS = 30
MOST_MEGABYTES = 512
CANARY = "canary-4f1d"
READ, KEPT = 20, 200

Members = dict[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many mutants of each kind; `through` workbooks go through the whole way.

    Files with a great many rows, ports or hosts are made `shorter` so many times.
    """

    csv: int
    xlsx: int
    through: int
    scans: int
    shorter: int = 1


BRIEF = Plan(csv=700, xlsx=300, through=5, scans=300, shorter=10)
SMALL = Plan(csv=1_300, xlsx=700, through=20, scans=1_000)
FULL = Plan(csv=7_000, xlsx=3_000, through=200, scans=4_000)


@dataclass(slots=True)
class Report:
    """What was tried and what came of it; `faults` is empty when all is well."""

    seed: int
    name: str = "fuzz_import"
    cases: int = 0
    read: int = 0
    refused: int = 0
    slowest_seconds: float = 0.0
    most_megabytes: int = 0
    faults: list[str] = field(default_factory=list)

    def count(self, what: str, outcome: str, seconds: float) -> None:
        """Take down the outcome of one case: `read`, `refused`, or what went wrong."""
        self.cases += 1
        self.slowest_seconds = max(self.slowest_seconds, round(seconds, 2))
        self.read += outcome == "read"
        self.refused += outcome == "refused"
        if outcome not in {"read", "refused"}:
            self.faults.append(f"{what}: {outcome}")
        if seconds > MOST_SECONDS + 1:
            self.faults.append(f"{what}: took {seconds:.1f} s")


# --- reading one file ---------------------------------------------------------------------------


def outcome_of(read: Callable[[], str | None]) -> str:
    """`read`, `refused`, or what is wrong with how it ended."""
    try:
        return read() or "read"
    except UserError as error:
        return "refused" if error.text and "\n" not in error.text else f"sentence {error.text!r}"
    except Exception as error:  # noqa: BLE001 - any other ending is the fault that is looked for
        return f"{type(error).__name__}: {error}"


def whole_way(path: Path) -> str | None:
    """Open a file as an import does, match its headers, read its cells, write it out again."""
    table = open_table(path)
    for kind in KINDS:
        match(table.headers, kind)
    rows = []
    for count, found in enumerate(table.rows()):
        cells = found.cells.values()
        if any(CANARY in cell for cell in cells):
            return "read another file"
        if count < KEPT:
            rows.append(found.cells)
        if count < READ:
            for cell in cells:
                read_every_way(cell)
    return compare(path, table.headers, rows)


def read_every_way(cell: str) -> None:
    """Read a cell as everything it could be; only sentences may come of it."""
    for read in (
        values.read_date,
        values.read_moment,
        values.read_money,
        values.read_minutes,
        values.read_quantity,
        values.read_flag,
        values.read_phone,
    ):
        outcome = outcome_of(partial(_discard, read, cell))
        if outcome not in {"read", "refused"}:
            raise AssertionError(f"{read.__name__}({cell!r}): {outcome}")


def _discard(read: Callable[[str], object], cell: str) -> None:
    """Read a cell for the way it ends only."""
    read(cell)


def compare(path: Path, headers: list[str], rows: list[dict[str, str]]) -> str | None:
    """Write what was read and read it again: it must be the same."""
    again = path.with_name("again.csv")
    columns = [OutColumn[dict[str, str]](name, TEXT, itemgetter(name)) for name in headers]
    csv_files.write(again, columns, rows)
    table = csv_files.read(again)
    expected = [[clean(cell) for cell in found.values()] for found in rows]
    expected = [cells for cells in expected if any(map(str.strip, cells))]
    if [cells for _, cells in table.records()] != expected:
        return "comes back different"
    return None


# --- mutants ------------------------------------------------------------------------------------


def plain_csv(dice: random.Random) -> bytes:
    """A list as somebody might have made it, in any encoding and with any separator."""
    delimiter = dice.choice(",;\t|")
    lines = ["Client Name,Date,Amount,Notes".replace(",", delimiter)]
    for _ in range(dice.randrange(1, 12)):
        cells = [dice.choice(HOSTILE)[:300] for _ in range(4)]
        lines.append(delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells))
    encoding = dice.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    return dice.choice(["\n", "\r\n", "\r"]).join(lines).encode(encoding, errors="replace")


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Bytes with a few of them changed, dropped, doubled or swapped."""
    raw = bytearray(content)
    for _ in range(dice.randrange(1, 8)):
        place = dice.randrange(len(raw) + 1)
        span = dice.randrange(1, 30)
        match dice.randrange(5):
            case 0:
                raw[place:place] = bytes([dice.randrange(256)])
            case 1:
                del raw[place : place + span]
            case 2:
                raw[place:place] = raw[place : place + span] * dice.randrange(1, 50)
            case 3:
                raw[place:place] = dice.choice([b'"', b"\0", b"\r", b"\n", b",", b"\xff\xfe"])
            case _:
                raw[place : place + 1] = bytes([dice.randrange(256)])
    return bytes(raw)


def mutated_workbook(path: Path, dice: random.Random) -> None:
    """A workbook whose parts, or whose bytes, were changed."""
    members = parts(
        dice.choice(SHEETS), strings=strings("one", "two & three".replace("&", "&amp;"))
    )
    for _ in range(dice.randrange(1, 3)):
        name = dice.choice(list(members))
        content = members[name]
        assert isinstance(content, str)
        members[name] = mutated_xml(content, dice)
    pack(path, members)
    if dice.random() < 0.4:
        path.write_bytes(mutated(path.read_bytes(), dice))


def mutated_xml(content: str, dice: random.Random) -> str:
    """XML with a tag or an attribute dropped, doubled, swapped or misspelt."""
    pieces = [found.span() for found in re.finditer(r'<[^>]*>|[\w:]+="[^"]*"', content)]
    if not pieces:
        return content
    (start, end), (other, stop) = dice.choice(pieces), dice.choice(pieces)
    match dice.randrange(4):
        case 0:
            return content[:start] + content[end:]
        case 1:
            return content[:start] + content[start:end] * 2 + content[end:]
        case 2:
            return content[:start] + content[other:stop] + content[end:]
        case _:
            place = dice.randrange(len(content))
            return content[:place] + chr(dice.randrange(32, 400)) + content[place + 1 :]


SHEETS = (
    GOOD,
    sheet(
        row(1, *(text(f"{letter}1", letter) for letter in "ABCDEF"))
        + row(2, '<c r="A2" t="s"><v>1</v></c>', number("B2", "46092.5", 1), number("C2", "0.5", 3))
        + row(9, '<c r="A9" t="b"><v>1</v></c>', '<c r="B9" t="e"><v>#N/A</v></c>', text("F9", "x"))
    ),
)


def fuzz_csv(folder: Path, cases: int, seed: int, report: Report) -> None:
    """Read mutated CSV files in this process."""
    path = folder / "fuzz.csv"
    for case in range(cases):
        dice = random.Random(f"csv/{seed}/{case}")
        path.write_bytes(mutated(plain_csv(dice), dice))
        begun = time.monotonic()
        outcome = outcome_of(lambda: whole_way(path))
        report.count(f"csv {seed}/{case}", outcome, time.monotonic() - begun)


# --- workbooks, in a process with limits --------------------------------------------------------


def work(folder: str, cases: int, seed: int, answers: Connection) -> None:
    """Read mutated workbooks one after the other, and tell how each ended."""
    warnings.simplefilter("ignore")
    limit(Limits(seconds=3_600), files=True)
    path = Path(folder) / "fuzz.xlsx"
    for case in range(cases):
        mutated_workbook(path, random.Random(f"xlsx/{seed}/{case}"))
        try:
            last = list(gather(path, None, Caps()))[-1]
            outcome = "refused" if last[0] == "refused" else "read"
        except BaseException as error:  # noqa: BLE001 - any other ending is the fault looked for
            outcome = f"{type(error).__name__}: {error}"
        answers.send_bytes(outcome.encode())
    answers.close()


def fuzz_workbooks(folder: Path, cases: int, seed: int, report: Report) -> None:
    """Have a limited process read mutated workbooks, and watch that it never hangs or dies."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    worker = spawn.Process(target=work, args=(str(folder), cases, seed, theirs), daemon=True)
    worker.start()
    theirs.close()
    try:
        for case in range(cases):
            begun = time.monotonic()
            outcome = "hangs"
            if ours.poll(MOST_SECONDS + 10 * (case == 0)):
                try:
                    outcome = ours.recv_bytes().decode()
                except EOFError:
                    outcome = "kills the process"
            report.count(f"xlsx {seed}/{case}", outcome, time.monotonic() - begun)
            if outcome in {"hangs", "kills the process"}:
                return
    finally:
        worker.kill()
        worker.join()
        worker.close()
        ours.close()


def fuzz_through(folder: Path, cases: int, seed: int, report: Report) -> None:
    """Take some of the same mutants through the real reading process."""
    path = folder / "through.xlsx"
    for case in range(cases):
        mutated_workbook(path, random.Random(f"xlsx/{seed}/{case}"))
        begun = time.monotonic()
        outcome = outcome_of(lambda: whole_way(path))
        report.count(f"through {seed}/{case}", outcome, time.monotonic() - begun)


# --- scans of nmap ------------------------------------------------------------------------------


def scan_outcome(path: Path, shorter: int = 1) -> str:
    """How a scan ended in this process: `read`, `refused` in a sentence, or what went wrong.

    It may hold so many times fewer hosts.
    """
    try:
        told = list(gather_scan(path, ScanCaps(hosts=ScanCaps().hosts // shorter)))
    except BaseException as error:  # noqa: BLE001 - any other ending is the fault looked for
        return f"{type(error).__name__}: {error}"
    kind, last = told[-1]
    if kind == "refused":
        return "refused" if last and "\n" not in last else f"sentence {last!r}"
    return "read another file" if CANARY in json.dumps(told) else "read"


def fuzz_scans(folder: Path, cases: int, seed: int, report: Report) -> None:
    """Read mutated scans: changed bytes, and tags dropped, doubled or swapped."""
    path = folder / "fuzz.xml"
    for case in range(cases):
        dice = random.Random(f"scan/{seed}/{case}")
        content = SCANNED if case % 2 else mutated_xml(SCANNED, dice)
        raw = content.encode("utf-8", "replace")
        path.write_bytes(mutated(raw, dice) if case % 3 else raw)
        begun = time.monotonic()
        outcome = scan_outcome(path)
        report.count(f"scan {seed}/{case}", outcome, time.monotonic() - begun)


SCANNED = scan(
    host(
        "10.20.4.1",
        "00:17:C5:AA:BB:01",
        "SonicWall",
        "fw1.lan",
        os="SonicOS 6.5",
        kind="firewall",
        ports="22/tcp/closed/ssh 443/tcp/open/https",
    ),
    host("10.20.4.40", "00:1B:A9:00:00:40", "Brother & Söhne", ports="9100/tcp/open/jetdirect"),
    host("fe80::1"),
)


def scans_by_hand(secret: Path, shorter: int) -> Iterator[tuple[str, str, str]]:
    """Scans that would break a careless reader, and how each must end."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield (
        "billion laughs",
        f'<!DOCTYPE nmaprun [<!ENTITY l0 "lol">{laughs}]><nmaprun args="&l9;"/>',
        "refused",
    )
    quad = f'<!DOCTYPE nmaprun [<!ENTITY a "{"a" * 50_000}">]>'
    yield "quadratic entities", f"{quad}<nmaprun>{'&a;' * 20_000}</nmaprun>", "refused"
    outside = f'<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file://{secret}">]>'
    yield "entity of a file", f"{outside}<nmaprun><host>&x;</host></nmaprun>", "refused"
    yield "doctype of a file", f'<!DOCTYPE nmaprun SYSTEM "file://{secret}"><nmaprun/>', "refused"
    yield "200,000 tags deep", "<nmaprun>" + "<host>" * 200_000, "refused"
    long = scan(host("10.0.0.1", name="x" * 5_000_000))
    yield "a name of 5 MB", long, "read"
    ports = "80/tcp/open/http " * (200_000 // shorter)
    yield "200,000 ports", scan(host("10.0.0.1", ports=ports)), "read"
    yield "60,000 hosts", scan(*[host("10.0.0.1")] * (60_000 // shorter)), "refused"
    yield "our own", SCANNED, "read"


# --- files made by hand -------------------------------------------------------------------------


def csv_by_hand(shorter: int) -> Iterator[tuple[str, bytes, str]]:
    """CSV files that broke other programs, and how each must end."""
    yield "mark", b"\xef\xbb\xbfName,City\nJ\xc3\xbcrgen,K\xc3\xb6ln\n", "read"
    yield "utf-16", "Name,City\nJürgen,Łódź\n".encode("utf-16"), "read"
    yield "cp1252", "Name,City\nJürgen,Köln\n".encode("cp1252"), "read"
    yield "nul", b"Na\0me,City\n\0Acme,Rome\0\n", "read"
    yield "lone quote", b'Name,City\n"Acme,Rome\n' + b"Acme,Rome\n" * 1_000, "refused"
    yield "field of 200 kB", b"Name\n" + b"x" * 200_000 + b"\n", "read"
    yield "field of 2 MB", b"Name\n" + b"x" * 2_000_000 + b"\n", "refused"
    yield "line of 40 MB", b"Name\n" + b"xy," * 13_000_000, "refused"
    yield "100,000 columns", b",".join(b"%d" % n for n in range(100_000)), "refused"
    yield "1,000,000 rows", b"Name,Amount\n" + b"Acme,12.50\n" * (1_000_000 // shorter), "read"
    yield "only separators", b",,,,\n,,,\n", "refused"
    yield "other rows", b"Name,City\nAcme,Rome,x,y\n", "refused"
    yield "deep quotes", b'Name\n"' + b'""' * 100_000 + b'"\n', "read"
    yield "no text at all", bytes(range(256)) * 100, "refused"


def workbooks_by_hand(secret: Path) -> Iterator[tuple[str, Members | Callable[[Path], Path], str]]:
    """Workbooks that broke other programs, and how each must end."""
    corner = row(1_048_576, text("XFD1048576", "x"))
    yield "dimension bomb", parts(sheet(corner, '<dimension ref="A1:XFD1048576"/>')), "refused"
    claimed = GOOD.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    yield "dimension claimed", parts(claimed), "read"
    yield "ratio bomb", lambda path: pack_with(path, STRINGS_PART, swollen_text()), "refused"
    yield "1,000,000 rows", lambda path: pack_with(path, SHEET_PART, million_rows()), "refused"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    lol = f'<!DOCTYPE sst [<!ENTITY l0 "lol">{laughs}]>'
    yield "billion laughs", parts(GOOD, strings=lol + strings("&l9;")), "refused"
    quad = f'<!DOCTYPE sst [<!ENTITY a "{"a" * 50_000}">]>'
    yield "quadratic entities", parts(GOOD, strings=quad + strings("&a;" * 20_000)), "refused"
    outside = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file://{secret}">]>'
    yield "entity of a file", parts(outside + GOOD.replace("Acme", "&x;")), "refused"
    yield (
        "entity of an address",
        parts(outside.replace(f"file://{secret}", "http://127.0.0.1:9/x") + GOOD),
        "refused",
    )
    deep = GOOD.replace("Acme", "<a>" * 200_000 + "</a>" * 200_000)
    yield "200,000 tags deep", parts(deep), "any"
    yield "1904", parts(GOOD, book=book(early=True)), "read"
    for serial in ("60", "-5", "99999999", "NaN", "INF", "1e400", "12.5.5"):
        yield f"serial {serial}", parts(GOOD.replace("46092", serial)), "any"
    yield "text of 40,000", parts(GOOD.replace("Acme", "x" * 40_000)), "read"
    formula = GOOD.replace("<v>12.5</v>", '<f>HYPERLINK("http://127.0.0.1:9/","x")</f>')
    yield "formula", parts(formula), "read"
    yield "many members", parts(GOOD) | {f"junk/{n}": "" for n in range(5_000)}, "refused"
    yield "name outside", parts(GOOD) | {"../../../tmp/evil": "x"}, "refused"
    many = sheet(
        row(1, text("A1", "x"))
        + "".join(
            row(n, *(f'<c r="{place}{n}" t="s"><v>0</v></c>' for place in "ABCDEFGH"))
            for n in range(2, 400)
        )
    )
    yield "one text many times", parts(many, strings=strings(LONG)), "refused"


LONG = " ".join(map(str, range(130_000)))


def by_hand(folder: Path, shorter: int, report: Report) -> None:
    """Read every file made by hand the whole way."""
    secret = folder / "secret.txt"
    secret.write_text(CANARY)
    for name, content, expected in csv_by_hand(shorter):
        path = folder / "hand.csv"
        path.write_bytes(content)
        expect(name, path, expected, report)
    for name, made, expected in workbooks_by_hand(secret):
        path = folder / "hand.xlsx"
        if callable(made):
            made(path)
        else:
            pack(path, made)
        expect(name, path, expected, report)
    for name, said, expected in scans_by_hand(secret, shorter):
        path = folder / "hand.xml"
        path.write_text(said)
        begun = time.monotonic()
        outcome = scan_outcome(path, shorter)
        if outcome in {"read", "refused"} and outcome != expected:
            outcome = f"was {outcome}, not {expected}"
        report.count(name, outcome, time.monotonic() - begun)
    path = folder / "ours.xlsx"
    names = [name for name in HOSTILE if "\r" not in name]
    columns = [OutColumn[str]("Name", TEXT, lambda name: name)]
    write_xlsx(path, [Sheet[str]("List", columns, names)])
    same = list(open_table(path).column("Name")) == names
    report.count("our own workbook", "read" if same else "comes back different", 0)


def expect(name: str, path: Path, expected: str, report: Report) -> None:
    """Read one file the whole way; it must end as it should."""
    begun = time.monotonic()
    outcome = outcome_of(lambda: whole_way(path))
    if outcome in {"read", "refused"} and expected not in {"any", outcome}:
        outcome = f"was {outcome}, not {expected}"
    report.count(name, outcome, time.monotonic() - begun)


def megabytes_of_children() -> int:
    """The most memory that a process of ours has held, 0 where the system does not tell.

    A process counts what its parent held when it began, so a large parent says nothing.
    """
    try:
        import resource
    except ImportError:
        return 0
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
    return (
        0
        if own > MOST_MEGABYTES
        else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // unit
    )


def run(plan: Plan, seed: int) -> Report:
    """Do all of a plan and report."""
    report = Report(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fuzz_csv(folder, plan.csv, seed, report)
        fuzz_workbooks(folder, plan.xlsx, seed, report)
        fuzz_through(folder, plan.through, seed, report)
        fuzz_scans(folder, plan.scans, seed, report)
        by_hand(folder, plan.shorter, report)
        left = {path.name for path in folder.iterdir() if path.suffix == ".part"}
        report.faults += [f"{name} was left behind" for name in sorted(left)]
    report.most_megabytes = megabytes_of_children()
    if report.most_megabytes > MOST_MEGABYTES:
        report.faults.append(f"a process held {report.most_megabytes} MB")
    return report


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; 0 when nothing was at fault."""
    parser = argparse.ArgumentParser(prog="fuzz_import", description="Read broken files.")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--small", action="store_true", help="3,000 files, under a minute")
    size.add_argument("--full", action="store_true", help="more than 10,000 files")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    report = run(FULL if asked.full else SMALL, asked.seed)
    sys.stdout.write(json.dumps(asdict(report)) + "\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
