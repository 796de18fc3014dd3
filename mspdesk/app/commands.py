"""The verbs of the command line, each a few lines over the same actions the window uses."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from getpass import getpass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from .. import (
    paths,
    schema,  # noqa: F401 - every table must be known before the first question
    settings,
)
from ..billing import actions as billing
from ..billing import queries as bills
from ..database.books import exists, new_books, open_books
from ..database.places import normalise
from ..database.places import said as said_place
from ..database.sealed_head import is_sealed
from ..database.store import Store
from ..dates import parse_date, today
from ..errors import Cancelled, Trouble, UserError
from ..exchange import csv_files, tables, workbook
from ..exchange.whole_file import whole_file
from ..money import Currency, parse, shown
from ..people import queries as people
from ..printing.document import Sheaf, prepare, render_many, write
from ..printing.page import paper_of
from ..progress import Progress
from ..shop import queries as shop
from ..shop.rules import COUNTRIES, country_defaults
from ..vault.secret import Secret
from . import bringing, copies, giving, keeping, reporting
from .areas import AREAS
from .setup import start_shop


def run(said: argparse.Namespace) -> int:
    """Do one verb and answer its exit code."""
    verbs: dict[str, Callable[[argparse.Namespace], int]] = {
        "new": new,
        "demo": demo,
        "import": bring,
        "export": give,
        "bill": bill,
        "print": paper,
        "report": report,
        "backup": backup,
        "restore": restore,
        "move": move,
        "check": check,
        "doctor": doctor,
    }
    return verbs[said.verb](said)


def place_of(said: argparse.Namespace) -> str:
    """The books that were named, else the last ones of this computer, else the usual folder."""
    if said.books:
        return str(said.books)
    last = settings.load().books
    return last if last and not said.home else str(paths.books_folder())


@contextmanager
def the_books(said: argparse.Namespace, *, read_only: bool = False) -> Iterator[Store]:
    """The books, open, signed with the person named or the owner; closed at the end."""
    store = open_books(place_of(said), read_only=read_only)
    try:
        if not read_only and store.moved:
            raise Trouble(
                f"These books were moved {store.moved}.",
                "Name those with --books, or say “mspdesk move --resume” to work here again.",
            )
        if not read_only and store.why:
            raise Trouble(store.why)
        if not read_only and store.read_only:
            raise Trouble("Another MSPDesk is writing these books.", "Close it, then try again.")
        store.person_id = _person(store, said.person)
        yield store
    finally:
        store.close()


def _person(store: Store, name: str | None) -> int | None:
    """The person's id by name, the owner's without one; raises UserError for an unknown name."""
    if not name:
        return store.ask(people.owner_id)
    everybody = store.ask(people.people)
    for row in everybody:
        if name.lower() in (row.name.lower(), row.first_name.lower(), row.email.lower()):
            return row.id
    names = ", ".join(row.name for row in everybody)
    raise UserError(f"Nobody called “{name}” works here. Choose one of: {names}.", "as")


def _out(words: str) -> None:
    sys.stdout.write(words + "\n")


def new(said: argparse.Namespace) -> int:
    """Start a shop in new books."""
    country = said.country.upper()
    if country not in COUNTRIES:
        raise UserError(f"There is no country “{said.country}”. Type two letters, like US.")
    rate = parse(said.rate, Currency(country_defaults(country).currency), "rate")
    if rate <= 0 or not said.name.strip():
        raise UserError("A shop needs a name and what an hour of its work costs, like 150.")
    store = new_books(str(said.books or paths.books_folder()))
    try:
        start_shop(store, said.name, rate, country, {"owner_name": said.owner})
    finally:
        store.close()
    _out(f"{said.name} is set up in {said_place(store.place)}")
    return 0


def demo(said: argparse.Namespace) -> int:
    """Make the sample shop, in its own folder unless books are named."""
    from .sample import make_sample

    place = str(said.books or paths.sample_folder())
    if exists(place):
        raise UserError(f"There are books already: {place}.", "books")
    make_sample(place).close()
    _out(f"The sample shop is in {place}")
    return 0


def _steps() -> Progress:
    """Progress in one line of the terminal; silent when nobody looks."""
    if not sys.stderr.isatty():
        return Progress()

    def report_step(done: int, total: int, words: str) -> None:
        share = f"{100 * done // total}%" if total else ""
        sys.stderr.write(f"\r{words} {share}\x1b[K")

    return Progress(report_step)


def bring(said: argparse.Namespace) -> int:
    """Bring in a whole shop or one kind of record, and say what came of each row."""
    with the_books(said) as store:
        order = "day" if said.day_first else "month" if said.month_first else None
        how = bringing.said_of(
            store,
            encoding=said.encoding,
            decimals=said.decimals,
            client=said.client,
            source=said.source,
            columns=said.column,
            owners=said.owner,
        )
        path = Path(said.path)
        result = bringing.bring(
            store, _steps(), said.kind, path, order=order, dry_run=said.dry_run, said=how
        )
        if said.save and result.seen is not None:
            bringing.write_preview(_steps(), result.seen, Path(said.save))
    for line in result.lines:
        _out(line)
    return 0


def give(said: argparse.Namespace) -> int:
    """Write a whole shop or one kind of record."""
    with the_books(said, read_only=True) as store:
        for line in giving.give(store, _steps(), said.kind, Path(said.path)):
            _out(line)
    return 0


def bill(said: argparse.Namespace) -> int:
    """Make the drafts of a billing run; with --issue those without a question become invoices."""
    through = parse_date(said.through, "through")
    with the_books(said) as store:
        made = store.do(billing.make_drafts, through)
        _out(f"{_counted(made.drafts, 'draft')} through {through.isoformat()}")
        if said.issue:
            ready = _ready(store)
            issued = store.do(billing.issue, ready) if ready else []
            currency = store.ask(shop.shop).money
            for one in issued:
                _out(f"{one.number}  {shown(one.total, currency)}")
        for row in store.ask(bills.run_sheet).with_question:
            _out(f"{row.client}: {row.tag}. Left as a draft.")
    return 0


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _ready(store: Store) -> list[int]:
    """Mark every draft without an open question ready, and answer their ids."""
    for row in store.ask(bills.run_sheet).to_review:
        store.do(billing.mark_ready, row.id)
    return [row.id for row in store.ask(bills.run_sheet).ready]


def _figures(session: Session, where: str, key: Any) -> tuple[tuple[str, str], ...]:
    """What the areas say at a spot about what is printed, by the titles they say it under."""
    panels = [one for area in AREAS for one in area.panels() if one.where == where]
    return tuple((one.title, one.words(session, key)) for one in panels if one.words is not None)


def paper(said: argparse.Namespace) -> int:
    """Write a document as PDF."""
    papers = {one.key: one for area in AREAS for one in area.papers()}
    if said.what not in papers:
        raise UserError(f"There is no paper “{said.what}”. Choose: {', '.join(sorted(papers))}.")
    wanted = papers[said.what]
    with the_books(said, read_only=True) as store, store.read() as session:
        found: Any = wanted.find(session, said.id)
        keys = found if isinstance(found, tuple) else (found,)
        if wanted.figures:
            keys = (*keys, _figures(session, wanted.figures, keys[0]))
        company = shop.shop(session)
        size = paper_of(company.paper.lower())
        gathered = wanted.printable.gather(session, *keys)
        if isinstance(wanted.printable, Sheaf):
            title, author = wanted.title, company.name
            rendered = render_many(gathered, size, title=title, author=author)
        else:
            rendered = prepare(wanted.printable, gathered, size)
    write(Path(said.file), rendered.pdf)
    _out(f"{said.file}: {rendered.pages} {'page' if rendered.pages == 1 else 'pages'}")
    if rendered.missing:
        sys.stderr.write(f"mspdesk: no typeface has {', '.join(rendered.missing)}\n")
    return 0


def report(said: argparse.Namespace) -> int:
    """Show a report as a table, CSV, JSON or a workbook."""
    wanted = reporting.report_named(AREAS, said.name)
    as_of = parse_date(said.as_of, "as-of") if said.as_of else today()
    period = reporting.usual_period(wanted, as_of)
    if said.first or said.last:
        first = parse_date(said.first, "from") if said.first else date(1900, 1, 1)
        last = parse_date(said.last, "to") if said.last else date(2999, 12, 31)
        period = type(period)(first, last)
    elif wanted.span != "as_of" and not said.as_of:
        period = type(period)(date(1900, 1, 1), date(2999, 12, 31))
    with the_books(said, read_only=True) as store, store.read() as session:
        wanted = reporting.report_named(AREAS, said.name, shop.shop(session).money)
        document = reporting.report_document(session, wanted, period)
        shape = wanted.shape(session, period) if wanted.shape and said.format == "json" else None
    _write_report(said, document, shape)
    return 0


def _write_report(said: argparse.Namespace, document: reporting.ReportDocument, shape: Any) -> None:
    if said.format in ("xlsx", "csv"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(said.file) if said.file else Path(folder) / f"report.{said.format}"
            _write_table(said.format, file, document)
            if not said.file:
                _pour(file)
        return
    text = _report_text(said.format, document, shape)
    if not said.file:
        _out(text)
        return
    with whole_file(Path(said.file)) as out:
        out.write(f"{text}\n".encode())


def _write_table(format_: str, file: Path, document: reporting.ReportDocument) -> None:
    wanted = document.report
    if format_ == "csv":
        csv_files.write(file, wanted.written, document.rows)
        return
    sheet = workbook.Sheet(
        wanted.title,
        wanted.written,
        document.rows,
        above=(wanted.title, document.words),
        totals=bool(document.totals),
    )
    workbook.write_xlsx(file, [sheet])


def _pour(file: Path) -> None:
    """Write a file to the terminal's output; raises UserError where that is no place for it."""
    if file.suffix == ".csv":
        sys.stdout.write(file.read_text(encoding="utf-8-sig"))
        return
    if sys.stdout.isatty():
        raise UserError("Say where the workbook goes, with -o FILE.", "o")
    sys.stdout.buffer.write(file.read_bytes())


