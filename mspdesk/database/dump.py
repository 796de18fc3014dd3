"""Copies of books on a server, made and put back by PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

from ..errors import Trouble
from .files import put_in_place
from .passwords import account, kept

Row = dict[str, str | None]

_COPY = re.compile(r'COPY (?:\w+\.)?"?(\w+)"? \((.*)\) FROM stdin;')
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

PATIENCE = 30 * 60
"""Seconds a dump may take."""


def program(name: str) -> str:
    """Where pg_dump or pg_restore is; raises Trouble when this computer does not have it."""
    found = shutil.which(name)
    if found is None:
        raise Trouble(
            f"Books on a server are copied by {name}, which was not found on this computer.",
            "Install the client programs of PostgreSQL, or have the server back them up.",
        )
    return found


def write(place: str, target: Path) -> None:
    """Dump the books at a postgresql:// place into a file, whole or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        _run([program("pg_dump"), "-Fc", "--no-owner", "-w", "-f", str(part), "-d", place], place)
        part.chmod(0o600)
        table_of_contents(part)
        put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)


def table_of_contents(file: Path) -> int:
    """How many tables a dump holds data of; raises Trouble when it cannot be read."""
    listed = _run([program("pg_restore"), "--list", str(file)], "")
    count = sum(" TABLE DATA " in line for line in listed.splitlines())
    if not count:
        raise Trouble("The copy is not good: it holds no tables.", "Try again.")
    return count


def rows_of(file: Path, tables: Collection[str]) -> Iterator[tuple[str, Row]]:
    """The rows of some tables of a dump, each with its table, as texts by column; None for none.

    No server is asked: pg_restore writes what a dump holds as text. Raises Trouble when it cannot
    be read to its end, or pg_restore is not on this computer.
    """
    command = [program("pg_restore"), "--data-only", "-f", "-"]
    command += [part for table in sorted(tables) for part in ("-t", table)]
    end = time.monotonic() + PATIENCE
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(  # noqa: S603 -- a fixed program, its arguments as a list
            [*command, str(file)],
            stdout=subprocess.PIPE,
            stderr=said,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
        )
        try:
            if child.stdout is not None:
                yield from _rows(child.stdout, end)
            child.wait(max(end - time.monotonic(), 1))
        except (UnicodeDecodeError, subprocess.TimeoutExpired) as error:
            raise Trouble("pg_restore did not finish.", type(error).__name__) from error
        finally:
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()
        if child.returncode:
            said.seek(0)
            words = said.read(2_000).decode("utf-8", "replace")
            first = next((line for line in words.splitlines() if line.strip()), "")
            raise Trouble("pg_restore could not finish.", first[:200])


def _rows(lines: IO[str], end: float) -> Iterator[tuple[str, Row]]:
    """The rows of a dump that is written out: a line that names a table, then a line for each."""
    table, columns = "", []
    for line in lines:
        if time.monotonic() > end:
            raise Trouble("pg_restore did not finish.", "It took too long.")
        if not table:
            named = _COPY.match(line)
            if named is not None:
                table = named[1]
                columns = [one.strip().strip('"') for one in named[2].split(",")]
        elif line == "\\.\n":
            table = ""
        else:
            cells = (_cell(one) for one in line.rstrip("\n").split("\t"))
            yield table, dict(zip(columns, cells, strict=True))


def _cell(text: str) -> str | None:
    """A cell as it was before PostgreSQL wrote it into a line."""
    if text == "\\N":
        return None
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]), text)


def read(file: Path, place: str) -> None:
    """Put a dump back into an empty database; raises Trouble when it does not go in whole."""
    command = [program("pg_restore"), "--exit-on-error", "--single-transaction", "--no-owner", "-w"]
    _run([*command, "-d", place, str(file)], place)


def _run(command: list[str], place: str) -> str:
    """Run one of the programs; the password, if any, goes in by the environment of that child."""
    surroundings = dict(os.environ)
    if place and "PGPASSWORD" not in surroundings:
        from psycopg.conninfo import conninfo_to_dict

        known = kept(account(conninfo_to_dict(place)))
        surroundings |= {"PGPASSWORD": known} if known else {}
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed program, its arguments as a list
            command,
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Trouble(f"{Path(command[0]).name} did not finish.", type(error).__name__) from error
    if done.returncode:
        first = next((line for line in done.stderr.splitlines() if line.strip()), "")
        raise Trouble(f"{Path(command[0]).name} could not finish.", first[:200])
    return done.stdout
