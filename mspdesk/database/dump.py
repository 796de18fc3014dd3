"""Copies of books on a server, made and put back by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path

from ..errors import Trouble
from .files import put_in_place
from .passwords import account, kept

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
