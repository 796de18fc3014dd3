"""What a database says arrives as a sentence with something to do in it."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from mspdesk.database.faults import refusal, trouble


def fault(kind: type[Exception], said: str) -> DBAPIError:
    return OperationalError("UPDATE x", {}, kind(said))


@pytest.mark.parametrize(
    ("said", "sentence", "hint"),
    [
        ("database is locked", "busy", "moment"),
        ("database or disk is full", "disk is full", "Make room"),
        ("disk I/O error", "cannot be reached", "disk"),
        ("unable to open database file", "cannot be written", "is there room on it"),
        # What an operation says that comes after one with which SQLite gave up the whole step.
        ("no such savepoint: sa_savepoint_1", "cannot be reached", "disk"),
        ("attempt to write a readonly database", "cannot be reached", "disk"),
        ("database disk image is malformed", "damaged", "Restore"),
        ("no such table: ghost", "refused the change", "OperationalError"),
    ],
)
def test_a_file_speaks_plainly(said: str, sentence: str, hint: str) -> None:
    found = trouble(fault(sqlite3.OperationalError, said))
    assert sentence in found.text
    assert hint in found.hint


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("connection refused", "does not answer"),
        ("server closed the connection unexpectedly", "does not answer"),
        ("terminating connection due to administrator command", "does not answer"),
        ("canceling statement due to statement timeout", "took too long"),
        ("canceling statement due to lock timeout", "busy"),
        ("deadlock detected", "busy"),
        ('password authentication failed for user "ann"', "let us in"),
        ('database "shop" does not exist', "no books of this name"),
        ("could not extend file: No space left on device", "disk is full"),
    ],
)
def test_a_server_speaks_plainly(said: str, sentence: str) -> None:
    assert sentence in trouble(fault(psycopg.OperationalError, said)).text


def test_what_nobody_expected_is_still_a_sentence() -> None:
    found = refusal(fault(sqlite3.OperationalError, "canary words of a statement"))
    assert "canary" not in str(found)