def _report_text(format_: str, document: reporting.ReportDocument, shape: Any) -> str:
    wanted = document.report
    if format_ == "json":
        rows = tables.json_rows(wanted.written, document.rows) if shape is None else shape
        return str(tables.as_json(rows)).rstrip()
    lines = [wanted.title, document.words, "", tables.as_table(wanted.written, document.rows)]
    total = reporting.totals_row(document)
    if total:
        lines.append("  ".join(cell for cell in total if cell))
    return "\n".join(lines)


def backup(said: argparse.Namespace) -> int:
    """Make a verified copy of the books."""
    with the_books(said) as store:
        file = keeping.back_up(store, Progress(), Path(said.to) if said.to else None)
    _out(str(file))
    return 0


def restore(said: argparse.Namespace) -> int:
    """Bring a copy back into a new place, or prove that it could be, and say what is in it."""
    copy = Path(said.copy)
    typed = _ask_secret(copy) if is_sealed(copy) and copy.exists() else None
    if said.look:
        lines = copies.lines_of(copies.look(copy, typed))
    elif said.prove:
        facts = copies.prove(copy, typed).facts
        lines = ["Restored, checked and thrown away again"]
        lines += [f"{title}: {words}" for title, words in facts.items()]
    else:
        lines = keeping.bring_back(copy, said.to, typed)
    for line in lines:
        _out(line)
    return 0


