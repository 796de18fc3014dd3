"""The command line: without a verb it opens the window; with one it works without it."""

from __future__ import annotations

import argparse
import io
import logging
import logging.handlers
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__, paths
from .errors import Cancelled, Trouble, UserError
from .headroom import with_headroom
from .vault.undumped import forbid_dumps

DONE, REFUSED, WRONG_USAGE, OUT_OF_REACH = 0, 1, 2, 3
"""Exit codes: done; refused with one sentence; wrong usage; books locked or out of reach."""

READ_APART = "--read-apart"
"""What a bundle starts itself with to read a file in a process of its own; no verb for people."""

KINDS = "shop clients sites contacts people devices agreements tickets time".split()
KINDS += ["invoices", "payments"]


def parser() -> argparse.ArgumentParser:
    """Everything that can be said on the command line."""
    top = argparse.ArgumentParser(
        prog="mspdesk",
        description="The desktop program of an IT service shop. Without a verb: the window.",
    )
    top.add_argument("--version", action="version", version=f"mspdesk {__version__}")
    top.add_argument("--home", metavar="FOLDER", help="keep everything in this folder")
    top.add_argument(
        "--books", metavar="FILE|URL", help="a books folder, file or postgresql:// URL"
    )
    top.add_argument("--as", dest="person", metavar="PERSON", help="sign changes as this person")
    verbs = top.add_subparsers(dest="verb", metavar="VERB")

    new = verbs.add_parser("new", help="start a shop in new books")
    new.add_argument("--name", required=True, help="the shop's name")
    new.add_argument("--rate", required=True, help="what an hour costs, like 150")
    new.add_argument("--country", default="US", help="two letters, like US")
    new.add_argument("--owner", default="", help="the owner's name")

    verbs.add_parser("demo", help="make the sample shop")

    _add_import(verbs)

    give = verbs.add_parser("export", help="write a whole shop or one kind of record")
    give.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    give.add_argument("path", help="the folder (shop) or the .csv or .xlsx file to write")

    bill = verbs.add_parser("bill", help="make the drafts of a billing run")
    bill.add_argument("--through", required=True, metavar="DATE", help="bill work up to this day")
    bill.add_argument("--issue", action="store_true", help="issue every draft without a question")

    paper = verbs.add_parser("print", help="write a document as PDF")
    paper.add_argument("what", metavar="WHAT", help="invoice, statement, receipt, timesheet, ...")
    paper.add_argument(
        "id", metavar="ID", help="its number, a client's name, or a date with a name"
    )
    paper.add_argument("-o", dest="file", metavar="FILE", required=True, help="the PDF to write")

    report = verbs.add_parser("report", help="show a report")
    report.add_argument("name", metavar="NAME", help="backlog, time-by-month, revenue, ageing, ...")
    report.add_argument("--as-of", metavar="DATE", help="seen from this day")
    report.add_argument("--from", dest="first", metavar="DATE", help="first day")
    report.add_argument("--to", dest="last", metavar="DATE", help="last day")
    report.add_argument("--format", choices=("table", "csv", "json", "xlsx"), default="table")
    report.add_argument("-o", dest="file", metavar="FILE", help="write into this file")

    backup = verbs.add_parser("backup", help="make a verified copy of the books")
    backup.add_argument("--to", metavar="FOLDER", help="another place for the copy")
    restore = verbs.add_parser("restore", help="bring a copy back, into a new place")
    restore.add_argument("copy", metavar="COPY", help="the copy")
    where = restore.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", metavar="FOLDER", help="an empty or new folder")
    where.add_argument(
        "--look", action="store_true", help="only say what the copy holds; nothing is written"
    )
    where.add_argument(
        "--prove", action="store_true", help="restore and check it, then throw that away"
    )
    _add_move(verbs)
    verbs.add_parser("check", help="check the whole of the books")
    verbs.add_parser("doctor", help="say whether all this program stands on is here and works")
    verbs.add_parser("version", help="say which release this is")
    return top


def _add_import(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    bring = verbs.add_parser("import", help="bring in a whole shop or one kind of record")
    bring.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    bring.add_argument("path", help="the folder (shop) or the CSV, XLSX, vCard or IIF file")
    bring.add_argument("--dry-run", action="store_true", help="only say what would happen")
    bring.add_argument("--day-first", action="store_true", help="3/4 is the third of April")
    bring.add_argument("--month-first", action="store_true", help="3/4 is March 4")
    bring.add_argument("--encoding", default="", help="of a file that is not UTF-8, like cp1252")
    bring.add_argument(
        "--decimals", choices=("point", "comma"), default="", help="the sign before the cents"
    )
    bring.add_argument("--client", metavar="NAME", help="whose rows are that name no client")
    bring.add_argument("--source", default="", metavar="NAME", help="where the file is from")
    bring.add_argument(
        "--column",
        action="append",
        metavar="FIELD=HEADER",
        help="which column a field is; - for none; kept for the next file of the source",
    )
    bring.add_argument(
        "--owner",
        action="append",
        metavar="FIELD=WHO",
        help="whose word holds where both differ, file or app; kept as well",
    )
    bring.add_argument("--save", metavar="FILE", help="write what became of each row, or would")


def _add_move(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    move = verbs.add_parser("move", help="move the books to a server, or back into a file")
    way = move.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--to", metavar="FILE|URL", help="a folder, file or postgresql:// URL that holds no books"
    )
    way.add_argument(
        "--resume", action="store_true", help="work again in books that were moved from here"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and answer the exit code; never a traceback."""
    if sys.argv[1:] == [READ_APART] and arguments is None:
        from .exchange.apart_child import main as read_apart

        return read_apart()
    try:
        said = parser().parse_args(arguments)
    except SystemExit as stop:
        return WRONG_USAGE if stop.code else DONE
    if said.home:
        paths.set_home(Path(said.home).resolve())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that lacks a letter shows a mark for it instead of failing.
            stream.reconfigure(errors="replace")
    if said.verb == "version":
        print(f"mspdesk {__version__}")
        return DONE
    forbid_dumps()
    handler = keep_log()
    try:
        return with_headroom(lambda: _answer(said))
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def _answer(said: argparse.Namespace) -> int:
    """Do it and turn whatever goes wrong into one sentence and an exit code."""
    try:
        return _do(said)
    except UserError as error:
        return _say(error, REFUSED)
    except Trouble as error:
        return _say(error, OUT_OF_REACH)
    except (Cancelled, KeyboardInterrupt):
        return _say("Stopped.", REFUSED)
    except Exception:
        logging.getLogger(__name__).exception("command failed")
        log = paths.log_folder() / "mspdesk.log"
        return _say(f"MSPDesk made a mistake. Nothing was saved. Details are in {log}.", REFUSED)


def _do(said: argparse.Namespace) -> int:
    """Open the window, or do one verb without it."""
    if said.verb is None:
        from .app.loading import open_window

        return open_window(said.books, said.person)
    from .app.commands import run

    try:
        return run(said)
    except BrokenPipeError:
        # The reader of our output went away; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _say(words: object, code: int) -> int:
    print(f"mspdesk: {words}", file=sys.stderr)
    return code


def keep_log() -> logging.Handler:
    """Write the program's log below this user's folder, 5 files of 1 MB; never clients' data."""
    folder = paths.log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "mspdesk.log", maxBytes=1_000_000, backupCount=5, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    return handler


if __name__ == "__main__":
    sys.exit(main())
