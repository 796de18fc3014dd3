"""Readers that do what a hijacked one would try; each is called in the process of `apart`."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Told = Iterator[tuple[str, Any]]


def quiet(asked: dict[str, Any], raw: bytes) -> Told:
    """Tell what was asked, how much came along and who tells it."""
    sys.stdout.write("noise that must not meet the answers")
    sys.stdout.flush()
    sys.stderr.write("more of it")
    yield "said", [asked, len(raw), os.getpid()]
    yield "done", None


def reads(asked: dict[str, Any], _raw: bytes) -> Told:
    """Read the file of the question, and then another."""
    yield "said", Path(asked["path"]).read_text()
    yield "said", Path(asked["other"]).read_text()
    yield "done", None


def tries(asked: dict[str, Any], _raw: bytes) -> Told:
    """Try what no reader may, and tell which of it went well."""
    folder = Path(asked["folder"])
    deeds: dict[str, Callable[[], object]] = {
        "write": lambda: (folder / "written").write_text("x"),
        "append": lambda: os.open(folder / "old", os.O_WRONLY | os.O_APPEND),
        "remove": (folder / "old").unlink,
        "rename": lambda: (folder / "old").rename(folder / "new"),
        "folder": (folder / "made").mkdir,
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        "resolve": lambda: socket.getaddrinfo("localhost", 9),
        "run": lambda: subprocess.run(["true"], check=False),
        "shell": lambda: os.system("true"),  # noqa: S605 - it must fail
        "fork": os.fork,
        "kill": lambda: os.kill(os.getppid(), 9),
    }
    for name, deed in deeds.items():
        try:
            deed()
        except OSError:
            continue
        yield "did", name
    yield "done", None


def hogs(_asked: dict[str, Any], _raw: bytes) -> Told:
    """Take all the memory there is."""
    held = [bytearray(10_000_000) for _ in range(1_000_000)]
    yield "done", len(held)


def spins(asked: dict[str, Any], _raw: bytes) -> Told:
    """Never come to an end."""
    yield "said", asked
    while True:
        time.sleep(0)


def floods(_asked: dict[str, Any], _raw: bytes) -> Told:
    """Tell without an end."""
    while True:
        yield "said", "x" * 1_000_000


def dies(_asked: dict[str, Any], _raw: bytes) -> Told:
    """Fall over, as a library with a mistake does."""
    yield "said", 1
    os.abort()


def garbles(_asked: dict[str, Any], _raw: bytes) -> Told:
    """Tell what is no answer."""
    for pipe in range(3, 20):
        try:
            os.write(pipe, b"\0\0\0\4rubb" + b"\xff" * 90)
        except OSError:
            continue
    yield "done", None