def _ask_secret(copy: Path) -> Secret:
    """The password or recovery key of a sealed copy: typed unseen, or a line that is piped in."""
    if sys.stdin.isatty():
        return Secret(getpass(f"Password of the vault, or recovery key, for {copy.name}: "))
    return Secret(sys.stdin.readline().rstrip("\n"))


def move(said: argparse.Namespace) -> int:
    """Move the books to a place that holds none, or let work go on in those that were moved."""
    from ..database import marks
    from . import moving

    place = normalise(place_of(said))
    if said.resume:
        _out(
            f"Work goes on in {said_place(place)}."
            if marks.take_off(place)
            else "These books were not moved."
        )
        return 0
    try:
        moved = moving.move_books(place, said.to, _steps())
    except (Cancelled, KeyboardInterrupt):
        raise UserError("Stopped. Nothing was moved, and nothing was left behind.") from None
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    for line in moving.lines_of(moved):
        _out(line)
    _out(f"{said_place(place)} can only be read from now on.")
    return 0


def check(said: argparse.Namespace) -> int:
    """Check the whole of the books; 1 when something does not hold."""
    with the_books(said, read_only=True) as store:
        found = keeping.check(store, Progress())
    for line in found:
        _out(line)
    if not found:
        _out("The books are in order.")
    return 1 if found else 0


def doctor(_said: argparse.Namespace) -> int:
    """Look at what this program stands on; 1 when something is not well."""
    from . import doctor as looked

    well = True
    for finding in looked.look():
        _out(looked.said(finding))
        well &= finding.well
    return 0 if well else 1
